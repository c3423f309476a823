"""A fitted multilevel model is shown by a notebook as its summary."""

import numpy as np
import pandas as pd

from voorzorg.statistics import MultilevelLogit


def test_a_notebook_shows_the_summary():
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"id": np.repeat(np.arange(40), 3), "y": rng.integers(0, 2, 120)})
    shown = MultilevelLogit.from_formula("y ~ 1", data, groups="id").fit()._repr_html_()
    assert shown.startswith("<pre>") and "sd(id)" in shown
