"""A margin asks for two one-sided tests of the contrasts that are made, and a table says what they show."""

import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.run import analyse
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.table import to_frame
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.tables.robustness import equivalence_table


@pytest.fixture(scope="module")
def study():
    manifest = make_manifest()
    margins = {"smoking": 0.4, "score": 20.0, "report": 0.001}
    outcomes = {
        key: one.model_copy(update={"equivalence_margin": margins.get(key)})
        for key, one in manifest.outcomes.items()
    }
    return make_study(300, manifest=manifest.model_copy(update={"outcomes": outcomes}))


def rows(study, outcome):
    found = [
        row
        for name in ("two_arm", "adjusted")
        for row in analyse(name, study, outcome, study.outcomes[outcome])
    ]
    return to_frame(found).query("analysis == 'equivalence'")


@pytest.mark.parametrize("outcome", ["smoking", "score"])
def test_both_contrasts_have_it_after_the_start(study, outcome):
    table = rows(study, outcome)
    assert set(table["wave"]) == {"mid", "end"}
    assert set(table["category"]) == {"unadjusted", "adjusted"}
    assert (table["p_value"] < 0.05).all() and (table["ci_level"] - 0.9).abs().max() < 1e-9
    assert table["warnings"].str.contains("equivalent by the plan").all()


def test_a_margin_that_is_not_reached_says_so_and_is_no_hypothesis_of_its_own(study):
    table = rows(study, "report")
    assert (table["p_value"] > 0.05).all()
    assert table["warnings"].str.contains("not shown").all()


def test_clusters_count_in_the_adjusted_one(study):
    outcome = study.outcomes["report"].model_copy(update={"cluster": "site"})
    table = to_frame(analyse("adjusted", study, "report", outcome)).query("analysis == 'equivalence'")
    assert table["method"].str.contains("clusters|robust").all()
    assert not table["warnings"].str.contains("ignore").any()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_says_what_was_shown(study, language):
    table = rows(study, "smoking")
    view = View(table, Context(language, study.manifest, study.outcomes, "synthetic"))
    shown = equivalence_table(view, "smoking")
    assert len(shown.lines) == 5 and shown.lines[1].cells[2].startswith("±40")


def test_a_margin_fits_its_outcome():
    base = {"label": "X", "variable": "x"}
    with pytest.raises(ValueError, match="binary or continuous"):
        Outcome.model_validate(base | {"type": "count", "equivalence_margin": 1})
    with pytest.raises(ValueError, match="probability below 1"):
        Outcome.model_validate(base | {"type": "binary", "equivalence_margin": 5})
