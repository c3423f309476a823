# Wat de statistiek over haar uitkomsten zegt, en waarom er geen is.
fewer-than-two-completed-data = minder dan twee analyses van aangevulde gegevens: de onzekerheid door ontbrekende gegevens is onbekend
completed-data-analyses-gave-no = { $failed } van { $imputations } analyses van aangevulde gegevens gaven geen uitkomst
every-completed-data-analysis-gave = elke analyse van aangevulde gegevens gaf dezelfde schatting met variantie nul
no-imputed-value-shift-conclusion = niets te verschuiven: de conclusie rust alleen op gemeten antwoorden
conclusion-delta-0-not-significant = de conclusie zonder verschuiving is niet significant: er valt niets te kantelen
odds-those-missing-would-have = de odds van wie ontbreekt zouden meer dan tienmaal moeten verschillen van wie gemeten is
conclusion-holds-delta = de conclusie blijft staan van verschuiving { $low } tot { $high }
fit-did-not-converge = het model is niet geconvergeerd ({ $why }): gebruik deze schattingen niet
estimated-as-zero-edge-range = { $name } is geschat als nul, de rand van het mogelijke: de clusters verschillen niet meer dan door toeval, en het interval komt uit de profielaannemelijkheid
events-non-events-coefficients-estimates = { $events ->
    [one] 1 gebeurtenis (of niet-gebeurtenis)
   *[other] { $events } gebeurtenissen (of niet-gebeurtenissen)
 } voor { $coefficients ->
    [one] 1 coëfficiënt
   *[other] { $coefficients } coëfficiënten
 }: schattingen vallen te ver van nul uit; vergelijk met Firths straf en gebruik liever profielintervallen
laplace-approximation-biased-binary-responses = de Laplace-benadering is vertekend bij ja/nee-antwoorden in kleine clusters
some-standard-errors-could-not = sommige standaardfouten zijn niet te berekenen: de informatiematrix is niet inverteerbaar
random-effects-perfectly-correlated-one = de random effecten van { $group } hangen volledig samen of variëren niet: de gegevens dragen er niet zo veel, laat een helling weg
very-large-most-clusters-give = { $name } is erg groot: de meeste clusters geven steeds hetzelfde antwoord, en de schattingen leunen op de aangenomen normale verdeling
clusters-only-maximum-likelihood-underestimates = { $group } heeft maar { $n } clusters: de variantie wordt onderschat, en Wald-intervallen en robuuste standaardfouten zijn te smal; gebruik liever profielintervallen
known-poorly-wald-interval-unreliable = { $name } is onzeker: het Wald-interval is onbetrouwbaar, gebruik het profielinterval
points-may-not-enough-last = { $points } punten zijn misschien niet genoeg: de laatste verhoging veranderde de log-aannemelijkheid met { NUMBER($error, maximumSignificantDigits: 1) }
points-too-few-twice-as = { $points } punten zijn te weinig: tweemaal zo veel verandert de log-aannemelijkheid met { NUMBER($error, maximumSignificantDigits: 1) }
log-likelihood-flat-some-direction = de log-aannemelijkheid is in een richting vlak
converged-boundary = geconvergeerd op de rand
no-convergence-iterations = geen convergentie in { $iterations } stappen
log-likelihood-derivative-not-finite = de log-aannemelijkheid of een afgeleide is niet eindig
no-step-increases-log-likelihood = geen stap verhoogt de log-aannemelijkheid
rows-left-out-because-missing = { $dropped } van { $n } rijen weggelaten door ontbrekende waarden in: { $names }
no-overdispersion-above-zero-truncated = geen extra spreiding boven nul: afgeknotte Poissonverdeling
no-finite-estimate = geen eindige schatting voor { $names }
no-convergence = geen convergentie
all-counts-zero = alle aantallen zijn nul
too-few-positive-counts-these = te weinig aantallen boven nul voor deze kenmerken
no-maximum-likelihood-was-found = het maximum van de aannemelijkheid is niet gevonden
no-finite-dispersion-fits-positive = geen eindige spreiding past bij de aantallen boven nul (te veel enen)
fit-did-not-converge-x = het model ({ $distribution }) is niet geconvergeerd
no-overdispersion-poisson = geen extra spreiding: Poissonverdeling
every-positive-count-one = elk aantal boven nul is één
too-few-observations-arm = te weinig waarnemingen in een groep
row-leverage-one-hc1-instead = een deelnemer bepaalt een coëfficiënt alleen: HC1 in plaats van de gecorrigeerde standaardfout
dependent-covariates-left-out = afhankelijke kenmerken zijn weggelaten
separation-no-finite-maximum-likelihood = separatie: geen eindige schatting voor { $where }
separation-firths-penalised-likelihood-instead = separatie ({ $where }): Firths aannemelijkheid met straf in plaats van de gewone
profile-likelihood-did-not-converge = de profielaannemelijkheid is niet geconvergeerd
separation-could-not-examined = of er separatie is, kon niet worden nagegaan: { $why }
every-answer-there-nothing-explain = elk antwoord is { $value }: er valt niets te verklaren
one-cluster-between-cluster-variance = één cluster: de variantie tussen clusters is niet te schatten
rank-deficient-design-zero-throughout = { $name } is overal nul: geen unieke schatting
rank-deficient-design-combination-other = { $name } is een combinatie van de andere kolommen: geen unieke schatting
clusters-uncorrected-sandwich-standard-errors = { $n } clusters: zonder correctie zijn robuuste standaardfouten te klein onder ongeveer 40 clusters
no-degrees-freedom-left-clusters = geen vrijheidsgraden over: er zijn niet meer clusters dan coëfficiënten
too-few-repeated-answers-estimate = te weinig herhaalde antwoorden voor een werkcorrelatie: onafhankelijkheid is gebruikt
separation-fitted-risk-runs-0 = separatie: een geschatte kans loopt naar 0 of 1, zodat minstens één coëfficiënt geen eindige schatting heeft
working-correlation-not-correlation-iteration = de werkcorrelatie { NUMBER($rho, minimumFractionDigits: 3, maximumFractionDigits: 3) } is geen correlatie: gestopt
likelihoods-maximum-was-not-found = het maximum van de aannemelijkheid is niet gevonden
mixed-beyond-intercepts = de residuen passen niet bij alleen toevalsintercepten (de variantie of de correlatie verandert in de tijd): standaardfouten die daar niet op rusten zijn { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } tot { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } maal zo groot; neem voor herhaalde metingen een gemengd model met vrije covariantie (MMRM)
variance-between-estimated-zero = de variantie tussen { $groups ->
    [persons] personen
   *[groups] groepen
 } is geschat op nul
no-standard-error = de standaardfout is nul of bestaat niet: geen interval
no-complete-pair = geen volledig paar
both-informants-gave-one-same = beide informanten gaven steeds een en hetzelfde antwoord
pairs-interval-kappa-large-sample = { $n } paren: het interval van kappa geldt voor grote aantallen en is hier te kort
agreement-perfect-large-sample-interval = de overeenstemming is volledig: het interval voor grote aantallen heeft geen breedte
fewer-than-three-complete-subjects = minder dan drie volledige deelnemers
every-rating-same = elk oordeel is hetzelfde
agreement-interval-not-defined = de benaderde vrijheidsgraden zijn nul: er is geen interval
agreement-perfect-interval-no-width = de overeenstemming is volledig: het interval heeft geen breedte
negative-raters-differ-more-within = negatief: informanten verschillen binnen deelnemers meer dan tussen deelnemers, dus geen overeenstemming
pairs-limits-themselves-uncertain = { $n ->
    [one] 1 paar
   *[other] { $n } paren
 }: de grenzen zelf zijn onzeker
difference-depends-on-level-limits = het verschil hangt af van het niveau: de grenzen gelden niet over de hele schaal
fewer-than-three-complete-pairs = minder dan drie volledige paren
no-case-effect-size = geen casus heeft een effectmaat
family-worst-possible-order-p = een casus in de slechtst mogelijke volgorde heeft p = 1, wat Stouffers methode niet kan goedmaken: gebruik liever de exacte som
phases-one-two-measurements-normal = fasen van één of twee metingen: de normale benadering is slecht
cases-without-baseline-follow-up = { $n ->
    [one] 1 casus zonder meting vooraf of daarna is
   *[other] { $n } casussen zonder meting vooraf of daarna zijn
 } weggelaten
pairs-too-few-interval-pseudo = { $n ->
    [one] 1 paar is
   *[other] { $n } paren zijn
 } te weinig voor een { NUMBER($level, style: "percent") }-interval van de pseudo-mediaan
not-attainable-no-pair-changed = niet haalbaar: geen paar is veranderd
pairs-too-few-interval-median = { $n ->
    [one] 1 paar is
   *[other] { $n } paren zijn
 } te weinig voor een { NUMBER($level, style: "percent") }-interval van de mediaan
no-complete-pairs = geen volledige paren
not-attainable = niet haalbaar: de kleinst mogelijke p-waarde is { NUMBER($p, maximumSignificantDigits: 3) }
one-groups-single-person-no = een van de groepen is één persoon: geen interval
no-spread-within-groups-no = geen spreiding binnen de groepen: geen interval
one-groups-no-values-nothing = een van de groepen heeft geen waarden: niets te vergelijken
reliability-only-very-large-changes = betrouwbaarheid { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }: alleen zeer grote veranderingen kunnen betrouwbaar heten
not-computed-too-many-divisions = niet berekend: te veel indelingen in fasen
one-baseline-measurement-no-trend = één meting vooraf heeft geen trend om voor te corrigeren
beyond-1-size-trend-correction = groter dan 1: de trendcorrectie weegt zwaarder dan de paren
follow-up-ties-baseline-median = een latere meting is gelijk aan de mediaan vooraf: geen exact interval
no-measurement = geen meting { $which }
fewer-than-two-complete-pairs = minder dan twee volledige paren
no-spread-standardise-all-changes = geen spreiding om mee te standaardiseren: alle veranderingen zijn gelijk
no-spread-standardise-all-answers = geen spreiding om mee te standaardiseren: alle antwoorden zijn gelijk
pairs-interval-only-as-good = { $n ->
    [one] 1 paar
   *[other] { $n } paren
 }: het interval is zo goed als het normale model
hazards-not-proportional = de hazards zijn misschien niet evenredig ({ $p_value }): lees de hazardratio als een gemiddelde en verkies het verschil in beperkte gemiddelde tijd
monotone-likelihood-no-finite-hazard = geen eindige hazardratio voor { $names }
no-events = geen gebeurtenissen
partial-likelihood-was-not-maximised = het maximum van de partiële aannemelijkheid is niet gevonden
fewer-than-had-event-within = minder dan { NUMBER($share, style: "percent") } had de gebeurtenis binnen de looptijd
tau-lies-beyond-last-observation = de grens ligt voorbij de laatste waarneming: de curve is vlak doorgetrokken
arm-without-events-counts-as-known = één groep heeft geen gebeurtenissen: haar deel van de standaardfout is nul, en het interval is te smal
arms-never-risk-together-no = de groepen zijn nooit tegelijk in beeld: geen log-ranktoets
interval-not-symmetric-about-estimate = het interval ligt niet symmetrisch om de schatting: de standaardfout is bij benadering
empty-cell-0-5-added = een lege cel: bij elke cel is 0,5 opgeteld
no-estimate-standard-error-left = { $name }: geen schatting met een standaardfout, weggelaten
comparable-effects-fewer-than-no = { $k } vergelijkbare effecten: minder dan { $needed }, dus geen samengevoegd getal
effects-between-study-variance-prediction = { $k } effecten: de variantie tussen studies, en daarmee het voorspellingsinterval, is erg onzeker
cell-table-zero-log-scales = een cel van de tabel is nul: op de logaritmische schaal bestaat de standaardfout niet, of maar naar één kant
no-observations = geen waarnemingen
no-events-either-arm-risk = geen gebeurtenissen in beide groepen: het relatieve risico bestaat niet
outcome-does-not-vary-odds = de uitkomst varieert niet: de oddsratio bestaat niet
no-events-either-arm = geen gebeurtenissen in beide groepen
every-observation-event = elke waarneming is een gebeurtenis
fewer-than-two-observations-arm = minder dan twee waarnemingen in een groep
values-do-not-vary-within = de waarden variëren niet binnen de groepen
one-observation-no-standard-error = één waarneming: geen standaardfout
no-observations-treated-arm = geen waarnemingen in de interventiegroep
no-observations-reference-arm = geen waarnemingen in de vergelijkingsgroep
outcome-does-not-vary-nothing = de uitkomst varieert niet: er valt niets te corrigeren
left-out-constant-dependent-on = weggelaten, constant of afhankelijk van andere: { $names }
standard-errors-delta-method-penalised = standaardfouten met de deltamethode uit de informatie met straf
clustering-not-these-standard-errors = deze standaardfouten houden geen rekening met clusters
name-and-number = { $name } ({ $n })
effects-close-interval-kept = de effecten liggen dichter bijeen dan hun standaardfouten doen verwachten: het Hartung-Knapp-interval is zo lang gehouden als het klassieke
effects-close-interval-short = de effecten liggen dichter bijeen dan hun standaardfouten doen verwachten: het Hartung-Knapp-interval is hier korter dan het klassieke
no-quadrature-here = kwadratuur kan niet bij deze indeling van random effecten
p-is = p = { NUMBER($p, minimumFractionDigits: 3, maximumFractionDigits: 3) }
p-below = p < { NUMBER(0.001, minimumFractionDigits: 3) }
converged = geconvergeerd
columns-dependent = kenmerken zijn constant of hangen lineair af van andere: { $names }
more-columns-than-rows = te weinig waarnemingen voor zo veel kenmerken
one-row-each = elke deelnemer is één keer gemeten: er is niets herhaald om te modelleren
too-few-for-mixed = te weinig deelnemers of metingen voor een gemengd model
person-is-group = elke deelnemer is een eigen cluster: clusters zijn niet van deelnemers te onderscheiden
no-variation-within = de uitkomst varieert niet binnen deelnemers
one-group-only = er is maar één cluster: de variantie tussen clusters is niet te schatten
person-in-two-groups = een deelnemer hoort bij meer dan één cluster
columns-all-zero = kenmerken die overal nul zijn: { $names }
combination-of = { $name } (een combinatie van { $names })
rank-deficient = het model heeft { $columns } kolommen maar rang { $rank }; laat weg: { $which }
no-events-where = geen gebeurtenissen waar { $name } gelijk is aan { $value }
only-events-where = alleen gebeurtenissen waar { $name } gelijk is aan { $value }
all-responses-equal = alle antwoorden zijn gelijk
separation-found = { $kind ->
    [complete] volledige
   *[quasi] bijna volledige
 } separatie: er is geen eindige schatting voor { $names }. Gebruik penalty='firth' of penalty='cauchy', of verander het model.
separation-explained = { $kind ->
    [complete] volledige
   *[quasi] bijna volledige
 } separatie ({ $notes }): er is geen eindige schatting voor { $names }. Gebruik penalty='firth' of penalty='cauchy', of verander het model.
clusters-never-change = elk cluster van { $group } geeft steeds hetzelfde antwoord: de variantie tussen clusters heeft geen eindige schatting; analyseer één antwoord per cluster
no-complete-rows = geen volledige rijen om een model op te schatten
only-one-cluster-in = maar één cluster van { $group }: de variantie is niet te schatten; gebruik gewone logistische regressie
clusters-of-one-answer = elk cluster van { $group } heeft één ja/nee-antwoord: de variantie tussen clusters is niet van die binnen clusters te onderscheiden; gebruik gewone logistische regressie
no-complete-rows-missing-in = geen volledige rijen om een model op te schatten; ontbrekende waarden in: { $names }
no-standard-error-in-test = een parameter van de toets heeft geen standaardfout (hij ligt op de rand)
no-profile-interval = geen profielinterval voor { $name }: gebruik method='wald' of de bootstrap
spread-by = de standaarddeviatie naar { $group }
too-few-clusters-for-interval = minder dan { $needed } clusters dragen geen interval en geen toets
pairs-left-out = { $pairs ->
    [one] 1 paar zonder metingen van beide clusters is
   *[other] { $pairs } paren zonder metingen van beide clusters zijn
 } weggelaten
fewer-than-two-pairs = van minder dan twee paren clusters is gemeten
mmrm-no-structure = geen covariantie tussen de metingen was te schatten: { $reason }
alone-in-one-cluster = { $name } heeft een van zijn waarden in maar één { $group }: het effect ervan is niet te onderscheiden van dat van die ene. Wie bij geen { $group } hoort krijgt een leeg label, en het effect van { $group } staat dan alleen in de andere groep (outer_re_formula)
category-of-one-value = elke rij heeft dezelfde { $name }: die zegt niets, en is weggelaten
categories-without-rows = geen enkele rij heeft { $name } = { $names }: weggelaten
no-rows-in-cells = geen enkele rij heeft { $names }: dat effect is niet te schatten; voeg categorieën samen of laat de interactie weg
no-lower-limit = geen ondergrens: de gegevens sluiten geen verhouding uit, hoe klein ook
no-upper-limit = geen bovengrens: de gegevens sluiten geen verhouding uit, hoe groot ook
