"""A messy export of another trial, described by a manifest alone: odd names, padding, dots, many columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import Manifest

N = 120


def messy(folder: Path) -> pd.DataFrame:
    """160 columns; what is known of them comes back as a clean table."""
    rng = np.random.default_rng(5)
    clean = pd.DataFrame(
        {
            "id": [f"{site}-{k:03d}" for k, site in enumerate(rng.choice(["A", "B", "C", "D"], N))],
            "treated": np.arange(N) % 2,
            "site": [f"Center {1 + k % 4}" for k in range(N)],
            "age": np.where(rng.random(N) < 0.1, np.nan, np.round(rng.uniform(18, 40, N), 1)),
            "relapse_3": rng.integers(0, 2, N).astype(float),
            "relapse_6": np.where(rng.random(N) < 0.2, np.nan, rng.integers(0, 2, N)),
        }
    )
    text = pd.DataFrame(
        {
            " PATIENT..ID ": [f"  {i}  " for i in clean["id"]],
            "Rand.  Group": np.where(clean["treated"] == 1, "Active  drug ", " PLACEBO"),
            "SITE.NAME": [
                site.upper() if k % 7 == 0 else f"{site}  " for k, site in enumerate(clean["site"])
            ],
            "Age  (yrs)": [" ." if np.isnan(a) else f" {a} " for a in clean["age"]],
            "Relapse..3 mo": np.where(clean["relapse_3"] == 1, "Yes ", " no"),
            "Relapse..6 mo": [" . " if np.isnan(r) else ("YES" if r else "No  ") for r in clean["relapse_6"]],
        }
    )
    others = {f"Lab.{k}  value": rng.normal(0, 1, N).round(2).astype(str) for k in range(154)}
    pd.concat([text, pd.DataFrame(others)], axis=1).to_csv(folder / "trial data.csv", index=False)
    return clean


def manifest() -> Manifest:
    entry = {"path": "trial data.csv", "id": "PATIENT..ID"}
    return Manifest.model_validate(
        {
            "name": "other",
            "title": "Another trial",
            "design": "two_arm",
            "arms": {
                "reference": "placebo",
                "levels": {
                    "placebo": {"label": "Placebo", "codes": ["placebo"]},
                    "active": {"label": "Active", "codes": ["active drug"]},
                },
            },
            "waves": [
                {"key": "m3", "label": "3 months", "weeks": 13},
                {"key": "m6", "label": "6 months", "weeks": 26},
            ],
            "files": [
                {
                    **entry,
                    "holds": "participants",
                    "columns": {"arm": "Rand.  Group", "site": "SITE.NAME", "age": "Age (yrs)"},
                },
                {**entry, "holds": "wave", "wave": "m3", "columns": {"relapse": "Relapse..3 mo"}},
                {**entry, "holds": "wave", "wave": "m6", "columns": {"relapse": "Relapse..6 mo"}},
            ],
            "clustering": {"site": "site"},
            "variables": {
                "age": {"label": "Age", "role": "baseline"},
                "relapse": {"label": "Relapse", "type": "binary", "values": {"yes": 1, "no": 0}},
            },
        }
    )


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ingested, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("messy")
    clean = messy(folder)
    return ingest(manifest(), folder), clean


def test_counts_by_arm_are_right(trial: tuple[Ingested, pd.DataFrame]) -> None:
    result, clean = trial
    for wave, column in (("m3", "relapse_3"), ("m6", "relapse_6")):
        rows = result.waves[result.waves["wave"] == wave]
        for arm, treated in (("placebo", 0), ("active", 1)):
            expected = clean.loc[clean["treated"] == treated, column]
            got = rows.loc[rows["arm"] == arm, "relapse"]
            assert (got.sum(), got.count()) == (expected.sum(), expected.count())


def test_sites_and_ages_survive_their_spelling(trial: tuple[Ingested, pd.DataFrame]) -> None:
    result, clean = trial
    assert result.participants["site"].nunique() == 4
    assert result.participants["site"].value_counts().tolist() == [30, 30, 30, 30]
    assert result.participants["age"].count() == clean["age"].count()
    assert result.participants["age"].sum() == pytest.approx(clean["age"].sum())


def test_only_what_the_manifest_maps_is_kept(trial: tuple[Ingested, pd.DataFrame]) -> None:
    result, _ = trial
    assert set(result.participants) == {"participant_id", "arm", "site", "age"}
    assert set(result.waves) == {"participant_id", "arm", "wave", "informant", "weeks", "relapse"}


def test_every_liberty_taken_is_told(trial: tuple[Ingested, pd.DataFrame]) -> None:
    result, _ = trial
    told = {finding.check for finding in result.findings}
    assert "the column's name differs in spaces or capitals" in told
    assert "identifiers with spaces around them" in told
