"""The sources that figures are transcribed from: ``sources.yaml`` beside the files."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.evidence.figures.schema import FigureFileError, Problem
from voorzorg.evidence.figures.text_cells import read_text
from voorzorg.languages import Language
from voorzorg.validation import Strict, unreadable
from voorzorg.yaml_file import load


class Source(Strict):
    """A document or article that figures are transcribed from."""

    key: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")
    title: str
    authors: str
    year: int | None = None
    kind: str
    document: str = Field(description="file name of the text that the figures were read in")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="checksum of that text")
    language: Language = Field(description="decides how numbers are written in the text")
    access: str = Field(description="how a reader can get at it, and what may be done with it")


def read_sources(path: str | Path) -> dict[str, Source]:
    """Read ``sources.yaml`` (a list of sources under ``sources:``) into a dictionary by key.

    Raises
    ------
    FigureFileError
        Where the file is not as expected, or a key is used twice.
    """
    path = Path(path)
    problems: list[Problem] = []
    result: dict[str, Source] = {}
    try:
        content = load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise FigureFileError(
            [Problem(path.name, line, "(file)", unreadable(error), "readable YAML")]
        ) from None
    entries = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise FigureFileError([Problem(path.name, None, "sources", "", "a list of sources")])
    for number, entry in enumerate(entries, start=1):
        try:
            source = Source.model_validate(entry)
        except ValidationError as error:
            for item in error.errors():
                where = ".".join(str(part) for part in item["loc"])
                problems.append(Problem(path.name, None, f"source {number}: {where}", "", item["msg"]))
            continue
        if source.key in result:
            problems.append(Problem(path.name, None, f"source {number}: key", source.key, "a key used once"))
        result[source.key] = source
    if problems:
        raise FigureFileError(problems)
    return result
