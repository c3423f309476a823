"""A competing event: who has it first can no longer have the outcome's, and rows follow."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.analyses.two_arms.time_to_event import with_causes
from voorzorg.cohorts.manifest.outcomes import Competing, Outcome
from voorzorg.estimates.table import to_frame
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.style import styled
from voorzorg.present.figures.trial import curves
from voorzorg.present.tables.outcomes import outcome_tables

OTHER = Competing(variable="placed_weeks", event="placed")


@pytest.fixture(scope="module")
def study():
    manifest = make_manifest()
    outcome = manifest.outcomes["report_time"].model_copy(update={"competing": OTHER})
    found = make_study(400, manifest=manifest.model_copy(update={"outcomes": {"report_time": outcome}}))
    rng = np.random.default_rng(3)
    placed = rng.random(400) < 0.2
    people = found.participants.assign(
        placed=pd.array(placed.astype(int), dtype="Int64"),
        placed_weeks=pd.array(np.where(placed, rng.uniform(0, 100, 400), 100.0), dtype="Float64"),
    )
    return replace(found, participants=people)


@pytest.fixture(scope="module")
def table(study):
    return to_frame(analyse("kaplan_meier", study, "report_time", study.outcomes["report_time"]))


def test_causes_and_times_by_which_came_first():
    frame = pd.DataFrame(
        {"y": [10, 10, 10, 10, 10, np.nan], "event": [1, 1, 0, 0, 0, 1],
         "other": [5, 10, 10, 12, 3, 3], "other_event": [1, 1, 1, 1, 0, 1]}
    )  # fmt: skip
    found = with_causes(frame)
    assert found["cause"].tolist()[:5] == [2, 1, 2, 0, 0]
    assert found["y"].tolist()[:5] == [5, 10, 10, 10, 10] and np.isnan(found["y"].iloc[5])


def test_rows_are_of_incidence_and_cause_specific_hazards(table):
    assert set(table["estimand"]) == {"cumulative_incidence", "risk", "risk_difference", "hazard_ratio"}
    difference = table.query("estimand == 'risk_difference'").iloc[0]
    risks = table.query("estimand == 'risk'").set_index("arm")["estimate"]
    assert difference["estimate"] == pytest.approx(risks["treated"] - risks["control"])
    assert difference["p_value"] < 1 and difference["time_weeks"] == 100
    assert table.query("estimand == 'hazard_ratio'")["method"].str.contains("cause-specific").all()


def test_the_difference_in_incidence_stands_for_the_outcome(study):
    found = estimate_family(study, "reports")
    main = found[found["main"].fillna(False)]
    assert main["estimand"].tolist() == ["risk_difference"]
    assert "imputation" not in set(found["analysis"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_table_and_figure_show_it(study, table, language):
    view = View(table, Context(language, study.manifest, study.outcomes, "synthetic"))
    (shown,) = outcome_tables(view, "reports")
    assert any("incid" in column.label for column in shown.columns)
    with styled():
        figure = curves.draw(view, "report_time")
    assert any("Aalen-Johansen" in text.get_text() for text in figure.texts)


def test_it_belongs_to_times_that_are_not_imputed():
    time = {"label": "T", "type": "time", "variable": "t", "event": "e", "competing": OTHER.model_dump()}
    assert Outcome.model_validate(time).chosen_analyses == ("kaplan_meier",)
    with pytest.raises(ValueError, match="not imputed"):
        Outcome.model_validate(time | {"analyses": ["imputation"]})
    with pytest.raises(ValueError, match="type 'time'"):
        Outcome.model_validate(time | {"type": "binary"})
