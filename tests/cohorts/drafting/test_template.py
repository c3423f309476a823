"""A workbook to type a study into comes in as it is, without editing the manifest."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from voorzorg.cli import main
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.manifest.model import read_manifest

N = 16


def filled(tmp_path: Path, design: str, *more: str) -> Path:
    path = tmp_path / f"{design}.xlsx"
    assert main(["template", design, str(path), *more]) == 0
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        names = [cell.value for cell in page[1]]
        if names[0] != "deelnemersnr":
            continue
        for k in range(N):
            for moment in range(5) if "meting" in names else (0,):
                answers = {
                    **{
                        "deelnemersnr": f"D{k:02d}",
                        "groep": ("controle", "interventie")[k % 2],
                        "leeftijd": 20 + k,
                    },
                    **{
                        "geslacht": ("vrouw", "man")[k % 2],
                        "uitkomst": ("ja", "nee")[k // 3 % 2],
                        "meting": moment + 1,
                    },
                    "score": (7 * k + 3 * moment) % 23,
                }
                page.append([answers[str(name)] for name in names])
    book.save(path)
    return path


@pytest.mark.parametrize("design", ["two-arm", "one-arm", "single-case"])
def test_a_filled_template_is_fit_without_editing(
    design: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled(tmp_path, design)
    assert main(["init-cohort", "new", str(path), "--into", str(tmp_path / "c")]) == 0
    capsys.readouterr()

    assert main(["check", str(tmp_path / "c" / "new")]) == 0

    told = capsys.readouterr().out
    assert f"Fit to be used: {N} participants" in told
    manifest = read_manifest(tmp_path / "c" / "new" / "cohort.yaml")
    assert manifest.design == design.replace("-", "_")
    assert manifest.title.nl == "Titel van het onderzoek"
    assert manifest.outcomes["score"].better == "lower"
    if design != "single-case":
        assert {manifest.variables[name].role for name in ("leeftijd", "geslacht")} == {"baseline"}
        assert set(manifest.variables["geslacht"].labels or {}) == {"vrouw", "man", "anders"}
    if design == "single-case":
        assert [wave.baseline for wave in manifest.waves] == [True, True, True, False, False]
        assert "single_case" in (manifest.outcomes["score"].analyses or ())
    else:
        assert [wave.weeks for wave in manifest.waves] == [0, 26, 52]


@pytest.mark.parametrize("design", ["two-arm", "one-arm", "single-case"])
def test_a_design_that_the_workbook_says_is_sure(design: str, tmp_path: Path) -> None:
    made = draft("new", [filled(tmp_path, design)], tmp_path)
    said = [one for one in made.guesses if getattr(one.guess, "key", "") == "draft-as-sheet-says"]
    assert [(one.confidence, one.word) for one in said] == [(0.95, "sure")]


def test_answers_are_chosen_from_a_list(tmp_path: Path) -> None:
    main(["template", "two-arm", str(tmp_path / "x.xlsx")])

    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    lists = [v.formula1 for v in book["Voormeting"].data_validations.dataValidation]
    assert '"controle,interventie"' in lists and '"ja,nee"' in lists


def test_a_workbook_that_is_there_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.xlsx").write_text("mine")

    assert main(["template", "one-arm", str(tmp_path / "x.xlsx")]) == 1
    assert (tmp_path / "x.xlsx").read_text() == "mine"
    assert "there already" in capsys.readouterr().err
