"""Reference-based rows: both errors for primary outcomes, composites by their parts, one-way predictors."""

import numpy as np
import pytest
from small_study import make_study

from voorzorg.analyses.missing.joint import joint_frame, predictors_of
from voorzorg.analyses.missing.outcome import Compared
from voorzorg.analyses.missing.reference import history_of, reference_rows
from voorzorg.analyses.missing.sets import imputed_sets
from voorzorg.analyses.rows import RowMaker
from voorzorg.messages import as_messages


def compared(study, key: str = "smoking") -> Compared:
    outcome = study.outcomes[key]
    make = RowMaker(study, key, "imputation", outcome)
    return Compared(study, make, outcome, imputed_sets(study), study.contrasts[0])


@pytest.fixture(scope="module")
def dropout():
    return compared(make_study(400))


def test_both_errors_stand_beside_each_other_and_the_frequentist_one_is_smaller(dropout) -> None:
    wave = dropout.study.wave_keys(dropout.outcome)[-1]
    anchored, repeated = reference_rows(dropout, [wave], "jump", bootstrap=True)
    assert (anchored.analysis, repeated.analysis) == ("reference_based", "reference_bootstrap")
    assert anchored.category == repeated.category == "jump"
    assert repeated.std_error < anchored.std_error
    assert abs(repeated.estimate - anchored.estimate) < anchored.std_error
    assert {"information-anchored"} <= {one.key for one in as_messages(anchored.warnings)}
    assert {"frequentist-error"} <= {one.key for one in as_messages(repeated.warnings)}
    assert "bootstrap-then-impute" in {one.key for one in as_messages(repeated.method)}


def test_without_samples_there_is_rubins_error_alone(dropout) -> None:
    wave = dropout.study.wave_keys(dropout.outcome)[-1]
    rows = reference_rows(dropout, [wave], "jump", bootstrap=False)
    assert [row.analysis for row in rows] == ["reference_based"]


def test_a_history_goes_over_the_waves(dropout) -> None:
    assert len(history_of(dropout)) == len(dropout.study.wave_keys(dropout.outcome))


def test_columns_that_are_missing_together_do_not_predict_each_other() -> None:
    study = make_study(400)
    joint = joint_frame(study)
    name, twin = "smokes@end@mother", "twin@end@mother"
    assert name in joint.frame
    joint.frame[twin] = joint.frame[name]
    joint.kinds[twin], joint.series[twin] = "binary", "twin"
    chosen = predictors_of(joint)
    assert (twin in chosen[name]) != (name in chosen[twin])
    assert np.isnan(joint.frame[name]).any()
