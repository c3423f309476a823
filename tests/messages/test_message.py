"""A message is data until the last moment: stored and read back equal, said in each language."""

import pytest
from fluent.runtime import FluentBundle, FluentResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voorzorg.languages import CODES
from voorzorg.messages import Message, Name, People, catalogue, message, render
from voorzorg.messages.message import from_json, to_json

_text = st.text(max_size=12)
_leaf = (
    st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _text
    | st.builds(People, st.integers(0, 500), st.sampled_from(["exactly", "fewer", "about", "at_least"]))
    | st.builds(Name, st.sampled_from(["variable", "wave", "arm"]), _text)
)
_names = st.sampled_from(["n", "p", "names", "reason"])


def _messages(values):
    arguments = st.dictionaries(_names, values, max_size=3).map(lambda found: tuple(found.items()))
    return st.builds(Message, st.sampled_from(["one", "two"]), arguments)


_argument = st.recursive(
    _leaf, lambda inner: _messages(inner) | st.lists(inner, max_size=3).map(tuple), max_leaves=8
)


WORDS = {
    "en": """
few = { $n ->
    [one] { $n } event
   *[other] { $n } events
 }
share = p = { $p }
why = { $what }: { $reason }
people-fewer = fewer than { $n }
""",
    "nl": """
few = { $n ->
    [one] { $n } gebeurtenis
   *[other] { $n } gebeurtenissen
 }
share = p = { $p }
why = { $what }: { $reason }
people-fewer = minder dan { $n }
""",
}


@pytest.fixture
def words(monkeypatch):
    """A catalogue of these tests' own."""

    def bundle(language):
        made = FluentBundle([language], use_isolating=False)
        made.add_resource(FluentResource(WORDS[language]))
        return made

    monkeypatch.setattr(catalogue, "bundle", bundle)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_messages(_argument), max_size=2))
def test_what_is_stored_comes_back_equal(messages):
    assert from_json(to_json(messages)) == tuple(messages)


def test_no_argument_takes_the_place_of_the_messages_own_key():
    with pytest.raises(ValueError, match="'key'"):
        message("finding-to-do", **{"key": "x"})


def test_numbers_and_plurals_are_the_languages_own(words):
    assert render(message("few", n=1), "nl") == "1 gebeurtenis"
    assert render(message("few", n=7), "nl") == "7 gebeurtenissen"
    assert render(message("share", p=0.25), "nl") == "p = 0,25"
    assert render(message("share", p=0.25), "en") == "p = 0.25"


def test_a_message_inside_a_message_and_a_label_are_said_in_the_same_language(words):
    told = message(
        "why", what=[Name("variable", "age"), Name("variable", "site")], reason=message("few", n=2)
    )
    labels = {"age": "leeftijd"}
    assert render(told, "nl", lambda name: labels.get(name.key)) == "leeftijd, site: 2 gebeurtenissen"


def test_a_coarse_number_of_people_is_said_as_such(words):
    told = message("few", n=People(3)).with_people({People(3): People(10, "fewer")})
    assert render(told, "en") == "fewer than 10 events"


def test_what_the_catalogue_lacks_is_an_error_and_never_an_empty_sentence(words):
    with pytest.raises(catalogue.MessageError, match="no message 'nothing'"):
        render(message("nothing"), "en")
    with pytest.raises(catalogue.MessageError, match="few"):
        render(message("few"), "en")


def test_every_language_has_the_same_keys_and_arguments():
    from fluent.syntax import FluentParser
    from fluent.syntax.ast import Junk, VariableReference
    from fluent.syntax.visitor import Visitor

    class Arguments(Visitor):
        def __init__(self):
            self.found = set()

        def visit_VariableReference(self, node: VariableReference):  # noqa: N802
            self.found.add(node.id.name)

    def content(language):
        found = {}
        for path in sorted(catalogue.FOLDER.glob(f"{language}/*.ftl")):
            for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
                assert not isinstance(entry, Junk), f"{path}: {entry.content}"
                if hasattr(entry, "value"):
                    used = Arguments()
                    used.visit(entry)
                    key = (path.name, entry.id.name)
                    assert key not in found, f"{path}: {entry.id.name} stands twice"
                    found[key] = used.found
        return found

    english = content("en")
    assert english
    for language in CODES:
        assert content(language) == english
