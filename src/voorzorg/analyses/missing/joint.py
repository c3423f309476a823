"""What of a study is imputed together, from what, and how: one chain for all outcomes that ask for it.

The written rule of the predictors. Every incomplete column (a variable at a wave) is predicted by

1. the covariates of the analyses, whatever their correlation;
2. the same variable at its other waves, where the correlation with the column, or with whether it is
observed,
   reaches 0.1;
3. the four other outcomes that are most strongly related to it, from 0.2 on.

A column that is known in less than a tenth of the gaps of another does not predict it; where that holds both
ways, as for two that are always missing together, the first predicts the second alone. The two are then drawn
one after the other, and lose nothing: what they say of each other is known from those who have both. Were
each to predict the other (a birth weight and whether it is low), they would hold each other in place, and the
chains would hardly move.

An outcome that exists only under a condition gets its condition imputed first; one that is zero without
another (cigarettes without smoking) is drawn among those who have it; a variable that the manifest derives
from columns that are imputed is computed from them; a time comes from somebody with the same event, which it
does not predict itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from voorzorg.analyses.study import Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, RefusedError, message
from voorzorg.statistics.missing.chain import Computed, Kind
from voorzorg.statistics.missing.imputation import ImputedData, quick_predictors

COVARIATE = "covariate "
AUXILIARIES = 4
#: Chains begin with so many iterations; those that have not settled go on, twice as long each time.
ITERATIONS, MOST_ITERATIONS = 8, 64
_RELATED, _AUXILIARY = 0.1, 0.2
#: A column predicts another if it is known in so large a share of the other's gaps (R's mice: usable cases).
_USABLE = 0.1
_KIND: dict[str, Kind] = {
    "binary": "binary",
    "count": "count",
    "continuous": "continuous",
    "time": "continuous",
}


def cell(variable: str, wave: str, informant: str) -> str:
    """Name of a column of the joint frame; one value per participant has no wave and no informant."""
    return f"{variable}@{wave}@{informant}" if wave else variable


def cell_of(outcome: Outcome, wave: str) -> str:
    """The column of an outcome at a wave; a composite for everyone has one of its own."""
    variable = outcome.variable if outcome.where_not is None else f"{outcome.variable} or {outcome.where_not}"
    return cell(variable, wave, outcome.informant)


@dataclass
class Joint:
    """The frame of one row per participant, and what :func:`impute_chained` is told about it."""

    study: Study
    frame: pd.DataFrame
    kinds: dict[str, Kind] = field(default_factory=dict)
    only_where: dict[str, str] = field(default_factory=dict)
    like: dict[str, str] = field(default_factory=dict)
    passive: dict[str, tuple[tuple[str, ...], Computed]] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    warnings: list[Message] = field(default_factory=list)

    def called(self, name: str) -> Name | Message:
        """What messages call a column: its variable, at its wave."""
        if name.startswith(COVARIATE):
            return Name("variable", name.removeprefix(COVARIATE).split("=")[0])
        variable, wave = Name("variable", self.series.get(name, name)), name.partition("@")[2].split("@")[0]
        return message("variable-at-wave", variable=variable, wave=Name("wave", wave)) if wave else variable

    @property
    def covariates(self) -> list[str]:
        return [str(c) for c in self.frame if str(c).startswith(COVARIATE)]

    @property
    def gaps(self) -> dict[str, Kind]:
        """Columns with something to impute: gaps where the value may exist."""
        open_ = {}
        for name, kind in self.kinds.items():
            missing = self.frame[name].isna()
            if name in self.only_where:
                missing &= self.frame[self.only_where[name]] != 0
            if missing.any():
                open_[name] = kind
        return open_


def asks(outcome: Outcome) -> bool:
    """The outcome is to be imputed: for the comparison of arms itself, or for analyses to be pooled."""
    return "imputation" in outcome.chosen_analyses


def joint_frame(study: Study) -> Joint:
    """Every outcome that asks for imputation, with its conditions and covariates, participants as rows."""
    outcomes = {key: o for key, o in study.outcomes.items() if asks(o)}
    arm = study.participants["arm"].astype("string").astype(object)
    joint = Joint(study, pd.DataFrame({"arm": arm}))
    columns: dict[str, np.ndarray] = {}
    for outcome in outcomes.values():
        for wave in study.wave_keys(outcome):
            _add(joint, columns, study, outcome, wave)
    _conditions(joint, columns)
    _derived(joint, columns)
    covariates = dict.fromkeys(c for o in outcomes.values() for c in study.covariates_of(o))
    design = design_columns(study.participants, tuple(covariates)).add_prefix(COVARIATE)
    for name, values in [*columns.items(), *design.items()]:
        if np.isinf(np.asarray(values, dtype=float)).any():
            raise RefusedError(message("imputation-infinite", variable=joint.called(str(name))))
    joint.frame = pd.concat(
        [joint.frame, pd.DataFrame(columns, index=joint.frame.index), design], axis=1
    ).reset_index(drop=True)
    return joint


def _add(joint: Joint, columns: dict[str, np.ndarray], study: Study, outcome: Outcome, wave: str) -> None:
    """An outcome's column at a wave, after its condition; and the event of a time."""
    if outcome.where_not is not None:
        _add_composite(joint, columns, study, outcome, wave)
        return
    name = cell_of(outcome, wave)
    joint.series[name] = outcome.variable
    if outcome.selected_by:
        gate = cell(outcome.selected_by, wave, outcome.informant)
        exists = study.exists(outcome, wave)
        held = columns.get(gate)
        columns[gate] = exists if held is None else np.where(exists == 1, 1.0, held)
        joint.kinds[gate], joint.series[gate] = "binary", outcome.selected_by
        joint.only_where[name] = gate
    elif outcome.zero_where:
        joint.only_where[name] = cell(outcome.zero_where, wave, outcome.informant)
    if outcome.event:
        columns[outcome.event] = study.answers(outcome, wave, outcome.event)
        joint.kinds[outcome.event], joint.series[outcome.event] = "binary", outcome.event
        joint.like[name] = outcome.event
    columns[name] = study.answers(outcome, wave, outcome.variable)
    joint.kinds[name] = _KIND[outcome.type]
    held = columns[name][~np.isnan(columns[name])]
    if outcome.type == "count" and not ((held >= 0) & (held % 1 == 0)).all():
        joint.kinds[name] = "continuous"
        joint.warnings.append(message("imputation-no-count", variable=joint.called(name)))


def _add_composite(
    joint: Joint, columns: dict[str, np.ndarray], study: Study, outcome: Outcome, wave: str
) -> None:
    """A composite follows from the outcome of those who have it, and from whether they have it."""
    inner = outcome.model_copy(update={"where_not": None})
    _add(joint, columns, study, inner, wave)
    name, part = cell_of(outcome, wave), cell_of(inner, wave)
    gate, otherwise = joint.only_where[part], float(outcome.where_not or 0)
    columns[name] = numbers(study.frame(outcome, wave)["y"])
    joint.series[name] = outcome.variable

    def computed(held: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(held[gate] == 0, otherwise, held[part])

    joint.passive[name] = ((part, gate), computed)


def _conditions(joint: Joint, columns: dict[str, np.ndarray]) -> None:
    """Conditions that are not there, or that answers contradict, are none; what answers tell of them, is."""
    for name, gate in list(joint.only_where.items()):
        if gate not in columns:
            del joint.only_where[name]
            continue
        y, has = columns[name], columns[gate]
        if ((has == 0) & (y > 0)).any():
            joint.warnings.append(
                message("imputation-contradiction", variable=joint.called(name), which=joint.called(gate))
            )
            del joint.only_where[name]
            continue
        told = np.isnan(has) & ~np.isnan(y)
        columns[gate] = np.where(told, (y > 0).astype(float), has)


def _derived(joint: Joint, columns: dict[str, np.ndarray]) -> None:
    """Variables that the manifest computes from others, where all of those are here."""
    from voorzorg.cohorts.manifest.expressions import evaluate, names_in

    for variable, derived in joint.study.manifest.derived.items():
        for name in [c for c in columns if joint.series.get(c) == variable and c not in joint.only_where]:
            _, _, where = name.partition("@")
            parts = {part: f"{part}@{where}" if where else part for part in names_in(derived.expression)}
            if not set(parts.values()) <= {*columns}:
                continue

            def computed(
                held: Mapping[str, np.ndarray],
                parts: dict[str, str] = parts,
                expression: str = derived.expression,
            ) -> np.ndarray:
                shape = np.shape(next(iter(held.values())))
                table = pd.DataFrame(
                    {p: pd.array(held[c].ravel(), dtype="Float64") for p, c in parts.items()}
                )
                return numbers(evaluate(expression, table)).reshape(shape)

            joint.passive[name] = (tuple(parts.values()), computed)
            del joint.kinds[name]


def predictors_of(joint: Joint) -> dict[str, tuple[str, ...]]:
    """The written rule above, for every column with gaps."""
    covariates = joint.covariates
    shown = [c for c in joint.frame if c in joint.kinds or c in joint.passive or c in covariates]
    values = joint.frame[shown]
    absent = np.zeros(values.shape, dtype=bool)
    for name, gate in joint.only_where.items():
        absent[:, shown.index(name)] = (joint.frame[gate] == 0).to_numpy()
    gaps = list(joint.gaps)
    related = quick_predictors(values, gaps, len(shown), _RELATED, covariates, absent)
    strong = quick_predictors(values, gaps, len(shown), _AUXILIARY, covariates, absent)
    chosen = {}
    for target in gaps:
        series = joint.series.get(target)
        own = [p for p in related[target] if p in covariates or joint.series.get(p) == series]
        if target in joint.like:  # a time's event is all that tells whether it ended
            own = [joint.like[target], *(p for p in own if p != joint.like[target])]
        others = [p for p in strong[target] if p not in own and joint.series.get(p) != series]
        # Nor does a time predict its event, of which it says all: the two would hold each other in place.
        others = [p for p in others if joint.like.get(p) != target]
        chosen[target] = (*own, *others[:AUXILIARIES])
    return _one_way(joint, chosen)


def _one_way(joint: Joint, chosen: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without predictors that are hardly ever known where their target is missing; of two such the first."""
    place = {target: k for k, target in enumerate(chosen)}
    missing = {target: joint.frame[target].isna().to_numpy() for target in chosen}

    def known(name: str, target: str) -> bool:
        return (~missing[name][missing[target]]).mean() >= _USABLE

    def kept(name: str, target: str) -> bool:
        if name not in chosen or name == joint.like.get(target) or known(name, target):
            return True
        return not known(target, name) and place[name] < place[target]

    return {target: tuple(p for p in own if kept(p, target)) for target, own in chosen.items()}


def impute_study(study: Study) -> ImputedData:
    """Impute all that the study's outcomes ask for, ``config.analysis.imputations`` times."""
    from voorzorg.statistics.missing import imputation

    joint = joint_frame(study)
    levels = {study.cluster_of(o) for o in study.outcomes.values() if asks(o)} - {None}
    cluster = next(iter(sorted(levels, key=str)), None)
    frame = joint.frame
    if cluster:
        frame = frame.assign(**{f"cluster {cluster}": study.participants[cluster].to_numpy(dtype=object)})
    imputed = imputation.impute_chained(
        frame,
        joint.kinds,
        np.random.default_rng(seed_of(study.config.seed, "imputation")),
        by="arm",
        m=study.config.analysis.imputations,
        iterations=ITERATIONS,
        most_iterations=MOST_ITERATIONS,
        predictors=predictors_of(joint),
        only_where=joint.only_where,
        like=joint.like,
        passive=joint.passive,
        cluster=f"cluster {cluster}" if cluster else None,
        called=joint.called,
    )
    return replace(imputed, warnings=(*joint.warnings, *imputed.warnings))


def seed_of(base: int, key: str) -> int:
    """A seed per purpose that does not move when others come or go."""
    return int.from_bytes(hashlib.sha256(f"{base}:{key}".encode()).digest()[:4])
