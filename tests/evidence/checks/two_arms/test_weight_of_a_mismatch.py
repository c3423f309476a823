"""How heavy a figure weighs that does not follow from its arms, and where adjustment could have put it."""

import math

import numpy as np
import pytest

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.checks.two_arms.moved import CRUDE, Mismatch, verdict_of
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.verdicts import Verdict, worst
from voorzorg.evidence.words import say, told

INSIDE, OUTSIDE = Span(0.5, 2.0), Span(3.0, 4.0)


@pytest.fixture
def figure(figures_frame):
    frame = figures_frame({"arm": "contrast", "statistic": "risk_ratio", "value": "0.91", "figure_id": "c"})
    return Figures.of(frame)["c"]


@pytest.mark.parametrize(
    ("made", "allowed", "other", "severity"),
    [
        (set(), INSIDE, False, 24),
        (set(), None, False, 24),  # where it could lie is not known
        (set(), INSIDE, True, 28),
        (set(), None, True, 28),
        (set(), OUTSIDE, False, 48),
        (set(), OUTSIDE, True, 48),
        ({"adjusted"}, INSIDE, False, 24),
        ({"adjusted"}, INSIDE, True, 24),  # said to be adjusted: it need not be the other formula
        ({"adjusted"}, OUTSIDE, False, 32),
        ({"adjusted"}, OUTSIDE, True, 32),
        ({"survival"}, OUTSIDE, False, 24),  # estimates something else: nothing is outside
        ({"model"}, OUTSIDE, False, 24),
        ({"adjusted", "weighted"}, OUTSIDE, False, 24),
    ],
)  # fmt: skip
def test_an_assumption_weighs_by_how_far_it_must_reach(figure, made, allowed, other, severity) -> None:
    otherwise = told("sign-reversed") if other else None
    told_of = told("is-points")
    mismatch = Mismatch(
        "ratio", figure, ("t",), "", told_of, (0.5, 0.6), 0.3, allowed, frozenset(made), otherwise
    )
    check = verdict_of(mismatch)
    assert check.verdict is Verdict.ASSUMPTION
    assert check.severity == severity


@pytest.mark.parametrize(("severity", "least"), [(None, 50), (71, 71)])
def test_what_is_said_to_be_crude_is_contradicted_and_weighs_more(figure, severity, least) -> None:
    told_of = told("is-points")
    mismatch = Mismatch("ratio", figure, ("t",), "", told_of, (0.5, 0.6), 0.3, None, CRUDE, severity=severity)
    check = verdict_of(mismatch)
    assert check.verdict is Verdict.CONTRADICTED
    assert check.severity >= least


@pytest.mark.parametrize(("sd", "n"), [(3.0, 50), (8.0, 200)])
def test_adjustment_moves_a_difference_of_means_by_its_error(figures_frame, sd, n) -> None:
    """Reach from the standard error of two means: the squares of the spreads, each over its own number."""
    frame = figures_frame(
        *(
            {"arm": arm, "statistic": kind, "value": value, "figure_id": f"{arm}-{kind}", "n": n}
            for arm, mean in (("treated", "10.0"), ("control", "12.0"))
            for kind, value in (("mean", mean), ("sd", str(sd)))
        ),
        {"arm": "contrast", "statistic": "mean_difference", "value": "-3.5", "figure_id": "c"},
    )
    check = worst(run_audit(frame).of("c"))
    error = np.full(2, math.sqrt(2 * (sd + 0.05) ** 2 / n))
    reach = adjustment.plausible(np.array([-2.1, -1.9]), error, adjustment.R2_MEASURED)
    assert check.verdict is Verdict.ASSUMPTION
    assert f"{reach.low:.3g}".replace("-", "−") in say(check.reason, "en")
    assert f"{reach.high:.3g}".replace("-", "−") in say(check.reason, "en")
