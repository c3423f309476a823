"""The sources that figures are transcribed from: ``sources.yaml`` beside the files."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.evidence.figures.schema import FigureFileError
from voorzorg.evidence.figures.text_cells import read_text
from voorzorg.languages import Language
from voorzorg.messages import message
from voorzorg.validation import Strict, listed, not_readable, problem_at, refused
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


class Sources(Strict):
    """The file: sources one after another."""

    sources: tuple[Source, ...]


def read_sources(path: str | Path) -> dict[str, Source]:
    """Read ``sources.yaml`` (a list of sources under ``sources:``) into a dictionary by key.

    Raises
    ------
    FigureFileError
        Where the file is not as expected, or a key is used twice.
    """
    path = Path(path)
    text = read_text(path)
    try:
        content = load(text)
    except yaml.YAMLError as error:
        raise FigureFileError([], not_readable(path.name, error)) from None
    try:
        sources = Sources.model_validate(content).sources
    except ValidationError as error:
        raise FigureFileError([], *refused(path.name, error, Sources, content, text)) from None
    result = {source.key: source for source in sources}
    if len(result) < len(sources):
        keys = [source.key for source in sources]
        wrong = [
            problem_at(("sources", n, "key"), message("fault-relation-twice", name=key), content)
            for n, key in enumerate(keys)
            if key in keys[:n]
        ]
        raise FigureFileError([], *listed(path.name, wrong, text))
    return result
