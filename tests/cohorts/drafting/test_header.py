"""Where column names stand: below titles, in one row or in two, above question texts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from voorzorg.cli import main
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.drafting.sources.header import Header, _unlike, find_header, shape
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.files import read_table
from voorzorg.yaml_file import load

PEOPLE = [
    ["C01", "meisje", "9", "20", "12"],
    ["C02", "jongen", "7", "31", "19"],
    ["C03", "meisje", "8", "25", ""],
]


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ([["nr", "sekse", "leeftijd", "score", "later"]], Header(1)),
        ([["Studie"], [], ["nr", "sekse", "leeftijd", "score", "later"]], Header(3)),
        ([["", "", "", "Voor", "Na"], ["nr", "sekse", "leeftijd", "score", "score"]], Header(2, over=1)),
        ([["Kind", "", "", "Voor", "Na"], ["nr", "sekse", "leeftijd", "score", "score"]], Header(2, over=1)),
        (
            [
                ["Titel"],
                [],
                ["Kind", "Kind", "Kind", "Voor", "Na"],
                ["nr", "sekse", "jaren", "score", "score"],
            ],
            Header(4, over=3),
        ),
        (
            [["nr", "s", "l", "t", "u"], ["Nummer", "Sekse", "Hoe oud?", "Hoe gaat het?", "En later?"]],
            Header(1, skip=1, labels=2),
        ),
        (
            [["Uw nummer?", "Uw sekse?", "Hoe oud?", "Hoe gaat het?", "En nu?"], ["nr", "s", "l", "t", "u"]],
            Header(2, labels=1),
        ),
        (
            [["nr", "s", "l", "t", "u"], ["", "", "(jaar)", "(punten)", "(punten)"]],
            Header(1, skip=1, labels=2),
        ),
    ],
)
def test_names_differ_from_what_stands_below_them(above: list[list[str]], found: Header) -> None:
    assert find_header([*above, *PEOPLE]) == found


def test_rows_of_people_have_no_names() -> None:
    assert find_header(PEOPLE) is None


def test_what_is_shown_of_a_row_is_its_shape() -> None:
    assert shape(["Anna", "3", "2010-05-31", ""], 5) == "t9d.."


def test_a_group_reaches_as_far_as_its_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["", "Voor", "", ""], ["nr", "score", "uren", "score"], [1, 2, 3, 4]):
        page.append(row)
    page.merge_cells("B1:C1")
    book.save(tmp_path / "x.xlsx")
    entry = File(path="x.xlsx", holds="participants", id="nr", header_row=(1, 2))

    read = read_table(tmp_path / "x.xlsx", "x.xlsx", entry, Findings())

    assert list(read.frame) == ["nr", "Voor | score", "Voor | uren", "score"]


def test_two_header_rows_of_a_delimited_file_are_joined(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Titel\n\n;Voor;;Na;\nnr;score;uren;score;uren\n1;2;3;4;5\n")
    entry = File(path="x.csv", holds="participants", id="nr", header_row=(3, 4))

    read = read_table(tmp_path / "x.csv", "x.csv", entry, Findings())

    assert list(read.frame) == ["nr", "Voor | score", "Voor | uren", "Na | score", "Na | uren"]
    assert read.rows.tolist() == [5]


def test_a_file_without_names_is_refused_by_its_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame([[k, "ja", 3.5 + k] for k in range(12)]).to_csv(
        tmp_path / "x.csv", index=False, header=False
    )

    assert main(["init-cohort", "new", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")]) == 1

    told = capsys.readouterr().err
    assert "no row with column names" in told and "9t9" in told
    assert not (tmp_path / "c").exists()


def test_no_participants_value_stands_in_a_draft(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Onderzoek"])
    page.append(["", "", "Bezoek 1", "", "Bezoek 2", ""])
    page.append(["pat_id", "woont in", "RR", "pols", "RR", "pols"])
    for k in range(20):
        page.append([7000 + k, f"Plaats{k % 9}", f"15{k}/8{k % 9}", 60 + k, f"12{k}/7{k % 9}", 58 + k])
    book.save(tmp_path / "x.xlsx")

    assert main(["init-cohort", "new", str(tmp_path / "x.xlsx"), "--into", str(tmp_path / "c")]) == 0

    written = "".join((tmp_path / "c" / "new" / name).read_text() for name in ("cohort.yaml", "guesses.md"))
    assert not [v for k in range(20) for v in (str(7000 + k), f"Plaats{k % 9}", f"15{k}/") if v in written]
    assert "Bezoek 2 | pols" in written


@pytest.mark.parametrize("first", ["score", "score (1)"])
def test_two_columns_of_one_name_are_the_first_and_the_second(
    first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text(
        "nr,score,score\n" + "".join(f"{k},{k % 7},{k % 5}\n" for k in range(1, 25))
    )
    wave = "  - {{path: x.csv, holds: wave, wave: {}, id: nr, columns: {{score: {}}}}}\n"
    (tmp_path / "cohort.yaml").write_text(
        "name: two\ntitle: Two\npublic: true\ndesign: one_arm\n"
        "waves: [{key: before, label: Before}, {key: after, label: After}]\nfiles:\n"
        + wave.format("before", first)
        + wave.format("after", "score (2)")
        + "variables: {score: {label: Score, type: integer}}\n"
    )

    assert main(["check", str(tmp_path / "cohort.yaml")]) == 0
    assert "24 participants, 48 wave rows" in capsys.readouterr().out


def test_a_name_that_is_one_of_the_answers_below_is_no_name() -> None:
    """``controle`` over controle and actief is a value, and so is P01 over codes of its form."""
    body = [[f"P{k:02d}", ("controle", "actief", "wacht")[k % 3]] for k in range(1, 31)]

    assert find_header(body) is None
    assert find_header([["id", "groep"], *body]) == Header(1)
    assert _unlike("controle", ["actief", "controle", "wacht", "actief"]) == -1.0
    assert _unlike("groep", ["actief", "controle", "wacht", "actief"]) > 0


def test_question_texts_do_not_become_names_where_row_numbers_have_none() -> None:
    rows = [
        ["", "respondent", "leeftijd", "gewicht_t1"],
        ["Vraag 1: rij?", "Vraag 2: wie?", "Vraag 3: hoe oud?", "Vraag 4: hoe zwaar?"],
        *([str(k), f"X{300 + k}", str(20 + k), f"{60 + k}.5"] for k in range(1, 12)),
    ]
    found = find_header(rows)
    assert found is not None
    assert (found.row, found.skip) == (1, 1)


def test_control_characters_in_a_name_leave_the_draft_readable(tmp_path: Path) -> None:
    rows = "\n".join(f"{k},{k % 3},{20 + 7 * k % 13}" for k in range(1, 31))
    (tmp_path / "x.csv").write_text(f"voor\x07letter,gr\x1boep_t\x01,score\n{rows}\n", encoding="utf-8")
    assert Manifest.model_validate(load(draft("x", [tmp_path / "x.csv"], tmp_path).text)).files


def drafted(folder: Path, rows: list[list[object]]) -> str:
    path = folder / "x.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return draft("new", [path], folder).text


def test_groups_over_names_are_joined_where_each_fills_the_others_gaps(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Evaluatie"], [], ["kindnr", "groep", "T0", None, "T1", None]]
    rows += [[None, None, "SDQ", "PSI", "SDQ", "PSI"], []]
    rows += [[k, ("controle", "training")[k % 2], k % 7, k % 9, k % 8, k % 11] for k in range(1, 31)]
    text = drafted(tmp_path, rows)
    assert "header_row: [3, 4]" in text
    assert 'sdq: "T0 | SDQ"' in text and 'psi: "T1 | PSI"' in text


def test_a_third_row_of_names_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "T1", "", "", "", "T2", "", "", ""]]
    rows += [["", "moeder", "", "vader", "", "moeder", "", "vader", ""]]
    rows += [["kindnr", *["angst", "stress"] * 4]]
    rows += [[k, *((k * j) % 23 for j in range(3, 11))] for k in range(1, 31)]
    asked = [one for one in drafted(tmp_path, rows).splitlines() if "a third row of names" in one]
    assert len(asked) == 8


def test_a_row_of_units_holds_units_and_no_labels(tmp_path: Path) -> None:
    rows: list[list[object]] = [["respondent", "lengte", "gewicht", "leeftijd"], ["", "cm", "kg", "jaar"]]
    rows += [[k, 150 + k, 50.5 + k, 20 + k % 20] for k in range(1, 31)]
    text = drafted(tmp_path, rows)
    assert "lengte: {label: lengte, type: integer, unit: cm," in text
    assert "gewicht: {label: gewicht, type: number, unit: kg," in text
