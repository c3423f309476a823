"""An evaluation from files, for workflow and command alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voorzorg.economics.evaluation import Evaluation, Own, evaluate, own_of
from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.inputs.read import read_inputs
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.municipalities.origin import record_of
from voorzorg.economics.municipalities.price_index import read_price_index
from voorzorg.economics.municipalities.statistics_office import Births, read_births
from voorzorg.estimates.table import read
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.figures.loader import figure_files, read_figures
from voorzorg.evidence.figures.names import Names, read_names


@dataclass(frozen=True)
class Files:
    """What an evaluation is made from. ``estimates`` is a cohort's own table; ``year`` chooses
    in an export."""

    inputs: Path
    published: Path
    municipalities: Path | None = None
    price_index: Path | None = None
    estimates: Path | None = None
    year: int | None = None

    def all(self) -> list[Path]:
        """Every file that is read, for the record of a run."""
        chosen = [self.inputs, self.municipalities, self.price_index, self.estimates]
        found = [path for path in chosen if path is not None]
        if self.municipalities is not None and record_of(self.municipalities).is_file():
            found.append(record_of(self.municipalities))
        return [*found, *map(Path, figure_files(self.published))]


@dataclass(frozen=True)
class Sources:
    """Files as read."""

    inputs: Inputs
    figures: Figures
    births: Births | None
    own: Own | None
    names: Names


def read_files(files: Files) -> Sources:
    """Read all files; every mistake in one is told by its row and column.

    Raises
    ------
    voorzorg.errors.UserError
        When a file is absent or wrong.
    """
    figures = Figures.of(read_figures(files.published))
    index = read_price_index(files.price_index) if files.price_index is not None else None
    inputs = read_inputs(files.inputs, figures, index)
    births = read_births(files.municipalities, files.year) if files.municipalities is not None else None
    own = own_of(inputs, read(files.estimates)) if files.estimates is not None else None
    return Sources(inputs, figures, births, own, read_names(files.published))


def evaluate_files(files: Files, seed: int, also: Sequence[Municipality] = ()) -> Evaluation:
    """Read the files and evaluate their municipalities, after those given by hand."""
    sources = read_files(files)
    found = [*also, *(sources.births.municipalities if sources.births else ())]
    return evaluate(sources.inputs, found, seed, sources.figures, sources.own, sources.names)
