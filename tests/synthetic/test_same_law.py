"""The shipped cohort and simulated trials are drawn by one law; calibration alone sets them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from voorzorg.synthetic import generate
from voorzorg.synthetic.calibration import Calibration, Counted, Sampled
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.population.draw import draw
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import read_world
from voorzorg.synthetic.trial.births_and_dropout import EVEN, make_course
from voorzorg.synthetic.trial.repeated import Values, add_amounts, add_breastfeeding, add_repeated
from voorzorg.synthetic.trial.specification import SpecificationError
from voorzorg.synthetic.trial.women import make_women

ROOT = Path(__file__).parents[2]
COHORT, PUBLISHED = ROOT / "data/cohorts/voorzorg_rct", ROOT / "data/published"
WORLD = read_world(COHORT, PUBLISHED)
FIGURES = Figures(PUBLISHED)
WEEKS = {wave.key: float(wave.weeks) for wave in WORLD.manifest.waves if wave.weeks is not None}
SEEDS = 12


def cohort(seed: int, calibration: Calibration) -> dict[str, Any]:
    """What a cohort's women, interviews, smoking and breastfeeding look like."""
    spec = WORLD.spec
    women = make_women(spec, FIGURES, seed, None, calibration)
    course = make_course(spec, WORLD.manifest, women, FIGURES)
    values: Values = {wave: {} for wave in spec.waves}
    for name in spec.repeated:
        add_repeated(name, spec, values, women, course, FIGURES, WEEKS)
    add_amounts("cigarettes_per_day", spec.cigarettes_per_day, spec, values, women, FIGURES, WEEKS)
    fed = add_breastfeeding(spec.breastfeeding, values, women, course, FIGURES, WEEKS)
    found: dict[str, Any] = {}
    for k, (arm, members) in enumerate(women.arms.items()):
        for wave in ("m2", "m12", "m24"):
            found[f"seen {wave} {k}"] = course.measured[wave][members].mean()
            for name in ("smoking", "cigarettes_per_day", "smoking_near_baby"):
                found[f"{name} {wave} {k}"] = np.nanmean(values[wave][name][members])
        found[f"breastfeeding_duration {k}"] = fed["breastfeeding_weeks"][members].mean()
        found[f"birth_weight {k}"] = course.record["birth_weight"][members].mean()
        found[f"gestational_age {k}"] = course.record["gestational_age"][members].mean()
        assert arm in spec.arms
    both = pd.DataFrame({wave: values[wave]["smoking"] for wave in ("m12", "m24")}).dropna()
    found["correlation"] = both.corr().iloc[0, 1]
    site = women.propensities.site.index
    found["site"] = site_icc(values["m2"]["smoking"], site)
    risk, stayed = women.frame["risk_factors"].to_numpy(float), course.measured["m24"]
    found["leavers"] = risk[~stayed].mean() - risk[stayed].mean()
    return found


def site_icc(y: np.ndarray, site: np.ndarray) -> float:
    kept = np.isfinite(y)
    y, site = y[kept], np.unique(site[kept], return_inverse=True)[1]
    n = np.bincount(site)
    means = np.bincount(site, y) / n
    size = (len(y) - (n**2).sum() / len(y)) / (len(n) - 1)
    between = (n * (means - y.mean()) ** 2).sum() / (len(n) - 1)
    within = ((y - means[site]) ** 2).sum() / (len(y) - len(n))
    return float((between - within) / (between + (size - 1) * within))


def population(number: int) -> dict[str, float]:
    found: dict[str, float] = {}
    draws = Draws(1, "law", range(number))
    names = ("smoking", "cigarettes_per_day", "smoking_near_baby", "breastfeeding_duration", "birth_weight",
             "gestational_age")  # fmt: skip
    for name in names:
        trials = draw(WORLD, name, Setting(), draws)
        for wave in trials.waves:
            k = trials.waves.index(wave)
            for arm in (0, 1):
                there = trials.arm == arm
                found[f"{name} {wave} {arm}".replace("  ", " ")] = float(np.nanmean(trials.y[:, :, k][there]))
                if name == "cigarettes_per_day" and wave:
                    found[f"seen {wave} {arm}"] = float(trials.seen[:, :, k][there].mean())
        if name == "smoking":
            j, k = (trials.waves.index(wave) for wave in ("m12", "m24"))
            both = np.isfinite(trials.y[:, :, j]) & np.isfinite(trials.y[:, :, k])
            found["correlation"] = float(np.corrcoef(trials.y[:, :, j][both], trials.y[:, :, k][both])[0, 1])
            pairs = zip(trials.y[:, :, 2], trials.site, strict=True)
            found["site"] = float(np.mean([site_icc(y, site) for y, site in pairs]))
            risk, stayed = trials.covariates["risk_factors"], trials.seen[:, :, -1]
            found["leavers"] = float(risk[~stayed].mean() - risk[stayed].mean())
    return found


def test_before_calibration_the_cohort_is_a_draw_from_the_population() -> None:
    drawn = pd.DataFrame([cohort(seed, Sampled()) for seed in range(SEEDS)])
    expected = population(150)
    for name, values in drawn.items():
        error = values.std() / np.sqrt(SEEDS) + 1e-9
        # Answers refused (1 %) are not counted as not seen there; birth weight goes with gestation there.
        slack = {"seen": 0.01, "birth_weight": 20.0, "gestational_age": 0.05}.get(str(name).split()[0], 0.0)
        assert abs(values.mean() - expected[str(name)]) < 4.5 * error + slack + 0.002, name


def test_calibration_takes_the_sampling_variance_out_of_margins_and_leaves_the_rest() -> None:
    exact = pd.DataFrame([cohort(seed, Counted()) for seed in range(6)])
    sampled = pd.DataFrame([cohort(seed, Sampled()) for seed in range(6)])
    for name in ("smoking m2 0", "smoking m2 1", "seen m24 0", "smoking_near_baby m24 0"):
        assert exact[name].std() < 0.008 < sampled[name].std(), name
    assert exact["smoking m2 0"].mean() == pytest.approx(0.62, abs=0.005)
    # Correlations are those of the law, in both.
    for name in ("correlation", "leavers"):
        error = np.hypot(exact[name].std(), sampled[name].std()) / np.sqrt(6)
        assert abs(exact[name].mean() - sampled[name].mean()) < 4 * error + 0.02, name


def test_a_sample_comes_as_the_same_files(tmp_path: Path) -> None:
    for name, calibrated in (("a", True), ("b", False)):
        generate(COHORT, tmp_path / name, 1, PUBLISHED, file_format="csv", calibrated=calibrated)
    files = [sorted(path.name for path in (tmp_path / name).iterdir()) for name in ("a", "b")]
    assert files[0] == files[1]
    one, other = (
        (tmp_path / name / "vz_randomisatie.csv").read_text("cp1252").splitlines()[0] for name in ("a", "b")
    )
    assert one == other


def test_a_follow_up_study_has_no_population(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError, match="no population"):
        generate(ROOT / "data/cohorts/late_start", tmp_path / "raw", 1, PUBLISHED, calibrated=False)


def test_a_law_is_taken_in_the_middle_of_equal_shares():
    assert EVEN[0] > 0
    assert EVEN + EVEN[::-1] == pytest.approx(np.ones(len(EVEN)))
