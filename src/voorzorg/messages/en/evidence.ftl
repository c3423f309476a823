# The audit of published figures.
evidence-two = { $a } { $b }
evidence-at = { $what } ({ $where })
evidence-has = { $value }: { $which }
evidence-and = { $a } and { $b }
evidence-nothing = { "" }

## How an estimate was made
evidence-made-adjusted = adjusted
evidence-made-clustered = corrected for clusters
evidence-made-model = from a model
evidence-made-stratified = stratified
evidence-made-imputed = with imputed values
evidence-made-weighted = weighted
evidence-made-survival = from a survival analysis
evidence-adjusted-or-model = adjusted, corrected for clusters or otherwise modelled

## Contrasts
evidence-formula-risk-ratio = the ratio of the two risks
evidence-formula-risk-ratio-inverse = the inverse ratio (control / treated)
evidence-formula-complement-ratio = the ratio of the complements: without the event, treated / control
evidence-formula-complement-ratio-inverse = the ratio of the complements: without the event, control / treated
evidence-formula-odds-ratio = the odds ratio
evidence-formula-odds-ratio-inverse = the inverse odds ratio
evidence-formula-relative-reduction = the relative reduction (1 − risk ratio)
evidence-formula-risk-difference = the risk difference
evidence-formula-risk-difference-sign = the risk difference with the sign reversed
evidence-formula-hazard-ratio = the ratio of cumulative hazards
evidence-follows-as = { $pair } gives { $value } as { $name }
evidence-follows = { $pair } gives { $value }
evidence-d-follows = The means and SDs give d = { $value }
evidence-agrees-exactly = { $follows }; the printed { $printed } agrees exactly.
evidence-agrees-rounded = { $follows }; the printed { $printed } agrees within rounding.
evidence-agrees-in-steps = { $follows }; the printed { $printed } agrees if a number was rounded before it was used, or rounded twice.
evidence-not-printed = { $follows }, not { $printed }.
evidence-is-instead = The printed value is { $name } ({ $value }).
evidence-sign-reversed = With the sign reversed it agrees.
evidence-is-points = It is the difference in percentage points.
evidence-is-relative = It is the relative change.
evidence-ratio-of-nothing = With a percentage of 0 or 100 this ratio cannot be computed.
evidence-hazard-ratio-needs-times = A hazard ratio depends on when the events fell; two percentages are not enough.
evidence-moved-unsaid-inside = How it was made is not printed. If it was { $how }, it could plausibly lie between { $low } and { $high }.
evidence-moved-unsaid-outside = How it was made is not printed. Even if it was { $how }, it would plausibly lie between { $low } and { $high }.
evidence-moved-unsaid-unknown = How it was made is not printed. It is possible if it was { $how }; how far that could reach cannot be told from what is printed.
evidence-moved-said-inside = It is said to be { $how }, and could then plausibly lie between { $low } and { $high }.
evidence-moved-said-outside = It is said to be { $how }, and would then plausibly lie between { $low } and { $high }.
evidence-moved-said-unknown = It is said to be { $how }; how far that could reach cannot be told from what is printed.
evidence-error-too-small = What is printed with it gives a standard error of at most { $printed }, and the two arms at least { $least }: no adjustment takes that much away.

## P-values
evidence-test-pearson = Pearson's chi-squared test
evidence-test-yates = the chi-squared test with Yates' correction
evidence-test-likelihood-ratio = the likelihood-ratio test
evidence-test-wald-log-odds = Wald's test of the log odds
evidence-test-wald-log-ratio = Wald's test of the log risk ratio
evidence-test-fisher = Fisher's exact test
evidence-test-student = a t-test
evidence-p-follows = { $claim } follows from { $table } by { $test } (p = { $p }).
evidence-by-test = by { $test }
evidence-p-at-every-size = { $claim } holds for every group size that can give { $pair }.
evidence-p-at-some-sizes = { $claim } fits { $pair } by { $test } if about { $sizes } people per group counted.
evidence-p-at-fewer = { $claim } fits { $pair } by { $test } if about { $sizes } people per group counted; with everybody who was randomised it does not hold.
evidence-people-per-group = about { $sizes } people per group
evidence-with-at-most = { " " }with at most { $treated } and { $control } people
evidence-p-not-from = { $claim } does not follow from { $pair }{ $limit }: a crude two-sided test gives a p between { $low } and { $high }.
evidence-p-not-from-one = { $claim } does not follow from { $pair }{ $limit }: a crude two-sided test gives p { $p }.
evidence-p-one-sided-only = { $claim } with { $pair } needs a one-sided test{ $limit }, or another analysis than a crude one; two-sided, p is at least { $p }.
evidence-one-sided = one-sided
evidence-one-sided-or-model = one-sided, adjusted, corrected for clusters or otherwise modelled
evidence-word-needs = These are the only figures printed with it; the statement needs an analysis that is { $how }.
evidence-p-larger-unsaid = How it was tested is not printed. A p this large is possible if the test was { $how }.
evidence-p-larger-said = The test is said to be { $how }, which can make p larger.
evidence-p-moved-unsaid-inside = How it was tested is not printed. It is possible if the test was { $how }; p could then plausibly be as small as { $least }.
evidence-p-moved-unsaid-outside = How it was tested is not printed. Even if the test was { $how }, p would plausibly be { $least } at least.
evidence-p-moved-said-inside = The test is said to be { $how }; p could then plausibly be as small as { $least }.
evidence-p-moved-said-outside = The test is said to be { $how }; p would then plausibly be { $least } at least.
evidence-statistic-gives = The test statistic gives p = { $p }, as printed.
evidence-statistic-of-means = { $pair } gives { $value } as test statistic
evidence-statistic-one-sided = { $claim } holds one-sided only; two-sided, p is { $p }.
evidence-statistic-not = The test statistic gives p = { $p }, not { $claim }.
evidence-statistic-not-turns = The test statistic gives p = { $p }, not { $claim }: the conclusion about significance turns round.

## Intervals
evidence-middle = The estimate { $printed } is in the middle of its interval { $interval }, as a Wald interval has it.
evidence-off-middle = The estimate { $printed } is not in the middle of its interval { $interval }; possible where it is not a Wald interval.
evidence-off-middle-far = The estimate { $printed } is far from the middle of its interval { $interval }; no interval of a crude table is as skewed as that.
evidence-not-wald = not a Wald interval
evidence-not-wald-or-adjusted = not a Wald interval, or adjusted
evidence-interval-p-fits = { $claim } fits the estimate and its interval.
evidence-interval-p-close = { $claim } differs from what the interval gives under the normal distribution; possible if it is { $how }.
evidence-interval-p-not = { $claim } does not fit the interval, which gives a p between { $low } and { $high }.
evidence-different-methods = by another method than the interval
evidence-few-degrees = from a t distribution with few degrees of freedom
evidence-width-fits = The interval { $interval } is as wide as these numbers make it.
evidence-width-near = The interval { $interval } is of a slightly other width than a Wald interval of these numbers.
evidence-width-not = The interval { $interval } is not as wide as these numbers make it.
evidence-width-narrower = The interval { $interval } is narrower than { $pair } can give with the published numbers.
evidence-width-at-sizes = The width of { $interval } fits { $pair } if about { $sizes } people per group counted.
evidence-width-moved = It is possible if the estimate is { $how }.
evidence-d-p-too-small = { $claim } is smaller than { $n } people can give: p is at least { $p } without a baseline measurement.
evidence-d-p-possible = { $claim } is possible with { $n } people; it depends on the spread between studies and group sizes, which are not printed.
evidence-heterogeneity = heterogeneity or unequal groups

## One row
evidence-outside-domain = { $value } does not exist here: the value must lie between { $low } and { $high }.
evidence-p-outside = The p-value is not between 0 and 1.
evidence-range-upside-down = The upper end of the range is below its lower end.
evidence-more-events = There are more events ({ $events }) than people ({ $n }).
evidence-interval-upside-down = The lower limit of the interval is above its upper limit.
evidence-outside-interval = The estimate { $value } lies outside its own interval { $interval }.
evidence-limit-too-low = The lower limit is below { $low }, the smallest value there is.
evidence-events-give = { $events } of { $n } is { $percentage } %.
evidence-events-tie = { $events } of { $n } is a tie, printed the other way.
evidence-events-truncated = { $events } of { $n } is { $percentage } % if it was truncated, not rounded.
evidence-events-in-steps = { $events } of { $n } is { $percentage } % if it was rounded twice.
evidence-events-do-not-give = { $events } of { $n } is { $share } %, not { $percentage } %.
evidence-share-moved = { $events } of { $n } is { $share } %, not { $percentage } %; the percentage is said to be { $how }.
evidence-truncated = truncated instead of rounded
evidence-rounded-in-steps = rounded more than once, or computed from a rounded number
evidence-grim-fits = { $counts } of { $n } gives { $percentage } %.
evidence-grim-truncated = Out of { $n }, { $percentage } % is possible only if it was truncated, not rounded.
evidence-grim-in-steps = Out of { $n }, { $percentage } % is possible only if it was rounded twice.
evidence-grim-impossible = No number out of { $n } gives { $percentage } % (GRIM).
evidence-sizes = n = { $sizes }
evidence-sizes-truncated = n = { $sizes }, truncated
evidence-sizes-or-truncated = n = { $sizes } ({ $cut } if truncated)
evidence-denominator = denominator { $way }
evidence-denominator-if = { $events ->
    [one] 1 event is
   *[other] { $events } events are
 } { $percentage } % if the denominator is { $way }; the denominator is not printed.
evidence-denominator-fewer = { $events ->
    [one] 1 event is
   *[other] { $events } events are
 } { $percentage } % if the denominator is { $way }, fewer than the { $cap } that are published; the denominator is not printed.
evidence-no-denominator = No group of up to { $cap } people makes { $events ->
    [one] 1 event
   *[other] { $events } events
 } { $percentage } %.
evidence-of-whole-group = Out of the whole group of { $cap }, { $percentage } % is possible; that it is the denominator is not printed.
evidence-of-part-of-group = { $percentage } % cannot be over the whole group of { $cap }, but over { $way }; the denominator is not printed.
evidence-of-no-group = { $percentage } % is possible with no denominator up to { $cap }, the largest number published for this group; only from n = { $more }.
evidence-grim-mean-fits = A total of { $total } over { $answers } answers gives { $mean } (GRIM).
evidence-grim-mean-truncation = This mean is possible only if it was truncated, not rounded (GRIM).
evidence-grim-mean-steps = This mean is possible only if it was rounded twice (GRIM).
evidence-grim-mean-impossible = No total over { $answers } whole answers gives { $mean } (GRIM).
evidence-sd-beyond-scale = On a scale from { $low } to { $high } the largest SD with this mean is { $most }.
evidence-debit-fits = A yes/no variable with mean { $mean } has an SD of { $sd } (DEBIT).
evidence-debit-impossible = A yes/no variable with this mean has another SD (DEBIT).
evidence-grimmer-fits = There are whole answers with this mean and this SD (GRIMMER).
evidence-grimmer-impossible = No whole answers have this mean and this SD together (GRIMMER).
evidence-no-sample = No set of whole scores on this scale has this mean and this SD (searched completely).

## The same quantity in several places
evidence-circumstance-price-year = price year
evidence-circumstance-data-year = year
evidence-circumstance-wave = wave
evidence-circumstance-n = denominator
evidence-circumstance-population = description of the group
evidence-circumstance-unit = unit
evidence-circumstance-made = the way the estimate was made
evidence-versions-truncated = The versions run from { $low } to { $high }; possible if one was truncated and another rounded.
evidence-truncated-in-one-place = truncated in one place, rounded in another
evidence-versions-differ-by = The versions run from { $low } to { $high }; possible only through a difference in { $what } ({ $seen }).
evidence-difference-in = a difference in { $what }
evidence-versions-unexplained = The versions run from { $low } to { $high } and nothing printed with them explains the difference.
evidence-versions-in-one-source = The versions run from { $low } to { $high } and nothing printed with them explains the difference: one source contradicts itself.
evidence-arms-swapped = The arms are swapped: { $first } and { $second } belong to opposite arms in { $here } and { $there }.
evidence-value-of-another-arm = { $value } belongs to the arm { $arm } in { $here } and to { $other } in { $there }, while the other arm differs: one of the two places names another arm.
evidence-mixture-outside = { $all } for everybody is not between { $a } and { $b }.
evidence-mixture-fits = The arms together give { $together } of { $n }: { $all }.
evidence-mixture-not = The arms together give { $together } of { $n }, and that is not { $all }.

## What cannot be checked
evidence-uncheckable-percentage = Not checkable: the number of people behind this percentage is not published, or so large that any percentage is possible.
evidence-uncheckable-mean = Not checkable: the scores are not published and the scale is not whole, or too fine to test.
evidence-uncheckable-sd = Not checkable: the scores, or the ends of the scale, are not published.
evidence-uncheckable-ratio = Not checkable: the risks or counts per arm behind this ratio are not published.
evidence-uncheckable-difference = Not checkable: the figures per arm behind this difference are not published.
evidence-uncheckable-test = Not checkable: the figures or numbers that were tested are not published.
evidence-uncheckable-d = Not checkable: the means, SDs or numbers behind this effect size are not published.
evidence-uncheckable-euro = Not checkable: what this amount is made up of is not published.
evidence-uncheckable-count = Not checkable: no other figure gives this number.
evidence-uncheckable-words = Not checkable: no number is printed.
evidence-uncheckable-other = Not checkable: no other published figure gives this.

## Said twice
evidence-base-first-births = first births
evidence-base-births = births
evidence-base-pregnancies = pregnancies
evidence-base-children = children
evidence-base-women = women
evidence-other-base = { $value } is printed of { $first } in { $here } and of { $second } in { $there }. These are different groups; the number can be right of both only if they hardly differ.
evidence-other-base-assumption = both groups are about as large
evidence-period-outside = { $a } in { $here } is not inside { $b } in { $there }, of which it should be a part.
evidence-period-outside-assumption = the two periods are counted from different events
evidence-time-base = { $here } sets { $a } for a whole trajectory beside { $b } a year. Over { $years } years the first is { $yearly } a year.
evidence-time-base-assumption = the reader converts the amounts to the same time
evidence-two-times = { $a } and { $b } are printed for what reads as the same time ({ $here }; { $there }).
evidence-two-times-assumption = two different times are meant
evidence-could-be = { $a } is { $b } times { $value }. That could be { $factor }, numbers that are printed in the same source; whether it is, nothing says.
evidence-could-be-assumption = the factor is { $factor }
evidence-wrong-direction = { $claim } is said of { $pair }, which points the other way.
evidence-claim-less = Less in the treated arm
evidence-claim-more = More in the treated arm
evidence-against-figures = an analysis that turns the direction of the printed figures round
evidence-equation-holds = { $sum } gives { $value }; { $printed } agrees.
evidence-equation-not = { $sum } gives { $value }, not { $printed }.
evidence-equation-other-people = the numbers are about different people (n differs or is not printed)
evidence-row-pattern = { $sum } gives { $value }, not { $printed }. The same sum closes in { $closes } of { $all } columns of this table.
evidence-row-pattern-assumption = the sum that closes in the other columns is not meant in this one
evidence-claim-significant = The statement that the difference is significant (p < 0.05)
evidence-claim-effective = The statement that it works (for which p < 0.05 is the least)
evidence-claim-not-significant = The statement that there is no significant difference (p ≥ 0.05)
evidence-equation-unreadable = The sum "{ $formula }" could not be worked out: it takes names of outcomes of the same source, arm and wave, with + or - between blanks.

## Synthesis
evidence-sizes-inferred = about { $sizes } people per group, inferred from the width of the interval that is printed for this moment ({ $figure })
evidence-overlap = may be partly over the same people as { $studies }, which belongs to this family of programmes

## The template
evidence-template-how = Type one row per outcome in the sheet 'table', numbers exactly as printed.
evidence-template-words = Decimal points or decimal commas, but not both. Cells are text, so that 0.10 stays 0.10.
evidence-template-empty = What is not printed stays empty.
evidence-template-methods = The column 'method' matters most: only a crude estimate has to follow from the two arms.
evidence-template-then = Then: voorzorg audit table.xlsx
evidence-column-study = name of the trial, where a file holds more than one
evidence-column-source = where it is printed (paper, abstract); 'paper' if empty
evidence-column-location = table or section
evidence-column-outcome = what was measured, one word per outcome (underscores for blanks)
evidence-column-wave = when: m6, w12, birth ...
evidence-column-informant = who reported
evidence-column-instrument = questionnaire or register
evidence-column-population = who, in a few words
evidence-column-unit = unit of the values
evidence-column-remark = your own remark
evidence-column-treated-name = name of the treated arm; 'treated' if empty
evidence-column-equals = what the row should be: taken - uneaten (names of outcomes)
evidence-column-effect = risk_ratio (RR), odds_ratio (OR), hazard_ratio (HR), percentage_point_difference (RD), mean_difference (MD), d
evidence-column-estimate = the effect as printed, with its noughts
evidence-column-ci-low = lower limit
evidence-column-ci-high = upper limit
evidence-column-ci-level = level of the interval: 95, 97.5, 90
evidence-column-p-value = as printed; <0.001 is fine
evidence-column-significant = yes or no, where only a word is printed
evidence-column-method = how it was made; several with ';'. Empty: not said
evidence-column-test = t, F, chi2, z or r
evidence-column-test-value = value of the test statistic
evidence-column-df1 = degrees of freedom (numerator of F)
evidence-column-df2 = denominator degrees of freedom of F
evidence-column-items = items of a whole-number scale; 1 for a single question
evidence-column-scale-min = lowest possible score
evidence-column-scale-max = highest possible score
evidence-column-treated-n = people of the treated arm
evidence-column-treated-events = of the treated arm with the event
evidence-column-treated-percent = percentage of the treated arm, as printed
evidence-column-treated-percentage = the same as percent (the treated arm)
evidence-column-treated-mean = mean of the treated arm
evidence-column-treated-sd = standard deviation of the treated arm (not the standard error)
evidence-column-treated-median = median of the treated arm
evidence-column-control-n = people of the control arm
evidence-column-control-events = of the control arm with the event
evidence-column-control-percent = percentage of the control arm, as printed
evidence-column-control-percentage = the same as percent (the control arm)
evidence-column-control-mean = mean of the control arm
evidence-column-control-sd = standard deviation of the control arm (not the standard error)
evidence-column-control-median = median of the control arm
evidence-column-all-n = people of both arms together
evidence-column-all-events = of both arms together with the event
evidence-column-all-percent = percentage of both arms together, as printed
evidence-column-all-percentage = the same as percent (both arms together)
evidence-column-all-mean = mean of both arms together
evidence-column-all-sd = standard deviation of both arms together (not the standard error)
evidence-column-all-median = median of both arms together

## Baseline, samples
evidence-mean-of-all-fits = The two groups together have a mean of { $value }; the printed { $all } agrees.
evidence-mean-of-all-not = The two groups together have a mean of { $value }, not { $all }.
evidence-baseline-title = Are the arms of the baseline table as alike as randomisation makes them? (Carlisle & Loadsman 2017)
evidence-baseline-assumes = This assumes simple randomisation, variables that do not depend on each other, normal means, and standard deviations that are no standard errors. Stratification and minimisation make arms more alike. One trial can have a value near 0 or 1 by chance. It gives no verdict.
evidence-baseline-few = { $n ->
    [one] One variable is too few for a combined value (at least { $least }).
   *[other] { $n } variables are too few for a combined value (at least { $least }).
 }
evidence-baseline-none = No variable of the wave "baseline" has both arms with n, and a mean with SD or a percentage.
evidence-baseline-combined = All { $n } variables together: { $value }
evidence-baseline-scale = 0 is more alike than any simulated trial, 1 more different than any.
evidence-samples-complete = { $n ->
    [one] 1 sample has this mean and SD
   *[other] { $n } samples have this mean and SD; all of them
 }:
evidence-samples-some = Too many samples to list; { $n } of them, found at random:
evidence-samples-none = No sample has this mean and SD.
evidence-read-found = { $n ->
    [one] One test result found.
   *[other] { $n } test results found.
 } Fill in outcome and place in { $file }, then: voorzorg audit { $file }
evidence-text = { $text }

## INSPECT-SR and TRACT, in our own words
evidence-inspect-1-1 = Does the study have a retraction?
evidence-inspect-1-2 = Is there an expression of concern or another notice?
evidence-inspect-1-3 = Do other studies of the team have such notices?
evidence-inspect-2-1 = Are there concerns about ethical approval?
evidence-inspect-2-2 = Are there concerns about the time or absence of registration?
evidence-inspect-2-3 = Do publication and registration differ in something important?
evidence-inspect-2-4 = Is the recruitment implausible?
evidence-inspect-2-5 = Is it doubtful that the study could be done with the methods and means that are reported?
evidence-inspect-3-1 = Is there copied text or are there copied tables, or text that does not fit the study?
evidence-inspect-3-2 = Are figures manipulated or used twice?
evidence-inspect-4-1 = Do data and eligibility criteria contradict each other without an explanation?
evidence-inspect-4-2 = Are the group sizes implausible for the way of allocation?
evidence-inspect-4-3 = Are baseline data implausible?
evidence-inspect-4-4 = Do figures, tables and text differ?
evidence-inspect-4-5 = Is the loss to follow-up implausible?
evidence-inspect-4-6 = Are there unexplained differences in numbers of participants?
evidence-inspect-4-7 = Are outcomes or effects implausible?
evidence-inspect-4-8 = Are means or SDs of whole numbers impossible?
evidence-inspect-4-9 = Are there errors in statistical results?
evidence-inspect-4-10 = Do the data contradict each other in another way?
evidence-inspect-4-11 = Do publications of the study describe it differently?
evidence-tract-1-1 = Registration absent or afterwards
evidence-tract-1-2 = Planned and actual sample differ by more than 15 %
evidence-tract-1-3 = Ethics absent or vague
evidence-tract-2-1 = Three authors or fewer, or few for the size
evidence-tract-2-2 = Other studies of the authors retracted
evidence-tract-2-3 = Many trials in a short time
evidence-tract-3-1 = Allocation concealment absent or implausible
evidence-tract-3-2 = Methods described illogically
evidence-tract-4-1 = Recruitment fast for the time and place
evidence-tract-4-2 = Little time between end of follow-up and submission
evidence-tract-5-1 = Nobody lost to follow-up, or no reasons
evidence-tract-5-2 = Losses that end in round numbers
evidence-tract-6-1 = No or few baseline characteristics
evidence-tract-6-2 = Implausible characteristics
evidence-tract-6-3 = Arms that are too alike or too different
evidence-tract-6-4 = Important prognostic factors absent
evidence-tract-7-1 = Effects much larger than in other trials
evidence-tract-7-2 = Outcomes that conflict with each other
evidence-tract-7-3 = Primary outcome changed since registration
evidence-inspect-domain-1 = Notices after publication
evidence-inspect-domain-2 = Conduct, governance and transparency
evidence-inspect-domain-3 = Text and figures
evidence-inspect-domain-4 = Results
evidence-tract-domain-1 = Governance
evidence-tract-domain-2 = Author group
evidence-tract-domain-3 = Plausibility of the intervention
evidence-tract-domain-4 = Time
evidence-tract-domain-5 = Drop-out
evidence-tract-domain-6 = Baseline characteristics
evidence-tract-domain-7 = Outcomes
evidence-checklist-title = Checks of trustworthiness: INSPECT‑SR and TRACT
evidence-checklist-lead = What the audit of the printed figures can say is filled in. The rest is for a person who reads the paper, its registration and the notices about it. Questions are in our words; the tools themselves are at inspect.sr and in Mol and others (2023), doi 10.1186/s41073-023-00130-8. The audit never answers a question: no finding is no proof that nothing is wrong, and a finding can have an innocent reason. Where it says so, our words were not held against the instrument's own text; use that text there.
evidence-checklist-found = The audit found
evidence-checklist-nothing = The audit looked at { $n } and found nothing.
evidence-checklist-unseen = The audit has nothing to look at here; for a person.
evidence-checklist-person = For a person.
evidence-checklist-figures = { $n -> 
    [one] one figure
   *[other] { $n } figures
 }
evidence-checklist-remark = Remark
evidence-checklist-answer = Answer
evidence-checklist-judgement = Judgement of this domain
evidence-checklist-yes = yes
evidence-checklist-no = no
evidence-checklist-unclear = unclear
evidence-checklist-na = not applicable
evidence-checklist-none = no concerns
evidence-checklist-some = some concerns
evidence-checklist-serious = serious concerns
evidence-checklist-major = major concerns
evidence-checklist-sizes = Group sizes: { $sizes }
evidence-checklist-losses = { $arm }: { $first } at the start, { $last } in the smallest analysis
evidence-checklist-baseline = { $n } baseline variables; how alike the arms are (0 alike, 1 different): { $values }
evidence-checklist-save = Save the answers (JSON)
evidence-checklist-print = Print
evidence-arms-elsewhere = The arms add up to { $sum } ({ $here }), and { $all } is printed for everybody ({ $there }).
evidence-other-people = the two places are about different people
evidence-versions-differ-by-words = The versions run from { $low } to { $high }; possible only through a difference in { $what }.
evidence-time-spans = { $here } sets { $a } over { $years } years beside { $b } over { $least } years. Over the same time the first is { $converted }.
evidence-time-spans-assumption = the reader converts the amounts to the same time
evidence-versions-presumed = The versions run from { $low } to { $high } for what has the same name, arm and moment, and nothing printed with them explains the difference.
evidence-different-things = the places mean different things
evidence-word-beside-number = { $claim } goes against every number that is printed with it: { $printed }.
evidence-word-of-another-test = the word is about another test than the numbers
evidence-uncheckable-no-control = Not checkable: two arms are printed ({ $arms }), and none has a name that says it is the control arm. Call that one 'control'.
evidence-uncheckable-more-arms = Not checkable: more than two arms are printed ({ $arms }), and nothing says which two this compares.
evidence-another-arm = there is another arm that is not printed
evidence-debit-with-n = A yes/no variable with mean { $mean } has an SD of { $sd } if it was worked out with n instead of n − 1 (DEBIT).
evidence-sd-with-n = the SD was worked out with n, not n − 1

## Verdicts
evidence-verdict-impossible = impossible as stated
evidence-verdict-contradicted = contradicted
evidence-verdict-assumption = only under a stated assumption
evidence-verdict-rounding = within rounding
evidence-verdict-exact = re-derived exactly
evidence-verdict-not-checkable = not checkable

## Relations of a file
evidence-about = { $label }: { $said }
evidence-arms-together = The arms together
evidence-relation-sum = the sum
evidence-relation-difference = the difference
evidence-relation-product = the product
evidence-relation-ratio = the ratio
evidence-relation-percent = the share
evidence-relation-relative-change = the relative change
evidence-relation-complement = what is left of 100
evidence-relation-sum-that-follows = the sum that follows
evidence-relation-difference-that-follows = the difference that follows
evidence-relation-product-that-follows = the product that follows
evidence-relation-ratio-that-follows = the ratio that follows
evidence-relation-percent-that-follows = the share that follows
evidence-relation-relative-change-that-follows = the relative change that follows
evidence-relation-complement-that-follows = what is left of 100
evidence-relation-not = { $printed } is not { $what }.
evidence-relation-assuming = { $printed } follows as { $what } on the assumption: { $assumption }.
evidence-relation-exactly = { $printed } follows exactly as { $what }.
evidence-relation-rounded = { $printed } follows within rounding as { $what }.
evidence-numbers-truncated = the numbers were truncated, not rounded
evidence-both-assumed = { $a }; { $b }
evidence-relation-no-conflict = no conflict, but not re-derivable either.
evidence-relation-larger = { $printed } is larger than { $against }.
evidence-relation-smaller = { $printed } is smaller than { $against }.
evidence-relation-possible-if = Possible only if { $assumption }.
evidence-relation-only-if = Possible only if { $assumption }.
evidence-relation-origin = { $origin } = { $number }
evidence-relation-agrees = { $printed } agrees with { $against }.
evidence-relation-against = { $printed } against { $against }.
evidence-relation-no-pair = none of the published pairs gives { $printed }.
evidence-relation-pair = { $printed } is { $a } − { $b } if it is about { $name }.
evidence-relation-pair-and-more = { $printed } is { $a } − { $b } if it is about { $name }; other pairs would do as well ({ $more }).
evidence-relation-is-about = it is about { $name }
evidence-sizes-all-fit = all percentages ({ $shares }) fit n = { $n }.
evidence-n-is = n = { $n }
evidence-n-is-truncated = n = { $n } and it was truncated
evidence-n-with-truncation = n = { $n } with truncation
evidence-sizes-fit-if = the percentages ({ $shares }) fit none of the published numbers ({ $sizes }), but do if { $way }.
evidence-sizes-fit-none = no group of at most { $cap } (published: { $sizes }) gives { $shares } together; the first that can is { $way }.
evidence-count-at-no-size = at no denominator up to { $cap } { $events ->
    [one] 1 event is
   *[other] { $events } events are
 } { $shares }.
evidence-count-if = { $events ->
    [one] 1 event is
   *[other] { $events } events are
 } { $shares } if the denominator is { $n }.
evidence-count-if-lowest-truncated = { $events ->
    [one] 1 event is
   *[other] { $events } events are
 } { $shares } if the denominator is { $n } and the lowest percentage was truncated.
evidence-size-is = denominator { $n }
evidence-size-is-lowest-truncated = denominator { $n } and the lowest percentage was truncated

## On one measure
evidence-log-odds-ratio = log odds ratio
evidence-log-risk-ratio = log risk ratio
evidence-from-percentages = { $measure } from { $treated } and { $control } %
evidence-error-from-interval = standard error from the interval
evidence-error-from-p = standard error from p = { $p }
evidence-no-error = as published; no standard error
evidence-then-to-d = { $how }; to d by division by π/√3
evidence-pooled = Pooled
evidence-pooled-how = REML with Hartung-Knapp
evidence-not-pooled-because = Not pooled: { $why }.
evidence-not-pooled-few = Not pooled: { $n } of the { $least } comparable effects with a standard error that this takes.
evidence-basis-interval = printed interval
evidence-basis-p = printed p-value
evidence-basis-n = printed n
evidence-basis-inferred = about { $sizes } per group, inferred from the interval of { $figure }
evidence-basis-everybody = at least: as if everybody had been measured
evidence-basis-sd = printed SD, { $basis }

## Beside a cohort
evidence-comparison-contradicted = contradicted by other published figures: { $reason }
evidence-comparison-wave = published wave '{ $printed }' read as '{ $read }'.
evidence-comparison-by-construction = by construction: synthetic data, made from published figures; not a replication
evidence-comparison-in-line = in line with the publication
evidence-comparison-differs = differs from the publication
evidence-comparison-in-our-interval = the publication lies in our interval; it gives no uncertainty of its own
evidence-comparison-outside-our-interval = the publication lies outside our interval; it gives no uncertainty of its own
evidence-comparison-same-conclusion = same conclusion about significance
evidence-comparison-other-conclusion = other conclusion about significance
evidence-comparison-equal = equal
evidence-comparison-not-estimated = no estimate of our own to compare with
evidence-checklist-unconfirmed = (not held against the instrument's own text)

## In the terminal
evidence-audit-total = { $n ->
    [one] One published figure:
   *[other] { $n } published figures:
 }
evidence-explain-printed = printed
evidence-explain-made = made
evidence-explain-about = What can be said about it:
evidence-explain-beside = What it takes part in:
evidence-explain-if = only if
evidence-made-crude = crude
evidence-topic-denominators = Denominators
