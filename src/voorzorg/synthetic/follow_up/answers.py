"""What informants of a follow-up study answer: scores, problems, marks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from voorzorg.synthetic.calibration import Bools, Floats, highest, middle_ranks, tune
from voorzorg.synthetic.figures import Figures, closest_count, printable
from voorzorg.synthetic.follow_up.families import Families
from voorzorg.synthetic.follow_up.specification import AtHome, Bias, Marks, Problem, Scale
from voorzorg.synthetic.trial.specification import FigureRef, Value


@dataclass
class Answers:
    """Answers by wave and informant; a value per registered family, missing where nothing was answered.

    ``seen`` are problems as they are, by name and wave, whoever answered.
    """

    families: Families
    waves: tuple[str, ...]
    yardstick: str
    figures: Figures
    columns: dict[tuple[str, str], dict[str, Floats]] = field(default_factory=dict)
    seen: dict[str, dict[str, Bools]] = field(default_factory=dict)

    @property
    def first(self) -> str:
        return self.waves[0]

    def present(self, informant: str, wave: str) -> Bools:
        """Families of which the informant took part in the wave."""
        return self.families.partner[wave] if informant == "partner" else self.families.measured[wave]

    def store(self, wave: str, informant: str, name: str, values: Floats) -> None:
        """Keep the values of families whose informant took part."""
        kept = np.where(self.present(informant, wave), values, np.nan)
        self.columns.setdefault((wave, informant), {})[name] = kept

    def denominator(self, percent: Value, available: int) -> int:
        """The largest number of answers, up to those available, for which the printed percentage exists.

        All that are available where it exists for none, or where the percentage is an assumption.
        """
        if not isinstance(percent, FigureRef):
            return available
        decimals = self.figures.decimals(percent)
        value = self.figures.value(percent)
        fitting = [n for n in range(1, available + 1) if printable(value, decimals, n)]
        return max(fitting, default=available)


def add_scale(name: str, what: Scale, answers: Answers) -> None:
    """Add a score: a start, a change that the wanted share of pairs sees as improvement, waves in between."""
    start, change, silent = _start_and_change(name, what, answers)
    families = answers.families
    for informant, bias in what.informants.items():
        for wave in answers.waves:
            if wave not in what.course or (bias.waves and wave not in bias.waves):
                continue
            values = start[informant] + what.course[wave] * change[informant] + what.bump.get(wave, 0.0)
            if wave not in (answers.first, answers.yardstick):
                rng = families.streams("score", name, informant, wave)
                values = values + what.noise * rng.standard_normal(families.n)
            if wave == answers.yardstick:
                values = np.where(silent[informant], np.nan, values)
            answers.store(wave, informant, name, _on_scale(values, what))


def _on_scale(values: Floats, what: Scale) -> Floats:
    digits = max(0, round(-np.log10(what.step)))
    return np.round(np.clip(np.round(values / what.step) * what.step, what.lowest, what.highest), digits)


def _start_and_change(
    name: str, what: Scale, answers: Answers
) -> tuple[dict[str, Floats], dict[str, Floats], dict[str, Bools]]:
    families = answers.families
    up = 1.0 if what.better == "higher" else -1.0
    level = what.mean + what.sd * families.streams("level", name).standard_normal(families.n)
    tendency = families.streams("tendency", name).standard_normal(families.n)
    start: dict[str, Floats] = {}
    propensity: dict[str, Floats] = {}
    for informant, bias in what.informants.items():
        start[informant] = _start(name, informant, bias, what, level, answers, up)
        own = families.streams("tendency", name, informant).standard_normal(families.n)
        propensity[informant] = np.sqrt(0.6) * tendency + np.sqrt(0.4) * own
    improves, silent = _who_improves(what, answers, start, propensity)
    change: dict[str, Floats] = {}
    for informant in what.informants:
        rng = families.streams("change", name, informant)
        size = np.abs(rng.normal(what.gain, what.gain / 3, size=families.n))
        worse = np.abs(rng.normal(0, what.loss, size=families.n))
        gain = np.maximum(np.round(size / what.step), 1) * what.step
        loss = np.floor(worse / what.step) * what.step
        change[informant] = up * np.where(improves[informant], gain, -loss)
    return start, change, silent


def _start(
    name: str, informant: str, bias: Bias, what: Scale, level: Floats, answers: Answers, up: float
) -> Floats:
    rng = answers.families.streams("start", name, informant)
    raw = _on_scale(level + bias.bias + bias.spread * rng.standard_normal(len(level)), what)
    # Room to improve by at least one step.
    return np.minimum(raw, what.highest - what.step) if up > 0 else np.maximum(raw, what.lowest + what.step)


def _who_improves(
    what: Scale, answers: Answers, start: dict[str, Floats], propensity: dict[str, Floats]
) -> tuple[dict[str, Bools], dict[str, Bools]]:
    """Who improves by the yardstick wave, and who gave no answer there."""
    families = answers.families
    improves = {k: propensity[k] > 0 for k in start}
    silent = {k: np.zeros(families.n, dtype=bool) for k in start}
    for group in what.improved:
        pooled = np.concatenate([propensity[k] for k in group.informants])
        pairs = np.concatenate([answers.present(k, answers.yardstick) for k in group.informants])
        pairs &= np.concatenate([answers.present(k, answers.first) for k in group.informants])
        size = answers.denominator(group.percent, int(pairs.sum()))
        asked = highest(families.streams("asked", *group.informants).random(len(pairs)), pairs, size)
        chosen = highest(pooled, asked, closest_count(answers.figures.value(group.percent), size))
        for i, k in enumerate(group.informants):
            part = slice(i * families.n, (i + 1) * families.n)
            improves[k] = np.where(pairs[part], chosen[part], improves[k])
            silent[k] = pairs[part] & ~asked[part]
    if what.clinical is not None and what.clinical_improve is not None:
        ill = (start["mother"] >= what.clinical) & answers.present("mother", answers.yardstick)
        count = closest_count(answers.figures.value(what.clinical_improve), int(ill.sum()))
        improves["mother"] = np.where(ill, highest(propensity["mother"], ill, count), improves["mother"])
    return improves, silent


def add_problem(name: str, what: Problem, answers: Answers) -> None:
    """Add a yes/no problem: the wanted share at start, then some go and some come."""
    families = answers.families
    shared = families.streams("problem", what.group).standard_normal(families.n)
    own = families.streams("problem", what.group, name).standard_normal(families.n)
    propensity = np.sqrt(0.7) * shared + np.sqrt(0.3) * own
    milder = answers.seen.get(what.within or "", {})
    if milder:
        propensity = propensity + 100 * milder[answers.first]
    everyone = answers.present(what.informants[0], answers.first)
    asked, percent = everyone, what.present or 0.0
    if what.absent is not None:
        size = answers.denominator(what.absent, int(everyone.sum()))
        asked = highest(families.streams("asked", what.within or name).random(families.n), everyone, size)
        count = size - closest_count(answers.figures.value(what.absent), size)
    else:
        count = closest_count(percent, int(everyone.sum()))
    has = highest(propensity, asked, count)
    gone = families.streams("goes", name).random(families.n) < what.goes
    for wave in what.waves:
        if wave != answers.first:
            comes = families.streams("comes", name, wave).random(families.n) < what.comes
            late = wave == answers.yardstick or answers.waves.index(wave) > answers.waves.index(
                answers.yardstick
            )
            has = (has & ~(gone & late)) | comes
            has &= milder.get(wave, np.ones(families.n, dtype=bool))
        answers.seen.setdefault(name, {})[wave] = has
        values = np.where(asked | (wave != answers.first), has.astype(float), np.nan)
        answers.store(wave, what.informants[0], name, values)
        for informant in what.informants[1:]:
            differs = families.streams("sees", name, informant, wave).random(families.n) < what.disagree
            answers.store(wave, informant, name, np.where(differs, 1 - has, has).astype(float))


def add_at_home(what: AtHome, answers: Answers) -> None:
    """Add whether the child lives at home, as the nurse knows it."""
    chance = answers.families.streams("away").random(answers.families.n)
    for wave, count in what.away.items():
        away = highest(chance, answers.present("nurse", wave), count)
        answers.store(wave, "nurse", "child_at_home", 1.0 - away)


def add_marks(what: Marks, answers: Answers) -> None:
    """Add the marks that mothers give, with the published mean per wave; leavers start high."""
    families = answers.families
    level = families.streams("mark").standard_normal(families.n)
    for wave, mean in what.mean.items():
        here = answers.present("mother", wave)
        noise = families.streams("mark", wave).standard_normal(families.n)
        raw = what.sd * (0.8 * level + 0.6 * noise)
        if wave == answers.first:
            raw = raw + what.leavers * families.leaves
        spread = raw[here] + 1e-6 * middle_ranks(raw[here])

        def at(centre: float, spread: Floats = spread) -> Floats:
            return np.clip(np.round((centre + spread) / what.step) * what.step, 1, 10)

        values = np.full(families.n, np.nan)
        values[here] = tune(at, answers.figures.value(mean), -10, 20)
        answers.store(wave, "mother", "mark", values)
