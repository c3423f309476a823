"""Projects of REDCap as XML are read as they were stored: records, labels, choices, events and turns."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voorzorg.cohorts.reading.formats.redcap_xml import read_project

NAMES = (
    'xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:redcap="https://projectredcap.org" SourceSystem="REDCap"'
)


def event(name: str, label: str, arm: int) -> str:
    arm_name = ("Programma", "Gewone zorg")[arm - 1]
    return (
        f'<StudyEventDef OID="Event.{name}_arm_{arm}" redcap:EventName="{label}" '
        f'redcap:UniqueEventName="{name}_arm_{arm}" redcap:ArmNum="{arm}" redcap:ArmName="{arm_name}"/>'
    )


def item(name: str, kind: str, label: str = "", choices: str = "", variable: str = "") -> str:
    question = f"<Question><TranslatedText>{label}</TranslatedText></Question>" if label else ""
    listed = f'<CodeListRef CodeListOID="{choices}"/>' if choices else ""
    of = f' redcap:Variable="{variable}"' if variable else ""
    return f'<ItemDef OID="{name}"{of} redcap:FieldType="{kind}">{question}{listed}</ItemDef>'


def choices(name: str, *said: tuple[str, str], boxes: str = "") -> str:
    told = "".join(
        f'<CodeListItem CodedValue="{code}"><Decode><TranslatedText>{text}</TranslatedText></Decode></CodeListItem>'
        for code, text in said
    )
    more = f' redcap:CheckboxChoices="{boxes}"' if boxes else ""
    return f'<CodeList OID="{name}"{more}>{told}</CodeList>'


ITEMS = "".join(
    [
        item("record_id", "text"),
        item("leeftijd", "text", "Leeftijd  in &lt;i&gt;jaren&lt;/i&gt;"),
        item("hulp___1", "checkbox", "Wie helpt?", "hulp___1.c", "hulp"),
        item("hulp___zus", "checkbox", "Wie helpt?", "hulp___zus.c", "hulp"),
        item("mee___9", "checkbox", "", "mee___9.c", "mee"),
        item("roken", "radio", "Rookt u?", "roken.c"),
        item("leeg", "radio", "Zonder keuzes", "leeg.c"),
        item("minuten", "text", "Duur"),
        choices("hulp___1.c", ("1", "Checked"), boxes="1, Partner|zus, Zus, of nicht"),
        choices("hulp___zus.c", ("1", "Checked"), boxes="1, Partner|ZUS, Zus, of nicht"),
        choices("mee___9.c", ("1", "Checked"), boxes="1, Nooit"),
        choices("roken.c", ("1", "Ja"), ("2", "Nee"), ("-9", "Wil niet zeggen")),
        choices("leeg.c"),
    ]
)


def answers(form: str, cells: dict[str, str], turn: int = 1) -> str:
    told = "".join(f'<ItemData ItemOID="{name}" Value="{value}"/>' for name, value in cells.items())
    group = f"<ItemGroupData>{told}</ItemGroupData>"
    return f'<FormData FormOID="Form.{form}" FormRepeatKey="{turn}">{group}</FormData>'


def at(name: str, forms: str, turn: int | None = None) -> str:
    again = f' StudyEventRepeatKey="{turn}"' if turn is not None else ""
    return f'<StudyEventData StudyEventOID="{name}"{again}>{forms}</StudyEventData>'


def person(key: str, *events: str, field: str = "record_id") -> str:
    named = f' redcap:RecordIdField="{field}"' if field else ""
    return f'<SubjectData SubjectKey="{key}"{named}>{"".join(events)}</SubjectData>'


def project(
    people: str, events: str = "", repeats: str = "", key: str = "record_id", items: str = ITEMS
) -> str:
    again = (
        f"<redcap:RepeatingInstrumentsAndEvents>{repeats}</redcap:RepeatingInstrumentsAndEvents>"
        if repeats
        else ""
    )
    field = f' redcap:RecordIdField="{key}"' if key else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?><ODM {NAMES}><Study OID="Project.Proef"><GlobalVariables>'
        f"<StudyName>Proef</StudyName>{again}</GlobalVariables>"
        f'<MetaDataVersion OID="M" Name="Proef"{field}>{events}{items}</MetaDataVersion></Study>'
        f"<ClinicalData>{people}</ClinicalData></ODM>"
    )


REPEATED = (
    '<redcap:RepeatingInstruments><redcap:RepeatingInstrument redcap:UniqueEventName="start_arm_1" '
    'redcap:RepeatInstrument="bezoek"/></redcap:RepeatingInstruments>'
)
AGAIN = '<redcap:RepeatingEvents><redcap:RepeatingEvent redcap:UniqueEventName="later_arm_1"/></redcap:RepeatingEvents>'
FIRST = {"record_id": "1", "leeftijd": "31", "hulp___1": "1", "hulp___zus": "0", "mee___9": "1", "roken": "2"}
ONE = event("start", "Start", 1) + event("later", "Later", 1)
START, LATER = "Event.start_arm_1", "Event.later_arm_1"
PROJECTS = {
    "one moment": project(
        person("1", at("", answers("start", FIRST))) + person("2", at("", answers("start", {"roken": " "})))
    ),
    "one arm": project(
        person("1", at(START, answers("start", FIRST)), at(LATER, answers("later", {"roken": "1"})))
        + person("2", at(LATER, answers("later", {"record_id": "2", "leeftijd": "20"}))),
        ONE,
    ),
    "two arms": project(
        person("1", at(START, answers("start", FIRST)))
        + person("2", at("Event.start_arm_2", answers("start", {"roken": "1", "leeftijd": "22"}))),
        ONE + event("start", "Start", 2),
    ),
    "visits that repeat": project(
        person(
            "1",
            at(START, answers("start", FIRST) + "".join(answers("bezoek", {"minuten": f"{30 * k}"}, k) for k in (1, 2, 3))),
            at(LATER, answers("later", {"roken": "1"})),
        )
        + person("2", at(START, answers("bezoek", {"minuten": "45"}))),
        ONE,
        REPEATED,
    ),
    "a moment that repeats": project(
        person(
            "1",
            at(START, answers("start", FIRST)),
            at(LATER, answers("later", {"roken": "1"}), 1),
            at(LATER, answers("later", {"roken": "2"}), 2),
        ),
        ONE,
        AGAIN,
    ),
    "no key is named": project(person("7", at("", answers("start", {"leeftijd": "18"})), field=""), key=""),
    "a row of the key alone": project(
        person(
            "1",
            at(START, answers("start", {"record_id": "1"}) + answers("bezoek", {"minuten": "5"})),
            at(LATER, answers("later", {"record_id": "1"})),
        ),
        ONE,
        REPEATED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project(name: str, tmp_path: Path, pinned: Callable[..., None]) -> None:
    path = tmp_path / "proef.xml"
    path.write_text(PROJECTS[name], encoding="utf-8")
    found = read_project(path, "proef.xml")
    lines = [found.frame.to_csv(index=False, lineterminator="\n"), f"rows {found.rows.tolist()}"]
    lines += [f"{column}: {label}" for column, label in found.labels.items()]
    lines += [f"{column}: {keys}" for column, keys in found.value_labels.items()]
    pinned(f"cohorts/redcap_xml/{name.replace(' ', '_')}", "\n".join(lines) + "\n")
