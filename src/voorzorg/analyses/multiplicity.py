"""Multiplicity inside each outcome family: one test per outcome and wave, Holm and Benjamini-Hochberg."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.estimates.table import withheld

#: (analysis, estimand) of the row that stands for an outcome at a wave: the first that has a test. The
#: covariate-adjusted contrast goes first (EMA 2015, FDA 2023).
MAIN = (
    ("adjusted", "risk_difference"),
    ("adjusted", "mean_difference"),
    ("counts", "rate_ratio"),
    ("survival", "rmst_difference"),
    ("survival", "risk_difference"),
    ("unadjusted", "risk_difference"),
    ("unadjusted", "mean_difference"),
    ("change", "change"),
)
#: The same where standard errors must respect clusters, which no unadjusted comparison does.
MAIN_CLUSTERED = tuple(pair for pair in MAIN if pair[0] != "unadjusted")
#: What a hypothesis is about.
HYPOTHESIS = ["outcome", "wave", "informant", "contrast", "arm"]


def mark_main(
    table: pd.DataFrame, baseline_wave: str | None, clustered: Collection[str] = ()
) -> pd.DataFrame:
    """Fill ``main`` of an outcome family's rows.

    The main rows are the covariate-adjusted comparison of each outcome at each wave after the first (groups
    were randomised before it, so that a baseline difference is no hypothesis), the unadjusted one where
    there is no other; for the outcomes in ``clustered`` one whose standard error respects the clusters.
    Other models of the same outcome answer the same question again and do not enlarge the family. Without a
    comparison group they are the exact paired tests of the change since the first wave, of every informant.
    """
    table = table.copy()
    table.loc[_main(table, baseline_wave, clustered), "main"] = True
    return table


def adjust_p_values(table: pd.DataFrame, primary: Hierarchy | None = None) -> pd.DataFrame:
    """Fill ``primary``, ``p_adjusted`` and ``p_adjusted_fdr``, of rows as they leave.

    ``primary`` rows are those of the plan's hierarchy, adjusted for one another by its procedure. The other
    main rows are adjusted by family (Holm, Benjamini-Hochberg), and so is, per wave, what those who stayed
    and left are compared on. Of real data it comes after output control, so that no adjusted p-value
    depends on a hidden one: a withheld test counts as one with p = 1. That is no smaller than what it would
    be with all p-values known.
    """
    table = table.copy()
    main, hidden = table["main"].fillna(False).astype(bool), withheld(table)
    if primary is not None:
        for contrast in table.loc[main, "contrast"].dropna().unique():
            _adjust_hierarchy(table, primary, main & (table["contrast"] == contrast).fillna(False))
    main &= ~table["primary"].fillna(False).astype(bool)
    stayed = table["outcome"].fillna("").str.startswith("attrition:") & table["contrast"].notna()
    families = ((main, ["family", "contrast", "arm"]), (stayed, ["cohort", "wave"]))
    for member, by in families:
        tested = table[member & (table["p_value"].notna() | hidden)]
        for _, rows in tested.groupby(by, dropna=False):
            _adjust(table, rows.index)
    return table


def _adjust(table: pd.DataFrame, family: pd.Index) -> None:
    from voorzorg.statistics.multiplicity import benjamini_hochberg, holm

    p_values = table.loc[family, "p_value"].to_numpy(dtype=float, na_value=1.0)
    shown = table.loc[family, "p_value"].notna().to_numpy()
    table.loc[family[shown], "p_adjusted"] = holm(p_values)[shown]
    table.loc[family[shown], "p_adjusted_fdr"] = benjamini_hochberg(p_values)[shown]


def _adjust_hierarchy(table: pd.DataFrame, primary: Hierarchy, main: pd.Series) -> None:
    """Mark the rows of the primary hypotheses of one contrast and adjust their p-values."""
    from voorzorg.statistics.multiplicity import graphical, hochberg

    found: list[Any] = []
    for one in primary.hypotheses:
        here = main & (table["outcome"] == one.outcome)
        if one.wave:
            here &= (table["wave"] == one.wave).fillna(False)
        found.append(next(iter(table.index[here]), None))
    p = np.array([np.nan if at is None else table["p_value"].astype("float64")[at] for at in found], float)
    if primary.procedure == "hochberg":
        adjusted = np.where(np.isnan(p), np.nan, hochberg(np.nan_to_num(p, nan=1.0)))
    else:
        adjusted = graphical(p, *primary.graph)
    for at, value in zip(found, adjusted, strict=True):
        if at is not None:
            table.loc[at, "primary"] = True
            table.loc[at, "p_adjusted"] = value if np.isfinite(value) else pd.NA


def _main(table: pd.DataFrame, baseline_wave: str | None, clustered: Collection[str]) -> pd.Index:
    """Rows of the first pair that has a p-value, or else of the first there is, for every hypothesis."""

    def rank(outcome: str, analysis: str, estimand: str) -> float:
        pairs = MAIN_CLUSTERED if outcome in clustered else MAIN
        return pairs.index((analysis, estimand)) if (analysis, estimand) in pairs else np.inf

    ranks = np.array([rank(*row) for row in table[["outcome", "analysis", "estimand"]].to_numpy()], float)
    candidates = table[HYPOTHESIS].assign(untested=table["p_value"].isna(), rank=ranks)
    later = ~(table["wave"] == baseline_wave).fillna(False)
    candidates = candidates[later & np.isfinite(ranks)]
    candidates = candidates.sort_values(["untested", "rank"], kind="stable")
    return candidates.drop_duplicates(HYPOTHESIS).index.sort_values()
