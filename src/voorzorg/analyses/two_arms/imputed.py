"""Risks per wave after multiple imputation by arm, and how far the conclusion leans on its assumption."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Argument, Message, Name, RefusedError, as_messages, message

if TYPE_CHECKING:
    from voorzorg.statistics.missing.imputation import ImputedData
    from voorzorg.statistics.missing.rubin import PooledEstimate

METHOD = (message("chained-imputation"), message("rubins-rules"))
_IMPUTED = message("multiple-imputation")
_COVARIATE = "covariate "
_TIPPING_WITHIN = 0.01  # log odds


@dataclass(frozen=True)
class _Compared:
    """Imputed waves of one outcome in two arms, and the columns that their rows share."""

    study: Study
    make: RowMaker
    imputed: ImputedData
    contrast: Contrast
    seed: int
    known: dict[Name, Argument]

    @property
    def level(self) -> float:
        return self.study.config.analysis.ci_level

    def arm(self, name: str) -> np.ndarray:
        return (self.study.participants["arm"] == name).to_numpy()

    def columns(self, wave: str, handling: Message) -> dict[str, Any]:
        """Numbers of participants are those who have the outcome, on average over the data sets."""
        there = self.imputed.exists(wave)
        arms = {"n_treated": self.contrast.treated, "n_reference": self.contrast.reference}
        return {
            "wave": wave,
            "contrast": self.contrast.label,
            "seed": self.seed,
            "missing_handling": handling,
            **{name: round(there[:, self.arm(a)].sum(axis=1).mean()) for name, a in arms.items()},
        }

    def risks(self, wave: str, values: np.ndarray) -> tuple[np.ndarray, ...]:
        """Risk and its variance in the treated arm, then in the reference, of each data set (m,)."""
        there = self.imputed.exists(wave)
        found = []
        for arm in (self.contrast.treated, self.contrast.reference):
            among = there & self.arm(arm)
            n = among.sum(axis=1).astype(float)
            n[n == 0] = np.nan  # a data set without anybody gives no result, and the pooled row says so
            p = np.where(among, values, 0.0).sum(axis=1) / n
            found += [p, p * (1 - p) / n]
        return tuple(found)

    def df(self, wave: str) -> float:
        """Degrees of freedom of complete data."""
        both = self.arm(self.contrast.treated) | self.arm(self.contrast.reference)
        return max(float(self.imputed.exists(wave)[:, both].sum(axis=1).mean()) - 2, 1.0)

    def row(
        self,
        estimand: str,
        pooled: PooledEstimate,
        shared: dict[str, Any],
        *,
        test: PooledEstimate | None = None,
        log: bool = False,
    ) -> Row:
        """A pooled row; it converged if its chains did too, and its warnings are theirs as well.

        Its p-value is that of ``test``, where another estimate's stands for both.
        """
        own, test = math.exp if log else float, test or pooled
        warnings: list[str | Message] = [*pooled.warnings, *self.imputed.warnings, *_luck(test)]
        return self.make.row(
            estimand,
            _described(pooled),
            estimate=own(pooled.estimate),
            std_error=pooled.std_error,
            ci_low=own(pooled.ci_low),
            ci_high=own(pooled.ci_high),
            ci_level=pooled.level,
            p_value=test.p_value,
            converged=pooled.converged and self.imputed.converged,
            warnings=warnings,
            **shared,
        )


def impute_and_compare(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Risk difference and ratio per wave with every randomised participant, m imputed data sets.

    Where an outcome exists only where another variable says so, that variable is imputed along, and a data
    set's risk is that of the participants who have the outcome in it.
    """
    make = RowMaker(study, key, "imputation", outcome)
    waves = study.wave_keys(outcome)
    conditions = {wave: f"{outcome.selected_by} {wave}" for wave in waves} if outcome.selected_by else {}
    wide = _wide(study, outcome, conditions)
    # Who does not have the outcome missed nothing.
    gaps = [w for w in waves if (wide[w].isna() & (wide[conditions.get(w, w)] != 0)).any()]
    if not gaps:
        reason = message("nothing-impute-every-participant-was")
        return [make.failed("risk_difference", METHOD, reason, missing_handling=_IMPUTED)]
    from voorzorg.statistics.missing.imputation import impute_chained

    seed = _seed(study.config.seed, key)
    names = [str(name) for name in wide if name not in (ID, "arm_code")]
    covariates = [name for name in names if name.startswith(_COVARIATE)]
    measured = [name for name in names if name not in covariates]
    imputed = impute_chained(
        wide.drop(columns=[ID]),
        {name: "binary" for name in measured if wide[name].isna().any()},
        np.random.default_rng(seed),
        by="arm_code",
        m=study.config.analysis.imputations,
        only_where=conditions,
        include=covariates,
        max_predictors=len(covariates) + len(waves) - 1,  # as many measurements as there are other waves
    )
    said = as_messages(imputed.warnings)
    known = _columns_of(study, outcome, conditions, covariates)
    imputed = replace(imputed, warnings=tuple(one.renamed(known) for one in said))
    rows: list[Row] = []
    for contrast in study.contrasts:
        compared = _Compared(study, make, imputed, contrast, seed, known)
        for wave in gaps:
            rows += _pooled(compared, wave, _IMPUTED)
        rows += _tipping(compared, gaps[-1])
        rows += _as_reference(compared, measured, gaps[-1], covariates)
    return rows


def _seed(base: int, key: str) -> int:
    """A seed per outcome that does not move when other outcomes come or go."""
    return int.from_bytes(hashlib.sha256(f"{base}:{key}".encode()).digest()[:4])


def _wide(study: Study, outcome: Outcome, conditions: dict[str, str]) -> pd.DataFrame:
    """One row per participant, aligned to ``study.participants``: per wave the outcome, after its condition
    if it has one, and covariates."""
    waves = study.wave_keys(outcome)
    first = study.frame(outcome, waves[0])
    wide = pd.DataFrame({ID: first[ID], "arm_code": first["arm"].map(study.arms.index).astype(float)})
    for wave in waves:
        if wave in conditions:
            wide[conditions[wave]] = study.exists(outcome, wave)
        wide[wave] = numbers(study.frame(outcome, wave)["y"])
    columns = design_columns(first, study.covariates_of(outcome))
    return pd.concat([wide, columns.add_prefix(_COVARIATE)], axis=1)


def _columns_of(
    study: Study, outcome: Outcome, conditions: dict[str, str], covariates: list[str]
) -> dict[Name, Argument]:
    """The imputed frame's columns and arms as the study knows them."""
    found: dict[Name, Argument] = {
        Name("arm", str(float(k))): Name("arm", a) for k, a in enumerate(study.arms)
    }
    for name in covariates:
        found[Name("variable", name)] = Name("variable", name.removeprefix(_COVARIATE))
    for wave in study.wave_keys(outcome):
        at = Name("wave", wave)
        found[Name("variable", wave)] = at
        if wave in conditions:
            only = Name("variable", str(outcome.selected_by))
            found[Name("variable", conditions[wave])] = message("variable-at-wave", variable=only, wave=at)
    return found


def _described(pooled: PooledEstimate) -> tuple[Message, ...]:
    if not math.isfinite(pooled.fmi):
        return METHOD
    return (
        *METHOD,
        message("missing-information", fmi=pooled.fmi),
        message("degrees-of-freedom", df=round(pooled.df)),
    )


def _luck(pooled: PooledEstimate) -> list[Message]:
    """Whether other random numbers could have led to another conclusion."""
    low, high = pooled.p_within(2)
    if not low < 1 - pooled.level <= high:
        return []
    return [message("another-seed-could-change-conclusion", low=low, high=high, imputations=pooled.m)]


def _pooled(compared: _Compared, wave: str, handling: Message) -> list[Row]:
    """Risk difference and ratio of one wave, pooled over data sets; the ratio repeats its test."""
    from voorzorg.statistics.missing.rubin import pool_scalar

    shared = compared.columns(wave, handling)
    p1, v1, p0, v0 = compared.risks(wave, compared.imputed.values(wave))
    df, level = compared.df(wave), compared.level
    difference = pool_scalar(p1 - p0, v1 + v0, df, level)
    rows = [compared.row("risk_difference", difference, shared)]
    if (p1 == 0).any() or (p0 == 0).any():
        reason = message("imputed-data-set-no-events")
        warnings = (reason, *compared.imputed.warnings)
        return [*rows, compared.make.failed("risk_ratio", METHOD, warnings, **shared)]
    ratio = pool_scalar(np.log(p1 / p0), v1 / p1**2 + v0 / p0**2, df, level)
    return [*rows, compared.row("risk_ratio", ratio, shared, test=difference, log=True)]


def _tipping(compared: _Compared, wave: str) -> list[Row]:
    """The last wave when those missing in the treated arm differ from what was expected."""
    from voorzorg.statistics.missing.sensitivity import tipping_point

    make, imputed = compared.make.of("tipping"), compared.imputed
    shared = compared.columns(wave, message("delta-adjusted"))
    deltas = compared.study.config.analysis.tipping_deltas

    def difference(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        p1, v1, p0, v0 = compared.risks(wave, values)
        return p1 - p0, v1 + v0

    widest = float(np.diff(np.unique([*deltas, 0.0])).max(initial=_TIPPING_WITHIN))
    tipping = tipping_point(
        imputed,
        wave,
        deltas,
        column_analysis=difference,
        rows=compared.arm(compared.contrast.treated),
        alpha=1 - compared.level,
        df_complete=compared.df(wave),
        refine=math.ceil(math.log2(widest / _TIPPING_WITHIN)),
    )
    at_zero = imputed.analyse_column(wave, difference, compared.df(wave), compared.level)
    rows = [
        make.row(
            "risk_difference",
            METHOD,
            category=f"delta={point['delta']:+g}",
            estimate=point["estimate"],
            std_error=point["std_error"],
            ci_low=point["ci_low"],
            ci_high=point["ci_high"],
            ci_level=compared.level,
            p_value=point["p_value"],
            converged=at_zero.converged and imputed.converged,
            warnings=imputed.warnings,
            **shared,
        )
        for point in tipping.path.to_dict("records")
        if point["delta"] == 0 or point["delta"] in deltas
    ]
    notes: list[str | Message] = [*tipping.warnings, *imputed.warnings]
    if not math.isnan(tipping.delta):
        notes = [message("conclusion-delta-0", conclusion=tipping.conclusion), *notes, *_luck(at_zero)]
    rows.append(
        make.row(
            "tipping_point",
            METHOD,
            estimate=tipping.delta,
            scale="log odds",
            converged=at_zero.converged and imputed.converged,
            warnings=notes,
            **shared,
        )
    )
    return rows


def _as_reference(compared: _Compared, measured: list[str], wave: str, covariates: list[str]) -> list[Row]:
    """The last wave when those who missed waves had become like the reference arm."""
    from voorzorg.statistics.missing.sensitivity import reference_based

    handling = message("jump-to-reference")
    code = float(compared.study.arms.index(compared.contrast.reference))
    own = replace(compared, make=compared.make.of("reference_based"))
    # Complete waves too: they are imputed nowhere, but what women answered there is their history.
    try:
        rng = np.random.default_rng(compared.seed + 1)
        jumped = reference_based(compared.imputed, measured, code, rng, baseline=covariates)
    except RefusedError as error:
        reason = message("reference-based-imputation", why=error.message.renamed(compared.known))
        return [own.make.failed("risk_difference", METHOD, reason, **own.columns(wave, handling))]
    return _pooled(replace(own, imputed=jumped), wave, handling)[:1]
