"""`voorzorg check`: the ingest checks alone. Nothing is written but the page asked for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from voorzorg.messages import message

if TYPE_CHECKING:
    from voorzorg.cli.cohort import Cohort
    from voorzorg.cohorts.checks.findings import Findings
    from voorzorg.cohorts.harmonise.ingest import Ingested


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("check", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument(
        "--data", metavar="DIR", help="another folder with the data files than the workflow reads"
    )
    parser.add_argument("--html", metavar="FILE", help="write the findings as a page as well")
    parser.add_argument("--language", choices=("nl", "en"), default="en", help="language of the findings")
    parser.add_argument("--quiet", action="store_true", help="problems only, no warnings or remarks")


def _left_out(cohort: Cohort, result: Ingested) -> Findings:
    """What config.yaml asks for and this cohort does not have."""
    from voorzorg.cohorts.checks.findings import Findings
    from voorzorg.cohorts.places import manifests_of
    from voorzorg.config_coverage import left_out

    if cohort.config is None:
        return Findings()
    people, waves = ([str(name) for name in table] for table in (result.participants, result.waves))
    configured = manifests_of(cohort.config.cohorts)
    return left_out(cohort.config, cohort.manifest, people, waves, configured)


def _by_what(todo: tuple[tuple[int, str], ...]) -> dict[str, list[int]]:
    """Lines of the manifest by what is to be done there."""
    found: dict[str, list[int]] = {}
    for line, what in todo:
        found.setdefault(what, []).append(line)
    return found


def _less_control(cohort: Cohort) -> list[str]:
    """Loudly, where real data are protected less than usual."""
    if cohort.place.synthetic:
        return []
    if cohort.manifest.public:
        return [str(message("control-none"))]
    chosen = cohort.config.disclosure if cohort.config else None
    if chosen is None or not chosen.loosened:
        return []
    limits = {"minimum": chosen.minimum_cell, "base": chosen.round_to}
    return [
        str(message("control-loosened", **limits)),
        *([f"reason: {chosen.reason}"] if chosen.reason else []),
    ]


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.cli.cohort import QUESTION, find_cohort
    from voorzorg.cohorts.checks.findings import Findings, IngestError, render
    from voorzorg.cohorts.harmonise.ingest import ingest
    from voorzorg.cohorts.places import says_synthetic

    cohort = find_cohort(arguments.cohort, arguments.data)
    summary, people = "", ""
    try:
        result = ingest(cohort.manifest, cohort.place.folder)
        findings = Findings([*result.findings, *_left_out(cohort, result)])
        people = f": {len(result.participants)} participants"
        summary = (
            f"{len(result.participants)} participants, {len(result.waves)} wave rows, "
            f"{len(result.events)} events, {len(result.visits)} visits"
        )
    except IngestError as problem:
        findings = problem.findings
    shown = Findings(list(findings))
    for what, lines in _by_what(cohort.todo).items():
        shown.warning(
            f"to do: {what}",
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
    kind = "synthetic data" if cohort.place.synthetic else "data"
    print(f"{cohort.manifest.name}: {kind} in {cohort.place.folder}{people}")
    if shown.errors:
        print(render(shown.errors, language=arguments.language))
    if warnings and not arguments.quiet:
        print(f"\n{render(warnings, noun='warning', language=arguments.language)}")
    if notes and not arguments.quiet:
        print(f"\n{render(notes, noun='remark', language=arguments.language)}")
    if arguments.html:
        from voorzorg.atomic_write import atomic_write
        from voorzorg.cohorts.checks.page import quality_page

        with atomic_write(arguments.html) as partial:
            partial.write_text(quality_page(cohort.manifest, shown, arguments.language), encoding="utf-8")
        print(f"\nwritten: {arguments.html}")
    if shown.errors:
        print(f"\n{len(shown.errors)} problem(s): the files cannot be used yet.")
        return 1
    questions = sum(what.startswith(QUESTION) for _, what in cohort.todo)
    if questions:
        print(
            f"\nNot called fit yet: {questions} question(s) about how the files are read are open (TODO in "
            f"cohort.yaml).\nAs drafted: {summary}; {len(warnings)} warning(s)."
        )
    else:
        print(f"\nFit to be used: {summary}; {len(warnings)} warning(s).")
    for line in _less_control(cohort):
        print(f"\nATTENTION: {line}")
    if not cohort.place.synthetic and not cohort.manifest.public:
        print(
            "Results will pass disclosure control: small counts are hidden, and what would give them away is "
            "rounded\n(config.yaml: disclosure). For data that anybody may have already: 'public: true' in "
            "cohort.yaml."
        )
    return 0
