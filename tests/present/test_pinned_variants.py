"""What is shown where rows are missing, lack a number, say nothing clear or lie exactly on a limit.

The stored estimates of each design, changed row by row in ways that analyses do not often give them together:
holes, ends of scales, refusals. Tables, report and figures are those that were stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pinning import Pinned
from shown import artists_of, lines_of, outline
from shown_studies import controlled, stored, view

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.style import styled
from voorzorg.present.report import write_report
from voorzorg.present.tables import build_tables

NUMBERS = ["estimate", "std_error", "ci_low", "ci_high", "p_value", "p_adjusted", "p_adjusted_fdr"]
RATIOS = ("odds_ratio", "risk_ratio", "rate_ratio", "hazard_ratio", "mean_ratio")


def holes(table: pd.DataFrame) -> pd.DataFrame:
    """A row in thirteen is gone; others lack their estimate, their interval, their p-value or their count."""
    number = np.arange(len(table))
    changed = table.copy()
    changed.loc[number % 11 == 3, NUMBERS] = pd.NA
    changed.loc[number % 7 == 2, ["ci_low", "ci_high"]] = pd.NA
    changed.loc[number % 5 == 1, ["p_value", "p_adjusted"]] = pd.NA
    changed.loc[number % 17 == 5, ["n_reference", "events_reference"]] = pd.NA
    changed.loc[number % 19 == 7, "events_treated"] = pd.NA
    changed.loc[number % 9 == 4, "converged"] = False
    return changed[number % 13 != 6].reset_index(drop=True)


def on_limits(table: pd.DataFrame) -> pd.DataFrame:
    """Intervals that end at no difference, p-values at and around the usual limits, effects of nothing."""
    changed = table.copy()
    number = np.arange(len(table))
    null = np.where(table["estimand"].isin(RATIOS), 1.0, 0.0)
    contrast = table["contrast"].notna().to_numpy() & table["estimate"].notna().to_numpy()
    for name, rest in (("ci_low", 0), ("ci_high", 1), ("estimate", 2)):
        chosen = contrast & (number % 4 == rest)
        changed.loc[chosen, name] = null[chosen]
    tested = table["p_value"].notna().to_numpy()
    at = np.resize([0.05, 0.0499, 0.0501, 0.001, 0.0009, 1.0, 0.1, 0.0], len(table))
    changed.loc[tested, "p_value"] = at[tested]
    changed.loc[tested, "p_adjusted"] = np.minimum(1.0, 2 * at[tested])
    return changed


def few(table: pd.DataFrame) -> pd.DataFrame:
    """The first outcome of every second family, at its last wave, and what is no outcome."""
    first = table.dropna(subset=["family"]).drop_duplicates("family")["outcome"].tolist()[::2]
    own = table[table["outcome"].isin(first)]
    last = own.groupby("outcome")["wave"].transform("last")
    at_last = own[(own["wave"] == last) | own["wave"].isna()]
    return pd.concat([at_last, table[table["family"].isna()]]).reset_index(drop=True)


def nothing(table: pd.DataFrame) -> pd.DataFrame:
    """Nothing could be estimated but counts."""
    changed = table.copy()
    changed.loc[changed["estimand"] != "count", NUMBERS] = pd.NA
    return changed


def turned(found: View) -> View:
    """More is better where less was; of every third outcome nobody says what is better."""
    other = {"lower": "higher", "higher": "lower", None: None}
    context = found.context
    outcomes = {
        key: one.model_copy(update={"better": None if k % 3 == 0 else other[one.better]})
        for k, (key, one) in enumerate(context.outcomes.items())
    }
    made = View.__new__(View)
    made.__dict__.update(found.__dict__)
    made.context = replace(context, outcomes=outcomes)
    return made


Change = Callable[[pd.DataFrame], pd.DataFrame]
CHANGES: dict[str, Change | None] = {
    "holes": holes, "on_limits": on_limits, "few": few, "nothing": nothing, "turned": None,
}  # fmt: skip
#: The large studies in the changes that say most.
SHOWN = [
    *(("clustered", "en", name) for name in CHANGES),
    *(("three_arms", "nl", name) for name in CHANGES),
    *(("late_start", "en", name) for name in ("holes", "few", "turned")),
    *(("trial", "nl", name) for name in ("holes", "on_limits")),
    ("controlled", "nl", "holes"),
]  # fmt: skip
#: Drawing takes longest: each kind of design in the changes that say most of it.
DRAWN = [
    ("clustered", "holes"), ("clustered", "on_limits"), ("clustered", "few"), ("three_arms", "turned"),
    ("late_start", "holes"),
]  # fmt: skip


def changed(design: str, language: str, name: str) -> View:
    change = CHANGES[name]
    if change is None:
        return turned(view(design, language))
    table = controlled() if design == "controlled" else stored(design)
    return View(change(table), view(design, language).context)


@pytest.mark.parametrize(("design", "language", "name"), SHOWN)
def test_the_tables(pinned: Pinned, design: str, language: str, name: str) -> None:
    tables = build_tables(changed(design, language, name))
    pinned(f"present/variants/tables.{design}.{name}", "\n".join(map(lines_of, tables)))


@pytest.mark.parametrize(("design", "language", "name"), SHOWN)
def test_the_report(pinned: Pinned, tmp_path, monkeypatch, design: str, language: str, name: str) -> None:
    found = changed(design, language, name)
    monkeypatch.setattr("voorzorg.present.report.write.View", lambda *_: found)
    monkeypatch.setattr("voorzorg.present.report.write.packed", lambda _: "{}")
    monkeypatch.setattr("voorzorg.present.report.sections.fragment", lambda table: f"<p>{table.key}</p>")
    path = write_report(None, found.context, tmp_path, tmp_path, tmp_path / "report.html")
    pinned(f"present/variants/report.{design}.{name}", outline(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("design", "name"), DRAWN)
def test_the_figures(pinned: Pinned, design: str, name: str) -> None:
    rows = []
    with styled():
        for plan in plans(changed(design, "nl", name)):
            figure = plan.draw()
            rows.append(
                {"figure": plan.key, "look": "drawn" if figure else "nothing drawn", "x": "[]", "y": "[]"}
            )
            if figure is not None:
                rows += artists_of(figure, plan.key)
    pinned(f"present/variants/figures.{design}.{name}", rows, relative=1e-4, absolute=1e-6)
