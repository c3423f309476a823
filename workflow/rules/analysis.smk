# From tidy data to the estimates table: a job per outcome family, so that a changed outcome re-runs its
# family and nothing else. Priorities put what the rest of a run waits for first.


rule describe:
    input:
        manifest=manifest_input,
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
        visits="results/{cohort}/tidy/visits.parquet",
    output:
        "results/{cohort}/tidy/parts/description.parquet",
    log:
        "results/{cohort}/logs/describe.log",
    benchmark:
        "results/{cohort}/benchmarks/describe.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        analysis=RUN.analysis.model_dump(mode="json"),
        source=source("describe.py"),
    message:
        "Flow and baseline of {wildcards.cohort}"
    script:
        "../../scripts/describe.py"


rule impute:
    input:
        manifest=manifest_input,
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
    output:
        "results/{cohort}/tidy/imputed.parquet",
    log:
        "results/{cohort}/logs/impute.log",
    benchmark:
        "results/{cohort}/benchmarks/impute.tsv"
    priority: 30
    conda:
        "../../environment.yml"
    params:
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        config=imputation_config,
        source=source("impute.py"),
    message:
        "Imputed data sets of {wildcards.cohort}"
    script:
        "../../scripts/impute.py"


rule estimate:
    input:
        manifest=manifest_input,
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
        visits="results/{cohort}/tidy/visits.parquet",
        imputed=imputed_sets_of,
    output:
        "results/{cohort}/tidy/parts/family/{family}.parquet",
    log:
        "results/{cohort}/logs/estimate.{family}.log",
    benchmark:
        "results/{cohort}/benchmarks/estimate.{family}.tsv"
    priority: 20
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        config=family_config,
        source=source("estimate.py"),
    message:
        "Estimates of {wildcards.family} in {wildcards.cohort}"
    script:
        "../../scripts/estimate.py"


rule combine:
    input:
        manifest=manifest_input,
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
        description="results/{cohort}/tidy/parts/description.parquet",
        families=lambda wildcards: expand(
            "results/{cohort}/tidy/parts/family/{family}.parquet",
            cohort=wildcards.cohort,
            family=families_of(outcomes_of(wildcards.cohort)),
        ),
    output:
        csv="results/{cohort}/estimates.csv",
        parquet="results/{cohort}/estimates.parquet",
    log:
        "results/{cohort}/logs/combine.log",
    benchmark:
        "results/{cohort}/benchmarks/combine.tsv"
    priority: 20
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        disclosure=lambda wildcards: disclosure_of(wildcards.cohort),
        source=source("combine.py"),
    message:
        "The estimates table of {wildcards.cohort}"
    script:
        "../../scripts/combine.py"
