"""One stage of the pipeline on a large synthetic cohort, as its job would run it.

    python -m benchmarks.scale.stage STAGE FOLDER [--women N]

``FOLDER`` holds what earlier stages left: raw, tidy, parts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config

COHORT = Path("data/cohorts/voorzorg_rct")
#: Imputed data sets, instead of the configured number: the cost is proportional, and sixty take half an hour.
IMPUTATIONS = 5


def synthesise(folder: Path, women: int) -> None:
    from voorzorg.synthetic import generate

    seed = read_config().seed
    generate(COHORT, folder / "raw", seed, Path("data/published"), n=women, file_format="parquet")


def ingest(folder: Path) -> None:
    from voorzorg.cohorts.harmonise import ingest as stage
    from voorzorg.cohorts.harmonise.tidy import write_tidy

    write_tidy(stage.ingest(read_manifest(folder / "raw/cohort.yaml"), folder / "raw"), folder / "tidy")


def describe(folder: Path) -> None:
    from voorzorg.analyses.participation.stage import describe_cohort
    from voorzorg.estimates.table import write

    write(describe_cohort(_study(folder)), folder / "parts/description.parquet")


def estimate(folder: Path, analysis: str) -> None:
    """Every outcome that gets the analysis."""
    from voorzorg.analyses.run import analyse
    from voorzorg.estimates.table import to_frame, write

    study = _study(folder, outcomes_only=True)
    rows = []
    for key, outcome in study.outcomes.items():
        if analysis in outcome.chosen_analyses:
            rows += analyse(analysis, study, key, outcome)  # type: ignore[arg-type]
    write(to_frame(rows), folder / f"parts/{analysis}.parquet")


def one_arm(folder: Path, what: str) -> None:
    """The same women as a study without comparison group: who took part, or change since the first wave."""
    from dataclasses import replace

    from voorzorg.analyses.participation.stage import describe_cohort
    from voorzorg.analyses.run import analyse

    study = _study(folder)
    alone = study.manifest.model_copy(update={"design": "one_arm", "arms": None})
    study = replace(study, manifest=alone)
    if what == "describe":
        describe_cohort(study)
        return
    for key, outcome in study.outcomes.items():
        if outcome.type != "time":
            analyse("describe", study, key, outcome)
            if len(outcome.waves) > 1:
                analyse("change", study, key, outcome)


def present(folder: Path, what: str) -> None:
    from voorzorg.estimates.table import concatenate, read
    from voorzorg.present.context import Context

    config, manifest = read_config(), read_manifest(folder / "raw/cohort.yaml")
    context = Context(config.language, manifest, config.outcomes_of(manifest), "synthetic")
    estimates = concatenate(read(path) for path in sorted((folder / "parts").glob("*.parquet")))
    if what == "tables":
        from voorzorg.present.tables import write_tables

        write_tables(estimates, context, folder / "tables")
    elif what == "figures":
        from voorzorg.present.figures import write_figures

        write_figures(estimates, context, folder / "figures")
    else:
        from voorzorg.present.report import write_report

        write_report(estimates, context, folder / "figures", folder / "tables", folder / "report.html")


def _study(folder: Path, *, outcomes_only: bool = False):
    from voorzorg.analyses.study import Study

    manifest, config = read_manifest(folder / "raw/cohort.yaml"), read_config()
    analysis = config.analysis.model_copy(update={"imputations": IMPUTATIONS})
    config = config.model_copy(update={"analysis": analysis})
    return Study.read(manifest, folder / "tidy", config, "synthetic", outcomes_only=outcomes_only)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--women", type=int, default=1000)
    given = parser.parse_args()
    match given.stage.split(":"):
        case ["synthesise"]:
            synthesise(given.folder, given.women)
        case ["ingest"]:
            ingest(given.folder)
        case ["describe"]:
            describe(given.folder)
        case ["estimate", analysis]:
            estimate(given.folder, analysis)
        case ["one_arm", what]:
            one_arm(given.folder, what)
        case [("tables" | "figures" | "report") as what]:
            present(given.folder, what)
        case _:
            parser.error(f"no stage '{given.stage}'")


if __name__ == "__main__":
    main()
