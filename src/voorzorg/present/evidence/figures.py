"""Drawn figures of the evidence report: forest plots, and cost against evidence of the interventions."""

from __future__ import annotations

import base64
import io
import textwrap
from typing import TYPE_CHECKING, Any

from voorzorg.present.figures.style import (
    AMBER,
    BLUE,
    FAINT,
    GREEN,
    INK,
    PAPER,
    PURPLE,
    SOFT,
    VERMILION,
    styled,
)
from voorzorg.present.words.messages import message, messages_below
from voorzorg.present.words.numbers import Numbers
from voorzorg.text import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def _svg(figure: Figure) -> str:
    """Bytes of a figure as a data URI; the same figure gives the same text."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": "voorzorg"})
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _new(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def forest(panel: pd.DataFrame, language: Language) -> str:
    """One panel of the synthesis: effects with intervals where they exist, points where they do not."""
    words, numbers = messages_below(language, "evidence.forest"), Numbers(language)
    rows: list[dict[str, Any]] = [
        {str(k): v for k, v in r.items()} for r in panel.to_dict("records") if r["effect"] != "pooled"
    ]
    pooled = [
        r for r in panel.to_dict("records") if r["effect"] == "pooled" and r["estimate"] == r["estimate"]
    ]
    everything = rows + [{str(k): v for k, v in r.items()} for r in pooled]
    ratio = rows[0]["measure"] != "d"
    null = 1.0 if ratio else 0.0
    good_low = rows[0]["favours"] == "negative"
    with styled():
        height = 0.36 * len(everything) + 1.05
        figure = _new(8.6, height)
        axes = figure.add_axes((0.46, 0.62 / height, 0.36, 1 - 0.95 / height))
        for i, r in enumerate(everything):
            y = len(everything) - 1 - i
            known = r["ci_low"] == r["ci_low"]
            is_pool = r["effect"] == "pooled"
            better = (r["estimate"] < null) == good_low
            colour = INK if is_pool else (BLUE if better else VERMILION) if known else SOFT
            marker = "D" if is_pool or r["summary"] is True else "s"
            if known:
                axes.plot([r["ci_low"], r["ci_high"]], [y, y], color=colour, lw=1.6, zorder=2)
            face = colour if known else PAPER
            axes.plot(r["estimate"], y, marker, color=colour, mfc=face, ms=6, zorder=3)
            label = textwrap.fill(r[f"label_{language}"], 58)
            figure.text(0.012, _y(axes, y, len(everything)), label, size=8.6, va="center", color=INK)
            shown = numbers.fixed(r["estimate"], 2)
            if known:
                shown += (
                    f"  ({numbers.fixed(r['ci_low'], 2)} {numbers.between} {numbers.fixed(r['ci_high'], 2)})"
                )
            figure.text(
                0.84, _y(axes, y, len(everything)), shown, size=8.6, va="center", color=INK if known else SOFT
            )
        axes.axvline(null, color=SOFT, lw=0.9, dashes=(3, 3), zorder=1)
        if ratio:
            axes.set_xscale("log")
            ends = axes.get_xlim()
            ticks = [t for t in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0) if ends[0] <= t <= ends[1]]
            axes.set_xticks(ticks, [numbers.fixed(t, 2 if t < 0.1 else 1) for t in ticks])
            axes.minorticks_off()
        else:
            ends = axes.get_xlim()
            reach = max(abs(e) for e in ends) if ends[0] < 0 < ends[1] else 0.0
            axes.set_xlim(min(ends[0], -0.08 * (reach or ends[1])), max(ends[1], 0.08 * (reach or 1)))
            axes.xaxis.set_major_formatter(lambda v, _: numbers.fixed(v, 1))
        axes.set_ylim(-0.7, len(everything) - 0.3)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words[rows[0]["measure"]])
        arrow = (f"← {words['good']}", 0.0, "left") if good_low else (f"{words['good']} →", 1.0, "right")
        axes.text(
            arrow[1], 1.0, arrow[0], transform=axes.transAxes, size=8, color=SOFT, ha=arrow[2], va="bottom"
        )
        return _svg(figure)


def _y(axes: Any, y: float, count: int) -> float:
    box = axes.get_position()
    return float(box.y0 + (y + 0.7) / (count + 0.4) * box.height)


def cost_against_evidence(table: pd.DataFrame, language: Language) -> str:
    """Cost per trajectory against the class of the best study; interventions without a price stand apart."""
    classes, numbers = messages_below(language, "evidence.evidence_class"), Numbers(language)
    order = [c for c in classes if c in set(table["evidence_class"])]
    colours = dict(zip(classes, (BLUE, GREEN, PURPLE, AMBER, SOFT), strict=True))
    with styled():
        height = 0.75 * len(order) + 2.3
        figure = _new(8.6, height)
        axes = figure.add_axes((0.2, 0.55 / height, 0.61, 1 - 0.8 / height))
        side = figure.add_axes((0.82, 0.55 / height, 0.175, 1 - 0.8 / height))
        side.axis("off")
        side.set_title(
            message(language, "evidence.cost_unknown"), size=7.4, color=SOFT, weight=400, loc="left"
        )
        for i, name in enumerate(order):
            base = len(order) - 1 - i
            group = table[table["evidence_class"] == name]
            priced = group[group["cost_low"].notna()].sort_values("cost_low")
            levels = _spread([float(x) for x in priced["cost_high"].fillna(priced["cost_low"])])
            for (_, r), level in zip(priced.iterrows(), levels, strict=True):
                y = base + level
                low, high = (
                    float(r["cost_low"]),
                    float(r["cost_high"] if r["cost_high"] == r["cost_high"] else r["cost_low"]),
                )
                strong = r["key"] == "voorzorg"
                axes.plot([low, high], [y, y], color=colours[name], lw=2.2)
                axes.plot((low * high) ** 0.5, y, "o", color=colours[name], ms=7 if strong else 5.5)
                axes.annotate(
                    r["name"].split(",")[0],
                    ((low * high) ** 0.5, y),
                    xytext=(0, 6),
                    textcoords="offset points",
                    ha="center",
                    size=7.8,
                    color=INK,
                    weight=600 if strong else 400,
                )
            missing = group[group["cost_low"].isna()]["name"].str.split(",").str[0].tolist()
            side.text(
                0.02,
                base,
                "\n".join(textwrap.fill(m, 24) for m in missing),
                size=7.4,
                va="center",
                color=SOFT,
            )
        axes.set_xscale("log")
        axes.set_xlim(150, 32000)
        ticks = [200, 500, 1000, 2000, 5000, 10000, 20000]
        axes.set_xticks(ticks, [numbers.count(t) for t in ticks])
        axes.minorticks_off()
        axes.set_yticks(range(len(order)), [classes[name] for name in reversed(order)])
        axes.tick_params(axis="y", length=0, pad=20)  # a browser's letters may be wider
        axes.set_ylim(-0.55, len(order) - 0.35)
        side.set_ylim(-0.55, len(order) - 0.35)
        for y in range(len(order) - 1):
            axes.axhline(y + 0.5, color=FAINT, lw=0.8)
        axes.set_xlabel(message(language, "evidence.cost_axis"))
        return _svg(figure)


def _spread(values: list[float]) -> list[float]:
    """Heights that keep labels of neighbouring prices apart."""
    steps = (0.0, 0.26, -0.26)
    last: dict[float, float] = {}
    levels: list[float] = []
    for value in values:
        free = next((s for s in steps if value / last.get(s, 1e-9) > 2.2), steps[len(levels) % 3])
        last[free] = value
        levels.append(free)
    return levels
