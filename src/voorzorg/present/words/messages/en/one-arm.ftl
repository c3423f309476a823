### Texts for studies without a comparison group: what begins with one_arm takes the place of the text with the same key.

one_arm-flow-enrolled = Registered
one_arm-report-summary_intro = What was seen in these participants and what changed since the first measurement, per outcome by its first informant, at the last measurement at which at least half of those who began were measured. There is no comparison group: what caused a change cannot be concluded from this. A { $level } interval gives the values that are compatible with these data; with so few participants it is wide.
one_arm-report-strip_note = The line beside each finding is the interval and the dot the estimate: for a change the dotted line is no change, for a share the line runs from 0 to 100%.
one_arm-table-flow-note = Percentages of those registered.
one_arm-table-multiplicity-note = One test per outcome, informant and measurement after the first, only where enough participants changed for a p-value of 0.05 to be possible. Holm controls the probability of even one false finding in the family, Benjamini-Hochberg the share of false findings. CS: change since the start. A low p-value says that something changed, not why.
one_arm-figure-flow-title = Participants from registration to the last measurement
one_arm-figure-flow-subtitle = Percentages of those registered. Beside each measurement who has dropped out since the one before.
one_arm-figure-accumulation-subtitle = Share of participants with at least so many risk factors at the start.
one_arm-figure-trajectories-subtitle =
    As observed at each measurement among those measured{ $lines ->
        [one] {"."}
       *[several] {";"} a line per informant.
    } Bars: { $level } interval, cut off where it leaves the picture. Below the axis the { $lines ->
        [one] number of participants (n).
       *[several] n of the first informant.
    }
one_arm-figure-change-title = Change since the first measurement
one_arm-figure-change-subtitle = In standard deviations, at the last measurement at which at least half of those who began were measured. Indented: another informant on the same outcome. Dot: estimate. Line: { $level } interval; an arrow runs on outside the picture.
one_arm-figure-change-note = Plus is a higher score, also where that is unfavourable. Without a comparison group a change does not show what caused it.
one_arm-intro-findings = All outcomes side by side, each at the measurement that sums up the group best. The chapters that follow give all measurements, informants, tables and methods by subject.
one_arm-intro-flow = Who registered and began, who was measured when, and how those who stayed differed from those who left.
one_arm-intro-baseline = Who took part at the start. There is no comparison group.
one_arm-intro-multiplicity = With many tests a few low p-values are to be expected even if nothing is going on. Tests are therefore adjusted within each subject.
one_arm-intro-single_case = Every case as a study of its own, the first measurement against what followed. Such results say something about these participants, not about a group. The numbers are arbitrary and the same for all outcomes.
one_arm-alt-flow = Flow diagram: numbers at registration and at each measurement, with who has dropped out since the one before. The numbers are in the table Participation by measurement.
one_arm-alt-trajectories = { $about }: values by measurement and informant with intervals, a panel per outcome. The numbers are in the table.
one_arm-caption-flow = From registration to the last measurement.
one_arm-caption-change = Change within the same participants, only those measured both times.
one_arm-caption-accumulation = A participant with seven risk factors counts at every lower number too.
one_arm-term-missing-text = Those who stay away may differ from those who stay; the table Who stayed and who left shows where that could be seen at the start already. Nothing is imputed.
one_arm-method-unadjusted-name = Observation
one_arm-method-unadjusted-model = Observed shares and means of those measured; nothing is imputed or adjusted.
one_arm-method-unadjusted-interval = Share: exact (Clopper-Pearson). Mean: t interval. Median: from order statistics, not below six values.
one_arm-method-change-model = Difference from the first measurement of the same participant; reliable if larger than the measurement error; clinical if a cut-off was crossed.
one_arm-method-change-interval = Difference of shares: Tango with an exact McNemar test. Mean change: t interval with an exact Wilcoxon test. Share changed: exact. A p-value is given only where the number could give one of at most 0.05.

word-without = No { $what }
word-family_number = Case { $n }
word-outcome_informant = Outcome and informant
word-informant = According to
word-figure = Key figure
word-pairs = n (both times)
word-moved = Any change, n/N (%)
word-coefficient = Kappa or ICC
word-identical = Same answer
word-difference = Difference
word-difference_interval = Difference (interval)
word-limits = Limits of agreement
word-minus = { $first } minus { $second }
word-p_smallest = Smallest p
word-together = All { $n } together

category-identical = Same answer
category-lower_limit = Lower limit
category-upper_limit = Upper limit
category-lower_bound = Smallest
category-upper_bound = Largest
category-left = Left the clinical range
category-entered = Entered the clinical range
category-deteriorated = Reliably worse
category-recovered = Recovered
category-jump = As the reference arm from dropout
category-copy = As the reference arm from the start
category-increments = Change as the reference arm
category-last_mean = Last mean
category-worst = Worst case
category-best = Best case
category-all = All
category-shift = Shift { $treated }
category-shifts = Shift { $both }, reference arm { $other }
category-visits = Those with at least { $n } { $n ->
    [one] visit
   *[other] visits
}
category-iteration = iteration { $n }
category-direct = if the offer itself changes it by { $value } points
category-improved = Improved
category-unchanged = The same
category-worsened = Worsened
category-clinical = Improved of those who began clinical

estimand-direction_of_change = Direction of change
estimand-clinical_change = Change with respect to the clinical cut-off

estimand_short-change = CS

informant-researcher = researcher
informant-father = father
informant-parent = parent

family-safety = Safety
family-grip = Grip on life
family-attachment = Attachment
family-parenting = Parenting skills
family-social_support = Social support
family-depression = Depressive symptoms
family-satisfaction = Satisfaction
family-lifestyle = Lifestyle

finding-share_coarse = In { $percent } of about { $n } ({ $level } interval { $interval }; rounded).
finding-share_before_coarse = At { $wave }: { $percent } of about { $n }.
finding-higher_coarse = Higher than at the start in { $percent } of about { $n } ({ $level } interval { $interval }; rounded).
finding-lower_coarse = Lower than at the start in { $percent } of about { $n } ({ $level } interval { $interval }; rounded).
finding-share = In { $events } of { $n } ({ $percent }; exact { $level } interval { $interval }).
finding-share_before = At { $wave }: { $events } of { $n }.
finding-higher = Higher than at the start in { $events } of { $n } ({ $percent }; exact { $level } interval { $interval }).
finding-lower = Lower than at the start in { $events } of { $n } ({ $percent }; exact { $level } interval { $interval }).
finding-change = Mean change { $estimate }{ $unit } ({ $level } interval { $interval }).
finding-change_only = Mean change { $estimate }{ $unit }.
finding-reliable = Improved by more than measurement error alone would give: { $events } of { $n }.
finding-clinical = Of the { $n } who began in the clinical range, { $events } improved (interval { $interval }).
finding-grain = n = { $n }: one participant more or less is { $percent }.

key_figures-measured = Participants measured
key_figures-leavers = { $what }: those who left
key_figures-improved = { $what }: improved since the start
key_figures-clinical_improved = { $what }: improved of those who began clinical
key_figures-verdict = Published value
key_figures-same = the same
key_figures-differs = differs
key_figures-inside = within our interval
key_figures-outside = outside our interval

table-waves-title = Measurements and informants
table-waves-note = Number of participants for whom the informant answered at least one outcome.
table-shares-title = { $family }: shares by measurement
table-shares-note = n/N (share; exact { $level } interval, Clopper-Pearson). What is missing is not imputed.
table-change-title = { $family }: change since the first measurement
table-change-note = Only those measured both times. In brackets the { $level } interval; shares that improved with an exact interval; for yes or no the change is in percentage points. Any change counts, even one point; reliable is what exceeds the measurement error (Jacobson and Truax). A p-value is given only where the number could give one of at most 0.05. Without a comparison group a change does not show what caused it.
table-attrition-title = Who stayed and who left
table-attrition-by = By { $wave }
table-attrition-stayers = Stayed
table-attrition-leavers = Left
table-attrition-note = Mean or n/N (%) at the start. Difference: stayed minus left; for shares in percentage points with Newcombe interval and Fisher's exact test, for means with Welch interval and exact permutation test. Holm over all comparisons of one measurement. Who registered but was never measured belongs to neither.
table-brochure-title = Key figures of the publication, rebuilt from the participants
table-brochure-note = Own estimate: n/N and share, or mean, with exact or t interval. Within the interval means: the data and the published figure are compatible, no more than that.
table-beside-title = Beside { $other }
table-beside-synthetic = { $other } is synthetic here: the numbers in those columns are imitated.

caveat-not_randomised = Nobody was randomised between these groups. They differ in more than the programme: who was eligible, when, how they were measured and who was still there. The numbers stand side by side; a difference between them is not an effect and is neither computed nor tested.

section-key_figures = Key figures beside the publication
section-beside = Beside another study

intro-key_figures = The figures that were published on this group, computed anew from the participants, with n and interval.
intro-beside = The same outcomes in one group of another study. Not a comparison of effects.
intro-agreement = The same question to two informants about the same participant. Answers of different informants are merged nowhere.

figure-direction-title = How many participants improved?
figure-direction-subtitle = Direction of change since the start, at the last measurement at which at least half of those who began were measured. Indented: another informant. Black line: exact { $level } interval of the share that improved.
figure-direction-note = Any change counts, even one point; what exceeds the measurement error is in the tables. Without a comparison group a change does not show what caused it.
figure-shares-title = Which share is free of it?
figure-shares-subtitle = Share of participants in whom it does not occur (or in whom what is wanted occurs). Line: exact { $level } interval.
figure-shares-note = The two measurements did not measure the same participants.
figure-shares-later = at the measurement named
figure-shares-start = at the first measurement
figure-trajectories-clinical = clinical range
figure-flow-dropped = dropped out
figure-cases-title = { $outcome }: every case by itself
figure-cases-subtitle = A panel per participant. Open dot and dashes: first phase. NAP: share of pairs in which the later value was better; 0.5 is no change.
figure-cases-clinical = Shaded: clinical range.
figure-cases-note = The numbers are arbitrary and the same for all outcomes.
figure-single_case-note = Diamond: all participants together. NAP and PEM: 0.5 is no change; Tau: 0 is no change; to the right is better. With few measurements per participant the values are coarse and the intervals wide.
figure-agreement-title = Do two informants say the same?
figure-agreement-subtitle = Dot: mean difference with { $level } interval. Block: limits within which an estimated 95% of the differences lie (Bland and Altman).
figure-agreement-note = Zero is no difference. With few pairs the limits themselves are uncertain; their interval is in the long table.

alt-direction = Stacked bars: share improved, the same and worsened per outcome and informant. The numbers are at the right and in the tables by subject.
alt-shares = Dots with intervals: share without the unwanted outcome at the first and a later measurement. The numbers are in the tables.
alt-cases = { $about }: a small panel per participant with the measured values.
alt-agreement = Mean difference between two informants per measurement, with limits of agreement. The numbers are in the table.

caption-direction = Direction of change in those measured both times.
caption-shares = Those measured, not imputed.
caption-cases = Measured values per participant.
caption-agreement = Difference between informants on the same participant.

term-no_effect-name = Why no effect is given here
term-no_effect-text = Without a comparison group there is no seeing what would have happened without the programme. Those who stayed also differ from those who left.
term-improved-name = Improved
term-improved-text = The share of participants with a better score than at the start, however small the difference. Measurement error alone often gives a point.
term-reliable-name = Reliably and clinically changed
term-reliable-text = Reliable: larger than measurement error makes plausible ({ $level }). Clinical: past the cut-off that tells symptoms from worrying symptoms.
term-agreement-name = Agreement
term-agreement-text = Kappa and ICC: 1 is identical, 0 no better than chance. The limits of agreement say how far two informants may lie apart.
term-effect_size-name = Effect size per case
term-effect_size-text = NAP and PEM: share of measurements better than at the start; 0.5 is no change. Tau-U: the same between −1 and 1, where 0 is no change.
