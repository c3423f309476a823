"""The figures there are: a row each, with what it is drawn for and the function that draws it.

Adding a figure is a function and a row here (CONTRIBUTING.md has a worked example). The function is named as
text, so that matplotlib and the figure's module are imported when it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from voorzorg.present import moderation
from voorzorg.present.estimate_rows import View
from voorzorg.present.robustness import primary_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Design = Literal["any", "arms", "one_arm"]
FAMILY = ""  # a section named so is that of the subject's family


@dataclass(frozen=True)
class Subject:
    """What one figure is drawn for: arguments of its function, the tail of its file name, a name."""

    arguments: tuple[Any, ...] = ()
    tail: str = ""
    section: str = ""
    about: str = ""


@dataclass(frozen=True)
class FigureKind:
    """A kind of figure.

    Parameters
    ----------
    kind : names its messages: ``figure.<kind>.…``, ``caption.<kind>`` and ``alt.<kind>``.
    key : name of its files, followed by the subject's tail.
    section : of the report; ``FAMILY`` puts it in that of its outcomes.
    function : ``module:name`` inside this package; draws a figure of a view and the subject's arguments, or
        None where there are no rows for it.
    each : the subjects of a view; by default the study is the only one.
    design : studies that have it.
    """

    kind: str
    key: str
    section: str
    function: str
    each: Callable[[View], Iterable[Subject]] | None = None
    design: Design = "any"


def _contrasts(view: View) -> Iterator[Subject]:
    several = len(view.contrasts) > 1
    for contrast in view.contrasts:
        yield Subject((contrast,), f"_{contrast.slug}" if several else "")


def _families(view: View) -> Iterator[Subject]:
    for family in view.families:
        yield Subject((family,), f"_{family}", family, view.context.family(family))


def _outcome(view: View, outcome: str) -> Subject:
    return Subject((outcome,), f"_{outcome}", view.family_of(outcome), view.context.outcome(outcome))


def _timed(view: View) -> Iterator[Subject]:
    from voorzorg.present.figures.trial.curves import curve_outcomes

    return (_outcome(view, outcome) for outcome in curve_outcomes(view))


def _tagged(view: View) -> Iterator[Subject]:
    from voorzorg.present.figures.trial.dumbbells import tagged

    for outcome in tagged(view)[:1]:
        family = view.family_of(outcome)
        yield Subject((), "", family, view.context.family(family))


def _primary(view: View) -> Iterator[Subject]:
    for row in primary_rows(view):
        family, name = view.family_of(row.outcome), view.context.outcome(row.outcome)
        yield Subject((row,), f"_{row.outcome}", family, name)


def _moderated(view: View) -> Iterator[Subject]:
    for outcome, wave in moderation.subjects(view):
        yield Subject((outcome, wave), f"_{outcome}", about=view.context.outcome(outcome))


def _cases(view: View) -> Iterator[Subject]:
    from voorzorg.present.figures.one_arm.cases import case_outcomes

    return (_outcome(view, outcome) for outcome in case_outcomes(view))


#: In the order in which a section of the report shows them: the answer, what was measured, what it rests on.
FIGURES: tuple[FigureKind, ...] = (
    FigureKind("flow", "flow", "flow", "participants.flow:draw"),
    FigureKind("missingness", "missingness", "flow", "participants.missingness:draw"),
    FigureKind("accumulation", "risk_factors", "baseline", "participants.baseline:draw_accumulation"),
    FigureKind("balance", "balance", "baseline", "participants.baseline:draw_balance"),
    FigureKind("overview", "overview", "findings", "trial.overview:draw", _contrasts, "arms"),
    FigureKind("direction", "directions", "findings", "one_arm.changes:draw_directions", design="one_arm"),
    FigureKind("change", "change", "findings", "one_arm.changes:draw_change", design="one_arm"),
    FigureKind("shares", "shares", "findings", "one_arm.changes:draw_shares", design="one_arm"),
    FigureKind("holds", "holds", FAMILY, "trial.robustness:draw_holds", _primary),
    FigureKind("dumbbells", "dumbbells", FAMILY, "trial.dumbbells:draw", _tagged),
    FigureKind("curve", "curve", FAMILY, "trial.curves:draw", _timed),
    FigureKind("trajectories", "trajectories", FAMILY, "trial.trajectories:draw", _families, "arms"),
    FigureKind("trajectories", "trajectories", FAMILY, "one_arm.trajectories:draw", _families, "one_arm"),
    FigureKind("odds_ratios", "odds_ratios", FAMILY, "trial.models:draw_odds_ratios", _families),
    FigureKind("marginal", "marginal", FAMILY, "trial.models:draw_marginal_risks", _families),
    FigureKind("tipping", "tipping", FAMILY, "trial.sensitivity:draw", _families),
    FigureKind("contour", "contour", FAMILY, "trial.contour:draw", _primary),
    FigureKind("plausibility", "plausibility", FAMILY, "trial.plausibility:draw", _families, "arms"),
    FigureKind("chains", "chains", FAMILY, "trial.chains:draw", _primary),
    FigureKind("moderators", "moderators", "moderators", "trial.robustness:draw_moderators", _moderated),
    FigureKind("agreement", "agreement", "agreement", "one_arm.informants:draw"),
    FigureKind("cases", "cases", "single_case", "one_arm.cases:draw_panels", _cases),
    FigureKind("single_case", "single_cases", "single_case", "one_arm.cases:draw_effects", _cases),
)


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
    design = "arms" if view.contrasts else "one_arm"
    for figure in FIGURES:
        if figure.design not in ("any", design):
            continue
        for subject in figure.each(view) if figure.each else (Subject(),):
            yield Plan(
                figure.key + subject.tail,
                figure.kind,
                figure.section or subject.section,
                partial(_draw, figure.function, view, *subject.arguments),
                subject.about,
            )


def _draw(function: str, view: View, *arguments: Any) -> Figure | None:
    module, _, name = function.partition(":")
    draw = getattr(import_module(f"voorzorg.present.figures.{module}"), name)
    return draw(view, *arguments)
