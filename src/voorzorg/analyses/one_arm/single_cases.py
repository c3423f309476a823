"""Each family as its own case: non-overlap of her baseline with what followed, and all families together.

Rows of one family stand on one person: output control treats them as cells of one, and the measured series
themselves are not written for real data unless cells of one may leave (``disclosure: minimum_cell: 1``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from voorzorg.analyses.groups import ALL, permutation_test
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import RefusedError, message

if TYPE_CHECKING:
    from voorzorg.statistics.small.case_combination import CombinedCases
    from voorzorg.statistics.small.single_case import CaseEffect

#: Effect sizes that are shown, in this order.
INDICES = ("NAP", "Tau-U", "PEM")


@dataclass(frozen=True)
class Case:
    """One family's series in time order; NaN where she was not measured. ``n_baseline`` waves are phase A."""

    label: str
    waves: tuple[str, ...]
    values: np.ndarray
    n_baseline: int

    @property
    def baseline(self) -> np.ndarray:
        return self.values[: self.n_baseline]

    @property
    def follow_up(self) -> np.ndarray:
        return self.values[self.n_baseline :]


def effect_sizes(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Effect sizes per family, their combination, and (where allowed) the series that they come from.

    Phase A is every wave of the outcome that the manifest marks ``baseline``, or else its first wave.

    Raises
    ------
    ValueError
        For an outcome that was not measured in several waves.
    """
    waves = study.wave_keys(outcome)
    if len(waves) < 2 or outcome.type == "time":
        raise RefusedError(message("single-case-needs-waves"))
    make = RowMaker(study, key, "single_case", outcome)
    cases = _cases(study, outcome, waves)
    rows: list[Row] = []
    if may_show_individuals(study):
        rows += [row for case in cases for row in _series(make, case)]
    if outcome.better is None:
        index, why = INDICES[0], message("better-not-said")
        how = message("cases-combined", index=index)
        return [*rows, make.failed("effect_size", how, why, arm=ALL, category=ALL, scale=index)]
    for index in INDICES:
        effects = [(case, _effect(study, outcome, case, index)) for case in cases]
        rows += [_case_row(study, make, case, effect) for case, effect in effects]
        rows.append(_exact_row(study, make, index, [effect for _, effect in effects]))
    rows.append(_weighted_row(study, make, [_effect(study, outcome, case, "Tau") for case in cases]))
    return rows


def may_show_individuals(study: Study) -> bool:
    """Whether one participant's measurements may be written: synthetic data, or cells of one allowed."""
    return not study.controlled


def family_labels(study: Study) -> dict[str, str]:
    """Pseudonym -> 'family 1', 'family 2', ... in order of the pseudonyms, over all who were ever measured.

    The same family has the same number in every outcome; the number says nothing about her.
    """
    measured = sorted(study.waves[ID].dropna().unique())
    return {pseudonym: f"family {k}" for k, pseudonym in enumerate(measured, start=1)}


def _cases(study: Study, outcome: Outcome, waves: tuple[str, ...]) -> list[Case]:
    """Every family with at least one measurement, by number."""
    marked = {wave.key for wave in study.manifest.waves if wave.baseline}
    first = [wave for wave in waves if wave in marked] or [waves[0]]
    order = (*first, *(wave for wave in waves if wave not in first))
    families = family_labels(study)
    measured = [study.frame(outcome, wave).set_index(ID)["y"].reindex(list(families)) for wave in order]
    series = np.column_stack([numbers(column) for column in measured])
    return [
        Case(label, order, values, len(first))
        for label, values in zip(families.values(), series, strict=True)
        if np.isfinite(values).any()
    ]


def _series(make: RowMaker, case: Case) -> list[Row]:
    return [
        make.number(
            "mean",
            message("single-case-value"),
            float(value),
            wave=wave,
            category=case.label,
            n_treated=1,
        )
        for wave, value in zip(case.waves, case.values, strict=True)
        if np.isfinite(value)
    ]


def _effect(study: Study, outcome: Outcome, case: Case, index: str) -> CaseEffect:
    from voorzorg.statistics.small import single_case

    improvement: Literal["increase", "decrease"] = "increase" if outcome.better == "higher" else "decrease"
    level = study.config.analysis.ci_level
    if index == "Tau-U":
        # Used only where the orders of a long series are too many to count.
        rng = np.random.default_rng(study.config.seed)
        return single_case.tau_u(case.baseline, case.follow_up, improvement, ci_level=level, rng=rng)
    plain: dict[str, Callable[..., CaseEffect]] = {
        "NAP": single_case.nap,
        "Tau": single_case.tau,
        "PEM": single_case.pem,
    }
    return plain[index](case.baseline, case.follow_up, improvement, ci_level=level)


def _case_row(study: Study, make: RowMaker, case: Case, effect: CaseEffect) -> Row:
    how = "exact" if effect.null is None else effect.null.method
    phases = message("baseline-and-later", before=effect.n_baseline, later=effect.n_follow_up)
    return make.estimated(
        "effect_size",
        [message("effect-size", index=effect.index, test=permutation_test(how)), phases],
        effect,
        category=case.label,
        scale=effect.index,
        n_treated=1,
        seed=study.config.seed if how == "monte carlo" else None,
    )


def _exact_row(study: Study, make: RowMaker, index: str, effects: list[CaseEffect]) -> Row:
    """All families together: the exact permutation test of the sum; no interval belongs to it."""
    from voorzorg.statistics.small.case_combination import combine_exact

    result = combine_exact(effects)
    note = (message("no-interval-belongs-exact-sum"),) if np.isfinite(result.estimate) else ()
    sampled = any(e.null is not None and e.null.method == "monte carlo" for e in effects)
    seed = study.config.seed if sampled else None
    result = replace(result, level=study.config.analysis.ci_level, warnings=(*result.warnings, *note))
    how = "exact-sum" if not sampled else "sampled-sum"
    return _combined(make, index, how, result, seed)


def _weighted_row(study: Study, make: RowMaker, effects: list[CaseEffect]) -> Row:
    """All families together with an interval: inverse-variance mean of Tau; the exact rows hold the test."""
    from voorzorg.statistics.small.case_combination import combine_inverse_variance

    result = combine_inverse_variance(effects, study.config.analysis.ci_level)
    return _combined(make, "Tau", "inverse-variance", replace(result, p_value=float("nan")), None)


def _combined(make: RowMaker, index: str, how: str, result: CombinedCases, seed: int | None) -> Row:
    return make.estimated(
        "effect_size",
        [message("cases-combined", index=index), message(how)],
        result,
        arm=ALL,
        category=ALL,
        scale=index,
        n_treated=result.n_cases,
        seed=seed,
    )
