# Het nalopen van gepubliceerde cijfers.
evidence-two = { $a } { $b }
evidence-at = { $what } ({ $where })
evidence-has = { $value }: { $which }
evidence-and = { $a } en { $b }
evidence-nothing = { "" }

## Hoe een schatting is gemaakt
evidence-made-adjusted = gecorrigeerd
evidence-made-clustered = gecorrigeerd voor clusters
evidence-made-model = uit een model
evidence-made-stratified = gestratificeerd
evidence-made-imputed = met geïmputeerde waarden
evidence-made-weighted = gewogen
evidence-made-survival = uit een overlevingsanalyse
evidence-adjusted-or-model = gecorrigeerd (voor covariaten of clusters) of anders gemodelleerd

## Vergelijkingen
evidence-formula-risk-ratio = de verhouding van de twee risico's
evidence-formula-risk-ratio-inverse = de omgekeerde verhouding (controle / behandeld)
evidence-formula-complement-ratio = de verhouding van de complementen: niet-gevallen behandeld / controle
evidence-formula-complement-ratio-inverse = de verhouding van de complementen: niet-gevallen controle / behandeld
evidence-formula-odds-ratio = de oddsratio
evidence-formula-odds-ratio-inverse = de omgekeerde oddsratio
evidence-formula-relative-reduction = de relatieve afname (1 − risicoverhouding)
evidence-formula-risk-difference = het risicoverschil
evidence-formula-risk-difference-sign = het risicoverschil met omgekeerd teken
evidence-formula-hazard-ratio = de verhouding van cumulatieve hazards
evidence-follows-as = Uit { $pair } volgt { $value } als { $name }
evidence-follows = Uit { $pair } volgt { $value }
evidence-d-follows = De gemiddelden en SD's geven d = { $value }
evidence-agrees-exactly = { $follows }; de vermelde { $printed } klopt precies.
evidence-agrees-rounded = { $follows }; de vermelde { $printed } klopt binnen afronding.
evidence-agrees-in-steps = { $follows }; de vermelde { $printed } klopt als er met een afgerond getal is doorgerekend of twee keer is afgerond.
evidence-not-printed = { $follows }, niet { $printed }.
evidence-is-instead = De vermelde waarde is wel { $name } ({ $value }).
evidence-sign-reversed = Met omgekeerd teken klopt het wel.
evidence-is-points = Het is wel het verschil in procentpunten.
evidence-is-relative = Het is wel de relatieve verandering.
evidence-ratio-of-nothing = Met een percentage van 0 of 100 is deze verhouding niet te berekenen.
evidence-hazard-ratio-needs-times = Een hazardratio hangt af van wanneer de gebeurtenissen vielen; twee percentages zijn niet genoeg.
evidence-moved-unsaid-inside = Hoe de schatting is gemaakt, staat er niet bij. Is zij { $how }, dan kan zij aannemelijk tussen { $low } en { $high } liggen.
evidence-moved-unsaid-outside = Hoe de schatting is gemaakt, staat er niet bij. Ook als zij { $how } is, ligt zij aannemelijk tussen { $low } en { $high }.
evidence-moved-unsaid-unknown = Hoe de schatting is gemaakt, staat er niet bij. Het kan als zij { $how } is; hoe ver dat kan reiken, is uit wat er staat niet op te maken.
evidence-moved-said-inside = De schatting heet { $how }, en kan dan aannemelijk tussen { $low } en { $high } liggen.
evidence-moved-said-outside = De schatting heet { $how }, en ligt dan aannemelijk tussen { $low } en { $high }.
evidence-moved-said-unknown = De schatting heet { $how }; hoe ver dat kan reiken, is uit wat er staat niet op te maken.
evidence-error-too-small = Wat erbij staat geeft een standaardfout van hoogstens { $printed }, de twee groepen minstens { $least }: zo veel neemt geen correctie weg.

## P-waarden
evidence-test-pearson = de chi-kwadraattoets van Pearson
evidence-test-yates = de chi-kwadraattoets met Yates-correctie
evidence-test-likelihood-ratio = de aannemelijkheidsverhoudingstoets
evidence-test-wald-log-odds = de Wald-toets van de log odds
evidence-test-wald-log-ratio = de Wald-toets van de log risicoverhouding
evidence-test-fisher = de exacte toets van Fisher
evidence-test-student = een t-toets
evidence-p-follows = { $claim } volgt uit { $table } met { $test } (p = { $p }).
evidence-by-test = met { $test }
evidence-p-at-every-size = { $claim } geldt bij elke groepsgrootte die { $pair } kan geven.
evidence-p-at-some-sizes = { $claim } past bij { $pair } met { $test } als er per groep ongeveer { $sizes } personen meetelden.
evidence-p-at-fewer = { $claim } past bij { $pair } met { $test } als er per groep ongeveer { $sizes } personen meetelden; met alle gerandomiseerden klopt het niet.
evidence-people-per-group = ongeveer { $sizes } personen per groep
evidence-with-at-most = { " " }met hoogstens { $treated } en { $control } personen
evidence-p-not-from = { $claim } volgt niet uit { $pair }{ $limit }: een ongecorrigeerde tweezijdige toets geeft een p tussen { $low } en { $high }.
evidence-p-not-from-one = { $claim } volgt niet uit { $pair }{ $limit }: een ongecorrigeerde tweezijdige toets geeft p { $p }.
evidence-p-one-sided-only = { $claim } bij { $pair } vraagt een eenzijdige toets{ $limit }, of een andere analyse dan een ongecorrigeerde; tweezijdig is p minstens { $p }.
evidence-one-sided = eenzijdig
evidence-one-sided-or-model = eenzijdig, gecorrigeerd (voor covariaten of clusters) of anders gemodelleerd
evidence-word-needs = Andere cijfers staan er niet bij; de uitspraak vraagt een analyse die { $how } is.
evidence-p-larger-unsaid = Hoe er is getoetst, staat er niet bij. Een p die zo groot is, kan als de toets { $how } is.
evidence-p-larger-said = De toets heet { $how }; daardoor kan p groter zijn.
evidence-p-moved-unsaid-inside = Hoe er is getoetst, staat er niet bij. Het kan als de toets { $how } is; p kan dan aannemelijk tot { $least } dalen.
evidence-p-moved-unsaid-outside = Hoe er is getoetst, staat er niet bij. Ook als de toets { $how } is, is p aannemelijk minstens { $least }.
evidence-p-moved-said-inside = De toets heet { $how }; p kan dan aannemelijk tot { $least } dalen.
evidence-p-moved-said-outside = De toets heet { $how }; p is dan aannemelijk minstens { $least }.
evidence-statistic-gives = De toetsgrootheid geeft p = { $p }, zoals vermeld.
evidence-statistic-of-means = { $pair } geeft { $value } als toetsgrootheid
evidence-statistic-one-sided = { $claim } klopt alleen eenzijdig; tweezijdig is p { $p }.
evidence-statistic-not = De toetsgrootheid geeft p = { $p }, niet { $claim }.
evidence-statistic-not-turns = De toetsgrootheid geeft p = { $p }, niet { $claim }: de conclusie over significantie draait om.

## Intervallen
evidence-middle = De schatting { $printed } ligt in het midden van haar interval { $interval }, zoals bij een Wald-interval.
evidence-off-middle = De schatting { $printed } ligt niet in het midden van haar interval { $interval }; dat kan bij een interval dat geen Wald-interval is.
evidence-off-middle-far = De schatting { $printed } ligt ver van het midden van haar interval { $interval }; geen interval van een ongecorrigeerde tabel is zo scheef.
evidence-not-wald = geen Wald-interval
evidence-not-wald-or-adjusted = geen Wald-interval, of gecorrigeerd
evidence-interval-p-fits = { $claim } past bij de schatting en haar interval.
evidence-interval-p-close = { $claim } wijkt af van wat het interval onder de normale verdeling geeft; dat kan als de p-waarde { $how } is.
evidence-interval-p-not = { $claim } past niet bij het interval, dat een p tussen { $low } en { $high } geeft.
evidence-different-methods = met een andere methode dan het interval gemaakt
evidence-few-degrees = uit een t-verdeling met weinig vrijheidsgraden
evidence-width-fits = Het interval { $interval } is zo breed als deze aantallen geven.
evidence-width-near = Het interval { $interval } is iets anders van breedte dan een Wald-interval van deze aantallen.
evidence-width-not = Het interval { $interval } is niet zo breed als deze aantallen geven.
evidence-width-narrower = Het interval { $interval } is smaller dan { $pair } bij de gepubliceerde aantallen kan geven.
evidence-width-at-sizes = De breedte van { $interval } past bij { $pair } als er per groep ongeveer { $sizes } personen meetelden.
evidence-width-moved = Het kan als de schatting { $how } is.
evidence-d-p-too-small = { $claim } is kleiner dan met { $n } personen kan: zonder voormeting is p minstens { $p }.
evidence-d-p-possible = { $claim } kan met { $n } personen; het hangt af van de spreiding tussen studies en groepsgroottes, die er niet bij staan.
evidence-heterogeneity = heterogeniteit of ongelijke groepen

## Een enkele regel
evidence-outside-domain = { $value } bestaat hier niet: de waarde moet tussen { $low } en { $high } liggen.
evidence-p-outside = De p-waarde ligt niet tussen 0 en 1.
evidence-range-upside-down = De bovengrens van het bereik ligt onder de ondergrens.
evidence-more-events = Er zijn meer gevallen ({ $events }) dan personen ({ $n }).
evidence-interval-upside-down = De ondergrens van het interval ligt boven de bovengrens.
evidence-outside-interval = De schatting { $value } ligt buiten haar eigen interval { $interval }.
evidence-limit-too-low = De ondergrens ligt onder { $low }, de kleinste waarde die bestaat.
evidence-events-give = { $events } van { $n } is { $percentage } %.
evidence-events-tie = { $events } van { $n } ligt precies op de afrondgrens; het cijfer is de andere kant op afgerond.
evidence-events-truncated = { $events } van { $n } is { $percentage } % als er is afgekapt in plaats van afgerond.
evidence-events-in-steps = { $events } van { $n } is { $percentage } % als er twee keer is afgerond.
evidence-events-do-not-give = { $events } van { $n } is { $share } %, niet { $percentage } %.
evidence-share-moved = { $events } van { $n } is { $share } %, niet { $percentage } %; het percentage heet { $how }.
evidence-truncated = afgekapt in plaats van afgerond
evidence-rounded-in-steps = meer dan eens afgerond, of uit een afgerond getal berekend
evidence-grim-fits = { $counts } van { $n } geeft { $percentage } %.
evidence-grim-truncated = Van { $n } kan { $percentage } % alleen als er is afgekapt in plaats van afgerond.
evidence-grim-in-steps = Van { $n } kan { $percentage } % alleen als er twee keer is afgerond.
evidence-grim-impossible = Geen enkel aantal van { $n } geeft { $percentage } % (GRIM).
evidence-sizes = n = { $sizes }
evidence-sizes-truncated = n = { $sizes }, afgekapt
evidence-sizes-or-truncated = n = { $sizes } ({ $cut } als er is afgekapt)
evidence-denominator = noemer { $way }
evidence-denominator-if = { $events ->
    [one] 1 geval is
   *[other] { $events } gevallen zijn
 } { $percentage } % als de noemer { $way } is; de noemer staat er niet bij.
evidence-denominator-fewer = { $events ->
    [one] 1 geval is
   *[other] { $events } gevallen zijn
 } { $percentage } % als de noemer { $way } is, minder dan de { $cap } die gepubliceerd zijn; de noemer staat er niet bij.
evidence-no-denominator = Bij geen enkele groep tot en met { $cap } personen { $events ->
    [one] is 1 geval
   *[other] zijn { $events } gevallen
 } { $percentage } %.
evidence-of-whole-group = Van de hele groep van { $cap } kan { $percentage } %; dat zij de noemer is, staat er niet bij.
evidence-of-part-of-group = { $percentage } % kan niet over de hele groep van { $cap } gaan, wel over { $way }; de noemer staat er niet bij.
evidence-of-no-group = { $percentage } % kan bij geen enkele noemer tot en met { $cap }, het grootste aantal dat voor deze groep gepubliceerd is; pas bij n = { $more }.
evidence-grim-mean-fits = Een totaal van { $total } over { $answers } antwoorden geeft { $mean } (GRIM).
evidence-grim-mean-truncation = Dit gemiddelde kan alleen als er is afgekapt in plaats van afgerond (GRIM).
evidence-grim-mean-steps = Dit gemiddelde kan alleen als er twee keer is afgerond (GRIM).
evidence-grim-mean-impossible = Geen enkel totaal over { $answers } hele antwoorden geeft { $mean } (GRIM).
evidence-sd-beyond-scale = Op een schaal van { $low } tot { $high } is de grootst mogelijke SD bij dit gemiddelde { $most }.
evidence-debit-fits = Een ja/nee-variabele met gemiddelde { $mean } heeft een SD van { $sd } (DEBIT).
evidence-debit-impossible = Een ja/nee-variabele met dit gemiddelde heeft een andere SD (DEBIT).
evidence-grimmer-fits = Er zijn hele antwoorden met dit gemiddelde en deze SD (GRIMMER).
evidence-grimmer-impossible = Geen hele antwoorden geven samen dit gemiddelde en deze SD (GRIMMER).
evidence-no-sample = Er bestaat geen reeks hele scores op deze schaal met dit gemiddelde en deze SD (volledig doorzocht).

## Hetzelfde gegeven op meer plaatsen
evidence-circumstance-price-year = prijspeil
evidence-circumstance-data-year = jaar
evidence-circumstance-wave = meetmoment
evidence-circumstance-n = noemer
evidence-circumstance-population = omschrijving van de groep
evidence-circumstance-unit = eenheid
evidence-circumstance-made = de manier waarop de schatting is gemaakt
evidence-versions-truncated = De versies lopen van { $low } tot { $high }; dat kan als één versie is afgekapt en de andere afgerond.
evidence-truncated-in-one-place = afgekapt in de ene, afgerond in de andere bron
evidence-versions-differ-by = De versies lopen van { $low } tot { $high }; dat kan alleen door verschil in { $what } ({ $seen }).
evidence-difference-in = verschil in { $what }
evidence-versions-unexplained = De versies lopen van { $low } tot { $high } en niets wat erbij staat verklaart het verschil.
evidence-versions-in-one-source = De versies lopen van { $low } tot { $high } en niets wat erbij staat verklaart het verschil: één bron spreekt zichzelf tegen.
evidence-arms-swapped = De groepen zijn verwisseld: { $first } en { $second } staan in { $here } en { $there } bij tegengestelde groepen.
evidence-value-of-another-arm = { $value } staat in { $here } bij de groep { $arm } en in { $there } bij de groep { $other }, terwijl de andere groep verschilt: een van beide plaatsen noemt een andere groep.
evidence-mixture-outside = { $all } voor iedereen ligt niet tussen { $a } en { $b }.
evidence-mixture-fits = De groepen samen geven { $together } van { $n }: { $all }.
evidence-mixture-not = De groepen samen geven { $together } van { $n }, en dat is niet { $all }.

## Wat niet te controleren is
evidence-uncheckable-percentage = Niet te controleren: het aantal personen achter dit percentage is niet gepubliceerd, of zo groot dat elk percentage kan.
evidence-uncheckable-mean = Niet te controleren: de losse scores zijn niet gepubliceerd en de schaal is niet heel of te fijn om op te toetsen.
evidence-uncheckable-sd = Niet te controleren: de losse scores of de grenzen van de schaal zijn niet gepubliceerd.
evidence-uncheckable-ratio = Niet te controleren: de risico's of aantallen per groep achter deze verhouding zijn niet gepubliceerd.
evidence-uncheckable-difference = Niet te controleren: de cijfers per groep achter dit verschil zijn niet gepubliceerd.
evidence-uncheckable-test = Niet te controleren: de cijfers of aantallen waarmee is getoetst, zijn niet gepubliceerd.
evidence-uncheckable-d = Niet te controleren: gemiddelden, SD's of aantallen achter deze effectgrootte zijn niet gepubliceerd.
evidence-uncheckable-euro = Niet te controleren: de opbouw van dit bedrag is niet gepubliceerd.
evidence-uncheckable-count = Niet te controleren: er is geen ander cijfer waaruit dit aantal volgt.
evidence-uncheckable-words = Niet te controleren: er staat geen getal bij.
evidence-uncheckable-other = Niet te controleren: er is geen ander gepubliceerd cijfer waaruit dit volgt.

## Twee keer gezegd
evidence-base-first-births = eerste geboorten
evidence-base-births = geboorten
evidence-base-pregnancies = zwangerschappen
evidence-base-children = kinderen
evidence-base-women = vrouwen
evidence-other-base = { $value } staat in { $here } bij { $first } en in { $there } bij { $second }. Dat zijn verschillende groepen; het cijfer kan alleen voor beide kloppen als zij nauwelijks verschillen.
evidence-other-base-assumption = beide groepen zijn ongeveer even groot
evidence-period-outside = { $a } in { $here } ligt niet binnen { $b } in { $there }, waar het een deel van zou moeten zijn.
evidence-period-outside-assumption = de twee perioden zijn vanaf verschillende gebeurtenissen geteld
evidence-time-base = { $here } zet { $a } voor een heel traject naast { $b } per jaar. Over { $years } jaar is het eerste { $yearly } per jaar.
evidence-time-base-assumption = de lezer rekent de bedragen om naar dezelfde tijd
evidence-two-times = { $a } en { $b } staan bij wat als dezelfde tijd leest ({ $here }; { $there }).
evidence-two-times-assumption = er zijn twee verschillende tijden bedoeld
evidence-could-be = { $a } is { $b } maal { $value }. Dat kan { $factor } zijn, getallen die in dezelfde bron staan; of het zo is, staat nergens.
evidence-could-be-assumption = de factor is { $factor }
evidence-wrong-direction = { $claim } staat bij { $pair }, dat de andere kant op wijst.
evidence-claim-less = Minder in de behandelde groep
evidence-claim-more = Meer in de behandelde groep
evidence-against-figures = een analyse die de richting van de vermelde cijfers omkeert
evidence-equation-holds = { $sum } geeft { $value }; { $printed } klopt daarmee.
evidence-equation-not = { $sum } geeft { $value }, niet { $printed }.
evidence-equation-other-people = de getallen gaan over verschillende personen (n verschilt of staat er niet bij)
evidence-row-pattern = { $sum } geeft { $value }, niet { $printed }. Dezelfde som sluit in { $closes } van de { $all } kolommen van deze tabel.
evidence-row-pattern-assumption = de som die in de andere kolommen sluit, is in deze niet bedoeld
evidence-claim-significant = De uitspraak dat het verschil significant is (p < 0,05)
evidence-claim-effective = De uitspraak dat het werkt (waarvoor p < 0,05 het minste is)
evidence-claim-not-significant = De uitspraak dat er geen significant verschil is (p ≥ 0,05)
evidence-equation-unreadable = De som "{ $formula }" is niet uit te rekenen: zij vraagt namen van uitkomsten van dezelfde bron, groep en hetzelfde meetmoment, met + of - tussen spaties.

## Synthese
evidence-sizes-inferred = ongeveer { $sizes } personen per groep, afgeleid uit de breedte van het interval dat voor dit meetmoment vermeld is ({ $figure })
evidence-overlap = kan deels over dezelfde mensen gaan als { $studies }, dat tot deze familie van programma's hoort

## Het invulblad
evidence-template-how = Typ in het blad 'table' één regel per uitkomst, met de getallen precies zoals ze er staan.
evidence-template-words = Decimale punten of komma's, niet allebei. De cellen zijn tekst, zodat 0,10 blijft staan.
evidence-template-empty = Wat er niet staat, blijft leeg.
evidence-template-methods = De kolom 'method' telt het zwaarst: alleen een ongecorrigeerde schatting (crude) moet uit de twee groepen volgen.
evidence-template-then = Daarna: voorzorg audit table.xlsx
evidence-column-study = naam van het onderzoek, als een bestand er meer bevat
evidence-column-source = waar het staat (artikel, samenvatting); 'paper' als het leeg is
evidence-column-location = tabel of paragraaf
evidence-column-outcome = wat er is gemeten, één woord per uitkomst (liggende streepjes voor spaties)
evidence-column-wave = wanneer: m6, w12, birth ...
evidence-column-informant = wie het zei
evidence-column-instrument = vragenlijst of register
evidence-column-population = over wie, in een paar woorden
evidence-column-unit = eenheid van de waarden
evidence-column-remark = eigen opmerking
evidence-column-treated-name = naam van de behandelde groep; 'treated' als het leeg is
evidence-column-equals = wat de regel zou moeten zijn: taken - uneaten (namen van uitkomsten)
evidence-column-effect = risk_ratio (RR), odds_ratio (OR), hazard_ratio (HR), percentage_point_difference (RD), mean_difference (MD), d
evidence-column-estimate = het effect zoals vermeld, met de nullen
evidence-column-ci-low = ondergrens
evidence-column-ci-high = bovengrens
evidence-column-ci-level = niveau van het interval: 95, 97,5, 90
evidence-column-p-value = zoals vermeld; <0,001 mag
evidence-column-significant = yes of no, als er alleen een woord staat
evidence-column-method = hoe het is gemaakt; meer met ';'. Leeg: staat er niet bij
evidence-column-test = t, F, chi2, z of r
evidence-column-test-value = waarde van de toetsgrootheid
evidence-column-df1 = vrijheidsgraden (teller van F)
evidence-column-df2 = vrijheidsgraden van de noemer van F
evidence-column-items = items van een schaal met hele getallen; 1 voor een losse vraag
evidence-column-scale-min = laagst mogelijke score
evidence-column-scale-max = hoogst mogelijke score
evidence-column-treated-n = personen van de behandelde groep
evidence-column-treated-events = van de behandelde groep met de gebeurtenis
evidence-column-treated-percent = percentage van de behandelde groep, zoals vermeld
evidence-column-treated-percentage = hetzelfde als percent (de behandelde groep)
evidence-column-treated-mean = gemiddelde van de behandelde groep
evidence-column-treated-sd = standaarddeviatie van de behandelde groep (niet de standaardfout)
evidence-column-treated-median = mediaan van de behandelde groep
evidence-column-control-n = personen van de controlegroep
evidence-column-control-events = van de controlegroep met de gebeurtenis
evidence-column-control-percent = percentage van de controlegroep, zoals vermeld
evidence-column-control-percentage = hetzelfde als percent (de controlegroep)
evidence-column-control-mean = gemiddelde van de controlegroep
evidence-column-control-sd = standaarddeviatie van de controlegroep (niet de standaardfout)
evidence-column-control-median = mediaan van de controlegroep
evidence-column-all-n = personen van beide groepen samen
evidence-column-all-events = van beide groepen samen met de gebeurtenis
evidence-column-all-percent = percentage van beide groepen samen, zoals vermeld
evidence-column-all-percentage = hetzelfde als percent (beide groepen samen)
evidence-column-all-mean = gemiddelde van beide groepen samen
evidence-column-all-sd = standaarddeviatie van beide groepen samen (niet de standaardfout)
evidence-column-all-median = mediaan van beide groepen samen

## Beginmeting, steekproeven
evidence-mean-of-all-fits = De twee groepen samen hebben een gemiddelde van { $value }; de vermelde { $all } klopt.
evidence-mean-of-all-not = De twee groepen samen hebben een gemiddelde van { $value }, niet { $all }.
evidence-baseline-title = Lijken de groepen van de beginmeting zo veel op elkaar als loting ze maakt? (Carlisle & Loadsman 2017)
evidence-baseline-assumes = Dit gaat uit van eenvoudige loting, variabelen die niet van elkaar afhangen, normaal verdeelde gemiddelden, en standaarddeviaties die geen standaardfouten zijn. Stratificatie en minimalisatie maken groepen gelijker. Eén onderzoek kan door toeval een waarde dicht bij 0 of 1 hebben. Er volgt geen oordeel uit.
evidence-baseline-few = { $n ->
    [one] Eén variabele is te weinig voor een gezamenlijke waarde (minstens { $least }).
   *[other] { $n } variabelen zijn te weinig voor een gezamenlijke waarde (minstens { $least }).
 }
evidence-baseline-none = Geen variabele van het meetmoment "baseline" heeft beide groepen met n, en een gemiddelde met SD of een percentage.
evidence-baseline-combined = Alle { $n } variabelen samen: { $value }
evidence-baseline-scale = 0 is gelijker dan elk gesimuleerd onderzoek, 1 verschillender dan elk.
evidence-samples-complete = { $n ->
    [one] 1 steekproef heeft dit gemiddelde en deze SD
   *[other] { $n } steekproeven hebben dit gemiddelde en deze SD; dit zijn ze allemaal
 }:
evidence-samples-some = Te veel steekproeven om op te sommen; { $n } ervan, op goed geluk gevonden:
evidence-samples-none = Geen steekproef heeft dit gemiddelde en deze SD.
evidence-read-found = { $n ->
    [one] Eén toetsresultaat gevonden.
   *[other] { $n } toetsresultaten gevonden.
 } Vul uitkomst en plaats in { $file } in, daarna: voorzorg audit { $file }
evidence-text = { $text }

## INSPECT-SR en TRACT, in eigen woorden
evidence-inspect-1-1 = Is het onderzoek ingetrokken?
evidence-inspect-1-2 = Is er een waarschuwing of andere mededeling van het tijdschrift?
evidence-inspect-1-3 = Hebben andere onderzoeken van de groep zulke mededelingen?
evidence-inspect-2-1 = Zijn er zorgen over de toestemming van een ethische commissie?
evidence-inspect-2-2 = Zijn er zorgen over het moment of het ontbreken van registratie?
evidence-inspect-2-3 = Verschillen publicatie en registratie in iets belangrijks?
evidence-inspect-2-4 = Is de werving niet aannemelijk?
evidence-inspect-2-5 = Is het twijfelachtig of het onderzoek kon worden gedaan met de vermelde methoden en middelen?
evidence-inspect-3-1 = Zijn er overgenomen teksten of tabellen, of is er tekst die niet bij het onderzoek past?
evidence-inspect-3-2 = Zijn figuren bewerkt of dubbel gebruikt?
evidence-inspect-4-1 = Spreken gegevens en insluitcriteria elkaar tegen zonder uitleg?
evidence-inspect-4-2 = Zijn de groepsgroottes niet aannemelijk bij de manier van toewijzen?
evidence-inspect-4-3 = Zijn gegevens van de beginmeting niet aannemelijk?
evidence-inspect-4-4 = Verschillen figuren, tabellen en tekst?
evidence-inspect-4-5 = Is de uitval niet aannemelijk?
evidence-inspect-4-6 = Zijn er onverklaarde verschillen in aantallen deelnemers?
evidence-inspect-4-7 = Zijn uitkomsten of effecten niet aannemelijk?
evidence-inspect-4-8 = Zijn gemiddelden of SD's van hele getallen onmogelijk?
evidence-inspect-4-9 = Zijn er fouten in statistische resultaten?
evidence-inspect-4-10 = Spreken de gegevens elkaar op een andere manier tegen?
evidence-inspect-4-11 = Beschrijven publicaties het onderzoek verschillend?
evidence-tract-1-1 = Niet of achteraf geregistreerd
evidence-tract-1-2 = Geplande en werkelijke omvang verschillen meer dan 15 %
evidence-tract-1-3 = Ethische toetsing ontbreekt of is vaag
evidence-tract-2-1 = Drie auteurs of minder, of weinig voor de omvang
evidence-tract-2-2 = Andere onderzoeken van de auteurs ingetrokken
evidence-tract-2-3 = Veel onderzoeken in korte tijd
evidence-tract-3-1 = Geheimhouding van toewijzing ontbreekt of is niet aannemelijk
evidence-tract-3-2 = Methoden onlogisch beschreven
evidence-tract-4-1 = Werving snel voor tijd en plaats
evidence-tract-4-2 = Weinig tijd tussen einde van de meting en indiening
evidence-tract-5-1 = Geen uitval, of zonder redenen
evidence-tract-5-2 = Uitval die op ronde getallen uitkomt
evidence-tract-6-1 = Geen of weinig kenmerken bij aanvang
evidence-tract-6-2 = Niet-aannemelijke kenmerken
evidence-tract-6-3 = Groepen die te veel lijken of te veel verschillen
evidence-tract-6-4 = Belangrijke voorspellende kenmerken ontbreken
evidence-tract-7-1 = Effecten veel groter dan in ander onderzoek
evidence-tract-7-2 = Uitkomsten die elkaar tegenspreken
evidence-tract-7-3 = Primaire uitkomst veranderd sinds de registratie
evidence-inspect-domain-1 = Mededelingen na publicatie
evidence-inspect-domain-2 = Uitvoering, toezicht en openheid
evidence-inspect-domain-3 = Tekst en figuren
evidence-inspect-domain-4 = Resultaten
evidence-tract-domain-1 = Toezicht
evidence-tract-domain-2 = Auteurs
evidence-tract-domain-3 = Aannemelijkheid van de interventie
evidence-tract-domain-4 = Tijd
evidence-tract-domain-5 = Uitval
evidence-tract-domain-6 = Kenmerken bij aanvang
evidence-tract-domain-7 = Uitkomsten
evidence-checklist-title = Vragen over betrouwbaarheid: INSPECT‑SR en TRACT
evidence-checklist-lead = Wat het nalopen van de vermelde cijfers kan zeggen, is ingevuld. De rest is voor iemand die het artikel, de registratie en de mededelingen erover leest. De vragen staan er in onze woorden; de instrumenten zelf staan op inspect.sr en in Mol en anderen (2023), doi 10.1186/s41073-023-00130-8. Het nalopen beantwoordt nooit een vraag: geen bevinding bewijst niet dat er niets mis is, en een bevinding kan een onschuldige reden hebben. Waar dat erbij staat, zijn onze woorden niet naast de tekst van het instrument zelf gelegd; neem daar diens eigen tekst.
evidence-checklist-found = Het nalopen vond
evidence-checklist-nothing = Het nalopen bekeek { $n } en vond niets.
evidence-checklist-unseen = Hier valt voor het nalopen niets te bekijken; voor een mens.
evidence-checklist-person = Voor een mens.
evidence-checklist-figures = { $n -> 
    [one] één cijfer
   *[other] { $n } cijfers
 }
evidence-checklist-remark = Opmerking
evidence-checklist-answer = Antwoord
evidence-checklist-judgement = Oordeel over dit onderdeel
evidence-checklist-yes = ja
evidence-checklist-no = nee
evidence-checklist-unclear = onduidelijk
evidence-checklist-na = niet van toepassing
evidence-checklist-none = geen zorgen
evidence-checklist-some = enige zorgen
evidence-checklist-serious = ernstige zorgen
evidence-checklist-major = grote zorgen
evidence-checklist-sizes = Groepsgroottes: { $sizes }
evidence-checklist-losses = { $arm }: { $first } bij de start, { $last } in de kleinste analyse
evidence-checklist-baseline = { $n } kenmerken bij aanvang; hoe gelijk de groepen zijn (0 gelijk, 1 verschillend): { $values }
evidence-checklist-save = Bewaar de antwoorden (JSON)
evidence-checklist-print = Afdrukken
evidence-arms-elsewhere = De groepen zijn samen { $sum } ({ $here }), en voor iedereen staat er { $all } ({ $there }).
evidence-other-people = de twee plaatsen gaan over verschillende mensen
evidence-versions-differ-by-words = De versies lopen van { $low } tot { $high }; dat kan alleen door verschil in { $what }.
evidence-time-spans = { $here } zet { $a } over { $years } jaar naast { $b } over { $least } jaar. Over dezelfde tijd is het eerste { $converted }.
evidence-time-spans-assumption = de lezer rekent de bedragen om naar dezelfde tijd
evidence-versions-presumed = De versies lopen van { $low } tot { $high } bij wat dezelfde naam, groep en hetzelfde meetmoment heeft, en niets wat erbij staat verklaart het verschil.
evidence-different-things = op de plaatsen is iets anders bedoeld
evidence-word-beside-number = { $claim } gaat in tegen elk getal dat erbij staat: { $printed }.
evidence-word-of-another-test = de uitspraak gaat over een andere toets dan de getallen
evidence-uncheckable-no-control = Niet te controleren: er staan twee groepen ({ $arms }), en geen daarvan heet controlegroep. Noem die 'control'.
evidence-uncheckable-more-arms = Niet te controleren: er staan meer dan twee groepen ({ $arms }), en nergens staat welke twee dit vergelijkt.
evidence-another-arm = er is nog een groep die er niet bij staat
evidence-debit-with-n = Een ja/nee-variabele met gemiddelde { $mean } heeft een SD van { $sd } als er met n in plaats van n − 1 is gerekend (DEBIT).
evidence-sd-with-n = de SD is met n berekend, niet met n − 1

## Oordelen
evidence-verdict-impossible = onmogelijk zoals vermeld
evidence-verdict-contradicted = tegengesproken
evidence-verdict-assumption = alleen onder een genoemde aanname
evidence-verdict-rounding = klopt binnen afronding
evidence-verdict-exact = precies herleid
evidence-verdict-not-checkable = niet te controleren

## Verbanden uit een bestand
evidence-about = { $label }: { $said }
evidence-arms-together = De groepen samen
evidence-relation-sum = de som
evidence-relation-difference = het verschil
evidence-relation-product = het product
evidence-relation-ratio = de verhouding
evidence-relation-percent = het aandeel
evidence-relation-relative-change = de relatieve verandering
evidence-relation-complement = wat van 100 overblijft
evidence-relation-sum-that-follows = de som die eruit volgt
evidence-relation-difference-that-follows = het verschil dat eruit volgt
evidence-relation-product-that-follows = het product dat eruit volgt
evidence-relation-ratio-that-follows = de verhouding die eruit volgt
evidence-relation-percent-that-follows = het aandeel dat eruit volgt
evidence-relation-relative-change-that-follows = de relatieve verandering die eruit volgt
evidence-relation-complement-that-follows = wat van 100 overblijft
evidence-relation-not = { $printed } is niet { $what }.
evidence-relation-assuming = { $printed } volgt als { $what } onder de aanname: { $assumption }.
evidence-relation-exactly = { $printed } volgt precies als { $what }.
evidence-relation-rounded = { $printed } volgt binnen afronding als { $what }.
evidence-numbers-truncated = de getallen zijn afgekapt in plaats van afgerond
evidence-both-assumed = { $a }; { $b }
evidence-relation-no-conflict = niet in strijd, maar ook niet herleidbaar.
evidence-relation-larger = { $printed } is groter dan { $against }.
evidence-relation-smaller = { $printed } is kleiner dan { $against }.
evidence-relation-possible-if = Het kan alleen als { $assumption }.
evidence-relation-only-if = Dat kan alleen als { $assumption }.
evidence-relation-origin = { $origin } = { $number }
evidence-relation-agrees = { $printed } komt overeen met { $against }.
evidence-relation-against = { $printed } tegenover { $against }.
evidence-relation-no-pair = geen van de gepubliceerde paren geeft { $printed }.
evidence-relation-pair = { $printed } is { $a } − { $b } als het over { $name } gaat.
evidence-relation-pair-and-more = { $printed } is { $a } − { $b } als het over { $name } gaat; ook andere paren kunnen ({ $more }).
evidence-relation-is-about = het gaat over { $name }
evidence-sizes-all-fit = alle percentages ({ $shares }) passen bij n = { $n }.
evidence-n-is = n = { $n }
evidence-n-is-truncated = n = { $n } en is afgekapt
evidence-n-with-truncation = n = { $n } met afkappen
evidence-sizes-fit-if = de percentages ({ $shares }) passen bij geen van de gepubliceerde aantallen ({ $sizes }), wel als { $way }.
evidence-sizes-fit-none = geen enkele groep van hoogstens { $cap } (gepubliceerd: { $sizes }) geeft { $shares } samen; dat kan pas bij { $way }.
evidence-count-at-no-size = bij geen enkele noemer tot { $cap } { $events ->
    [one] is 1 geval
   *[other] zijn { $events } gevallen
 } { $shares }.
evidence-count-if = { $events ->
    [one] 1 geval is
   *[other] { $events } gevallen zijn
 } { $shares } als de noemer { $n } is.
evidence-count-if-lowest-truncated = { $events ->
    [one] 1 geval is
   *[other] { $events } gevallen zijn
 } { $shares } als de noemer { $n } is en het laagste percentage is afgekapt.
evidence-size-is = noemer { $n }
evidence-size-is-lowest-truncated = noemer { $n } en het laagste percentage is afgekapt

## Samen op één maat
evidence-log-odds-ratio = log oddsratio
evidence-log-risk-ratio = log risicoverhouding
evidence-from-percentages = { $measure } uit { $treated } en { $control } %
evidence-error-from-interval = standaardfout uit het interval
evidence-error-from-p = standaardfout uit p = { $p }
evidence-no-error = zoals gepubliceerd; geen standaardfout
evidence-then-to-d = { $how }; naar d door deling door π/√3
evidence-pooled = Gebundeld
evidence-pooled-how = REML met Hartung-Knapp
evidence-not-pooled-because = Niet gebundeld: { $why }.
evidence-not-pooled-few = Niet gebundeld: { $n } van de { $least } benodigde vergelijkbare effecten met een standaardfout.
evidence-basis-interval = vermeld interval
evidence-basis-p = vermelde p-waarde
evidence-basis-n = vermelde n
evidence-basis-inferred = ongeveer { $sizes } per groep, afgeleid uit het interval van { $figure }
evidence-basis-everybody = minstens: alsof iedereen was gemeten
evidence-basis-sd = vermelde SD, { $basis }

## Naast een cohort
evidence-comparison-contradicted = tegengesproken door andere gepubliceerde cijfers: { $reason }
evidence-comparison-wave = gepubliceerd meetmoment '{ $printed }' gelezen als '{ $read }'.
evidence-comparison-by-construction = door constructie: synthetische gegevens, gemaakt uit gepubliceerde cijfers; geen replicatie
evidence-comparison-in-line = in lijn met de publicatie
evidence-comparison-differs = wijkt af van de publicatie
evidence-comparison-in-our-interval = de publicatie valt binnen ons interval; zij geeft zelf geen onzekerheid
evidence-comparison-outside-our-interval = de publicatie valt buiten ons interval; zij geeft zelf geen onzekerheid
evidence-comparison-same-conclusion = zelfde conclusie over significantie
evidence-comparison-other-conclusion = andere conclusie over significantie
evidence-comparison-equal = gelijk
evidence-comparison-not-estimated = geen eigen schatting om mee te vergelijken
evidence-checklist-unconfirmed = (niet naast de tekst van het instrument gelegd)

## In de terminal
evidence-audit-total = { $n ->
    [one] Eén gepubliceerd cijfer:
   *[other] { $n } gepubliceerde cijfers:
 }
evidence-explain-printed = vermeld
evidence-explain-made = gemaakt
evidence-explain-about = Wat erover te zeggen is:
evidence-explain-beside = Waaraan het meedoet:
evidence-explain-if = alleen als
evidence-made-crude = ongecorrigeerd
evidence-topic-denominators = Noemers
