"""Data sets and reference values shared by the tests of multilevel logistic regression."""

from pathlib import Path

import pandas as pd
import pytest

REFERENCE = Path(__file__).parents[2] / "reference" / "multilevel"


@pytest.fixture(scope="session")
def dataset():
    """A stored data set by name."""

    def load(name):
        return pd.read_csv(REFERENCE / "data" / f"{name}.csv", keep_default_na=False)

    return load


@pytest.fixture(scope="session")
def reference():
    """R's estimates of a model: a frame with term, estimate, se, and the engine's log-likelihood."""
    table = pd.read_csv(REFERENCE / "reference.csv", keep_default_na=False, na_values=["NA"])

    def load(model, engine):
        part = table[(table["model"] == model) & (table["engine"] == engine)]
        llf = part.loc[part["term"] == "llf", "estimate"].item()
        return part[part["term"] != "llf"].set_index("term"), llf

    return load
