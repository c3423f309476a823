"""Who a row is about, at which moment, and in which arm: by names, and by how values repeat."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main
from voorzorg.cohorts.drafting.columns import roles
from voorzorg.cohorts.manifest.model import Manifest, read_manifest

N = 24


def drafted(tmp_path: Path, frame: pd.DataFrame) -> Manifest:
    frame.to_csv(tmp_path / "x.csv", index=False)
    assert main(["init-cohort", "new", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")]) == 0
    return read_manifest(tmp_path / "c" / "new" / "cohort.yaml")


def long(who: str, when: str, codes: list[object]) -> pd.DataFrame:
    rows = [
        {
            who: f"X{k:02d}",
            when: code,
            "groep": ("placebo", "middel")[k % 2],
            "rookt": ("ja", "nee")[(k + j) % 2],
        }
        for k in range(N)
        for j, code in enumerate(codes)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Deelnemersnr.",
            "cliëntnr",
            "patiëntnummer",
            "ppn",
            "subject",
            "pnr",
            "case",
            "record",
            "Castor Record ID",
        ),
        *(
            "record_id",
            "subjid",
            "Participant Id",
            "respondentnummer",
            "kindnr",
            "client_code",
            "unieke code",
        ),
    ],
)
def test_identifiers_are_known_by_name(name: str) -> None:
    assert roles.reads_as_id(name)


@pytest.mark.parametrize(
    "name", ["leeftijd", "idealisme", "casemanager", "nrs_pijn", "kinderen", "studie", "code_rood"]
)
def test_other_names_are_no_identifiers(name: str) -> None:
    assert not roles.reads_as_id(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "treated",
            "randomization",
            "gerandomiseerd_naar",
            "loting",
            "txgroup",
            "experimenteel",
            "trt",
            "Arm",
        ),
        *("RandomisationGroup", "toewijzing", "studiearm", "lotingsgroep", "exp_conditie", "behandelgroep"),
    ],
)
def test_allocations_are_known_by_name(name: str) -> None:
    assert roles.reads_as_arm(name)


@pytest.mark.parametrize(
    "name", ["leeftijdsgroep", "age_group", "bloedgroep", "agreement", "armoede", "alarm"]
)
def test_other_groups_are_no_arms(name: str) -> None:
    assert not roles.reads_as_arm(name)


@pytest.mark.parametrize("who", ["Deelnemersnr.", "ppn", "volgnummer"])
def test_people_return_at_every_moment(who: str, tmp_path: Path) -> None:
    manifest = drafted(tmp_path, long(who, "Meting (week)", [0, 2, 6]))

    assert (manifest.files[0].id, manifest.files[0].wave_column) == (who, "Meting (week)")
    assert [(wave.key, wave.weeks) for wave in manifest.waves] == [("w0", 0), ("w2", 2), ("w6", 6)]
    assert manifest.weeks_from.nl == "de start"


def test_redcap_events_are_moments_and_arms(tmp_path: Path) -> None:
    frame = long("record_id", "redcap_event_name", ["baseline", "month_6"]).drop(columns="groep")
    arm = (frame["record_id"].str[1:].astype(int) % 2 + 1).astype(str)
    frame["redcap_event_name"] += "_arm_" + arm

    manifest = drafted(tmp_path, frame)

    assert [wave.key for wave in manifest.waves] == ["baseline", "m6"]
    assert manifest.arms is not None
    assert manifest.arms.levels["arm_2"].codes == ("baseline_arm_2", "month_6_arm_2")
    assert main(["check", str(tmp_path / "c" / "new")]) == 0


def test_one_identifier_twice_is_a_mistake_and_no_wave(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.DataFrame(
        {
            "study_id": range(1, N + 1),
            "groep": ["a", "b"] * (N // 2),
            "rookt": ["ja", "nee", "nee"] * (N // 3),
        }
    )
    frame.loc[5, "study_id"] = 5
    manifest = drafted(tmp_path, frame)
    capsys.readouterr()

    assert not manifest.waves
    assert main(["check", str(tmp_path / "c" / "new")]) == 1
    told = capsys.readouterr().out
    assert "duplicate identifiers: one occurs twice" in told and "6, 7" in told


def test_rows_that_look_like_moments_do_not_become_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = drafted(tmp_path, long("waarnemer", "meting", [1, 2]).drop(columns="waarnemer"))
    capsys.readouterr()

    assert manifest.files[0].id == "(row)"
    assert main(["check", str(tmp_path / "c" / "new")]) == 1
    assert "every row would become a participant" in capsys.readouterr().out
    path = tmp_path / "c" / "new" / "cohort.yaml"
    path.write_text(path.read_text().replace("    id: ", "    one_row_each: true\n    id: ", 1))
    assert main(["check", str(tmp_path / "c" / "new")]) == 0


@pytest.mark.parametrize("names", ["item{}", "q{}", "epds{}", "totaal_som{}", "att{}"])
def test_questions_are_no_moments(names: str, tmp_path: Path) -> None:
    answers = {names.format(k): [(k + row) % 4 for row in range(N)] for k in range(1, 11)}

    assert not drafted(tmp_path, pd.DataFrame({"id": range(N), **answers})).waves


def test_one_measure_under_a_few_numbers_is_asked_about(tmp_path: Path) -> None:
    weights = {f"gewicht{k}": [60 + row + k for row in range(N)] for k in (1, 2, 3)}

    assert not drafted(tmp_path, pd.DataFrame({"id": range(N), **weights})).waves
    text = (tmp_path / "c" / "new" / "cohort.yaml").read_text()
    assert text.count("'gewicht1' to 'gewicht3': one measure at 3 moments, or 3?") == 3


def test_the_same_measures_at_each_number_are_moments(tmp_path: Path) -> None:
    measures = {
        f"{name}_{k}": [low + row + k for row in range(N)]
        for name, low in (("gewicht", 60), ("pols", 55))
        for k in (1, 2)
    }
    lists = {
        f"{name}_{k}": [(row + k) % 5 for row in range(N)] for name in ("pss", "gse") for k in range(1, 8)
    }

    manifest = drafted(tmp_path, pd.DataFrame({"id": range(N), **measures, **lists}))

    assert [wave.key for wave in manifest.waves] == ["t1", "t2"]
    assert {"gewicht", "pols", "pss_*"} <= set(manifest.variables)


def test_bookkeeping_is_no_outcome(tmp_path: Path) -> None:
    tools = {
        **{
            "baseline_complete": [0, 2] * (N // 2),
            "Last page": [7, 8] * (N // 2),
            "LocationAccuracy": [-1, 4] * (N // 2),
        },
        "X": range(1, N + 1),
    }
    manifest = drafted(tmp_path, pd.DataFrame({"record_id": range(50, 50 + N), **tools, "score": range(N)}))

    assert set(manifest.outcomes) == {"score"}
    assert set(manifest.variables) == {"score"}


def test_a_date_stays_a_date_without_a_birth_to_count_from(tmp_path: Path) -> None:
    days = [f"{k % 27 + 1:02d}-03-2021" for k in range(N)]
    manifest = drafted(tmp_path, pd.DataFrame({"id": range(N), "datum": days, "score": range(N)}))

    assert manifest.variables["datum"].type == "date"
    assert "datum" not in manifest.outcomes


def test_a_column_of_another_name_tells_the_moments_apart_where_it_is_the_one_that_does(
    tmp_path: Path,
) -> None:
    """Of columns with few values, the moments are in the one that has each person once at each value."""
    frame = long("deelnemer", "blok", [1, 2, 3])
    frame.insert(1, "kleur", [(row * row) % 5 for row in range(len(frame))])

    assert drafted(tmp_path, frame).files[0].wave_column == "blok"
