"""Scores of instruments, derived variables, first waves and rules, on the assembled tables."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import InstrumentUse
from voorzorg.cohorts.manifest.expressions import ExpressionError, evaluate, names_in, texts_in
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import code, folded
from voorzorg.instruments.model import Instrument
from voorzorg.instruments.score import item_columns, score


def item_names(manifest: Manifest, keys: dict[str, Instrument]) -> frozenset[str]:
    """Variables that are items of the manifest's instruments; they need no description of their own."""
    names: set[str] = set()
    for use in manifest.instruments:
        if use.key in keys:
            names |= set(item_columns(keys[use.key], use.items, use.prefix).values())
            names |= {name for n in names if (name := unpadded(n))}
    return frozenset(names)


def unpadded(name: str) -> str:
    """``cts2_07`` -> ``cts2_7``: exports do not always pad numbers."""
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :]
    return f"{stem}{int(digits)}" if digits else name


def add_scores(
    table: pd.DataFrame, where: str, manifest: Manifest, keys: dict[str, Instrument], findings: Findings
) -> None:
    """Add, in place, every scale of every instrument of this table (``participants`` or ``waves``)."""
    for use in manifest.instruments:
        if use.table == where and use.key in keys:
            _add_one(table, use, keys[use.key], findings)


def _add_one(table: pd.DataFrame, use: InstrumentUse, key: Instrument, findings: Findings) -> None:
    renamed = {unpadded(str(c)): str(c) for c in table.columns}
    wanted = item_columns(key, use.items, use.prefix)
    columns = {
        item: column if column in table else renamed.get(unpadded(column), column)
        for item, column in wanted.items()
    }
    present = {item: column for item, column in columns.items() if column in table}
    if not present:
        findings.error(
            f"instrument '{use.key}': none of its items is mapped",
            expected=f"variables such as {', '.join(list(wanted.values())[:3])}",
            action="map the items in 'columns' of the wave files, or name them under 'items' or 'prefix'",
        )
        return
    result = score(table, key, present, name=use.name)
    for item, out in result.out_of_range.items():
        findings.error(
            f"instrument '{use.key}': impossible answer",
            column=present[item],
            expected=f"answers as the scoring key has them: {key.answers}",
            action="declare codes for missing under 'missing', or decode the answers under 'values'",
            count=int(out.sum()),
        )
    for scale, values in result.scores.items():
        if scale in table:
            findings.warning(
                f"'{scale}' is both in the files and scored from items",
                column=scale,
                expected="one of the two",
                action="nothing: the files' value is used where the score is missing",
            )
            values = values.fillna(table[scale].astype(values.dtype))
        table[scale] = values
    lacking = [item for item in wanted if item not in present and item in result.needed_but_absent]
    if lacking:
        findings.warning(
            f"instrument '{use.key}': items without a column",
            expected=", ".join(lacking[:8]) + (" …" if len(lacking) > 8 else ""),
            action="scales that cannot do without them are missing; map them if they were asked",
            count=len(lacking),
        )


def add_derived(
    table: pd.DataFrame,
    where: str,
    manifest: Manifest,
    findings: Findings,
    people: pd.DataFrame | None = None,
) -> None:
    """Add, in place, the derived variables of this table, each after those it uses.

    Variables of participants may be used in ``waves`` too.
    """
    waiting = {name: d for name, d in manifest.derived.items() if d.table == where}
    while waiting:
        ready = [n for n, d in waiting.items() if not _safe_names(d.expression) & (set(waiting) - {n})]
        for name in ready or list(waiting):
            derived = waiting.pop(name)
            values = _evaluate(f"derived '{name}'", derived.expression, table, people, findings)
            if values is None:
                continue
            kind = "Float64" if derived.type == "number" else "Int64"
            if kind == "Int64" and values.dtype == "Float64":
                values = values.round()
            table[name] = values.astype("Float64" if kind == "Float64" else "Int64")


def add_first_wave(people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Add, in place, the first wave at or after entry, for late starters."""
    if manifest.entry is None:
        return
    if manifest.entry not in people:
        findings.error(
            f"no variable '{manifest.entry}' to tell late starters by",
            expected="a participant variable in weeks from birth",
            action="map it in a participants file, or take 'entry' out of the manifest",
        )
        return
    entry = people[manifest.entry].astype("Float64")
    first = pd.Series(pd.NA, index=people.index, dtype="string")
    for wave in sorted((w for w in manifest.waves if w.weeks is not None), key=lambda w: -(w.weeks or 0.0)):
        # An interview a little before the planned moment is still that wave's.
        first = first.mask((entry <= (wave.weeks or 0.0) + 2).fillna(False), wave.key)
    people["first_wave"] = first.fillna(manifest.waves[0].key) if manifest.waves else first


def without_excluded(people: pd.DataFrame, manifest: Manifest, findings: Findings) -> pd.DataFrame:
    """The participants whom no exclusion of the manifest names; a note tells how many each one took."""
    out = pd.Series(False, index=people.index)
    for key, exclusion in manifest.exclude.items():
        values = _evaluate(f"exclusion '{key}'", exclusion.expression, people, None, findings)
        if values is None:
            continue
        hit = (values if values.dtype == "boolean" else values != 0).fillna(False).astype(bool)
        out |= hit
        findings.note(
            f"excluded: {exclusion.label.en}",
            column=key,
            expected=exclusion.expression,
            action="nothing: the manifest asks for it; nobody excluded is in any table",
            count=int(hit.sum()),
        )
    if len(people) and out.all():
        findings.error(
            "everybody is excluded",
            expected="participants who are left",
            action="correct 'exclude' in the manifest: an expression says who does not belong",
        )
    return people[~out]


def check_rules(
    table: pd.DataFrame,
    where: str,
    manifest: Manifest,
    findings: Findings,
    people: pd.DataFrame | None = None,
) -> None:
    """Rows that break a rule; what is unknown breaks none."""
    for key, rule in manifest.rules.items():
        if rule.table != where:
            continue
        values = _evaluate(f"rule '{key}'", rule.expression, table, people, findings)
        if values is None:
            continue
        if values.dtype != "boolean":
            values = values != 0
        broken = (~values.fillna(True)).sum()
        if broken:
            findings.add(
                rule.severity,
                f"rule '{key}' is broken: {rule.label.en}",
                expected=rule.expression,
                action=rule.action,
                count=int(broken),
            )


def _safe_names(expression: str) -> set[str]:
    try:
        return names_in(expression)
    except ExpressionError:
        return set()


def _evaluate(
    what: str, expression: str, table: pd.DataFrame, people: pd.DataFrame | None, findings: Findings
) -> pd.Series | None:
    names = _safe_names(expression)
    view = {str(name): table[name] for name in names if name in table}
    if people is not None and "_id" in table:
        for name in names - set(view):
            if name in people:
                values = table["_id"].map(people[name])
                view[name] = pd.Series(values.array, index=table.index).astype(people[name].dtype)
    try:
        result = evaluate(expression, view)
        for name, text in texts_in(expression):
            if name in view and not (folded(view[name]).to_pandas() == code(text)).any():
                findings.warning(
                    f"{what} compares '{name}' with a text that no row has",
                    column=name,
                    expected=f"'{text}' somewhere in '{name}'",
                    action="check its spelling; a variable with 'values' holds what they decode to",
                )
        return result
    except ExpressionError as error:
        findings.error(
            f"{what} cannot be computed: {error}",
            column=what.split("'")[1],
            expected="an expression with variables of its table",
            action="correct the expression in the manifest",
        )
        return None
