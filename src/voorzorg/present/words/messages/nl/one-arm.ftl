### Teksten voor onderzoek zonder vergelijkingsgroep: wat met one_arm begint, vervangt daar de tekst met dezelfde sleutel.

one_arm-flow-enrolled = Aangemeld
one_arm-report-summary_intro = Wat bij deze deelnemers is gezien en wat sinds de eerste meting veranderde, per uitkomst volgens de eerste informant, bij de laatste meting waarbij nog minstens de helft van wie begon gemeten is. Er is geen vergelijkingsgroep: waardoor iets verandert, is hieruit niet af te leiden. Een { $level }-interval geeft de waarden die met deze gegevens goed te rijmen zijn; bij zo weinig deelnemers is het breed.
one_arm-report-strip_note = Het lijntje naast elke bevinding is het interval en de stip de schatting: bij een verandering is de stippellijn geen verandering, bij een aandeel loopt het lijntje van 0 tot 100%.
one_arm-table-flow-note = Percentages van wie aangemeld is.
one_arm-table-multiplicity-note = Eén toets per uitkomst, informant en meting na de eerste, alleen waar genoeg deelnemers veranderden om een p-waarde van 0,05 te kunnen geven. Holm bewaakt de kans op ook maar één onterechte bevinding in de uitkomstgroep, Benjamini-Hochberg het aandeel onterechte. VS: verandering sinds de start. Een lage p-waarde zegt dat er iets veranderde, niet waardoor.
one_arm-figure-flow-title = Deelnemers van aanmelding tot laatste meting
one_arm-figure-flow-subtitle = Percentages van wie aangemeld is. Naast elke meting wie sinds de vorige is uitgevallen.
one_arm-figure-accumulation-subtitle = Aandeel deelnemers met minstens zoveel risicofactoren bij de start.
one_arm-figure-trajectories-subtitle =
    Waargenomen per meting bij wie gemeten is{ $lines ->
        [one] {"."}
       *[several] {";"} een lijn per informant.
    } Lijntjes: { $level }-interval; wat buiten beeld valt, is afgesneden. Onder de as { $lines ->
        [one] het aantal deelnemers (n).
       *[several] de n van de eerste informant.
    }
one_arm-figure-change-title = Verandering sinds de eerste meting
one_arm-figure-change-subtitle = In standaarddeviaties, bij de laatste meting waarbij nog minstens de helft van wie begon gemeten is. Ingesprongen: een andere informant over dezelfde uitkomst. Stip: schatting. Lijn: { $level }-interval; een pijl loopt buiten beeld door.
one_arm-figure-change-note = Plus is een hogere score, ook waar dat ongunstig is. Zonder vergelijkingsgroep is niet te zien waardoor een verandering komt.
one_arm-intro-findings = Alle uitkomsten naast elkaar, elk bij de meting die de groep het best samenvat. De volgende hoofdstukken geven per onderwerp alle metingen, informanten, tabellen en methoden.
one_arm-intro-flow = Wie is aangemeld en begon, wie op welk moment gemeten is, en waarin wie bleef verschilde van wie wegging.
one_arm-intro-baseline = Wie bij de start meedeed. Er is geen vergelijkingsgroep.
one_arm-intro-multiplicity = Bij veel toetsen is een enkele lage p-waarde te verwachten, ook als er niets aan de hand is. Daarom is per onderwerp gecorrigeerd.
one_arm-intro-single_case = Iedere casus als eigen onderzoek, de eerste meting tegenover wat volgde. Zulke uitkomsten zeggen iets over deze deelnemers, niet over een groep. De nummers zijn willekeurig en bij alle uitkomsten dezelfde.
one_arm-alt-flow = Stroomdiagram: aantallen bij aanmelding en bij elke meting, met wie sinds de vorige meting is uitgevallen. De aantallen staan in de tabel Deelname per meetmoment.
one_arm-alt-trajectories = { $about }: waarden per meting en informant met intervallen, een paneel per uitkomst. De getallen staan in de tabel.
one_arm-caption-flow = Van aanmelding tot laatste meting.
one_arm-caption-change = Verandering bij dezelfde deelnemers, alleen wie beide keren gemeten is.
one_arm-caption-accumulation = Wie zeven risicofactoren heeft, telt ook bij elk lager aantal mee.
one_arm-term-missing-text = Wie wegblijft, kan anders zijn dan wie blijft; de tabel Wie bleef en wie wegging laat zien waarin dat bij de start al te merken was. Niets is aangevuld.
one_arm-method-unadjusted-name = Waarneming
one_arm-method-unadjusted-model = Waargenomen aandelen en gemiddelden van wie gemeten is; niets is aangevuld of gecorrigeerd.
one_arm-method-unadjusted-interval = Aandeel: exact (Clopper-Pearson). Gemiddelde: t-interval. Mediaan: uit de rangorde, niet onder zes waarden.
one_arm-method-change-model = Verschil met de eerste meting bij dezelfde deelnemer; betrouwbaar als het groter is dan de meetfout; klinisch als een grens is overschreden.
one_arm-method-change-interval = Verschil in aandelen: Tango met exacte McNemar-toets. Gemiddelde verandering: t-interval met exacte Wilcoxon-toets. Aandeel veranderd: exact. Een p-waarde staat er alleen als het aantal er een van hoogstens 0,05 kan geven.

word-without = Geen { $what }
word-family_number = Casus { $n }
word-outcome_informant = Uitkomst en informant
word-informant = Volgens
word-figure = Kerncijfer
word-pairs = n (beide keren)
word-moved = Elke verandering, n/N (%)
word-coefficient = Kappa of ICC
word-identical = Zelfde antwoord
word-difference = Verschil
word-difference_interval = Verschil (interval)
word-limits = Grenzen van overeenstemming
word-minus = { $first } min { $second }
word-p_smallest = Kleinste p
word-together = Alle { $n } samen

category-identical = Zelfde antwoord
category-lower_limit = Ondergrens
category-upper_limit = Bovengrens
category-lower_bound = Kleinste
category-upper_bound = Grootste
category-left = Klinisch gebied verlaten
category-entered = Klinisch gebied bereikt
category-deteriorated = Betrouwbaar achteruit
category-recovered = Hersteld
category-jump = Als vergelijkingsgroep vanaf uitval
category-copy = Als vergelijkingsgroep vanaf het begin
category-increments = Verandering als vergelijkingsgroep
category-last_mean = Laatste gemiddelde
category-worst = Slechtste geval
category-best = Beste geval
category-all = Alle
category-shift = Verschuiving { $treated }
category-shifts = Verschuiving { $both }, vergelijkingsgroep { $other }
category-visits = Wie ten minste { $n } { $n ->
    [one] bezoek
   *[other] bezoeken
} kreeg
category-iteration = ronde { $n }
category-direct = als het aanbod zelf { $value } procentpunt scheelt
category-improved = Vooruit
category-unchanged = Gelijk
category-worsened = Achteruit
category-clinical = Vooruit van wie klinisch begon

estimand-direction_of_change = Richting van de verandering
estimand-clinical_change = Verandering ten opzichte van de klinische grens

estimand_short-change = VS

informant-researcher = onderzoeker
informant-father = vader
informant-parent = ouder

family-safety = Veiligheid
family-grip = Grip op het leven
family-attachment = Hechting
family-parenting = Opvoedvaardigheden
family-social_support = Sociale steun
family-depression = Depressieve klachten
family-satisfaction = Tevredenheid
family-lifestyle = Leefstijl

finding-share_coarse = Bij { $percent } van ongeveer { $n } ({ $level }-interval { $interval }; afgerond).
finding-share_before_coarse = Bij { $wave }: { $percent } van ongeveer { $n }.
finding-higher_coarse = Bij { $percent } van ongeveer { $n } hoger dan bij de start ({ $level }-interval { $interval }; afgerond).
finding-lower_coarse = Bij { $percent } van ongeveer { $n } lager dan bij de start ({ $level }-interval { $interval }; afgerond).
finding-share = Bij { $events } van { $n } ({ $percent }; exact { $level }-interval { $interval }).
finding-share_before = Bij { $wave }: { $events } van { $n }.
finding-higher = Bij { $events } van { $n } hoger dan bij de start ({ $percent }; exact { $level }-interval { $interval }).
finding-lower = Bij { $events } van { $n } lager dan bij de start ({ $percent }; exact { $level }-interval { $interval }).
finding-change = Gemiddelde verandering { $estimate }{ $unit } ({ $level }-interval { $interval }).
finding-change_only = Gemiddelde verandering { $estimate }{ $unit }.
finding-reliable = Verder vooruit dan meetfout alleen zou geven: { $events } van { $n }.
finding-clinical = Van de { $n } die in de klinische range begonnen, gingen er { $events } vooruit (interval { $interval }).
finding-grain = n = { $n }: één deelnemer meer of minder is { $percent }.

key_figures-measured = Deelnemers gemeten
key_figures-leavers = { $what }: wie niet meer meedeed
key_figures-improved = { $what }: vooruit sinds de start
key_figures-clinical_improved = { $what }: vooruit van wie klinisch begon
key_figures-verdict = Gepubliceerde waarde
key_figures-same = gelijk
key_figures-differs = verschilt
key_figures-inside = binnen ons interval
key_figures-outside = buiten ons interval

table-waves-title = Meetmomenten en informanten
table-waves-note = Aantal deelnemers van wie de informant minstens één uitkomst invulde.
table-shares-title = { $family }: aandelen per meetmoment
table-shares-note = n/N (aandeel; exact { $level }-interval, Clopper-Pearson). Wie ontbreekt, is niet aangevuld.
table-change-title = { $family }: verandering sinds de eerste meting
table-change-note = Alleen wie beide keren gemeten is. Tussen haakjes het { $level }-interval; aandelen die vooruitgingen met exact interval; bij ja of nee is de verandering in procentpunt. Elke verandering telt, ook één punt; betrouwbaar is wat groter is dan de meetfout (Jacobson en Truax). Een p-waarde staat er alleen als het aantal er een van hoogstens 0,05 kan geven. Zonder vergelijkingsgroep is niet te zien waardoor een verandering komt.
table-attrition-title = Wie bleef en wie wegging
table-attrition-by = Tot { $wave }
table-attrition-stayers = Bleven
table-attrition-leavers = Gingen weg
table-attrition-note = Gemiddelde of n/N (%) bij de start. Verschil: bleven min gingen weg; bij aandelen in procentpunt met Newcombe-interval en Fishers exacte toets, bij gemiddelden met Welch-interval en exacte permutatietoets. Holm over alle vergelijkingen van één meetmoment. Wie is aangemeld maar nooit gemeten, hoort bij geen van beide.
table-brochure-title = Kerncijfers uit de publicatie, herbouwd uit de deelnemers
table-brochure-note = Eigen schatting: n/N en aandeel, of gemiddelde, met exact of t-interval. Binnen het interval betekent: de gegevens en het gepubliceerde cijfer zijn met elkaar te rijmen, meer niet.
table-beside-title = Naast { $other }
table-beside-synthetic = { $other } is hier synthetisch: de getallen in die kolommen zijn nagebootst.

caveat-not_randomised = Er is tussen deze groepen niet geloot. Zij verschillen in meer dan het programma: wie in aanmerking kwam, wanneer, hoe is gemeten en wie er nog was. De getallen staan naast elkaar; een verschil ertussen is geen effect en wordt niet berekend of getoetst.

section-key_figures = Kerncijfers naast de publicatie
section-beside = Naast een andere studie

intro-key_figures = De cijfers die over deze groep gepubliceerd zijn, opnieuw berekend uit de deelnemers, met n en interval.
intro-beside = Dezelfde uitkomsten in één groep van een andere studie. Geen vergelijking van effecten.
intro-agreement = Dezelfde vraag aan twee informanten over dezelfde deelnemer. Antwoorden van verschillende informanten worden nergens samengevoegd.

figure-direction-title = Hoeveel deelnemers gingen vooruit?
figure-direction-subtitle = Richting van de verandering sinds de start, bij de laatste meting waarbij nog minstens de helft van wie begon gemeten is. Ingesprongen: een andere informant. Zwart lijntje: exact { $level }-interval van het aandeel dat vooruitging.
figure-direction-note = Elke verandering telt mee, ook één punt; wat groter is dan de meetfout staat in de tabellen. Zonder vergelijkingsgroep is niet te zien waardoor een verandering komt.
figure-shares-title = Welk deel is er vrij van?
figure-shares-subtitle = Aandeel deelnemers bij wie het niet voorkomt (of bij wie het gewenste voorkomt). Lijn: exact { $level }-interval.
figure-shares-note = Bij de twee metingen zijn niet dezelfde deelnemers gemeten.
figure-shares-later = bij de genoemde meting
figure-shares-start = bij de eerste meting
figure-trajectories-clinical = klinische range
figure-flow-dropped = uitgevallen
figure-cases-title = { $outcome }: iedere casus apart
figure-cases-subtitle = Een paneel per deelnemer. Open stip en streeplijn: eerste fase. NAP: aandeel paren waarin het later beter was; 0,5 is geen verandering.
figure-cases-clinical = Gekleurd: klinische range.
figure-cases-note = De nummers zijn willekeurig en bij alle uitkomsten dezelfde.
figure-single_case-note = Ruit: alle deelnemers samen. NAP en PEM: 0,5 is geen verandering; Tau: 0 is geen verandering; naar rechts is beter. Met weinig metingen per deelnemer zijn de waarden grof en de intervallen breed.
figure-agreement-title = Zeggen twee informanten hetzelfde?
figure-agreement-subtitle = Stip: gemiddeld verschil met { $level }-interval. Blok: grenzen waarbinnen naar schatting 95% van de verschillen valt (Bland en Altman).
figure-agreement-note = Nul is geen verschil. Bij weinig paren zijn de grenzen zelf onzeker; hun interval staat in de lange tabel.

alt-direction = Gestapelde balken: aandeel vooruit, gelijk en achteruit per uitkomst en informant. De getallen staan rechts en in de tabellen per onderwerp.
alt-shares = Stippen met intervallen: aandeel zonder ongewenste uitkomst bij de eerste en een latere meting. De getallen staan in de tabellen.
alt-cases = { $about }: een klein paneel per deelnemer met de gemeten waarden.
alt-agreement = Gemiddeld verschil tussen twee informanten per meting, met grenzen van overeenstemming. De getallen staan in de tabel.

caption-direction = Richting van de verandering bij wie beide keren gemeten is.
caption-shares = Wie gemeten is, niet aangevuld.
caption-cases = Gemeten waarden per deelnemer.
caption-agreement = Verschil tussen informanten over dezelfde deelnemer.

term-no_effect-name = Waarom hier geen effect staat
term-no_effect-text = Zonder vergelijkingsgroep is niet te zien wat zonder het programma gebeurd zou zijn. Wie bleef, verschilt bovendien van wie wegging.
term-improved-name = Vooruit
term-improved-text = Het aandeel deelnemers met een betere score dan bij de start, hoe klein het verschil ook is. Meetfout alleen geeft al vaak een punt verschil.
term-reliable-name = Betrouwbaar en klinisch veranderd
term-reliable-text = Betrouwbaar: groter dan meetfout aannemelijk maakt ({ $level }). Klinisch: de grens overschreden die klachten van zorgelijke klachten scheidt.
term-agreement-name = Overeenstemming
term-agreement-text = Kappa en ICC: 1 is volledig gelijk, 0 niet beter dan toeval. De grenzen van overeenstemming zeggen hoe ver twee informanten uiteen kunnen liggen.
term-effect_size-name = Effectgrootte per casus
term-effect_size-text = NAP en PEM: aandeel metingen dat beter was dan bij de start; 0,5 is geen verandering. Tau-U: hetzelfde tussen −1 en 1, waarbij 0 geen verandering is.
