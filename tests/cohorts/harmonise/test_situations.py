"""The situations of docs/data-situations.md, each on a small cohort."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from cohort_files import IDS, CohortFiles, write_sav

from voorzorg.cohorts.harmonise.ingest import Ingested, IngestError, ingest
from voorzorg.cohorts.identity.pseudonyms import SYNTHETIC_KEY, pseudonyms
from voorzorg.cohorts.manifest.model import Manifest


@pytest.fixture
def cohort(tmp_path: Path) -> CohortFiles:
    return CohortFiles(tmp_path / "demo")


def take_in(cohort: CohortFiles) -> Ingested:
    return ingest(Manifest.model_validate(cohort.manifest), cohort.write())


def person(identifier: str) -> str:
    return pseudonyms([identifier.lower()], SYNTHETIC_KEY)[0]


def rows_of(table: pd.DataFrame, identifier: str) -> pd.DataFrame:
    return table[table["participant_id"] == person(identifier)]


def warned(result: Ingested, check: str) -> list[str]:
    return [f.row for f in result.findings if f.severity == "warning" and check in f.check]


def test_late_starters_are_not_expected_in_earlier_waves(cohort: CohortFiles) -> None:
    cohort.manifest["entry"] = "entered"
    cohort.manifest["variables"]["entered"] = {"label": "Instap"}
    cohort.file("randomisatie.csv")["columns"]["entered"] = "instap"
    cohort.people["instap"] = [-10] * 23 + [12]
    cohort.m2 = cohort.m2.iloc[:-1]

    people = take_in(cohort).participants.set_index("participant_id")["first_wave"]

    assert people[person(IDS[0])] == "m2"
    assert people[person(IDS[23])] == "m6"


def test_rows_before_entry_are_told_and_kept(cohort: CohortFiles) -> None:
    cohort.manifest["entry"] = "entered"
    cohort.manifest["variables"]["entered"] = {"label": "Instap"}
    cohort.file("randomisatie.csv")["columns"]["entered"] = "instap"
    cohort.people["instap"] = [-10] * 23 + [12]

    result = take_in(cohort)

    assert warned(result, "before the participant entered") == ["24"]
    assert (result.waves["wave"] == "m2").sum() == 24


def test_the_first_child_of_twins_is_the_index_child(cohort: CohortFiles) -> None:
    cohort.file("m2.sav")["child_column"] = "kind"
    cohort.m2["kind"] = 1.0
    twin = cohort.m2.iloc[[2]].assign(kind=2.0, borstvoeding=1 - cohort.m2.loc[2, "borstvoeding"])
    first = int(cohort.m2.loc[2, "borstvoeding"])
    cohort.m2 = pd.concat([twin, cohort.m2], ignore_index=True)

    waves = rows_of(take_in(cohort).waves, IDS[2]).query("wave == 'm2'").set_index("informant")["breastfed"]

    assert waves["participant"] == first
    assert waves["participant_child2"] == 1 - first


def test_participants_keep_the_first_childs_row(cohort: CohortFiles) -> None:
    cohort.file("randomisatie.csv")["child_column"] = "kind"
    cohort.people["kind"] = 1
    twin = cohort.people.iloc[[5]].assign(kind=2, leeftijd=44)
    age = cohort.people.loc[5, "leeftijd"]
    cohort.people = pd.concat([twin, cohort.people], ignore_index=True)

    result = take_in(cohort)

    assert len(result.participants) == 24
    assert rows_of(result.participants, IDS[5])["age"].item() == age
    assert warned(result, "more than one child") == ["2"]


def test_a_second_partner_never_takes_the_place_of_the_first(cohort: CohortFiles) -> None:
    for name, number in (("m2.sav", [1.0] * 24), ("m6.xlsx", [1, 2] + [1] * 18)):
        cohort.file(name).update(informant="partner", number_column="partnernr")
        table = cohort.m2 if name == "m2.sav" else cohort.m6
        table["partnernr"] = number

    waves = rows_of(take_in(cohort).waves, IDS[1]).set_index("wave")["informant"]

    assert waves["m2"] == "partner"
    assert waves["m6"] == "partner_2"


def partners(cohort: CohortFiles, m2: list[object], m6: list[object]) -> pd.Series:
    """The second woman's partner informants per wave, where the files number partners like this."""
    for name, table, number in (("m2.sav", cohort.m2, m2), ("m6.xlsx", cohort.m6, m6)):
        cohort.file(name).update(informant="partner", number_column="partnernr")
        table["partnernr"] = number
    return rows_of(take_in(cohort).waves, IDS[1]).set_index("wave")["informant"]


def test_a_partner_is_the_same_informant_whoever_else_a_file_numbers(cohort: CohortFiles) -> None:
    """Alone with the letter B in one file, beside others' A in another: B is one and the same person."""
    found = partners(cohort, ["B"] * 24, ["A", "B", *"A" * 18])

    assert found.to_dict() == {"m2": "partner", "m6": "partner"}


def test_letters_are_in_order_over_all_files(cohort: CohortFiles) -> None:
    found = partners(cohort, ["A"] * 24, ["B"] * 20)

    assert found.to_dict() == {"m2": "partner", "m6": "partner_2"}


@pytest.mark.parametrize(
    ("m2", "m6", "expected"),
    [
        ("A", "", "partner"),
        ("", "B", "partner_2"),
        ("B", "", "partner"),
        ("1", "A", "partner"),
        ("eerste", "", "partner"),
        ("eerste", "tweede", "partner_2"),
    ],
)
def test_a_missing_letter_is_the_first(cohort: CohortFiles, m2: str, m6: str, expected: str) -> None:
    assert partners(cohort, [m2] * 24, [m6] * 20)["m6"] == expected


def test_a_partners_number_says_nothing_of_the_mother(cohort: CohortFiles) -> None:
    """Rows of mothers in the same file have no number; a partner numbered 2 is alone, and so the first."""
    cohort.file("m6.xlsx").update(
        informant_column="wie",
        informant_codes={"m": "mother", "p": "partner"},
        number_column="partnernr",
    )
    father = cohort.m6.iloc[[1]].assign(wie="p", partnernr=2)
    cohort.m6 = pd.concat([cohort.m6.assign(wie="m", partnernr=None), father], ignore_index=True)

    waves = rows_of(take_in(cohort).waves, IDS[1]).query("wave == 'm6'")

    assert set(waves["informant"]) == {"mother", "partner"}


def test_lettered_twins_keep_the_first_letter_as_the_index_child(cohort: CohortFiles) -> None:
    cohort.file("randomisatie.csv")["child_column"] = "kind"
    age = cohort.people.loc[5, "leeftijd"]
    twin = cohort.people.iloc[[5]].assign(kind="B", leeftijd=44)
    cohort.people = pd.concat([twin, cohort.people.assign(kind="")], ignore_index=True)

    assert rows_of(take_in(cohort).participants, IDS[5])["age"].item() == age


def test_a_mother_who_moves_stays_in_the_site_where_she_was_randomised(cohort: CohortFiles) -> None:
    cohort.file("m6.xlsx")["columns"]["site"] = "gemeente"
    cohort.m6["gemeente"] = cohort.people["gemeente"].iloc[:20].tolist()
    cohort.m6.loc[3, "gemeente"] = "Delft"

    result = take_in(cohort)

    assert rows_of(result.participants, IDS[3])["site"].item() == "Utrecht"
    assert "site" not in result.waves
    assert warned(result, "changed site") == ["5"]


def test_the_first_of_two_enrolments_counts(cohort: CohortFiles) -> None:
    cohort.file("randomisatie.csv")["enrolment_column"] = "inclusie"
    cohort.people["inclusie"] = "12-01-2009"
    other_arm = 1 - cohort.people.loc[4, "groep"]
    again = cohort.people.iloc[[4]].assign(inclusie="03-09-2010", leeftijd=40, groep=other_arm)
    cohort.people = pd.concat([again, cohort.people], ignore_index=True)

    result = take_in(cohort)

    kept = rows_of(result.participants, IDS[4])
    assert kept["age"].item() != 40
    assert kept["arm"].item() == ("control" if other_arm == 1 else "treated")
    assert warned(result, "enrolled again") == ["2"]


@pytest.mark.parametrize(
    ("written", "weeks"),
    [("05-2010", 50.0), ("00-05-2010", 50.0), ("xx-05-2010", 50.0), ("mei 2010", 50.0), ("2010-05", 50.0)],
)
def test_partial_dates_become_the_middle_of_what_is_known(
    cohort: CohortFiles, written: str, weeks: float
) -> None:
    cohort.people["gebdat_kind"] = "30-05-2009"  # 50 weeks before 15 May 2010
    cohort.m2["datum"] = pd.Timestamp("2009-07-30")
    cohort.m6["datum"] = pd.Timestamp("2009-11-28")
    cohort.reports = pd.DataFrame({"nr": [IDS[1]], "datum": [written]})

    result = take_in(cohort)

    assert result.events["weeks"].tolist() == [weeks]
    assert warned(result, "partial dates") == ["2"]


def test_excel_serials_are_dates(cohort: CohortFiles) -> None:
    days = (pd.to_datetime(cohort.people["gebdat_kind"], dayfirst=True) - pd.Timestamp("1899-12-30")).dt.days
    before = take_in(cohort).events
    cohort.people["gebdat_kind"] = days

    result = take_in(cohort)

    pd.testing.assert_frame_equal(result.events, before)
    assert warned(result, "Excel day numbers")


def test_identifiers_match_whatever_their_capitals_spaces_and_zeros(cohort: CohortFiles) -> None:
    before = take_in(cohort).waves
    cohort.m6["respnr"] = [f" {identifier.lower()} " for identifier in cohort.m6["respnr"]]

    result = take_in(cohort)

    pd.testing.assert_frame_equal(result.waves, before)
    assert warned(result, "spaces around them")
    assert warned(result, "written in another way")


def test_events_count_until_the_end_of_follow_up(cohort: CohortFiles) -> None:
    cohort.manifest["events"]["report"]["until_weeks"] = 60
    cohort.people["gebdat_kind"] = "01-06-2009"
    cohort.m2["datum"] = pd.Timestamp("2009-08-01")
    cohort.m6["datum"] = pd.Timestamp("2009-11-30")

    people = take_in(cohort).participants.set_index("participant_id")

    # IDS[0] has reports after 39.0 and 54.1 weeks, IDS[5] one after 117.7, the others none.
    assert people.loc[person(IDS[0]), "report_count"] == 2
    assert people.loc[person(IDS[0]), "report_weeks"] == pytest.approx(39.0)
    assert people.loc[person(IDS[5]), ["report_event", "report_weeks", "report_count"]].tolist() == [0, 60, 0]
    assert people["report_event"].sum() == 1


def test_a_participants_own_end_of_follow_up_censors(cohort: CohortFiles) -> None:
    cohort.manifest["events"]["report"]["censor"] = "followed"
    cohort.manifest["variables"]["followed"] = {"label": "Gevolgd tot"}
    cohort.file("randomisatie.csv")["columns"]["followed"] = "gevolgd"
    cohort.people["gevolgd"] = [10] + [200] * 23

    people = take_in(cohort).participants.set_index("participant_id")

    assert people.loc[person(IDS[0]), ["report_event", "report_weeks"]].tolist() == [0, 10]
    assert people.loc[person(IDS[7]), "report_weeks"] == 156


def _searched(cohort: CohortFiles, answers: list[int]) -> None:
    cohort.manifest["events"]["report"]["searched"] = "searched"
    cohort.manifest["variables"]["searched"] = {
        "label": "Nagezocht", "type": "binary", "values": {"ja": 1, "nee": 0}
    }  # fmt: skip
    cohort.file("randomisatie.csv")["columns"]["searched"] = "nagezocht"
    cohort.people["nagezocht"] = ["ja" if answer else "nee" for answer in answers]


def test_of_whom_the_register_was_not_searched_nothing_is_known(cohort: CohortFiles) -> None:
    _searched(cohort, [1] * 6 + [0] * 18)

    result = take_in(cohort)

    people = result.participants.set_index("participant_id")
    for part in ("report_event", "report_weeks", "report_count"):
        assert people[part].notna().sum() == 6
        assert pd.isna(people.loc[person(IDS[7]), part])
    assert people.loc[person(IDS[0]), "report_event"] == 1
    assert not warned(result, "searched")


def test_a_report_of_somebody_who_was_not_searched_is_told_and_does_not_count(cohort: CohortFiles) -> None:
    _searched(cohort, [0] + [1] * 23)

    result = take_in(cohort)

    people = result.participants.set_index("participant_id")
    assert pd.isna(people.loc[person(IDS[0]), "report_event"])
    assert warned(result, "it does not count")


def test_without_a_participants_file_everybody_measured_takes_part(cohort: CohortFiles) -> None:
    cohort.manifest["files"] = [cohort.file("m2.sav"), cohort.file("m6.xlsx")]
    cohort.manifest |= {"events": {}, "clustering": {}}
    cohort.file("m2.sav")["columns"] |= {"arm": "groep", "age": "leeftijd"}
    for file in cohort.manifest["files"]:
        del file["date_column"]
    cohort.m2["groep"] = cohort.people["groep"].astype(float)
    cohort.m2["leeftijd"] = cohort.people["leeftijd"].astype(float)

    people = take_in(cohort).participants

    assert len(people) == 24
    assert people["arm"].value_counts().to_dict() == {"control": 12, "treated": 12}
    assert people["age"].notna().all()


def test_a_wave_that_is_still_to_come_is_skipped(cohort: CohortFiles) -> None:
    cohort.file("m6.xlsx").update(path="m12.xlsx", optional=True)

    assert set(take_in(cohort).waves["wave"]) == {"m2"}


def test_two_files_of_one_wave_are_put_together(cohort: CohortFiles) -> None:
    extra = {"path": "thuis.csv", "holds": "wave", "wave": "m2", "id": "respnr", "columns": {"weight": "kg"}}
    cohort.manifest["files"].append(extra)
    cohort.write()
    pd.DataFrame({"respnr": IDS, "kg": "5,5"}).to_csv(cohort.path("thuis.csv"), sep=";", index=False)

    waves = ingest(Manifest.model_validate(cohort.manifest), cohort.folder).waves

    m2 = waves[waves["wave"] == "m2"]
    assert len(m2) == 24
    assert (m2["weight"] == 5.5).all()
    assert m2["smoking"].notna().all()


def test_two_files_that_disagree_are_an_error(cohort: CohortFiles) -> None:
    extra = {"path": "b.sav", "holds": "wave", "wave": "m2", "id": "respnr", "columns": {"breastfed": "bv"}}
    cohort.manifest["files"].append(extra)
    cohort.write()
    other = pd.DataFrame({"respnr": IDS, "bv": cohort.m2["borstvoeding"]})
    other.loc[6, "bv"] = 1 - other.loc[6, "bv"]
    write_sav(other, cohort.path("b.sav"))

    with pytest.raises(IngestError, match="two files disagree"):
        ingest(Manifest.model_validate(cohort.manifest), cohort.folder)


def test_numbers_and_texts_of_one_identifier_match(cohort: CohortFiles) -> None:
    numbers = list(range(7, 31))
    cohort.people["respnr"] = [f"{n:03d}" for n in numbers]
    cohort.m2["respnr"] = [float(n) for n in numbers]
    cohort.m6["respnr"] = numbers[:20]
    cohort.reports["nr"] = ["7.0", "7", "12"]

    result = take_in(cohort)

    assert len(result.participants) == 24
    assert result.waves["wave"].value_counts().to_dict() == {"m2": 24, "m6": 20}
    assert rows_of(result.participants, "7")["report_count"].item() == 2
