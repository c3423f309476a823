# The published figures: audited against each other, compared with our estimates.


rule audit:
    input:
        figures=FIGURES,
    output:
        checks="results/evidence/checks.json",
        verdicts="results/evidence/verdicts.csv",
        synthesis="results/evidence/synthesis.csv",
    log:
        "results/evidence/logs/audit.log",
    benchmark:
        "results/evidence/benchmarks/audit.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(FIGURES),
        published=lambda wildcards, input: folder_of(input.figures),
        source=source("audit.py"),
    message:
        "Audit of the published figures"
    script:
        "../../scripts/audit.py"


rule compare:
    input:
        manifest=manifest_input,
        estimates="results/{cohort}/estimates.parquet",
        figures=FIGURES,
    output:
        "results/{cohort}/comparison.csv",
    log:
        "results/{cohort}/logs/compare.log",
    benchmark:
        "results/{cohort}/benchmarks/compare.tsv"
    priority: 20  # tables wait for it, and the report for them; the notebook has time
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input, FIGURES),
        published=lambda wildcards, input: folder_of(input.figures),
        source=source("compare.py"),
    message:
        "Published figures beside the estimates of {wildcards.cohort}"
    script:
        "../../scripts/compare.py"


rule evidence_report:
    input:
        checks="results/evidence/checks.json",
        synthesis="results/evidence/synthesis.csv",
        figures=FIGURES,
    output:
        report(
            "results/evidence/report.html",
            caption="../report/evidence.rst",
            category=in_words("evidence-name"),
            labels=named("evidence"),
        ),
    log:
        "results/evidence/logs/evidence_report.log",
    benchmark:
        "results/evidence/benchmarks/evidence_report.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(FIGURES),
        published=lambda wildcards, input: folder_of(input.figures),
        language=RUN.language,
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("evidence_report.py"),
    message:
        "Report of the published evidence"
    script:
        "../../scripts/evidence_report.py"
