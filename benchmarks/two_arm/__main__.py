"""Two-arm, adjusted, survival, count, mixed, GEE and imputation models beside R, on the same data in one run.

    python -m benchmarks.two_arm [--women 460 5000] [--repeats 7]

Seconds are processor time of one thread, so that a busy machine favours neither, and the median of the
repeats; packages are loaded before. Estimates of both are in the table: what is timed must be the same
quantity. The imputations agree in distribution only.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measure import publish, run

SCRIPT = Path(__file__).with_name("beside_r.R")
WAVES = 4
REFERENCE = {
    "two_arm": "stats",
    "adjusted": "stats, sandwich",
    "kaplan_meier": "survival",
    "cox": "survival",
    "negative_binomial": "MASS",
    "mixed_model": "lme4",
    "gee": "geepack",
    "imputation": "mice",
}


def trial(women: int, seed: int = 1) -> pd.DataFrame:
    """Long data of a trial: a repeated binary answer (a quarter drops out), a score, a count and a time."""
    rng = np.random.default_rng(seed)
    arm, age, risk = rng.integers(0, 2, women), rng.normal(19, 3, women), rng.poisson(5, women)
    own = rng.normal(0, 1.3, women)
    time_to = rng.exponential(np.exp(5 - 0.4 * arm - 0.05 * (risk - 5))).round(1) + 0.1
    mean = np.exp(1.5 - 0.3 * arm + 0.05 * (risk - 5))
    count = rng.negative_binomial(1.2, 1.2 / (1.2 + mean))
    stop = np.where(rng.random(women) < 0.75, WAVES, rng.integers(1, WAVES, women))
    parts = []
    for wave in range(1, WAVES + 1):
        eta = -0.6 - 0.4 * arm + 0.06 * (age - 19) + own
        answer = (rng.random(women) < 1 / (1 + np.exp(-eta))).astype(float)
        answer[wave > stop] = np.nan
        score = 30 + 1.5 * arm + 0.4 * wave + 3 * own + rng.normal(0, 4, women)
        parts.append(
            pd.DataFrame(
                {
                    "id": np.arange(women),
                    "wave": wave,
                    "arm": arm,
                    "age": age,
                    "risk": risk,
                    "answer": answer,
                    "score": score,
                    "count": count,
                    "time": np.minimum(time_to, 156),
                    "event": (time_to < 156).astype(int),
                }
            )
        )
    return pd.concat(parts).sort_values(["id", "wave"], ignore_index=True)


def models(long: pd.DataFrame) -> dict[str, Callable[[], float]]:
    """What each model is called, and a call that gives the treated arm's effect."""
    from voorzorg.statistics.missing.imputation import impute_chained
    from voorzorg.statistics.regression.counts import fit_negative_binomial
    from voorzorg.statistics.repeated.gee import fit_gee_logistic
    from voorzorg.statistics.repeated.mixed import fit_linear_mixed
    from voorzorg.statistics.survival.cox import fit_cox
    from voorzorg.statistics.survival.kaplan_meier import compare_survival
    from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks
    from voorzorg.statistics.two_arm.binary import two_by_two

    wide = long[long["wave"] == 1].reset_index(drop=True)
    arm, y = wide["arm"].to_numpy(), wide["answer"].to_numpy()
    W = wide[["age", "risk"]].to_numpy(dtype=float)
    names = ["intercept", "arm", "age", "risk"]
    X = np.column_stack([np.ones(len(wide)), arm, W])
    waves = (long["wave"].to_numpy()[:, None] == np.arange(1, WAVES + 1)).astype(float)
    repeated = np.column_stack([waves, long["arm"]])
    labels = [*(f"wave {k}" for k in range(1, WAVES + 1)), "arm"]
    seen = long["answer"].notna().to_numpy()
    gaps = long.pivot_table("answer", "id", "wave", dropna=False).set_axis(list("abcd"), axis=1)
    gaps = gaps.reset_index(drop=True).assign(arm=arm.astype(float), age=wide["age"])

    def counts() -> float:
        treated, reference = y[arm == 1], y[arm == 0]
        table = int(treated.sum()), len(treated), int(reference.sum()), len(reference)
        return two_by_two(*table).risk_difference.estimate

    def gee() -> float:
        fit = fit_gee_logistic(
            long.loc[seen, "answer"], repeated[seen], long.loc[seen, "id"].to_numpy(), labels
        )
        return float(fit.params[-1])

    def imputation() -> float:
        kinds = dict.fromkeys("abcd", "binary")
        done = impute_chained(gaps, kinds, np.random.default_rng(1), by="arm", m=20, iterations=10)  # type: ignore[arg-type]
        last = done.values("d")
        return float(last[:, arm == 1].mean() - last[:, arm == 0].mean())

    return {
        "two_arm": counts,
        "adjusted": lambda: standardised_risks(y, arm, W).risk_difference.estimate,
        "kaplan_meier": lambda: (
            compare_survival(wide["time"], wide["event"], arm, tau=100).rmst_difference.estimate
        ),
        "cox": lambda: float(fit_cox(wide["time"], wide["event"], X[:, 1:], names[1:]).coefficients[0]),
        "negative_binomial": lambda: float(fit_negative_binomial(wide["count"], X, names).coefficients[1]),
        "mixed_model": lambda: float(
            fit_linear_mixed(long["score"], repeated, labels, long["id"]).coefficients[-1]
        ),
        "gee": gee,
        "imputation": imputation,
    }


def compare(women: int, repeats: int) -> list[dict[str, object]]:
    """Rows of the table for one size."""
    long = trial(women)
    with tempfile.TemporaryDirectory() as name:
        data, out = Path(name) / "trial.csv", Path(name) / "out.csv"
        long.to_csv(data, index=False)
        run(["Rscript", SCRIPT, data, out, str(repeats)])
        with out.open(encoding="utf-8") as stream:
            theirs = {row["model"]: row for row in csv.DictReader(stream)}
    rows: list[dict[str, object]] = []
    for model, fit in models(long).items():
        value = fit()  # imports are not what is compared
        spent = []
        for _ in range(repeats):
            start = time.process_time()
            fit()
            spent.append(time.process_time() - start)
        ours, r = statistics.median(spent), float(theirs[model]["seconds"])
        rows.append(
            {
                "women": women,
                "model": model,
                "R package": REFERENCE[model],
                "R cpu s": r,
                "ours cpu s": ours,
                "times as fast as R": r / ours,
                "effect, R": float(theirs[model]["value"]),
                "effect, ours": value,
            }
        )
    return rows


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--women", type=int, nargs="+", default=[460, 5_000])
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args(arguments)
    publish("two_arm", [row for women in given.women for row in compare(women, given.repeats)])


if __name__ == "__main__":
    main()
