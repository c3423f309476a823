"""The published figures and the project's own inputs, read once."""

import pytest
from economics_files import INPUTS, ROOT

from voorzorg.economics.evaluation import evaluate
from voorzorg.economics.inputs.read import read_inputs
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.figures.loader import read_figures


@pytest.fixture(scope="session")
def figures():
    return Figures.of(read_figures(ROOT / "data" / "published"))


@pytest.fixture(scope="session")
def inputs(figures):
    return read_inputs(INPUTS, figures)


@pytest.fixture(scope="session")
def weert():
    return Municipality("Weert", 467, year=2021)


@pytest.fixture(scope="session")
def evaluation(inputs, weert, figures):
    return evaluate(inputs, [weert], 20080901, figures)
