### Wat er mis is in bestanden met instellingen: cohort.yaml, config.yaml en alle andere die aan een model worden getoetst.

## Het kader

fault-problems = { $file }: { $n ->
    [one] { $n } probleem
   *[other] { $n } problemen
 }
fault-indented = {"  "}{ $what }
fault-at = { $place }: { $what }
fault-line = regel { $line }: { $what }
fault-more = { $n ->
    [one] nog { $n } probleem
   *[other] nog { $n } problemen
 }
fault-either = { $one }; of anders: { $other }
fault-did-you-mean = { $what }; bedoelt u '{ $name }'?
place-number = { $of } (nummer { $n })
place-inside = { $of }{ $rest }
fault-no-file = { $file }: dit bestand is er niet
fault-no-manifest = { $file }: dit bestand is er niet; 'voorzorg init-cohort' maakt een concept
fault-no-config = { $file }: dit bestand is er niet: ga naar de map waarin het staat, of maak er een met 'voorzorg new NAAM'
fault-no-lines = { $file }: hierin horen regels 'sleutel: waarde' te staan, en die zijn er niet
fault-not-yaml = { $file }: niet te lezen als YAML: { $what }

## Wat pydantic weigert

fault-no-such-setting = deze instelling bestaat niet
fault-no-such-setting-here = deze instelling bestaat hier niet; kijk naar de spelling, en hoever de regel inspringt
fault-settings-there = { $what }; dit zijn ze: { $names }
fault-belongs-under = deze instelling bestaat hier niet; zij hoort onder { $places }: kijk hoever de regel inspringt
fault-missing = ontbreekt; dit moet worden ingevuld
fault-key-no-text = is geen tekst; zet de naam vóór de dubbele punt tussen aanhalingstekens
fault-choice = '{ $value }' kan hier niet; kies uit { $choices }
fault-choose = kies uit { $choices }
fault-key = moet een naam zijn van kleine letters, cijfers en _, met een letter voorop
fault-cut = moet een vergelijking met een getal zijn, zoals '>= 1'
fault-checksum = moet een controlegetal zijn: 64 cijfers en letters van a tot f
fault-pattern = is niet zo geschreven als het hoort; zie de uitleg van deze instelling
fault-text = moet een tekst zijn; zet die tussen aanhalingstekens
fault-text-too-short = moet minstens { $limit } tekens lang zijn
fault-text-too-long = mag hoogstens { $limit } tekens lang zijn
fault-settings = heeft eigen instellingen: regels 'sleutel: waarde' eronder, of {"{"}sleutel: waarde{"}"}
fault-list = moet een lijst zijn: [een, twee]
fault-too-few = moet er minstens { $limit } hebben
fault-too-many = mag er hoogstens { $limit } hebben
fault-number = moet een getal zijn, met een punt voor de decimalen: 26 of 8.7
fault-decimal-comma = moet een getal zijn met een punt voor de decimalen: { $right }, niet { $value }
fault-whole-number = moet een geheel getal zijn
fault-number-too-large = is een getal met meer cijfers dan bedoeld kan zijn
fault-true-or-false = moet true (ja) of false (nee) zijn
fault-date = moet een datum zijn, zoals 2026-11-27
fault-empty = moet leeg blijven
fault-less-than = moet kleiner zijn dan { $limit }
fault-at-most = mag hoogstens { $limit } zijn
fault-more-than = moet groter zijn dan { $limit }
fault-at-least = moet minstens { $limit } zijn
fault-as-share = { $what }: { $share }, niet { $value }
fault-nothing-there = achter de dubbele punt staat niets, of wat erbij hoort springt niet in; { $what }
fault-empty-either = achter de dubbele punt staat niets: vul het in, of haal de regel weg
fault-not-fitting = past hier niet; zie de uitleg van deze instelling

## Waarom een bestand geen YAML is

yaml-line = regel { $line }: { $what }
yaml-tab = er staat een tab voor; laat inspringen met spaties
yaml-sign = een tekst die met zo'n teken begint moet tussen aanhalingstekens staan
yaml-star = een tekst die met * of & begint moet tussen aanhalingstekens staan: path: '*.csv'
yaml-anchor-twice = deze naam met & staat al in het bestand; een tekst die met & begint moet tussen aanhalingstekens staan
yaml-tag = een woord achter '!' hoort hier niet; haal het weg, of zet de tekst tussen aanhalingstekens
yaml-block = achter | of > mag op de regel niets anders staan; zet een tekst die zo begint tussen aanhalingstekens
yaml-quote = hier wordt een aanhalingsteken geopend dat niet wordt gesloten
yaml-backslash = in een tekst tussen dubbele aanhalingstekens betekent een backslash (\) iets anders: neem enkele, of / in paden
yaml-no-colon = hier hoort 'sleutel: waarde' te staan, en de dubbele punt met een spatie erachter ontbreekt
yaml-colon = zet een tekst waarin ': ' voorkomt tussen aanhalingstekens; elke 'sleutel: waarde' heeft een eigen regel, die even ver inspringt als de regels ernaast
yaml-question = een tekst die met ? begint moet tussen aanhalingstekens staan
yaml-dash = met '- ' begint een eigen regel, die even ver inspringt als de vorige
yaml-indented = springt anders in dan de regels eromheen, of een haakje of aanhalingsteken is niet gesloten
yaml-bracket = hier wordt een haakje geopend dat niet wordt gesloten, of er ontbreekt een komma tussen
yaml-content = hier ontbreekt iets, of er staat een komma of haakje te veel
yaml-start = staat verder naar links dan de regel erboven, of daarboven staat een regel zonder dubbele punt
yaml-documents = '---' deelt het bestand in tweeën; haal die regel weg
yaml-key = vóór een dubbele punt staat één naam, zonder haakjes
yaml-merge = achter '<<:' hoort een verwijzing zoals *naam; haal de regel weg
yaml-other = dit is geen 'sleutel: waarde'; vergelijk het met een voorbeeld uit de handleiding
yaml-no-date = lijkt op een datum, maar die bestaat niet; zet het tussen aanhalingstekens als het tekst is
yaml-no-whole-number = lijkt op een geheel getal en is het niet, of is veel te groot; zet het tussen aanhalingstekens als het tekst is
yaml-no-number = lijkt op een getal en is het niet; zet het tussen aanhalingstekens als het tekst is
yaml-no-value = is niet te lezen; zet het tussen aanhalingstekens als het tekst is
yaml-deep = meer dan { $most } niveaus in elkaar
yaml-inside-itself = '{ $name }' staat in dat waar het zelf naar verwijst
yaml-unfolds = te groot: ook wat '&' en '*' herhalen telt mee
yaml-control = bevat een teken dat niet te zien is: typ de tekst opnieuw
yaml-digits = een getal met meer cijfers dan bedoeld kan zijn
yaml-twice = '{ $name }' staat hier en ook al op regel { $first }; geef een van de twee een andere naam, of haal er een weg
yaml-folder = dit is een map, geen bestand
yaml-no-file = dit is geen gewoon bestand
yaml-large = groter dan { $most } MB: dit is geen bestand met instellingen
yaml-closed = het is niet te openen: kijk of u het mag lezen
yaml-encoding = regel { $line } bevat een letter die geen UTF-8 is: sla het bestand op als UTF-8 (bij 'codering' of 'encoding')

## Wat elkaar tegenspreekt in een manifest of configuratie

fault-arms-needed = ontbreekt: bij design '{ $design }' hoort 'arms'
fault-arms-too-many = bij design '{ $design }' hoort geen 'arms': verbeter een van de twee
fault-arms-two = bij design 'two_arm' horen precies twee armen, en hier zijn het er { $n }: 'multi_arm' heeft er meer
fault-no-arm = geen arm van deze studie: { $names }
fault-beside-itself = noemt dit cohort zelf
fault-pairs-of-clusters = koppelt clusters van twee armen: noem die onder 'cluster_randomised'
fault-waves-same-key = twee meetmomenten hebben dezelfde sleutel: { $names }; geef elk een eigen sleutel ('key')
fault-no-wave = meetmoment '{ $name }' staat niet onder 'waves': { $known }
fault-no-event = gebeurtenis '{ $name }' is niet beschreven onder 'events:'
fault-binary-values = is van een variabele met ja en nee ('binary'), maar maakt er { $values } van: neem 1 en 0
fault-taken-participant-id = '{ $name }' is bezet: het wordt gemaakt uit 'id:' van het bestand; kies een andere naam
fault-taken-wave = '{ $name }' is bezet: het wordt gemaakt uit 'wave:' of 'wave_column:' van het bestand; kies een andere naam
fault-taken-informant = '{ $name }' is bezet: het wordt gemaakt uit 'informant:' of 'informant_column:' van het bestand; kies een andere naam
fault-taken-weeks = '{ $name }' is bezet: noem de kolom als 'weeks_column:' van het bestand, of kies een andere naam
fault-taken-arm = '{ $name }' is bezet: het is de toewijzing; noem haar variabele onder 'arms: variable:', of kies een andere naam
fault-taken-event = '{ $name }' is bezet: het wordt gemaakt uit 'event:' van het bestand; kies een andere naam
fault-derived-is-mapped = heet als een variabele die al een kolom heeft: kies een andere naam
fault-no-analysis = '{ $name }' is geen analyse; dit zijn ze: { $known }
fault-no-format = '{ $name }' is geen soort bestand; dit zijn ze: { $known }
fault-device = '{ $name }' is in Windows een apparaat; zo kan daar geen bestand heten
fault-no-reference = referentiearm '{ $name }' staat niet onder 'levels': { $known }
fault-code-of-two = code '{ $code }' staat zowel voor '{ $one }' als voor '{ $other }'
fault-code-of-two-folded = code '{ $code }' staat zowel voor '{ $one }' als voor '{ $other }': hoofdletters tellen niet
fault-nurse-not-named = kan niet zonder 'nurse': noem de variabele die zegt wie bij wie op bezoek kwam
fault-ends-before-start = het einde ligt vóór het begin ({ $start })
fault-phases-same-key = twee fasen hebben dezelfde sleutel ('key')
fault-phases-overlap = fase '{ $one }' en fase '{ $other }' overlappen
fault-time-needs-event = ontbreekt: bij type 'time' hoort 'event', de variabele die 1 is waar het gebeurde
fault-competing-of-time = hoort bij een uitkomst van type 'time'
fault-margin-of-which = hoort bij een uitkomst van type 'binary' of 'continuous'
fault-margin-of-risk = is bij een risico een kans kleiner dan 1: 0.05 voor 5 procentpunten
fault-competing-not-imputed = 'imputation' kan niet: tijden met een concurrerende gebeurtenis worden niet geïmputeerd
fault-none-or-twice = noemt er geen, of een ervan tweemaal
fault-analyses-do-not-fit = { $names } past niet bij een uitkomst van type '{ $type }'; wel: { $known }
fault-of-a-score = hoort bij een score, niet bij een uitkomst van type 'binary'
fault-score-needs-better = ontbreekt: 'reliability' en 'cut_off' kunnen niet zonder ('lower' of 'higher'), want het zegt welke kant klinisch is
fault-only-where-of-wave = noemt een variabele van een meetmoment, en de uitkomst heeft geen 'waves'
fault-where-not-of-which = hoort bij een uitkomst van type 'binary' die 'only_where' heeft
fault-header-row = moet minstens 1 zijn, of twee regels van boven naar beneden: [3, 4]
fault-delimiter = moet één teken zijn, zoals ';', of een van de woorden tab, puntkomma, komma
fault-lower-first = de laagste grens komt eerst: { $right }
fault-path-of-file = moet de naam zijn van een bestand in de map met gegevens
fault-path-stars = '**' staat voor mappen, en op zichzelf: **/*.csv
fault-path-is-folder = dit is de map met gegevens zelf; noem een bestand daarin
fault-path-outside = moet een pad binnen de map met gegevens zijn; noem een andere map met 'data:' in config.yaml, of met --data
fault-wave-or-column = bij een bestand met 'holds: wave' hoort 'wave' of 'wave_column', niet allebei
fault-events-need-event = bij een bestand met 'holds: events' hoort 'event': wat de regels zijn
fault-when-it-happened = hier hoort 'date_column' of 'weeks_column': wanneer elke regel gebeurde
fault-primary-twice = een uitkomst is tweemaal primaire hypothese: kies één meetmoment ervan
fault-of-a-graph = '{ $outcome }': 'weight' en 'passes_to' horen bij 'procedure: graph'
fault-passes-to-unknown = geeft door aan wat geen hypothese van dit plan is: { $names }; dit zijn ze: { $known }
fault-passes-too-much = '{ $outcome }' geeft zijn deel aan zichzelf, of meer dan alles ervan
fault-passes-below-nought = '{ $outcome }': een deel dat wordt doorgegeven is niet kleiner dan nul
fault-weights-of-graph = de gewichten ('weight') van de hypothesen moeten bij 'procedure: graph' samen 1 zijn
fault-cuts-go-up = moeten oplopen: { $right }
fault-estimands-same-key = twee estimands hebben dezelfde sleutel ('key'): { $names }
fault-variable-name = kan geen naam van een variabele zijn: eerst een letter, dan letters, cijfers en _
fault-anchors = { $names } hebben allemaal 'role: anchor': weken tellen vanaf één datum
fault-family-no-key = '{ $family }' kan geen sleutel zijn: kleine letters, cijfers, _, eerst een letter; hoe zij heet staat onder 'families:'
fault-values-all-same = elke code betekent hetzelfde: niemand zou het andere kunnen zijn
fault-missing-all = bevat elke code onder '{ $of }': er zou niets overblijven
fault-plausible-outside = gaat buiten 'range': wat onmogelijk is kan niet gewoon zijn
fault-covariate-allocation = '{ $name }' is de toewijzing zelf, en geen covariaat
fault-covariate-outcome = '{ $name }' is de uitkomst zelf, en geen covariaat
fault-moderator-twice = '{ $name }' staat er tweemaal: noem alle 'outcomes' op één plaats
fault-moderator-outcome = '{ $name }' is een uitkomst, en geen kenmerk bij de start
fault-cut-outside = een grens van '{ $name }' ligt buiten 'range' van de variabele: in een groep zou niemand zitten
fault-no-variable = '{ $name }' is geen variabele van deze studie
fault-moderator-needs-cuts = '{ $name }' is een getal: zeg onder 'cuts' waar de groepen beginnen
fault-moderator-has-groups = '{ $name }' is geen getal en heeft al groepen: laat 'cuts' weg
fault-moderator-outcomes = '{ $name }': noem de 'outcomes' erbij, want er zijn geen primaire hypothesen
fault-waves-order = '{ $other }' is eerder dan '{ $one }': zet de meetmomenten in volgorde van tijd
fault-baselines = { $names } hebben allemaal 'baseline: true': één meetmoment is dat van vóór de toewijzing
fault-baseline-first = '{ $one }' was vóór de toewijzing, en dus vóór '{ $other }'
fault-same-label = '{ $one }' en '{ $other }' hebben hetzelfde label: geef elk een eigen label
fault-of-a-number = hoort bij een getal, en deze variabele is van type '{ $type }'
fault-of-a-category = horen bij een categorie, en deze variabele is van type '{ $type }'
fault-anchor-is-date = 'anchor' is een datum, en deze variabele is van type '{ $type }'
fault-label-of-no-key = '{ $name }' is geen van de sleutels die 'values' maakt
fault-code-missing-too = code '{ $code }' staat zowel onder 'values' als onder 'missing'
fault-missing-both = bevat 0 en 1: er zou niets overblijven
fault-arm-code-missing = code '{ $code }' van '{ $arm }' staat ook onder 'missing'
fault-is-allocation = '{ $name }' is de toewijzing zelf
fault-pairs-are-clusters = noemt wat 'cluster_randomised' noemt: een paar bevat twee clusters
fault-stratum-is-outcome = '{ $name }' is een uitkomst, en was bij de toewijzing niet bekend
fault-variable-twice = noemt een variabele tweemaal
fault-outcome-taken = '{ $name }' heeft in de tabel met schattingen een andere betekenis: kies een andere sleutel
fault-compliance-no-visits = telt bezoeken, en geen bestand heeft 'holds: visits'
fault-no-outcome = '{ $name }' is geen uitkomst van deze studie
fault-outcome-no-wave = '{ $outcome }' heeft geen meetmoment '{ $wave }'
fault-label-control = bevat een teken dat niet te zien is: typ het label opnieuw
fault-label-long = is langer dan { $most } tekens
fault-label-empty = is leeg; een label zegt iets
fault-no-language = voor taal '{ $code }' is er geen tekst; dit zijn de talen: { $known }
fault-cell-needs-reason = onder { $lowest } hoort er 'reason:' bij: waarom dat mag, en van wie

## Scoringssleutels

fault-item-number = '{ $piece }' is geen nummer van een vraag of reeks zoals 3 of 3-9
fault-item-range = '{ $piece }' begint na het einde
fault-item-too-many = '{ $piece }' is meer dan een vragenlijst heeft
fault-recode-no-answer = { $answer } is geen antwoord van { $low } tot en met { $high }
fault-recode-all-same = elk antwoord geeft dezelfde punten: er zou niets te meten zijn
fault-recode-outside = 'recode' geeft punten daarbuiten
fault-item-twice = gebruikt een vraag tweemaal
fault-cut-off-one = bij een afkappunt hoort 'at_least' of 'at_most', niet allebei
fault-items-unknown = gebruikt vragen die de sleutel niet heeft: { $names }
fault-scale-one-item = heeft 'method: item', en daarbij hoort precies één vraag
fault-score-name = '{ $name }' kan geen naam van een score zijn: kleine letters, cijfers, _ en {"{"}name{"}"}
fault-scores-same-name = twee scores heten { $names }: geef elk een eigen naam
fault-score-taken = een score kan niet { $names } heten: de opgeschoonde gegevens hebben al zo'n kolom
fault-score-is-item = een score heet als een vraag: { $names }
fault-example-scores = een voorbeeld verwacht scores die de sleutel niet maakt: { $names }; dit zijn ze: { $known }
fault-example-empty = een voorbeeld geeft geen antwoord: noem vragen, of wat op de andere is geantwoord ('others')
fault-example-answer = een voorbeeld antwoordt { $answer }, en antwoorden gaan van { $low } tot en met { $high }
fault-example-expects = een voorbeeld verwacht niets: zeg welke score eruit komt
fault-scale-items-or-names = noem de vragen met hun nummer of met hun naam, niet allebei
fault-scale-at-least = { $value } is geen aantal punten boven { $low } en tot en met { $high }
fault-scale-max-missing = moet kleiner zijn dan het aantal vragen, { $size }: er is er minstens één beantwoord
fault-cut-off-one-side = scores gaan van { $low } tot en met { $high }, zodat iedereen aan dezelfde kant zou staan
fault-conversion-range = ruwe scores gaan van { $low } tot en met { $high }
fault-conversion-gap = de ruwe score { $score } heeft geen normscore
fault-conversion-order = normscores gaan op en neer: zoek naar een verschrijving
fault-no-key = er is geen scoringssleutel '{ $name }'; dit zijn ze: { $known }
fault-key-calls-itself = { $file }: de scoringssleutel noemt zichzelf '{ $name }': geef sleutel en bestand dezelfde naam

## Gesimuleerde studies

fault-effect-one-scale = een effect heeft precies één van { $known }
fault-families-or-visited = geef 'families' of 'visited', niet allebei
fault-dropout = moet een deel van 0 tot onder 1 zijn, of 'published' of 'none'
fault-needs-benchmark = ontbreekt: bij design 'one_arm' hoort het risico waarmee wordt vergeleken
fault-few-sites = bij design 'cluster' horen minstens 4 locaties, twee in elke arm
fault-few-families = bij design '{ $design }' van { $sites } locaties horen minstens evenveel gezinnen
fault-many-steps = bij { $sites } locaties horen hoogstens evenveel stappen
fault-icc-sum = 'icc' en 'nurse_icc' zijn samen 1 of meer: voor het gezin zou niets overblijven
fault-more-events-than-people = meer gebeurtenissen dan mensen
fault-someone-without = er is minstens één deelnemer zonder de gebeurtenis nodig
fault-no-method = geen methode: { $names }; dit zijn ze: { $known }
fault-method-twice = { $names } staat er tweemaal
fault-setting-and-grid = { $names } staat in 'setting' en in 'grid': kies er een
fault-grid-empty = heeft geen waarden
fault-grid-twice = heeft een waarde tweemaal

## De kosten en baten

fault-divided-by = moet groter zijn dan 0: bedragen worden erdoor gedeeld
fault-share-percent = een deel is in procenten, hoogstens 100
fault-shares-sum = de delen ('share') van de categorieën zijn samen { $total }; dat moet 1 zijn
fault-none-of = '{ $name }' kan hier niet; kies uit { $known }
fault-outcome-needed = hier hoort '{ $name }', want daarover gaat de pagina
fault-first-target-group = de eerste doelgroep is die waarmee de pagina begint, een deel met 'of: births'
fault-key-twice = heeft '{ $name }' tweemaal
fault-high-below-low = de bovenkant ligt onder de onderkant
fault-events-in = meer gebeurtenissen ({ $events }) dan deelnemers ({ $n })
fault-kind-needs = ontbreekt: bij kind '{ $kind }' hoort '{ $name }'
fault-odds-ratio-limits = bij een odds ratio horen 'low' en 'high', de 95%-grenzen, en zij is groter dan 0
fault-risk-percentage = het risico in de controlearm is een percentage tussen 0 en 100
fault-scenario-one-way = hier horen 'control' en 'treated', of 'control_percent' met 'treated_percent' of 'risk_ratio'
fault-both-arms = hier horen 'control' en 'treated' allebei, of geen van beide
fault-says-nothing = hier horen getallen per arm, een verhouding ('ratio'), of 'found' in woorden met 'source'

## Studiebestanden en hun populatie

fault-within = { $setting }.{ $place }
study-of-value = { $what } (waarde: { $value })
study-scenarios = grid: { $n } scenario's; hoogstens { $most }
study-no-settings = in het bestand staan geen instellingen; verwacht zijn regels zoals 'outcome: smoking' (zie docs/lab.md)
study-no-manifest = cohort: er is geen { $file }
study-no-hypotheses = outcome: het manifest van '{ $cohort }' heeft geen primaire hypothesen
study-no-outcome = outcome: uitkomst '{ $outcome }' bestaat niet; dit zijn ze: { $known }
study-no-wave = wave: '{ $outcome }' heeft geen meetmoment '{ $wave }'; dit zijn ze: { $known }
study-methods-of-design = methods: design '{ $design }' wordt alleen geanalyseerd met { $known }
study-methods-idle = methods: { $names }: geen scenario heeft er een design voor
study-methods-of-type = methods: '{ $outcome }' is van type '{ $type }', en dat wordt geanalyseerd met: { $known }
study-methods-unfit = methods: { $names }: niet voor uitkomsten van type { $types }
study-single-case = outcome: '{ $outcome }': bij design 'single_case' hoort een uitkomst met ja of nee, gemeten vóór de toewijzing en erna
study-no-risk = reference_risk: '{ $outcome }' is { $kind ->
    [binary] ja of nee
    [continuous] een getal
    [count] een aantal
   *[time] een tijd
 } en heeft geen risico
study-risk-needs-effect = reference_risk: hierbij hoort een eigen 'effect': het gepubliceerde heeft zijn eigen risico's
study-impossible-risk = effect: { $where }: een risico van { $before } zou { $after } worden, en dat kan niet; kies een kleiner effect of een ander 'reference_risk'
study-at-wave = '{ $outcome }' op '{ $wave }'
study-icc-too-large = icc: '{ $outcome }': locaties en verpleegkundigen met deze correlaties laten niets over voor de vrouw en het meetmoment; kies een kleinere 'icc'
study-effect-no-wave = effect: waves: '{ $outcome }' heeft geen meetmoment { $names }
study-effect-before = effect: waves: '{ $wave }' is vóór de toewijzing, als er nog niets werkt
study-effect-scale = effect: '{ $scale }' past niet bij '{ $outcome }', want dat is { $kind ->
    [binary] ja of nee
    [continuous] een getal
    [count] een aantal
   *[time] een tijd
 }; wel: { $known }

## Invoer van de kosten en baten, en tabellen van gemeenten

inputs-no-file = { $file }: dit bestand is er niet; data/economics/inputs.yaml is het voorbeeld
inputs-share = { $events } van { $n } is { $share } %, gedrukt staat { $printed }
inputs-differ = hier { $own }, in het gepubliceerde getal '{ $figure }' { $printed }; verbeter een van de twee, of haal 'figure' weg en zeg wat is aangenomen
inputs-no-figure = data/published heeft geen getal '{ $figure }'
inputs-needs-index = voor prijzen van { $year } is een prijsindex nodig: noem het bestand (--price-index), of schrijf 'price_year: null'
inputs-index-lacks = de prijsindex { $file } heeft geen { $year }; wel { $years }
origin-missing = { $file }: { $record } ontbreekt ernaast; schrijf daarin waar het bestand vandaan komt:
origin-asks = {"  "}{ $name }: ({ $what })
origin-ask-title = tabel en uitgever
origin-ask-retrieved = datum, zoals 2026-11-27
origin-ask-licence = zoals de uitgever die noemt
origin-other-file = { $file }: het controlegetal is niet dat in { $record }; het is een ander bestand, of het is veranderd. Is het opnieuw opgehaald, schrijf daar dan de datum en 'sha256: { $checksum }'

## Gepubliceerde getallen en wat daaruit volgt

fault-no-figures = { $file }: deze getallen zijn er niet: { $names }
fault-no-such-figures = noemt getallen die er niet zijn: { $names }
fault-relation-twice = '{ $name }' staat er tweemaal: geef elk een eigen sleutel

## Formules in een manifest

expression-unknown = onbekende { $n ->
    [one] variabele
   *[other] variabelen
 }: { $names }
expression-no-variable = zij noemt geen variabele
expression-by-zero = zij deelt door nul
expression-large = zij bevat een getal dat te groot is
expression-mixed = zij haalt tekst en getallen door elkaar
expression-long = zij is langer dan { $most } tekens
expression-unreadable = zij is niet te lezen; gebruik namen, getallen, < <= > >= == and or not ( )
expression-deep = zij heeft te veel haakjes en bewerkingen in elkaar
expression-outside = zij gebruikt iets anders dan namen, getallen, vergelijkingen, rekenen, 'and', 'or' en 'not'
expression-comparison = zij gebruikt een andere vergelijking dan < <= > >= == != 'in'
expression-in-list = achter 'in' hoort een lijst met minstens één waarde
expression-in-variable = vóór 'in' hoort een variabele
expression-takes-one = '{ $name }' werkt op één variabele
expression-missing = 'missing' werkt op een variabele, zonder aanhalingstekens
expression-needs-one = '{ $name }' heeft minstens één variabele nodig

## Waar een cohort staat

refused-data-of = map { $folder } van cohorts.{ $cohort }.data { $what }: verbeter dat in config.yaml, of maak de map; 'synthetic' neemt synthetische gegevens
refused-folder-is-file = is een bestand, geen map
refused-folder-absent = bestaat niet
refused-other-name = { $file }: bij name staat '{ $name }', en de map heet '{ $folder }': geef beide dezelfde naam
