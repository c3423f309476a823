"""Mutants: one small change of one line, sampled over all rooms of the library.

cosmic-ray knows how to change a program (a comparison turned, a plus made a minus, a condition negated, a
number moved by one); here are chosen the changes and the significant lines: those that decide what a person
is told. Not in the sample are lines that decide nothing (``_without_effect``) and the numbers by which a
picture is laid out (``_of_style``).
"""

from __future__ import annotations

import ast
import csv
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
_GUARDS = frozenset(
    {
        "strict",
        "copy",
        "exist_ok",
        "parents",
        "stacklevel",
        "indent",
        "maxsize",
        "ensure_ascii",
        "check_finite",
    }
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


def again(library: Path, table: Path) -> list[Mutant]:
    """The survivors of a table of results, made once more where their line still stands."""
    mutants = []
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["outcome"] != "caught"]
    for row in rows:
        module = library / row["module"]
        lines = module.read_text(encoding="utf-8").splitlines(keepends=True) if module.exists() else []
        at = [k for k, line in enumerate(lines) if line.strip() == row["before"]]
        if not at:
            print(f"gone: {row['module']}:{row['line']}  {row['before']}")
            continue
        line = min(at, key=lambda k: abs(k + 1 - int(row["line"])))
        changed = [*lines[:line], lines[line].replace(row["before"], row["after"]), *lines[line + 1 :]]
        mutants.append(Mutant(module, line + 1, row["before"], row["after"], "".join(changed)))
    return mutants


def _one_change_a_line(module: Path, chance: random.Random) -> dict[int, tuple[str, int]]:
    text = module.read_text(encoding="utf-8")
    parsed = ast.parse(text)
    quiet, style = _without_effect(parsed), _of_style(parsed, "matplotlib" in text)
    tree = parso.parse(text)
    at: dict[int, list[tuple[str, int]]] = defaultdict(list)
    provider = OperatorProvider()
    for name in OPERATORS:
        operator, occurrence = provider[name](), 0
        for node in ast_nodes(tree):
            signature = node.type == "operator" and node.parent.type == "parameters"  # its star: no product
            for start, _ in operator.mutation_positions(node):
                free = any(row == start[0] and low <= start[1] < high for row, low, high in style)
                if start[0] not in quiet and not free and not signature:
                    at[start[0]].append((name, occurrence))
                occurrence += 1
    return {line: chance.choice(changes) for line, changes in sorted(at.items())}


def _without_effect(tree: ast.Module) -> set[int]:
    """Lines that decide nothing: annotations, decorators, assertions, what only a type checker reads."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.If)
            and ("TYPE_CHECKING" in ast.dump(node.test) or "__main__" in ast.dump(node.test))
        ):
            quiet |= _lines(node)
        annotation = getattr(node, "annotation", None) or getattr(node, "returns", None)
        for part in [annotation, *getattr(node, "decorator_list", [])]:
            if isinstance(part, ast.expr):
                quiet |= _lines(part)
    return quiet


def _of_style(tree: ast.Module, draws: bool) -> list[tuple[int, int, int]]:
    """Where numbers and truths stand (line, first and last column) that guard, speed or decorate.

    Keywords such as ``strict`` and ``copy``; in a module that draws, every number: a position, a size or a
    shade. What a picture says (its directions, orders, texts, which marks it has) stays in the sample.
    """
    spans = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _GUARDS:
            spans.append(node.value)
        if draws and isinstance(node, ast.Constant) and type(node.value) in (int, float):
            spans.append(node)
    return [(part.lineno, part.col_offset, part.end_col_offset or 0) for part in spans]


def _lines(node: ast.stmt | ast.expr) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


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
