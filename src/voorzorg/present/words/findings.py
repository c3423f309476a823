"""The main findings in plain words, computed from the rows; careful where the data do not decide."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import messages_of
from voorzorg.present.context import Context, in_text
from voorzorg.present.estimate_rows import Row, View, part_of, suppressed
from voorzorg.present.words.numbers import decimals_of, difference_agrees

Side = Literal["better", "worse", "apart", "open"]  # apart: from zero, and nobody said which side is better
_MANY = 5  # a family with more outcomes than this is summed up by counts
_SHOWN = 3
#: Contrasts that a finding tells, and the quantity of each arm that goes with it.
_LEVELS = {
    "risk_difference": "risk",
    "mean_difference": "mean",
    "rmst_difference": "rmst",
    "rate_ratio": "mean",
    "hazard_ratio": None,
}
_RATIOS = ("rate_ratio", "hazard_ratio")
#: How a contrast of a wanted state that lasts is told, whose end is the event.
_LASTING = {"rmst_difference": "rmst_lasting", "hazard_ratio": "hazard_lasting"}


@dataclass(frozen=True)
class Strip:
    """A tiny interval drawing: positions in 0..100 of the interval, the estimate and no difference."""

    low: float
    high: float
    at: float
    zero: float | None


@dataclass(frozen=True)
class Finding:
    """One outcome: its sentence, and the side of no difference that survives adjustment for many tests."""

    outcome: str
    label: str
    text: str
    side: Side
    verdict: str
    row: Row
    strip: Strip | None = None


@dataclass
class FamilyFindings:
    """A family's findings; ``summary`` stands for the rest where there are many outcomes."""

    family: str
    title: str
    summary: str = ""
    findings: list[Finding] = field(default_factory=list)


def side_of(view: View, row: Row) -> Side:
    """Whether the whole interval lies on the favourable or on the unfavourable side of no difference."""
    nil = _nil(row)
    above = row.ci_low is not None and row.ci_low > nil  # and there may be no upper limit
    if not above and (row.ci_low is None or row.ci_high is None or row.ci_high >= nil):
        return "open"
    favourable = more_is_better(view, row)
    if favourable is None:
        return "apart"
    return "better" if above == favourable else "worse"


def more_is_better(view: View, row: Row) -> bool | None:
    """Whether a larger value of the row's estimand favours the treated arm; None where nobody said.

    A longer time until an unwanted event is better, and so is a wanted state that lasts; a larger hazard of
    either ending is worse.
    """
    known = view.context.outcomes.get(row.outcome)
    if known is None or known.better is None:
        return None
    if row.estimand in ("rmst_difference", "hazard_ratio"):
        return row.estimand == "rmst_difference"
    return known.better == "higher"


def _nil(row: Row) -> float:
    """No difference: one for ratios."""
    return 1.0 if row.estimand in _RATIOS else 0.0


def main_test(view: View, outcome: str, contrast: Contrast) -> Row | None:
    """The test that stands for an outcome, at its last wave."""
    rows = [row for row in view.find(outcome, *_LEVELS, contrast=contrast) if row.main]
    order = [None, *view.context.waves]
    return max(rows, key=lambda row: order.index(row.wave) if row.wave in order else 0, default=None)


def family_findings(view: View, contrast: Contrast) -> list[FamilyFindings]:
    """Findings of every family at each outcome's last wave, by the primary test."""
    found = []
    for family in view.families:
        rows = [
            row
            for outcome in view.of_family(family)
            if (row := main_test(view, outcome, contrast)) is not None
        ]
        hidden = [row for row in rows if suppressed(row)]
        rows = [row for row in rows if row.estimate is not None and not suppressed(row)]
        if not rows and not hidden:
            continue
        entry = FamilyFindings(family, view.context.family(family))
        shown = rows
        if len(rows) + len(hidden) > _MANY:
            told = [_counts(view, rows)] if rows else []
            if hidden:
                told.append(
                    view.context.t("finding.counts_hidden", n=view.context.numbers.count(len(hidden)))
                )
            entry.summary = " ".join(told)
            hidden = []
            strong = [row for row in rows if side_of(view, row) != "open"]
            shown = sorted(strong, key=lambda row: row.p_value if row.p_value is not None else 1.0)[:_SHOWN]
        entry.findings = [finding_of(view, row, contrast) for row in shown]
        entry.findings += [not_shown(view, row, named(view, row)) for row in hidden]
        found.append(entry)
    return found


def not_shown(view: View, row: Row, label: str) -> Finding:
    """An outcome that output control left out says so."""
    return Finding(row.outcome, label, view.context.t("finding.not_shown"), "open", "", row)


def outcome_label(context: Context, row: Row) -> str:
    """What a row's estimate is of: a hazard is not the duration that its outcome is called after."""
    label = context.outcome(row.outcome)
    return context.t("word.hazard_of", outcome=in_text(label)) if row.estimand == "hazard_ratio" else label


def named(view: View, row: Row) -> str:
    """What a row is about: its outcome and its wave."""
    label, wave = outcome_label(view.context, row), view.context.wave(row.wave)
    return f"{label}, {wave}" if wave else label


def _counts(view: View, rows: list[Row]) -> str:
    t, numbers = view.context.t, view.context.numbers
    sides = [side_of(view, row) for row in rows]
    kept = sum(
        1
        for row in rows
        if row.p_adjusted is not None and row.ci_level is not None and row.p_adjusted < 1 - row.ci_level
    )
    undirected = sides.count("apart") or any(more_is_better(view, row) is None for row in rows)
    return t(
        "finding.counts_undirected" if undirected else "finding.counts",
        n=numbers.count(len(rows)),
        apart=numbers.count(len(sides) - sides.count("open")),
        better=numbers.count(sides.count("better")),
        worse=numbers.count(sides.count("worse")),
        open=numbers.count(sides.count("open")),
        kept=numbers.count(kept),
        left="none" if kept == 0 else "one" if kept == 1 else "several",
    )


def _sentence(view: View, row: Row, contrast: Contrast) -> str:
    """What was found, in numbers, with the level in either arm."""
    context = view.context
    t, numbers = context.t, context.numbers
    treated, reference = contrast.arms
    quantity = _LEVELS[row.estimand]
    levels = [_level_of(view, row, quantity, arm) if quantity else None for arm in (treated, reference)]
    like = max(abs(v) for v in (row.estimate, row.ci_low, row.ci_high, *levels) if v is not None)
    limits = numbers.value_interval(row.estimand, row.ci_low, row.ci_high, like=like)
    values = {
        "arm": context.arm_in_text(treated),
        "other": context.arm_in_text(reference),
        "estimate": numbers.value(row.estimand, row.estimate, like=like),
        "interval": limits,
        "level": numbers.level(row.ci_level),
        "unit": f" {context.unit(row.outcome)}" if context.unit(row.outcome) else "",
        "first": "–",
        "second": "–",
    }
    for name, level in zip(("first", "second"), levels, strict=True):
        if quantity and level is not None:
            values[name] = numbers.value(quantity, level, like=like)
    values["rounded"] = "" if _subtracts(row, levels, like) else f"{t('finding.rounded')}; "
    known = context.outcomes.get(row.outcome)
    lasting = known is not None and known.better == "higher" and row.estimand in _LASTING
    return t(f"finding.{_LASTING[row.estimand] if lasting else row.estimand}", **values)


def _level_of(view: View, row: Row, quantity: str, arm: str) -> float | None:
    """The quantity of an arm that goes with a contrast: of the same analysis, or else as it was observed."""
    at = {"arm": arm, "wave": row.wave}
    found = view.first(row.outcome, quantity, analysis=row.analysis, **at)
    found = found or view.first(row.outcome, quantity, analysis=("unadjusted", "survival"), **at)
    return None if found is None else found.estimate


def _subtracts(row: Row, levels: list[float | None], like: float) -> bool:
    """Whether the numbers as they are shown subtract; ratios and lone levels have nothing to subtract."""
    first, second = levels
    if row.estimand in _RATIOS or first is None or second is None or row.estimate is None:
        return True
    if row.estimand == "risk_difference":
        return difference_agrees(100 * first, 100 * second, 100 * row.estimate, digits=1)
    return difference_agrees(first, second, row.estimate, digits=decimals_of(like))


def finding_of(view: View, row: Row, contrast: Contrast) -> Finding:
    """One outcome in a sentence, with what its interval says."""
    context = view.context
    t, numbers = context.t, context.numbers
    text = _sentence(view, row, contrast)
    if row.estimand == "hazard_ratio":
        at = {"contrast": contrast, "analysis": ("unadjusted", "survival")}
        weeks = view.first(row.outcome, "rmst_difference", **at)
        if weeks is not None and weeks.estimate is not None and not suppressed(weeks):
            text = f"{_sentence(view, weeks, contrast)} {text}"
    if view.clustered != "all":  # where all outcomes have them, the introduction says so once
        text = f"{text} {told_clusters(view, row)}".rstrip()
    side = side_of(view, row)
    ratio = row.estimand in _RATIOS and side != "open"
    told = "undecided" if side == "open" and more_is_better(view, row) is None else side
    verdict = t(f"finding.{told}_ratio" if ratio else f"finding.{told}")
    kept = side
    if row.p_adjusted is not None:
        stands = row.ci_level is not None and row.p_adjusted < 1 - row.ci_level
        how = "holm" if side == "open" else "holm_stands" if stands else "holm_falls"
        verdict += " " + t(f"finding.{how}", p=numbers.p_value(row.p_adjusted))
        kept = side if stands else "open"
    return Finding(row.outcome, named(view, row), text, kept, verdict, row, strip_of(row))


def told_clusters(view: View, row: Row) -> str:
    """That an interval respects the clusters; empty where there are none."""
    cluster = view.cluster_of(row.outcome)
    if cluster is None:
        return ""
    name = in_text(view.context.variable(cluster))
    said = messages_of(row.method_messages)
    for one in said:
        if one.key == "matched-clusters":
            pairs = view.context.numbers.count(float(str(dict(one.arguments)["pairs"])))
            return view.context.t("finding.clusters_paired", cluster=name, pairs=pairs)
    nothing = any(one.key.endswith("-on-nothing") for one in said)
    return view.context.t("finding.clusters_only" if nothing else "finding.clusters", cluster=name)


def counted_clusters(view: View, contrast: Contrast) -> str:
    """How many clusters either arm was given; empty where people were randomised."""
    arms = contrast.arms
    counts = [view.allocated_clusters(arm) for arm in arms]
    known = [view.context.numbers.count(n) for n in counts if n is not None]
    if len(known) < 2:
        return ""
    names = [view.context.arm_in_text(arm) for arm in arms]
    return view.context.t(
        "finding.clusters_counted",
        first=known[0],
        second=known[1],
        arm=names[0],
        other=names[1],
        paired="yes" if view.context.manifest.pairs else "no",
    )


def strip_of(row: Row) -> Strip | None:
    """Positions on a symmetric scale around no difference that holds the interval; ratios by logarithm."""
    if row.ci_low is None or row.ci_high is None:
        return None
    log = row.estimand in _RATIOS
    if log and min(row.ci_low, row.estimate) <= 0:
        return None

    def scaled(value: float) -> float:
        return math.log(value) if log else value

    reach = 1.08 * max(abs(scaled(row.ci_low)), abs(scaled(row.ci_high)))
    if reach == 0:
        return None

    def place(value: float) -> float:
        return round(50 + 50 * scaled(value) / reach, 1)

    return Strip(place(row.ci_low), place(row.ci_high), place(row.estimate), 50.0)


@dataclass(frozen=True)
class Fact:
    """A number worth a tile: value and what it is."""

    value: str
    label: str


def facts(view: View) -> list[Fact]:
    """How many took part, how many were still measured at the end, and how much was analysed."""
    context = view.context
    t, numbers = context.t, context.numbers
    made = []
    starts = [
        row
        for arm in context.arms
        for row in view.find("flow", "count", category=("randomised", "enrolled"), arm=arm)
    ]
    known = [row for row in starts if row.estimate is not None]
    if known and len(known) == len(starts):
        total = sum(row.estimate for row in known)
        label = context.word("flow", known[0].category).lower()
        arms = ", ".join(
            f"{context.arm_in_text(r.arm)} {numbers.count(r.estimate)}" for r in known if len(known) > 1
        )
        text = t("fact.start", participants=context.participants, state=label)
        if clusters := _clusters(view):
            made.append(clusters)
            text = t("fact.in_clusters", participants=context.participants)
        made.append(Fact(numbers.count(total), f"{text} ({arms})" if arms else text))
        last = [wave for wave in context.waves if view.find("flow", "count", category="measured", wave=wave)][
            -1:
        ]
        for wave in last:
            seen = [view.first("flow", "count", category="measured", wave=wave, arm=r.arm) for r in known]
            share = part_of(total, *seen)
            if share is not None:
                made.append(Fact(numbers.percent(share, 0), t("fact.last", wave=context.wave(wave).lower())))
    if context.waves:
        made.append(_fact(view, len(context.waves), "wave"))
    made.append(_fact(view, len(view.present), "outcome"))
    return made


def _clusters(view: View) -> Fact | None:
    """How many clusters were randomised, where they were."""
    context = view.context
    counts = {arm: view.allocated_clusters(arm) for arm in context.arms}
    known = {arm: n for arm, n in counts.items() if n is not None}
    if not known or len(known) < len(counts) or context.manifest.cluster_randomised is None:
        return None
    number = context.numbers.count
    arms = ", ".join(f"{context.arm(arm)} {number(n)}" for arm, n in known.items())
    cluster = in_text(context.variable(context.manifest.cluster_randomised))
    paired = "yes" if context.manifest.pairs else "no"
    label = f"{context.t('fact.clusters', cluster=cluster, paired=paired)} ({arms})"
    return Fact(number(sum(known.values())), label)


def _fact(view: View, number: int, of: str) -> Fact:
    """So many waves or outcomes; one is one."""
    return Fact(
        view.context.numbers.count(number), view.context.t(f"fact.{of}" + ("" if number == 1 else "s"))
    )
