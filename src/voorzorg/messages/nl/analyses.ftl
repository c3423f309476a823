# Wat regels van de schattingentabel over zichzelf zeggen.
only-those-with = alleen wie dit heeft, is vergeleken ({ $variable }): wie dat zijn, kan van de groep afhangen
clusters-ignored = clusters ({ $cluster }) blijven buiten beschouwing: het interval is waarschijnlijk te smal, de p-waarde te klein
arm-clusters-ignored = het interval neemt deelnemers van één cluster ({ $cluster }) als onafhankelijk: het is waarschijnlijk te smal
arm-only-one-cluster-how = een groep heeft maar één cluster ({ $cluster }): hoe clusters verschillen is onbekend
nobody-count = niemand om te tellen
measured-once-left-out = { $n } die maar bij één van beide metingen gemeten zijn, tellen niet mee
standard-deviation-measured-not-norm = standaarddeviatie van de { $n } die bij { $wave } gemeten zijn, niet van een normgroep
outcome-no-cut-off = de uitkomst heeft geen afkapwaarde (cut_off)
nobody-was-measured-both = niemand is zowel bij { $first } als bij { $wave } gemeten
no-spread-judge-changes = geen spreiding om veranderingen aan af te meten
no-interval-agreement-perfect = geen interval: de overeenstemming is volledig
no-wave-was-answered-both = geen meting is door beide informanten ingevuld
no-participant-both-informants = geen deelnemer met beide informanten
fewer-than-two-values = minder dan twee waarden
no-times-were-measured = er zijn geen tijden gemeten
no-interval-belongs-exact-sum = bij de exacte som hoort geen interval
variable-does-not-vary = de variabele varieert niet
nobody-was-due-this-phase = niemand was al aan deze fase toe
could-not-estimate = niet te schatten: { $reason }
no-interval-arm-separated-no = geen interval: een groep is gesepareerd, en geen bekende standaardfout houdt dan rekening met clusters
arm-no-observations = een groep heeft geen waarnemingen
outcome-does-not-vary = de uitkomst varieert niet
did-not-converge = niet geconvergeerd
nothing-impute-every-participant-was = niets aan te vullen: elke deelnemer is bij elke meting gemeten
another-seed-could-change-conclusion = andere toevalsgetallen zouden de conclusie kunnen veranderen (p van { NUMBER($low, minimumFractionDigits: 3, maximumFractionDigits: 3) } tot { NUMBER($high, minimumFractionDigits: 3, maximumFractionDigits: 3) } binnen twee Monte-Carlo-standaardfouten bij { $imputations } imputaties): verhoog 'imputations'
imputed-data-set-no-events = een aangevulde dataset heeft geen gebeurtenissen in een groep: de verhouding bestaat niet
conclusion-delta-0 = conclusie zonder verschuiving: { $conclusion ->
    [positive] significant hoger
    [negative] significant lager
   *[none] niet significant
 }
reference-based-imputation = aanvullen als de vergelijkingsgroep: { $why }
no-clustering-variable-cohort = de studie heeft geen variabele voor clusters
not-measured-both-arms-this = bij deze meting niet in beide groepen gemeten
events-before-birth-count-as = gebeurtenissen voor de geboorte tellen als gebeurtenis bij de geboorte
no-times-one-arms = geen tijden in een van de groepen
beyond-last-observation-this-arm = voorbij de laatste waarneming van deze groep
single-case-needs-waves = effectmaten van enkelvoudige casussen vragen een uitkomst die bij meer metingen gemeten is
change-needs-waves = verandering vraagt een uitkomst die bij meer metingen gemeten is
agreement-needs-informant = overeenstemming vraagt 'compare_informant' en een uitkomst met metingen
no-such-covariates = kenmerken die de deelnemers niet hebben: { $names }
not-in-tidy-data = variabele '{ $variable }' staat niet in de opgeschoonde gegevens
two-rows-of-informant = een deelnemer heeft meer dan één rij van informant '{ $informant }' bij '{ $wave }'
not-foreseen = een fout die niet voorzien was ({ $kind }): meld die alstublieft
better-not-said = het manifest zegt niet wat gunstig is: niets heet vooruitgang (better: lower, of better: higher)
followed-too-briefly = te weinig deelnemers zijn een week of langer gevolgd
covariate-infinite = { $variable } heeft oneindige waarden: verbeter ze bij de bron
