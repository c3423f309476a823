"""The estimates table accepts what the contract allows, refuses the rest, and survives a round trip."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.estimates.schema import ESTIMANDS, NAMES
from voorzorg.estimates.table import EstimatesError, concatenate, read, to_frame, validate, write

ROW = {
    "cohort": "trial",
    "data_kind": "synthetic",
    "outcome": "smoking",
    "population": "itt",
    "analysis": "unadjusted",
    "method": "observed proportion",
    "estimand": "risk",
    "arm": "control",
    "n_reference": 100,
    "events_reference": 48,
    "estimate": 0.48,
}


def test_a_row_gets_all_columns_in_order_and_typed():
    table = to_frame([ROW])
    assert tuple(table.columns) == NAMES
    assert table["n_reference"].dtype == "Int64"
    assert table["estimate"].dtype == "Float64"
    assert table["converged"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"data_kind": "invented"}, "data_kind is none of"),
        ({"estimand": "vibe"}, "unknown estimand"),
        ({"analysis": "regression of sorts"}, "unknown analysis"),
        ({"analysis": None}, "analysis is empty"),
        ({"contrast": "voorzorg vs control"}, "both arm and contrast"),
        ({"p_value": 1.2}, "p_value outside 0..1"),
        ({"ci_low": 0.9, "ci_high": 0.1}, "ci_low above ci_high"),
        ({"events_reference": 101}, "more events than n_reference"),
        ({"estimate": None}, "no estimate and no reason"),
        ({"outcome": None}, "outcome is empty"),
        ({"colour": "blue"}, "columns outside the estimates schema: colour"),
    ],
)
def test_a_broken_row_is_named(change, message):
    with pytest.raises(EstimatesError, match=message):
        to_frame([ROW | change])


def test_every_problem_is_reported_at_once():
    with pytest.raises(EstimatesError) as caught:
        to_frame([ROW | {"p_value": 2.0}, ROW | {"estimand": "vibe"}])
    assert "p_value" in str(caught.value)
    assert "unknown estimand" in str(caught.value)


def test_what_could_not_be_estimated_stays_with_its_reason():
    table = to_frame([ROW | {"estimate": float("nan"), "warnings": "no events", "converged": False}])
    assert table["estimate"].isna().all()
    assert table["warnings"].tolist() == ["no events"]


def test_infinite_limits_are_empty_not_infinite():
    assert to_frame([ROW | {"ci_high": float("inf")}])["ci_high"].isna().all()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "estimand": st.sampled_from(sorted(ESTIMANDS)),
                "estimate": st.floats(-1e6, 1e6),
                "p_value": st.one_of(st.none(), st.floats(0, 1)),
                "wave": st.one_of(st.none(), st.sampled_from(["baseline", "m24"])),
                "warnings": st.one_of(st.none(), st.text(st.characters(categories=["L", "N"]), min_size=1)),
                "converged": st.one_of(st.none(), st.booleans()),
                "seed": st.one_of(st.none(), st.integers(0, 2**32)),
            }
        ),
        max_size=8,
    )
)
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_round_trip(suffix, tmp_path_factory, rows):
    base = {k: ROW[k] for k in ("cohort", "data_kind", "outcome", "population", "analysis", "method")}
    # Text that a CSV reader takes for "missing" (NA, nan) is not a warning anybody writes.
    missing_words = {"NA", "nan", "NaN", "null", "None", "n", "N", "NULL"}
    rows = [base | row for row in rows if row["warnings"] not in missing_words]
    table = to_frame(rows)
    path = tmp_path_factory.mktemp("estimates") / f"table.{suffix}"
    write(table, path)
    pd.testing.assert_frame_equal(read(path), table)


def test_writing_leaves_nothing_half_written(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    write(to_frame([ROW]), path)
    before = path.read_bytes()

    def fail(self, target, *args, **kwargs):
        target.write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        write(to_frame([ROW, ROW]), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


def test_concatenating_nothing_gives_an_empty_table_of_the_schema():
    assert tuple(validate(concatenate([])).columns) == NAMES
