"""The answer on the first screen: the first outcome of the plan in one sentence, in natural frequencies."""

from __future__ import annotations

from dataclasses import dataclass

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.context import in_text
from voorzorg.present.estimate_rows import Row, View, suppressed
from voorzorg.present.words.findings import (
    counted_clusters,
    finding_of,
    main_test,
    named,
    not_shown,
    told_clusters,
)
from voorzorg.present.words.numbers import difference_agrees


@dataclass(frozen=True)
class Headline:
    """What was compared, the answer, and how sure it is."""

    outcome: str
    text: str
    verdict: str
    side: str


def headline(view: View, contrast: Contrast) -> Headline | None:
    """The plan's first primary hypothesis, or else the first outcome; where output control hides it, that."""
    planned = (row for row in view.rows if row.primary and row.contrast == contrast)
    tests = (main_test(view, outcome, contrast) for outcome in view.present)
    row = next((row for row in (*planned, *tests) if row is not None), None)
    if row is not None and suppressed(row):
        found = not_shown(view, row, named(view, row))
        return Headline(found.label, found.text, "", found.side)
    if row is None or row.estimate is None:
        return None
    found = finding_of(view, row, contrast)
    text = _frequencies(view, row, contrast) if row.estimand == "risk_difference" else found.text
    if text or view.clustered == "all":
        text = f"{text or found.text} {told_clusters(view, row)}"
    else:
        text = found.text
    said = " ".join([text.rstrip(), counted_clusters(view, contrast)]).rstrip()
    return Headline(found.label, said, found.verdict, found.side)


def _frequencies(view: View, row: Row, contrast: Contrast) -> str:
    """``11 of the 100 with A, 19 of the 100 with B: 8 fewer (95% interval 1 to 14 fewer)``."""
    context = view.context
    t, numbers = context.t, context.numbers
    treated, reference = contrast.arms
    at = {"wave": row.wave, "analysis": row.analysis}
    arms = [view.first(row.outcome, "risk", arm=arm, **at) for arm in (treated, reference)]
    risks = [arm.estimate for arm in arms if arm is not None and arm.estimate is not None]
    if len(risks) < 2 or row.ci_low is None or row.ci_high is None:
        return ""
    per = 100 if min(risks) >= 0.01 or max(risks) >= 0.05 else 1000
    values = [per * float(value) for value in (*risks, row.estimate, row.ci_low, row.ci_high)]
    # A limit near nothing keeps its side: "0 to 16 fewer" would not exclude that nothing changed.
    clear = [n for n in (0, 1, 2) if all(round(value, n) or not value for value in values[2:])] or [2]
    subtracts = [n for n in clear if difference_agrees(values[0], values[1], values[2], digits=n)]
    digits = (subtracts or clear)[0]
    first, second, difference, low, high = (round(value, digits) for value in values)

    def size(value: float) -> str:
        return numbers.fixed(abs(value), digits)

    def side(value: float) -> str:
        return t("headline.fewer" if value < 0 else "headline.more")

    if low < 0 < high:
        interval = t("headline.across", low=f"{size(low)} {side(low)}", high=f"{size(high)} {side(high)}")
    else:
        near, far = sorted((low, high), key=abs)
        interval = t("headline.between", near=size(near), far=f"{size(far)} {side(far)}")
    return t(
        "headline.risks" if subtracts else "headline.risks_rounded",
        per=numbers.count(per),
        first=size(first),
        second=size(second),
        arm=context.arm_in_text(treated),
        other=context.arm_in_text(reference),
        difference=f"{size(difference)} {side(difference)}" if difference else t("headline.equal"),
        interval=interval,
        level=numbers.level(row.ci_level),
        outcome=in_text(context.outcome(row.outcome)),
    )
