"""Rows of data sets pooled on their scale equal what R's mice makes of the same numbers, to nine digits."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from small_study import make_study

from voorzorg.analyses.missing.pool import pool_analysis
from voorzorg.analyses.rows import RowMaker
from voorzorg.messages import message

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"
EXPECTED = pd.read_csv(REFERENCE / "pool_rows.csv").set_index("estimand")
INPUTS = pd.read_csv(REFERENCE / "pool_rows_inputs.csv")


@pytest.mark.parametrize("estimand", EXPECTED.index)
def test_pooled_rows_equal_mice(estimand, monkeypatch) -> None:
    from voorzorg.analyses.missing import pool
    from voorzorg.statistics.missing.completed import ImputedData

    study, known, own = make_study(20), EXPECTED.loc[estimand], INPUTS[INPUTS["estimand"] == estimand]
    outcome, contrast = study.outcomes["smoking"], study.contrasts[0]
    make = RowMaker(study, "smoking", "adjusted", outcome)
    where = {"arm": contrast.treated} if estimand == "risk" else {"contrast": contrast}
    quantile = t.ppf(0.975, known.df_complete)

    def rows_of_sets(*_):
        for q, se in own[["estimate", "std_error"]].to_numpy():
            centre, back = (np.log(q), np.exp) if "ratio" in estimand else (q, float)
            ends = (back(centre - quantile * se), back(centre + quantile * se))
            yield make.interval(
                estimand, "a model", q, ends, 0.95,
                std_error=se, p_value=None if estimand == "risk" else 0.5, wave="m2", **where,
            )  # fmt: skip

    monkeypatch.setattr(pool, "_rows_of_sets", rows_of_sets)
    sets = ImputedData(pd.DataFrame(), {}, len(own), "arm")
    (row,) = pool_analysis(study, "smoking", outcome, "adjusted", sets)
    compared = ["estimate", "std_error", "ci_low", "ci_high"] + ([] if estimand == "risk" else ["p_value"])
    for name in compared:
        assert getattr(row, name) == pytest.approx(known[name], rel=1e-9), name  # SciPy 1.15's quantiles of t
    assert row.analysis == "imputed_adjusted"


def test_one_warning_with_other_numbers_in_every_data_set_is_said_once_with_the_middle() -> None:
    from voorzorg.analyses.missing.pool import _warnings

    study = make_study(20)
    make = RowMaker(study, "smoking", "adjusted", study.outcomes["smoking"])
    p_values = [0.0004, 0.012, 0.03]
    rows = [
        make.number("sd", "a model", 1.0, warnings=message("hazards-not-proportional", p_value=message(
            "p-below" if p < 0.001 else "p-is", p=p)))
        for p in p_values
    ]  # fmt: skip
    (all_of_them,) = _warnings(rows, 3)
    assert str(all_of_them).startswith("hazards may not be proportional (p = 0.012)")
    (some,) = _warnings([*rows[:2], make.number("sd", "a model", 1.0)], 3)
    assert str(some).endswith("(in 2 of 3 imputed data sets)")
