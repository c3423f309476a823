"""Whether a draft, unedited, reads a layout as it is: person by person, moment by moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from benchmarks.drafting.layouts import Layout, Measure
from voorzorg.cli.cohort.finding import TODO, is_question
from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.columns.guesses import slug
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.identity.comparable_ids import normalise
from voorzorg.cohorts.identity.pseudonyms import SYNTHETIC_KEY, pseudonyms
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.errors import UserError


@dataclass(frozen=True)
class Verdict:
    """``fit`` (called so), ``asked`` (questions are open) or ``stopped``; ``wrong`` says what was misread."""

    said: str
    wrong: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    text: str = ""
    must_stop: bool = False

    @property
    def right(self) -> bool:
        if self.must_stop:
            return self.said == "stopped" and self.wrong == ("check",)
        return not self.wrong and self.said != "stopped"

    @property
    def wrong_and_fit(self) -> bool:
        return not self.right and self.said == "fit"

    def unasked(self) -> list[str]:
        """What was misread without a question, an error or a warning that names it."""
        told = " ".join(self.questions).casefold()
        return [what for what in self.wrong if what.partition(":")[0].casefold() not in told]


def judge(layout: Layout) -> Verdict:
    """Draft, take in, and compare with the truth."""
    root = layout.files[0].parent
    try:
        made = draft("layout", layout.files, root)
    except UserError as problem:
        return Verdict("stopped", ("draft",), (str(problem),))
    lines = made.text.splitlines()
    questions = [line for line in lines if (m := TODO.search(line)) and is_question(m["what"])]
    manifest = Manifest.model_validate(yaml.safe_load(made.text))
    try:
        result = ingest(manifest, root)
    except IngestError as problem:
        told = tuple(f"{f.column} {f.check}" for f in problem.findings.errors)
        return Verdict("stopped", ("check",), (*questions, *told), made.text)
    warned = [f"{f.column} {f.check}" for f in result.findings if f.severity == "warning"]
    wrong = tuple(_misread(layout, manifest, result))
    return Verdict("asked" if questions else "fit", wrong, (*questions, *warned), made.text)


def _misread(layout: Layout, manifest: Manifest, result: Ingested) -> list[str]:
    """What differs from the truth, each beginning with the column that it is about."""
    facts = layout.facts
    names = pseudonyms(normalise(pd.Series([str(i) for i in layout.ids])).tolist(), SYNTHETIC_KEY)
    people = result.participants.set_index("participant_id")
    if set(people.index) != set(names):
        return [f"{facts['id']}: {len(people)} participants for {len(names)}"]
    wrong = []
    arms = people["arm"].reindex(names)
    if (layout.arms is None) != bool(arms.isna().all()):
        wrong.append(f"{facts['arm']}: {'an allocation that is none' if layout.arms is None else 'not seen'}")
    elif layout.arms is not None:
        pairs = pd.DataFrame({"true": layout.arms, "read": arms.to_numpy()}).drop_duplicates()
        if len(pairs) != 2 or pairs["read"].isna().any():
            wrong.append(f"{facts['arm']}: other groups")
        elif layout.control is not None and manifest.arms is not None:
            told = pairs.loc[pairs["true"] == layout.control, "read"].iloc[0]
            if told != manifest.arms.reference:
                wrong.append("reference: the other group")
    if len(manifest.waves) != layout.moments:
        return [*wrong, f"{facts.get('wave', 'waves')}: {len(manifest.waves)} moments for {layout.moments}"]
    for measure in layout.measures:
        if problem := _answers(layout, manifest, result, measure, people, names):
            wrong.append(f"{measure.name}: {problem}")
    return wrong


def _answers(
    layout: Layout,
    manifest: Manifest,
    result: Ingested,
    measure: Measure,
    people: pd.DataFrame,
    names: list[str],
) -> str | None:
    variable = slug(measure.name)
    if measure.at_start or not layout.moments:
        if variable not in people:
            table = result.waves
            if variable not in table:
                return "not read"
            first = table.groupby("participant_id")[variable].first()
            return _differ(first.reindex(names), measure.truth[:, 0], measure)
        return _differ(people[variable].reindex(names), measure.truth[:, 0], measure)
    if variable not in result.waves:
        return "not read"
    wide = result.waves.pivot_table(
        index="participant_id", columns="wave", values=variable, aggfunc="first", dropna=False
    )
    for k, wave in enumerate(manifest.waves):
        truth = np.where(layout.present[:, k], measure.truth[:, k], np.nan)
        read = wide[wave.key].reindex(names) if wave.key in wide else pd.Series(np.nan, index=names)
        if problem := _differ(read, truth, measure):
            return f"{problem} at moment {k + 1}"
    return None


def _differ(read: pd.Series, truth: np.ndarray, measure: Measure) -> str | None:
    if pd.api.types.is_datetime64_any_dtype(read):
        read = pd.Series([np.nan if pd.isna(day) else day.toordinal() for day in read])
    try:
        numbers = read.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError):
        return "texts for numbers"
    if measure.turned and np.allclose(1 - numbers, truth, equal_nan=True):
        return None
    return None if np.allclose(numbers, truth, equal_nan=True) else "other answers"


def in_folder(seed: int, folder: Path) -> tuple[Layout, Verdict]:
    """Draw, write and judge one layout."""
    from benchmarks.drafting.layouts import draw

    layout = draw(seed, folder)
    return layout, replace(judge(layout), must_stop=layout.stops)
