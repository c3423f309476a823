"""``voorzorg audit``: check a file of published figures, of this project or of anybody else's trial."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voorzorg.evidence.audit import Audit
    from voorzorg.text import Language

EXPLANATION = """\
Checks published figures: are they possible at all, can they be re-derived from other published figures, and
do sources agree with each other? Every verdict comes with the sum by which it can be redone by hand.

FIGURES is a CSV file (or a directory of them) with at least the columns figure_id, source, outcome, arm,
statistic and value; docs/audit.md describes them all and data/examples/figures-other-trial.csv is an
example.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the command to a parser's subcommands."""
    parser = subparsers.add_parser(
        "audit",
        help="check published figures against each other",
        description=EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "figures", nargs="?", default="data/published", help="CSV file or directory [%(default)s]"
    )
    parser.add_argument("--relations", metavar="FILE", help="relations.yaml: what should follow from what")
    parser.add_argument("--out", metavar="DIR", help="write verdicts.csv and checks.csv there")
    parser.add_argument(
        "--language", choices=("nl", "en"), default="nl", help="language of the sentences [%(default)s]"
    )
    parser.add_argument(
        "--explain", metavar="FIGURE", help="everything about one figure: every check, every sum"
    )
    parser.add_argument(
        "--template", metavar="FILE", help="write a workbook to type a paper's table in (.xlsx)"
    )
    parser.add_argument("--all", action="store_true", help="show every figure, not only the findings")
    parser.add_argument("--strict", action="store_true", help="exit with status 1 where something is wrong")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Run the audit and print what it found; 2 where the file cannot be read, 1 with
    ``--strict`` and findings."""
    from voorzorg.evidence.audit import audit_path

    if args.template:
        from voorzorg.evidence.figures.template import write_template

        print(write_template(args.template, args.language))
        return 0
    result = audit_path(args.figures, args.relations)
    if args.explain:
        print(explained(result, args.explain, args.language))
        return 0
    _print(result, args.language, everything=args.all)
    if args.out:
        write(result, Path(args.out))
    wrong = any(f.verdict.bad for f in result.findings())
    return 1 if args.strict and wrong else 0


def explained(result: Audit, figure_id: str, language: Language) -> str:
    """All there is to one figure: what is printed, every check about it with its sum, and what it took part in.

    Raises
    ------
    UserError
        Where the file has no such figure.
    """
    import difflib

    from voorzorg.errors import UserError
    from voorzorg.evidence.checks.uncheckable import why_not
    from voorzorg.evidence.verdicts import LABELS
    from voorzorg.evidence.words import dutch_marks, say

    f = result.figures.by_id.get(figure_id)
    if f is None:
        near = difflib.get_close_matches(figure_id, result.figures.by_id, n=3)
        hint = f" (did you mean {', '.join(near)}?)" if near else ""
        raise UserError(f"no figure {figure_id!r} in this file{hint}")
    words = _EXPLAINED[language]
    about = result.of(figure_id)
    beside = [c for c in result.checks if figure_id in c.figures and c not in about]
    lines = [f"{f.figure_id}", f"  {words['printed']}: {f.printed()} {f.unit}".rstrip()]
    lines += [f"  {f.source}, {f.location}".rstrip(", ")]
    if f.made:
        lines.append(f"  {words['made']}: {', '.join(sorted(f.made))}")
    if not about:
        lines.append(f"\n  {say(why_not(f), language)}")
    for title, checks in ((words["about"], about), (words["beside"], beside)):
        if checks:
            lines.append(f"\n{title}")
        for c in checks:
            lines.append(f"  {LABELS[c.verdict][language].upper()} [{c.kind}]  {say(c.reason, language)}")
            sums = dutch_marks(c.arithmetic) if language == "nl" else c.arithmetic
            lines.append(f"      {sums}")
            if c.assumption is not None:
                lines.append(f"      {words['if']}: {say(c.assumption, language)}")
            lines += [f"      < {x}: {result.figures[x].printed()}" for x in c.figures if x != figure_id]
    return "\n".join(lines)


def write(result: Audit, directory: Path) -> None:
    """Write ``verdicts.csv`` (a row per figure) and ``checks.csv`` (a row per check)."""
    directory.mkdir(parents=True, exist_ok=True)
    result.verdicts().to_csv(directory / "verdicts.csv", index=False)
    result.table().to_csv(directory / "checks.csv", index=False)


def _print(result: Audit, language: Language, *, everything: bool) -> None:
    from voorzorg.evidence.verdicts import LABELS
    from voorzorg.evidence.words import say

    total = _TOTAL[language].format(n=len(result.figures))
    print(total)
    for verdict, count in result.counts().items():
        print(f"  {count:5d}  {LABELS[verdict][language]}")
    for finding in result.findings():
        print(f"\n{LABELS[finding.verdict][language].upper()}  {finding.topic}")
        for c in finding.checks:
            print(f"  - {say(c.reason, language)}\n      {c.arithmetic}\n      {', '.join(c.targets)}")
    if everything:
        print()
        for row in result.verdicts().to_dict("records"):
            label = row["verdict_nl" if language == "nl" else "verdict"]
            print(f"{row['figure_id']}: {row['printed']} — {label}. {row[f'reason_{language}']}")


_EXPLAINED: dict[str, dict[str, str]] = {
    "nl": {
        "printed": "vermeld",
        "made": "gemaakt",
        "about": "Wat erover te zeggen is:",
        "beside": "Waaraan het meedoet:",
        "if": "alleen als",
    },
    "en": {
        "printed": "printed",
        "made": "made",
        "about": "What can be said about it:",
        "beside": "What it takes part in:",
        "if": "only if",
    },
}
_TOTAL = {"nl": "{n} gepubliceerde cijfers:", "en": "{n} published figures:"}
