"""One-arm and single-case analyses agree with counting by hand, and claim no more than the numbers carry."""

from dataclasses import replace
from itertools import permutations
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.one_arm.other_study_arm import CAVEAT, set_beside
from voorzorg.analyses.one_arm.single_cases import family_labels, may_show_individuals
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.participation.stayers import LEAVERS, STAYERS
from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.config import Config
from voorzorg.estimates.table import to_frame

WAVES = ("start", "m3", "m12", "m24")
ANALYSES = ["describe", "change", "agreement", "single_case"]

# Eight families; None is not measured. Lower depression is better.
DEPRESSION = {
    "start": [20, 18, 16, 15, 14, 13, 10, 6],
    "m3": [18, 17, 15, 12, 13, 12, 9, 8],
    "m12": [12, 10, 15, 9, 8, 7, 5, None],
    "m24": [10, 9, 8, 7, None, None, None, None],
}
BY_NURSE = {"start": [18, 17, 15, 15, 12, 11, 9, 7], "m12": [11, 9, 13, 8, 9, 6, 6, None]}
NEGLECT = {
    "start": [1, 1, 1, 1, 1, 1, 1, 0],
    "m12": [0, 0, 0, 0, 0, 0, 1, None],
    "m24": [0, 1, 0, 0, None, None, None, None],
}
NEGLECT_MOTHER = {"start": [1, 1, 1, 1, 0, 0, 0, 0]}
AGES = [31, 30, 29, 33, 30, 22, 21, 23]


def manifest(**changes) -> Manifest:
    score = {
        "label": "Depression",
        "type": "continuous",
        "variable": "depression",
        "waves": list(WAVES),
        "family": "mood",
        "compare_informant": "nurse",
        "better": "lower",
        "cut_off": 13,
        "reliability": 0.87,
        "norm_sd": 5.0,
        "analyses": ANALYSES,
    }
    content = {
        "name": "small",
        "title": "Small",
        "design": "one_arm",
        "informant": "mother",
        "adjust": [],
        "waves": [
            {"key": wave, "label": wave, "weeks": weeks}
            for wave, weeks in zip(WAVES, (-10, 13, 52, 104), strict=True)
        ],
        "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "variables": {
            "age": {"label": "Age", "type": "integer", "role": "baseline"},
            "region": {"label": "Region", "type": "category", "role": "baseline"},
            "depression": {"label": "Depression", "type": "number"},
            "neglect": {"label": "Neglect", "type": "binary"},
            "minutes": {"label": "Minutes", "type": "integer"},
            "crisis": {"label": "Crisis", "type": "binary"},
        },
        "visits": {
            "phases": [
                {
                    "key": "pregnancy",
                    "label": "p",
                    "from_weeks": -20,
                    "until_weeks": 0,
                    "planned": 4,
                    "goal": 0.5,
                },
                {
                    "key": "year_one",
                    "label": "1",
                    "from_weeks": 0,
                    "until_weeks": 52,
                    "planned": 10,
                    "goal": 0.8,
                },
            ]
        },
        "outcomes": {
            "depression": score,
            "neglect": {
                "label": "Neglect",
                "type": "binary",
                "variable": "neglect",
                "better": "lower",
                "waves": ["start", "m12", "m24"],
                "informant": "nurse",
                "compare_informant": "mother",
                "family": "safety",
                "analyses": ["describe", "change", "agreement"],
            },
            "report": {
                "label": "Report",
                "type": "time",
                "variable": "report_weeks",
                "better": "lower",
                "event": "report",
                "family": "safety",
                "horizon_weeks": 100,
                "analyses": ["describe"],
            },
        },
    }
    return Manifest.model_validate(content | changes)


def waves_of(values: dict, variable: str, informant: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"participant_id": f"p{k}", "wave": wave, "informant": informant, variable: value}
            for wave, column in values.items()
            for k, value in enumerate(column)
            if value is not None
        ]
    )


def make_study(
    depression=None, data_kind="synthetic", visits=None, plan=None, disclosure=None, **changes
) -> Study:
    mother = waves_of(depression or DEPRESSION, "depression", "mother").merge(
        waves_of(NEGLECT_MOTHER, "neglect", "mother"), how="left"
    )
    nurse = waves_of(NEGLECT, "neglect", "nurse").merge(
        waves_of(BY_NURSE, "depression", "nurse"), on=["participant_id", "wave", "informant"], how="outer"
    )
    waves = pd.concat([mother, nurse], ignore_index=True).assign(arm=pd.NA)
    participants = pd.DataFrame(
        {
            # p8 registered and was never measured.
            "participant_id": [f"p{k}" for k in range(9)],
            "arm": pd.array([pd.NA] * 9, dtype="string"),
            "age": pd.array([*AGES, 40], dtype="Int64"),
            "region": pd.array(["north", "south"] * 4 + ["south"], dtype="string"),
            "entry": pd.array([-20, -20, -10, -10, 0, 0, 26, 26, 0], dtype="Float64"),
            "report": pd.array([1, 1, 0, 0, 1, 0, 0, 0, 0], dtype="Int64"),
            "report_weeks": pd.array([10, 20, 30, 50, 40, 60, 60, 60, 60], dtype="Float64"),
        }
    )
    if plan is not None:
        changes["visits"] = plan
    run = Config(cohorts={}, disclosure=disclosure or {})
    return Study(manifest(**changes), participants, waves, run, data_kind, visits)


@pytest.fixture(scope="module")
def study() -> Study:
    return make_study()


def rows(study: Study, outcome: str, analysis: str) -> pd.DataFrame:
    return to_frame(analyse(analysis, study, outcome, study.outcomes[outcome]))


def one(table: pd.DataFrame, **where) -> pd.Series:
    for column, value in where.items():
        table = table[table[column].isna() if value is None else (table[column] == value).fillna(False)]
    assert len(table) == 1, f"{len(table)} rows for {where}"
    return table.iloc[0]


def measured(wave: str) -> np.ndarray:
    return np.array([v for v in DEPRESSION[wave] if v is not None], dtype=float)


class TestDescription:
    def test_risk_has_the_exact_interval(self, study):
        found = one(rows(study, "neglect", "describe"), wave="m24", informant="nurse")
        assert (found["events_treated"], found["n_treated"], found["arm"]) == (1, 4, "all")
        # Clopper-Pearson limits solve the binomial tails for 0.025.
        assert stats.binom.sf(0, 4, found["ci_low"]) == pytest.approx(0.025, abs=1e-9)
        assert stats.binom.cdf(1, 4, found["ci_high"]) == pytest.approx(0.025, abs=1e-9)

    def test_mean_sd_and_median_are_those_of_the_measured(self, study):
        table = rows(study, "depression", "describe").query("wave == 'm12' and informant == 'mother'")
        y = measured("m12")
        half = stats.t.isf(0.025, len(y) - 1) * y.std(ddof=1) / np.sqrt(len(y))
        mean = one(table, estimand="mean")
        assert mean["estimate"] == pytest.approx(y.mean())
        assert (mean["ci_low"], mean["ci_high"]) == pytest.approx((y.mean() - half, y.mean() + half))
        assert one(table, estimand="sd")["estimate"] == pytest.approx(y.std(ddof=1))
        median = one(table, estimand="median")
        # 2 of 128 orders put all seven on one side: the range is the 98 % interval.
        assert (median["estimate"], median["ci_low"], median["ci_high"]) == (9, 5, 15)

    def test_four_values_carry_no_interval_of_a_median(self, study):
        found = one(rows(study, "depression", "describe"), wave="m24", estimand="median")
        assert found["estimate"] == 8.5
        assert pd.isna(found["ci_low"]) and "4 values are too few" in found["warnings"]

    def test_every_informant_who_answered_has_rows_and_the_outcomes_own_comes_first(self, study):
        table = rows(study, "neglect", "describe")
        assert list(dict.fromkeys(table["informant"])) == ["nurse", "mother"]

    def test_an_informant_with_an_outcome_of_her_own_is_not_repeated(self):
        content = manifest().model_dump()["outcomes"]
        nurse = content["depression"] | {"informant": "nurse", "compare_informant": None}
        both = make_study(outcomes=content | {"depression_nurse": nurse})
        assert set(rows(both, "depression", "describe")["informant"]) == {"mother"}
        assert set(rows(both, "depression_nurse", "describe")["informant"]) == {"nurse"}

    def test_a_third_informant_belongs_to_the_first_outcome_of_the_variable(self):
        content = manifest().model_dump()["outcomes"]
        nurse = content["depression"] | {"informant": "nurse", "compare_informant": None}
        both = make_study(outcomes=content | {"depression_nurse": nurse})
        partner = waves_of({"start": [9, 9, 9]}, "depression", "partner")
        both = replace(both, waves=pd.concat([both.waves, partner], ignore_index=True))
        assert set(rows(both, "depression", "describe")["informant"]) == {"mother", "partner"}
        assert set(rows(both, "depression_nurse", "describe")["informant"]) == {"nurse"}

    def test_times_become_a_curve_with_its_median_and_restricted_mean(self, study):
        table = rows(study, "report", "describe")
        curve = table[table["estimand"] == "cumulative_incidence"]
        assert curve["estimate"].is_monotonic_increasing
        # 1 - (1 - 1/9)(1 - 1/8)(1 - 1/6): events at 10, 20 and 40, one censored at 30.
        assert curve["estimate"].iloc[-1] == pytest.approx(1 - (8 / 9) * (7 / 8) * (5 / 6))
        rmst = one(table, estimand="rmst")
        steps = [(10, 1.0), (10, 8 / 9), (20, 7 / 9), (20, 7 / 9 * 5 / 6)]
        assert rmst["estimate"] == pytest.approx(sum(width * height for width, height in steps))
        assert rmst["time_weeks"] == 60

    def test_population_is_who_enrolled(self, study):
        assert set(estimate_family(study, "mood")["population"]) == {"enrolled"}
        assert set(describe_cohort(study)["population"]) == {"enrolled"}


class TestChange:
    def test_mean_change_with_its_interval_and_wilcoxons_exact_p(self, study):
        found = one(rows(study, "depression", "change"), wave="m12", informant="mother", estimand="change")
        change = measured("m12") - measured("start")[:7]
        half = stats.t.isf(0.025, 6) * change.std(ddof=1) / np.sqrt(7)
        assert found["n_treated"] == 7
        assert found["estimate"] == pytest.approx(change.mean())
        assert found["ci_high"] == pytest.approx(change.mean() + half)
        # All seven fell: 2 of the 2^7 arrangements of signs.
        assert found["p_value"] == pytest.approx(2 / 2**7)
        assert "1 measured at only one of the two waves" in found["warnings"]

    def test_four_pairs_carry_no_p_value_whatever_they_show(self, study):
        found = one(rows(study, "depression", "change"), wave="m24", informant="mother", estimand="change")
        assert pd.isna(found["p_value"])
        assert "smallest possible p-value is 0.125" in found["warnings"]
        assert found["estimate"] == pytest.approx(np.mean([-10, -9, -8, -8]))

    def test_standardised_change_is_corrected_for_few_pairs(self, study):
        table = rows(study, "depression", "change").query("informant == 'mother' and wave == 'm12'")
        before, after = measured("start")[:7], measured("m12")
        spread = np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2)
        d = (after - before).mean() / spread
        found = one(table, estimand="standardised_change")["estimate"]
        # Hedges' approximate factor for 6 degrees of freedom agrees with the exact one to a few thousandths.
        assert found == pytest.approx(d * (1 - 3 / (4 * 6 - 1)), rel=5e-3)

    def test_directions_count_everyone_once(self, study):
        table = rows(study, "depression", "change").query("estimand == 'direction_of_change'")
        m3 = table.query("wave == 'm3' and informant == 'mother'").set_index("category")["events_treated"]
        assert m3.to_dict() == {"improved": 7, "worsened": 1, "unchanged": 0}
        totals = table.groupby(["wave", "informant"])
        assert (totals["events_treated"].sum() == totals["n_treated"].first()).all()

    def test_binary_change_is_mcnemars(self, study):
        table = rows(study, "neglect", "change").query("wave == 'm12' and informant == 'nurse'")
        change = one(table, estimand="change")
        # Six of seven lost it and none gained it: 2 / 2^6.
        assert change["estimate"] == pytest.approx(-6 / 7)
        assert change["p_value"] == pytest.approx(2 / 2**6)
        counts = table.set_index("category")["events_treated"]
        assert (counts["improved"], counts["worsened"], counts["unchanged"]) == (6, 0, 1)

    def test_too_few_changes_carry_no_p_value(self, study):
        found = one(rows(study, "neglect", "change"), wave="m24", informant="nurse", estimand="change")
        assert pd.isna(found["p_value"]) and "smallest possible p-value is 0.25" in found["warnings"]

    def test_reliable_change_needs_more_than_measurement_error(self, study):
        # 1.96 * 5 * sqrt(2 * 0.13) = 4.997: at 12 months -8 -8 -1 -6 -6 -6 -5, all but one reliable.
        table = rows(study, "depression", "change").query("estimand == 'reliable_change' and wave == 'm12'")
        counts = table.query("informant == 'mother'").set_index("category")["events_treated"]
        # Recovered: reliably improved and from 13 or more to below 13 (20 18 15 14 13, not 10).
        assert counts.to_dict() == {"improved": 6, "deteriorated": 0, "unchanged": 1, "recovered": 5}

    def test_without_a_norm_the_cohorts_own_spread_is_used_and_said(self):
        content = manifest().model_dump()["outcomes"]
        content["depression"]["norm_sd"] = None
        table = rows(make_study(outcomes=content), "depression", "change").query(
            "estimand == 'reliable_change'"
        )
        assert table["warnings"].str.contains("standard deviation of the 8 measured at start").any()

    def test_clinical_range_includes_its_cut_off(self, study):
        table = rows(study, "depression", "change").query("estimand == 'clinical_change' and wave == 'm12'")
        table = table.query("informant == 'mother'").set_index("category")
        # Six started at 13 or more; only the one at 15 stays there, but she too improved.
        assert (table.loc["left", "events_treated"], table.loc["left", "n_treated"]) == (5, 6)
        assert table.loc["improved", "events_treated"] == 6
        assert (table.loc["entered", "events_treated"], table.loc["entered", "n_treated"]) == (0, 1)

    def test_higher_scores_are_improvements_where_they_are_better(self):
        content = manifest().model_dump()["outcomes"]
        content["depression"] |= {"better": "higher"}
        table = rows(make_study(outcomes=content), "depression", "change")
        found = one(table, wave="m3", informant="mother", estimand="direction_of_change", category="worsened")
        assert found["events_treated"] == 7

    def test_one_outcome_per_participant_has_no_change(self, study):
        with pytest.raises(ValueError, match="several waves"):
            rows(study, "report", "change")

    def test_paired_tests_of_a_family_are_adjusted_together(self, study):
        table = adjust_p_values(estimate_family(study, "mood"))
        tested = table[(table["estimand"] == "change") & table["p_value"].notna()]
        assert len(tested) >= 2
        assert (tested["p_adjusted"] >= tested["p_value"]).all()
        smallest = tested.loc[tested["p_value"].idxmin()]
        assert smallest["p_adjusted"] == pytest.approx(smallest["p_value"] * len(tested))

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8))
    def test_a_p_value_is_shown_only_where_some_outcome_could_reach_it(self, pairs):
        values = {"start": [a for a, _ in pairs], "m3": [b for _, b in pairs]}
        values = {wave: column + [None] * (8 - len(pairs)) for wave, column in values.items()}
        table = rows(make_study(values), "depression", "change").query("informant == 'mother'")
        found = one(table, estimand="change")
        moved = sum(a != b for a, b in pairs)
        assert pd.notna(found["p_value"]) == (moved >= 6)
        improved = one(table, estimand="direction_of_change", category="improved")
        assert improved["events_treated"] == sum(b < a for a, b in pairs)
        assert improved["ci_low"] <= improved["estimate"] <= improved["ci_high"]

    def test_without_a_better_side_nothing_is_called_improved(self, study):
        outcome = study.outcomes["depression"].model_copy(
            update={"better": None, "cut_off": None, "reliability": None}
        )
        table = to_frame(analyse("change", study, "depression", outcome))
        told = table.query("estimand == 'direction_of_change'")
        assert told["estimate"].isna().all()
        assert told["warnings"].str.contains("which way is better").all()
        assert table.query("estimand == 'change'")["estimate"].notna().any()


class TestInformants:
    def test_kappa_of_a_table_counted_by_hand(self, study):
        table = rows(study, "neglect", "agreement").query("wave == 'start'")
        # Nurse 7 of 8, mother 4 of 8, same answer in 5: (5/8 - 1/2) / (1 - 1/2).
        kappa = one(table, estimand="agreement", category=None)
        assert kappa["estimate"] == pytest.approx(0.25)
        assert kappa["contrast"] == "nurse vs mother"
        assert one(table, estimand="agreement", category="identical")["estimate"] == pytest.approx(5 / 8)
        bias = one(table, estimand="bias")
        assert bias["estimate"] == pytest.approx(3 / 8)
        assert pd.isna(bias["p_value"])

    def test_bias_and_limits_are_bland_and_altmans(self, study):
        table = rows(study, "depression", "agreement").query("wave == 'm12'")
        d = measured("m12") - np.array(BY_NURSE["m12"][:7], dtype=float)
        assert one(table, estimand="bias", category=None)["estimate"] == pytest.approx(d.mean())
        upper = one(table, estimand="bias", category="upper limit")
        assert upper["estimate"] == pytest.approx(d.mean() + 1.959964 * d.std(ddof=1), rel=1e-6)
        assert upper["ci_low"] < upper["estimate"] < upper["ci_high"]
        icc = one(table, estimand="agreement")
        assert 0 < icc["ci_low"] < icc["estimate"] < icc["ci_high"] < 1
        assert icc["scale"] == "coefficient"

    def test_agreement_is_not_tested_against_nil(self, study):
        table = pd.concat([rows(study, key, "agreement") for key in ("neglect", "depression")])
        assert table.query("estimand == 'agreement'")["p_value"].isna().all()

    def test_waves_that_one_of_the_two_skipped_have_no_rows(self, study):
        assert set(rows(study, "depression", "agreement")["wave"]) == {"start", "m12"}

    def test_perfect_agreement_has_no_interval_of_no_width(self):
        same = make_study()
        same.waves.loc[same.waves["informant"] == "mother", "neglect"] = pd.NA
        start = (same.waves["wave"] == "start") & (same.waves["informant"] == "mother")
        same.waves.loc[start, "neglect"] = NEGLECT["start"]
        kappa = one(rows(same, "neglect", "agreement"), wave="start", estimand="agreement", category=None)
        assert kappa["estimate"] == 1
        assert pd.isna(kappa["ci_low"]) and "perfect" in kappa["warnings"]


class TestSingleCases:
    def test_nap_counts_improving_pairs_of_one_family(self, study):
        table = rows(study, "depression", "single_case")
        # Family 8: from 6 to 8 and no more: one pair, and it got worse. Family 1: 20 to 18, 12, 10.
        for category, expected in (("family 1", 1.0), ("family 8", 0.0)):
            found = table[(table["scale"] == "NAP") & (table["category"] == category)]
            assert found["estimate"].tolist() == [expected]
            assert found["p_value"].isna().all()
            assert found["warnings"].str.contains("not attainable").all()

    def test_all_families_together_carry_what_none_does_alone(self, study):
        table = rows(study, "depression", "single_case")
        together = one(table, scale="NAP", category="all")
        assert together["n_treated"] == 8
        # By enumeration: each family's score over the orders of her own series, convolved.
        total, distribution = 0, {0: 1.0}
        for k in range(8):
            series = [DEPRESSION[w][k] for w in WAVES if DEPRESSION[w][k] is not None]
            scores = [sum(np.sign(a - b) for b in rest) for a, *rest in permutations(series)]
            total += sum(np.sign(series[0] - b) for b in series[1:])
            new: dict = {}
            for score in scores:
                for value, p in distribution.items():
                    new[value + score] = new.get(value + score, 0) + p / len(scores)
            distribution = new
        p = sum(mass for value, mass in distribution.items() if abs(value) >= abs(total))
        assert together["p_value"] == pytest.approx(p, rel=1e-9)
        assert pd.isna(together["ci_low"])

    def test_the_weighted_mean_has_an_interval_and_no_second_test(self, study):
        table = rows(study, "depression", "single_case")
        found = one(table, scale="Tau", category="all")
        assert found["ci_low"] <= found["estimate"] <= found["ci_high"]
        assert pd.isna(found["p_value"])

    def test_a_longer_baseline_is_every_wave_marked_so(self):
        marked = [
            {"key": w, "label": w, "weeks": k * 10, "baseline": w in ("start", "m3")}
            for k, w in enumerate(WAVES)
        ]
        table = rows(make_study(waves=marked), "depression", "single_case")
        found = one(table, scale="NAP", category="family 1")
        assert "2 baseline and 2 later measurements" in found["method"]
        assert f"smallest possible p-value is {2 / comb(4, 2):.3g}" in found["warnings"]

    def test_series_are_rows_that_say_whose_without_saying_who(self, study):
        series = rows(study, "depression", "single_case").query("estimand == 'mean'")
        assert len(series) == sum(v is not None for column in DEPRESSION.values() for v in column)
        assert (series["n_treated"] == 1).all()
        assert one(series, category="family 3", wave="m24")["estimate"] == 8
        text = series.astype("string").fillna("").to_numpy().ravel()
        assert not set(text) & set(study.participants["participant_id"])

    def test_real_series_are_not_written_unless_cells_of_one_may_leave(self):
        real = make_study(data_kind="real")
        assert not may_show_individuals(real)
        assert rows(real, "depression", "single_case").query("estimand == 'mean'").empty
        allowed = make_study(
            data_kind="real", disclosure={"minimum_cell": 1, "reason": "everybody agreed to it"}
        )
        assert not rows(allowed, "depression", "single_case").query("estimand == 'mean'").empty

    def test_every_row_of_one_family_counts_one_participant(self, study):
        table = rows(study, "depression", "single_case")
        assert (table[table["category"].str.startswith("family")]["n_treated"] == 1).all()

    def test_a_family_keeps_her_number_in_every_outcome(self, study):
        assert family_labels(study)["p0"] == "family 1"
        assert "p8" not in family_labels(study)


class TestStayers:
    def test_ages_of_stayers_and_leavers_by_permutation(self, study):
        table = adjust_p_values(describe_cohort(study))
        age = table[(table["outcome"] == "attrition:age") & (table["wave"] == "m24")]
        # Measured at 24 months: the first four; p8 never started and is in neither group.
        assert one(age, arm="stayers")["n_treated"] == 4
        assert one(age, arm="leavers")["n_reference"] == 4
        difference = one(age, contrast="stayers vs leavers")
        assert difference["estimate"] == pytest.approx(np.mean(AGES[:4]) - np.mean(AGES[4:]))
        exact = stats.permutation_test(
            (AGES[:4], AGES[4:]), lambda a, b: np.mean(a) - np.mean(b), n_resamples=np.inf
        )
        assert difference["p_value"] == pytest.approx(exact.pvalue)
        assert difference["p_adjusted"] >= difference["p_value"]

    def test_only_waves_that_lost_somebody_are_compared(self, study):
        table = describe_cohort(study)
        attrition = table[table["outcome"].str.startswith("attrition:")]
        assert set(attrition["wave"]) == {"m12", "m24"}

    def test_outcomes_at_the_start_are_compared_too(self, study):
        table = describe_cohort(study)
        neglect = table[(table["outcome"] == "attrition:neglect") & (table["wave"] == "m24")]
        found = one(neglect, estimand="risk_difference")
        assert (found["events_treated"], found["n_treated"]) == (4, 4)
        assert found["estimate"] == pytest.approx(1 - 3 / 4)
        assert pd.isna(found["p_value"]) and "not attainable" in found["warnings"]

    def test_one_leaver_carries_no_p_value_and_no_interval(self, study):
        table = describe_cohort(study)
        age = table[(table["outcome"] == "attrition:age") & (table["wave"] == "m12")]
        difference = one(age, contrast="stayers vs leavers")
        assert pd.isna(difference["p_value"]) and pd.isna(difference["ci_low"])
        assert difference["estimate"] == pytest.approx(np.mean(AGES[:7]) - AGES[7])

    def test_a_trial_is_compared_at_its_last_wave_over_both_arms(self):
        from small_study import make_study as make_trial

        table = describe_cohort(make_trial(n=40))
        compared = table[table["outcome"].str.startswith("attrition:")]
        assert len(set(compared["wave"])) == 1
        assert set(compared["arm"].dropna()) == {STAYERS, LEAVERS}


def visit_log() -> pd.DataFrame:
    """p0: 4 + 10 visits as planned; p1: 1 + 5; p2: none in pregnancy, 8 after; p9 is nobody's."""
    weeks = {
        "p0": [-15, -10, -5, -1, *range(0, 50, 5)],
        "p1": [-3, 0, 10, 20, 30, 40],
        "p2": list(range(1, 9)),
    }
    rows = [
        {"participant_id": who, "weeks": float(w), "minutes": 60 + 10 * (who == "p1"), "crisis": int(w == 0)}
        for who, when in weeks.items()
        for w in when
    ]
    frame = pd.DataFrame([*rows, {"participant_id": "p9", "weeks": 3.0, "minutes": 999, "crisis": 1}])
    return frame.astype({"minutes": "Int64", "crisis": "Int64", "weeks": "Float64"})


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return describe_cohort(make_study(visits=visit_log()))


class TestFidelity:
    def test_dose_is_visits_over_plan_of_everyone_who_started(self, table):
        # Eight started; the one who only registered was due nothing.
        pregnancy = one(table, outcome="fidelity:dose", category="pregnancy")
        assert pregnancy["n_treated"] == 8
        assert pregnancy["estimate"] == pytest.approx((4 / 4 + 1 / 4) / 8)
        everything = one(table, outcome="fidelity:dose", category="all")
        assert everything["estimate"] == pytest.approx((14 / 14 + 6 / 14 + 8 / 14) / 8)
        visits = one(table, outcome="fidelity:visits", category="year_one", estimand="mean")
        assert visits["estimate"] == pytest.approx((10 + 5 + 8) / 8)
        assert one(table, outcome="fidelity:planned", category="year_one")["estimate"] == 10

    def test_completed_counts_who_reached_the_phases_goal(self, table):
        assert one(table, outcome="fidelity:completed", category="pregnancy")["events_treated"] == 1
        # 8 of 10 visits is exactly the goal of 80 %.
        assert one(table, outcome="fidelity:completed", category="year_one")["events_treated"] == 2

    def test_families_weigh_alike_however_often_they_were_visited(self, table):
        found = one(table, outcome="fidelity:minutes", category="all")
        assert (found["n_treated"], found["estimate"]) == (3, pytest.approx((60 + 70 + 60) / 3))
        crisis = one(table, outcome="fidelity:crisis", category="year_one")
        assert crisis["estimate"] == pytest.approx((1 / 10 + 1 / 5 + 0) / 3)
        assert crisis["ci_low"] >= 0

    def test_late_starters_were_due_what_was_left_of_the_plan(self):
        late = make_study(visits=visit_log(), entry="entry")
        table = describe_cohort(late)
        pregnancy = one(table, outcome="fidelity:dose", category="pregnancy")
        # Entry at -20 -20 -10 -10: four were due 4, 4, 2 and 2 visits; the others came after birth.
        assert pregnancy["n_treated"] == 4
        assert pregnancy["estimate"] == pytest.approx((4 / 4 + 1 / 4 + 0 + 0) / 4)
        assert one(table, outcome="fidelity:planned", category="pregnancy")["estimate"] == 3

    def test_the_logs_own_phase_goes_before_its_weeks(self):
        log = visit_log().assign(phase="year_one")
        plan = manifest().model_dump()["visits"] | {"variable": "phase"}
        table = describe_cohort(make_study(visits=log, plan=plan))
        assert one(table, outcome="fidelity:visits", category="pregnancy", estimand="mean")["estimate"] == 0

    def test_without_a_log_there_is_nothing_to_say(self, study):
        assert not describe_cohort(study)["outcome"].str.startswith("fidelity").any()

    def test_phases_may_not_overlap(self):
        phase = {"label": "x", "planned": 1}
        with pytest.raises(ValidationError, match="overlap"):
            manifest(
                visits={
                    "phases": [
                        phase | {"key": "a", "from_weeks": 0, "until_weeks": 10},
                        phase | {"key": "b", "from_weeks": 9, "until_weeks": 20},
                    ]
                }
            )


class TestBeside:
    def test_levels_stand_side_by_side_and_are_not_subtracted(self, study):
        own = estimate_family(study, "safety")
        trial = to_frame(
            [
                {
                    "cohort": "trial", "data_kind": "synthetic", "outcome": "neglect_register", "wave": "m24",
                    "population": "itt", "analysis": "unadjusted", "estimand": "risk", "arm": arm,
                    "method": "observed proportion, Wilson interval", f"n_{side}": 100,
                    f"events_{side}": events, "estimate": events / 100,
                }
                for arm, side, events in (("control", "reference", 30), ("voorzorg", "treated", 20))
            ]
        )  # fmt: skip
        lines = set_beside(own, trial, outcomes={"neglect": "neglect_register"})
        assert len(lines) == 1
        line = lines.iloc[0]
        assert (line["own_estimate"], line["other_estimate"]) == (0.25, 0.2)
        assert (line["own_n"], line["other_n"], line["other_arm"]) == (4, 100, "voorzorg")
        assert line["own_informant"] == "nurse"
        assert line["caveat"] == CAVEAT
        assert not {c for c in lines if "difference" in c or "p_value" in c}

    def test_what_the_other_study_did_not_measure_gives_no_line(self, study):
        assert set_beside(estimate_family(study, "mood"), to_frame([])).empty


class TestConfiguration:
    def test_a_yes_or_no_has_no_cut_off(self):
        with pytest.raises(ValidationError, match="belongs to a score"):
            Outcome(label="x", type="binary", variable="x", cut_off=1)
