"""Tables for a person with an estimates table at hand: ``voorzorg.tables.outcomes(estimates)``.

Nothing here estimates: what comes back is what a report shows, as data frames of text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.present.tables.model import Table
    from voorzorg.text import Language

__all__ = ["outcomes"]


def outcomes(
    estimates: pd.DataFrame,
    *,
    language: Language = "en",
    manifest: str | Path | None = None,
    format: str = "frame",
) -> Any:
    """Outcomes per wave and arm with differences, intervals and p-values.

    Parameters
    ----------
    estimates : a cohort's estimates table (``voorzorg.estimates.table.read("…/estimates.csv")``). What output
        control withheld stays withheld.
    language : of headings, labels and numbers.
    manifest : the cohort's ``cohort.yaml``, for labels; by default that of the cohort's name where the
        working folder or the project has it. Without one, keys stand for labels.
    format : ``frame`` (a data frame of text with the columns ``table``, ``outcome`` and ``moment`` first),
        ``html``, ``latex`` or ``csv``.

    Raises
    ------
    voorzorg.errors.UserError
        if ``estimates`` is not an estimates table of one cohort.
    ValueError
        if ``format`` is none of the four.
    """
    from voorzorg.present.estimate_rows import View
    from voorzorg.present.tables.formats.delimited import delimited
    from voorzorg.present.tables.formats.html import fragment
    from voorzorg.present.tables.formats.latex import latex

    writers = {"html": fragment, "latex": latex, "csv": delimited}
    if format not in {"frame", *writers}:
        raise ValueError(f"format is {format!r}: choose frame, {', '.join(writers)}")
    view = View(estimates, _context(estimates, language, manifest))
    tables = list(_tables(view, language))
    return _frame(tables) if format == "frame" else "\n\n".join(map(writers[format], tables))


def _tables(view: Any, language: Language) -> Iterable[Table]:
    from voorzorg.present.tables.one_arm import one_arm_tables
    from voorzorg.present.tables.outcomes import outcome_tables

    for family in view.families:
        for table in [*outcome_tables(view, family), *one_arm_tables(view, family)]:
            if not table.empty:
                table.language = language
                table.banner = view.context.t("banner.short") if view.context.synthetic else ""
                yield table


def _frame(tables: Iterable[Table]) -> pd.DataFrame:
    """Every line with its table's title, its heading and label; empty where there is no such column."""
    import pandas as pd

    records = []
    for table in tables:
        labels = [f"{c.spanner}: {c.label}" if c.spanner else c.label for c in table.columns[1:]]
        heading = ""
        for line in table.lines:
            if line.kind == "group":
                heading = line.cells[0]
                continue
            title = f"{table.title} ({table.banner})" if table.banner else table.title
            own = line.indent > 0
            where = {
                "table": title,
                "outcome": heading if own else line.cells[0],
                "moment": line.cells[0] if own else "",
            }
            records.append(where | dict(zip(labels, line.cells[1:], strict=True)))
    return pd.DataFrame.from_records(records).fillna("").astype(str)


def _context(estimates: pd.DataFrame, language: Language, manifest: str | Path | None) -> Any:
    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.config import read_config
    from voorzorg.errors import UserError
    from voorzorg.home import found
    from voorzorg.present.context import Context

    missing = {"cohort", "data_kind", "outcome", "estimand", "estimate"} - set(estimates.columns)
    names = [] if missing else list(estimates["cohort"].dropna().unique())
    if missing or len(names) != 1:
        raise UserError(
            "voorzorg.tables.outcomes needs an estimates table of one cohort (read it with "
            "voorzorg.estimates.table.read); "
            + (
                f"columns missing: {', '.join(sorted(missing))}"
                if missing
                else f"cohorts found: {len(names)}"
            )
        )
    kinds = set(estimates["data_kind"].dropna())
    path = Path(manifest) if manifest else found(f"data/cohorts/{names[0]}/cohort.yaml")
    known = read_manifest(path) if manifest or path.is_file() else _bare(estimates, str(names[0]))
    config = found("config.yaml")
    outcomes = read_config(config).outcomes_of(known) if config.is_file() else known.outcomes
    kind = "synthetic" if "synthetic" in kinds else "real"
    return Context(language, known, outcomes, kind)


def _bare(estimates: pd.DataFrame, name: str) -> Manifest:
    """A manifest with no more than the table tells: its arms and waves."""
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.estimates.contrast import Contrast

    waves = [str(wave) for wave in estimates["wave"].dropna().unique()] or ["all"]
    pairs = [Contrast.read(str(text)) for text in estimates["contrast"].dropna().unique()]
    levels = dict.fromkeys(arm for pair in pairs for arm in reversed(pair.arms))
    study: dict[str, Any] = {
        "name": name,
        "title": name,
        "design": "two_arm" if len(levels) == 2 else "multi_arm" if levels else "one_arm",
        "waves": [{"key": wave, "label": wave} for wave in waves],
        "variables": {"unknown": {"label": "unknown"}},
        "files": [{"path": "none.csv", "holds": "wave", "wave": waves[0], "id": "id"}],
    }
    if levels:
        arms = {arm: {"label": arm, "codes": [arm]} for arm in levels}
        study["arms"] = {"reference": pairs[0].reference, "levels": arms}
    return Manifest.model_validate(study)
