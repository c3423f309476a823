# Weinig clusters, en de correcties voor kleine steekproeven.
few-clusters = geen p-waarde: { $clusters } clusters zijn er minder dan { $fewest }, te weinig voor een toets die zijn niveau houdt
few-clusters-df = geen p-waarde: de clusters laten { $df } vrijheidsgraden over, te weinig voor een toets die zijn niveau houdt
structure-unstructured = vrij
structure-toeplitz = Toeplitz met een variantie per meting
structure-autoregressive = autoregressief met een variantie per meting
structure-compound-symmetry = gelijke correlaties met een variantie per meting
# Repeated measures.
mmrm = gemengd model voor herhaalde metingen, REML
mmrm-structure = covariantie tussen metingen: { $structure }
kenward-roger = Kenward-Roger
mmrm-few-pairs = te weinig deelnemers met twee metingen samen
mmrm-no-maximum = geen maximum van de aannemelijkheid gevonden
mmrm-refused = de eerst geplande covariantie was niet te schatten ({ $structure }: { $reason })
no-effect-at-start = geen effect van de groep vóór de loting
free-effect-at-start = effect van de groep vóór de loting ook geschat
f-test-all-waves = F-toets van het effect bij alle metingen na het begin
score-test = scoretoets
t-test = t-toets
