# What the checks of a cohort's files find.
findings-heading-file = file
findings-heading-row = row
findings-heading-column = column
findings-heading-problem = problem
findings-heading-expected = expected
findings-heading-action = what to do
findings-found = { $n } { $what ->
    [problem] { $n ->
        [one] problem
       *[other] problems
     }
    [warning] { $n ->
        [one] warning
       *[other] warnings
     }
   *[remark] { $n ->
        [one] remark
       *[other] remarks
     }
 } found:
findings-none = no { $what ->
    [problem] problems
    [warning] warnings
   *[remark] remarks
 } found
finding-no-such-outcome = config.yaml has no outcome '{ $outcome }' to take over
finding-keys-of-outcomes = keys of 'outcomes' in { $file }
finding-did-you-mean = did you mean '{ $name }'?
finding-take-out-or-describe = take it out, or describe it under 'outcomes'
finding-in-no-cohort = no cohort of config.yaml has the { $what ->
    [wave] wave
   *[variable] variable
 } '{ $name }'
finding-of-a-manifest = a { $what ->
    [wave] wave
   *[variable] variable
 } of a manifest; { $whose ->
    [covariate] covariate
    [adjust] outcome (adjust)
    [levels] outcome (levels)
    [cluster] outcome (cluster)
   *[outcome] outcome
 } { $names } names it
finding-correct-or-take-out = correct it, or take it out
finding-not-in-this-cohort = configured, not in this cohort: { $what ->
    [wave] wave
   *[variable] variable
 } { $names }
finding-what-is-asked = what { $whose ->
    [covariate] covariate
    [adjust] outcome (adjust)
    [levels] outcome (levels)
    [cluster] outcome (cluster)
   *[outcome] outcome
 } { $names } asks for
finding-nothing-if-not-measured = nothing, if this cohort did not measure it
finding-and-more = { $names } and { $n } more
findings-page-errors = Problems: these stop a run
findings-page-warnings = Warnings: the run goes on
findings-page-remarks = Remarks
findings-page-nothing = Nothing was found: the files are as the manifest says.
findings-page-title = Data quality
finding-data-not-those = the data of '{ $wave }', not those of '{ $wave2 }' in { $name }
finding-export-wave-again-correct-path = export this wave again, or correct 'path' or 'columns' in the manifest
finding-nobody-arm = nobody is in arm { $absent }
finding-participants-every-arm = participants in every arm
finding-correct-codes-under-arms-levels = correct the 'codes' under 'arms: levels:' in the manifest
finding-nearly-all-visits-reference-arm = nearly all visits are of the reference arm (reversed arm coding?)
finding-visits-arm-gets-programme = visits in the arm that gets the programme
finding-check-codes-under-arms-levels = check the 'codes' under 'arms: levels:' against the trial's code book
finding-file-name-suggests-another-wave = the file's name suggests another wave
finding-file-wave = the file of wave '{ $own }'
finding-name-says-check-path-manifest = its name says '{ $pop }': check 'path' in the manifest
finding-measured-wave-before-participant-entered = measured in a wave before the participant entered
finding-rows-waves-before-entry = no rows in waves before entry
finding-check-date-entry-rows-kept = check the date of entry; the rows are kept
finding-wave-files-swapped-file-itself = wave files swapped: the file itself names another wave
finding-wave-manifest-says = wave '{ $own }', as the manifest says
finding-file-says-exchange-path-two = the file says '{ $other }': exchange the 'path' of the two waves in the manifest
finding-wave-files-swapped-each-lacks = wave files swapped: each lacks the columns that the other has
finding-columns-those = columns of '{ $one }' in { $one2 }, those of '{ $two }' in { $two2 }
finding-exchange-path-two-waves-manifest = exchange the 'path' of the two waves in the manifest
finding-wave-files-swapped-most-dates = wave files swapped: most dates belong to another wave
finding-dates-around-weeks-birth-wave = dates around { $own } weeks from birth (wave '{ $wave }')
finding-they-lie-around-those-wave = they lie around those of wave '{ $nearest }': exchange the files, or correct the waves
finding-before-conception = before conception
finding-not-earlier-than-45-weeks = not earlier than 45 weeks before the birth
finding-correct-date-date-birth-day = correct this date or the date of birth; day and month may be exchanged
finding-more-participants-wave-than-wave = more participants in wave '{ $after }' than in wave '{ $before }' before it
finding-fewer-participants-time-goes-on = fewer participants as time goes on
finding-check-two-waves-files-not = check that the two waves' files are not exchanged
finding-allocation-variable-none-files = no allocation: the variable '{ $name }' is in none of the files
finding-under-columns-participants-file = '{ $name }' under 'columns' of a participants file
finding-map-allocation-correct-arms-variable = map the allocation, or correct 'arms: variable:' in the manifest
finding-reversed-arm-coding-nearly-everybody = reversed arm coding: nearly everybody is in the other arm than in the participants file
finding-same-allocation-every-file = the same allocation in every file
finding-find-out-which-file-right = find out which file is right; its codes are reversed (0/1 exchanged) in the other
finding-arm-changes-another-allocation-than = the arm changes: another allocation than in the participants file
finding-arm-participant-was-randomised-every = the arm a participant was randomised to, in every file
finding-correct-source-intention-treat-randomised = correct it at its source (intention to treat: the randomised arm stands)
finding-participants-without-arm = participants without an arm
finding-one-of = one of: { $levels }
finding-participants-who-changed = participants who changed { $name }
finding-same-throughout = the same { $name } throughout
finding-nothing-first-counts-randomised-see = nothing: the first { $name } counts, as randomised; see docs/data-situations.md
finding-categories-they-were-typed-manifest = its categories are as they were typed: the manifest lists none
finding-list-them-under-labels-real = list them under 'labels'; of real data all others are shown as one, 'other'
finding-nobody-value = nobody has a value of it
finding-value-some-participants-least = a value for some participants at least
finding-look-column-codes-under-missing = look at its column, and at its codes under 'missing' and 'values'
finding-header-looks-like-participant-names = the header looks like a participant: its names are values of their columns
finding-row-column-names-above-rows = a row of column names, above the rows of participants
finding-correct-header-row-put-row = correct 'header_row', or put a row of names above the data
finding-outcome-answers-wave = outcome '{ $outcome }': '{ $variable }' has no answers in wave '{ $wave }'
finding-answers-every-wave-outcome = answers in every wave of the outcome
finding-map-wave-file-take-wave = map it in that wave's file, or take the wave out of the outcome
finding-outcome-answered-where-would-not = outcome '{ $outcome }' is answered where '{ $condition }' is 0, and would not exist there
finding-answer-where = no answer where '{ $condition }' is 0
finding-look-forms-these-answers-count = look at the forms: these answers count as they are
finding-row-per-participant-id-wave = a row per participant, or 'id:' and 'wave_column:' that tell rows apart
finding-name-identifier-under-id-holds = name the identifier under 'id:' (and 'holds: wave' with 'wave_column:' for rows per moment); if every row is another person all the same, add 'one_row_each: true' to the file
finding-row-column-names-was-found = no row with column names was found ({ $shapes }; t text, 9 number, d date, . empty)
finding-row-names-above-data = a row of names above the data
finding-put-name-above-each-column = put one name above each column, at most 12 rows from the top
finding-unknown-identifiers-never = unknown identifiers: never { $word }
finding-identifiers-participants-file = identifiers of the participants file
finding-correct-identifiers-leave-rows-people = correct the identifiers, or leave rows of people who were not { $word } out with 'where'
finding-participants-more-than-child = participants with more than one child
finding-child-per-participant-participants-table = one child per participant in the participants table
finding-nothing-first-child-index-child = nothing: the first child is the index child; see docs/data-situations.md
finding-participants-enrolled-again = participants enrolled again
finding-enrolment-per-participant = one enrolment per participant
finding-nothing-first-enrolment-kept-see = nothing: the first enrolment is kept; see docs/data-situations.md
finding-identifiers-another-file-well = identifiers that another file has as well
finding-each-participant-files-path-matches = each participant in one of the files that 'path' matches
finding-keep-each-participant-file-make = keep each participant in one file, or make identifiers unique between sites
finding-two-files-disagree-about-variable = two files disagree about a variable
finding-same-value-both-files-variable = the same value in both files, or the variable in one of them
finding-map-variable-file-only-correct = map the variable from one file only, or correct the values
finding-missing-column = missing column
finding-two-columns-have-name = two columns have this name
finding-column-name = one column of this name
finding-rename-file-map-second = map '{ $wanted } (1)' for the first and '{ $wanted } (2)' for the second, or rename one
finding-column-name-differs-spaces-capitals = the column's name differs in spaces or capitals
finding-nothing-was-matched-write-name = nothing: it was matched; write the name in the manifest as the file has it
finding-missing-columns = missing columns
finding-columns-look-like = columns that look like '{ $column }' (for '{ $variable }')
finding-name-the-right-sheet = this is sheet '{ $sheet }' of { $sheets }: name the right one with 'sheet:', or correct 'columns' in the manifest
finding-was-it-renamed = was it renamed? Nearest in the file: { $nearest }; correct 'columns' in the manifest
finding-correct-columns-or-export-column = correct 'columns' in the manifest, or export the file with this column
finding-correct-columns-manifest-export-file = correct 'columns' in the manifest, or export the file with these columns
finding-values = { $type } values
finding-one-of-2 = one of: { $declared }
finding-label-own-each-code = a label of its own for each code
finding-map-another-column-describe-variable = map another column, or describe the variable with 'type: date'
finding-nothing-they-were-converted-decimal = nothing: they were converted; 'decimal: ","' for this file makes it explicit
finding-decimal-file-manifest-nothing-file = 'decimal:' for this file in the manifest: nothing in the file tells what a point means
finding-they-were-read-decimals-set = they were read as decimals; set 'decimal: ","' if the point stands for thousands, or 'decimal: "."' if they are decimals
finding-codes-unknown-refused-not-applicable = codes for unknown, refused or not applicable under 'missing'
finding-add-missing-variable-file = add 'missing: [{ $suspect }]' to this variable or file
finding-one-of-3 = one of: { $allowed }
finding-add-code-values-missing-manifest = add the code to 'values' or 'missing' in the manifest, or correct it at its source
finding-dates-such-2010-05-31 = dates such as 2010-05-31 or 31-05-2010; unknown parts as 00 or xx
finding-correct-these-their-source = correct these at their source
finding-nothing-they-were-converted-format = nothing: they were converted; format the column as a date before exporting
finding-day-month-year = day, month and year
finding-nothing-middle-known-month-year = nothing: the middle of the known month or year is used
finding-day-first-dutch-files = day first, as in Dutch files
finding-nothing-if-right-month-first = nothing if this is right: month first fits all of them and day first does not
finding-date-study-years = a date in the study's years
finding-codes-labelled-yes-become-codes = codes labelled yes to become 1, codes labelled no to become 0
finding-reverse-values-variable-decode-label = reverse 'values' of this variable, or decode by label: {"{"}ja: 1, nee: 0{"}"}
finding-codes-answer-under-missing-range = codes for no answer under 'missing', or a 'range' that these values lie in
finding-see-code-book-missing-if = see the code book: 'missing: [{ $shown }]' if these are no answers, else 'range'
finding-between = between { $low } and { $high }
finding-correct-them-their-source-declare = correct them at their source, declare the code under 'missing', or widen 'range'
finding-usually-between = usually between { $low } and { $high }
finding-look-these-up-their-source = look these up at their source; they are kept
finding-whole-numbers = whole numbers
finding-correct-these-their-source-use = correct these at their source, or use 'type: number'
finding-instrument-none-items-mapped = instrument '{ $use }': none of its items is mapped
finding-variables-such = variables such as { $values }
finding-map-items-columns-wave-files = map the items in 'columns' of the wave files, or name them under 'items' or 'prefix'
finding-instrument-impossible-answer = instrument '{ $use }': impossible answer
finding-answers-scoring-key-them = answers as the scoring key has them: { $answers }
finding-declare-codes-missing-under-missing = declare codes for missing under 'missing', or decode the answers under 'values'
finding-instrument-items-without-column = instrument '{ $use }': items without a column
finding-scales-cannot-do-without-them = scales that cannot do without them are missing; map them if they were asked
finding-variable-tell-late-starters = no variable '{ $entry }' to tell late starters by
finding-participant-variable-weeks-birth = a participant variable in weeks from birth
finding-map-participants-file-take-entry = map it in a participants file, or take 'entry' out of the manifest
finding-nothing-manifest-asks-nobody-excluded = nothing: the manifest asks for it; nobody excluded is in any table
finding-everybody-excluded = everybody is excluded
finding-participants-who-left = participants who are left
finding-correct-exclude-manifest-expression-says = correct 'exclude' in the manifest: an expression says who does not belong
finding-both-files-scored-items = '{ $scale }' is both in the files and scored from items
finding-two = one of the two
finding-nothing-files-value-used-where = nothing: the files' value is used where the score is missing
finding-cannot-computed = { $what } cannot be computed: { $error }
finding-expression-variables-table = an expression with variables of its table
finding-correct-expression-manifest = correct the expression in the manifest
finding-compares-text-row = { $what } compares '{ $name }' with a text that no row has
finding-somewhere = '{ $text }' somewhere in '{ $name }'
finding-check-spelling-variable-values-holds = check its spelling; a variable with 'values' holds what they decode to
finding-variable-mapped-but-not-described = the variable '{ $variable }' is mapped but not described
finding-entry-under-variables-manifest = an entry '{ $variable }' under 'variables' in the manifest
finding-did-you-mean-otherwise-describe = did you mean '{ $close }'? Otherwise describe it
finding-describe-unmap = describe it, or unmap it
finding-merged-header-column-names-stand = merged header: the column names stand in row { $row }
finding-column-names-row = column names in row { $header_row }
finding-set-header-row-manifest-delete = set 'header_row: { $row }' in the manifest, or delete the rows above the names
finding-rows-left = no rows are left
finding-correct-where-id-manifest = correct 'where' or 'id' in the manifest
finding-half-empty-last-row = half-empty last row
finding-last-row-full-others = a last row as full as the others
finding-check-whether-export-was-cut = check whether the export was cut off; an interview that was broken off may stay
finding-rows-without-wave = rows without a wave
finding-wave-every-row = the wave in every row
finding-complete-source-leave-these-rows = complete it at its source, or leave these rows out with 'where'
finding-mapped-column-holds-nothing-all = a mapped column holds nothing at all
finding-values-2 = values of '{ $variable }'
finding-export-file-again-column-filled = export the file again with this column filled, or take it out of 'columns'
finding-half-empty-last-row-identifier = half-empty last row: it has no identifier
finding-whole-row-per-participant = a whole row per participant
finding-delete-row-total-remark-row = delete the row (a total, a remark, or a row cut off), or complete it
finding-reversed-arm-coding-file-value = reversed arm coding: the file's value labels name another arm than the manifest
finding-same-code-same-arm-file = the same code for the same arm in the file and under 'arms'
finding-swap-codes-under-arms-levels = swap the 'codes' under 'arms: levels:' in the manifest
finding-rows-without-identifier = rows without an identifier
finding-identifier-every-row = an identifier in every row
finding-complete-identifier-delete-these-rows = complete the identifier, or delete these rows
finding-scoring-keys-data-instruments = scoring keys in data/instruments
finding-correct-instruments-manifest-add-scoring = correct 'instruments' in the manifest, or add the scoring key
finding-scoring-key = scoring key { $name }, { $problem }
finding-key-whose-worked-examples-come = a key whose worked examples come out
finding-correct-key-items-answers-scales = correct the key's items, answers or scales, or the example
finding-dates-participants-whose-child-date = dates of participants whose child's date of birth is unknown
finding-date-birth-variable-role-anchor = a date of birth (a variable with 'role: anchor') to count weeks from
finding-map-date-birth-give-weeks = map the date of birth, or give weeks instead; until then the moment is unknown
finding-not-earlier-than-weeks-before = not earlier than { $WEEKS } weeks before the birth
finding-date-birth-differs-between-files = the date of birth differs between files
finding-date-birth-per-participant = one date of birth per participant
finding-correct-source = correct it at its source
finding-first-file-used = the first file's is used
finding-rows-without-date = rows without a date
finding-when-happened = when it happened
finding-complete-date-until-then-these = complete the date; until then these rows count nowhere in time
finding-identifiers-participants = identifiers of participants
finding-correct-identifiers-leave-other-people = correct the identifiers, or leave other people's rows out with 'where'
finding-event-variable-censor = event '{ $event }': no variable '{ $censor }' to censor by
finding-event-variable-searched = event '{ $event }': no variable '{ $searched }' that says whose register was searched
finding-participant-variable-yes-no = a participant variable, 1 (yes) or 0 (no)
finding-map-participants-file-take-searched = map it in a participants file, or take 'searched' out
finding-event-of-not-searched = event '{ $event }' of participants for whom '{ $searched }' is not yes; it does not count
finding-event-only-of-searched = events only of participants whose register was searched
finding-correct-searched-or-event = correct for these participants whether the register was searched, or the events
finding-map-participants-file-take-censor = map it in a participants file, or take 'censor' out
finding-identifiers-spaces-around-them = identifiers with spaces around them
finding-spaces = no spaces
finding-nothing-they-were-matched-without = nothing: they were matched without; correct them at their source
finding-identifiers-differ-in-signs = identifiers that differ from others in signs or leading zeros only: one participant would be counted as two
finding-write-identifiers-one-way = write each participant's identifier in one way in every file
finding-nobody-in-common = none of the participants in this file is in a file of another wave: are their identifiers written in another way?
finding-participants-of-other-waves = participants of other waves
finding-identifiers-written-another-way-than = identifiers written in another way than elsewhere (capitals, leading zeros, '.0')
finding-way-writing-identifier = one way of writing an identifier
finding-nothing-they-were-matched-correct = nothing: they were matched; correct them at their source
finding-column-looks-like = the column looks like { $kind }
finding-direct-identifiers-mapped-not = no direct identifiers, mapped or not
finding-what-export-used = what the export used
finding-mixed-encodings-some-rows-utf = mixed encodings: some rows are UTF-8, others Windows-1252
finding-encoding-whole-file = one encoding in the whole file
finding-export-file-again-go-utf = export the file again in one go as UTF-8, or correct the rows named here
finding-rows-cannot-told-apart-quotation = the rows cannot be told apart: a quotation mark is not closed
finding-texts-delimiter-line-break-inside = texts with a delimiter or line break inside between two quotation marks
finding-close-remove-quotation-mark-first = close or remove the quotation mark in the first of these rows, or export the file again
finding-rows-have-another-number-columns = rows have another number of columns than the header
finding-columns-every-row = { $width ->
    [one] 1 column
   *[other] { $width } columns
 } in every row
finding-file-empty = the file is empty
finding-header-least-row = a header and at least one row
finding-export-file-again-take-out = export the file again, or take it out of the manifest
finding-file-ends-before-header = the file ends before its header
finding-correct-header-row-manifest = correct 'header_row' in the manifest
finding-file-more-than-columns = the file has more than { $MOST_COLUMNS } columns
finding-columns-separated = columns separated by { $delimiter }
finding-export-fewer-columns-set-delimiter = export it with fewer columns, or set 'delimiter:' if another sign separates them
finding-file-not-text = the file is not text
finding-delimited-text = delimited text
finding-export-again-csv-name-real = export it again as CSV, or name its real format with 'format:'
finding-accented-letters-were-converted-twice = accented letters were converted twice (mixed encodings)
finding-letters-such-diaeresis-character = letters such as e with diaeresis as one character
finding-export-file-again-utf-labels = export the file again as UTF-8; labels may look odd until then
finding-wrong-delimiter-header-column = wrong delimiter: the header is one column
finding-columns-separated-manifest-says = columns separated by { $fixed }, as the manifest says
finding-file-seems-use-set-delimiter = the file seems to use { $best }: set 'delimiter: "{ $best2 }"' or leave it out
finding-half-empty-last-row-file = half-empty last row: the file was cut off
finding-export-file-again-delete-unfinished = export the file again, or delete the unfinished last row
finding-text-does-not-follow-encoding = the text does not follow the encoding in the manifest
finding-text = text in { $encoding }
finding-leave-encoding-out-have-detected = leave 'encoding' out to have it detected, or name the right one
finding-workbook-protected-password = the workbook is protected with a password
finding-workbook-opens-without-password = a workbook that opens without a password
finding-open-excel-remove-password-file = open it in Excel, remove the password (File, Info, Protect Workbook) and save
finding-sheet-workbook = no sheet '{ $wanted }' in the workbook
finding-one-of-4 = one of: { $names }
finding-correct-sheet-manifest-name-number = correct 'sheet:' in the manifest (a name, or its number counted from 1)
finding-sheet-empty = the sheet is empty
finding-name-sheet-sheet-take-file = name the sheet with 'sheet:', or take the file out of the manifest
finding-sheet-ends-before-header = the sheet ends before its header
finding-workbook-sheets = the workbook has no sheets
finding-least-sheet = at least one sheet
finding-open-excel-save-again-xlsx = open it in Excel and save it again as .xlsx
finding-workbook-cannot-read-damaged-not = the workbook cannot be read: damaged, or not an Excel file
finding-excel-workbook-xlsx = an Excel workbook (.xlsx)
finding-sheet-cannot-read = the sheet cannot be read
finding-sheet-cells = a sheet with cells
finding-open-workbook-excel-save-again = open the workbook in Excel and save it again as .xlsx
finding-workbook-unpacks-far-more-than = the workbook unpacks to far more than a workbook holds
finding-workbook-most-some-hundred-megabytes = a workbook of at most some hundred megabytes
finding-open-excel-copy-data-new = open it in Excel, copy the data to a new workbook, and save that
finding-cell-sheet-stands-far-all = a cell of the sheet stands far from all others
finding-data-begin-top-left-sheet = data that begin at the top left of the sheet
finding-delete-empty-rows-columns-behind = delete the empty rows and columns behind the data, and save it again
finding-file-not-there = the file is not there
finding-put-file-there-correct-path = put the file there, correct 'path' in the manifest, or set 'optional: true'
finding-folder-not-file = this is a folder, not a file
finding-data-file = a data file
finding-name-file-inside-folder-csv = name the file inside it, or 'folder/*.csv' for all of them
finding-ordinary-file = this is no ordinary file
finding-put-file-itself-there-not = put the file itself there, not a device or a pipe
finding-export-copy-again = export or copy it again
finding-unknown-kind-file = unknown kind of file: { $extension }
finding-sav-dta-sas7bdat-xlsx-csv = sav, por, dta, sas7bdat, xpt, xlsx, xls, xlsb, ods, csv, xml (REDCap) or parquet
finding-export-instead = { $kind ->
    [r] write it as CSV in R (write.csv), or with labels: haven::write_sav
    [database] export the table or query as CSV or Excel
    [document] copy the table into an Excel workbook, or export it as CSV
    [syntax] this is syntax or output: name the data file itself, .sav, .dta or .sas7bdat
    [archive] unpack it, and name the files in it
   *[other] name its format with 'format:', or export it as one of these
 }
finding-two-orders = dates in two orders: some have the day first, others the month
finding-one-order = one order of all dates
finding-export-dates-year-first = export again with dates as yyyy-mm-dd; of a date such as 03/04 the day can no longer be told
finding-preview-rows = rows that Qualtrics marks as a preview, a test or spam (Status)
finding-delete-preview-rows = delete them from the file, or leave them out with 'where'
finding-xml-with-entities = this XML file declares a document type or entities, and is not read like that
finding-xml-damaged = the XML file is damaged or cut off
finding-xml-not-of-redcap = this XML file is no project of REDCap
finding-redcap-project-xml = a REDCap Project XML (CDISC ODM), with records and dictionary
finding-export-redcap-again = export the project from REDCap again (Project Setup, Other Functionality, Download metadata & data)
finding-participants-without-answers = participants in the project: { $people }; without a single answer: { $count }
finding-answer-per-participant = at least one answer of every participant
finding-they-count-as-participants = they count as participants; delete a record from REDCap where it was made only as a trial
finding-export-csv-instead = export the data from the other program as CSV, Excel or SPSS
finding-file-link-file-not-there = the file is a link to a file that is not there
finding-file-link = a file, or a link to one
finding-put-file-itself-there-make = put the file itself there, or make the link again
finding-file-holds-header-but-rows = the file holds a header but no rows
finding-row-each-happened = a row for each that happened
finding-nothing-if-there-was-none = nothing, if there was none
finding-file-cannot-opened = the file cannot be opened
finding-file-you-may-read = a file that you may read
finding-check-access-rights-other-program = check its access rights, and that no other program holds it
finding-file-cannot-read-damaged-unlike = the file cannot be read as { $format } ({ $name }): damaged, or unlike others
finding-complete-file = a complete { $format } file
finding-open-program-made-save-export = open it in the program that made it, and save or export it again
finding-file-name-manifest-says = a { $format } file, as its name or the manifest says
finding-set-format-correct-file-extension = set 'format: { $is_format }' or correct the file's extension
finding-file-changed-while-was-read = the file changed while it was read
finding-file-nobody-writes-meanwhile = a file that nobody writes to meanwhile
finding-wait-until-complete-close-other = wait until it is complete, close it in other programs, and run again
finding-file-name-differs-capitals = the file's name differs in capitals
finding-write-manifest-file-called = write '{ $name }' in the manifest, as the file is called
finding-least-row = at least one row
finding-sheet-if-another-holds-data = this is sheet '{ $sheet }'; if another holds the data, say so: sheet: { $others }
finding-export-again-take-out-manifest = export it again, or take it out of the manifest
finding-complete-file-own-program-writes = a complete file, as its own program writes it
finding-file-damaged-cut-off-truncated = the { $maker } file is damaged or cut off (truncated)
finding-complete-file-2 = a complete { $maker } file
finding-copy-again-source-open-save = copy it again from its source, or open it in { $maker } and save it again
finding-file-cut-off-truncated-ends = the { $maker } file is cut off (truncated): it ends before its last case
finding-cases-header-says = { $expected ->
    [one] 1 case
   *[other] { $expected } cases
 }, as its header says
finding-copy-file-again-source = copy the file again from its source
finding-file-holds-cases = the { $maker } file holds no cases
finding-least-case = at least one case
finding-parquet-file-holds-columns-bytes = the Parquet file holds columns of bytes
finding-columns-numbers-texts-dates = columns of numbers, texts or dates
finding-write-texts-texts-string-leave = write texts as texts (string), or leave these columns out
finding-parquet-file-holds-rows = the Parquet file holds no rows
finding-parquet-too-many-cells = the Parquet file states more cells than any data have
finding-write-again-take-out-manifest = write it again, or take it out of the manifest
finding-parquet-file-damaged-cut-off = the Parquet file is damaged or cut off
finding-complete-parquet-file = a complete Parquet file
finding-write-again-source = write it again from its source
finding-manifest-without-todo = a manifest without TODO
finding-settle-then-take-todo-away = settle it, then take '# TODO' away
finding-files-not-used-data-cohort = the files in { $unused } are not used: the data of this cohort are synthetic
finding-folder-files-meant = the folder of the files that are meant
finding-real-data-list-cohort-config = for real data list the cohort in config.yaml, with 'data: { $unused }'
finding-files-say-they-synthetic-taken = the files in { $folder } say that they are synthetic, and are taken for real data
finding-name-folder-real-files-data = name the folder of the real files, or 'data: synthetic'

# What `voorzorg check` says around its findings.
finding-to-do = to do: { $what }
check-data = { $cohort }: { $kind ->
    [synthetic] synthetic data
   *[own] data
 } in { $folder }{ $people }
check-people = : { $n ->
    [one] 1 participant
   *[other] { NUMBER($n, useGrouping: 0) } participants
 }
check-summary =
    { $people ->
        [one] 1 participant
       *[other] { $people } participants
     }, { $waves ->
        [one] 1 wave row
       *[other] { $waves } wave rows
     }, { $events ->
        [one] 1 event
       *[other] { $events } events
     }, { $visits ->
        [one] 1 visit
       *[other] { $visits } visits
     }
check-written = written: { $file }
check-problems =
    { $n ->
        [one] 1 problem
       *[other] { $n } problems
     }: the files cannot be used yet.
check-questions =
    Not called fit yet: { $questions ->
        [one] 1 question is
       *[other] { $questions } questions are
     } open: how the files are read (TODO in cohort.yaml), or which way is better.
    As drafted: { $summary }; { $warnings ->
        [one] 1 warning
       *[other] { $warnings } warnings
     }.
check-fit =
    Fit to be used: { $summary }; { $warnings ->
        [one] 1 warning
       *[other] { $warnings } warnings
     }.
check-attention = ATTENTION: { $line }
check-reason = reason: { $why }
check-controlled = Results will pass disclosure control: small counts are hidden, and what would give them away is rounded
    (config.yaml: disclosure). For data that anybody may have already: 'public: true' in cohort.yaml.
finding-better-not-said = outcome '{ $outcome }' does not say which way is better
finding-better-lower-or-higher = better: lower, or better: higher
finding-say-better-in-outcome = say so in the outcome; until then nothing is called better, worse or improved
finding-rows-below-the-data = rows that name a total, an average, a note or a group are no participants
finding-tried-rows = an identifier such as 'test': rows that somebody typed to try the form?
finding-delete-tried-rows = delete these rows from the file, or leave them out with 'where'
finding-two-units = values in two groups, far apart, and none between: two units, or a lost decimal sign?
finding-one-unit = values of one unit
finding-bring-to-one-unit = bring these rows to the unit of the others, or name the possible values under 'range'
finding-rows-of-participants-only = a row per participant, and nothing below them
finding-delete-totals-and-notes = delete these rows from the file, or leave them out with 'where'
finding-many-of-a-kind = { $first } ({ $n } of this kind)
init-written = written: { $manifest } ({ $n ->
    [one] 1 line
   *[other] { $n } lines
 } marked TODO) and { $guesses }
init-data = data: { $folder }
init-refused = columns that look like direct identifiers: { $columns }
tidy-written = written to { $folder }: { $files }
tidy-inside = a row per participant: they stay where the files of the study may be
init-next = next: read guesses.md, correct cohort.yaml, run 'voorzorg check { $name }'

# What `voorzorg add`, `new` and `template` say.
add-file = { $file } ({ $state ->
    [replaces] replaces the one that is there
   *[new] new
 })
add-not-there-yet = the manifest names it, and it was not there yet
add-not-named = a file that the manifest does not name
add-no-waves-yet = the manifest has no waves yet: 'voorzorg init-cohort' with all files together drafts one with a wave for each
add-sheet = sheet { $sheet }:{" "}
add-rows = { $where }{ $before ->
    [one] 1 row
   *[other] { $before } rows
 } before, { $now } now
add-columns-new = { $where }columns that are new: { $columns }
add-columns-gone = { $where }columns that are gone: { $columns }
add-people = { $where }participants: { $new } new, { $gone } gone, { $same } as before
add-unchanged = { $where }no answer of the rows that were there changed
add-changed = { $where }answers that changed, by column: { $columns }
add-wave = it asks again what is known: a later measurement. Add under 'waves:' in cohort.yaml, and say when it was:
add-take-in = to take it in, add under 'files:' in cohort.yaml, and correct:
add-nothing-copied = nothing was copied; --apply copies the files, and keeps those that they replace
add-copied = copied to { $folder }; next: 'voorzorg check { $cohort }'
new-made = made: { $folder } (config.yaml, data/cohorts, data/instruments, README.md)
new-next = next: cd { $folder }, then 'voorzorg run'; README.md says how to add a study of your own
template-next = next: fill it in, then 'voorzorg init-cohort NAME { $file }' and 'voorzorg check NAME'

finding-twice-file = the file is the same as that of another wave
finding-twice-columns = the same columns of one file are named for two waves
finding-twice-answers = the answers are the same as in another wave's file
finding-complete-allocation = complete the allocation at its source, or leave them out: { $example }
finding-role-covariate = a covariate
finding-role-cluster = a cluster
finding-role-pair = a pair of clusters
finding-role-level = a level
finding-free-text-left-out = free text is left out: the manifest names no purpose for it
finding-free-text-expected = no free text, or 'purpose:' with what it is needed for
finding-free-text-action = take it out of 'columns', or say under 'purpose' why its words are stored
finding-labels-of-categories = { $example } for every category that may be shown
finding-quoted = '{ $what }'
finding-a-column = a column '{ $column }'
finding-a-column-for = a column '{ $column }' (for '{ $variable }')
finding-items = { $items }
finding-excluded = excluded: { $label }
finding-a-row = at least one row
finding-a-row-where = at least one row where { $columns } is as asked
finding-delete-column = delete the column from the file; if it is no identifier, list it under 'allow_identifiers' in the manifest
finding-delete-column-birth = delete the column from the file; if it is no identifier, list it under 'allow_identifiers' in the manifest; a child's birth that weeks are counted from has 'role: anchor'
identifier-a-name = a name
identifier-a-citizen-service-number-bsn = a citizen service number (BSN)
identifier-an-address = an address
identifier-a-postcode = a postcode
identifier-an-e-mail-address = an e-mail address
identifier-a-telephone-number = a telephone number
identifier-a-date-of-birth = a date of birth
identifier-a-bank-account = a bank account
identifier-an-ip-address = an IP address
identifier-a-number-of-a-patient-or-an-insurance = a number of a patient or an insurance
identifier-a-number-plate = a number plate
identifier-a-place-on-the-map = a place on the map
identifier-a-number-of-a-document-or-a-device = a number of a document or a device
identifier-a-name-on-the-internet = a name on the internet
delimiter-semicolon = semicolon
delimiter-comma = comma
delimiter-tab = tab
delimiter-bar = vertical bar
finding-detected-decimal = decimal sign detected: { $value }
finding-detected-encoding = encoding detected: { $value }
finding-detected-delimiter = delimiter detected: { $value }
finding-with-mark = { $codec } (byte-order mark)
finding-nothing-if-right = nothing if this is right; otherwise fix it in the manifest, such as { $fix }
finding-a-file-in = a file in { $folder }; in that folder: { $present }
finding-a-file-in-nothing = a file in { $folder }; that folder is empty or absent
finding-unreadable-slow = the file cannot be read: reading it takes far too long for its size
finding-unreadable-ended = the file cannot be read: reading it ended the program that did so
finding-unreadable-damaged = the file cannot be read: it is damaged, or needs more memory than it should
finding-look-for-delimiter = look for a delimiter or a decimal comma inside a text without quotation marks; export with another delimiter
finding-look-for-break = look for an unfinished row or a line break inside a text; export the file again
finding-rule-broken = rule '{ $rule }' is broken: { $label }
finding-as-written = { $text }
finding-part-derived = derived '{ $name }'
finding-part-exclusion = exclusion '{ $name }'
finding-part-rule = rule '{ $name }'
finding-header-and-row = a header and at least one row
finding-header-and-row-sheets = a header and at least one row; the workbook has the sheets { $sheets }
finding-participants-lack = '{ $name }' is { $what } under '{ $where }', and participants do not have it
finding-one-value-per-participant = a variable with one value per participant: of a file that holds participants, or derived
finding-map-in-participants-file = map it in a participants file, or take it out
finding-take-waves-out = it has one value per participant: take 'waves' out of the outcome
finding-add-waves = it is measured in waves: add, such as, waves: [{ $waves }]
finding-map-or-derive = map it under 'columns', or derive it
finding-outcome-variable-absent = outcome '{ $outcome }': its variable '{ $name }' is not there
finding-variable-of-waves = a variable of the wave files
finding-variable-of-participants = a variable of participants
finding-condition-not-binary = outcome '{ $outcome }' exists only where '{ $condition }', which is not binary
finding-zero-and-one = 0 and 1
finding-make-condition-binary = make it 'type: binary' with 'values' or 'cut', or take 'only_where' out of the outcome
finding-outcome-holds-texts = outcome '{ $outcome }' is { $type }, and its variable '{ $name }' holds texts
finding-numbers-or-zero-and-one = numbers, or 0 and 1
finding-make-outcome-numbers = make it 'type: binary' with 'values', or derive one, such as: variable == 'some text'
finding-outcome-not-binary = outcome '{ $outcome }' is binary, and its variable '{ $name }' is not
finding-make-outcome-binary = make it 'type: binary' with 'values' or 'cut', or the outcome 'continuous' or 'count'
finding-outcome-no-count = outcome '{ $outcome }' is a count, and its variable '{ $name }' holds values below 0 or broken numbers
finding-whole-numbers-from-nought = whole numbers from 0
finding-make-outcome-continuous = correct the values or their codes under 'missing', or make the outcome 'continuous'
finding-waves-at-one-moment = waves '{ $one }' and '{ $after }' have the same 'weeks': { $weeks }
finding-a-moment-for-each-wave = a moment of its own for each wave
finding-correct-weeks-or-leave = correct 'weeks' if one is a slip; if both were in that week, say when with decimals (8.1, 8.4), or they lie on top of each other over time
finding-informant-never-answered = outcome '{ $outcome }': informant '{ $informant }' never answered '{ $name }'
finding-answers-of-informant = answers of the outcome's informant
finding-add-informant = add informant: { $informant } to the outcome, or to the file
finding-file-is-sav = the file is an SPSS file, not { $format }
finding-file-is-xlsx = the file is an Excel workbook, not { $format }
finding-file-is-parquet = the file is a Parquet file, not { $format }
finding-file-is-dta = the file is a Stata file, not { $format }
finding-values-or-empty = values, or empty cells
finding-not-a-date = not a date: a number that no calendar has
finding-date-in-years = a date in the study's years
finding-correct-at-source = correct these at their source, or empty the cells that are to be missing
finding-never-computed = formulas that were never computed
finding-open-in-excel = open the workbook in Excel and save it, or paste the column as values
finding-cells-missing = cells that show { $shows } are missing
finding-nothing-if-missing = nothing, if they are to be missing; otherwise correct the formula in Excel
finding-cells-error = cells that show an error of Excel: { $shows }
finding-correct-formula = correct the formula in Excel, or empty the cells that are to be missing
finding-duplicates-alike = duplicate identifiers that differ only in capitals, spaces or leading zeros
finding-different-identifiers = give different participants different identifiers, or delete the double rows
finding-duplicates = duplicate identifiers: { $n ->
    [2] one occurs twice
   *[other] { $n } rows share theirs with another row
 }
finding-delete-double-rows = delete the double rows; for twins name 'child_column', for re-enrolment 'enrolment_column', for numbers that start again in every centre 'id_within' in the manifest; rows per measurement are 'holds: wave' with 'wave_column'
finding-two-rows-in-wave = a participant has two rows in one wave
finding-delete-double-rows-wave = delete the double rows; for twins name 'child_column', for several partners 'number_column', for re-enrolment 'enrolment_column', for numbers that start again in every centre 'id_within' in the manifest
finding-one-row-per-participant = one row per participant
finding-one-row-per-wave = one row per participant, wave and informant
finding-rows-are-moments = every row would become a participant, and this column looks like moments
finding-rows-are-returning-identifiers = every row would become a participant, and this column looks like identifiers that return
finding-dates-not-numbers = dates where numbers are expected (wrong type)
finding-decimal-commas-text = numbers stored as text with a decimal comma
finding-point-before-three = a point before three digits: thousands, or decimals?
finding-decimal-commas = decimal commas where the manifest says points
finding-numbers-with-unit = numbers with a unit behind them
finding-export-numbers-alone = export the numbers alone, and name the unit under 'unit' of the variable
finding-text-not-numbers = text where numbers are expected (wrong type)
finding-map-right-column = map the right column, decode the texts under 'values', or use 'type: category'
finding-not-a-number = not a number
finding-correct-or-declare = correct these at their source, or declare their code under 'missing'
finding-impossible-value = impossible value
finding-improbable-value = improbable value
finding-not-whole = not a whole number
finding-unknown-as-number = a code that its label calls unknown is used as a number
finding-coded-one-two = coded 1/2 where the manifest says 0/1
finding-coded-zero-one = coded 0/1 where the manifest says 1/2
finding-look-what-zero = look in the code book what 0 means, and correct 'values' of this variable
finding-unknown-code = unknown code
finding-add-code = add the code to 'values' or 'missing' in the manifest, or correct it at its source
finding-numbers-not-yes-no = numbers where yes or no is expected (wrong type)
finding-use-number-or-cut = use 'type: number', or say from where on it is yes, such as cut: '>= 1'
finding-no-such-date = not a date (such as month 13 or day 31 of a shorter month)
finding-excel-days = dates stored as Excel day numbers
finding-partial-dates = partial dates
finding-month-first = dates are written month first
finding-impossible-date = impossible date: in the future, or before 1900
finding-labels-opposite = the value labels in the file say the opposite of the manifest
finding-set-decimal = set '{ $example }' for this file
finding-numbers = numbers
finding-dates = dates
finding-code-for-none = { $shown }: a code for no answer?
finding-answer-or-code = { $shown }: an answer, or a code for no answer?
finding-add-values = add 'values: { $one }' (or { $other }: look it up in the code book) to this variable
finding-say-which-yes = say which of its codes is yes and which no: { $example }
finding-codes-one-label = codes { $codes } have the same value label in the file
finding-decode-by-code = look in the code book what each means, and decode by code: { $example }
identifier-a-picture-or-a-voice = a picture, a voice or a signature
identifier-a-number-of-a-person-a-document-or-a-device = a number of a person, a document or a device
identifier-names-of-people = names of people
finding-role-stratum = a stratum of the allocation
finding-role-moderator = a moderator
finding-formulas-never-computed-unused = formulas that were never computed: the column holds no values, and is left out
finding-open-save-and-add-column = if it matters: open the workbook in Excel, save it, and add the column under 'columns'
identifier-remarks-in-which-a-person-is-named-or-can-be-reached = remarks in which a person is named or can be reached
