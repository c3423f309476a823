### What commands refuse, and what a run says at its end.

refused-disk-full = no space left on the disk: make room, and run again
refused-memory = not enough memory: close other programs, or run on a machine with more
refused-cohort-name = '{ $name }' is no name for a cohort: use small letters, digits and _, a letter first
refused-cohort-taken = '{ $name }' is taken: results/{ $name } is of no cohort; choose another name
refused-manifest-there = { $file } is there already; use --force to replace it
refused-no-file = no such file: { $files }
refused-one-file = { $file }: { $problem }; { $action }
refused-workbook-name = { $file }: a workbook's name ends in .xlsx
refused-workbook-there = { $file } is there already: choose another name, so that nothing is lost
refused-waves = --waves is 1 to { $most }; sheets can be copied in Excel for more
refused-folder-there = { $folder } is there already and not empty: choose another name
refused-another-run = another run is at work in this folder: wait for it, or stop it first
refused-no-cohort = { $cohort }: no such folder, and no cohort of that name in { $folder }
refused-no-data-folder = { $folder }: no such data folder
refused-no-files = none of the files of '{ $cohort }' is there; looked in { $folder }. { $state ->
    [synthetic] Its data are synthetic: 'voorzorg run { $folder }' makes them. For real files name their folder in config.yaml ('data:'), or with --data
    [told] Correct 'path' of the files in the manifest, or --data
   *[own] Put them there, or say where they are: in config.yaml ('data:'), or with --data
 }
refused-identifiers-only = these files hold identifiers and nothing else that can be used
refused-draft = the files led to a draft that does not hold:
refused-no-identifier = no column that identifies participants was found in any of the files; without one, several tables cannot be put together: add an identifier to each, or draft one file
refused-unreadable = these files cannot be read:
refused-no-table = no table with data in these files
unforeseen = an unforeseen problem ({ $kind }): the input is of a kind that voorzorg does not know{ $where }. Please report it, with that file
unforeseen-where = ; where it happened stands in { $place }
run-stopped = The run stopped.
run-ended-not-all = The run ended, but not all of it could be done.
run-report = report: { $pages }
run-earlier-report = { $report } is of an earlier run, not of these data.
run-left-out = { $cohort } is left out of this run: { $why }
