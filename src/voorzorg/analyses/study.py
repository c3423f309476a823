"""A study ready for analysis: tidy data, its manifest, and the frames that every analysis starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from voorzorg.analyses.sets import OneOfMany
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.config import Config
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import Name, RefusedError, message

ID = "participant_id"
#: What ``pool: all`` names; of times the curves, restricted means and Cox models are always pooled.
POOLED_BY_ALL = ("adjusted", "gee", "multilevel", "mixed_model", "negative_binomial")
WAVE_KEYS = (ID, "arm", "wave", "informant", "weeks")


@dataclass(frozen=True)
class Study:
    """Tidy data of one cohort (see docs/contracts.md), its manifest and the run's configuration.

    ``kept`` holds what was read or made once for all analyses. ``alike`` is there in one of several imputed
    data sets, and shared by them: analyses keep in it what they may start from in the next, and leave out
    what is not pooled.
    """

    manifest: Manifest
    participants: pd.DataFrame
    waves: pd.DataFrame
    config: Config
    data_kind: str
    visits: pd.DataFrame | None = None
    imputed: Path | None = None
    kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    alike: OneOfMany | None = field(default=None, compare=False, repr=False)

    @classmethod
    def read(
        cls,
        manifest: Manifest,
        tidy: str | Path,
        config: Config,
        data_kind: str,
        *,
        outcomes_only: bool = False,
    ) -> Study:
        """Read the tables that ingest wrote into the folder ``tidy``.

        With ``outcomes_only`` answers that are nobody's outcome (an instrument's items, by far the most of
        them) stay on disk, and so does the visit log, but for who was visited where the plan counts visits.
        """
        tidy = Path(tidy)
        open_words = data_kind != "real" or manifest.public

        def table(name: str, columns: list[str] | None = None) -> pd.DataFrame:
            found = pd.read_parquet(tidy / f"{name}.parquet", columns=columns)
            return found if open_words else without_words(found, manifest)

        if outcomes_only:
            outcomes = {**config.taken_over(manifest), **manifest.outcomes}.values()
            named = {name for o in outcomes for name in o.variables} | set(WAVE_KEYS)
            there = pq.read_schema(tidy / "waves.parquet").names
            waves = table("waves", [c for c in there if c in named])
            counted = manifest.plan.compliance is not None and (tidy / "visits.parquet").exists()
            log = _visits(tidy / "visits.parquet") if counted else None
            return cls(manifest, table("participants"), waves, config, data_kind, log)
        visits = table("visits") if (tidy / "visits.parquet").exists() else None
        return cls(manifest, table("participants"), table("waves"), config, data_kind, visits)

    @property
    def arms(self) -> tuple[str, ...]:
        """Arm keys, reference first; empty for a study without arms."""
        arms = self.manifest.arms
        return (arms.reference, *arms.treated) if arms else ()

    @property
    def contrasts(self) -> tuple[Contrast, ...]:
        arms = self.manifest.arms
        return tuple(Contrast(treated, arms.reference) for treated in arms.treated) if arms else ()

    @property
    def variables(self) -> set[str]:
        return set(self.participants.columns) | set(self.waves.columns)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return self.config.outcomes_of(self.manifest, self.variables)

    @property
    def baseline_wave(self) -> str | None:
        """The wave measured before allocation, if there is one."""
        return next((wave.key for wave in self.manifest.waves if wave.baseline), None)

    @property
    def controlled(self) -> bool:
        """Whether one participant's own value may not be written: real data that are not public."""
        open_data = self.data_kind != "real" or self.manifest.public
        return not open_data and self.config.disclosure.minimum_cell > 1

    def horizon(self, outcome: Outcome, times: np.ndarray) -> float:
        """The time to which survival is followed, at most what was observed.

        The longest time is somebody's own: under output control it is the whole number of weeks that at least
        ``minimum_cell`` participants reach.
        """
        longest = float(times.max())
        if self.controlled:
            reached = np.sort(times)[-min(self.config.disclosure.minimum_cell, len(times))]
            longest = float(np.floor(reached))
        return min(outcome.horizon_weeks or np.inf, longest)

    def covariates_of(self, outcome: Outcome) -> tuple[str, ...]:
        """Covariates of the adjusted analyses: the outcome's own, else the manifest's, else config.yaml's;
        before them what allocation was stratified by, whatever an outcome names.

        Configured defaults that the cohort does not have are left out; ones named for this outcome or in
        the manifest must exist.
        """
        named = outcome.adjust if outcome.adjust is not None else self.manifest.adjust
        if named is None:
            named = tuple(c for c in self.config.covariates_of(self.manifest) if c in self.participants)
        named = tuple(dict.fromkeys((*self.manifest.stratified_by, *named)))
        missing = [c for c in named if c not in self.participants]
        if missing:
            raise RefusedError(
                message("no-such-covariates", names=[Name("variable", name) for name in missing])
            )
        return named

    def cluster_of(self, outcome: Outcome) -> str | None:
        """Participant variable whose clusters the standard errors must respect, or None.

        See ``Manifest.cluster_of``. Where individuals were randomised, sites enter as random intercepts of
        the multilevel model and need no robust error.
        """
        chosen = self.manifest.cluster_of(outcome)
        if chosen and chosen not in self.participants:
            raise RefusedError(message("not-in-tidy-data", variable=chosen))
        return chosen

    def shares(self, cluster: str, arm: str) -> bool:
        """Whether an arm (or everyone, of another name) has two participants in one cluster."""
        if (cluster, arm) not in self._shares:
            people = self.participants
            own = people[(people["arm"] == arm).fillna(False)] if arm in self.arms else people
            self._shares[cluster, arm] = bool(own[cluster].dropna().duplicated().any())
        return self._shares[cluster, arm]

    @cached_property
    def _shares(self) -> dict[tuple[str, str], bool]:
        return {}

    def pooled_analyses(self, outcome: Outcome) -> tuple[str, ...]:
        """Analyses of the outcome that are done on every imputed data set as well, and pooled."""
        default = self.config.analysis.pool
        named = outcome.pool if outcome.pool is not None and default != "all" else default
        if named == "all":
            named = POOLED_BY_ALL
        return tuple(a for a in named if a in outcome.chosen_analyses and a != "imputation")

    def levels_of(self, outcome: Outcome) -> tuple[str, ...]:
        """Participant variables that get a random intercept in the multilevel models, beside the participant.

        What the outcome names; an outcome with one value per participant, which needs a level to be
        multilevel, falls back on the manifest's site.
        """
        site = self.manifest.clustering.site
        chosen = outcome.levels or ((site,) if site and len(outcome.waves) <= 1 else ())
        return tuple(level for level in chosen if level in self.participants)

    def wave_keys(self, outcome: Outcome) -> tuple[str, ...]:
        """Waves of the outcome in time order; ('',) for one value per participant."""
        order = [wave.key for wave in self.manifest.waves]
        return tuple(sorted(outcome.waves, key=order.index)) or ("",)

    def frame(self, outcome: Outcome, wave: str = "") -> pd.DataFrame:
        """All participants with the outcome at one wave.

        Columns ``participant_id, arm, y`` (and ``event`` for a time outcome), covariates and the cluster;
        ``y`` is missing where it was not measured.
        """
        keep = dict.fromkeys([ID, *(["arm"] if self.arms else []), *self.covariates_of(outcome)])
        for cluster in (self.cluster_of(outcome), self.manifest.pairs, *self.levels_of(outcome)):
            if cluster:
                keep[cluster] = None
        base = self.participants[list(keep)]
        columns = {outcome.variable: "y"} | ({outcome.event: "event"} if outcome.event else {})
        if outcome.competing:
            columns |= {outcome.competing.variable: "other", outcome.competing.event: "other_event"}
        missing = [name for name in columns if name not in (self.waves if wave else self.participants)]
        if missing:
            raise RefusedError(message("not-in-tidy-data", variable=missing[0]))
        if not wave:
            return base.assign(**{y: self.participants[name] for name, y in columns.items()})

        def taken(name: str) -> pd.Series:
            return pd.Series(self._taken(name, wave, outcome.informant), base.index)

        found = base.assign(**{y: taken(name) for name, y in columns.items()})
        if outcome.where_not is not None and outcome.only_where:
            not_there = (taken(outcome.only_where) == 0).fillna(False) & found["y"].isna()
            found["y"] = found["y"].mask(not_there, outcome.where_not)
        return found

    def measured(self, outcome: Outcome, wave: str) -> np.ndarray:
        """The outcome of every participant at one wave, NaN where it was not measured."""
        return numbers(self.frame(outcome, wave)["y"])

    def answers(self, outcome: Outcome, wave: str, variable: str) -> np.ndarray:
        """A variable of a wave (of participants, without one) as told by the outcome's informant, or NaN."""
        table = self.waves if wave else self.participants
        if variable not in table:
            raise RefusedError(message("not-in-tidy-data", variable=variable))
        held = self._taken(variable, wave, outcome.informant) if wave else table[variable].array
        return numbers(pd.Series(held))

    def exists(self, outcome: Outcome, wave: str) -> np.ndarray:
        """For each participant 1 where the outcome exists at the wave, 0 where not, NaN where nobody knows.

        Whoever answered has it, whatever ``only_where`` says.
        """
        answered = ~np.isnan(self.answers(outcome, wave, outcome.variable))
        if outcome.selected_by is None:
            return np.ones(len(answered))
        return np.where(answered, 1.0, self.answers(outcome, wave, outcome.selected_by))

    def _taken(self, name: str, wave: str, informant: str) -> pd.api.extensions.ExtensionArray:
        """A column of ``waves`` for every participant; missing where she has no such row."""
        at = self._rows_of_wave.get((wave, informant), np.full(len(self.participants), -1))
        taken: Any = pd.api.extensions.take(self.waves[name].array, at, allow_fill=True)
        return taken

    @cached_property
    def _rows_of_wave(self) -> dict[tuple[str, str], np.ndarray]:
        """For each wave and informant, every participant's row in ``waves``, -1 without one.

        Found once, as every outcome asks for them. Raises ValueError for a participant with two rows.
        """
        person = pd.Index(self.participants[ID]).get_indexer(pd.Index(self.waves[ID]))
        found: dict[tuple[str, str], np.ndarray] = {}
        groups = self.waves.groupby(["wave", "informant"], sort=False, observed=True).indices
        for key, rows in groups.items():
            wave, informant = str(key[0]), str(key[1])  # type: ignore[index]
            known = rows[person[rows] >= 0]
            at = np.full(len(self.participants), -1)
            at[person[known]] = known
            if (at >= 0).sum() < len(known):
                raise RefusedError(
                    message(
                        "two-rows-of-informant",
                        informant=Name("informant", str(informant)),
                        wave=Name("wave", str(wave)),
                    )
                )
            found[wave, informant] = at
        return found

    @cached_property
    def attendance(self) -> pd.DataFrame:
        """Participants by wave: True where anybody was measured for her in that wave."""
        keys = [wave.key for wave in self.manifest.waves]
        seen = self.waves[[ID, "wave"]].drop_duplicates().assign(measured=True)
        table = seen.pivot_table(index=ID, columns="wave", values="measured", aggfunc="any")
        held = [key for key in keys if key in table]
        return table.reindex(index=self.participants[ID], columns=held).fillna(False).astype(bool)

    def long_frame(self, outcome: Outcome) -> pd.DataFrame:
        """Rows of :meth:`frame` for every wave of the outcome, measured ones only, with a ``wave`` column."""
        parts = [self.frame(outcome, wave).assign(wave=wave) for wave in self.wave_keys(outcome)]
        return pd.concat(parts, ignore_index=True).dropna(subset=["y"])

    def at_start(self, outcome: Outcome, frame: pd.DataFrame) -> pd.Series:
        """The outcome before allocation, of a frame's participants."""
        return self.frame(outcome, self.baseline_wave or "")["y"].reindex(frame.index)

    def contrast_frames(self, outcome: Outcome, wave: str) -> Iterator[tuple[Contrast, pd.DataFrame]]:
        """For each contrast, the measured participants of its two arms with ``treated`` 0/1."""
        frame = self.frame(outcome, wave).dropna(subset=["y"])
        for contrast in self.contrasts:
            yield contrast, of_contrast(frame, contrast)


def _visits(path: Path) -> pd.DataFrame:
    """Who was visited, and when."""
    there = pq.read_schema(path).names
    return pd.read_parquet(path, columns=[name for name in (ID, "weeks") if name in there])


def without_words(table: pd.DataFrame, manifest: Manifest) -> pd.DataFrame:
    """The table with categories that the manifest does not list as ``group 1``, ``group 2``, by frequency.

    What participants or nurses wrote (a country of birth, a doctor's name) could otherwise stand in a
    category, a warning on a covariate, or the name of a cluster; so could who answered.
    """
    fixed = {*WAVE_KEYS, "event", "first_wave", "child"} - {"informant"}
    changed: dict[str, pd.Series] = {}
    for name in table.columns:
        if name in fixed or not pd.api.types.is_string_dtype(table[name]):
            continue
        levels = [str(level) for level in table[name].value_counts().index]
        known = _informants(levels, manifest) if name == "informant" else _listed(str(name), manifest)
        unknown = [level for level in levels if level not in known]
        if unknown:
            places = {level: level for level in known} | {n: f"group {k}" for k, n in enumerate(unknown, 1)}
            changed[str(name)] = table[name].map(places).astype("string")
    return table.assign(**changed)


def _listed(name: str, manifest: Manifest) -> set[str]:
    """Keys of a category that the manifest lists."""
    variable = manifest.variables.get(name)
    return set(variable.labels or ()) | set((variable.values or {}).values()) if variable else set()


def _informants(there: list[str], manifest: Manifest) -> set[str]:
    """Informants that the manifest names, and the second and third of them."""
    named = {manifest.informant, *(file.informant for file in manifest.files)}
    named |= {key for file in manifest.files for key in file.informant_codes.values()}
    for outcome in manifest.outcomes.values():
        named |= {outcome.informant, *filter(None, [outcome.compare_informant])}
    return {one for one in there if re.sub(r"(_(child)?\d+)+$", "", one) in named or one in named}


def of_contrast(frame: pd.DataFrame, contrast: Contrast) -> pd.DataFrame:
    """Rows of the contrast's two arms, with ``treated`` 1 in the treated arm and 0 in the reference."""
    kept = frame[frame["arm"].isin([contrast.treated, contrast.reference])]
    return kept.assign(treated=(kept["arm"] == contrast.treated).astype(int))


def design_columns(frame: pd.DataFrame, covariates: tuple[str, ...]) -> pd.DataFrame:
    """Covariates as numbers: categories as indicators without their most frequent level.

    A missing covariate gets the mean over both arms and a category its own level: measured before
    randomisation, so that this keeps everyone without bias (White and Thompson 2005, Statistics in
    Medicine 24:993). Constant columns carry nothing and are left out.
    """
    parts: list[pd.Series] = []
    for name in covariates:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
            numbers = column.astype("Float64").astype("float64")
            if np.isinf(numbers).any():
                raise RefusedError(message("covariate-infinite", variable=Name("variable", name)))
            parts.append(numbers.fillna(numbers.mean()).rename(name))
            continue
        text = labels(column)
        for level in text.value_counts().index[1:]:
            parts.append((text == level).astype(float).rename(f"{name}={level}"))
    kept = [part for part in parts if part.notna().all() and part.min() < part.max()]
    return pd.concat(kept, axis=1) if kept else pd.DataFrame(index=frame.index)


def labels(column: pd.Series) -> pd.Series:
    """Keys of groups as text; those of nobody known are a group of their own."""
    return column.astype("string").fillna("(missing)")


def numbers(column: pd.Series) -> np.ndarray:
    """A measured column as a float array."""
    return column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
