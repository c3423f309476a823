"""A study's results: tables that are made from the estimates of its blocks, and the answer in numbers."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from voorzorg.atomic_write import atomic_write
from voorzorg.lab.closed_form import closed_forms
from voorzorg.lab.run import run_block
from voorzorg.lab.study import Study, read_study
from voorzorg.lab.summary import families, hierarchy, pairs, summarise, true_values
from voorzorg.spreadsheet import table_as_text

#: Tables of a study, as written.
TABLES = ("performance", "pairs", "hierarchy", "families", "closed", "true")
#: The size of the trial: the row that an answer is given for, where it is in the grid.
TRIAL = 460


@dataclass(frozen=True)
class Results:
    """Everything that is written and shown of a study."""

    study: Study
    estimates: pd.DataFrame
    true: pd.DataFrame
    performance: pd.DataFrame
    pairs: pd.DataFrame
    hierarchy: pd.DataFrame
    families: pd.DataFrame
    closed: pd.DataFrame


@dataclass(frozen=True)
class Answer:
    """Power (and its Monte-Carlo error) of the first method in one scenario, whose families are ``families``;
    ``enough`` families for the wanted power by interpolation, None where the grid does not reach it.
    """

    scenario: str
    families: int
    power: float
    error: float
    enough: int | None


def run_study(path: Path, cores: int = 1) -> pd.DataFrame:
    """Estimates of every block of a study file, on so many cores; the same whatever their number."""
    blocks = range(read_study(path).file.blocks)
    if cores == 1:
        parts: Iterable[pd.DataFrame] = [_block(path, number) for number in blocks]
    else:
        with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(_block, [path] * len(blocks), blocks))
    return pd.concat(parts, ignore_index=True)


def _block(path: Path, number: int) -> pd.DataFrame:
    study = read_study(path)
    return run_block(study, study.block(number))


def results_of(study: Study, estimates: pd.DataFrame) -> Results:
    """All tables; rows in the order of scenarios and replicates, however they were run."""
    order = {scenario.key: k for k, scenario in enumerate(study.scenarios)}
    place = estimates["scenario"].map(order)
    estimates = estimates.assign(_place=place).sort_values(["_place", "replicate"], kind="stable")
    estimates = estimates.drop(columns="_place").reset_index(drop=True)
    true = true_values(study)
    return Results(
        study,
        estimates,
        true,
        summarise(study, estimates, true),
        pairs(study, estimates),
        hierarchy(study, estimates, true),
        families(study, estimates, true),
        closed_forms(study),
    )


def write_tables(results: Results, folder: Path) -> list[Path]:
    """Write the tables as CSV, and the estimates as Parquet; each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in TABLES:
        path = folder / f"{name}.csv"
        with atomic_write(path) as partial:
            table_as_text(getattr(results, name)).to_csv(partial, index=False)
        written.append(path)
    path = folder / "estimates.parquet"
    with atomic_write(path) as partial:
        results.estimates.to_parquet(partial, index=False)
    return [*written, path]


def main_rows(results: Results, number: int = 0) -> pd.DataFrame:
    """A hypothesis by every method in every scenario: the tested estimand of the first contrast."""
    table = results.performance
    one = results.study.hypotheses[number]
    table = table[(table["outcome"] == one.outcome) & (table["wave"] == results.study.wave_of(one))]
    kept = table.drop_duplicates(["scenario", "method"])
    sizes = {scenario.key: scenario.setting.families for scenario in results.study.scenarios}
    return kept.assign(families=kept["scenario"].map(sizes)).reset_index(drop=True)


def answer_rows(results: Results) -> pd.DataFrame:
    """The rows that answer: of every scenario that of the first method that fits its design."""
    return main_rows(results).drop_duplicates("scenario").reset_index(drop=True)


def answer_of(results: Results) -> Answer:
    """The answer to how likely the study finds its effect."""
    rows = answer_rows(results)
    if not rows["null"].all():
        rows = rows[~rows["null"]].reset_index(drop=True)
    at = rows.index[rows["families"] == TRIAL]
    row: dict[str, Any] = rows.to_dict("records")[at[0] if len(at) else len(rows) // 2]  # type: ignore[assignment]
    enough = None
    if set(results.study.file.grid) <= {"families", "visited"} and len(rows) > 1:
        enough = _interpolated(
            rows["families"].to_numpy(float), rows["significant"], results.study.file.wanted
        )
    return Answer(
        str(row["scenario"]),
        int(row["families"]),
        float(row["significant"]),
        float(row["significant_error"]),
        enough,
    )


def _interpolated(families: np.ndarray, power: pd.Series, wanted: float) -> int | None:
    """Where a line through the probits of power over the root of families, by least squares, has the wanted
    power; only inside the grid.
    """
    rate = power.to_numpy(float)
    inside = (rate > 0.01) & (rate < 0.995)
    if inside.sum() < 2:
        return None
    slope, level = np.polyfit(np.sqrt(families[inside]), ndtri(rate[inside]), 1)
    if not slope > 0:
        return None
    found = ((ndtri(wanted) - level) / slope) ** 2
    return int(np.ceil(found)) if families.min() <= found <= families.max() else None
