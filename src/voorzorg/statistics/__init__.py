"""Statistical functions and models for trials; they know nothing of VoorZorg, Snakemake or files.

What most people want is here by name: ``from voorzorg.statistics import Logit, MultilevelLogit, impute``. It
is imported when it is asked for, since some of it is slow to import. The rooms below hold the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: Public name -> module of this room that has it.
_PUBLIC = {
    "Cox": "models.estimators",
    "GEE": "models.estimators",
    "LinearModel": "models.estimators",
    "MMRM": "models.estimators",
    "Logit": "models.estimators",
    "MixedModel": "models.estimators",
    "NegativeBinomial": "models.estimators",
    "ModelResults": "models.results",
    "MultilevelLogit": "multilevel",
    "compare_arms": "models.two_arms",
    "impute": "models.impute",
    "ImputedFrames": "models.impute",
    "two_by_two": "two_arm.binary",
    "two_means": "two_arm.means",
    "standardised_risks": "two_arm.adjusted.standardisation",
    "standardised_difference": "two_arm.baseline",
    "wilson_interval": "two_arm.proportions",
    "clopper_pearson": "two_arm.proportions",
    "newcombe_difference": "two_arm.proportions",
    "kaplan_meier": "survival.kaplan_meier",
    "compare_survival": "survival.kaplan_meier",
    "restricted_mean": "survival.kaplan_meier",
    "pool_scalar": "missing.rubin",
    "pool_vector": "missing.rubin",
    "holm": "multiplicity",
    "benjamini_hochberg": "multiplicity",
    "nap": "small.single_case",
    "tau_u": "small.single_case",
    "cohens_kappa": "small.agreement",
    "bland_altman": "small.limits_of_agreement",
    "intraclass_correlation": "small.agreement",
    "reliable_change": "small.reliable_change",
    "pool_effects": "synthesis.meta_analysis",
    "Estimate": "results",
}
__all__ = [*_PUBLIC, "__version__"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("voorzorg")
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
