# Weinig clusters, en de correcties voor kleine steekproeven.
few-clusters = geen p-waarde: { $clusters } clusters zijn er minder dan { $fewest }, te weinig voor een toets die zijn niveau houdt
few-clusters-df = geen p-waarde: de clusters laten { $df } vrijheidsgraden over, te weinig voor een toets die zijn niveau houdt
structure-unstructured = vrij
structure-toeplitz = Toeplitz met een variantie per meting
structure-autoregressive = autoregressief met een variantie per meting
structure-compound-symmetry = gelijke correlaties met een variantie per meting
# Repeated measures.
mmrm = gemengd model voor herhaalde metingen, REML
mmrm-structure = covariantie tussen metingen: { $structure }
kenward-roger = Kenward-Roger
mmrm-few-pairs = te weinig deelnemers met twee metingen samen
mmrm-no-maximum = geen maximum van de aannemelijkheid gevonden
mmrm-refused = de eerst geplande covariantie was niet te schatten ({ $structure }: { $reason })
no-effect-at-start = geen effect van de groep vóór de loting
free-effect-at-start = effect van de groep vóór de loting ook geschat
f-test-all-waves = F-toets van het effect bij alle metingen na het begin
score-test = scoretoets
root-scale-test = toets en grenzen op de wortelschaal
log-scale-test = toets en grenzen op de logschaal, waarop schattingen van aangevulde datasets samengaan (bij gemeten aantallen: de wortelschaal)
t-test = t-toets
penalised-test = gepenaliseerde likelihood-ratiotoets, contrasten bij de grenzen van de gepenaliseerde profiellikelihood
profile-limits-of-groups = grenzen van de gepenaliseerde profiellikelihood, en daaruit hun interactie
# Gevoeligheid voor uitval en voor wie de uitkomst heeft.
doubly-robust = weging met inverse kansen en een uitkomstmodel (dubbel robuust), fout uit invloedsfuncties
inverse-probability-weights = weging met inverse kansen voor uitval
weighted-and-modelled = uitval gewogen en gemodelleerd
weighted-only = uitval gewogen
weights-cut = kansen om gemeten te worden onder { $chance } zijn daarop gesteld
no-population-for-weights = de uitkomst bestaat maar voor een deel: iedereen die lootte is er geen populatie van
everybody-has-the-outcome = de uitkomst bestaat voor iedereen: er valt niets te begrenzen
zhang-rubin-bounds = grenzen volgens Zhang en Rubin, zonder aanname
lee-bounds = grenzen volgens Lee, in de aanname dat de groep de uitkomst alleen kan wegnemen, of alleen kan brengen
bounds-interval = limieten dekken de steekproeffout van beide grenzen
bounds-share-without-error = een aandeel van 0 of 1 in een groep heeft geen fout naar cluster: geen limieten
bounds-stratum = wie in beide groepen { $who } zou hebben: ten minste { $share } van iedereen
complier-effect = effect in wie meedoet als het wordt aangeboden, loting als instrument
no-visits-or-threshold = geen bezoekenlijst, of geen drempel onder 'plan: compliance:'
nobody-took-part = niemand deed mee bij deze drempel
took-part = { $visits ->
    [one] 1 bezoek
   *[other] { $visits } bezoeken
 } of meer: een aandeel van { $share } van de behandelde groep
offer-works-by-itself = als het aanbod zelf het risico van wie niet meedeed met { $value } veranderde
# For whom.
effects-by-group = één model met een effect per groep, risico's gestandaardiseerd of gemiddelden gecorrigeerd
no-moderators = geen moderatoren van deze uitkomst onder 'plan: moderators:'
one-group = minder dan twee groepen hebben in beide armen genoeg deelnemers
group-lacks-an-arm = een groep heeft in een arm minder dan twee deelnemers
moderator-unknown = { $count } van wie de groep onbekend is, zijn weggelaten
groups-too-small = weggelaten, met minder dan { $fewest } deelnemers in een arm: { $names }
# Concurrerende gebeurtenissen.
aalen-johansen = Aalen-Johansen, getekend als cumulatieve incidentie
aalen-johansen-at = Aalen-Johansen, cumulatieve incidentie na { $weeks } weken
infinitesimal-jackknife = fout uit de infinitesimale jackknife
cause-specific = oorzaakspecifiek: de concurrerende gebeurtenis beëindigt de follow-up
# Equivalentie.
tost = twee eenzijdige toetsen
score-tost = twee eenzijdige scoretoetsen (Farrington-Manning)
equivalence-shown = ligt aan beide kanten binnen de marge van { $margin }: gelijkwaardig volgens het plan
equivalence-not-shown = niet aangetoond dat het aan beide kanten binnen de marge van { $margin } ligt
# Bezoeken en uitkomst, binnen de arm die ze had.
outcome-or-dose-does-not-vary = de uitkomst of het aantal bezoeken varieert niet, of te weinig hebben beide
risk-per-visits = logistische regressie binnen de arm, risico per { $visits ->
    [one] bezoek
   *[other] { $visits } bezoeken
 }
visits-are-no-effect = geen effect van bezoeken: niemand kreeg een aantal toegewezen; wie het makkelijk of moeilijk heeft, houdt meer of minder afspraken, en wat haar overkomt beëindigt bezoeken of lokt ze uit
