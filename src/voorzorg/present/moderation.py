"""Effects by the plan's moderators as tables and figures show them: at the planned wave, group by group."""

from __future__ import annotations

from dataclasses import dataclass, field

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import Row, View, remarks_of

_DIFFERENCES = ("risk_difference", "mean_difference")


@dataclass(frozen=True)
class GroupEffect:
    """One group of a moderator: its difference, and its ratio where there is one."""

    label: str
    difference: Row
    ratio: Row | None = None


@dataclass
class Block:
    """One moderator of one contrast with its groups and the tests of their difference on both scales."""

    label: str
    treated: str
    difference_test: Row
    ratio_test: Row | None = None
    groups: list[GroupEffect] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def subjects(view: View) -> list[tuple[str, str | None]]:
    """Outcomes with moderators, each at its planned wave or else its last."""
    plan = view.context.manifest.plan.primary
    planned = {one.outcome: one.wave for one in plan.hypotheses} if plan else {}
    found: list[tuple[str, str | None]] = []
    for outcome in view.present:
        waves = view.waves_of(outcome, "interaction", analysis="moderation")
        if waves:
            wave = planned.get(outcome)
            found.append((outcome, wave if wave in waves else waves[-1]))
    return found


def blocks(view: View, outcome: str, wave: str | None) -> list[Block]:
    """The moderators of an outcome at a wave, in the order of the plan."""
    rows = view.find(outcome, "interaction", analysis="moderation", wave=wave)
    made: dict[tuple[Contrast, str], Block] = {}
    for row in rows:
        key = (row.contrast, str(row.category))
        treated = row.contrast.treated
        if row.scale in _DIFFERENCES:
            made[key] = Block(_label(view, key), treated, row, remarks=remarks_of([row], view.context))
        elif key in made:
            made[key].ratio_test = row
    for (contrast, variable), block in made.items():
        at = {"analysis": "moderation", "wave": wave, "contrast": contrast}
        for row in view.find(outcome, *_DIFFERENCES, **at):
            if row.population != f"subgroup:{variable}={row.category}":
                continue
            ratio = view.first(outcome, "risk_ratio", population=row.population, **at)
            block.groups.append(GroupEffect(group_label(view, variable, str(row.category)), row, ratio))
    return list(made.values())


def group_label(view: View, variable: str, key: str) -> str:
    """What readers call a group: a category by its label, yes or no, or the limits of a number."""
    context = view.context
    one = next((m for m in context.manifest.plan.moderators if m.variable == variable and m.cuts), None)
    if one is not None:
        numbers = [f"{cut:g}".replace(".", context.numbers.decimal) for cut in one.cuts]
        place = one.groups.index(key)
        if place == 0:
            return f"< {numbers[0]}"
        if place == len(numbers):
            return f"≥ {numbers[-1]}"
        return context.t("word.from_below", low=numbers[place - 1], high=numbers[place])
    if key in ("0", "1"):
        return context.t("word.yes" if key == "1" else "word.no")
    return context.level(variable, key)


def _label(view: View, key: tuple[Contrast, str]) -> str:
    contrast, variable = key
    name = view.context.variable(variable)
    return name if len(view.contrasts) < 2 else f"{name} ({view.context.contrast(contrast)})"
