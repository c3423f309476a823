"""A cohort without a comparison group beside an arm of another study: the same outcome, side by side.

Nobody was randomised between the two, so that nothing is subtracted and nothing tested; every line carries
the key of the sentence that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.errors import UserError
from voorzorg.estimates.table import read

#: Key of the message that has to stand with the comparison wherever it is shown.
CAVEAT = "caveat.not_randomised"

#: What is comparable: a level at a wave, not a contrast or a change.
ESTIMANDS = ("risk", "mean")

_SHOWN = (
    "cohort",
    "data_kind",
    "outcome",
    "wave",
    "informant",
    "arm",
    "n",
    "events",
    "estimate",
    "ci_low",
    "ci_high",
    "ci_level",
    "method",
)
COLUMNS = (
    "estimand",
    "scale",
    *(f"{side}_{name}" for name in _SHOWN for side in ("own", "other")),
    "caveat",
)


def set_beside(
    own: pd.DataFrame,
    other: pd.DataFrame,
    *,
    arm: str = "voorzorg",
    outcomes: Mapping[str, str] | None = None,
    waves: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Levels of a one-arm cohort beside those of ``arm`` of another study's estimates.

    Parameters
    ----------
    own, other
        Estimates tables; ``own`` of a study without arms.
    arm
        Key of the arm in ``other``.
    outcomes, waves
        Own key -> the other study's key, where they differ. Keys that are left out are comparable with
        themselves; a key that the other study does not have gives no line.

    Returns
    -------
    A line per outcome, wave and estimand that both have: ``own_*`` and ``other_*`` for each of cohort,
    data_kind, outcome, wave, informant, arm, n, events, estimate, interval and method, and ``caveat``.
    """
    mine = _levels(own, None)
    theirs = _levels(other, arm)
    mine["outcome_there"] = mine["outcome"].replace(dict(outcomes or {}))
    mine["wave_there"] = mine["wave"].replace(dict(waves or {}))
    joined = mine.merge(
        theirs,
        left_on=["outcome_there", "wave_there", "estimand"],
        right_on=["outcome", "wave", "estimand"],
        suffixes=("_own", "_other"),
    )
    lines = pd.DataFrame({"estimand": joined["estimand"], "scale": joined["scale_own"]})
    for name in _SHOWN:
        for side in ("own", "other"):
            lines[f"{side}_{name}"] = joined[f"{name}_{side}"]
    lines["caveat"] = CAVEAT
    return lines.loc[:, list(COLUMNS)]


def beside_cohort(
    manifest: Manifest, own: pd.DataFrame, files: Sequence[str | Path]
) -> tuple[Manifest, str, pd.DataFrame] | None:
    """What the manifest's ``beside:`` asks for: the other cohort's manifest, its arm, and the lines.

    ``files`` are that cohort's manifest and estimates; without them, or without an arm to show, nothing.

    Raises
    ------
    UserError
        If the other cohort has no such arm.
    """
    if manifest.beside is None or manifest.arms is not None or not files:
        return None
    there = read_manifest(files[0])
    treated = there.arms.treated if there.arms else ()
    arm = manifest.beside.arm or (treated[0] if len(treated) == 1 else "")
    if there.arms is None or arm not in there.arms.levels:
        raise UserError(
            f"beside: '{there.name}' has no single arm to show; name one under 'beside: {{arm: ...}}'"
        )
    lines = set_beside(
        own, read(files[1]), arm=arm, outcomes=manifest.beside.outcomes, waves=manifest.beside.waves
    )
    return there, arm, lines


def _levels(table: pd.DataFrame, arm: str | None) -> pd.DataFrame:
    """One unadjusted level per outcome, wave and estimand of an arm: that of the outcome's own informant."""
    kept = table[
        table["estimand"].isin(ESTIMANDS)
        & table["arm"].eq(arm or "all").fillna(False)
        & table["category"].isna()
        & table["estimate"].notna()
        & ~table["outcome"].str.contains(":", regex=False)
        & table["analysis"].eq("unadjusted")
    ]
    kept = kept.drop_duplicates(["outcome", "wave", "estimand"]).copy()
    for what in ("n", "events"):
        # The reference arm of a trial stands on the other side of the table.
        kept[what] = kept[f"{what}_treated"].fillna(kept[f"{what}_reference"])
    kept["wave"] = kept["wave"].fillna("")
    return kept
