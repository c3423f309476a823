# Het nalopen van gepubliceerde cijfers.
evidence-two = { $a } { $b }
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
evidence-denominator-if = { $events } gevallen zijn { $percentage } % als de noemer { $way } is; de noemer staat er niet bij.
evidence-denominator-fewer = { $events } gevallen zijn { $percentage } % als de noemer { $way } is, minder dan de { $cap } die gepubliceerd zijn; de noemer staat er niet bij.
evidence-no-denominator = Bij geen enkele groep tot en met { $cap } personen zijn { $events } gevallen { $percentage } %.
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
evidence-base-families = gezinnen
evidence-base-mothers = moeders
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
