"""REDCap's project XML (CDISC ODM 1.3.1 with REDCap's extension): records and data dictionary in one file.

The table is that of REDCap's own CSV export: a row per record, event and repeating instance, with
``redcap_event_name``, ``redcap_repeat_instrument`` and ``redcap_repeat_instance`` where the project has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.isolated import isolated
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.messages import message

EVENT, INSTRUMENT, INSTANCE = "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"
_REDCAP = "https://projectredcap.org"
_MARKUP = re.compile(r"<[^<>]{1,500}>")


class _NotSafeError(Exception):
    """The file declares a document type, in which entities could grow without end."""


@dataclass
class _Project:
    """What is read while the file passes by: the dictionary, then the records. No tree is built."""

    of_redcap: bool = False
    key: str = ""
    fields: dict[str, dict[str, str]] = field(default_factory=dict)  # attributes by ItemOID
    labels: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)  # CodeListOID -> code -> label
    list_of: dict[str, str] = field(default_factory=dict)  # ItemOID -> CodeListOID
    choices: dict[str, str] = field(default_factory=dict)  # CodeListOID -> choices of its checkboxes
    events: dict[str, str] = field(default_factory=dict)  # OID -> unique name
    event_labels: dict[str, str] = field(default_factory=dict)
    arms: set[str] = field(default_factory=set)
    repeats: set[tuple[str, str]] = field(default_factory=set)  # declared: event ("" if none) and instrument
    again: set[str] = field(default_factory=set)  # instruments that do repeat
    cells: dict[tuple[str, str, str, str, str], dict[str, str]] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)  # keys of SubjectData, in the order of the file
    first_event: dict[str, str] = field(default_factory=dict)  # of a subject, by its place in the file
    where: dict[str, str] = field(default_factory=dict)  # the subject, event and form that is being read
    item: str = ""
    code: tuple[str, str] | None = None
    text: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        element = _local(name)
        attributes = {_local(key): value for key, value in given.items()}
        self.of_redcap |= any(key.startswith(_REDCAP) for key in given) or name.startswith(_REDCAP)
        begin = getattr(self, f"_{element}", None)
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        element = _local(name)
        if element == "TranslatedText" and self.text is not None:
            said = " ".join(_MARKUP.sub(" ", "".join(self.text)).split())
            if self.code is not None:
                self.lists[self.code[0]][self.code[1]] = said
            elif self.item:
                self.labels.setdefault(self.item, said)
            self.text = None
        elif element in ("ItemDef", "CodeListItem"):
            self.item, self.code = ("", None) if element == "ItemDef" else (self.item, None)
        elif element == "StudyEventData":
            self.where["event"], self.where["turn"] = "", ""

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _MetaDataVersion(self, at: dict[str, str]) -> None:  # noqa: N802
        self.key = at.get("RecordIdField", "")

    def _StudyEventDef(self, at: dict[str, str]) -> None:  # noqa: N802
        unique = at.get("UniqueEventName", "")
        self.events[at.get("OID", "")] = unique
        arm = at.get("ArmNum", "")
        self.arms.add(arm)
        self.event_labels[unique] = f"{at.get('EventName') or unique} (Arm {arm}: {at.get('ArmName') or arm})"

    def _RepeatingInstrument(self, at: dict[str, str]) -> None:  # noqa: N802
        self.repeats.add((at.get("UniqueEventName", ""), at.get("RepeatInstrument", "")))

    def _RepeatingEvent(self, at: dict[str, str]) -> None:  # noqa: N802
        self.repeats.add((at.get("UniqueEventName", ""), ""))

    def _ItemDef(self, at: dict[str, str]) -> None:  # noqa: N802
        self.item = at.get("OID", "")
        self.fields[self.item] = at

    def _CodeListRef(self, at: dict[str, str]) -> None:  # noqa: N802
        self.list_of[self.item] = at.get("CodeListOID", "")

    def _CodeList(self, at: dict[str, str]) -> None:  # noqa: N802
        self.lists[at.get("OID", "")] = {}
        self.choices[at.get("OID", "")] = at.get("CheckboxChoices", "")

    def _CodeListItem(self, at: dict[str, str]) -> None:  # noqa: N802
        self.code = (next(reversed(self.lists)), at.get("CodedValue", ""))

    def _TranslatedText(self, _at: dict[str, str]) -> None:  # noqa: N802
        self.text = []

    def _SubjectData(self, at: dict[str, str]) -> None:  # noqa: N802
        self.where = {"record": str(len(self.subjects)), "event": "", "turn": ""}
        self.subjects.append(at.get("SubjectKey", "").strip())
        self.key = self.key or at.get("RecordIdField", "")

    def _StudyEventData(self, at: dict[str, str]) -> None:  # noqa: N802
        event = at.get("UniqueEventName") or self.events.get(at.get("StudyEventOID", ""), "")
        turn = at.get("StudyEventRepeatKey", "1")
        self.where["event"] = event
        self.first_event.setdefault(self.where["record"], event)
        self.where["turn"] = turn if turn != "1" or (event, "") in self.repeats else ""

    def _FormData(self, at: dict[str, str]) -> None:  # noqa: N802
        form = at.get("FormOID", "").removeprefix("Form.")
        turn = at.get("FormRepeatKey", "1")
        declared = {(self.where["event"], form), ("", form)} & self.repeats
        if turn != "1" or declared:
            self.again.add(form)
        self.where["form"], self.where["form turn"] = form, turn

    def _ItemData(self, at: dict[str, str]) -> None:  # noqa: N802
        value = at.get("Value", "")
        if not value.strip():
            return
        where = self.where
        row = (where["record"], where["event"], where["turn"], where["form"], where["form turn"])
        self.cells.setdefault(row, {})[at.get("ItemOID", "")] = value


def read_entry(path: Path, name: str, _file: File, findings: Findings) -> RawTable:
    """Read as an entry of the manifest says, in a process of its own with limits."""
    table = isolated(lambda: read_project(path, name), path)
    ids = table.frame.iloc[:, 0]
    answered = table.frame.drop(columns=[ids.name, *{EVENT, INSTRUMENT, INSTANCE} & set(table.frame)])
    blank = set(ids.dropna()) - set(ids[answered.notna().any(axis=1)])
    if blank:
        findings.note(
            message("finding-participants-without-answers", count=len(blank), people=ids.nunique()),
            file=name,
            rows=table.rows[ids.isin(blank).to_numpy()].tolist(),
            expected=message("finding-answer-per-participant"),
            action=message("finding-they-count-as-participants"),
        )
    return table


def read_project(path: Path, name: str) -> RawTable:
    """Read a project XML; without records its table has no rows, and it is a data dictionary.

    Raises
    ------
    UnreadableError
        For XML with a document type (entities), XML that is cut off, or XML of another program.
    """
    project = _Project()
    try:
        _parser(project).ParseFile(path.open("rb"))
    except _NotSafeError:
        raise UnreadableError(
            message("finding-xml-with-entities"),
            expected=message("finding-redcap-project-xml"),
            action=message("finding-export-redcap-again"),
        ) from None
    except (expat.ExpatError, UnicodeError, KeyError, StopIteration):
        raise UnreadableError(
            message("finding-xml-damaged"),
            expected=message("finding-redcap-project-xml"),
            action=message("finding-export-redcap-again"),
        ) from None
    if not project.of_redcap or not project.fields:
        raise UnreadableError(
            message("finding-xml-not-of-redcap"),
            expected=message("finding-redcap-project-xml"),
            action=message("finding-export-csv-instead"),
        )
    frame = _frame(project)
    return RawTable(
        path=path,
        name=name,
        frame=frame,
        rows=np.arange(1, len(frame) + 1),
        format="redcap_xml",
        value_labels=_value_labels(project),
        labels=_labels(project),
    )


def _parser(project: _Project) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="|")

    def refuse(*_: object) -> int:
        raise _NotSafeError

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.buffer_text = True
    parser.StartElementHandler = project.start
    parser.EndElementHandler = project.end
    parser.CharacterDataHandler = project.data
    return parser


def _local(name: str) -> str:
    return name.rpartition("|")[2]


def _frame(project: _Project) -> pd.DataFrame:
    """The rows of REDCap's CSV export, in the order of the file."""
    key = project.key or next(iter(project.fields))
    rows: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for (subject, event, turn, form, form_turn), cells in project.cells.items():
        own = form in project.again
        row = (subject, event, form if own else "", form_turn if own else turn)
        rows.setdefault(row, {}).update(cells)
    for row in [one for one, cells in rows.items() if set(cells) <= {key} and one[2:] == ("", "")]:
        if any(other[:2] == row[:2] and other != row for other in rows):
            del rows[row]  # the record's number alone, beside rows of its instruments
    named = {subject: cells[key] for (subject, *_), cells in reversed(rows.items()) if key in cells}
    with_rows = {subject for subject, *_ in rows}
    for subject in map(str, range(len(project.subjects))):
        if subject not in with_rows:  # whoever answered nothing is a participant as well
            event = project.first_event.get(subject, next(iter(project.events.values()), ""))
            rows[subject, event, "", ""] = {}
    rows = dict(sorted(rows.items(), key=lambda row: int(row[0][0])))
    keys = [project.subjects[int(subject)] or named.get(subject) for subject, *_ in rows]
    made: dict[str, list[str | None]] = {key: keys}
    if project.events:
        made[EVENT] = [event for _, event, *_ in rows]
    if any(turn for *_, turn in rows):
        made[INSTRUMENT] = [form or None for *_, form, _ in rows]
        made[INSTANCE] = [turn or None for *_, turn in rows]
    for one in project.fields:
        if one != key:
            made[one] = [cells.get(one) for cells in rows.values()]
    return pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in made.items()})


def _value_labels(project: _Project) -> dict[str, dict[str, str]]:
    """Labels of codes; a checkbox has none, its column being yes or no under the name of the choice."""
    found = {
        item: project.lists[listed]
        for item, listed in project.list_of.items()
        if project.fields[item].get("FieldType") != "checkbox" and project.lists.get(listed)
    }
    if project.events:
        alone = len(project.arms) < 2
        found[EVENT] = {
            name: label.rpartition(" (Arm ")[0] if alone else label
            for name, label in project.event_labels.items()
        }
    return found


def _labels(project: _Project) -> dict[str, str]:
    found = {}
    for item, at in project.fields.items():
        label = project.labels.get(item, "")
        if at.get("FieldType") == "checkbox" and "___" in item:
            chosen = item.rpartition("___")[2]
            pairs = (
                one.partition(",")
                for one in project.choices.get(project.list_of.get(item, ""), "").split("|")
            )
            named = {code.strip().casefold(): text.strip() for code, _, text in pairs}
            label = f"{label}: {named.get(chosen.casefold(), chosen)}" if label else named.get(chosen, "")
        if label:
            found[item] = label
    return found
