"""Each analysis turns tidy data into rows that agree with counting by hand, and keeps what it cannot do."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_study import WAVES, make_manifest, make_study

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.cohorts.manifest.plan import Compliance
from voorzorg.estimates.table import to_frame


def rows(study, outcome, analysis) -> pd.DataFrame:
    return to_frame(analyse(analysis, study, outcome, study.outcomes[outcome]))


def one(table: pd.DataFrame, **where) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1, f"{len(table)} rows for {where}"
    return table.iloc[0]


class TestDescription:
    def test_flow_counts_everyone_once_per_wave(self, study):
        flow = describe_cohort(study).query("outcome == 'flow'")
        for arm in ("control", "treated"):
            here = flow[flow["arm"] == arm]
            assert one(here, category="randomised")["estimate"] == 100
            for wave in WAVES:
                at_wave = here[here["wave"] == wave]
                assert at_wave["estimate"].sum() == 100
                measured = study.waves.query("arm == @arm and wave == @wave")["participant_id"].nunique()
                assert one(at_wave, category="measured")["estimate"] == measured

    def test_patterns_of_missing_waves_add_up_to_the_arm(self, study):
        patterns = describe_cohort(study).query("outcome == 'missingness'")
        assert patterns.groupby("arm")["estimate"].sum().tolist() == [100, 100]
        assert patterns["category"].str.fullmatch("[01]{3}").all()

    def test_baseline_shows_differences_in_standard_deviations_and_no_test(self, study):
        baseline = describe_cohort(study)[lambda t: t["outcome"].str.startswith("baseline:")]
        assert baseline["p_value"].isna().all()
        age = study.participants.dropna(subset=["age"]).groupby("arm")["age"]
        pooled = np.sqrt((age.var()["treated"] + age.var()["control"]) / 2)
        expected = (age.mean()["treated"] - age.mean()["control"]) / pooled
        found = one(baseline, outcome="baseline:age", estimand="standardised_difference")
        assert found["estimate"] == pytest.approx(expected, rel=1e-12)
        school = baseline.query("outcome == 'baseline:school' and estimand == 'risk' and arm == 'control'")
        assert school["estimate"].sum() == pytest.approx(1)

    def test_risk_factors_accumulate_downwards(self, study):
        table = describe_cohort(study).query("outcome == 'risk_factors' and arm == 'all'")
        shares = [one(table, category=f">={k}")["estimate"] for k in range(3, 10)]
        assert shares == sorted(shares, reverse=True)
        assert shares[0] == 1


def without_baseline(manifest):
    """The same study with no wave before allocation."""
    waves = tuple(wave.model_copy(update={"baseline": False}) for wave in manifest.waves)
    return manifest.model_copy(update={"waves": waves})


class TestTwoArm:
    def test_risks_and_difference_are_those_of_the_counts(self, study):
        table = rows(study, "smoking", "two_arm")
        end = study.waves.query("wave == 'end'").groupby("arm")["smokes"]
        difference = one(table, wave="end", estimand="risk_difference")
        assert difference["events_treated"] == end.sum()["treated"]
        assert difference["n_reference"] == end.count()["control"]
        assert difference["estimate"] == pytest.approx(end.mean()["treated"] - end.mean()["control"])

    def test_means_have_a_row_for_each_arm(self, study):
        table = rows(study, "score", "two_arm")
        assert set(table.query("estimand == 'mean'")["arm"]) == {"control", "treated"}
        assert table.query("estimand == 'mean_difference'")["wave"].tolist() == list(WAVES)

    @pytest.mark.parametrize(
        ("outcome", "analysis"),
        [
            ("smoking", "two_arm"),
            ("smoking", "gee"),
            ("smoking", "multilevel"),
            ("smoking", "imputation"),
            ("score", "two_arm"),
        ],
    )
    def test_what_was_measured_before_allocation_is_described_and_not_tested(self, study, outcome, analysis):
        table = rows(study, outcome, analysis)
        compared = table[table["contrast"].notna() & table["wave"].notna() & table["estimate"].notna()]
        before = compared["wave"] == study.baseline_wave
        # Models for repeated outcomes have no arm effect there, but in a row that checks just that.
        assert before.any() or analysis in ("imputation", "gee")
        assert compared.loc[before, "p_value"].isna().all()
        assert compared.loc[~before & (compared["estimand"] != "tipping_point"), "p_value"].notna().any()

    def test_a_risk_of_nil_has_an_interval_and_no_standard_error(self, study):
        waves = study.waves.assign(smokes=study.waves["smokes"].where(study.waves["arm"] != "treated", 0))
        table = rows(replace(study, waves=waves), "smoking", "two_arm")
        risk = one(table, wave="end", estimand="risk", arm="treated")
        assert risk["estimate"] == 0 and risk["ci_high"] > 0
        assert pd.isna(risk["std_error"])

    def test_an_arm_without_measurements_keeps_its_row_and_reason(self, study):
        waves = study.waves.query("arm == 'control' or wave != 'end'")
        thinner = type(study)(study.manifest, study.participants, waves, study.config, study.data_kind)
        difference = one(rows(thinner, "smoking", "two_arm"), wave="end", estimand="risk_difference")
        assert pd.isna(difference["estimate"])
        assert "no observations in the treated arm" in difference["warnings"]


class TestAdjusted:
    def test_adjusted_for_nothing_is_no_analysis(self, study):
        report = study.outcomes["report"].model_copy(update={"adjust": ()})
        assert analyse("adjusted", study, "report", report) == []

    def test_what_allocation_was_stratified_by_enters_every_adjusted_model(self, study):
        strata = replace(study, manifest=study.manifest.model_copy(update={"stratified_by": ("school",)}))
        outcome = strata.outcomes["report"].model_copy(update={"adjust": ("age", "school")})
        assert strata.covariates_of(outcome) == ("school", "age")
        assert rows(strata, "report", "adjusted")["method"].str.contains("school=").all()

    def test_the_baseline_measurement_is_a_covariate_and_no_outcome(self, study):
        table = rows(study, "smoking", "adjusted")
        assert set(table["wave"]) == {"mid", "end"}
        assert table["method"].str.contains("outcome at baseline").all()

    def test_a_missing_covariate_costs_nobody(self, study):
        assert study.participants["age"].isna().any()
        table = rows(study, "report", "adjusted")
        assert one(table, estimand="risk_difference")["n_treated"] == 100

    def test_standardised_and_observed_risks_are_close_in_a_randomised_study(self, study):
        crude = one(rows(study, "report", "two_arm"), estimand="risk_difference")
        adjusted = one(rows(study, "report", "adjusted"), estimand="risk_difference")
        assert adjusted["estimate"] == pytest.approx(crude["estimate"], abs=0.02)

    def test_no_covariate_is_dropped_for_the_events_that_were_seen(self, study):
        """With three events the model holds the same covariates as with forty."""
        people = study.participants.assign(
            report=pd.array((np.arange(len(study.participants)) % 37 == 0) * 1, dtype="Int64")
        )
        few = one(rows(replace(study, participants=people), "report", "adjusted"), estimand="risk_difference")
        many = one(rows(study, "report", "adjusted"), estimand="risk_difference")
        assert few["method"] == many["method"]
        assert few["ci_low"] < few["estimate"] < few["ci_high"]

    def test_one_model_has_one_p_value(self, study):
        table = rows(study, "smoking", "adjusted")
        contrasts = table[table["contrast"].notna()]
        assert {len(set(p)) for _, p in contrasts.groupby("wave")["p_value"]} == {1}

    def test_the_risks_of_both_arms_keep_their_rows_where_nothing_can_be_compared(self, study):
        people = study.participants.assign(report=pd.array([0] * len(study.participants), dtype="Int64"))
        table = rows(replace(study, participants=people), "report", "adjusted")
        assert table.query("estimand == 'risk'")["arm"].tolist() == ["control", "treated"]
        assert table["warnings"].str.contains("does not vary").all()

    def test_a_penalised_fit_says_which_standard_error_it_has(self, study):
        waves = study.waves.assign(smokes=study.waves["smokes"].where(study.waves["arm"] != "treated", 0))
        table = rows(replace(study, waves=waves), "smoking", "adjusted")
        penalised = table[table["warnings"].fillna("").str.contains("Firth")]
        assert len(penalised)
        assert penalised["method"].str.contains("delta-method standard error").all()

    def test_change_in_score_is_recovered(self, study):
        difference = one(rows(study, "score", "adjusted"), wave="end", estimand="mean_difference")
        assert difference["ci_low"] < -4 < difference["ci_high"]


class TestSensitivity:
    @pytest.mark.parametrize(
        ("outcome", "estimand"), [("smoking", "risk_difference"), ("score", "mean_difference")]
    )
    def test_drop_out_weighted_and_doubly_robust_are_near_the_adjusted_contrast(
        self, study, outcome, estimand
    ):
        main = one(rows(study, outcome, "adjusted"), wave="end", estimand=estimand)
        table = rows(study, outcome, "doubly_robust")
        assert set(table["wave"]) == {"mid", "end"}
        for analysis in ("weighted", "doubly_robust"):
            found = one(table, wave="end", analysis=analysis)
            assert abs(found["estimate"] - main["estimate"]) < 2 * main["std_error"]

    def test_without_a_visit_log_or_a_threshold_the_row_says_so(self, study):
        found = one(rows(study, "report", "compliers"))
        assert pd.isna(found["estimate"]) and "no visit log" in found["warnings"]

    def test_who_took_part_is_counted_from_the_visit_log(self, study):
        treated = study.participants.loc[study.participants["arm"] == "treated", "participant_id"]
        log = pd.DataFrame({"participant_id": np.repeat(treated.to_numpy()[::2], 3)})
        plan = study.manifest.plan.model_copy(update={"compliance": Compliance(visits=3, sensitivity=(1,))})
        asked = replace(study, visits=log, manifest=study.manifest.model_copy(update={"plan": plan}))
        table = rows(asked, "report", "compliers")
        offered = one(rows(study, "report", "adjusted"), estimand="risk_difference")
        found = one(table, category="visits>=3")
        assert found["estimate"] == pytest.approx(2 * offered["estimate"], rel=0.02)
        assert found["p_value"] == pytest.approx(offered["p_value"])
        assert one(table, category="visits>=1")["estimate"] == pytest.approx(found["estimate"])

    def test_visits_and_outcome_within_the_treated_arm_are_no_contrast_and_say_so(self, study):
        treated = study.participants.loc[study.participants["arm"] == "treated", "participant_id"]
        times = np.arange(len(treated)) % 7 + 1
        log = pd.DataFrame({"participant_id": np.repeat(treated.to_numpy(), times)})
        log["weeks"] = np.where(np.arange(len(log)) % 2, 5.0, 15.0)
        table = rows(replace(study, visits=log), "smoking", "dose")
        assert table["contrast"].isna().all() and set(table["arm"]) == {"treated"}
        assert table["warnings"].str.contains("no effect of visits").all()
        early, late = (one(table, wave=wave)["estimate"] for wave in ("mid", "end"))
        assert np.isfinite([early, late]).all() and early != late
        assert "no visit log" in one(rows(study, "smoking", "dose"))["warnings"]

    def test_an_outcome_that_everybody_has_has_nothing_to_bound(self, study):
        found = one(rows(study, "smoking", "bounds"))
        assert pd.isna(found["estimate"]) and "exists for everybody" in found["warnings"]


class TestCounts:
    @pytest.fixture
    def counts(self, study):
        outcome = study.outcomes["cigarettes"].model_copy(update={"waves": WAVES})
        return to_frame(analyse("negative_binomial", study, "cigarettes", outcome))

    def test_later_counts_are_adjusted_for_the_count_before_allocation(self, counts):
        later = counts["wave"] != WAVES[0]
        assert (counts["method"].str.contains("count at baseline") == later).all()
        assert counts.loc[~later, "p_value"].isna().all()

    def test_an_error_that_many_zeros_do_not_spoil_belongs_to_the_rate_ratio(self, study, counts):
        from voorzorg.statistics.regression.counts import fit_negative_binomial

        assert counts["method"].str.contains("robust standard error").all()
        here = study.frame(study.outcomes["cigarettes"], "end").dropna(subset=["y", "age"])
        y, treated = here["y"].to_numpy(float), (here["arm"] == "treated").to_numpy(float)
        fit = fit_negative_binomial(y, np.column_stack([np.ones(len(y)), treated]), ["one", "treated"])
        assert fit.robust_covariance()[1, 1] != pytest.approx(fit.covariance[1, 1], rel=0.02)

    def test_how_many_is_asked_of_those_above_zero(self, study, counts):
        amount = counts[(counts["analysis"] == "hurdle") & (counts["estimand"] == "rate_ratio")]
        end = study.waves.query("wave == 'end' and cigarettes > 0").groupby("arm").size()
        found = one(amount, wave="end")
        assert (found["n_treated"], found["n_reference"]) == (end["treated"], end["control"])


class TestRepeated:
    def test_gee_and_two_arm_agree_where_a_wave_is_complete(self, study):
        study = replace(study, manifest=without_baseline(study.manifest))
        crude = one(rows(study, "smoking", "two_arm"), wave="start", estimand="odds_ratio")
        marginal = one(rows(study, "smoking", "gee"), wave="start", estimand="odds_ratio")
        assert marginal["estimate"] == pytest.approx(crude["estimate"], rel=1e-6)

    def test_multilevel_odds_ratios_are_further_from_one_than_marginal_ones(self):
        study = make_study(2000, seed=11)
        conditional = rows(study, "smoking", "multilevel").query(
            "estimand == 'odds_ratio' and analysis == 'multilevel'"
        )
        marginal = rows(study, "smoking", "gee")
        for wave in ("mid", "end"):
            inner = one(conditional, wave=wave)["estimate"]
            outer = one(marginal, wave=wave)["estimate"]
            assert inner < outer < 1

    def test_the_spread_between_women_is_recovered(self):
        study = make_study(2000, seed=11)
        spread = rows(study, "smoking", "multilevel").query("estimand == 'random_effect_sd'")
        assert spread["ci_low"].item() < 1.5 < spread["ci_high"].item()

    def test_population_averaged_risks_match_the_observed_ones(self, study):
        averaged = rows(study, "smoking", "multilevel").query("estimand == 'risk' and analysis == 'marginal'")
        both = study.waves[study.waves["wave"] == "start"]["smokes"].mean()
        for arm in ("control", "treated"):
            assert one(averaged, wave="start", arm=arm)["estimate"] == pytest.approx(both, abs=0.02)
            ours = one(averaged, wave="mid", arm=arm)["estimate"]
            theirs = one(rows(study, "smoking", "two_arm"), wave="mid", arm=arm, estimand="risk")["estimate"]
            assert ours == pytest.approx(theirs, abs=0.04)

    @pytest.mark.parametrize(("outcome", "analysis"), [("smoking", "multilevel"), ("score", "mixed_model")])
    def test_there_is_no_effect_before_allocation_and_a_row_checks_it(self, study, outcome, analysis):
        table = rows(study, outcome, analysis)
        effects = table[table["contrast"].notna() & table["estimand"].isin(["odds_ratio", "mean_difference"])]
        main = effects[~effects["analysis"].eq("free_baseline")]
        free = effects[effects["analysis"].eq("free_baseline")]
        assert set(main["wave"]) == {"mid", "end"} and set(free["wave"]) == set(WAVES)
        assert free.loc[free["wave"] == "start", "p_value"].isna().all()
        both = main.merge(free, on=["wave", "estimand"], suffixes=("", "_free"))
        assert (both["std_error"] < both["std_error_free"]).all()

    def test_covariates_enter_the_models_of_repeated_outcomes(self, study):
        for outcome, analysis in (("smoking", "multilevel"), ("score", "mixed_model")):
            assert rows(study, outcome, analysis)["method"].str.contains("adjusted for age").any()

    def test_risks_and_odds_of_one_multilevel_model_have_one_p_value(self, study):
        table = rows(study, "smoking", "multilevel")
        one_fit = table[table["analysis"].isin(["multilevel", "marginal"]) & table["contrast"].notna()]
        one_fit = one_fit[one_fit["wave"].eq("end").fillna(False)]
        assert len(one_fit) == 4 and len(set(one_fit["p_value"])) == 1

    def test_an_arm_without_events_in_a_wave_is_penalised_and_said(self):
        study = make_study(120, seed=5)
        waves = study.waves.copy()
        waves.loc[(waves["wave"] == "end") & (waves["arm"] == "treated"), "smokes"] = 0
        separated = type(study)(study.manifest, study.participants, waves, study.config, study.data_kind)
        table = rows(separated, "smoking", "multilevel").query("estimand == 'odds_ratio' and wave == 'end'")
        assert table["warnings"].str.contains("separation").all()
        assert (table["std_error"].dropna() < 10).all()

    def test_mixed_model_gives_a_difference_per_wave(self, study):
        table = rows(study, "score", "mixed_model").query("estimand == 'mean_difference'")
        assert table["wave"].tolist() == [*WAVES[1:], *WAVES]
        end = one(table, wave="end", analysis="mixed_model")
        assert end["ci_low"] < -4 < end["ci_high"]


class TestImputation:
    def test_everyone_counts_and_the_result_is_reproducible(self, study):
        table = rows(study, "smoking", "imputation")
        assert (table[table["analysis"] != "plausibility"]["n_treated"] == 100).all()
        pd.testing.assert_frame_equal(table, rows(study, "smoking", "imputation"))

    def test_another_seed_gives_other_draws(self, study):
        other = type(study)(
            study.manifest, study.participants, study.waves,
            study.config.model_copy(update={"seed": 99}), study.data_kind,
        )  # fmt: skip
        first = rows(study, "smoking", "imputation")["estimate"]
        assert not first.equals(rows(other, "smoking", "imputation")["estimate"])

    def test_delta_moves_the_difference_one_way(self, study):
        table = rows(study, "smoking", "imputation")
        path = table[(table["analysis"] == "tipping") & table["category"].notna()]
        delta = path["category"].str.removeprefix("delta=").astype(float)
        assert path["estimate"].loc[delta.sort_values().index].is_monotonic_increasing

    def test_nothing_missing_needs_no_imputation(self, study):
        complete = study.waves[study.waves["wave"] == "start"]
        parts = [complete.assign(wave=wave) for wave in WAVES]
        full = type(study)(
            study.manifest, study.participants, pd.concat(parts), study.config, study.data_kind
        )
        table = rows(full, "smoking", "imputation")
        assert "nothing to impute" in table["warnings"].item()

    def test_jump_to_reference_knows_a_complete_first_wave(self):
        """No arm effect, and whoever said yes at first drops out: the arms remain alike."""
        study = make_study(6000, seed=4)
        rng = np.random.default_rng(8)
        first = rng.random(6000) < 0.5
        last = rng.random(6000) < 0.2 + 0.6 * first
        gone = rng.random(6000) < 0.1 + 0.6 * first
        people = study.participants[["participant_id", "arm"]].assign(informant="mother")
        start = people.assign(wave="start", smokes=pd.array(first.astype(int), dtype="Int64"))
        end = people.assign(wave="end", smokes=pd.array(last.astype(int), dtype="Int64"))[~gone]
        smoking = make_manifest().outcomes["smoking"].model_dump() | {"waves": ["start", "end"]}
        dropout = type(study)(
            make_manifest(outcomes={"smoking": smoking}, adjust=[]),
            study.participants, pd.concat([start, end], ignore_index=True), study.config, study.data_kind,
        )  # fmt: skip
        found = one(rows(dropout, "smoking", "imputation"), analysis="reference_based")
        assert found["missing_handling"] == "multiple imputation, jump to reference"
        # Without the first wave in the history the arms came out 0.15 apart.
        assert abs(found["estimate"]) < 2 * found["std_error"] < 0.06

    def test_too_few_to_imitate_keep_a_row_that_says_how_they_would_have_been_handled(self):
        small = make_study(24, seed=5)
        waves = small.waves[~((small.waves["arm"] == "control") & (small.waves["wave"] == "end"))]
        kept = small.waves[(small.waves["arm"] == "control") & (small.waves["wave"] == "end")].iloc[:3]
        waves = pd.concat([waves, kept], ignore_index=True)
        few = type(small)(small.manifest, small.participants, waves, small.config, small.data_kind)
        found = one(rows(few, "smoking", "imputation"), analysis="reference_based")
        assert pd.isna(found["estimate"]) and "reference-based imputation" in found["warnings"]
        assert found["missing_handling"] == "multiple imputation, jump to reference"


class TestTimes:
    def test_under_output_control_the_horizon_is_nobodys_own_time(self, study):
        times = np.array([3.21, 8.4, 17.3, *np.linspace(30.1, 61.9, 40), 88.123])
        free = study.outcomes["report_time"].model_copy(update={"horizon_weeks": None})
        real = replace(study, data_kind="real")
        assert study.horizon(free, times) == 88.123
        found = real.horizon(free, times)
        assert found == int(found) and (times >= found).sum() >= real.config.disclosure.minimum_cell
        assert real.horizon(free.model_copy(update={"horizon_weeks": 20.0}), times) == 20
        assert real.horizon(free, np.linspace(0.1, 0.9, 30)) == 0

    def test_curve_ends_at_the_share_with_a_report(self, study):
        curve = rows(study, "report_time", "kaplan_meier").query("estimand == 'cumulative_incidence'")
        for arm in ("control", "treated"):
            last = curve[curve["arm"] == arm].sort_values("time_weeks").iloc[-1]
            share = study.participants.query("arm == @arm")["report"].mean()
            assert last["estimate"] == pytest.approx(share)
            assert (
                curve[curve["arm"] == arm].sort_values("time_weeks")["estimate"].diff().dropna() >= 0
            ).all()

    def test_fewer_reports_mean_more_time_without_one(self, study):
        table = rows(study, "report_time", "kaplan_meier")
        assert one(table, estimand="rmst_difference")["estimate"] > 0
        assert (table.query("estimand == 'hazard_ratio'")["estimate"] < 1).all()


class TestFamilies:
    def test_multiplicity_is_adjusted_over_outcomes_and_later_waves_only(self, study):
        table = adjust_p_values(estimate_family(study, "smoking"))
        adjusted = table[table["p_adjusted"].notna()]
        assert set(adjusted["wave"]) <= {"mid", "end"}
        assert len(adjusted) == 3  # smoking at two waves, cigarettes at one
        assert (adjusted["p_adjusted"] >= adjusted["p_value"]).all()
        assert (adjusted["p_adjusted_fdr"] <= adjusted["p_adjusted"]).all()

    def test_one_outcome_that_fails_does_not_stop_the_rest(self, study):
        outcomes = {
            key: value.model_dump() for key, value in make_manifest().outcomes.items() if key == "smoking"
        }
        outcomes["broken"] = outcomes["smoking"] | {"variable": "not_there"}
        broken = type(study)(
            make_manifest(outcomes=outcomes),
            study.participants, study.waves, study.config, study.data_kind,
        )  # fmt: skip
        table = estimate_family(broken, "smoking")
        failed = table[table["outcome"] == "broken"]
        assert failed["warnings"].str.contains("'not_there' is not in the tidy data").all()
        assert table.query("outcome == 'smoking'")["estimate"].notna().any()


def test_three_arms_are_each_set_against_the_reference(study):
    arms = {
        "reference": "control",
        "levels": {
            "control": {"label": "C", "codes": [0]},
            "treated": {"label": "T", "codes": [1]},
            "light": {"label": "L", "codes": [2]},
        },
    }
    people = study.participants.copy()
    people.loc[people.index[::4], "arm"] = "light"
    waves = study.waves.drop(columns="arm").merge(people[["participant_id", "arm"]], on="participant_id")
    three = type(study)(
        make_manifest(design="multi_arm", arms=arms), people, waves, study.config, study.data_kind
    )
    table = rows(three, "smoking", "two_arm").query("estimand == 'risk_difference' and wave == 'end'")
    assert table["contrast"].tolist() == ["treated vs control", "light vs control"]
