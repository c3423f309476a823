"""Methods that a simulation compares: the pipeline's own analyses, and the lab's of other designs."""

from __future__ import annotations

from dataclasses import dataclass

from voorzorg.cohorts.manifest.analyses import BY_NAME


@dataclass(frozen=True)
class Method:
    """``analysis`` is the pipeline's, ``row`` the sort of its rows, ``estimands`` those that are kept, the
    first of which is tested; without ``analysis`` the lab's own (:mod:`voorzorg.lab.designs`).
    """

    name: str
    analysis: str | None
    row: str
    estimands: tuple[str, ...]
    kinds: tuple[str, ...] = ("binary", "continuous", "count", "time")


_CONTRASTS = ("risk_difference", "risk_ratio", "odds_ratio")
METHODS: dict[str, Method] = {
    one.name: one
    for one in (
        Method("two_arm", "two_arm", "unadjusted", (*_CONTRASTS, "mean_difference")),
        Method("adjusted", "adjusted", "adjusted", (*_CONTRASTS, "mean_difference")),
        Method(
            "imputed",
            "imputation",
            "imputed_adjusted",
            (*_CONTRASTS, "mean_difference"),
            ("binary", "continuous"),
        ),
        Method("marginal", "multilevel", "marginal", _CONTRASTS),
        Method("multilevel", "multilevel", "multilevel", ("odds_ratio",)),
        Method("gee", "gee", "gee", ("odds_ratio",)),
        Method("doubly_robust", "doubly_robust", "doubly_robust", ("risk_difference", "mean_difference")),
        Method("counts", "negative_binomial", "counts", ("rate_ratio",)),
        Method("survival", "kaplan_meier", "survival", ("rmst_difference", "hazard_ratio")),
        Method("cox", "kaplan_meier", "adjusted", ("hazard_ratio",)),
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
#: Within a woman, or given covariates: what is true of them is what they tend to in large samples.
CONDITIONAL = ("multilevel", "cox")
#: What can be estimated of an outcome, by its type.
ESTIMANDS: dict[str, tuple[str, ...]] = {
    "binary": (*_CONTRASTS, "non_overlap"),
    "continuous": ("mean_difference",),
    "count": ("mean_difference", "rate_ratio"),
    "time": ("rmst_difference", "hazard_ratio"),
}


def fitting(design: str, methods: tuple[str, ...], kind: str = "") -> tuple[str, ...]:
    """Those of the methods that analyse the design, in their order; of this type of outcome, where given."""
    own = BY_DESIGN.get(design)
    there = tuple(one for one in methods if (one in own if own else METHODS[one].analysis is not None))
    return tuple(one for one in there if not kind or estimands(METHODS[one], kind))


def estimands(method: Method, kind: str) -> tuple[str, ...]:
    """What a method gives of an outcome of this type; nothing where it is not for it."""
    known = BY_NAME.get(method.analysis or "")
    if kind not in method.kinds or (known and kind not in known.types):
        return ()
    return tuple(one for one in method.estimands if one in ESTIMANDS[kind])
