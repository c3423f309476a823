"""A finding of the audit as a card: what is printed where, what does not follow, a picture of the sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voorzorg.evidence.audit import Finding
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.figures.vocabulary import is_control
from voorzorg.evidence.verdicts import LABELS, Check, Verdict, worst
from voorzorg.evidence.words import say, told, with_marks
from voorzorg.present.evidence.naming import Naming
from voorzorg.present.evidence.pictures import Mark, arms_by_place, number_line, sizes_that_fit
from voorzorg.present.evidence.words import describe
from voorzorg.present.words.messages import message, messages_below
from voorzorg.text import Language, Text

if TYPE_CHECKING:
    pass

#: css class of a verdict
CLASSES = {
    Verdict.IMPOSSIBLE: "bad",
    Verdict.CONTRADICTED: "bad",
    Verdict.ASSUMPTION: "doubt",
    Verdict.ROUNDING: "good",
    Verdict.EXACT: "good",
    Verdict.NOT_CHECKABLE: "none",
}


@dataclass(frozen=True)
class Row:
    """One figure in a finding's table."""

    what: str
    printed: str
    source: str
    place: str
    verdict: str
    css: str


@dataclass(frozen=True)
class Item:
    """A check as the report shows it."""

    reason: str
    arithmetic: str
    label: str
    css: str
    picture: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Card:
    """A finding: what is the matter, its sources side by side, and further checks about the same matter."""

    key: str
    title: str
    label: str
    css: str
    main: Item
    rows: list[Row]
    more: list[Item]


class Writer(Naming):
    def title(self, topic: str) -> str:
        """A matter's name: given, or made from study and outcome."""
        found: Text | None = self.names.topics.get(topic)
        if found is not None:
            return found[self.language]
        study, _, outcome = topic.partition(":")
        named = self.names.phrase(study.replace("_", " "), self.language)
        if outcome == "denominators":  # a matter of the audit's own, not an outcome of the study
            return f"{say(told('topic-denominators'), self.language)} ({named})"
        return f"{self.names.outcome(outcome, self.language).capitalize()} ({named})"

    def row(self, f: Figure) -> Row:
        """A figure in a finding's table, with its own verdict."""
        decisive = worst(self.audit.of(f.figure_id))
        verdict = decisive.verdict if decisive else Verdict.NOT_CHECKABLE
        statistic = messages_below(self.language, "evidence.statistic").get(f.statistic, "")
        printed = printed_as(f, self.language) if f.has_value else statistic
        if f.unit and f.has_value and f.statistic != "percentage":
            printed += f" {self.unit(f.unit)}"
        return Row(
            describe(f, self.language, self.names),
            printed,
            self.source(f.source),
            self.names.place(f.location, self.language),
            say(LABELS[verdict], self.language),
            CLASSES[verdict],
        )

    def item(self, c: Check, *, picture: bool = False) -> Item:
        """A check, with its picture where it has one."""
        drawn, caption = self.picture(c) if picture else ("", "")
        return Item(
            self.say(c.reason),
            self.sum(c.arithmetic),
            say(LABELS[c.verdict], self.language),
            CLASSES[c.verdict],
            drawn,
            caption,
        )

    def picture(self, c: Check) -> tuple[str, str]:
        """An inline picture of a check and its caption; empty where words say it faster."""
        figures = [self.audit.figures[x] for x in c.targets]
        reason = self.say(c.reason)
        if c.kind == "relation_common_denominator":
            stated = [self.audit.figures[x] for x in c.inputs]
            published = sorted({int(f.value) for f in stated}) or [31]
            up_to = max(24, min(40, 2 * max(published)))
            return sizes_that_fit(figures, published, reason, up_to), message(
                self.language, "evidence.fits_caption"
            )
        if c.kind == "ratio" and c.marks:
            printed = Mark(
                f"{message(self.language, 'evidence.printed')}: {printed_as(figures[0], self.language)}",
                figures[0].value,
                figures[0].value,
                "printed",
            )
            ranges = [
                Mark(_clip(say(label, self.language).split(":")[0]), low, high, "good" if i else "range")
                for i, (label, low, high) in enumerate(c.marks)
            ]
            return number_line([printed, *ranges], self.language, reason), ""
        if c.kind in ("same_quantity", "swapped_arms", "shared_value"):
            return self.places(c), ""
        return "", ""

    def places(self, c: Check) -> str:
        """Every place that prints the quantity, control and treated on one line."""
        stems = {_stem(self.audit.figures[x]) for x in c.figures}
        rows: dict[tuple[str, str], list[Figure]] = {}
        for f in self.audit.figures:
            if f.has_value and f.statistic in ("percentage", "mean", "count", "euro") and _stem(f) in stems:
                rows.setdefault((f.source, f.section), []).append(f)
        if len(rows) < 2 or sum(len(r) for r in rows.values()) < 3:
            return ""
        lines = [
            (
                _clip(f"{self.source(source)}, {self.names.place(section, self.language)}"),
                [(f.value, is_control(f.arm)) for f in figures],
            )
            for (source, section), figures in rows.items()
        ]
        key = message(self.language, "evidence.arms_key")
        return arms_by_place(lines, self.language, self.say(c.reason), key)

    def beside(self, c: Check) -> list[str]:
        """Figures to show beside a check: its own, and what other sources print for its targets."""
        quantities = {self.audit.figures[x].quantity for x in c.targets}
        versions = [f.figure_id for f in self.audit.figures if f.quantity in quantities and f.has_value]
        about = {(f.study, f.outcome, f.wave) for f in (self.audit.figures[x] for x in c.targets)}
        sources = {self.audit.figures[x].source for x in c.targets}
        others = [
            f.figure_id
            for f in self.audit.figures
            if (f.study, f.outcome, f.wave) in about and f.source not in sources and f.has_value
        ]
        shown: dict[tuple[str, str, str], str] = {}
        for x in (*c.figures, *versions, *others):
            f = self.audit.figures[x]
            # what a source prints twice is shown once, unless that is what the check is about
            shown.setdefault((f.source, f.quantity, x if x in c.figures else f.printed()), x)
        first = {
            (self.audit.figures[x].source, self.audit.figures[x].quantity, self.audit.figures[x].printed())
            for x in c.figures
        }
        return [x for key, x in shown.items() if x in c.figures or key not in first][:10]

    def card(self, finding: Finding) -> Card:
        """A finding with the figures of its worst checks side by side."""
        first = finding.checks[0]
        shown = self.beside(first)
        more = [self.item(c, picture=i < 2) for i, c in enumerate(finding.checks[1:])]
        return Card(
            finding.topic.replace(":", "-"),
            self.title(finding.topic),
            say(LABELS[finding.verdict], self.language),
            CLASSES[finding.verdict],
            self.item(first, picture=True),
            [self.row(self.audit.figures[x]) for x in shown],
            more,
        )


def _stem(f: Figure) -> str:
    """A quantity without its arm."""
    return f"{f.study}:{f.quantity.removesuffix(f'_{f.arm}')}"


def _clip(text: str, width: int = 44) -> str:
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"


def printed_as(f: Figure, language: Language) -> str:
    """What was printed, with the page's decimal sign."""
    return with_marks(f.printed(), language)
