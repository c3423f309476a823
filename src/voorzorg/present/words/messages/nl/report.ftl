### Teksten van het verslag.

banner-synthetic = Deze uitkomsten komen uit nagebootste deelnemers, gemaakt volgens een regel uit gepubliceerde cijfers. Ze laten zien wat de software doet en zeggen niets over de werking van het programma.
banner-controlled = Echte gegevens onder uitvoercontrole: wat over minder dan { $minimum } deelnemers gaat, of een zo klein aantal zou verraden, is niet getoond ({ $mark }); aantallen zijn veelvouden van { $base }.
banner-reason = Reden voor de lagere grenzen: { $reason }
banner-short = Synthetische gegevens – geen echte deelnemers
banner-chip = Synthetisch

table-equivalence-title = { $family }: gelijkwaardigheid
table-equivalence-margin = Marge
table-equivalence-contrast = Vergelijking
table-equivalence-p = p (twee eenzijdige toetsen)
table-equivalence-result = Uitkomst
table-equivalence-shown = gelijkwaardig
table-equivalence-not_shown = niet aangetoond
table-equivalence-note = Gelijkwaardigheid is aangetoond als beide eenzijdige toetsen verwerpen, dus als het { $level }-interval binnen de marges ligt. Niet aangetoond is niet hetzelfde als verschillend.
table-holds-title = Blijft de conclusie staan? { $about }
table-holds-assumption = Wat wordt aangenomen
table-holds-verdict = Naast de hoofdschatting
table-holds-note = De eerste regel is de schatting van het plan; de andere zijn gevoeligheidsanalyses en geen extra toetsen van de hypothese. Zelfde conclusie betekent dat beide intervallen geen verschil aan dezelfde kant uitsluiten, of geen van beide. Van twee grenzen staan beide er, en tussen haakjes de marges daaromheen.
table-holds-dose = Binnen de behandelde arm gaat het risico met { $estimate } procentpunt per tien bezoeken mee. Dat is geen effect van bezoeken: niemand kreeg een aantal toegewezen, en wat een deelnemer overkomt beëindigt bezoeken of lokt ze uit.
table-holds-models = Odds ratio's van de modellen, die niet dezelfde grootheid zijn: { $listed }.
table-holds-hazards = Hazard ratio's van de modellen, die niet dezelfde grootheid zijn: { $listed }.
table-holds-logrank = Logranktoets: p { $p }. Die vraagt of de hazards ergens in de tijd verschillen, niet of de gemiddelde tijden dat doen.
table-moderators-title = Voor wie? { $about }
table-moderators-group = Kenmerk en groep
table-moderators-n = n
table-moderators-interaction = p van de interactie
table-moderators-p_difference = verschil
table-moderators-p_ratio = verhouding
table-moderators-note = De groepen staan in het plan. Of een effect tussen groepen verschilt, toetst de interactie, op de schaal van verschillen en op die van verhoudingen; groepen hebben geen eigen p-waarde, en of intervallen overlappen is niet zo'n toets. Een onderzoek van deze omvang vindt alleen grote interacties, en de toetsen zijn niet gecorrigeerd voor hun aantal.
table-flow-title = Deelname per meetmoment
table-flow-note = Percentages van het aantal bij aanvang in de groep.
table-flow-clusters = Clusters geloot ({ $cluster })
table-flow-clusters_measured = Clusters waarin is gemeten ({ $cluster })
table-baseline-title = Kenmerken bij aanvang
table-baseline-note = Aantal (percentage van wie het bekend is) of gemiddelde (standaarddeviatie).
table-baseline-asked_note = Een tweede getal: van zoveel is het antwoord bekend, want niet iedereen is het gevraagd of gaf antwoord.
table-baseline-per_cluster = Deelnemers per cluster, gemiddeld
table-baseline-smd = Gestandaardiseerd verschil in standaarddeviaties. Verschillen bij aanvang worden niet getoetst; de loting maakt zo'n toets zinloos.
table-risk_factors-title = Opeenstapeling van risicofactoren
table-risk_factors-number = Aantal risicofactoren
table-risk_factors-exactly = precies, n (%)
table-risk_factors-at_least = minstens, n (%)
table-missingness-title = Patronen van metingen
table-missingness-pattern = Patroon
table-missingness-more = Nog { $n } zeldzamere patronen staan in de lange tabel.
table-rounded_note = Afgerond: het verschil is uit onafgeronde getallen berekend; wie de getoonde getallen aftrekt, komt in het laatste cijfer anders uit.
table-primary_mark = † Primaire hypothese van het analyseplan; hoofdanalyse: { $analysis }.
table-without_interval = Verschillen zonder interval en p-waarde houden geen rekening met clusters: hun interval zou te smal zijn. De vergelijking die met clusters rekening houdt heeft ze wel.
table-risks-title = { $family }: kansen per meetmoment
table-risks-note = Tussen haakjes het { $level }-interval. Kansen: Wilson; risicoverschil: Newcombe; verhoudingen: log- of scoremethode, exact bij kleine aantallen. p: chi-kwadraat, of Fisher mid-p bij kleine verwachte aantallen. Holm: gecorrigeerd binnen de uitkomstgroep.{ $adjusted ->
        [yes] {" "}Gecorrigeerd: gestandaardiseerd over de kenmerken bij aanvang; van wie gemeten is, en van iedereen na meervoudige imputatie.
       *[no] {""}
    } Multilevel gebruikt alle antwoorden van wie ten minste één keer gemeten is.
table-means-title = { $family }: gemiddelden per meetmoment
table-means-note = Tussen haakjes bij een verschil het { $level }-interval. Verschil: Welch; gestandaardiseerd: Hedges' g{ $adjusted ->
        [yes] ; gecorrigeerd: covariantieanalyse met de kenmerken bij aanvang; van wie gemeten is, en van iedereen na meervoudige imputatie
       *[no] {""}
    }.
table-times-incidence_difference = Verschil in incidentie (procentpunt)
table-times-title = { $family }: tijd tot de gebeurtenis
table-times-note = Tussen haakjes het { $level }-interval. Gemiddelde tijd zonder gebeurtenis is het oppervlak onder de Kaplan-Meiercurve tot de grens. Geïmputeerd: iedereen, na meervoudige imputatie.
table-times-horizon = { $outcome }: grens bij { $weeks } weken.
table-one_arm-title = { $family }: beloop
table-one_arm-note = Tussen haakjes het { $level }-interval. Bij twee of drie deelnemers is het zo breed dat het niets zegt. Wie ontbreekt, is niet aangevuld.
table-multilevel-title = { $family }: modellen over alle meetmomenten
table-multilevel-note = Multilevel: oddsratio bij gelijke aanleg van de deelnemer (random intercept). GEE: oddsratio voor de hele groep. Modelrisico: kans in de hele groep volgens het multilevelmodel, het random effect uitgeïntegreerd.
table-sensitivity-title = { $family }: hoe zwaar wegen ontbrekende metingen?
table-sensitivity-available = Gemeten deelnemers
table-sensitivity-imputed = Meervoudig aangevuld
table-sensitivity-jump = Aangevuld als controle
table-sensitivity-tipping = Kantelpunt (log odds)
table-sensitivity-none = niet bereikt
table-sensitivity-nothing = n.v.t.
table-sensitivity-tipping_note = Kantelpunt: de kleinste verschuiving (log odds) van de kans van niet-gemeten deelnemers in de interventiegroep, tegen de conclusie in, waarbij een significant verschil dat niet meer is (+: hoger dan verwacht, −: lager). N.v.t.: het verschil is niet significant, er valt niets te kantelen.
table-sensitivity-jump_note = Aangevuld als controle: wie wegbleef, wordt behandeld als lid van de vergelijkingsgroep.
table-multiplicity-title = Toetsen met en zonder correctie
table-multiplicity-group = { $family } ({ $n } toetsen)
table-multiplicity-primary = Primaire hypothesen ({ $procedure }, { $n } toetsen)
table-multiplicity-secondary = { $family } ({ $n } toetsen, secundair)
table-multiplicity-fixed_sequence = vaste volgorde
table-multiplicity-holm = Holm
table-multiplicity-hochberg = Hochberg
table-multiplicity-graph = grafische procedure
table-multiplicity-note = Eén toets per uitkomst en meetmoment na de eerste meting. Primaire hypothesen zijn onderling gecorrigeerd met de procedure van het plan; de andere per onderwerp. Holm beheerst de kans op ook maar één valse vondst in de groep, Benjamini-Hochberg het aandeel valse vondsten. RV: risicoverschil (procentpunt); VG: verschil in gemiddelden; VT: verschil in gemiddelde tijd (weken).
table-multiplicity-note_clusters = De toetsen zijn die van de vergelijkingen die met clusters rekening houden. HR: hazardratio; VA: verhouding van gemiddelde aantallen.
table-fidelity-title = Bezoeken per fase
table-fidelity-measure = Maat
table-fidelity-note = Gemiddelden over deelnemers, met tussen haakjes het interval. Bezoekduur en onderwerpen zijn eerst per deelnemer gemiddeld.
table-single_case-title = Effectgrootte per casus
table-single_case-note = NAP en PEM: 0,5 is geen verandering; Tau: 0 is geen verandering. Exacte permutatietoets; bij weinig metingen kan geen kleine p-waarde ontstaan, en staat er dus geen.
table-agreement-title = Overeenstemming tussen informanten
table-agreement-note = Kappa (ja of nee) of intraklassecorrelatie ICC(A,1) (score), tussen haakjes het interval. Verschil: eerste min tweede informant; bij ja of nee in procentpunt. Binnen de grenzen van overeenstemming valt naar schatting 95% van de verschillen.

section-moderators = Voor wie
section-plan = Plan en uitvoering
section-findings = Overzicht van de uitkomsten
section-flow = Deelname
section-baseline = Bij aanvang
section-agreement = Overeenstemming tussen informanten
section-single_case = Per casus
section-multiplicity = Veel toetsen tegelijk
section-fidelity = Uitvoering van het programma

intro-moderators = Of het effect verschilt tussen groepen die genoemd zijn voordat de gegevens gezien waren.
intro-plan = Wat er geschat zou worden, vastgelegd voordat de gegevens zijn gezien, en of deze uitvoering zich eraan hield.
intro-fidelity = Hoeveel bezoeken gepland en gedaan zijn, hoe lang ze duurden en waar ze over gingen.
intro-findings = Alle uitkomsten naast elkaar, elk bij de laatste meting. De volgende hoofdstukken geven per onderwerp alle metingen, tabellen en methoden.
intro-flow = Wie meedeed, wie op welk moment gemeten is en welke metingen ontbreken.
intro-baseline = De groepen zijn door loting gevormd; verschillen bij aanvang berusten op toeval en worden beschreven, niet getoetst.
intro-multiplicity = Bij veel toetsen is een enkele lage p-waarde te verwachten, ook als er niets aan de hand is. Daarom is per onderwerp gecorrigeerd.
intro-single_case = Vergelijking van metingen binnen één deelnemer. Zulke uitkomsten zeggen iets over deze deelnemers, niet over een groep.

report-skip = Naar de inhoud
report-outcomes = Uitkomsten
report-contents = Inhoud
report-summary = Belangrijkste bevindingen
report-summary_intro = Verschil tussen de groepen bij de laatste meting van elke uitkomst{ $adjusted ->
        [all] , gecorrigeerd voor kenmerken bij aanvang
        [some] , gecorrigeerd voor kenmerken bij aanvang (niet: { $others })
       *[none] {""}
    }. { $clustered ->
        [all] Hele clusters kwamen in één groep, of deelnemers binnen een cluster lijken op elkaar: de intervallen en p-waarden houden daar rekening mee.{" "}
       *[other] {""}
    }Een { $level }-interval geeft de verschillen die met deze gegevens goed te rijmen zijn. Een interval dat geen verschil bevat, betekent dat de gegevens geen uitsluitsel geven, niet dat er geen verschil is.
report-and_more = en { $n } andere
report-summary_one_arm = Deze studie heeft geen vergelijkingsgroep. De volgende hoofdstukken beschrijven wat is waargenomen; waardoor iets verandert, is daaruit niet af te leiden.
report-strip_note = Het lijntje naast elke bevinding is het interval, de stip de schatting en de stippellijn geen verschil.
report-comparison = Vergelijking met gepubliceerde cijfers
report-comparison_intro = De eigen uitkomsten naast de gepubliceerde. Een streepje: hiervan is er geen eigen schatting.
report-comparison_synthetic = De synthetische deelnemers zijn uit deze gepubliceerde cijfers gemaakt. Overeenkomst is dus ingebouwd en geen herhaling van het onderzoek. Een streepje: hiervan is er geen eigen schatting.
report-quality = Kwaliteit van de gegevens
report-quality_intro = Wat de controles bij het inlezen vonden, en bij welke schattingen iets op te merken valt. Er is niets stilzwijgend weggelaten.
report-checks = Controles bij het inlezen
report-checks_controlled = Aantallen zijn afgerond op veelvouden van { $n }; wat minder is, staat als <{ $n }. Regelnummers staan in tidy/quality.parquet.
report-dictionary_controlled = Het aantal gemeten waarden is afgerond op een veelvoud van { $n }; wat minder is, staat als <{ $n }.
report-no_findings = De controles vonden niets op te merken.
report-not_estimated = Niet te schatten
report-remarks = Opmerkingen bij schattingen
report-remarks_alike = { $text } (en nog { $n } zulke, met andere getallen)
report-nothing = Geen.
report-reason = Reden
report-row_count = Regels
report-all_estimates = Alle schattingen
report-estimates_intro = De hele tabel met uitkomsten. Zoek op woorden, kies een onderwerp, of klik op een kop om te sorteren. Alle kolommen staan in estimates.csv.
report-search = Zoeken
report-family = Onderwerp
report-estimand = Maat
report-curves = ook punten van curven
report-csv = Selectie als CSV
report-noscript = De doorzoekbare tabel heeft JavaScript nodig. Alle schattingen staan in estimates.csv.
report-reading = Hoe dit te lezen
report-dictionary = Variabelen
report-provenance = Herkomst
report-simulated = Hoe vaak de toetsen van het analyseplan zich vergissen, en hoe groot hun kans is om de gepubliceerde effecten te vinden, is gesimuleerd:
report-provenance_intro = Waarmee en waaruit dit verslag is gemaakt. Dezelfde invoer en instellingen geven dezelfde uitkomsten.
report-inputs = Invoerbestanden ({ $n })
report-file = Bestand
report-methods = Methoden bij deze uitkomsten
report-lab = Hoe vaak de voorgenomen analyse een effect van een bepaalde grootte vindt, en hoe vaak een dat er niet is, is te simuleren met de opdracht voorzorg power.
report-lab_title = Wat kan deze proef aantonen? De primaire hypothesen in gesimuleerde proeven
report-lab_note = Gesimuleerd, niet waargenomen: 2.000 proeven van deze omvang en opzet zonder enig effect en 2.000 met de gepubliceerde effecten, getrokken uit een bevolking waarvan bekend is wat waar is. Percentages van de proeven, met de simulatiefout tussen haakjes. De opdracht voorzorg power data/studies/trial.yaml maakt ze opnieuw, met een pagina.
report-lab_hypothesis = Hypothese
report-lab_analysis = Analyse
report-lab_none = Geen effect: toch gevonden
report-lab_published = Gepubliceerd effect: gevonden
report-lab_in_order = Hetzelfde, in de volgorde van het plan
report-lab_coverage = Intervallen met de waarheid erin
report-lab_adjusted = gecorrigeerd
report-lab_two_arm = niet gecorrigeerd
report-show_table = Tabel tonen ({ $n } regels)
report-show_list = Lijst tonen ({ $n })
report-word = Alle tabellen als Word
report-tables_file = tabellen
report-print = Afdrukken
report-participation = Deelname en aanvang
report-week = week { $n }
report-not_converged = niet geconvergeerd
report-footer = Gemaakt met voorzorg uit de schattingen van deze cohort.

script-rows = regels
script-of = van
script-all = Alle
script-previous = Vorige
script-next = Volgende
script-page = Bladzijde

long-family = Onderwerp
long-category = Categorie
long-p_adjusted_fdr = p (Benjamini-Hochberg)
long-outcome = Uitkomst
long-wave = Meetmoment
long-who = Groep of vergelijking
long-estimand = Maat
long-estimate = Schatting (interval)
long-n = n of gebeurtenissen/n
long-p_value = p
long-p_adjusted = p (Holm)
long-method = Methode
long-missing = Ontbrekende gegevens
long-remark = Opmerking
long-analysis = Analyse
long-more = Methode en opmerkingen

fact-start = { $participants } { $state }
fact-last = gemeten bij { $wave }
fact-clusters =
    { $paired ->
        [yes] clusters in paren geloot
       *[no] clusters geloot
    }: { $cluster }
fact-in_clusters = { $participants } in deze clusters
fact-wave = meetmoment
fact-waves = meetmomenten
fact-outcome = uitkomst
fact-outcomes = uitkomsten

download-family = Onderwerp
download-outcome = Uitkomst
download-wave = Meetmoment
download-who = Groep of vergelijking
download-estimand = Maat
download-analysis = Analyse
download-method = Methode
download-missing = Ontbrekende gegevens
download-remark = Opmerking
download-shown = Schatting (interval)
download-estimate = Schatting
download-ci_low = Ondergrens
download-ci_high = Bovengrens
download-p_value = p
download-p_adjusted = p (Holm)
download-n_reference = n vergelijkingsgroep
download-n_treated = n interventiegroep
download-events_reference = gebeurtenissen vergelijkingsgroep
download-events_treated = gebeurtenissen interventiegroep

headline-risks = { $first } van de { $per } bij { $arm }, tegen { $second } van de { $per } bij { $other }: { $difference } ({ $level }-interval { $interval }).
headline-fewer = minder
headline-more = meer
headline-equal = geen verschil
headline-across = van { $low } tot { $high }
headline-between = { $near } tot { $far }

finding-rmst_lasting = Duurt gemiddeld { $first } weken bij { $arm }, { $second } bij { $other }: een verschil van { $estimate } weken ({ $rounded }{ $level }-interval { $interval }).
finding-risk_difference = { $first } bij { $arm }, { $second } bij { $other }: een verschil van { $estimate } procentpunt ({ $rounded }{ $level }-interval { $interval }).
finding-mean_difference = Gemiddeld { $first } bij { $arm }, { $second } bij { $other }: een verschil van { $estimate }{ $unit } ({ $rounded }{ $level }-interval { $interval }).
finding-rmst_difference = Gemiddelde tijd zonder gebeurtenis { $first } weken bij { $arm }, { $second } bij { $other }: een verschil van { $estimate } weken ({ $rounded }{ $level }-interval { $interval }).
finding-rate_ratio = Gemiddeld { $first } bij { $arm }, { $second } bij { $other }: volgens het model { $estimate } keer zo veel ({ $level }-interval { $interval }).
finding-hazard_ratio = Onder wie de gebeurtenis nog niet had, komt die op elk moment bij { $arm } { $estimate } keer zo vaak voor als bij { $other } (hazardratio, { $level }-interval { $interval }).
finding-hazard_lasting = Onder wie nog doorgaat, komt het einde op elk moment bij { $arm } { $estimate } keer zo vaak voor als bij { $other } (hazardratio, { $level }-interval { $interval }).
finding-clusters_only = Met een interval dat rekening houdt met de clusters ({ $cluster }).
finding-clusters_counted =
    Geloot zijn { $first } clusters voor { $arm } en { $second } voor { $other }{ $paired ->
        [yes] {","} in paren die op elkaar lijken.
       *[no] {"."}
    }
finding-clusters = Gecorrigeerd, met een interval dat met de clusters ({ $cluster }) rekening houdt.
finding-clusters_paired = Gecorrigeerd, met een interval over { $pairs } paren van clusters ({ $cluster }).
finding-better = Het interval ligt geheel aan de gunstige kant van nul.
finding-worse = Het interval ligt geheel aan de ongunstige kant van nul.
finding-better_ratio = Het interval ligt geheel aan de gunstige kant van één.
finding-worse_ratio = Het interval ligt geheel aan de ongunstige kant van één.
finding-open = Het interval loopt van gunstig tot ongunstig: geen uitsluitsel.
finding-apart = Het interval ligt geheel aan één kant van nul; welke kant gunstig is, is niet gezegd.
finding-apart_ratio = Het interval ligt geheel aan één kant van één; welke kant gunstig is, is niet gezegd.
finding-undecided = Het interval bevat ook geen verschil: de gegevens geven geen uitsluitsel.
finding-holm = Na correctie voor het aantal toetsen: p { $p }.
finding-holm_stands = Dat houdt stand na correctie voor het aantal toetsen (p { $p }).
finding-holm_falls = Na correctie voor het aantal toetsen houdt dat geen stand (p { $p }).
finding-strongest = De kleinste p-waarden daarvan:
finding-counts =
    { $n } uitkomsten. Het interval ligt bij { $better } geheel aan de gunstige kant, bij { $worse } geheel aan de ongunstige kant en loopt bij { $open } van gunstig tot ongunstig. Na Holm-correctie binnen dit onderwerp { $left ->
        [none] blijft er geen over.
        [one] blijft er 1 over.
       *[other] blijven er { $kept } over.
    }
finding-counts_undirected =
    { $n } uitkomsten. Bij { $apart } ligt het interval geheel aan één kant van geen verschil; bij { $open } niet. Niet bij alle is gezegd welke kant gunstig is. Na Holm-correctie binnen dit onderwerp { $left ->
        [none] blijft er geen over.
        [one] blijft er 1 over.
       *[other] blijven er { $kept } over.
    }
finding-counts_hidden = Niet getoond: { $n } uitkomsten, omdat ze een te klein aantal deelnemers zouden verraden.
finding-not_shown = Niet getoond: het gaat over te weinig deelnemers, of zou een zo klein aantal verraden.

term-interval-name = Interval
term-interval-text = Bij een { $level }-interval zouden van veel zulke onderzoeken de meeste (in dat percentage) de echte waarde omvatten. Lees het als de waarden die goed bij deze gegevens passen.
term-p-name = p-waarde
term-p-text = Hoe vaak een minstens zo groot verschil zou ontstaan als er geen verschil was. Geen maat voor grootte of belang.
term-holm-name = Holm en Benjamini-Hochberg
term-holm-text = Correcties voor veel toetsen. Holm is streng: de kans op ook maar één valse vondst blijft klein. Benjamini-Hochberg staat een klein aandeel valse vondsten toe.
term-risk_difference-name = Risicoverschil
term-risk_difference-text = Verschil tussen twee kansen in procentpunten. −8 procentpunt: van elke 100 deelnemers maken er 8 minder het mee.
term-odds_ratio-name = Oddsratio
term-odds_ratio-text = Verhouding van twee odds (kans gedeeld door tegenkans). 1 is geen verschil. Bij vaker voorkomende uitkomsten ligt zij verder van 1 dan het relatieve risico.
term-conditional-name = Per persoon of voor de hele groep
term-conditional-text = Het multilevelmodel vergelijkt deelnemers met gelijke aanleg; GEE en modelrisico's beschrijven de groep als geheel. Beide zijn juist, maar beantwoorden een andere vraag.
term-missing-name = Ontbrekende metingen
term-missing-text = Wie wegblijft, kan anders zijn dan wie blijft. Daarom staan er meerdere aanpakken naast elkaar; als zij hetzelfde zeggen, hangt de conclusie er weinig van af.
term-rmst-name = Gemiddelde tijd zonder gebeurtenis
term-rmst-text = Het oppervlak onder de curve tot een grens: hoeveel weken iemand gemiddeld zonder de gebeurtenis blijft.
finding-rounded = afgerond
headline-risks_rounded = { $first } van de { $per } bij { $arm }, tegen { $second } van de { $per } bij { $other }: { $difference } (afgerond; { $level }-interval { $interval }).
report-figure_number = Figuur { $n }.
report-table_number = Tabel { $n }.
report-enlarge = Figuur { $n } vergroten
report-enlarged = Figuur, vergroot
report-close = Sluiten
report-link = Koppeling
report-more_figures = { $n ->
    [one] Nog { $n } figuur
   *[other] Nog { $n } figuren
 }
report-not_printed = niet afgedrukt; staat in het verslag op het scherm
report-not_printed_rows = Alle schattingen staan niet op papier: zie estimates.csv, of deze tabel op het scherm.
