"""Check what a run of the workflow left: every promised file is there, and says that it is synthetic."""

import sys
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.cohorts.places import COHORTS
from voorzorg.config import read_config
from voorzorg.estimates.table import read

RESULTS = Path("results")
PROMISED = ("report.html", "estimates.csv", "estimates.parquet", "tidy/dictionary.csv")


def promised(cohort: str) -> list[str]:
    """Files that a run leaves of a cohort: comparisons of what was published, a notebook of trials."""
    manifest = read_manifest(COHORTS / cohort / "cohort.yaml")
    comparison = ["comparison.csv"] if manifest.published else []
    notebook = ["notebook.ipynb", "notebook.html"] if manifest.arms else []
    return [*PROMISED, *comparison, *notebook]


def problems() -> list[str]:
    found = []
    for cohort in read_config().cohorts:
        folder = RESULTS / cohort
        paths = [folder / name for name in promised(cohort)]
        absent = [path for path in paths if not path.is_file() or not path.stat().st_size]
        if absent:
            found += [f"{path} is missing or empty" for path in absent]
            continue
        table = read(folder / "estimates.csv")
        pd.testing.assert_frame_equal(table, read(folder / "estimates.parquet"))
        if set(table["data_kind"]) != {"synthetic"}:
            found.append(f"{folder}/estimates.csv does not call every row synthetic")
        for suffix in ("svg", "png", "pdf"):
            if not list((folder / "figures").rglob(f"*.{suffix}")):
                found.append(f"{folder}/figures holds no .{suffix}")
        for suffix in ("html", "docx", "csv"):
            if not list((folder / "tables").rglob(f"*.{suffix}")):
                found.append(f"{folder}/tables holds no .{suffix}")
        report = (folder / "report.html").read_text(encoding="utf-8")
        if "synthetisch" not in report.lower() and "synthetic" not in report.lower():
            found.append(f"{folder}/report.html does not say that the data are synthetic")
        for link in ('src="http', "src='http", 'href="//', "@import url(http"):
            if link in report:
                found.append(f"{folder}/report.html needs the internet: {link}")
    for name in (
        "evidence/verdicts.csv",
        "evidence/report.html",
        "economics/report.html",
        "economics/economics.csv",
    ):
        if not (RESULTS / name).is_file():
            found.append(f"results/{name} is missing")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or None)
