"""The kinds of files that data come in: a row each, from which the rest of the project reads.

The function is named, not imported: a manifest that is only checked needs none of the libraries that read.
CONTRIBUTING.md shows how to add a kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from voorzorg.validation import fault


@dataclass(frozen=True)
class FileFormat:
    """One kind of file.

    Parameters
    ----------
    name : what a manifest calls it (``format:``).
    endings : of the names of such files.
    read : ``module:function`` inside ``voorzorg.cohorts.reading``, called with the path, the name by which
        findings call the file, its entry in the manifest and the findings; gives a ``RawTable`` or raises
        ``UnreadableError``.
    signatures : bytes that such a file begins with, by which one with a wrong ending is recognised; the
        message ``finding-file-is-<name>`` says what it is.
    """

    name: str
    endings: tuple[str, ...]
    read: str
    signatures: tuple[bytes, ...] = ()


_STATISTICAL = "formats.spss_stata_sas:read_entry"
_EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
#: In the order in which error messages list them.
FORMATS: tuple[FileFormat, ...] = (
    FileFormat("sav", (".sav", ".zsav"), _STATISTICAL, (b"$FL2", b"$FL3")),
    FileFormat("por", (".por",), _STATISTICAL),
    FileFormat("dta", (".dta",), _STATISTICAL, (b"<stata_dta>",)),
    FileFormat("sas7bdat", (".sas7bdat",), _STATISTICAL),
    FileFormat("xpt", (".xpt",), _STATISTICAL),
    FileFormat("xlsx", _EXCEL, "formats.excel:read_entry", (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")),
    FileFormat("csv", (".csv", ".txt", ".tsv", ".tab"), "delimited.table:read_entry"),
    FileFormat("redcap_xml", (".xml",), "formats.redcap_xml:read_entry"),
    FileFormat("parquet", (".parquet",), "formats.parquet:read_entry", (b"PAR1",)),
)
BY_NAME: dict[str, FileFormat] = {kind.name: kind for kind in FORMATS}


def format_of(path: Path) -> str | None:
    """The format that a file's ending names."""
    ending = path.suffix.lower()
    return next((kind.name for kind in FORMATS if ending in kind.endings), None)


def _known(name: str) -> str:
    if name not in BY_NAME:
        raise fault("fault-no-format", name=name, known=BY_NAME).near(name, BY_NAME)
    return name


#: The name of a kind of file, as a manifest gives it.
Format = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(BY_NAME)})]
