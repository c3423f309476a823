"""What stands behind the results of a family: model, handling of missing data, and kind of interval."""

from __future__ import annotations

from dataclasses import dataclass

from voorzorg.estimates.schema import ANALYSES
from voorzorg.estimates.table import messages_of
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.words.adjustment import analysis_of
from voorzorg.present.words.messages import has_message

_SHOWN = 4
#: What the keys of analyses begin with that were done on every imputed data set.
_POOLED = "imputed_"


@dataclass(frozen=True)
class MethodNote:
    """One sort of analysis in words; ``methods`` are the words of the table's method column."""

    analysis: str
    name: str
    model: str
    missing: str
    interval: str
    methods: tuple[str, ...]


def method_notes(view: View, outcomes: list[str]) -> list[MethodNote]:
    """Notes on every sort of analysis that the outcomes' rows come from, in reading order."""
    wanted = set(outcomes)
    by_analysis: dict[str, list[Row]] = {}
    for row in view.rows:
        if row.outcome in wanted:
            by_analysis.setdefault(analysis_of(row), []).append(row)
    order = [name for key in ANALYSES for name in dict.fromkeys((key, key.replace("adjusted", "clustered")))]
    return [_note(view, name, by_analysis[name]) for name in order if name in by_analysis]


def _note(view: View, analysis: str, rows: list[Row]) -> MethodNote:
    t = view.context.t
    handling = list(dict.fromkeys(row.missing_messages for row in rows if row.missing_messages))
    methods = [view.context.method(said) for said in dict.fromkeys(row.method_messages for row in rows)]
    more = len(methods) - _SHOWN
    shown = methods[:_SHOWN] + ([t("method.more", n=more)] if more > 0 else [])
    pooled = analysis.startswith(_POOLED)
    name = analysis_name(view.context, analysis.removeprefix(_POOLED))
    return MethodNote(
        analysis,
        analysis_name(view.context, analysis),
        t("method.imputed.model", analysis=name) if pooled else t(f"method.{analysis}.model"),
        " ".join(missing_words(view, name) for name in handling),
        t("method.imputed.interval") if pooled else t(f"method.{analysis}.interval"),
        tuple(shown),
    )


def analysis_name(context: Context, analysis: str) -> str:
    """What readers call a sort of analysis; one pooled over imputed data sets after the analysis itself."""
    name = context.t(f"method.{analysis.removeprefix(_POOLED)}.name")
    return context.t("method.imputed.name", analysis=name) if analysis.startswith(_POOLED) else name


def missing_words(view: View, stored: str | None) -> str:
    """How missing data were handled (``missing_messages``), explained in a sentence."""
    t, language = view.context.t, view.context.language
    said = [(one, f"missing.{one.key}") for one in messages_of(stored)]
    return " ".join(t(key) if has_message(language, key) else view.context.say(one) for one, key in said)
