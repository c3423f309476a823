# Few clusters, and the small-sample corrections.
few-clusters = no p-value: { $clusters } clusters are fewer than { $fewest }, too few for a test that keeps its level
few-clusters-df = no p-value: the clusters leave { $df } degrees of freedom, too few for a test that keeps its level
structure-unstructured = unstructured
structure-toeplitz = Toeplitz with a variance per wave
structure-autoregressive = autoregressive with a variance per wave
structure-compound-symmetry = compound symmetry with a variance per wave
# Repeated measures.
mmrm = mixed model for repeated measures, REML
mmrm-structure = covariance between waves: { $structure }
kenward-roger = Kenward-Roger
mmrm-few-pairs = too few participants observed in two waves together
mmrm-no-maximum = no maximum of the likelihood was found
mmrm-refused = the covariance that was planned first could not be estimated ({ $structure }: { $reason })
no-effect-at-start = no arm effect before allocation
free-effect-at-start = arm effect before allocation estimated too
f-test-all-waves = F test of the arm effect in all waves after the start
score-test = score test
t-test = t test
