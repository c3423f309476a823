"""The baseline table of a trial, as Carlisle's test takes it, from the figures of the wave ``baseline``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from voorzorg.evidence.arithmetic.baseline import Arm, combined, likeness
from voorzorg.evidence.checks.two_arms.arms import NOT_AN_ARM
from voorzorg.evidence.figures.figure import Figure, Figures

WAVES = ("baseline", "start", "voormeting", "t0")


@dataclass(frozen=True)
class Variable:
    """One baseline variable: its outcome key, its arms as printed, and how alike they are (0 to 1)."""

    outcome: str
    study: str
    printed: tuple[str, ...]
    likeness: float


@dataclass(frozen=True)
class BaselineTable:
    """All baseline variables of a study; ``combined`` is None where there are too few."""

    study: str
    variables: tuple[Variable, ...]
    combined: float | None


def baseline_tables(figures: Figures, draws: int = 20_000) -> list[BaselineTable]:
    """Every study that has baseline variables with two or more arms."""
    found: dict[tuple[str, str, str], dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for f in figures:
        if f.wave in WAVES and f.arm not in NOT_AN_ARM and f.has_value and f.comparison == "=":
            found[(f.study, f.outcome, f.source)][f.statistic].setdefault(f.arm, f)
    tables: dict[str, list[Variable]] = defaultdict(list)
    for (study, outcome, _), statistics in found.items():
        variable = _variable(study, outcome, statistics, draws)
        if variable is not None and outcome not in {v.outcome for v in tables[study]}:
            tables[study].append(variable)
    return [
        BaselineTable(study, tuple(rows), combined([v.likeness for v in rows], draws))
        for study, rows in tables.items()
        if rows
    ]


def _variable(study: str, outcome: str, found: dict[str, dict[str, Figure]], draws: int) -> Variable | None:
    means, sds, shares = found.get("mean", {}), found.get("sd", {}), found.get("percentage", {})
    both = [name for name in means if name in sds]
    if len(both) >= 2:
        sizes = {name: means[name].n or sds[name].n for name in both}
        arms = [
            Arm(sizes[name] or 0, means[name].value, sds[name].value, means[name].decimals) for name in both
        ]
        printed = tuple(f"{means[name].text} ({sds[name].text})" for name in both)
    elif len(shares) >= 2:
        arms = [Arm(f.n or 0, f.value / 100, None, f.decimals + 2) for f in shares.values()]
        printed = tuple(f.printed() for f in shares.values())
    else:
        return None
    if any(a.n < 2 for a in arms):
        return None
    return Variable(outcome, study, printed, likeness(arms, draws))
