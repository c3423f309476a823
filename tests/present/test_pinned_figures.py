"""Every figure of every kind of design is drawn as it was stored: texts, marks, lines, areas, axes, ticks."""

import pytest
from pinning import Pinned
from shown import artists_of
from shown_studies import DESIGNS, view

from voorzorg.present.figures import plans
from voorzorg.present.figures.style import styled


@pytest.mark.parametrize("design", DESIGNS)
def test_every_figure(pinned: Pinned, design: str) -> None:
    rows = []
    with styled():
        for plan in plans(view(design, "nl" if design == "trial" else "en")):
            figure = plan.draw()
            told = {"figure": plan.key, "place": plan.section, "what": plan.kind, "said": plan.about}
            rows.append(told | {"look": "" if figure else "nothing drawn", "x": "[]", "y": "[]"})
            if figure is not None:
                rows += artists_of(figure, plan.key)
    pinned(f"present/figures/{design}", rows, relative=1e-4, absolute=1e-6)
