# From tidy data to the estimates table: a job per outcome family, so that a changed outcome re-runs its
# family and nothing else. Priorities put what the rest of a run waits for first. Of a large family what was
# measured is analysed beside the imputation, and the analyses of imputed sets are divided over jobs.


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
    priority: waiting_for
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        config=family_config,
        pooled=lambda wildcards: (
            shares_of_family(wildcards.cohort, wildcards.family) == []
        ),
        source=source("estimate.py"),
    message:
        "Estimates of {wildcards.family} in {wildcards.cohort}"
    script:
        "../../scripts/estimate.py"


rule pool:
    input:
        manifest=manifest_input,
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
        visits="results/{cohort}/tidy/visits.parquet",
        imputed="results/{cohort}/tidy/imputed.parquet",
    output:
        "results/{cohort}/tidy/parts/pooled/{family}.{share}.parquet",
    log:
        "results/{cohort}/logs/pool.{family}.{share}.log",
    benchmark:
        "results/{cohort}/benchmarks/pool.{family}.{share}.tsv"
    priority: 25
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        config=family_config,
        outcomes=lambda wildcards: shares_of_family(
            wildcards.cohort, wildcards.family
        )[int(wildcards.share)],
        source=source("pool.py"),
    message:
        "Pooled estimates of {wildcards.family} in {wildcards.cohort}, part {wildcards.share}"
    script:
        "../../scripts/pool.py"


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
        pooled=pooled_parts,
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
