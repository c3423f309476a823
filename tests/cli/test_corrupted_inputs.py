"""Spoiled files: a clear message, exit code 1, no traceback, no participant's value, nothing written."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from cohort_files import IDS, CohortFiles, write_sav

from voorzorg.cli import main

Spoil = Callable[[CohortFiles], None]
CASES: dict[str, tuple[Spoil, tuple[str, ...]]] = {}


def case(*phrases: str) -> Callable[[Spoil], Spoil]:
    """Register a way to spoil the files, and what the message has to say."""

    def register(spoil: Spoil) -> Spoil:
        CASES[spoil.__name__] = (spoil, phrases)
        return spoil

    return register


# --- files that cannot be read ------------------------------------------------------------------


@case("randomisatie.csv", "the file is not there", "put the file there")
def missing_file(c: CohortFiles) -> None:
    c.path("randomisatie.csv").unlink()


@case("m2.sav", "the file is empty")
def empty_file(c: CohortFiles) -> None:
    c.path("m2.sav").write_bytes(b"")


@case("randomisatie.csv", "header but no rows")
def header_only(c: CohortFiles) -> None:
    c.path("randomisatie.csv").write_text("respnr;groep;gemeente;leeftijd;gebdat_kind\n")


@case("m2.sav", "cut off (truncated)", "copy")
def truncated_sav(c: CohortFiles) -> None:
    data = c.path("m2.sav").read_bytes()
    c.path("m2.sav").write_bytes(data[: len(data) // 2])


@case("m2.sav", "cut off (truncated)")
def sav_without_its_last_cases(c: CohortFiles) -> None:
    rng = np.random.default_rng(1)  # incompressible values: cases stand in the last part of the file
    c.m2["sigaretten"] = rng.normal(10, 1, len(c.m2))
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)
    data = c.path("m2.sav").read_bytes()
    c.path("m2.sav").write_bytes(data[:-100])


@case("m2.sav", "SPSS file is damaged")
def garbage_sav(c: CohortFiles) -> None:
    c.path("m2.sav").write_bytes(b"$FL2" + bytes(range(256)) * 20)


@case("m6.xlsx", "protected with a password", "remove the password")
def password_protected_workbook(c: CohortFiles) -> None:
    marker = "EncryptedPackage".encode("utf-16-le")
    c.path("m6.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + marker + b"\0" * 512)


@case("m6.xlsx", "workbook cannot be read", "save it again")
def truncated_workbook(c: CohortFiles) -> None:
    data = c.path("m6.xlsx").read_bytes()
    c.path("m6.xlsx").write_bytes(data[: len(data) // 3])


@case("m6.xlsx", "folder, not a file")
def folder_instead_of_file(c: CohortFiles) -> None:
    c.path("m6.xlsx").unlink()
    c.path("m6.xlsx").mkdir()


@case("randomisatie.csv", "an Excel workbook, not csv", "format: xlsx")
def workbook_called_csv(c: CohortFiles) -> None:
    shutil.copy(c.path("m6.xlsx"), c.path("randomisatie.csv"))


@case("m6.xlsx", "no sheet 'Blad9'", "Sheet1")
def sheet_that_is_not_there(c: CohortFiles) -> None:
    c.file("m6.xlsx")["sheet"] = "Blad9"
    c.write_manifest()


@case("randomisatie.csv", "mixed encodings", "3", "one encoding")
def mixed_encodings(c: CohortFiles) -> None:
    lines = c.path("randomisatie.csv").read_text().splitlines()
    lines[1] = lines[1].replace("Utrecht", "Súdwest-Fryslân")
    lines[2] = lines[2].replace("Gouda", "Súdwest-Fryslân")
    encoded = [line.encode("utf-8" if k == 1 else "cp1252") for k, line in enumerate(lines)]
    c.path("randomisatie.csv").write_bytes(b"\n".join(encoded))


@case("randomisatie.csv", "does not follow the encoding")
def another_encoding_than_the_manifest(c: CohortFiles) -> None:
    c.file("randomisatie.csv")["encoding"] = "utf-8"
    c.write_manifest()
    text = c.path("randomisatie.csv").read_text().replace("Utrecht", "Súdwest-Fryslân")
    c.path("randomisatie.csv").write_bytes(text.encode("cp1252"))


@case("randomisatie.csv", "rows cannot be told apart", "quotation mark")
def quotation_mark_not_closed(c: CohortFiles) -> None:
    lines = c.path("randomisatie.csv").read_text().splitlines()
    lines[3] = lines[3].replace("Leiden", '"Leiden')
    c.path("randomisatie.csv").write_text("\n".join(lines) + "\n")


@case("randomisatie.csv", "another number of columns", "5", "decimal comma")
def rows_with_an_extra_delimiter(c: CohortFiles) -> None:
    lines = c.path("randomisatie.csv").read_text().splitlines()
    lines[4] = lines[4].replace("Utrecht", "Utrecht;noord")
    c.path("randomisatie.csv").write_text("\n".join(lines) + "\n")


# --- the evaluator's ten most likely mistakes ----------------------------------------------------


@case("randomisatie.csv", "wrong delimiter", "comma", "delimiter:")
def wrong_delimiter(c: CohortFiles) -> None:
    c.people.to_csv(c.path("randomisatie.csv"), sep=",", index=False)


@case("the file is the same as that of another wave", "m6", "export this wave again")
def file_of_a_wave_twice(c: CohortFiles) -> None:
    c.file("m6.xlsx").update(path="m6.sav", columns=c.file("m2.sav")["columns"], missing=[-9])
    c.write_manifest()
    shutil.copy(c.path("m2.sav"), c.path("m6.sav"))


@case("duplicate identifiers that differ only in capitals, spaces or leading zeros")
def identifiers_in_another_case_twice(c: CohortFiles) -> None:
    c.people.loc[3, "respnr"] = f" {IDS[2].lower()} "
    c.m2.loc[3, "respnr"] = c.m2.loc[2, "respnr"]
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("randomisatie.csv", "leeftijd", "decimal commas where the manifest says points", "decimal:")
def decimal_commas_as_text(c: CohortFiles) -> None:
    c.file("randomisatie.csv")["decimal"] = "."
    c.manifest["variables"]["age"]["type"] = "number"
    c.write_manifest()
    c.people["leeftijd"] = [f"{age},5" for age in c.people["leeftijd"]]
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("randomisatie.csv", "leeftijd", "text where numbers are expected (wrong type)")
def dates_where_ages_belong(c: CohortFiles) -> None:
    c.people["leeftijd"] = c.people["gebdat_kind"]
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("m2.sav", "borstvoeding", "coded 1/2 where the manifest says 0/1", "values: {1: 1, 2: 0}")
def one_two_coding(c: CohortFiles) -> None:
    c.m2["borstvoeding"] = c.m2["borstvoeding"] + 1
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


@case("m2.sav", "borstvoeding", "coded 0/1 where the manifest says 1/2")
def zero_one_coding(c: CohortFiles) -> None:
    c.manifest["variables"]["breastfed"]["values"] = {"1": 1, "2": 0}
    c.write_manifest()


@case("m2.sav", "reversed arm coding", "the other arm than in the participants file")
def reversed_arm_in_a_wave_file(c: CohortFiles) -> None:
    c.file("m2.sav")["columns"]["arm"] = "groep"
    c.write_manifest()
    c.m2["groep"] = 1.0 - c.people["groep"]
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


@case("m2.sav", "reversed arm coding", "value labels name another arm", "swap the 'codes'")
def arm_labels_say_otherwise(c: CohortFiles) -> None:
    c.file("m2.sav")["columns"]["arm"] = "groep"
    c.write_manifest()
    c.m2["groep"] = c.people["groep"].astype(float)
    write_sav(c.m2, c.path("m2.sav"), {**c.m2_labels, "groep": {0: "VoorZorg", 1: "Controle"}})


@case("m6.xlsx", "sigaretten", "missing column", "was it renamed?", "sigaretten_dag")
def renamed_column(c: CohortFiles) -> None:
    c.m6.rename(columns={"sigaretten": "sigaretten_dag"}).to_excel(c.path("m6.xlsx"), index=False)


@case("randomisatie.csv", "half-empty last row", "25")
def last_row_cut_off(c: CohortFiles) -> None:
    text = c.path("randomisatie.csv").read_text().rstrip("\n")
    c.path("randomisatie.csv").write_text(text.rsplit(";", 3)[0])


@case("m6.xlsx", "half-empty last row", "22", "delete the row")
def last_row_is_a_total(c: CohortFiles) -> None:
    total = pd.DataFrame({"sigaretten": [913]})
    pd.concat([c.m6, total]).to_excel(c.path("m6.xlsx"), index=False)


@case("m6.xlsx", "merged header", "header_row: 2")
def merged_header(c: CohortFiles) -> None:
    book = openpyxl.load_workbook(c.path("m6.xlsx"))
    sheet = book.active
    sheet.insert_rows(1)
    sheet["A1"] = "Meting 6 maanden"
    sheet.merge_cells("A1:E1")
    book.save(c.path("m6.xlsx"))


# --- identifiers and allocation -------------------------------------------------------------------


@case("randomisatie.csv", "duplicate identifiers", "enrolment_column")
def duplicate_participant(c: CohortFiles) -> None:
    pd.concat([c.people, c.people.iloc[[4]]]).to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("m2.sav", "two rows in one wave", "child_column")
def duplicate_row_in_a_wave(c: CohortFiles) -> None:
    write_sav(pd.concat([c.m2, c.m2.iloc[[4]]]), c.path("m2.sav"), c.m2_labels)


@case("m6.xlsx", "never randomised", "4")
def never_randomised(c: CohortFiles) -> None:
    c.m6.loc[2, "respnr"] = "QX99999"
    c.m6.to_excel(c.path("m6.xlsx"), index=False)


@case("meldingen.csv", "never randomised")
def unknown_identifier_in_the_register(c: CohortFiles) -> None:
    c.reports.loc[1, "nr"] = "QX99999"
    c.reports.to_csv(c.path("meldingen.csv"), sep=";", index=False)


@case("m2.sav", "groep", "the arm changes", "7")
def arm_changes_between_waves(c: CohortFiles) -> None:
    c.file("m2.sav")["columns"]["arm"] = "groep"
    c.write_manifest()
    c.m2["groep"] = c.people["groep"].astype(float)
    c.m2.loc[6, "groep"] = 1 - c.m2.loc[6, "groep"]
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


@case("randomisatie.csv", "groep", "without an arm", "3")
def participant_without_an_arm(c: CohortFiles) -> None:
    c.people["groep"] = c.people["groep"].astype("Int64")
    c.people.loc[1, "groep"] = pd.NA
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("randomisatie.csv", "groep", "unknown code", "4")
def arm_code_that_nobody_declared(c: CohortFiles) -> None:
    c.people.loc[2, "groep"] = 7
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("m6.xlsx", "rows without an identifier", "4, 6")
def rows_without_an_identifier(c: CohortFiles) -> None:
    c.m6.loc[[2, 4], "respnr"] = None
    c.m6.to_excel(c.path("m6.xlsx"), index=False)


# --- values that cannot be -----------------------------------------------------------------------


@case("m2.sav", "sigaretten", "impossible value", "between 0 and 100", "3")
def hundred_and_eighty_cigarettes(c: CohortFiles) -> None:
    c.m2.loc[2, "sigaretten"] = 180
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


@case("randomisatie.csv", "gebdat_kind", "month 13", "5")
def month_thirteen(c: CohortFiles) -> None:
    c.people.loc[3, "gebdat_kind"] = "04-13-2009"
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("meldingen.csv", "datum", "before conception", "3")
def event_before_conception(c: CohortFiles) -> None:
    c.reports.loc[1, "datum"] = "15-06-2006"
    c.reports.to_csv(c.path("meldingen.csv"), sep=";", index=False)


@case("randomisatie.csv", "gebdat_kind", "in the future", "6")
def born_in_the_future(c: CohortFiles) -> None:
    c.people.loc[4, "gebdat_kind"] = "04-11-2090"
    c.people.to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("wave files swapped", "dates belong to another wave")
def wave_files_swapped(c: CohortFiles) -> None:
    shared = {"smoking": "rookt", "cigarettes": "sigaretten"}
    c.file("m6.xlsx").update(path="b.sav", columns=shared)
    c.file("m2.sav").update(path="a.sav", columns=shared)
    c.write_manifest()
    write_sav(c.m2, c.path("b.sav"), c.m2_labels)
    write_sav(c.m6, c.path("a.sav"))


@case("wave files swapped", "each lacks the columns that the other has")
def wave_files_swapped_by_columns(c: CohortFiles) -> None:
    c.file("m6.xlsx").update(path="b.sav")
    c.file("m2.sav").update(path="a.sav")
    c.write_manifest()
    write_sav(c.m2, c.path("b.sav"), c.m2_labels)
    write_sav(c.m6, c.path("a.sav"))


@case("wave files swapped", "the file itself names another wave", "meting")
def file_that_names_another_wave(c: CohortFiles) -> None:
    c.m6.assign(meting=1).to_excel(c.path("m6.xlsx"), index=False)


@case("m2.sav", "sigaretten", "label calls unknown", "missing: [99]")
def unknown_used_as_a_number(c: CohortFiles) -> None:
    c.m2.loc[2, "sigaretten"] = 99
    write_sav(c.m2, c.path("m2.sav"), {**c.m2_labels, "sigaretten": {99: "Weet niet"}})


@case("m2.sav", "rookt", "unknown code", "4")
def code_without_a_meaning(c: CohortFiles) -> None:
    c.m2.loc[3, "rookt"] = 8
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


@case("m2.sav", "borstvoeding", "the value labels in the file say the opposite")
def value_labels_contradict_the_manifest(c: CohortFiles) -> None:
    write_sav(c.m2, c.path("m2.sav"), {**c.m2_labels, "borstvoeding": {0: "Ja", 1: "Nee"}})


@case("m6.xlsx", "gewicht", "two columns have this name")
def two_columns_of_one_name(c: CohortFiles) -> None:
    frame = c.m6.copy()
    frame.insert(2, "gewicht ", frame["gewicht"])
    frame.columns = [name.strip() for name in frame.columns]
    frame.to_excel(c.path("m6.xlsx"), index=False)


# --- direct identifiers ----------------------------------------------------------------------------


@case("randomisatie.csv", "achternaam", "looks like a name", "delete the column")
def surnames(c: CohortFiles) -> None:
    c.people.assign(achternaam="Jansen").to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@case("m6.xlsx", "extra", "e-mail")
def an_email_address_in_a_remark(c: CohortFiles) -> None:
    remark = [None] * len(c.m6)
    remark[7] = "mail naar anneke@example.org"
    c.m6.assign(extra=remark).to_excel(c.path("m6.xlsx"), index=False)


@case("m2.sav", "nummer2", "citizen service number")
def citizen_service_numbers(c: CohortFiles) -> None:
    numbers = [float(n) for n in (111222333, 123456782, 999990019, 999990020)]
    c.m2["nummer2"] = [numbers[k % 3] for k in range(len(c.m2))]
    write_sav(c.m2, c.path("m2.sav"), c.m2_labels)


# --- numbers, codes and cells that would be misread in silence -------------------------------------


@case("m2.sav", "rookt", "codes 1, 2 have the same value label", "values: {1: ..., 2: ...}")
def two_codes_with_one_label(c: CohortFiles) -> None:
    write_sav(c.m2, c.path("m2.sav"), {"rookt": {1: "Ja", 2: "Ja"}})


@case("m6.xlsx", "gewicht", "formulas that were never computed", "3, 5", "open the workbook in Excel")
def formulas_without_values(c: CohortFiles) -> None:
    change_cells(c.path("m6.xlsx"), {"E3": "=7+1", "E5": "=7.5"})


@case("m6.xlsx", "gewicht", "cells that show an error of Excel: #REF!", "3", "correct the formula")
def excel_errors(c: CohortFiles) -> None:
    change_cells(c.path("m6.xlsx"), {"E3": "#REF!"})


def change_cells(path: Path, cells: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.active[place] = value
        if str(value).startswith("#"):
            book.active[place].data_type = "e"
    book.save(path)


# --- files that are something else ------------------------------------------------------------------


@case("m6.xlsx", "a link to a file that is not there")
def broken_link(c: CohortFiles) -> None:
    c.path("m6.xlsx").unlink()
    c.path("m6.xlsx").symlink_to(c.path("weg.xlsx"))


@case("m6.xlsx", "a link to a file that is not there")
def link_to_itself(c: CohortFiles) -> None:
    c.path("m6.xlsx").unlink()
    c.path("m6.xlsx").symlink_to(c.path("m6.xlsx"))


@case("meldingen.csv", "no ordinary file")
def pipe_instead_of_a_file(c: CohortFiles) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes")
    c.path("meldingen.csv").unlink()
    os.mkfifo(c.path("meldingen.csv"))


@case("m6.xlsx", "header but no rows", "sheet: Sheet1")
def code_book_on_the_first_sheet(c: CohortFiles) -> None:
    book = openpyxl.load_workbook(c.path("m6.xlsx"))
    book.create_sheet("Uitleg", 0).append(["variabele", "betekenis"])
    book.save(c.path("m6.xlsx"))


@case("m6.xlsx", "missing column", "sheet 'Codeboek' of Codeboek, Sheet1")
def filled_code_book_on_the_first_sheet(c: CohortFiles) -> None:
    book = openpyxl.load_workbook(c.path("m6.xlsx"))
    page = book.create_sheet("Codeboek", 0)
    page.append(["item", "betekenis"])
    page.append(["q1", "vraag"])
    book.save(c.path("m6.xlsx"))


@case("m6.xlsx[Adressen]", "straat", "looks like an address")
def addresses_on_another_sheet(c: CohortFiles) -> None:
    book = openpyxl.load_workbook(c.path("m6.xlsx"))
    page = book.create_sheet("Adressen")
    page.append(["nr", "straat"])
    page.append([1, "Dorpsweg"])
    book.save(c.path("m6.xlsx"))


# --- the manifest itself -----------------------------------------------------------------------------


@case("not readable as YAML")
def manifest_that_is_no_yaml(c: CohortFiles) -> None:
    c.path("cohort.yaml").write_text("name: [demo\n")


@case("wave 'm9' is not one of")
def manifest_with_an_unknown_wave(c: CohortFiles) -> None:
    c.file("m2.sav")["wave"] = "m9"
    c.write_manifest()


@case("mapped but not described", "did you mean 'smoking'")
def variable_without_a_description(c: CohortFiles) -> None:
    c.file("m2.sav")["columns"]["smokin"] = "rookt"
    c.write_manifest()


@case("line 3", "save the file as UTF-8")
def manifest_in_windows_letters(c: CohortFiles) -> None:
    text = "name: demo\ntitle: Demo\ndescription: Moeders in één gemeente\n"
    c.path("cohort.yaml").write_bytes(text.encode("cp1252"))


def manifest_case(name: str, change: Callable[[dict[str, Any]], object], *phrases: str) -> None:
    """Register a mistake in the manifest."""

    def spoil(c: CohortFiles) -> None:
        change(c.manifest)
        c.write_manifest()

    CASES[name] = (spoil, phrases)


OUTCOME = {"label": "Rookt", "type": "binary", "variable": "smoking", "waves": ["m2", "m6"]}
DERIVED = {"label": "x", "expression": "age > 18", "type": "binary"}
PHASE = {"key": "a", "label": "a", "from_weeks": 0, "until_weeks": 9, "planned": 0}
manifest_case(
    "weeks_in_words",
    lambda m: m["waves"][0].update(weeks="acht"),
    "waves 'm2': weeks: is a number",
)
manifest_case(
    "header_row_nought",
    lambda m: m["files"][2].update(header_row=0),
    "files 'm6.xlsx': header_row: is at least 1",
)
manifest_case(
    "cut_in_words",
    lambda m: m["variables"]["weight"].update(cut="boven 3"),
    "variables.weight.cut: is a comparison with a number, such as '>= 1'",
)
manifest_case(
    "phase_without_visits",
    lambda m: m.update(visits={"phases": [PHASE]}),
    "visits.phases 'a': planned: is more than 0",
)
manifest_case("waves_of_one_key", lambda m: m["waves"][1].update(key="m2"), "two waves have the same key: m2")
manifest_case(
    "limits_turned_round",
    lambda m: m["variables"]["age"].update(range=[45, 12]),
    "variables.age.range: the lower limit comes first: [12, 45]",
)
manifest_case(
    "path_outside",
    lambda m: m["files"][2].update(path="../m6.xlsx"),
    "files '../m6.xlsx': ",
    "a path inside the data folder",
)
manifest_case(
    "absolute_path",
    lambda m: m["files"][2].update(path=r"C:\\data\\m6.xlsx"),
    "a path inside the data folder",
)
manifest_case("two_delimiters", lambda m: m["files"][0].update(delimiter=";;"), "a delimiter is one sign")
manifest_case(
    "delimiter_in_words", lambda m: m["files"][0].update(delimiter="streep"), "a delimiter is one sign"
)
for reserved, mapped_from in {
    "participant_id": "respnr",
    "wave": "datum",
    "informant": "rookt",
    "weeks": "rookt",
}.items():
    manifest_case(
        f"variable_called_{reserved}",
        lambda m, name=reserved, column=mapped_from: m["files"][1]["columns"].update({name: column}),
        f"files 'm2.sav': columns.{reserved}: '{reserved}' is taken",
    )
manifest_case(
    "derived_over_a_mapped_one",
    lambda m: m.update(derived={"age": DERIVED}),
    "derived.age: has the name of a variable that is mapped",
)
manifest_case(
    "derived_called_weeks", lambda m: m.update(derived={"weeks": DERIVED}), "derived.weeks: 'weeks' is taken"
)
manifest_case(
    "an_analysis_of_times_for_a_yes_or_no",
    lambda m: m.update(outcomes={"smoking": OUTCOME | {"analyses": ["kaplan_meier"]}}),
    "kaplan_meier does not fit an outcome of type 'binary'",
    "there are: two_arm, adjusted",
)


@pytest.mark.parametrize("name", list(CASES))
def test_a_spoiled_input_gives_one_clear_message(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, phrases = CASES[name]
    monkeypatch.setenv("COLUMNS", "400")
    cohort = CohortFiles(tmp_path / "demo")
    cohort.write()
    spoil(cohort)
    before = contents(tmp_path)

    code = main(["check", str(cohort.folder)])

    told = "".join(capsys.readouterr())
    assert code == 1, told
    assert "Traceback" not in told
    for phrase in phrases:
        assert phrase in told
    assert not reveals(told), told
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def reveals(text: str) -> list[str]:
    """Identifiers and spoiled values that the text gives away."""
    secrets = [*IDS, *(i.lower() for i in IDS), "QX99999", "180", "913", "anneke", "Jansen", "111222333"]
    return [secret for secret in secrets if re.search(rf"(?<![\w]){secret}(?![\w])", text)]


def test_the_demo_cohort_is_fit_to_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", str(CohortFiles(tmp_path / "demo").write())])

    told = capsys.readouterr().out
    assert code == 0, told
    assert "24 participants, 44 wave rows, 3 events" in told


ODD: dict[str, tuple[Spoil, tuple[str, ...]]] = {}


def odd(*phrases: str) -> Callable[[Spoil], Spoil]:
    """Register files that may be used, with what is to be said of them."""

    def register(spoil: Spoil) -> Spoil:
        ODD[spoil.__name__] = (spoil, phrases)
        return spoil

    return register


@odd("meldingen.csv", "header but no rows", "24 participants, 44 wave rows, 0 events")
def nobody_was_reported(c: CohortFiles) -> None:
    c.path("meldingen.csv").write_text("nr;datum\n")


@odd("m6.xlsx", "gewicht", "cells that show #DIV/0! are missing", "3")
def division_by_nothing(c: CohortFiles) -> None:
    change_cells(c.path("m6.xlsx"), {"E3": "#DIV/0!"})


@odd("m6.xlsx", "gewicht", "a mapped column holds nothing at all")
def nothing_in_a_column(c: CohortFiles) -> None:
    c.m6.assign(gewicht=None).to_excel(c.path("m6.xlsx"), index=False)


@odd("24 participants, 44 wave rows")
def lock_file_of_excel(c: CohortFiles) -> None:
    c.file("m6.xlsx")["path"] = "*6.xlsx"
    c.write_manifest()
    c.path("~$m6.xlsx").write_bytes(b"\x05owner")


@odd("24 participants, 44 wave rows")
def yes_and_no_of_excel(c: CohortFiles) -> None:
    c.m6.assign(rookt=c.m6["rookt"] == "ja").to_excel(c.path("m6.xlsx"), index=False)


@case("randomisatie.csv", "inkomen", "thousands, or decimals?", "decimal:")
def thousands_without_a_sign(c: CohortFiles) -> None:
    c.file("randomisatie.csv")["columns"]["income"] = "inkomen"
    c.manifest["variables"]["income"] = {"label": "Inkomen"}
    c.write_manifest()
    c.people.assign(inkomen="3.052").to_csv(c.path("randomisatie.csv"), sep=";", index=False)


@odd("24 participants, 44 wave rows")
def delimiter_as_a_word(c: CohortFiles) -> None:
    c.file("randomisatie.csv")["delimiter"] = "puntkomma"
    c.write_manifest()


@odd("say that they are synthetic", "data: synthetic")
def synthetic_files_as_real_ones(c: CohortFiles) -> None:
    c.path("LEESMIJ.txt").write_text("SYNTHETISCH: verzonnen gegevens\n")


@pytest.mark.parametrize("name", list(ODD))
def test_odd_files_are_used_and_said_to_be_odd(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, phrases = ODD[name]
    monkeypatch.setenv("COLUMNS", "400")
    cohort = CohortFiles(tmp_path / "demo")
    cohort.write()
    spoil(cohort)

    code = main(["check", str(cohort.folder)])

    told = "".join(capsys.readouterr())
    assert code == 0, told
    for phrase in phrases:
        assert phrase in told


def test_at_least_25_ways_to_spoil_a_file_are_tried() -> None:
    assert len(CASES) >= 25
