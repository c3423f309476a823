"""What is handed to the engines of a batch: per treated arm its people and the reference's, nobody else's."""

from dataclasses import replace

import numpy as np
import pytest

from voorzorg.lab import fast
from voorzorg.lab.fast import Given, given, of_counts
from voorzorg.messages import RefusedError, message
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


class TestOneReplicateWithoutAnAnswer:
    """It has no number, and the others have theirs."""

    @pytest.fixture
    def batch(self) -> Given:
        rng = np.random.default_rng(4)
        y = rng.poisson(4, (3, 120, 1)).astype(float)
        y[1, :, 0] = np.where(np.arange(120) % 3, np.nan, 0.0)  # nobody has any
        arm = np.tile(np.arange(120) % 2, (3, 1))
        W = rng.normal(size=(3, 120, 1))
        return Given(y, arm, W, None, False, False, 0, 0.95)

    def answered(self, found) -> list[bool]:
        (of_method,) = found.values()
        return [bool(one) for one in np.isfinite(next(iter(of_method.values())).estimate)]

    def test_counts_of_nobody(self, batch: Given) -> None:
        assert self.answered(of_counts(batch, ("counts",))) == [True, False, True]

    def test_counts_of_one_arm(self, batch: Given) -> None:
        arm = batch.arm.copy()
        arm[0] = 0
        arm[2] = 1
        assert self.answered(of_counts(replace(batch, arm=arm), ("counts",))) == [False, False, False]
        arm[2] = batch.arm[2]
        assert self.answered(of_counts(replace(batch, arm=arm), ("counts",))) == [False, False, True]

    def test_counts_in_too_few_clusters(self, batch: Given) -> None:
        cluster = np.tile(np.arange(120) // 10, (3, 1))
        arm = np.tile((np.arange(120) // 10) % 2, (3, 1))
        arm[0] = (np.arange(120) < 10).astype(int)  # a single cluster is treated
        found = of_counts(replace(batch, arm=arm, cluster=cluster), ("counts",))
        assert self.answered(found) == [False, False, True]

    @pytest.mark.parametrize(
        "how", [ArithmeticError("no"), RefusedError(message("no-times-one-arms")), "search"]
    )
    def test_counts_that_cannot_be_fitted(self, batch: Given, how, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = []
        whole = fast.rate_ratio

        def first_fails(*arguments):
            calls.append(1)
            if len(calls) > 1:
                return whole(*arguments)
            if isinstance(how, Exception):
                raise how
            found, rest = whole(*arguments)
            return replace(found, converged=False), rest

        monkeypatch.setattr(fast, "rate_ratio", first_fails)
        assert self.answered(of_counts(batch, ("counts",))) == [False, False, True]

    def test_models_that_cannot_be_fitted(self, batch: Given, monkeypatch: pytest.MonkeyPatch) -> None:
        row = [0.1, 0.2, -0.3, 0.5, 0.6]

        def fit(one: Given, r: int):
            if r == 0:
                raise np.linalg.LinAlgError
            return {("multilevel", "odds_ratio"): row} if r == 2 else {}

        monkeypatch.setattr(fast, "_fit", fit)
        two = replace(batch, y=np.concatenate([batch.y, batch.y], axis=2))
        found = fast.engines(two, ("multilevel",))
        assert list(found) == ["multilevel"]
        assert np.isnan(found["multilevel"]["odds_ratio"].estimate[:2]).all()
        assert [column[2] for column in found["multilevel"]["odds_ratio"]] == row

    def test_other_methods_are_not_of_counts(self, batch: Given) -> None:
        assert of_counts(batch, ("two_arm", "adjusted")) == {}
