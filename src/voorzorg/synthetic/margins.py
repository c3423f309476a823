"""Which published figures a synthetic cohort meets, worked out again from its tidy data.

The specification says which figure is which margin. Here every such margin is counted afresh in the tables
that ingest makes, so that what is compared has gone through files, readers, scoring and derivation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.synthetic.figures import Figures, printable, rounds_to
from voorzorg.synthetic.follow_up.specification import FollowUpSpecification
from voorzorg.synthetic.trial.specification import (
    ArmValues,
    FigureRef,
    TrialSpecification,
    parse_specification,
    read_yaml,
)

#: Statistics that are a share of a whole number of people, so that not every value exists.
SHARES = ("percent", "absent", "improved", "clinical improved")


@dataclass(frozen=True)
class Margin:
    """A figure and the number in the tidy data that is built to meet it."""

    figure: FigureRef
    statistic: str
    variable: str
    arm: str = ""
    wave: str = ""
    informants: tuple[str, ...] = ("mother",)
    equals: float | str = 1.0
    better: str = "higher"
    clinical: float = 0.0


@dataclass(frozen=True)
class Tidy:
    """The tidy tables of a cohort (docs/contracts.md)."""

    participants: pd.DataFrame
    waves: pd.DataFrame


def compare_with_published(
    cohort_dir: Path, published_dir: Path, participants: pd.DataFrame, waves: pd.DataFrame
) -> pd.DataFrame:
    """Every figure that the specification names, beside the synthetic number.

    Returns
    -------
    DataFrame with ``figure_id, statistic, variable, arm, wave, printed, decimals, n, synthetic`` and
    ``verdict``: ``matches`` (to the printed digit), ``no such share`` (no whole number out of ``n`` gives the
    printed percentage), or ``differs``.
    """
    manifest = read_manifest(cohort_dir / "cohort.yaml")
    where = cohort_dir / (manifest.synthetic or "synthetic.yaml")
    content = read_yaml(where)
    figures = Figures(published_dir)
    margins: list[Margin]
    if content.get("kind") == "trial":
        margins = list(trial_margins(parse_specification(TrialSpecification, content, where)))
    else:
        margins = list(follow_up_margins(parse_specification(FollowUpSpecification, content, where)))
    tidy = Tidy(participants, waves)
    return pd.DataFrame([_row(margin, figures, tidy) for margin in margins])


def _row(margin: Margin, figures: Figures, tidy: Tidy) -> dict[str, object]:
    printed, decimals = figures.value(margin.figure), figures.decimals(margin.figure)
    synthetic, n = _measure(margin, tidy)
    matches = rounds_to(synthetic, printed, decimals)
    impossible = margin.statistic in SHARES and not printable(printed, decimals, n)
    return {
        "figure_id": margin.figure.figure,
        "statistic": margin.statistic,
        "variable": margin.variable,
        "arm": margin.arm,
        "wave": margin.wave,
        "printed": printed,
        "decimals": decimals,
        "n": n,
        "synthetic": synthetic,
        "verdict": "matches" if matches else "no such share" if impossible else "differs",
    }


def _values(margin: Margin, tidy: Tidy) -> pd.Series:
    """The variable in the arm and wave of the margin; one value per participant (and informant)."""
    if margin.wave:
        table = tidy.waves
        table = table[(table["wave"] == margin.wave) & table["informant"].isin(margin.informants)]
    else:
        table = tidy.participants
    if margin.arm:
        table = table[table["arm"] == margin.arm]
    return table[margin.variable] if margin.variable else table["participant_id"]


def _measure(margin: Margin, tidy: Tidy) -> tuple[float, int]:
    if margin.statistic in ("improved", "clinical improved"):
        return _improved(margin, tidy)
    if margin.statistic == "ratio":
        return _ratio(margin, tidy)
    if margin.statistic == "leavers":
        stayed = tidy.waves.loc[tidy.waves["wave"] == margin.wave, "participant_id"]
        people = tidy.participants[tidy.participants["started"] == 1]
        ages = people.loc[~people["participant_id"].isin(stayed), margin.variable]
        return float(ages.mean()), len(ages)
    if margin.statistic == "starters":
        ages = tidy.participants.loc[tidy.participants["started"] == 1, margin.variable]
        return float(ages.mean()), len(ages)
    values = _values(margin, tidy).dropna()
    n = len(values)
    if margin.statistic == "n":
        return float(n), n
    if margin.statistic == "distinct":
        return float(values.nunique()), n
    if margin.statistic == "mean":
        return float(values.mean()), n
    if margin.statistic == "sd":
        return float(values.std()), n
    if margin.statistic == "at least":
        return 100 * float((values >= margin.equals).mean()), n
    share = 100 * float((values == margin.equals).mean())
    return (100 - share if margin.statistic == "absent" else share), n


def _ratio(margin: Margin, tidy: Tidy) -> tuple[float, int]:
    """Risk in the treated arm over the risk in the other."""
    table = tidy.waves[tidy.waves["wave"] == margin.wave].dropna(subset=[margin.variable])
    treated = table["arm"] == margin.arm
    risk = table.loc[treated, margin.variable].mean() / table.loc[~treated, margin.variable].mean()
    return float(risk), len(table)


def _improved(margin: Margin, tidy: Tidy) -> tuple[float, int]:
    """Percentage of pairs (start, yardstick) with a better score."""
    keys = ["participant_id", "informant"]
    table = tidy.waves[tidy.waves["informant"].isin(margin.informants)]
    start = table[table["wave"] == str(margin.equals)].set_index(keys)[margin.variable]
    later = table[table["wave"] == margin.wave].set_index(keys)[margin.variable]
    pairs = pd.concat([start.rename("start"), later.rename("later")], axis=1).dropna()
    if margin.statistic == "clinical improved":
        pairs = pairs[pairs["start"] >= margin.clinical]
    change = pairs["later"] - pairs["start"]
    better = change > 0 if margin.better == "higher" else change < 0
    return 100 * float(better.mean()), len(pairs)


def trial_margins(spec: TrialSpecification) -> Iterator[Margin]:
    """The margins of a trial's specification that come from a figure."""
    for arm, size in spec.arms.items():
        yield from _by_arm({arm: size.size}, "n", "participant_id")
    if isinstance(spec.sites.number, FigureRef):
        yield Margin(spec.sites.number, "distinct", "site")
    for name, what in spec.participants.items():
        yield from _by_arm(what.mean or {}, "mean", name)
        yield from _by_arm(what.sd or {}, "sd", name)
        yield from _by_arm(what.percent, "percent", name)
        for bound, value in what.at_least.items():
            if isinstance(value, FigureRef):
                yield Margin(value, "at least", name, equals=float(bound))
        for arm, categories in what.categories.items():
            for key, percent in categories.items():
                if isinstance(percent, FigureRef):
                    yield Margin(percent, "percent", name, arm, equals=key)
    for name, repeated in spec.repeated.items():
        for wave, arms in repeated.percent.items():
            yield from _by_arm(arms, "percent", name, wave)
    for name, amounts in (
        ("cigarettes_per_day", spec.cigarettes_per_day),
        ("cigarettes_near_baby", spec.cigarettes_near_baby),
    ):
        for wave, amount in amounts.waves.items():
            if amount.overall:
                yield from _by_arm(amount.overall.mean, "mean", name, wave)
                yield from _by_arm(amount.overall.sd or {}, "sd", name, wave)
    for wave, arms in spec.breastfeeding.waves.items():
        yield from _by_arm(arms, "percent", "breastfeeding", wave)
    yield from _by_arm(spec.birth.preterm, "percent", "preterm")
    yield from _by_arm(spec.birth.gestational_age, "mean", "gestational_age")
    yield from _by_arm(spec.birth.birth_weight, "mean", "birth_weight")
    yield from _by_arm(spec.birth.sga, "percent", "sga")
    for name, scale in spec.behaviour.scales.items():
        if isinstance(scale.ratio, FigureRef):
            yield Margin(scale.ratio, "ratio", name.removesuffix("_t"), spec.treated, spec.behaviour.wave)
    for role, outcomes in spec.violence.percent.items():
        for key, waves in outcomes.items():
            for wave, arms in waves.items():
                yield from _by_arm(arms, "percent", f"ipv_{role}_{key}", wave)
    yield from _by_arm(spec.reports.percent, "percent", "cps_report_event")


def _by_arm(values: ArmValues, statistic: str, variable: str, wave: str = "") -> Iterator[Margin]:
    for arm, value in values.items():
        if isinstance(value, FigureRef):
            yield Margin(value, statistic, variable, arm, wave)


def follow_up_margins(spec: FollowUpSpecification) -> Iterator[Margin]:
    """The margins of a follow-up study's specification that come from a figure."""
    first = next(iter(spec.waves))
    if isinstance(spec.registered, FigureRef):
        yield Margin(spec.registered, "n", "participant_id")
    for wave, taken in spec.waves.items():
        if isinstance(taken.measured, FigureRef):
            yield Margin(taken.measured, "n", "participant_id", wave=wave)
    if isinstance(spec.age.mean, FigureRef):
        yield Margin(spec.age.mean, "starters", "age")
    if isinstance(spec.age.leavers_mean, FigureRef):
        yield Margin(spec.age.leavers_mean, "leavers", "age", wave=spec.yardstick)
    for name, scale in spec.scales.items():
        for group in scale.improved:
            if isinstance(group.percent, FigureRef):
                yield Margin(
                    group.percent, "improved", name, "", spec.yardstick, group.informants, first, scale.better
                )
        if isinstance(scale.clinical_improve, FigureRef) and scale.clinical is not None:
            yield Margin(
                scale.clinical_improve,
                "clinical improved",
                name,
                wave=spec.yardstick,
                equals=first,
                better=scale.better,
                clinical=scale.clinical,
            )
    for name, problem in spec.problems.items():
        if isinstance(problem.absent, FigureRef):
            yield Margin(problem.absent, "absent", name, wave=first, informants=problem.informants[:1])
    for wave, mark in spec.marks.mean.items():
        if isinstance(mark, FigureRef):
            yield Margin(mark, "mean", "mark", wave=wave)
