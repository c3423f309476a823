"""What the messages of a shown row may say: no number of people below the minimum, nor an exact one.

Nor, in words, a fact about a few.
"""

from __future__ import annotations

from collections.abc import Iterable

from voorzorg.messages import Argument, Message, People, message
from voorzorg.present.disclosure.rules import coarse, rounded

#: What tells how many without a number: that nobody, everybody or one participant had something. A test holds
#: the catalogue against it, so that a new message is sorted too.
TELLING = frozenset(
    """
    arm-without-events-counts-as-known bounds-share-without-error category-of-one-value
    agreement-perfect-interval-no-width agreement-perfect-large-sample-interval all-counts-zero
    all-responses-equal arm-no-observations both-informants-gave-one-same cell-table-zero-log-scales
    clusters-never-change columns-all-zero empty-cell-0-5-added every-answer-there-nothing-explain
    every-observation-event every-positive-count-one every-rating-same fewer-than-had-event-within
    fewer-than-three-complete-pairs fewer-than-three-complete-subjects fewer-than-two-complete-pairs
    fewer-than-two-observations-arm fewer-than-two-values group-lacks-an-arm groups-too-small
    imputation-constant imputation-constant-risk imputation-never-observed imputed-data-set-no-events
    mmrm-few-pairs monotone-likelihood-no-finite-hazard no-case-effect-size no-complete-pair no-complete-pairs
    no-complete-rows no-complete-rows-missing-in no-events no-events-either-arm no-events-either-arm-risk
    no-events-where no-finite-dispersion-fits-positive no-imputed-value-shift-conclusion
    no-interval-agreement-perfect no-interval-arm-separated-no no-observations no-observations-reference-arm
    no-observations-treated-arm no-participant-both-informants no-spread-judge-changes
    no-spread-standardise-all-answers no-spread-standardise-all-changes no-spread-within-groups-no
    no-variation-within nobody-count nobody-took-part nobody-was-due-this-phase nobody-was-measured-both
    not-attainable not-attainable-no-pair-changed nothing-impute-every-participant-was one-group
    one-groups-no-values-nothing one-groups-single-person-no one-observation-no-standard-error
    only-events-where outcome-does-not-vary outcome-does-not-vary-nothing outcome-does-not-vary-odds
    outcome-or-dose-does-not-vary rank-deficient-design-zero-throughout row-leverage-one-hc1-instead
    separation-explained separation-firths-penalised-likelihood-instead
    separation-fitted-risk-runs-0 separation-found separation-no-finite-maximum-likelihood
    too-few-answers-own too-few-answers-reference too-few-observations-arm too-few-positive-counts-these
    too-few-repeated-answers-estimate values-do-not-vary-within variable-does-not-vary
    """.split()  # noqa: SIM905
)
#: Shares of participants, by the message and the name of its argument; they become tenths.
_SHARES = frozenset({("took-part", "share"), ("bounds-stratum", "share"), ("missing-information", "fmi")})
#: Degrees of freedom follow from the number of participants; they are rounded as it is.
_FREEDOM = ("degrees-of-freedom", "df")
_TENTH = 0.1


def coarse_messages(said: Iterable[Message], minimum: int, base: int) -> tuple[Message, ...]:
    """The messages with counts of people that tell neither a small cell nor an exact number.

    A count below ``minimum`` becomes ``fewer than 10``, any other a multiple of ``base``; beside a small one
    it says ``10 or more``, since the total of the two may stand elsewhere. What is :data:`TELLING` stays
    inside.
    """
    return tuple(dict.fromkeys(_coarse(_untold(one, base), minimum, base) for one in said))


def _untold(one: Message, base: int) -> Message:
    """The message without what tells of few, at any depth."""
    if one.key in TELLING:
        return message("kept-inside")

    def inner(name: str, value: Argument) -> Argument:
        if isinstance(value, Message):
            return _untold(value, base)
        if isinstance(value, tuple):
            return tuple(inner(name, part) for part in value)
        if isinstance(value, int | float) and (one.key, name) in _SHARES:
            return float(coarse(value, _TENTH))
        if isinstance(value, int | float) and value >= base and (one.key, name) == _FREEDOM:
            return int(rounded(value, base))
        return value

    return Message(one.key, tuple((name, inner(name, value)) for name, value in one.arguments))


def _coarse(one: Message, minimum: int, base: int) -> Message:
    people = {value for value in one.walk() if isinstance(value, People)}
    small = any(value.number < minimum for value in people)

    def shown(value: People) -> People:
        if value.number < minimum:
            return People(minimum, "fewer")
        if small:
            return People(minimum, "at_least")
        return value if base == 1 else People(int(rounded(value.number, base)), "about")

    return one.with_people({value: shown(value) for value in people})
