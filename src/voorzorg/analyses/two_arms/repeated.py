"""The design that the models for repeated outcomes share: a level per wave, and an arm effect per wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.analyses.study import ID, Contrast, Study, numbers, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message


@dataclass(frozen=True)
class RepeatedDesign:
    """Rows are measurements of one contrast's arms.

    ``X`` has an intercept per wave, then an arm effect per wave (``treated:<wave>``): the coefficient of the
    latter is that wave's log odds ratio (or mean difference) itself.
    """

    frame: pd.DataFrame
    y: np.ndarray
    X: np.ndarray
    names: tuple[str, ...]
    waves: tuple[str, ...]
    groups: np.ndarray
    dropped: dict[str, Message]

    def column(self, wave: str) -> int:
        return self.names.index(f"treated:{wave}")

    def counts(self, wave: str, *, events: bool) -> dict[str, int]:
        """Contributing participants (and events) of the wave by arm, as estimates columns."""
        # The design's columns say who belongs to a wave and who of them to the treated arm.
        here = self.X[:, self.names.index(f"wave:{wave}")] == 1
        treated = self.X[:, self.column(wave)] == 1
        out = {}
        for side, rows in (("treated", treated), ("reference", here & ~treated)):
            out[f"n_{side}"] = int(rows.sum())
            if events:
                out[f"events_{side}"] = int(self.y[rows].sum())
        return out

    def unusable(self, problem: Message | None) -> dict[str, Message]:
        """Waves that cannot be estimated and why: those dropped, or all where there is a problem."""
        return self.dropped | (dict.fromkeys(self.waves, problem) if problem else {})

    def participants(self) -> dict[str, int]:
        """Participants by arm who contribute at least one measurement."""
        people = self.frame[[ID, "treated"]].drop_duplicates()["treated"]
        return {"n_treated": int((people == 1).sum()), "n_reference": int((people == 0).sum())}


def repeated_design(study: Study, outcome: Outcome, contrast: Contrast) -> RepeatedDesign:
    """Design of one contrast over the waves in which both arms were measured.

    Other waves are named in ``dropped`` with the reason.
    """
    frame = of_contrast(study.long_frame(outcome), contrast).reset_index(drop=True)
    dropped: dict[str, Message] = {}
    for wave in study.wave_keys(outcome):
        arms = frame.loc[frame["wave"] == wave, "treated"]
        if arms.nunique() < 2:
            dropped[wave] = message("not-measured-both-arms-this")
    frame = frame[~frame["wave"].isin(dropped)].reset_index(drop=True)
    waves = tuple(wave for wave in study.wave_keys(outcome) if wave not in dropped)
    indicator = (frame["wave"].to_numpy()[:, None] == np.array(waves, dtype=object)[None, :]).astype(float)
    treated = frame["treated"].to_numpy(dtype=float)[:, None]
    X = np.hstack([indicator, indicator * treated])
    names = tuple([f"wave:{w}" for w in waves] + [f"treated:{w}" for w in waves])
    groups = pd.factorize(frame[ID])[0]  # numbers: sorting texts is what would take longest in a large cohort
    return RepeatedDesign(frame, numbers(frame["y"]), X, names, waves, groups, dropped)
