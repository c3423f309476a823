"""What the table accepts, refuses, says of its columns and writes, as stored."""

import json
from dataclasses import fields

import pandas as pd
import pytest

from voorzorg.estimates import category, schema
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.row import Row
from voorzorg.estimates.table import (
    EstimatesError,
    concatenate,
    messages_of,
    read,
    spoken,
    to_frame,
    withheld,
    write,
)
from voorzorg.messages import Message, Name, message

ROW = {
    "cohort": "trial",
    "data_kind": "synthetic",
    "outcome": "smoking",
    "population": "itt",
    "analysis": "unadjusted",
    "method": message("observed-proportion"),
    "estimand": "risk",
    "arm": "control",
    "n_reference": 100,
    "events_reference": 48,
    "estimate": 0.48,
}
VALUES = {
    "cohort": [None, 3],
    "data_kind": ["", "real"],
    "population": [None],
    "estimand": ["icc", "joint_test", "nothing"],
    "arm": [None, "x vs y"],
    "contrast": ["a vs b"],
    "category": ["x", 5],
    "time_weeks": [-1.0, 4.0, float("inf")],
    "n_reference": [-1, 0, 47, 48.5],
    "events_reference": [-1, 0, 101, None],
    "n_treated": [-2, 5],
    "events_treated": [1],
    "estimate": [None, 1.5, -0.1, float("nan"), float("inf"), "0.4"],
    "std_error": [-0.1, 0.0, 0.2],
    "ci_low": [0.5, 0.1],
    "ci_high": [0.1],
    "ci_level": [0.5, 1.0, 95.0],
    "p_value": [-0.1, 0.0, 1.0, 1.1],
    "p_adjusted": [2.0],
    "p_adjusted_fdr": [-1.0],
    "main": [True, "yes"],
    "primary": [False],
    "converged": [False],
    "warnings": ["text"],
    "seed": [-1, 7],
    "wave": ["m2"],
    "informant": ["mother"],
    "family": [None],
    "scale": ["weeks"],
    "nobody": [1],
}


def told(call):
    try:
        return call()
    except (ValueError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def cells(table: pd.DataFrame) -> dict:
    row = table.iloc[0].dropna()
    return {name: row[name] for name in row.index}


def test_what_a_row_may_hold(pinned):
    found = {
        f"{name}={value if not isinstance(value, Message) else value.key}": told(
            lambda name=name, value=value: cells(to_frame([ROW | {name: value}]))
        )
        for name in ("nobody", "estimand", "events_reference", "estimate", "main", "warnings", "contrast")
        for value in VALUES[name]
    }
    pinned("estimates/rows_of_mappings", found)


def test_what_a_typed_row_may_hold(pinned):
    base = ROW | {"method": (message("observed-proportion"),)}
    names = {field.name for field in fields(Row)}
    found = {
        f"{name}={value if not isinstance(value, Message) else value.key}": told(
            lambda name=name, value=value: cells(to_frame([Row(**(base | {name: value}))]))
        )
        for name, values in VALUES.items()
        for value in values
        if name in names
    }
    pinned("estimates/typed_rows", found)


CATEGORIES = [
    category.Spread("site"),
    category.Shift(0.5),
    category.Shift(-1.0),
    category.Shifts(1.0, -0.5),
    category.TookPart(8),
    category.TookPart(8.5, -0.05),
    category.Iteration(3),
]


def test_categories_and_contrasts_as_texts(pinned):
    texts = [str(one) for one in CATEGORIES]
    read_back = {
        f"{text} {estimand} {analysis}": told(
            lambda t=text, e=estimand, a=analysis: category.read_category(t, e, a)
        )
        for text in [*texts, "plain", "delta=x", "sd("]
        for estimand, analysis in (
            ("risk_difference", "tipping"),
            ("risk_difference", "contour"),
            ("random_effect_sd", "multilevel"),
            ("risk_difference", "compliers"),
            ("imputed_mean", "chains"),
            ("risk", "unadjusted"),
        )
    }
    contrast = Contrast("new", "usual")
    pinned(
        "estimates/texts",
        {
            "texts": texts,
            "read": read_back,
            "contrast": str(contrast),
            "arms": contrast.arms,
            "slug": contrast.slug,
            "contrasts": [told(lambda t=t: Contrast.read(t)) for t in ("a vs b", "a", "a vs b vs c")],
            "kinds": {
                f"{e} {a}": str(category.kind_of(e, a))
                for e in schema.ESTIMANDS
                for a in schema.ANALYSES
                if category.kind_of(e, a) is not None
            },
        },
    )


def test_the_schema(pinned):
    pinned(
        "estimates/schema",
        {
            "columns": list(schema.COLUMNS),
            "analyses": schema.ANALYSES,
            "estimands": schema.ESTIMANDS,
            "spoken": schema.SPOKEN,
            "kinds": schema.DATA_KINDS,
            "pooled": schema.POOLED,
        },
    )


def test_words_and_what_is_withheld(pinned, tmp_path):
    said = {
        "warnings": (
            message("available-cases"),
            message("covariate-infinite", variable=Name("variable", "x")),
        )
    }
    rows = [ROW, ROW | {"arm": "treated"}]
    table = concatenate([to_frame(rows), to_frame([]), to_frame([ROW | {"warnings": said["warnings"]}])])
    write(table, tmp_path / "t.csv", tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read(tmp_path / "t.csv"), read(tmp_path / "t.parquet"))
    stored = table["warnings_messages"].iloc[-1]
    pinned(
        "estimates/words",
        {
            "spoken": spoken(said),
            "messages": [str(m.key) for m in messages_of(stored)],
            "none": list(messages_of(None)),
            "withheld": withheld(table).tolist(),
            "json": json.loads(stored),
            "csv": (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()[0].split(","),
        },
    )


@pytest.mark.parametrize("text", ["", "cohort\nx\n"])
def test_a_file_that_is_no_table_is_refused(pinned, tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((EstimatesError, ValueError)):
        read(path)
