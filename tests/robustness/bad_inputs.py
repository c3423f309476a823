"""Makers of bad inputs: texts and bytes of good files, changed as files get damaged and as people mistype."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

TOKENS = (
    "{", "}", "[", "]", ":", "- ", "&a ", "*a", "<<: ", "!!int x", "!!python/object:os.system x", "|", ">",
    "'", '"', "#", "%", "\t", "\x00", "\x1b[31m", "\u202e", "\ufeff", "é", "𝒳", "2021-13-45", "9" * 5000,
    "1e400", ".nan", ".inf", "-.inf", "true", "null",
    "~", "[" * 60, "{a: " * 60, "0x1f", "010", "12:30", "../../x",
    "**.csv", "",
)  # fmt: skip
OPERANDS = (
    "age", "sex", "flag", "nobody", "1", "0", "1e9", "'x'", "true", "false", "missing(age)", "missing('x')",
    "min(age, 2)", "max(1, 2)", "abs(sex)", "(age)", "not flag", "-age", "[1, 2]", "['f']", "9" * 400,
    "None",
)  # fmt: skip
OPERATORS = (
    "+", "-", "*", "/", "//", "**", "%", "<", "<=",
    "==", "!=", "in", "not in", "and", "or", "if", "", ",", ")",
    "(", "lambda", ".x", "[0]", "\x00",
)  # fmt: skip


def texts(good: str, count: int, seed: int) -> Iterator[str]:
    """Mutations of a text: lines doubled, left out, moved and indented; signs put in and left out."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        lines = good.split("\n")
        for _ in range(int(rng.integers(1, 5))):
            k = int(rng.integers(len(lines)))
            match int(rng.integers(8)):
                case 0:
                    lines.insert(k, lines[k])
                case 1:
                    del lines[k : k + 1]
                case 2:
                    lines[k] = " " * int(rng.integers(1, 5)) + lines[k]
                case 3:
                    other = int(rng.integers(len(lines)))
                    lines[k], lines[other] = lines[other], lines[k]
                case 4:
                    lines[k] = lines[k].partition(":")[0] + ": " + TOKENS[int(rng.integers(len(TOKENS)))]
                case _:
                    at = int(rng.integers(len(lines[k]) + 1))
                    token = TOKENS[int(rng.integers(len(TOKENS)))]
                    lines[k] = lines[k][:at] + token + lines[k][at + int(rng.integers(3)) :]
            lines = lines or [""]
        yield "\n".join(lines)


def expressions(count: int, seed: int) -> Iterator[str]:
    """Operands and operators of the language, and of others, one after another."""
    rng = np.random.default_rng(seed)

    def one(words: tuple[str, ...]) -> str:
        return words[int(rng.integers(len(words)))]

    for _ in range(count):
        rest = (f" {one(OPERATORS)} {one(OPERANDS)}" for _ in range(int(rng.integers(0, 4))))
        yield one(OPERANDS) + "".join(rest)


def damaged(good: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Bytes cut off, zeroed, flipped, doubled, and set to the extremes that sizes are read from."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        data = bytearray(good)
        for _ in range(int(rng.integers(1, 6))):
            at = int(rng.integers(len(data))) if data else 0
            length = int(rng.integers(1, 9))
            match int(rng.integers(6)):
                case 0:
                    del data[at:]
                case 1:
                    data[at : at + length] = bytes(length)
                case 2:
                    data[at : at + length] = b"\xff" * length
                case 3:
                    data[at : at + length] = rng.bytes(length)
                case 4:
                    data[at:at] = data[at : at + 64]
                case _:
                    if data:
                        data[at % len(data)] ^= 1 << int(rng.integers(8))
        yield bytes(data)
