### Texts of the report.

banner-synthetic = These results come from imitated participants, made by a rule from published figures. They show what the software does and say nothing about the effect of the programme.
banner-controlled = Real data under output control: what concerns fewer than { $minimum } participants, or would reveal so small a number, is not shown ({ $mark }); counts are multiples of { $base }.
banner-reason = Reason for the lower limits: { $reason }
banner-short = Synthetic data – no real participants
banner-chip = Synthetic

table-equivalence-title = { $family }: equivalence
table-equivalence-margin = Margin
table-equivalence-contrast = Contrast
table-equivalence-p = p (two one-sided tests)
table-equivalence-result = Result
table-equivalence-shown = equivalent
table-equivalence-not_shown = not shown
table-equivalence-note = Equivalence is shown where both one-sided tests reject, which is where the { $level } interval lies within the margins. Not shown is not the same as different.
table-holds-title = Does the conclusion hold? { $about }
table-holds-assumption = What it takes for granted
table-holds-verdict = Beside the main estimate
table-holds-note = The first line is the estimate of the plan; the others are sensitivity analyses and no further tests of the hypothesis. Same conclusion means that both intervals exclude no difference on the same side, or both do not. Of two bounds both are given, and in brackets the limits around them.
table-holds-dose = Within the treated arm the risk goes with { $estimate } percentage points per ten visits. That is no effect of visits: nobody was allotted a number of them, and what happens to a participant ends or prompts visits.
table-holds-models = Odds ratios of the models, which are not the same quantity: { $listed }.
table-holds-hazards = Hazard ratios of the models, which are not the same quantity: { $listed }.
table-holds-logrank = Log-rank test: p { $p }. It asks whether hazards differ at any time, not whether the mean times do.
table-moderators-title = For whom? { $about }
table-moderators-group = Characteristic and group
table-moderators-n = n
table-moderators-interaction = p of interaction
table-moderators-p_difference = difference
table-moderators-p_ratio = ratio
table-moderators-note = Groups were named in the plan. Whether an effect differs between groups is what the interaction tests, on the scale of differences and on that of ratios; groups have no p-value of their own, and intervals that overlap or do not are no such test. A trial of this size finds large interactions only, and the tests are not adjusted for their number.
table-flow-title = Participation by measurement
table-flow-note = Percentages of the number at the start of the arm.
table-flow-clusters = Clusters randomised ({ $cluster })
table-flow-clusters_measured = Clusters in which somebody was measured ({ $cluster })
table-baseline-title = Baseline characteristics
table-baseline-note = Number (percentage of those known) or mean (standard deviation).
table-baseline-asked_note = A second number: of so many the answer is known, since not all were asked or answered.
table-baseline-per_cluster = Participants per cluster, mean
table-baseline-smd = Standardised difference in standard deviations. Baseline differences are not tested; randomisation makes such a test pointless.
table-risk_factors-title = Accumulation of risk factors
table-risk_factors-number = Number of risk factors
table-risk_factors-exactly = exactly, n (%)
table-risk_factors-at_least = at least, n (%)
table-missingness-title = Patterns of measurements
table-missingness-pattern = Pattern
table-missingness-more = { $n } rarer patterns are in the long table.
table-rounded_note = Rounded: the difference is computed from numbers that were not rounded; subtracting the numbers shown gives another last digit.
table-primary_mark = † Primary hypothesis of the analysis plan; main analysis: { $analysis }.
table-without_interval = Differences without an interval and p-value take no account of clusters: their interval would be too narrow. The comparison that takes account of clusters has them.
table-risks-title = { $family }: risks by measurement
table-risks-note = In brackets the { $level } interval. Risks: Wilson; risk difference: Newcombe; ratios: log or score method, exact for small counts. p: chi-square, or Fisher mid-p for small expected counts. Holm: adjusted within the family of outcomes.{ $adjusted ->
        [yes] {" "}Adjusted: standardised over baseline characteristics; of those measured, and of everyone after multiple imputation.
       *[no] {""}
    } Multilevel uses every answer of whoever was measured at least once.
table-means-title = { $family }: means by measurement
table-means-note = In brackets after a difference the { $level } interval. Difference: Welch; standardised: Hedges' g{ $adjusted ->
        [yes] ; adjusted: analysis of covariance on baseline characteristics; of those measured, and of everyone after multiple imputation
       *[no] {""}
    }.
table-times-incidence_difference = Difference in incidence (percentage points)
table-times-title = { $family }: time to the event
table-times-note = In brackets the { $level } interval. Mean time without the event is the area under the Kaplan-Meier curve up to the limit. Imputed: everyone, after multiple imputation.
table-times-horizon = { $outcome }: limit at { $weeks } weeks.
table-one_arm-title = { $family }: course
table-one_arm-note = In brackets the { $level } interval. With two or three participants it is so wide that it says nothing. What is missing is not imputed.
table-multilevel-title = { $family }: models over all measurements
table-multilevel-note = Multilevel: odds ratio between participants of equal disposition (random intercept). GEE: odds ratio for the whole group. Model-based risk: risk in the whole group by the multilevel model, the random effect integrated out.
table-sensitivity-title = { $family }: how much do missing measurements matter?
table-sensitivity-available = Participants measured
table-sensitivity-imputed = Multiply imputed
table-sensitivity-jump = Imputed as reference
table-sensitivity-tipping = Tipping point (log odds)
table-sensitivity-none = not reached
table-sensitivity-nothing = n/a
table-sensitivity-tipping_note = Tipping point: the smallest shift (log odds) of the risk of unmeasured participants in the intervention arm, against the conclusion, at which a significant difference no longer is (+: higher than expected, −: lower). N/a: the difference is not significant, so there is nothing to tip.
table-sensitivity-jump_note = Imputed as reference: who stayed away is treated as a member of the reference arm.
table-multiplicity-title = Tests with and without adjustment
table-multiplicity-group = { $family } ({ $n } tests)
table-multiplicity-primary = Primary hypotheses ({ $procedure }, { $n } tests)
table-multiplicity-secondary = { $family } ({ $n } tests, secondary)
table-multiplicity-fixed_sequence = fixed sequence
table-multiplicity-holm = Holm
table-multiplicity-hochberg = Hochberg
table-multiplicity-graph = graphical procedure
table-multiplicity-note = One test per outcome and measurement after the first. Primary hypotheses are adjusted for one another by the procedure of the plan; the others by family. Holm controls the probability of even one false finding in the family, Benjamini-Hochberg the share of false findings. RD: risk difference (percentage points); MD: mean difference; TD: difference in mean time (weeks).
table-multiplicity-note_clusters = The tests are those of the comparisons that take account of clusters. HR: hazard ratio; MR: ratio of mean counts.
table-fidelity-title = Visits by phase
table-fidelity-measure = Measure
table-fidelity-note = Means over participants, with the interval in brackets. Length and subjects of visits are averaged per participant first.
table-single_case-title = Effect size per case
table-single_case-note = NAP and PEM: 0.5 is no change; Tau: 0 is no change. Exact permutation test; few measurements cannot give a small p-value, and then none is given.
table-agreement-title = Agreement between informants
table-agreement-note = Kappa (yes or no) or intraclass correlation ICC(A,1) (score), in brackets the interval. Difference: first minus second informant; for yes or no in percentage points. An estimated 95% of the differences lie within the limits of agreement.

section-moderators = For whom
section-plan = Plan and what was done
section-findings = Overview of outcomes
section-flow = Participation
section-baseline = At baseline
section-agreement = Agreement between informants
section-single_case = Per case
section-multiplicity = Many tests at once
section-fidelity = Delivery of the programme

intro-moderators = Whether the effect differs between groups that were named before the data were seen.
intro-plan = What was to be estimated, decided before the data were seen, and whether this run kept to it.
intro-fidelity = How many visits were planned and made, how long they took and what they were about.
intro-findings = All outcomes side by side, each at its last measurement. The chapters that follow give all measurements, tables and methods by subject.
intro-flow = Who took part, who was measured when, and which measurements are missing.
intro-baseline = The arms were formed by randomisation; differences at baseline are due to chance and are described, not tested.
intro-multiplicity = With many tests a few low p-values are to be expected even if nothing is going on. Tests are therefore adjusted within each subject.
intro-single_case = Comparison of measurements within one participant. Such results say something about these participants, not about a group.

report-skip = To the content
report-outcomes = Outcomes
report-contents = Contents
report-summary = Main findings
report-summary_intro = Difference between the arms at the last measurement of each outcome{ $adjusted ->
        [all] , adjusted for baseline characteristics
        [some] , adjusted for baseline characteristics (not: { $others })
       *[none] {""}
    }. { $clustered ->
        [all] Whole clusters went to one arm or the other, or participants within clusters resemble each other: the intervals and p-values take account of that.{" "}
       *[other] {""}
    }A { $level } interval gives the differences that are compatible with these data. An interval that contains no difference means that the data do not decide, not that there is none.
report-and_more = and { $n } more
report-summary_one_arm = This study has no comparison group. The chapters that follow describe what was observed; what caused a change cannot be concluded from it.
report-strip_note = The line beside each finding is the interval, the dot the estimate and the dotted line no difference.
report-comparison = Comparison with published figures
report-comparison_intro = The estimates beside the published ones. A dash: of this there is no estimate of our own.
report-comparison_synthetic = The synthetic participants were made from these published figures. Agreement is therefore by construction and not a replication. A dash: of this there is no estimate of our own.
report-quality = Quality of the data
report-quality_intro = What the checks at reading found, and for which estimates there is something to note. Nothing was left out in silence.
report-checks = Checks at reading
report-checks_controlled = Counts are rounded to multiples of { $n }; what is less reads <{ $n }. Row numbers are in tidy/quality.parquet.
report-dictionary_controlled = The number of measured values is rounded to a multiple of { $n }; what is less reads <{ $n }.
report-no_findings = The checks found nothing to note.
report-not_estimated = Could not be estimated
report-remarks = Remarks on estimates
report-remarks_alike = { $text } ({ $n } more like it, with other numbers)
report-nothing = None.
report-reason = Reason
report-row_count = Rows
report-all_estimates = All estimates
report-estimates_intro = The whole table of results. Search for words, choose a subject, or click a heading to sort. All columns are in estimates.csv.
report-search = Search
report-family = Subject
report-estimand = Measure
report-curves = points of curves too
report-csv = Selection as CSV
report-noscript = The searchable table needs JavaScript. All estimates are in estimates.csv.
report-reading = How to read this
report-dictionary = Variables
report-provenance = Provenance
report-simulated = How often the plan's tests err, and how likely they are to find the published effects, was simulated:
report-provenance_intro = What this report was made with and from. The same input and settings give the same results.
report-inputs = Input files ({ $n })
report-file = File
report-methods = Methods behind these results
report-lab = How often the planned analysis finds an effect of a given size, and how often one that is not there, is simulated with the command voorzorg power.
report-lab_title = What can this trial find out? Its primary hypotheses in simulated trials
report-lab_note = Simulated, not observed: 2,000 trials of this size and design without any effect and 2,000 with the published effects, drawn from a population of which the truth is known. Percentages of trials, with the simulation error in brackets. The command voorzorg power data/studies/trial.yaml makes them again, with a page.
report-lab_hypothesis = Hypothesis
report-lab_analysis = Analysis
report-lab_none = No effect: found all the same
report-lab_published = Published effect: found
report-lab_in_order = The same, in the plan's order
report-lab_coverage = Intervals that hold the truth
report-lab_adjusted = adjusted
report-lab_two_arm = not adjusted
report-show_table = Show the table ({ $n } rows)
report-show_list = Show the list ({ $n })
report-word = All tables as Word
report-tables_file = tables
report-print = Print
report-participation = Participation and baseline
report-week = week { $n }
report-not_converged = did not converge
report-footer = Made with voorzorg from the estimates of this cohort.

script-rows = rows
script-of = of
script-all = All
script-previous = Previous
script-next = Next
script-page = Page

long-family = Topic
long-category = Category
long-p_adjusted_fdr = p (Benjamini-Hochberg)
long-outcome = Outcome
long-wave = Measurement
long-who = Arm or comparison
long-estimand = Measure
long-estimate = Estimate (interval)
long-n = n or events/n
long-p_value = p
long-p_adjusted = p (Holm)
long-method = Method
long-missing = Missing data
long-remark = Remark
long-analysis = Analysis
long-more = Method and remarks

fact-start = { $participants } { $state }
fact-last = measured at { $wave }
fact-clusters =
    { $paired ->
        [yes] clusters randomised in pairs
       *[no] clusters randomised
    }: { $cluster }
fact-in_clusters = { $participants } in these clusters
fact-wave = measurement
fact-waves = measurements
fact-outcome = outcome
fact-outcomes = outcomes

download-family = Topic
download-outcome = Outcome
download-wave = Measurement
download-who = Arm or comparison
download-estimand = Estimand
download-analysis = Analysis
download-method = Method
download-missing = Missing data
download-remark = Remark
download-shown = Estimate (interval)
download-estimate = Estimate
download-ci_low = Lower limit
download-ci_high = Upper limit
download-p_value = p
download-p_adjusted = p (Holm)
download-n_reference = n reference arm
download-n_treated = n treated arm
download-events_reference = events reference arm
download-events_treated = events treated arm

headline-risks = { $first } in { $per } with { $arm }, against { $second } in { $per } with { $other }: { $difference } ({ $level } interval { $interval }).
headline-fewer = fewer
headline-more = more
headline-equal = no difference
headline-across = from { $low } to { $high }
headline-between = { $near } to { $far }

finding-rmst_lasting = Lasts { $first } weeks on average in { $arm }, { $second } in { $other }: a difference of { $estimate } weeks ({ $rounded }{ $level } interval { $interval }).
finding-risk_difference = { $first } in { $arm }, { $second } in { $other }: a difference of { $estimate } percentage points ({ $rounded }{ $level } interval { $interval }).
finding-mean_difference = On average { $first } in { $arm }, { $second } in { $other }: a difference of { $estimate }{ $unit } ({ $rounded }{ $level } interval { $interval }).
finding-rmst_difference = Mean time without the event { $first } weeks in { $arm }, { $second } in { $other }: a difference of { $estimate } weeks ({ $rounded }{ $level } interval { $interval }).
finding-rate_ratio = On average { $first } in { $arm }, { $second } in { $other }: { $estimate } times as many by the model ({ $level } interval { $interval }).
finding-hazard_ratio = Among those who have not had the event yet, it comes { $estimate } times as often at any moment in { $arm } as in { $other } (hazard ratio, { $level } interval { $interval }).
finding-hazard_lasting = Among those still going on, the end comes { $estimate } times as often at any moment in { $arm } as in { $other } (hazard ratio, { $level } interval { $interval }).
finding-clusters_only = With an interval that takes account of the clusters ({ $cluster }).
finding-clusters_counted =
    { $first } clusters were randomised to { $arm } and { $second } to { $other }{ $paired ->
        [yes] {","} matched in pairs.
       *[no] {"."}
    }
finding-clusters = Adjusted, with an interval that takes account of the clusters ({ $cluster }).
finding-clusters_paired = Adjusted, with an interval over { $pairs } pairs of clusters ({ $cluster }).
finding-better = The interval lies entirely on the favourable side of zero.
finding-worse = The interval lies entirely on the unfavourable side of zero.
finding-better_ratio = The interval lies entirely on the favourable side of one.
finding-worse_ratio = The interval lies entirely on the unfavourable side of one.
finding-open = The interval runs from favourable to unfavourable: the data do not decide.
finding-apart = The interval lies entirely on one side of zero; which side is favourable was not said.
finding-apart_ratio = The interval lies entirely on one side of one; which side is favourable was not said.
finding-undecided = The interval holds no difference: the data do not decide.
finding-holm = After adjustment for the number of tests: p { $p }.
finding-holm_stands = This stands after adjustment for the number of tests (p { $p }).
finding-holm_falls = After adjustment for the number of tests this does not stand (p { $p }).
finding-strongest = The smallest p-values among them:
finding-counts =
    { $n } outcomes. The interval lies entirely on the favourable side for { $better }, entirely on the unfavourable side for { $worse }, and runs from favourable to unfavourable for { $open }. After Holm adjustment within this subject { $left ->
        [none] none remains.
        [one] 1 remains.
       *[other] { $kept } remain.
    }
finding-counts_undirected =
    { $n } outcomes. For { $apart } the interval lies entirely on one side of no difference; for { $open } it does not. Which side is favourable was not said for all of them. After Holm adjustment within this subject { $left ->
        [none] none remains.
        [one] 1 remains.
       *[other] { $kept } remain.
    }
finding-counts_hidden = Not shown: { $n } outcomes, because they would reveal too small a number of participants.
finding-not_shown = Not shown: it rests on too few participants, or would reveal so small a number.

term-interval-name = Interval
term-interval-text = Of many such studies, { $level } intervals would contain the true value in that percentage. Read it as the values that fit these data well.
term-p-name = p-value
term-p-text = How often a difference at least this large would arise if there were none. Not a measure of size or importance.
term-holm-name = Holm and Benjamini-Hochberg
term-holm-text = Adjustments for many tests. Holm is strict: the probability of even one false finding stays small. Benjamini-Hochberg allows a small share of false findings.
term-risk_difference-name = Risk difference
term-risk_difference-text = Difference of two risks in percentage points. −8 percentage points: of every 100 participants, 8 fewer experience it.
term-odds_ratio-name = Odds ratio
term-odds_ratio-text = Ratio of two odds (risk divided by its complement). 1 is no difference. For common outcomes it lies further from 1 than the risk ratio.
term-conditional-name = Per person or for the whole group
term-conditional-text = The multilevel model compares participants of equal disposition; GEE and model-based risks describe the group as a whole. Both are right, but answer different questions.
term-missing-name = Missing measurements
term-missing-text = Those who stay away may differ from those who stay. Several approaches therefore stand side by side; if they say the same, the conclusion depends little on them.
term-rmst-name = Mean time without the event
term-rmst-text = The area under the curve up to a limit: how many weeks a participant stays without the event on average.
finding-rounded = rounded
headline-risks_rounded = { $first } in { $per } with { $arm }, against { $second } in { $per } with { $other }: { $difference } (rounded; { $level } interval { $interval }).
report-figure_number = Figure { $n }.
report-table_number = Table { $n }.
report-enlarge = Enlarge figure { $n }
report-enlarged = Figure, enlarged
report-close = Close
report-link = Permalink
report-more_figures = { $n ->
    [one] { $n } more figure
   *[other] { $n } more figures
 }
report-not_printed = not printed; it is in the report on screen
report-not_printed_rows = The estimates are not all on paper: see estimates.csv, or this table on screen.
