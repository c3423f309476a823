"""What an audit of the statistics found wrong, measured as it is now (everything here is synthetic).

    python -m benchmarks.faults [--trials 60] [WHAT ...]

Beside the tables of error rates (``benchmarks.operating``, ``benchmarks.multilevel``): how far values that
jump to the reference arm lie from exact theory; the reported and the true error where nurses belong to one
arm; what a constrained effect at the start adds to information; whether contrasts of one model disagree about
significance; and how often imputation says that it is unsettled. Every number has its Monte-Carlo error.
Written to benchmarks/results/faults.csv.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.special import expit

from benchmarks.measure import publish

Measured = tuple[str, str, list[float]]


def jump(trials: int) -> Iterator[Measured]:
    """Half of the treated arm leaves after two waves, by chance: mean of the last wave less exact theory."""
    from voorzorg.statistics.missing.imputation import impute_chained
    from voorzorg.statistics.missing.reference_based import reference_based

    n, rng = 2000, np.random.default_rng(1)
    arm = np.repeat([0.0, 1.0], n // 2)
    for kind, effect, waves in (("normal", -2.0, 4), ("normal", -2.0, 6), ("binary", -1.5, 4)):
        names, off = [f"w{k}" for k in range(waves)], []
        for _ in range(trials):
            level = rng.normal(0, 1, n)[:, None]
            if kind == "normal":
                y = np.sqrt(0.6) * level + rng.normal(0, np.sqrt(0.4), (n, waves))
                y[:, 1:] += effect * arm[:, None]
            else:
                y = 2 * level + effect * arm[:, None] * (np.arange(waves) > 0)
                y = (rng.random((n, waves)) < expit(y)).astype(float)
            gone = (arm == 1) & (rng.random(n) < 0.5)
            frame = pd.DataFrame(y, columns=names).assign(arm=arm)
            frame.loc[gone, names[2:]] = np.nan
            imputed = impute_chained(frame, dict.fromkeys(names[2:], kind), rng, "arm", 4, iterations=3)
            found = reference_based(imputed, names, 0.0, rng).values(names[-1])[:, gone].mean()
            # Given the first two waves, about their own arm's mean; of a yes or no the reference risk.
            before = y[gone, :2] - [0.0, effect]
            slope = 0.6 * np.linalg.inv(np.array([[1.0, 0.6], [0.6, 1.0]])).sum(axis=0)
            exact = (before @ slope).mean() if kind == "normal" else y[arm == 0, -1].mean()
            off.append(float(found - exact))
        yield f"{kind}, {waves} waves, effect {effect:g}", "mean of leavers less exact theory", off


def nurses(trials: int) -> Iterator[Measured]:
    """40 nurses in the treated arm, none in the other: what the model reports and what estimates do."""
    from benchmarks.multilevel.nurses import ANSWERS, BASE, NURSES, SD_WOMEN, WOMEN
    from voorzorg.statistics.multilevel import MultilevelLogit

    rng, sd = np.random.default_rng(11), 0.6
    arm = np.repeat([0.0, 1.0], WOMEN // 2)
    X, woman, answers = np.column_stack([np.ones(WOMEN), arm]), np.arange(WOMEN), np.full(WOMEN, ANSWERS)
    estimates, errors = [], []
    for _ in range(2 * trials):
        nurse = np.where(arm == 1, rng.integers(0, NURSES, WOMEN), np.nan)
        of_nurse = np.append(sd * rng.standard_normal(NURSES), 0.0)
        shift = of_nurse[np.nan_to_num(nurse, nan=NURSES).astype(int)]
        y = rng.binomial(ANSWERS, expit(BASE + SD_WOMEN * rng.standard_normal(WOMEN) + shift))
        fit = MultilevelLogit(
            y, X, woman, trials=answers, outer_groups=nurse, outer_slopes=arm, n_points=9
        ).fit(cov="bias-reduced")
        estimates.append(float(fit.params.iloc[1]))
        errors.append(float(np.sqrt(fit.cov_params().iloc[1, 1])))
    yield "standard deviation 0.6 between nurses", "reported standard error", errors
    away = np.abs(np.array(estimates) - np.mean(estimates))
    # The standard deviation of a normal variable is so many times its mean distance from its mean.
    scaled = np.sqrt(np.pi / 2) * away
    yield "standard deviation 0.6 between nurses", "standard deviation of the estimates", scaled.tolist()


def start(trials: int) -> Iterator[Measured]:
    """Four waves of a yes or no, 460 women: information on a later effect, nil at the start against free."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    rng = np.random.default_rng(7)
    for sd in (2.0, 3.5):
        gain = []
        for _ in range(trials):
            arm, woman, wave = (
                np.repeat([0.0, 1.0], 920),
                np.repeat(np.arange(460), 4),
                np.tile(range(4), 460),
            )
            y = (rng.random(1840) < expit(-0.3 + sd * rng.standard_normal(460)[woman])).astype(float)
            at = np.eye(4)[wave]
            kept = rng.random(1840) < np.array([1.0, 0.9, 0.85, 0.8])[wave]
            error = []
            for first in (0, 1):
                X = np.column_stack([at, at[:, first:] * arm[:, None]])[kept]
                fit = MultilevelLogit(y[kept], X, woman[kept], n_points=15).fit()
                error.append(float(fit.bse.iloc[X.shape[1] - 1]))
            gain.append(100 * ((error[0] / error[1]) ** 2 - 1))
        yield f"standard deviation {sd:g} between women", "per cent more information", gain


def one_test(trials: int) -> Iterator[Measured]:
    """Difference, ratio and odds ratio of one model: on both sides of 0.05, or with other p-values at all."""
    from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks

    rng, apart = np.random.default_rng(5), []
    for _ in range(10 * trials):
        arm, w = np.repeat([0.0, 1.0], 100), rng.normal(size=(200, 2))
        y = (rng.random(200) < expit(-1.2 - 0.6 * arm + 0.5 * w[:, 0])).astype(float)
        one = standardised_risks(y, arm, w, shrink=True)
        p = {one.risk_difference.p_value, one.risk_ratio.p_value, one.odds_ratio.p_value}
        apart.append(100.0 * (len(p) > 1))
    yield "100 per arm, two covariates", "per cent of outcomes with more than one p-value", apart


def unsettled(trials: int) -> Iterator[Measured]:
    """Nothing drifts: a few answers missing at the start, a hundred at the last wave, all by chance."""
    from voorzorg.statistics.missing.imputation import impute_chained

    rng, n = np.random.default_rng(3), 460
    for risk, gaps in ((0.5, 1), (0.1, 1), (0.05, 2)):
        said: dict[str, list[float]] = {"ten iterations": [], "as many as it takes": []}
        for _ in range(trials):
            level = rng.normal(size=n)
            data = pd.DataFrame({"arm": np.tile([0.0, 1.0], n // 2)})
            for k in range(4):
                data[f"w{k}"] = (level + rng.logistic(size=n) > -np.log(risk / (1 - risk))).astype(float)
            data.loc[rng.permutation(n)[:gaps], "w0"] = np.nan
            data.loc[rng.permutation(n)[:100], "w3"] = np.nan
            seed = int(rng.integers(2**31))
            for name, most in (("ten iterations", 10), ("as many as it takes", None)):
                imputed = impute_chained(
                    data, {"w0": "binary", "w3": "binary"}, np.random.default_rng(seed), by="arm", m=60,
                    most_iterations=most,
                )  # fmt: skip
                said[name].append(100.0 * (not imputed.converged))
        for name, values in said.items():
            yield f"risk {risk:g}, {gaps} missing at the start", f"per cent unsettled, {name}", values


FAULTS: dict[str, Callable[[int], Iterator[Measured]]] = {
    "jump to reference": jump,
    "nurses of one arm": nurses,
    "effect at the start": start,
    "one fit, one test": one_test,
    "imputation": unsettled,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", choices=[*FAULTS, []], metavar="WHAT", help=", ".join(FAULTS))
    parser.add_argument("--trials", type=int, default=60)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    rows = []
    for what in given.what or FAULTS:
        for setting, measured, values in FAULTS[what](given.trials):
            mean, error = float(np.mean(values)), float(np.std(values, ddof=1) / len(values) ** 0.5)
            head = {"what": what, "setting": setting, "measured": measured}
            rows.append({**head, "value": f"{mean:.3f}", "mc_error": f"{error:.3f}", "trials": len(values)})
            print(rows[-1], flush=True)
    publish("faults", rows)


if __name__ == "__main__":
    main()
