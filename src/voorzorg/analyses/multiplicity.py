"""Multiplicity inside each outcome family: one test per outcome and wave, Holm and Benjamini-Hochberg."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from voorzorg.estimates.table import withheld

#: (analysis, estimand) of the test that stands for an outcome at a wave: the first there is.
PRIMARY = (
    ("unadjusted", "risk_difference"),
    ("unadjusted", "mean_difference"),
    ("survival", "rmst_difference"),
    ("change", "change"),
)
#: The same where standard errors must respect clusters, which none of the unadjusted ones does.
PRIMARY_CLUSTERED = (
    ("adjusted", "risk_difference"),
    ("adjusted", "mean_difference"),
    ("counts", "rate_ratio"),
    ("adjusted", "hazard_ratio"),
    ("survival", "hazard_ratio"),
    ("change", "change"),
)
#: What a hypothesis is about.
HYPOTHESIS = ["outcome", "wave", "informant", "contrast", "arm"]


def mark_primary(
    table: pd.DataFrame, baseline_wave: str | None, clustered: Collection[str] = ()
) -> pd.DataFrame:
    """Fill ``primary`` of an outcome family's rows.

    The primary rows are the unadjusted comparison of each outcome at each wave after the first (groups
    were randomised before it, so that a baseline difference is no hypothesis); for the outcomes in
    ``clustered`` the adjusted one, whose standard error respects the clusters. Models of the same outcome
    answer the same question again and do not enlarge the family. Without a comparison group they are the
    exact paired tests of the change since the first wave, of every informant.
    """
    table = table.copy()
    table.loc[_primary(table, baseline_wave, clustered), "primary"] = True
    return table


def adjust_primary(table: pd.DataFrame) -> pd.DataFrame:
    """Fill ``p_adjusted`` (Holm) and ``p_adjusted_fdr`` (Benjamini-Hochberg), of rows as they leave.

    Families are those of primary tests, and per wave what those who stayed and left are compared on. Of real
    data it comes after output control, so that no adjusted p-value depends on a hidden one: a withheld test
    counts as one with p = 1. That is no smaller than what it would be with all p-values known.
    """
    table = table.copy()
    primary, hidden = table["primary"].fillna(False).astype(bool), withheld(table)
    stayed = table["outcome"].fillna("").str.startswith("attrition:") & table["contrast"].notna()
    families = ((primary, ["family", "contrast", "arm"]), (stayed, ["cohort", "wave"]))
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


def _primary(table: pd.DataFrame, baseline_wave: str | None, clustered: Collection[str]) -> pd.Index:
    """Rows of the first pair that has a p-value, or else of the first there is, for every hypothesis."""

    def rank(outcome: str, analysis: str, estimand: str) -> float:
        pairs = PRIMARY_CLUSTERED if outcome in clustered else PRIMARY
        return pairs.index((analysis, estimand)) if (analysis, estimand) in pairs else np.inf

    ranks = np.array([rank(*row) for row in table[["outcome", "analysis", "estimand"]].to_numpy()], float)
    candidates = table[HYPOTHESIS].assign(untested=table["p_value"].isna(), rank=ranks)
    later = ~(table["wave"] == baseline_wave).fillna(False)
    candidates = candidates[later & np.isfinite(ranks)]
    candidates = candidates.sort_values(["untested", "rank"], kind="stable")
    return candidates.drop_duplicates(HYPOTHESIS).index.sort_values()
