"""INSPECT-SR and TRACT as a page: what the audit can say is filled in, the answers are left to a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.atomic_write import atomic_write
from voorzorg.evidence.baseline_table import baseline_tables
from voorzorg.evidence.checks.registry import kinds_about
from voorzorg.evidence.verdicts import LABELS, Check, Verdict
from voorzorg.evidence.words import number, say, told, with_marks
from voorzorg.messages import message
from voorzorg.present.evidence.naming import Naming
from voorzorg.present.evidence.words import arm_words
from voorzorg.present.pages import template

if TYPE_CHECKING:
    from voorzorg.evidence.audit import Audit
    from voorzorg.text import Language

#: tool -> number of questions per domain
TOOLS: dict[str, tuple[int, ...]] = {"inspect": (3, 5, 2, 11), "tract": (3, 3, 2, 2, 2, 4, 3)}
#: question -> what the audit looks at for it
FILLED: dict[tuple[str, str], tuple[str, ...]] = {
    ("inspect", "2.4"): ("periods",),
    ("inspect", "4.2"): ("sizes",),
    ("inspect", "4.3"): ("baseline",),
    ("inspect", "4.4"): ("versions",),
    ("inspect", "4.5"): ("losses",),
    ("inspect", "4.6"): ("numbers",),
    ("inspect", "4.8"): ("whole",),
    ("inspect", "4.9"): ("tests",),
    ("inspect", "4.10"): ("other",),
    ("inspect", "4.11"): ("sources",),
    ("tract", "4.1"): ("periods",),
    ("tract", "5.1"): ("losses",),
    ("tract", "5.2"): ("losses",),
    ("tract", "6.1"): ("baseline",),
    ("tract", "6.3"): ("baseline",),
    ("tract", "7.2"): (
        "other",
        "tests",
        "whole",
        "versions",
        "numbers",
    ),
}
#: questions whose meaning was not held against the instrument's own text, and that are marked on the page;
#: those of INSPECT-SR all were, against its published guidance
UNCONFIRMED: dict[str, frozenset[str]] = {
    "inspect": frozenset(),
    "tract": frozenset(["3.2", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "6.3", "6.4", "7.1", "7.2", "7.3"]),
}
#: most findings that are listed under one question
MOST = 12


@dataclass(frozen=True)
class Question:
    """One question: its number, its words, what the audit says, or why it says nothing, and a mark where our
    words were not held against those of the instrument.
    """

    number: str
    words: str
    found: tuple[tuple[str, str], ...]
    note: str
    unconfirmed: str


@dataclass(frozen=True)
class Domain:
    """Questions that are judged together."""

    key: str
    title: str
    questions: tuple[Question, ...]


def domains(audit: Audit, tool: str, language: Language, folder: Path | None = None) -> list[Domain]:
    """The domains of a tool with everything that the audit can fill in; ``folder`` may name figures."""
    naming = Naming(audit, folder, language)
    made = []
    for i, count in enumerate(TOOLS[tool], start=1):
        questions = tuple(_question(naming, tool, f"{i}.{j}") for j in range(1, count + 1))
        made.append(Domain(f"{tool}-{i}", say(told(f"{tool}-domain-{i}"), language), questions))
    return made


def _question(naming: Naming, tool: str, key: str) -> Question:
    audit, language = naming.audit, naming.language
    words = say(told(f"{tool}-{key.replace('.', '-')}"), language)
    mark = say(told("checklist-unconfirmed"), language) if key in UNCONFIRMED[tool] else ""
    topics = FILLED.get((tool, key))
    if topics is None:
        return Question(key, words, (), say(told("checklist-person"), language), mark)
    plain = [line for topic in topics for line in _facts(naming, topic)]
    kinds = kinds_about(*topics)
    looked = [c for c in audit.checks if c.kind in kinds]
    wrong = sorted((c for c in looked if _counts(c)), key=lambda c: (-c.verdict.bad, -c.severity, c.key))[
        :MOST
    ]
    found = [("", line) for line in plain]
    found += [(_class(c), _line(c, naming)) for c in wrong]
    if found:
        return Question(key, words, tuple(found), "", mark)
    seen = len({x for c in looked for x in c.targets})
    if not seen:
        return Question(key, words, (), say(told("checklist-unseen"), language), mark)
    figures = message("evidence-checklist-figures", n=seen)
    return Question(key, words, (), say(told("checklist-nothing", n=figures), language), mark)


def _counts(c: Check) -> bool:
    from voorzorg.evidence.audit import FINDING_FROM

    return c.verdict.bad or (c.verdict is Verdict.ASSUMPTION and c.severity >= FINDING_FROM)


def _line(c: Check, naming: Naming) -> str:
    named = "; ".join(naming.figure(x) for x in c.targets[:3]) + (" …" if len(c.targets) > 3 else "")
    reason = naming.say(c.reason)
    return f"{say(LABELS[c.verdict], naming.language)}: {reason} ({named})"


def _class(c: Check) -> str:
    return "bad" if c.verdict.bad else "doubt"


def _facts(naming: Naming, topic: str) -> list[str]:
    """What is printed that a person needs for a question, without any judgement."""
    audit, language = naming.audit, naming.language
    sizes = [f for f in audit.figures if f.statistic == "n" and f.has_value and f.arm not in ("contrast", "")]
    if topic == "sizes":
        shown = [f"{arm_words(f.arm, language)} {f.text}" for f in sizes if f.arm != "all"][:12]
        return [say(told("checklist-sizes", sizes=", ".join(shown)), language)] if shown else []
    if topic == "losses":
        return _losses(naming)
    if topic != "baseline":
        return []
    lines = []
    for table in baseline_tables(audit.figures, draws=4000):
        values = ", ".join(
            f"{naming.names.outcome(v.outcome, language)} {number(round(v.likeness, 3))}"
            for v in table.variables
        )
        values = with_marks(values, language)
        n = len(table.variables)
        lines.append(say(told("checklist-baseline", n=str(n), values=values), language))
    return lines


def _losses(naming: Naming) -> list[str]:
    audit, language = naming.audit, naming.language
    first: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for f in audit.figures:
        if f.arm in ("contrast", ""):
            continue
        key = (f.study, f.arm)
        if f.statistic == "n" and f.has_value:
            first[key] = max(first.get(key, 0), int(f.value))
        if f.n and f.n_basis != "randomised":
            last[key] = min(last.get(key, f.n), f.n)
    lines = []
    for key in list(first)[:8]:
        if key in last:
            study, arm = key[0].replace("_", " "), arm_words(key[1], language)
            words = {
                "arm": f"{naming.names.phrase(study, language)} {arm}".strip(),
                "first": str(first[key]),
                "last": str(last[key]),
            }
            lines.append(say(told("checklist-losses", **words), language))
    return lines


def write_checklist(
    audit: Audit, language: Language, out_file: str | Path, folder: Path | None = None
) -> Path:
    """Write the page; it is one file that opens without internet. ``folder`` may name figures and sources."""

    def t(key: str) -> str:
        return say(told(f"checklist-{key}"), language)

    page = template("evidence_checklist.html.j2").render(
        language=language,
        t=t,
        tools=[
            (
                "INSPECT-SR",
                domains(audit, "inspect", language, folder),
                ("yes", "no", "unclear", "na"),
                "serious",
            ),
            ("TRACT", domains(audit, "tract", language, folder), ("none", "some", "major"), "major"),
        ],
    )
    with atomic_write(Path(out_file)) as partial:
        partial.write_text(page, encoding="utf-8")
    return Path(out_file)
