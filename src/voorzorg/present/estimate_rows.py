"""The estimates table as plain rows that tables, figures and sentences pick from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from voorzorg.estimates.category import Spread, read_category
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import is_withheld, messages_of
from voorzorg.present.context import Context

Row = Any  # a namedtuple of the table's columns, None where empty


def typed_rows(estimates: pd.DataFrame, *, index: bool = False) -> list[Row]:
    """The table's rows, their contrasts and categories no longer text."""
    plain = estimates.astype(object).where(estimates.notna(), None)
    pairs = [None if text is None else Contrast.read(text) for text in plain["contrast"]]
    told = zip(plain["category"], plain["estimand"], plain["analysis"], strict=True)
    levels = [None if text is None else read_category(text, *where) for text, *where in told]
    plain = plain.assign(
        contrast=pd.Series(pairs, plain.index, dtype=object),
        category=pd.Series(levels, plain.index, dtype=object),
    )
    return list(plain.itertuples(index=index, name="Row"))


CURVES = ("survival_probability", "cumulative_incidence")


class View:
    """Rows of one cohort's estimates, indexed by outcome and estimand."""

    def __init__(self, estimates: pd.DataFrame, context: Context) -> None:
        self.context = context
        self.rows: list[Row] = typed_rows(estimates)
        self._index: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._outcomes: dict[str, None] = {}
        for row in self.rows:
            self._index[row.outcome, row.estimand].append(row)
            self._outcomes[row.outcome] = None

    def find(self, outcome: str, *estimands: str, **where: Any) -> list[Row]:
        """Rows of an outcome with one of the estimands whose columns equal ``where`` (a tuple: any of)."""
        rows = [row for estimand in estimands for row in self._index.get((outcome, estimand), ())]
        for name, wanted in where.items():
            allowed = wanted if isinstance(wanted, tuple) else (wanted,)
            rows = [row for row in rows if getattr(row, name) in allowed]
        return rows

    def first(self, outcome: str, *estimands: str, **where: Any) -> Row | None:
        """The first such row, in the order of ``estimands``; one with an estimate goes before one without."""
        rows = self.find(outcome, *estimands, **where)
        return next((row for row in rows if row.estimate is not None), rows[0] if rows else None)

    def over_waves(self, outcome: str, estimand: str, **where: Any) -> list[Row]:
        """Such rows with an estimate, at the study's waves, in time order."""
        order = self.context.waves
        rows = [row for row in self.find(outcome, estimand, **where) if row.estimate is not None]
        return sorted((row for row in rows if row.wave in order), key=lambda row: order.index(row.wave))

    @property
    def present(self) -> list[str]:
        """Outcome keys in the order of configuration, then any others; reserved keys are left out."""
        configured = [key for key in self.context.outcomes if key in self._outcomes]
        others = [key for key in self._outcomes if key not in self.context.outcomes and not reserved(key)]
        return configured + others

    def family_of(self, outcome: str) -> str:
        known = self.context.outcomes.get(outcome)
        if known is not None:
            return known.family
        return next((row.family for row in self.rows if row.outcome == outcome and row.family), "other")

    @property
    def families(self) -> list[str]:
        return list(dict.fromkeys(self.family_of(outcome) for outcome in self.present))

    def of_family(self, family: str) -> list[str]:
        return [outcome for outcome in self.present if self.family_of(outcome) == family]

    def waves_of(self, outcome: str, *estimands: str, **where: Any) -> list[str | None]:
        """Waves (None: no wave) of an outcome's rows, in time order."""
        seen = {row.wave for row in self.find(outcome, *estimands, **where)}
        order = [None, *self.context.waves]
        return sorted(seen, key=lambda wave: order.index(wave) if wave in order else len(order))

    @property
    def outcome_keys(self) -> list[str]:
        """Every key in the order of the table, reserved ones too."""
        return list(self._outcomes)

    @property
    def baseline_variables(self) -> list[str]:
        return [key for key in self._outcomes if key.startswith("baseline:")]

    @property
    def fidelity_measures(self) -> list[str]:
        return [key for key in self._outcomes if key.startswith("fidelity:")]

    def cluster_of(self, outcome: str) -> str | None:
        """Variable whose clusters the standard errors of an outcome must respect."""
        return self.context.manifest.cluster_of(self.context.outcomes.get(outcome))

    def allocated_clusters(self, arm: str, wave: str | None = None) -> int | None:
        """How many clusters an arm was given, or has in a wave; nothing where people were randomised."""
        state = "measured" if wave else "randomised"
        row = self.first("clusters", "count", category=state, wave=wave, arm=arm)
        return None if row is None or row.estimate is None else int(row.estimate)

    @property
    def clustered(self) -> Literal["none", "some", "all"]:
        """Of how many outcomes the standard errors must respect clusters."""
        clusters = [self.cluster_of(outcome) is not None for outcome in self.present]
        return "all" if clusters and all(clusters) else "some" if any(clusters) else "none"

    @property
    def contrasts(self) -> list[Contrast]:
        reference = self.context.reference
        return [Contrast(arm, reference) for arm in self.context.treated] if reference else []

    def n(self, row: Row, arm: str | None = None) -> int | None:
        """Participants of one arm (the row's own unless told) who contribute to a row."""
        return self._side(row, "n", arm)

    def events(self, row: Row, arm: str | None = None) -> int | None:
        return self._side(row, "events", arm)

    def _side(self, row: Row, what: str, arm: str | None) -> int | None:
        arm = arm or row.arm
        is_reference = arm is not None and arm == self.context.reference
        value = getattr(row, f"{what}_{'reference' if is_reference else 'treated'}")
        if value is None and row.arm is not None and not self.context.reference:
            value = getattr(row, f"{what}_reference")
        return value if value is None else int(value)


def reserved(outcome: str) -> bool:
    """True for keys that are no outcomes: flow, clusters, missingness, risk_factors, and such prefixes."""
    prefixes = ("baseline:", "attrition:", "fidelity:")
    return outcome in ("flow", "clusters", "missingness", "risk_factors") or outcome.startswith(prefixes)


def shown_as(row: Row) -> str:
    """The estimand in whose form a row is printed: changes and differences of shares are shares too."""
    if row.scale == "probability":
        if row.estimand in ("change", "bias"):
            return "risk_difference"
        if row.estimand == "agreement":
            return "risk"
    return "risk" if row.scale in ("share of plan", "share of visits") else str(row.estimand)


def varies_between(row: Row) -> str:
    """What a random effect varies between, where it is not the participant."""
    spread = row.category
    return spread.group if isinstance(spread, Spread) and spread.group != "participant_id" else ""


def suppressed(row: Row | None) -> bool:
    """True where output control emptied the row."""
    return row is not None and is_withheld(row.warnings_messages)


def says(row: Row, key: str) -> bool:
    """Whether one of a row's warnings is the message with this key."""
    return any(one.key == key for one in messages_of(row.warnings_messages))


def part_of(total: float | None, *counts: Row | None) -> float | None:
    """What part of a total the counts of these rows are; None where one has no count.

    Counts that output control rounded to nothing or to the whole are not said to be none or all of them.
    """
    numbers = [None if row is None else row.estimate for row in counts]
    if not total or any(number is None for number in numbers):
        return None
    part = sum(number for number in numbers if number is not None) / total
    rounded = any(row is not None and says(row, "rounded-counts") for row in counts)
    return None if rounded and part in (0, 1) else part


def made_by(row: Row, key: str) -> bool:
    """Whether the message with this key is among those that say how a row was made."""
    return any(one.key == key for one in messages_of(row.method_messages))


def remarks_of(rows: Iterable[Row], context: Context) -> list[str]:
    """Distinct warnings of rows in the reader's language, in order."""
    said = dict.fromkeys(row.warnings_messages for row in rows if row.warnings)
    return list(dict.fromkeys(text for stored in said for text in context.remarks(stored)))
