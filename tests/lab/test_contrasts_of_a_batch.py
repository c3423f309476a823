"""What is handed to the engines of a batch: per treated arm its people and the reference's, nobody else's."""

from dataclasses import replace

import numpy as np
import pytest

from voorzorg.lab.fast import given
from voorzorg.synthetic.population.draw import Trials
from voorzorg.synthetic.population.setting import Setting

ARMS = np.array([[0, 1, 2, 0, 1, 2, 0], [2, 1, 0, 2, 1, 0, 0]])


@pytest.fixture
def trials() -> Trials:
    shape = ARMS.shape
    number = np.arange(ARMS.size, dtype=float).reshape(shape)
    return Trials(
        arm=ARMS,
        treated=ARMS > 0,
        site=np.tile([3, 3, 5, 5, 3, 5, 5], (2, 1)),
        nurse=np.where(ARMS > 0, ARMS - 1, -1),
        period=np.zeros(shape, dtype=int),
        covariates={"age": number, "work": -number},
        waves=("m2", "m6"),
        y=np.stack([number, number + 100], axis=2),
        exists=np.ones((*shape, 2), dtype=bool),
        seen=np.ones((*shape, 2), dtype=bool),
    )


def of_design(trials: Trials, **setting: object):
    return given(trials, Setting.model_validate(setting), ("work", "age"), True, 1, 0.9)


@pytest.mark.parametrize("design", ["two_arm", "cluster", "partially_nested"])
def test_two_arms_are_one_contrast(trials: Trials, design: str) -> None:
    two = replace(trials, arm=np.minimum(ARMS, 1))
    (one,) = of_design(two, design=design)
    assert (one.y == trials.y).all()
    assert (one.arm == np.minimum(ARMS, 1)).all()


def test_a_contrast_of_several_arms_holds_its_own_arm_and_the_reference(trials: Trials) -> None:
    found = of_design(trials, design="several_arms", arms=3)
    assert len(found) == 2
    for treated, one in zip((1, 2), found, strict=True):
        there = (ARMS == 0) | (treated == ARMS)
        assert (one.y[there] == trials.y[there]).all()
        assert np.isnan(one.y[~there]).all()
        assert (one.arm == (treated == ARMS)).all()


def test_covariates_keep_the_order_in_which_they_are_asked_for(trials: Trials) -> None:
    (one,) = of_design(trials)
    assert (one.W[:, :, 0] == trials.covariates["work"]).all()
    assert (one.W[:, :, 1] == trials.covariates["age"]).all()
    (none,) = given(trials, Setting(), (), True, 1, 0.9)
    assert none.W.shape == (*ARMS.shape, 0)


def test_clusters_are_those_of_the_design(trials: Trials) -> None:
    (alone,) = of_design(trials)
    assert alone.cluster is None and not alone.nurses
    (sites,) = of_design(trials, design="cluster")
    assert (sites.cluster == trials.site).all() and not sites.nurses
    (nurses,) = of_design(trials, design="partially_nested")
    assert nurses.nurses
    for row, arm, nurse in zip(nurses.cluster, ARMS, trials.nurse, strict=True):
        assert (row[arm > 0] == nurse[arm > 0]).all()
        own = row[arm == 0]  # who has no nurse is a cluster alone
        assert len(set(own)) == len(own) and not set(own) & set(nurse)


def test_where_when_and_how_sure_are_passed_on(trials: Trials) -> None:
    (one,) = of_design(trials)
    assert (one.at, one.level, one.baseline) == (1, 0.9, True)
