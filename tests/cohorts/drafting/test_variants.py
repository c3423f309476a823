"""Other files of the kinds that were misread: each ends in a question, a refusal, or the right reading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

N = 60
IDS = [f"A{100 + k}" for k in range(N)]
_ASKED = "TODO: check this guess"


def drawn(*values: object, seed: int = 7) -> list[object]:
    return list(np.random.default_rng(seed).choice(np.array(values, dtype=object), N))


def among(usual: list[object], *odd: object) -> list[object]:
    """Usual answers, and each of the others at two places."""
    made = drawn(*usual)
    for k, value in enumerate([*odd, *odd]):
        made[5 + 7 * k] = value
    return made


def drafted(folder: Path, **columns: object) -> str:
    path = folder / "x.csv"
    pd.DataFrame({"respondent": IDS, **columns}).to_csv(path, index=False)
    return draft("new", [path], folder).text


def line(text: str, name: str) -> str:
    return next(one for one in text.splitlines() if one.startswith(f"  {name}: {{label"))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("q_sat", among([1, 2, 3, 4, 5], 0)),
        ("smokes", among([0, 1], 2)),
        ("lengte", among(list(range(150, 195)), 0)),
        ("birth_weight", among(list(range(1500, 4500, 10)), 0)),
        ("q1", among([1, 2, 3, 4, 5], 55)),
        ("item", among([0, 1, 2, 3], 5)),
        ("leeftijd", among(list(range(20, 45)), 111)),
        ("kalium", among([k / 10 for k in range(20, 60)], 0.0)),
        ("cijfer", among(list(range(1, 11)), 11, 12)),
        ("hulp", among(["ja", "nee"], "8")),
        ("keuze", among(["a", "b", "c"], "99")),
        ("wijk", [1000 + 131 * k for k in range(N)]),
        ("bezoekdatum", [43_466 + k for k in range(N)]),
        ("rookt", [3 if k == 4 else 4 if k == 9 else k % 2 for k in range(N)]),
        ("bloeddruk", among(list(range(100, 150)), 1)),
        ("meetdatum", [f"{k % 12 + 1}/{k % 9 + 1}/2019" for k in range(N)]),
        ("afnamedatum", ["1900-01-01", *(f"2019-05-{k % 28 + 1:02}" for k in range(N - 1))]),
    ],
)
def test_what_may_be_no_answer_or_no_measure_is_asked_about(tmp_path, name, values):
    assert _ASKED in line(drafted(tmp_path, **{name: values}), name)


def test_ordinary_numbers_are_not_asked_about(tmp_path):
    text = drafted(
        tmp_path,
        kinderen=drawn(0, 1, 2, 3),
        gewicht=drawn(*range(50, 110)),
        score=drawn(*range(28)),
        steps=drawn(*range(2000, 9000, 7)),
    )
    for name in ("kinderen", "gewicht", "score", "steps"):
        assert _ASKED not in line(text, name)


def test_dates_in_numbers_are_dates(tmp_path):
    assert "type: date" in line(
        drafted(tmp_path, bezoekdatum=[20_190_501 + k % 28 for k in range(N)]), "bezoekdatum"
    )


@pytest.mark.parametrize(
    ("name", "values", "reference"),
    [
        ("Zuteilung", ["IG", "KG"], "kg"),
        ("bras", ["contrôle", "traitement"], "controle"),
        ("TRT01P", ["Active", "Sham"], "sham"),
        ("Gruppe", ["Intervention", "Kontrolle"], "kontrolle"),
        ("IV_of_CG", ["IV", "CG"], "cg"),
        ("kreeg_interventie", ["ja", "nee"], "nee"),
    ],
)
def test_arms_by_other_names(tmp_path, name, values, reference):
    text = drafted(tmp_path, **{name: drawn(*values), "score": drawn(*range(28))})
    assert "design: two_arm" in text
    assert f"  reference: {reference}" in text


@pytest.mark.parametrize(
    ("name", "values", "reference"),
    [
        ("geen_interventie", [0, 1], "arm_1"),
        ("no_treatment", ["ja", "nee"], "ja"),
        ("zonder_interventie", [0, 1], "arm_1"),
        ("controlegroep", [0, 1], "arm_1"),
        ("control", [0, 1], "arm_1"),
    ],
)
def test_a_name_that_denies_turns_the_codes_round_and_is_asked_about(tmp_path, name, values, reference):
    text = drafted(tmp_path, **{name: drawn(*values), "score": drawn(*range(28))})
    assert f"  reference: {reference}  # {_ASKED}" in text


@pytest.mark.parametrize(("control", "other"), [("kontrol", "program"), ("ctrl", "nieuw"), ("Ctl", "act")])
def test_short_words_for_a_control(tmp_path, control, other):
    text = drafted(tmp_path, arm=drawn(control, other), score=drawn(*range(28)))
    assert f"  reference: {control.casefold()}  # guess (90%)" in text


def test_days_in_eight_digits_are_dates_whatever_their_name(tmp_path):
    text = drafted(tmp_path, begin=[20_230_000 + 100 * (k % 12 + 1) + k % 28 + 1 for k in range(N)])
    assert "type: date" in line(text, "begin")


def test_children_are_numbered_within_their_families(tmp_path):
    frame = {
        "gezinsnr": [k // 2 for k in range(N)],
        "kindnr": [k % 2 + 1 for k in range(N)],
        "gedrag": drawn(*range(28)),
    }
    path = tmp_path / "x.csv"
    pd.DataFrame(frame).to_csv(path, index=False)
    text = draft("new", [path], tmp_path).text
    assert f"id: kindnr  # {_ASKED}" in text
    assert "id_within: gezinsnr" in text
    assert len(ingest(Manifest.model_validate(yaml.safe_load(text)), tmp_path).participants) == N


@pytest.mark.parametrize("named", ["paar", "matched_pair", "PaarNr"])
def test_clusters_in_pairs_are_proposed_as_such(tmp_path, named):
    schools = [k // 5 for k in range(N)]
    text = drafted(
        tmp_path,
        school=[f"school {k}" for k in schools],
        groep=[("controle", "lessen")[k % 2] for k in schools],
        score=drawn(*range(28)),
        **{named: [k // 2 for k in schools]},
    )
    assert "pairs: paar" in text or "pairs: matched_pair" in text
    assert "role: design" in line(text, named.casefold())


def test_a_column_called_pair_that_holds_none_stays_what_it_is(tmp_path):
    schools = [k // 5 for k in range(N)]
    text = drafted(
        tmp_path,
        school=[f"school {k}" for k in schools],
        groep=[("controle", "lessen")[k % 2] for k in schools],
        paar=drawn(1, 2, 3),
    )
    assert "pairs:" not in text


def test_a_measure_and_a_moment_are_called_without_each_other(tmp_path):
    text = drafted(tmp_path, klachten_voor=drawn(*range(28)), klachten_na=drawn(*range(28), seed=8))
    assert "klachten: {label: klachten," in text
    assert "{key: post, label: na}" in text


def test_the_seed_of_a_survey_tool_is_nobodys_number(tmp_path):
    text = drafted(tmp_path, seed=[100_000_007 + 9973 * k for k in range(N)], score=drawn(*range(28)))
    assert len(ingest(Manifest.model_validate(yaml.safe_load(text)), tmp_path).participants) == N


def test_a_stratum_is_no_arm(tmp_path):
    assert "design: one_arm" in drafted(
        tmp_path, randomisatiestratum=drawn("a", "b"), score=drawn(*range(28))
    )


def test_columns_called_by_a_moment_alone_are_asked_about(tmp_path):
    text = drafted(tmp_path, voor=drawn(*range(28)), na=drawn(*range(28), seed=8))
    assert "one measure at 2 moments" in line(text, "voor")


def test_several_children_of_one_mother_are_asked_about(tmp_path):
    text = drafted(tmp_path, moeder_id=[f"M{k // 2}" for k in range(N)], gewicht=drawn(*range(28)))
    assert "id: respondent  # TODO: check this guess" in text


def test_remarks_are_left_out(tmp_path):
    text = drafted(tmp_path, opmerking=drawn("moeder belde om tien uur", "geen"), score=drawn(*range(28)))
    assert "opmerking" not in text


@pytest.mark.parametrize("below", ["Gemiddelde", "Totaal", "* zonder twee uitvallers"])
def test_totals_and_notes_are_no_participants(tmp_path, below):
    text = drafted(tmp_path, score=drawn(*range(28)))
    path = tmp_path / "x.csv"
    path.write_text(path.read_text(encoding="utf-8") + f"{below},20\n", encoding="utf-8")
    with pytest.raises(IngestError, match="no participants") as told:
        ingest(Manifest.model_validate(yaml.safe_load(text)), tmp_path)
    assert told.value.findings.errors[0].row == str(N + 2)


def test_names_of_groups_between_the_people_are_no_participants(tmp_path):
    rows = [f"{one},{k % 7}" for k, one in enumerate(IDS)]
    text = "\n".join(["respondent,pijn", "Interventiegroep,", *rows[:30], "Controlegroep,", *rows[30:]])
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    manifest = Manifest.model_validate(yaml.safe_load(draft("new", [tmp_path / "x.csv"], tmp_path).text))
    with pytest.raises(IngestError, match=r"2, 33"):
        ingest(manifest, tmp_path)


def test_two_files_of_participants_that_disagree_are_stopped(tmp_path):
    for name, more in (("definitief", 0), ("oud", 1)):
        frame = pd.DataFrame({"respondent": IDS, "pijn": [k % 20 + more for k in range(N)]})
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    paths = [tmp_path / "definitief.csv", tmp_path / "oud.csv"]
    manifest = Manifest.model_validate(yaml.safe_load(draft("new", paths, tmp_path).text))
    with pytest.raises(IngestError, match="two files disagree"):
        ingest(manifest, tmp_path)


@pytest.mark.parametrize("start", ["stress", "stress_0", "stress_bl"])
def test_one_more_column_of_a_measure_is_asked_about(tmp_path, start):
    columns = {name: drawn(*range(30), seed=k) for k, name in enumerate((start, "stress_6w", "stress_3m"))}
    text = drafted(tmp_path, **columns)
    assert "key: baseline" in text or _ASKED in line(text, start)


@pytest.mark.parametrize(
    ("first", "second"), [("stressVoor", "stressNa"), ("preStress", "postStress"), ("T0Stress", "T1Stress")]
)
def test_moments_are_told_by_a_capital(tmp_path, first, second):
    text = drafted(tmp_path, **{first: drawn(*range(30)), second: drawn(*range(30), seed=8)})
    assert len(Manifest.model_validate(yaml.safe_load(text)).waves) == 2


def test_days_of_a_diary_are_asked_about(tmp_path):
    text = drafted(tmp_path, **{f"dag{k}": drawn(*range(1, 6), seed=k) for k in range(1, 8)})
    assert "dag7" in text.split(_ASKED, 1)[1].splitlines()[0]


def taken_in(folder: Path, text: str) -> None:
    ingest(Manifest.model_validate(yaml.safe_load(text)), folder)


_DAYS = [(1 + 5 * k % 28, 1 + 7 * k % 12) for k in range(N)]


def month_first_by_turns(k: int, day: int, month: int) -> str:
    return f"{month:02d}/{day:02d}/2021" if k % 2 else f"{day:02d}/{month:02d}/2021"


def turned_where_it_could_be(_k: int, day: int, month: int) -> str:
    return f"2021-{day:02d}-{month:02d}" if day <= 12 else f"{month:02d}/{day:02d}/2021"


@pytest.mark.parametrize("written", [month_first_by_turns, turned_where_it_could_be])
def test_dates_in_two_orders_are_asked_about_and_stopped(tmp_path, written):
    text = drafted(tmp_path, bezoek=[written(k, *one) for k, one in enumerate(_DAYS)], pijn=drawn(*range(9)))
    assert "yyyy-mm-dd" in line(text, "bezoek")
    with pytest.raises(IngestError, match="two orders"):
        taken_in(tmp_path, text)


@pytest.mark.parametrize(
    "written", [lambda d, m: f"{d:02d}-{m:02d}-2021", lambda d, m: f"2021-{m:02d}-{d:02d}"]
)
def test_dates_in_one_order_are_taken_in(tmp_path, written):
    taken_in(tmp_path, drafted(tmp_path, bezoek=[written(*one) for one in _DAYS], pijn=drawn(*range(9))))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("datum", [f"{day:02d}{month:02d}2021" for day, month in _DAYS]),
        ("datum", [f"{day:02d}{month:02d}21" for day, month in _DAYS]),
        ("income", [f"{1 + k % 4},{100 + 13 * k}" for k in range(N)]),
    ],
)
def test_numbers_that_may_be_read_in_another_way_are_asked_about(tmp_path, name, values):
    assert _ASKED in line(drafted(tmp_path, **{name: values}), name)


def test_previews_of_a_survey_are_asked_about_and_told(tmp_path):
    states = ["Survey Preview" if k < 3 else "IP Address" for k in range(N)]
    frame = pd.DataFrame(
        {"ResponseId": [f"R_{k:05d}x" for k in range(N)], "Status": states, "q": drawn(1, 2, 3)}
    )
    frame.to_csv(tmp_path / "x.csv", index=False)
    text = draft("new", [tmp_path / "x.csv"], tmp_path).text
    assert "Qualtrics" in text
    found = ingest(Manifest.model_validate(yaml.safe_load(text)), tmp_path).findings
    assert [one.row for one in found if one.says("finding-preview-rows")] == ["2, 3, 4"]
