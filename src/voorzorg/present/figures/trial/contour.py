"""Where a primary outcome's conclusion turns, if those not measured in either arm differ from what was
expected.
"""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import BLUE, INK, NARROW, PAPER, SOFT, VERMILION

_FEWEST = 4
_TINT = 0.28
_UNCLEAR = "#eceff2"


def grid_of(view: View, main: Row) -> dict[tuple[float, float], Row]:
    """Rows of the primary hypothesis by the shifts of the treated and of the reference arm."""
    found = {}
    at = {"wave": main.wave, "contrast": main.contrast, "analysis": "contour"}
    for row in view.find(main.outcome, "risk_difference", "mean_difference", **at):
        if row.category is not None and row.estimate is not None and row.p_value is not None:
            found[row.category.treated, row.category.reference] = row
    return found


def conclusion(row: Row) -> int:
    """-1 where the treated arm is demonstrably lower, 1 where it is higher, 0 where neither."""
    if row.p_value >= 1 - (row.ci_level or 0.95):
        return 0
    return -1 if row.estimate < 0 else 1


def draw(view: View, main: Row) -> Figure | None:
    """A cell for each pair of shifts: its colour is the conclusion, its number the difference."""
    context, t = view.context, view.context.t
    rows = grid_of(view, main)
    usual = rows.get((0.0, 0.0))
    if len(rows) < _FEWEST or usual is None:
        return None
    turned = sum(conclusion(row) != conclusion(usual) for row in rows.values())
    told = "turns" if turned else "stands" if conclusion(usual) else "none"
    percent = usual.estimand == "risk_difference"
    unit = t("estimand.risk_difference_pp") if percent else t("estimand.mean_difference")
    count = context.numbers.count
    about = " · ".join(filter(None, (context.outcome(main.outcome), context.wave(main.wave))))
    page = sheet(
        context,
        3.3,
        t("figure.contour.title", about=about),
        t(f"figure.contour.{told}", turned=count(turned), all=count(len(rows))),
        t("figure.contour.note", unit=unit, step=t(f"figure.contour.step.{'risk' if percent else 'scale'}")),
        width=NARROW,
    )
    axes = page.axes(0.9, 0.75, 0.2, 0.12)
    across, up = (sorted({pair[k] for pair in rows}) for k in (0, 1))
    colours = {-1: BLUE, 0: _UNCLEAR, 1: VERMILION}
    for (treated, reference), row in rows.items():
        x, y = across.index(treated), up.index(reference)
        found = conclusion(row)
        alpha = _TINT if found else 1.0
        axes.add_patch(
            Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colours[found], alpha=alpha, edgecolor=PAPER)
        )
        value = 100 * row.estimate if percent else row.estimate
        axes.text(x, y, context.numbers.fixed(value, 1, sign=True), size=9, ha="center", va="center")
    at = across.index(0.0) - 0.5, up.index(0.0) - 0.5
    axes.add_patch(Rectangle(at, 1, 1, fill=False, edgecolor=INK, linewidth=2))
    axes.set_xlim(-0.5, len(across) - 0.5)
    axes.set_ylim(-0.5, len(up) - 0.5)
    for axis, values, arm in (
        (axes.xaxis, across, main.contrast.treated),
        (axes.yaxis, up, context.reference or ""),
    ):
        shifts = [context.numbers.fixed(v, int(v % 1 != 0), sign=True) if v else "0" for v in values]
        axis.set_ticks(range(len(values)), shifts)
        label = t("figure.contour.axis", arm=context.arm_in_text(arm))
        inches, lines = (2.3, 3) if axis is axes.yaxis else (3.3, 2)
        axis.set_label_text("\n".join(fitted(label, inches, 8.2, lines)), size=8.2)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    name = context.arm(main.contrast.treated)
    keys = [
        Patch(
            facecolor=colours[k],
            alpha=_TINT if k else 1.0,
            label="\n".join(fitted(t(f"figure.contour.{word}", arm=name), 1.5, 8)),
        )
        for k, word in ((-1, "lower"), (0, "unclear"), (1, "higher"))
        if k == 0 or any(conclusion(row) == k for row in rows.values())
    ]
    axes.legend(
        handles=keys, loc="upper center", bbox_to_anchor=(0.42, -0.17), ncols=3, frameon=False, fontsize=8,
        labelcolor=SOFT, columnspacing=1.2,
    )  # fmt: skip
    return page.figure
