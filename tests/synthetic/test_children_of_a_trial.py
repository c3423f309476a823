"""A child's outcomes in a trial of any size: met by count where counts are, and on average in samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voorzorg.synthetic.calibration import EVERYONE, Calibration, Counted, Sampled
from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.population.world import read_world
from voorzorg.synthetic.trial.births_and_dropout import make_course
from voorzorg.synthetic.trial.child import add_behaviour, home_items, home_quantiles
from voorzorg.synthetic.trial.repeated import Values, add_repeated, percent_wanted
from voorzorg.synthetic.trial.women import make_women

ROOT = Path(__file__).parents[2]
WORLD = read_world(ROOT / "data/cohorts/voorzorg_rct", ROOT / "data/published")
SPEC, FIGURES = WORLD.spec, Figures(ROOT / "data/published")
REFERENCE = next(arm for arm in SPEC.arms if arm != SPEC.treated)


def drawn(n: int | None, calibration: Calibration, seed: int = 3):
    women = make_women(SPEC, FIGURES, seed, n, calibration)
    course = make_course(SPEC, WORLD.manifest, women, FIGURES)
    values: Values = {wave: {} for wave in SPEC.waves}
    add_behaviour(SPEC.behaviour, values, women, course, FIGURES)
    return women, course, values[SPEC.behaviour.wave]


@pytest.mark.parametrize("n", [70, 90, 110, 130, 150, 170, None])
def test_the_ratio_is_that_of_the_children_there_are(n: int | None) -> None:
    """The reference's number is the closest there is; the other arm's follows from it, not from a share that
    so few children cannot have.
    """
    women, _, scores = drawn(n, Counted())
    for name, scale in SPEC.behaviour.scales.items():
        seen = {arm: scores[name][members & np.isfinite(scores[name])] for arm, members in women.arms.items()}
        high = {arm: int((score >= SPEC.behaviour.clinical).sum()) for arm, score in seen.items()}
        reference = len(seen[REFERENCE])
        assert high[REFERENCE] == closest_count(scale.reference_percent, reference)
        share = 100 * FIGURES.value(scale.ratio) * high[REFERENCE] / reference
        assert high[SPEC.treated] == closest_count(share, len(seen[SPEC.treated]))


def test_a_sample_asks_for_the_published_share_and_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    having = Sampled.having

    def spy(self, propensity, eligible, percent, base, *among):
        asked.append(percent)
        return having(self, propensity, eligible, percent, base, *among)

    monkeypatch.setattr(Sampled, "having", spy)
    women, course, _ = drawn(70, Sampled())
    asked.clear()
    add_behaviour(SPEC.behaviour, {SPEC.behaviour.wave: {}}, women, course, FIGURES)
    wanted = [
        scale.reference_percent * (1 if arm == REFERENCE else FIGURES.value(scale.ratio))
        for scale in SPEC.behaviour.scales.values()
        for arm in women.arms
    ]
    assert asked == pytest.approx(wanted)


def test_scores_lie_on_their_side_of_the_clinical_limit_and_within_the_scale() -> None:
    women, course, scores = drawn(None, Counted())
    for score in scores.values():
        seen = score[np.isfinite(score)]
        assert (seen == np.round(seen)).all()
        assert seen.min() >= 29 and seen.max() <= 90
        assert not ((seen > SPEC.behaviour.clinical - 1) & (seen < SPEC.behaviour.clinical)).any()
        assert not np.isfinite(score[~course.measured[SPEC.behaviour.wave]]).any()
        for arm, members in women.arms.items():
            assert np.isfinite(score[members]).sum() == women.count(SPEC.behaviour.answered[arm], arm)


@pytest.mark.parametrize("seed", [1, 2])
def test_items_of_a_home_are_as_often_there_as_the_law_says(seed: int) -> None:
    women = make_women(SPEC, FIGURES, seed, 4000, Sampled())
    course = make_course(SPEC, WORLD.manifest, women, FIGURES)
    found = home_items(SPEC.home, women, course)
    assert set(found) == set(SPEC.home.mean)
    for wave, items in found.items():
        assert list(items) == [f"home_{k + 1:02d}" for k in range(SPEC.home.items)]
        total = np.sum(list(items.values()), axis=0)
        assert (np.isnan(total) == ~course.measured[wave]).all()
        for arm, members in women.arms.items():
            number, _ = home_quantiles(SPEC.home, wave, arm)
            assert np.nanmean(total[members]) == pytest.approx(number.mean(), abs=1.5)


def test_a_better_home_has_more_of_every_item_and_difficult_items_are_rarer() -> None:
    wave = next(iter(SPEC.home.mean))
    for arm in SPEC.arms:
        number, spread = home_quantiles(SPEC.home, wave, arm)
        assert (np.diff(number) > 0).all()
        assert number.min() > 0 and number.max() < SPEC.home.items
        assert (spread <= np.sqrt(SPEC.home.items) / 2).all() and (spread > 0).all()


@pytest.mark.parametrize("name", [name for name, what in SPEC.repeated.items() if what.among])
def test_who_can_have_a_behaviour_are_those_with_the_other_as_published(name, monkeypatch) -> None:
    """A sample asks for it among the share of women who have the other behaviour in that wave and arm."""
    asked: list[float] = []
    having = Sampled.having

    def spy(self, propensity, eligible, percent, base, among=EVERYONE, /):
        asked.append(among.share)
        return having(self, propensity, eligible, percent, base, among)

    women = make_women(SPEC, FIGURES, 3, None, Sampled())
    course = make_course(SPEC, WORLD.manifest, women, FIGURES)
    weeks = {wave.key: float(wave.weeks) for wave in WORLD.manifest.waves if wave.weeks is not None}
    values: Values = {wave: {} for wave in SPEC.waves}
    (other,) = SPEC.repeated[name].among
    add_repeated(other, SPEC, values, women, course, FIGURES, weeks)
    monkeypatch.setattr(Sampled, "having", spy)
    add_repeated(name, SPEC, values, women, course, FIGURES, weeks)
    given = SPEC.repeated[other].percent
    wanted = {
        round(percent_wanted(given, FIGURES, weeks, wave, arm, women), 6)
        for wave in SPEC.waves
        for arm in women.arms
        if name in values[wave]
    }
    assert {round(100 * share, 6) for share in asked} == wanted
