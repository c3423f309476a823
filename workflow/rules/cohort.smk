# From files to tidy data.


rule synthesise:
    input:
        manifest=manifest_input,
        specification=specification_input,
        figures=FIGURES,
    output:
        directory("results/{cohort}/synthetic"),
    log:
        "results/{cohort}/logs/synthesise.log",
    benchmark:
        "results/{cohort}/benchmarks/synthesise.tsv"
    priority: 30
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input, specification_input, FIGURES),
        published=lambda wildcards, input: folder_of(input.figures),
        seed=RUN.seed,
        source=source("synthesise.py"),
    message:
        "Synthetic data for {wildcards.cohort}"
    script:
        "../../scripts/synthesise.py"


rule ingest:
    input:
        manifest=manifest_input,
        raw=raw_files,
        instruments=INSTRUMENTS,
    output:
        participants="results/{cohort}/tidy/participants.parquet",
        waves="results/{cohort}/tidy/waves.parquet",
        events="results/{cohort}/tidy/events.parquet",
        visits="results/{cohort}/tidy/visits.parquet",
        quality="results/{cohort}/tidy/quality.parquet",
        dictionary="results/{cohort}/tidy/dictionary.csv",
        provenance="results/{cohort}/tidy/provenance.json",
    log:
        "results/{cohort}/logs/ingest.log",
    benchmark:
        "results/{cohort}/benchmarks/ingest.tsv"
    priority: 30
    conda:
        "../../environment.yml"
    params:
        contents=contents(manifest_input, raw_files, INSTRUMENTS),
        instruments=lambda wildcards, input: folders_of(input.instruments),
        folder=lambda wildcards: str(place(wildcards.cohort).folder),
        synthetic=lambda wildcards: is_synthetic(wildcards.cohort),
        secrets=lambda wildcards: str(COHORTS / wildcards.cohort),
        key=lambda wildcards: checked(key_of, wildcards),
        source=source("ingest.py"),
    message:
        "Reading and checking the files of {wildcards.cohort} in {params.folder}"
    script:
        "../../scripts/ingest.py"
