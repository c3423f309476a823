"""Scores of instruments, derived variables, first waves and rules, on the assembled tables."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import InstrumentUse
from voorzorg.cohorts.manifest.expressions import ExpressionError, evaluate, names_in, texts_in
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.values.codes import code, folded
from voorzorg.instruments.model import Instrument
from voorzorg.instruments.score import item_columns, score
from voorzorg.messages import Both, message


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
            message("finding-instrument-none-items-mapped", use=str(use.key)),
            expected=message("finding-variables-such", values=str(", ".join(list(wanted.values())[:3]))),
            action=message("finding-map-items-columns-wave-files"),
        )
        return
    result = score(table, key, present, name=use.name)
    for item, out in result.out_of_range.items():
        findings.error(
            message("finding-instrument-impossible-answer", use=str(use.key)),
            column=present[item],
            expected=message("finding-answers-scoring-key-them", answers=str(key.answers)),
            action=message("finding-declare-codes-missing-under-missing"),
            count=int(out.sum()),
        )
    for scale, values in result.scores.items():
        if scale in table:
            findings.warning(
                message("finding-both-files-scored-items", scale=str(scale)),
                column=scale,
                expected=message("finding-two"),
                action=message("finding-nothing-files-value-used-where"),
            )
            values = values.fillna(table[scale].astype(values.dtype))
        table[scale] = values
    lacking = [item for item in wanted if item not in present and item in result.needed_but_absent]
    if lacking:
        findings.warning(
            message("finding-instrument-items-without-column", use=str(use.key)),
            expected=message("finding-items", items=[*lacking[:8], *(["…"] if len(lacking) > 8 else [])]),
            action=message("finding-scales-cannot-do-without-them"),
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
            values = _evaluate("derived", name, derived.expression, table, people, findings)
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
            message("finding-variable-tell-late-starters", entry=str(manifest.entry)),
            expected=message("finding-participant-variable-weeks-birth"),
            action=message("finding-map-participants-file-take-entry"),
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
        values = _evaluate("exclusion", key, exclusion.expression, people, None, findings)
        if values is None:
            continue
        hit = (values if values.dtype == "boolean" else values != 0).fillna(False).astype(bool)
        out |= hit
        findings.note(
            message("finding-excluded", label=Both(exclusion.label.nl, exclusion.label.en)),
            column=key,
            expected=message("finding-as-written", text=exclusion.expression),
            action=message("finding-nothing-manifest-asks-nobody-excluded"),
            count=int(hit.sum()),
        )
    if len(people) and out.all():
        findings.error(
            message("finding-everybody-excluded"),
            expected=message("finding-participants-who-left"),
            action=message("finding-correct-exclude-manifest-expression-says"),
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
        values = _evaluate("rule", key, rule.expression, table, people, findings)
        if values is None:
            continue
        if values.dtype != "boolean":
            values = values != 0
        broken = (~values.fillna(True)).sum()
        if broken:
            findings.add(
                rule.severity,
                message("finding-rule-broken", rule=key, label=Both(rule.label.nl, rule.label.en)),
                expected=message("finding-as-written", text=rule.expression),
                action=message("finding-as-written", text=rule.action),
                count=int(broken),
            )


def _safe_names(expression: str) -> set[str]:
    try:
        return names_in(expression)
    except ExpressionError:
        return set()


def _evaluate(
    kind: str, key: str, expression: str, table: pd.DataFrame, people: pd.DataFrame | None, findings: Findings
) -> pd.Series | None:
    what = message(f"finding-part-{kind}", name=key)
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
                    message("finding-compares-text-row", what=what, name=str(name)),
                    column=name,
                    expected=message("finding-somewhere", text=str(text), name=str(name)),
                    action=message("finding-check-spelling-variable-values-holds"),
                )
        return result
    except ExpressionError as error:
        findings.error(
            message("finding-cannot-computed", what=what, error=error.said),
            column=key,
            expected=message("finding-expression-variables-table"),
            action=message("finding-correct-expression-manifest"),
        )
        return None
