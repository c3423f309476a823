"""``voorzorg audit``: check a file of published figures, of this project or of anybody else's trial."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.errors import UserError
from voorzorg.languages import CODES

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
        "--language", choices=CODES, default="nl", help="language of the sentences [%(default)s]"
    )
    parser.add_argument(
        "--explain", metavar="FIGURE", help="everything about one figure: every check, every sum"
    )
    parser.add_argument(
        "--baseline", action="store_true", help="how alike the arms are at baseline (Carlisle)"
    )
    parser.add_argument("--read", metavar="DRAFT", help="read test results of a text or PDF into a draft CSV")
    parser.add_argument("--checklist", metavar="PAGE", help="write INSPECT-SR and TRACT as a page (.html)")
    parser.add_argument("--report", metavar="PAGE", help="write findings and figures as a page (.html)")
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
    if Path(args.figures).suffix.lower() == ".pdf" and not args.read:
        raise UserError(
            f"{args.figures}: a PDF is no table of figures; --read draft.csv reads its test results into one"
        )
    if args.read:
        return _read(args.figures, args.read, args.language)
    result = audit_path(args.figures, args.relations)
    if args.explain:
        from voorzorg.present.evidence.terminal import explained

        print(explained(result, args.explain, args.language))
        return 0
    if args.baseline:
        from voorzorg.present.evidence.terminal import baseline_words

        print(baseline_words(result, args.language))
        return 0
    _print(result, args.language, everything=args.all)
    _pages(args, result)
    if args.out:
        write(result, Path(args.out))
    wrong = any(f.verdict.bad for f in result.findings())
    return 1 if args.strict and wrong else 0


def _pages(args: argparse.Namespace, result: Audit) -> None:
    path = Path(args.figures)
    folder = path if path.is_dir() else path.parent
    if args.checklist:
        from voorzorg.present.evidence.checklist import write_checklist

        print(f"\n{write_checklist(result, args.language, args.checklist, folder)}")
    if args.report:
        import pandas as pd

        from voorzorg.evidence.synthesis.effects import COLUMNS, synthesise
        from voorzorg.present.evidence.report import write_evidence_report

        panels = pd.DataFrame(columns=COLUMNS)
        if path.is_dir():
            from voorzorg.evidence.figures.loader import read_figures

            panels = synthesise(read_figures(path), path)
        print(f"\n{write_evidence_report(result, panels, folder, args.language, args.report)}")


def _read(document: str, draft: str, language: Language) -> int:
    from voorzorg.evidence.figures.apa import read_document, write_draft
    from voorzorg.evidence.words import say
    from voorzorg.messages import message

    found = read_document(document)
    write_draft(found, Path(document).stem, draft)
    print(say(message("evidence-read-found", n=len(found), file=draft), language))
    return 0


def write(result: Audit, directory: Path) -> None:
    """Write ``verdicts.csv`` (a row per figure) and ``checks.csv`` (a row per check)."""
    from voorzorg.spreadsheet import table_as_text

    directory.mkdir(parents=True, exist_ok=True)
    table_as_text(result.verdicts()).to_csv(directory / "verdicts.csv", index=False)
    table_as_text(result.table()).to_csv(directory / "checks.csv", index=False)


def _print(result: Audit, language: Language, *, everything: bool) -> None:
    from voorzorg.evidence.verdicts import LABELS
    from voorzorg.evidence.words import say
    from voorzorg.messages import message
    from voorzorg.present.evidence.words import sum_words

    print(say(message("evidence-audit-total", n=len(result.figures)), language))
    for verdict, count in result.counts().items():
        print(f"  {count:5d}  {say(LABELS[verdict], language)}")
    for finding in result.findings():
        print(f"\n{say(LABELS[finding.verdict], language).upper()}  {finding.topic}")
        for c in finding.checks:
            print(f"  - {say(c.reason, language)}\n      {sum_words(c.arithmetic, language)}")
            print(f"      {', '.join(c.targets)}")
    if everything:
        print()
        for row in result.verdicts().to_dict("records"):
            label = row["verdict_nl" if language == "nl" else "verdict"]
            print(f"{row['figure_id']}: {row['printed']} — {label}. {row[f'reason_{language}']}")
