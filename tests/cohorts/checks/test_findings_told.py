"""Findings are told in the reader's language: in the terminal, on their page, and in the stored table."""

from voorzorg.cohorts.checks.findings import Findings, format_rows, grouped, render
from voorzorg.messages import Both, from_json, message
from voorzorg.messages import render as say


def written(text):
    return message("finding-as-written", text=text)


def found():
    findings = Findings()
    findings.error(
        message("finding-missing-columns"),
        file="wave.csv",
        column="Leeftijd",
        expected=message("finding-columns-look-like", column="Leeftijd", variable="age"),
        action=message("finding-correct-columns-manifest-export-file"),
    )
    return findings


def test_a_dutch_evaluator_reads_dutch():
    told = render(found(), width=400, language="nl")
    assert told.startswith("1 probleem gevonden:")
    assert "kolommen ontbreken" in told and "verbeter 'columns' in het manifest" in told
    assert "missing columns" not in told


def test_an_english_one_reads_english_and_so_does_whoever_asks_nothing():
    assert "1 problem found:" in render(found(), width=400)
    assert found().items[0].check == "missing columns"


def test_the_table_stores_what_is_needed_for_every_language():
    (row,) = found().frame().to_dict("records")
    assert row["said"] == "check,expected,action" and row["check"] == "missing columns"
    assert say(from_json(row["messages"])[0], "nl") == "kolommen ontbreken"


def test_what_somebody_wrote_in_both_languages_is_told_in_the_readers():
    findings = Findings()
    label = Both("Ouder dan 27", "Older than 27")
    findings.note(message("finding-excluded", label=label), expected=written("age > 27"), action=written("-"))
    told = {
        language: render(findings, width=200, noun="remark", language=language) for language in ("nl", "en")
    }
    assert "weggelaten: Ouder dan 27" in told["nl"] and "excluded: Older than 27" in told["en"]


def test_many_of_one_kind_are_one_line_with_their_number():
    findings = Findings()
    for k in range(40):
        findings.error(
            message("finding-missing-columns"),
            file="wave.csv",
            column=f"q{k}",
            expected=written("it"),
            action=written("add it"),
        )
        findings.warning(
            message("finding-better-not-said", outcome=f"o{k}"),
            file="x",
            column=f"q{k}",
            expected=written("-"),
            action=written("-"),
        )
    findings.note(written("alone"), expected=written("-"), action=written("-"))
    told = findings.sorted()
    assert [finding.count for finding in told] == [40, 40, 1]
    assert told[0].column == "q0, q1, q10, q11, q12, q13 (+34)"
    assert told[0].told("check", "nl") == "kolommen ontbreken (40 van deze soort)"
    assert len(findings.frame()) == 3 and len(grouped(findings.errors[:3])) == 3


def alike(rows):
    findings = Findings()
    for k, row in enumerate(rows):
        findings.error(
            message("finding-missing-columns"),
            file="wave.csv",
            column=f"q{k}",
            rows=[row],
            expected=written("it"),
            action=written("add it"),
        )
    return findings.items


def test_four_of_a_kind_are_told_together_and_six_columns_named():
    assert len(grouped(alike([2] * 3))) == 3
    (four,) = grouped(alike([2] * 4))
    assert (four.column, four.count) == ("q0, q1, q2, q3", 4)
    assert [one.column for one in grouped(alike([2] * 6))] == ["q0, q1, q2, q3, q4, q5"]
    assert [one.column for one in grouped(alike([2] * 7))] == ["q0, q1, q2, q3, q4, q5 (+1)"]


def test_a_row_is_told_of_many_where_it_is_one_and_the_same():
    assert [one.row for one in grouped(alike([7] * 4))] == ["7"]
    assert [one.row for one in grouped(alike([7, 7, 7, 8]))] == [""]


def test_five_rows_are_named_and_how_many_more_there_are():
    assert format_rows([3, 4, 9]) == "3, 4, 9"
    assert format_rows([1, 2, 3, 4, 5]) == "1, 2, 3, 4, 5"
    assert format_rows([1, 2, 3, 4, 5, 6, 7]) == "1, 2, 3, 4, 5 (+2)"
