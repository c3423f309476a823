"""Methods for missing data on known truth: bias, coverage and width (everything here is synthetic).

    python -m benchmarks.missing.study [--trials 1000] [--mice 1000] [--mechanisms MNAR] [--clustered no]
    python -m benchmarks.missing.study --trials 0 --mice 100 --first 400     (mice on further trials)

A trial: two arms of 200, a covariate, answers (yes or no) at three waves and a score at the end, all fed by
the woman's own level. Clustered: 20 sites of 20 women, each wholly in one arm, with an intraclass correlation
of the score of about 0.15, analysed by the sites' means. About 35 % miss the last wave and a part of those
the second:

* MCAR: whoever;
* MAR: more often after a yes at the first wave and with a low covariate, more strongly so in the reference
arm;
* MNAR: more often with a yes (or a high score) at the wave that is missed.

Estimated: the risk difference and the mean difference at the last wave. The truth is the mean of what
complete data give over 200,000 women. Methods: complete data, complete cases, linear or logistic adjustment
of the complete cases for what was seen at the start (standardised), our imputation by arm (with the sites as
random effects where there are any, and without them), and R's mice by arm (logreg and norm). Results go to
docs/missing_data_study.csv, with the number of imputations: 10 of ours, and of mice 5 with three iterations,
which is what an hour of processor time gives it for thousands of trials (the first wave is complete, and
nobody misses the second without the third, so that its chains need few).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit

from voorzorg.statistics.missing.completed import ImputedData
from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.missing.rubin import pool_scalar

Array = NDArray[np.float64]
OUT = Path(__file__).parents[2] / "docs" / "missing_data_study.csv"
R_SCRIPT = Path(__file__).with_name("beside_mice.R")
COLUMNS = ["y1", "y2", "y3", "score"]
#: Imputations and iterations of mice.
MICE_SETS, MICE_ITERATIONS = 5, 3
SITES = 20


def full_trial(rng: np.random.Generator, n: int, clustered: bool) -> pd.DataFrame:
    """``n`` women without gaps."""
    if clustered:
        site = np.arange(n) % SITES if n <= 400 else np.arange(n) // 20
        arm = (site % 2).astype(float)
        sites = int(site.max()) + 1
        level = rng.normal(0, 0.6, sites)[site] + rng.normal(0, 1.1, n)
    else:
        site, arm = np.arange(n), (np.arange(n) % 2).astype(float)
        level = rng.normal(0, 1.25, n)
    x = 0.5 * level + rng.normal(size=n)
    frame = pd.DataFrame({"arm": arm, "site": site, "x": x})
    for wave in (1, 2, 3):
        frame[f"y{wave}"] = (rng.random(n) < expit(1.2 * level - 0.8 * arm * (wave > 1) - 0.2)).astype(float)
    frame["score"] = level - 0.5 * arm + rng.normal(0, 0.9, n)
    return frame


def with_gaps(rng: np.random.Generator, full: pd.DataFrame, mechanism: str) -> pd.DataFrame:
    """What is seen of it."""
    n = len(full)
    if mechanism == "MCAR":
        chance = np.full(n, 0.35)
    elif mechanism == "MAR":
        chance = expit(-1.25 + 1.6 * full.y1 * (1 - 0.5 * full.arm) - 0.5 * full.x)
    else:
        chance = expit(-1.35 + 1.2 * full.y3 + 0.4 * full.score)
    gone = rng.random(n) < chance
    early = gone & (rng.random(n) < 0.5)
    seen = full.copy()
    seen.loc[gone, ["y3", "score"]] = np.nan
    seen.loc[early, "y2"] = np.nan
    return seen


def contrasts(values: Array, arm: Array, site: Array, clustered: bool) -> tuple[Array, Array, float]:
    """Difference of means and its variance in each data set (m, n; NaN where missing); degrees of freedom."""
    if clustered:
        cells = np.array([np.nanmean(values[:, site == s], axis=1) for s in np.unique(site)]).T
        of_arm = np.array([arm[site == s][0] for s in np.unique(site)])
        values, arm = cells, of_arm
    parts = [values[:, arm == a] for a in (1.0, 0.0)]
    n = [(~np.isnan(p)).sum(axis=1) for p in parts]
    mean = [np.nanmean(p, axis=1) for p in parts]
    variance = [np.nanvar(p, axis=1, ddof=1) / k for p, k in zip(parts, n, strict=True)]
    return mean[0] - mean[1], variance[0] + variance[1], float(len(arm) - 2)


def adjusted(seen: pd.DataFrame, name: str) -> tuple[float, float, float]:
    """Complete cases, standardised over everyone's start: least squares by arm, sandwich by site."""
    X = np.column_stack([np.ones(len(seen)), seen.x - seen.x.mean(), seen.y1 - seen.y1.mean()])
    kept, arm = seen[name].notna().to_numpy(), seen.arm.to_numpy()
    site, y = seen.site.to_numpy(), seen[name].to_numpy()
    estimate, influence = [], np.zeros(len(seen))
    for a in (1.0, 0.0):
        rows = kept & (arm == a)
        inverse = np.linalg.inv(X[rows].T @ X[rows])
        beta = inverse @ X[rows].T @ y[rows]
        estimate.append(beta[0])
        sign = 1 if a == 1.0 else -1
        influence[rows] += sign * (X[rows] @ inverse)[:, 0] * (y[rows] - X[rows] @ beta)
    sums = pd.Series(influence).groupby(site).sum().to_numpy()
    groups = len(sums)
    return estimate[0] - estimate[1], float((sums**2).sum() * groups / (groups - 2)), float(groups - 2)


def pooled(imputed: ImputedData, name: str, frame: pd.DataFrame, clustered: bool, m: int):
    q, u, df = contrasts(imputed.values(name)[:m], frame.arm.to_numpy(), frame.site.to_numpy(), clustered)
    result = pool_scalar(q, u, df)
    return result.estimate, result.std_error, result.ci_low, result.ci_high


def simple(estimate: float, variance: float, df: float):
    se = float(np.sqrt(variance))
    q = stats.t.ppf(0.975, df)
    return estimate, se, estimate - q * se, estimate + q * se


def our_methods(full: pd.DataFrame, seen: pd.DataFrame, clustered: bool, seed: int, m: int) -> list[dict]:
    arm, site = full.arm.to_numpy(), full.site.to_numpy()
    kinds = {"y2": "binary", "y3": "binary", "score": "normal"}
    everything = {t: [c for c in ("x", *COLUMNS) if c != t] for t in kinds}
    sets = {
        "ours": impute_chained(
            seen, kinds, np.random.default_rng(seed), "arm", m, predictors=everything,
            cluster="site" if clustered else None,
        )
    }  # fmt: skip
    if clustered:
        sets["ours, sites ignored"] = impute_chained(
            seen.drop(columns="site"), kinds, np.random.default_rng(seed), "arm", m, predictors=everything
        )
    rows = []
    for name in ("y3", "score"):
        found = {}
        for method, data in (("complete data", full), ("complete cases", seen)):
            q, u, df = contrasts(data[name].to_numpy()[None, :], arm, site, clustered)
            found[method] = simple(q[0], u[0], df)
        found["complete cases, adjusted"] = simple(*adjusted(seen, name))
        for method, imputed in sets.items():
            found[method] = pooled(imputed, name, full, clustered, m)
        rows += [
            {"outcome": name, "method": method, "estimate": e, "se": s, "low": low, "high": high}
            for method, (e, s, low, high) in found.items()
        ]
    return rows


def mice(
    trials: list[pd.DataFrame], clustered: bool, m: int, iterations: int, first: int = 0
) -> tuple[list[dict], float]:
    """R's mice on the same trials, the ``first`` of which has that number; analysed as ours are."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        pd.concat([t.assign(trial=first + k) for k, t in enumerate(trials)]).to_csv(
            source, index=False, na_rep=""
        )
        start = time.perf_counter()
        command = ["Rscript", str(R_SCRIPT), str(source), str(target), str(m), str(iterations)]
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - start
        table = pd.read_csv(target)
    rows = []
    for k, own in table.groupby("trial"):
        frame = trials[int(k) - first]
        for name in ("y3", "score"):
            values = own[name].to_numpy().reshape(m, len(frame))
            q, u, df = contrasts(values, frame.arm.to_numpy(), frame.site.to_numpy(), clustered)
            result = pool_scalar(q, u, df)
            rows.append(
                {
                    "outcome": name, "method": "mice, sites ignored" if clustered else "mice",
                    "estimate": result.estimate, "se": result.std_error, "low": result.ci_low,
                    "high": result.ci_high,
                }
            )  # fmt: skip
    return rows, seconds


def summary(rows: list[dict], truth: dict[str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    out = []
    for (outcome, method), own in table.groupby(["outcome", "method"], sort=False):
        true, n = truth[str(outcome)], len(own)
        covered = ((own.low <= true) & (true <= own.high)).mean()
        out.append(
            {
                "outcome": outcome,
                "method": method,
                "trials": n,
                "truth": round(true, 4),
                "bias": round(own.estimate.mean() - true, 4),
                "bias_mc_error": round(own.estimate.std() / np.sqrt(n), 4),
                "coverage": round(100 * covered, 1),
                "coverage_mc_error": round(100 * np.sqrt(covered * (1 - covered) / n), 1),
                "width": round((own.high - own.low).mean(), 4),
                "empirical_se": round(own.estimate.std(), 4),
                "mean_se": round(own.se.mean(), 4),
            }
        )
    return pd.DataFrame(out)


def setting(
    clustered: bool, mechanism: str, trials: int, mice_trials: int, m: int, first: int = 0
) -> pd.DataFrame:
    """One setting's rows: our methods on so many trials, mice on so many from the ``first`` on."""
    start = time.perf_counter()
    big = full_trial(np.random.default_rng(1), 200_000, clustered)
    truth = {n: big[n][big.arm == 1].mean() - big[n][big.arm == 0].mean() for n in ("y3", "score")}
    rows, seen_trials = [], []
    for k in range(max(trials, first + mice_trials)):
        if trials <= k < first:
            continue
        rng = np.random.default_rng([k, int(clustered), len(mechanism)])
        full = full_trial(rng, 400, clustered)
        seen = with_gaps(rng, full, mechanism)
        if k < trials:
            rows += our_methods(full, seen, clustered, k, m)
        if first <= k < first + mice_trials:
            seen_trials.append(seen)
    ours = time.perf_counter() - start
    if seen_trials:
        theirs, seconds = mice(seen_trials, clustered, MICE_SETS, MICE_ITERATIONS, first)
        rows += theirs
        print(f"seconds: ours {ours:.0f} for {trials}, mice {seconds:.0f} for {len(seen_trials)}")
    table = summary(rows, truth)
    table.insert(0, "mechanism", mechanism)
    table.insert(0, "clustered", clustered)
    sets = {True: MICE_SETS, False: m}
    table["imputations"] = [
        sets[name.startswith("mice")] if name.startswith(("mice", "ours")) else 0 for name in table["method"]
    ]
    return table


def joined(before: pd.Series, after: pd.Series) -> pd.Series:
    """The summary of one method over the trials of two summaries, which share none."""
    n = before.trials + after.trials
    row = after.copy()
    for name in ("bias", "coverage", "width", "mean_se"):
        row[name] = (before.trials * before[name] + after.trials * after[name]) / n
    squares = sum((part.trials - 1) * part.empirical_se**2 for part in (before, after))
    squares += before.trials * after.trials / n * (before.bias - after.bias) ** 2
    row["trials"], row["empirical_se"] = int(n), round(np.sqrt(squares / (n - 1)), 4)
    row["bias_mc_error"] = round(row.empirical_se / np.sqrt(n), 4)
    row["coverage_mc_error"] = round(np.sqrt(row.coverage * (100 - row.coverage) / n), 1)
    for name, digits in {"bias": 4, "width": 4, "mean_se": 4, "coverage": 1}.items():
        row[name] = round(row[name], digits)
    return row


def with_earlier(new: pd.DataFrame, first: int) -> pd.DataFrame:
    """Rows of mice joined with those on disk, where these rest on the ``first`` trials alone."""
    keys = ["clustered", "mechanism", "outcome", "method"]
    held = pd.read_csv(OUT).set_index(keys) if first else pd.DataFrame()
    rows = []
    for _, row in new.iterrows():
        theirs = first > 0 and str(row["method"]).startswith("mice")
        before = held.loc[tuple(row[keys])] if theirs else None
        if before is not None and before.trials != first:
            raise SystemExit(f"the table rests on {before.trials} trials of mice, not on {first}")
        rows.append(row if before is None else joined(before, row))
    return pd.DataFrame(rows)


def kept(new: pd.DataFrame) -> pd.DataFrame:
    """The table on disk with the rows of ``new`` in place of those of the same setting and method."""
    if not OUT.exists():
        return new
    keys = ["clustered", "mechanism", "outcome", "method"]
    both = pd.concat([pd.read_csv(OUT), new]).drop_duplicates(keys, keep="last")
    order = {name: k for k, name in enumerate(("MCAR", "MAR", "MNAR"))}
    both["place"] = both["mechanism"].map(order)
    return both.sort_values(["clustered", "place"], kind="stable").drop(columns="place")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=1000, help="trials of each setting; 0 is mice alone")
    parser.add_argument("--mice", type=int, default=100, help="trials of each setting that mice gets")
    parser.add_argument("--first", type=int, default=0, help="mice goes on from here: its rows are joined")
    parser.add_argument("--m", type=int, default=10)
    parser.add_argument("--mechanisms", nargs="*", default=["MCAR", "MAR", "MNAR"])
    parser.add_argument("--clustered", choices=["yes", "no", "both"], default="both")
    given = parser.parse_args()
    for clustered, mechanism in product((False, True), given.mechanisms):
        if given.clustered != "both" and clustered != (given.clustered == "yes"):
            continue
        table = setting(clustered, mechanism, given.trials, given.mice, given.m, given.first)
        table = with_earlier(table, given.first)
        print(table.to_string(index=False), flush=True)
        kept(table).to_csv(OUT, index=False)


if __name__ == "__main__":
    main()
