"""What is imputed beside a yes or no: categories, counts under a condition, scores, times; and clusters."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.messages import Message
from voorzorg.statistics.missing import convergence, imputation
from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.models.impute import impute

N = 3000


def holes(frame: pd.DataFrame, names: list[str], share, seed: int = 9) -> pd.DataFrame:
    """The frame without some rows' values; ``share`` may differ between rows, and is known by ``x``."""
    gone = np.random.default_rng(seed).uniform(size=len(frame)) < share
    return frame.mask(np.outer(gone, frame.columns.isin(names)))


@pytest.fixture(scope="module")
def categories():
    rng = np.random.default_rng(1)
    x = rng.standard_normal(N)
    ordered = np.digitize(1.2 * x + rng.logistic(size=N), [-1.0, 1.0, 2.5]).astype(float)
    scores = np.column_stack([np.zeros(N), 0.5 + x, -0.5 - x]) + rng.gumbel(size=(N, 3))
    full = pd.DataFrame({"x": x, "grade": ordered, "place": 10.0 * scores.argmax(axis=1)})
    seen = holes(full, ["grade", "place"], expit(x))
    kinds = {"grade": "ordered", "place": "multinomial"}
    return full, seen, impute_chained(seen, kinds, rng, m=20, iterations=5, include=["x"])


@pytest.mark.parametrize("name", ["grade", "place"])
def test_categories_return_to_the_shares_that_were_lost(categories, name) -> None:
    """Missing at random by x: shares of each level within 3 points, where those seen are off by more."""
    full, seen, imputed = categories
    truth = full[name].value_counts(normalize=True)
    found = pd.Series(imputed.values(name).ravel()).value_counts(normalize=True)
    assert set(found.index) == set(truth.index)
    assert (found - truth).abs().max() < 0.03
    assert (seen[name].value_counts(normalize=True) - truth).abs().max() > 0.05


def test_a_category_predicts_by_its_levels(categories) -> None:
    assert "place = 10" in categories[2].columns["grade"].predictors
    assert "place" not in categories[2].columns["grade"].predictors


@pytest.fixture(scope="module")
def smokers():
    rng = np.random.default_rng(2)
    n = 400
    smokes = rng.integers(0, 2, n).astype(float)
    cigarettes = np.where(smokes == 1, 1 + rng.poisson(8, n), 0).astype(float)
    return pd.DataFrame({"arm": np.arange(n) % 2, "x": rng.normal(size=n), "smokes": smokes, "n": cigarettes})


@pytest.mark.parametrize("zeros", [True, False])
def test_who_does_not_smoke_smokes_no_cigarettes_in_any_completed_frame(smokers, zeros) -> None:
    seen = smokers if zeros else smokers.mask((smokers == 0) & (smokers.columns == "n"))
    seen = holes(seen, ["smokes", "n"], 0.3)
    imputed = impute_chained(
        seen,
        {"smokes": "binary", "n": "count"},
        np.random.default_rng(0),
        "arm",
        5,
        only_where={"n": "smokes"},
    )
    for i in range(5):
        frame = imputed.frame(i)
        assert set(frame.n[frame.smokes == 0].fillna(0)) == {0.0}
        assert frame.n[frame.smokes == 0].isna().all() == (not zeros)
        assert frame.n[frame.smokes == 1].min() >= 1
        np.testing.assert_array_equal(imputed.one("n", i), imputed.values("n")[i])
    assert frame.smokes.notna().all()
    drawn = imputed.values("n")[:, imputed.columns["n"].rows]
    assert np.nanmean(drawn[drawn > 0]) == pytest.approx(9, abs=0.6)


def test_a_value_without_its_condition_is_refused(smokers) -> None:
    seen = smokers.assign(n=smokers.n + 1)
    with pytest.raises(ValueError, match="n: has values where smokes is not 1"):
        impute_chained(seen, {"n": "count"}, np.random.default_rng(0), only_where={"n": "smokes"})


def test_a_score_follows_from_its_items_in_every_data_set() -> None:
    rng = np.random.default_rng(3)
    u = rng.normal(size=500)
    items = (u[:, None] + rng.normal(size=(500, 3)) > 0).astype(float)
    full = pd.DataFrame({"a": items[:, 0], "b": items[:, 1], "c": items[:, 2], "y": u + rng.normal(size=500)})
    full["score"] = items.sum(axis=1)
    seen = holes(holes(full, ["a", "score"], 0.3), ["y"], 0.3, seed=4)
    imputed = impute_chained(
        seen,
        {"a": "binary", "y": "normal"},
        rng,
        m=5,
        passive={"score": (("a", "b", "c"), lambda part: part["a"] + part["b"] + part["c"])},
        predictors={"a": ("y", "b", "c", "score"), "y": ("score",)},
    )
    for i in range(5):
        frame = imputed.frame(i)
        np.testing.assert_array_equal(frame.score, frame.a + frame.b + frame.c)
    assert imputed.columns["a"].predictors == ("y", "b", "c")  # not the score, of which it is a part
    assert imputed.columns["y"].predictors == ("score",)


def test_bounds_hold_and_a_time_comes_from_someone_with_the_same_event() -> None:
    rng = np.random.default_rng(4)
    event = (rng.uniform(size=600) < 0.4).astype(float)
    time = np.where(event == 1, rng.integers(1, 150, 600), 156).astype(float)
    score = np.clip(rng.normal(1, 2, 600), 0, 5)
    seen = holes(
        pd.DataFrame({"event": event, "time": time, "score": score}), ["event", "time", "score"], 0.3
    )
    seen["x"] = rng.normal(size=600)
    imputed = impute_chained(
        seen,
        {"event": "binary", "time": "count", "score": "normal"},
        rng,
        m=5,
        like={"time": "event"},
        bounds={"score": (0.0, 5.0)},
    )
    assert ((imputed.values("time") == 156) == (imputed.values("event") == 0)).all()
    assert imputed.values("score").min() >= 0 and imputed.values("score").max() <= 5


class TestClusters:
    """Arms of 40 clusters of 15 with an intraclass correlation of 0.3, half of the answers gone."""

    @pytest.mark.parametrize("kind", ["normal", "binary"])
    def test_imputed_answers_keep_the_variance_between_clusters(self, kind) -> None:
        rng = np.random.default_rng(5)
        cluster = np.repeat(np.arange(40), 15)
        u = rng.normal(0, 1.2, 40)[cluster]
        x = rng.normal(size=600)
        y = 0.5 * x + u + (rng.normal(0, 1.8, 600) if kind == "normal" else rng.logistic(size=600))
        full = pd.DataFrame(
            {"site": cluster.astype(str), "x": x, "y": y if kind == "normal" else (y > 0) * 1.0}
        )
        seen = holes(full, ["y"], 0.5)

        def between(values):
            """Variance of the clusters' means beyond that of independent members."""
            means = pd.Series(values).groupby(cluster).mean()
            return means.var() - pd.Series(values).groupby(cluster).var().mean() / 15

        kept, flat = (
            np.mean([between(values) for values in impute_chained(
                seen, {"y": kind}, np.random.default_rng(0), m=40, cluster=c
            ).values("y")])
            for c in ("site", None)
        )  # fmt: skip
        truth = between(full.y)
        assert kept == pytest.approx(truth, rel=0.2)
        assert flat < 0.6 * truth

    def test_a_row_without_a_cluster_is_a_stranger_and_two_clusters_are_too_few(self) -> None:
        rng = np.random.default_rng(6)
        frame = pd.DataFrame(
            {"site": list("abcd") * 25, "y": rng.normal(size=100), "x": rng.normal(size=100)}
        )
        frame.loc[:19, "y"] = np.nan
        frame.loc[:5, "site"] = None
        imputed = impute_chained(frame, {"y": "continuous"}, rng, m=5, cluster="site")
        assert np.isfinite(imputed.values("y")).all() and not imputed.warnings
        two = impute_chained(
            frame.assign(site=list("ab") * 50), {"y": "continuous"}, rng, m=5, cluster="site"
        )
        assert [str(w) for w in two.warnings] == [
            "site: only 2 clusters, so that clusters are not a part of the imputation model"
        ]


class TestSettled:
    def test_independent_draws_hardly_ever_look_unsettled(self) -> None:
        """Of 4,000 traces of rare and common answers with few chains and iterations at most one."""
        rng = np.random.default_rng(7)
        alarms = sum(
            convergence.drifts((rng.uniform(size=(length, m)) < p).astype(float))
            for length in (10, 20)
            for m in (2, 5, 20, 60)
            for p in (0.02, 0.3, 0.5)
            for _ in range(170)
        )
        assert alarms <= 1

    def test_chains_that_stand_apart_are_found_and_named_with_their_arm(self) -> None:
        rng = np.random.default_rng(8)
        stuck = rng.normal(size=(40, 20)) + 3 * rng.normal(size=20)
        assert convergence.drifts(stuck) and convergence.potential_scale_reduction(stuck) > 1.5
        # Two columns that are each other's only predictor, nearly the same, and missing together.
        n = 400
        frame = pd.DataFrame({"arm": np.repeat(["one", "two"], n // 2), "a": rng.normal(size=n)})
        frame["b"] = frame.a + 0.01 * rng.normal(size=n)
        frame.loc[:150, ["a", "b"]] = np.nan
        imputed = impute_chained(
            frame, {"a": "normal", "b": "normal"}, rng, "arm", 20, predictors={"a": ("b",), "b": ("a",)},
            most_iterations=20,
        )  # fmt: skip
        assert not imputed.converged
        assert {one.arm for one in imputed.unsettled} == {0}
        assert all(isinstance(w, Message) and "in arm one" in str(w) for w in imputed.warnings)
        assert imputed.columns["a"].trace.shape == (20, 20)

    @pytest.mark.parametrize(
        ("rhat", "told"), [(1.25, 1.25), (3.456, 3.46), (98.4, 98.4), (99.2, 99.0), (np.inf, 99.0)]
    )
    def test_an_r_hat_without_end_is_told_as_99(self, monkeypatch, rhat, told) -> None:
        monkeypatch.setattr(imputation, "drifts", lambda trace: True)
        monkeypatch.setattr(imputation, "potential_scale_reduction", lambda trace: rhat)
        rng = np.random.default_rng(8)
        frame = pd.DataFrame({"x": rng.normal(size=40), "y": rng.normal(size=40)})
        frame.loc[:5, "y"] = np.nan
        imputed = impute_chained(frame, {"y": "normal"}, rng, m=4, iterations=8, most_iterations=8)
        (warning,) = imputed.warnings
        assert dict(warning.arguments)["rhat"] == told
        assert dict(warning.arguments)["iterations"] == 8
        assert imputed.unsettled[0].rhat == rhat

    def test_iterations_rise_until_it_is_settled(self) -> None:
        """As many as a slow chain needs, and no more than the first for one that has settled already."""
        rng = np.random.default_rng(9)
        n = 300
        u = rng.normal(size=n)
        frame = pd.DataFrame({f"w{k}": u + 0.35 * rng.normal(size=n) for k in range(3)})
        for k in range(3):
            frame.loc[rng.uniform(size=n) < 0.55, f"w{k}"] = np.nan
        imputed = impute_chained(frame, {f"w{k}": "normal" for k in range(3)}, rng, m=20, most_iterations=640)
        assert imputed.converged
        assert len(imputed.columns["w0"].trace) > 10
        easy = impute_chained(frame.assign(w1=u, w2=-u), {"w0": "normal"}, rng, m=20)
        assert easy.converged and len(easy.columns["w0"].trace) == 10


@pytest.mark.parametrize("value", [np.inf, -np.inf, 1e300])
def test_an_infinite_predictor_is_refused_by_name_without_its_value(value) -> None:
    frame = pd.DataFrame({"x": [value, 1.0, 2.0, 3.0], "y": [1.0, None, 0.0, 1.0]})
    with pytest.raises(ValueError, match="x: holds values that are infinite") as error:
        impute_chained(frame, {"y": "binary"}, np.random.default_rng(0))
    assert "inf," not in str(error.value) and "1e" not in str(error.value)


def test_columns_that_predict_nothing_are_named() -> None:
    frame = pd.DataFrame({"x": [1.0, None, 2.0, 3.0], "y": [1.0, None, 0.0, 1.0], "site": list("abcd")})
    imputed = impute_chained(frame, {"y": "binary"}, np.random.default_rng(0), m=2)
    assert [str(w).split(" predicts")[0] for w in imputed.warnings] == ["x", "site"]


def test_degenerate_frames_are_answered_with_a_reason() -> None:
    rng = np.random.default_rng(0)
    two = pd.DataFrame({"arm": [0, 1], "y": [1.0, np.nan]})
    imputed = impute_chained(two, {"y": "binary"}, rng, "arm", m=2)
    assert [str(w) for w in imputed.warnings] == ["y in arm 1: never observed, left missing"]
    perfect = pd.DataFrame({"x": [0.0, 1.0] * 40, "y": [0.0, 1.0] * 40})
    perfect.loc[:7, "y"] = np.nan
    drawn = impute_chained(perfect, {"y": "binary"}, rng, m=200).columns["y"]
    assert np.abs(drawn.values.mean(axis=0) - perfect.x[:8]).max() < 0.1
    assert np.isfinite(drawn.log_odds).all()


def test_columns_of_one_name_are_refused_by_it() -> None:
    frame = pd.DataFrame([[0.0, 1.0, 2.0], [1.0, None, 3.0], [0.0, 1.0, 4.0]], columns=["y", "x", "x"])
    with pytest.raises(ValueError, match="several columns have one name: x"):
        impute_chained(frame, {"x": "continuous"}, np.random.default_rng(0), m=2)
    with pytest.raises(ValueError, match="several columns have one name: x"):
        impute(frame, 0, m=2)


def test_a_category_seen_once_and_a_frame_without_rows_are_answered() -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"arm": np.arange(60) % 2, "k": np.where(np.arange(60) % 3 == 0, np.nan, 0.0)})
    frame.loc[5, "k"] = 2.0
    for kind in ("ordered", "multinomial"):
        imputed = impute_chained(frame, {"k": kind}, rng, "arm", m=3)
        assert np.isin(imputed.values("k"), [0.0, 2.0]).all()
        assert "k in arm 0: observed without variation" in str(imputed.warnings[0])
    with pytest.raises(ValueError, match="no rows"):
        impute_chained(frame.iloc[:0], {"k": "ordered"}, rng, "arm", m=3)
