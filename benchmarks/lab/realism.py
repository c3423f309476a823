"""How the population's trials look beside what the sources give: prevalence, attrition, correlations.

    python -m benchmarks.lab.realism [--trials 400]

Prevalence is of women who answered, over the trials; the intracluster correlation of sites is by analysis of
variance within the control arm; the correlation is of answers at 12 and 24 months.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.measure import publish
from voorzorg.synthetic.population.draw import Trials, draw
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import observed_icc
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import read_world

OUTCOMES = {
    "cps_report": "",
    "smoking": "m2",
    "cigarettes_per_day": "m2",
    "ipv_victim_physical_minor": "m24",
    "breastfeeding": "m6",
    "cbcl_internalising": "m24",
}


def icc(trials: Trials, k: int) -> float:
    """Mean over trials of the analysis-of-variance estimate of the sites' correlation, control arm."""
    found = []
    for y, site, arm in zip(trials.y[:, :, k], trials.site, trials.arm, strict=True):
        kept = np.isfinite(y) & (arm == 0)
        y, site = y[kept], np.unique(site[kept], return_inverse=True)[1]
        n = np.bincount(site)
        means = np.bincount(site, y) / n
        groups, total = len(n), n.sum()
        between = (n * (means - y.mean()) ** 2).sum() / (groups - 1)
        within = ((y - means[site]) ** 2).sum() / (total - groups)
        size = (total - (n**2).sum() / total) / (groups - 1)
        found.append((between - within) / (between + (size - 1) * within))
    return float(np.mean(found))


def correlation(trials: Trials, j: int, k: int) -> float:
    """Of answers in two waves, within arms, mean over trials."""
    found = []
    for y, arm in zip(trials.y, trials.arm, strict=True):
        both = np.isfinite(y[:, j]) & np.isfinite(y[:, k]) & (arm == 0)
        found.append(np.corrcoef(y[both, j], y[both, k])[0, 1])
    return float(np.nanmean(found))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=400)
    given = parser.parse_args()
    world = read_world(Path("data/cohorts/voorzorg_rct"), Path("data/published"))
    rows = []
    for name, wave in OUTCOMES.items():
        what, setting = world.outcomes[name], Setting()
        trials = draw(world, name, setting, Draws(1, "realism", range(given.trials)))
        k = what.waves.index(wave)
        levels = levels_of(world, what, setting)
        y = trials.y[:, :, k]
        scale = 100 if what.binary else 1
        shares = [scale * np.nanmean(y[trials.arm == side]) for side in (0, 1)]
        seen = [100 * trials.seen[:, :, k][trials.arm == side].mean() for side in (0, 1)]
        repeated = {"m12", "m24"} <= set(what.waves)
        both = [what.waves.index(w) for w in ("m12", "m24")] if repeated else None
        source = [100 * float(one[k]) for one in (levels.reference, levels.treated)]
        if what.amount:
            source = [levels.risk(k, arm) * levels.amount(k, arm)[0] for arm in (0, 1)]
        rows.append(
            {
                "outcome": f"{name} {wave}".strip(),
                "source_percent": f"{source[0]:.1f} / {source[1]:.1f}",
                "drawn_percent": f"{shares[0]:.1f} / {shares[1]:.1f}",
                "seen_percent": f"{seen[0]:.0f} / {seen[1]:.0f}",
                "site_icc": f"{icc(trials, k):.3f}",
                "specified_icc": f"{observed_icc(levels.site, float(levels.reference[k])):.3f}"
                if what.binary
                else "",
                "correlation_m12_m24": f"{correlation(trials, *both):.2f}" if both else "",
            }
        )
    publish("realism", rows)


if __name__ == "__main__":
    main()
