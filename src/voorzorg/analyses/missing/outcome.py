"""Imputed comparisons of one outcome: the arms per wave, pooled analyses, and what if not at random."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Contrast, Study, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, message

if TYPE_CHECKING:
    from voorzorg.statistics.missing.imputation import ImputedData
    from voorzorg.statistics.missing.rubin import PooledEstimate


@dataclass(frozen=True)
class Compared:
    """An imputed outcome in two arms, and the columns that its rows share."""

    study: Study
    make: RowMaker
    outcome: Outcome
    imputed: ImputedData
    contrast: Contrast

    @property
    def level(self) -> float:
        return self.study.config.analysis.ci_level

    @property
    def estimand(self) -> str:
        return "risk_difference" if self.outcome.type == "binary" else "mean_difference"

    def name(self, wave: str) -> str:
        return cell_of(self.outcome, wave)

    def arm(self, name: str) -> np.ndarray:
        return (self.study.participants["arm"] == name).fillna(False).to_numpy(dtype=bool)

    def columns(self, wave: str, handling: Message) -> dict[str, Any]:
        """Numbers of participants are those who have the outcome, on average over the data sets."""
        there = ~np.isnan(self.imputed.values(self.name(wave)))
        arms = {"n_treated": self.contrast.treated, "n_reference": self.contrast.reference}
        return {
            "wave": wave,
            "contrast": self.contrast,
            "seed": self.study.config.seed,
            "missing_handling": handling,
            **{name: round(there[:, self.arm(a)].sum(axis=1).mean()) for name, a in arms.items()},
        }

    def means(self, values: np.ndarray) -> tuple[np.ndarray, ...]:
        """Mean (risk) and its variance in the treated arm, then in the reference, of each data set (m,)."""
        found = []
        for arm in (self.contrast.treated, self.contrast.reference):
            own = values[:, self.arm(arm)]
            there = ~np.isnan(own)
            n = there.sum(axis=1).astype(float)
            n[n == 0] = np.nan  # a data set without anybody gives no result, and the pooled row says so
            mean = np.where(there, own, 0.0).sum(axis=1) / n
            if self.outcome.type == "binary":
                found += [mean, mean * (1 - mean) / n]
            else:
                spread = np.where(there, (own - mean[:, None]) ** 2, 0.0).sum(axis=1)
                found += [mean, spread / np.maximum(n - 1, 1) / n]
        return tuple(found)

    def difference(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        m1, v1, m0, v0 = self.means(values)
        return m1 - m0, v1 + v0

    def df(self, wave: str) -> float:
        """Degrees of freedom of complete data."""
        both = self.arm(self.contrast.treated) | self.arm(self.contrast.reference)
        there = ~np.isnan(self.imputed.values(self.name(wave))[:, both])
        return max(float(there.sum(axis=1).mean()) - 2, 1.0)

    def row(
        self,
        make: RowMaker,
        estimand: str,
        pooled: PooledEstimate,
        shared: dict[str, Any],
        *,
        log: bool = False,
        test: PooledEstimate | None = None,
    ) -> Row:
        """A pooled row; it converged if its chains did too, and has their warnings; ``test`` gives its p."""
        from voorzorg.analyses.missing.pool import luck

        own = math.exp if log else float
        return make.interval(
            estimand,
            described(pooled),
            own(pooled.estimate),
            (own(pooled.ci_low), own(pooled.ci_high)),
            pooled.level,
            std_error=pooled.std_error,
            p_value=(test or pooled).p_value,
            converged=pooled.converged and self.imputed.converged,
            warnings=[*pooled.warnings, *self.imputed.warnings, *luck(test or pooled)],
            **shared,
        )


#: Student's quantile is the normal one to four digits: how many there are is no matter of theirs.
MANY_DF = 1e5
#: How the sets were made and pooled, and what rows say of their missing values.
DRAWN = message("chained-imputation")
METHOD = (DRAWN, message("rubins-rules"))
IMPUTED = message("multiple-imputation")


def described(pooled: PooledEstimate | None = None) -> tuple[Message, ...]:
    """The method in words, with what it rests on where there is an estimate."""
    return METHOD if pooled is None else (*METHOD, *information(pooled))


def information(pooled: PooledEstimate) -> tuple[Message, ...]:
    """How much information is missing, and the degrees of freedom that are left where they limit anything."""
    if not math.isfinite(pooled.fmi):
        return ()
    missing = message("missing-information", fmi=pooled.fmi)
    if not pooled.df < MANY_DF:
        return (missing,)
    return missing, message("degrees-of-freedom", df=round(pooled.df))


def impute_and_compare(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Differences between arms per wave with every randomised participant; pooled analyses; sensitivity.

    Where an outcome exists only where another variable says so, that variable is imputed along, and a data
    set's risk is that of the participants who have the outcome in it.
    """
    from voorzorg.analyses.missing.chains import chain_rows, luck_rows
    from voorzorg.analyses.missing.plausibility import plausibility_rows
    from voorzorg.analyses.missing.pool import pool_analysis
    from voorzorg.analyses.missing.reference import reference_rows
    from voorzorg.analyses.missing.sensitivity import bounds_rows, contour_rows, sensitivity_rows
    from voorzorg.analyses.missing.sets import imputed_sets

    if not study.contrasts:
        return []
    make = RowMaker(study, key, "imputation", outcome)
    imputed = about(imputed_sets(study), study, outcome)
    names = {wave: cell_of(outcome, wave) for wave in study.wave_keys(outcome)}
    gaps = [wave for wave, name in names.items() if has_gaps(imputed, name)]
    lost = [wave for wave, name in names.items() if wave not in gaps and never_filled(imputed, name)]
    failed = [
        make.failed(
            "risk_difference" if outcome.type == "binary" else "mean_difference",
            described(),
            imputed.warnings or message("imputation-never-observed"),
            wave=wave,
            contrast=contrast,
            missing_handling=IMPUTED,
        )
        for wave in lost
        for contrast in study.contrasts
    ]
    if not gaps and lost:
        return failed
    if not gaps:
        return [
            make.failed(
                "risk_difference" if outcome.type == "binary" else "mean_difference",
                described(),
                message("nothing-impute-every-participant-was"),
                missing_handling=IMPUTED,
            )
        ]
    rows: list[Row] = failed
    if outcome.type == "time":
        rows += pool_analysis(study, key, outcome, "kaplan_meier", imputed)
        gaps = []
    for contrast in study.contrasts:
        compared = Compared(study, make, outcome, imputed, contrast)
        for wave in gaps:
            rows += pooled_rows(compared, make, wave, IMPUTED)
            if contrast == study.contrasts[0]:
                shown = wave == gaps[-1] or wave in primary_waves(study, key)
                rows += plausibility_rows(compared, wave, always=shown)
        if gaps:
            rows += sensitivity_rows(compared, gaps[-1])
            primary = [wave for wave in primary_waves(study, key) if wave in gaps]
            asked = [gaps[-1], *(wave for wave in primary if wave != gaps[-1])]
            for strategy in study.config.analysis.reference_strategies:
                rows += reference_rows(compared, asked, strategy, bootstrap=bool(primary))
            for wave in primary_waves(study, key):
                if wave in gaps[:-1]:
                    rows += [*contour_rows(compared, wave), *bounds_rows(compared, wave)]
                if wave in gaps:
                    rows += luck_rows(compared, wave)
                    rows += chain_rows(compared, wave) if contrast == study.contrasts[0] else []
    for analysis in study.pooled_analyses(outcome):
        rows += pool_analysis(study, key, outcome, analysis, imputed)
    return rows


def primary_waves(study: Study, key: str) -> list[str]:
    """Waves of an outcome that the plan names as primary hypotheses."""
    plan = study.manifest.plan.primary
    return [one.wave or "" for one in plan.hypotheses if one.outcome == key] if plan else []


def about(imputed: ImputedData, study: Study, outcome: Outcome) -> ImputedData:
    """The sets with only those remarks that concern an outcome: its own columns and what they depend on."""
    own = {cell_of(outcome, wave) for wave in study.wave_keys(outcome)}
    own |= {imputed.only_where[name] for name in own if name in imputed.only_where}
    own |= {part for name in own if name in imputed.passive for part in imputed.passive[name][0]}
    own |= {name for name in (outcome.event,) if name}
    variables = {name.partition("@")[0] for name in own}

    def concerns(said: Message | str) -> bool:
        named = dict(said.arguments).get("variable") if isinstance(said, Message) else None
        named = named["variable"] if isinstance(named, Message) else named
        return not isinstance(named, Name) or named.key in variables

    return replace(
        imputed,
        warnings=tuple(said for said in imputed.warnings if concerns(said)),
        unsettled=tuple(one for one in imputed.unsettled if one.column in own),
    )


def has_gaps(imputed: ImputedData, name: str) -> bool:
    """Something was imputed of a column, computed ones included."""
    parts = imputed.passive[name][0] if name in imputed.passive else (name,)
    return any(part in imputed.columns and len(imputed.columns[part].rows) for part in parts)


def never_filled(imputed: ImputedData, name: str) -> bool:
    """Nobody was measured, so that there is nothing to impute from."""
    return bool(np.isnan(numbers(imputed.data[name])).all())


def pooled_rows(compared: Compared, make: RowMaker, wave: str, handling: Message) -> list[Row]:
    """The difference of one wave, and of risks the ratio, pooled over data sets; one test for both.

    The ratio's interval is its own; its p-value is the difference's, as there is one question.
    """
    from voorzorg.statistics.missing.rubin import pool_scalar

    shared = compared.columns(wave, handling)
    m1, v1, m0, v0 = compared.means(compared.imputed.values(compared.name(wave)))
    df, level = compared.df(wave), compared.level
    difference = pool_scalar(m1 - m0, v1 + v0, df, level)
    rows = [compared.row(make, compared.estimand, difference, shared)]
    if compared.outcome.type != "binary":
        return rows
    if (m1 == 0).any() or (m0 == 0).any():
        reason = [message("imputed-data-set-no-events"), *compared.imputed.warnings]
        return [*rows, make.failed("risk_ratio", described(), reason, **shared)]
    ratio = pool_scalar(np.log(m1 / m0), v1 / m1**2 + v0 / m0**2, df, level)
    return [*rows, compared.row(make, "risk_ratio", ratio, shared, log=True, test=difference)]
