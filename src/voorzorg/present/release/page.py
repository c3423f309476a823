"""The checker's page: each output, the rule, the status and the reason, as reviewers read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from voorzorg.present.release.checks import Line
from voorzorg.present.release.differencing import Difference

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}"
    "table{border-collapse:collapse;width:100%;margin:.6rem 0 2rem}"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}"
    "th{border-bottom:2px solid #444}.refused{color:#9c1c00}"
)


def checkers_page(
    title: str,
    facts: Mapping[str, Any],
    files: Mapping[str, str],
    refused: Sequence[Line],
    lines: Sequence[Line],
    compared: Sequence[tuple[int, Sequence[Difference]]],
) -> str:
    """One HTML page without scripts; it is for the checker and stays inside."""
    status = "refused" if refused else "ready to be checked"
    counts = Counter(line.status for line in lines for _ in range(line.rows))
    parts = [
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>",
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
        f"<p><strong class='{status.split()[0]}'>{status}</strong>. It is for whoever checks the output; "
        "this page stays inside.</p>",
        _table(("", ""), [(key, str(value)) for key, value in facts.items()]),
        "<h2>Refused</h2>" + _lines(refused) if refused else "",
        "<h2>Compared with earlier releases</h2>",
        *(_compared(number, found) for number, found in compared),
        "" if compared else "<p>This is the first release.</p>",
        "<h2>Files</h2><p>All are made from the controlled estimates alone.</p>",
        _table(("output", "type"), list(files.items())),
        f"<h2>Estimates by rule</h2><p>{', '.join(f'{n} rows {name}' for name, n in counts.items())}</p>",
        _lines(lines),
        "</body></html>",
    ]
    return "\n".join(parts)


def _compared(number: int, found: Sequence[Difference]) -> str:
    if not found:
        return f"<p>Release {number}: nothing that differs by a few participants.</p>"
    words = {
        "exact": "an exact number moved by a few participants",
        "step": "a rounded number moved by a step: at most so many participants, perhaps one",
        "shown": "hidden then, shown now",
        "hidden": "shown then, hidden now",
    }
    rows = [
        (words[d.kind], d.outcome, d.wave, d.arm, d.estimand, d.number, _number(d.difference)) for d in found
    ]
    head = ("what differencing tells", "outcome", "wave", "arm", "estimand", "number", "by")
    return f"<h3>Release {number}: {len(found)} quantities</h3>" + _table(head, rows)


def _lines(lines: Sequence[Line]) -> str:
    rows = [(line.output, line.rule, line.status, str(line.rows), line.reason) for line in lines]
    return _table(("output", "rule", "status", "rows", "reason"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
