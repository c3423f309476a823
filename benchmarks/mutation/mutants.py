"""Mutants: one small change of one line, sampled over all rooms of the library.

cosmic-ray knows how to change a program (a comparison turned, a plus made a minus, a condition negated, a
number moved by one); here are chosen the changes and the lines.
"""

from __future__ import annotations

import ast
import difflib
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

_ARITHMETIC = (("Add", "Sub"), ("Sub", "Add"), ("Mul", "Div"), ("Div", "Mul"), ("Pow", "Mul"), ("Mod", "Add"))
_COMPARISONS = (
    ("Lt", "LtE"), ("LtE", "Lt"), ("Gt", "GtE"), ("GtE", "Gt"), ("Lt", "Gt"), ("Gt", "Lt"),
    ("Eq", "NotEq"), ("NotEq", "Eq"), ("Is", "IsNot"), ("IsNot", "Is"),
)  # fmt: skip
OPERATORS = (
    *(f"ReplaceBinaryOperator_{one}_{other}" for one, other in _ARITHMETIC),
    *(f"ReplaceComparisonOperator_{one}_{other}" for one, other in _COMPARISONS),
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "NumberReplacer",
    "ZeroIterationForLoop",
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Not",
)


@dataclass(frozen=True)
class Mutant:
    """A module, one line of it, and the module's text with that line changed."""

    module: Path
    line: int
    before: str
    after: str
    text: str


def sample(source: Path, how_many: int, seed: int) -> list[Mutant]:
    """``how_many`` mutants of the modules under ``source``, each of another line.

    Rooms (first folders) get a share by their number of lines that can be changed.
    """
    chance = random.Random(seed)
    lines = [
        (module, line, operator, occurrence)
        for module in sorted(source.rglob("*.py"))
        for line, (operator, occurrence) in _one_change_a_line(module, chance).items()
    ]
    mutants = []
    for module, line, operator, occurrence in chance.sample(lines, min(len(lines), how_many * 2)):
        mutant = _mutant(module, line, operator, occurrence)
        if mutant is not None:
            mutants.append(mutant)
        if len(mutants) == how_many:
            break
    return mutants


def _one_change_a_line(module: Path, chance: random.Random) -> dict[int, tuple[str, int]]:
    text = module.read_text(encoding="utf-8")
    quiet = _without_effect(text)
    tree = parso.parse(text)
    at: dict[int, list[tuple[str, int]]] = defaultdict(list)
    provider = OperatorProvider()
    for name in OPERATORS:
        operator, occurrence = provider[name](), 0
        for node in ast_nodes(tree):
            for start, _ in operator.mutation_positions(node):
                if start[0] not in quiet:
                    at[start[0]].append((name, occurrence))
                occurrence += 1
    return {line: chance.choice(changes) for line, changes in sorted(at.items())}


def _without_effect(text: str) -> set[int]:
    """Lines of annotations alone and of what only a type checker reads."""
    quiet: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            quiet |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        annotation = getattr(node, "annotation", None) or getattr(node, "returns", None)
        if isinstance(annotation, ast.expr):
            quiet |= set(range(annotation.lineno, (annotation.end_lineno or annotation.lineno) + 1))
    return quiet


def _mutant(module: Path, line: int, operator: str, occurrence: int) -> Mutant | None:
    text = module.read_text(encoding="utf-8")
    changed = mutate_code(text, OperatorProvider()[operator](), occurrence)
    if changed is None or changed == text:
        return None
    try:
        ast.parse(changed)
    except SyntaxError:
        return None
    differing = [
        row[2:].strip()
        for row in difflib.ndiff(text.splitlines(), changed.splitlines())
        if row[:2] in ("- ", "+ ")
    ]
    return Mutant(module, line, differing[0], differing[-1], changed)
