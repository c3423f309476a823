# Meervoudige imputatie en waar zij op steunt.
imputation-of = { $variable }: { $reason }
imputation-of-in-arm = { $variable } in groep { $arm }: { $reason }
imputation-never-observed = nooit waargenomen, blijft ontbreken
imputation-constant = waargenomen zonder verschillen, en zo ook aangevuld
imputation-constant-risk = waargenomen zonder verschillen, zodat kansen daar dichtbij worden getrokken
imputation-infinite = { $variable } bevat oneindige waarden: er wordt niets aangevuld tot die zijn hersteld
imputation-few-clusters = { $clusters ->
    [one] maar één cluster, zodat clusters geen deel zijn van het imputatiemodel
   *[other] maar { $clusters } clusters, zodat clusters geen deel zijn van het imputatiemodel
 }
imputation-unused = { $variable } voorspelt niets: onvolledig en niet aangevuld, of geen getal
imputation-unsettled = de imputatie van { $variable } in groep { $arm } verloopt nog na { $iterations } herhalingen (R-hat { $rhat })
imputation-unsettled-all = de imputatie van { $variable } verloopt nog na { $iterations } herhalingen (R-hat { $rhat })
too-few-answers-reference = { $outcome }: te weinig antwoorden in de vergelijkingsgroep voor { $predictors } voorspellers
too-few-answers-own = { $outcome }: te weinig antwoorden in de groep van wie wegbleef voor { $predictors } voorspellers
strategy-for-scales = deze werkwijze is voor uitkomsten op een schaal, niet voor risico's
imputation-no-count = { $variable } heeft waarden onder 0 of gebroken getallen, en is geïmputeerd als getal, niet als aantal
imputation-contradiction = { $variable } heeft waarden waar { $which } zegt dat er geen zijn: de twee worden los van elkaar aangevuld

# Methoden, en hoe met ontbrekende waarden is omgegaan.
pooled = samengevoegd over { $imputations } aangevulde datasets met de regels van Rubin
pooled-test = alle metingen samen: { $test } met { $df } vrijheidsgraden in de teller, samengevoegd over { $imputations } aangevulde datasets
pooled-mean-only = gemiddelde over { $imputations } aangevulde datasets
bootstrap-then-impute = { $samples } bootstrapsteekproeven per groep, elk twee keer aangevuld uit de eigen metingen van de uitkomst en de covariaten
bounds-method = elk ontbrekend antwoord in een groep gelijk ingevuld, interval van Newcombe
missing-shifted-both = meervoudige imputatie, verschoven in beide groepen
missing-worst = slechtste geval: wie ontbreekt heeft de uitkomst in de interventiegroep, en niet in de vergelijkingsgroep
missing-best = beste geval: wie ontbreekt heeft de uitkomst in de vergelijkingsgroep, en niet in de interventiegroep
copy-to-reference = meervoudige imputatie, als in de vergelijkingsgroep
increments-to-reference = meervoudige imputatie, veranderingen als in de vergelijkingsgroep
last-mean-to-reference = meervoudige imputatie, laatste gemiddelde behouden

# Opmerkingen.
information-anchored = de standaardfout is verankerd in de informatie, als bij toevallig ontbreken; over herhaalde onderzoeken varieert de schatting minder
imputed-less-measured = aangevulde min gemeten waarden, in standaarddeviaties van de gemeten waarden; grenzen: waar 90% van de datasets ligt
imputed-far-from-measured = om naar te kijken: wat is aangevuld ligt { NUMBER($apart, minimumFractionDigits: 1, maximumFractionDigits: 1) } standaarddeviaties van wat is gemeten
imputed-other-spread = om naar te kijken: aangevulde waarden spreiden { NUMBER($ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } keer zo veel als gemeten waarden
frequentist-error = de standaardfout is frequentistisch: hoeveel de schatting over herhaalde onderzoeken varieert
pooled-nowhere = in geen aangevulde dataset te schatten
pooled-some = geschat in { $k } van { $imputations } aangevulde datasets
in-some-sets = { $reason } (in { $k } van { $imputations } aangevulde datasets)
