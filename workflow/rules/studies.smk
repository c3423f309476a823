# Simulated studies: replicates in blocks beside each other, then one page.

STUDIES = expand("results/studies/{study}/report.html", study=RUN.simulate)
# What the population is made from.
POPULATION = [
    ours("data/cohorts/voorzorg_rct/cohort.yaml"),
    ours("data/cohorts/voorzorg_rct/synthetic.yaml"),
    *FIGURES,
]


rule simulate:
    input:
        study=study_file,
        population=POPULATION,
    output:
        "results/studies/{study}/blocks/{block}.parquet",
    log:
        "results/studies/{study}/logs/simulate_{block}.log",
    benchmark:
        "results/studies/{study}/benchmarks/simulate_{block}.tsv"
    retries: 1
    conda:
        "../../environment.yml"
    resources:
        mem_mb=2000,
    params:
        contents=contents(study_file, POPULATION),
        config=RUN.model_dump(mode="json", include={"analysis", "outcomes"}),
        source=source("simulate.py"),
    message:
        "Simulate {wildcards.study}, block {wildcards.block}"
    script:
        "../../scripts/simulate.py"


rule power:
    input:
        study=study_file,
        blocks=study_blocks,
        population=POPULATION,
    output:
        report="results/studies/{study}/report.html",
        estimates="results/studies/{study}/estimates.parquet",
        performance="results/studies/{study}/performance.csv",
        provenance="results/studies/{study}/provenance.json",
    log:
        "results/studies/{study}/logs/power.log",
    benchmark:
        "results/studies/{study}/benchmarks/power.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(study_file, POPULATION),
        language=RUN.language,
        source=source("power.py"),
    message:
        "What {wildcards.study} can find out"
    script:
        "../../scripts/power.py"
