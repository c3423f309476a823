"""Methods that a simulation compares: the pipeline's own analyses, and the lab's of other designs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """``analysis`` is the pipeline's, ``row`` the sort of its rows, ``estimands`` those that are kept, the
    first of which is tested; without ``analysis`` the lab's own (:mod:`voorzorg.lab.designs`).
    """

    name: str
    analysis: str | None
    row: str
    estimands: tuple[str, ...]


_CONTRASTS = ("risk_difference", "risk_ratio", "odds_ratio")
METHODS: dict[str, Method] = {
    one.name: one
    for one in (
        Method("two_arm", "two_arm", "unadjusted", (*_CONTRASTS, "mean_difference")),
        Method("adjusted", "adjusted", "adjusted", (*_CONTRASTS, "mean_difference")),
        Method("marginal", "multilevel", "marginal", _CONTRASTS),
        Method("multilevel", "multilevel", "multilevel", ("odds_ratio",)),
        Method("gee", "gee", "gee", ("odds_ratio",)),
        Method("doubly_robust", "doubly_robust", "doubly_robust", ("risk_difference", "mean_difference")),
        Method("benchmark", None, "benchmark", ("risk_difference",)),
        Method("wedge", None, "wedge", ("odds_ratio",)),
        Method("cases", None, "cases", ("non_overlap",)),
    )
}
#: Designs that the pipeline has no analysis of, and what analyses them.
BY_DESIGN: dict[str, tuple[str, ...]] = {
    "one_arm": ("benchmark",),
    "stepped_wedge": ("wedge",),
    "single_case": ("cases",),
}
#: Within a woman: what is true of them is what they tend to in large samples.
CONDITIONAL = ("multilevel",)


def fitting(design: str, methods: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the methods that analyse the design, in their order."""
    own = BY_DESIGN.get(design)
    return tuple(one for one in methods if (one in own if own else METHODS[one].analysis is not None))
