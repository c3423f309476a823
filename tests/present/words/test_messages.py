"""Both languages say the same things: all that is asked for, and nothing that is never asked for."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from voorzorg.cohorts import dictionary
from voorzorg.cohorts.checks.findings import Findings, Severity
from voorzorg.estimates.schema import ESTIMANDS
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.present.report import comparison
from voorzorg.present.words.messages import catalogue, message
from voorzorg.provenance import record

ROOT = Path(__file__).parents[3]
PRESENT = ROOT / "src" / "voorzorg" / "present"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dutch_and_english_have_the_same_keys():
    assert set(catalogue("nl")) == set(catalogue("en"))


def test_a_message_fills_the_same_placeholders_in_both_languages():
    english = catalogue("en")
    different = {
        key for key, text in catalogue("nl").items() if placeholders(text) != placeholders(english[key])
    }
    assert different == set()


def test_no_message_is_empty_or_left_in_the_other_language():
    english = catalogue("en")
    same = {key for key, text in catalogue("nl").items() if text == english[key] and len(text.split()) > 3}
    assert same == set()
    assert all(text.strip() for text in [*english.values(), *catalogue("nl").values()])


@pytest.mark.parametrize("suffix", ["*.py", "*.j2"])
def test_every_key_written_in_code_or_template_exists(suffix):
    used = {
        key
        for path in PRESENT.rglob(suffix)
        for key in re.findall(
            r"""\bt\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert len(used) > (60 if suffix == "*.py" else 20)
    assert used - set(catalogue("nl")) == set()


def test_an_unknown_key_is_named():
    with pytest.raises(KeyError, match=r"no message 'a\.b' in nl\.yaml"):
        message("nl", "a.b")


# ---- no key is left over ---------------------------------------------------------------------------------


def written() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that stand in code or templates as a whole, and patterns of those that are put together there."""
    whole: set[str] = set()
    made: set[str] = set()
    for path in PRESENT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                )
                made.add("".join(parts))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "messages_below":
                group = node.args[1]
                if isinstance(group, ast.Constant):
                    made.add(rf"{re.escape(group.value)}\.\w+")
                else:  # a part of the group's name is filled in
                    made.add(r"evidence\.(?:statistic|arm|design|aim|setting|cost_per)\.\w+")
    for path in PRESENT.rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        whole |= set(re.findall(r"'([a-z_]+(?:\.[a-z_]+)+)'", text))
        for start, end in re.findall(r"'([a-z_.]+\.)' ~ \w+(?: ~ '(\.\w+)')?", text):
            made.add(rf"{re.escape(start)}\w+{re.escape(end)}")
    specific = [re.compile(pattern) for pattern in made if re.match(r"[a-z_]+\\\.", pattern)]
    return whole, specific


#: Groups of which a key comes from the data: what may come.
VOCABULARIES = {
    "provenance": {*record([], {}, ".", data_kind=""), "made"},
    "severity": set(get_args(Severity)),
    "missing": {
        "available-cases",
        "likelihood",
        "multiple-imputation",
        "jump-to-reference",
        "delta-adjusted",
    },
    "statistic": {
        name
        for name in read_figures(ROOT / "data" / "published")["statistic"].unique()
        if name.startswith("stated_")
    },
    "column": {
        *Findings().frame().columns.drop(["said", "messages"]),
        *dictionary.COLUMNS,
        *comparison.COLUMNS,
    },
    "estimand": {*ESTIMANDS, "risk_difference_pp", "random_effect_sd_of", "p_value"},
}
#: Groups of words by a key of the estimates or the configuration, any of which may be there or not.
OPEN = (
    "arm",
    "category",
    "caveat",
    "estimand_short",
    "family",
    "fidelity",
    "flow",
    "informant",
    "level",
    "phase",
    "reserved",
    "tag",
)


def test_every_message_is_asked_for_somewhere():
    whole, made = written()
    left = set()
    for key in catalogue("nl"):
        plain = key.removeprefix("one_arm.")
        group, _, rest = plain.partition(".")
        if group in VOCABULARIES:
            asked = rest in VOCABULARIES[group]
        elif group in OPEN:
            asked = True
        else:
            asked = plain in whole or any(pattern.fullmatch(plain) for pattern in made)
        if not asked:
            left.add(key)
    assert not left, ", ".join(sorted(left))
