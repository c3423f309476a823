"""Files of strangers that were misread, each with what must come out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import yaml

from voorzorg.cli import main
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

RNG = np.random.default_rng(11)
N = 60
ARM = ["VZ", "CAU"] * (N // 2)


def drafted(folder: Path, **columns: object) -> tuple[str, Manifest]:
    pd.DataFrame({"id": range(1, N + 1), "arm": ARM} | columns).to_csv(folder / "x.csv", index=False, sep=";")
    text = draft("x", [folder / "x.csv"], folder).text
    return text, Manifest.model_validate(yaml.safe_load(text))


def line(text: str, of: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(f"{of}:"))


def variable(text: str, of: str) -> str:
    return line(text.partition("\nvariables:")[2], of)


def long(arms: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": list(range(N)) * 2,
            "arm": [*ARM, *arms],
            "meetmoment": [0] * N + [1] * N,
            "psi": RNG.integers(10, 40, 2 * N),
        }
    )


def test_one_mistyped_arm_stops_the_check_and_leaves_the_allocation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long(["CAU", *ARM[1:]]).to_csv(tmp_path / "x.csv", index=False)
    assert main(["init-cohort", "x", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")]) == 0

    assert main(["check", str(tmp_path / "c/x"), "--language", "en"]) == 1
    told = capsys.readouterr().out
    assert "the arm changes" in told and "62" in told


def test_what_changes_for_many_is_a_treatment_and_has_another_name(tmp_path: Path) -> None:
    long(list(reversed(ARM))).to_csv(tmp_path / "x.csv", index=False)
    text = draft("x", [tmp_path / "x.csv"], tmp_path).text

    assert "design: one_arm" in text and "arm_in_file: arm" in text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ([f"\u20ac {k}.059,82" for k in range(1, N + 1)], 1059.82),
        ([f"{k}.059,82" for k in range(1, N + 1)], 1059.82),
        ([f"{k}%" for k in range(1, N + 1)], 1.0),
        ([f"{k},50 euro" for k in range(1, N + 1)], 1.5),
    ],
)
def test_amounts_and_percentages_are_numbers(written: list[str], value: float, tmp_path: Path) -> None:
    _, manifest = drafted(tmp_path, bedrag=written)

    people = ingest(manifest, tmp_path).participants
    assert people["bedrag"].astype(float).min() == pytest.approx(value)


def test_a_label_loses_its_wave_however_it_is_written(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, **{f"phq9_{k}m": RNG.integers(0, 27, N) for k in (6, 12, 24)})

    assert "phq9: {label: phq9," in text


def test_a_third_answer_at_one_moment_is_asked_about(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, rookt_t0=[0, 1, 2] * 20, rookt_t1=[0, 1] * 30)

    assert "TODO: check this guess" in variable(text, "rookt") and "'rookt_t0' has more answers" in text


def test_a_few_days_on_which_all_were_measured_are_moments(tmp_path: Path) -> None:
    frame = long(ARM).assign(meetmoment=["01-03-2024"] * N + ["01-09-2024"] * N)
    frame.rename(columns={"meetmoment": "datum"}).to_csv(tmp_path / "x.csv", index=False)
    text = draft("x", [tmp_path / "x.csv"], tmp_path).text

    assert "wave_column: datum  # TODO: check this guess" in text and "design: two_arm" in text


def test_one_remark_in_every_row_is_no_answer(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, opm=["regel 1 van twee"] * N, score=RNG.integers(0, 30, N))

    assert "opm:" not in text


def test_a_study_without_any_possible_allocation_is_of_one_arm(tmp_path: Path) -> None:
    score = RNG.integers(0, 30, N)
    columns = {"geslacht": ["v", "m"] * 30, "score_voor": score, "score_na": score}
    pd.DataFrame({"id": range(N)} | columns).to_csv(tmp_path / "x.csv", index=False)
    assert "design: one_arm  # guess" in draft("x", [tmp_path / "x.csv"], tmp_path).text

    pd.DataFrame({"id": range(N), "vz": [0, 1] * 30} | columns).to_csv(tmp_path / "x.csv", index=False)
    asked = line(draft("x", [tmp_path / "x.csv"], tmp_path).text, "design")
    assert "TODO: check this guess" in asked and "'vz'" in asked


@pytest.mark.parametrize(
    ("name", "values", "codes", "asked"),
    [
        ("leeftijd", RNG.integers(18, 40, N), [99, 99, 99], True),
        ("sigaretten", RNG.integers(0, 21, N), [99], True),
        ("sigaretten", RNG.integers(0, 21, N), [99, 99, 99], False),
        ("epds", RNG.integers(0, 31, N), [99], False),
        ("leeftijd", RNG.integers(18, 40, N), [-1], False),
        ("verandering", RNG.integers(0, 5, N), [-1], True),
        ("lengte_cm", RNG.integers(150, 190, N), [99], True),
        ("gewicht", RNG.normal(70, 8, N).round(1), [0, 999], True),
    ],
)
def test_a_code_is_asked_about_where_the_data_leave_it_open(
    name: str, values: np.ndarray, codes: list[int], asked: bool, tmp_path: Path
) -> None:
    cells = values.astype(float)
    cells[: len(codes)] = codes
    text, _ = drafted(tmp_path, **{name: cells})

    assert ("TODO: check this guess" in variable(text, name)) is asked


@pytest.mark.parametrize("codes", [("C", "E"), ("C", "I"), ("T", "C")])
def test_letters_of_an_allocation_tell_the_control(codes: tuple[str, str], tmp_path: Path) -> None:
    text, manifest = drafted(tmp_path, arm=list(codes) * 30, score=RNG.integers(0, 30, N))

    assert manifest.arms is not None and manifest.arms.reference == "c"
    assert "TODO: check this guess" not in line(text, "reference")


def test_questions_that_end_in_moments_are_asked_about_once(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, **{f"pss_t{k}": RNG.integers(0, 4, N) for k in range(1, 7)})

    assert text.count("questions of a list?") == 1


def test_a_row_of_units_below_the_names_is_no_row_of_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Deelnemer", None, "Voor", None, "Na", None])
    page.append(["respnr", "groep", "stress", "gewicht", "stress", "gewicht"])
    page.append([None, None, "punten", "kg", "punten", "kg"])
    for k in range(24):
        page.append([f"P{k:02d}", ARM[k], k, 50 + k, k + 1, 60 + k])
    book.save(tmp_path / "x.xlsx")

    text = draft("x", [tmp_path / "x.xlsx"], tmp_path).text
    assert "header_row: [1, 2]" in text and "skip_rows: 1" in text
    assert len(ingest(Manifest.model_validate(yaml.safe_load(text)), tmp_path).participants) == 24


def test_moments_beside_a_long_list_of_questions_are_not_passed_over(tmp_path: Path) -> None:
    lists = {f"pss_t{k}": RNG.integers(0, 4, N) for k in range(1, 13)}
    measured = {f"{name}_{m}m": RNG.integers(10, 90, N) for name in ("gewicht", "stress") for m in (0, 6)}
    text, _ = drafted(tmp_path, **lists, **measured)

    assert "TODO: check this guess" in text.partition("variables:")[0]


def test_remarks_that_name_people_stop_the_check_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remarks = [f"gesproken met Sanne de Vries, 06-1234567{k % 10}" for k in range(N)]
    pd.DataFrame({"id": range(N), "arm": ARM, "toelichting": remarks, "score": range(N)}).to_csv(
        tmp_path / "x.csv", index=False
    )
    main(["init-cohort", "x", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")])

    assert main(["check", str(tmp_path / "c/x"), "--language", "en"]) == 1
    told = capsys.readouterr()
    assert "remarks in which" in " ".join(told.out.split()) and "unforeseen" not in told.err
