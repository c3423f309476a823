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
root-scale-test = test and limits on the square-root scale
log-scale-test = test and limits on the log scale, on which estimates of imputed data sets are pooled (of measured counts: the square-root scale)
t-test = t test
penalised-test = penalised likelihood-ratio test, contrasts at the limits of the profile penalised likelihood
profile-limits-of-groups = limits of the profile penalised likelihood, and their interaction from these
# Sensitivity to drop-out and to who has the outcome.
doubly-robust = augmented inverse-probability weighting (doubly robust), influence-function error
inverse-probability-weights = inverse-probability weighting for drop-out
weighted-and-modelled = drop-out weighted and modelled
weighted-only = drop-out weighted
weights-cut = chances of being measured below { $chance } were taken as that
no-population-for-weights = the outcome exists only for some: everyone randomised is no population of it
everybody-has-the-outcome = the outcome exists for everybody: there is nothing to bound
zhang-rubin-bounds = Zhang-Rubin bounds, no assumption
lee-bounds = Lee bounds, assuming that the arm can only take the outcome away, or only bring it
bounds-interval = limits cover the sampling error of both bounds
bounds-share-without-error = a share of 0 or 1 in an arm has no error by cluster: no limits
bounds-stratum = those who would have { $who } in either arm: { $share } of everyone at the least
complier-effect = complier average causal effect, allocation as instrument
no-visits-or-threshold = no visit log, or no threshold under 'plan: compliance:'
nobody-took-part = nobody took part at this threshold
took-part = { $visits ->
    [one] 1 visit
   *[other] { $visits } visits
 } or more: a share of { $share } of the treated arm
offer-works-by-itself = if the offer by itself changed the risk of those who did not take part by { $value }
# For whom.
effects-by-group = one model with an effect per group, risks standardised or means adjusted
no-moderators = no moderators of this outcome under 'plan: moderators:'
one-group = fewer than two groups have enough participants in both arms
group-lacks-an-arm = a group has fewer than two participants in an arm
moderator-unknown = { $count } of whom the group is not known are left out
groups-too-small = left out, with fewer than { $fewest } participants in an arm: { $names }
# Competing events.
aalen-johansen = Aalen-Johansen, drawn as cumulative incidence
aalen-johansen-at = Aalen-Johansen, cumulative incidence at { $weeks } weeks
infinitesimal-jackknife = infinitesimal jackknife error
cause-specific = cause-specific: the competing event ends follow-up
# Equivalence.
tost = two one-sided tests
score-tost = two one-sided score tests (Farrington-Manning)
equivalence-shown = lies within the margin of { $margin } on either side: equivalent by the plan
equivalence-not-shown = not shown to lie within the margin of { $margin } on either side
# Visits and outcome, within the arm that had them.
outcome-or-dose-does-not-vary = the outcome or the number of visits does not vary, or too few have both
risk-per-visits = logistic regression within the arm, risk per { $visits ->
    [one] visit
   *[other] { $visits } visits
 }
visits-are-no-effect = no effect of visits: nobody was allotted a number of them; who has an easy or a hard time keeps more or fewer appointments, and what happens to her ends or prompts visits
