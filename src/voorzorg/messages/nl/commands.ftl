### Wat opdrachten weigeren, en wat een run aan het eind zegt.

refused-disk-full = er is geen ruimte meer op de schijf: maak ruimte, en begin opnieuw
refused-memory = er is te weinig geheugen: sluit andere programma's, of neem een computer met meer
refused-cohort-name = '{ $name }' kan niet als naam van een cohort: neem kleine letters, cijfers en _, met een letter voorop
refused-cohort-taken = '{ $name }' is bezet: results/{ $name } is van geen cohort; kies een andere naam
refused-manifest-there = { $file } is er al; --force vervangt het
refused-no-file = dit bestand is er niet: { $files }
refused-one-file = { $file }: { $problem }; { $action }
refused-workbook-name = { $file }: de naam van een werkmap eindigt op .xlsx
refused-workbook-there = { $file } is er al: kies een andere naam, zodat er niets verloren gaat
refused-waves = --waves is 1 tot { $most }; voor meer kunnen tabbladen in Excel worden gekopieerd
refused-folder-there = { $folder } is er al en is niet leeg: kies een andere naam
refused-another-run = er loopt al een run in deze map: wacht daarop, of stop die eerst
refused-no-cohort = { $cohort }: zo'n map is er niet, en in { $folder } geen cohort met die naam
refused-no-data-folder = { $folder }: deze map met gegevens is er niet
refused-no-files = van '{ $cohort }' is geen enkel bestand gevonden; gezocht in { $folder }. { $state ->
    [synthetic] De gegevens zijn synthetisch: 'voorzorg run { $folder }' maakt ze. Noem voor echte bestanden hun map in config.yaml ('data:'), of met --data
    [told] Verbeter 'path' van de bestanden in het manifest, of --data
   *[own] Zet ze daar, of zeg waar ze zijn: in config.yaml ('data:'), of met --data
 }
refused-identifiers-only = in deze bestanden staat niets bruikbaars dan nummers of namen van deelnemers
refused-draft = de bestanden leidden tot een concept dat niet klopt:
refused-no-identifier = in geen van de bestanden is een kolom gevonden die deelnemers aanwijst; zonder zo'n kolom zijn meer tabellen niet samen te voegen: zet in elk een deelnemersnummer, of maak een concept van één bestand
refused-unreadable = deze bestanden zijn niet te lezen:
refused-no-table = geen tabel met gegevens in deze bestanden
unforeseen = een onvoorzien probleem ({ $kind }): de invoer is van een soort die voorzorg niet kent{ $where }. Meld het alstublieft, met dat bestand
unforeseen-where = ; waar het gebeurde staat in { $place }
run-stopped = De run is gestopt.
run-ended-not-all = De run is klaar, maar niet alles kon worden gedaan.
run-report = verslag: { $pages }
run-earlier-report = { $report } is van een eerdere run, niet van deze gegevens.
run-left-out = { $cohort } doet in deze run niet mee: { $why }
