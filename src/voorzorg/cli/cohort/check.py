"""`voorzorg check`: the ingest checks alone. Nothing is written but the page asked for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from voorzorg.languages import CODES
from voorzorg.messages import Argument, Message, message
from voorzorg.messages import render as told
from voorzorg.text import Language

if TYPE_CHECKING:
    from voorzorg.cli.cohort.finding import Cohort
    from voorzorg.cohorts.checks.findings import Findings
    from voorzorg.cohorts.harmonise.ingest import Examined


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("check", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument(
        "--data", metavar="DIR", help="another folder with the data files than the workflow reads"
    )
    parser.add_argument("--html", metavar="FILE", help="write the findings as a page as well")
    parser.add_argument(
        "--language", choices=CODES, help="of the findings [that of config.yaml, or the computer's]"
    )
    parser.add_argument("--quiet", action="store_true", help="problems only, no warnings or remarks")


def _left_out(cohort: Cohort, result: Examined) -> Findings:
    """What config.yaml asks for and this cohort does not have."""
    from voorzorg.cohorts.checks.findings import Findings
    from voorzorg.cohorts.places import manifests_of
    from voorzorg.config_coverage import left_out

    if cohort.config is None:
        return Findings()
    people, waves = result.columns["participants"], result.columns["waves"]
    configured = manifests_of(cohort.config.cohorts)
    return left_out(cohort.config, cohort.manifest, people, waves, configured)


def _by_what(todo: tuple[tuple[int, str], ...]) -> dict[str, list[int]]:
    """Lines of the manifest by what is to be done there."""
    found: dict[str, list[int]] = {}
    for line, what in todo:
        found.setdefault(what, []).append(line)
    return found


def _less_control(cohort: Cohort, language: Language) -> list[str]:
    """Loudly, where real data are protected less than usual."""
    if cohort.place.synthetic:
        return []
    if cohort.manifest.public:
        return [told(message("control-none"), language)]
    chosen = cohort.config.disclosure if cohort.config else None
    if chosen is None or not chosen.loosened:
        return []
    limits = {"minimum": chosen.minimum_cell, "base": chosen.round_to}
    return [
        told(message("control-loosened", **limits), language),
        *([told(message("check-reason", why=chosen.reason), language)] if chosen.reason else []),
    ]


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.cli.cohort.finding import find_cohort, is_question
    from voorzorg.cohorts.checks.findings import Findings, IngestError, grouped, render
    from voorzorg.cohorts.checks.manifest_against_data import BETTER_NOT_SAID
    from voorzorg.cohorts.harmonise.ingest import examine
    from voorzorg.cohorts.places import says_synthetic
    from voorzorg.config import configured_language

    language = arguments.language or configured_language()
    cohort = find_cohort(arguments.cohort, arguments.data)
    summary: Message | str = ""
    people: Message | str = ""
    try:
        result = examine(cohort.manifest, cohort.place.folder)
        findings = Findings([*result.findings, *_left_out(cohort, result)])
        people = message("check-people", n=result.rows["participants"])
        rows = {name: str(n) for name, n in result.rows.items()}
        summary = message("check-summary", people=rows.pop("participants"), **rows)
    except IngestError as problem:
        findings = problem.findings
    shown = Findings(list(findings))
    for what, lines in _by_what(cohort.todo).items():
        shown.warning(
            message("finding-to-do", what=what),
            file="cohort.yaml",
            rows=lines,
            expected=message("finding-manifest-without-todo"),
            action=message("finding-settle-then-take-todo-away"),
        )
    if cohort.place.unused is not None:
        shown.warning(
            message("finding-files-not-used-data-cohort", unused=str(cohort.place.unused)),
            file="config.yaml",
            expected=message("finding-folder-files-meant"),
            action=message("finding-real-data-list-cohort-config", unused=str(cohort.place.unused)),
        )
    if not cohort.place.synthetic and says_synthetic(cohort.place.folder, cohort.manifest):
        shown.warning(
            message("finding-files-say-they-synthetic-taken", folder=str(cohort.place.folder)),
            file="config.yaml",
            expected=message("finding-folder-files-meant"),
            action=message("finding-name-folder-real-files-data"),
        )
    warnings = [f for f in shown.sorted() if f.severity == "warning"]
    notes = [f for f in shown.sorted() if f.severity == "note"]

    def say(key: str, **values: Argument) -> str:
        return told(message(f"check-{key}", **values), language)

    kind = "synthetic" if cohort.place.synthetic else "own"
    folder = str(cohort.place.folder)
    print(say("data", cohort=cohort.manifest.name, kind=kind, folder=folder, people=people))
    if shown.errors:
        print(render(grouped(shown.errors), language=language))
    if warnings and not arguments.quiet:
        print(f"\n{render(warnings, noun='warning', language=language)}")
    if notes and not arguments.quiet:
        print(f"\n{render(notes, noun='remark', language=language)}")
    if arguments.html:
        from voorzorg.atomic_write import atomic_write
        from voorzorg.cohorts.checks.page import quality_page

        with atomic_write(arguments.html) as partial:
            partial.write_text(quality_page(cohort.manifest, shown, language), encoding="utf-8")
        print("\n" + say("written", file=str(arguments.html)))
    if shown.errors:
        print("\n" + say("problems", n=len(shown.errors)))
        return 1
    undirected = sum(said.key == BETTER_NOT_SAID for finding in shown for _, said in finding.messages)
    questions = sum(is_question(what) for _, what in cohort.todo) + undirected
    if questions:
        print("\n" + say("questions", questions=questions, summary=summary, warnings=len(warnings)))
    else:
        print("\n" + say("fit", summary=summary, warnings=len(warnings)))
    for line in _less_control(cohort, language):
        print("\n" + say("attention", line=line))
    if not cohort.place.synthetic and not cohort.manifest.public:
        print(say("controlled"))
    return 0
