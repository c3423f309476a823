### Woorden in en bij figuren.

figure-holds-title = Blijft de conclusie staan? { $about }
figure-holds-answer = Dezelfde conclusie in { $same } van { $all } andere analyses; open stippen: een andere.
figure-holds-subtitle = Vierkant en stippellijn: de hoofdschatting. Daaronder hetzelfde verschil onder andere aannames. Lijn: { $level }-interval.
figure-holds-note = Wat elke analyse aanneemt, staat in de tabel.
figure-holds-note_bounds = Grijze balk: van onder- tot bovengrens. Wat elke analyse aanneemt, staat in de tabel.
figure-moderators-title = Voor wie? { $about }
figure-moderators-subtitle = Vierkant: iedereen. Stippen: groepen die het plan noemt, uit één model. Lijn: { $level }-interval.
figure-moderators-note = De p-waarde is die van de interactie: of het verschil tussen groepen verschilt. Groepen zijn niet apart getoetst.
figure-moderators-everyone = Iedereen
figure-moderators-heading = { $name } (interactie: p { $p })
figure-axis-months = Maanden sinds { $origin }
figure-axis-weeks = Weken sinds { $origin }
figure-flow-enrolment = Werving
figure-flow-assessed = Beoordeeld op geschiktheid
figure-flow-not_recorded = niet in de gegevens vastgelegd
figure-flow-received = Zorg ontvangen
figure-flow-care = Toegewezen zorg ontvangen
figure-flow-visited = (ten minste één huisbezoek)
figure-flow-analysed = Analyse
figure-flow-in_analysis = In de hoofdanalyse
figure-flow-reasons = Stroomschema volgens CONSORT 2025. Waarom deelnemers niet meededen, een meting misten of stopten staat niet in de gegevens.
figure-flow-title = Deelnemers van loting tot laatste meting
figure-flow-clusters = { $n } clusters ({ $cluster })
figure-flow-subtitle = Percentages van het aantal bij aanvang. Naast elke meting wie er niet was.
figure-flow-allocation = Loting
figure-flow-missed = gemist
figure-flow-lost = niet meer gezien
figure-flow-withdrawn = teruggetrokken
figure-missingness-title = Welke metingen samen zijn gedaan
figure-missingness-subtitle = Elke regel is een patroon. Dichte stip is gemeten, open stip is gemist; de balk telt wie het patroon heeft.
figure-missingness-hidden = Nog { $patterns } patronen worden niet getoond: te weinig deelnemers.
figure-missingness-rest = Nog { $patterns } zeldzamere patronen, samen { $n } deelnemers, staan in de tabel.
figure-accumulation-title = Risicofactoren komen samen
figure-accumulation-subtitle = Aandeel deelnemers met minstens zoveel risicofactoren bij aanvang.
figure-accumulation-axis = Aantal risicofactoren
figure-accumulation-at_least = ≥ { $k }
figure-balance-title = Lijken de groepen bij aanvang op elkaar?
figure-balance-subtitle = Gestandaardiseerde verschillen, { $contrast }. De grijze band is het gebied tot 0,1 standaarddeviatie.
figure-balance-axis = Verschil in standaarddeviaties
figure-overview-counts = Per groep: hoeveel van de gemeten deelnemers de uitkomst hadden, of hoeveel er gemeten zijn (n).
figure-overview-title = Alle uitkomsten in één oogopslag
figure-overview-subtitle = { $contrast }, bij de laatste meting van elke uitkomst. Stip: { $adjusted ->
        [all] gecorrigeerd voor kenmerken bij aanvang
        [some] gecorrigeerd voor kenmerken bij aanvang (met * niet)
       *[none] de schatting
    }. Lijn: { $level }-interval{ $clustered ->
        [all] {" "}dat met de clusters rekening houdt
       *[other] {""}
    }.{ $beside ->
        [shown] {" "}Open ruit: zonder correctie.
       *[none] {""}
    }
figure-overview-note = De pijlen zeggen per paneel welke kant gunstig is. De intervallen zijn niet gecorrigeerd voor het aantal uitkomsten.
figure-overview-note_clusters = ° achter een uitkomst: met een interval dat met clusters rekening houdt.
figure-overview-risks = Risicoverschil (procentpunt)
figure-overview-means = Gestandaardiseerd verschil in gemiddelden (SD)
figure-overview-times = Verschil in gemiddelde tijd (weken)
figure-overview-hazards = Hazardratio
figure-overview-ratios = Verhouding van aantallen
figure-overview-favours = gunstig voor { $arm }
figure-trajectories-title = { $family }: beloop over de metingen
figure-trajectories-subtitle = Waargenomen per meting bij wie gemeten is. Lijntjes: { $level }-interval.
figure-trajectories-grey = Grijs: vóór of bij de loting.
figure-trajectories-note = Wie ontbreekt, is niet aangevuld.
figure-trajectories-note_before = Maanden vóór { $origin } zijn negatief. Wie ontbreekt, is niet aangevuld.
figure-clusters_ignored = Intervallen van een groep nemen deelnemers met een gedeelde cluster als onafhankelijk: ze zijn waarschijnlijk te smal.
figure-dumbbells-title = Partnergeweld naar schaal, ernst en rol
figure-dumbbells-subtitle = Kans per groep; de lijn ertussen is het verschil. Intervallen staan in de tabel.
figure-odds_ratios-title = { $family }: oddsratio's uit het multilevelmodel
figure-odds_ratios-subtitle = Per meting. Stip en lijn: voor een deelnemer met gelijke aanleg, met { $level }-interval. Open ruit: voor de hele groep (GEE).
figure-odds_ratios-note = Links van 1: minder kans in de interventiegroep. De oddsratio bij gelijke aanleg ligt verder van 1 dan die voor de hele groep; dat is een eigenschap van de maat.
figure-marginal-title = { $family }: kansen volgens het multilevelmodel
figure-marginal-subtitle = Kans in de hele groep, met de spreiding tussen deelnemers uitgeïntegreerd. Gebruikt ook wie niet elke keer gemeten is.
figure-curve-incidence = Aandeel met de gebeurtenis tot elk moment (Kaplan-Meier). Band: { $level }-interval.
figure-curve-competing = Aandeel met de gebeurtenis tot elk moment, als een andere gebeurtenis eerder kan komen (Aalen-Johansen). Band: { $level }-interval.
figure-curve-difference_incidence = Verschil na { $weeks } weken, { $contrast }: { $estimate } procentpunt.
figure-curve-lasting = Aandeel dat nog doorgaat (Kaplan-Meier). Band: { $level }-interval.
figure-curve-weeks = Weken sinds { $origin }
figure-curve-weeks_lasting = Weken sinds { $origin }
figure-curve-at_risk = Nog gevolgd
figure-curve-difference = Verschil in gemiddelde tijd tot { $weeks } weken, { $contrast }: { $estimate } weken.
figure-plausibility-title = { $about }: is wat is aangevuld aannemelijk?
figure-plausibility-none = Bij geen uitkomst liggen aangevulde waarden ver van gemeten waarden (een halve standaarddeviatie in de middelste dataset, of de helft of het dubbele van hun spreiding).
figure-plausibility-some = Om naar te kijken bij { $told }: aangevulde waarden liggen in de middelste dataset verder dan een halve standaarddeviatie van gemeten waarden, of spreiden half of dubbel zo veel.
figure-plausibility-note = Rechts: gemeten → aangevuld. Een verschil is op zichzelf niet fout: wie wegbleef kan vanaf het begin anders zijn geweest.
figure-plausibility-axis = Aangevuld min gemeten (standaarddeviaties)
figure-contour-title = { $about }: blijft de conclusie staan als wie niet gemeten is anders is?
figure-contour-turns = De conclusie kantelt in { $turned } van de { $all } combinaties.
figure-contour-stands = De conclusie is in alle { $all } combinaties dezelfde.
figure-contour-none = In geen van de { $all } combinaties verschillen de groepen aantoonbaar.
figure-contour-note = In elk vak: { $unit }. Omkaderd: de gewone aanname, dat wie niet gemeten is lijkt op wie in dezelfde groep wel gemeten is. { $step }
figure-contour-step-risk = Een stap van 1 (in log odds) maakt van een risico van 50% een van 73%.
figure-contour-step-scale = Een stap van 1 is een halve standaarddeviatie.
figure-contour-axis = Niet gemeten bij { $arm }: lager of hoger dan verwacht
figure-contour-lower = { $arm } aantoonbaar lager
figure-contour-higher = { $arm } aantoonbaar hoger
figure-contour-unclear = Geen aantoonbaar verschil
figure-chains-title = { $about }: wat is er aangevuld, en kwam het tot rust?
figure-chains-enough = { $imputations } imputaties zijn genoeg: met andere toevalsgetallen zou het verschil { $error } { $unit } verschuiven, { $share } van de standaardfout.
figure-chains-more = { $imputations } imputaties zijn weinig: met andere toevalsgetallen zou het verschil { $error } { $unit } verschuiven, { $share } van de standaardfout.
figure-chains-note = Lijn: gemiddelde van wat in elke ronde is aangevuld, in de middelste dataset; band: waar 90% van de datasets ligt. Stippellijn: wat in dezelfde groep gemeten is. R-hat dicht bij 1 (onder 1,2): de ketens zijn tot rust gekomen.
figure-chains-iteration = Ronde
figure-chains-share = Aangevuld met de uitkomst (%)
figure-chains-mean = Aangevuld, gemiddelde
figure-chains-points = procentpunt
figure-chains-rhat = R-hat { $rhat }
figure-tipping-title = { $family }: wanneer kantelt de conclusie?
figure-tipping-subtitle = Risicoverschil (procentpunt) bij de laatste meting als niet-gemeten deelnemers in de interventiegroep vaker of minder vaak de uitkomst hebben dan verwacht.
figure-tipping-note = Band: interval. Streeplijn: kantelpunt, waar een significant verschil dat niet meer is. Zonder lijn is het verschil niet significant, of kantelt het nergens in dit bereik.
figure-tipping-axis = Verschuiving (log odds)
figure-change-title = Verandering sinds de eerste meting
figure-change-subtitle = In standaarddeviaties. Stip: schatting. Lijn: { $level }-interval.
figure-change-note = Zonder vergelijkingsgroep is niet te zien waardoor een verandering komt.
figure-change-axis = Standaarddeviaties
figure-single_case-title = { $outcome }: effectgrootte per casus
figure-single_case-subtitle = Elke stip is één deelnemer, met interval waar dat bestaat. Zwarte lijn is geen verandering.

holds-compliers = { $visits ->
        [one] Wie meedoet: 1 bezoek of meer
       *[other] Wie meedoet: { $visits } bezoeken of meer
    }
holds-direct = { $visits ->
        [one] 1 bezoek, aanbod zelf { $points } punten
       *[other] { $visits } bezoeken, aanbod zelf { $points } punten
    }
holds-clusters_ignored = Deelnemers met een gedeelde cluster tellen als onafhankelijk: het interval is waarschijnlijk te smal.
holds-subgroup = Alleen wie dit heeft: { $only }
holds-lee = Grenzen, één richting
holds-zhang_rubin = Grenzen, zonder aanname
holds-assumption-adjusted = Wie gemeten is, lijkt op wie met dezelfde kenmerken bij de start niet gemeten is.
holds-assumption-counts = Als hierboven.
holds-assumption-unadjusted = Wie gemeten is, lijkt op wie niet gemeten is.
holds-assumption-marginal_adjusted = Uitval hangt alleen af van eerdere antwoorden en de kenmerken; een normale spreiding tussen deelnemers.
holds-assumption-marginal = Uitval hangt alleen af van eerdere antwoorden; een normale spreiding tussen deelnemers.
holds-assumption-mixed_model = Uitval hangt alleen af van eerdere antwoorden en de kenmerken; normaal verdeelde waarden.
holds-assumption-survival = Wie uit beeld raakt, heeft evenveel risico als wie in dezelfde groep blijft.
holds-assumption-imputed_survival = Uitval hangt alleen af van wat er gemeten is; tijden daarna komen van wie nog gevolgd wordt en daarop lijkt.
holds-assumption-free_baseline = Als het model waar het bij hoort; de armen mogen voor de toewijzing door toeval verschillen.
holds-assumption-imputation = Uitval hangt alleen af van wat er gemeten is.
holds-assumption-reference_based = Wie uit de behandelde arm wegbleef, gaat verder als de referentiearm.
holds-reference_based-jump = Aangevuld als controle vanaf vertrek
holds-reference_based-copy = Aangevuld als altijd al controle
holds-reference_based-increments = Aangevuld met de verandering van de controle
holds-reference_based-last_mean = Aangevuld op laatste gemiddelde van de arm
holds-reference_bootstrap-jump = Als controle vanaf vertrek, bootstrap
holds-reference_bootstrap-copy = Als altijd al controle, bootstrap
holds-reference_bootstrap-increments = Met de verandering van de controle, bootstrap
holds-reference_bootstrap-last_mean = Op laatste gemiddelde van de arm, bootstrap
holds-assumption-reference_bootstrap = Als de regel waar hij bij hoort; het interval is dat van herhaalde onderzoeken, niet verankerd in de informatie.
holds-assumption-weighted = Uitval hangt af van arm en kenmerken, en het model daarvan klopt.
holds-assumption-doubly_robust = Uitval hangt af van arm en kenmerken; het model daarvan of dat van de uitkomst klopt.
holds-assumption-extremes = Geen; wat ontbreekt krijgt de uiterste waarden.
holds-assumption-compliers = Niemand uit de referentiearm doet mee, en het aanbod doet niets voor wie niet meedoet; uitval is niet meegenomen.
holds-assumption-direct = Als hierboven, op zo'n effect van het aanbod op wie niet meedoet na.
holds-assumption-subgroup = Geen die de loting geeft, want dit is een selectie erna.
holds-assumption-lee = Van wie dit in beide armen zou hebben: de arm kan dit alleen wegnemen, of alleen brengen; wie niet gemeten is, lijkt op wie gemeten is.
holds-assumption-zhang_rubin = Van wie dit in beide armen zou hebben: wie niet gemeten is, lijkt op wie gemeten is.
holds-verdict-main = hoofdschatting
holds-verdict-holds = zelfde conclusie
holds-verdict-weaker = hier onbeslist
holds-verdict-stronger = alleen hier beslist
holds-verdict-other = andere richting

extreme-worst = Slechtste geval voor de behandelde arm
extreme-best = Beste geval voor de behandelde arm

alt-holds = { $about }: de hoofdschatting en hetzelfde verschil onder andere aannames, met intervallen. De getallen staan in de tabel.
alt-moderators = { $about }: het verschil voor iedereen en per groep, met intervallen. De getallen staan in de tabel.
alt-flow = Stroomdiagram van deelnemers per groep: aantallen bij loting en bij elke meting, met wie gemist of niet meer gezien werd. De aantallen staan in de tabel Deelname per meetmoment.
alt-missingness = Patronen van gedane en gemiste metingen met het aantal deelnemers per groep. De aantallen staan in de tabel Patronen van metingen.
alt-accumulation = Staafdiagram: aandeel deelnemers met minstens zoveel risicofactoren. De aandelen staan in de tabel.
alt-balance = Puntendiagram van gestandaardiseerde verschillen tussen de groepen bij aanvang. De waarden staan in de tabel Kenmerken bij aanvang.
alt-overview = Overzicht van alle uitkomsten met schatting en interval. De getallen staan rechts in de figuur en in de tabellen per onderwerp.
alt-change = Puntendiagram van gestandaardiseerde veranderingen sinds de eerste meting, met interval.
alt-curve = { $about }: curve per groep over de weken, met interval en het aantal dat nog gevolgd wordt.
alt-dumbbells = { $about }: kansen van beide groepen per schaal, ernst en rol, verbonden door een lijn. De getallen staan in de tabel.
alt-trajectories = { $about }: waarden per meting en groep met interval, een paneel per uitkomst. De getallen staan in de tabel.
alt-odds_ratios = { $about }: oddsratio's per meting uit het multilevelmodel met interval. De getallen staan in de tabel over modellen.
alt-marginal = { $about }: kansen per meting en groep volgens het multilevelmodel, met interval. De getallen staan in de tabel over modellen.
alt-contour = { $about }: het verschil en de conclusie bij aparte verschuivingen van wie in elk van beide groepen niet gemeten is.
alt-plausibility = { $about }: hoeveel standaarddeviaties aangevulde waarden van gemeten waarden verschillen, per uitkomst en groep.
alt-chains = { $about }: per groep het gemiddelde van wat is aangevuld over de rondes, naast wat gemeten is.
alt-tipping = { $about }: risicoverschil bij verschuivende aannamen over ontbrekende metingen, met kantelpunt.
alt-single_case = Effectgrootte per deelnemer.

caption-holds = Eén vraag onder verschillende aannames; de eerste regel is het antwoord van het plan.
caption-moderators = Effecten per groep, met de toets van de interactie.
caption-flow = Van loting tot laatste meting. Wie een meting miste kan later zijn teruggezien.
caption-missingness = Elke regel is één patroon van gedane en gemiste metingen.
caption-accumulation = Een deelnemer met zeven risicofactoren telt mee bij elk lager aantal.
caption-balance = Verschillen binnen de grijze band gelden als klein.
caption-overview = Alle uitkomsten bij hun laatste meting{ $adjusted ->
        [all] , gecorrigeerd voor kenmerken bij aanvang
        [some] , waar het kon gecorrigeerd voor kenmerken bij aanvang
       *[none] {""}
    }{ $clustered ->
        [all] , met intervallen die met de clusters rekening houden
       *[other] {""}
    }.
caption-change = Verandering binnen dezelfde deelnemers.
caption-curve = Kaplan-Meier; wie uit beeld raakt telt mee tot dat moment.
caption-dumbbells = Hoe langer de lijn, hoe groter het verschil tussen de groepen.
caption-trajectories = Waargenomen waarden, niet gecorrigeerd of aangevuld.
caption-odds_ratios = Adaptieve Gauss-Hermite-kwadratuur; open ruit is de marginale oddsratio (GEE).
caption-marginal = Uit hetzelfde model als de oddsratio's, terugvertaald naar kansen voor de hele groep.
caption-contour = Eén kleur betekent dat de conclusie niet afhangt van wie niet gemeten is; waar de kleur wisselt, kantelt zij.
caption-plausibility = Ver van nul betekent dat van wie niet gemeten is iets anders verwacht wordt dan van wie gemeten is; of dat kan, weet wie hen kent.
caption-chains = Lijnen die vlak lopen betekenen dat de imputatie is vergeten waar zij begon. Een lijn die van haar stippen af ligt betekent dat van wie niet gemeten is iets anders verwacht wordt dan van wie gemeten is.
caption-tipping = Nul is de gewone aanname; naar rechts gaat het slechter met wie in de interventiegroep niet gemeten is.
caption-single_case = Per deelnemer; niet te vertalen naar een groep.
