# Meervoudige imputatie en waar zij op steunt.
imputation-of = { $variable }: { $reason }
imputation-of-in-arm = { $variable } in groep { $arm }: { $reason }
imputation-never-observed = nooit waargenomen, blijft ontbreken
imputation-constant = waargenomen zonder verschillen, en zo ook ingevuld
imputation-constant-risk = waargenomen zonder verschillen, zodat kansen daar dichtbij worden getrokken
imputation-few-clusters = { $clusters ->
    [one] maar één cluster, zodat clusters geen deel zijn van het imputatiemodel
   *[other] maar { $clusters } clusters, zodat clusters geen deel zijn van het imputatiemodel
 }
imputation-unused = { $variable } voorspelt niets: onvolledig en niet ingevuld, of geen getal
imputation-unsettled = de imputatie van { $variable } in groep { $arm } verloopt nog na { $iterations } herhalingen (R-hat { $rhat })
imputation-unsettled-all = de imputatie van { $variable } verloopt nog na { $iterations } herhalingen (R-hat { $rhat })
imputation-contradiction = { $variable } heeft waarden waar { $condition } zegt dat er geen zijn: de twee worden los van elkaar ingevuld

# Methoden, en hoe met ontbrekende waarden is omgegaan.
imputation-method = meervoudige imputatie met kettingvergelijkingen per groep, regels van Rubin
imputation-method-fmi = meervoudige imputatie met kettingvergelijkingen per groep, regels van Rubin, aandeel ontbrekende informatie { NUMBER($fmi, minimumFractionDigits: 2) }, { $df } vrijheidsgraden
pooled = samengevoegd over { $sets } ingevulde bestanden met de regels van Rubin
pooled-fmi = samengevoegd over { $sets } ingevulde bestanden met de regels van Rubin, aandeel ontbrekende informatie { NUMBER($fmi, minimumFractionDigits: 2) }, { $df } vrijheidsgraden
pooled-mean-only = gemiddelde over { $sets } ingevulde bestanden
weighting-method = weging met de omgekeerde kans, standaardfout uit invloedsfuncties
bounds-method = elk ontbrekend antwoord in een groep gelijk ingevuld, interval van Newcombe
missing-imputed = meervoudige imputatie
missing-shifted = meervoudige imputatie, verschoven in de behandelde groep
missing-shifted-both = meervoudige imputatie, verschoven in beide groepen
missing-reference = meervoudige imputatie, { $strategy }
missing-weighted = weging met de omgekeerde kans
missing-worst = slechtste geval: wie ontbreekt heeft de uitkomst in de behandelde groep, en niet in de controlegroep
missing-best = beste geval: wie ontbreekt heeft de uitkomst in de controlegroep, en niet in de behandelde groep
strategy-jump = sprong naar de controlegroep
strategy-copy = als in de controlegroep
strategy-increments = veranderingen als in de controlegroep
strategy-last-mean = laatste gemiddelde behouden

# Opmerkingen.
information-anchored = de standaardfout is verankerd in de informatie, als bij toevallig ontbreken; over herhaalde onderzoeken varieert de schatting minder
imputation-luck = een ander startgetal kan de conclusie veranderen (p van { NUMBER($low, minimumFractionDigits: 3) } tot { NUMBER($high, minimumFractionDigits: 3) } binnen twee Monte-Carlofouten van { $sets } imputaties): verhoog 'imputations'
nothing-to-impute = niets in te vullen: iedere deelnemer is bij elke meting gemeten
imputed-no-events = een ingevuld bestand heeft in een groep geen gebeurtenissen: de verhouding bestaat niet
pooled-nowhere = in geen ingevuld bestand te schatten
pooled-some = geschat in { $times } van { $sets } ingevulde bestanden
in-some-sets = { $warning } (in { $times } van { $sets } ingevulde bestanden)
tipping-from = conclusie zonder verschuiving: { $conclusion }
conclusion-not-significant = niet significant
conclusion-positive = positief
conclusion-negative = negatief
weighting-nobody = van een groep zijn minder dan twee deelnemers gezien
weighting-constant = de uitkomst verschilt niet tussen wie gezien zijn
weighting-extreme = één deelnemer staat voor { $weight }: de gewichten zijn extreem
