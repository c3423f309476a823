"""A draft as YAML: every line that was guessed says how sure and why."""

from __future__ import annotations

import json
import re

import yaml

from voorzorg.cohorts.drafting.content import Content
from voorzorg.cohorts.drafting.direction import better
from voorzorg.cohorts.drafting.guesses import CONTROL, Guess, reads_early, slug, sorted_codes
from voorzorg.cohorts.drafting.moments import order_key
from voorzorg.cohorts.reading.codes import code

_MOST_OUTCOMES = 12
_COVARIATES = ("integer", "number", "binary", "category")


def scalar(text: str) -> str:
    """A YAML scalar that reads back as the same text."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ./-]*", text) and not text.endswith(" ") and "  " not in text
    return text if plain and yaml.safe_load(text) == text else json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    return text if re.fullmatch(r"-?\d+", text) else scalar(text)


def _mark(confidence: float, evidence: str) -> str:
    if confidence < 0.7:
        return f"  # TODO: check this guess ({confidence:.0%}): {evidence}"
    return f"  # guess ({confidence:.0%}): {evidence}" if evidence else ""


def write_manifest(name: str, content: Content, guesses: list[Guess], schema: str | None = None) -> str:
    """The draft; ``schema`` is the path from it to the JSON Schema, which editors check against."""
    lines = [
        *([f"# yaml-language-server: $schema={schema}"] if schema else []),
        f"# Draft of the manifest of '{name}', made from its files. Every guess is listed in guesses.md.",
        "# Lines with TODO need a decision; 'voorzorg check' lists those that are left.",
        f"name: {name}",
        f"title: {scalar(name.replace('_', ' '))}  # TODO: the study's title",
        "# public: true  # only for data that anybody may have: no secret key, no disclosure control",
    ]
    lines += _write_arms(content, guesses)
    if content.site:
        lines += ["clustering: {site: site}  # guess (70%): its name"]
    if content.by_cluster:
        lines += ["cluster_randomised: site  # TODO: check this guess (60%): every site is in one arm"]
        guesses.append(Guess("all files", "cluster-randomised", "site", 0.6, "one arm in every site"))
    if content.arm is not None:
        lines += _write_adjust(content, guesses)
    if content.waves:
        lines += _write_weeks_from(content)
        lines += [
            "waves:  # TODO: weeks of each, or leave them out where they are not known",
            *_write_waves(content, guesses),
        ]
    lines += ["files:", *content.files]
    lines += ["variables:", *_write_variables(content, guesses)]
    if content.events:
        lines.append("events:")
        lines += [
            f"  {key}: {{label: {key}, until_weeks: 156}}  # TODO: when follow-up ends"
            for key in content.events
        ]
    return "\n".join([*lines, *_write_outcomes(content), ""])


def _write_arms(content: Content, guesses: list[Guess]) -> list[str]:
    if content.arm is None:
        guesses.append(
            Guess("all files", "design", "one arm", 0.5, "no column that reads like an allocation")
        )
        return ["design: one_arm  # TODO: check this guess (50%): no column that reads like an allocation"]
    table, column = content.arm
    labels = {code(k): v for k, v in (table.raw.value_labels.get(column.name) or {}).items()}
    if not labels and column.labels and column.values:
        labels = {value: column.labels[key] for value, key in column.values.items()}
    present = sorted_codes(table.raw.frame[column.name])
    if not labels:  # the codes are words: as the file spells them
        labels = {code(v): " ".join(str(v).split()) for v in table.raw.frame[column.name].dropna().unique()}
        labels = {c: v for c, v in labels.items() if not re.fullmatch(r"-?\d+(\.\d+)?", c)}
    labels = {c: re.sub(r"^\d{1,2}\s*[_.:=)-]\s*(?=[^\W\d])", "", v) for c, v in labels.items()}
    levels = {text: slug(labels.get(text, text)) or f"arm_{slug(text)}" for text in present}
    levels = {
        t: k if k[:1].isalpha() and not k.startswith("v_") else f"arm_{slug(t).removeprefix('v_')}"
        for t, k in levels.items()
    }
    control = [t for t in present if CONTROL.search(code(labels.get(t, t)))]
    if len(control) == 1:
        reference, sure, why = levels[control[0]], 0.9, "its label reads like a control condition"
    else:
        reference, sure, why = levels[present[0]], 0.4, "the lowest code; look it up in the code book"
    design = "two_arm" if len(levels) == 2 else "multi_arm"
    guesses.append(Guess(table.raw.name, "allocation", column.name, 0.8, column.evidence))
    guesses.append(Guess(table.raw.name, "reference arm", reference, sure, why))
    lines = [
        f"design: {design}",
        "arms:",
        f"  reference: {reference}{_mark(sure, why)}",
        "  levels:",
    ]
    for text, key in levels.items():
        lines.append(f"    {key}: {{label: {scalar(labels.get(text, text))}, codes: [{_key(text)}]}}")
    return lines


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
    guesses.append(
        Guess("all files", "covariates", ", ".join(early) or "none", 0.4, "names that read like baseline")
    )
    return [
        f"adjust: [{', '.join(scalar(name) for name in early)}]"
        "  # TODO: covariates chosen before anybody saw the results"
    ]


def _write_weeks_from(content: Content) -> list[str]:
    """What weeks are counted from, where no birth is there to count from."""
    if content.anchor or all(weeks is None for weeks, _ in content.waves.values()):
        return []
    early = any(weeks is not None and weeks < 0 for weeks, _ in content.waves.values())
    words = "{nl: de geboorte, en: birth}" if early else "{nl: de start, en: the start}"
    return [f"weeks_from: {words}  # TODO: what weeks are counted from"]


def _in_time(wave: str, weeks: float | None) -> tuple[int, float]:
    """By weeks where they are known; a baseline first, other waves by their number."""
    first, number = order_key(wave)
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
            guesses.append(Guess("waves", key, f"{weeks:g} weeks", 0.6, "its name"))
        if texts:
            parts.append(f"codes: [{', '.join(_key(text) for text in texts)}]")
        if key in ("baseline", "t0") and content.arm is not None:
            parts.append("baseline: true")
            guesses.append(Guess("waves", key, "measured before allocation", 0.6, "its name"))
        todo = "  # TODO: is it from before allocation?" if "baseline: true" in parts else ""
        lines.append(f"  - {{{', '.join(parts)}}}{todo}")
    return lines


def _write_variables(content: Content, guesses: list[Guess]) -> list[str]:
    lines = []
    for name, (column, role) in content.variables.items():
        parts = [f"label: {scalar(column.label)}"]
        kind = "date" if column.role == "birth" else column.type
        parts.append(f"type: {kind}")
        if column.values:
            pairs = ", ".join(f"{_key(k)}: {_key(v)}" for k, v in column.values.items())
            parts.append(f"values: {{{pairs}}}")
        if column.labels:
            pairs = ", ".join(f"{k}: {scalar(v)}" for k, v in column.labels.items())
            parts.append(f"labels: {{{pairs}}}")
        if column.missing:
            parts.append(f"missing: [{', '.join(_key(m) for m in column.missing)}]")
        parts.append(f"role: {'anchor' if column.role == 'birth' else 'design' if name == 'site' else role}")
        lines.append(f"  {scalar(name)}: {{{', '.join(parts)}}}{_mark(column.confidence, column.evidence)}")
        guesses.append(Guess(column.name, "type", kind, column.confidence, column.evidence))
    return lines or ["  {}"]


def _write_outcomes(content: Content) -> list[str]:
    kinds = {"binary": "binary", "integer": "continuous", "number": "continuous"}
    found = [
        (name, column)
        for name, (column, role) in content.variables.items()
        if role == "outcome"
        and "*" not in name
        and column.type in kinds
        and column.role == "variable"
        and column.distinct > 1
    ]
    if not found:
        return []
    found.sort(key=lambda pair: (pair[1].type != "binary", pair[1].confidence < 0.7))
    lines = [
        "# TODO: keep the outcomes that matter, check which way is better, and group them in families",
        "outcomes:",
    ]
    for k, (name, column) in enumerate(found):
        waves = list(dict.fromkeys(content.at_waves.get(name, [])))
        direction = better(name.replace("_", " "), column.label)
        parts = [
            f"label: {scalar(column.label)}",
            f"type: {kinds[column.type]}",
            f"variable: {name}",
            f"better: {direction or 'lower'}",
        ]
        if waves:
            parts.append(f"waves: [{', '.join(waves)}]")
        if content.arm is not None and column.type == "binary" and (content.site or len(waves) > 1):
            parts.append("analyses: [two_arm, adjusted, multilevel]")
        if content.arm is None:
            change = column.type != "binary" and len(waves) > 1
            parts.append(f"analyses: [{'describe, change' if change else 'describe'}]")
        todo = "" if direction else "  # TODO: which way is better"
        line = f"  {slug(name)}: {{{', '.join(parts)}}}{todo}"
        lines.append(line if k < _MOST_OUTCOMES else f"  # {line.strip()}")
    return lines
