"""Where a downloaded file comes from: its checksum, retrieval date and licence, in a small file beside it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.economics.municipalities.delimited import TableError
from voorzorg.messages import message
from voorzorg.validation import Strict, not_readable, refused
from voorzorg.yaml_file import load, read_text

#: What the record of a download says, beside its checksum.
_ASKED = ("title", "retrieved", "licence")


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
        raise TableError(message("fault-no-file", file=str(path))) from None
    try:
        text = read_text(record)
        content = load(text)
    except FileNotFoundError:
        asked = [message("origin-asks", name=name, what=message(f"origin-ask-{name}")) for name in _ASKED]
        raise TableError(
            message("origin-missing", file=str(path), record=record.name), *asked, f"  sha256: {checksum}"
        ) from None
    except yaml.YAMLError as error:
        raise TableError(not_readable(record, error)) from None
    try:
        origin = Origin.model_validate(content)
    except ValidationError as error:
        raise TableError(*refused(record, error, Origin, content, text)) from None
    if origin.sha256 != checksum:
        raise TableError(message("origin-other-file", file=str(path), record=record.name, checksum=checksum))
    return origin
