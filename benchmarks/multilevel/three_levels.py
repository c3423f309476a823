"""Operating characteristics with three levels, by simulation: women in sites (everything here is synthetic).

    python -m benchmarks.multilevel.three_levels [--trials 500] [--seconds 3600]

A trial: women in sites, six waves, the last three "late";

    logit P(y = 1 | u, v) = -1 + 0 arm + 0.5 late + 1.5 u + sd_site v,   u, v ~ N(0, 1)

with the arm allotted to women within sites or to whole sites. The arm has no effect, so one minus the
coverage of its interval is the type-I error of its Wald test. A standard deviation's interval is Wald on the
log scale, as the analyses report it; an estimate of zero has none and counts for no interval. Beside it: the
sandwich over sites, the bias-reduced one with Satterthwaite's degrees of freedom (which is what the analyses
report), and the model that leaves the sites out. A woman is two rows (events out of three, early
and late), which is her six rows in one. Results go to docs/multilevel_three_levels.csv.
"""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit, MultilevelLogitResults

OUT = Path(__file__).parents[2] / "docs" / "multilevel_three_levels.csv"
BETA = np.array([-1.0, 0.0, 0.5])
SD_WOMAN = 1.5
#: With 15 no estimate or standard error moves by more than 0.0005.
POINTS = 9
#: Women, sites, the standard deviation between sites, and what is randomised.
SETTINGS = (
    (460, 20, 0.0, "women"),
    (460, 20, 0.5, "women"),
    (460, 20, 0.5, "sites"),
    (460, 50, 0.5, "sites"),
    (120, 8, 0.5, "women"),
    (120, 8, 0.5, "sites"),
)
Z = 1.959963984540054


def trial(
    rng: np.random.Generator, women: int, sites: int, sd_site: float, randomised: str
) -> dict[str, np.ndarray]:
    """One simulated trial: events out of three, design, woman and site of each row."""
    site = np.arange(women) % sites
    arm = (site if randomised == "sites" else np.arange(women) // sites) % 2
    effect = SD_WOMAN * rng.standard_normal(women) + (sd_site * rng.standard_normal(sites))[site]
    woman, late = np.repeat(np.arange(women), 2), np.tile([0, 1], women)
    X = np.column_stack([np.ones(2 * women), arm[woman], late])
    risk = 1 / (1 + np.exp(-(X @ BETA + effect[woman])))
    return {"y": rng.binomial(3, risk), "X": X, "woman": woman, "site": site[woman]}


def judged(result: MultilevelLogitResults, sd_site: float) -> dict[str, float]:
    """Estimates, and whether each interval covers the truth."""
    estimate = result.params.to_numpy()
    se = np.sqrt(np.diag(result.cov_params("observed").to_numpy()))
    out = dict(zip(("intercept", "arm", "late", "sd_woman", "sd_site"), estimate, strict=True))
    out["site_sd_zero"] = float(estimate[4] == 0)
    out["wald_arm"], out["wald_late"] = (float(abs(estimate[j] - BETA[j]) <= Z * se[j]) for j in (1, 2))
    robust = np.sqrt(result.cov_params("robust").to_numpy()[1, 1])
    out["robust_arm"] = float(abs(estimate[1]) <= Z * robust)
    p_value = float(result.pvalues.iloc[1])
    out["bias_reduced_arm"] = float(p_value > 0.05) if np.isfinite(p_value) else np.nan
    for name, j, truth in (("wald_sd_woman", 3, SD_WOMAN), ("wald_sd_site", 4, sd_site)):
        known = truth > 0 and estimate[j] > 0
        out[name] = float(abs(np.log(estimate[j] / truth)) <= Z * se[j] / estimate[j]) if known else np.nan
    out["reject_site_variance"] = float(result.variance_test().pvalue <= 0.05)
    return out


def setting(trials: int, women: int, sites: int, sd_site: float, randomised: str) -> dict[str, object]:
    """Simulate, fit with and without the sites, and average."""
    rng = np.random.default_rng([women, sites, int(10 * sd_site), len(randomised), 20261121])
    rows = []
    for _ in range(trials):
        d = trial(rng, women, sites, sd_site, randomised)
        trials_of_row = np.full(len(d["y"]), 3)
        try:
            full = MultilevelLogit(
                d["y"], d["X"], d["woman"], trials=trials_of_row, outer_groups=d["site"], n_points=POINTS
            ).fit(cov="bias-reduced")
            without = MultilevelLogit(d["y"], d["X"], d["woman"], trials=trials_of_row, n_points=POINTS).fit()
        except MultilevelError:
            rows.append({"converged": 0.0})
            continue
        if not full.converged:
            rows.append({"converged": 0.0})
            continue
        alone = abs(without.params.iloc[1]) <= Z * without.bse.iloc[1]
        rows.append({"converged": 1.0, **judged(full, sd_site), "without_sites_arm": float(alone)})
    table = pd.DataFrame(rows)
    spread, known = table["arm"].std(), int(table["arm"].notna().sum())
    errors = {"mc_error_arm": spread / known**0.5, "mc_error_share": (0.05 * 0.95 / known) ** 0.5}
    shown = {f"mean_{name}": table.pop(name).mean() for name in ("arm", "late", "sd_woman", "sd_site")}
    head = {"women": women, "sites": sites, "sd_site_true": sd_site, "randomised": randomised}
    return {**head, "trials": trials, **errors, **shown, **table.drop(columns="intercept").mean().to_dict()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=3600, help="start no new setting after this time")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    begin, done = time.perf_counter(), []
    for one in SETTINGS:
        if time.perf_counter() - begin > options.seconds:
            break
        done.append(setting(options.trials, *one))
        pd.DataFrame(done).to_csv(options.out, index=False, float_format="%.4g")
        print(f"{time.perf_counter() - begin:.0f} s", done[-1], flush=True)


if __name__ == "__main__":
    main()
