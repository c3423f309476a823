"""Arms that changed places, wholly or for one value."""

from __future__ import annotations

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Verdict
from voorzorg.evidence.words import say


def _weights(figures_frame, summary, section):
    rows = []
    for place, (treated, control) in (("Summary", summary), ("Section 4.2", section)):
        for arm, value in (("treated", treated), ("control", control)):
            rows.append(
                {"arm": arm, "statistic": "mean", "value": value, "location": place, "quantity": f"w_{arm}"}
            )
    return run_audit(figures_frame(*rows))


def test_swapped_birth_weights_are_recognised(figures_frame) -> None:
    audit = _weights(figures_frame, ("3147", "3144"), ("3144", "3147"))
    (check,) = [c for c in audit.checks if c.kind == "swapped_arms"]
    assert check.verdict is Verdict.CONTRADICTED and len(check.targets) == 4


def test_a_number_that_moved_to_the_other_arm(figures_frame) -> None:
    audit = _weights(figures_frame, ("42", "49"), ("49", "62"))
    (check,) = [c for c in audit.checks if c.kind == "shared_value"]
    assert check.verdict is Verdict.CONTRADICTED and "names another arm" in say(check.reason, "en")
    assert not _weights(figures_frame, ("42", "49"), ("42", "49")).checks
