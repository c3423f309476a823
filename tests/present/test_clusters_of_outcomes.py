"""Of how many of a study's outcomes the standard errors respect clusters."""

import pytest
from small_study import make_manifest, make_study

from voorzorg.estimates.table import to_frame
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View

ROW = {
    "cohort": "demo",
    "data_kind": "synthetic",
    "population": "itt",
    "analysis": "unadjusted",
    "method": "m",
}
ROW |= {"estimand": "risk", "arm": "control", "estimate": 0.5, "n_reference": 40}


@pytest.mark.parametrize(
    ("clustered", "told"),
    [((), "none"), (("smoking",), "some"), (("score",), "some"), (("smoking", "score"), "all")],
)
def test_by_what_outcomes_say(clustered, told) -> None:
    manifest = make_manifest()
    outcomes = {
        key: manifest.outcomes[key].model_copy(update={"cluster": "site" if key in clustered else None})
        for key in ("smoking", "score")
    }
    table = to_frame([ROW | {"outcome": key} for key in outcomes])
    assert View(table, Context("en", manifest, outcomes, "synthetic")).clustered == told


def test_a_study_without_outcomes_has_none_in_clusters() -> None:
    study = make_study(20)
    table = to_frame([ROW | {"outcome": "flow", "estimand": "count", "category": "randomised"}])
    assert View(table, Context("en", study.manifest, {}, "synthetic")).clustered == "none"
