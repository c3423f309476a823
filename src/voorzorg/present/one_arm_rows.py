"""Which rows of a study without a comparison group stand for an outcome: by informant and by wave."""

from __future__ import annotations

from dataclasses import dataclass

from voorzorg.present.context import ALL_ARMS
from voorzorg.present.estimate_rows import Row, View

LEVELS = ("risk", "mean", "median")
_STILL_THERE = 0.5  # a wave at which fewer of those who began are measured is not the one to sum up by


@dataclass(frozen=True)
class Share:
    """A share with its exact interval, and of how many."""

    events: int | None
    n: int | None
    estimate: float
    low: float | None
    high: float | None


def yardstick(view: View) -> str | None:
    """The wave by which a cohort is summed up: the last at which at least half of the first wave is measured.

    None where participation is unknown or hidden; every outcome is then taken at its own last wave.
    """
    seen = {
        wave: row.estimate
        for wave in view.context.waves
        if (row := view.first("flow", "count", category="measured", wave=wave, arm=ALL_ARMS)) is not None
    }
    counts = {wave: n for wave, n in seen.items() if n is not None}
    if len(counts) < 2 or len(counts) < len(seen):
        return None
    first = next(iter(counts.values()))
    later = [wave for wave, n in list(counts.items())[1:] if n >= _STILL_THERE * first]
    return later[-1] if later else list(counts)[1]


def informants(view: View, outcome: str, *estimands: str) -> list[str | None]:
    """Who answered, the outcome's own informant first."""
    found = dict.fromkeys(row.informant for row in view.find(outcome, *(estimands or LEVELS), category=None))
    known = view.context.outcomes.get(outcome)
    own = known.informant if known else None
    return sorted(found, key=lambda name: name != own)


def summary_wave(view: View, outcome: str, informant: str | None, *estimands: str) -> str | None:
    """The cohort's yardstick where this informant has an estimate there, or else the last that has one."""
    rows = [row for row in view.find(outcome, *estimands, informant=informant) if row.estimate is not None]
    waves = [wave for wave in view.context.waves if any(row.wave == wave for row in rows)]
    at = yardstick(view)
    return at if at in waves else waves[-1] if waves else None


def level_row(view: View, outcome: str, wave: str | None, informant: str | None) -> Row | None:
    """What was seen at a wave: a share, a mean or a median, never one participant's value."""
    return view.first(outcome, *LEVELS, wave=wave, informant=informant, category=None, arm=(ALL_ARMS, None))


def change_row(view: View, estimand: str, outcome: str, wave: str | None, informant: str | None,
               category: str | None = None) -> Row | None:  # fmt: skip
    """A change since the first wave; ``category`` tells the shares apart (improved, worsened, ...)."""
    return view.first(outcome, estimand, wave=wave, informant=informant, category=category)


def share_of(view: View, row: Row | None, *, without: bool = False) -> Share | None:
    """A row of a share as such, or its complement with the limits of the same exact interval."""
    if row is None or row.estimate is None:
        return None
    n, events = view.n(row), view.events(row)
    if not without:
        return Share(events, n, row.estimate, row.ci_low, row.ci_high)
    low = None if row.ci_high is None else 1 - row.ci_high
    high = None if row.ci_low is None else 1 - row.ci_low
    left = None if events is None or n is None else n - events
    return Share(left, n, 1 - row.estimate, low, high)


def unwanted(view: View, outcome: str) -> bool:
    """True where less is better, so that the share without it is the one to tell."""
    known = view.context.outcomes.get(outcome)
    return known is not None and known.better == "lower"


def wanted_label(view: View, outcome: str) -> str:
    """``No neglect`` for what is not wanted, the outcome's own label otherwise."""
    context = view.context
    label = context.outcome(outcome)
    if not unwanted(view, outcome):
        return label
    first = label.split(" ")[0]
    return context.t("word.without", what=label[0].lower() + label[1:] if first[1:].islower() else label)


def share_text(view: View, share: Share | None, *, interval: bool = True) -> str:
    """``8/9 (88,9%; 51,8 tot 99,7%)``."""
    from voorzorg.present.words.numbers import DASH

    numbers = view.context.numbers
    if share is None:
        return DASH
    text = numbers.percent(share.estimate)
    if interval and share.low is not None and share.high is not None:
        text += f"; {numbers.value_interval('risk', share.low, share.high)}"
    if share.events is None or share.n is None:
        return text
    return f"{numbers.count(share.events)}/{numbers.count(share.n)} ({text})"


def case_number(category: str | None) -> int | None:
    """7 from ``family 7``: a participant's own row."""
    words = (category or "").split(" ")
    return int(words[1]) if len(words) == 2 and words[0] == "family" and words[1].isdigit() else None


def case_label(view: View, category: str | None) -> str:
    """``Gezin 7``; any other name as it stands."""
    number = case_number(category)
    return view.context.t("word.family_number", n=number) if number is not None else category or ""
