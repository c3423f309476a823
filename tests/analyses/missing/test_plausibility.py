"""Imputed beside measured values: what is far off or spreads otherwise is told, and what is not is not."""

from dataclasses import replace

import numpy as np
import pytest
from small_study import make_study

from voorzorg.analyses.missing.outcome import Compared
from voorzorg.analyses.missing.plausibility import plausibility_rows
from voorzorg.analyses.missing.sets import imputed_sets
from voorzorg.analyses.rows import RowMaker
from voorzorg.messages import as_messages


@pytest.fixture(scope="module")
def compared() -> Compared:
    study = make_study(400)
    outcome = study.outcomes["smoking"]
    make = RowMaker(study, "smoking", "imputation", outcome)
    return Compared(study, make, outcome, imputed_sets(study), study.contrasts[0])


def test_plausible_values_have_rows_where_asked_and_no_remark(compared) -> None:
    rows = plausibility_rows(compared, "end", always=True)
    assert [row.estimand for row in rows] == ["standardised_difference", "risk", "risk"] * 2
    assert not any(as_messages(row.warnings) for row in rows)
    assert plausibility_rows(compared, "end", always=False) == []


def test_values_far_from_the_measured_ones_are_told(compared) -> None:
    imputed = compared.imputed
    name = compared.name("end")
    ones = imputed.with_values(name, np.ones_like(imputed.columns[name].values))
    rows = plausibility_rows(replace(compared, imputed=ones), "end", always=False)
    said = {one.key for row in rows for one in as_messages(row.warnings)}
    assert said == {"imputed-far-from-measured"}
    far = [row for row in rows if row.estimand == "standardised_difference"]
    assert all(row.estimate > 0.5 for row in far)


def test_what_is_far_in_most_data_sets_is_told_though_some_lie_near(compared) -> None:
    imputed = compared.imputed
    name = compared.name("end")
    some = np.ones_like(imputed.columns[name].values)
    some[: imputed.m // 3] = np.nanmean(imputed.data[name].to_numpy(dtype=float, na_value=np.nan)) > 0.5
    rows = plausibility_rows(replace(compared, imputed=imputed.with_values(name, some)), "end", always=True)
    far = [row for row in rows if row.estimand == "standardised_difference"]
    assert all(row.ci_low < 0.5 < row.estimate for row in far)
    assert all("imputed-far-from-measured" in [one.key for one in as_messages(row.warnings)] for row in far)


def test_another_spread_is_told(compared) -> None:
    study = compared.study
    outcome = study.outcomes["cigarettes"]
    make = RowMaker(study, "cigarettes", "imputation", outcome)
    own = Compared(study, make, outcome, imputed_sets(study), study.contrasts[0])
    name = own.name("end")
    measured = own.imputed.data[name].to_numpy(dtype=float, na_value=np.nan)
    alike = np.full_like(own.imputed.columns[name].values, np.nanmean(measured))
    rows = plausibility_rows(replace(own, imputed=own.imputed.with_values(name, alike)), "end", always=False)
    assert {one.key for row in rows for one in as_messages(row.warnings)} == {"imputed-other-spread"}
