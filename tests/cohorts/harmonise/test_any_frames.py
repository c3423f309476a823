"""Whatever stands in the files: tables that keep the contract, or one error in words without a value."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.harmonise.ingest import IngestError, ingest
from voorzorg.cohorts.manifest.model import Manifest

MANIFEST = Manifest.model_validate(
    {
        "name": "any",
        "title": "Any",
        "design": "two_arm",
        "arms": {
            "reference": "c",
            "levels": {"c": {"label": "C", "codes": [0]}, "t": {"label": "T", "codes": [1]}},
        },
        "waves": [{"key": "w1", "label": "1", "weeks": 1}, {"key": "w2", "label": "2", "weeks": 2}],
        "files": [
            {
                "path": "p.csv",
                "holds": "participants",
                "id": "id",
                "delimiter": ";",
                "columns": {"arm": "arm"},
            },
            {
                "path": "w.csv",
                "holds": "wave",
                "wave_column": "wave",
                "id": "id",
                "delimiter": ";",
                "columns": {"smokes": "smokes", "weight": "weight"},
            },
        ],
        "variables": {
            "smokes": {"label": "s", "type": "binary", "values": {"ja": 1, "nee": 0}},
            "weight": {"label": "w", "range": [0, 20]},
        },
    }
)
IDS = st.sampled_from(["GEHEIM1", "GEHEIM2", "geheim2 ", "GEHEIM3", "GEHEIM4", "", None])
PEOPLE = st.lists(st.tuples(IDS, st.sampled_from(["0", "1", "1.0", "", "7"])), min_size=0, max_size=6)
ROWS = st.lists(
    st.tuples(
        IDS,
        st.sampled_from(["w1", "W2", "w3", ""]),
        st.sampled_from(["ja", "NEE", "", "GEHEIMxx"]),
        st.sampled_from(["3", "4,5", "4.5", "GEHEIMyy", "777", ""]),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(people=PEOPLE, rows=ROWS, tidy=st.booleans())
def test_tables_or_one_error_in_words(people: list[Any], rows: list[Any], tidy: bool) -> None:
    if tidy:  # make success likely often enough to be tested as well
        people = [(f"GEHEIM{k}", str(k % 2)) for k in range(1, 5)]
        seen: dict[tuple[str, str], Any] = {}
        for identifier, wave, smokes, weight in rows:
            if identifier and wave in ("w1", "W2"):
                fit = (smokes if smokes != "GEHEIMxx" else "", weight if weight in ("3", "4.5", "") else "")
                seen[(identifier.strip().lower(), wave)] = (identifier, wave, *fit)
        rows = list(seen.values()) or [("GEHEIM1", "w1", "ja", "3")]
    with tempfile.TemporaryDirectory() as folder:
        pd.DataFrame(people, columns=["id", "arm"]).to_csv(Path(folder, "p.csv"), sep=";", index=False)
        columns = ["id", "wave", "smokes", "weight"]
        pd.DataFrame(rows, columns=columns).to_csv(Path(folder, "w.csv"), sep=";", index=False)
        try:
            result = ingest(MANIFEST, folder)
        except IngestError as error:
            assert "geheim" not in str(error).lower() and "777" not in str(error)
            assert not tidy, str(error)
            return
    assert result.participants["participant_id"].is_unique
    assert result.participants["arm"].isin(["c", "t"]).all()
    assert not result.waves.duplicated(["participant_id", "wave", "informant"]).any()
    assert result.waves["participant_id"].isin(result.participants["participant_id"]).all()
    assert str(result.waves["smokes"].dtype) == "Int64" and str(result.waves["weight"].dtype) == "Float64"
    answered = [row for row in rows if row[2] or row[3]]  # a row without any answer is a wave that was missed
    assert len(result.waves) == len(answered)
    assert "geheim" not in result.findings.frame().to_csv().lower()
