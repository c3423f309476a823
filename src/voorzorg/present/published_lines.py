"""Published figures that the manifest names, each with the estimate that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voorzorg.cohorts.manifest.links import PublishedLine
from voorzorg.present.estimate_rows import Row, View, suppressed
from voorzorg.present.one_arm_rows import change_row, level_row, share_of, wanted_label
from voorzorg.present.words.numbers import is_missing


@dataclass(frozen=True)
class Pair:
    """A published value and ours. ``estimand`` is risk (both are shares), mean or count."""

    line: PublishedLine
    label: str
    estimand: str
    published: float | None
    estimate: float | None
    low: float | None
    high: float | None
    n: int | None
    events: int | None
    suppressed: bool

    @property
    def inside(self) -> bool | None:
        """Whether the published value lies in our interval; None where one of them is lacking."""
        if self.published is None or self.low is None or self.high is None:
            return None
        slack = 0.005 if self.estimand == "risk" else 0.05  # the publication rounds
        return self.low - slack <= self.published <= self.high + slack


def published_pairs(view: View) -> Iterator[Pair]:
    """A pair per line of the manifest's ``published: lines:`` that the comparison or the estimates know."""
    reference = view.context.manifest.published
    for line in reference.lines if reference else ():
        value = _published(view, line)
        row = _row(view, line)
        if value is None and row is None:
            continue
        yield _pair(view, line, value, row)


def _pair(view: View, line: PublishedLine, value: float | None, row: Row | None) -> Pair:
    hidden = suppressed(row)
    estimand, estimate, low, high = "mean", None, None, None
    n = events = None
    if line.quantity == "measured":
        estimand, estimate = "count", None if row is None else row.estimate
    elif row is not None and row.estimand != "mean":
        share = share_of(view, row, without=line.quantity == "without")
        estimand = "risk"
        if share is not None:
            estimate, low, high, n, events = share.estimate, share.low, share.high, share.n, share.events
    elif row is not None:
        estimate, low, high = row.estimate, row.ci_low, row.ci_high
        n = view.n(row) if row.n_treated is not None or row.n_reference is None else int(row.n_reference)
    if estimand == "risk" and value is not None:
        value = value / 100
    return Pair(line, _label(view, line), estimand, value, estimate, low, high, n, events, hidden)


def _row(view: View, line: PublishedLine) -> Row | None:
    known = view.context.outcomes.get(line.outcome)
    informant = line.informant or (known.informant if known else None)
    if line.quantity == "measured":
        return view.first("flow", "count", category="measured", wave=line.wave)
    if line.quantity == "leavers":
        return view.first(line.outcome, "risk", "mean", arm="leavers", wave=line.wave)
    if line.quantity == "improved":
        return change_row(view, "direction_of_change", line.outcome, line.wave, informant, "improved")
    if line.quantity == "clinical_improved":
        return change_row(view, "clinical_change", line.outcome, line.wave, informant, "improved")
    if line.outcome.startswith("baseline:"):
        return view.first(line.outcome, "risk", "mean")
    return level_row(view, line.outcome, line.wave, informant)


def _published(view: View, line: PublishedLine) -> float | None:
    """The value as published (shares in percent), from the comparison."""
    table = view.context.comparison
    if table.empty or not {"outcome", "wave", "published"} <= set(table.columns):
        return None
    wave = table["wave"].astype(object).where(table["wave"].notna(), "")
    found = table[table["outcome"].eq(line.figure) & wave.eq(line.at or "")]
    if found.empty or is_missing(found.iloc[0]["published"]):
        return None
    return float(found.iloc[0]["published"])


def _label(view: View, line: PublishedLine) -> str:
    """What the line is about, in words."""
    context = view.context
    if line.quantity == "measured":
        return context.t("key_figures.measured")
    label = wanted_label(view, line.outcome) if line.quantity == "without" else context.outcome(line.outcome)
    if line.quantity == "leavers":
        return context.t("key_figures.leavers", what=label)
    if line.quantity in ("improved", "clinical_improved"):
        return context.t(f"key_figures.{line.quantity}", what=label)
    return label
