"""REDCap's project XML: records, dictionary, checkboxes, repeating instruments and events."""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.formats.redcap_xml import read_project
from voorzorg.yaml_file import load

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:redcap="https://projectredcap.org" SourceSystem="REDCap">
<Study OID="Project.Proef"><GlobalVariables><StudyName>Proef</StudyName>
<redcap:RepeatingInstrumentsAndEvents><redcap:RepeatingInstruments>
<redcap:RepeatingInstrument redcap:UniqueEventName="start_arm_1" redcap:RepeatInstrument="bezoek"/>
<redcap:RepeatingInstrument redcap:UniqueEventName="start_arm_2" redcap:RepeatInstrument="bezoek"/>
</redcap:RepeatingInstruments></redcap:RepeatingInstrumentsAndEvents></GlobalVariables>
<MetaDataVersion OID="M" Name="Proef" redcap:RecordIdField="record_id">
"""
EVENTS = "".join(
    f'<StudyEventDef OID="Event.{event}_arm_{arm}" redcap:EventName="{label}" '
    f'redcap:UniqueEventName="{event}_arm_{arm}" redcap:ArmNum="{arm}" redcap:ArmName="{name}"/>'
    for event, label in (("start", "Start"), ("maand_6", "Maand 6"))
    for arm, name in ((1, "Programma"), (2, "Gebruikelijke zorg"))
)
ITEMS = """
<ItemDef OID="record_id" redcap:Variable="record_id" redcap:FieldType="text"/>
<ItemDef OID="leeftijd" redcap:FieldType="text">
<Question><TranslatedText>Leeftijd</TranslatedText></Question></ItemDef>
<ItemDef OID="hulp___1" redcap:Variable="hulp" redcap:FieldType="checkbox">
<Question><TranslatedText>Wie &lt;b&gt;helpt&lt;/b&gt;?</TranslatedText></Question>
<CodeListRef CodeListOID="hulp___1.choices"/></ItemDef>
<ItemDef OID="roken" redcap:FieldType="radio"><Question><TranslatedText>Rookt u?</TranslatedText></Question>
<CodeListRef CodeListOID="roken.choices"/></ItemDef>
<ItemDef OID="minuten" redcap:FieldType="text">
<Question><TranslatedText>Duur</TranslatedText></Question></ItemDef>
<CodeList OID="hulp___1.choices" redcap:CheckboxChoices="1, Partner|2, Moeder">
<CodeListItem CodedValue="1">
<Decode><TranslatedText>Checked</TranslatedText></Decode></CodeListItem></CodeList>
<CodeList OID="roken.choices">
<CodeListItem CodedValue="1"><Decode><TranslatedText>Ja</TranslatedText></Decode></CodeListItem>
<CodeListItem CodedValue="2"><Decode><TranslatedText>Nee</TranslatedText></Decode></CodeListItem></CodeList>
</MetaDataVersion></Study>
"""


def form(name: str, turn: int, cells: dict[str, object]) -> str:
    items = "".join(f'<ItemData ItemOID="{item}" Value="{value}"/>' for item, value in cells.items())
    group = f"<ItemGroupData>{items}</ItemGroupData>"
    return f'<FormData FormOID="Form.{name}" FormRepeatKey="{turn}">{group}</FormData>'


def records(people: int = 24) -> str:
    made = []
    for k in range(people):
        arm = 1 + k % 2
        start = form(
            "start", 1, {"record_id": k + 1, "leeftijd": 20 + k % 17, "hulp___1": k % 2, "roken": 1 + k % 2}
        )
        visits = "".join(form("bezoek", turn, {"minuten": 30 + 7 * turn + k}) for turn in (1, 2))
        later = form("later", 1, {"roken": 1 + (k // 2) % 2})
        events = "".join(
            f'<StudyEventData StudyEventOID="Event.{event}_arm_{arm}">{forms}</StudyEventData>'
            for event, forms in (("start", start + visits), ("maand_6", later))
        )
        made.append(
            f'<SubjectData SubjectKey="{k + 1}" redcap:RecordIdField="record_id">{events}</SubjectData>'
        )
    return f"<ClinicalData>{''.join(made)}</ClinicalData></ODM>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "proef.xml"
    path.write_text(HEAD + EVENTS + ITEMS + records(), encoding="utf-8")
    return path


def test_table_is_that_of_the_csv_export(project: Path) -> None:
    table = read_project(project, "proef.xml")
    assert list(table.frame)[:4] == [
        "record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
    ]  # fmt: skip
    assert len(table.frame) == 24 * 4
    assert table.labels["hulp___1"] == "Wie helpt ?: Partner"
    assert "hulp___1" not in table.value_labels
    assert table.value_labels["roken"] == {"1": "Ja", "2": "Nee"}


def test_draft_reads_arms_events_and_visits(project: Path) -> None:
    made = draft("proef", [project], project.parent)
    manifest = Manifest.model_validate(load(made.text))
    assert manifest.arms is not None
    assert manifest.arms.reference == "arm_2"  # called usual care in the project
    assert {arm.label.nl for arm in manifest.arms.levels.values()} == {"Programma", "Gebruikelijke zorg"}
    result = ingest(manifest, project.parent)
    assert len(result.participants) == 24
    assert result.participants["arm"].value_counts().to_dict() == {"arm_1": 12, "arm_2": 12}
    waves = result.waves.groupby("wave").size().to_dict()
    assert sorted(waves.values()) == [24, 24, 24, 24]
    assert result.waves["roken"].notna().sum() == 48
    assert result.waves["minuten"].notna().sum() == 48
    asked = {name: set(one.waves or ()) for name, one in manifest.outcomes.items()}
    assert asked["roken"] == {"baseline", "m6"}


def test_a_project_without_records_is_a_dictionary(tmp_path: Path) -> None:
    (tmp_path / "boek.xml").write_text(HEAD + ITEMS + "</ODM>", encoding="utf-8")
    rows = "\n".join(f"{k},{20 + k % 9},{1 + k % 2}" for k in range(1, 31))
    (tmp_path / "data.csv").write_text(f"record_id,leeftijd,roken\n{rows}\n", encoding="utf-8")
    made = draft("proef", [tmp_path / "data.csv", tmp_path / "boek.xml"], tmp_path)
    assert "Rookt u?" in made.text
    assert Manifest.model_validate(load(made.text)).variables["roken"].type == "binary"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "entities"),
        (HEAD + ITEMS + records()[:700], "damaged"),
        ("<?xml version='1.0'?><rows><row id='1'/></rows>", "not-of-redcap"),
    ],
)
def test_other_xml_is_refused_in_words(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as problem:
        read_project(path, "x.xml")
    assert key in problem.value.check.key


def subject(key: str, cells: dict[str, object], arm: int = 1) -> str:
    event = (
        f'<StudyEventData StudyEventOID="Event.start_arm_{arm}">{form("start", 1, cells)}</StudyEventData>'
    )
    return f'<SubjectData SubjectKey="{key}" redcap:RecordIdField="record_id">{event}</SubjectData>'


def with_more(path: Path, *subjects: str) -> Path:
    """The project of 24 people with more of them at the end."""
    text = records().replace("</ClinicalData>", "".join(subjects) + "</ClinicalData>")
    path.write_text(HEAD + EVENTS + ITEMS + text, encoding="utf-8")
    return path


def test_whoever_answered_nothing_is_a_participant_and_told(tmp_path: Path) -> None:
    blank = subject("25", {"leeftijd": "", "roken": " "})  # without the record's number among its items
    nothing = '<SubjectData SubjectKey="26" redcap:RecordIdField="record_id"></SubjectData>'
    path = with_more(tmp_path / "proef.xml", blank, nothing)
    result = ingest(Manifest.model_validate(load(draft("proef", [path], tmp_path).text)), tmp_path)
    assert len(result.participants) == 26
    told = [one for one in result.findings if one.says("finding-participants-without-answers")]
    assert [one.check for one in told] == ["participants in the project: 26; without a single answer: 2"]


def test_a_subject_without_a_key_has_the_number_among_its_items(tmp_path: Path) -> None:
    path = with_more(tmp_path / "proef.xml", subject("", {"record_id": 31, "roken": 1}))
    assert read_project(path, "proef.xml").frame["record_id"].iloc[-1] == "31"


def test_one_key_twice_is_two_rows_not_one_overwritten(tmp_path: Path) -> None:
    path = with_more(tmp_path / "proef.xml", subject("24", {"record_id": 24, "roken": 2}, arm=2))
    frame = read_project(path, "proef.xml").frame
    starts = frame[(frame["record_id"] == "24") & (frame["redcap_event_name"] == "start_arm_2")]
    assert starts["roken"].dropna().tolist() == ["2", "2"]
