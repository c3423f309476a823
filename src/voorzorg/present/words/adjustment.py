"""Whether comparisons were adjusted for characteristics at baseline, so that no text says so of others."""

from __future__ import annotations

from typing import Literal

from voorzorg.estimates.table import messages_of
from voorzorg.present.context import in_text
from voorzorg.present.estimate_rows import Row, View

_ADJUSTED = ("adjusted", "multilevel_adjusted", "marginal_adjusted", "imputed_adjusted")
_SHOWN = 4  # outcomes that are named; of more the rest are counted


def adjusted(row: Row) -> bool:
    """Whether the row's model holds covariates: its method names them (the outcome at baseline is one)."""
    said = messages_of(row.method_messages)
    if all(one.key == "plain" for one in said):
        return row.analysis in _ADJUSTED
    return any(name == "names" for one in said for name, _ in one.arguments)


def analysis_of(row: Row) -> str:
    """The row's sort of analysis; ``clustered`` where an adjusted one had nothing but clusters to heed."""
    if row.analysis in ("adjusted", "imputed_adjusted") and not adjusted(row):
        return row.analysis.replace("adjusted", "clustered")
    return str(row.analysis)


def how_many(view: View) -> Literal["none", "some", "all"]:
    """Of how many outcomes the main comparison was adjusted."""
    found = {adjusted(row) for row in _main(view)}
    return "none" if found <= {False} else "all" if found == {True} else "some"


def not_adjusted(view: View) -> str:
    """Names of the outcomes whose main comparison was not adjusted, inside a sentence."""
    outcomes = dict.fromkeys(row.outcome for row in _main(view) if not adjusted(row))
    names = [in_text(view.context.outcome(one)) for one in outcomes]
    more = len(names) - _SHOWN
    if more > 0:
        names = [*names[:_SHOWN], view.context.t("report.and_more", n=more)]
    return ", ".join(names)


def _main(view: View) -> list[Row]:
    return [row for row in view.rows if row.main and row.contrast is not None]
