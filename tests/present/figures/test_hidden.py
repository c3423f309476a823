"""When output control hides much or all of it, every figure and table still says so in peace."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from present_rows import make_context, one_arm_context, one_arm_estimates, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.style import styled
from voorzorg.present.tables import build_tables

NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "p_value", "p_adjusted", "p_adjusted_fdr")
COUNTS = ("n_treated", "n_reference", "events_treated", "events_reference")
FAMILIES = ("smoking", "breastfeeding", "maltreatment")


def studies():
    trial = trial_estimates()
    trial = trial[trial["family"].isin(FAMILIES) | trial["family"].isna()].reset_index(drop=True)
    return {"trial": (trial, make_context("nl")), "one_arm": (one_arm_estimates(), one_arm_context("en"))}


def hide(table, how):
    """Rows and numbers that are gone: all of them, every other row, the intervals, or the counts."""
    rows = np.arange(len(table)) % 2 == 0 if how == "every other" else np.ones(len(table), dtype=bool)
    columns = {"intervals": ("std_error", "ci_low", "ci_high"), "counts": COUNTS}.get(how, NUMBERS + COUNTS)
    hidden = table.copy()
    for column in columns:
        hidden[column] = hidden[column].mask(rows)
    return hidden


@pytest.mark.parametrize("study", ["trial", "one_arm"])
@pytest.mark.parametrize("how", ["all", "every other", "intervals", "counts"])
def test_every_figure_and_table_has_an_empty_state(study, how):
    estimates, context = studies()[study]
    view = View(hide(estimates, how), context)

    with styled():
        for plan in plans(view):
            figure = plan.draw()
            if figure is not None:
                plt.close(figure)
    assert build_tables(view)
