"""Files as evaluators hold them, drawn at random, with what a right reading of each would be.

A layout has people, perhaps arms, moments (in columns, rows, sheets or files), measures with or without codes
for no answer, and a way of writing: one row of names or two, titles above, Dutch or English, delimiter and
decimal sign. Some hold a mistake at which the checks must stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

Item = TypeVar("Item")
ID_NAMES = (
    *(
        "id",
        "respnr",
        "Deelnemersnr.",
        "cliëntnr",
        "patiëntnummer",
        "ppn",
        "subject",
        "pnr",
        "case",
        "record_id",
    ),
    *(
        "Participant Id",
        "subjid",
        "study_id",
        "ResponseId",
        "deelnemer",
        "client nr",
        "PatientID",
        "studienummer",
    ),
    *("respondent", "pat_id", "kindnr", "unieke code", "Record", "Casenummer", "ID", "Participant.Id", "nr"),
    *(
        "deelnemer_id",
        "proefpersoonnummer",
        "resp_id",
        "CaseID",
        "SUBJECT_ID",
        "leerlingnr",
        "pp",
        "clientcode",
    ),
)
ARM_NAMES = (
    *("groep", "Conditie", "treated", "randomization", "gerandomiseerd_naar", "loting", "txgroup"),
    *(
        "arm",
        "group",
        "trt",
        "allocation",
        "behandelgroep",
        "interventie",
        "RandomisationGroup",
        "toewijzing",
    ),
    *("studiearm", "Treatment", "random", "gerandomiseerd", "exp_groep", "rct_arm", "tx", "lotingsgroep"),
    "experimenteel",
)
AFFIRMED = ("treated", "trt", "Treatment", "interventie", "exp_groep", "tx", "experimenteel")
ARM_CODES: tuple[tuple[Any, Any], ...] = (
    *((0, 1), (1, 2), ("controle", "interventie"), ("placebo", "actief"), ("Control", "Intervention")),
    *(("A", "B"), ("C", "E"), ("wachtlijst", "behandeling")),
)
MOMENTS = {  # names of columns that end in them, and codes of a column that names them
    "t": (("t0", "t1", "t2"), ("T0", "T1", "T2")),
    "number": (("1", "2", "3"), (1, 2, 3)),
    "months": (("m0", "m6", "m12"), (0, 6, 12)),
    "weeks": (("w0", "w6", "w12"), (0, 6, 12)),
    "words": (("voor", "na", "fu"), ("Voormeting", "Nameting", "Follow-up")),
    "english": (("pre", "post", "followup"), ("Baseline", "Post", "Follow-up")),
    "written": (("baseline", "6mnd", "12mnd"), ("start", "6 maanden", "12 maanden")),
    "redcap": (("t1", "t2", "t3"), ("baseline_arm_1", "month_6_arm_1", "month_12_arm_1")),
}
WAVE_NAMES = {
    "t": ("meting", "wave", "meetmoment", "tijdstip"),
    "number": ("Visit", "golf", "meting", "wave", "sessie"),
    "months": ("maand", "Month", "Meting (maand)"),
    "weeks": ("week", "Meting (week)", "weeknr"),
    "words": ("meetmoment", "Meting", "moment"),
    "english": ("timepoint", "Event Name", "visit"),
    "written": ("meetmoment", "Visit"),
    "redcap": ("redcap_event_name",),
}
FORMATS = ("semicolon", "comma", "tab", "dutch", "latin", "xlsx", "sav")


@dataclass
class Measure:
    """What is measured: ``truth`` in numbers (yes is 1), people by moments; nan where nobody answered."""

    name: str
    truth: np.ndarray
    written: np.ndarray  # the same cells as the file has them
    binary: bool = False
    at_start: bool = False
    turned: bool = False  # 1 and 2 without labels: which one is yes, nobody can tell


@dataclass
class Layout:
    """One drawn layout: its files, and what they say."""

    number: int
    kind: str
    files: list[Path]
    ids: list[str]
    arms: list[str] | None
    measures: list[Measure]
    moments: int  # 0: one row per participant, without moments
    present: np.ndarray  # people by moments: measured then
    control: str | None = None  # which of the arms is the reference
    stops: bool = False  # a mistake was planted that the checks must stop at
    facts: dict[str, str] = field(default_factory=dict)


def choose(rng: np.random.Generator, options: Sequence[Item]) -> Item:
    return options[int(rng.integers(len(options)))]


def draw(seed: int, folder: Path) -> Layout:
    """Draw layout number ``seed`` and write its files into ``folder``."""
    rng = np.random.default_rng([20240, seed])
    folder.mkdir(parents=True, exist_ok=True)
    people = int(rng.integers(24, 90))
    kind = choose(rng, ("one", "wide", "wide", "long", "long", "two_headers", "sheets", "files"))
    moments = 0 if kind == "one" else int(rng.integers(2, 4))
    start = int(rng.integers(1, 900))
    pattern = choose(rng, ("{}", "{}", "P{:03d}", "X{:02d}", "NL-{:04d}"))
    ids = [pattern.format(start + k) for k in range(people)]
    arm_codes = choose(rng, ARM_CODES) if rng.random() < 0.75 else None
    arms = [arm_codes[k] for k in rng.integers(0, 2, people)] if arm_codes else None
    if arms is not None:
        arms[:2] = list(arm_codes or ())
    measures = _measures(rng, people, max(moments, 1))
    present = np.ones((people, max(moments, 1)), dtype=bool)
    if kind in ("long", "sheets", "files"):
        for k in range(1, moments):
            present[:, k] = present[:, k - 1] & (rng.random(people) > 0.12)
    layout = Layout(seed, kind, [], ids, [str(a) for a in arms] if arms else None, measures, moments, present)
    writer = _Writer(rng, folder, layout, arms)
    if arm_codes is not None:
        layout.control = str(arm_codes[_control(rng, arm_codes, writer.arm_name)])
    writer.write()
    return layout


def _control(rng: np.random.Generator, codes: tuple[Any, Any], name: str) -> int:
    """Which of two codes is the control: codes without words may be either, where the name tells neither."""
    plain = codes in ((0, 1), (1, 2), ("A", "B"))
    told = codes == (0, 1) and name in AFFIRMED
    return int(plain and not told and rng.random() < 0.3)


def _measures(rng: np.random.Generator, people: int, moments: int) -> list[Measure]:
    made = [_age(rng, people)] if rng.random() < 0.7 else []
    pool = [_yes_no, _likert, _weight, _height, _cigarettes, _score]
    rng.shuffle(pool)
    return [*made, *(make(rng, (people, moments)) for make in pool[: int(rng.integers(2, 5))])]


def _with_codes(
    rng: np.random.Generator, truth: np.ndarray, codes: Sequence[Any], written: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Some answers missing: empty, or by one or two codes."""
    cells = (truth if written is None else written).astype(object)
    truth = truth.astype("float64")
    gone = rng.random(truth.shape) < rng.uniform(0.03, 0.15)
    gone[:2] = False
    how = choose(rng, (None, *codes))
    values = [None] if how is None else list(how) if isinstance(how, tuple) else [how]
    for place in np.argwhere(gone):
        cells[tuple(place)] = choose(rng, values)
    truth[gone] = np.nan
    return truth, cells


def _age(rng: np.random.Generator, people: int) -> Measure:
    ages = rng.integers(17, 46, (people, 1))
    truth, cells = _with_codes(rng, ages, (99, 999, -9, -1, "onbekend"))
    return Measure(choose(rng, ("leeftijd", "age", "Leeftijd")), truth, cells, at_start=True)


def _yes_no(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    yes = (rng.random(shape) < rng.uniform(0.2, 0.7)).astype(int)
    yes[0], yes[1] = 0, 1
    way = choose(rng, ((0, 1), ("nee", "ja"), ("No", "Yes"), (2, 1), ("N", "J")))
    codes: tuple[Any, ...] = (9, 99, (8, 9), -98) if isinstance(way[0], int) else ("onbekend", "weet niet")
    cells = np.where(yes == 1, np.array(way[1], dtype=object), np.array(way[0], dtype=object))
    truth, cells = _with_codes(rng, yes, codes, cells)
    name = choose(rng, ("rookt", "smokes", "borstvoeding", "betaald werk", "relapse"))
    return Measure(name, truth, cells, binary=True, turned=way == (2, 1))


def _likert(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    low, high = choose(rng, ((1, 5), (1, 7), (0, 10), (0, 4)))
    values = rng.integers(low, high + 1, shape)
    values[: high - low + 1, 0] = np.arange(low, high + 1)[: len(values)]
    codes: tuple[Any, ...] = (99, -9, "n.v.t.") if high >= 7 else (9, 99, (8, 9), -99)
    truth, cells = _with_codes(rng, values, codes)
    return Measure(choose(rng, ("stress", "tevredenheid", "satisfaction", "regie")), truth, cells)


def _weight(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    truth, cells = _with_codes(rng, np.round(rng.normal(72, 12, shape), 1), (999, -9, 999.9, (998, 999), "?"))
    return Measure(choose(rng, ("gewicht", "weight", "BMI")), truth, cells)


def _height(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    truth, cells = _with_codes(
        rng, np.round(rng.normal(1.7, 0.08, shape), 2), (-99, (-95, -99), 9.99, 99, 999)
    )
    return Measure(choose(rng, ("lengte", "height", "bmd")), truth, cells)


def _cigarettes(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    truth, cells = _with_codes(rng, rng.poisson(8, shape), (-9, (-8, -9), 99, 999))
    return Measure(choose(rng, ("sigaretten", "cigarettes", "visits_gp")), truth, cells)


def _score(rng: np.random.Generator, shape: tuple[int, int]) -> Measure:
    values = np.clip(np.round(rng.normal(13, 5, shape)), 0, 30).astype(int)
    truth, cells = _with_codes(rng, values, (99, 999, -1, (88, 99)))
    return Measure(choose(rng, ("epds", "phq9", "totaalscore", "stai_total")), truth, cells)


class _Writer:
    """Writes a layout's files."""

    def __init__(
        self, rng: np.random.Generator, folder: Path, layout: Layout, arms: list[Any] | None
    ) -> None:
        self.rng, self.folder, self.layout = rng, folder, layout
        self.arms = arms
        self.id_name = choose(rng, ID_NAMES)
        self.arm_name = choose(rng, ARM_NAMES)
        options = [m for m in MOMENTS if m != "number" or len(layout.measures) >= 3]
        self.moment = choose(rng, options)
        self.format = choose(rng, FORMATS)
        layout.facts |= {"id": self.id_name, "arm": self.arm_name, "moments": self.moment}

    def write(self) -> None:
        kind = self.layout.kind
        if kind in ("two_headers", "sheets"):
            self.format = "xlsx"
        if kind == "one":
            self._one_table(self._extras(self._people(0) | self._measured(0, ""), len(self.layout.ids)))
        elif kind == "wide":
            self._wide()
        elif kind == "two_headers":
            self._two_headers()
        elif kind == "long":
            self._long()
        else:
            self._apart(sheets=kind == "sheets")
        self.layout.facts["format"] = self.format

    def _people(self, moment: int | None) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {self.id_name: [_number(i) for i in self.layout.ids]}
        if self.arms is not None:
            columns[self.arm_name] = list(self.arms)
        if self.rng.random() < 0.15 and moment is not None:
            columns = {"geboortejaar": list(self.rng.integers(1975, 2005, len(self.layout.ids))), **columns}
        if self.rng.random() < 0.3:
            columns[choose(self.rng, ("gemeente", "Site", "centrum"))] = [
                choose(self.rng, ("Utrecht", "Zwolle", "Breda", "Goes")) for _ in self.layout.ids
            ]
        for measure in self.layout.measures:
            if measure.at_start:
                columns[measure.name] = list(measure.written[:, 0])
        return columns

    def _measured(self, moment: int, how: str) -> dict[str, list[Any]]:
        return {
            how.format(measure.name) if how else measure.name: list(measure.written[:, moment])
            for measure in self.layout.measures
            if not measure.at_start
        }

    def _extras(self, columns: dict[str, list[Any]], people: int) -> dict[str, list[Any]]:
        """What comes with exports and means nothing, and questions that are numbered like moments."""
        rng = self.rng
        if rng.random() < 0.25:
            columns["baseline_complete"] = list(rng.choice([0, 1, 2], people))
        if rng.random() < 0.15:
            columns["Last page"] = list(rng.choice([7, 8], people))
        if rng.random() < 0.3:
            stem = choose(rng, ("item", "q", "att", "totaal_som", "vraag_", "SDQ_", "week"))
            first = choose(rng, (1, 18))
            for k in range(first, first + 8):
                columns[f"{stem}{k}"] = list(rng.integers(0, 4, people))
        if rng.random() < 0.15:  # two lists of questions, numbered alike
            for stem in ("pss_", "gse_"):
                for k in range(1, 6):
                    columns[f"{stem}{k}"] = list(rng.integers(0, 5, people))
        if rng.random() < 0.1:
            columns = {"": list(range(1, people + 1)), **columns}
        if rng.random() < 0.1:
            columns["opmerkingen"] = [f"zie notitie {k * 7} van de week" for k in range(people)]
        if rng.random() < 0.15:
            days = pd.Timestamp("2019-02-01") + pd.to_timedelta(rng.integers(0, 400, people), unit="D")
            columns["datum_invullen"] = [day.strftime("%d-%m-%Y") for day in days]
        return columns

    def _wide(self) -> None:
        endings = MOMENTS[self.moment][0]
        how = choose(self.rng, ("{{}}_{}", "{{}}_{}", "{{}}.{}", "{{}} {}"))
        if self.moment == "t" and self.rng.random() < 0.2:
            endings, how = ("T0", "T1", "T2"), "{{}}{}"
        if self.moment in ("t", "english") and self.rng.random() < 0.3:
            how = "{1}_{{}}".replace("{1}", "{}")
        columns = self._extras(self._people(0), len(self.layout.ids))
        for moment in range(self.layout.moments):
            columns |= self._measured(moment, how.format(endings[moment]))
        self.layout.facts["names"] = how
        self._one_table(columns)

    def _two_headers(self) -> None:
        words = MOMENTS[choose(self.rng, ("words", "english", "t"))][1]
        people = self._people(0)
        group = choose(self.rng, ("", "Kind", "Algemeen"))
        upper: list[str] = [group, *[""] * (len(people) - 1)]
        columns: dict[str, list[Any]] = dict(people)
        lower = list(people)
        for moment in range(self.layout.moments):
            measured = self._measured(moment, "")
            upper += [str(words[moment]), *[""] * (len(measured) - 1)]
            lower += list(measured)
            columns |= {f"{moment}|{name}": cells for name, cells in measured.items()}
        if not group and len({*lower}) == len(lower):
            upper = [""] * len(lower)
        rows = [list(row) for row in zip(*columns.values(), strict=True)]
        self._workbook({"Blad1": [*self._titles(), upper, lower, *rows]})

    def _long(self) -> None:
        layout, rng = self.layout, self.rng
        codes = MOMENTS[self.moment][1]
        wave = choose(rng, WAVE_NAMES[self.moment])
        people = self._people(0)
        rows = []
        for k in range(len(layout.ids)):
            for moment in range(layout.moments):
                if layout.present[k, moment]:
                    row = {name: cells[k] for name, cells in people.items()}
                    row[wave] = codes[moment]
                    rows.append(row | {n: c[k] for n, c in self._measured(moment, "").items()})
        layout.facts["wave"] = wave
        frame = pd.DataFrame(rows).astype(object)
        self._one_table({name: list(frame[name]) for name in frame})

    def _apart(self, *, sheets: bool) -> None:
        """A sheet or a file per moment, allocation in the first."""
        names = {"t": "T{}", "number": "meting {}", "months": "{} maanden", "weeks": "week {}"}
        tables = {}
        for moment in range(self.layout.moments):
            text = (
                names[self.moment].format(MOMENTS[self.moment][0][moment].strip("tmw"))
                if self.moment in names
                else str(MOMENTS[self.moment][1][moment])
            )
            columns = (
                self._people(0) if moment == 0 else {self.id_name: [_number(i) for i in self.layout.ids]}
            )
            columns = columns | self._measured(moment, "")
            keep = np.flatnonzero(self.layout.present[:, moment])
            cells = {name: [values[k] for k in keep] for name, values in columns.items()}
            tables[text] = [list(cells), *map(list, zip(*cells.values(), strict=True))]
        if sheets:
            self._workbook(tables)
            return
        for text, rows in tables.items():
            self._delimited(rows, f"meting_{text.replace(' ', '_')}.csv")

    def _titles(self) -> list[list[Any]]:
        if self.rng.random() < 0.5:
            return []
        return [["Onderzoek naar leefstijl"], *[[] for _ in range(int(self.rng.integers(0, 3)))]]

    def _one_table(self, columns: dict[str, list[Any]]) -> None:
        rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
        if self.rng.random() < 0.06:
            self._mistake(rows)
        if self.format not in ("sav",) and self.rng.random() < 0.12:
            explained = [f"Vraag {k}: wat vult u in bij {name}?" for k, name in enumerate(columns, 1)]
            rows.insert(1, explained)
        if self.format == "sav":
            self._statistical(columns)
        elif self.format == "xlsx":
            self._workbook({"Blad1": [*self._titles(), *rows]})
        else:
            self._delimited([*(self._titles() if self.rng.random() < 0.3 else []), *rows], "data.csv")

    def _mistake(self, rows: list[list[Any]]) -> None:
        """One participant's row gets another's identifier."""
        place = rows[0].index(self.id_name)
        one, two = self.rng.choice(np.arange(1, len(rows)), 2, replace=False)
        if rows[one][place] != rows[two][place] and self.format != "sav":
            rows[one][place] = rows[two][place]
            self.layout.stops = True

    def _workbook(self, sheets: dict[str, list[list[Any]]]) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for name, rows in sheets.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append([_plain(cell) for cell in row])
        path = self.folder / "data.xlsx"
        book.save(path)
        self.layout.files.append(path)

    def _delimited(self, rows: list[list[Any]], name: str) -> None:
        if self.format in ("xlsx", "sav"):
            self.format = "semicolon"
        sign = {"comma": ",", "tab": "\t"}.get(self.format, ";")
        comma = self.format in ("dutch", "latin")
        width = max(map(len, rows))
        lines = [
            sign.join(_cell(cell, comma) for cell in [*row, *[None] * (width - len(row))]) for row in rows
        ]
        path = self.folder / name
        path.write_bytes(
            ("\r\n".join(lines) + "\r\n").encode("cp1252" if self.format == "latin" else "utf-8")
        )
        self.layout.files.append(path)

    def _statistical(self, columns: dict[str, list[Any]]) -> None:
        import pyreadstat

        frame = pd.DataFrame()
        for name, cells in columns.items():
            plain = "".join(sign if sign.isalnum() or sign in "_." else "_" for sign in name).strip("_.")
            numbers = all(cell is None or not isinstance(cell, str) for cell in map(_plain, cells))
            values = [None if cell is None else _plain(cell) for cell in cells]
            frame[plain if plain[:1].isalpha() else f"V{plain}"] = (
                pd.Series(values, dtype="float64")
                if numbers
                else pd.Series([None if v is None else str(v) for v in values])
            )
        path = self.folder / "data.sav"
        pyreadstat.write_sav(frame, str(path))
        self.layout.files.append(path)


def _number(text: str) -> Any:
    return int(text) if text.isdigit() else text


def _plain(cell: Any) -> Any:
    return cell.item() if hasattr(cell, "item") else cell


def _cell(cell: Any, comma: bool) -> str:
    cell = _plain(cell)
    if cell is None:
        return ""
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    return text.replace(".", ",") if comma and isinstance(cell, float) else text
