"""Published estimates beside our own, judged as the replication literature does.

Two yardsticks are shown. The *interval* view asks whether each estimate lies in the other's confidence
interval. The *prediction interval* (Patil, Peng & Leek 2016, Perspect Psychol Sci 11:539; Spence & Stanley
2016, PLoS ONE 11:e0162874) asks whether our estimate is what a new sample of our size could give if the
published estimate comes from the same truth: published estimate +/- z sqrt(SE_published^2 + SE_ours^2), on
the log scale for ratios.

With synthetic data the verdict is always "by construction": the data were made from these figures.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.checks.two_arms.intervals import LOG_SCALE, quantile
from voorzorg.evidence.comparison.own_estimates import LOOSE_WAVES, OwnEstimates
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.synthesis.inferred_sizes import InferredSizes
from voorzorg.evidence.synthesis.published_errors import Uncertainty, published_error
from voorzorg.evidence.words import Words, say, sentences, told
from voorzorg.languages import CODES
from voorzorg.messages import Message

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.cohorts.manifest.model import Manifest

#: published statistic -> estimand of the estimates table, and the factor from our scale to the printed one
ESTIMAND: dict[str, tuple[str, float]] = {
    "percentage": ("risk", 100.0),
    "mean": ("mean", 1.0),
    "sd": ("sd", 1.0),
    "median": ("median", 1.0),
    "risk_ratio": ("risk_ratio", 1.0),
    "odds_ratio": ("odds_ratio", 1.0),
    "hazard_ratio": ("hazard_ratio", 1.0),
    "rate_ratio": ("rate_ratio", 1.0),
    "percentage_point_difference": ("risk_difference", 100.0),
    "mean_difference": ("mean_difference", 1.0),
    "effect_size_d": ("standardised_difference", 1.0),
    "n": ("count", 1.0),
}
#: claims about a test are set beside the p-value of the plain contrast
CLAIMS = ("p_value", "stated_significant", "stated_not_significant")

COLUMNS = [
    "cohort",
    "data_kind",
    "figure_id",
    "source",
    "location",
    "outcome",
    "wave",
    "arm",
    "contrast",
    "statistic",
    "estimand",
    "method",
    "published",
    "published_low",
    "published_high",
    "published_se",
    "published_se_basis_nl",
    "published_se_basis_en",
    "ours",
    "ours_low",
    "ours_high",
    "ours_se",
    "n_treated",
    "n_reference",
    "difference",
    "difference_in_se",
    "difference_in_combined_se",
    "published_in_our_interval",
    "ours_in_published_interval",
    "intervals_overlap",
    "prediction_low",
    "prediction_high",
    "ours_in_prediction",
    "other_methods",
    "verdict",
    "verdict_nl",
    "verdict_en",
    "remark_nl",
    "remark_en",
]
#: so many of our estimates stand beside a published one, imputed ones (which come last) among them
_OTHERS = 10
#: what can be said of an estimate beside ours
VERDICTS = (
    "by_construction",
    "in_line",
    "differs",
    "in_our_interval",
    "outside_our_interval",
    "same_conclusion",
    "other_conclusion",
    "equal",
    "not_estimated",
)


def _result(f: Figure, row: dict[str, Any], error: Uncertainty | None, factor: float) -> dict[str, Any]:
    log = f.statistic in LOG_SCALE
    ours = float(row["estimate"]) * factor
    low, high = (float(row[k]) * factor if row[k] is not None else math.nan for k in ("ci_low", "ci_high"))
    se = float(row["std_error"]) * (1.0 if log else factor) if row["std_error"] is not None else math.nan

    def scale(x: float) -> float:
        return math.log(x) if log and x > 0 else x

    def back(x: float) -> float:
        return math.exp(x) if log else x

    level = float(row["ci_level"] or 0.95)
    z = quantile(level)
    gap = scale(ours) - scale(f.value)
    printed = (f.ci_low, f.ci_high)
    if not math.isfinite(f.ci_low) and error is not None:
        printed = (back(scale(f.value) - z * error.error), back(scale(f.value) + z * error.error))
    both = math.hypot(error.error, se) if error is not None and math.isfinite(se) else math.nan
    prediction = (
        (back(scale(f.value) - z * both), back(scale(f.value) + z * both))
        if both > 0
        else (math.nan, math.nan)
    )
    return {
        "method": row["method"],
        "ours": ours,
        "ours_low": low,
        "ours_high": high,
        "ours_se": se,
        "n_treated": row["n_treated"],
        "n_reference": row["n_reference"],
        "contrast": row["contrast"],
        "published_low": printed[0],
        "published_high": printed[1],
        "published_se": error.error if error else math.nan,
        **_both("published_se_basis", error.basis if error else None),
        "difference": gap if log else ours - f.value,
        "difference_in_se": gap / se if se > 0 else math.nan,
        "difference_in_combined_se": gap / both if both > 0 else math.nan,
        "published_in_our_interval": _between(f.value, low, high),
        "ours_in_published_interval": _between(ours, *printed),
        "intervals_overlap": None
        if math.isnan(low + printed[0])
        else low <= printed[1] and printed[0] <= high,
        "prediction_low": prediction[0],
        "prediction_high": prediction[1],
        "ours_in_prediction": _between(ours, *prediction),
    }


def _between(x: float, low: float, high: float) -> bool | None:
    return None if math.isnan(low) or math.isnan(high) else low <= x <= high


def _verdict(f: Figure, result: dict[str, Any]) -> str:
    if f.statistic == "n" and result["ours"] == f.value:
        return "equal"
    inside = result["ours_in_prediction"]
    if inside is not None:
        return "in_line" if inside else "differs"
    mine = result["published_in_our_interval"]
    if mine is not None:
        return "in_our_interval" if mine else "outside_our_interval"
    # nothing but two numbers: equal as printed, or not
    return "equal" if f.span().contains(result["ours"]) else "differs"


def _claim(f: Figure, row: dict[str, Any]) -> tuple[dict[str, Any], str]:
    p = float(row["p_value"])
    significant = f.value < 0.05 if f.statistic == "p_value" else f.statistic == "stated_significant"
    shown = {
        "method": row["method"],
        "estimand": "p_value",
        "ours": p,
        "n_treated": row["n_treated"],
        "n_reference": row["n_reference"],
        "contrast": row["contrast"],
    }
    return shown, "same_conclusion" if (p < 0.05) == significant else "other_conclusion"


def _others(rows: list[dict[str, Any]], factor: float) -> str:
    shown = []
    for r in rows[1:_OTHERS]:
        interval = ""
        if r["ci_low"] is not None:
            interval = f" ({float(r['ci_low']) * factor:.3g} – {float(r['ci_high']) * factor:.3g})"
        shown.append(f"{r['analysis']}: {float(r['estimate']) * factor:.3g}{interval}")
    return "; ".join(dict.fromkeys(shown))


def compare(estimates: pd.DataFrame, figures: pd.DataFrame, manifest: Manifest) -> pd.DataFrame:
    """Every published estimate of a cohort's study beside ours.

    Parameters
    ----------
    estimates
        The cohort's estimates table.
    figures
        Published figures, as :func:`voorzorg.evidence.figures.loader.read_figures` gives them.
    manifest
        The cohort; ``published.study`` names the study whose figures are compared.

    Returns
    -------
    DataFrame with ``COLUMNS``, one row per published figure. Percentages and their differences are on the
    scale 0-100; ``difference`` and standard errors of ratios are on the log scale. Where we have no
    estimate the row stays, with the verdict "not_estimated". An empty frame where the manifest names no
    study.
    """
    import pandas as pd

    if manifest.published is None:
        return pd.DataFrame(columns=COLUMNS)
    everything = Figures.of(figures)
    doubtful = _contradicted(figures[figures["study"] == manifest.published.study])
    ours, sizes = OwnEstimates(estimates, manifest), InferredSizes(everything)
    kinds = estimates["data_kind"].dropna().unique().tolist()
    synthetic = "synthetic" in kinds
    rows = []
    for f in everything:
        if f.study != manifest.published.study or (f.statistic not in ESTIMAND and f.statistic not in CLAIMS):
            continue
        if f.statistic not in CLAIMS and (not f.has_value or math.isfinite(f.value_high)):
            continue
        row, moved = _row(f, everything, sizes, ours, manifest.name, "synthetic" if synthetic else "real")
        notes = [note for note in (moved, doubtful.get(f.figure_id)) if note is not None]
        rows.append(row | _both("remark", sentences(*notes) if notes else None))
    return pd.DataFrame(rows, columns=COLUMNS)


def _both(column: str, words: Words | None) -> dict[str, str]:
    return {f"{column}_{language}": say(words, language) for language in CODES}


def _contradicted(figures: pd.DataFrame) -> dict[str, Message]:
    """Published figures that other published figures contradict: a reader must know before comparing."""
    result = run_audit(figures)
    return {
        x: told("comparison-contradicted", reason=c.reason)
        for c in result.checks
        if c.verdict.bad
        for x in c.targets
    }


def _row(
    f: Figure, everything: Figures, sizes: InferredSizes, ours: OwnEstimates, cohort: str, kind: str
) -> tuple[dict[str, Any], Message | None]:
    row: dict[str, Any] = {
        "cohort": cohort,
        "data_kind": kind,
        "figure_id": f.figure_id,
        "source": f.source,
        "location": f.location,
        "outcome": f.outcome,
        "wave": f.wave,
        "arm": f.arm,
        "statistic": f.statistic,
        "published": f.value,
        "estimand": ESTIMAND.get(f.statistic, ("p_value", 1.0))[0],
    }
    moved: Message | None = None
    is_claim = f.statistic in CLAIMS
    estimand, factor = (None, 1.0) if is_claim else ESTIMAND[f.statistic]
    found = ours.candidates(f, estimand)
    if not found:
        verdict = "not_estimated"
    elif is_claim:
        result, verdict = _claim(f, found[0])
        row |= result
    else:
        result = _result(f, found[0], published_error(f, everything, sizes), factor)
        row |= result | {"other_methods": _others(found, factor)}
        verdict = _verdict(f, result)
        if f.wave in LOOSE_WAVES and found[0]["wave"] == LOOSE_WAVES[f.wave]:
            moved = told("comparison-wave", printed=f.wave, read=str(found[0]["wave"]))
    if kind == "synthetic" and found:
        verdict = "by_construction"
    words = told(f"comparison-{verdict.replace('_', '-')}")
    return row | {"verdict": verdict, **_both("verdict", words)}, moved
