"""Which arm a draft takes for the reference, and how sure it says it is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml

from voorzorg.cohorts.drafting.draft import Draft, draft

N = 24


def drafted(folder: Path, columns: dict[str, list[object]]) -> Draft:
    people = {"respnr": [f"A{100 + k}" for k in range(N)]}
    score = {"score": [(7 * k) % 31 for k in range(N)]}
    pd.DataFrame(people | columns | score).to_csv(folder / "x.csv", index=False)
    return draft("new", [folder / "x.csv"], folder)


def reference(made: Draft) -> tuple[str, float]:
    """The reference's code in the file, and how sure."""
    arms = yaml.safe_load(made.text)["arms"]
    (guess,) = [one for one in made.guesses if getattr(one.subject, "key", "") == "draft-reference-arm"]
    assert guess.guess == arms["reference"]
    return str(arms["levels"][arms["reference"]]["codes"][0]), guess.confidence


@pytest.mark.parametrize(
    ("name", "codes", "wanted", "sure"),
    [
        ("groep", ("controle", "interventie"), "controle", 0.9),
        ("groep", ("interventie", "controle"), "controle", 0.9),
        ("groep", ("VoorZorg", "gebruikelijke zorg"), "gebruikelijke zorg", 0.9),
        ("groep", (0, 1), "0", 0.6),
        ("groep", (1, 0), "0", 0.6),
        ("groep", (1, 2), "1", 0.4),
        ("groep", ("rood", "blauw"), "blauw", 0.4),
        ("interventie", (0, 1), "0", 0.8),
        ("interventie", ("ja", "nee"), "nee", 0.8),
        ("interventie", ("nee", "ja"), "nee", 0.8),
        ("controlegroep", ("ja", "nee"), "ja", 0.6),
        ("controlegroep", ("nee", "ja"), "ja", 0.6),
        ("arm", ("ja", "nee"), "nee", 0.6),
    ],
)
def test_by_name_and_codes(tmp_path: Path, name: str, codes: tuple, wanted: str, sure: float) -> None:
    found = reference(drafted(tmp_path, {name: [codes[k % 2] for k in range(N)]}))
    assert found == (wanted, sure)


@pytest.mark.parametrize(("arms", "design"), [(2, "two_arm"), (3, "multi_arm"), (4, "multi_arm")])
def test_as_many_arms_as_codes(tmp_path: Path, arms: int, design: str) -> None:
    names = ("controle", "kort", "lang", "heel lang")[:arms]
    made = drafted(tmp_path, {"arm": [names[k % arms] for k in range(N)]})
    assert reference(made) == ("controle", 0.9)
    content = yaml.safe_load(made.text)
    assert content["design"] == design
    assert [level["codes"] for level in content["arms"]["levels"].values()] == [
        [name] for name in sorted(names)
    ]


@pytest.mark.parametrize("rare", [1, 2, 3, 6])
def test_a_rare_third_code_is_asked_about(tmp_path: Path, rare: int) -> None:
    """Below a quarter of the commonest it may be a slip of the pen."""
    codes = ["A"] * 12 + ["B"] * (12 - rare) + ["C"] * rare
    made = drafted(tmp_path, {"arm": codes})
    line = next(line for line in made.text.splitlines() if line.startswith("design:"))
    assert ("TODO" in line) == (rare < 3)
