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
finding-no-such-outcome = config.yaml heeft geen uitkomst '{ $key }' om over te nemen
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
