"""Operating characteristics by simulation: bias, coverage and type-I error (everything here is synthetic).

    python -m benchmarks.multilevel.simulation [--trials 2000] [--women 30 460 100] [--seconds 3600]

A trial: ``women`` in two arms, six waves, the last three "late";

    logit P(y = 1 | u) = b0 + 0 arm + 0.5 late + sigma u,   u ~ N(0, 1)

and b0 set by the marginal rate in early waves.

The arm has no effect, so one minus the coverage of its interval is the type-I error of the corresponding
test. An interval by likelihood ratio (profile) covers the truth when the likelihood-ratio statistic at the
truth is below 3.84, which is how it is scored.  Replicates with separation (or in which no woman changes)
have no maximum; they are counted and left out.  Women with the same arm and counts share a pattern, so a
replicate is a table of frequencies over 32 patterns, and all replicates of a setting are fitted together.
Beside it: the Laplace approximation, and GEE with working independence (for the arm in a balanced design
the same as exchangeable) with the ordinary sandwich and with Mancl & DeRouen's (2001) correction.  Results
go to docs/multilevel_simulation.csv; finished settings are kept.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.multilevel.many import ManyTwoLevel
from scipy.optimize import brentq

from voorzorg.statistics.multilevel.fit.glm import fit_logistic
from voorzorg.statistics.multilevel.likelihood.blocks import Block
from voorzorg.statistics.multilevel.likelihood.logistic_normal import marginal_risk
from voorzorg.statistics.multilevel.specify.checks import find_separation

OUT = Path(__file__).parents[2] / "docs" / "multilevel_simulation.csv"
LATE_EFFECT = 0.5
POINTS = 25
SDS = (0.0, 0.5, 1.5, 3.0)
RATES = (0.5, 0.1, 0.02)


def intercept(rate: float, sd: float) -> float:
    """b0 whose marginal risk is ``rate``."""
    return brentq(lambda b: marginal_risk(np.array([b]), np.array([sd])).risk[0] - rate, -40, 5)


def patterns() -> Block:
    """The 32 possible clusters: arm, events in three early waves, events in three late waves."""
    which = np.arange(32)
    X = np.ones((32, 2, 3))
    X[:, :, 1] = (which // 16)[:, None]
    X[:, :, 2] = [0, 1]
    a = np.column_stack([which % 16 // 4, which % 4]).astype(float)
    ones = np.ones((32, 2))
    return Block(X, ones[:, :, None], a, 3 * ones, 0 * ones, np.ones(32), which, 0 * which)


def draw(rng: np.random.Generator, trials: int, women: int, b0: float, sd: float) -> np.ndarray:
    """Frequencies of the patterns in each trial, (trials, 32)."""
    arm = np.arange(women) % 2
    eta = b0 + sd * rng.standard_normal((trials, women))
    early = rng.binomial(3, 1 / (1 + np.exp(-eta)))
    late = rng.binomial(3, 1 / (1 + np.exp(-eta - LATE_EFFECT)))
    code = arm * 16 + early * 4 + late + 32 * np.arange(trials)[:, None]
    return np.bincount(code.ravel(), minlength=32 * trials).reshape(trials, 32).astype(float)


def estimable(block: Block, frequency: np.ndarray) -> np.ndarray:
    """Whether the maximum exists: no separation, and some woman changes.

    Without an empty or full cell of arm by period there is no separation; otherwise the linear programme
    decides.
    """
    a, N = frequency[:, :, None] * block.a, frequency[:, :, None] * block.N
    ok = np.empty(len(frequency), dtype=bool)
    inside = (block.a.sum(1) > 0) & (block.a.sum(1) < 6)
    cells = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    for r in range(len(frequency)):
        events = [a[r, :16, 0].sum(), a[r, :16, 1].sum(), a[r, 16:, 0].sum(), a[r, 16:, 1].sum()]
        total = [N[r, :16, 0].sum(), N[r, :16, 1].sum(), N[r, 16:, 0].sum(), N[r, 16:, 1].sum()]
        ok[r] = frequency[r, inside].any()
        if ok[r] and any(e in (0, t) for e, t in zip(events, total, strict=True)):
            D = np.column_stack([np.ones(4), cells])
            ok[r] = find_separation(D, np.array(events), np.array(total), ["b0", "arm", "late"]) is None
    return ok


def gee(block: Block, frequency: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Standard errors of the arm (R, 2): sandwich, and Mancl & DeRouen's; working independence, six rows."""
    X = np.repeat(block.X, 3, axis=1)  # (32, 6, 3): three early rows, three late rows
    y = (np.tile(np.arange(3), 2) < np.repeat(block.a, 3, axis=1)).astype(float)
    out = np.empty((len(beta), 2))
    for r, (c, b) in enumerate(zip(frequency, beta, strict=True)):
        mu = 1 / (1 + np.exp(-(X @ b)))
        W = mu * (1 - mu)
        B = np.linalg.inv(np.einsum("i,ijp,ij,ijq->pq", c, X, W, X, optimize=True))
        residual = y - mu
        H = np.einsum("ij,ijp,pq,ikq->ijk", W, X, B, X, optimize=True)  # D_i B D_i' V_i^-1
        corrected = np.linalg.solve(np.eye(6) - H, residual[:, :, None])[:, :, 0]
        for k, e in enumerate((residual, corrected)):
            U = np.matmul(e[:, None, :], X)[:, 0]
            out[r, k] = np.sqrt((B @ ((U * c[:, None]).T @ U) @ B)[1, 1])
    return out


def pooled_fits(block: Block, frequency: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ordinary logistic regression per replicate: coefficients (R, 3) and log-likelihoods (R,)."""
    X = block.X.reshape(-1, 3)
    beta, value = np.empty((len(frequency), 3)), np.empty(len(frequency))
    for r, c in enumerate(frequency):
        fit = fit_logistic(X, (block.a * c[:, None]).ravel(), (block.N * c[:, None]).ravel(), np.zeros(64))
        beta[r], value[r] = fit.x, fit.value
    return beta, value


def setting(trials: int, women: int, rate: float, sd: float) -> dict[str, float]:
    """Simulate, fit everything, and summarise."""
    rng = np.random.default_rng([women, int(1000 * rate), int(10 * sd), 20261121])
    block = patterns()
    frequency = draw(rng, trials, women, intercept(rate, sd), sd)
    ok = estimable(block, frequency)
    out = {"women": women, "rate": rate, "sd_true": sd, "trials": trials, "estimable": ok.mean()}
    frequency = frequency[ok]
    pooled, null = pooled_fits(block, frequency)
    start = np.column_stack([pooled * np.sqrt(1.35), np.ones(len(pooled))])
    coarse = ManyTwoLevel(block, frequency, 5).maximise(start, tolerance=1e-4, max_iterations=30)
    many = ManyTwoLevel(block, frequency, POINTS)
    top = many.maximise(coarse.psi)
    psi, value = top.psi.copy(), top.value.copy()
    psi[:, 3] = np.abs(psi[:, 3])
    zero = (psi[:, 3] < 1e-2) & (null >= value - 1e-9)
    psi[zero, :3], psi[zero, 3] = pooled[zero], 0.0
    out["converged"] = (top.converged | zero).mean()
    use = top.converged | zero

    # standard errors: observed information (of the fixed effects alone at a variance of zero), and the
    # sandwich
    _, _, hessian = many.evaluate(psi, np.arange(len(psi)), 2)
    _, _, meat = many.evaluate(psi, np.arange(len(psi)), 1, scores=True)
    hessian[zero, :, 3] = hessian[zero, 3, :] = 0.0
    hessian[zero, 3, 3] = -1e12
    bread = np.linalg.inv(-hessian)
    with np.errstate(invalid="ignore"):
        se = np.sqrt(np.diagonal(bread, axis1=1, axis2=2))
        robust = np.sqrt(np.diagonal(bread @ meat @ bread, axis1=1, axis2=2) * women / (women - 1))
    truth = {1: 0.0, 2: LATE_EFFECT, 3: sd}
    lr = {j: 2 * (value - many.maximise(psi, (j, v), 1e-8).value) for j, v in truth.items()}

    t = pd.DataFrame({"arm": psi[:, 1], "late": psi[:, 2], "sd": psi[:, 3], "sd_zero": zero})
    t["wald_arm"], t["wald_late"] = (np.abs(psi[:, j] - truth[j]) <= 1.96 * se[:, j] for j in (1, 2))
    t["robust_arm"] = np.abs(psi[:, 1]) <= 1.96 * robust[:, 1]
    t["lr_arm"], t["lr_late"], t["profile_sd"] = (lr[j] <= 3.8415 for j in (1, 2, 3))
    t["reject_variance"] = 2 * (value - null) > 2.7055  # the 90 % point of chi-square(1): 5 % of the mixture
    if sd > 0:
        with np.errstate(all="ignore"):
            inside = np.abs(np.log(psi[:, 3] / sd)) <= 1.96 * se[:, 3] / psi[:, 3]
        t["wald_sd"] = np.where(zero, np.nan, inside)
    laplace = ManyTwoLevel(block, frequency, 1).maximise(np.where(psi == 0, 0.5, psi))
    with np.errstate(all="ignore"):
        se = np.sqrt(np.diagonal(np.linalg.inv(-laplace.hessian - 1e-300), axis1=1, axis2=2))
    good = laplace.converged & np.isfinite(se).all(1)
    spread = np.abs(laplace.psi[:, 3])
    t["laplace_converged"] = good
    t["laplace_late"], t["laplace_sd"] = (np.where(good, x, np.nan) for x in (laplace.psi[:, 2], spread))
    t["laplace_wald_arm"] = np.where(good, np.abs(laplace.psi[:, 1]) <= 1.96 * se[:, 1], np.nan)
    if sd > 0:
        with np.errstate(all="ignore"):
            inside = np.abs(np.log(spread / sd)) <= 1.96 * se[:, 3] / spread
        t["laplace_wald_sd"] = np.where(good, inside, np.nan)
    errors = gee(block, frequency, pooled)
    t["gee_arm"], t["gee_md_arm"] = (np.abs(pooled[:, 1]) <= 1.96 * errors[:, k] for k in (0, 1))
    t = t[use].astype(float)
    for name in ("arm", "late", "sd", "laplace_sd", "laplace_late"):
        out[f"mean_{name}"], out[f"median_{name}"] = t[name].mean(), t[name].median()
    # Monte-Carlo errors: of the mean log odds ratio of the arm, and of a share of 95 %.
    out["mc_error_arm"], out["mc_error_share"] = t["arm"].std() / len(t) ** 0.5, (0.05 * 0.95 / len(t)) ** 0.5
    return out | t.drop(columns=["arm", "late", "sd", "laplace_sd", "laplace_late"]).mean().to_dict()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--women", type=int, nargs="+", default=[30, 460, 100])
    parser.add_argument("--seconds", type=float, default=3600, help="start no new setting after this time")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    done = pd.read_csv(options.out).to_dict("records") if options.out.exists() else []
    finished = {(r["women"], r["rate"], r["sd_true"], r["trials"]) for r in done}
    begin = time.perf_counter()
    for women, rate, sd in itertools.product(options.women, RATES, SDS):
        if (women, rate, sd, options.trials) in finished:
            continue
        if time.perf_counter() - begin > options.seconds:
            break
        done.append(setting(options.trials, women, rate, sd))
        pd.DataFrame(done).to_csv(options.out, index=False, float_format="%.5g")
        print(f"{time.perf_counter() - begin:.0f} s", done[-1], flush=True)


if __name__ == "__main__":
    main()
