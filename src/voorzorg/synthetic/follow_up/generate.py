"""A synthetic one-arm follow-up study: a few families, several informants, heavy drop-out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.follow_up.answers import Answers, add_at_home, add_marks, add_problem, add_scale
from voorzorg.synthetic.follow_up.families import Families, make_families
from voorzorg.synthetic.follow_up.specification import FollowUpSpecification, FollowUpVisits
from voorzorg.synthetic.tables import Tables
from voorzorg.synthetic.trial.register import dates_from_birth
from voorzorg.synthetic.trial.specification import SpecificationError


def build_follow_up(spec: FollowUpSpecification, manifest: Manifest, figures: Figures, seed: int) -> Tables:
    """Make the tables of a follow-up study.

    Raises
    ------
    SpecificationError
        Where the specification and the manifest do not fit, or a figure is not there.
    """
    weeks = {wave.key: wave.weeks for wave in manifest.waves if wave.weeks is not None}
    # The first wave is at entry, whenever that was.
    if missing := [wave for wave in list(spec.waves)[1:] if wave not in weeks]:
        raise SpecificationError(f"the manifest gives no weeks for waves {missing}")
    families = make_families(spec, figures, seed, weeks)
    answers = Answers(families, tuple(spec.waves), spec.yardstick, figures)
    for name, scale in spec.scales.items():
        add_scale(name, scale, answers)
    for name, problem in spec.problems.items():
        add_problem(name, problem, answers)
    add_at_home(spec.child_at_home, answers)
    add_marks(spec.marks, answers)
    waves = {key: _frame(key[0], columns, families) for key, columns in answers.columns.items()}
    for wave in spec.interview_waves:
        waves[wave, "researcher"] = _interviews(spec, wave, families)
    return Tables(
        families.frame.sort_values("id", ignore_index=True),
        {key: frame for key, frame in waves.items() if len(frame)},
        {},
        {"nurse": _visits(spec.visits, families)},
    )


def _frame(wave: str, columns: dict[str, np.ndarray], families: Families) -> pd.DataFrame:
    """The rows of a wave and informant: the families with at least one answer."""
    frame = pd.DataFrame(columns)
    kept = frame.notna().any(axis=1).to_numpy()
    date = dates_from_birth(families.birth_date, families.moments[wave])
    frame.insert(0, "date", date)
    frame.insert(0, "id", families.frame["id"].to_numpy())
    return frame[kept].sort_values("id", ignore_index=True)


def _interviews(spec: FollowUpSpecification, wave: str, families: Families) -> pd.DataFrame:
    """Coded themes, 1 to 5: one level per family, lower for leavers on all but crisis."""
    rng = families.streams("interviews", wave)
    level = families.streams("interviews").standard_normal(families.n)
    columns = {}
    for theme, mean in spec.interviews.items():
        sign = -1 if theme == "crisis" else 1
        tendency = sign * (0.6 * level - 0.8 * families.leaves)
        score = np.clip(np.round(mean + tendency + 0.6 * rng.standard_normal(families.n)), 1, 5)
        columns[f"theme_{theme}"] = np.where(families.measured[wave], score, np.nan)
    return _frame(wave, columns, families)


@dataclass(frozen=True)
class _Span:
    start: float
    end: float


def _visits(what: FollowUpVisits, families: Families) -> pd.DataFrame:
    """A row per home visit, from a family's entry until it left the study."""
    spans = {"pregnancy": _Span(-40, 0), "year_one": _Span(0, 52), "year_two": _Span(52, 104)}
    rows: list[dict[str, object]] = []
    rng = families.streams("visits")
    depth_level = families.streams("depth").standard_normal(families.n)
    for i in np.flatnonzero(families.started):
        # A family that left was visited for some weeks after its last interview.
        last = max(families.moments[w][i] for w in families.measured if families.measured[w][i])
        stop = min(last + 4 + 8 * rng.random(), 104.0)
        for key, phase in what.phases.items():
            start, end = max(spans[key].start, families.entry[i]), min(spans[key].end, stop)
            if end <= start:
                continue
            length = spans[key].end - (max(spans[key].start, -28) if key == "pregnancy" else spans[key].start)
            share = np.clip(rng.normal(phase.done, phase.spread), 0.2, 1) * min((end - start) / length, 1)
            for week in np.sort(start + (end - start) * rng.random(round(phase.planned * share))):
                depth = rng.normal(what.depth[key] + 0.4 * depth_level[i], what.depth_spread)
                minutes = rng.normal(what.minutes.mean, what.minutes.sd)
                rows.append(
                    {
                        "id": families.frame["id"].iloc[i],
                        "date": dates_from_birth(families.birth_date[[i]], np.array([week]))[0],
                        "phase": key,
                        "minutes": float(
                            np.clip(round(minutes / 5) * 5, what.minutes.lowest, what.minutes.highest)
                        ),
                        "depth": float(np.clip(round(depth), 1, 5)),
                        "crisis": float(rng.random() < what.crisis),
                    }
                )
    return pd.DataFrame(rows).sort_values(["id", "date"], kind="stable", ignore_index=True)
