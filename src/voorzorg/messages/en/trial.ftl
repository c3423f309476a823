# Few clusters, and the small-sample corrections.
few-clusters = no p-value: { $clusters } clusters are fewer than { $fewest }, too few for a test that keeps its level
few-clusters-df = no p-value: the clusters leave { $df } degrees of freedom, too few for a test that keeps its level
firth-delta = standard errors by the delta method from the penalised information
firth-no-clusters = clustering is not in these standard errors
covariates-left-out = left out, constant or dependent on others: { $names }
structure-unstructured = unstructured
structure-toeplitz = Toeplitz with a variance per wave
structure-autoregressive = autoregressive with a variance per wave
structure-compound-symmetry = compound symmetry with a variance per wave
empty-arm = an arm has no observations
outcome-does-not-vary = the outcome does not vary
# Repeated measures.
mmrm = mixed model for repeated measures, REML
mmrm-structure = covariance between waves: { $structure }
kenward-roger = Kenward-Roger
mmrm-few-pairs = too few participants observed in two waves together
mmrm-no-maximum = no maximum of the likelihood was found
mmrm-refused = the covariance that was planned first could not be estimated ({ $structure }: { $reason })
no-effect-at-start = no arm effect before allocation
free-effect-at-start = arm effect before allocation estimated too
adjusted-for = adjusted for { $names }
wave-not-in-both-arms = not measured in both arms in this wave
f-test-all-waves = F test of the arm effect in all waves after the start
robust-by-cluster = standard error robust to clustering by { $cluster }
wald-all-waves = Wald test of the arm effect in all waves after the start
