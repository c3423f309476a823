"""Change since the first measurement, per later wave and informant: what moved, how far, and beyond error.

A single group has no control: no row here is an effect of anything. A p-value that so few pairs cannot carry
is empty, with the smallest attainable one in ``warnings``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import Group, groups, informants_of, mean_of, of_informant, proportion
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, People, RefusedError, Said, message

DIRECTIONS = ("improved", "worsened", "unchanged")


@dataclass(frozen=True)
class Pairs:
    """Participants of one group who were measured at the first wave and at a later one."""

    group: Group
    wave: str
    first_wave: str
    before: np.ndarray
    after: np.ndarray
    incomplete: int
    at_first: np.ndarray

    @property
    def n(self) -> int:
        return len(self.before)

    def better(self, outcome: Outcome) -> np.ndarray:
        """Change of each participant, positive for the better; exactly zero where nothing moved."""
        change = self.after - self.before
        change = np.where(np.isclose(change, 0.0, atol=1e-9), 0.0, change)
        return change if outcome.better == "higher" else -change

    def since(self, key: str) -> Message:
        """A method that counts from the first wave."""
        return message(key, wave=Name("wave", self.first_wave))

    @property
    def where(self) -> dict[str, Any]:
        return {"wave": self.wave, **self.group.counts(self.n)}


def change_from_start(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every informant and every wave after the first that has measurements.

    Raises
    ------
    ValueError
        For an outcome with one value per participant, or a time: nothing there changes.
    """
    if not outcome.waves or outcome.type == "time":
        raise RefusedError(message("change-needs-waves"))
    rows: list[Row] = []
    for informant in informants_of(study, key, outcome):
        reported = of_informant(outcome, informant)
        make = RowMaker(study, key, "change", reported)
        for pairs in _pairs(study, reported):
            if pairs.n == 0:
                reason = message(
                    "nobody-was-measured-both",
                    first=Name("wave", pairs.first_wave),
                    wave=Name("wave", pairs.wave),
                )
                rows.append(make.failed("change", message("paired-change"), reason, **pairs.where))
            elif outcome.type == "binary":
                rows += _binary(study, make, outcome, pairs)
            else:
                rows += _score(study, make, outcome, pairs)
    return rows


def _pairs(study: Study, outcome: Outcome) -> Iterator[Pairs]:
    """The first wave with any measurement against each later one, in time order."""
    waves = [(wave, study.frame(outcome, wave)) for wave in study.wave_keys(outcome)]
    measured = [(wave, frame) for wave, frame in waves if frame["y"].notna().any()]
    if not measured:
        return
    first_wave, first = measured[0]
    for wave, frame in measured[1:]:
        both = first.merge(frame[[ID, "y"]], on=ID, suffixes=("", "_later"), validate="one_to_one")
        for group, people in groups(study, both):
            one, two = people["y"].notna(), people["y_later"].notna()
            complete = people[one & two]
            yield Pairs(
                group,
                wave,
                first_wave,
                numbers(complete["y"]),
                numbers(complete["y_later"]),
                int((one ^ two).sum()),
                numbers(people.loc[one, "y"]),
            )


def _binary(study: Study, make: RowMaker, outcome: Outcome, pairs: Pairs) -> list[Row]:
    """Exact McNemar, and how many improved, worsened and stayed."""
    from voorzorg.statistics.small.change import mcnemar_exact

    level = study.config.analysis.ci_level
    result = mcnemar_exact(pairs.before, pairs.after, ci_level=level)
    method = [pairs.since("change-in-proportion"), message("tango-interval"), message("mcnemar-test")]
    change = replace(result, warnings=(*result.warnings, *_left_out(pairs)))
    row = make.estimated("change", method, change, scale="probability", **pairs.where)
    return [row, *_directions(study, make, outcome, pairs)]


def _score(study: Study, make: RowMaker, outcome: Outcome, pairs: Pairs) -> list[Row]:
    """Mean change with the exact Wilcoxon p-value, standardised change, directions, reliable change."""
    from voorzorg.statistics.small.change import wilcoxon_signed_rank
    from voorzorg.statistics.small.standardised_change import standardised_change

    level = study.config.analysis.ci_level
    test = wilcoxon_signed_rank(pairs.before, pairs.after)
    mean = mean_of(pairs.after - pairs.before, level)
    reasons = tuple(w for w in test.warnings if isinstance(w, Message) and w.key.startswith("not-attainable"))
    notes = (*mean.warnings, *reasons, *_left_out(pairs))
    change = replace(mean, p_value=test.p_value, converged=True, warnings=notes)
    exact = "normal" not in test.method
    wilcoxon = message("exact-wilcoxon" if exact else "approximate-wilcoxon")
    method = [pairs.since("mean-change"), message("t-interval"), wilcoxon]
    rows = [make.estimated("change", method, change, **pairs.where)]
    result = standardised_change(pairs.before, pairs.after, ci_level=level)
    standardised = replace(result, warnings=(*result.warnings, *_left_out(pairs)))
    method = [pairs.since("change-over-average-sd"), message("hedges-corrected")]
    rows.append(make.estimated("standardised_change", method, standardised, **pairs.where))
    rows += _directions(study, make, outcome, pairs)
    if outcome.reliability is not None:
        rows += _reliable(study, make, outcome, pairs)
    if outcome.cut_off is not None:
        rows += _clinical(study, make, outcome, pairs)
    return rows


def _left_out(pairs: Pairs) -> tuple[Message, ...]:
    if not pairs.incomplete:
        return ()
    return (message("measured-once-left-out", n=People(int(pairs.incomplete))),)


def _shares(
    study: Study,
    make: RowMaker,
    estimand: str,
    method: list[Message],
    pairs: Pairs,
    shares: dict[str, np.ndarray],
    note: Said = None,
) -> list[Row]:
    """A row per category: how many of those in its mask are true, with the exact interval."""
    level = study.config.analysis.ci_level
    return [
        make.estimated(
            estimand,
            [*method, message("clopper-pearson-interval")],
            proportion(int(hits.sum()), len(hits), level),
            wave=pairs.wave,
            category=category,
            scale="probability",
            warnings=note,
            **pairs.group.counts(len(hits), int(hits.sum())),
        )
        for category, hits in shares.items()
    ]


def _directions(study: Study, make: RowMaker, outcome: Outcome, pairs: Pairs) -> list[Row]:
    method = pairs.since("change-since")
    if outcome.better is None:
        return [make.failed("direction_of_change", method, message("better-not-said"), **pairs.where)]
    better = pairs.better(outcome)
    shares = dict(zip(DIRECTIONS, (better > 0, better < 0, better == 0), strict=True))
    return _shares(study, make, "direction_of_change", [method], pairs, shares)


def _reliable(study: Study, make: RowMaker, outcome: Outcome, pairs: Pairs) -> list[Row]:
    """Jacobson and Truax: improved (and recovered), deteriorated, unchanged; recovered by a cut-off."""
    from voorzorg.statistics.small.reliable_change import reliable_change

    assert outcome.reliability is not None
    sd, notes = outcome.norm_sd, []
    if sd is None:
        sd = float(np.std(pairs.at_first, ddof=1)) if len(pairs.at_first) > 1 else 0.0
        notes.append(
            message(
                "standard-deviation-measured-not-norm",
                n=People(len(pairs.at_first)),
                wave=Name("wave", pairs.first_wave),
            )
        )
    method = [pairs.since("reliable-change"), message("with-reliability", value=outcome.reliability)]
    if not sd > 0:
        return [make.failed("reliable_change", method, message("no-spread-judge-changes"), **pairs.where)]
    result = reliable_change(
        pairs.before,
        pairs.after,
        sd,
        outcome.reliability,
        "lower is better" if outcome.better == "lower" else "higher is better",
        outcome.cut_off,
    )
    found = result.category
    shares = {
        "improved": np.isin(found, ("improved", "recovered")),
        "deteriorated": found == "deteriorated",
        "unchanged": found == "unchanged",
    }
    if outcome.cut_off is not None:
        shares["recovered"] = found == "recovered"
    method.append(message("beyond-points", points=result.threshold))
    note = (*notes, *result.warnings)
    return _shares(study, make, "reliable_change", method, pairs, shares, note)


def _clinical(study: Study, make: RowMaker, outcome: Outcome, pairs: Pairs) -> list[Row]:
    """Of those in the clinical range at first: who left it, who improved; of the others: who entered it."""
    before, after = in_clinical_range(pairs.before, outcome), in_clinical_range(pairs.after, outcome)
    side = "clinical-range-above" if outcome.better == "lower" else "clinical-range-below"
    method = [pairs.since("change-since"), message(side, value=float(outcome.cut_off or 0))]
    shares = {
        "left": ~after[before],
        "improved": pairs.better(outcome)[before] > 0,
        "entered": after[~before],
    }
    return _shares(study, make, "clinical_change", method, pairs, shares)


def in_clinical_range(y: np.ndarray | pd.Series, outcome: Outcome) -> np.ndarray:
    """True where a score is on the clinical side of the outcome's cut-off, the cut-off included."""
    if outcome.cut_off is None:
        raise RefusedError(message("outcome-no-cut-off"))
    values = np.asarray(y, dtype=float)
    return values >= outcome.cut_off if outcome.better == "lower" else values <= outcome.cut_off
