"""Risks per wave after multiple imputation by arm, and how far the conclusion leans on its assumption."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, numbers
from voorzorg.cohorts.outcomes import Outcome

if TYPE_CHECKING:
    from voorzorg.statistics.imputation import ImputedData

METHOD = "multiple imputation by chained equations within arm, Rubin's rules"


def impute_and_compare(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Risk difference and ratio per wave with every randomised participant, m imputed data sets."""
    make = RowMaker(study, key, "imputation", outcome)
    waves = study.wave_keys(outcome)
    wide = _wide(study, outcome, waves)
    gaps = [wave for wave in waves if wide[wave].isna().any()]
    if not gaps:
        reason = "nothing to impute: every participant was measured in every wave"
        return [make.failed("risk_difference", METHOD, reason, missing_handling="multiple_imputation")]
    from voorzorg.statistics.imputation import impute_chained

    seed = _seed(study.config.seed, key)
    imputed = impute_chained(
        wide.drop(columns=[ID]),
        dict.fromkeys(gaps, "binary"),
        np.random.default_rng(seed),
        by="arm_code",
        m=study.config.analysis.imputations,
    )
    rows: list[Row] = []
    for contrast in study.contrasts:
        treated = (study.participants["arm"] == contrast.treated).to_numpy()
        reference = (study.participants["arm"] == contrast.reference).to_numpy()
        for wave in gaps:
            completed = imputed.values(wave)
            shared = {
                "wave": wave,
                "contrast": contrast.label,
                "seed": seed,
                "missing_handling": "multiple_imputation",
                "n_treated": int(treated.sum()),
                "n_reference": int(reference.sum()),
                "warnings": "; ".join(imputed.warnings) or None,
            }
            rows += _pooled(study, make, completed[:, treated], completed[:, reference], shared)
        rows += _tipping(study, make, imputed, waves, gaps[-1], contrast, seed)
    return rows


def _seed(base: int, key: str) -> int:
    """A seed per outcome that does not move when other outcomes come or go."""
    return int.from_bytes(hashlib.sha256(f"{base}:{key}".encode()).digest()[:4])


def _wide(study: Study, outcome: Outcome, waves: tuple[str, ...]) -> pd.DataFrame:
    """One row per participant, aligned to ``study.participants``: the outcome per wave and covariates."""
    first = study.frame(outcome, waves[0])
    wide = pd.DataFrame({ID: first[ID], "arm_code": first["arm"].map(study.arms.index).astype(float)})
    for wave in waves:
        wide[wave] = numbers(study.frame(outcome, wave)["y"])
    columns = design_columns(first, study.covariates_of(outcome))
    return pd.concat([wide, columns.add_prefix("covariate ")], axis=1)


def _pooled(
    study: Study, make: RowMaker, treated: np.ndarray, reference: np.ndarray, shared: dict[str, object]
) -> list[Row]:
    """Pool risk difference and log risk ratio over data sets (m, n)."""
    from voorzorg.statistics.rubin import pool_scalar

    level = study.config.analysis.ci_level
    n1, n0 = treated.shape[1], reference.shape[1]
    p1, p0 = treated.mean(axis=1), reference.mean(axis=1)
    v1, v0 = p1 * (1 - p1) / n1, p0 * (1 - p0) / n0
    df = n1 + n0 - 2
    rows = [make.estimated("risk_difference", METHOD, pool_scalar(p1 - p0, v1 + v0, df, level), **shared)]
    if (p1 == 0).any() or (p0 == 0).any():
        reason = "an imputed data set has no events in an arm: the ratio is not defined"
        kept = {name: value for name, value in shared.items() if name != "warnings"}
        return [*rows, make.failed("risk_ratio", METHOD, reason, **kept)]
    ratio = pool_scalar(np.log(p1 / p0), v1 / p1**2 + v0 / p0**2, df, level)
    rows.append(
        make.row(
            "risk_ratio",
            METHOD,
            estimate=float(np.exp(ratio.estimate)),
            std_error=ratio.std_error,
            ci_low=float(np.exp(ratio.ci_low)),
            ci_high=float(np.exp(ratio.ci_high)),
            ci_level=level,
            p_value=ratio.p_value,
            **shared,
        )
    )
    return rows


def _tipping(
    study: Study,
    make: RowMaker,
    imputed: ImputedData,
    waves: tuple[str, ...],
    wave: str,
    contrast: Contrast,
    seed: int,
) -> list[Row]:
    """The last wave when those missing differ: shifted in the treated arm, and jump to reference."""
    from voorzorg.statistics.sensitivity import reference_based, tipping_point

    level = study.config.analysis.ci_level
    treated = (study.participants["arm"] == contrast.treated).to_numpy()
    reference = (study.participants["arm"] == contrast.reference).to_numpy()
    shared = {
        "wave": wave,
        "contrast": contrast.label,
        "seed": seed,
        "n_treated": int(treated.sum()),
        "n_reference": int(reference.sum()),
    }

    def difference(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        p1, p0 = y[:, treated].mean(axis=1), y[:, reference].mean(axis=1)
        return p1 - p0, p1 * (1 - p1) / treated.sum() + p0 * (1 - p0) / reference.sum()

    handling = "multiple_imputation, delta-adjusted in the treated arm"
    deltas = study.config.analysis.tipping_deltas
    tipping = tipping_point(
        imputed,
        wave,
        deltas,
        column_analysis=difference,
        rows=treated,
        alpha=1 - level,
        df_complete=len(treated) - 2,
    )
    shifted = make.of("tipping")
    rows = [
        shifted.row(
            "risk_difference",
            METHOD,
            category=f"delta={point.delta:+g}",
            missing_handling=handling,
            estimate=point.estimate,
            std_error=point.std_error,
            ci_low=point.ci_low,
            ci_high=point.ci_high,
            ci_level=level,
            p_value=point.p_value,
            **shared,
        )
        for point in tipping.path.itertuples()
    ]
    notes = "; ".join([f"conclusion at delta 0: {tipping.conclusion}", *tipping.warnings])
    rows.append(
        shifted.row(
            "tipping_point",
            METHOD,
            estimate=tipping.delta,
            scale="log odds",
            missing_handling=handling,
            warnings=notes,
            **shared,
        )
    )
    code = float(study.arms.index(contrast.reference))
    as_reference = make.of("reference_based")
    shared["missing_handling"] = "multiple_imputation, jump to reference"
    try:
        # Complete waves too: they are imputed nowhere, but what women answered there is their history.
        jumped = reference_based(imputed, waves, code, np.random.default_rng(seed + 1))
    except ValueError as error:
        reason = f"reference-based imputation: {error}"
        return [*rows, as_reference.failed("risk_difference", METHOD, reason, **shared)]
    completed = jumped.values(wave)
    pooled = _pooled(study, as_reference, completed[:, treated], completed[:, reference], shared)
    return rows + [row for row in pooled if row["estimand"] == "risk_difference"]
