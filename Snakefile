# voorzorg: from trial waves and published figures to tables, figures and a report.
#
#   voorzorg run                                everything that config.yaml lists
#   voorzorg run results/NAME/report.html       one cohort, also one that config.yaml does not list
#   voorzorg run evidence                       the published figures alone
#   snakemake --report results/workflow.html    Snakemake's own report of a finished run

from snakemake.utils import min_version

min_version("9.0")


configfile: "config.yaml"


wildcard_constraints:
    cohort="(?!(?:evidence|economics|studies)(?:/|$))[a-z][a-z0-9_]*",
    family="[a-z][a-z0-9_]*",
    share="[0-9]+",


include: "workflow/rules/common.smk"
include: "workflow/rules/cohort.smk"
include: "workflow/rules/analysis.smk"
include: "workflow/rules/evidence.smk"
include: "workflow/rules/economics.smk"
include: "workflow/rules/presentation.smk"
include: "workflow/rules/studies.smk"


rule all:
    default_target: True
    input:
        expand("results/{cohort}/report.html", cohort=USABLE),
        expand("results/{cohort}/notebook.html", cohort=TRIALS),
        "results/evidence/report.html",
        "results/economics/report.html",
        STUDIES,


rule evidence:
    input:
        "results/evidence/report.html",
