"""The chains' figure: a line per arm beside what was measured, and whether the imputations are enough."""

import pandas as pd
import pytest
from matplotlib.text import Text
from present_rows import VS, make_context

from voorzorg.estimates.table import spoken
from voorzorg.messages import message
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.style import styled
from voorzorg.present.figures.trial.chains import courses_of, draw


def rows(error: float) -> pd.DataFrame:
    shared = {
        "outcome": "smoking", "wave": "m2", "family": "smoking", "ci_level": 0.95, "warnings": None,
        "arm": None, "contrast": None, "category": None, "analysis": "chains",
    }  # fmt: skip
    at = {**shared, "contrast": str(VS), "estimand": "risk_difference"}
    found = [{**at, "analysis": "adjusted", "estimate": -0.1, "std_error": 0.05}]
    found.append({**at, "analysis": "imputation", "estimate": -0.1, "std_error": 0.05})
    luck = at | {"estimand": "monte_carlo_error", "estimate": error}
    found.append(luck | spoken({"method": (message("pooled", imputations=60),)}))
    for arm, level in zip(VS.arms, (0.4, 0.6), strict=True):
        own = {**shared, "arm": arm}
        found.append({**own, "estimand": "risk", "estimate": level - 0.1})
        found.append({**own, "estimand": "rhat", "estimate": 1.03})
        for step in range(1, 9):
            numbers = {"estimate": level, "ci_low": level - 0.05, "ci_high": level + 0.05}
            found.append({**own, **numbers, "estimand": "imputed_mean", "category": f"iteration={step}"})
    return pd.DataFrame(found)


@pytest.mark.parametrize(
    ("language", "error", "words"),
    [
        ("en", 0.003, "60 imputations are enough: other random numbers would move the difference by 0.30"),
        ("nl", 0.003, "60 imputaties zijn genoeg"),
        ("en", 0.02, "60 imputations are few"),
    ],
)
def test_it_says_whether_the_imputations_are_enough(language, error, words) -> None:
    view = View(rows(error), make_context(language))
    with styled():
        figure = draw(view, view.rows[0])
    dashes = sorted(line.get_ydata()[0] for line in figure.axes[0].lines if len(set(line.get_ydata())) == 1)
    assert dashes[0] == pytest.approx(30)
    said = " ".join(item.get_text() for item in figure.findobj(Text))
    assert words in said
    assert ("R-hat 1.03" if language == "en" else "R-hat 1,03") in said


def test_without_chains_there_is_no_figure() -> None:
    view = View(rows(0.003), make_context("en"))
    assert list(courses_of(view, view.rows[0])) == [VS.reference, VS.treated]
    table = rows(0.003)
    view = View(table[table["estimand"] != "imputed_mean"], make_context("en"))
    assert draw(view, view.rows[0]) is None
