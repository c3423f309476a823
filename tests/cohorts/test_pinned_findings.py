"""Small cohorts that are broken in one way each: what the checks say in both languages, and what comes in."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from as_text import findings_text, ingested_text, titled

from voorzorg.cohorts.checks.findings import Findings, IngestError, grouped, render
from voorzorg.cohorts.checks.page import quality_page
from voorzorg.cohorts.harmonise import ingest as harmonising
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message

Pinned = Callable[..., None]
PEOPLE = 24
IDS = [f"QX{7301 + 13 * k}" for k in range(PEOPLE)]
BIRTH = pd.Series(
    pd.to_datetime("2009-03-02") + pd.to_timedelta([(37 * k) % 200 for k in range(PEOPLE)], unit="D")
)


def _days(offset: int) -> list[str]:
    return list((BIRTH + pd.to_timedelta(offset, unit="D")).dt.strftime("%d-%m-%Y"))


class Cohort:
    """Two arms, two waves, reports and visits; change the manifest or a table."""

    def __init__(self) -> None:
        self.manifest: dict[str, Any] = {
            "name": "demo",
            "title": {"nl": "Proef", "en": "Trial"},
            "design": "two_arm",
            "arms": {"reference": "c", "levels": {"c": {"label": "Controle", "codes": [0]}, "t": {"label": "VoorZorg", "codes": [1]}}},
            "waves": [{"key": "m2", "label": "2 maanden", "weeks": 8.7, "codes": [1]}, {"key": "m6", "label": "6 maanden", "weeks": 26, "codes": [2]}],
            "files": [
                {"path": "people.csv", "holds": "participants", "id": "nr", "columns": {"arm": "groep", "site": "plaats", "age": "leeftijd", "birth": "gebdat_kind"}},
                {"path": "m2.csv", "holds": "wave", "wave": "m2", "id": "nr", "date_column": "datum", "columns": {"smoking": "rookt", "weight": "gewicht", "stress": "stress"}},
                {"path": "m6.csv", "holds": "wave", "wave": "m6", "id": "nr", "date_column": "datum", "columns": {"smoking": "rookt", "weight": "gewicht", "stress": "stress"}},
                {"path": "reports.csv", "holds": "events", "event": "report", "id": "nr", "date_column": "datum"},
                {"path": "visits.csv", "holds": "visits", "id": "nr", "weeks_column": "week", "columns": {"minutes": "minuten"}},
            ],
            "variables": {
                "age": {"label": "Leeftijd", "type": "integer", "range": [12, 45], "role": "baseline"},
                "birth": {"label": "Geboorte", "type": "date", "role": "anchor"},
                "smoking": {"label": "Rookt", "type": "binary"},
                "weight": {"label": "Gewicht", "range": [2, 15], "plausible": [3, 12]},
                "stress": {"label": "Stress", "type": "integer"},
                "minutes": {"label": "Minuten"},
            },
            "events": {"report": {"label": "Melding", "until_weeks": 156}},
            "clustering": {"site": "site"},
            "outcomes": {"smoking": {"label": "Rookt", "type": "binary", "variable": "smoking", "better": "lower", "waves": ["m2", "m6"], "family": "smoking"}},
        }  # fmt: skip
        wave = {
            "rookt": [k % 2 for k in range(PEOPLE)],
            "gewicht": [4 + k / 10 for k in range(PEOPLE)],
            "stress": [(5 * k) % 17 for k in range(PEOPLE)],
        }
        later = {
            "rookt": [k % 3 % 2 for k in range(PEOPLE)],
            "gewicht": [7 + k / 10 for k in range(PEOPLE)],
            "stress": [(7 * k) % 19 for k in range(PEOPLE)],
        }
        self.tables = {
            "people.csv": pd.DataFrame({"nr": IDS, "groep": [k % 2 for k in range(PEOPLE)], "plaats": [("Utrecht", "Gouda", "Leiden")[k % 3] for k in range(PEOPLE)], "leeftijd": [16 + k % 9 for k in range(PEOPLE)], "gebdat_kind": _days(0)}),
            "m2.csv": pd.DataFrame({"nr": IDS, "datum": _days(61)} | wave),
            "m6.csv": pd.DataFrame({"nr": IDS[:-4], "datum": _days(182)[:-4]} | {name: values[:-4] for name, values in later.items()}),
            "reports.csv": pd.DataFrame({"nr": [IDS[0], IDS[0], IDS[5]], "datum": ["01-03-2010", "15-06-2010", "03-09-2011"]}),
            "visits.csv": pd.DataFrame({"nr": [IDS[2 * k + 1] for k in range(12)], "week": range(12), "minuten": [60 + k for k in range(12)]}),
        }  # fmt: skip

    def file(self, name: str) -> dict[str, Any]:
        return next(file for file in self.manifest["files"] if file["path"] == name)

    def only_waves(self) -> None:
        """Without reports and visits, which most mistakes have nothing to do with."""
        del self.manifest["files"][3:], self.manifest["events"]
        for name in ("reports.csv", "visits.csv"):
            del self.tables[name]

    def put(self, table: str, column: str, cells: dict[int, Any]) -> None:
        frame = self.tables[table]
        frame[column] = frame[column].astype(object)
        for row, value in cells.items():
            frame.loc[row, column] = value

    def more(self, table: str, rows: pd.DataFrame) -> None:
        self.tables[table] = pd.concat([self.tables[table], rows], ignore_index=True)

    def text(self, folder: Path) -> str:
        folder.mkdir()
        for name, table in self.tables.items():
            table.to_csv(folder / name, index=False)
        try:
            made = ingest(Manifest.model_validate(self.manifest), folder)
        except IngestError as problem:
            return findings_text(problem.findings.sorted()).replace(str(folder), "DATA")
        return ingested_text(made, rows=2)


def _set(path: str, value: Any) -> Callable[[Cohort], None]:
    """A change of the manifest: ``variables.age.range``."""

    def change(cohort: Cohort) -> None:
        place: Any = cohort.manifest
        *steps, last = path.split(".")
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        place[last] = copy.deepcopy(value)

    return change


def _without(path: str) -> Callable[[Cohort], None]:
    def change(cohort: Cohort) -> None:
        place: Any = cohort.manifest
        *steps, last = path.split(".")
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place[step]
        del place[last]

    return change


def _without_table(name: str) -> Callable[[Cohort], None]:
    def change(cohort: Cohort) -> None:
        del cohort.tables[name]

    return change


def _cells(table: str, column: str, **cells: Any) -> Callable[[Cohort], None]:
    return lambda cohort: cohort.put(table, column, {int(row[1:]): value for row, value in cells.items()})


def _column(table: str, column: str, values: Callable[[pd.DataFrame], Any] | Any) -> Callable[[Cohort], None]:
    def change(cohort: Cohort) -> None:
        frame = cohort.tables[table]
        frame[column] = values(frame) if callable(values) else values

    return change


def _rows(table: str, rows: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Cohort], None]:
    return lambda cohort: cohort.more(table, rows(cohort.tables[table]))


def _keep(table: str, rows: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Cohort], None]:
    return lambda cohort: cohort.tables.update({table: rows(cohort.tables[table]).reset_index(drop=True)})


def _all(*changes: Callable[[Cohort], None]) -> Callable[[Cohort], None]:
    def change(cohort: Cohort) -> None:
        for one in changes:
            one(cohort)

    return change


def _same_answers(cohort: Cohort) -> None:
    cohort.tables["m6.csv"] = cohort.tables["m2.csv"].assign(datum=_days(182))


def _swapped(cohort: Cohort) -> None:
    for name in ("m2.csv", "m6.csv"):
        cohort.tables[name] = cohort.tables[name].assign(
            datum=_days(182 if name == "m2.csv" else 61)[: len(cohort.tables[name])]
        )


def _late(weeks: list[float]) -> Callable[[Cohort], None]:
    return _all(
        _set("entry", "entered"),
        _set("variables.entered", {"label": "Instap"}),
        _set("files.0.columns.entered", "instap"),
        _column("people.csv", "instap", weeks),
    )


def _few_names(n: int) -> Callable[[Cohort], None]:
    return _all(
        *(
            _set(
                f"outcomes.o{k}",
                {
                    "label": f"O{k}",
                    "type": "continuous",
                    "variable": "weight",
                    "waves": ["m2"],
                    "family": "f",
                },
            )
            for k in range(n)
        )
    )


CASES: dict[str, Callable[[Cohort], None]] = {
    "sound": lambda cohort: None,
    # cells
    "an impossible age": _cells("people.csv", "leeftijd", r1=90, r3=11),
    "ages at the limits": _cells("people.csv", "leeftijd", r1=45, r3=12),
    "improbable weights": _cells("m2.csv", "gewicht", r1=2.9, r2=12.1, r3=3, r4=12, r5=2, r6=15),
    "a word among numbers": _cells("m2.csv", "gewicht", r1="veel"),
    "a third answer": _cells("m2.csv", "rookt", r1=2),
    "an empty column": _column("m2.csv", "stress", None),
    "undeclared codes": _cells("m2.csv", "stress", r1=99, r2=99, r3=99),
    "no such date": _cells("m2.csv", "datum", r1="31-02-2010", r2="05-2010"),
    "before conception": _cells("m2.csv", "datum", r1="01-01-2007"),
    "dates of another time": _cells("m2.csv", "datum", r1="01-01-1850"),
    # identifiers
    "a double participant": _rows("people.csv", lambda t: t.head(1)),
    "the same, spelled otherwise": _rows("people.csv", lambda t: t.head(1).assign(nr=IDS[0].lower())),
    "a double row in a wave": _rows("m2.csv", lambda t: t.head(2)),
    "never randomised": _rows("m2.csv", lambda t: t.head(1).assign(nr="ZZ1")),
    "a report of somebody else": _rows("reports.csv", lambda t: t.head(1).assign(nr="ZZ1")),
    "no identifier": _cells("m2.csv", "nr", r3=None, r5="."),
    "no identifier in the last row": _cells("m2.csv", "nr", r23=None),
    "a total below": _rows("m2.csv", lambda t: t.head(1).assign(nr="Totaal")),
    "a note below": _rows("m2.csv", lambda t: t.head(1).assign(nr="dit is een opmerking hier")),
    "spaces around": _cells("m2.csv", "nr", r1=f" {IDS[1]} "),
    "written otherwise": _cells("m2.csv", "nr", r1=IDS[1].lower()),
    "signs in between": _cells("m2.csv", "nr", r1=f"QX-{IDS[1][2:]}"),
    "another list of people": _all(_keep("m2.csv", lambda t: t.assign(nr=[f"W{k}" for k in range(len(t))])), _set("files.0.optional", True), _keep("people.csv", lambda t: t.head(0))),
    "a blank row": _rows("m2.csv", lambda t: pd.DataFrame([{}])),
    "half a last row": _all(_rows("m2.csv", lambda t: pd.DataFrame([{"nr": IDS[0]}])), _keep("m2.csv", lambda t: t.tail(len(t) - 1))),
    # files and columns
    "no file": _without_table("m6.csv"),
    "no file, optional": _all(_without_table("m6.csv"), _set("files.2.optional", True)),
    "no column": _keep("m2.csv", lambda t: t.drop(columns="gewicht")),
    "a renamed column": _keep("m2.csv", lambda t: t.rename(columns={"gewicht": "gewicht_kg"})),
    "capitals in a name": _keep("m2.csv", lambda t: t.rename(columns={"gewicht": "Gewicht "})),
    "not described": _set("files.1.columns.height", "stress"),
    "nearly described": _set("files.1.columns.wieght", "stress"),
    "header is data": _keep("m2.csv", lambda t: t.rename(columns=dict(zip(t.columns, map(str, t.iloc[0]), strict=True)))),
    "a name among the columns": _column("m2.csv", "achternaam", [f"Jansen{'abcdefghijklmnopqrstuvwxyz'[k]}" for k in range(PEOPLE)]),
    "allowed": _all(_column("m2.csv", "achternaam", [f"Jansen{'abcdefghijklmnopqrstuvwxyz'[k]}" for k in range(PEOPLE)]), _set("allow_identifiers", ["achternaam"])),
    # waves
    "the same file twice": lambda cohort: cohort.tables.update({"m6.csv": cohort.tables["m2.csv"]}),
    "the same answers twice": _same_answers,
    "waves exchanged": _swapped,
    "a wave named inside": _column("m2.csv", "meting", 2),
    "its own wave named inside": _column("m2.csv", "meting", 1),
    "two waves named inside": _column("m2.csv", "meting", lambda t: [1 + k % 2 for k in range(len(t))]),
    "more later": _keep("m2.csv", lambda t: t.head(17)),
    "a few more later": _keep("m2.csv", lambda t: t.head(18)),
    "waves at one moment": _set("waves.1.weeks", 8.7),
    "columns of the other wave": _all(_keep("m2.csv", lambda t: t.rename(columns={"stress": "stress6"})), _keep("m6.csv", lambda t: t.rename(columns={"stress": "stress2"})), _set("files.1.columns.stress", "stress2"), _set("files.2.columns.stress", "stress6")),
    # arms and sites
    "an arm changes": _all(_column("m2.csv", "groep", lambda t: [1, *(k % 2 for k in range(1, len(t)))]), _set("files.1.columns.arm", "groep")),
    "arms reversed": _all(_column("m2.csv", "groep", lambda t: [1 - k % 2 for k in range(len(t))]), _set("files.1.columns.arm", "groep")),
    "arms mostly reversed": _all(_column("m2.csv", "groep", lambda t: [k % 2 if k < 5 else 1 - k % 2 for k in range(len(t))]), _set("files.1.columns.arm", "groep")),
    "arms often reversed": _all(_column("m2.csv", "groep", lambda t: [k % 2 if k < 4 else 1 - k % 2 for k in range(len(t))]), _set("files.1.columns.arm", "groep")),
    "without an arm": _cells("people.csv", "groep", r3=None),
    "nobody in an arm": _column("people.csv", "groep", 0),
    "an unknown arm": _cells("people.csv", "groep", r3=7),
    "no allocation": _without("files.0.columns.arm"),
    "moved": _all(_column("m2.csv", "plaats", lambda t: ["Gouda", *(("Utrecht", "Gouda", "Leiden")[k % 3] for k in range(1, len(t)))]), _set("files.1.columns.site", "plaats")),
    "visits of the reference": _column("visits.csv", "nr", [IDS[2 * k] for k in range(12)]),
    "visits mostly of it": _column("visits.csv", "nr", [IDS[2 * k] if k < 11 else IDS[1] for k in range(12)]),
    "visits often of it": _column("visits.csv", "nr", [IDS[2 * k] if k < 10 else IDS[1] for k in range(12)]),
    "nine visits": _all(_keep("visits.csv", lambda t: t.head(9)), _column("visits.csv", "nr", [IDS[2 * k] for k in range(9)])),
    "no date of a report": _cells("reports.csv", "datum", r1=None),
    "no birth": _cells("people.csv", "gebdat_kind", r0=None, r5=None),
    "late starters": _late([-10.0] * 12 + [12.0] * 12),
    "late by a little": _late([-10.0] * 12 + [10.7] * 6 + [10.6] * 6),
    "nobody says when": _set("entry", "entered"),
    "two children": _all(_rows("people.csv", lambda t: t.head(1).assign(kind=2)), _cells("people.csv", "kind", r0=1), _set("files.0.child_column", "kind")),
    "enrolled again": _all(_rows("people.csv", lambda t: t.head(1).assign(ronde=2)), _column("people.csv", "ronde", lambda t: t.get("ronde", pd.Series(1, index=t.index)).fillna(1)), _set("files.0.enrolment_column", "ronde")),
    # what the manifest promises
    "no such outcome": _set("outcomes.smoking.variable", "smokng"),
    "an outcome of people": _set("outcomes.smoking.variable", "age"),
    "an outcome of waves": _without("outcomes.smoking.waves"),
    "no direction": _without("outcomes.smoking.better"),
    "three without direction": _few_names(3),
    "four without direction": _few_names(4),
    "seven without direction": _few_names(7),
    "no yes or no": _set("outcomes.smoking.variable", "stress"),
    "no count": _set("outcomes.w", {"label": "W", "type": "count", "variable": "weight", "better": "lower", "waves": ["m2"], "family": "f"}),
    "another informant": _set("outcomes.smoking.informant", "nurse"),
    "no answers in a wave": _column("m6.csv", "rookt", None),
    "a condition": _set("outcomes.w", {"label": "W", "type": "continuous", "variable": "weight", "better": "lower", "waves": ["m2"], "family": "f", "only_where": "smoking"}),
    "a condition that is none": _set("outcomes.w", {"label": "W", "type": "continuous", "variable": "weight", "better": "lower", "waves": ["m2"], "family": "f", "only_where": "stress"}),
    "covariates": _all(_set("adjust", ["aeg", "zomaar"]), _set("stratified_by", ["wijk"]), _set("clustering.nurse", "nurse")),
    "clusters": _all(_set("cluster_randomised", "school"), _set("outcomes.smoking.levels", ["klas"]), _set("outcomes.smoking.cluster", "klas"), _set("outcomes.smoking.adjust", ["height"])),
    # what is made
    "derived": _set("derived", {"heavy": {"label": "Zwaar", "expression": "weight > 6", "type": "binary", "table": "waves"}, "old": {"label": "Oud", "expression": "age + 1", "type": "integer"}, "older": {"label": "Ouder", "expression": "old / 2"}}),
    "derived before what it uses": _set("derived", {"older": {"label": "Ouder", "expression": "old / 2"}, "old": {"label": "Oud", "expression": "age + 1", "type": "integer"}}),
    "derived of each other": _set("derived", {"older": {"label": "Ouder", "expression": "old / 2"}, "old": {"label": "Oud", "expression": "older + 1"}}),
    "derived of nothing": _set("derived", {"heavy": {"label": "Zwaar", "expression": "wieght > 6", "table": "waves"}}),
    "a text that is never there": _set("derived", {"here": {"label": "Hier", "expression": "site == 'Breda'", "type": "binary"}}),
    "rules": _set("rules", {"young": {"label": "Jong", "expression": "age < 24", "action": "kijk na"}, "light": {"label": "Licht", "expression": "weight < 9", "table": "waves", "severity": "error", "action": "kijk na"}}),
    "excluded": _set("exclude", {"old": {"label": "Oud", "expression": "age > 22"}}),
    "everybody excluded": _set("exclude", {"all": {"label": "Allen", "expression": "age > 2"}}),
    "followed up": _all(_set("events.report", {"label": "Melding", "until_weeks": 100, "from_weeks": 60, "censor": "end"}), _set("variables.end", {"label": "Einde"}), _set("files.0.columns.end", "einde"), _column("people.csv", "einde", [52.0, None] * 12)),
    "no follow-up": _set("events.report.censor", "end"),
    "searched": _all(_set("events.report.searched", "looked"), _set("variables.looked", {"label": "Gezocht", "type": "binary"}), _set("files.0.columns.looked", "gezocht"), _column("people.csv", "gezocht", [0] * 12 + [1] * 12)),
    "never searched": _set("events.report.searched", "looked"),
    "free text": _all(_set("variables.note", {"label": "Notitie", "type": "text"}), _set("files.1.columns.note", "notitie"), _column("m2.csv", "notitie", [f"week {k} ging wel goed" for k in range(PEOPLE)])),
    "typed categories": _all(_set("variables.school", {"label": "School", "type": "category", "role": "baseline"}), _set("files.0.columns.school", "school"), _column("people.csv", "school", ["A", "b"] * 12)),
    # no identifiers
    "rows are moments": _all(_set("files", [{"path": "long.csv", "holds": "participants", "id": "(row)", "columns": {"arm": "groep", "age": "leeftijd"}}]), _set("outcomes", {}), lambda cohort: cohort.tables.update({"long.csv": pd.DataFrame({"groep": [0, 1] * 12, "leeftijd": [20, 21] * 12, "meting": [1, 2] * 12})})),
    "rows return": _all(_set("files", [{"path": "long.csv", "holds": "participants", "id": "(row)", "columns": {"arm": "groep", "age": "leeftijd"}}]), _set("outcomes", {}), lambda cohort: cohort.tables.update({"long.csv": pd.DataFrame({"groep": [0, 1] * 12, "leeftijd": [20, 21] * 12, "respnr": [k // 2 for k in range(24)]})})),
    "rows are people": _all(_set("files", [{"path": "long.csv", "holds": "participants", "id": "(row)", "columns": {"arm": "groep", "age": "leeftijd"}}]), _set("outcomes", {}), lambda cohort: cohort.tables.update({"long.csv": pd.DataFrame({"groep": [0, 1] * 12, "leeftijd": [20, 21] * 12, "meting": [1] * 24})})),
    "within a centre": _all(_set("files.0.id_within", "plaats"), _set("files", [{"path": "people.csv", "holds": "participants", "id": "nr", "id_within": "plaats", "columns": {"arm": "groep", "age": "leeftijd"}}]), _column("people.csv", "nr", [k // 3 for k in range(PEOPLE)]), _set("outcomes", {}), _set("events", {})),
    "a long file": _all(
        _set("files", [{"path": "long.csv", "holds": "wave", "id": "nr", "wave_column": "meting", "informant_column": "wie", "informant_codes": {"m": "mother", "p": "partner"}, "number_column": "volg", "where": {"soort": ["a"]}, "columns": {"arm": "groep", "age": "leeftijd", "smoking": "rookt"}}]),
        _set("outcomes", {}),
        lambda cohort: cohort.tables.update({"long.csv": pd.DataFrame({"nr": [k // 4 for k in range(48)], "meting": [1 + k // 2 % 2 for k in range(48)], "wie": ["m", "p"] * 24, "volg": [None, 1 + 0] * 24, "soort": ["a"] * 44 + ["b"] * 4, "groep": [k // 4 % 2 for k in range(48)], "leeftijd": [20 + k // 4 for k in range(48)], "rookt": [k % 3 % 2 for k in range(48)]})}),
    ),
}  # fmt: skip


def test_every_kind_of_broken_cohort(tmp_path: Path, pinned: Pinned, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = ""
    look = harmonising.refuse_identifiers
    parts = []
    for number, (name, change) in enumerate(CASES.items()):
        cohort = Cohort()
        if not any(word in name for word in ("sound", "report", "visit", "follow", "searched")):
            cohort.only_waves()
        change(cohort)
        # what columns look like has tables of its own, and takes long
        looks = look if name in _LOOKED_AT else lambda *_, **__: None
        monkeypatch.setattr(harmonising, "refuse_identifiers", looks)
        text = cohort.text(tmp_path / str(number))
        same = (
            "".join(line for line in text.splitlines(keepends=True) if line not in sound) if sound else text
        )
        parts.append(titled(name, f"{len(text.splitlines())} lines", same))
        sound = sound or text
    pinned("cohorts/broken", "".join(parts))


_LOOKED_AT = ("sound", "a name among the columns", "allowed")


def _some(n: int) -> Findings:
    findings = Findings()
    for k in range(n):
        findings.warning(
            message("finding-nobody-value"), file="cohort.yaml", column=f"variable_{k}", rows=range(2, 2 + k),
            expected=message("finding-value-some-participants-least"), action=message("finding-look-column-codes-under-missing"),
        )  # fmt: skip
    return findings


def test_how_findings_are_told(pinned: Pinned) -> None:
    parts = []
    for n in (0, 1, 3, 4, 7, 9):
        findings = _some(n)
        for width in (60, 90, 150, 400):
            parts.append(titled(f"{n}, {width} wide", render(grouped(findings), width, "warning", "nl")))
        parts.append(
            titled(
                f"{n} as a table",
                findings.frame().drop(columns="messages").to_csv(index=False, lineterminator="\n"),
            )
        )
        manifest = Manifest.model_validate(copy.deepcopy(Cohort().manifest))
        parts += [
            titled(f"{n} as a page, {language}", quality_page(manifest, findings, language))
            for language in ("nl", "en")
        ]
    pinned("cohorts/findings", "".join(parts))
