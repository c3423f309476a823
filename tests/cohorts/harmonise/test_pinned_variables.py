"""What becomes of a column, an expression, a scale: whole results of every kind, and what is said of each."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import describe, find_column, header_elsewhere, nearest, resolve
from voorzorg.cohorts.harmonise.decode import decode
from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.manifest.data import File, Variable
from voorzorg.cohorts.manifest.expressions import ExpressionError, evaluate, names_in, texts_in
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.instruments.model import Instrument
from voorzorg.instruments.score import score
from voorzorg.instruments.store import load_keys

Pinned = Callable[..., None]

_VALUES: dict[str, list[Any]] = {
    "0 and 1": [0.0, 1.0, None],
    "1 and 2": [1.0, 2.0, None],
    "1 to 5": [1.0, 2.0, 3.0, 4.0, 5.0, None],
    "with a 9": [1.0, 2.0, 3.0, 4.0, 5.0, 9.0] * 5,
    "with a 99": [1.0, 2.0, 3.0, 4.0, 5.0, 99.0],
    "fractions": [0.5, 1.0, 10.0, 11.0, 20.0, 20.5],
    "texts of numbers": ["1", "2", " 3", "1.250", "2.5", None],
    "thousands": ["1.250", "2.500", "3.125", None],
    "commas": ["1,5", "2,5", "3"],
    "all commas": ["1,5", "2,5"],
    "yes and no": ["ja", "Nee ", "JA", None],
    "yes, no and more": ["ja", "nee", "soms"],
    "units": ["5 kg", "6 kg", "7 jaar"],
    "words": ["een", "twee", "3"],
    "one word": ["1", "2", "3", "vier"],
    "places": ["Utrecht", "utrecht ", "Gouda", ".", None],
    "days": ["01-02-2010", "31-02-2010", "02-2010", "40000", "01-02-1899", None],
    "month first": ["02-13-2010", "01-02-2010"],
    "dates": list(pd.to_datetime(["2010-02-01", None])),
}
_VARIABLES: dict[str, dict[str, Any]] = {
    "binary": {"type": "binary"},
    "binary ja": {"type": "binary", "values": {"ja": 1, "nee": 0}},
    "binary 1": {"type": "binary", "values": {"1": 1, "2": 0}},
    "number": {},
    "number range": {"range": [1, 20], "plausible": [2, 10]},
    "number missing": {"missing": [9, 2.5]},
    "integer": {"type": "integer"},
    "cut >= 2": {"type": "binary", "cut": ">= 2"},
    "cut < 2": {"type": "binary", "cut": "< 2"},
    "category": {"type": "category"},
    "category labels": {"type": "category", "labels": {"utrecht": "U", "gouda": "G"}},
    "category values": {"type": "category", "values": {"1": "laag", "2": "hoog"}},
    "date": {"type": "date"},
    "number values": {"values": {"een": 1, "twee": 2}},
}
_LABELS: dict[str, dict[str, str]] = {
    "": {},
    "yes": {"1": "ja", "2": "nee"},
    "turned": {"1": "nee", "0": "ja"},
    "unknown": {"9": "onbekend", "5": "n.v.t."},
    "shared": {"1": "laag", "2": "laag", "3": "hoog"},
}


def _decoded(
    values: list[Any], described: dict[str, Any], labels: dict[str, str], decimal: str | None
) -> dict[str, str]:
    column = pd.Series(values)
    if column.dtype == object:
        column = column.astype("str").where(column.notna())
    findings = Findings()
    variable = Variable.model_validate({"label": "X"} | described)
    made = decode(
        Column(column, "x.csv", "x", np.arange(2, len(column) + 2), findings, labels, decimal=decimal),
        variable,
    )
    shown = [None if pd.isna(v) else str(v.date()) if hasattr(v, "date") else str(v) for v in made.head(8)]
    told = "; ".join(f"{f.severity}: {f.check} [{f.row}] expected {f.expected}; {f.action}" for f in findings)
    return {"type": str(made.dtype).split("[")[0], "becomes": str(shown), "told": told}


@pytest.mark.parametrize("labels", list(_LABELS))
def test_columns_as_they_are_decoded(labels: str, pinned: Pinned) -> None:
    rows = []
    for (values, cells), (variable, described) in product(_VALUES.items(), _VARIABLES.items()):
        if labels and values not in ("0 and 1", "1 and 2", "1 to 5", "with a 9", "texts of numbers"):
            continue
        for decimal in (
            (None, ",", ".")
            if not labels and values in ("texts of numbers", "thousands", "commas", "all commas", "units")
            else (None,)
        ):
            made = _decoded(cells, described, _LABELS[labels], decimal)
            rows.append({"values": values, "variable": variable, "decimal": decimal} | made)
    pinned(f"cohorts/harmonise/decoded{labels and '_' + labels}", rows)


_TABLE = pd.DataFrame(
    {
        "a": pd.array([1, 0, 2, None, -3], dtype="Int64"),
        "b": pd.array([2.5, None, 0, 1, 2], dtype="Float64"),
        "yes": pd.array([True, False, None, True, False], dtype="boolean"),
        "sex": pd.array(["F", "m ", None, "f", "x"], dtype="string"),
    }
)
_EXPRESSIONS = (
    "a", "a > 1", "a >= 1", "a < 0", "a <= 0", "a == 2", "a != 2", "0 < a < 2", "0 <= b <= 2", "not a", "not yes", "yes and a", "yes or a", "a or b", "a and b",
    "true or a > 1", "false and a > 1", "a + b", "a - b", "a * b", "a / b", "-a", "a % 2", "a ** 2", "min(a, b)", "max(a, 1)", "abs(a)", "missing(a)", "missing(a) or b > 1",
    "sex == 'f'", "sex != 'F'", "sex in ['f', 'x']", "sex not in ['f']", "a in [1, 2]", "a in []", "1 in [1]", "sex > 1", "sex + 1", "not sex", "min(1, 2)", "missing('a')",
    "missing(a, b)", "abs(a, b)", "sum(a)", "c > 1", "a >", "1 > 0", "a / 0", "a > 1000000000000001", "a > 1000000000000000", "a is 1", "a.b", "a[0]", "[a]", "yes + 1", "yes == 1",
    "(" * 38 + "a" + ")" * 38, "-" * 36 + "a", "-" * 37 + "a", "-" * 38 + "a", "-" * 39 + "a", "a + " * 500 + "a", "a" * 2001, "min(a, b, max(a, b))", "yes and sex", "1e400 > a",
)  # fmt: skip


def test_expressions(pinned: Pinned) -> None:
    rows = []
    for expression in _EXPRESSIONS:
        try:
            found = evaluate(expression, _TABLE)
            said = {"type": str(found.dtype), "values": str([None if pd.isna(v) else v for v in found])}
            said |= {"names": str(sorted(names_in(expression))), "texts": str(texts_in(expression))}
        except ExpressionError as problem:
            said = {"type": "refused", "values": str(problem), "names": "", "texts": ""}
        rows.append(
            {"expression": expression if len(expression) < 80 else f"{expression[:20]} of {len(expression)}"}
            | said
        )
    pinned("cohorts/harmonise/expressions", rows)


def test_columns_that_are_looked_for(pinned: Pinned) -> None:
    frame = pd.DataFrame(
        {name: ["1", "2"] for name in ("nr", "Rookt ", "CTS_1", "CTS_02", "cts_x", "a", "a (2)", "leeftijd")}
    )
    raw = RawTable(
        Path("x.csv"), "x.csv", frame, np.array([2, 3]), "csv", header_row=1, labels={"leeftijd": "Hoe oud bent u"},
        duplicated={"a"}, head=[["nr", "x"], ["y", "groep"]], sheet="een", sheets=("een", "twee"),
    )  # fmt: skip
    rows = []
    for wanted in (
        "nr",
        "rookt",
        "a",
        "a (1)",
        "b (1)",
        "leeftyd",
        "Hoe oud bent u?",
        "zomaar",
        "CTS_2",
        "CTS_1 ",
        "NR",
    ):
        for variable in (None, "age"):
            findings = Findings()
            found = find_column(wanted, raw, findings, variable=variable)
            rows.append(
                {
                    "wanted": wanted,
                    "for": variable,
                    "found": found,
                    "told": "; ".join(f"{f.check}; {f.expected}; {f.action}" for f in findings),
                }
            )
    for pattern in ({"i_*": "CTS_*"}, {"i_*": "cts_*"}, {"i_*": "zz_*"}, {"i": "nr"}, {"*": "*"}):
        findings = Findings()
        file = File.model_validate(
            {"path": "x.csv", "holds": "wave", "wave": "t0", "id": "nr", "columns": pattern}
        )
        rows.append(
            {
                "wanted": str(pattern),
                "for": "",
                "found": str(resolve(file, raw, findings)),
                "told": "; ".join(f"{f.check}; {f.action}" for f in findings),
            }
        )
    rows += [
        {"wanted": name, "for": "header", "found": str(header_elsewhere(name, raw)), "told": ""}
        for name in ("nr", "groep", "zomaar")
    ]
    rows += [
        {
            "wanted": name,
            "for": "near",
            "found": str(nearest(name, ["leeftijd", "gewicht", "leef_tijd"])),
            "told": "",
        }
        for name in ("leeftyd", "GE wicht", "x")
    ]
    pinned("cohorts/harmonise/columns", rows)


def test_variables_as_they_are_described(pinned: Pinned) -> None:
    manifest = Manifest.model_validate(
        {
            "name": "demo", "title": "Demo", "design": "two_arm", "clustering": {"site": "place", "nurse": "nurse"}, "cluster_randomised": "school", "pairs": "pair",
            "arms": {"variable": "groep", "reference": "c", "levels": {"c": {"label": {"nl": "Controle", "en": "Control"}, "codes": [0]}, "t": {"label": "T", "codes": [1, "c"]}}},
            "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
            "variables": {"age": {"label": "Age"}, "item_*": {"label": "Items", "type": "integer"}},
        }
    )  # fmt: skip
    rows = []
    for name in ("groep", "age", "item_3", "item_", "place", "nurse", "school", "pair", "other", "known"):
        found = describe(name, manifest, frozenset({"known"}))
        rows.append(
            {"name": name, "described": found.model_dump_json(exclude_defaults=True) if found else ""}
        )
    pinned("cohorts/harmonise/described", rows)


_KEYS = Path(__file__).resolve().parents[3] / "data" / "instruments"


def _answers(key: Instrument) -> pd.DataFrame:
    """People who answer everything alike, by turns, too little, nothing, and what cannot be."""
    names = key.items.all or tuple(f"item{k}" for k in range(1, 9))
    low, high = key.answers.minimum, key.answers.maximum
    span = high - low
    rows = [[low] * len(names), [high] * len(names), [low + (k * 3) % (span + 1) for k in range(len(names))]]
    rows.append([low + (k * 5 + 2) % (span + 1) for k in range(len(names))])
    for gone in (1, 2, 3, len(names) // 2, len(names) - 1, len(names)):
        rows.append([np.nan if k < gone else low + (k + gone) % (span + 1) for k in range(len(names))])
    rows.append([high + 1, low - 1, *([low] * (len(names) - 2))][: len(names)])
    return pd.DataFrame(rows, columns=list(names)).astype("Float64")


@pytest.mark.parametrize("name", sorted(path.stem for path in _KEYS.glob("*.yaml")))
def test_scores_of_every_key(name: str, pinned: Pinned) -> None:
    key = load_keys([name])[name]
    answers = _answers(key)
    whole = score(answers, key, {c: c for c in answers})
    without = score(answers, key, {c: c for c in list(answers)[1:]}, name="other")
    rows = [
        {
            "items": told,
            "scale": scale,
            "type": str(values.dtype),
            "scores": str([None if pd.isna(v) else round(float(v), 4) for v in values]),
        }
        for told, made in (("all", whole), ("without the first", without))
        for scale, values in made.scores.items()
    ]
    outside = {item: mask.nonzero()[0].tolist() for item, mask in whole.out_of_range.items()}
    rows.append({"items": "impossible", "scale": "", "type": "", "scores": str(outside)})
    rows.append(
        {"items": "needed", "scale": "", "type": "", "scores": str(sorted(without.needed_but_absent))}
    )
    pinned(f"instruments/{name}", rows)
