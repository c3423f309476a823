"""A small two-arm cohort on disk, as a research group would hold it, for tests to use and to spoil."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import yaml

PEOPLE = 24
IDS = [f"QX{7301 + 13 * k}" for k in range(PEOPLE)]
MANIFEST: dict[str, Any] = {
    "name": "demo",
    "title": "Demo",
    "design": "two_arm",
    "arms": {
        "reference": "control",
        "levels": {
            "control": {"label": "Controle", "codes": [0]},
            "treated": {"label": "VoorZorg", "codes": [1]},
        },
    },
    "waves": [
        {"key": "m2", "label": "2 maanden", "weeks": 8.7, "codes": [1]},
        {"key": "m6", "label": "6 maanden", "weeks": 26, "codes": [2]},
    ],
    "files": [
        {
            "path": "randomisatie.csv",
            "holds": "participants",
            "id": "respnr",
            "delimiter": ";",
            "columns": {"arm": "groep", "site": "gemeente", "age": "leeftijd", "birth": "gebdat_kind"},
        },
        {
            "path": "m2.sav",
            "holds": "wave",
            "wave": "m2",
            "id": "respnr",
            "date_column": "datum",
            "missing": [-9],
            "columns": {"smoking": "rookt", "cigarettes": "sigaretten", "breastfed": "borstvoeding"},
        },
        {
            "path": "m6.xlsx",
            "holds": "wave",
            "wave": "m6",
            "id": "respnr",
            "date_column": "datum",
            "columns": {"smoking": "rookt", "cigarettes": "sigaretten", "weight": "gewicht"},
        },
        {"path": "meldingen.csv", "holds": "events", "event": "report", "id": "nr", "date_column": "datum"},
    ],
    "variables": {
        "age": {"label": "Leeftijd", "type": "integer", "range": [12, 45], "role": "baseline"},
        "birth": {"label": "Geboortedatum kind", "type": "date", "role": "anchor"},
        "smoking": {"label": "Rookt", "type": "binary", "values": {"ja": 1, "nee": 0}},
        "cigarettes": {"label": "Sigaretten", "type": "integer", "range": [0, 100], "plausible": [0, 60]},
        "breastfed": {"label": "Borstvoeding", "type": "binary", "values": {"1": 1, "0": 0}},
        "weight": {"label": "Gewicht", "range": [2, 15]},
    },
    "events": {"report": {"label": "Melding", "until_weeks": 156}},
    "clustering": {"site": "site"},
}


class CohortFiles:
    """The files of the demo cohort in ``folder``; change ``manifest`` or a table, then :meth:`write`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = copy.deepcopy(MANIFEST)
        rng = np.random.default_rng(7)
        n = PEOPLE
        birth = pd.Timestamp("2009-03-02") + pd.to_timedelta(rng.integers(0, 200, n), unit="D")
        smokes = rng.integers(0, 2, n)
        self.people = pd.DataFrame(
            {
                "respnr": IDS,
                "groep": [k % 2 for k in range(n)],
                "gemeente": [("Utrecht", "Gouda", "Leiden")[k % 3] for k in range(n)],
                "leeftijd": rng.integers(16, 25, n),
                "gebdat_kind": birth.strftime("%d-%m-%Y"),
            }
        )
        self.m2 = pd.DataFrame(
            {
                "respnr": IDS,
                "datum": birth + pd.to_timedelta(61 + rng.integers(-5, 6, n), unit="D"),
                "rookt": np.where(smokes == 1, 1.0, 2.0),
                "sigaretten": np.where(smokes == 1, rng.integers(2, 20, n), 0).astype(float),
                "borstvoeding": rng.integers(0, 2, n).astype(float),
            }
        )
        self.m2_labels = {"rookt": {1: "Ja", 2: "Nee"}}
        later = slice(0, n - 4)
        self.m6 = pd.DataFrame(
            {
                "respnr": IDS[later],
                "datum": (birth + pd.to_timedelta(182 + rng.integers(-9, 10, n), unit="D"))[later],
                "rookt": np.where(smokes == 1, "ja", "nee")[later],
                "sigaretten": np.where(smokes == 1, rng.integers(2, 20, n), 0)[later],
                "gewicht": np.round(rng.normal(7.5, 0.7, n), 1)[later],
            }
        )
        self.reports = pd.DataFrame(
            {"nr": [IDS[0], IDS[0], IDS[5]], "datum": ["01-03-2010", "15-06-2010", "03-09-2011"]}
        )

    def file(self, name: str) -> dict[str, Any]:
        return next(file for file in self.manifest["files"] if file["path"] == name)

    def path(self, name: str) -> Path:
        return self.folder / name

    def write(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write_manifest()
        self.people.to_csv(self.path("randomisatie.csv"), sep=";", index=False)
        write_sav(self.m2, self.path("m2.sav"), self.m2_labels)
        self.m6.to_excel(self.path("m6.xlsx"), index=False)
        self.reports.to_csv(self.path("meldingen.csv"), sep=";", index=False)
        return self.folder

    def write_manifest(self) -> None:
        text = yaml.safe_dump(self.manifest, allow_unicode=True, sort_keys=False)
        self.path("cohort.yaml").write_text(text, encoding="utf-8")


def write_sav(frame: pd.DataFrame, path: Path, labels: dict[str, dict[float, str]] | None = None) -> None:
    # pyreadstat writes dates that are counted in whole seconds, as pandas 2 may have them, as 1970.
    dates = dict.fromkeys(frame.select_dtypes("datetime").columns, "datetime64[us]")
    pyreadstat.write_sav(frame.astype(dates), str(path), variable_value_labels=labels or {})
