"""The checks of the audit, a row each: the function, its kinds of answer, and what those bear on.

A function takes what is given and yields checks; it is named as text and imported when an audit is run.
CONTRIBUTING.md has a worked example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from voorzorg.evidence.checks.given import Given
from voorzorg.evidence.verdicts import Check

#: what a question of a checklist can be about: versions of one number, publications, numbers of people, whole
#: numbers, tests, periods, other contradictions
Topic = Literal["versions", "sources", "numbers", "whole", "tests", "periods", "other"]


@dataclass(frozen=True)
class CheckKind:
    """One registration.

    Parameters
    ----------
    function : ``module:function`` inside ``voorzorg.evidence``.
    yields : kind of answer -> the topics that it bears on; none for what answers no question.
    """

    function: str
    yields: Mapping[str, tuple[Topic, ...]]

    def run(self, given: Given) -> Iterator[Check]:
        """Everything that it has to say."""
        module, _, name = self.function.partition(":")
        function: Callable[[Given], Iterator[Check]] = getattr(
            import_module(f"voorzorg.evidence.{module}"), name
        )
        return function(given)


_TESTS: tuple[Topic, ...] = ("tests",)
#: in the order in which their answers stand in ``checks.csv``
CHECKS: tuple[CheckKind, ...] = (
    CheckKind(
        "checks.one_figure.one_row:check",
        {
            "domain": ("other",),
            "interval": ("other",),
            "percentage_events": ("whole",),
            "grim_percentage": ("whole",),
            "denominator": ("numbers",),
        },
    ),
    CheckKind(
        "checks.one_figure.whole_number_scales:check",
        dict.fromkeys(("grim_mean", "sd_range", "debit", "grimmer", "no_sample"), ("whole",)),
    ),
    CheckKind(
        "checks.two_arms.contrasts:check", {"ratio": _TESTS, "difference": _TESTS, "effect_size": _TESTS}
    ),
    CheckKind(
        "checks.significance.p_values:check",
        dict.fromkeys(("statistic", "statistic_means", "p_value", "p_value_means"), _TESTS)
        | {"direction": ("other",)},
    ),
    CheckKind(
        "checks.two_arms.intervals:check",
        dict.fromkeys(("interval_middle", "interval_p", "interval_width", "d_p"), _TESTS),
    ),
    CheckKind("checks.places.agreement:check", {"same_quantity": ("versions", "sources")}),
    CheckKind(
        "checks.places.swapped_arms:check", {"swapped_arms": ("versions",), "shared_value": ("versions",)}
    ),
    CheckKind("checks.significance.words_beside_numbers:check", {"word_beside_number": _TESTS}),
    CheckKind(
        "checks.places.said_twice:check",
        {"other_base": ("other",), "period": ("periods", "sources"), "two_times": ("other",)},
    ),
    CheckKind("checks.places.time_units:check", {"time_base": ("other",)}),
    CheckKind(
        "relations.checks:check",
        {
            "mixture": ("other",),
            "relation_sum": ("numbers",),
            "relation_difference": ("numbers",),
            "relation_common_denominator": ("numbers",),
            "relation_at_most": ("other",),
            "relation_at_least": ("other",),
            **dict.fromkeys(
                (f"relation_{k}" for k in ("product", "ratio", "percent", "relative_change", "complement")),
                (),
            ),
            **dict.fromkeys((f"relation_{k}" for k in ("equal", "same_count", "one_of_differences")), ()),
        },
    ),
    CheckKind("relations.equations:check", {"equation": ("other",), "row_pattern": ("other",)}),
    CheckKind("checks.places.could_be:check", {"could_be": ()}),
)


def kinds_about(*topics: str) -> frozenset[str]:
    """The kinds of answer that bear on any of these topics."""
    return frozenset(
        kind
        for row in CHECKS
        for kind, about in row.yields.items()
        if any(topic in about for topic in topics)
    )
