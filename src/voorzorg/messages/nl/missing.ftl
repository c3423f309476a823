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
too-few-answers-reference = { $outcome }: te weinig antwoorden in de vergelijkingsgroep voor { $predictors } voorspellers
too-few-answers-own = { $outcome }: te weinig antwoorden in de groep van wie wegbleef voor { $predictors } voorspellers
