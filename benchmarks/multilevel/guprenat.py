"""The hard data set: prenatal care in Guatemala (mlmRev::guPrenat), births in mothers in communities.

    python -m benchmarks.multilevel.guprenat

Mothers have one to three births and a standard deviation near 7 on the logit scale, so the Laplace
approximation is far off and coarse quadrature fails.  Prints the maximum by Laplace (to compare with lme4
and glmmTMB) and by nested quadrature with the number of points chosen automatically.
"""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd

from voorzorg.statistics.multilevel import MultilevelLogit

DATA = Path(__file__).parents[2] / "tests" / "reference" / "multilevel" / "data" / "guprenat.csv"
FORMULA = (
    "y ~ childAge + motherAge + birthOrd + indig + momEd + husEd + husEmpl + toilet + TV + pcInd81 + ssDist"
)


def main() -> None:
    data = pd.read_csv(DATA, keep_default_na=False)
    model = MultilevelLogit.from_formula(FORMULA, data, "mom", outer_groups="cluster")
    for points in (1, "auto"):
        start = time.perf_counter()
        result = model.fit(n_points=points)
        print(
            f"{result.method}: log-likelihood {result.llf:.4f}, SDs {result.sd.round(4).to_dict()}, "
            f"converged {result.converged}, error {result.quadrature_error:.1g}, "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
