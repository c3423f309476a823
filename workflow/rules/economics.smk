# The business case: what the programme costs a municipality and may return.


def own_estimates(wildcards):
    """Estimates of the cohort whose own costs and effects are shown, where config.yaml names one."""
    own = RUN.economics.own
    return f"results/{own}/estimates.parquet" if own else []


def economics_files():
    """Files of inputs, municipalities and prices, with the record of a download where there is one."""
    chosen = (RUN.economics.municipalities, RUN.economics.price_index)
    files = [ours(file) for file in chosen if file]
    record = Path(files[0]).with_suffix(".source.yaml")
    return files + ([str(record)] if record.exists() else [])


rule economics:
    input:
        inputs=ours(RUN.economics.inputs),
        files=economics_files(),
        figures=FIGURES,
        own=own_estimates,
    output:
        report=report(
            "results/economics/report.html",
            caption="../report/economics.rst",
            category="economics",
        ),
        rows="results/economics/economics.csv",
        table="results/economics/municipalities.csv",
        provenance="results/economics/provenance.json",
    log:
        "results/economics/logs/economics.log",
    benchmark:
        "results/economics/benchmarks/economics.tsv"
    conda:
        "../../environment.yml"
    params:
        contents=contents(FIGURES, ours(RUN.economics.inputs), economics_files()),
        published=lambda wildcards, input: folders_of(input.figures)[0],
        municipalities=ours(RUN.economics.municipalities),
        price_index=(
            ours(RUN.economics.price_index) if RUN.economics.price_index else None
        ),
        year=RUN.economics.year,
        seed=RUN.seed,
        language=RUN.language,
        source=source("economics.py"),
    message:
        "The business case for municipalities"
    script:
        "../../scripts/economics.py"
