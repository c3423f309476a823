"""What a row says about a test: a p-value, or that something is or is not significant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from voorzorg.evidence.arithmetic.rounding import Span, span
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.words import told
from voorzorg.languages import BY_CODE
from voorzorg.messages import Message

ALPHA = 0.05


@dataclass(frozen=True)
class Claim:
    """A printed p-value, or the claim that it is below or above 0.05."""

    figure: Figure
    span: Span
    words: str | Message
    decimals: int | None
    comparison: str


def claim(f: Figure) -> Claim | None:
    """The p-value that a row states, whatever column it is in; None where it states none."""
    if f.statistic == "p_value" and f.has_value:
        return Claim(f, f.span(), f"p {f.comparison} {f.text}", f.decimals, f.comparison)
    if math.isfinite(f.p_value):
        if f.p_decimals is not None:
            decimals = f.p_decimals
            text = f"{f.p_value:.{decimals}f}"
        else:
            text = format(Decimal(f"{f.p_value:g}"), "f")
            text = f"{f.p_value:.2f}" if len(text) < 4 else text
            decimals = max(len(text.partition(".")[2]), 2)
        sign = f.p_comparison
        return Claim(f, span(text, decimals, comparison=sign), f"p {sign} {text}", decimals, sign)
    if f.statistic == "stated_significant":
        return Claim(f, Span(0, ALPHA), told("claim-significant"), None, "<")
    if f.statistic == "stated_effect":
        return Claim(f, Span(0, ALPHA), told("claim-effective"), None, "<")
    if f.statistic == "stated_not_significant":
        return Claim(f, Span(ALPHA, 1), told("claim-not-significant"), None, ">=")
    return None


def inside_claim(p: np.ndarray, wanted: Claim) -> np.ndarray:
    slack = 1e-9
    inside: np.ndarray = (p >= wanted.span.low - slack) & (p <= wanted.span.high + slack)
    return inside


def p_text(p: float, language: str = "en") -> str:
    """A p-value for a sentence."""
    text = "< 0.0001" if p < 0.0001 else f"{p:.3f}" if p >= 0.001 else f"{p:.4f}"
    return text.replace(".", BY_CODE[language].decimal)
