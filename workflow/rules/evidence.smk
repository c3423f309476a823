# The published figures: audited against each other, compared with our estimates.


rule audit:
    message:
        "Audit of the published figures"
    input:
        figures=FIGURES,
    output:
        verdicts="results/evidence/verdicts.csv",
        synthesis="results/evidence/synthesis.csv",
    params:
        source=source_hash("scripts/audit.py"),
    log:
        "results/evidence/logs/audit.log",
    benchmark:
        "results/evidence/benchmarks/audit.tsv"
    script:
        "../../scripts/audit.py"


rule compare:
    message:
        "Published figures beside the estimates of {wildcards.cohort}"
    input:
        manifest="data/cohorts/{cohort}/cohort.yaml",
        estimates="results/{cohort}/estimates.parquet",
        figures=FIGURES,
    output:
        "results/{cohort}/comparison.csv",
    params:
        source=source_hash("scripts/compare.py"),
    log:
        "results/{cohort}/logs/compare.log",
    benchmark:
        "results/{cohort}/benchmarks/compare.tsv"
    script:
        "../../scripts/compare.py"


rule evidence_report:
    message:
        "Report of the published evidence"
    input:
        verdicts="results/evidence/verdicts.csv",
        synthesis="results/evidence/synthesis.csv",
        figures=FIGURES,
    output:
        "results/evidence/report.html",
    params:
        language=RUN.language,
        source=source_hash("scripts/evidence_report.py"),
    log:
        "results/evidence/logs/evidence_report.log",
    benchmark:
        "results/evidence/benchmarks/evidence_report.tsv"
    script:
        "../../scripts/evidence_report.py"
