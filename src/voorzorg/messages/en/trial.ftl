# Few clusters, and the small-sample corrections.
few-clusters = no p-value: { $clusters } clusters are fewer than { $fewest }, too few for a test that keeps its level
few-clusters-df = no p-value: the clusters leave { $df } degrees of freedom, too few for a test that keeps its level
firth-delta = standard errors by the delta method from the penalised information
firth-no-clusters = clustering is not in these standard errors
covariates-left-out = left out, constant or dependent on others: { $names }
mmrm-fallback = covariance between waves: { $structure }; not { $refused }
mmrm-refused-pairs = { $structure } (too few participants observed in two waves together)
mmrm-refused-maximum = { $structure } (no maximum of the likelihood was found)
structure-unstructured = unstructured
structure-toeplitz = Toeplitz with a variance per wave
structure-autoregressive = autoregressive with a variance per wave
structure-compound-symmetry = compound symmetry with a variance per wave
empty-arm = an arm has no observations
outcome-does-not-vary = the outcome does not vary
