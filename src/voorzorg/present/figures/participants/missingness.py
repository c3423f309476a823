"""Which waves were measured together: a row per pattern, a bar per arm."""

from __future__ import annotations

from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import View, suppressed
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import FAINT, INK, PAPER, SOFT, arm_style, clean
from voorzorg.present.figures.waves import wave_name
from voorzorg.present.tables.cohort import pattern_counts, pattern_waves

_ROWS = 14


def draw(view: View) -> Figure | None:
    """Dots for the waves (filled: measured), bars for how many participants have the pattern."""
    context = view.context
    t, numbers = context.t, context.numbers
    waves, patterns = pattern_waves(view), pattern_counts(view)
    if not patterns or len(waves) < 2:
        return None
    seen = [(p, rows) for p, rows in patterns if not all(suppressed(row) for row in rows.values())]
    controlled = len(seen) < len(patterns)
    shown = seen[:_ROWS]
    if not shown:
        return None
    note = ""
    if len(patterns) > len(shown):
        note = t(
            "figure.missingness.hidden" if controlled else "figure.missingness.rest",
            patterns=numbers.count(len(patterns) - len(shown)),
            n=numbers.count(sum(row.estimate or 0 for _, rows in seen[_ROWS:] for row in rows.values())),
        )
    step = 0.135 + 0.125 * len(context.arms)
    page = sheet(
        context,
        len(shown) * step + 0.95,
        t("figure.missingness.title"),
        t("figure.missingness.subtitle"),
        note,
    )
    rows = range(len(shown))
    dots = page.axes(0.25, 0.1, page.width - 0.25 - 0.5 * len(waves), 0.75)
    for y, (pattern, _) in zip(rows, shown, strict=True):
        held = [x for x, bit in enumerate(pattern) if bit == "1"]
        away = [x for x, bit in enumerate(pattern) if bit == "0"]
        if len(held) > 1:
            dots.plot([held[0], held[-1]], [y, y], color=FAINT, linewidth=1.6, zorder=1)
        dots.scatter(held, [y] * len(held), s=46, color=INK, zorder=3)
        dots.scatter(
            away, [y] * len(away), s=40, facecolor=PAPER, edgecolor="#8a949e", linewidth=1.0, zorder=3
        )
    dots.set_xlim(-0.6, len(waves) - 0.4)
    dots.set_xticks(range(len(waves)), [wave_name(context, wave) for wave in waves], size=7)
    dots.xaxis.tick_top()
    dots.set_yticks([])
    clean(dots, "left", "bottom", "top")
    dots.tick_params(top=False)

    bars = page.axes(0.25 + 0.5 * len(waves) + 0.2, 0.1, 0.55, 0.75)
    height = 0.8 / len(context.arms)
    longest = 1.0
    for i, arm in enumerate(context.arms):
        look = arm_style(context, arm)
        for y, (_, found) in zip(rows, shown, strict=True):
            row = found.get(arm)
            value = 0.0 if row is None or row.estimate is None else float(row.estimate)
            longest = max(longest, value)
            at = y - 0.4 + height * (i + 0.5)
            bars.barh(
                at, value, height * 0.86, facecolor=look.face, edgecolor=look.colour, linewidth=1.0,
            )  # fmt: skip
            hidden = suppressed(row) or (row is None and controlled)
            text = t("word.suppressed") if hidden else numbers.count(value)
            share = (
                ""
                if row is None or suppressed(row) or not view.n(row, arm)
                else (
                    f" ({numbers.percent(value / view.n(row, arm), 0)})"  # type: ignore[operator]
                )
            )
            bars.annotate(
                text + share, (value, at), xytext=(4, 0), textcoords="offset points", va="center_baseline",
                size=7.6, color=SOFT,
            )  # fmt: skip
    for axes in (dots, bars):
        axes.set_ylim(len(shown) - 0.4, -0.6)
    bars.set_xlim(0, longest * 1.04)
    bars.set_xticks([])
    bars.set_yticks([])
    clean(bars, "bottom")
    if len(context.arms) > 1:
        for i, arm in enumerate(context.arms):
            look = arm_style(context, arm)
            bars.annotate(
                f"{'■' if look.filled else '□'} {context.arm(arm)}", (0, 1), xycoords="axes fraction",
                xytext=(0, 8 + 13 * (len(context.arms) - 1 - i)), textcoords="offset points", size=9,
                weight=600, color=look.colour,
            )  # fmt: skip
    return page.figure
