"""What a person types wrongly, or the data do not hold, is answered in a sentence, by every model."""

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics import (
    GEE,
    MMRM,
    Cox,
    LinearModel,
    Logit,
    MixedModel,
    MultilevelLogit,
    NegativeBinomial,
)

MODELS = {
    "logit": (Logit, "y", {}),
    "linear": (LinearModel, "score", {}),
    "counts": (NegativeBinomial, "count", {}),
    "cox": (Cox, "time", {"event": "event"}),
    "gee": (GEE, "y", {"groups": "id"}),
    "mixed": (MixedModel, "score", {"person": "id"}),
    "mmrm": (MMRM, "score", {"person": "id", "wave": "wave"}),
    "multilevel": (MultilevelLogit, "y", None),
}


def data():
    rng = np.random.default_rng(1)
    n = 240
    woman = np.repeat(np.arange(80), 3)
    return pd.DataFrame(
        {
            "id": woman,
            "wave": np.tile(np.arange(3), 80),
            "x": rng.normal(size=n),
            "arm": pd.Categorical(
                np.where(woman % 2, "treated", "control"), categories=["control", "treated", "third"]
            ),
            "site": pd.Categorical(np.array(list("abcd"))[woman % 4], categories=list("abcde")),
            "y": rng.integers(0, 2, n),
            "count": rng.poisson(2, n),
            "score": rng.normal(size=n),
            "time": rng.exponential(1.0, n),
            "event": rng.integers(0, 2, n),
        }
    )


def fitted(kind, terms):
    model, response, columns = MODELS[kind]
    formula = f"{response} ~ {terms}"
    if columns is None:
        return MultilevelLogit.from_formula(formula, data(), "id").fit()
    return model.from_formula(formula, data(), **columns).fit()


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("arm * site", "no row has arm = treated × site = c: that effect cannot be estimated"),
        ("C(arm) * C(site)", "no row has arm = treated × site = c"),
        ("x + (1|id)", "random effects do not stand in the formula"),
        ("arm +", "cannot be read at '\\+'"),
        ('arm == "treated"', "a comparison stands in braces"),
        ("armm", "the data lack armm"),
        ('C(site, contr.treatment("e"))', "no row has 'e', which the formula takes as reference"),
        ("arm + site + I(2 * x) + x", r"leave out: .* \(a combination of"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(kind, terms, said):
    with pytest.raises(ValueError, match=said):
        fitted(kind, terms)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("terms", ["arm + x", "x + arm:x", "C(arm)"])
def test_categories_without_rows_are_left_out_and_told(kind, terms):
    found = fitted(kind, terms)
    assert not any("third" in str(name) for name in found.params.index)
    assert any("no row has arm = third: left out" in str(note) for note in found.warnings)
    shown = str(found.summary())
    assert "nan" not in shown.lower() and "third: left out" in shown


def test_a_contrast_of_an_arm_without_rows_is_refused():
    found = fitted("multilevel", "arm + x")
    with pytest.raises(ValueError, match="has arm = third; there are control, treated"):
        found.marginal_risks("arm", arms=["control", "third"])


def test_a_model_without_terms_is_refused():
    with pytest.raises(ValueError, match="no term to estimate"):
        fitted("cox", "1")
    with pytest.raises(ValueError, match="a combination of \\(constant\\), arm\\[control\\]"):
        fitted("cox", "0 + arm")


def test_a_fit_that_failed_shows_its_reason_and_no_table():
    frame = data().assign(y=lambda d: (d["arm"] == "treated").astype(int))
    shown = str(GEE.from_formula("y ~ arm", frame, groups="id").fit().summary())
    assert "NOT CONVERGED" in shown and "separation" in shown
