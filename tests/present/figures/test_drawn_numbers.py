"""What is drawn are numbers of the rows: every mark, interval, band and step is one, and none is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from present_rows import make_context, one_arm_context, one_arm_estimates, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.style import arm_style, styled

#: Kinds that draw counts of people and patterns, whose places are no numbers of a row.
OF_PEOPLE = {"flow", "missingness", "risk_factors"}
#: What a family's figure draws: estimand and analysis.
OF_A_FAMILY = {
    "trajectories": [("risk", "unadjusted"), ("mean", "unadjusted")],
    "odds_ratios": [("odds_ratio", "multilevel"), ("odds_ratio", "gee")],
    "marginal": [("risk", "marginal")],
    "tipping": [("risk_difference", "tipping")],
}


@pytest.fixture(scope="module")
def drawn() -> list[tuple[View, str, Figure]]:
    found = []
    studies = [(trial_estimates(), make_context("en")), (one_arm_estimates(), one_arm_context("en"))]
    with styled():
        for estimates, context in studies:
            view = View(estimates, context)
            found += [(view, plan.key, figure) for plan in plans(view) if (figure := plan.draw()) is not None]
    return [one for one in found if one[1] not in OF_PEOPLE]


def vertices(axes: Axes) -> Iterator[tuple[str, np.ndarray]]:
    """Points of every mark, line and area that lies on the data's own scales."""
    for line in axes.lines:
        if line.get_transform().contains_branch_seperately(axes.transData) == (True, True):
            yield "line", np.column_stack([np.asarray(part, float).ravel() for part in line.get_data()])
    for collection in axes.collections:
        for path in collection.get_paths():
            yield "area", np.asarray(path.vertices, float)


def numbers(rows: Any) -> np.ndarray:
    """Estimates and limits of rows: as they are, in percent, and of who did not have it."""
    plain = [v for row in rows for v in (row.estimate, row.ci_low, row.ci_high) if v is not None]
    found = np.array(plain, float)
    return np.unique(np.r_[found, 100 * found, 1 - found, 100 - 100 * found])


def among(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    place = np.searchsorted(known, values)
    near = known[np.clip([place - 1, place], 0, len(known) - 1)]
    return np.abs(near - values).min(axis=0) < 1e-9 * np.maximum(1, np.abs(values))


def test_every_mark_line_and_area_ends_at_a_number_of_a_row(drawn) -> None:
    seen = 0
    for view, key, figure in drawn:
        known = numbers(view.rows)
        for axes in figure.axes:
            for kind, points in vertices(axes):
                points = points[np.isfinite(points).all(axis=1)]
                held = among(points[:, 0], known) | among(points[:, 1], known)
                assert held.all(), (key, kind, points[~held][:3])
                seen += len(points)
    assert seen > 1500


def test_every_number_of_a_familys_rows_is_in_its_figure(drawn) -> None:
    kinds = set()
    for view, key, figure in drawn:
        kind = next((one for one in OF_A_FAMILY if key.startswith(one)), None)
        if kind is None:
            continue
        kinds.add(kind)
        family = key.removeprefix(f"{kind}_")
        shown = np.unique(np.concatenate([p.ravel() for axes in figure.axes for _, p in vertices(axes)]))
        for estimand, analysis in OF_A_FAMILY[kind]:
            rows = [
                row
                for row in view.rows
                if (row.estimand, row.analysis) == (estimand, analysis)
                and row.outcome in view.of_family(family)
                and row.estimate is not None
            ]
            for row in rows:
                if kind == "trajectories" and len(view.waves_of(row.outcome, estimand)) < 2:
                    continue  # no course
                limits = () if analysis == "gee" else (row.ci_low, row.ci_high)  # a companion's mark
                plain = np.array([v for v in (row.estimate, *limits) if v is not None])
                there = among(plain, shown) | among(100 * plain, shown)  # an axis may say percent itself
                assert there.all(), (key, row.outcome, row.wave, analysis)
    assert kinds == set(OF_A_FAMILY)


def test_differences_at_the_start_and_curves_are_whole(drawn) -> None:
    for view, key, figure in drawn:
        found = [points.ravel() for axes in figure.axes for _, points in vertices(axes)]
        shown = np.unique(np.concatenate(found)) if found else np.empty(0)
        if key == "balance":
            rows = [row for row in view.rows if row.outcome.startswith("baseline:")]
            rows = [row for row in rows if row.estimand == "standardised_difference"]
            values = np.array([row.estimate for row in rows if row.estimate is not None])
            assert len(values) == 5 and among(values, shown).all()
        if key.startswith("curve_"):
            rows = view.find(key.removeprefix("curve_"), "cumulative_incidence")
            values = np.array([row.estimate for row in rows if row.estimate is not None])
            assert len(values) > 50
            assert (among(values, shown) | among(1 - values, shown)).all()


def test_no_mark_lies_outside_its_axes(drawn) -> None:
    for _, key, figure in drawn:
        for axes in figure.axes:
            (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
            for kind, points in vertices(axes):
                if kind == "line" and axes.get_xscale() != "log":  # from which an interval may run off
                    x, y = points[:, 0], points[:, 1]
                    assert (x >= left - 1e-9).all() and (x <= right + 1e-9).all(), (key, x)
                    assert (y >= low - 1e-9).all() and (y <= high + 1e-9).all(), (key, y)


def test_what_is_drawn_fills_its_axis(drawn) -> None:
    for _, key, figure in drawn:
        for axes in figure.axes if key == "overview" else ():
            ends = np.concatenate([points[:, 0] for kind, points in vertices(axes) if kind == "line"])
            low, high = axes.get_xlim()
            if axes.get_xscale() == "linear":
                assert np.ptp([*ends, 0.0]) > 0.9 * (high - low), (key, low, high)


@pytest.mark.parametrize("kind", ["trajectories", "marginal"])
def test_an_arm_is_drawn_in_its_colour_and_fill(drawn, kind: str) -> None:
    checked = 0
    for view, key, figure in drawn:
        if not key.startswith(kind) or not view.contrasts:
            continue
        analysis = "marginal" if kind == "marginal" else "unadjusted"
        for arm in view.context.arms:
            style = arm_style(view.context, arm)
            rows = [row for row in view.rows if row.arm == arm and row.analysis == analysis]
            known = np.unique([row.estimate for row in rows if row.estimate is not None])
            for line in (line for axes in figure.axes if axes.axison for line in axes.lines):
                y = np.asarray(line.get_ydata(), float)
                if to_hex(line.get_color()) == style.colour.lower():
                    assert among(y[np.isfinite(y)], known).all(), (key, arm)
                    assert to_hex(line.get_markerfacecolor()) == style.face.lower(), (key, arm)
                    checked += 1
    assert checked > 10
