"""A draft as YAML: every line that was guessed says how sure and why."""

from __future__ import annotations

import re
from functools import partial

from voorzorg.cohorts.drafting.columns.direction import better
from voorzorg.cohorts.drafting.columns.guesses import Guess, reads_early, slug
from voorzorg.cohorts.drafting.columns.moments import order_key
from voorzorg.cohorts.drafting.writing.arms_yaml import write_arms
from voorzorg.cohorts.drafting.writing.content import Content
from voorzorg.cohorts.drafting.writing.scalars import key_of, mark, printable, scalar
from voorzorg.messages import message, render
from voorzorg.text import Language

_MOST_OUTCOMES = 12
#: What people are, not what becomes of them: no outcomes.
TRAITS = re.compile(
    r"(^|_)(age|leeftijd|sex|geslacht|gender|education|opleiding|marital|ethnic\w*|herkomst|parity|pariteit)(_|$)"
)
_COVARIATES = ("integer", "number", "binary", "category")


def write_manifest(name: str, content: Content, guesses: list[Guess], schema: str | None = None) -> str:
    """The draft; ``schema`` is the path from it to the JSON Schema, which editors check against."""
    say = partial(_say, content.language)
    lines = [
        *([f"# yaml-language-server: $schema={schema}"] if schema else []),
        f"# {say('of-manifest', name=name)}",
        f"# {say('lines-with-todo')}",
        f"name: {name}",
        _title(name, content),
        f"# public: true  # {say('public')}",
    ]
    lines += write_arms(content, guesses)
    if content.site:
        lines += [f"clustering: {{site: site}}{mark(0.7, message('draft-its-name'), content.language)}"]
    if content.by_cluster:
        why = mark(0.6, message("draft-site-one-arm"), content.language)
        lines += [f"cluster_randomised: site{why}"]
        told = message("draft-cluster-randomised"), "site", 0.6, message("draft-one-arm-every-site")
        guesses.append(Guess(message("draft-all-files"), *told))
        if content.pairs:
            lines += [f"pairs: {content.pairs}{mark(0.6, message('draft-pairs'), content.language)}"]
    if content.arm is not None or content.event_arms:
        lines += _write_adjust(content, guesses)
    if content.waves:
        lines += _write_weeks_from(content)
        lines += [
            "waves:" if content.setup else f"waves:  # TODO: {say('todo-weeks')}",
            *_write_waves(content, guesses),
        ]
    lines += ["files:", *content.files]
    lines += ["variables:", *_write_variables(content, guesses)]
    if content.events:
        lines.append("events:")
        lines += [
            f"  {key}: {{label: {key}, until_weeks: 156}}  # TODO: {say('todo-follow-up')}"
            for key in content.events
        ]
    written = "\n".join([*lines, *_write_outcomes(content), ""])
    return "\n".join(printable(line) for line in written.split("\n"))


def _say(language: Language, key: str, **values: str) -> str:
    return render(message(f"draft-{key}", **values), language)


def _title(name: str, content: Content) -> str:
    told = content.setup.get("titel") or content.setup.get("title")
    return (
        f"title: {scalar(told)}"
        if told
        else f"title: {scalar(name.replace('_', ' '))}  # TODO: {_say(content.language, 'todo-title')}"
    )


def _write_adjust(content: Content, guesses: list[Guess]) -> list[str]:
    """Covariates that a trial would name beforehand: those that are surely from before allocation."""
    early = [
        name
        for name, (column, role) in content.variables.items()
        if role == "baseline"
        and reads_early(name, column)
        and column.type in _COVARIATES
        and column.distinct > 1
        and name not in ("site", "arm")
        and column.confidence >= 0.7
    ][:3]
    told = ", ".join(early) or message("draft-none"), 0.4, message("draft-names-baseline")
    guesses.append(Guess(message("draft-all-files"), message("draft-covariates"), *told))
    return [
        f"adjust: [{', '.join(scalar(name) for name in early)}]"
        f"  # TODO: {_say(content.language, 'todo-covariates')}"
    ]


def _write_weeks_from(content: Content) -> list[str]:
    """What weeks are counted from, where no birth is there to count from."""
    if content.anchor or all(weeks is None for weeks, _ in content.waves.values()):
        return []
    early = any(weeks is not None and weeks < 0 for weeks, _ in content.waves.values())
    words = "{nl: de geboorte, en: birth}" if early else "{nl: de start, en: the start}"
    todo = "" if content.setup else f"  # TODO: {_say(content.language, 'todo-from')}"
    return [f"weeks_from: {words}{todo}"]


def _in_time(wave: str, weeks: float | None) -> tuple[int, float]:
    """By weeks where they are known; a baseline first, other waves by their number."""
    first, number = order_key(wave)
    if wave.startswith("occasion_"):  # of a repeating instrument, at no time of its own
        return (9, number)
    return (first, weeks if weeks is not None else number)


def _write_waves(content: Content, guesses: list[Guess]) -> list[str]:
    lines = []
    keys = list(content.waves)
    if not content.in_order:
        keys.sort(key=lambda wave: _in_time(wave, content.waves[wave][0]))
    for key in keys:
        weeks, texts = content.waves[key]
        parts = [f"key: {key}", f"label: {scalar(content.wave_labels.get(key, key))}"]
        if weeks is not None:
            parts.append(f"weeks: {weeks:g}")
            told = message("draft-weeks-guess", weeks=f"{weeks:g}"), 0.6, message("draft-its-name")
            guesses.append(Guess(message("draft-waves"), key, *told))
        if texts:
            parts.append(f"codes: [{', '.join(key_of(text) for text in texts)}]")
        if _before_start(key, keys, content):
            parts.append("baseline: true")
        elif key in ("baseline", "t0") and (content.arm is not None or content.event_arms):
            parts.append("baseline: true")
            told = message("draft-before-allocation"), 0.6, message("draft-its-name")
            guesses.append(Guess(message("draft-waves"), key, *told))
        asked = f"  # TODO: {_say(content.language, 'todo-before')}"
        todo = asked if "baseline: true" in parts and not content.setup else ""
        lines.append(f"  - {{{', '.join(parts)}}}{todo}")
    return lines


def _before_start(key: str, keys: list[str], content: Content) -> bool:
    """A single case's measurements before the programme, as many as the sheet Opzet says."""
    told = content.setup.get("metingen voor de start", "")
    return told.isdigit() and key in keys[: int(told)]


def _write_variables(content: Content, guesses: list[Guess]) -> list[str]:
    lines = []
    for name, (column, role) in content.variables.items():
        parts = [f"label: {scalar(column.label)}"]
        kind = "date" if column.role == "birth" else column.type
        parts.append(f"type: {kind}")
        if column.values:
            pairs = ", ".join(f"{key_of(k)}: {key_of(v)}" for k, v in column.values.items())
            parts.append(f"values: {{{pairs}}}")
        if column.labels:
            pairs = ", ".join(f"{k}: {scalar(v)}" for k, v in column.labels.items())
            parts.append(f"labels: {{{pairs}}}")
        if column.missing:
            parts.append(f"missing: [{', '.join(key_of(m) for m in column.missing)}]")
        if column.unit and kind in ("integer", "number"):
            parts.append(f"unit: {scalar(column.unit)}")
        role = "anchor" if column.role == "birth" else "design" if name in ("site", content.pairs) else role
        parts.append(f"role: {role}")
        why = mark(column.confidence, column.evidence, content.language)
        lines.append(f"  {scalar(name)}: {{{', '.join(parts)}}}{why}")
        guesses.append(Guess(column.name, message("draft-type"), kind, column.confidence, column.evidence))
    return lines or ["  {}"]


def _write_outcomes(content: Content) -> list[str]:
    has_arms = content.arm is not None or bool(content.event_arms)
    kinds = {"binary": "binary", "integer": "continuous", "number": "continuous"}
    found = [
        (name, column)
        for name, (column, role) in content.variables.items()
        if role == "outcome"
        and "*" not in name
        and column.type in kinds
        and column.role == "variable"
        and column.distinct > 1
        and not TRAITS.search(slug(name))
    ]
    if not found:
        return []
    found.sort(key=lambda pair: (pair[1].type != "binary", pair[1].confidence < 0.7))
    lines = [
        f"# TODO: {_say(content.language, 'todo-outcomes')}",
        "outcomes:",
    ]
    for k, (name, column) in enumerate(found):
        waves = list(dict.fromkeys(content.at_waves.get(name, [])))
        direction = column.better or better(name.replace("_", " "), column.label)
        parts = [
            f"label: {scalar(column.label)}",
            f"type: {kinds[column.type]}",
            f"variable: {name}",
            *([f"better: {direction}"] if direction else []),
        ]
        if waves:
            parts.append(f"waves: [{', '.join(waves)}]")
        if has_arms and column.type == "binary" and (content.site or len(waves) > 1):
            parts.append("analyses: [two_arm, adjusted, multilevel]")
        if not has_arms:
            single = content.setup.get("opzet") == "single_case" and column.type != "binary"
            change = column.type != "binary" and len(waves) > 1
            chosen = (
                "describe, change, single_case" if single else "describe, change" if change else "describe"
            )
            parts.append(f"analyses: [{chosen}]")
        todo = "" if direction else f"  # TODO: {_say(content.language, 'todo-better')}"
        line = f"  {slug(name)}: {{{', '.join(parts)}}}{todo}"
        lines.append(line if k < _MOST_OUTCOMES else f"  # {line.strip()}")
    return lines
