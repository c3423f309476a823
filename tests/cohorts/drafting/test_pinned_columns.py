"""What is guessed of a column: by its name, by what it holds, beside which others; one table of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.drafting.columns import moments, roles
from voorzorg.cohorts.drafting.columns.column import guess_column
from voorzorg.cohorts.drafting.columns.column_types import guess_type
from voorzorg.cohorts.drafting.columns.direction import better
from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess, reads_early, slug
from voorzorg.cohorts.drafting.columns.usual_ranges import usual_range
from voorzorg.cohorts.drafting.sources.codebooks import Codebook, parse_choices
from voorzorg.cohorts.drafting.sources.header import find_header, shape
from voorzorg.cohorts.drafting.tables import side_by_side
from voorzorg.cohorts.drafting.tables.merge import common_type, merged, without_wave
from voorzorg.cohorts.drafting.tables.table import guess_table
from voorzorg.cohorts.reading.raw_table import RawTable, joined_header, unique_names

Pinned = Callable[..., None]

NAMES = (Path(__file__).parent / "column_names.txt").read_text(encoding="utf-8").split()


def test_what_a_name_tells(pinned: Pinned) -> None:
    rows = []
    for written in NAMES:
        name = written.replace("_(", " (").replace("._", ". ")
        yes = {
            kind: test(name)
            for kind, test in {
                "id": roles.reads_as_id,
                "maybe id": roles.may_be_id,
                "site": roles.reads_as_site,
                "birth": roles.reads_as_birth,
                "interview": roles.reads_as_interview,
                "wave": roles.reads_as_wave,
                "event": roles.reads_as_event,
                "remark": roles.reads_as_remark,
                "age": roles.reads_as_age,
                "date": roles.reads_as_date,
                "complete": roles.reads_as_complete,
                "numbers rows": roles.may_number_rows,
                "bookkeeping": lambda one: roles.reads_as_administration(one, []),
                "of a tool": lambda one: roles.reads_as_administration(
                    one, ["Status", "Progress", "Finished"]
                ),
                "two of a tool": lambda one: roles.reads_as_administration(one, ["Status", "Progress"]),
                "of Qualtrics": lambda one: roles.reads_as_administration(
                    one, [f"V{k}" for k in range(1, 9)]
                ),
                "seven of it": lambda one: roles.reads_as_administration(one, [f"V{k}" for k in range(1, 8)]),
                "early": lambda one: reads_early(slug(one), ColumnGuess(one)),
            }.items()
        }
        rows.append(
            {
                "name": name,
                "slug": slug(name),
                "words": roles.words(name),
                "is": "; ".join(kind for kind, so in yes.items() if so),
                "arm": roles.reads_as_arm(name),
                "moment": str(moments.moment(name)),
                "numbered": moments.numbered(name),
                "wave": str(side_by_side.wave_key(name)),
                "order": str(moments.order_key(slug(name))),
                "week": str(moments.moment_in("Meting (week)", name)),
                "range": str(usual_range(name)),
                "better": better(name.replace("_", " ")),
            }
        )
    for unit in ("week", "maand", "dag", "meting"):
        for text in ("0", "6", "156", "1560", "x"):
            rows.append({"name": f"{unit} {text}", "moment": str(moments.moment_in(unit, text))})
    pinned("cohorts/drafting/names", rows)


_BASES: dict[str, list[float]] = {
    "item": [1, 2, 3, 4, 5] * 8,
    "vraag": [0, 1, 2, 3, 4] * 8,
    "cijfer": list(range(11)) * 4,
    "rookt": [0, 1] * 20,
    "q": [1, 2] * 20,
    "score": [3, 5, 8, 11, 14, 17, 20, 24, 27, 30] * 4,
    "leeftijd": [17, 19, 21, 22, 25, 28, 31, 36, 40, 44] * 4,
    "lengte_cm": list(range(150, 190)),
    "gewicht": [51.3 + 1.7 * k for k in range(40)],
    "dosis": [0, 0.5, 1, 1.5, 2, 2.5] * 6,
    "inkomen": [1200 + 55 * k for k in range(40)],
    "verandering": [-5, -3, -2, 0, 1, 4, 6, 7] * 5,
    "plaats": [1011 + 137 * k for k in range(40)],
}
_CODES: tuple[tuple[float, ...], ...] = (
    (),
    (6,),
    (7,),
    (8,),
    (9,),
    (8, 9),
    (7, 8, 9),
    (99,),
    (98, 99),
    (88,),
    (999,),
    (9, 99),
    (99, 999),
    (-1,),
    (-9,),
    (-8, -9),
    (-99,),
    (-999,),
    (0,),
    (9.9,),
    (99.9,),
    (9999,),
    (2,),
    (12,),
    (45,),
    (60,),
    (131,),
    (250,),
    (666,),
)


def test_numbers_that_may_be_no_answer(pinned: Pinned) -> None:
    rows = []
    for name, base in _BASES.items():
        for extra in _CODES:
            for times in (1, 2, 5):
                values = pd.Series([*base, *(list(extra) * times)], dtype="float64")
                found = ColumnGuess(name)
                counts = values.value_counts()
                guess_type(found, pd.Series(counts.index), counts.to_numpy(), {}, in_file=False)
                said = f"{found.type} {found.confidence:.2f}"
                rows.append(
                    {
                        "column": name,
                        "beside": " ".join(f"{value:g}" for value in extra),
                        "times": times,
                        "is": said,
                        "missing": " ".join(found.missing),
                        "why": found.evidence,
                    }
                )
                if not extra:
                    break
    pinned("cohorts/drafting/no_answers", rows)


def _guessed(
    name: str, values: pd.Series, labels: dict[str, str] | None = None, **others: pd.Series
) -> ColumnGuess:
    frame = pd.DataFrame({name: values} | others)
    labelled = {name: labels} if labels else {}
    raw = RawTable(Path("x.csv"), "x.csv", frame, np.arange(2, len(frame) + 2), "csv", value_labels=labelled)
    return guess_column(raw, name, Codebook())


def _many(texts: str, times: int = 8) -> list[str]:
    return texts.split("|") * times


_TEXTS: dict[str, list[str] | list[None]] = {
    "leeg": [None] * 8,
    "yes and no": _many("ja|nee"),
    "yes only": _many("ja"),
    "yes, no and a reason": _many("ja|nee|onbekend"),
    "yes, no and 9": _many("ja|nee|9"),
    "codes for no answer": _many("3|4|n.v.t.|?|5"),
    "most are numbers": [*(str(k) for k in range(16)), "veel", "weinig", "x", "y"],
    "fewer are numbers": [*(str(k) for k in range(15)), "veel", "weinig", "x", "y"],
    "decimal commas": [f"{k},5" for k in range(12)],
    "thousands": [f"{k}.250" for k in range(1, 12)],
    "amounts": [f"€ {k},50" for k in range(12)],
    "shares": [f"{k}%" for k in range(12)],
    "one unit": [f"{k} kg" for k in range(12)],
    "some units": [f"{k} kg" if k % 2 else str(k) for k in range(12)],
    "few units": [f"{k} kg" if k % 3 == 0 else f"{k}a" for k in range(12)],
    "two units": [f"{k} kg" if k % 2 else f"{k} g" for k in range(12)],
    "categories": _many("rood|groen|blauw"),
    "categories and a number": _many("rood|groen|3"),
    "twelve categories": [f"kleur {chr(97 + k)}" for k in range(12)] * 2,
    "thirteen categories": [f"kleur {chr(97 + k)}" for k in range(13)] * 2,
    "of many a twentieth": [f"kleur {chr(97 + k)}" for k in range(20)] * 20,
    "just more than that": [f"kleur {chr(97 + k)}" for k in range(20)] * 19,
    "texts": [f"zin met woord {chr(97 + k)}{chr(98 + k)} erin" for k in range(20)],
    "opmerking": _many("gaat wel goed|niet zo best nu"),
    "toelichting": _many("goed|slecht"),
    "the same everywhere": _many("een zin van vier"),
    "the same word": _many("ja hoor"),
    "datum": [f"{k:02d}-03-2019" for k in range(1, 20)],
    "datum of either order": [f"{k:02d}-{13 - k:02d}-2019" for k in range(1, 13)],
    "datum month first": [f"03/{k:02d}/2019" for k in range(1, 20)],
    "datum with words": [*(f"{k:02d}-03-2019" for k in range(1, 9)), "onbekend", "later", "weet niet", "x"],
    "dates with a word": [*(f"{k:02d}-03-2019" for k in range(1, 20)), "later"],
    "dates with three words": [*(f"{k:02d}-03-2019" for k in range(1, 20)), "later", "ooit", "vroeg"],
    "datum serial": [str(43500 + 3 * k) for k in range(12)],
    "datum compact": [f"201903{k:02d}" for k in range(1, 20)],
    "meetdatum": [str(2500 + k) for k in range(12)],
    "datum nooit": [*(f"{k:02d}-03-2019" for k in range(1, 9)), "01-01-2999", "01-01-1900"],
    "datum geboorte": [f"{k:02d}-03-2019" for k in range(1, 20)],
    "geboortedatum": [f"{k:02d}-03-2019" for k in range(1, 20)],
    "email": [f"a{k}@site.nl" for k in range(10)],
    "huisarts": [f"{name}" for name in ("Jansen", "de Vries", "Bakker", "Visser", "Smit", "Meijer")] * 2,
    "groep": _many("a|b"),
    "groep of six": _many("a|b|c|d|e|f"),
    "groep of seven": _many("a|b|c|d|e|f|g"),
    "groep of one": _many("a"),
    "conditie": _many("controle|interventie"),
    "vorm": _many("placebo|actief"),
    "vorm of four": _many("placebo|a|b|c"),
    "vorm of five": _many("placebo|a|b|c|d"),
    "usual care twice": _many("gebruikelijke zorg|care as usual"),
    "codes of groups": _many("IG|KG"),
    "gemeente": _many("Utrecht|Gouda|Leiden"),
    "gemeente of one": _many("Utrecht"),
    "centrum": _many("1|2|3"),
    "meting": _many("1|2|3"),
    "meting of one": _many("1"),
    "baseline_complete": _many("0|1|2"),
    "form_complete": _many("0|1|2|3"),
    "nr": [str(k) for k in range(1, 13)],
    "volgnr": [str(k) for k in range(1, 5)],
    "rij": [str(2 * k) for k in range(1, 13)],
    "postcodes": [str(1000 + 431 * k) for k in range(12)],
    "near each other": [str(1001 + 41 * k) for k in range(12)],
    "nine of them": [str(1001 + 431 * k) for k in range(9)],
    "round": [str(1000 + 435 * k) for k in range(12)],
}


@pytest.mark.parametrize("beside_an_id", [True, False])
def test_what_a_column_holds(beside_an_id: bool, pinned: Pinned) -> None:
    rows = []
    for name, texts in _TEXTS.items():
        values = pd.Series(texts, dtype="str")
        numbers = pd.to_numeric(values, errors="coerce")
        whole = len(values.dropna()) and numbers.notna().all()
        others = {"respnr": pd.Series([f"r{k}" for k in range(len(values))])} if beside_an_id else {}
        kinds = {"text": values} | ({"number": numbers.astype("float64")} if whole else {})
        for kind, one in kinds.items():
            rows.append({"column": name, "as": kind} | _row(_guessed(name, one, **others)))
    pinned(f"cohorts/drafting/contents{'' if beside_an_id else '_alone'}", rows)


def _row(found: ColumnGuess) -> dict[str, object]:
    return {
        "role": found.role,
        "type": found.type,
        "sure": found.confidence,
        "missing": " ".join(found.missing),
        "values": str(found.values or ""),
        "labels": str(found.labels or ""),
        "arm": found.arm,
        "different": found.distinct,
        "why": found.evidence,
    }


_LABELS: tuple[dict[str, str], ...] = (
    {"1": "ja", "2": "nee"},
    {"1": "ja", "2": "nee", "9": "onbekend"},
    {"1": "ja", "2": "soms", "3": "nee"},
    {"1": "nooit", "2": "soms", "3": "vaak"},
    {"1": "nooit", "2": "soms", "3": "vaak", "4": "altijd", "5": "weet niet"},
    {"1": "nooit", "3": "nooit", "2": ""},
    {"0": "controle", "1": "programma"},
    {"1": "laag", "2": "midden", "3": "hoog", "8": "weigert"},
)


def test_labels_that_a_file_or_a_code_book_gives(pinned: Pinned) -> None:
    rows = []
    for labels in _LABELS:
        for codes in ((1, 2), (1, 2, 3), (0, 1), (1, 2, 3, 4, 5), (1, 2, 9), (1, 2, 3, 99)):
            values = pd.Series(list(codes) * 6, dtype="float64")
            raw = RawTable(Path("x"), "x", pd.DataFrame({"q": values}), np.arange(len(values)), "sav")
            in_book = guess_column(raw, "q", Codebook(values={"q": labels}))
            for where, found in (("file", _guessed("q", values, labels)), ("code book", in_book)):
                rows.append({"given": str(labels), "codes": str(codes), "in": where} | _row(found))
    pinned("cohorts/drafting/labels", rows)


def test_two_moments_of_one_column(pinned: Pinned) -> None:
    made = {
        "0 1": _guessed("a", pd.Series([0.0, 1.0] * 8)),
        "1 2": _guessed("b", pd.Series([1.0, 2.0] * 8)),
        "ja nee": _guessed("c", pd.Series(_many("ja|nee"))),
        "0 1 2": _guessed("d", pd.Series([0.0, 1.0, 2.0] * 8)),
        "0 to 4": _guessed("e", pd.Series([0.0, 1.0, 2.0, 3.0, 4.0] * 8)),
        "halves": _guessed("f", pd.Series([0.5, 1.0, 2.5, 3.0] * 8)),
        "codes": _guessed("g", pd.Series([1.0, 2.0, 3.0] * 8), {"1": "laag", "2": "midden", "3": "hoog"}),
        "turned": _guessed("h", pd.Series([1.0, 2.0, 3.0] * 8), {"1": "hoog", "2": "midden", "3": "laag"}),
        "words": _guessed("i", pd.Series(_many("rood|groen"))),
        "texts": _guessed("j", pd.Series([f"zin van woorden {chr(97 + k)}" for k in range(20)])),
        "9 is none": _guessed("k", pd.Series([1.0, 2.0, 3.0, 9.0, 9.0] * 8)),
    }
    rows = [
        {"one": one, "two": two, "type": str(common_type(a, b))} | _row(merged(a, b))
        for one, a in made.items()
        for two, b in made.items()
    ]
    pinned("cohorts/drafting/two_moments", rows)


def test_a_label_without_its_moment(pinned: Pinned) -> None:
    labels = (
        "EPDS total T0",
        "EPDS total T1",
        "T0: EPDS",
        "Stress (voormeting)",
        "Stress op 6 maanden",
        "Stress - post",
        "Rookt u na 6 weken",
        "baseline",
        "fase t0",
        "Gewicht bij intake",
        "score follow-up 2",
        "follow-up: score",
    )
    waves = ("t0", "t1", "baseline", "m6", "w6", "post", "followup2")
    rows = [{"label": label} | {wave: without_wave(label, wave) for wave in waves} for label in labels]
    pinned("cohorts/drafting/labels_of_moments", rows)


_SIDE_BY_SIDE: dict[str, str] = {
    "two moments": "stress_t1 stress_t2 slaap_t1 slaap_t2",
    "glued": "stressT0 stressT1 slaapT0",
    "before": "t1_stress t2_stress v1_x v2_x",
    "words": "stress_voor stress_na gewicht_voor gewicht_na",
    "units": "stress_6m stress_12m slaap_6m",
    "years": "stress_2018 stress_2019",
    "one of each": "stress_t1 slaap_t2",
    "two of five": "a_t1 b_t2 c_t3 d_t4 a_t5",
    "half": "a_t1 b_t1 a_t2 b_t2 a_t3 c_t3 c_t2",
    "numbers of two": "gewicht1 gewicht2 lengte1 lengte2",
    "numbers of one": "gewicht1 gewicht2 gewicht3",
    "questions": "item1 item2 item3 q_1 q_2",
    "six": "gewicht1 gewicht2 gewicht3 gewicht4 gewicht5 gewicht6",
    "seven": "gewicht1 gewicht2 gewicht3 gewicht4 gewicht5 gewicht6 gewicht7",
    "from two": "a2 b2 a3 b3",
    "not in a row": "a2 b2 a5 b5",
    "a list of four": "pss_t1 pss_t2 pss_t3 pss_t4",
    "a list of three": "pss_t1 pss_t2 pss_t3",
    "a list beside others": "pss_t1 pss_t2 pss_t3 pss_t4 gewicht_t1 gewicht_t2 stress_t1 stress_t2",
    "thirteen": " ".join(f"pss_t{k}" for k in range(1, 14)),
    "twelve": " ".join(f"pss_t{k}" for k in range(1, 13)),
    "moments alone": "voor na",
    "one moment alone": "voor gewicht",
    "visits": "Visit_A Visit_B",
    "signs": "a.b_t1 a-b_t1 a.b_t2 a-b_t2",
    "two lists": " ".join(f"{s}_{k}" for s in ("pss", "gse") for k in range(1, 6)),
    "three numbered": "a1 b1 a2 b2 a3 b3",
    "four numbered": "a1 b1 a2 b2 a3 b3 a4 b4",
    "a group each": "Voor_|_stress Na_|_stress Voor_|_slaap Na_|_slaap",
}


@pytest.mark.parametrize("answers", [2, 7, 8])
def test_moments_side_by_side(answers: int, pinned: Pinned) -> None:
    rows = []
    for what, names in _SIDE_BY_SIDE.items():
        columns = {
            name.replace("_|_", " | ").replace("Visit_", "Visit "): ColumnGuess(
                name, type="integer", distinct=answers
            )
            for name in names.split()
        }
        found = side_by_side.find_series(columns)
        rows.append(
            {
                "names": what,
                "waves": str(found.waves),
                "sure": found.sure,
                "question": found.question,
                "ambiguous": str(side_by_side.ambiguous(columns)),
                "alone": str(side_by_side.only_moments(columns)),
            }
        )
    pinned(f"cohorts/drafting/side_by_side_{answers}", rows)


_GRIDS: dict[str, list[str]] = {
    "one text above the names": [
        "Vraag,Vraag,Vraag",
        "id,leeftijd,score",
        "1,20,5",
        "2,21,6",
        "3,22,7",
        "4,23,8",
    ],
    "texts above the names": [
        "Het nummer,De leeftijd,De score",
        "id,leeftijd,score",
        "1,20,5",
        "2,21,6",
        "3,22,7",
    ],
    "plain": ["id,groep,score", "1,a,5", "2,b,6", "3,a,7"],
    "title": ["Onderzoek,,", ",,", "id,groep,score", "1,a,5", "2,b,6"],
    "two rows": [",,Voor,,Na,", "id,groep,a,b,a,b", "1,x,2,3,4,5", "2,y,3,4,5,6"],
    "two rows that do not repeat": ["Kind,,Voor,", "id,groep,a,b", "1,x,2,3", "2,y,3,4"],
    "labels below": [
        "id,groep,score",
        "Nummer van het kind,Welke groep,Hoeveel punten",
        "1,a,5",
        "2,b,6",
        "3,a,7",
    ],
    "labels above": [
        "Nummer van het kind,Welke groep,Hoeveel punten",
        "id,groep,score",
        "1,a,5",
        "2,b,6",
        "3,a,7",
    ],
    "labels above, of which one returns": [
        "Punten,Punten,Lengte,Gewicht",
        "p_a,p_b,len_c,gew_d",
        "1,20,5,7",
        "2,21,6,7",
        "3,22,7,8",
    ],
    "units": ["id,gewicht,lengte", ",kg,cm", "1,70,170", "2,80,180", "3,75,175"],
    "data only": ["1,2,3", "4,5,6", "7,8,9"],
    "texts only": ["naam,soort", "rood,appel", "groen,peer", "rood,peer", "groen,appel"],
    "texts without names": ["rood,appel", "groen,peer", "rood,peer", "groen,appel"],
    "codes of one pattern": ["P01,5", "P02,6", "P03,7"],
    "row names": [",gewicht,lengte", "1,70,170", "2,80,180", "3,75,175"],
    "half named": ["id,,,score", "1,2,3,4", "2,3,4,5", "3,4,5,6"],
    "dates": ["id,datum,tijd", "1,2019-01-02,03-04-2019 10:20", "2,1/2/2019,4.5.19", "3,2019-1-2,5-6-2019"],
    "signs": ["bedrag,deel", "€ 5.000,5%", "$3,6 %", "-4,+7%"],
    "one row": ["id,score"],
    "two lines": ["id,score", "1,2"],
    "units under doubled names": ["a,b,a,b", "kg,kg,kg,kg", "1,2,3,4", "2,3,4,5", "3,4,5,6"],
    "remarks above": ["Let op: concept", "id,score,groep", "1,2,a", "2,3,b", "3,4,a"],
}


def test_where_the_names_stand(pinned: Pinned) -> None:
    rows = []
    for what, lines in _GRIDS.items():
        for blank in (0, 9, 12):
            grid = [[""]] * blank + [line.split(",") for line in lines]
            width = max(map(len, grid))
            shapes = " ".join(shape(row, width) for row in grid[blank:])
            rows.append({"grid": what, "below": blank, "header": str(find_header(grid)), "shapes": shapes})
    pinned("cohorts/drafting/headers", rows)


def test_names_of_two_rows_and_doubled_ones(pinned: Pinned) -> None:
    pinned(
        "cohorts/drafting/joined_names",
        {
            "to the next": joined_header(["", "Voor", "", "Na"], ["id", "a", "b", "a", "b"]),
            "merged": joined_header(["", "Voor", "", "Na"], ["id", "a", "b", "a", "b"], [(1, 1), (3, 4)]),
            "longer above": joined_header(["A", " ", "B  b"], ["x", ""]),
            "doubled": unique_names(["a", "b", "a", "", " ", "a"]),
        },
    )


def _long(people: int, moments: int, less: int = 0) -> pd.DataFrame:
    rows = [(f"K{k}x", m + 1) for k in range(people) for m in range(moments)]
    rows = rows[: len(rows) - less]
    frame = pd.DataFrame(rows, columns=["wie", "keer"])
    return frame.assign(score=[(7 * k) % 31 + 0.5 for k in range(len(frame))])


_FRAMES: dict[str, pd.DataFrame] = {
    "an id": pd.DataFrame({"respnr": range(20), "x": [1.5, 2.5] * 10}),
    "one double": pd.DataFrame({"respnr": [*range(19), 18], "x": [1.5, 2.5] * 10}),
    "several doubles": pd.DataFrame({"respnr": [k // 2 for k in range(20)], "x": [1.5, 2.5] * 10}),
    "an id and a wave": _long(10, 2).rename(columns={"wie": "respnr", "keer": "meting"}),
    "a code and a wave": _long(10, 2).rename(columns={"keer": "meting"}),
    "a code and a count": _long(10, 3),
    "few have three": _long(10, 3, 14),
    "two people": _long(2, 3),
    "three people": _long(3, 3),
    "thirteen moments": _long(4, 13).rename(columns={"wie": "respnr", "keer": "meting"}),
    "twelve moments": _long(4, 12).rename(columns={"wie": "respnr", "keer": "meting"}),
    "twenty moments": _long(4, 20).rename(columns={"wie": "respnr", "keer": "meting"}),
    "twenty-one moments": _long(4, 21).rename(columns={"wie": "respnr", "keer": "meting"}),
    "a double in a wave": pd.concat([_long(30, 2), _long(1, 1)]).rename(
        columns={"wie": "respnr", "keer": "meting"}
    ),
    "two doubles in a wave": pd.concat([_long(30, 2), _long(2, 1)]).rename(
        columns={"wie": "respnr", "keer": "meting"}
    ),
    "numbers that start again": pd.DataFrame(
        {"respnr": [*range(10)] * 3, "site": [k // 10 for k in range(30)], "x": 1.5}
    ),
    "they do in two waves": pd.DataFrame(
        {
            "respnr": [*range(10)] * 4,
            "site": [k // 20 for k in range(40)],
            "meting": [k // 10 % 2 for k in range(40)],
        }
    ),
    "nearly nobody shares": pd.DataFrame(
        {"respnr": [*range(29), 0], "site": [k // 10 for k in range(30)], "x": 1.5}
    ),
    "children of mothers": pd.DataFrame(
        {"kindnr": range(12), "moedernr": [k // 2 for k in range(12)], "x": [1.5, 3] * 6}
    ),
    "no name, all different": pd.DataFrame({"q": range(101, 121), "x": [1.5, 2.5] * 10}),
    "no name, two rows": pd.DataFrame({"q": [7, 9], "x": [1.5, 2.5]}),
    "below nought": pd.DataFrame({"q": range(-3, 17), "x": [1.5, 2.5] * 10}),
    "texts, all different": pd.DataFrame({"q": [f"w{k}x" for k in range(30)], "x": [1.5] * 30}),
    "nothing": pd.DataFrame({"x": [1.5, 2.5] * 10}),
    "days that tell moments": _long(8, 2)
    .assign(datum=["01-03-2024", "01-09-2024"] * 8)
    .rename(columns={"wie": "respnr"})
    .drop(columns="keer"),
    "many empty": pd.DataFrame(
        {"respnr": [*range(18), None, None], "subject": range(20), "x": [1.5, 2.5] * 10}
    ),
    "one empty": pd.DataFrame({"respnr": [*range(39), None], "subject": range(40), "x": [1.5, 2.5] * 20}),
}


def test_who_the_rows_are_about(pinned: Pinned) -> None:
    rows = []
    for what, frame in _FRAMES.items():
        for sheet in (None, "T2"):
            raw = RawTable(
                Path("x.csv"), "x.csv", frame.reset_index(drop=True), np.arange(2, len(frame) + 2), "csv"
            )
            table, guesses = guess_table(raw, "nameting.csv", sheet, Codebook())
            rows.append(
                {
                    "table": what,
                    "sheet": sheet,
                    "who": str(replace(table.who, why=str(table.who.why))),  # type: ignore[arg-type]
                    "holds": table.holds,
                    "wave": table.wave,
                    "series": str(table.series),
                    "roles": str({name: column.role for name, column in table.columns.items()}),
                    "guesses": "; ".join(
                        f"{g.subject} {g.guess} {g.confidence:g} {g.evidence}" for g in guesses
                    ),
                }
            )
    pinned("cohorts/drafting/who", rows)


def test_choices_of_a_code_book(pinned: Pinned) -> None:
    texts = (
        "1, Ja | 0, Nee",
        "1=ja; 2=nee",
        "vrouw; man",
        "1: a, 2: b",
        "1 = <b>ja</b>\n2 = nee",
        "-9, weet niet | 1, x",
        "ja",
        "1",
        "1=a; x",
        "vrouw; 1 man",
        "a=b; c=d",
        "1=a=b; 2=c",
        "  1 ,  een   twee | 2,drie",
    )
    pinned("cohorts/drafting/choices", [{"text": text, "found": str(parse_choices(text))} for text in texts])
