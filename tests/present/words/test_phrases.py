"""What the estimates table says in English reaches a Dutch reader in Dutch."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from voorzorg.present.words.phrases import Phrases, phrase_book

SOURCE = Path(__file__).parents[3] / "src" / "voorzorg"

#: Modules whose sentences never come into an estimates table: errors of the programmer's interface, printed
#: summaries, the synthesis of published effects, labels of tables that go elsewhere.
ELSEWHERE = (
    "analyses/one_arm/other_study_arm.py",
    "statistics/synthesis/effect_conversions.py",
    "statistics/synthesis/meta_analysis.py",
    "statistics/small/reliable_change.py",  # its caller names the method
    "statistics/multilevel/answers/report.py",
    "statistics/multilevel/answers/marginal.py",
)
#: Sentences that are no method and no warning, or that the caller puts into words of its own.
INWARD = {
    "y ~ 0 + C(wave) + C(wave):treated",
    "Data has categories outside",
    "0 and the number of trials",
    "{} (a combination of {})",
    "all responses are equal",
    "no events where {} is {}",
    "only events where {} is {}",
    "quadrature is not available for this arrangement of random effects",
    "{}: chi-square = {}, df = {}, p = {}",
    "variance of {} is zero (chi-bar-square)",
    # the analysis gives the method a name of its own
    "least squares, {} standard error",
    "mixed model for repeated measures, {} covariance, Kenward-Roger",
    "standardisation after logistic regression, {} standard error",
    "linear mixed model ({}), Satterthwaite",
    "difference of restricted means",
    # put together from phrases that are in the book
    "stayers minus leavers, Welch interval; {}",
    "mean change since {}, t interval; {}",
    "{} interval, {} test",
    "{}; {}, chi-bar-square test",
    # ways of handling missing data, which the catalogue words
    "multiple_imputation, delta-adjusted in the treated arm",
    "multiple_imputation, jump to reference",
}


@pytest.fixture
def remark():
    return Phrases("nl", "remarks")


@pytest.fixture
def method():
    labels = {"age": "leeftijd", "risk_factors": "aantal risicofactoren"}
    known = {"names": lambda names: ", ".join(labels.get(n, n) for n in names.split(", "))}
    return Phrases("nl", "methods", known)


def test_numbers_get_a_decimal_comma(remark):
    assert remark("reliability 0.62: only very large changes can count as reliable") == (
        "betrouwbaarheid 0,62: alleen zeer grote veranderingen kunnen betrouwbaar heten"
    )


def test_a_method_is_put_together_from_its_parts(method):
    assert (
        method("Katz log interval, Fisher mid-p test") == "Katz-interval (logaritmisch), Fisher-toets (mid-p)"
    )


def test_variables_inside_a_phrase_get_their_labels(method):
    text = "standardisation after logistic regression on age, risk_factors; robust standard error"
    assert method(text) == (
        "standaardisatie na logistische regressie op leeftijd, aantal risicofactoren; robuuste standaardfout"
    )


def test_a_phrase_inside_a_phrase_is_translated_too(remark):
    assert (
        remark("could not be estimated: all counts are zero") == "niet te schatten: alle aantallen zijn nul"
    )


def test_what_the_book_lacks_is_not_guessed(remark):
    assert remark("the moon was full") is None
    assert remark("fewer than two values; the moon was full") is None


def test_english_needs_no_book():
    assert Phrases("en", "remarks")("the moon was full") == "the moon was full"


@pytest.mark.parametrize("kind", ["methods", "remarks"])
def test_both_sides_of_a_phrase_have_the_same_placeholders(kind):
    def placeholders(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    book = phrase_book("nl")[kind]
    assert len(book) > 80
    assert {
        english for english, dutch in book.items() if placeholders(english) != placeholders(dutch)
    } == set()
    assert all("; " not in english for english in book), "a semicolon separates warnings"


def sentences():
    """Every sentence of four words or more in the code that makes estimates, ``{}`` for what varies."""
    for folder in ("statistics", "analyses", "present/disclosure"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            name = path.relative_to(SOURCE).as_posix()
            if name in ELSEWHERE:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            hidden = {id(part) for node in ast.walk(tree) for part in _not_said(node)}
            for node in ast.walk(tree):
                text = _text(node)
                if id(node) not in hidden and text and len(text.split()) >= 4:
                    yield name, text


def _not_said(node):
    """Parts of longer strings, documentation, and what an exception says to a programmer."""
    if isinstance(node, ast.JoinedStr):
        return [inner for part in node.values for inner in ast.walk(part)]
    if isinstance(node, ast.Raise):
        return ast.walk(node)
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
        return [statement.value for statement in body if isinstance(statement, ast.Expr)]
    return []


def _text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def test_every_sentence_that_an_estimate_can_carry_is_in_the_book():
    kinds = [Phrases("nl", kind) for kind in ("methods", "remarks")]
    whole = [re.sub(r"\{\w+\}", "{}", phrase) for kind in phrase_book("nl").values() for phrase in kind]

    def known(sentence):
        said = re.sub(r"^(\{\})?[;,]? ?|[;,:]? ?$", "", sentence)  # joined to another sentence
        translated = any(phrases(said.replace("{}", "7")) for phrases in kinds)
        return translated or any(said in phrase for phrase in whole)  # or part of a longer one

    found = {text for _, text in sentences()} - INWARD
    assert len(found) > 120
    unknown = sorted(text for text in found if not known(text))
    assert not unknown, "\n".join(unknown)


def test_every_sentence_left_out_still_stands_in_the_code():
    assert INWARD - {text for _, text in sentences()} == set()


def test_doubt_about_proportional_hazards_keeps_its_p_value(remark):
    said = "read the hazard ratio as an average and prefer the difference in restricted mean time"
    for p, dutch in (("p = 0.011", "p = 0,011"), ("p < 0.001", "p < 0,001")):
        assert f"niet evenredig ({dutch})" in remark(f"hazards may not be proportional ({p}): {said}")
