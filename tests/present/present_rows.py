"""Rows of the estimates table as the analyses write them, made by a rule: for tests of what is shown."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.config import read_config
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import to_frame
from voorzorg.messages import message
from voorzorg.present.context import Context
from voorzorg.provenance import record
from voorzorg.statistics.two_arm.binary import risk, two_by_two

ROOT = Path(__file__).parents[2]
WAVES = {
    "baseline": ("16-28 weken zwanger", "16-28 weeks pregnant", -18),
    "preg32w": ("32 weken zwanger", "32 weeks pregnant", -8),
    "m2": ("2 maanden", "2 months", 9),
    "m6": ("6 maanden", "6 months", 26),
    "m12": ("12 maanden", "12 months", 52),
    "m24": ("24 maanden", "24 months", 104),
}
N = {"control": 223, "intervention": 237}
SEEN = {
    "control": {"baseline": 220, "preg32w": 190, "m2": 176, "m6": 168, "m12": 150, "m24": 134},
    "intervention": {"baseline": 236, "preg32w": 214, "m2": 205, "m6": 196, "m12": 186, "m24": 177},
}
VS = Contrast("intervention", "control")
PROVENANCE = record([ROOT / "config.yaml"], {"seed": 20080901, "analysis": {"ci_level": 0.95}}, ROOT)
LABELS = {
    "age": ("Leeftijd", "Age", "integer", ("jaar", "years")),
    "education": ("Opleiding", "Education", "category", None),
    "smoking_at_entry": ("Rookt bij aanvang", "Smokes at entry", "binary", None),
    "single": ("Zonder partner", "No partner", "binary", None),
    "risk_factors": ("Aantal risicofactoren", "Number of risk factors", "integer", None),
}


def trial_manifest() -> Manifest:
    variables = {}
    for name, (nl, en, kind, unit) in LABELS.items():
        variables[name] = {"label": {"nl": nl, "en": en}, "type": kind, "role": "baseline"}
        if unit:
            variables[name]["unit"] = {"nl": unit[0], "en": unit[1]}
    variables["education"]["labels"] = {
        "primary": {"nl": "Basisonderwijs", "en": "Primary"},
        "vocational": {"nl": "Vmbo", "en": "Pre-vocational"},
        "higher": {"nl": "Havo of hoger", "en": "Higher"},
    }
    return Manifest.model_validate(
        {
            "name": "voorzorg_rct",
            "title": {"nl": "VoorZorg, gerandomiseerd onderzoek", "en": "VoorZorg randomised trial"},
            "design": "two_arm",
            "participant": {"nl": "vrouwen", "en": "women"},
            "arms": {
                "reference": "control",
                "levels": {
                    "control": {"label": {"nl": "Gebruikelijke zorg", "en": "Usual care"}, "codes": [0]},
                    "intervention": {"label": "VoorZorg", "codes": [1]},
                },
            },
            "waves": [
                {"key": key, "label": {"nl": nl, "en": en}, "weeks": weeks}
                for key, (nl, en, weeks) in WAVES.items()
            ],
            "files": [{"path": "x.sav", "holds": "wave", "wave": "baseline", "id": "id"}],
            "variables": variables,
        }
    )


def _result(estimand: str, method: str, result, **columns) -> dict:
    return {
        "estimand": estimand,
        "method": method,
        "estimate": result.estimate,
        "std_error": result.std_error,
        "ci_low": result.ci_low,
        "ci_high": result.ci_high,
        "p_value": result.p_value,
        "ci_level": 0.95,
        "warnings": result.warnings,
        **columns,
    }


def _ratio(rng, estimand: str, method: str, effect: float, se: float, **columns) -> dict:
    log = effect + rng.normal(0, se * 0.5)
    limits = {"ci_low": math.exp(log - 1.96 * se), "ci_high": math.exp(log + 1.96 * se)}
    p = math.erfc(abs(log / se) / math.sqrt(2))
    return {
        "estimand": estimand, "method": method, "estimate": math.exp(log), "std_error": se,
        "p_value": p, "ci_level": 0.95, **limits, **columns,
    }  # fmt: skip


def _linear(estimand: str, method: str, value: float, se: float, **columns) -> dict:
    return {
        "estimand": estimand, "method": method, "estimate": value, "std_error": se, "ci_level": 0.95,
        "ci_low": value - 1.96 * se, "ci_high": value + 1.96 * se, **columns,
    }  # fmt: skip


def _of(analysis: str, *rows: dict) -> list[dict]:
    """Rows of one analysis."""
    return [{"analysis": analysis} | row for row in rows]


def _describe(rng) -> list[dict]:
    rows = []
    for arm, side in (("control", "reference"), ("intervention", "treated")):
        base = {"arm": arm, f"n_{side}": N[arm]}
        flow = base | {"outcome": "flow", "analysis": "count", "method": "count", "estimand": "count"}
        rows.append(flow | {"category": "randomised", "estimate": N[arm]})
        for number, wave in enumerate(WAVES):
            measured = SEEN[arm][wave]
            away = N[arm] - measured
            missed = 0 if wave == "m24" else min(away, 5 + 2 * number)
            counts = {"measured": measured, "missed": missed, "lost": away - missed}
            rows += [flow | {"wave": wave, "category": c, "estimate": n} for c, n in counts.items()]
        left = N[arm]
        for pattern in ("111111", "111110", "111100", "110000", "101111", "100000", "111011", "110111"):
            n = int(left * 0.52) if pattern != "110111" else left
            left -= n
            method = "pattern over " + ", ".join(WAVES)
            rows.append(
                base | {"outcome": "missingness", "analysis": "count", "method": method, "estimand": "count"}
                | {"category": pattern, "estimate": n}
            )  # fmt: skip
        for name, shares in {"smoking_at_entry": 0.52, "single": 0.36}.items():
            e = int(rng.binomial(N[arm], shares))
            made = _result("risk", "observed proportion", risk(e, N[arm]), outcome=f"baseline:{name}")
            rows.append(made | base | {f"events_{side}": e})
        for level, share in {"primary": 0.3, "vocational": 0.55, "higher": 0.15}.items():
            e = int(N[arm] * share)
            made = _result("risk", "observed proportion", risk(e, N[arm]), outcome="baseline:education")
            rows.append(made | base | {f"events_{side}": e, "category": level})
        for name, mean, sd in (("age", 19.4, 2.9), ("risk_factors", 7.3, 2.1)):
            mean = mean + rng.normal(0, 0.2)
            where = base | {"outcome": f"baseline:{name}"}
            rows.append(where | {"estimand": "mean", "method": "arithmetic mean", "estimate": mean})
            rows.append(where | {"estimand": "sd", "method": "standard deviation", "estimate": sd})
        share = [0, 0, 0.01, 0.01, 0.08, 0.09, 0.09, 0.2, 0.2, 0.15, 0.17]
        exact = [round(s * N[arm]) for s in share]
        for k in range(11):
            for category, e in ((f"={k}", exact[k]), (f">={k}", sum(exact[k:]))):
                made = _result("risk", "observed proportion", risk(e, sum(exact)), outcome="risk_factors")
                rows.append(made | {"arm": arm, "category": category, f"n_{side}": sum(exact)})
                rows[-1][f"events_{side}"] = e
    for name in LABELS:
        rows.append(
            {"outcome": f"baseline:{name}", "estimand": "standardised_difference", "contrast": VS}
            | {"method": "standardised difference, no test", "estimate": rng.normal(0, 0.09)}
        )
    return _of("unadjusted", *rows)


def _binary(rng, key, outcome) -> list[dict]:
    rows = []
    start = rng.uniform(0.08, 0.55)
    for wave in outcome.waves or (None,):
        p0 = start * (1 if wave in ("baseline", None) else 0.72)
        p1 = p0 * (1 if wave == "baseline" else 0.66 if outcome.better == "lower" else 1.3)
        n0, n1 = (SEEN[a][wave] if wave else N[a] for a in ("control", "intervention"))
        e0, e1 = int(rng.binomial(n0, p0)), int(rng.binomial(n1, min(p1, 0.95)))
        if key.endswith("injury_severe") and wave == "m24":
            e0 = e1 = 0
        table = two_by_two(e1, n1, e0, n0)
        at = {"wave": wave}
        both = at | {"n_treated": n1, "n_reference": n0, "events_treated": e1, "events_reference": e0}
        shown = "observed proportion, Wilson interval"
        rows.append(
            _result("risk", shown, table.risk_reference, arm="control")
            | at | {"n_reference": n0, "events_reference": e0}
        )  # fmt: skip
        rows.append(
            _result("risk", shown, table.risk_treated, arm="intervention")
            | at | {"n_treated": n1, "events_treated": e1}
        )  # fmt: skip
        for estimand in ("risk_difference", "risk_ratio", "odds_ratio"):
            result = getattr(table, estimand)
            method = f"{result.method or 'not estimable'} interval, {table.test} test"
            rows.append(_result(estimand, method, result, contrast=VS, **both))
        adjusted = (
            "standardisation after logistic regression on age, gestation_at_entry, smoking_at_entry; "
            "standard error robust to clustering by site"
        )
        if e0 + e1:
            d = _linear("risk_difference", adjusted, table.risk_difference.estimate * 0.95, 0.04)
            rows += _of("adjusted", d | both | {"contrast": VS})
        else:
            rows += _of(
                "adjusted",
                both | {"estimand": "risk_difference", "method": adjusted, "contrast": VS}
                | {"converged": False, "warnings": "the outcome does not vary"},
            )  # fmt: skip
        if wave and "multilevel" in outcome.chosen_analyses and wave != "baseline":
            effect = math.log(0.55)
            glmm = "multilevel logistic regression, adaptive Gauss-Hermite quadrature (15 points)"
            rows += _of("multilevel", _ratio(rng, "odds_ratio", glmm, effect, 0.4, contrast=VS, **both))
            for arm, p in (("control", p0), ("intervention", p1)):
                marginal = f"{glmm}; population-averaged, random effects integrated out"
                rows += _of("marginal", _linear("risk", marginal, p, 0.035, arm=arm, **both))
            gee = "GEE, exchangeable within participant, Mancl-DeRouen standard error"
            rows += _of("gee", _ratio(rng, "odds_ratio", gee, effect * 0.6, 0.25, contrast=VS, **both))
            rows += _imputed(wave, table.risk_difference.estimate)
    if outcome.waves and "multilevel" in outcome.chosen_analyses:
        glmm = "multilevel logistic regression, adaptive Gauss-Hermite quadrature (15 points)"
        joint = {"estimand": "joint_test", "method": glmm + ", likelihood-ratio test of all waves"}
        rows += _of(
            "multilevel",
            _linear("random_effect_sd", glmm, 1.9, 0.3, n_treated=237, n_reference=223),
            _linear("icc", glmm, 0.52, 0.06, n_treated=237, n_reference=223),
            joint | {"contrast": VS, "p_value": 0.031},
        )
    return _of("unadjusted", *rows)


def _imputed(wave: str, gap: float) -> list[dict]:
    method = "multiple imputation by chained equations within arm, Rubin's rules"
    at = {"wave": wave, "contrast": VS, "n_treated": 237, "n_reference": 223, "seed": 1}
    rows = _of(
        "imputation",
        _linear("risk_difference", method, gap * 0.9, 0.045, p_value=0.04)
        | at | {"missing_handling": message("multiple-imputation")},
    )  # fmt: skip
    if wave != "m24":
        return rows
    handling = message("delta-adjusted")
    for delta in (-2, -1, 0, 1, 2):
        shifted = _linear("risk_difference", method, gap * 0.9 + 0.03 * delta, 0.045, p_value=0.04)
        rows += _of("tipping", shifted | at | {"missing_handling": handling, "category": f"delta={delta:+g}"})
    point = {"estimand": "tipping_point", "method": method, "estimate": 1.0, "scale": "log odds"}
    said = {"missing_handling": handling, "warnings": "conclusion at delta 0: lower"}
    rows += _of("tipping", point | at | said)
    jump = {"missing_handling": message("jump-to-reference")}
    jumped = _linear("risk_difference", method, gap * 0.7, 0.05, p_value=0.1) | at | jump
    return [*rows, *_of("reference_based", jumped)]


def _means(rng, outcome, mean: float, sd: float) -> list[dict]:
    rows = []
    for wave in outcome.waves or (None,):
        n0, n1 = (SEEN[a][wave] if wave else N[a] for a in ("control", "intervention"))
        values = {"control": mean * rng.normal(1, 0.02), "intervention": mean * rng.normal(1.03, 0.02)}
        for arm, side, n in (("control", "reference", n0), ("intervention", "treated", n1)):
            where = {"arm": arm, "wave": wave, f"n_{side}": n}
            rows.append(_linear("mean", "arithmetic mean, t interval", values[arm], sd / n**0.5) | where)
            rows.append(where | {"estimand": "sd", "method": "standard deviation", "estimate": sd})
        both = {"wave": wave, "contrast": VS, "n_treated": n1, "n_reference": n0}
        gap, se = values["intervention"] - values["control"], sd * (1 / n0 + 1 / n1) ** 0.5
        p = math.erfc(abs(gap / se) / math.sqrt(2))
        rows.append(_linear("mean_difference", "Welch t-test", gap, se) | both | {"p_value": p})
        rows.append(_linear("standardised_difference", "Hedges g", gap / sd, se / sd) | both)
        ancova = "analysis of covariance on age, smoking_at_entry; HC3 standard error"
        gap = _linear("mean_difference", ancova, gap * 0.9, se * 0.95)
        rows += _of("adjusted", gap | both | {"p_value": p})
        if outcome.type == "count":
            method = "negative binomial regression, robust standard error"
            rows += _of("counts", _ratio(rng, "rate_ratio", method, -0.15, 0.12) | both)
    return _of("unadjusted", *rows)


def _times(rng, outcome) -> list[dict]:
    rows = []
    horizon = outcome.horizon_weeks or 104
    scale = 12 if outcome.better == "higher" else 700
    rates = (1.3, 0.8)
    total = {}
    for arm, side, rate in zip(("control", "intervention"), ("reference", "treated"), rates, strict=True):
        times = np.sort(rng.exponential(scale / rate, N[arm]))
        for time in np.linspace(0, horizon, 53):
            events = int((times <= time).sum())
            value = events / N[arm]
            half = 1.96 * math.sqrt(value * (1 - value) / N[arm])
            rows.append(
                {
                    "estimand": "cumulative_incidence",
                    "method": "Kaplan-Meier (1 - survival), log-log interval",
                    "arm": arm, "time_weeks": float(time), "estimate": value, "ci_level": 0.95,
                    "ci_low": max(value - half, 0), "ci_high": min(value + half, 1),
                    f"n_{side}": N[arm] - int((times < time).sum()), f"events_{side}": events,
                }
            )  # fmt: skip
        total[f"events_{side}"] = int((times <= horizon).sum())
    both = {"n_treated": 237, "n_reference": 223} | total
    method = f"restricted mean survival time to {horizon:g} weeks"
    for arm, mean in (("control", 0.8 * horizon), ("intervention", 0.87 * horizon)):
        rows.append(_linear("rmst", method, mean, 2.0, arm=arm, time_weeks=horizon) | both)
    gap = _linear("rmst_difference", method, 0.07 * horizon, 2.6, p_value=0.019, time_weeks=horizon)
    rows.append(gap | both | {"contrast": VS})
    rows.append(
        {"estimand": "joint_test", "method": "log-rank test", "contrast": VS, "p_value": 0.012} | both
    )
    rows.append(_ratio(rng, "hazard_ratio", "Cox model, Efron ties", -0.5, 0.2) | both | {"contrast": VS})
    adjusted = "Cox model, Efron ties, adjusted for age, smoking_at_entry"
    rows += _of("adjusted", _ratio(rng, "hazard_ratio", adjusted, -0.5, 0.2) | both | {"contrast": VS})
    return _of("survival", *rows)


def trial_rows(seed: int = 3) -> list[dict]:
    rng = np.random.default_rng(seed)
    outcomes = read_config(ROOT / "config.yaml").outcomes
    rows = _describe(rng)
    sizes = {"gestational_age": (39.4, 1.9), "birth_weight": (3230, 540), "home_total": (31, 5.5)}
    for key, outcome in outcomes.items():
        if outcome.type == "binary":
            made = _binary(rng, key, outcome)
        elif outcome.type == "time":
            made = _times(rng, outcome)
        else:
            made = _means(rng, outcome, *sizes.get(key, (6.0, 7.5)))
        base = {"outcome": key, "family": outcome.family, "informant": outcome.informant}
        rows += [base | row for row in made]
    return [
        {"cohort": "voorzorg_rct", "data_kind": "synthetic", "population": "itt"}
        | {"missing_handling": message("available-cases"), "software": "voorzorg 0.1.0"}
        | row
        for row in rows
    ]


def _holm(table: pd.DataFrame) -> pd.DataFrame:
    from voorzorg.analyses.multiplicity import adjust_p_values, mark_main

    parts = [mark_main(part, "baseline") for _, part in table.groupby("family", dropna=False)]
    return adjust_p_values(pd.concat(parts, ignore_index=True))


def trial_estimates() -> pd.DataFrame:
    return _holm(to_frame(trial_rows()))


def make_context(language: str = "nl", data_kind: str = "synthetic") -> Context:
    quality = pd.DataFrame(
        {
            "severity": ["warning", "note"],
            "file": ["w3_2maanden.sav", "meldingen.csv"],
            "row": [None, None],
            "column": ["SIGARETTEN", ""],
            "check": ["plausible range", "encoding"],
            "expected": ["0 to 60", "one encoding"],
            "action": ["check the value", "read as Windows-1252"],
            "count": [2, 1],
        }
    )
    dictionary = pd.DataFrame(
        {
            "variable": list(LABELS),
            "label_nl": [label[0] for label in LABELS.values()],
            "label_en": [label[1] for label in LABELS.values()],
            "type": [label[2] for label in LABELS.values()],
        }
    )
    provenance = PROVENANCE | {"data_kind": data_kind}
    outcomes = read_config(ROOT / "config.yaml").outcomes
    return Context(language, trial_manifest(), outcomes, data_kind, provenance, quality, dictionary)


def one_arm_context(language: str = "nl") -> Context:
    manifest = Manifest.model_validate(
        {
            "name": "pilot",
            "title": "Pilot",
            "design": "one_arm",
            "waves": [
                {"key": "t0", "label": "Start", "weeks": 0},
                {"key": "t1", "label": "Eind", "weeks": 26},
            ],
            "files": [{"path": "x.csv", "holds": "wave", "wave": "t0", "id": "id"}],
            "variables": {"stress": {"label": "Stress"}},
            "outcomes": {
                "stress": {
                    "label": "Stress",
                    "type": "continuous",
                    "variable": "stress",
                    "waves": ["t0", "t1"],
                }
            },
        }
    )
    return Context(language, manifest, manifest.outcomes, "synthetic")


def one_arm_estimates(n: int = 12) -> pd.DataFrame:
    """A pre-post study of one arm, with effect sizes of single cases."""
    base = {
        "cohort": "pilot",
        "data_kind": "synthetic",
        "population": "enrolled",
        "arm": "all",
        "n_treated": n,
    }
    flow = {"outcome": "flow", "analysis": "count", "method": "count", "estimand": "count"}
    rows = [flow | {"category": "enrolled", "estimate": n}]
    for wave, seen in (("t0", n), ("t1", n - 2)):
        counts = {"measured": seen, "missed": 0, "lost": n - seen}
        rows += [flow | {"wave": wave, "category": name, "estimate": value} for name, value in counts.items()]
        stress = {"outcome": "stress", "wave": wave}
        rows.append(_linear("mean", "arithmetic mean, t interval", 24.0, 1.5) | stress)
        rows.append(stress | {"estimand": "sd", "method": "standard deviation", "estimate": 5.0})
    change = {"outcome": "stress", "wave": "t1", "p_value": 0.04}
    rows += _of(
        "change",
        _linear("change", "paired t-test", -3.0, 1.4) | change,
        _linear("standardised_change", "standardised mean change", -0.6, 0.25) | change,
        _linear("reliable_change", "reliable change index, exact interval", 0.25, 0.05) | change,
    )
    for case in "ABC":
        made = _linear("effect_size", "NAP, exact permutation test", 0.8, 0.1, p_value=0.1, scale="NAP")
        rows += _of("single_case", made | {"outcome": "stress", "category": case, "n_treated": 1})
    return to_frame([base | row for row in _of("unadjusted", *rows)])
