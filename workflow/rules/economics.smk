# The business case: what the programme costs a municipality and may return.

MUNICIPALITIES = ours(RUN.economics.municipalities)
# The record of a download stands beside it.
RECORD = Path(MUNICIPALITIES).with_suffix(".source.yaml")
RECORDS = [str(RECORD)] if RECORD.exists() else []
PRICES = [ours(RUN.economics.price_index)] if RUN.economics.price_index else []
ECONOMICS = [ours(RUN.economics.inputs), MUNICIPALITIES, *RECORDS, *PRICES]


rule economics:
    input:
        inputs=ours(RUN.economics.inputs),
        municipalities=MUNICIPALITIES,
        record=RECORDS,
        price_index=PRICES,
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
        contents=contents(FIGURES, ECONOMICS),
        published=lambda wildcards, input: folders_of(input.figures)[0],
        year=RUN.economics.year,
        seed=RUN.seed,
        language=RUN.language,
        source=source("economics.py"),
    message:
        "The business case for municipalities"
    script:
        "../../scripts/economics.py"
