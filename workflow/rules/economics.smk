# The business case: what the programme costs a municipality and may return.

INPUTS = economics_file("inputs")
MUNICIPALITIES = economics_file("municipalities")
# The record of a download stands beside it.
RECORD = Path(MUNICIPALITIES).with_suffix(".source.yaml")
RECORDS = [str(RECORD)] if RECORD.exists() else []
PRICES = [economics_file("price_index")] if RUN.economics.price_index else []
ECONOMICS = [INPUTS, MUNICIPALITIES, *RECORDS, *PRICES]


rule economics:
    input:
        inputs=INPUTS,
        municipalities=MUNICIPALITIES,
        record=RECORDS,
        price_index=PRICES,
        figures=FIGURES,
        own=own_estimates,
    output:
        report=report(
            "results/economics/report.html",
            caption="../report/economics.rst",
            category=in_words("economics-name"),
            labels=named("economics"),
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
        contents=contents(FIGURES, ECONOMICS),
        published=lambda wildcards, input: folders_of(input.figures)[0],
        year=RUN.economics.year,
        seed=RUN.seed,
        language=RUN.language,
        said=lambda wildcards: SAID,  # as it is: of a text alone Snakemake makes a plain one
        source=source("economics.py"),
    message:
        "The business case for municipalities"
    script:
        "../../scripts/economics.py"
