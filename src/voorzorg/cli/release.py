"""``voorzorg release``: the folder that may leave a closed environment, with a page for whoever checks it.

Everything is checked once more, compared with earlier releases, and recorded in a register that stays inside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voorzorg.present.release.differencing import Difference


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("release", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort whose results are there")
    parser.add_argument(
        "--to", metavar="DIR", type=Path, help="where the folder goes; 'releases' if left out"
    )
    parser.add_argument(
        "--accept",
        metavar="REASON",
        help="release although differencing with an earlier release tells about few: why, and who decided",
    )


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.cli.cohort.finding import find_cohort
    from voorzorg.cohorts.places import COHORTS, RESULTS
    from voorzorg.config import Disclosure
    from voorzorg.errors import UserError
    from voorzorg.estimates.table import read
    from voorzorg.present.release import checks
    from voorzorg.present.release.differencing import differences
    from voorzorg.present.release.page import checkers_page
    from voorzorg.present.release.register import Register

    cohort = find_cohort(arguments.cohort)
    name, results = cohort.manifest.name, RESULTS / cohort.manifest.name
    estimates = results / "estimates.parquet"
    if not (estimates.exists() and (results / "report.html").exists()):
        raise UserError(f"{results} holds no report: 'voorzorg run {results}/report.html' makes it")
    if cohort.place.synthetic:
        raise UserError(f"the results of {name} are of synthetic data: they need no release, copy {results}")
    if cohort.manifest.public:
        raise UserError(f"{name} says 'public: true': its results are under no control, and need no release")
    _up_to_date(results)
    limits = cohort.config.disclosure if cohort.config else Disclosure()
    table = read(estimates)
    files = checks.files_that_leave(results)
    refused = checks.broken_rules(table, limits.minimum_cell)
    refused += checks.said_verbatim(files, _words(results / "tidy", cohort.manifest), results)
    register = Register(COHORTS / name / "private" / "releases")
    compared = [
        (int(entry["number"]), differences(old, table, limits.minimum_cell))
        for entry, old in register.earlier()
    ]
    telling = [d for _, found in compared for d in found if d.reveals]
    facts = {
        "cohort": name,
        "smallest cell": limits.minimum_cell,
        "counts rounded to": limits.round_to,
        "reason for other limits": limits.reason or "",
        "files": len(files),
        "accepted by": arguments.accept or "",
    }
    page = checkers_page(
        f"Release {len(compared) + 1} of {name}",
        facts,
        checks.kinds_of(files, results),
        refused,
        checks.by_rule(table),
        compared,
    )
    _say(compared)
    target = (arguments.to or Path("releases")) / name / str(len(compared) + 1)
    if target.exists():
        raise UserError(f"{target} is there already: move it away, or name another folder with --to")
    if refused or (telling and not arguments.accept):
        where = _inside(register.folder, page)
        if refused:
            raise UserError(f"{len(refused)} output(s) break a rule; see {where}. Nothing was released")
        raise UserError(
            f"{len(telling)} numbers differ from an earlier release by a few participants and give these "
            f"few away; see {where}. Nothing was released: round more coarsely, release less, or decide "
            "on it and say so with --accept REASON"
        )
    _write(target, results, files, page)
    register.add(
        estimates,
        files={path.relative_to(results).as_posix(): _digest(path) for path in files},
        data=_data(results / "tidy" / "provenance.json"),
        minimum_cell=limits.minimum_cell,
        round_to=limits.round_to,
        accepted=arguments.accept,
    )
    print(f"to leave: {target / 'leaves'} ({len(files)} files)")
    print(f"for the checker, inside: {target / 'check.html'}")
    return 0


def _up_to_date(results: Path) -> None:
    """Refuse results of other data or settings, such as of a run before output control was tightened."""
    from voorzorg.errors import UserError

    asked = f"{results.as_posix()}/report.html"
    told = subprocess.run(
        [sys.executable, "-m", "voorzorg", "run", "--dry-run", asked],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Nothing to be done" not in told.stdout + told.stderr:  # other cohorts may be broken
        raise UserError(
            f"{results} is not of today's data and settings: 'voorzorg run {asked}' makes it again"
        )


def _say(compared: Sequence[tuple[int, Sequence[Difference]]]) -> None:
    for number, found in compared:
        told = sum(difference.reveals for difference in found)
        print(f"beside release {number}: {len(found)} quantities differ by few participants; exactly: {told}")


def _words(tidy: Path, manifest: object) -> set[str]:
    import pandas as pd

    from voorzorg.present.release.checks import words_of_participants

    tables = [pd.read_parquet(path) for path in sorted(tidy.glob("*.parquet")) if path.stem != "quality"]
    return words_of_participants(tables, manifest)  # type: ignore[arg-type]


def _inside(folder: Path, page: str) -> Path:
    from voorzorg.atomic_write import private_file, private_folder

    path = private_folder(folder) / "refused.html"
    path.write_text(page, encoding="utf-8")
    return private_file(path)


def _write(target: Path, results: Path, files: Sequence[Path], page: str) -> None:
    """The whole folder, or nothing."""
    from voorzorg.atomic_write import atomic_folder

    with atomic_folder(target) as staging:
        for path in files:
            copy = staging / "leaves" / path.relative_to(results)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        (staging / "check.html").write_text(page, encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _data(provenance: Path) -> dict[str, str]:
    """Checksums of the data that the results were made from; they stay in the register."""
    return dict(json.loads(provenance.read_text(encoding="utf-8")).get("inputs", {}))
