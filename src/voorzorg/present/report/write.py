"""Assemble the report and write it whole or not at all."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.atomic_write import atomic_write
from voorzorg.languages import BY_CODE, CODES
from voorzorg.present.context import Context
from voorzorg.present.disclosure import coarse_dictionary
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.fonts import style_of
from voorzorg.present.pages import template
from voorzorg.present.report.comparison import comparison_rows
from voorzorg.present.report.long_table import DOWNLOADED, packed
from voorzorg.present.report.operating import operating
from voorzorg.present.report.quality import quality_of
from voorzorg.present.report.sections import build_sections
from voorzorg.present.tables import ALL_IN_ONE
from voorzorg.present.words.adjustment import how_many, not_adjusted
from voorzorg.present.words.findings import FamilyFindings, facts, family_findings
from voorzorg.present.words.findings_one_arm import one_arm_findings
from voorzorg.present.words.headline import headline

_TERMS = ("interval", "p", "holm", "risk_difference", "odds_ratio", "conditional", "missing", "rmst")
_TERMS_ONE_ARM = ("interval", "p", "no_effect", "improved", "reliable", "agreement", "effect_size", "missing")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_report(
    estimates: pd.DataFrame,
    context: Context,
    figures_dir: str | Path,
    tables_dir: str | Path,
    out_file: str | Path,
) -> Path:
    """One self-contained HTML file from the estimates, with the figures already drawn in ``figures_dir``.

    Parameters
    ----------
    estimates : the cohort's estimates table; for real data after :func:`voorzorg.present.disclosure.
        apply_disclosure`.
    figures_dir, tables_dir : folders that ``write_figures`` and ``write_tables`` filled; a missing file only
        leaves out what it would have shown.
    """
    view = View(estimates, context)
    findings = _findings(view)
    page = template("report.html.j2").render(
        context=context,
        t=context.t,
        word=context.word,
        numbers=context.numbers,
        facts=facts(view),
        headlines=[line for c in view.contrasts if (line := headline(view, c)) is not None],
        findings=findings,
        strips=any(one.strip for _, families in findings for family in families for one in family.findings),
        clustered=view.clustered,
        adjusted=how_many(view),
        others=not_adjusted(view),
        terms=_TERMS if context.reference else _TERMS_ONE_ARM,
        sections=build_sections(view, Path(figures_dir)),
        quality=quality_of(view),
        operating=operating(context),
        rows=packed(view),
        labels=_labels(context),
        dictionary=_records(_dictionary(context)),
        comparison=comparison_rows(view),
        provenance=flatten(_of_cohort(context), _INSIDE if context.controlled else ("inputs",)),
        inputs=[] if context.controlled else _inputs(context.provenance),
        print_face=style_of(frozenset({400, 600})),
        word_file=_embedded(Path(tables_dir) / ALL_IN_ONE, _WORD),
        level=context.numbers.level(_level(view)),
    )
    path = Path(out_file)
    with atomic_write(path) as partial:
        partial.write_text(page, encoding="utf-8")
    return path


def _findings(view: View) -> list[tuple[str, list[FamilyFindings]]]:
    """Per contrast, or under no name for a study without a comparison group; empty where there are none."""
    if view.contrasts:
        return [(view.context.contrast(c), family_findings(view, c)) for c in view.contrasts]
    found = one_arm_findings(view)
    return [("", found)] if found else []


def _level(view: View) -> float:
    return next((row.ci_level for row in view.rows if row.ci_level is not None), 0.95)


def _labels(context: Context) -> dict[str, Any]:
    """Words that the page's script needs."""
    names = ("rows", "of", "all", "page")
    details = {name: context.t(f"long.{name}") for name in ("method", "missing", "remark", "more")}
    return (
        {name: context.t(f"script.{name}") for name in names}
        | details
        | {
            "decimal": context.numbers.decimal,
            "cohort": context.manifest.name,
            "delimiter": BY_CODE[context.language].separator,
            "synthetic": context.t("banner.short") if context.synthetic else "",
            "below": context.numbers.p_value(0.0),
            "above": context.numbers.p_value(1.0),
            "columns": {name: context.t(f"download.{name}") for name in DOWNLOADED},
        }
    )


def _embedded(path: Path, kind: str) -> str:
    if not path.exists():
        return ""
    return f"data:{kind};base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def _dictionary(context: Context) -> pd.DataFrame:
    """The data dictionary without the columns of the other language, and within the limits."""
    others = tuple(f"_{code}" for code in CODES if code != context.language)
    table = context.dictionary[[name for name in context.dictionary if not str(name).endswith(others)]]
    return coarse_dictionary(table, context.minimum_cell) if context.controlled else table


def _records(table: pd.DataFrame) -> list[dict[str, str]]:
    """Rows as texts, columns without any content left out."""
    if table.empty:
        return []
    plain = table.astype(object).where(table.notna(), "").astype(str)
    used = [str(name) for name in plain if (plain[name] != "").any()]
    return [dict(zip(used, row, strict=True)) for row in plain[used].itertuples(index=False, name=None)]


#: Of real data stays inside: a checksum of a small file tells whether a guess of it is right.
_INSIDE = ("inputs", "fingerprint")


def _inputs(provenance: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Input files with their checksums."""
    inputs: Mapping[str, str] = provenance.get("inputs", {})
    return [(name, value) for name, value in inputs.items() if not name.startswith(".")]


def _of_cohort(context: Context) -> dict[str, Any]:
    """The record without settings of other cohorts and outcomes that this one did not take over."""
    record = dict(context.provenance)
    settings = record.get("configuration")
    manifest = context.manifest
    if not isinstance(settings, Mapping):
        return record
    taken = settings.get("outcomes", {})
    if manifest.catalogue != "all":
        taken = {key: outcome for key, outcome in taken.items() if key in manifest.catalogue}
    own = {**settings, "outcomes": taken}
    cohorts = settings.get("cohorts", {})
    own["cohorts"] = {key: run for key, run in cohorts.items() if key == manifest.name}
    if not manifest.catalogue:
        own.pop("economics", None)
        analysis = settings.get("analysis", {})
        own["analysis"] = {key: value for key, value in analysis.items() if key != "adjust"}
    record["configuration"] = own
    return record


def flatten(
    record: Mapping[str, Any], skip: tuple[str, ...] = ("inputs",)
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The record as groups of (name, value) pairs: top-level values first, then a group per mapping."""
    plain = [
        (str(k), str(v)) for k, v in record.items() if not isinstance(v, Mapping | list) and k not in skip
    ]
    groups = [("", plain)] if plain else []
    for name, value in record.items():
        if name in skip:
            continue
        if isinstance(value, Mapping):
            groups.append((str(name), _leaves(value, "")))
        elif isinstance(value, list):
            groups.append((str(name), [("", ", ".join(map(str, value)))]))
    return groups


def _leaves(node: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found = []
    for key, value in node.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found += _leaves(value, f"{name}.")
        else:
            found.append(
                (name, ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
            )
    return found
