### Words in and beside figures.

figure-holds-title = Does the conclusion hold? { $about }
figure-holds-answer = Same conclusion in { $same } of { $all } other analyses; hollow dots: another one.
figure-holds-subtitle = Square and dotted line: the main estimate. Below it the same difference under other assumptions. Line: { $level } interval.
figure-holds-note = What each analysis takes for granted is in the table.
figure-holds-note_bounds = Grey bar: from lower to upper bound. What each analysis takes for granted is in the table.
figure-moderators-title = For whom? { $about }
figure-moderators-subtitle = Square: everyone. Dots: groups that the plan names, by one model. Line: { $level } interval.
figure-moderators-note = The p-value is that of the interaction: whether the difference differs between groups. Groups are not tested by themselves.
figure-moderators-everyone = Everyone
figure-moderators-heading = { $name } (interaction: p { $p })
figure-axis-months = Months since { $origin }
figure-axis-weeks = Weeks since { $origin }
figure-flow-enrolment = Enrolment
figure-flow-assessed = Assessed for eligibility
figure-flow-not_recorded = not recorded in the data
figure-flow-received = Received
figure-flow-care = Received allocated care
figure-flow-visited = (at least one home visit)
figure-flow-analysed = Analysis
figure-flow-in_analysis = In the main analysis
figure-flow-reasons = Flow diagram after CONSORT 2025. The data do not say why participants did not take part, missed a wave or stopped.
figure-flow-title = Participants from allocation to the last measurement
figure-flow-clusters = { $n } clusters ({ $cluster })
figure-flow-subtitle = Percentages of the number at the start. Beside each measurement who was not there.
figure-flow-allocation = Allocation
figure-flow-missed = missed
figure-flow-lost = not seen again
figure-flow-withdrawn = withdrawn
figure-missingness-title = Which measurements were made together
figure-missingness-subtitle = Each row is a pattern. A filled dot is measured, an open dot missed; the bar counts who has the pattern.
figure-missingness-hidden = { $patterns } more patterns are not shown: too few participants.
figure-missingness-rest = { $patterns } rarer patterns, together { $n } participants, are in the table.
figure-accumulation-title = Risk factors come together
figure-accumulation-subtitle = Share of participants with at least so many risk factors at baseline.
figure-accumulation-axis = Number of risk factors
figure-accumulation-at_least = ≥ { $k }
figure-balance-title = Are the arms alike at baseline?
figure-balance-subtitle = Standardised differences, { $contrast }. The grey band reaches to 0.1 standard deviation.
figure-balance-axis = Difference in standard deviations
figure-overview-counts = Per group: how many of those measured had the outcome, or how many were measured (n).
figure-overview-title = All outcomes at a glance
figure-overview-subtitle = { $contrast }, at the last measurement of each outcome. Dot: { $adjusted ->
        [all] adjusted for baseline characteristics
        [some] adjusted for baseline characteristics (with * not)
       *[none] the estimate
    }. Line: { $level } interval{ $clustered ->
        [all] {" "}that takes account of the clusters
       *[other] {""}
    }.{ $beside ->
        [shown] {" "}Open diamond: unadjusted.
       *[none] {""}
    }
figure-overview-note = The arrows say per panel which side is favourable. The intervals are not adjusted for the number of outcomes.
figure-overview-note_clusters = ° after an outcome: with an interval that takes account of clusters.
figure-overview-risks = Risk difference (percentage points)
figure-overview-means = Standardised difference of means (SD)
figure-overview-times = Difference in mean time (weeks)
figure-overview-hazards = Hazard ratio
figure-overview-ratios = Ratio of counts
figure-overview-favours = favours { $arm }
figure-trajectories-title = { $family }: course over the measurements
figure-trajectories-subtitle = As observed at each measurement among those measured. Lines: { $level } interval.
figure-trajectories-grey = Grey: before or at allocation.
figure-trajectories-note = What is missing is not imputed.
figure-trajectories-note_before = Months before { $origin } are negative. What is missing is not imputed.
figure-clusters_ignored = Intervals of an arm take participants who share a cluster as unrelated: they are likely too narrow.
figure-dumbbells-title = Partner violence by scale, severity and role
figure-dumbbells-subtitle = Risk per arm; the line between is the difference. Intervals are in the table.
figure-odds_ratios-title = { $family }: odds ratios from the multilevel model
figure-odds_ratios-subtitle = Per measurement. Dot and line: for a participant of equal disposition, with the { $level } interval. Open diamond: for the whole group (GEE).
figure-odds_ratios-note = Left of 1: lower odds in the intervention arm. The odds ratio at equal disposition lies further from 1 than that of the whole group; this is a property of the measure.
figure-marginal-title = { $family }: risks by the multilevel model
figure-marginal-subtitle = Risk in the whole group, the spread between participants integrated out. Also uses those who were not measured every time.
figure-curve-incidence = Share with the event up to each moment (Kaplan-Meier). Band: { $level } interval.
figure-curve-competing = Share with the event up to each moment, when another event can come first (Aalen-Johansen). Band: { $level } interval.
figure-curve-difference_incidence = Difference at { $weeks } weeks, { $contrast }: { $estimate } percentage points.
figure-curve-lasting = Share that still goes on (Kaplan-Meier). Band: { $level } interval.
figure-curve-weeks = Weeks since { $origin }
figure-curve-weeks_lasting = Weeks since { $origin }
figure-curve-at_risk = Still followed
figure-curve-difference = Difference in mean time up to { $weeks } weeks, { $contrast }: { $estimate } weeks.
figure-plausibility-title = { $about }: is what was imputed plausible?
figure-plausibility-none = In no outcome do imputed values lie far from measured ones (half a standard deviation in the middle data set, or half or twice their spread).
figure-plausibility-some = Something to look at in { $told }: imputed values lie further than half a standard deviation from measured ones in the middle data set, or spread half or twice as much.
figure-plausibility-note = At the right: measured → imputed. A difference is not wrong by itself: those who left may have been others from the start.
figure-plausibility-axis = Imputed less measured (standard deviations)
figure-contour-title = { $about }: does the conclusion stand if those not measured differ?
figure-contour-turns = The conclusion turns in { $turned } of { $all } combinations.
figure-contour-stands = The conclusion is the same in all { $all } combinations.
figure-contour-none = In none of the { $all } combinations do the arms differ demonstrably.
figure-contour-note = In each cell: { $unit }. Framed: the usual assumption, that those not measured resemble those measured in the same arm. { $step }
figure-contour-step-risk = A step of 1 (in log odds) makes a risk of 50% one of 73%.
figure-contour-step-scale = A step of 1 is half a standard deviation.
figure-contour-axis = Not measured in { $arm }: lower or higher than expected
figure-contour-lower = { $arm } demonstrably lower
figure-contour-higher = { $arm } demonstrably higher
figure-contour-unclear = No demonstrable difference
figure-chains-title = { $about }: what was imputed, and did it settle?
figure-chains-enough = { $imputations } imputations are enough: other random numbers would move the difference by { $error } { $unit }, { $share } of its standard error.
figure-chains-more = { $imputations } imputations are few: other random numbers would move the difference by { $error } { $unit }, { $share } of its standard error.
figure-chains-note = Line: mean of what was imputed in each iteration, in the middle data set; band: where 90% of the data sets lie. Dotted line: what was measured in the same arm. R-hat near 1 (below 1.2): the chains have settled.
figure-chains-iteration = Iteration
figure-chains-share = Imputed with the outcome (%)
figure-chains-mean = Imputed, mean
figure-chains-points = percentage points
figure-chains-rhat = R-hat { $rhat }
figure-tipping-title = { $family }: when does the conclusion tip?
figure-tipping-subtitle = Risk difference (percentage points) at the last measurement if unmeasured participants in the intervention arm have the outcome more or less often than expected.
figure-tipping-note = Band: interval. Dashed line: tipping point, where a significant difference no longer is. Without that line the difference is not significant, or it tips nowhere in this range.
figure-tipping-axis = Shift (log odds)
figure-change-title = Change since the first measurement
figure-change-subtitle = In standard deviations. Dot: estimate. Line: { $level } interval.
figure-change-note = Without a comparison group a change does not show what caused it.
figure-change-axis = Standard deviations
figure-single_case-title = { $outcome }: effect size per case
figure-single_case-subtitle = Each dot is one participant, with an interval where there is one. The black line is no change.

holds-compliers = { $visits ->
        [one] Who takes part: 1 visit or more
       *[other] Who takes part: { $visits } visits or more
    }
holds-direct = { $visits ->
        [one] 1 visit, offer itself { $points } points
       *[other] { $visits } visits, offer itself { $points } points
    }
holds-clusters_ignored = Participants who share a cluster count as unrelated: the interval is likely too narrow.
holds-subgroup = Only those with: { $only }
holds-lee = Bounds, one-sided
holds-zhang_rubin = Bounds, no assumption
holds-assumption-adjusted = Those measured are like those not measured with the same characteristics at the start.
holds-assumption-counts = As above.
holds-assumption-unadjusted = Those measured are like those not measured.
holds-assumption-marginal_adjusted = Missing at random given the answers before and the characteristics; a normal spread between participants.
holds-assumption-marginal = Missing at random given the answers before; a normal spread between participants.
holds-assumption-mixed_model = Missing at random given the answers before and the characteristics; normal values.
holds-assumption-survival = Who is lost to follow-up is no more and no less at risk than who stays in the same arm.
holds-assumption-imputed_survival = Drop-out depends only on everything that was measured; times after it are drawn from those still followed who are alike.
holds-assumption-free_baseline = As the model it belongs to; the arms may differ before allocation by chance.
holds-assumption-imputation = Missing at random given everything that was measured.
holds-assumption-reference_based = Those who left the treated arm go on as the reference arm.
holds-reference_based-jump = Imputed as reference from leaving on
holds-reference_based-copy = Imputed as always in the reference arm
holds-reference_based-increments = Imputed with the reference's change
holds-reference_based-last_mean = Imputed at her arm's last mean
holds-reference_bootstrap-jump = As reference from leaving on, bootstrap
holds-reference_bootstrap-copy = As always in the reference arm, bootstrap
holds-reference_bootstrap-increments = With the reference's change, bootstrap
holds-reference_bootstrap-last_mean = At her arm's last mean, bootstrap
holds-assumption-reference_bootstrap = As the row it belongs to; the interval is that of repeated trials, not anchored in the information.
holds-assumption-weighted = Drop-out depends on arm and characteristics, and its model is right.
holds-assumption-doubly_robust = Drop-out depends on arm and characteristics; its model or that of the outcome is right.
holds-assumption-extremes = None; what is missing takes its extreme values.
holds-assumption-compliers = Nobody of the reference arm takes part, and the offer does nothing for those who do not; no account of drop-out.
holds-assumption-direct = As above, but for such an effect of the offer on those who do not take part.
holds-assumption-subgroup = None that randomisation gives, since this is a selection after it.
holds-assumption-lee = Of those who would have it in either arm: the arm can only take this away, or only bring it; those not measured are like those measured.
holds-assumption-zhang_rubin = Of those who would have it in either arm: those not measured are like those measured.
holds-verdict-main = main estimate
holds-verdict-holds = same conclusion
holds-verdict-weaker = undecided here
holds-verdict-stronger = decided here only
holds-verdict-other = other direction

extreme-worst = Worst case for the treated arm
extreme-best = Best case for the treated arm

alt-holds = { $about }: the main estimate and the same difference under other assumptions, with intervals. The numbers are in the table.
alt-moderators = { $about }: the difference for everyone and per group, with intervals. The numbers are in the table.
alt-flow = Flow diagram of participants per arm: numbers at allocation and at each measurement, with who missed it or was not seen again. The numbers are in the table Participation by measurement.
alt-missingness = Patterns of measurements made and missed with the number of participants per arm. The numbers are in the table Patterns of measurements.
alt-accumulation = Bar chart: share of participants with at least so many risk factors. The shares are in the table.
alt-balance = Dot chart of standardised differences between the arms at baseline. The values are in the table Baseline characteristics.
alt-overview = Overview of all outcomes with estimate and interval. The numbers are at the right of the figure and in the tables by subject.
alt-change = Dot chart of standardised changes since the first measurement, with intervals.
alt-curve = { $about }: curve per arm over the weeks, with interval and the number still followed.
alt-dumbbells = { $about }: risks of both arms by scale, severity and role, joined by a line. The numbers are in the table.
alt-trajectories = { $about }: values by measurement and arm with intervals, a panel per outcome. The numbers are in the table.
alt-odds_ratios = { $about }: odds ratios per measurement from the multilevel model with intervals. The numbers are in the table of models.
alt-marginal = { $about }: risks by measurement and arm from the multilevel model, with intervals. The numbers are in the table of models.
alt-contour = { $about }: the difference and the conclusion under separate shifts of those not measured in either arm.
alt-plausibility = { $about }: by how many standard deviations imputed values differ from measured ones, per outcome and arm.
alt-chains = { $about }: per arm the mean of what was imputed over the iterations, beside what was measured.
alt-tipping = { $about }: risk difference under shifting assumptions on missing measurements, with the tipping point.
alt-single_case = Effect size per participant.

caption-holds = One question under several assumptions; the first line is the answer of the plan.
caption-moderators = Effects per group, with the test of the interaction.
caption-flow = From allocation to the last measurement. Who missed a measurement may have been seen again later.
caption-missingness = Each row is one pattern of measurements made and missed.
caption-accumulation = A participant with seven risk factors counts at every lower number too.
caption-balance = Differences within the grey band count as small.
caption-overview = All outcomes at their last measurement{ $adjusted ->
        [all] , adjusted for baseline characteristics
        [some] , where possible adjusted for baseline characteristics
       *[none] {""}
    }{ $clustered ->
        [all] , with intervals that take account of the clusters
       *[other] {""}
    }.
caption-change = Change within the same participants.
caption-curve = Kaplan-Meier; who is lost to follow-up counts until that moment.
caption-dumbbells = The longer the line, the larger the difference between the arms.
caption-trajectories = Observed values, neither adjusted nor imputed.
caption-odds_ratios = Adaptive Gauss-Hermite quadrature; the open diamond is the marginal odds ratio (GEE).
caption-marginal = From the same model as the odds ratios, translated back to risks for the whole group.
caption-contour = One colour means that the conclusion does not depend on those not measured; where the colour changes, it turns.
caption-plausibility = Far from zero means that those not measured are expected to be others than those measured; whether that can be true is for who knows them.
caption-chains = Lines that run level beside each other mean that the imputation forgot where it began. A line away from its dots means that those not measured are expected to differ from those measured.
caption-tipping = Zero is the usual assumption; to the right it goes worse with the unmeasured in the intervention arm.
caption-single_case = Per participant; not to be carried over to a group.
