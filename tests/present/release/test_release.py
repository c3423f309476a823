"""What leaves is checked once more, compared with what left before, and recorded."""

import json
import zipfile

import pandas as pd
import pytest

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.table import to_frame, write
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.release.checks import broken_rules, by_rule, said_verbatim, words_of_participants
from voorzorg.present.release.differencing import differences
from voorzorg.present.release.page import checkers_page
from voorzorg.present.release.register import Register, RegisterError

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "analysis": "unadjusted", "method": "m"}


def rows(n: int, events: int, mean: float = 12.5) -> pd.DataFrame:
    """A share and a mean of one arm of ``n``, and one of 100 in the other."""
    arm = {"outcome": "y", "arm": "t", "n_treated": n}
    return to_frame(
        [
            BASE | arm | {"estimand": "risk", "events_treated": events, "estimate": events / n},
            BASE | arm | {"outcome": "z", "estimand": "mean", "estimate": mean, "std_error": 1.0},
            BASE | arm | {"outcome": "rare", "estimand": "risk", "events_treated": 3, "estimate": 3 / n},
        ]
    )


def test_two_exact_releases_that_differ_by_one_woman_are_found():
    first, second = (apply_disclosure(rows(*pair), 10, 1) for pair in ((100, 40), (99, 39)))
    found = differences(first, second, 10)
    assert {(d.outcome, d.number, d.difference) for d in found if d.reveals} == {
        ("y", "n_treated", 1.0), ("y", "events_treated", 1.0), ("z", "n_treated", 1.0),
    }  # fmt: skip


@pytest.mark.parametrize(("n", "events"), [(99, 39), (97, 40), (94, 35)])
def test_of_rounded_releases_nothing_exact_is_left(n, events):
    first, second = (apply_disclosure(rows(*pair), 10, 5) for pair in ((100, 40), (n, events)))
    assert not [d for d in differences(first, second, 10) if d.reveals]
    assert second["events_treated"].isna().all()


def test_what_was_hidden_and_is_shown_now_is_told():
    first, second = apply_disclosure(rows(100, 8), 10), apply_disclosure(rows(100, 12), 10)
    assert ("shown", "y") in {(d.kind, d.outcome) for d in differences(first, second, 10)}


def test_the_second_look_finds_what_control_did_not():
    table = rows(100, 40)
    assert [line.output for line in broken_rules(table, 10)] == ["rare: risk"]
    controlled = apply_disclosure(table, 10)
    assert not broken_rules(controlled, 10)
    statuses = {(line.output, line.status) for line in by_rule(controlled)}
    assert ("rare: risk", "withheld") in statuses
    assert ("y: risk", "shown") in statuses


def test_a_participants_words_are_found_in_any_file_and_not_told(tmp_path):
    manifest = Manifest.model_validate(
        {
            "name": "demo", "title": "Demo", "design": "one_arm", "files": [
                {"path": "d.csv", "holds": "participants", "id": "id", "columns": {"origin": "origin"}}
            ],
            "variables": {"origin": {"label": "Origin", "type": "category", "labels": {"dutch": "Dutch"}}},
        }
    )  # fmt: skip
    people = pd.DataFrame(
        {
            "participant_id": ["abcd2345abcd2345", None],
            "origin": ["Eritrea (asylum, twins 2021)", "Other"],
            "arm": ["t", "t"],
        }
    )
    words = words_of_participants([people], manifest)
    assert words == {"abcd2345abcd2345", "Eritrea (asylum, twins 2021)"}
    (tmp_path / "a.csv").write_text('label;n\n"Eritrea (asylum, twins 2021)";1\n', encoding="utf-8")
    (tmp_path / "b.html").write_text("<td>abcd2345abcd2345</td>", encoding="utf-8")
    (tmp_path / "c.html").write_text("<td>Dutch</td>", encoding="utf-8")
    (tmp_path / "d.tex").write_text(r"Eritrea (asylum, twins 2021) & 1\\", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "e.docx", "w") as document:
        document.writestr("word/document.xml", "<w:t>abcd2345abcd2345</w:t>")
    lines = said_verbatim(sorted(tmp_path.iterdir()), words, tmp_path)
    assert [line.output for line in lines] == ["a.csv", "b.html", "d.tex", "e.docx"]
    assert "Eritrea" not in "".join(line.reason for line in lines)


def test_the_register_keeps_what_left_for_its_owner_alone(tmp_path):
    write(rows(100, 40), tmp_path / "estimates.parquet")
    register = Register(tmp_path / "private" / "releases")
    assert register.earlier() == []
    entry = register.add(tmp_path / "estimates.parquet", data={"d.csv": "ab"}, accepted=None)
    assert entry["number"] == 1
    ((again, table),) = register.earlier()
    assert again["data"] == {"d.csv": "ab"}
    assert len(table) == 3
    kept = [path for path in register.folder.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    (register.folder / "register.json").write_text("{", encoding="utf-8")
    with pytest.raises(RegisterError, match="damaged"):
        _ = register.entries


def test_the_checkers_page_escapes_what_it_shows():
    page = checkers_page(
        "<b>", {"cohort": "<script>"}, {"a.csv": "table"}, [], by_rule(rows(100, 40)), [(1, [])]
    )
    assert "<script>" not in page
    assert "ready to be checked" in page
    assert json.dumps("threshold") and "threshold" in page
