"""Rows in a reader's words, as notebooks have them, are as they were stored."""

import pandas as pd
import pytest
from pinning import Pinned
from shown_studies import stored, view

from voorzorg.estimates.table import to_frame
from voorzorg.messages import message
from voorzorg.present.notebook import Results
from voorzorg.present.words.readable_rows import PARTS


@pytest.mark.parametrize(
    ("design", "language"), [("trial", "en"), ("voorzorg_2", "nl"), ("three_arms", "nl")]
)
def test_rows_in_words(pinned: Pinned, design: str, language: str) -> None:
    """A few rows of every kind."""
    table = stored(design)
    kinds = ["analysis", "estimand", "scale"]
    chosen = table[table.groupby(kinds, dropna=False).cumcount().isin([0, 3])]
    found = Results(table, view(design, language).context).table(chosen, *PARTS)
    pinned(f"present/words/rows.{design}.{language}", found.reset_index(names=str(found.columns.name)))


def test_a_grid(pinned: Pinned) -> None:
    results = Results(stored("trial"), view("trial", "nl").context)
    flow = stored("trial").query("outcome == 'flow' and wave.notna()")
    wide = results.grid(flow, "wave", ("who", "category"))
    tests = stored("trial").query(
        "analysis == 'unadjusted' and estimand == 'risk_difference' and outcome != 'cps_report'"
    )
    flat = results.grid(
        tests[~tests["outcome"].str.startswith(("base", "attr"))], "outcome", "wave", "p_value"
    )
    for name, made in (("flow", wide), ("tests", flat)):
        made = made.copy()
        made.columns = [
            " / ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in made.columns
        ]
        pinned(f"present/words/grid.{name}", made.reset_index(names="name"))
    assert [*wide.columns.names, flat.columns.name] == [None, "Meetmoment", "Uitkomst"]


def test_what_has_no_number_says_why(pinned: Pinned) -> None:
    base = {"cohort": "c", "data_kind": "synthetic", "population": "itt", "method": "m", "outcome": "smoking"}
    base |= {"analysis": "unadjusted", "estimand": "risk_difference"}
    spread = base | {"estimand": "random_effect_sd", "analysis": "multilevel", "estimate": 1.0}
    rows = [
        base | {"converged": False, "warnings": (message("no-events"),)},
        base | {"converged": False, "estimate": 0.1},
        base | {"converged": True, "estimate": 0.1, "time_weeks": 0.0, "p_value": 0.0},
        base | {"estimate": 0.1, "time_weeks": 104.4, "p_adjusted": 1.0, "p_adjusted_fdr": 0.04},
        base | {"estimand": "joint_test", "analysis": "survival", "p_value": 0.4},
        base | {"estimand": "joint_test", "analysis": "multilevel", "p_value": 0.4},
        *(spread | {"category": f"sd({level})"} for level in ("participant_id", "age")),
    ]
    found = Results(pd.DataFrame(), view("trial", "en").context).table(to_frame(rows), *PARTS)
    pinned("present/words/rows.without", found.reset_index(names=str(found.columns.name)))
