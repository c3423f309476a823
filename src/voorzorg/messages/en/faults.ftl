### What is wrong in files of settings: cohort.yaml, config.yaml and all others that are held against a model.

## The frame

fault-problems = { $file }: { $n ->
    [one] { $n } problem
   *[other] { $n } problems
 }
fault-indented = {"  "}{ $what }
fault-at = { $place }: { $what }
fault-line = line { $line }: { $what }
fault-more = { $n ->
    [one] { $n } problem more
   *[other] { $n } problems more
 }
fault-either = { $one }; or else: { $other }
fault-did-you-mean = { $what }; did you mean '{ $name }'?
place-number = { $of } (number { $n })
place-inside = { $of }{ $rest }
fault-no-file = { $file }: no such file
fault-no-manifest = { $file }: no such file; draft one with 'voorzorg init-cohort'
fault-no-config = { $file }: no such file: go to the folder that has it, or make one with 'voorzorg new NAME'
fault-no-lines = { $file }: expected 'key: value' lines, found none
fault-not-yaml = { $file }: not readable as YAML: { $what }

## What pydantic refuses

fault-no-such-setting = no such setting
fault-no-such-setting-here = no such setting here; check its spelling, and how far it is indented
fault-settings-there = { $what }; there are: { $names }
fault-belongs-under = no such setting here; it belongs under { $places }: look how far it is indented
fault-missing = is missing; it has to be filled in
fault-key-no-text = is no text; put the name before the colon between quotation marks
fault-choice = '{ $value }' is none of { $choices }
fault-choose = has to be one of { $choices }
fault-key = is a name of small letters, digits and _, that begins with a letter
fault-cut = is a comparison with a number, such as '>= 1'
fault-checksum = is a checksum: 64 digits and letters from a to f
fault-pattern = is not written as it should be; see the documentation of this setting
fault-text = is a text; put it between quotation marks
fault-text-too-short = needs at least { $limit } characters
fault-text-too-long = has at most { $limit } characters
fault-settings = has settings of its own: 'key: value' lines under it, or {"{"}key: value{"}"}
fault-list = is a list: [one, two]
fault-too-few = needs at least { $limit }
fault-too-many = has room for { $limit } at most
fault-number = is a number, with a point for decimals: 26 or 8.7
fault-decimal-comma = is a number with a point for decimals: { $right }, not { $value }
fault-whole-number = is a whole number
fault-number-too-large = is a number with more digits than can be meant
fault-true-or-false = is true or false
fault-date = is a date, as 2026-11-27
fault-empty = stays empty
fault-less-than = is less than { $limit }
fault-at-most = is at most { $limit }
fault-more-than = is more than { $limit }
fault-at-least = is at least { $limit }
fault-as-share = { $what }: { $share }, not { $value }
fault-nothing-there = nothing stands behind the colon, or what belongs to it is not indented; { $what }
fault-empty-either = nothing stands behind the colon: fill it in, or take the line out
fault-not-fitting = does not fit here; see the documentation of this setting

## Why a file is no YAML

yaml-line = line { $line }: { $what }
yaml-tab = a tab stands in front of it; indent with spaces
yaml-sign = a text that begins with such a sign stands between quotation marks
yaml-star = a text that begins with * or & stands between quotation marks: path: '*.csv'
yaml-anchor-twice = this name with & stands in the file already; a text that begins with & stands between quotation marks
yaml-tag = a tag (a word after '!') has no place here; leave it out, or put a text between quotation marks
yaml-block = behind | or > nothing else stands on the line; put a text that begins so between quotation marks
yaml-quote = a quotation mark is opened here and not closed
yaml-backslash = in a text between double quotation marks a backslash (\) means something else: take single ones, or / in paths
yaml-no-colon = here 'key: value' is expected, and the colon with a space behind it is missing
yaml-colon = put a text with ': ' in it between quotation marks; 'key: value' has its own line, indented as those beside it
yaml-question = a text that begins with ? stands between quotation marks
yaml-dash = '- ' begins a line of its own, as far indented as the one before it
yaml-indented = indented otherwise than the lines around it, or a bracket or quote is not closed
yaml-bracket = a bracket is opened here and not closed, or a comma is missing inside it
yaml-content = something is missing here, or a sign such as a comma or bracket is one too many
yaml-start = stands further to the left than the line above it, or above it stands a line without a colon
yaml-documents = '---' divides the file in two; leave that line out
yaml-key = before a colon stands one name, without brackets
yaml-merge = behind '<<:' stands a reference such as *name; leave the line out
yaml-other = this is not 'key: value'; compare it with an example from the documentation
yaml-no-date = looks like a date and is none; put it between quotation marks if it is a text
yaml-no-whole-number = looks like a whole number and is none, or is far too large; put it between quotation marks if it is a text
yaml-no-number = looks like a number and is none; put it between quotation marks if it is a text
yaml-no-value = cannot be read; put it between quotation marks if it is a text
yaml-deep = more than { $most } levels inside each other
yaml-inside-itself = '{ $name }' stands inside what it refers to
yaml-unfolds = too large: what '&' and '*' unfold to counts as well
yaml-control = holds a control character, which nothing can show: type it again
yaml-digits = a number with more digits than can be meant
yaml-twice = '{ $name }' stands here and on line { $first } already; give one of the two another name, or take it out
yaml-folder = this is a folder, not a file
yaml-no-file = this is no ordinary file, but a device or a pipe
yaml-large = larger than { $most } MB: no file of settings
yaml-closed = it cannot be opened: look whether you may read it
yaml-encoding = line { $line } has a letter that is not UTF-8: save the file as UTF-8, an editor's 'encoding'

## What contradicts itself in a manifest or a configuration

fault-arms-needed = is missing: design '{ $design }' needs 'arms'
fault-arms-too-many = design '{ $design }' has no 'arms': correct one of the two
fault-arms-two = design 'two_arm' needs exactly two arms, and here are { $n }: 'multi_arm' has more
fault-no-arm = no arm of this study: { $names }
fault-beside-itself = names this cohort itself
fault-pairs-of-clusters = matches clusters of two arms: name them under 'cluster_randomised'
fault-waves-same-key = two waves have the same key: { $names }; give each a key of its own
fault-no-wave = wave '{ $name }' is not one of those under 'waves': { $known }
fault-no-event = event '{ $name }' is not described under 'events:'
fault-binary-values = is of a binary variable but decodes to { $values }: use 1 and 0
fault-taken-participant-id = '{ $name }' is taken: it is made from 'id:' of the file; choose another name
fault-taken-wave = '{ $name }' is taken: it is made from 'wave:' or 'wave_column:' of the file; choose another name
fault-taken-informant = '{ $name }' is taken: it is made from 'informant:' or 'informant_column:' of the file; choose another name
fault-taken-weeks = '{ $name }' is taken: name the column as 'weeks_column:' of the file, or choose another name
fault-taken-arm = '{ $name }' is taken: it is the allocation; name its variable under 'arms: variable:', or choose another name
fault-taken-event = '{ $name }' is taken: it is made from 'event:' of the file; choose another name
fault-derived-is-mapped = has the name of a variable that is mapped: give it another
fault-no-analysis = '{ $name }' is no analysis; there are: { $known }
fault-no-format = '{ $name }' is no kind of file; there are: { $known }
fault-device = '{ $name }' is a device in Windows, where no file can be called so
fault-no-reference = reference arm '{ $name }' is not one of the levels: { $known }
fault-code-of-two = code '{ $code }' stands for both '{ $one }' and '{ $other }'
fault-code-of-two-folded = code '{ $code }' stands for both '{ $one }' and '{ $other }': capitals do not count
fault-nurse-not-named = needs 'nurse': name the variable that says who visited whom
fault-ends-before-start = it ends before it starts (at { $start })
fault-phases-same-key = two phases have the same key
fault-phases-overlap = phases '{ $one }' and '{ $other }' overlap
fault-time-needs-event = is missing: type 'time' needs 'event', the variable that is 1 where it happened
fault-competing-of-time = belongs to an outcome of type 'time'
fault-margin-of-which = belongs to a binary or continuous outcome
fault-margin-of-risk = is, of a risk, a probability below 1: 0.05 for 5 points
fault-competing-not-imputed = 'imputation' cannot be: times with a competing event are not imputed
fault-none-or-twice = names none, or one of them twice
fault-analyses-do-not-fit = { $names } does not fit an outcome of type '{ $type }'; there are: { $known }
fault-of-a-score = belongs to a score, not to a binary outcome
fault-score-needs-better = is missing: 'reliability' and 'cut_off' need it (lower or higher), since it says which side is clinical
fault-only-where-of-wave = names a variable of a wave, and the outcome has no 'waves'
fault-where-not-of-which = belongs to a binary outcome that has 'only_where'
fault-header-row = is at least 1, or two rows from the upper to the lower one: [3, 4]
fault-delimiter = a delimiter is one sign, such as ';', or one of the words tab, semicolon, comma
fault-lower-first = the lower limit comes first: { $right }
fault-path-of-file = is the name of a file inside the data folder
fault-path-stars = '**' stands for folders, and by itself: **/*.csv
fault-path-is-folder = this is the data folder itself; name a file inside it
fault-path-outside = is a path inside the data folder; name another folder as 'data:' in config.yaml, or with --data
fault-wave-or-column = a file with 'holds: wave' needs either 'wave' or 'wave_column'
fault-events-need-event = a file with 'holds: events' needs 'event': what its rows are
fault-when-it-happened = needs 'date_column' or 'weeks_column': when each row happened
fault-primary-twice = an outcome is a primary hypothesis twice: choose one wave of it
fault-of-a-graph = '{ $outcome }': 'weight' and 'passes_to' belong to 'procedure: graph'
fault-passes-to-unknown = passes to what is no hypothesis of this plan: { $names }; there are: { $known }
fault-passes-too-much = '{ $outcome }' passes its share to itself, or more than all of it
fault-passes-below-nought = '{ $outcome }': a share that is passed on is not below nought
fault-weights-of-graph = the weights of a graph's hypotheses ('weight') add up to 1
fault-cuts-go-up = go up: { $right }
fault-estimands-same-key = two estimands have the same key: { $names }
fault-variable-name = is no name for a variable: a letter first, then letters, digits and _
fault-anchors = { $names } all have 'role: anchor': weeks are counted from one date only
fault-family-no-key = '{ $family }' is no key: small letters, digits, _, a letter first; what it is called stands under 'families:'
fault-values-all-same = every code means the same: nobody could be the other
fault-missing-all = holds every code under '{ $of }': nothing would be left
fault-plausible-outside = reaches outside 'range': what is impossible cannot be usual
fault-covariate-allocation = '{ $name }' is the allocation itself, and no covariate
fault-covariate-outcome = '{ $name }' is the outcome itself, and no covariate
fault-moderator-twice = '{ $name }' stands there twice: name all 'outcomes' in one place
fault-moderator-outcome = '{ $name }' is an outcome, and no characteristic at the start
fault-cut-outside = a cut of '{ $name }' lies outside the variable's 'range': a group would have nobody in it
fault-no-variable = '{ $name }' is no variable of this study
fault-moderator-needs-cuts = '{ $name }' is a number: say under 'cuts' where its groups begin
fault-moderator-has-groups = '{ $name }' is no number and has groups already: leave 'cuts' out
fault-moderator-outcomes = '{ $name }': name its 'outcomes', since there are no primary hypotheses
fault-waves-order = '{ $other }' is before '{ $one }' in time: put the waves in the order of time
fault-baselines = { $names } all have 'baseline: true': one wave is the one before allocation
fault-baseline-first = '{ $one }' was before allocation, and so before '{ $other }'
fault-same-label = '{ $one }' and '{ $other }' have the same label: give each its own
fault-of-a-number = belongs to a number, and this is a variable of type '{ $type }'
fault-of-a-category = belong to a category, and this is a variable of type '{ $type }'
fault-anchor-is-date = 'anchor' is a date, and this is a variable of type '{ $type }'
fault-label-of-no-key = '{ $name }' is none of the keys that 'values' decodes to
fault-code-missing-too = code '{ $code }' stands under 'values' and under 'missing'
fault-missing-both = holds 0 and 1: nothing would be left
fault-arm-code-missing = code '{ $code }' of '{ $arm }' stands under 'missing' as well
fault-is-allocation = '{ $name }' is the allocation itself
fault-pairs-are-clusters = names what 'cluster_randomised' names: a pair holds two clusters
fault-stratum-is-outcome = '{ $name }' is an outcome, and was not known at allocation
fault-variable-twice = names a variable twice
fault-outcome-taken = '{ $name }' is what the estimates table calls something else: choose another key
fault-compliance-no-visits = counts visits, and no file 'holds: visits'
fault-no-outcome = '{ $name }' is no outcome of this study
fault-outcome-no-wave = '{ $outcome }' has no wave '{ $wave }'
fault-label-control = holds a control character, which nothing can show: type the label again
fault-label-long = is longer than { $most } characters
fault-label-empty = is empty; a label says something
fault-no-language = '{ $code }' is no language that there is text for; there are: { $known }
fault-cell-needs-reason = below { $lowest } needs a 'reason:' beside it: why that is allowed, and by whom

## Scoring keys

fault-item-number = '{ $piece }' is no item number or range such as 3 or 3-9
fault-item-range = '{ $piece }' begins after its end
fault-item-too-many = '{ $piece }' is more than any questionnaire has
fault-recode-no-answer = { $answer } is no answer between { $low } and { $high }
fault-recode-all-same = every answer has the same points: nothing could be measured
fault-recode-outside = 'recode' gives points outside them
fault-item-twice = uses an item twice
fault-cut-off-one = a cut-off needs either 'at_least' or 'at_most'
fault-items-unknown = uses items that the key does not have: { $names }
fault-scale-one-item = has method 'item' and needs exactly one item
fault-score-name = '{ $name }' is no name for a score: small letters, digits, _ and {"{"}name{"}"}
fault-scores-same-name = two scores are called { $names }: give each a name of its own
fault-score-taken = a score cannot be called { $names }: tidy data have such a column
fault-score-is-item = a score is called as an item: { $names }
fault-example-scores = an example expects scores that the key does not make: { $names }; there are: { $known }
fault-example-empty = an example answers nothing: give items, or what the others are answered
fault-example-answer = an example answers { $answer }, and answers are { $low } to { $high }
fault-example-expects = an example expects nothing: say which score comes out
fault-scale-items-or-names = give its items by number or by name, not both
fault-scale-at-least = { $value } is no number of points above { $low } and up to { $high }
fault-scale-max-missing = is less than the number of items, { $size }: at least one is answered
fault-cut-off-one-side = scores go from { $low } to { $high }, so that all would be on one side
fault-conversion-range = raw scores go from { $low } to { $high }
fault-conversion-gap = the raw score { $score } has no norm score
fault-conversion-order = norm scores go up and down: look for a slip of the pen
fault-no-key = no scoring key '{ $name }'; there are: { $known }
fault-key-calls-itself = { $file }: the scoring key calls itself '{ $name }': give key and file the same name

## Simulated studies

fault-effect-one-scale = an effect has exactly one of { $known }
fault-families-or-visited = give 'families' or 'visited', not both
fault-dropout = is a share from 0 to below 1, 'published' or 'none'
fault-needs-benchmark = is missing: design 'one_arm' needs the risk that it is held against
fault-few-sites = design 'cluster' needs at least 4 sites, two in either arm
fault-few-families = design '{ $design }' of { $sites } sites needs at least as many families
fault-many-steps = a stepped wedge of { $sites } sites has at most as many steps
fault-icc-sum = 'icc' and 'nurse_icc' add up to 1 or more: nothing would be left for the family
fault-more-events-than-people = more events than people
fault-someone-without = at least one participant without the event is needed
fault-no-method = no method: { $names }; there are: { $known }
fault-method-twice = { $names } stands there twice
fault-setting-and-grid = { $names } stands in 'setting' and in 'grid': choose one
fault-grid-empty = has no values
fault-grid-twice = has a value twice

## The business case

fault-divided-by = must be more than 0: amounts are divided by it
fault-share-percent = a share is in percent, 100 at most
fault-shares-sum = the shares of categories add up to { $total }; they must add up to 1
fault-none-of = '{ $name }' is none of { $known }
fault-outcome-needed = needs '{ $name }', which the page reports on
fault-first-target-group = the first target group is the one that the page starts with, a share 'of: births'
fault-key-twice = has '{ $name }' twice
fault-high-below-low = the high end is below the low one
fault-events-in = more events ({ $events }) than participants ({ $n })
fault-kind-needs = is missing: kind '{ $kind }' needs '{ $name }'
fault-odds-ratio-limits = an odds ratio needs 'low' and 'high', its 95 % limits, and is more than 0
fault-risk-percentage = the control arm's risk is a percentage between 0 and 100
fault-scenario-one-way = needs 'control' and 'treated', or 'control_percent' with 'treated_percent' or 'risk_ratio'
fault-both-arms = needs both 'control' and 'treated', or neither
fault-says-nothing = needs numbers per arm, a ratio, or 'found' in words with its 'source'

## Study files held against their population

fault-within = { $setting }.{ $place }
study-of-value = { $what } (value: { $value })
study-scenarios = grid: { $n } scenarios; at most { $most }
study-no-settings = the file holds no settings; expected lines such as 'outcome: smoking' (see docs/lab.md)
study-no-manifest = cohort: there is no { $file }
study-no-hypotheses = outcome: the manifest of '{ $cohort }' has no primary hypotheses
study-no-outcome = outcome: no outcome '{ $outcome }'; there are: { $known }
study-no-wave = wave: '{ $outcome }' has no wave '{ $wave }'; there are: { $known }
study-methods-of-design = methods: design '{ $design }' is analysed by { $known } only
study-methods-idle = methods: { $names }: no scenario has a design for it
study-methods-of-type = methods: '{ $outcome }' is of type '{ $type }', which is analysed by: { $known }
study-methods-unfit = methods: { $names }: not for outcomes of type { $types }
study-single-case = outcome: '{ $outcome }': design 'single_case' needs a yes-or-no outcome measured before allocation and after it
study-no-risk = reference_risk: '{ $outcome }' is { $kind ->
    [binary] yes or no
    [continuous] a number
    [count] a count
   *[time] a time
 } and has no risk
study-risk-needs-effect = reference_risk needs an 'effect' of its own: the published one has its own risks
study-impossible-risk = effect: { $where }: a risk of { $before } would become { $after }, which is impossible; choose a smaller effect or another 'reference_risk'
study-at-wave = '{ $outcome }' at '{ $wave }'
study-icc-too-large = icc: '{ $outcome }': sites and nurses with these correlations leave nothing for the woman and the wave; choose a smaller 'icc'
study-effect-no-wave = effect: waves: '{ $outcome }' has no wave { $names }
study-effect-before = effect: waves: '{ $wave }' is before allocation, when nothing works yet
study-effect-scale = effect: '{ $scale }' does not fit '{ $outcome }', which is { $kind ->
    [binary] yes or no
    [continuous] a number
    [count] a count
   *[time] a time
 }; there are: { $known }

## Inputs of the business case, and tables of municipalities

inputs-no-file = { $file }: no such file; data/economics/inputs.yaml is the example
inputs-share = { $events } of { $n } is { $share } %, printed is { $printed }
inputs-differ = { $own } here, { $printed } in the published figure '{ $figure }'; correct one of the two, or take 'figure' out and say what is assumed
inputs-no-figure = data/published has no figure '{ $figure }'
inputs-needs-index = prices of { $year } need a price index: give its file (--price-index), or write 'price_year: null'
inputs-index-lacks = the price index { $file } has no { $year }; it has { $years }
origin-missing = { $file }: { $record } is missing beside it; write there where the file comes from:
origin-asks = {"  "}{ $name }: ({ $what })
origin-ask-title = table and publisher
origin-ask-retrieved = date, as 2026-11-27
origin-ask-licence = as the publisher names it
origin-other-file = { $file }: its checksum is not the one in { $record }; it is another file, or it was changed. If it was downloaded anew, write its retrieval date and 'sha256: { $checksum }' there

## Published figures and what follows from them

fault-no-figures = { $file }: no figures { $names }
fault-no-such-figures = names figures that are not there: { $names }
fault-relation-twice = '{ $name }' is used twice: give each a key of its own

## Expressions of a manifest

expression-unknown = unknown { $n ->
    [one] variable
   *[other] variables
 }: { $names }
expression-no-variable = it names no variable
expression-by-zero = it divides by zero
expression-large = it holds a number that is too large
expression-mixed = it combines texts and numbers
expression-long = it is longer than { $most } characters
expression-unreadable = it cannot be read; use names, numbers, < <= > >= == and or not ( )
expression-deep = it has too many brackets and operations inside each other
expression-outside = it uses something outside names, numbers, comparisons, arithmetic, and, or, not
expression-comparison = it uses a comparison outside < <= > >= == != in
expression-in-list = 'in' needs a list with at least one value
expression-in-variable = 'in' needs a variable before it
expression-takes-one = '{ $name }' takes one variable
expression-missing = 'missing' takes a variable, without quotation marks
expression-needs-one = '{ $name }' needs at least one variable

## Where a cohort is

refused-data-of = folder { $folder } of cohorts.{ $cohort }.data { $what }: correct it in config.yaml, or make the folder; 'synthetic' takes synthetic data
refused-folder-is-file = is a file, not a folder
refused-folder-absent = does not exist
refused-other-name = { $file }: name is '{ $name }', and its folder '{ $folder }': give both the same name
