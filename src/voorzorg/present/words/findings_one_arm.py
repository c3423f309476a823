"""Main findings of a study without a comparison group: what was seen and what changed, never an effect."""

from __future__ import annotations

from dataclasses import replace

from voorzorg.present.estimate_rows import Row, View, shown_as, suppressed
from voorzorg.present.one_arm_rows import (
    Share,
    change_row,
    informants,
    level_row,
    share_of,
    summary_wave,
    unwanted,
    wanted_label,
)
from voorzorg.present.words.findings import FamilyFindings, Finding, Strip, not_shown, strip_of
from voorzorg.present.words.numbers import DASH

_FEW = 30  # below this, what one participant more or less would do is told


def one_arm_findings(view: View) -> list[FamilyFindings]:
    """Per family and outcome the own informant's answer at the cohort's main wave, in plain words."""
    found = []
    for family in view.families:
        entry = FamilyFindings(family, view.context.family(family))
        for outcome in view.of_family(family):
            known = view.context.outcomes.get(outcome)
            first = informants(view, outcome)[:1]
            informant = first[0] if first else None
            made = _binary(view, outcome, informant) if known and known.type == "binary" else None
            made = made or _score(view, outcome, informant) or _hidden(view, outcome, informant)
            if made is not None:
                entry.findings.append(made)
        if entry.findings:
            _tell_once(entry)
            found.append(entry)
    return found


def _tell_once(entry: FamilyFindings) -> None:
    """What one participant more or less would do is said once per number of participants."""
    told: set[str] = set()
    for number, finding in enumerate(entry.findings):
        if finding.verdict in told:
            entry.findings[number] = replace(finding, verdict="")
        told.add(finding.verdict)


def _binary(view: View, outcome: str, informant: str | None) -> Finding | None:
    """The share without (or with, where more is better) and that of the first wave."""
    context = view.context
    wave = summary_wave(view, outcome, informant, "risk")
    row = level_row(view, outcome, wave, informant)
    share = share_of(view, row, without=unwanted(view, outcome))
    if row is None or share is None or share.n is None:
        return None
    text = _share(view, "share", share, row)
    start = next(iter(view.waves_of(outcome, "risk", informant=informant, category=None)), None)
    before = share_of(view, level_row(view, outcome, start, informant), without=unwanted(view, outcome))
    if start != wave and before is not None and before.n is not None:
        text += " " + _share(view, "share_before", before, row, wave=_lower(context.wave(start)))
    strip = None
    if share.low is not None and share.high is not None:
        low, high, at = (round(100 * v, 1) for v in (share.low, share.high, share.estimate))
        strip = Strip(low, high, at, None)
    return Finding(outcome, _label(view, wanted_label(view, outcome), wave, informant), text, "open",
                   _grain(view, share.n), row, strip)  # fmt: skip


def _score(view: View, outcome: str, informant: str | None) -> Finding | None:
    """How many moved in the wanted direction, and the mean change with its interval."""
    context = view.context
    t, numbers = context.t, context.numbers
    wave = summary_wave(view, outcome, informant, "change")
    mean = change_row(view, "change", outcome, wave, informant)
    if mean is None or mean.estimate is None:
        return None
    better = share_of(view, change_row(view, "direction_of_change", outcome, wave, informant, "improved"))
    parts = []
    if better is not None and better.n is not None and better.estimate is not None:
        parts.append(_share(view, "lower" if unwanted(view, outcome) else "higher", better, mean))
    parts.append(_mean_change(view, mean, outcome))
    reliable = share_of(view, change_row(view, "reliable_change", outcome, wave, informant, "improved"))
    if reliable is not None and reliable.events is not None and reliable.n is not None:
        parts.append(
            t("finding.reliable", events=numbers.count(reliable.events), n=numbers.count(reliable.n))
        )
    clinical = share_of(view, change_row(view, "clinical_change", outcome, wave, informant, "improved"))
    if clinical is not None and clinical.events is not None and clinical.n:
        parts.append(
            t(
                "finding.clinical",
                events=numbers.count(clinical.events),
                n=numbers.count(clinical.n),
                interval=numbers.value_interval("risk", clinical.low, clinical.high),
            )
        )
    label = _label(view, context.outcome(outcome), wave, informant)
    n = view.n(mean)
    return Finding(outcome, label, " ".join(parts), "open", _grain(view, n), mean, strip_of(mean))


def _share(view: View, key: str, share: Share, row: Row, **more: str) -> str:
    """A sentence on a share; where its events are not shown, of about how many."""
    numbers = view.context.numbers
    told = {} if share.events is None else {"events": numbers.count(share.events)}
    return view.context.t(
        f"finding.{key}" if told else f"finding.{key}_coarse",
        n=numbers.count(share.n),
        percent=numbers.percent(share.estimate, 1 if told else 0),
        level=numbers.level(row.ci_level),
        interval=numbers.value_interval("risk", share.low, share.high),
        **told,
        **more,
    )


def _hidden(view: View, outcome: str, informant: str | None) -> Finding | None:
    """What is said of an outcome that output control hid at every wave."""
    rows = view.find(outcome, "risk", "change", "mean", informant=informant, category=None)
    gone = next((row for row in reversed(rows) if suppressed(row)), None)
    if gone is None:
        return None
    return not_shown(view, gone, _label(view, view.context.outcome(outcome), gone.wave, informant))


def _mean_change(view: View, row: Row, outcome: str) -> str:
    context = view.context
    t, numbers = context.t, context.numbers
    like = max(abs(v) for v in (row.estimate, row.ci_low, row.ci_high) if v is not None)
    unit = context.unit(outcome)
    as_share = shown_as(row) == "risk_difference"
    estimate = numbers.value(shown_as(row), row.estimate, like=like)
    signed = estimate if as_share or row.estimate <= 0 else f"+{estimate}"
    limits = numbers.value_interval(shown_as(row), row.ci_low, row.ci_high, like=like)
    return t(
        "finding.change" if limits != DASH else "finding.change_only",
        estimate=signed,
        unit=f" {t('word.points')}" if as_share else f" {unit}" if unit else "",
        level=numbers.level(row.ci_level),
        interval=limits,
    )


def _grain(view: View, n: int | None) -> str:
    """What one participant more or less would change, where they are few."""
    if not n or n >= _FEW:
        return ""
    numbers = view.context.numbers
    return view.context.t("finding.grain", n=numbers.count(n), percent=numbers.percent(1 / n, 0))


def _label(view: View, label: str, wave: str | None, informant: str | None) -> str:
    context = view.context
    who = context.informant(informant)
    parts = (label, "" if who.lower() in label.lower() else who, _lower(context.wave(wave)))
    return " · ".join(part for part in parts if part)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
