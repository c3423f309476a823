"""How the imputation went is in rows: the chains of every arm, R-hat, and what chance still does."""

import numpy as np
import pytest
from small_study import make_study

from voorzorg.analyses.missing.chains import chain_rows, luck_rows
from voorzorg.analyses.missing.joint import impute_study
from voorzorg.analyses.missing.outcome import Compared
from voorzorg.analyses.rows import RowMaker


@pytest.fixture(scope="module")
def compared():
    study = make_study(160)
    outcome = study.outcomes["smoking"]
    make = RowMaker(study, "smoking", "imputation", outcome)
    return Compared(study, make, outcome, impute_study(study), study.contrasts[0])


def test_rows_tell_the_chains_of_each_arm(compared) -> None:
    wave = compared.study.wave_keys(compared.outcome)[-1]
    column = compared.imputed.columns[compared.name(wave)]
    rows = chain_rows(compared, wave)
    courses = [r for r in rows if r.estimand == "imputed_mean"]
    assert {r.arm for r in courses} == set(compared.study.arms)
    for row in courses:
        assert row.analysis == "chains" and row.ci_low <= row.estimate <= row.ci_high
        n = row.n_reference if row.arm == compared.study.arms[0] else row.n_treated
        assert n in column.cells.tolist()
    last = max(r.category.number for r in courses)
    assert last == column.arm_traces.shape[1]
    rhat = [r.estimate for r in rows if r.estimand == "rhat"]
    assert max(rhat) == pytest.approx(column.rhat)


def test_what_chance_does_is_the_spread_over_other_sets(compared) -> None:
    wave = compared.study.wave_keys(compared.outcome)[-1]
    (row,) = luck_rows(compared, wave)
    estimates, _ = compared.difference(compared.imputed.values(compared.name(wave)))
    assert row.estimate == pytest.approx(np.std(estimates, ddof=1) / np.sqrt(len(estimates)))
