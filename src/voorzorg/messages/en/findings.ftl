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
finding-no-such-outcome = config.yaml has no outcome '{ $key }' to take over
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
