"""Figures from the estimates: SVG, PNG and PDF of each, for whatever rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.moderation import subjects
from voorzorg.present.robustness import primary_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Plan:
    """A figure that may be drawn: its file name, the report's section and how; ``about`` is its subject."""

    key: str
    kind: str
    section: str
    draw: Callable[[], Figure | None]
    about: str = ""


def plans(view: View) -> Iterator[Plan]:
    """Every figure of a cohort in reading order; one without rows draws nothing."""
    from voorzorg.present.figures import (
        baseline,
        cases,
        course,
        curves,
        dumbbells,
        flow,
        informants,
        missingness,
        models,
        one_arm,
        overview,
        robustness,
        sensitivity,
        trajectories,
    )

    yield Plan("flow", "flow", "flow", partial(flow.draw, view))
    yield Plan("missingness", "missingness", "flow", partial(missingness.draw, view))
    yield Plan("risk_factors", "accumulation", "baseline", partial(baseline.draw_accumulation, view))
    yield Plan("balance", "balance", "baseline", partial(baseline.draw_balance, view))
    for contrast in view.contrasts:
        suffix = f"_{contrast.replace(' ', '_')}" if len(view.contrasts) > 1 else ""
        yield Plan(f"overview{suffix}", "overview", "findings", partial(overview.draw, view, contrast))
    if not view.contrasts:
        yield Plan("directions", "direction", "findings", partial(one_arm.draw_directions, view))
        yield Plan("change", "change", "findings", partial(one_arm.draw_change, view))
        yield Plan("shares", "shares", "findings", partial(one_arm.draw_shares, view))
    by_tag = dumbbells.tagged(view)
    timed = curves.curve_outcomes(view)
    primary = primary_rows(view)
    for family in view.families:
        label = view.context.family(family)
        for main in primary:
            if view.family_of(main.outcome) == family:
                name, draw_it = view.context.outcome(main.outcome), partial(robustness.draw_holds, view, main)
                yield Plan(f"holds_{main.outcome}", "holds", family, draw_it, name)
        for outcome in timed:
            if view.family_of(outcome) == family:
                name = view.context.outcome(outcome)
                yield Plan(f"curve_{outcome}", "curve", family, partial(curves.draw, view, outcome), name)
        if by_tag and view.family_of(by_tag[0]) == family:
            yield Plan("dumbbells", "dumbbells", family, partial(dumbbells.draw, view), label)
        run = trajectories.draw if view.contrasts else course.draw
        yield Plan(f"trajectories_{family}", "trajectories", family, partial(run, view, family), label)
        yield Plan(
            f"odds_ratios_{family}",
            "odds_ratios",
            family,
            partial(models.draw_odds_ratios, view, family),
            label,
        )
        yield Plan(
            f"marginal_{family}",
            "marginal",
            family,
            partial(models.draw_marginal_risks, view, family),
            label,
        )
        yield Plan(f"tipping_{family}", "tipping", family, partial(sensitivity.draw, view, family), label)
    for outcome, wave in subjects(view):
        name, draw_it = (
            view.context.outcome(outcome),
            partial(robustness.draw_moderators, view, outcome, wave),
        )
        yield Plan(f"moderators_{outcome}", "moderators", "moderators", draw_it, name)
    yield Plan("agreement", "agreement", "agreement", partial(informants.draw, view))
    for outcome in cases.case_outcomes(view):
        name = view.context.outcome(outcome)
        yield Plan(
            f"cases_{outcome}", "cases", "single_case", partial(cases.draw_panels, view, outcome), name
        )
        draw = partial(cases.draw_effects, view, outcome)
        yield Plan(f"single_cases_{outcome}", "single_case", "single_case", draw, name)


def write_figures(estimates: pd.DataFrame, context: Context, out_dir: str | Path) -> list[Path]:
    """Draw every figure for which there are rows; returns the files written."""
    from voorzorg.present.figures.style import save, styled

    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with styled():
        for plan in plans(View(estimates, context)):
            figure = plan.draw()
            if figure is not None:
                written += save(figure, out, plan.key)
    return written
