"""The report of the published evidence: findings first, then everything; one file that
opens without internet."""

from __future__ import annotations

import base64
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.atomic_write import atomic_write
from voorzorg.evidence.audit import Audit
from voorzorg.evidence.figures.names import Names
from voorzorg.evidence.inventory import read_interventions
from voorzorg.evidence.verdicts import LABELS, Verdict
from voorzorg.evidence.words import say, with_marks
from voorzorg.languages import BY_CODE
from voorzorg.present.evidence.cards import CLASSES, Writer, printed_as
from voorzorg.present.evidence.figures import cost_against_evidence, forest
from voorzorg.present.evidence.words import describe
from voorzorg.present.pages import template
from voorzorg.present.words.messages import message, messages_below
from voorzorg.present.words.numbers import Numbers
from voorzorg.spreadsheet import table_as_text
from voorzorg.text import Language

if TYPE_CHECKING:
    import pandas as pd


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


def _panels(synthesis: pd.DataFrame, writer: Writer) -> list[dict[str, Any]]:
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


def _verdict_rows(verdicts: pd.DataFrame, writer: Writer) -> list[dict[str, str]]:
    language = writer.language
    rows = []
    plain = verdicts.astype(object).where(verdicts.notna(), "").to_dict("records")
    for r in sorted(plain, key=lambda r: (list(Verdict).index(Verdict(r["verdict"])), -float(r["severity"]))):
        f = writer.audit.figures[str(r["figure_id"])]
        rows.append(
            {
                "id": f.figure_id,
                "what": describe(f, language, writer.names),
                "printed": (printed_as(f, language) if f.has_value else "–")
                + (f" {writer.unit(f.unit)}" if f.unit else ""),
                "source": writer.source(f.source),
                "place": writer.names.place(f.location, language),
                "verdict": say(LABELS[Verdict(r["verdict"])], language),
                "css": CLASSES[Verdict(r["verdict"])],
                "reason": writer.say(writer.audit.reason(f)),
                "sum": writer.sum(str(r["arithmetic"])),
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
    writer = Writer(audit, folder, language)
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
