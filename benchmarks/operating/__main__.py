"""Type-I error at 5 %: few clusters (every kind of contrast), nurses, counts, few events, scores, moderators.

    python -m benchmarks.operating [--trials 1000] [WHAT ...]

Each line is one setting: the share of trials in which each test rejects, in per cent of those with a p-value,
its Monte-Carlo standard error, and the share of trials in which there is a p-value (with few clusters of very
unequal size a row may refuse it). Written to benchmarks/results/operating.csv.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.special import expit, ndtr

from benchmarks.measure import RESULTS, publish
from benchmarks.operating import few_clusters

#: P-values of every test (an indicator of no rejection where a test is an interval).
Result = dict[str, list[float]]


def nurses(trials: int) -> Iterator[tuple[str, Result]]:
    """One answer per woman, 460 women, 40 nurses in the treated arm only; without effect within a nurse."""
    from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit

    rng = np.random.default_rng(9)
    arm = np.repeat([0.0, 1.0], 230)
    woman = np.arange(460)
    for sd in (0.0, 0.5, 1.0):
        found: dict[str, list[float]] = {"nurses, bias-reduced": [], "nurses, Wald": []}
        for _ in range(trials):
            nurse = np.where(arm == 1, 1000 + rng.integers(0, 40, 460), woman)
            eta = -1.0 + sd * arm * rng.standard_normal(1040)[nurse]
            y = (rng.random(460) < expit(eta)).astype(float)
            data = pd.DataFrame({"y": y, "arm": arm, "nurse": nurse})
            try:
                model = MultilevelLogit.from_formula("y ~ arm", data, "nurse", re_formula="0 + arm")
                fit = model.fit(cov="bias-reduced")
            except MultilevelError:
                found["nurses, bias-reduced"].append(np.nan)
                continue
            found["nurses, bias-reduced"].append(float(fit.pvalues.iloc[1]))
            z = fit.params.iloc[1] / np.sqrt(fit.cov_params("observed").iloc[1, 1])
            found["nurses, Wald"].append(2 * float(ndtr(-abs(z))))
        yield f"nurses of one arm, standard deviation {sd:g}", found


def counts(trials: int) -> Iterator[tuple[str, Result]]:
    """Negative binomial counts with mean 2 and dispersion 2.5, without effect."""
    from voorzorg.statistics.regression.arm_effect import rate_ratio

    rng = np.random.default_rng(3)
    for n in (20, 30, 60):
        found: dict[str, list[float]] = {"score": [], "interval misses": [], "plain sandwich": []}
        for _ in range(trials):
            arm = np.repeat([0.0, 1.0], n)
            y = rng.negative_binomial(0.4, 0.4 / 2.4, 2 * n).astype(float)
            estimate, fit = rate_ratio(y, np.column_stack([np.ones(2 * n), arm]), ["1", "arm"], "arm")
            if fit.converged:
                found["score"].append(estimate.p_value)
                found["interval misses"].append(float(estimate.ci_low <= 1 <= estimate.ci_high))
                found["plain sandwich"].append(
                    fit.rate_ratio("arm", covariance=fit.robust_covariance()).p_value
                )
        yield f"{n} counts per arm", found


def events(trials: int) -> Iterator[tuple[str, Result]]:
    """A rare outcome and as many covariates as planned, without effect."""
    from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks

    rng = np.random.default_rng(8)
    for n, risk, k in ((230, 0.02, 4), (230, 0.1, 4), (40, 0.1, 3), (40, 0.3, 6)):
        found, missed = list[float](), list[float]()
        for _ in range(trials):
            W, arm = rng.normal(size=(2 * n, k)), np.repeat([0.0, 1.0], n)
            y = (rng.random(2 * n) < expit(np.log(risk / (1 - risk)) + 0.5 * W[:, 0])).astype(float)
            one = standardised_risks(y, arm, W, shrink=True).risk_difference
            if np.isfinite(one.p_value):
                found.append(one.p_value)
                missed.append(float(one.ci_low <= 0 <= one.ci_high))
        yield (
            f"{n} per arm, risk {risk:g}, {k} covariates",
            {"score": found, "interval misses": missed},
        )


def scores(trials: int) -> Iterator[tuple[str, Result]]:
    """Four waves, serial correlation of 0.6, a quarter missing the last; constant and growing variance."""
    from voorzorg.statistics.repeated.mixed import fit_linear_mixed
    from voorzorg.statistics.repeated.mmrm import fit_mmrm

    rng = np.random.default_rng(4)
    apart = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    for n, sd in ((100, (1, 1, 1, 1)), (100, (1, 1.2, 1.5, 1.9)), (15, (1, 1.2, 1.5, 1.9))):
        root = np.linalg.cholesky(0.6**apart * np.outer(sd, sd))
        found: dict[str, list[float]] = {
            "mixed model": [],
            "random intercept": [],
            "random intercept, without a warning": [],
        }
        for _ in range(trials):
            y, arm = rng.normal(size=(2 * n, 4)) @ root.T, np.repeat([0.0, 1.0], n)
            seen = np.ones((2 * n, 4), bool)
            seen[rng.random(2 * n) < 0.25, 3] = False
            person, wave = np.nonzero(seen)
            at = np.eye(4)[wave]
            X = np.column_stack([at, at * arm[person][:, None]])
            names = [f"w{k}" for k in range(4)] + [f"t{k}" for k in range(4)]
            last = fit_mmrm(y[seen], X, names, person, wave).coefficient("t3")
            found["mixed model"].append(last.p_value)
            plain = fit_linear_mixed(y[seen], X, names, person).coefficient("t3")
            found["random intercept"].append(plain.p_value)
            found["random intercept, without a warning"].append(1.0 if plain.warnings else plain.p_value)
        yield f"{n} per arm, standard deviations {sd}", found


def moderators(trials: int) -> Iterator[tuple[str, Result]]:
    """The interaction of three unequal groups whose risks differ and whose effects do not (on the scale
    tested).
    """
    from voorzorg.statistics.two_arm.adjusted.moderation import effects_by_group

    rng = np.random.default_rng(10)
    for name, n, number in (("460 women", 460, 0), ("120 women", 120, 0), ("20 clusters of 20", 400, 20)):
        found: dict[str, list[float]] = {"interaction of differences": [], "interaction of ratios": []}
        for _ in range(trials):
            of = np.arange(n) % number if number else np.arange(n)
            spread = 0.3 if number else 0.0
            arm = (rng.permutation(number or n) % 2).astype(float)[of]
            group = rng.choice(3, n, p=(0.5, 0.3, 0.2))
            W = rng.normal(size=(n, 1))
            eta = -0.6 + 0.5 * (group == 1) + rng.normal(0, spread, number or n)[of] + 0.5 * W[:, 0]
            y = (rng.random(n) < expit(eta)).astype(float)
            one = effects_by_group(y, arm, group, W, of if number else None)
            found["interaction of differences"].append(one.difference_test.p_value)
            assert one.ratio_test is not None
            found["interaction of ratios"].append(one.ratio_test.p_value)
        yield f"three groups, {name}", found


SETTINGS: dict[str, Callable[[int], Iterator[tuple[str, Result]]]] = {
    "clusters_risks": few_clusters.risks,
    "clusters_means": few_clusters.means,
    "clusters_counts": few_clusters.counts,
    "clusters_counts_apart": few_clusters.counts_apart,
    "clusters_hurdle": few_clusters.hurdle,
    "clusters_times": few_clusters.times,
    "clusters_repeated": few_clusters.repeated,
    "clusters_sensitivity": few_clusters.sensitivity,
    "nurses": nurses,
    "counts": counts,
    "events": events,
    "scores": scores,
    "moderators": moderators,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", choices=[*SETTINGS, []], metavar="WHAT", help=", ".join(SETTINGS))
    parser.add_argument("--trials", type=int, default=1000)
    given = parser.parse_args()
    rows = []
    for name in given.what or SETTINGS:
        for setting, tests in SETTINGS[name](given.trials):
            for test, p_values in tests.items():
                rows.append(summary(name, setting, test, np.array(p_values)))
                print(
                    "{what:<22}{setting:<45}{test:<34}{rejected:>6} ({error})".format(**rows[-1]), flush=True
                )
    publish("operating", kept(rows))


def kept(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The table on disk with these lines in place of those of the same kind."""
    path, new = RESULTS / "operating.csv", {row["what"] for row in rows}
    old = pd.read_csv(path, dtype=str).to_dict("records") if path.exists() else []
    both = [*rows, *(row for row in old if row["what"] not in new)]
    return sorted(both, key=lambda row: list(SETTINGS).index(row["what"]))


def summary(what: str, setting: str, test: str, p_values: np.ndarray) -> dict[str, str]:
    """One line: rejected and its error in per cent of those tested, and the share that is tested."""
    known = np.isfinite(p_values)
    share = float(np.mean(p_values[known] < 0.05)) if known.any() else float("nan")
    error = (share * (1 - share) / max(int(known.sum()), 1)) ** 0.5
    return {
        "what": what,
        "setting": setting,
        "test": test,
        "rejected": f"{100 * share:.1f}",
        "error": f"{100 * error:.1f}",
        "tested": f"{100 * known.mean():.0f}",
        "trials": str(len(p_values)),
    }


if __name__ == "__main__":
    main()
