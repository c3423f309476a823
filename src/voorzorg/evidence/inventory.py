"""The inventory of preventive parenting interventions: one row per intervention, read and checked.

The printed numbers behind the table are rows of ``inventory.csv`` and ``intervention_effects.csv`` (schema of
``figure_schema``); this wide table is for comparing interventions at a glance. Columns and classes are
described in ``docs/transcription-rules.md``.
"""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.evidence.figures.schema import Column, FigureFileError, Problem, check_cell

if TYPE_CHECKING:
    import pandas as pd

YES_NO = ("yes", "no")
TECHNIQUES = ("monitoring", "information", "cbt", "modelling", "role_play", "joint_decisions")
FOCUSES = (
    "parenting_skills",
    "personal_skills",
    "competence",
    "practical_problems",
    "mental_problems",
    "strengths",
    "social_contacts",
    "parents_relationship",
    "child_resilience",
    "support",
)
#: classes of study design, strongest first
EVIDENCE_CLASSES: dict[str, str] = {
    "rct": "at least one randomised trial of the intervention",
    "controlled": "a comparison group without randomisation",
    "foreign_controlled": "only controlled studies from abroad, as summed up in a review",
    "before_after": "measurement before and after, without comparison group",
    "descriptive": "satisfaction, process or practice studies",
}


def _choice(name: str, choices: tuple[str, ...], text: str) -> Column:
    return Column(name, "choice", text, required=True, choices=choices)


def _columns() -> tuple[Column, ...]:
    text = [
        Column(n, "text", h, required=r)
        for n, h, r in (
            ("name", "name as in the source", True),
            ("main_goal", "main goal in a few words", True),
            ("sub_goals", "sub-goals in a few words", False),
            ("target_group", "whom it is for", True),
            ("works_with", "whom the performer works with", True),
            ("age_unit", "years or months", False),
            ("contra_indications", "contra-indications in a few words", False),
            ("selection", "how families come in", False),
            ("target_group_size", "size of the target group as stated", False),
            ("reach_unit", "unit of the reach", False),
            ("contacts_unit", "unit of the contacts", False),
            ("duration_remark", "what the weeks do not say", False),
            ("frequency", "how often", False),
            ("performer", "who performs it", True),
            ("technique_other", "other techniques", False),
            ("focus_other", "other focus", False),
            ("cost_unit", "what the cost is of", False),
            ("cost_remark", "what the amount does not say", False),
            ("reimbursed", "how far the costs are reimbursed", False),
            ("paid_by", "who pays", False),
            ("study_designs", "studies and their years", True),
            ("result", "main result in a few words", True),
            ("origin", "country of origin", True),
            ("origin_programme", "programme or place that it comes from", False),
            ("remark", "remark", False),
        )
    ]
    integer = [
        Column(n, "integer", h)
        for n, h in (
            ("age_min", "youngest age of the child"),
            ("age_max", "oldest age of the child"),
            ("municipalities", "municipalities where it runs"),
            ("reach_low", "reach a year, lower end"),
            ("reach_high", "reach a year, upper end"),
            ("contacts_min", "contacts, lower end or minimum"),
            ("contacts_max", "contacts, upper end or maximum"),
            ("duration_weeks_min", "duration in weeks, lower end"),
            ("duration_weeks_max", "duration in weeks, upper end"),
            ("cost_price_year", "price year"),
        )
    ]
    number = [
        Column("cost_low", "number", "euro, lower end"),
        Column("cost_high", "number", "euro, upper end"),
    ]
    choice = [
        _choice("selection_group", ("maltreatment", "parenting"), "why it was selected"),
        _choice(
            "goal_maltreatment",
            ("main", "sub", "module", "implied", "none"),
            "place of preventing maltreatment",
        ),
        _choice("prenatal", YES_NO, "starts in pregnancy"),
        _choice(
            "contra_domestic_violence", YES_NO, "domestic violence or maltreatment is a contra-indication"
        ),
        _choice("setting", ("home", "location", "home_or_location", "online", "school"), "where"),
        _choice("free_for_client", ("yes", "mostly", "no", "varies", "unknown"), "free for the client"),
        _choice("evidence_class", tuple(EVIDENCE_CLASSES), "strongest design"),
        _choice(
            "cost_effectiveness", ("positive", "calculation", "planned", "none"), "cost-effectiveness study"
        ),
        _choice("foreign_effect_study", ("yes", "no", "evaluation", "unknown"), "effect study from abroad"),
        *(_choice(f"technique_{t}", YES_NO, "technique ticked") for t in TECHNIQUES),
        *(_choice(f"focus_{f}", YES_NO, "focus ticked") for f in FOCUSES),
    ]
    return (
        Column("key", "slug", "key, also study of the figures", required=True),
        *text,
        *integer,
        *number,
        *choice,
    )


COLUMNS = _columns()
_BY_NAME = {c.name: c for c in COLUMNS}
_PAIRS = (
    ("age_min", "age_max"),
    ("reach_low", "reach_high"),
    ("contacts_min", "contacts_max"),
    ("duration_weeks_min", "duration_weeks_max"),
    ("cost_low", "cost_high"),
)


def _row_problems(file: str, line: int, row: dict[str, str]) -> list[Problem]:
    problems = []
    for name, column in _BY_NAME.items():
        text = row.get(name, "")
        expected = check_cell(column, text)
        if expected is None and not text and column.required:
            expected = "not empty"
        if expected:
            problems.append(Problem(file, line, name, text, expected))
    if problems:
        return problems
    for low, high in _PAIRS:
        if row[low] and row[high] and float(row[low]) > float(row[high]):
            problems.append(Problem(file, line, low, row[low], f"no more than {high} ({row[high]})"))
    return problems


def read_interventions(path: str | Path) -> pd.DataFrame:
    """Read and validate the table of interventions.

    Parameters
    ----------
    path
        The CSV file (UTF-8, comma).

    Returns
    -------
    DataFrame with one row per intervention, in the file's order: text columns as text, counts and years as
    nullable integers, amounts as floats, ticks (``technique_…``, ``focus_…``) as booleans.

    Raises
    ------
    FigureFileError
        With every problem at once: file, row, column, what was found, what was expected.
    """
    import pandas as pd

    path = Path(path)
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    header = list(reader.fieldnames or [])
    problems = [
        Problem(path.name, None, n, "", "this column to be there") for n in _BY_NAME if n not in header
    ]
    for name in header:
        if name not in _BY_NAME:
            near = difflib.get_close_matches(name, _BY_NAME, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            problems.append(Problem(path.name, 1, name, name, f"a column of the schema{hint}"))
    if problems:
        raise FigureFileError(problems)
    rows, seen = [], set()
    for raw in reader:
        row = {k: (v or "").strip() for k, v in raw.items() if k is not None}
        problems += _row_problems(path.name, reader.line_num, row)
        if row["key"] in seen:
            problems.append(Problem(path.name, reader.line_num, "key", row["key"], "a key used once"))
        seen.add(row["key"])
        rows.append(row)
    if problems:
        raise FigureFileError(problems)
    data: dict[str, Any] = {}
    for name in header:
        texts, column = [row[name] for row in rows], _BY_NAME[name]
        if column.kind == "integer":
            data[name] = pd.array([int(t) if t else None for t in texts], dtype="Int64")
        elif column.kind == "number":
            data[name] = pd.array([float(t) if t else None for t in texts], dtype="Float64").astype("float64")
        elif name.startswith(("technique_", "focus_")) and column.kind == "choice":
            data[name] = [t == "yes" for t in texts]
        else:
            data[name] = pd.array(texts, dtype="str")
    return pd.DataFrame(data)
