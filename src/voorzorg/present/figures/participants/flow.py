"""Flow of participants after CONSORT 2025: assessed, randomised, received, followed per wave, analysed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from voorzorg.present.context import in_text
from voorzorg.present.estimate_rows import View, part_of, suppressed
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import INK, PAPER, SOFT, WIDTH, arm_style
from voorzorg.present.participation import analysed, received
from voorzorg.present.tables.cohort import start_of

_LINE, _PAD, _GAP = 0.165, 0.09, 0.18  # inches: a line of text, room in a box, between boxes
_SIDE = 1.28  # inches for the names of the stages


@dataclass
class _Box:
    """A box: a first line, a number in bold, more lines, each where there is one, and what is beside it."""

    title: str
    value: str = ""
    lines: Sequence[str] = ()
    beside: Sequence[str] = ()
    texts: Sequence[tuple[str, float, int]] = ()  # what stands in it: lines with size and weight

    @property
    def height(self) -> float:
        return max(len(self.texts), len(self.beside)) * _LINE + 2 * _PAD

    def fitted(self, inside: float, outside: float = _SIDE) -> _Box:
        """The same on lines that fit a box, and the room beside it, of so many inches."""
        parts = ((self.title, 9.0, 400), (self.value, 9.5, 600), *((line, 8.6, 400) for line in self.lines))
        texts = [
            (line, size, weight)
            for text, size, weight in parts
            if text
            for line in fitted(text, inside - 0.08, size, 5)
        ]
        return replace(self, texts=texts, beside=[s for b in self.beside for s in fitted(b, outside, 8.3, 3)])


@dataclass
class _Stage:
    """A row of the diagram: its name at the left and a box per arm."""

    name: str
    boxes: dict[str, _Box] = field(default_factory=dict)
    filled: bool = False

    @property
    def height(self) -> float:
        return max(box.height for box in self.boxes.values())


def draw(view: View) -> Figure | None:
    """A column of boxes per arm, a row per stage; who was not there stands beside the box."""
    context = view.context
    t = context.t
    starts = [start_of(view, arm) for arm in context.arms]
    if not any(row and row.estimate is not None for row in starts):
        return None
    several = len(context.arms) > 1
    width = (WIDTH - _SIDE - 0.1) / len(context.arms)
    box = min(2.1, width * 0.6)
    stages = _stages(view)
    for stage in stages:
        stage.boxes = {arm: one.fitted(box, width - box + 0.04) for arm, one in stage.boxes.items()}
    first = [one.fitted(2.5) for one in _together(view)] if several else []
    heights = [one.height for one in first] + [one.height for one in stages]
    total = sum(heights) + _GAP * (len(heights) + several)
    page = sheet(
        context, total + 0.05, t("figure.flow.title"), t("figure.flow.subtitle"),
        t("figure.flow.reasons") if several else "",
    )  # fmt: skip
    canvas = _Canvas(page)
    lefts = [_SIDE + width * i for i in range(len(context.arms))]
    centres = [left + box / 2 for left in lefts]
    top = page.top * page.height - 0.05
    middle = (centres[0] + centres[-1]) / 2
    for number, one in enumerate(first):
        last = number == len(first) - 1
        canvas.side(top, one.height, t(f"figure.flow.{'allocation' if last else 'enrolment'}"))
        canvas.box(middle, top, 2.5, one, INK, height=one.height, filled=last)
        bottom = top - one.height
        if last:
            for centre in centres:
                canvas.elbow(middle, bottom, centre, bottom - 2 * _GAP)
            top = bottom - 2 * _GAP
        else:
            canvas.arrow(middle, bottom, bottom - _GAP)
            top = bottom - _GAP
    for number, stage in enumerate(stages):
        canvas.side(top, stage.height, stage.name)
        for centre, arm in zip(centres, context.arms, strict=True):
            if arm not in stage.boxes:
                continue
            colour = arm_style(context, arm).colour if several else INK
            canvas.box(centre, top, box, stage.boxes[arm], colour, height=stage.height, filled=stage.filled)
            if number:
                canvas.arrow(centre, top + _GAP, top)
            canvas.beside(centre + box / 2 + 0.08, top - stage.height / 2, stage.boxes[arm].beside)
        top -= stage.height + _GAP
    return page.figure


def _together(view: View) -> list[_Box]:
    """Before the arms part: who were assessed, which files of participants do not tell, and randomised."""
    context = view.context
    t = context.t
    rows = [start_of(view, arm) for arm in context.arms]
    known = [row.estimate for row in rows if row is not None and row.estimate is not None]
    hidden = len(known) < len(rows)
    total = t("word.suppressed") if hidden else context.numbers.count(sum(known))
    word = context.word("flow", next(row for row in rows if row).category)
    return [
        _Box(t("figure.flow.assessed"), lines=[t("figure.flow.not_recorded")]),
        _Box(word, f"n = {total}", lines=_clusters(view, list(context.arms))),
    ]


def _stages(view: View) -> list[_Stage]:
    """Allocated or enrolled, received where visits are logged, each wave, and the primary outcomes."""
    context = view.context
    t = context.t
    several = len(context.arms) > 1
    begin = _Stage("" if several else t("figure.flow.enrolment"), filled=True)
    given = _Stage(t("figure.flow.received"))
    for arm in context.arms:
        row = start_of(view, arm)
        label = context.arm(arm) if several else context.word("flow", row.category) if row else ""
        begin.boxes[arm] = _Box(label, f"n = {_count(view, row)}", lines=_clusters(view, [arm]))
        got = received(view, arm)
        words = (
            [t("figure.flow.not_recorded")]
            if got is None
            else [f"n = {context.numbers.count(got)}", t("figure.flow.visited")]
        )
        given.boxes[arm] = _Box(t("figure.flow.care"), lines=words)
    stages = [begin]
    if several and any(received(view, arm) is not None for arm in context.arms):
        stages.append(given)
    waves = [wave for wave in context.waves if view.find("flow", "count", wave=wave, category="measured")]
    for number, wave in enumerate(waves):
        stage = _Stage(context.wave(wave))
        for arm in context.arms:
            row = view.first("flow", "count", wave=wave, arm=arm, category="measured")
            start = start_of(view, arm)
            part = part_of(None if start is None else start.estimate, row)
            share = "" if part is None else f" ({context.numbers.percent(part, 0)})"
            stage.boxes[arm] = _Box(
                "",
                f"{context.word('flow', 'measured')}: n = {_count(view, row)}{share}",
                lines=_clusters(view, [arm], wave),
                beside=_losses(view, waves, number, arm),
            )
        stages.append(stage)
    return stages + _analysed(view)


def _clusters(view: View, arms: list[str], wave: str | None = None) -> list[str]:
    """How many clusters that is, where clusters were randomised."""
    counts = [view.allocated_clusters(arm, wave) for arm in arms]
    known = [n for n in counts if n is not None]
    cluster = view.context.manifest.cluster_randomised
    if cluster is None or not known or len(known) < len(counts):
        return []
    name = in_text(view.context.variable(cluster))
    return [view.context.t("figure.flow.clusters", n=view.context.numbers.count(sum(known)), cluster=name)]


def _analysed(view: View) -> list[_Stage]:
    """How many of each arm are in the main analysis of every primary outcome."""
    context = view.context
    stage = _Stage(context.t("figure.flow.analysed"))
    for arm in context.arms:
        lines = []
        for row, n in analysed(view, arm):
            name = context.outcome(row.outcome)
            count = context.t("word.suppressed") if n is None else context.numbers.count(n)
            lines.append(f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{count}: {name}")
        if lines:
            stage.boxes[arm] = _Box(context.t("figure.flow.in_analysis"), lines=lines)
    return [stage] if stage.boxes else []


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
        self, x: float, top: float, width: float, box: _Box, colour: str, *, height: float, filled: bool
    ) -> None:
        patch = FancyBboxPatch(
            (x - width / 2, top - height), width, height, boxstyle="round,pad=0,rounding_size=0.05",
            facecolor=colour if filled else PAPER, edgecolor=colour, linewidth=1.1,
        )  # fmt: skip
        self.axes.add_patch(patch)
        y = top - (height - len(box.texts) * _LINE) / 2 - _LINE / 2
        for text, size, weight in box.texts:
            self.axes.text(
                x, y, text, ha="center", va="center_baseline", size=size, weight=weight,
                color=PAPER if filled else INK,
            )  # fmt: skip
            y -= _LINE

    def arrow(self, x: float, y_from: float, y_to: float) -> None:
        arrow = FancyArrowPatch(
            (x, y_from), (x, y_to), arrowstyle="-|>", mutation_scale=8, shrinkA=0, shrinkB=0, color=SOFT,
            linewidth=0.9,
        )  # fmt: skip
        self.axes.add_patch(arrow)

    def elbow(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """From a box down, sideways, and down into another."""
        bend = (y0 + y1) / 2
        self.axes.plot([x0, x0, x1], [y0, bend, bend], color=SOFT, linewidth=0.9)
        self.arrow(x1, bend, y1)

    def side(self, top: float, height: float, text: str) -> None:
        self.axes.text(
            0.12, top - height / 2, textwrap.fill(text, 17), va="center", ha="left", size=9, weight=600,
            color=SOFT,
        )  # fmt: skip

    def beside(self, x: float, y: float, lines: Sequence[str]) -> None:
        if lines:
            self.axes.text(x, y, "\n".join(lines), va="center", ha="left", size=8.3, color=SOFT)
