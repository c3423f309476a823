"""Separate shifts in the two arms: each mean depends on its own arm's shift alone."""

import numpy as np
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.missing.joint import impute_study
from voorzorg.analyses.missing.outcome import Compared
from voorzorg.analyses.missing.sensitivity import contour_rows
from voorzorg.analyses.rows import RowMaker

DELTAS = (-2.0, 1.0)


def compared(key: str, **config) -> Compared:
    outcomes = {name: outcome.model_dump() for name, outcome in make_manifest().outcomes.items()}
    outcomes["score"] |= {"analyses": ["two_arm", "imputation"]}
    study = make_study(160, manifest=make_manifest(outcomes=outcomes), **config)
    outcome = study.outcomes[key]
    make = RowMaker(study, key, "imputation", outcome)
    return Compared(study, make, outcome, impute_study(study), study.contrasts[0])


@pytest.mark.parametrize("key", ["smoking", "score"])
def test_every_pair_of_shifts_has_a_row_and_none_at_all_is_missing_at_random(key) -> None:
    one = compared(key, contour_deltas=DELTAS)
    rows = {(row.category.treated, row.category.reference): row for row in contour_rows(one, "end")}

    every = sorted({*DELTAS, 0.0})
    assert set(rows) == {(treated, reference) for treated in every for reference in every}
    difference, _ = one.difference(one.imputed.values(one.name("end")))
    assert rows[0.0, 0.0].estimate == pytest.approx(np.mean(difference))
    at = np.array([[rows[treated, reference].estimate for reference in every] for treated in every])
    assert (np.diff(at, axis=0) > 0).all() and (np.diff(at, axis=1) < 0).all()
    # Means are of an arm, so that rows and columns add up.
    assert at - at[:1] - at[:, :1] + at[0, 0] == pytest.approx(np.zeros_like(at), abs=1e-12)
    for row in rows.values():
        assert row.analysis == "contour" and row.std_error > 0 and row.ci_low < row.estimate < row.ci_high


def test_no_shifts_no_rows() -> None:
    assert contour_rows(compared("smoking", contour_deltas=()), "end") == []
