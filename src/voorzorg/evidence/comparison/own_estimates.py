"""Our estimates, and which of them a published figure is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voorzorg.estimates.table import messages_of
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.figures.vocabulary import is_control

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.cohorts.manifest.model import Manifest

CONTRASTS = ("risk_difference", "mean_difference", "risk_ratio", "odds_ratio", "rate_ratio")
#: analyses of what was observed, without a model of it
FULL = ("itt", "enrolled", None, "all")
PLAIN = ("count", "unadjusted", "survival", "change")
#: a wave that a publication names loosely -> the wave that it was asked in
LOOSE_WAVES = {"pregnancy": "preg32w", "after_birth": "m2"}


class OwnEstimates:
    """Our estimates, to pick the row that a published figure is about."""

    def __init__(self, estimates: pd.DataFrame, manifest: Manifest) -> None:
        plain = estimates.astype(object).where(estimates.notna(), None)
        rows: list[dict[str, Any]] = [{str(k): v for k, v in r.items()} for r in plain.to_dict("records")]
        # What exists only for some (partner violence) has no other population than them.
        whole = {r["outcome"] for r in rows if r["population"] in FULL}
        self.rows = [r for r in rows if r["population"] in FULL or r["outcome"] not in whole]
        self.arms = list(manifest.arms.levels) if manifest.arms else []
        self.reference = manifest.arms.reference if manifest.arms else ""

    def arm_of(self, f: Figure) -> str | None:
        """Our arm key for a published arm; None where there are no arms."""
        if not self.arms:
            return None
        if f.arm in self.arms:
            return f.arm
        if is_control(f.arm):
            return self.reference
        treated = [a for a in self.arms if a != self.reference]
        return treated[0] if len(treated) == 1 else f.arm

    def outcome_rows(self, f: Figure) -> list[dict[str, Any]]:
        """Rows about the same outcome: by its key, as a baseline variable, or as a stage of the flow."""
        exact = [r for r in self.rows if r["outcome"] == f.outcome]
        if exact:
            return exact
        if f.statistic == "n":
            return [r for r in self.rows if r["outcome"] == "flow" and r["category"] == f.outcome]
        return [
            r
            for r in self.rows
            if str(r["outcome"]).startswith("baseline:")
            and (f.outcome + "_").startswith(str(r["outcome"]).removeprefix("baseline:") + "_")
        ]

    def candidates(self, f: Figure, estimand: str | None) -> list[dict[str, Any]]:
        """Rows of the same outcome, wave, arm and estimand; the plain analysis of available cases first."""
        rows = [r for r in self.outcome_rows(f) if r["estimate"] is not None]
        wave = LOOSE_WAVES.get(f.wave, f.wave)
        if not f.wave and len({r["wave"] for r in rows if r["wave"]}) > 1:
            return []  # the publication does not say which wave
        rows = [r for r in rows if not r["wave"] or not f.wave or r["wave"] in (f.wave, wave)]
        if f.informant:
            same = [r for r in rows if r["informant"] == f.informant]
            rows = same or rows
        if estimand is None:
            rows = [
                r for r in rows if r["contrast"] and r["estimand"] in CONTRASTS and r["p_value"] is not None
            ]
            return sorted(rows, key=lambda r: (CONTRASTS.index(r["estimand"]), _order(r)))
        rows = [r for r in rows if r["estimand"] == estimand]
        if f.arm == "contrast":
            rows = [r for r in rows if r["contrast"]]
        elif f.arm == "all":
            rows = [r for r in rows if not r["contrast"] and not r["arm"]]
        else:
            rows = [r for r in rows if not r["contrast"] and (r["arm"] or None) == self.arm_of(f)]
        return sorted(rows, key=_order)


def _order(row: dict[str, Any]) -> tuple[bool, bool, bool]:
    """The analysis nearest to what an abstract prints: observed values, no model, no imputation."""
    modelled = row["analysis"] not in PLAIN
    imputed = any(one.key != "available-cases" for one in messages_of(row["missing_messages"]))
    return (imputed, modelled, row["wave"] in (None, ""))
