"""One way in for every kind of file: find it, recognise what it is, read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.formats import BY_NAME, FORMATS, format_of
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.messages import Message, message


def is_lock(path: Path) -> bool:
    """Whether Excel or LibreOffice made the file to say that another one is open."""
    return path.name.startswith(("~$", ".~lock."))


@dataclass
class Reader:
    """Reads the files of one manifest; a file that several entries name is read once."""

    data_dir: Path
    findings: Findings
    _cache: dict[tuple[object, ...], RawTable | None] = field(default_factory=dict)
    #: SHA-256 of every file, of the bytes that were read.
    digests: dict[Path, str] = field(default_factory=dict)

    @staticmethod
    def key(file: File) -> tuple[object, ...]:
        """What makes two entries read the same thing."""
        layout = (file.header_row, file.skip_rows, file.delimiter, file.decimal, file.encoding)
        return (file.path, file.format, file.sheet, *layout)

    def verify(self) -> None:
        """Report files that are no longer what they were when their reading began."""
        for path, digest in self.digests.items():
            try:
                with path.open("rb") as stream:
                    same = hashlib.file_digest(stream, "sha256").hexdigest() == digest
            except OSError:
                same = False
            if not same:
                self.findings.error(
                    message("finding-file-changed-while-was-read"),
                    file=path.name,
                    expected=message("finding-file-nobody-writes-meanwhile"),
                    action=message("finding-wait-until-complete-close-other"),
                )

    def release(self, file: File) -> None:
        """Forget the tables of an entry that no later one reads, to give their memory back."""
        for path in self._paths(file):
            self._cache.pop((path, *self.key(file)), None)

    def read(self, file: File) -> list[RawTable]:
        """Every table that an entry of the manifest names; what cannot be read becomes a finding."""
        tables = []
        for path in self._paths(file):
            key = (path, *self.key(file))
            if key not in self._cache:
                self._cache[key] = self._read(path, file)
            table = self._cache[key]
            if table is not None:
                tables.append(table)
        return tables

    def _paths(self, file: File) -> list[Path]:
        if any(sign in file.path for sign in "*?["):
            found = sorted(path for path in self.data_dir.glob(file.path) if not is_lock(path))
            if not found and not file.optional:
                self._missing(file)
            return found
        path = self.data_dir / file.path
        if path.is_symlink() and not path.exists():
            self.findings.error(
                message("finding-file-link-file-not-there"),
                file=file.path,
                expected=message("finding-file-link"),
                action=message("finding-put-file-itself-there-make"),
            )
            return []
        if not path.exists():
            twins = [p for p in path.parent.glob("*") if p.name.casefold() == path.name.casefold()]
            if len(twins) == 1:
                self.findings.warning(
                    message("finding-file-name-differs-capitals"),
                    file=file.path,
                    expected=message("finding-quoted", what=file.path),
                    action=message("finding-write-manifest-file-called", name=str(twins[0].name)),
                )
                return twins
            if not file.optional:
                self._missing(file)
            return []
        return [path]

    def _missing(self, file: File) -> None:
        folder = (self.data_dir / file.path).parent
        present = sorted(p.name for p in folder.glob("*") if p.is_file() and not is_lock(p))[:8]
        self.findings.error(
            message("finding-file-not-there"),
            file=file.path,
            expected=(
                message("finding-a-file-in", folder=str(folder), present=present)
                if present
                else message("finding-a-file-in-nothing", folder=str(folder))
            ),
            action=message("finding-put-file-there-correct-path"),
        )

    def _read(self, path: Path, file: File) -> RawTable | None:
        name = self._name(path, file)
        try:
            table = read_table(path, name, file, self.findings)
        except UnreadableError as problem:
            self.findings.error(
                problem.check, file=name, rows=problem.rows, expected=problem.expected, action=problem.action
            )
            return None
        self.digests[path] = table.digest
        if table.frame.empty and file.holds in ("events", "visits"):
            self.findings.note(
                message("finding-file-holds-header-but-rows"),
                file=name,
                expected=message("finding-row-each-happened"),
                action=message("finding-nothing-if-there-was-none"),
            )
        elif table.frame.empty:
            others = [sheet for sheet in table.sheets if sheet != table.sheet]
            self.findings.error(
                message("finding-file-holds-header-but-rows"),
                file=name,
                expected=message("finding-least-row"),
                action=message(
                    "finding-sheet-if-another-holds-data",
                    sheet=str(table.sheet),
                    others=str(" or ".join(others)),
                )
                if others
                else message("finding-export-again-take-out-manifest"),
            )
            return None
        return table

    def _name(self, path: Path, file: File) -> str:
        relative = path.relative_to(self.data_dir) if path.is_relative_to(self.data_dir) else path
        return f"{relative.as_posix()}[{file.sheet}]" if file.sheet is not None else relative.as_posix()


def read_table(path: Path, name: str, file: File, findings: Findings) -> RawTable:
    """Read one file as its manifest entry says; raise :class:`UnreadableError` when that cannot be done."""
    if path.is_dir():
        raise UnreadableError(
            message("finding-folder-not-file"),
            expected=message("finding-data-file"),
            action=message("finding-name-file-inside-folder-csv"),
        )
    if path.exists() and not path.is_file():
        raise UnreadableError(
            message("finding-ordinary-file"),
            expected=message("finding-data-file"),
            action=message("finding-put-file-itself-there-not"),
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(16)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise UnreadableError(
            message("finding-file-cannot-opened"),
            expected=message("finding-file-you-may-read"),
            action=message("finding-check-access-rights-other-program"),
        ) from None
    if size == 0:
        raise UnreadableError(
            message("finding-file-empty"),
            expected=message("finding-header-least-row"),
            action=message("finding-export-copy-again"),
        )
    format = file.format or format_of(path)
    if format is None:
        raise UnreadableError(
            message("finding-unknown-kind-file", extension=str(path.suffix or "no extension")),
            expected=message("finding-sav-dta-sas7bdat-xlsx-csv"),
            action=_instead(path),
        )
    _check_signature(start, format)
    try:
        table = _dispatch(path, name, format, file, findings)
    except (UnreadableError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # libraries raise, and panic, in many ways; their words may hold a value
        raise UnreadableError(
            message(
                "finding-file-cannot-read-damaged-unlike", format=str(format), name=str(type(error).__name__)
            ),
            expected=message("finding-complete-file", format=str(format)),
            action=message("finding-open-program-made-save-export"),
        ) from None
    table.digest = digest
    return table


#: Files that other programs keep their data in, by what there is to export from them.
_INSTEAD = {
    "r": (".rdata", ".rda", ".rds"),
    "database": (".mdb", ".accdb", ".sqlite", ".db"),
    "document": (".doc", ".docx", ".pdf", ".odt", ".numbers"),
    "syntax": (".sps", ".do", ".sas", ".r", ".spv"),
    "archive": (".zip", ".7z", ".gz", ".rar"),
}


def _instead(path: Path) -> Message:
    """What to export instead of a file of a kind that is not read."""
    kind = next((kind for kind, names in _INSTEAD.items() if path.suffix.lower() in names), "")
    return message("finding-export-instead", kind=kind or "other")


def _check_signature(start: bytes, format: str) -> None:
    for kind in FORMATS:
        if kind.name != format and start.startswith(kind.signatures):
            raise UnreadableError(
                message(f"finding-file-is-{kind.name}", format=format),
                expected=message("finding-file-name-manifest-says", format=format),
                action=message("finding-set-format-correct-file-extension", is_format=kind.name),
            )


def _dispatch(path: Path, name: str, format: str, file: File, findings: Findings) -> RawTable:
    module, _, function = BY_NAME[format].read.partition(":")
    read = getattr(import_module(f"voorzorg.cohorts.reading.{module}"), function)
    table: RawTable = read(path, name, file, findings)
    return table
