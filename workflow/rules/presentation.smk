# Everything a person looks at, made from the estimates table.


rule tables:
    input:
        manifest=manifest_input,
        estimates="results/{cohort}/estimates.parquet",
        comparison=comparison_of,
        beside=beside_of,
        plan=plan_of,
    output:
        report(
            directory("results/{cohort}/tables"),
            patterns=["{table}.html"],
            caption="../report/table.rst",
            category="{cohort}",
            subcategory=in_words("tables"),
            labels=titled("table", "results/{cohort}/tables/{table}.html"),
        ),
    log:
        "results/{cohort}/logs/tables.log",
    benchmark:
        "results/{cohort}/benchmarks/tables.tsv"
    priority: 20
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("tables.py"),
    message:
        "Tables of {wildcards.cohort}"
    script:
        "../../scripts/tables.py"


rule figures:
    input:
        manifest=manifest_input,
        estimates="results/{cohort}/estimates.parquet",
    output:
        report(
            directory("results/{cohort}/figures"),
            patterns=["{figure}.svg"],
            caption="../report/figure.rst",
            category="{cohort}",
            subcategory=in_words("figures"),
            labels=titled("figure", "results/{cohort}/figures/{figure}.svg"),
        ),
    log:
        "results/{cohort}/logs/figures.log",
    benchmark:
        "results/{cohort}/benchmarks/figures.tsv"
    priority: 20
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("figures.py"),
    message:
        "Figures of {wildcards.cohort}"
    script:
        "../../scripts/figures.py"


rule report:
    input:
        manifest=manifest_input,
        estimates="results/{cohort}/estimates.parquet",
        comparison=comparison_of,
        beside=beside_of,
        plan=plan_of,
        quality="results/{cohort}/tidy/quality.parquet",
        dictionary="results/{cohort}/tidy/dictionary.csv",
        provenance="results/{cohort}/tidy/provenance.json",
        configured=list(map(str, manifests_of(RUN.cohorts))),
        instruments=INSTRUMENTS,
        tables="results/{cohort}/tables",
        figures="results/{cohort}/figures",
    output:
        report(
            "results/{cohort}/report.html",
            caption="../report/report.rst",
            category="{cohort}",
            subcategory=in_words("pages"),
            labels=named("report"),
        ),
    log:
        "results/{cohort}/logs/report.log",
    benchmark:
        "results/{cohort}/benchmarks/report.tsv"
    priority: 20
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input, INSTRUMENTS),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        labels=lambda wildcards: labels(wildcards.cohort),
        instruments=lambda wildcards, input: folders_of(input.instruments),
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("report.py"),
    message:
        "Report of {wildcards.cohort}"
    script:
        "../../scripts/report.py"


rule execute_notebook:
    input:
        notebook=ours(f"notebooks/trial.{RUN.language}.ipynb"),
        manifest=manifest_input,
        estimates="results/{cohort}/estimates.parquet",
    output:
        notebook="results/{cohort}/notebook.ipynb",
        html=report(
            "results/{cohort}/notebook.html",
            caption="../report/notebook.rst",
            category="{cohort}",
            subcategory=in_words("pages"),
            labels=named("notebook"),
        ),
    log:
        "results/{cohort}/logs/execute_notebook.log",
    benchmark:
        "results/{cohort}/benchmarks/execute_notebook.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        language=RUN.language,
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("execute_notebook.py"),
    message:
        "Notebook of {wildcards.cohort}"
    script:
        "../../scripts/execute_notebook.py"
