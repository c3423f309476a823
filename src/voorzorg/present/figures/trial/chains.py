"""What was imputed of a primary outcome: the course of the chains beside what was measured, and chance."""

from __future__ import annotations

from matplotlib.figure import Figure

from voorzorg.estimates.table import messages_of
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import FAINT, NARROW, arm_style, number_axis

_FEWEST = 3
_NAMES = 1.75  # inches for the arms' names beside their lines


def courses_of(view: View, main: Row) -> dict[str, list[Row]]:
    """By arm the rows of every iteration, in order; arms with hardly any are left out."""
    found: dict[str, list[Row]] = {}
    for row in view.find(main.outcome, "imputed_mean", wave=main.wave, analysis="chains"):
        if row.arm is not None and row.category is not None and row.estimate is not None:
            found.setdefault(row.arm, []).append(row)
    ordered = {arm: sorted(rows, key=lambda row: row.category.number) for arm, rows in found.items()}
    return {arm: ordered[arm] for arm in view.context.arms if len(ordered.get(arm, [])) >= _FEWEST}


def draw(view: View, main: Row) -> Figure | None:
    """A line per arm with the band of most data sets; dashes are what was measured."""
    context, t = view.context, view.context.t
    courses = courses_of(view, main)
    if not courses:
        return None
    percent = main.estimand == "risk_difference"
    scale = 100.0 if percent else 1.0
    about = " · ".join(filter(None, (context.outcome(main.outcome), context.wave(main.wave))))
    page = sheet(
        context,
        2.7,
        t("figure.chains.title", about=about),
        _luck(view, main, scale),
        t("figure.chains.note"),
        width=NARROW,
    )
    axes = page.axes(0.75, 0.5, _NAMES, 0.12)
    last, ends = 1, []
    for arm, rows in courses.items():
        style = arm_style(context, arm)
        x = [row.category.number for row in rows]
        y = [scale * row.estimate for row in rows]
        last = max(last, *x)
        ends.append((y[-1], arm))
        low, high = ([scale * limit for limit in side] for side in zip(*map(_limits, rows), strict=True))
        axes.fill_between(x, low, high, color=style.colour, alpha=0.14, linewidth=0)
        axes.plot(x, y, color=style.colour, linestyle=style.line, linewidth=1.5)
        if (seen := _measured(view, main, arm)) is not None:
            axes.axhline(scale * seen, color=style.colour, linestyle=(0, (1, 2)), linewidth=1.2)
    bottom, top = axes.get_ylim()
    apart = 0.16 * (top - bottom)
    place = None
    for value, arm in sorted(ends):
        place = value if place is None else max(value, place + apart)
        axes.annotate(
            _named(view, main, arm), (last, place), xytext=(8, 0), textcoords="offset points", va="center",
            size=8.2, color=arm_style(context, arm).colour, annotation_clip=False,
        )  # fmt: skip
    axes.set_xlim(1, last)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    number_axis(context, axes.xaxis)
    number_axis(context, axes.yaxis)
    axes.set_xlabel(t("figure.chains.iteration"))
    axes.set_ylabel(
        t("figure.chains.share") if percent else context.unit(main.outcome) or t("figure.chains.mean")
    )
    return page.figure


def _limits(row: Row) -> tuple[float, float]:
    """Where most data sets lie; where that is hidden, the middle one."""
    low, high = (row.estimate if limit is None else limit for limit in (row.ci_low, row.ci_high))
    return low, high


def _measured(view: View, main: Row, arm: str) -> float | None:
    """What was measured in an arm of the column that was imputed."""
    row = view.first(main.outcome, "risk", "mean", wave=main.wave, arm=arm, analysis="chains")
    return None if row is None else row.estimate


def _named(view: View, main: Row, arm: str) -> str:
    """The arm, with R-hat below it where it is known."""
    row = view.first(main.outcome, "rhat", wave=main.wave, arm=arm, analysis="chains")
    name = "\n".join(fitted(view.context.arm(arm), _NAMES - 0.2, 8.2))
    if row is None or row.estimate is None:
        return name
    return f"{name}\n{view.context.t('figure.chains.rhat', rhat=view.context.numbers.fixed(row.estimate, 2))}"


def _luck(view: View, main: Row, scale: float) -> str:
    """Why so many imputations are enough, or that they may not be."""
    at = {"wave": main.wave, "contrast": main.contrast}
    row = view.first(main.outcome, "monte_carlo_error", analysis="chains", **at)
    whole = view.first(main.outcome, main.estimand, analysis="imputation", **at)
    if row is None or whole is None or row.estimate is None or not whole.std_error:
        return ""
    said = [one for one in messages_of(row.method_messages or None) if one.key == "pooled"]
    imputations = int(str(dict(said[0].arguments)["imputations"])) if said else 0
    numbers = view.context.numbers
    share = row.estimate / whole.std_error
    key = "enough" if share <= 0.1 else "more"
    return view.context.t(
        f"figure.chains.{key}",
        imputations=numbers.count(imputations),
        error=numbers.fixed(scale * row.estimate, 2),
        unit=view.context.t("figure.chains.points") if scale > 1 else view.context.unit(main.outcome) or "",
        share=numbers.percent(share, 0),
    )
