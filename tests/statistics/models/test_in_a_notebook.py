"""What a person tries in a notebook gives the right answer, or says in words what to do."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import statsmodels.formula.api as smf
from IPython.core.formatters import DisplayFormatter

import voorzorg.statistics as vs

N = 160
OTHER_ORDER = "different indexes"


@pytest.fixture(scope="module")
def women() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    arm = rng.permutation(np.repeat(["care", "visits"], N // 2))
    frame = pd.DataFrame({"arm": arm, "age": rng.normal(20, 2, N).round(1), "site": rng.integers(0, 10, N)})
    frame["yes"] = (rng.random(N) < np.where(arm == "visits", 0.2, 0.45)).astype(int)
    frame["said"] = np.where(frame["yes"] == 1, "ja", "nee")
    frame["score"] = 50 + 3 * (arm == "visits") + rng.normal(0, 6, N)
    frame["weeks"], frame["seen"] = rng.exponential(9, N) + 0.1, rng.random(N) < 0.8
    frame["town"] = "town " + frame["site"].astype(str)
    return frame


def nullable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.convert_dtypes()


def arrow(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.convert_dtypes(dtype_backend="pyarrow")


def objects(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object)


def categories(frame: pd.DataFrame) -> pd.DataFrame:
    return arrow(frame).assign(arm=lambda f: f["arm"].astype("category"))


KINDS = [nullable, arrow, objects, categories, pa.Table.from_pandas, lambda f: f.to_dict("list")]
NAMES = ["nullable", "pyarrow-backed", "objects", "a category of pyarrow text", "a pyarrow table", "a dict"]


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
@pytest.mark.parametrize(
    "fit",
    [
        lambda d: vs.Logit.from_formula("yes ~ arm * age", d, groups="town").fit("cluster"),
        lambda d: vs.Cox.from_formula("weeks ~ arm + age", d, event="seen").fit(),
        lambda d: vs.MultilevelLogit.from_formula("yes ~ arm", d, groups="town").fit(),
    ],
    ids=["logistic", "Cox", "multilevel"],
)
def test_a_table_of_any_make_gives_the_same_model(women, kind, fit) -> None:
    plain, other = fit(women), fit(kind(women))
    assert list(other.params.index) == list(plain.params.index)
    np.testing.assert_allclose(other.params, plain.params, rtol=1e-9)
    np.testing.assert_allclose(other.bse, plain.bse, rtol=1e-7)
    np.testing.assert_allclose(other.predict(kind(women.head(9))), plain.predict(women.head(9)), rtol=1e-9)


@pytest.mark.parametrize("kind", [nullable, arrow, objects], ids=NAMES[:3])
def test_what_is_missing_is_left_out_in_every_make(women, kind) -> None:
    gaps = kind(women)
    for row, name in enumerate(("yes", "age", "arm")):
        gaps.loc[row, name] = None if kind is objects else pd.NA
    fitted = vs.Logit.from_formula("yes ~ arm + age", gaps).fit()
    np.testing.assert_allclose(
        fitted.params, vs.Logit.from_formula("yes ~ arm + age", women.iloc[3:]).fit().params
    )
    assert fitted.nobs == N - 3
    assert list(fitted.predict(gaps.head(4)).isna()) == [False, True, True, False]


def test_polars_needs_only_to_become_pandas(women) -> None:
    class Polars:
        columns = tuple(women)

        def to_pandas(self) -> pd.DataFrame:
            return women

    fitted = vs.Logit.from_formula("yes ~ arm", Polars()).fit()
    pd.testing.assert_series_equal(fitted.params, vs.Logit.from_formula("yes ~ arm", women).fit().params)


def shuffled(column: pd.Series) -> pd.Series:
    """The same values at the same labels, in another order: pandas brings such columns in line by itself."""
    return column.sample(frac=1, random_state=1)


@pytest.mark.parametrize(
    "call",
    [
        lambda d: vs.Logit.from_formula("yes ~ arm", d, weights=shuffled(d["age"])),
        lambda d: vs.MixedModel.from_formula("score ~ arm", d, person=shuffled(d["site"])),
        lambda d: vs.Logit(shuffled(d["yes"]), d[["age"]].assign(one=1)),
        lambda d: vs.Logit(d["yes"], d[["age"]].assign(one=1), groups=shuffled(d["site"])),
        lambda d: vs.MultilevelLogit(d["yes"], d[["age"]].assign(one=1), shuffled(d["site"])),
        lambda d: vs.compare_arms(d["score"], shuffled(d["arm"]), treated="visits"),
        lambda d: vs.standardised_risks(shuffled(d["yes"]), d["arm"] == "visits", d[["age"]]),
        lambda d: vs.kaplan_meier(d["weeks"], shuffled(d["seen"])),
        lambda d: vs.compare_survival(d["weeks"], d["seen"], shuffled(d["arm"] == "visits")),
        lambda d: vs.cohens_kappa(d["said"], shuffled(d["said"])),
        lambda d: vs.bland_altman(d["score"], shuffled(d["score"])),
    ],
)
def test_rows_of_different_people_are_never_put_side_by_side(women, call) -> None:
    with pytest.raises(ValueError, match=OTHER_ORDER):
        call(women)


def test_a_series_of_the_same_rows_is_as_good_as_a_column(women) -> None:
    rows = women.iloc[20:]
    by_name = vs.Logit.from_formula("yes ~ arm", rows, groups="town").fit("cluster")
    by_series = vs.Logit.from_formula("yes ~ arm", rows, groups=rows["town"]).fit("cluster")
    by_codes = vs.Logit.from_formula("yes ~ arm", rows, groups=rows["site"].to_numpy()).fit("cluster")
    np.testing.assert_array_equal(by_series.bse, by_name.bse)
    np.testing.assert_allclose(by_codes.bse, by_name.bse)


def test_of_an_outcome_in_words_somebody_says_which_counts(women) -> None:
    """crosstab orders words by the alphabet: the second column is "nee" in Dutch, "yes" in English."""
    known = vs.compare_arms(women["yes"], women["arm"], treated="visits")
    table = pd.crosstab(women["arm"], women["said"])
    for given in ((women["said"], women["arm"]), (table,), (table[["nee", "ja"]],)):
        with pytest.raises(ValueError, match="event='yes'"):
            vs.compare_arms(*given, treated="visits")
        with pytest.raises(ValueError, match="no participant has the outcome 'yes'"):
            vs.compare_arms(*given, treated="visits", event="yes")
        assert repr(vs.compare_arms(*given, treated="visits", event="ja")) == repr(known)
    category = women["said"].astype("category")
    assert repr(vs.compare_arms(category, women["arm"], treated="visits", event="ja")) == repr(known)
    for model in (
        lambda: vs.Logit.from_formula("said ~ arm", women),
        lambda: vs.Logit.from_formula("said ~ arm", women.astype({"said": "category"})),
        lambda: vs.MultilevelLogit.from_formula("said ~ arm", women, groups="site"),
    ):
        with pytest.raises(ValueError, match="say which of them is the event") as refused:
            model()
        assert "nee" not in str(refused.value)


def test_a_cross_tabulation_is_read_by_its_columns_and_holds_counts(women) -> None:
    known = vs.compare_arms(women["yes"], women["arm"], treated="visits")
    table = pd.crosstab(women["arm"], women["yes"])
    assert repr(vs.compare_arms(table[[1, 0]], treated="visits")) == repr(known)
    yes = pd.crosstab(women["arm"], women["yes"] == 1)
    assert repr(vs.compare_arms(yes, treated="visits")) == repr(known)
    with pytest.raises(ValueError, match="without normalize="):
        vs.compare_arms(pd.crosstab(women["arm"], women["yes"], normalize="index"), treated="visits")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda d: vs.Logit.from_formula("yes ~ arm", d["yes"]), "not a Series"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d).fit().predict(d.iloc[0]), "not a Series"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d).fit().predict({"arm": "visits"}), "a list for each"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", pd.concat([d, d[["age"]]], axis=1)), "more than one"),
        (lambda d: vs.Logit(d["yes"], d[["arm"]].assign(one=1)), r"X must be numbers: .*get_dummies"),
        (lambda d: vs.standardised_risks(d["yes"], d["arm"], d[["age"]]), "arm must be numbers: 1 for"),
        (lambda d: vs.standardised_risks(d["yes"], d["yes"], d[["town"]]), "covariates must be numbers"),
        (lambda d: vs.kaplan_meier(d["weeks"], d["said"]), "event must be numbers: 1 or True"),
        (lambda d: vs.compare_survival(d["weeks"], d["seen"], d["arm"]), "arm must be numbers"),
        (
            lambda d: vs.compare_arms(d["yes"].where(d["arm"] == "visits"), d["arm"], treated="visits"),
            "no arm to compare it with",
        ),
        (lambda d: vs.compare_arms(d["yes"] * np.nan, d["arm"], treated="visits"), "no row has both"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d).fit().conf_int(95), "alpha lies between 0 and 1"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d).fit().get_prediction().conf_int(5), "alpha lies"),
        (
            lambda d: vs.MultilevelLogit.from_formula("yes ~ arm", d, groups="site").fit().conf_int(5),
            "alpha lies between",
        ),
        (lambda d: vs.impute(d[["age"]], None), "seed is a whole number or a Generator"),
        (lambda d: vs.impute(d[["age"]], 1, m=2).pool(lambda f: f["age"].mean()), "must return a model's"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words_without_a_value(women, call, said: str) -> None:
    with pytest.raises((ValueError, TypeError), match=said) as refused:
        call(women)
    assert "town" not in str(refused.value)


def test_results_are_shown_kept_and_compared_as_objects_are(women) -> None:
    fitted = vs.Logit.from_formula("yes ~ arm + C(site) + age:arm", women).fit()
    other = vs.Logit.from_formula("yes ~ arm", women).fit()
    shown, _ = DisplayFormatter().format(fitted.summary())
    assert shown["text/plain"] == str(fitted.summary())
    assert "<table" in DisplayFormatter().format(fitted)[0]["text/html"]
    kept = pickle.loads(pickle.dumps(fitted))
    pd.testing.assert_frame_equal(kept.frame(), fitted.frame())
    np.testing.assert_allclose(kept.predict(women.head()), fitted.predict(women.head()), rtol=1e-12)
    assert fitted == fitted
    assert fitted != other
    assert len({fitted, other}) == 2


def test_imputed_frames_keep_nullable_numbers_and_can_be_sliced_shown_and_compared(women) -> None:
    rng = np.random.default_rng(6)
    for make in (nullable, arrow):
        gaps = make(women[["age", "yes", "site"]])
        for name in gaps:
            gaps.loc[rng.random(N) < 0.1, name] = pd.NA
        sets = vs.impute(gaps, np.random.default_rng(7), m=3, iterations=3)
        assert (sets[0].dtypes == gaps.dtypes).all()
        assert sets[0].notna().all().all()
        assert [len(one) for one in sets[1:]] == [N, N]
        pd.testing.assert_frame_equal(sets[-1], sets[2])
        assert repr(sets).startswith(f"ImputedFrames: 3 data sets of {N} rows; imputed: age (")
        assert sets == sets
        assert sets != vs.impute(gaps, 7, m=2, iterations=1)


def test_models_of_statsmodels_pool_too(women) -> None:
    gaps = women[["age", "score"]].copy()
    gaps.loc[::7, "age"] = np.nan
    sets = vs.impute(gaps, 3, m=4, iterations=3)
    pooled = sets.pool(lambda frame: smf.ols("score ~ age", frame).fit())
    fits = [smf.ols("score ~ age", frame).fit() for frame in sets]
    slopes, variances = np.array([[f.params["age"], f.bse["age"] ** 2] for f in fits]).T
    assert pooled.loc["age", "estimate"] == pytest.approx(slopes.mean())
    assert pooled.loc["age", "std_error"] ** 2 == pytest.approx(variances.mean() + 1.25 * slopes.var(ddof=1))
    assert pooled.loc["age", "df"] < N - 2
    normal = sets.pool(lambda frame: smf.ols("score ~ age", frame).fit(use_t=False))
    assert normal.loc["age", "df"] > pooled.loc["age", "df"]


def test_nothing_of_this_needs_pyarrow() -> None:
    """The install of the statistics alone has none."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import pandas as pd, voorzorg.statistics as vs\n"
        "d = pd.DataFrame({'arm': list('abab') * 9, 'yes': [0, 0, 1, 1, 0, 1] * 6})\n"
        "print(vs.Logit.from_formula('yes ~ arm', d).fit().nobs, len(vs.impute(d[['yes']], 1, m=2)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["36", "2"], done.stderr[-500:]
