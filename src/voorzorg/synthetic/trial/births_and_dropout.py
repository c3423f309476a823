"""Births, drop-out and the moments of the interviews."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import Among, Bools, Floats, by_lot, narrowed, truncated_normal
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.trial.specification import SpecificationError, TrialSpecification
from voorzorg.synthetic.trial.women import Women

PRETERM = 37.0
FULL_TERM = 40.0
EVEN = (np.arange(law.POINTS) + 0.5) / law.POINTS


@dataclass(frozen=True)
class Course:
    """What happened to each woman: her delivery, which interviews she gave, and when (weeks from birth)."""

    birth_date: np.ndarray
    gestation: Floats
    record: pd.DataFrame
    measured: dict[str, Bools]
    weeks: dict[str, Floats]

    def last_interview(self, waves: list[str]) -> Floats:
        """Weeks from birth to a woman's last interview in these waves; missing where there is none."""
        times = np.array([np.where(self.measured[w], self.weeks[w], -np.inf) for w in waves])
        last = times.max(axis=0)
        return np.where(np.isfinite(last), last, np.nan)


def make_course(spec: TrialSpecification, manifest: Manifest, women: Women, figures: Figures) -> Course:
    """Deliveries, drop-out and interview moments of all women."""
    recorded = np.zeros(women.n, dtype=bool)
    chance = women.streams("birth record").random(women.n)
    for arm in women.arms:
        recorded |= women.some(chance, spec.birth.recorded[arm], arm, edge=by_lot)
    entry = women.frame["gestation_at_entry"].to_numpy(dtype=float)
    gestation = _gestation(spec, women, figures, recorded, entry)
    birth_date = women.frame["entry_weeks"].to_numpy() + np.round((gestation - entry) * 7).astype(
        "timedelta64[D]"
    )
    record = _record(spec, women, figures, recorded, gestation)
    measured = _measured(spec, women, figures)
    weeks = _interviews(spec, manifest, women, figures, gestation, entry)
    return Course(birth_date.astype("datetime64[D]"), gestation, record, measured, weeks)


def _gestation(
    spec: TrialSpecification, women: Women, figures: Figures, recorded: Bools, entry: Floats
) -> Floats:
    """Gestational age at birth in weeks (whole days); the margins hold for the recorded births."""
    early = women.propensities.draw(spec.birth.domain, "gestational_age")
    result = np.empty(women.n)
    for arm, members in women.arms.items():
        mean = figures.value(spec.birth.gestational_age[arm]) + spec.birth.gestational_age_shift[arm]
        percent = figures.value(spec.birth.preterm[arm])
        for group in (members & recorded, members & ~recorded):
            preterm = women.calibration.having(early, group, percent, group)
            weeks_early = _weeks_early(women.calibration.ranks(early[preterm], Among(percent / 100, 1)))
            # Nobody gives birth before the programme knew her.
            earliest = np.maximum(entry[preterm] + 1, 26)
            result[preterm] = _days(np.maximum(PRETERM - weeks_early, earliest) + 1e-9)
            term = group & ~preterm
            if not term.any():
                continue
            ranks = 1 - women.calibration.ranks(early[term], Among(1 - percent / 100, -1))
            if women.calibration.exact:
                wanted = (mean * group.sum() - result[preterm].sum()) / term.sum()
            else:
                wanted = _mean_at_term(mean, percent)
            result[term] = women.calibration.tuned(_at_term, ranks, wanted, 35.0, 46.0)
    return result


def gestation(ranks: Floats, spec: TrialSpecification, figures: Figures, arm: str) -> Floats:
    """Quantiles of gestational age in weeks in an arm of the population."""
    mean = figures.value(spec.birth.gestational_age[arm]) + spec.birth.gestational_age_shift[arm]
    percent = figures.value(spec.birth.preterm[arm])
    centre = narrowed(lambda c: _at_term(c, EVEN), _mean_at_term(mean, percent), 35.0, 46.0)[0]
    share = percent / 100
    early = PRETERM - _weeks_early(np.clip(1 - ranks / share, 0, 1 - 1e-9))
    return np.where(
        ranks < share, early, _at_term(centre, np.clip((ranks - share) / (1 - share), 1e-9, 1 - 1e-9))
    )


def _mean_at_term(mean: float, percent: float) -> float:
    """Mean of births at term, where this percentage is too early."""
    return float((mean - percent / 100 * (PRETERM - _weeks_early(EVEN).mean())) / (1 - percent / 100))


def _weeks_early(ranks: Floats) -> Floats:
    """Weeks too early: exponential, so most are nearly at term."""
    return np.asarray(0.1 - 1.8 * np.log1p(-ranks))


def _at_term(centre: float, ranks: Floats) -> Floats:
    return np.maximum(_days(truncated_normal(ranks, PRETERM, 42.3, centre, 1.2)), PRETERM)


def _days(weeks: Floats) -> Floats:
    return np.floor(weeks * 7) / 7


def _record(
    spec: TrialSpecification, women: Women, figures: Figures, recorded: Bools, gestation: Floats
) -> pd.DataFrame:
    """Gestational age, birth weight in grams and small-for-gestational-age of the recorded births."""
    birth = spec.birth
    small = women.propensities.draw(birth.domain, "birth_weight")
    weight, sga = np.full(women.n, np.nan), np.full(women.n, np.nan)
    for arm, members in women.arms.items():
        group = members & recorded
        printed = figures.value(birth.birth_weight[arm])
        exact = women.calibration.exact
        usual = figures.value(birth.gestational_age[arm]) + birth.gestational_age_shift[arm]
        middle = gestation[group].mean() if exact else usual
        expected = printed + birth.grams_per_week * (gestation[group] - middle)
        # Spread in proportion to the expected weight: small children differ by fewer grams.
        raw = expected * (1 - birth.birth_weight_sd / printed * small[group])
        weight[group] = np.round(raw - raw.mean() + printed if exact else raw)
        sga[group] = 0.0
        sga[women.calibration.having(small, group, figures.value(birth.sga[arm]), group)] = 1.0
    return pd.DataFrame(
        {
            "gestational_age": np.where(recorded, np.round(gestation, 2), np.nan),
            "birth_weight": weight,
            "sga": sga,
        }
    )


def _measured(spec: TrialSpecification, women: Women, figures: Figures) -> dict[str, Bools]:
    """Who was interviewed in each wave: the women least inclined to leave, as many as specified."""
    drop, n = spec.dropout, women.n
    risk = women.frame["risk_factors"].to_numpy(dtype=float)
    risk = (risk - risk.mean()) / risk.std()
    violence = women.propensities.domains["violence"]
    points, _, _, correlation = law.risk_points(spec, figures)
    own = women.streams("dropout").standard_normal(n)
    measured = {}

    def stay(share: float) -> float:
        return -law.leaving_edge(drop, points, correlation, 1 - share)

    for wave, numbers in spec.waves.items():
        noise = women.streams("dropout", wave).standard_normal(n)
        stays = -law.leaving(drop, risk, violence, own, noise)
        measured[wave] = np.zeros(n, dtype=bool)
        for arm in women.arms:
            measured[wave] |= women.some(stays, numbers.measured[arm], arm, edge=stay)
    return measured


def _interviews(
    spec: TrialSpecification,
    manifest: Manifest,
    women: Women,
    figures: Figures,
    gestation: Floats,
    entry: Floats,
) -> dict[str, Floats]:
    """Weeks from birth to each interview: the first soon after entry, the others around their plan."""
    planned = {wave.key: wave.weeks for wave in manifest.waves}
    first, latest = figures.range(spec.first_interview)
    result: dict[str, Floats] = {}
    for number, wave in enumerate(spec.waves):
        weeks = planned.get(wave)
        if weeks is None:
            raise SpecificationError(f"waves: the manifest gives no weeks for wave '{wave}'")
        rng = women.streams("interview", wave)
        late = spec.interview_spread * rng.standard_normal(women.n)
        if number == 0:
            earliest = np.clip(entry, first, latest)
            at = earliest + rng.random(women.n) * np.minimum(3.0, latest - earliest)
            result[wave] = at - gestation
        elif weeks < 0:
            result[wave] = np.minimum(FULL_TERM + weeks + late - gestation, -0.3)
        else:
            result[wave] = np.maximum(weeks + late, 0.5)
        result[wave] = np.round(result[wave] * 7) / 7
    return result
