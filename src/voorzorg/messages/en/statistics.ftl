# What statistics say of their results, and why there is none.
fewer-than-two-completed-data = fewer than two completed-data analyses: the uncertainty due to missing data is unknown
completed-data-analyses-gave-no = { $failed } of { $imputations } completed-data analyses gave no result
every-completed-data-analysis-gave = every completed-data analysis gave the same estimate with variance zero
no-imputed-value-shift-conclusion = no imputed value to shift: the conclusion rests on observed answers alone
conclusion-delta-0-not-significant = the conclusion at delta 0 is not significant: there is nothing to tip
odds-those-missing-would-have = the odds of those missing would have to differ more than tenfold from those observed
conclusion-holds-delta = the conclusion holds from delta { $low } to { $high }
fit-did-not-converge = The fit did not converge ({ $why }): do not use these estimates.
estimated-as-zero-edge-range = { $name } is estimated as zero, the edge of its range: the clusters vary no more than chance, and its interval comes from the profile likelihood
events-non-events-coefficients-estimates = { $events ->
    [one] 1 event (or non-event)
   *[other] { $events } events (or non-events)
 } for { $coefficients ->
    [one] 1 coefficient
   *[other] { $coefficients } coefficients
 }: estimates lean away from zero, so compare with Firth's penalty and prefer profile intervals
laplace-approximation-biased-binary-responses = the Laplace approximation is biased for binary responses in small clusters
some-standard-errors-could-not = some standard errors could not be computed: the information matrix is not invertible
random-effects-perfectly-correlated-one = the random effects of { $group } are perfectly correlated or one does not vary: the data do not support so many, so leave a slope out
very-large-most-clusters-give = { $name } is very large: most clusters give one answer throughout, and the estimates lean on the assumed normal distribution
clusters-only-maximum-likelihood-underestimates = { $group } has { $n } clusters only: maximum likelihood underestimates its variance, and Wald intervals and sandwich errors are too narrow, so prefer profile intervals
known-poorly-wald-interval-unreliable = { $name } is known poorly: its Wald interval is unreliable, use the profile interval
points-may-not-enough-last = { $points } points may not be enough: the last rise in their number moved the log-likelihood by { NUMBER($error, maximumSignificantDigits: 1) }
points-too-few-twice-as = { $points } points are too few: twice as many move the log-likelihood by { NUMBER($error, maximumSignificantDigits: 1) }
log-likelihood-flat-some-direction = the log-likelihood is flat in some direction
converged-boundary = converged at the boundary
no-convergence-iterations = no convergence in { $iterations } iterations
log-likelihood-derivative-not-finite = the log-likelihood or a derivative is not finite
no-step-increases-log-likelihood = no step increases the log-likelihood
rows-left-out-because-missing = { $dropped } of { $n } rows left out because of missing values in: { $names }
no-overdispersion-above-zero-truncated = no overdispersion above zero: truncated Poisson
no-finite-estimate = no finite estimate for { $names }
no-convergence = no convergence
all-counts-zero = all counts are zero
too-few-positive-counts-these = too few positive counts for these columns
no-maximum-likelihood-was-found = no maximum of the likelihood was found
no-finite-dispersion-fits-positive = no finite dispersion fits the positive counts (too many ones)
fit-did-not-converge-x = the { $distribution } fit did not converge
no-overdispersion-poisson = no overdispersion: Poisson
every-positive-count-one = every positive count is one
too-few-observations-arm = too few observations in an arm
row-leverage-one-hc1-instead = a row with leverage one: HC1 instead of the leverage-adjusted error
dependent-covariates-left-out = dependent covariates left out
separation-no-finite-maximum-likelihood = separation: no finite maximum-likelihood estimate for { $where }
separation-firths-penalised-likelihood-instead = separation ({ $where }): Firth's penalised likelihood instead of maximum likelihood
profile-likelihood-did-not-converge = the profile likelihood did not converge
separation-could-not-examined = separation could not be examined: { $why }
every-answer-there-nothing-explain = every answer is { $value }: there is nothing to explain
one-cluster-between-cluster-variance = one cluster: a between-cluster variance cannot be estimated
rank-deficient-design-zero-throughout = rank-deficient design: { $name } is zero throughout
rank-deficient-design-combination-other = rank-deficient design: { $name } is a combination of the other columns
clusters-uncorrected-sandwich-standard-errors = { $n } clusters: the uncorrected sandwich standard errors are too small below about 40 clusters
no-degrees-freedom-left-clusters = no degrees of freedom are left: clusters do not outnumber coefficients
too-few-repeated-answers-estimate = too few repeated answers to estimate a working correlation: independence was used
separation-fitted-risk-runs-0 = separation: a fitted risk runs to 0 or 1, so at least one coefficient has no finite estimate
working-correlation-not-correlation-iteration = working correlation { NUMBER($rho, minimumFractionDigits: 3, maximumFractionDigits: 3) } is not a correlation: iteration stopped
likelihoods-maximum-was-not-found = the likelihood's maximum was not found
mixed-beyond-intercepts = residuals do not fit random intercepts alone (the variance or the correlation changes over the times): standard errors that do not rest on that are { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } to { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } times as large; for repeated measures use a mixed model with a free covariance (MMRM)
variance-between-estimated-zero = the variance between { $groups ->
    [persons] persons
   *[groups] groups
 } is estimated at zero
no-standard-error = the standard error is zero or undefined: no interval
no-complete-pair = no complete pair
both-informants-gave-one-same = both informants gave one and the same answer throughout
pairs-interval-kappa-large-sample = { $n } pairs: the interval of kappa is a large-sample one and too short here
agreement-perfect-large-sample-interval = agreement is perfect: the large-sample interval has no width
fewer-than-three-complete-subjects = fewer than three complete subjects
every-rating-same = every rating is the same
agreement-interval-not-defined = the approximate degrees of freedom vanish: there is no interval
agreement-perfect-interval-no-width = agreement is perfect: the interval has no width
negative-raters-differ-more-within = negative: raters differ more within subjects than between, so agreement is none
pairs-limits-themselves-uncertain = { $n ->
    [one] 1 pair
   *[other] { $n } pairs
 }: the limits themselves are uncertain
difference-depends-on-level-limits = the difference depends on the level: limits do not hold over the whole scale
fewer-than-three-complete-pairs = fewer than three complete pairs
no-case-effect-size = no case has an effect size
family-worst-possible-order-p = a family with the worst possible order has p = 1, which Stouffer's method cannot outweigh: prefer the exact sum
phases-one-two-measurements-normal = phases of one or two measurements: the normal approximation is poor
cases-without-baseline-follow-up = { $n ->
    [one] 1 case without a baseline or a follow-up was
   *[other] { $n } cases without a baseline or a follow-up were
 } left out
pairs-too-few-interval-pseudo = { $n ->
    [one] 1 pair is
   *[other] { $n } pairs are
 } too few for a { NUMBER($level, style: "percent") } interval of the pseudo-median
not-attainable-no-pair-changed = not attainable: no pair changed
pairs-too-few-interval-median = { $n ->
    [one] 1 pair is
   *[other] { $n } pairs are
 } too few for a { NUMBER($level, style: "percent") } interval of the median
no-complete-pairs = no complete pairs
not-attainable = not attainable: the smallest possible p-value is { NUMBER($p, maximumSignificantDigits: 3) }
one-groups-single-person-no = one of the groups is a single person: no interval
no-spread-within-groups-no = no spread within the groups: no interval
one-groups-no-values-nothing = one of the groups has no values: nothing to compare
reliability-only-very-large-changes = reliability { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }: only very large changes can count as reliable
not-computed-too-many-divisions = not computed: too many divisions into phases
one-baseline-measurement-no-trend = one baseline measurement has no trend to correct for
beyond-1-size-trend-correction = beyond 1 in size: the trend correction outweighs the pairs
follow-up-ties-baseline-median = a follow-up ties with the baseline median: no exact interval
no-measurement = no { $which } measurement
fewer-than-two-complete-pairs = fewer than two complete pairs
no-spread-standardise-all-changes = no spread to standardise by: all changes are equal
no-spread-standardise-all-answers = no spread to standardise by: all answers are equal
pairs-interval-only-as-good = { $n ->
    [one] 1 pair
   *[other] { $n } pairs
 }: the interval is only as good as the normal model
hazards-not-proportional = hazards may not be proportional ({ $p_value }): read the hazard ratio as an average and prefer the difference in restricted mean time
monotone-likelihood-no-finite-hazard = monotone likelihood: no finite hazard ratio for { $names }
no-events = no events
partial-likelihood-was-not-maximised = the partial likelihood was not maximised
fewer-than-had-event-within = fewer than { NUMBER($share, style: "percent") } had the event within the follow-up
tau-lies-beyond-last-observation = the limit lies beyond the last observation: the curve is carried on flat
arm-without-events-counts-as-known = one arm has no events: its part of the standard error is nought, and the interval is too narrow
arms-never-risk-together-no = the arms are never at risk together: no log-rank test
interval-not-symmetric-about-estimate = the interval is not symmetric about the estimate: its standard error is approximate
empty-cell-0-5-added = an empty cell: 0.5 added to each
no-estimate-standard-error-left = { $name }: no estimate with a standard error, left out
comparable-effects-fewer-than-no = { $k } comparable effects: fewer than { $needed }, so no pooled number
effects-between-study-variance-prediction = { $k } effects: the between-study variance, and so the prediction interval, is very uncertain
cell-table-zero-log-scales = a cell of the table is zero: the log scale's standard error is undefined or one-sided
no-observations = no observations
no-events-either-arm-risk = no events in either arm: the risk ratio is undefined
outcome-does-not-vary-odds = the outcome does not vary: the odds ratio is undefined
no-events-either-arm = no events in either arm
every-observation-event = every observation is an event
fewer-than-two-observations-arm = fewer than two observations in an arm
values-do-not-vary-within = the values do not vary within the arms
one-observation-no-standard-error = one observation: no standard error
no-observations-treated-arm = no observations in the treated arm
no-observations-reference-arm = no observations in the reference arm
outcome-does-not-vary-nothing = the outcome does not vary: nothing to adjust
left-out-constant-dependent-on = left out, constant or dependent on others: { $names }
standard-errors-delta-method-penalised = standard errors by the delta method from the penalised information
clustering-not-these-standard-errors = clustering is not in these standard errors
name-and-number = { $name } ({ $n })
effects-close-interval-kept = the effects lie closer together than their standard errors allow for: the Hartung-Knapp interval is kept as long as the classical one
effects-close-interval-short = the effects lie closer together than their standard errors allow for: the Hartung-Knapp interval is shorter than the classical one here
no-quadrature-here = quadrature is not available for this arrangement of random effects
p-is = p = { NUMBER($p, minimumFractionDigits: 3, maximumFractionDigits: 3) }
p-below = p < { NUMBER(0.001, minimumFractionDigits: 3) }
converged = converged
columns-dependent = columns are constant or linearly dependent on others: { $names }
more-columns-than-rows = too few observations for so many covariates
one-row-each = every participant was measured once: there is nothing repeated to model
too-few-for-mixed = too few participants or measurements for a mixed model
person-is-group = every participant is a cluster of their own: clusters cannot be told from participants
no-variation-within = the outcome does not vary within participants
one-group-only = there is only one cluster: a variance between clusters cannot be estimated
person-in-two-groups = a participant belongs to more than one cluster
columns-all-zero = columns without any value but zero: { $names }
combination-of = { $name } (a combination of { $names })
rank-deficient = the design has { $columns } columns but rank { $rank }; leave out: { $which }
no-events-where = no events where { $name } is { $value }
only-events-where = only events where { $name } is { $value }
all-responses-equal = all responses are equal
separation-found = { $kind ->
    [complete] complete
   *[quasi] quasi-complete
 } separation: no finite maximum-likelihood estimate exists for { $names }. Fit with penalty='firth' or penalty='cauchy', or change the design.
separation-explained = { $kind ->
    [complete] complete
   *[quasi] quasi-complete
 } separation ({ $notes }): no finite maximum-likelihood estimate exists for { $names }. Fit with penalty='firth' or penalty='cauchy', or change the design.
clusters-never-change = every cluster in { $group } gives the same answer throughout: the variance between clusters has no finite estimate; analyse one response per cluster
no-complete-rows = no complete rows to fit
only-one-cluster-in = only one cluster in { $group }: its variance cannot be estimated; use ordinary logistic regression
clusters-of-one-answer = every cluster in { $group } has a single yes/no response: the variance between clusters cannot be told from the variance within; use ordinary logistic regression
no-complete-rows-missing-in = no complete rows to fit; missing values in: { $names }
no-standard-error-in-test = a parameter in the test has no standard error (it is at its boundary)
no-profile-interval = no profile interval for { $name }: use method='wald' or the bootstrap
spread-by = the standard deviation by { $group }
too-few-clusters-for-interval = fewer than { $needed } clusters carry no interval and no test
pairs-left-out = { $pairs ->
    [one] 1 pair without measurements of both clusters is
   *[other] { $pairs } pairs without measurements of both clusters are
 } left out
fewer-than-two-pairs = fewer than two pairs of clusters were measured
mmrm-no-structure = no covariance between measurements could be estimated: { $reason }
alone-in-one-cluster = { $name } takes one of its values in a single { $group } only: its effect cannot be told from that of this one. Who is in no { $group } gets an empty label, and the effect of { $group } goes into the other arm only (outer_re_formula)
category-of-one-value = every row has the same { $name }: it tells nothing, and is left out
categories-without-rows = no row has { $name } = { $names }: left out
no-rows-in-cells = no row has { $names }: that effect cannot be estimated; join categories, or leave the interaction out
no-lower-limit = no lower limit: the data exclude no rate ratio, however small
no-upper-limit = no upper limit: the data exclude no rate ratio, however large
