"""Those who left as if they had become like the reference arm, with both errors that such an estimate has.

Rubin's is anchored in the information: not smaller than with the same data missing at random. The
frequentist one, what the estimate does over repeated trials, comes from the bootstrap
(:mod:`voorzorg.statistics.missing.frequentist`), for the outcomes of primary hypotheses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.analyses.missing.joint import COVARIATE, cell_of, seed_of
from voorzorg.analyses.missing.outcome import Compared, described, pooled_rows
from voorzorg.analyses.rows import Row
from voorzorg.messages import Message, RefusedError, as_messages, message

if TYPE_CHECKING:
    from voorzorg.statistics.missing.chain import Kind
    from voorzorg.statistics.missing.imputation import ImputedData
    from voorzorg.statistics.missing.reference_based import Strategy

#: Of the chains of a bootstrap sample, which start near where they end.
_ITERATIONS = 4


def reference_rows(
    compared: Compared, waves: Sequence[str], strategy: Strategy, *, bootstrap: bool
) -> list[Row]:
    """The waves when those who left had become like the reference arm; of primary outcomes both errors."""
    from voorzorg.statistics.missing.reference_based import reference_based

    imputed, columns, handling = compared.imputed, history_of(compared), _handling(strategy)
    make = compared.make.of("reference_based")
    if any(name in imputed.passive for name in columns):
        return []
    if any(np.isnan(imputed.values(name)[imputed.exists(name)]).any() for name in columns):
        return [
            make.failed(
                compared.estimand,
                described(),
                imputed.warnings,
                category=strategy,
                **compared.columns(wave, handling),
            )
            for wave in waves
        ]
    rng = np.random.default_rng(seed_of(compared.study.config.seed, f"reference {compared.make.key}"))
    try:
        changed = reference_based(
            imputed, columns, compared.contrast.reference, rng, baseline=_baseline(imputed), strategy=strategy
        )
    except RefusedError as error:
        return [_refused(compared, "reference_based", wave, strategy, error) for wave in waves]
    jumped, rows = replace(compared, imputed=changed), []
    for wave in waves:
        (row,) = pooled_rows(jumped, make, wave, handling)[:1]
        said = (*as_messages(row.warnings), message("information-anchored"))
        rows.append(replace(row, category=strategy, warnings=said))
    if bootstrap and compared.study.config.analysis.reference_samples:
        rows += bootstrap_rows(compared, waves, strategy)
    return rows


def history_of(compared: Compared) -> list[str]:
    """An outcome's columns over its waves, each after its condition; of a composite those of its parts."""
    outcome, imputed = compared.outcome.model_copy(update={"where_not": None}), compared.imputed
    columns: list[str] = []
    for wave in compared.study.wave_keys(outcome):
        name = cell_of(outcome, wave)
        gate = imputed.only_where.get(name)
        columns += [gate, name] if gate and outcome.selected_by else [name]
    return columns


def bootstrap_rows(compared: Compared, waves: Sequence[str], strategy: Strategy) -> list[Row]:
    """The same differences with their frequentist error: samples of women, each imputed twice.

    A sample is imputed from the outcome's own waves and the covariates: what other outcomes say of a gap
    beyond those is little, and they would be imputed hundreds of times along.
    """
    from voorzorg.statistics.missing.frequentist import bootstrap_estimate, bootstrap_weights
    from voorzorg.statistics.missing.imputation import impute_chained
    from voorzorg.statistics.missing.reference_based import reference_based

    study, whole, columns = compared.study, compared.imputed, history_of(compared)
    own = [*columns, *(n for n in (compared.name(w) for w in waves) if n in whole.passive)]
    frame = whole.data[list(dict.fromkeys(["arm", *own, *_baseline(whole)]))]
    gaps = [name for name in columns if name in whole.columns]
    whether = {*whole.only_where.values()} if compared.outcome.type != "binary" else {*columns}
    kinds: dict[str, Kind] = {name: "binary" if name in whether else "continuous" for name in columns}
    kinds |= {name: whole.columns[name].kind for name in gaps}
    samples = study.config.analysis.reference_samples
    rng = np.random.default_rng(
        seed_of(study.config.seed, f"reference bootstrap {compared.make.key} {strategy}")
    )
    weights = bootstrap_weights(frame["arm"].to_numpy(), samples, rng)

    def impute() -> ImputedData:
        sets = impute_chained(
            frame,
            kinds,
            rng,
            by="arm",
            m=len(weights),
            iterations=_ITERATIONS,
            most_iterations=_ITERATIONS,
            predictors={g: [p for p in whole.columns[g].predictors if p in frame] for g in gaps},
            only_where={n: gate for n, gate in whole.only_where.items() if n in frame},
            passive={n: parts for n, parts in whole.passive.items() if n in frame},
            weights=weights,
        )
        return reference_based(
            sets, columns, compared.contrast.reference, rng, _baseline(whole), strategy, weights=weights
        )

    rows = []
    make = compared.make.of("reference_bootstrap")
    try:
        sets = impute()
    except RefusedError as error:
        return [_refused(compared, "reference_bootstrap", wave, strategy, error) for wave in waves]
    for wave in waves:
        differences = _weighted(compared, sets.values(compared.name(wave)), weights)
        found = bootstrap_estimate(differences, compared.level)
        rows.append(
            make.estimated(
                compared.estimand,
                message("bootstrap-then-impute", samples=samples),
                found,
                category=strategy,
                warnings=(message("frequentist-error"), *whole.warnings),
                **compared.columns(wave, _handling(strategy)),
            )
        )
    return rows


def _weighted(compared: Compared, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The difference of the arms' weighted means in each data set (m,)."""
    means = []
    for arm in (compared.contrast.treated, compared.contrast.reference):
        own = compared.arm(arm)
        there = ~np.isnan(values[:, own])
        w = np.where(there, weights[:, own], 0.0)
        means.append((w * np.where(there, values[:, own], 0.0)).sum(axis=1) / w.sum(axis=1))
    return np.asarray(means[0] - means[1])


def _baseline(imputed: ImputedData) -> list[str]:
    return [str(c) for c in imputed.data if str(c).startswith(COVARIATE)]


def _handling(strategy: Strategy) -> Message:
    return message(f"{strategy.replace('_', '-')}-to-reference")


def _refused(compared: Compared, analysis: str, wave: str, strategy: Strategy, error: RefusedError) -> Row:
    return compared.make.of(analysis).failed(
        compared.estimand,
        described(),
        message("reference-based-imputation", why=error.message),
        category=strategy,
        **compared.columns(wave, _handling(strategy)),
    )
