"""The findings of the checks as one self-contained page."""

from __future__ import annotations

from html import escape

from voorzorg.cohorts.checks.findings import Finding, Findings
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message, render
from voorzorg.text import Language

_TITLES = {
    "error": "errors",
    "warning": "warnings",
    "note": "remarks",
}
_TEXTS = ("check", "expected", "action")
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0 2rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d5d9de}
th{border-bottom:2px solid #1b1f24}td:nth-child(2){white-space:nowrap}code{font-size:.85em}
"""


def quality_page(manifest: Manifest, findings: Findings, language: Language = "en") -> str:
    """HTML that opens from disk; it names files, rows and columns, and no participant's value."""

    def said(key: str) -> str:
        return render(message(f"findings-page-{key}"), language)

    sections = []
    for severity, title in _TITLES.items():
        items = [f for f in findings.sorted() if f.severity == severity]
        if items:
            sections.append(f"<h2>{escape(said(title))} ({len(items)})</h2>{_table(items, language)}")
    body = "".join(sections) or f"<p>{escape(said('nothing'))}</p>"
    name = escape(f"{said('title')}: {manifest.title[language]}")
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{name}</title><style>{_STYLE}</style>'
        f"<h1>{name}</h1>{body}</html>\n"
    )


def _table(items: list[Finding], language: Language) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(f.file)}</code></td><td>{escape(f.row)}</td><td><code>{escape(f.column)}</code>"
        f"</td>{''.join(f'<td>{escape(f.told(name, language))}</td>' for name in _TEXTS)}</tr>"
        for f in items
    )
    names = ("file", "row", "column", "problem", "expected", "action")
    heads = "".join(f"<th>{escape(render(message(f'findings-heading-{name}'), language))}" for name in names)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
