"""Where a downloaded file comes from: its checksum, retrieval date and licence, in a small file beside it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.economics.municipalities.delimited import TableError
from voorzorg.validation import Strict, problems, unreadable
from voorzorg.yaml_file import load, read_text


class Origin(Strict):
    """The record of a download."""

    title: str = Field(description="Table and publisher, as the publisher names them.")
    retrieved: date
    licence: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


def record_of(path: Path) -> Path:
    """The file beside a download that says where it comes from: ``births.csv`` has ``births.source.yaml``."""
    return path.with_suffix(".source.yaml")


def read_origin(path: Path) -> Origin:
    """The record beside a download, which must be of exactly that file.

    Raises
    ------
    TableError
        When the record is absent or incomplete, or the file is another than was recorded.
    """
    record = record_of(path)
    try:
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    try:
        content = load(read_text(record))
    except FileNotFoundError:
        raise TableError(
            f"{path}: {record.name} is missing beside it; write there where the file comes from:\n"
            f"  title: (table and publisher)\n  retrieved: (date, as 2026-11-27)\n  licence: (as "
            f"the publisher names it)\n  sha256: {checksum}"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TableError(f"{record}: not readable as YAML: {unreadable(error)}") from None
    try:
        origin = Origin.model_validate(content)
    except ValidationError as error:
        raise TableError(f"{record}: " + "; ".join(problems(error, Origin, record.name, content))) from None
    if origin.sha256 != checksum:
        raise TableError(
            f"{path}: its checksum is not the one in {record.name}; it is another file, or it was changed. "
            f"If it was downloaded anew, write its retrieval date and 'sha256: {checksum}' there"
        )
    return origin
