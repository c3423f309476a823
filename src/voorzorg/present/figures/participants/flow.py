"""Flow of participants: randomised, and per wave and arm measured, missed and lost (CONSORT 2025)."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from voorzorg.present.estimate_rows import View, suppressed
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import FAINT, INK, PAPER, SOFT, arm_style
from voorzorg.present.tables.cohort import start_of

_BOX = 0.52
_STEP = 0.74


def draw(view: View) -> Figure | None:
    """A column of boxes per arm, a row per wave; losses beside the arrow that passes them."""
    context = view.context
    t = context.t
    starts = {arm: start_of(view, arm) for arm in context.arms}
    if not any(row and row.estimate is not None for row in starts.values()):
        return None
    waves = [wave for wave in context.waves if view.find("flow", "count", wave=wave, category="measured")]
    several = len(context.arms) > 1
    rows = len(waves) + 1 + several
    page = sheet(context, rows * _STEP + 0.1, t("figure.flow.title"), t("figure.flow.subtitle"))
    canvas = _Canvas(page)
    left, span = 1.55, page.width - 1.65
    width = span / len(context.arms)
    box = min(1.75, width * 0.58)
    centres = [left + width * i + (box / 2 if several else span * 0.35) for i in range(len(context.arms))]
    top = page.top * page.height - 0.05
    if several:
        total = sum(row.estimate for row in starts.values() if row and row.estimate is not None)
        middle = (centres[0] + centres[-1]) / 2
        label = context.word("flow", next(row for row in starts.values() if row).category)
        canvas.box(middle, top, 2.2, label, f"n = {context.numbers.count(total)}", INK, filled=True)
        canvas.side(0.12, top, t("figure.flow.allocation"))
        for centre in centres:
            canvas.elbow(middle, top - _BOX, centre, top - _STEP)
        top -= _STEP
    for centre, arm in zip(centres, context.arms, strict=True):
        row = starts[arm]
        colour = arm_style(context, arm).colour if several else INK
        label = context.arm(arm) if several else context.word("flow", row.category) if row else ""
        canvas.box(centre, top, box, label, f"n = {_count(view, row)}", colour, filled=True)
    for number, wave in enumerate(waves):
        y = top - _STEP * (number + 1)
        canvas.side(0.12, y, context.wave(wave))
        for centre, arm in zip(centres, context.arms, strict=True):
            row = view.first("flow", "count", wave=wave, arm=arm, category="measured")
            began = starts[arm]
            share = ""
            if row and began and row.estimate is not None and began.estimate:
                share = f"  ({context.numbers.percent(row.estimate / began.estimate, 0)})"
            canvas.arrow(centre, y + _STEP - _BOX, y)
            colour = arm_style(context, arm).colour if several else INK
            canvas.box(
                centre, y, box, context.word("flow", "measured"), f"n = {_count(view, row)}{share}", colour
            )
            canvas.beside(centre + box / 2 + 0.08, y - _BOX / 2, _losses(view, waves, number, arm))
    return page.figure


def _count(view: View, row: object) -> str:
    if suppressed(row):
        return view.context.t("word.suppressed")
    return view.context.numbers.count(getattr(row, "estimate", None))


def _losses(view: View, waves: list[str], number: int, arm: str) -> list[str]:
    """Who was not there; in a study without arms, who has dropped out since the box above."""
    wave, lines = waves[number], []
    if not view.context.reference:
        gone = [_lost(view, w, arm) for w in (waves[number - 1] if number else None, wave)]
        if gone[0] is not None and gone[1] is not None:
            new = gone[1] - gone[0]
            missed = view.first("flow", "count", wave=wave, arm=arm, category="missed")
            lines = (
                [f"{view.context.numbers.count(new)} {view.context.t('figure.flow.dropped')}"] if new else []
            )
            if missed is not None and missed.estimate:
                lines.append(f"{_count(view, missed)} {view.context.t('figure.flow.missed')}")
            return lines
    for state in ("missed", "lost", "withdrawn"):
        row = view.first("flow", "count", wave=wave, arm=arm, category=state)
        if row is not None and (row.estimate or suppressed(row)):
            lines.append(f"{_count(view, row)} {view.context.t(f'figure.flow.{state}')}")
    return lines


def _lost(view: View, wave: str | None, arm: str) -> float | None:
    """How many have not been seen again by a wave; none before the first."""
    if wave is None:
        return 0.0
    row = view.first("flow", "count", wave=wave, arm=arm, category="lost")
    return None if row is None else row.estimate


class _Canvas:
    """Boxes and arrows placed in inches from the lower left corner."""

    def __init__(self, page: Sheet) -> None:
        self.axes = page.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, page.width)
        self.axes.set_ylim(0, page.height)
        self.axes.set_axis_off()

    def box(
        self, x: float, top: float, width: float, label: str, value: str, colour: str, *, filled: bool = False
    ) -> None:
        self.axes.add_patch(
            FancyBboxPatch(
                (x - width / 2, top - _BOX),
                width,
                _BOX,
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor=colour if filled else PAPER,
                edgecolor=colour,
                linewidth=1.1,
            )
        )
        ink = PAPER if filled else INK
        self.axes.text(x, top - _BOX * 0.32, label, ha="center", va="center_baseline", size=9, color=ink)
        self.axes.text(
            x, top - _BOX * 0.72, value, ha="center", va="center_baseline", size=10, weight=600, color=ink
        )

    def arrow(self, x: float, y_from: float, y_to: float) -> None:
        self.axes.add_patch(
            FancyArrowPatch(
                (x, y_from),
                (x, y_to),
                arrowstyle="-|>",
                mutation_scale=8,
                shrinkA=0,
                shrinkB=0,
                color=SOFT,
                linewidth=0.9,
            )
        )

    def elbow(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """From a box down, sideways, and down into another."""
        bend = (y0 + y1) / 2
        self.axes.plot([x0, x0, x1], [y0, bend, bend], color=SOFT, linewidth=0.9)
        self.arrow(x1, bend, y1)

    def side(self, x: float, top: float, text: str) -> None:
        import textwrap

        self.axes.text(
            x, top - _BOX / 2, textwrap.fill(text, 19), va="center", ha="left", size=9, weight=600, color=SOFT
        )

    def beside(self, x: float, y: float, lines: list[str]) -> None:
        if lines:
            self.axes.plot([x - 0.07, x], [y, y], color=FAINT, linewidth=0.9)
            self.axes.text(x + 0.03, y, "\n".join(lines), va="center", ha="left", size=8.3, color=SOFT)
