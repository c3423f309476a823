"""The findings of the checks as one self-contained page."""

from __future__ import annotations

from html import escape

from voorzorg.cohorts.checks.findings import Finding, Findings
from voorzorg.cohorts.manifest.model import Manifest

_TITLES = {
    "error": "Problems: these stop a run",
    "warning": "Warnings: the run goes on",
    "note": "Remarks",
}
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0 2rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d5d9de}
th{border-bottom:2px solid #1b1f24}td:nth-child(2){white-space:nowrap}code{font-size:.85em}
"""


def quality_page(manifest: Manifest, findings: Findings) -> str:
    """HTML that opens from disk; it names files, rows and columns, and no participant's value."""
    sections = []
    for severity, title in _TITLES.items():
        items = [f for f in findings.sorted() if f.severity == severity]
        if items:
            sections.append(f"<h2>{title} ({len(items)})</h2>{_table(items)}")
    body = "".join(sections) or "<p>Nothing was found: the files are as the manifest says.</p>"
    name = escape(manifest.title.en)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>Data quality: {name}</title><style>{_STYLE}</style>'
        f"<h1>Data quality: {name}</h1>{body}</html>\n"
    )


def _table(items: list[Finding]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(f.file)}</code></td><td>{escape(f.row)}</td><td><code>{escape(f.column)}</code>"
        f"</td><td>{escape(f.check)}</td><td>{escape(f.expected)}</td><td>{escape(f.action)}</td></tr>"
        for f in items
    )
    return (
        "<table><thead><tr><th>File<th>Row<th>Column<th>What<th>Expected<th>What to do</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
