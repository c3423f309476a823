"""Multiplicity inside each outcome family: one test per outcome and wave, Holm and Benjamini-Hochberg."""

from __future__ import annotations

import pandas as pd

#: The contrast that stands for the hypothesis of an outcome at a wave, by outcome type.
PRIMARY_ESTIMANDS = ("risk_difference", "mean_difference", "rmst_difference", "change")
PRIMARY_METHODS = (
    r"(?:chi-square|Fisher mid-p|none) test$|^Welch t-test|^restricted mean|exact (?:McNemar|Wilcoxon)"
)


def adjust_family(table: pd.DataFrame, baseline_wave: str | None) -> pd.DataFrame:
    """Fill ``p_adjusted`` (Holm) and ``p_adjusted_fdr`` (Benjamini-Hochberg) in the primary rows.

    The primary rows are the unadjusted comparison of each outcome at each wave after the first (groups
    were randomised before it, so that a baseline difference is no hypothesis). Models of the same outcome
    answer the same question again and do not enlarge the family. Without a comparison group they are the
    exact paired tests of the change since the first wave, of every informant.
    """
    from voorzorg.statistics.multiplicity import benjamini_hochberg, holm

    primary = (
        table["estimand"].isin(PRIMARY_ESTIMANDS)
        & table["method"].str.contains(PRIMARY_METHODS, regex=True)
        & table["p_value"].notna()
        & ~(table["wave"] == baseline_wave).fillna(False)
    )
    table = table.copy()
    for _, rows in table[primary].groupby(["family", "contrast", "arm"], dropna=False):
        p_values = rows["p_value"].to_numpy(dtype=float)
        table.loc[rows.index, "p_adjusted"] = holm(p_values)
        table.loc[rows.index, "p_adjusted_fdr"] = benjamini_hochberg(p_values)
    return table
