# Everything a person looks at, made from the estimates table.


def labels(cohort):
    """What presentation takes from config.yaml: language, labels, disclosure limits."""
    outcomes = {key: outcome.model_dump(mode="json") for key, outcome in outcomes_of(cohort).items()}
    return {
        "language": RUN.language,
        "outcomes": outcomes,
        "analysis": RUN.analysis.model_dump(mode="json"),
    }


rule tables:
    message:
        "Tables of {wildcards.cohort}"
    input:
        manifest="data/cohorts/{cohort}/cohort.yaml",
        estimates="results/{cohort}/estimates.parquet",
    output:
        directory("results/{cohort}/tables"),
    params:
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        source=source_hash("scripts/tables.py"),
    log:
        "results/{cohort}/logs/tables.log",
    benchmark:
        "results/{cohort}/benchmarks/tables.tsv"
    script:
        "../../scripts/tables.py"


rule figures:
    message:
        "Figures of {wildcards.cohort}"
    input:
        manifest="data/cohorts/{cohort}/cohort.yaml",
        estimates="results/{cohort}/estimates.parquet",
    output:
        directory("results/{cohort}/figures"),
    params:
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        source=source_hash("scripts/figures.py"),
    log:
        "results/{cohort}/logs/figures.log",
    benchmark:
        "results/{cohort}/benchmarks/figures.tsv"
    script:
        "../../scripts/figures.py"


rule report:
    message:
        "Report of {wildcards.cohort}"
    input:
        manifest="data/cohorts/{cohort}/cohort.yaml",
        estimates="results/{cohort}/estimates.parquet",
        comparison=lambda wildcards: (
            f"results/{wildcards.cohort}/comparison.csv"
            if manifest_of(wildcards.cohort).published
            else []
        ),
        quality="results/{cohort}/tidy/quality.parquet",
        dictionary="results/{cohort}/dictionary.csv",
        provenance="results/{cohort}/tidy/provenance.json",
        tables="results/{cohort}/tables",
        figures="results/{cohort}/figures",
    output:
        report(
            "results/{cohort}/report.html",
            caption="../report/report.rst",
            category="{cohort}",
        ),
    params:
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        source=source_hash("scripts/report.py"),
    log:
        "results/{cohort}/logs/report.log",
    benchmark:
        "results/{cohort}/benchmarks/report.tsv"
    script:
        "../../scripts/report.py"


rule notebook:
    message:
        "Notebook of {wildcards.cohort}"
    input:
        notebook=f"notebooks/trial.{RUN.language}.ipynb",
        manifest="data/cohorts/{cohort}/cohort.yaml",
        estimates="results/{cohort}/estimates.parquet",
    output:
        notebook="results/{cohort}/notebook.ipynb",
        html=report(
            "results/{cohort}/notebook.html",
            caption="../report/notebook.rst",
            category="{cohort}",
        ),
    params:
        source=source_hash("scripts/notebook.py"),
    log:
        "results/{cohort}/logs/notebook.log",
    benchmark:
        "results/{cohort}/benchmarks/notebook.tsv"
    script:
        "../../scripts/notebook.py"
