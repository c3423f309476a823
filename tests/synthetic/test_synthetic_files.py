"""The raw files: as a Dutch research group holds them, marked synthetic, whole or not there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.synthetic import write as writing
from voorzorg.synthetic.build import build
from voorzorg.synthetic.trial.specification import SpecificationError
from voorzorg.synthetic.write import write_raw

ROOT = Path(__file__).parents[2]
COHORTS = ROOT / "data" / "cohorts"
PUBLISHED = ROOT / "data" / "published"


@pytest.mark.parametrize("cohort", ["voorzorg_rct", "voorzorg_2", "late_start"])
def test_every_file_of_the_manifest_is_there_and_nothing_else(cohort: str, raw: dict[str, Path]) -> None:
    manifest = read_manifest(COHORTS / cohort / "cohort.yaml")
    wanted = {file.path for file in manifest.files} | {"LEESMIJ.txt"}
    assert {path.name for path in raw[cohort].iterdir()} == wanted
    note = (raw[cohort] / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert note.startswith("SYNTHETISCH") and "not a replication" in note


def test_spss_files_carry_labels_missing_codes_and_the_synthetic_mark(raw: dict[str, Path]) -> None:
    frame, meta = pyreadstat.read_sav(raw["voorzorg_rct"] / "vz_t2_2maanden.sav", user_missing=True)
    assert meta.file_label.startswith("SYNTHETISCH")
    assert any("SYNTHETISCH" in note for note in meta.notes)
    assert meta.column_names_to_labels["rookt_bij_baby"] == "Rookt in het bijzijn van de baby"
    assert meta.variable_value_labels["rookt"] == {
        -9.0: "niet beantwoord",
        0.0: "nee",
        1.0: "ja",
        99.0: "niet van toepassing of weet niet",
    }
    assert {r["lo"] for r in meta.missing_ranges["rookt"]} == {-9.0, 99.0}
    assert (frame["rookt"] == -9).any()
    assert (frame["cts_08"] == 99).sum() == (frame["partner"] == 0).sum()
    assert len([c for c in frame if c.startswith("cts_")]) == 78
    assert pd.api.types.is_datetime64_any_dtype(pd.to_datetime(frame["afnamedatum"]))


def test_the_register_is_semicolon_csv_with_decimal_commas_in_windows_1252(raw: dict[str, Path]) -> None:
    content = (raw["voorzorg_rct"] / "amk_meldingen.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    lines = content.decode("cp1252").splitlines()
    assert lines[0] == "VZnummer;Datum melding;Aard van de melding;Melder;Ernst (1-10)"
    assert any("Cliënt zelf" in line for line in lines)
    assert all("," in line.rsplit(";", 1)[1] for line in lines[1:])


def test_late_start_uses_dutch_words_and_a_column_that_names_the_wave(raw: dict[str, Path]) -> None:
    text = (raw["late_start"] / "vragenlijst_verpleegkundige.csv").read_bytes().decode("cp1252")
    assert text.startswith("Cliëntnummer;Meetmoment;Datum;")
    assert ";ja;" in text and ";nee;" in text and "Startmeting" in text and "3 maanden" in text


def test_voorzorg_2_has_a_workbook_per_informant_and_a_sheet_per_wave(raw: dict[str, Path]) -> None:
    for name, sheets in {"moeders.xlsx": 7, "verpleegkundigen.xlsx": 7, "partners.xlsx": 3}.items():
        book = openpyxl.load_workbook(raw["voorzorg_2"] / name, read_only=True)
        assert len(book.sheetnames) == sheets
        assert book.properties.title.startswith("SYNTHETISCH")
        book.close()


def test_mothers_files_hold_no_direct_identifiers(raw: dict[str, Path]) -> None:
    """The child's date of birth stands in the birth record alone, which ingest turns into weeks."""
    for path in raw["voorzorg_rct"].glob("*.sav"):
        _, meta = pyreadstat.read_sav(path, metadataonly=True)
        names = " ".join([*meta.column_names, *map(str, meta.column_labels)]).lower()
        for word in ("naam", "bsn", "adres", "postcode", "telefoon", "mail", "geboortedatum"):
            assert word not in names


def test_the_same_seed_gives_the_same_frames_in_every_format(raw: dict[str, Path], tmp_path: Path) -> None:
    cohort = build(COHORTS / "voorzorg_rct", 20080901, PUBLISHED)
    write_raw(cohort.manifest, cohort.tables, tmp_path, 20080901)
    for path in sorted(raw["voorzorg_rct"].iterdir()):
        again = tmp_path / path.name
        if path.suffix == ".sav":
            first, _ = pyreadstat.read_sav(path, user_missing=True)
            pd.testing.assert_frame_equal(first, pyreadstat.read_sav(again, user_missing=True)[0])
        elif path.suffix == ".xlsx":
            pd.testing.assert_frame_equal(
                pd.read_excel(path, engine="calamine"), pd.read_excel(again, engine="calamine")
            )
        else:
            assert path.read_bytes() == again.read_bytes()


def test_a_file_that_fails_halfway_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = build(COHORTS / "late_start", 1, PUBLISHED)
    before = tmp_path / "deelnemers.csv"
    before.write_text("what stood there before")

    def broken(path: Path, *rest: object) -> None:
        path.write_text("half a file")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(writing._WRITERS, "csv", broken)
    with pytest.raises(OSError, match="No space left"):
        write_raw(cohort.manifest, cohort.tables, tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["deelnemers.csv"]
    assert before.read_text() == "what stood there before"


def test_more_rows_than_excel_holds_is_said_before_anything_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort = build(COHORTS / "voorzorg_2", 1, PUBLISHED)
    monkeypatch.setattr(writing, "EXCEL_ROWS", 10)
    with pytest.raises(SpecificationError, match="do not fit in Excel"):
        write_raw(cohort.manifest, cohort.tables, tmp_path, 1)
    assert not list(tmp_path.glob("*.xlsx"))
