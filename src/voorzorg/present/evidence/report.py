"""The report of the published evidence: findings first, then everything; one file that
opens without internet."""

from __future__ import annotations

import base64
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.atomic_write import atomic_write
from voorzorg.evidence.audit import Audit, Finding
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.figures.names import Names
from voorzorg.evidence.figures.vocabulary import is_control
from voorzorg.evidence.inventory import read_interventions
from voorzorg.evidence.verdicts import LABELS, Check, Verdict, worst
from voorzorg.evidence.words import say, told, with_marks
from voorzorg.languages import BY_CODE
from voorzorg.present.evidence.figures import cost_against_evidence, forest
from voorzorg.present.evidence.naming import Naming
from voorzorg.present.evidence.pictures import Mark, arms_by_place, number_line, sizes_that_fit
from voorzorg.present.evidence.words import describe, sum_words
from voorzorg.present.pages import template
from voorzorg.present.words.messages import message, messages_below
from voorzorg.present.words.numbers import Numbers
from voorzorg.spreadsheet import table_as_text
from voorzorg.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd

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


class _Writer(Naming):
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
        printed = _printed(f, self.language) if f.has_value else statistic
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
            self.named(say(c.reason, self.language)),
            self.named(sum_words(c.arithmetic, self.language)),
            say(LABELS[c.verdict], self.language),
            CLASSES[c.verdict],
            drawn,
            caption,
        )

    def picture(self, c: Check) -> tuple[str, str]:
        """An inline picture of a check and its caption; empty where words say it faster."""
        figures = [self.audit.figures[x] for x in c.targets]
        reason = self.named(say(c.reason, self.language))
        if c.kind == "relation_common_denominator":
            stated = [self.audit.figures[x] for x in c.inputs]
            published = sorted({int(f.value) for f in stated}) or [31]
            up_to = max(24, min(40, 2 * max(published)))
            return sizes_that_fit(figures, published, reason, up_to), message(
                self.language, "evidence.fits_caption"
            )
        if c.kind == "ratio" and c.marks:
            printed = Mark(
                f"{message(self.language, 'evidence.printed')}: {_printed(figures[0], self.language)}",
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
        return arms_by_place(lines, self.language, self.named(say(c.reason, self.language)), key)

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


def _printed(f: Figure, language: Language) -> str:
    return with_marks(f.printed(), language)


def _tiles(audit: Audit, language: Language, sources: int) -> list[dict[str, str]]:
    counts, numbers = audit.counts(), Numbers(language)
    groups = [
        (len(audit.figures), "figures", ""),
        (sources, "sources", ""),
        (counts[Verdict.CONTRADICTED] + counts[Verdict.IMPOSSIBLE], "wrong", "bad"),
        (counts[Verdict.ASSUMPTION], "assumption", "doubt"),
        (counts[Verdict.EXACT] + counts[Verdict.ROUNDING], "agreeing", "good"),
        (counts[Verdict.NOT_CHECKABLE], "unchecked", "none"),
    ]
    return [
        {"value": numbers.count(n), "label": message(language, f"evidence.{key}"), "css": css}
        for n, key, css in groups
    ]


def _bar(audit: Audit, language: Language) -> list[dict[str, Any]]:
    counts = audit.counts()
    total = max(sum(counts.values()), 1)
    return [
        {"share": round(100 * n / total, 2), "n": n, "label": say(LABELS[v], language), "css": CLASSES[v]}
        for v, n in counts.items()
        if n
    ]


def _panels(synthesis: pd.DataFrame, writer: _Writer) -> list[dict[str, Any]]:
    language, numbers = writer.language, Numbers(writer.language)
    panels = []
    for _, panel in synthesis.groupby("panel", sort=False):
        plain = panel.astype(object).where(panel.notna(), None).to_dict("records")
        effects = [r for r in plain if r["effect"] != "pooled"]
        pooled = next((r for r in plain if r["effect"] == "pooled"), None)
        if pooled is not None and pooled["estimate"] is not None:
            note = (
                f"{pooled[f'label_{language}']}: {numbers.fixed(pooled['estimate'], 2)} (k = "
                f"{int(pooled['k'])})"
            )
        else:
            note = (pooled or {}).get(f"remark_{language}") or ""
        panels.append(
            {
                "title": plain[0][f"panel_{language}"],
                "picture": forest(panel, language),
                "note": note,
                "rows": [
                    {
                        "label": r[f"label_{language}"],
                        "printed": with_marks(r["printed"] or "", language),
                        "estimate": _estimate(r, numbers),
                        "conversion": r[f"conversion_{language}"] or "",
                        "assumption": writer.named(
                            "; ".join(
                                str(r[k]) for k in (f"assumption_{language}", f"remark_{language}") if r[k]
                            )
                        ),
                    }
                    for r in effects
                ],
            }
        )
    return panels


def _estimate(r: dict[Any, Any], numbers: Numbers) -> str:
    text = numbers.fixed(r["estimate"], 2)
    if r["ci_low"] is None:
        return text
    return f"{text} ({numbers.fixed(r['ci_low'], 2)} {numbers.between} {numbers.fixed(r['ci_high'], 2)})"


def _interventions(table: pd.DataFrame, language: Language, names: Names) -> list[dict[str, Any]]:
    from voorzorg.present.evidence.table import intervention_row

    rows = [{str(k): v for k, v in r.items()} for r in table.to_dict("records")]
    return [intervention_row(r, language, names) for r in rows]


def _verdict_rows(verdicts: pd.DataFrame, writer: _Writer) -> list[dict[str, str]]:
    language = writer.language
    rows = []
    plain = verdicts.astype(object).where(verdicts.notna(), "").to_dict("records")
    for r in sorted(plain, key=lambda r: (list(Verdict).index(Verdict(r["verdict"])), -float(r["severity"]))):
        f = writer.audit.figures[str(r["figure_id"])]
        rows.append(
            {
                "id": f.figure_id,
                "what": describe(f, language, writer.names),
                "printed": (_printed(f, language) if f.has_value else "–")
                + (f" {writer.unit(f.unit)}" if f.unit else ""),
                "source": writer.source(f.source),
                "place": writer.names.place(f.location, language),
                "verdict": say(LABELS[Verdict(r["verdict"])], language),
                "css": CLASSES[Verdict(r["verdict"])],
                "reason": writer.named(str(r[f"reason_{language}"])),
                "sum": writer.named(sum_words(str(r["arithmetic"]), language)),
                "study": writer.names.phrase(f.study.replace("_", " "), language),
            }
        )
    return rows


def write_evidence_report(
    audit: Audit,
    synthesis: pd.DataFrame,
    folder: str | Path,
    language: Language,
    out_file: str | Path,
) -> Path:
    """Write the report.

    Parameters
    ----------
    audit, synthesis
        As :func:`voorzorg.evidence.audit.audit` and
        :func:`voorzorg.evidence.synthesis.effects.synthesise` give them.
    folder
        Where the published figures are; names, sources and interventions are read from there.
    language
        nl or en.
    out_file
        The HTML file; written whole or not at all.
    """
    folder = Path(folder)
    writer = _Writer(audit, folder, language)
    findings = audit.findings()
    verdicts = audit.verdicts()
    table_file = folder / "interventions.csv"
    table = read_interventions(table_file) if table_file.is_file() else None
    csv = table_as_text(verdicts).to_csv(index=False, sep=BY_CODE[language].separator).encode("utf-8-sig")
    page = template("evidence.html.j2").render(
        language=language,
        t=functools.partial(message, language),
        tiles=_tiles(audit, language, len({f.source for f in audit.figures})),
        bar=_bar(audit, language),
        wrong=[writer.card(f) for f in findings if f.verdict.bad],
        doubts=[writer.card(f) for f in findings if not f.verdict.bad],
        title=message(language, "evidence.title" if writer.names.topics else "evidence.title_other"),
        panels=_panels(synthesis, writer),
        interventions=_interventions(table, language, writer.names) if table is not None else [],
        cost=cost_against_evidence(table, language) if table is not None else "",
        rows=_verdict_rows(verdicts, writer),
        labels=[say(LABELS[v], language) for v in Verdict],
        how=messages_below(language, "evidence.tests").values(),
        sources=[
            {
                "name": writer.names.phrase(s.title, language),
                "by": writer.names.phrase(s.authors, language),
                "year": s.year or "",
                "kind": writer.names.phrase(s.kind, language),
            }
            for s in writer.sources.values()
        ],
        csv="data:text/csv;charset=utf-8;base64," + base64.b64encode(csv).decode("ascii"),
    )
    path = Path(out_file)
    with atomic_write(path) as partial:
        partial.write_text(page, encoding="utf-8")
    return path
