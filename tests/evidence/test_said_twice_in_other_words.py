"""Bases, periods, times, words about significance and sums between rows, as other people write them."""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from voorzorg.evidence.audit import audit_path

Row = Mapping[str, Any]
Said = Callable[..., str]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """What the audit says of rows: fine, doubt or wrong."""

    def of(*rows: Row) -> str:
        common = {"source": "paper", "study": "s", "outcome": "o", "arm": "all"}
        full = [common | {"figure_id": f"f{i}"} | dict(row) for i, row in enumerate(rows)]
        out = io.StringIO()
        writer = csv.DictWriter(out, sorted({name for row in full for name in row}))
        writer.writeheader()
        writer.writerows(full)
        path = tmp_path / "mine.csv"
        path.write_text(out.getvalue(), encoding="utf-8")
        findings = audit_path(path).findings()
        return "wrong" if any(f.verdict.bad for f in findings) else "doubt" if findings else "fine"

    return of


OTHER_BASES = [
    ("births", "first births"),
    ("geboorten", "eerste kinderen"),
    ("live births", "first-born children"),
    ("births", "children"),
    ("levendgeborenen", "kinderen"),
    ("eerstgeborenen", "kinderen"),
    ("geboorten", "eerstgeborenen"),
    ("women", "children"),
    ("pregnancies", "births"),
    ("zwangerschappen", "geboorten"),
    ("first births in 2014", "all births in 2014"),
    ("gezinnen", "kinderen"),
    ("deliveries", "first deliveries"),
    ("per birth", "per child"),
    ("eerste geboorten", "alle geboorten"),
    ("firstborns", "births"),
    ("households", "children"),
]
SAME_BASES = [
    ("women", "mothers"),
    ("moeders", "vrouwen"),
    ("families", "mothers"),
    ("pregnant women", "women"),
    ("women at 32 weeks of pregnancy", "mothers"),
    ("mothers 2 years after birth", "women"),
    ("first-time mothers", "mothers"),
]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(*pair, "doubt") for pair in OTHER_BASES] + [(*pair, "fine") for pair in SAME_BASES],
)
def test_a_share_of_two_bases(said: Said, one: str, other: str, expected: str) -> None:
    share = {"statistic": "percentage", "value": "18"}
    for place, column in itertools.product(("source", "location"), ("population", "unit")):
        assert said(share | {place: "A", column: one}, share | {place: "B", column: other}) == expected


PARTS = [
    "recruitment",
    "Recruitment period",
    "enrolment",
    "inclusion",
    "inclusie",
    "werving",
    "randomisation",
    "intake",
]
PARTS += ["randomization", "instroom", "aanmelding", "accrual", "enrollment_period", "follow_up_period"]
WHOLES = [
    "study_period",
    "study",
    "trial",
    "onderzoek",
    "onderzoeksperiode",
    "looptijd",
    "data_collection",
    "project",
]


@pytest.mark.parametrize("part", PARTS)
def test_a_period_outside_the_one_that_it_is_part_of(said: Said, part: str) -> None:
    for whole in WHOLES:
        study = {"outcome": whole, "statistic": "year", "value": "2008", "value_high": "2014"}
        recruited = {
            "outcome": part,
            "statistic": "year",
            "value": "2007",
            "value_high": "2009",
            "source": "b",
        }
        assert said(study, recruited) == "doubt"
        assert said(study, recruited | {"value": "2008"}) == "fine"


def _costs(said: Said, one: str, other: str, length: Row | None = None) -> str:
    length = length or {
        "outcome": "programme_length",
        "statistic": "duration",
        "unit": "years",
        "value": "2.5",
    }
    first = {"statistic": "euro", "value": "15654", "unit": one, "outcome": "cost"}
    return said(length, first, {"statistic": "euro", "value": "25000", "unit": other, "outcome": "benefit"})


WHOLE = [
    "euro per trajectory",
    "euro per traject",
    "€ per family",
    "euro per gezin",
    "euro per client",
    "per participant",
]
WHOLE += [
    "euro per deelnemer",
    "euro per full trajectory",
    "euro/traject",
    "euro per programme",
    "euro per cliënt",
]
YEARLY = ["euro per year", "euro a year", "€/year", "per annum", "euro per jaar", "€/jr", "euro jaarlijks"]
YEARLY += ["euro annually", "€ p.a.", "euro per month", "euro per maand", "euro each year"]


@pytest.mark.parametrize("whole", WHOLE)
def test_a_whole_trajectory_beside_a_year(said: Said, whole: str) -> None:
    assert all(_costs(said, whole, yearly) == "doubt" for yearly in YEARLY)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("euro over 2.5 years", "euro over 4 years", "doubt"),
        ("euro in 2,5 jaar", "euro in 4 jaar", "doubt"),
        ("euro per trajectory of 2.5 years", "euro after four years", "doubt"),
        ("€ over 30 months", "€ over 4 years", "doubt"),
        ("euro per trajectory", "euro over 4 years", "doubt"),
        ("euro per year", "euro a year", "fine"),
        ("euro per trajectory", "euro per traject", "fine"),
        ("euro over 4 years", "euro in four years", "fine"),
        ("euro per nurse, once", "euro a year", "fine"),
        ("euro per visit", "euro a year", "fine"),
    ],
)
def test_amounts_over_other_times(said: Said, one: str, other: str, expected: str) -> None:
    assert _costs(said, one, other) == expected


@pytest.mark.parametrize(
    ("value", "unit", "outcome"),
    [
        ("30", "months", "duur_traject"),
        ("2.5", "jaar", "trajectduur"),
        ("130", "weeks", "length_of_programme"),
    ],
)
def test_the_length_of_a_trajectory_in_other_words(said: Said, value: str, unit: str, outcome: str) -> None:
    length = {"outcome": outcome, "statistic": "duration", "unit": unit, "value": value}
    assert _costs(said, "euro per trajectory", "euro per year", length) == "doubt"


def _arms(treated: str, control: str, **more: Any) -> list[Row]:
    row = {"statistic": "percentage", "n": 200} | more
    return [row | {"arm": "treated", "value": treated}, row | {"arm": "control", "value": control}]


def _contrast(statistic: str, value: str = "", **more: Any) -> Row:
    return {"arm": "contrast", "statistic": statistic, "value": value} | more


SIGNIFICANT = ["significant", "stated_significant", "statistically significant", "significant verschil"]
EFFECTIVE = ["effective", "effectief", "werkt", "works", "stated_effect"]
NOT_SIGNIFICANT = ["ns", "n.s.", "not significant", "niet significant", "no difference", "geen verschil"]
WIDE = _contrast("OR", "0.90", ci_low="0.64", ci_high="1.28")
NARROW = _contrast("OR", "0.60", ci_low="0.39", ci_high="0.93")


@pytest.mark.parametrize("word", [*SIGNIFICANT, *EFFECTIVE])
def test_said_to_differ_or_to_work(said: Said, word: str) -> None:
    claim = _contrast(word)
    assert said(*_arms("58", "61"), claim) == "doubt"
    assert said(*_arms("42", "49", n=100), claim) == "doubt"
    assert said(*_arms("40", "60"), claim) == "fine"
    assert said(WIDE, claim) == "doubt" and said(_contrast("p", "0.30"), claim) == "doubt"
    assert said(NARROW, claim) == "fine"
    # a narrower interval than 95 % decides nothing, a wider one does
    assert said({**NARROW, "ci_level": "90"}, claim) == "fine"
    assert said({**WIDE, "ci_level": "97.5"}, claim) == "fine"


@pytest.mark.parametrize("word", EFFECTIVE)
def test_said_to_work_with_figures_that_no_group_size_makes_differ(said: Said, word: str) -> None:
    sizes = [
        {"statistic": "n", "arm": a, "value": v, "outcome": "r"}
        for a, v in (("treated", 237), ("control", 223))
    ]
    arms = _arms("42", "49", n="", wave="m2")
    assert said(*sizes, *arms, _contrast(word, wave="m2")) == "doubt"


@pytest.mark.parametrize("word", NOT_SIGNIFICANT)
def test_said_not_to_differ(said: Said, word: str) -> None:
    claim = _contrast(word)
    assert said(*_arms("20", "60"), claim) == "doubt" and said(*_arms("58", "61"), claim) == "fine"
    assert said(NARROW, claim) == "doubt" and said(WIDE, claim) == "fine"
    assert said(_contrast("p", "0.001", comparison="<"), claim) == "doubt"


@pytest.mark.parametrize(
    "formula", ["taken - uneaten", "taken − uneaten", "taken – uneaten", "+ taken - uneaten"]
)
def test_a_sum_between_rows(said: Said, formula: str) -> None:
    rows = [
        {"statistic": "count", "outcome": o, "value": v} for o, v in (("taken", "171"), ("uneaten", "60"))
    ]
    for value, expected in (("111", "fine"), ("113", "wrong")):
        total = {"statistic": "count", "outcome": "eaten", "value": value, "equals": formula}
        assert said(*rows, total) == expected


def test_a_sum_of_outcomes_with_blanks_in_their_names(said: Said) -> None:
    rows = [
        {"statistic": "count", "outcome": o, "value": v} for o, v in (("food taken", "9"), ("food left", "4"))
    ]
    total = {"statistic": "count", "outcome": "eaten", "value": "6", "equals": "food taken - food left"}
    assert said(*rows, total) == "wrong"


@pytest.mark.parametrize(
    ("everybody", "expected"), [("83", "fine"), ("84", "wrong"), ("80", "wrong"), ("123", "doubt")]
)
def test_arms_and_everybody(said: Said, everybody: str, expected: str) -> None:
    sizes = [{"statistic": "n", "arm": a, "value": v} for a, v in (("treated", "42"), ("control", "41"))]
    assert said(*sizes, {"statistic": "n", "arm": "total", "value": everybody}) == expected


YES_NO = [
    (20, 7),
    (30, 9),
    (50, 20),
    (41, 13),
    (100, 33),
    (12, 1),
    (200, 120),
    (17, 16),
    (80, 40),
    (63, 5),
    (25, 25),
]


@pytest.mark.parametrize(("n", "events"), YES_NO)
@pytest.mark.parametrize("decimals", [2, 3])
def test_the_sd_of_a_yes_no_item(said: Said, n: int, events: int, decimals: int) -> None:
    share = events / n
    scale = {"n": n, "items": 1, "scale_min": 0, "scale_max": 1}

    def printed(sd: float) -> str:
        mean = scale | {"statistic": "mean", "value": f"{share:.{decimals}f}"}
        return said(mean, scale | {"statistic": "sd", "value": f"{sd:.{decimals}f}"})

    of_people = math.sqrt(share * (1 - share))  # as it is worked out by hand
    of_sample = of_people * math.sqrt(n / (n - 1))
    assert printed(of_sample) == "fine" and printed(of_people) == "fine"
    assert events == n or printed(1.1 * of_sample + 0.05) == "wrong"


def test_an_abstract_and_a_table_that_nobody_called_the_same(said: Said) -> None:
    here = {"statistic": "percentage", "arm": "control", "value": "46", "source": "paper"}
    there = here | {"value": "64", "source": "abstract"}
    assert said(here, there) == "doubt"
    assert said(here | {"n": 100}, there | {"n": 90, "value": "48"}) == "fine"
    assert said(here | {"population": "boys"}, there | {"population": "girls"}) == "fine"
