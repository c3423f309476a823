"""Trials from a population: what they are on average, what is true of them, and that nothing else matters."""

from pathlib import Path

import numpy as np
import pytest

from voorzorg.errors import UserError
from voorzorg.synthetic.law import threshold
from voorzorg.synthetic.population.draw import draw, lost_of, seen_share
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import latent_share, observed_icc
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Effect, Setting, Stopping
from voorzorg.synthetic.population.truth import truths
from voorzorg.synthetic.population.world import read_world

ROOT = Path(__file__).parents[3]
WORLD = read_world(ROOT / "data/cohorts/voorzorg_rct", ROOT / "data/published")
COMPLETE = Setting(dropout="none")


def trials(outcome: str, setting: Setting, number: int = 150, first: int = 0):
    return draw(WORLD, outcome, setting, Draws(7, "test", range(first, first + number)))


def mean(y: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return np.nanmean(y[rows], axis=0)


@pytest.mark.parametrize("outcome", ["cps_report", "smoking", "ipv_victim_physical_minor", "breastfeeding"])
def test_margins_are_the_published_ones_on_average_and_samples_differ(outcome):
    found = trials(outcome, COMPLETE)
    levels = levels_of(WORLD, WORLD.outcomes[outcome], COMPLETE)
    assert mean(found.y, found.arm == 0) == pytest.approx(levels.reference, abs=0.012)
    assert mean(found.y, found.arm == 1) == pytest.approx(levels.treated, abs=0.012)
    events = np.nansum(np.where(found.arm[:, :, None] == 0, found.y, 0), axis=(1, 2))
    assert events.std() > 3


def test_a_trial_does_not_depend_on_its_batch():
    whole, part = trials("smoking", Setting(), 6), trials("smoking", Setting(), 2, first=3)
    assert np.array_equal(whole.y[3:5], part.y, equal_nan=True)
    for name in whole.covariates:
        assert np.array_equal(whole.covariates[name][3:5], part.covariates[name])
    other = draw(WORLD, "smoking", Setting(), Draws(8, "test", range(3, 5)))
    assert not np.array_equal(part.y, other.y, equal_nan=True)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("none", 0.19),
        (Effect(risk_ratio=0.5), 0.095),
        (Effect(risk_difference=-0.08), 0.11),
        (Effect(odds_ratio=0.5), 0.105),
    ],
)
def test_effects_on_every_scale(effect, expected):
    levels = levels_of(WORLD, WORLD.outcomes["cps_report"], Setting(effect=effect))
    assert levels.treated[0] == pytest.approx(expected, abs=1e-3)
    true = {t.estimand: t for t in truths(WORLD, "cps_report", Setting(effect=effect))}
    assert true["risk_difference"].value == pytest.approx(levels.treated[0] - 0.19)
    assert true["risk_difference"].error == 0


def test_before_allocation_there_is_no_effect_and_a_wave_can_be_named():
    what = WORLD.outcomes["smoking"]
    levels = levels_of(WORLD, what, Setting(effect=Effect(odds_ratio=0.5, waves=("m24",))))
    assert (levels.treated[:-1] == levels.reference[:-1]).all()
    assert levels.treated[-1] < levels.reference[-1]
    with pytest.raises(UserError, match="no wave m25"):
        levels_of(WORLD, what, Setting(effect=Effect(odds_ratio=0.5, waves=("m25",))))


def test_an_impossible_risk_is_refused():
    with pytest.raises(UserError, match="impossible"):
        levels_of(WORLD, WORLD.outcomes["cps_report"], Setting(effect=Effect(risk_difference=-0.5)))
    with pytest.raises(UserError, match="does not fit"):
        levels_of(WORLD, WORLD.outcomes["birth_weight"], Setting(effect=Effect(odds_ratio=0.5)))


def test_numbers_have_their_effect_and_spread():
    setting = Setting(effect=Effect(standardised_difference=0.3), dropout="none")
    found = trials("birth_weight", setting)
    low, high = found.y[found.arm == 0], found.y[found.arm == 1]
    assert (high.mean() - low.mean()) / low.std() == pytest.approx(0.3, abs=0.03)


def test_correlation_within_sites_is_the_one_asked_for():
    assert observed_icc(latent_share(0.05, 0.19), 0.19) == pytest.approx(0.05)
    setting = Setting(
        design="cluster", icc=0.1, sites=40, families=1200, effect="none", nurse_icc=0.0, dropout="none"
    )
    found = trials("cps_report", setting, 120)
    y, site = found.y[:, :, 0], found.site
    within = []
    for one, of in zip(y, site, strict=True):
        sizes = np.bincount(of, minlength=40)
        sums = np.bincount(of, one, minlength=40)
        pairs = (sums**2 - sums).sum() / (sizes**2 - sizes).sum()
        p = one.mean()
        within.append((pairs - p**2) / (p * (1 - p)))
    assert np.mean(within) == pytest.approx(0.1, abs=0.02)


def test_the_threshold_keeps_the_risk_of_those_in_whom_the_outcome_exists():
    rng = np.random.default_rng(1)
    q = rng.standard_normal(400_000)
    v = 0.4 * q + np.sqrt(1 - 0.16) * rng.standard_normal(400_000)
    there = q > -0.5244  # 70 %
    assert (v[there] > threshold(0.3, 0.7, 0.4)).mean() == pytest.approx(0.3, abs=0.004)


def test_missing_completely_at_random_leaves_risks_be_and_not_at_random_lowers_them():
    def last(missing: str) -> float:
        found = trials("smoking", Setting(missing=missing, dropout=0.4, effect="none"), 200)
        assert np.isnan(found.y[:, :, -1]).mean() == pytest.approx(0.4, abs=0.02)
        assert not np.isnan(found.y[:, :, 0]).mean() > 0.05
        return float(np.nanmean(found.y[:, :, -1]))

    assert last("mcar") == pytest.approx(0.61, abs=0.01)
    assert last("mnar") < last("mar") < last("mcar")


def test_who_stops_dilutes_the_effect_and_the_truth_says_so():
    setting = Setting(stopping=Stopping(share=0.5), effect=Effect(risk_ratio=0.5), dropout="none")
    true = {t.estimand: t for t in truths(WORLD, "cps_report", setting)}
    assert true["risk_treated"].value == pytest.approx(0.19 * 0.75, abs=4 * true["risk_treated"].error + 1e-3)
    assert 0 < true["risk_treated"].error < 0.002


def test_a_composite_counts_women_without_a_partner():
    true = {(t.wave, t.estimand): t for t in truths(WORLD, "ipv_victim_physical_minor_all", COMPLETE)}
    one = true["m24", "risk_reference"]
    having = WORLD.outcomes["ipv_victim_physical_minor"].exists["m24"]
    assert one.value == pytest.approx(0.44 * having, abs=4 * one.error)


@pytest.mark.parametrize("design", ["cluster", "partially_nested", "stepped_wedge", "several_arms"])
def test_designs(design):
    setting = Setting(design=design, arms=3 if design == "several_arms" else 2)
    found = trials("cps_report", setting, 5)
    assert set(np.unique(found.arm)) == ({0, 1, 2} if design == "several_arms" else {0, 1})
    assert ((found.nurse >= 0) == found.treated).all()
    if design == "cluster":
        for site, arm in zip(found.site, found.arm, strict=True):
            assert all(len(set(arm[site == s])) <= 1 for s in range(setting.sites))
    if design == "stepped_wedge":
        for site, arm, period in zip(found.site, found.arm, found.period, strict=True):
            first = [arm[(site == s)][np.argsort(period[site == s], kind="stable")] for s in range(20)]
            assert all((np.diff(a) >= 0).all() for a in first)


@pytest.mark.parametrize("outcome", sorted(WORLD.outcomes))
@pytest.mark.parametrize("effect", ["published", "none"])
def test_every_outcome_of_the_configuration_is_drawn(outcome, effect):
    found = trials(outcome, Setting(families=60, effect=effect), 2)
    known = found.y[np.isfinite(found.y)]
    assert len(known) > 60
    kind = WORLD.outcomes[outcome].kind
    if kind == "binary":
        assert set(np.unique(known)) <= {0.0, 1.0}
    if kind == "count":
        assert (known == np.round(known)).all() and known.min() >= 0 and known.max() <= 60


def test_amounts_are_zero_inflated_by_their_behaviour_and_keep_its_margins():
    smoking, amount = trials("smoking", COMPLETE, 100), trials("cigarettes_per_day", COMPLETE, 100)
    both = np.isfinite(smoking.y) & np.isfinite(amount.y)
    assert ((amount.y > 0) == (smoking.y == 1))[both].all()
    what = WORLD.outcomes["cigarettes_per_day"]
    for k, wave in enumerate(what.waves[1:], start=1):
        for arm in (0, 1):
            some = amount.y[:, :, k][(amount.arm == arm) & (amount.y[:, :, k] > 0)]
            mean, _ = what.amount.by_wave[wave][arm]
            assert some.mean() == pytest.approx(mean, abs=0.35)


def test_only_smokers_smoke_near_the_baby_and_no_more_than_they_smoke():
    smoking = trials("smoking", COMPLETE, 20)
    near, cigarettes = trials("smoking_near_baby", COMPLETE, 20), trials("cigarettes_per_day", COMPLETE, 20)
    beside = trials("cigarettes_near_baby", COMPLETE, 20)
    for k, wave in enumerate(near.waves):
        at = smoking.waves.index(wave)
        does = near.y[:, :, k] == 1
        assert (np.isnan(smoking.y[:, :, at]) | (smoking.y[:, :, at] == 1))[does].all()
        there = np.isfinite(beside.y[:, :, k]) & np.isfinite(cigarettes.y[:, :, at])
        assert (beside.y[:, :, k] <= cigarettes.y[:, :, at])[there].all()
    assert np.nanmean(near.y[:, :, 0][near.arm == 0]) == pytest.approx(0.30, abs=0.02)
    assert np.nansum(near.y[:, :, 0][near.arm == 1]) == 0


@pytest.mark.parametrize(
    ("outcome", "effect", "estimand", "value"),
    [
        ("cigarettes_per_day", Effect(rate_ratio=0.7), "rate_ratio", np.log(0.7)),
        ("cigarettes_per_day", Effect(odds_ratio=0.5), "any_odds_ratio", np.log(0.5)),
        ("cps_report_time", Effect(hazard_ratio=0.6), "hazard_ratio", np.log(0.6)),
        ("home_total", Effect(standardised_difference=0.3), "standardised_difference", 0.3),
    ],
)
def test_an_effect_is_true_on_its_own_scale(outcome, effect, estimand, value, monkeypatch):
    monkeypatch.setattr("voorzorg.synthetic.population.truth.FEWER", 4)
    true = [t for t in truths(WORLD, outcome, Setting(effect=effect), 156) if t.estimand == estimand]
    assert true[-1].value == pytest.approx(value, abs=4 * true[-1].error + 0.003)


def test_truths_of_counts_and_times_have_their_error_and_trials_agree_with_them(monkeypatch):
    monkeypatch.setattr("voorzorg.synthetic.population.truth.FEWER", 4)
    true = {t.estimand: t for t in truths(WORLD, "cps_report_time", COMPLETE, 156)}
    assert {"rmst_difference", "risk_difference", "hazard_ratio"} <= set(true)
    assert all(0 < t.error < 0.2 for t in true.values())
    found = trials("cps_report_time", COMPLETE, 150)
    months = [found.y[:, :, 0][found.arm == arm].mean() for arm in (0, 1)]
    assert months[1] - months[0] == pytest.approx(true["rmst_difference"].value, abs=0.8)
    assert found.event[found.arm == 0].mean() == pytest.approx(0.19, abs=0.01)
    none = {t.estimand: t.value for t in truths(WORLD, "cps_report_time", Setting(effect="none"), 156)}
    assert none["hazard_ratio"] == pytest.approx(0, abs=1e-9)


def test_times_are_seen_until_the_last_interview():
    found = trials("breastfeeding_duration", Setting(), 50)
    seen = np.isfinite(found.y[:, :, 0])
    assert 0.7 < seen.mean() < 0.9  # who gave none of the three interviews is not known
    censored = found.event == 0
    assert 0 < censored[seen].mean() < 0.2
    assert found.y[:, :, 0][censored].min() > 5 and found.y[:, :, 0][seen].max() < 60
    assert (np.isnan(found.event) == ~seen).all()


def test_registers_are_searched_for_as_many_as_were_published_and_for_everyone_where_a_share_is_given():
    what = WORLD.outcomes["cps_report"]
    assert seen_share(WORLD, what, Setting())[0] == pytest.approx([160 / 223, 160 / 237])
    assert seen_share(WORLD, what, Setting(dropout=0.1))[0] == pytest.approx([0.9, 0.9])
    assert lost_of(WORLD, what, COMPLETE).sum() == 0


@pytest.mark.parametrize(
    ("outcome", "effect", "said"),
    [
        ("cps_report", Effect(rate_ratio=0.5), "'rate_ratio' does not fit 'cps_report', which is yes or no"),
        ("cigarettes_per_day", Effect(hazard_ratio=0.5), "which is a count"),
        ("breastfeeding_duration", Effect(odds_ratio=0.5), "which is a time"),
        ("smoking_near_baby", Effect(risk_ratio=3), "impossible"),  # more than there are smokers
    ],
)
def test_an_effect_that_does_not_fit_is_refused(outcome, effect, said):
    with pytest.raises(UserError, match=said):
        levels_of(WORLD, WORLD.outcomes[outcome], Setting(effect=effect))


@pytest.mark.parametrize("design", ["single_case", "two_arm"])
def test_fewer_families_than_sites_have_a_nurse_each(design):
    found = trials("smoking", Setting(families=6, design=design), 20)
    assert (found.nurse[found.treated] >= 0).all() and found.nurse.max() < 6
    for r in range(20):
        own = found.treated[r]
        pairs = {(n, s) for n, s in zip(found.nurse[r][own], found.site[r][own], strict=True)}
        assert len({n for n, _ in pairs}) == len(pairs)  # a nurse works at one site


def test_nurses_visit_one_family_at_least():
    assert Setting(visited=1).families == 2
    with pytest.raises(ValueError, match="visited"):
        Setting(visited=0)
