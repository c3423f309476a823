"""Write the simulated trial used by the reference values (synthetic; no participant's data).

460 women x 6 waves, 20 sites, two arms, rates of partner violence of the order published for the trial;
woman SD 1.4 and site SD 0.5 on the logit scale.  Run:  python make_data.py
"""

from pathlib import Path

import numpy as np
import pandas as pd

rng = np.random.default_rng(20261121)
women, waves = 460, 6
arm = np.arange(women) % 2
site = rng.integers(0, 20, women)
age = np.round(rng.normal(19.5, 2.3, women), 1)
b = 1.4 * rng.standard_normal(women) + 0.5 * rng.standard_normal(20)[site]
wave = np.tile(np.arange(1, waves + 1), women)
i = np.repeat(np.arange(women), waves)
eta = -1.0 + 0.1 * (wave - 1) - 0.15 * arm[i] * (wave - 1) - 0.08 * (age[i] - 19.5) + b[i]
y = (rng.random(eta.size) < 1 / (1 + np.exp(-eta))).astype(int)
frame = pd.DataFrame({"id": i, "site": site[i], "arm": arm[i], "wave": wave, "age": age[i], "y": y})
frame.to_csv(Path(__file__).parent / "data" / "trial.csv", index=False)
