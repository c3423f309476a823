# Weinig clusters, en de correcties voor kleine steekproeven.
few-clusters = geen p-waarde: { $clusters } clusters zijn er minder dan { $fewest }, te weinig voor een toets die zijn niveau houdt
few-clusters-df = geen p-waarde: de clusters laten { $df } vrijheidsgraden over, te weinig voor een toets die zijn niveau houdt
firth-delta = standaardfouten met de deltamethode uit de informatie met straf
firth-no-clusters = clustering zit niet in deze standaardfouten
covariates-left-out = weggelaten, constant of afhankelijk van andere: { $names }
mmrm-fallback = covariantie tussen metingen: { $structure }; niet { $refused }
mmrm-refused-pairs = { $structure } (te weinig deelnemers met twee metingen samen)
mmrm-refused-maximum = { $structure } (geen maximum van de aannemelijkheid gevonden)
structure-unstructured = vrij
structure-toeplitz = Toeplitz met een variantie per meting
structure-autoregressive = autoregressief met een variantie per meting
structure-compound-symmetry = gelijke correlaties met een variantie per meting
empty-arm = een groep heeft geen waarnemingen
outcome-does-not-vary = de uitkomst varieert niet
