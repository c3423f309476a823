"""Figures and tables survive a cohort of which nothing may be shown, and labels that look like formulas."""

import numpy as np
import pytest
from present_rows import make_context

from voorzorg.present.disclosure import rules
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.style import styled
from voorzorg.present.tables import build_tables
from voorzorg.present.words.findings import family_findings


def hidden(estimates, kept: tuple[str, ...]):
    """The estimates with all but the rows of some outcomes withheld."""
    table = estimates.copy()
    table["data_kind"] = "real"
    rules.suppress(table, (~table["outcome"].isin(kept)).to_numpy(dtype=bool), "few", 10)
    return table


@pytest.mark.parametrize("kept", [(), ("flow",)], ids=["nothing shown", "only the flow shown"])
def test_figures_tables_and_findings_survive_a_table_with_everything_hidden(estimates, kept):
    view = View(hidden(estimates, kept), make_context("en"))
    with styled():
        for plan in plans(view):
            plan.draw()
    tables = build_tables(view)
    assert tables
    for contrast in view.contrasts:
        family_findings(view, contrast)


def test_a_dollar_sign_is_drawn_as_a_dollar_sign(tmp_path):
    from matplotlib.figure import Figure

    with styled():
        for text in ("Costs, US$ per visit (2010 US$)", "$\\frac{$ %s {0}", "$x_", "a \\ b _^"):
            figure = Figure()
            figure.text(0.1, 0.5, text)
            figure.savefig(tmp_path / "x.svg")
            assert not any(np.isnan(figure.get_size_inches()))
