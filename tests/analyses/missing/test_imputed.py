"""Who missed a wave is imputed; who cannot have the outcome is not; what luck could change is said."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.missing.outcome import impute_and_compare
from voorzorg.analyses.run import analyse
from voorzorg.estimates.table import to_frame

VIOLENCE = {
    "label": "Violence", "type": "binary", "variable": "violence", "waves": ["start", "mid", "end"],
    "only_where": "partner", "analyses": ["two_arm", "imputation"],
}  # fmt: skip


def with_partners(n: int = 4000, seed: int = 3, imputations: int = 20):
    """Three waves. At the end 80 % of the reference arm and 50 % of the treated have a partner.

    Violence depends on a woman's disposition alone, partner or not: among those with a partner risks are the
    same in both arms. A third misses the last wave, more often those who told of violence before.
    """
    base = make_study(n, seed=seed, imputations=imputations)
    rng = np.random.default_rng(seed)
    treated = (base.participants["arm"] == "treated").to_numpy()
    disposition = rng.normal(0, 1.5, n)
    parts, before = [], np.zeros(n, dtype=bool)
    truth = {}
    for k, wave in enumerate(("start", "mid", "end")):
        partner = rng.random(n) < np.where(treated, 0.8 - 0.15 * k, 0.8)
        violence = rng.random(n) < 1 / (1 + np.exp(1 - disposition))
        gone = rng.random(n) < (0.2 + 0.3 * before) * (k == 2)
        truth[wave] = (partner, violence)
        answers = pd.DataFrame(
            {
                "participant_id": base.participants["participant_id"],
                "arm": base.participants["arm"],
                "wave": wave,
                "informant": "mother",
                "partner": pd.array(partner.astype(int), dtype="Int64"),
                "violence": pd.array(violence.astype(int), dtype="Int64"),
            }
        )
        answers.loc[~partner, "violence"] = pd.NA
        parts.append(answers[~gone])
        before = violence & partner
    manifest = make_manifest(outcomes={"violence": VIOLENCE}, adjust=["age"])
    study = type(base)(manifest, base.participants, pd.concat(parts), base.config, base.data_kind)
    return study, truth, treated


@pytest.fixture(scope="module")
def partners():
    study, truth, treated = with_partners()
    return to_frame(analyse("imputation", study, "violence", study.outcomes["violence"])), truth, treated


def fresh(study):
    """The study without the imputed sets that another test had made."""
    return replace(study, kept={})


def one(table, **where):
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


class TestOutcomesOfSome:
    def test_the_risk_is_that_of_those_who_would_have_a_partner(self, partners):
        table, truth, treated = partners
        partner, violence = truth["end"]
        expected = violence[partner & treated].mean() - violence[partner & ~treated].mean()
        found = one(table, analysis="imputation", estimand="risk_difference")
        assert found["wave"] == "end"  # without a partner at the start and mid nobody missed anything
        assert found["estimate"] == pytest.approx(expected, abs=0.035)
        assert found["n_treated"] == pytest.approx((partner & treated).sum(), rel=0.04)
        assert found["n_reference"] == pytest.approx((partner & ~treated).sum(), rel=0.04)

    def test_who_was_asked_and_has_no_partner_has_not_left(self, partners):
        table, _, treated = partners
        jumped = one(table, analysis="reference_based")
        # Those who missed the wave become as the reference arm, also in whether they have a partner; had
        # everyone without a partner become so too, 80 % of the arm would have one.
        mar = one(table, analysis="imputation", estimand="risk_difference")
        assert mar["n_treated"] < jumped["n_treated"] < 0.8 * treated.sum()
        assert abs(jumped["estimate"]) < 0.035

    def test_rows_name_the_subgroup_and_contrasts_what_it_means(self):
        study, *_ = with_partners(300, imputations=5)
        outcome = study.outcomes["violence"]
        for analysis in ("two_arm", "imputation"):
            table = to_frame(analyse(analysis, study, "violence", outcome))
            assert (table["population"] == "subgroup:partner").all()
            said = table["warnings"].fillna("").str.contains("only those with partner are compared")
            numbers = table["estimate"].notna() | table["p_value"].notna()
            assert (said == (table["contrast"].notna() & numbers & (table["wave"] != "start"))).all()

    def test_an_outcome_of_everyone_keeps_everyone(self, study):
        table = to_frame(impute_and_compare(fresh(study), "smoking", study.outcomes["smoking"]))
        assert (table["population"] == "itt").all()
        table = table[table["analysis"] != "plausibility"]
        assert (table["n_treated"] == 100).all()


class TestLuck:
    def table(self, effect: float, imputations: int):
        """Half of the last wave is gone; ``effect`` in smokers of the treated arm among those measured."""
        n = 400
        base = make_study(n, seed=2, imputations=imputations)
        treated = (base.participants["arm"] == "treated").to_numpy()
        rank = np.arange(n) // 2 / (n / 2)
        smokes = rank * 7 % 1 < np.where(treated, 0.5 - effect, 0.5)
        people = base.participants[["participant_id", "arm"]].assign(informant="mother")
        start = people.assign(wave="start", smokes=pd.array((rank * 3 % 1 < 0.5).astype(int), dtype="Int64"))
        end = people.assign(wave="end", smokes=pd.array(smokes.astype(int), dtype="Int64"))
        waves = pd.concat([start, end[rank * 13 % 1 < 0.5]])
        smoking = make_manifest().outcomes["smoking"].model_dump() | {"waves": ["start", "end"]}
        manifest = make_manifest(outcomes={"smoking": smoking}, adjust=[])
        study = type(base)(manifest, base.participants, waves, base.config, base.data_kind)
        table = to_frame(impute_and_compare(fresh(study), "smoking", study.outcomes["smoking"]))
        return table, one(table, analysis="imputation", estimand="risk_difference")

    @pytest.mark.parametrize("effect", [0.0, 0.45])
    def test_a_clear_conclusion_does_not_hang_on_the_seed(self, effect):
        _, row = self.table(effect, 40)
        assert "another seed" not in (row["warnings"] if pd.notna(row["warnings"]) else "")

    def test_few_imputations_near_the_limit_ask_for_more_and_many_settle_it(self):
        from voorzorg.analyses.missing.pool import luck
        from voorzorg.statistics.missing.rubin import pool_scalar

        draws = np.random.default_rng(1).normal(size=4000)
        draws = (draws - draws.mean()) / draws.std()
        few = pool_scalar(0.30 + 0.1 * np.array([-1.2, -0.4, 0.4, 1.2, 0.0]), np.full(5, 0.0120), 400)
        many = pool_scalar(0.30 + 0.1 * draws, np.full(4000, 0.0120), 400)
        (said,) = luck(few)
        assert "of 5 imputations): raise 'imputations'" in str(said)
        assert many.p_value > 0.01 and luck(many) == []

    def test_a_row_tells_how_much_information_is_missing(self):
        _, row = self.table(0.2, 20)
        assert "fraction of missing information 0." in row["method"]
        assert "degrees of freedom" in row["method"]
        assert row["converged"]


class TestTipping:
    def test_a_significant_difference_is_tipped_by_shifts_against_it_to_the_hundredth(self):
        table, row = TestLuck().table(0.25, 40)
        point = one(table, estimand="tipping_point")
        assert row["estimate"] < 0 and row["p_value"] < 0.05
        path = table[(table["analysis"] == "tipping") & table["category"].notna()]
        delta = path["category"].str.removeprefix("delta=").astype(float)
        holds = path["p_value"] < 0.05
        assert (
            delta[holds & (delta >= 0)].max() < point["estimate"] < delta[~holds & (delta > 0)].min() + 1e-9
        )
        assert len(path) == 9  # what bisection tried is no row

    def test_where_nothing_is_concluded_nothing_tips(self):
        table, _ = TestLuck().table(0.0, 20)
        point = one(table, estimand="tipping_point")
        assert pd.isna(point["estimate"])
        assert point["warnings"] == "the conclusion at delta 0 is not significant: there is nothing to tip"


def test_a_weak_covariate_is_a_predictor_all_the_same(study, monkeypatch):
    """The models of missed waves have every configured covariate, however small its correlation."""
    from voorzorg.statistics.missing import imputation
    from voorzorg.statistics.missing import reference_based as strategies

    made, jumped = [], []
    impute, jump = imputation.impute_chained, strategies.reference_based
    monkeypatch.setattr(
        imputation, "impute_chained", lambda *a, **k: made.append(impute(*a, **k)) or made[-1]
    )
    monkeypatch.setattr(
        strategies, "reference_based", lambda *a, **k: jumped.append(k["baseline"]) or jump(*a, **k)
    )
    impute_and_compare(fresh(study), "smoking", study.outcomes["smoking"])
    covariates = {"covariate age", "covariate work"}
    assert all(covariates <= set(column.predictors) for column in made[0].columns.values())
    assert set(jumped[0]) == covariates


def test_chains_that_drift_are_told_in_every_row(study, monkeypatch):
    from voorzorg.statistics.missing import imputation

    monkeypatch.setattr(imputation, "drifts", lambda trace: True)
    table = to_frame(impute_and_compare(fresh(study), "smoking", study.outcomes["smoking"]))
    table = table[~table["analysis"].isin(["weighted", "extremes", "contour", "plausibility"])]
    assert (~table["converged"].astype(bool)).all()
    said = table["warnings"].astype(str)
    assert said.str.contains("still drifts after 64 iterations").all()
    assert said.str.contains("in arm").all()
