"""Small data that the calls share: forty women in two arms, six sites, three waves."""

import numpy as np
import pandas as pd

N = 40
_rng = np.random.default_rng(12)
ARM = np.arange(N) % 2
SITE = np.arange(N) // 2 % 8
X = np.column_stack([_rng.normal(size=N).round(2), _rng.integers(0, 2, N)])
_own = _rng.normal(0, 1, N)
YES = (_rng.random(N) < 1 / (1 + np.exp(-(-0.4 + 0.9 * ARM + 0.5 * X[:, 0] + 0.6 * _own)))).astype(float)
SCORE = (20 + 1.5 * ARM + X[:, 0] + 2 * _own + _rng.normal(0, 1, N)).round(1)
COUNT = _rng.negative_binomial(2, 0.35, N).astype(float) * (_rng.random(N) < 0.8)
TIME = (_rng.exponential(30, N) + 1).round()
EVENT = (_rng.random(N) < 0.6).astype(float)
CAUSE = np.where(EVENT == 1, _rng.integers(1, 3, N), 0)
DESIGN = np.column_stack([np.ones(N), ARM, X[:, 0]])
NAMES = ["one", "arm", "x"]
GAPS = np.where(_rng.random(N) < 0.2, np.nan, SCORE)

BEFORE = np.array([20, 18, 16, 15, 14, 13, 10, 6, 12, 17.0])
AFTER = np.array([12, 17, 16, 9, 8, 14, 5, np.nan, 9, 11.0])

PERSON = np.repeat(np.arange(N), 3)
WAVE = np.tile(np.arange(3), N)
SEEN = _rng.random(3 * N) < 0.9
LONG = pd.DataFrame(
    {
        "id": PERSON,
        "wave": WAVE,
        "arm": ARM[PERSON],
        "site": SITE[PERSON],
        "x": X[PERSON, 0],
        "yes": (
            _rng.random(3 * N)
            < 1 / (1 + np.exp(-(-0.2 + 1.2 * _own[PERSON] + 0.7 * ARM[PERSON] * (WAVE > 0))))
        ).astype(float),
        "score": (20 + 2 * _own[PERSON] + 0.5 * WAVE + _rng.normal(0, 1 + 0.3 * WAVE)).round(1),
    }
)[SEEN].reset_index(drop=True)
FRAME = pd.DataFrame(
    {
        "arm": ARM,
        "site": SITE,
        "x": X[:, 0],
        "group": np.where(X[:, 1] == 1, "b", "a"),
        "yes": YES,
        "score": SCORE,
        "count": COUNT,
        "time": TIME,
        "event": EVENT,
    },
    index=[f"w{k}" for k in range(N)],
)
