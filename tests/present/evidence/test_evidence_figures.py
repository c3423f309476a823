"""What the drawn figures of the evidence report say by their marks: surer, less sure, better, worse."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from voorzorg.present.evidence import figures
from voorzorg.present.figures.style import BLUE, INK, PAPER, SOFT, VERMILION

NOTHING = float("nan")


def effect(
    key: str, estimate: float, low: float = NOTHING, high: float = NOTHING, **more: Any
) -> dict[str, Any]:
    row = {
        "measure": "risk_ratio",
        "favours": "negative",
        "effect": key,
        "label_nl": f"nl {key}",
        "label_en": f"en {key}",
        "estimate": estimate,
        "ci_low": low,
        "ci_high": high,
        "summary": False,
    }
    return row | more


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(figures, "_svg", lambda figure: figure)
    return lambda rows, language="nl": figures.forest(pd.DataFrame(rows), language)


def marks(figure: Any) -> list[tuple[float, str, str, str]]:
    """Estimate, shape, colour and fill of every mark, from the top down."""
    dots = [line for line in figure.axes[0].lines if line.get_marker() not in ("None", "", None)]
    dots.sort(key=lambda line: -line.get_ydata()[0])
    return [
        (
            float(line.get_xdata()[0]),
            line.get_marker(),
            to_hex(line.get_color()),
            to_hex(line.get_markerfacecolor()),
        )
        for line in dots
    ]


def test_better_is_blue_worse_is_vermilion_unsure_is_hollow_and_the_pooled_effect_is_ink(drawn) -> None:
    figure = drawn(
        [
            effect("pooled", 0.8, 0.7, 0.95),
            effect("better", 0.5, 0.4, 0.6),
            effect("worse", 1.5, 1.1, 2.0),
            effect("bare", 0.9),
            effect("review", 0.7, 0.5, 0.9, summary=True),
        ]
    )

    assert marks(figure) == [
        (0.5, "s", BLUE.lower(), BLUE.lower()),
        (1.5, "s", VERMILION.lower(), VERMILION.lower()),
        (0.9, "s", SOFT, PAPER),
        (0.7, "D", BLUE.lower(), BLUE.lower()),
        (0.8, "D", INK, INK),
    ]
    intervals = [line for line in figure.axes[0].lines if len(set(line.get_xdata())) == 2]
    assert [list(line.get_xdata()) for line in intervals] == [[0.4, 0.6], [1.1, 2.0], [0.5, 0.9], [0.7, 0.95]]


def test_where_more_is_better_the_colours_and_the_arrow_turn(drawn) -> None:
    down = drawn([effect("a", 0.5, 0.4, 0.6)])
    up = drawn([effect("a", 0.5, 0.4, 0.6, favours="positive")])

    assert (marks(down)[0][2], marks(up)[0][2]) == (BLUE.lower(), VERMILION.lower())
    (arrow,) = (text for text in down.axes[0].texts if "←" in text.get_text())
    (turned,) = (text for text in up.axes[0].texts if "→" in text.get_text())
    assert (arrow.get_position()[0], arrow.get_ha()) == (0.0, "left")
    assert (turned.get_position()[0], turned.get_ha()) == (1.0, "right")


@pytest.mark.parametrize(
    ("measure", "scale", "null"),
    [("risk_ratio", "log", 1.0), ("odds_ratio", "log", 1.0), ("d", "linear", 0.0)],
)
def test_the_line_of_no_difference_is_that_of_the_measure(
    drawn, measure: str, scale: str, null: float
) -> None:
    figure = drawn([effect("a", 0.5, 0.4, 0.6, measure=measure)])

    axes = figure.axes[0]
    assert axes.get_xscale() == scale
    pairs = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    assert [low for low, high in pairs if low == high] == [null]


@pytest.mark.parametrize(
    ("language", "shown"), [("nl", "0,50  (0,40 tot 0,60)"), ("en", "0.50  (0.40 to 0.60)")]
)
def test_numbers_stand_beside_their_names(drawn, language: str, shown: str) -> None:
    figure = drawn([effect("a", 0.5, 0.4, 0.6), effect("b", 0.9)], language)

    texts = {text.get_text(): text.get_position()[1] for text in figure.texts}
    assert texts[shown] == texts[f"{language} a"] > texts[f"{language} b"]
    assert texts[shown.replace("50", "90").partition("  ")[0]] == texts[f"{language} b"]


def test_a_pooled_row_without_a_number_is_not_drawn(drawn) -> None:
    assert len(marks(drawn([effect("a", 0.5, 0.4, 0.6), effect("pooled", NOTHING)]))) == 1
