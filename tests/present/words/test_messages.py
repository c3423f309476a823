"""Both languages say the same things: all that is asked for, and nothing that is never asked for."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from catalogues import entries

from voorzorg.cohorts import dictionary
from voorzorg.cohorts.checks.findings import Findings, Severity
from voorzorg.estimates.schema import ESTIMANDS
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.messages import MessageError
from voorzorg.present.report import comparison
from voorzorg.present.words.messages import FOLDER, has_message, keys, message
from voorzorg.provenance import record

ROOT = Path(__file__).parents[3]
PRESENT = ROOT / "src" / "voorzorg" / "present"


def test_no_text_is_empty_or_left_in_the_other_language():
    english = entries(FOLDER, "en")
    for key, entry in entries(FOLDER, "nl").items():
        assert "".join(entry.pieces).strip() or entry.arguments, key
        assert len("".join(entry.pieces).split()) <= 3 or entry.text != english[key].text, key


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
    assert {key for key in used if not has_message("nl", key)} == set()


def test_an_unknown_key_is_named():
    with pytest.raises(MessageError, match="no message 'a-b' in nl"):
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
    specific = [
        re.compile(pattern.replace(r"\.", "-")) for pattern in made if re.match(r"[a-z_]+\\\.", pattern)
    ]
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
    asked_for = {key.replace(".", "-") for key in whole}
    for key in keys("nl"):
        plain = key.removeprefix("one_arm-")
        group, _, rest = plain.partition("-")
        if group in VOCABULARIES:
            asked = rest in VOCABULARIES[group]
        elif group in OPEN:
            asked = True
        else:
            asked = plain in asked_for or any(pattern.fullmatch(plain) for pattern in made)
        if not asked:
            left.add(key)
    assert not left, ", ".join(sorted(left))
