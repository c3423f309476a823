"""Every kind of fault has words in both languages: pydantic's, PyYAML's and our own."""

import ast
import inspect
import re
from pathlib import Path

import pytest
import yaml
import yaml.composer
import yaml.constructor
import yaml.parser
import yaml.scanner
from pydantic import BaseModel, ValidationError

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.config import Config
from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.municipalities.origin import Origin
from voorzorg.evidence.figures.names import Names
from voorzorg.evidence.figures.sources import Sources
from voorzorg.evidence.relations.model import Relations
from voorzorg.evidence.synthesis.panels import Panels
from voorzorg.instruments.model import Instrument
from voorzorg.lab.study_file import StudyFile
from voorzorg.messages import render
from voorzorg.synthetic.follow_up.specification import FollowUpSpecification
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.trial.specification import TrialSpecification
from voorzorg.validation import found_problems, nearest, unreadable
from voorzorg.validation.kinds import KINDS
from voorzorg.validation.unreadable import key_of
from voorzorg.yaml_file import load

PINNED = Path(__file__).parents[1] / "pinned" / "settings"
MODELS = (
    Manifest, Config, Instrument, Inputs, Origin, Names, Sources, Relations, Panels, StudyFile, Setting,
    TrialSpecification, FollowUpSpecification,
)  # fmt: skip
#: By pydantic's kind of schema, what it can refuse of what YAML holds; by a limit of it, what that refuses.
RAISES = {
    "str": "string_type",
    "int": "int_type int_parsing int_from_float int_parsing_size finite_number",
    "float": "float_type float_parsing finite_number",
    "bool": "bool_type bool_parsing",
    "literal": "literal_error",
    "dict": "dict_type",
    "list": "list_type",
    "date": "date_type date_parsing",
    "tuple": "tuple_type missing too_long",
    "model": "model_type",
    "model-fields": "model_attributes_type missing extra_forbidden invalid_key",
    "none": "none_required",
}
#: Kinds that refuse nothing in words of their own.
SILENT = {
    "function-before",
    "function-after",
    "function-plain",
    "function-wrap",
    "nullable",
    "union",
    "default",
    "any",
    "definitions",
    "definition-ref",
    "model-field",
    "no-info",
    "with-info",
    "lax-or-strict",
    "chain",
}
LIMITS = {
    "pattern": "string_pattern_mismatch", "gt": "greater_than", "ge": "greater_than_equal", "lt": "less_than",
    "le": "less_than_equal",
}  # fmt: skip
LENGTHS = {"str": ("string_too_short", "string_too_long")}


def _schemas(node):
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        for key, value in node.items():
            if key not in ("metadata", "serialization", "expected"):
                yield from _schemas(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _schemas(value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_kind_of_mistake_that_a_model_can_raise_has_words(model: type[BaseModel]) -> None:
    can: set[str] = set()
    for schema in _schemas(model.__pydantic_core_schema__):
        assert schema["type"] in {*RAISES, *SILENT}
        can |= set(RAISES.get(schema["type"], "").split())
        can |= {kind for limit, kind in LIMITS.items() if schema.get(limit) is not None}
        short, long = LENGTHS.get(schema["type"], ("too_short", "too_long"))
        can |= ({short} if "min_length" in schema else set()) | ({long} if "max_length" in schema else set())
    assert can <= set(KINDS)


def _beginning(node: ast.expr) -> str:
    """The part of a text in PyYAML's source that never changes."""
    if isinstance(node, ast.BinOp):
        node = node.left
    return re.split(r"%[rsd]", node.value)[0] if isinstance(node, ast.Constant) and node.value else ""


@pytest.mark.parametrize("module", [yaml.scanner, yaml.parser, yaml.composer], ids=lambda one: one.__name__)
def test_whatever_pyyaml_says_is_said_in_our_words(module) -> None:
    said = [
        (_beginning(node.args[0]), _beginning(node.args[2]))
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "").endswith("Error")
        and len(node.args) == 4
    ]
    assert len(said) > 2
    assert [pair for pair in said if key_of(*pair)[0] == "yaml-other"] in ([], [("while scanning a ", "")])


@pytest.mark.parametrize(
    ("text", "nl"),
    [
        ("a: 1\n\tb: 2", "regel 2: er staat een tab voor"),
        ("name: x\ndesign two_arm\nwaves: []", "regel 2: hier hoort 'sleutel: waarde'"),
        ("title: Studie: de tweede", "regel 1: zet een tekst waarin ': ' voorkomt"),
        ("a:\n  b: 1\n c: 2", "regel 3: springt anders in"),
        ("a: [1, 2\nb: 3", "haakje geopend"),
        ("a: 'x\nb: 3", "regel 1: hier wordt een aanhalingsteken geopend"),
        ("path: *.csv", "regel 1: een tekst die met * of & begint"),
        ("a: 1\na: 2", "regel 2: 'a' staat hier en ook al op regel 1"),
    ],
)
def test_yaml_as_people_break_it_is_told_with_its_line(text: str, nl: str) -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        load(text)
    assert nl in render(unreadable(caught.value), "nl")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("lager", ("lower", "higher"), "lower"),
        ("Binair", ("binary", "count"), "binary"),
        ("uitkomsten", ("outcomes", "waves"), "outcomes"),
        ("variabels", ("variables", "files"), "variables"),
        ("zomaar", ("variables", "files"), None),
    ],
)
def test_what_was_meant(word: str, known: tuple[str, ...], meant: str | None) -> None:
    assert nearest(word, known) == meant


def test_a_setting_at_another_place_is_told_where_it_belongs() -> None:
    content = {"cohorts": {}, "ci_level": 0.9}
    with pytest.raises(ValidationError) as caught:
        Config.model_validate(content)
    (one,) = found_problems(caught.value, Config, content)
    assert render(one.line(), "nl").startswith(
        "ci_level: deze instelling bestaat hier niet; zij hoort onder 'analysis'"
    )
