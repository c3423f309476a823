"""What docs/libraries.md says of pingouin's routines beside ours."""

import numpy as np
import pytest

from voorzorg.statistics.two_arm.means import two_means

RNG = np.random.default_rng(1)
TREATED, REFERENCE = RNG.normal(0.1, 1, 40), RNG.normal(0, 1.5, 33)
OURS = two_means(TREATED, REFERENCE)


def test_welchs_test_is_equal():
    import pingouin

    theirs = pingouin.ttest(TREATED, REFERENCE, correction=True)
    column = next(name for name in theirs if name.replace("-", "_") in ("p_val", "pval"))
    assert OURS.difference.p_value == pytest.approx(float(theirs[column].iloc[0]), rel=1e-9)


def test_their_hedges_g_is_an_approximation_of_ours():
    import pingouin

    theirs = pingouin.compute_effsize(TREATED, REFERENCE, eftype="hedges")
    assert theirs == pytest.approx(OURS.hedges_g.estimate, rel=1e-4)
    assert theirs != pytest.approx(OURS.hedges_g.estimate, rel=1e-6)
