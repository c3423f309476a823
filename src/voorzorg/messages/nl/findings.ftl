# Wat de controles van de bestanden van een cohort vinden.
findings-heading-file = bestand
findings-heading-row = regel
findings-heading-column = kolom
findings-heading-problem = probleem
findings-heading-expected = verwacht
findings-heading-action = wat te doen
findings-found = { $n } { $what ->
    [problem] { $n ->
        [one] probleem
       *[other] problemen
     }
    [warning] { $n ->
        [one] waarschuwing
       *[other] waarschuwingen
     }
   *[remark] { $n ->
        [one] opmerking
       *[other] opmerkingen
     }
 } gevonden:
findings-none = geen { $what ->
    [problem] problemen
    [warning] waarschuwingen
   *[remark] opmerkingen
 } gevonden
finding-no-such-outcome = config.yaml heeft geen uitkomst '{ $outcome }' om over te nemen
finding-keys-of-outcomes = sleutels onder 'outcomes' in { $file }
finding-did-you-mean = bedoelt u '{ $name }'?
finding-take-out-or-describe = haal hem weg, of beschrijf hem onder 'outcomes'
finding-in-no-cohort = geen cohort van config.yaml heeft: { $what ->
    [wave] meetmoment
   *[variable] variabele
 } '{ $name }'
finding-of-a-manifest = een { $what ->
    [wave] meetmoment
   *[variable] variabele
 } van een manifest; { $whose ->
    [covariate] kenmerk
    [adjust] uitkomst (adjust)
    [levels] uitkomst (levels)
    [cluster] uitkomst (cluster)
   *[outcome] uitkomst
 } { $names } noemt die
finding-correct-or-take-out = verbeter dit, of haal het weg
finding-not-in-this-cohort = ingesteld, niet in dit cohort: { $what ->
    [wave] meetmoment
   *[variable] variabele
 } { $names }
finding-what-is-asked = wat { $whose ->
    [covariate] kenmerk
    [adjust] uitkomst (adjust)
    [levels] uitkomst (levels)
    [cluster] uitkomst (cluster)
   *[outcome] uitkomst
 } { $names } vraagt
finding-nothing-if-not-measured = niets, als dit cohort dit niet heeft gemeten
finding-and-more = { $names } en nog { $n }
findings-page-errors = Problemen: hierop stopt een verwerking
findings-page-warnings = Waarschuwingen: de verwerking gaat door
findings-page-remarks = Opmerkingen
findings-page-nothing = Niets gevonden: de bestanden zijn zoals het manifest zegt.
findings-page-title = Kwaliteit van de gegevens
finding-data-not-those = de gegevens van '{ $wave }', niet die van '{ $wave2 }' in { $name }
finding-export-wave-again-correct-path = exporteer deze meting opnieuw, of verbeter 'path' of 'columns' in het manifest
finding-nobody-arm = niemand is in groep { $absent }
finding-participants-every-arm = deelnemers in elke groep
finding-correct-codes-under-arms-levels = verbeter de 'codes' onder 'arms: levels:' in het manifest
finding-nearly-all-visits-reference-arm = bijna alle bezoeken zijn van de vergelijkingsgroep (codes van de groepen omgekeerd?)
finding-visits-arm-gets-programme = bezoeken in de groep die het programma krijgt
finding-check-codes-under-arms-levels = vergelijk de 'codes' onder 'arms: levels:' met het codeboek van het onderzoek
finding-file-name-suggests-another-wave = de naam van het bestand wijst op een andere meting
finding-file-wave = het bestand van meting '{ $own }'
finding-name-says-check-path-manifest = de naam zegt '{ $pop }': controleer 'path' in het manifest
finding-measured-wave-before-participant-entered = gemeten bij een meting van vóór de start van de deelnemer
finding-rows-waves-before-entry = geen regels bij metingen van vóór de start
finding-check-date-entry-rows-kept = controleer de startdatum; de regels blijven
finding-wave-files-swapped-file-itself = bestanden van metingen verwisseld: het bestand zelf noemt een andere meting
finding-wave-manifest-says = meting '{ $own }', zoals het manifest zegt
finding-file-says-exchange-path-two = het bestand zegt '{ $other }': wissel de 'path' van de twee metingen in het manifest
finding-wave-files-swapped-each-lacks = bestanden van metingen verwisseld: elk mist de kolommen die het andere heeft
finding-columns-those = kolommen van '{ $one }' in { $one2 }, die van '{ $two }' in { $two2 }
finding-exchange-path-two-waves-manifest = wissel de 'path' van de twee metingen in het manifest
finding-wave-files-swapped-most-dates = bestanden van metingen verwisseld: de meeste datums horen bij een andere meting
finding-dates-around-weeks-birth-wave = datums rond { $own } weken vanaf de geboorte (meting '{ $wave }')
finding-they-lie-around-those-wave = ze liggen rond die van meting '{ $nearest }': wissel de bestanden, of verbeter de metingen
finding-before-conception = vóór de bevruchting
finding-not-earlier-than-45-weeks = niet eerder dan 45 weken voor de geboorte
finding-correct-date-date-birth-day = verbeter deze datum of de geboortedatum; dag en maand zijn misschien verwisseld
finding-more-participants-wave-than-wave = meer deelnemers bij meting '{ $after }' dan bij meting '{ $before }' daarvoor
finding-fewer-participants-time-goes-on = minder deelnemers naarmate de tijd verstrijkt
finding-check-two-waves-files-not = controleer of de bestanden van de twee metingen niet verwisseld zijn
finding-allocation-variable-none-files = geen toewijzing: de variabele '{ $name }' staat in geen van de bestanden
finding-under-columns-participants-file = '{ $name }' onder 'columns' van een deelnemersbestand
finding-map-allocation-correct-arms-variable = koppel de toewijzing, of verbeter 'arms: variable:' in het manifest
finding-reversed-arm-coding-nearly-everybody = codes van de groepen omgekeerd: bijna iedereen zit in de andere groep dan in het deelnemersbestand
finding-same-allocation-every-file = dezelfde toewijzing in elk bestand
finding-find-out-which-file-right = ga na welk bestand klopt; in het andere zijn de codes omgekeerd (0 en 1 verwisseld)
finding-arm-changes-another-allocation-than = de groep verandert: een andere toewijzing dan in het deelnemersbestand
finding-arm-participant-was-randomised-every = de groep waarin de deelnemer geloot is, in elk bestand
finding-correct-source-intention-treat-randomised = verbeter dit bij de bron (intention to treat: de gelote groep blijft staan)
finding-participants-without-arm = deelnemers zonder groep
finding-one-of = een van: { $levels }
finding-participants-who-changed = deelnemers die van { $name } veranderden
finding-same-throughout = steeds dezelfde { $name }
finding-nothing-first-counts-randomised-see = niets: de eerste { $name } telt, zoals geloot; zie docs/data-situations.md
finding-categories-they-were-typed-manifest = de categorieën zijn zoals ze getypt zijn: het manifest noemt er geen
finding-list-them-under-labels-real = zet ze onder 'labels'; van echte gegevens worden alle andere als één getoond, 'other'
finding-nobody-value = niemand heeft er een waarde van
finding-value-some-participants-least = een waarde voor tenminste enkele deelnemers
finding-look-column-codes-under-missing = bekijk de kolom, en de codes onder 'missing' en 'values'
finding-header-looks-like-participant-names = de kopregel lijkt een deelnemer: de namen zijn waarden van hun kolommen
finding-row-column-names-above-rows = een regel met kolomnamen, boven de regels van deelnemers
finding-correct-header-row-put-row = verbeter 'header_row', of zet een regel met namen boven de gegevens
finding-outcome-answers-wave = uitkomst '{ $outcome }': '{ $variable }' heeft geen antwoorden bij meting '{ $wave }'
finding-answers-every-wave-outcome = antwoorden bij elke meting van de uitkomst
finding-map-wave-file-take-wave = koppel hem in het bestand van die meting, of haal de meting uit de uitkomst
finding-outcome-answered-where-would-not = uitkomst '{ $outcome }' is beantwoord waar '{ $condition }' 0 is, en zou daar niet bestaan
finding-answer-where = geen antwoord waar '{ $condition }' 0 is
finding-look-forms-these-answers-count = bekijk de formulieren: deze antwoorden tellen zoals ze zijn
finding-row-per-participant-id-wave = een regel per deelnemer, of 'id:' en 'wave_column:' die regels onderscheiden
finding-name-identifier-under-id-holds = noem het identificatienummer onder 'id:' (en 'holds: wave' met 'wave_column:' voor regels per moment); is elke regel toch een ander persoon, zet dan 'one_row_each: true' bij het bestand
finding-row-column-names-was-found = geen regel met kolomnamen gevonden ({ $shapes }; t tekst, 9 getal, d datum, . leeg)
finding-row-names-above-data = een regel met namen boven de gegevens
finding-put-name-above-each-column = zet één naam boven elke kolom, hooguit 12 regels van boven
finding-unknown-identifiers-never = onbekende identificatienummers: nooit { $word }
finding-identifiers-participants-file = identificatienummers van het deelnemersbestand
finding-correct-identifiers-leave-rows-people = verbeter de nummers, of laat regels van mensen die niet { $word } zijn weg met 'where'
finding-participants-more-than-child = deelnemers met meer dan één kind
finding-child-per-participant-participants-table = één kind per deelnemer in de deelnemerstabel
finding-nothing-first-child-index-child = niets: het eerste kind is het indexkind; zie docs/data-situations.md
finding-participants-enrolled-again = deelnemers die opnieuw zijn ingeschreven
finding-enrolment-per-participant = één inschrijving per deelnemer
finding-nothing-first-enrolment-kept-see = niets: de eerste inschrijving blijft; zie docs/data-situations.md
finding-identifiers-another-file-well = identificatienummers die ook in een ander bestand staan
finding-each-participant-files-path-matches = elke deelnemer in één van de bestanden waar 'path' op past
finding-keep-each-participant-file-make = houd elke deelnemer in één bestand, of maak nummers uniek tussen locaties
finding-two-files-disagree-about-variable = twee bestanden spreken elkaar tegen over een variabele
finding-same-value-both-files-variable = dezelfde waarde in beide bestanden, of de variabele in één ervan
finding-map-variable-file-only-correct = koppel de variabele uit één bestand, of verbeter de waarden
finding-missing-column = kolom ontbreekt
finding-two-columns-have-name = twee kolommen heten zo
finding-column-name = één kolom met deze naam
finding-rename-file-map-second = koppel '{ $wanted } (1)' voor de eerste en '{ $wanted } (2)' voor de tweede, of hernoem er een
finding-column-name-differs-spaces-capitals = de kolomnaam verschilt in spaties of hoofdletters
finding-nothing-was-matched-write-name = niets: hij is herkend; schrijf de naam in het manifest zoals het bestand hem heeft
finding-missing-columns = kolommen ontbreken
finding-columns-look-like = kolommen die lijken op '{ $column }' (voor '{ $variable }')
finding-name-the-right-sheet = dit is blad '{ $sheet }' van { $sheets }: noem het goede met 'sheet:', of verbeter 'columns' in het manifest
finding-was-it-renamed = is hij hernoemd? Dichtstbij in het bestand: { $nearest }; verbeter 'columns' in het manifest
finding-correct-columns-or-export-column = verbeter 'columns' in het manifest, of exporteer het bestand met deze kolom
finding-correct-columns-manifest-export-file = verbeter 'columns' in het manifest, of exporteer het bestand met deze kolommen
finding-values = waarden van het type { $type }
finding-one-of-2 = een van: { $declared }
finding-label-own-each-code = een eigen label voor elke code
finding-map-another-column-describe-variable = koppel een andere kolom, of beschrijf de variabele met 'type: date'
finding-nothing-they-were-converted-decimal = niets: ze zijn omgezet; 'decimal: ","' bij dit bestand maakt het uitdrukkelijk
finding-decimal-file-manifest-nothing-file = 'decimal:' bij dit bestand in het manifest: niets in het bestand zegt wat een punt betekent
finding-they-were-read-decimals-set = ze zijn als decimalen gelezen; zet 'decimal: ","' als de punt duizendtallen scheidt, of 'decimal: "."' als het decimalen zijn
finding-codes-unknown-refused-not-applicable = codes voor onbekend, geweigerd of niet van toepassing onder 'missing'
finding-add-missing-variable-file = zet 'missing: [{ $suspect }]' bij deze variabele of dit bestand
finding-one-of-3 = een van: { $allowed }
finding-add-code-values-missing-manifest = voeg de code toe onder 'values' of 'missing' in het manifest, of verbeter haar bij de bron
finding-dates-such-2010-05-31 = datums als 2010-05-31 of 31-05-2010; onbekende delen als 00 of xx
finding-correct-these-their-source = verbeter deze bij de bron
finding-nothing-they-were-converted-format = niets: ze zijn omgezet; maak de kolom een datum voor het exporteren
finding-day-month-year = dag, maand en jaar
finding-nothing-middle-known-month-year = niets: het midden van de bekende maand of het bekende jaar is gebruikt
finding-day-first-dutch-files = dag eerst, zoals in Nederlandse bestanden
finding-nothing-if-right-month-first = niets als dit klopt: maand eerst past op alle, dag eerst niet
finding-date-study-years = een datum in de jaren van het onderzoek
finding-codes-labelled-yes-become-codes = codes met het label ja worden 1, codes met het label nee worden 0
finding-reverse-values-variable-decode-label = draai 'values' van deze variabele om, of decodeer op label: {"{"}ja: 1, nee: 0{"}"}
finding-codes-answer-under-missing-range = codes voor geen antwoord onder 'missing', of een 'range' waar deze waarden in liggen
finding-see-code-book-missing-if = zie het codeboek: 'missing: [{ $shown }]' als dit geen antwoorden zijn, anders 'range'
finding-between = tussen { $low } en { $high }
finding-correct-them-their-source-declare = verbeter ze bij de bron, zet de code onder 'missing', of verruim 'range'
finding-usually-between = meestal tussen { $low } en { $high }
finding-look-these-up-their-source = zoek deze op bij de bron; ze blijven staan
finding-whole-numbers = gehele getallen
finding-correct-these-their-source-use = verbeter deze bij de bron, of gebruik 'type: number'
finding-instrument-none-items-mapped = instrument '{ $use }': geen van de items is gekoppeld
finding-variables-such = variabelen zoals { $values }
finding-map-items-columns-wave-files = koppel de items onder 'columns' van de bestanden van de metingen, of noem ze onder 'items' of 'prefix'
finding-instrument-impossible-answer = instrument '{ $use }': onmogelijk antwoord
finding-answers-scoring-key-them = antwoorden zoals de scoringssleutel ze heeft: { $answers }
finding-declare-codes-missing-under-missing = zet codes voor ontbrekend onder 'missing', of decodeer de antwoorden onder 'values'
finding-instrument-items-without-column = instrument '{ $use }': items zonder kolom
finding-scales-cannot-do-without-them = schalen die niet zonder kunnen, ontbreken; koppel ze als ze gevraagd zijn
finding-variable-tell-late-starters = geen variabele '{ $entry }' om late instromers aan te herkennen
finding-participant-variable-weeks-birth = een variabele van deelnemers in weken vanaf de geboorte
finding-map-participants-file-take-entry = koppel hem in een deelnemersbestand, of haal 'entry' uit het manifest
finding-nothing-manifest-asks-nobody-excluded = niets: het manifest vraagt erom; wie uitgesloten is, staat in geen tabel
finding-everybody-excluded = iedereen is uitgesloten
finding-participants-who-left = deelnemers die overblijven
finding-correct-exclude-manifest-expression-says = verbeter 'exclude' in het manifest: een uitdrukking zegt wie er niet bij hoort
finding-both-files-scored-items = '{ $scale }' staat in de bestanden en wordt ook uit items gescoord
finding-two = een van beide
finding-nothing-files-value-used-where = niets: de waarde uit de bestanden geldt waar de score ontbreekt
finding-cannot-computed = { $what } is niet te berekenen: { $error }
finding-expression-variables-table = een uitdrukking met variabelen van haar tabel
finding-correct-expression-manifest = verbeter de uitdrukking in het manifest
finding-compares-text-row = { $what } vergelijkt '{ $name }' met een tekst die in geen regel staat
finding-somewhere = '{ $text }' ergens in '{ $name }'
finding-check-spelling-variable-values-holds = controleer de spelling; een variabele met 'values' bevat waarin die decoderen
finding-variable-mapped-but-not-described = de variabele '{ $variable }' is gekoppeld maar niet beschreven
finding-entry-under-variables-manifest = '{ $variable }' onder 'variables' in het manifest
finding-did-you-mean-otherwise-describe = bedoelt u '{ $close }'? Beschrijf hem anders
finding-describe-unmap = beschrijf hem, of koppel hem los
finding-merged-header-column-names-stand = samengevoegde kop: de kolomnamen staan in regel { $row }
finding-column-names-row = kolomnamen in regel { $header_row }
finding-set-header-row-manifest-delete = zet 'header_row: { $row }' in het manifest, of verwijder de regels boven de namen
finding-rows-left = er zijn geen regels over
finding-correct-where-id-manifest = verbeter 'where' of 'id' in het manifest
finding-half-empty-last-row = laatste regel half leeg
finding-last-row-full-others = een laatste regel zo vol als de andere
finding-check-whether-export-was-cut = controleer of de export is afgebroken; een gesprek dat is afgebroken mag blijven
finding-rows-without-wave = regels zonder meting
finding-wave-every-row = de meting in elke regel
finding-complete-source-leave-these-rows = vul het aan bij de bron, of laat deze regels weg met 'where'
finding-mapped-column-holds-nothing-all = een gekoppelde kolom bevat helemaal niets
finding-values-2 = waarden van '{ $variable }'
finding-export-file-again-column-filled = exporteer het bestand opnieuw met deze kolom gevuld, of haal hem uit 'columns'
finding-half-empty-last-row-identifier = laatste regel half leeg: zonder identificatienummer
finding-whole-row-per-participant = een hele regel per deelnemer
finding-delete-row-total-remark-row = verwijder de regel (een totaal, een opmerking, of een afgebroken regel), of vul hem aan
finding-reversed-arm-coding-file-value = codes van de groepen omgekeerd: de labels in het bestand noemen een andere groep dan het manifest
finding-same-code-same-arm-file = dezelfde code voor dezelfde groep in het bestand en onder 'arms'
finding-swap-codes-under-arms-levels = wissel de 'codes' onder 'arms: levels:' in het manifest
finding-rows-without-identifier = regels zonder identificatienummer
finding-identifier-every-row = een identificatienummer in elke regel
finding-complete-identifier-delete-these-rows = vul de nummers aan, of verwijder deze regels
finding-scoring-keys-data-instruments = scoringssleutels in data/instruments
finding-correct-instruments-manifest-add-scoring = verbeter 'instruments' in het manifest, of voeg de scoringssleutel toe
finding-scoring-key = scoringssleutel { $name }, { $problem }
finding-key-whose-worked-examples-come = een sleutel waarvan de uitgewerkte voorbeelden uitkomen
finding-correct-key-items-answers-scales = verbeter de items, antwoorden of schalen van de sleutel, of het voorbeeld
finding-dates-participants-whose-child-date = datums van deelnemers van wie de geboortedatum van het kind onbekend is
finding-date-birth-variable-role-anchor = een geboortedatum (een variabele met 'role: anchor') om weken vanaf te tellen
finding-map-date-birth-give-weeks = koppel de geboortedatum, of geef weken; tot dan is het moment onbekend
finding-not-earlier-than-weeks-before = niet eerder dan { $WEEKS } weken voor de geboorte
finding-date-birth-differs-between-files = de geboortedatum verschilt tussen bestanden
finding-date-birth-per-participant = één geboortedatum per deelnemer
finding-correct-source = verbeter dit bij de bron
finding-first-file-used = die van het eerste bestand is gebruikt
finding-rows-without-date = regels zonder datum
finding-when-happened = wanneer het gebeurde
finding-complete-date-until-then-these = vul de datum aan; tot dan tellen deze regels nergens in de tijd
finding-identifiers-participants = identificatienummers van deelnemers
finding-correct-identifiers-leave-other-people = verbeter de nummers, of laat regels van andere mensen weg met 'where'
finding-event-variable-censor = gebeurtenis '{ $event }': geen variabele '{ $censor }' om op te censureren
finding-event-variable-searched = gebeurtenis '{ $event }': geen variabele '{ $searched }' die zegt van wie het register is doorzocht
finding-participant-variable-yes-no = een variabele per deelnemer, 1 (ja) of 0 (nee)
finding-map-participants-file-take-searched = koppel hem in een deelnemersbestand, of haal 'searched' weg
finding-event-of-not-searched = gebeurtenis '{ $event }' van deelnemers bij wie '{ $searched }' niet ja is; die telt niet mee
finding-event-only-of-searched = gebeurtenissen alleen van deelnemers van wie het register is doorzocht
finding-correct-searched-or-event = verbeter van deze deelnemers of het register is doorzocht, of de gebeurtenissen
finding-map-participants-file-take-censor = koppel hem in een deelnemersbestand, of haal 'censor' weg
finding-identifiers-spaces-around-them = identificatienummers met spaties eromheen
finding-spaces = geen spaties
finding-nothing-they-were-matched-without = niets: ze zijn zonder herkend; verbeter ze bij de bron
finding-identifiers-differ-in-signs = identificatienummers die alleen in leestekens of voorloopnullen van andere verschillen: één deelnemer zou als twee tellen
finding-write-identifiers-one-way = schrijf het identificatienummer van een deelnemer in elk bestand op één manier
finding-nobody-in-common = geen van de deelnemers in dit bestand staat in een bestand van een andere meting: zijn hun nummers anders geschreven?
finding-participants-of-other-waves = deelnemers van andere metingen
finding-identifiers-written-another-way-than = identificatienummers anders geschreven dan elders (hoofdletters, voorloopnullen, '.0')
finding-way-writing-identifier = één schrijfwijze van een identificatienummer
finding-nothing-they-were-matched-correct = niets: ze zijn herkend; verbeter ze bij de bron
finding-column-looks-like = de kolom lijkt op { $kind }
finding-direct-identifiers-mapped-not = geen directe identificatie, gekoppeld of niet
finding-what-export-used = wat de export gebruikte
finding-mixed-encodings-some-rows-utf = gemengde tekensets: sommige regels zijn UTF-8, andere Windows-1252
finding-encoding-whole-file = één tekenset in het hele bestand
finding-export-file-again-go-utf = exporteer het bestand opnieuw in één keer als UTF-8, of verbeter de regels die hier staan
finding-rows-cannot-told-apart-quotation = de regels zijn niet te onderscheiden: een aanhalingsteken is niet gesloten
finding-texts-delimiter-line-break-inside = teksten met een scheidingsteken of regeleinde tussen twee aanhalingstekens
finding-close-remove-quotation-mark-first = sluit of verwijder het aanhalingsteken in de eerste van deze regels, of exporteer het bestand opnieuw
finding-rows-have-another-number-columns = regels hebben een ander aantal kolommen dan de kop
finding-columns-every-row = { $width ->
    [one] 1 kolom
   *[other] { $width } kolommen
 } in elke regel
finding-file-empty = het bestand is leeg
finding-header-least-row = een kop en minstens één regel
finding-export-file-again-take-out = exporteer het bestand opnieuw, of haal het uit het manifest
finding-file-ends-before-header = het bestand eindigt voor de kop
finding-correct-header-row-manifest = verbeter 'header_row' in het manifest
finding-file-more-than-columns = het bestand heeft meer dan { $MOST_COLUMNS } kolommen
finding-columns-separated = kolommen gescheiden door { $delimiter }
finding-export-fewer-columns-set-delimiter = exporteer het met minder kolommen, of zet 'delimiter:' als een ander teken ze scheidt
finding-file-not-text = het bestand is geen tekst
finding-delimited-text = tekst met scheidingstekens
finding-export-again-csv-name-real = exporteer het opnieuw als CSV, of noem het echte formaat met 'format:'
finding-accented-letters-were-converted-twice = letters met accenten zijn twee keer omgezet (gemengde tekensets)
finding-letters-such-diaeresis-character = letters zoals e met trema als één teken
finding-export-file-again-utf-labels = exporteer het bestand opnieuw als UTF-8; labels kunnen er tot dan vreemd uitzien
finding-wrong-delimiter-header-column = verkeerd scheidingsteken: de kop is één kolom
finding-columns-separated-manifest-says = kolommen gescheiden door { $fixed }, zoals het manifest zegt
finding-file-seems-use-set-delimiter = het bestand lijkt { $best } te gebruiken: zet 'delimiter: "{ $best2 }"' of laat het weg
finding-half-empty-last-row-file = laatste regel half leeg: het bestand is afgebroken
finding-export-file-again-delete-unfinished = exporteer het bestand opnieuw, of verwijder de onvolledige laatste regel
finding-text-does-not-follow-encoding = de tekst volgt niet de tekenset in het manifest
finding-text = tekst in { $encoding }
finding-leave-encoding-out-have-detected = laat 'encoding' weg om hem te laten herkennen, of noem de juiste
finding-workbook-protected-password = de werkmap is beveiligd met een wachtwoord
finding-workbook-opens-without-password = een werkmap die opent zonder wachtwoord
finding-open-excel-remove-password-file = open haar in Excel, verwijder het wachtwoord (Bestand, Info, Werkmap beveiligen) en sla op
finding-sheet-workbook = geen blad '{ $wanted }' in de werkmap
finding-one-of-4 = een van: { $names }
finding-correct-sheet-manifest-name-number = verbeter 'sheet:' in het manifest (een naam, of het nummer geteld vanaf 1)
finding-sheet-empty = het blad is leeg
finding-name-sheet-sheet-take-file = noem het blad met 'sheet:', of haal het bestand uit het manifest
finding-sheet-ends-before-header = het blad eindigt voor de kop
finding-workbook-sheets = de werkmap heeft geen bladen
finding-least-sheet = minstens één blad
finding-open-excel-save-again-xlsx = open haar in Excel en sla haar opnieuw op als .xlsx
finding-workbook-cannot-read-damaged-not = de werkmap is niet te lezen: beschadigd, of geen Excel-bestand
finding-excel-workbook-xlsx = een Excel-werkmap (.xlsx)
finding-sheet-cannot-read = het blad is niet te lezen
finding-sheet-cells = een blad met cellen
finding-open-workbook-excel-save-again = open de werkmap in Excel en sla haar opnieuw op als .xlsx
finding-workbook-unpacks-far-more-than = de werkmap wordt uitgepakt veel groter dan een werkmap kan zijn
finding-workbook-most-some-hundred-megabytes = een werkmap van hooguit enkele honderden megabytes
finding-open-excel-copy-data-new = open haar in Excel, kopieer de gegevens naar een nieuwe werkmap, en sla die op
finding-cell-sheet-stands-far-all = een cel van het blad staat ver van alle andere
finding-data-begin-top-left-sheet = gegevens die linksboven op het blad beginnen
finding-delete-empty-rows-columns-behind = verwijder de lege regels en kolommen achter de gegevens, en sla opnieuw op
finding-file-not-there = het bestand is er niet
finding-put-file-there-correct-path = zet het bestand daar, verbeter 'path' in het manifest, of zet 'optional: true'
finding-folder-not-file = dit is een map, geen bestand
finding-data-file = een gegevensbestand
finding-name-file-inside-folder-csv = noem het bestand erin, of 'map/*.csv' voor alle
finding-ordinary-file = dit is geen gewoon bestand
finding-put-file-itself-there-not = zet het bestand zelf daar, geen apparaat of pijp
finding-export-copy-again = exporteer of kopieer het opnieuw
finding-unknown-kind-file = onbekend soort bestand: { $extension }
finding-sav-dta-sas7bdat-xlsx-csv = sav, por, dta, sas7bdat, xpt, xlsx, xls, xlsb, ods, csv, xml (REDCap) of parquet
finding-export-instead = { $kind ->
    [r] schrijf de tabel in R als CSV (write.csv), of met labels: haven::write_sav
    [database] exporteer de tabel of query als CSV of Excel
    [document] kopieer de tabel naar een Excelwerkmap, of exporteer haar als CSV
    [syntax] dit is syntax of uitvoer: noem het databestand zelf, .sav, .dta of .sas7bdat
    [archive] pak het uit, en noem de bestanden die erin zitten
   *[other] noem het formaat met 'format:', of exporteer het als een van deze
 }
finding-two-orders = datums in twee volgordes door elkaar: bij sommige staat de dag voorop, bij andere de maand
finding-one-order = van alle datums dezelfde volgorde
finding-export-dates-year-first = exporteer opnieuw met datums als jjjj-mm-dd; van een datum als 03/04 is niet meer te zien wat de dag is
finding-preview-rows = rijen die Qualtrics als proef of ongewenst merkt (Status)
finding-delete-preview-rows = haal ze uit het bestand, of laat ze weg met 'where'
finding-xml-with-entities = dit XML-bestand declareert een documenttype of entiteiten, en wordt zo niet gelezen
finding-xml-damaged = het XML-bestand is beschadigd of afgekapt
finding-xml-not-of-redcap = dit XML-bestand is geen project van REDCap
finding-redcap-project-xml = een REDCap Project XML (CDISC ODM), met gegevens en codeboek
finding-export-redcap-again = exporteer het project opnieuw uit REDCap (Project Setup, Other Functionality, Download metadata & data)
finding-participants-without-answers = deelnemers in het project: { $people }; zonder een enkel antwoord: { $count }
finding-answer-per-participant = van iedere deelnemer ten minste één antwoord
finding-they-count-as-participants = zij tellen mee als deelnemer; haal een record weg uit REDCap als het alleen ter proef is aangemaakt
finding-export-csv-instead = exporteer de gegevens uit het andere programma als CSV, Excel of SPSS
finding-file-link-file-not-there = het bestand verwijst naar een bestand dat er niet is
finding-file-link = een bestand, of een verwijzing naar een bestand
finding-put-file-itself-there-make = zet het bestand zelf daar, of maak de verwijzing opnieuw
finding-file-holds-header-but-rows = het bestand heeft een kop maar geen regels
finding-row-each-happened = een regel voor alles wat gebeurde
finding-nothing-if-there-was-none = niets, als er niets was
finding-file-cannot-opened = het bestand is niet te openen
finding-file-you-may-read = een bestand dat u mag lezen
finding-check-access-rights-other-program = controleer de toegangsrechten, en of geen ander programma het vasthoudt
finding-file-cannot-read-damaged-unlike = het bestand is niet te lezen als { $format } ({ $name }): beschadigd, of anders dan andere
finding-complete-file = een volledig bestand van het formaat { $format }
finding-open-program-made-save-export = open het in het programma dat het maakte, en sla het op of exporteer het opnieuw
finding-file-name-manifest-says = een bestand van het formaat { $format }, zoals de naam of het manifest zegt
finding-set-format-correct-file-extension = zet 'format: { $is_format }' of verbeter de extensie van het bestand
finding-file-changed-while-was-read = het bestand veranderde terwijl het gelezen werd
finding-file-nobody-writes-meanwhile = een bestand waar intussen niemand in schrijft
finding-wait-until-complete-close-other = wacht tot het volledig is, sluit het in andere programma's, en probeer opnieuw
finding-file-name-differs-capitals = de bestandsnaam verschilt in hoofdletters
finding-write-manifest-file-called = schrijf '{ $name }' in het manifest, zoals het bestand heet
finding-least-row = minstens één regel
finding-sheet-if-another-holds-data = dit is blad '{ $sheet }'; als een ander de gegevens heeft, zeg dat dan: sheet: { $others }
finding-export-again-take-out-manifest = exporteer het opnieuw, of haal het uit het manifest
finding-complete-file-own-program-writes = een volledig bestand, zoals het eigen programma het schrijft
finding-file-damaged-cut-off-truncated = het { $maker }-bestand is beschadigd of afgebroken
finding-complete-file-2 = een volledig { $maker }-bestand
finding-copy-again-source-open-save = kopieer het opnieuw van de bron, of open het in { $maker } en sla het opnieuw op
finding-file-cut-off-truncated-ends = het { $maker }-bestand is afgebroken: het eindigt voor de laatste deelnemer
finding-cases-header-says = { $expected ->
    [one] 1 deelnemer
   *[other] { $expected } deelnemers
 }, zoals de kop zegt
finding-copy-file-again-source = kopieer het bestand opnieuw van de bron
finding-file-holds-cases = het { $maker }-bestand bevat geen deelnemers
finding-least-case = minstens één deelnemer
finding-parquet-file-holds-columns-bytes = het Parquet-bestand bevat kolommen met bytes
finding-columns-numbers-texts-dates = kolommen met getallen, teksten of datums
finding-write-texts-texts-string-leave = schrijf teksten als teksten (string), of laat deze kolommen weg
finding-parquet-file-holds-rows = het Parquet-bestand bevat geen regels
finding-parquet-too-many-cells = het Parquet-bestand zegt meer cellen te hebben dan welke gegevens ook
finding-write-again-take-out-manifest = schrijf het opnieuw, of haal het uit het manifest
finding-parquet-file-damaged-cut-off = het Parquet-bestand is beschadigd of afgebroken
finding-complete-parquet-file = een volledig Parquet-bestand
finding-write-again-source = schrijf het opnieuw vanuit de bron
finding-manifest-without-todo = een manifest zonder TODO
finding-settle-then-take-todo-away = regel dit, en haal dan '# TODO' weg
finding-files-not-used-data-cohort = de bestanden in { $unused } worden niet gebruikt: de gegevens van dit cohort zijn synthetisch
finding-folder-files-meant = de map met de bestanden die bedoeld zijn
finding-real-data-list-cohort-config = zet voor echte gegevens het cohort in config.yaml, met 'data: { $unused }'
finding-files-say-they-synthetic-taken = de bestanden in { $folder } zeggen dat ze synthetisch zijn, en worden voor echte gegevens gehouden
finding-name-folder-real-files-data = noem de map met de echte bestanden, of 'data: synthetic'

# Wat `voorzorg check` om de bevindingen heen zegt.
finding-to-do = te doen: { $what }
check-data = { $cohort }: { $kind ->
    [synthetic] synthetische gegevens
   *[own] gegevens
 } in { $folder }{ $people }
check-people = : { $n ->
    [one] 1 deelnemer
   *[other] { NUMBER($n, useGrouping: 0) } deelnemers
 }
check-summary =
    { $people ->
        [one] 1 deelnemer
       *[other] { $people } deelnemers
    }, { $waves ->
        [one] 1 regel
       *[other] { $waves } regels
    } van metingen, { $events ->
        [one] 1 gebeurtenis
       *[other] { $events } gebeurtenissen
    }, { $visits ->
        [one] 1 bezoek
       *[other] { $visits } bezoeken
    }
check-written = geschreven: { $file }
check-problems =
    { $n ->
        [one] 1 probleem
       *[other] { $n } problemen
    }: de bestanden zijn nog niet te gebruiken.
check-questions =
    Nog niet goedgekeurd: { $questions ->
        [one] 1 vraag staat
       *[other] { $questions } vragen staan
    } open: hoe de bestanden gelezen worden (TODO in cohort.yaml), of wat gunstig is.
    Zoals opgesteld: { $summary }; { $warnings ->
        [one] 1 waarschuwing
       *[other] { $warnings } waarschuwingen
    }.
check-fit =
    Geschikt voor gebruik: { $summary }; { $warnings ->
        [one] 1 waarschuwing
       *[other] { $warnings } waarschuwingen
    }.
check-attention = LET OP: { $line }
check-reason = reden: { $why }
check-controlled = Resultaten gaan door de uitvoercontrole: kleine aantallen worden verborgen, en wat ze zou verraden wordt afgerond
    (config.yaml: disclosure). Voor gegevens die iedereen al mag hebben: 'public: true' in cohort.yaml.
finding-better-not-said = uitkomst '{ $outcome }' zegt niet welke kant gunstig is
finding-better-lower-or-higher = better: lower, of better: higher
finding-say-better-in-outcome = zet dit bij de uitkomst; tot dan heet niets gunstig, ongunstig of vooruitgang
finding-rows-below-the-data = regels met een totaal, een gemiddelde, een noot of de naam van een groep zijn geen deelnemers
finding-tried-rows = een identificatie als 'test': rijen die iemand typte om het formulier te proberen?
finding-delete-tried-rows = haal deze regels uit het bestand, of laat ze weg met 'where'
finding-two-units = waarden in twee groepen, ver uiteen, en geen ertussen: twee eenheden, of een verloren decimaalteken?
finding-one-unit = waarden in één eenheid
finding-bring-to-one-unit = breng deze regels in de eenheid van de andere, of noem de mogelijke waarden onder 'range'
finding-rows-of-participants-only = een regel per deelnemer, en niets daaronder
finding-delete-totals-and-notes = haal deze regels uit het bestand, of laat ze weg met 'where'
finding-many-of-a-kind = { $first } ({ $n } van deze soort)
init-written = geschreven: { $manifest } ({ $n ->
    [one] 1 regel
   *[other] { $n } regels
 } met TODO) en { $guesses }
init-data = gegevens: { $folder }
init-refused = kolommen die op een direct kenmerk van een persoon lijken: { $columns }
tidy-written = geschreven in { $folder }: { $files }
tidy-inside = een regel per deelnemer: ze blijven waar de bestanden van het onderzoek mogen zijn
init-next = hierna: lees guesses.md, verbeter cohort.yaml, en doe 'voorzorg check { $name }'

# Wat `voorzorg add`, `new` en `template` zeggen.
add-file = { $file } ({ $state ->
    [replaces] vervangt het bestand dat er is
   *[new] nieuw
 })
add-not-there-yet = het manifest noemt het, en het was er nog niet
add-not-named = een bestand dat het manifest niet noemt
add-no-waves-yet = het manifest heeft nog geen metingen: 'voorzorg init-cohort' met alle bestanden samen maakt een concept met een meting voor elk
add-sheet = tabblad { $sheet }:{" "}
add-rows = { $where }eerst { $before ->
    [one] 1 regel
   *[other] { $before } regels
 }, nu { $now }
add-columns-new = { $where }nieuwe kolommen: { $columns }
add-columns-gone = { $where }kolommen die weg zijn: { $columns }
add-people = { $where }deelnemers: { $new } nieuw, { $gone } weg, { $same } als eerst
add-unchanged = { $where }geen antwoord van de regels die er waren is veranderd
add-changed = { $where }antwoorden die veranderd zijn, per kolom: { $columns }
add-wave = het vraagt opnieuw wat al bekend is: een latere meting. Zet onder 'waves:' in cohort.yaml, en zeg wanneer dat was:
add-take-in = om het op te nemen: zet onder 'files:' in cohort.yaml, en verbeter:
add-nothing-copied = er is niets gekopieerd; --apply kopieert de bestanden, en bewaart die ze vervangen
add-copied = gekopieerd naar { $folder }; hierna: 'voorzorg check { $cohort }'
new-made = gemaakt: { $folder } (config.yaml, data/cohorts, data/instruments, README.md)
new-next = hierna: cd { $folder }, dan 'voorzorg run'; README.md zegt hoe je een eigen studie toevoegt
template-next = hierna: vul hem in, dan 'voorzorg init-cohort NAAM { $file }' en 'voorzorg check NAAM'

finding-twice-file = het bestand is hetzelfde als dat van een ander meetmoment
finding-twice-columns = dezelfde kolommen van één bestand zijn voor twee meetmomenten genoemd
finding-twice-answers = de antwoorden zijn dezelfde als in het bestand van een ander meetmoment
finding-complete-allocation = vul de toewijzing aan bij de bron, of laat hen weg: { $example }
finding-role-covariate = een covariaat
finding-role-cluster = een cluster
finding-role-pair = een paar clusters
finding-role-level = een niveau
finding-free-text-left-out = vrije tekst is weggelaten: het manifest noemt er geen doel voor
finding-free-text-expected = geen vrije tekst, of 'purpose:' met waarvoor die nodig is
finding-free-text-action = haal hem uit 'columns', of zeg onder 'purpose' waarom de woorden bewaard worden
finding-labels-of-categories = { $example } voor elke categorie die getoond mag worden
finding-quoted = '{ $what }'
finding-a-column = een kolom '{ $column }'
finding-a-column-for = een kolom '{ $column }' (voor '{ $variable }')
finding-items = { $items }
finding-excluded = weggelaten: { $label }
finding-a-row = ten minste één regel
finding-a-row-where = ten minste één regel waarin { $columns } is zoals gevraagd
finding-delete-column = verwijder de kolom uit het bestand; is het geen identificerend gegeven, noem haar dan onder 'allow_identifiers' in het manifest
finding-delete-column-birth = verwijder de kolom uit het bestand; is het geen identificerend gegeven, noem haar dan onder 'allow_identifiers' in het manifest; de geboorte van een kind vanaf wanneer weken tellen heeft 'role: anchor'
identifier-a-name = een naam
identifier-a-citizen-service-number-bsn = een burgerservicenummer (BSN)
identifier-an-address = een adres
identifier-a-postcode = een postcode
identifier-an-e-mail-address = een e-mailadres
identifier-a-telephone-number = een telefoonnummer
identifier-a-date-of-birth = een geboortedatum
identifier-a-bank-account = een bankrekening
identifier-an-ip-address = een IP-adres
identifier-a-number-of-a-patient-or-an-insurance = een nummer van een patiënt of een verzekering
identifier-a-number-plate = een kenteken
identifier-a-place-on-the-map = een plaats op de kaart
identifier-a-number-of-a-document-or-a-device = een nummer van een document of een apparaat
identifier-a-name-on-the-internet = een naam op internet
delimiter-semicolon = puntkomma
delimiter-comma = komma
delimiter-tab = tab
delimiter-bar = verticale streep
finding-detected-decimal = decimaalteken herkend: { $value }
finding-detected-encoding = tekencodering herkend: { $value }
finding-detected-delimiter = scheidingsteken herkend: { $value }
finding-with-mark = { $codec } (met byte-order mark)
finding-nothing-if-right = niets als dit klopt; leg het anders vast in het manifest, zoals { $fix }
finding-a-file-in = een bestand in { $folder }; in die map: { $present }
finding-a-file-in-nothing = een bestand in { $folder }; die map is leeg of er niet
finding-unreadable-slow = het bestand kan niet worden gelezen: het duurt veel te lang voor zijn omvang
finding-unreadable-ended = het bestand kan niet worden gelezen: het programma dat het las stopte ermee
finding-unreadable-damaged = het bestand kan niet worden gelezen: het is beschadigd, of vraagt meer geheugen dan het hoort te doen
finding-look-for-delimiter = zoek naar een scheidingsteken of een decimale komma in een tekst zonder aanhalingstekens; exporteer met een ander scheidingsteken
finding-look-for-break = zoek naar een onafgemaakte regel of een regeleinde in een tekst; exporteer het bestand opnieuw
finding-rule-broken = regel '{ $rule }' is overtreden: { $label }
finding-as-written = { $text }
finding-part-derived = afgeleide variabele '{ $name }'
finding-part-exclusion = uitsluiting '{ $name }'
finding-part-rule = regel '{ $name }'
finding-header-and-row = een kopregel en ten minste één regel
finding-header-and-row-sheets = een kopregel en ten minste één regel; het werkboek heeft de bladen { $sheets }
finding-participants-lack = '{ $name }' is { $what } onder '{ $where }', en deelnemers hebben haar niet
finding-one-value-per-participant = een variabele met één waarde per deelnemer: uit een bestand met deelnemers, of afgeleid
finding-map-in-participants-file = koppel haar in een bestand met deelnemers, of haal haar weg
finding-take-waves-out = zij heeft één waarde per deelnemer: haal 'waves' weg bij de uitkomst
finding-add-waves = zij is op meetmomenten gemeten: voeg toe, zoals, waves: [{ $waves }]
finding-map-or-derive = koppel haar onder 'columns', of leid haar af
finding-outcome-variable-absent = uitkomst '{ $outcome }': de variabele '{ $name }' is er niet
finding-variable-of-waves = een variabele van de bestanden per meetmoment
finding-variable-of-participants = een variabele van deelnemers
finding-condition-not-binary = uitkomst '{ $outcome }' bestaat alleen waar '{ $condition }', en die is niet binair
finding-zero-and-one = 0 en 1
finding-make-condition-binary = maak haar 'type: binary' met 'values' of 'cut', of haal 'only_where' weg bij de uitkomst
finding-outcome-holds-texts = uitkomst '{ $outcome }' is van het type { $type }, en de variabele '{ $name }' bevat teksten
finding-numbers-or-zero-and-one = getallen, of 0 en 1
finding-make-outcome-numbers = maak haar 'type: binary' met 'values', of leid er een af, zoals: variable == 'some text'
finding-outcome-not-binary = uitkomst '{ $outcome }' is binair, en de variabele '{ $name }' niet
finding-make-outcome-binary = maak haar 'type: binary' met 'values' of 'cut', of de uitkomst 'continuous' of 'count'
finding-outcome-no-count = uitkomst '{ $outcome }' is een aantal, en de variabele '{ $name }' heeft waarden onder 0 of gebroken getallen
finding-whole-numbers-from-nought = hele getallen vanaf 0
finding-make-outcome-continuous = verbeter de waarden of hun codes onder 'missing', of maak de uitkomst 'continuous'
finding-waves-at-one-moment = golven '{ $one }' en '{ $after }' hebben dezelfde 'weeks': { $weeks }
finding-a-moment-for-each-wave = voor elke golf een eigen moment
finding-correct-weeks-or-leave = verbeter 'weeks' als een ervan een vergissing is; waren beide in die week, zeg dan wanneer met decimalen (8.1, 8.4), anders liggen ze in de tijd op elkaar
finding-informant-never-answered = uitkomst '{ $outcome }': informant '{ $informant }' heeft '{ $name }' nooit beantwoord
finding-answers-of-informant = antwoorden van de informant van de uitkomst
finding-add-informant = voeg informant: { $informant } toe aan de uitkomst, of aan het bestand
finding-file-is-sav = het bestand is een SPSS-bestand, niet { $format }
finding-file-is-xlsx = het bestand is een Excel-werkboek, niet { $format }
finding-file-is-parquet = het bestand is een Parquet-bestand, niet { $format }
finding-file-is-dta = het bestand is een Stata-bestand, niet { $format }
finding-values-or-empty = waarden, of lege cellen
finding-not-a-date = geen datum: een getal dat in geen kalender staat
finding-date-in-years = een datum in de jaren van het onderzoek
finding-correct-at-source = verbeter deze bij de bron, of maak de cellen leeg die mogen ontbreken
finding-never-computed = formules die nooit zijn uitgerekend
finding-open-in-excel = open het werkboek in Excel en sla het op, of plak de kolom als waarden
finding-cells-missing = cellen met { $shows } ontbreken
finding-nothing-if-missing = niets, als ze mogen ontbreken; verbeter anders de formule in Excel
finding-cells-error = cellen met een fout van Excel: { $shows }
finding-correct-formula = verbeter de formule in Excel, of maak de cellen leeg die mogen ontbreken
finding-duplicates-alike = dubbele identificatienummers die alleen verschillen in hoofdletters, spaties of nullen vooraan
finding-different-identifiers = geef verschillende deelnemers verschillende identificatienummers, of verwijder de dubbele regels
finding-duplicates = dubbele identificatienummers: { $n ->
    [2] één komt twee keer voor
   *[other] { $n } regels delen het hunne met een andere regel
 }
finding-delete-double-rows = verwijder de dubbele regels; noem voor tweelingen 'child_column', voor wie opnieuw begon 'enrolment_column', voor nummers die per centrum opnieuw beginnen 'id_within' in het manifest; regels per meting zijn 'holds: wave' met 'wave_column'
finding-two-rows-in-wave = een deelnemer heeft twee regels op één meetmoment
finding-delete-double-rows-wave = verwijder de dubbele regels; noem voor tweelingen 'child_column', voor meer partners 'number_column', voor wie opnieuw begon 'enrolment_column', voor nummers die per centrum opnieuw beginnen 'id_within' in het manifest
finding-one-row-per-participant = één regel per deelnemer
finding-one-row-per-wave = één regel per deelnemer, meetmoment en informant
finding-rows-are-moments = elke regel zou een deelnemer worden, en deze kolom lijkt op meetmomenten
finding-rows-are-returning-identifiers = elke regel zou een deelnemer worden, en deze kolom lijkt op identificatienummers die terugkomen
finding-dates-not-numbers = datums waar getallen worden verwacht (verkeerd type)
finding-decimal-commas-text = getallen als tekst bewaard, met een decimale komma
finding-point-before-three = een punt vóór drie cijfers: duizendtallen of decimalen?
finding-decimal-commas = decimale komma's waar het manifest punten zegt
finding-numbers-with-unit = getallen met een eenheid erachter
finding-export-numbers-alone = exporteer alleen de getallen, en noem de eenheid onder 'unit' van de variabele
finding-text-not-numbers = tekst waar getallen worden verwacht (verkeerd type)
finding-map-right-column = koppel de juiste kolom, vertaal de teksten onder 'values', of gebruik 'type: category'
finding-not-a-number = geen getal
finding-correct-or-declare = verbeter deze bij de bron, of noem hun code onder 'missing'
finding-impossible-value = onmogelijke waarde
finding-improbable-value = onwaarschijnlijke waarde
finding-not-whole = geen heel getal
finding-unknown-as-number = een code die het label onbekend noemt wordt als getal gebruikt
finding-coded-one-two = gecodeerd als 1/2 waar het manifest 0/1 zegt
finding-coded-zero-one = gecodeerd als 0/1 waar het manifest 1/2 zegt
finding-look-what-zero = zoek in het codeboek op wat 0 betekent, en verbeter 'values' van deze variabele
finding-unknown-code = onbekende code
finding-add-code = voeg de code toe aan 'values' of 'missing' in het manifest, of verbeter haar bij de bron
finding-numbers-not-yes-no = getallen waar ja of nee wordt verwacht (verkeerd type)
finding-use-number-or-cut = gebruik 'type: number', of zeg vanaf waar het ja is, zoals cut: '>= 1'
finding-no-such-date = geen datum (zoals maand 13 of dag 31 van een kortere maand)
finding-excel-days = datums bewaard als dagnummers van Excel
finding-partial-dates = onvolledige datums
finding-month-first = datums hebben de maand vooraan
finding-impossible-date = onmogelijke datum: in de toekomst, of vóór 1900
finding-labels-opposite = de waardelabels in het bestand zeggen het tegenovergestelde van het manifest
finding-set-decimal = zet '{ $example }' bij dit bestand
finding-numbers = getallen
finding-dates = datums
finding-code-for-none = { $shown }: een code voor geen antwoord?
finding-answer-or-code = { $shown }: een antwoord, of een code voor geen antwoord?
finding-add-values = voeg 'values: { $one }' toe (of { $other }: zoek het op in het codeboek) bij deze variabele
finding-say-which-yes = zeg welke code ja is en welke nee: { $example }
finding-codes-one-label = codes { $codes } hebben hetzelfde waardelabel in het bestand
finding-decode-by-code = zoek in het codeboek op wat elk betekent, en vertaal per code: { $example }
identifier-a-picture-or-a-voice = een foto, een stem of een handtekening
identifier-a-number-of-a-person-a-document-or-a-device = een nummer van een persoon, een document of een apparaat
identifier-names-of-people = namen van mensen
finding-role-stratum = een stratum van de loting
finding-role-moderator = een moderator
finding-formulas-never-computed-unused = formules die nooit zijn uitgerekend: de kolom heeft geen waarden en blijft buiten beschouwing
finding-open-save-and-add-column = als de kolom ertoe doet: open de werkmap in Excel, sla haar op en zet de kolom onder 'columns'
identifier-remarks-in-which-a-person-is-named-or-can-be-reached = opmerkingen waarin iemand bij naam is genoemd of te bereiken is
