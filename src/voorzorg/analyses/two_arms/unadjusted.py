"""Unadjusted comparison of arms, per wave: risks and means, differences and ratios, and a test."""

from __future__ import annotations

import numpy as np

from voorzorg.analyses.groups import group_of, groups
from voorzorg.analyses.rows import Estimated, Row, RowMaker
from voorzorg.analyses.study import Study, numbers
from voorzorg.analyses.two_arms.equivalence import equivalence_of, equivalence_of_counts
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import message

NO_INTERVAL, NO_TEST = message("no-interval"), message("no-test")
#: The intervals and tests that a two-by-two table chooses among.
_INTERVALS = {
    "Newcombe hybrid score": message("newcombe-interval"),
    "Katz log": message("katz-interval"),
    "Woolf log": message("woolf-interval"),
    "Miettinen-Nurminen score": message("miettinen-nurminen-interval"),
    "conditional mid-p": message("mid-p-interval"),
}
_TESTS = {"chi-square": message("chi-square-test"), "Fisher mid-p": message("fisher-mid-p-test")}


def compare_arms(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast; risks for a binary outcome, means otherwise."""
    compare = _risks if outcome.type == "binary" else _means
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        rows += compare(study, RowMaker(study, key, "unadjusted", outcome), outcome, wave)
    return rows


def _risks(study: Study, make: RowMaker, outcome: Outcome, wave: str) -> list[Row]:
    from voorzorg.statistics.two_arm.binary import risk, two_by_two

    level = study.config.analysis.ci_level
    measured = study.frame(outcome, wave).dropna(subset=["y"])
    values = {group: numbers(people["y"]) for group, people in groups(study, measured)}
    rows = [
        make.estimated(
            "risk",
            [message("observed-proportion"), message("wilson-interval")],
            risk(int(y.sum()), len(y), level),
            wave=wave,
            **group.counts(len(y), int(y.sum())),
        )
        for group, y in values.items()
    ]
    counts = {group.arm: y for group, y in values.items()}
    for contrast in study.contrasts:
        treated, reference = counts[contrast.treated], counts[contrast.reference]
        table = two_by_two(
            int(treated.sum()), len(treated), int(reference.sum()), len(reference), level=level
        )
        shared = {
            "wave": wave,
            "contrast": contrast,
            "n_treated": len(treated),
            "n_reference": len(reference),
            "events_treated": int(treated.sum()),
            "events_reference": int(reference.sum()),
            "warnings": table.warnings,
        }
        for estimand in ("risk_difference", "risk_ratio", "odds_ratio"):
            result = getattr(table, estimand)
            method = [_INTERVALS.get(result.method, NO_INTERVAL), _TESTS.get(table.test, NO_TEST)]
            rows.append(make.estimated(estimand, method, result, **shared))
        where = {name: value for name, value in shared.items() if name != "warnings"}
        rows += equivalence_of_counts(make, **where)
    return rows


def _means(study: Study, make: RowMaker, outcome: Outcome, wave: str) -> list[Row]:
    from voorzorg.statistics.two_arm.means import two_means

    level = study.config.analysis.ci_level
    measured = study.frame(outcome, wave).dropna(subset=["y"])
    values = {group.arm: numbers(people["y"]) for group, people in groups(study, measured)}
    rows: list[Row] = []
    for contrast in study.contrasts:
        treated, reference = values[contrast.treated], values[contrast.reference]
        result = two_means(treated, reference, level=level)
        if contrast == study.contrasts[0]:
            rows += _arm_mean(make, result.mean_reference, reference, wave, contrast.reference)
        rows += _arm_mean(make, result.mean_treated, treated, wave, contrast.treated)
        shared = {
            "wave": wave,
            "contrast": contrast,
            "n_treated": len(treated),
            "n_reference": len(reference),
        }
        rows.append(make.estimated("mean_difference", message("welch-test"), result.difference, **shared))
        rows += equivalence_of(make, "mean_difference", [message("welch-test")], result.difference, **shared)
        rows.append(make.estimated("standardised_difference", message("hedges-g"), result.hedges_g, **shared))
    return rows


def _arm_mean(make: RowMaker, result: Estimated, y: np.ndarray, wave: str, arm: str) -> list[Row]:
    where = {"wave": wave, **group_of(make.study, arm).counts(len(y))}
    if len(y) < 2:
        return [
            make.failed(e, message("observed-values"), message("fewer-than-two-values"), **where)
            for e in ("mean", "sd")
        ]
    return [
        make.estimated("mean", [message("arithmetic-mean"), message("t-interval")], result, **where),
        make.number("sd", message("standard-deviation"), float(np.std(y, ddof=1)), **where),
    ]
