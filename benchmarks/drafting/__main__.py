"""Draft layouts with a known truth and count: ``python -m benchmarks.drafting --layouts 600``."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.drafting.judge import Verdict, in_folder
from benchmarks.drafting.layouts import Layout
from benchmarks.measure import RESULTS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layouts", type=int, default=600)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="say what was misread")
    arguments = parser.parse_args()
    found: list[tuple[Layout, Verdict]] = []
    for seed in range(arguments.first, arguments.first + arguments.layouts):
        with tempfile.TemporaryDirectory() as folder:
            layout, verdict = in_folder(seed, Path(folder))
        found.append((layout, verdict))
        if arguments.show and not verdict.right:
            print(seed, layout.kind, layout.facts, verdict.said, verdict.wrong, verdict.questions[-4:])
    heads = ["right and fit", "right with a question", "mistake stopped at", "wrong with a question"]
    lines = [",".join(["kind", "layouts", *heads, "not read", "wrong and fit", "unasked"])]
    for kind in [*sorted({layout.kind for layout, _ in found}), "all"]:
        of_kind = [v for layout, v in found if kind in (layout.kind, "all")]
        count = Counter(_class(v) for v in of_kind)
        unasked = sum(bool(v.unasked()) for v in of_kind if v.wrong and v.said != "stopped")
        numbers = [count[c] for c in _CLASSES]
        lines.append(",".join(map(str, [kind, len(of_kind), *numbers, unasked])))
    table = "\n".join(lines) + "\n"
    print(table)
    if arguments.first == 0 and arguments.layouts >= 500:
        (RESULTS / "drafting.csv").write_text(table, encoding="utf-8")


_CLASSES = ("right fit", "right asked", "right stopped", "wrong asked", "wrong stopped", "wrong fit")


def _class(verdict: Verdict) -> str:
    if verdict.said == "stopped":
        return "right stopped" if verdict.right else "wrong stopped"
    return f"{'right' if verdict.right else 'wrong'} {verdict.said}"


if __name__ == "__main__":
    main()
