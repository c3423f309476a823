"""One way to pool them all: an analysis is a function of a study, and its rows are pooled one by one.

Whatever an analysis gives a row for (a standardised risk, a conditional odds ratio, a hazard ratio, a
restricted mean) is estimated in every completed data set and pooled by Rubin's rules on the scale on which it
is nearly normal: ratios by their logarithm, risks by their log odds, the rest as they are. The degrees of
freedom that complete data would have are read off the row's own interval where that is Student's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtri, stdtridf

from voorzorg.analyses.missing.completed import completed_studies
from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.missing.many.every import rows_of_all
from voorzorg.analyses.missing.outcome import IMPUTED, information
from voorzorg.analyses.missing.several import joint_rows, statistic_rows
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.run import analyse
from voorzorg.analyses.sets import Effects, OneOfMany
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.schema import ANALYSES, RowAnalysis
from voorzorg.messages import Argument, Message, as_messages, message
from voorzorg.statistics.missing.imputation import ImputedData
from voorzorg.statistics.missing.rubin import PooledEstimate, pool_scalar

_SAME = ("analysis", "estimand", "wave", "informant", "arm", "contrast", "category", "time_weeks")
_RATIOS = ("risk_ratio", "odds_ratio", "rate_ratio", "hazard_ratio")
_SPREADS = ("random_effect_sd", "icc")
_RISKS = ("risk", "survival_probability", "cumulative_incidence")
#: Estimands whose rows are tested together over the waves.
_EFFECTS = ("odds_ratio", "mean_difference")
#: Rows that describe and are nobody's estimate.
_LEFT_OUT = ("sd", "median", "count", "joint_test")
_COUNTS = ("n_treated", "n_reference", "events_treated", "events_reference")


def pool_analysis(study: Study, key: str, outcome: Outcome, analysis: str, imputed: ImputedData) -> list[Row]:
    """The rows of one configured analysis, each pooled over the imputed data sets.

    A row that could not be estimated in some of them says in how many; a warning that came up in some says so
    too. Only the main model is pooled: a third level beside it is fitted to the observed data alone.
    """
    own = outcome.model_copy(update={"levels": ()}) if len(outcome.waves) > 1 else outcome
    found: dict[tuple[Any, ...], list[Row]] = {}
    joint: list[Effects] = []
    for row in _rows_of_sets(study, key, own, analysis, imputed, joint):
        found.setdefault(tuple(getattr(row, name) for name in _SAME), []).append(row)
    if not found:
        kind = BY_NAME[analysis]
        make = RowMaker(study, key, pooled_key(kind.row), outcome)
        return [make.failed(kind.estimand, analysis, message("pooled-nowhere"), missing_handling=IMPUTED)]
    pooled = [
        _pooled(study, key, outcome, rows, imputed)
        for rows in found.values()
        if rows[0].estimand not in _LEFT_OUT and any(_number(row, "estimate") for row in rows)
    ]
    return [*pooled, *_tests(study, key, outcome, found, joint)]


def _tests(
    study: Study,
    key: str,
    outcome: Outcome,
    found: dict[tuple[Any, ...], list[Row]],
    joint: list[Effects],
) -> list[Row]:
    """The arm effects of all waves tested together, and log-rank tests."""
    rows = []
    every = [same[0] for same in found.values()]
    shared: dict[str, Any] = {"missing_handling": IMPUTED, "seed": study.config.seed}
    if joint and (first := next((row for row in every if row.contrast and row.estimand in _EFFECTS), None)):
        make = RowMaker(
            study, key, pooled_key(first.analysis), outcome, clustered=not _ignores_clusters([first])
        )
        rows += joint_rows(joint, make, shared | {"method": first.method})
    for same in found.values():
        if same[0].estimand == "joint_test" and same[0].analysis == "survival":
            make = RowMaker(
                study, key, pooled_key("survival"), outcome, clustered=not _ignores_clusters(same)
            )
            rows += statistic_rows(same, make, shared | {"method": same[0].method})
    return rows


def _rows_of_sets(
    study: Study, key: str, outcome: Outcome, analysis: str, imputed: ImputedData, joint: list[Effects]
) -> Iterator[Row]:
    """The rows of every data set, one after another; ``joint`` gets the effects that are tested together."""
    quick: list[list[Row]] | None = None
    for i, completed in enumerate(completed_studies(study, imputed, outcome)):
        try:
            rows = analyse(analysis, completed, key, outcome)
        except (ValueError, ArithmeticError):
            continue
        shared = completed.alike or OneOfMany()
        joint[:] = shared.effects
        if i == 0 and _all_alike(study, imputed, outcome):
            quick, joint[:] = [rows] * (imputed.m - 1), joint * imputed.m
            yield from rows
            break
        if i == 0:
            others: list[Effects] = []
            quick = rows_of_all(study, outcome, analysis, imputed, rows, others, shared.starts)
            if quick is not None:
                joint[:] = others
                break
        yield from rows
    for rows in quick or ():
        yield from rows


def _all_alike(study: Study, imputed: ImputedData, outcome: Outcome) -> bool:
    """Nothing that the analysis takes from the data sets was drawn, so that one says what all say."""
    names = [cell_of(outcome, wave) for wave in study.wave_keys(outcome)]
    names += [outcome.event] if outcome.event else []
    drawn = [imputed.values(name) for name in names if name in imputed.data]
    return all(
        np.array_equal(values, np.broadcast_to(values[0], values.shape), equal_nan=True) for values in drawn
    )


def pooled_key(analysis: str) -> RowAnalysis:
    """The ``analysis`` of pooled rows: that of the analysis itself, after ``imputed_``."""
    named = f"imputed_{analysis}"
    return named if named in ANALYSES else "imputation"


def _pooled(study: Study, key: str, outcome: Outcome, rows: Sequence[Row], imputed: ImputedData) -> Row:
    first, level = rows[0], study.config.analysis.ci_level
    estimand = first.estimand
    make = RowMaker(study, key, pooled_key(first.analysis), outcome, clustered=not _ignores_clusters(rows))
    shared: dict[str, Any] = {n: getattr(first, n) for n in _SAME[2:] if getattr(first, n) is not None}
    shared |= {
        n: round(np.mean([getattr(r, n) for r in rows])) for n in _COUNTS if getattr(first, n) is not None
    }
    shared |= {"missing_handling": IMPUTED, "seed": study.config.seed}
    said = _warnings(rows, imputed.m)
    q = np.array([_value(row, "estimate") for row in rows])
    se = np.array([_value(row, "std_error") for row in rows])
    spread = estimand in _SPREADS
    if not np.isfinite(se).any() or (spread and not (np.isfinite(se).all() and (q > 0).all())):
        # Where a spread is nought in a data set it has no error there, and no interval of the mean follows.
        return make.number(
            estimand,
            (*as_messages(first.method), message("pooled-mean-only", imputations=len(rows))),
            float(np.nanmean(q)),
            warnings=said,
            converged=imputed.converged and bool(np.isfinite(q).all()),
            **shared,
        )
    result, back = _on_its_scale(estimand, q, se, rows, level)
    limits = (result.ci_low, result.ci_high)
    tested = any(_number(row, "p_value") for row in rows)
    return make.interval(
        estimand,
        (
            *as_messages(first.method),
            message("pooled", imputations=result.m),
            *information(result),
            *((message("log-wald-interval"),) if estimand == "random_effect_sd" else ()),
        ),
        back(result.estimate),
        (back(limits[0]), back(limits[1])),
        level,
        std_error=_own_error(estimand, result, q),
        p_value=result.p_value if tested else None,
        converged=result.converged and imputed.converged and len(rows) == imputed.m,
        warnings=[*said, *result.warnings, *imputed.warnings, *luck(result, tested)],
        **shared,
    )


def _on_its_scale(estimand: str, q: np.ndarray, se: np.ndarray, rows: Sequence[Row], level: float):  # type: ignore[no-untyped-def]
    """The pooled estimate where it is nearly normal, and the way back."""
    if estimand in _RATIOS:
        with np.errstate(divide="ignore", invalid="ignore"):
            return pool_scalar(_finite(np.log(q)), se**2, _df(rows, np.log, level), level), math.exp
    if estimand == "random_effect_sd":
        return pool_scalar(np.log(q), (se / q) ** 2, np.inf, level), math.exp
    if (estimand in _RISKS or estimand == "icc") and ((q > 0) & (q < 1)).all():
        return pool_scalar(logit(q), (se / (q * (1 - q))) ** 2, np.inf, level), lambda x: float(expit(x))
    return pool_scalar(q, se**2, _df(rows, float, level), level), float


def _finite(q: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(q), q, np.nan)


def _own_error(estimand: str, result: PooledEstimate, q: np.ndarray) -> float:
    """The standard error on the estimate's own scale, of a risk or spread that was pooled on another."""
    if estimand == "random_effect_sd":
        return result.std_error * math.exp(result.estimate)
    if estimand not in (*_RISKS, "icc") or not ((q > 0) & (q < 1)).all():
        return result.std_error
    p = float(expit(result.estimate))
    return result.std_error * p * (1 - p)


def _df(rows: Sequence[Row], transform: Any, level: float) -> float:
    """Degrees of freedom of complete data: what makes the row's own half width that of Student's t."""
    found = []
    given = [row.df for row in rows if row.df is not None]
    if len(given) == len(rows):
        return float(min(given))
    for row in rows:
        numbers = [_value(row, n) for n in ("estimate", "ci_low", "ci_high", "std_error")]
        if not np.isfinite(numbers).all() or numbers[3] <= 0:
            continue
        if transform is np.log and min(numbers[:3]) <= 0:
            continue
        mid, low, high = (float(transform(n)) for n in numbers[:3])
        width = (high - low) / 2 / numbers[3]
        if abs(high + low - 2 * mid) > 1e-6 * max(high - low, 1e-12) or width < float(ndtri((1 + level) / 2)):
            continue
        found.append(float(stdtridf((1 + level) / 2, width)))
    df = min(found, default=np.inf)
    return df if 0 < df < 1e5 else np.inf


def luck(pooled: PooledEstimate, tested: bool = True) -> list[Message]:
    """Whether other random numbers could have led to another conclusion."""
    low, high = pooled.p_within(2)
    if not tested or not low < 1 - pooled.level <= high:
        return []
    return [message("another-seed-could-change-conclusion", low=low, high=high, imputations=pooled.m)]


def _warnings(rows: Sequence[Row], m: int) -> list[Message]:
    """Every warning of the rows once; those that came up in some data sets only say in how many."""
    alike: dict[tuple[Any, ...], list[Message]] = {}
    for row in rows:
        for one in dict.fromkeys(as_messages(row.warnings)):
            alike.setdefault(_without_numbers(one), []).append(one)
    counted = {_with_median(same): len(same) for same in alike.values()}
    told = [
        one if times == len(rows) else message("in-some-sets", reason=one, k=times, imputations=m)
        for one, times in counted.items()
    ]
    return told if len(rows) == m else [*told, message("pooled-some", k=len(rows), imputations=m)]


def _without_numbers(said: Message) -> tuple[Any, ...]:
    """What a warning says but for its numbers with decimals, which differ from data set to data set."""
    return said.key, tuple((n, None if _numeric(v) else v) for n, v in said.arguments)


def _numeric(value: object) -> bool:
    """A number with decimals, or a message that says nothing else (``p < 0.001``, ``p = 0.012``)."""
    if isinstance(value, Message):
        return bool(value.arguments) and all(isinstance(v, float) for _, v in value.arguments)
    return isinstance(value, float)


def _held(said: Message) -> list[float]:
    return [value for _, value in said.arguments if isinstance(value, float)]


def _with_median(said: Sequence[Message]) -> Message:
    """Warnings that differ in such numbers only as one, with the medians."""

    def middle(name: str, value: Argument) -> Argument:
        every = [dict(one.arguments)[name] for one in said]
        numbers = [one for one in every if isinstance(one, float)]
        spoken = [one for one in every if isinstance(one, Message) and _numeric(one)]
        if spoken:
            return sorted(spoken, key=_held)[len(spoken) // 2]
        return float(np.median(numbers)) if numbers else value

    return Message(said[0].key, tuple((name, middle(name, value)) for name, value in said[0].arguments))


def _ignores_clusters(rows: Iterable[Row]) -> bool:
    keys = ("clusters-ignored", "arm-clusters-ignored")
    return any(m.key in keys for row in rows for m in as_messages(row.warnings))


def _value(row: Row, name: str) -> float:
    value = getattr(row, name)
    return float("nan") if value is None else float(value)


def _number(row: Row, name: str) -> bool:
    return math.isfinite(_value(row, name))
