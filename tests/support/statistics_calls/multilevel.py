"""The multilevel logistic model: fits of every kind, and all that can be asked of them."""

import numpy as np
import pandas as pd

import voorzorg.statistics as vs
from statistics_calls.data import ARM, DESIGN, NAMES, SITE, YES, N
from voorzorg.statistics.multilevel.answers import inference
from voorzorg.statistics.multilevel.fit import newton
from voorzorg.statistics.multilevel.likelihood import binomial, logistic_normal
from voorzorg.statistics.multilevel.likelihood.adaptive import modes
from voorzorg.statistics.multilevel.specify import checks, structure
from voorzorg.statistics.multilevel.specify import data as rows

_rng = np.random.default_rng(9)
_SCHOOL = np.repeat(np.arange(18), 12)
_PLACE = _rng.permutation(216) % 7
_TREATED = _SCHOOL % 2
_T = np.tile(np.arange(3), 72)
_ETA = -0.3 + 0.8 * _TREATED * (_T > 0) + _rng.normal(0, 1.1, 18)[_SCHOOL] + _rng.normal(0, 0.7, 7)[_PLACE]
_SLOPE = _rng.normal(0, 0.5, 18)[_SCHOOL] * (_T - 1)
DATA = pd.DataFrame(
    {
        "y": (_rng.random(216) < 1 / (1 + np.exp(-(_ETA + _SLOPE)))).astype(int),
        "arm": _TREATED,
        "t": _T,
        "school": _SCHOOL,
        "town": _SCHOOL // 3,
        "place": _PLACE,
        "w": 1.0 + _T % 2,
        "n": 2,
        "shift": 0.1 * _T,
    }
)
_FITS: dict[tuple, object] = {}


def _model(groups="school", formula="y ~ arm + t", **options):
    return vs.MultilevelLogit.from_formula(formula, DATA, groups, **options)


def fitted(*key, **options):
    """Each model is fitted once."""
    name = (key, repr(sorted(options.items())))
    if name not in _FITS:
        how = {k: options.pop(k) for k in ("penalty", "cov", "max_iterations", "rough") if k in options}
        _FITS[name] = _model(**options).fit(**how)
    return _FITS[name]


def _told(found):
    return {
        "frame": found.frame(),
        "conf": found.conf_int(0.1),
        "odds": found.odds_ratios(),
        "sd": found.sd,
        "llf": found.llf,
        "aic": found.aic,
        "bic": found.bic,
        "df": found.df_model,
        "warnings": found.warnings,
        "converged": found.converged,
    }


_KINDS = {
    "one": {},
    "points": {"n_points": 5},
    "laplace": {"n_points": 1},
    "slope": {"re_formula": "~ t"},
    "nested": {"outer_groups": "town"},
    "crossed": {"crossed": ["place"]},
    "weights": {"weights": "w"},
    "offset": {"offset": "shift"},
    "trials": {"trials": "n"},
    "firth": {"penalty": "firth"},
    "cauchy": {"penalty": "cauchy"},
    "robust": {"cov": "robust"},
    "reduced": {"cov": "bias-reduced"},
    "short": {"max_iterations": 1},
    "towns": {"groups": "town"},
    "none": {"formula": "y ~ t", "groups": "place"},
}

CALLS = {
    "multilevel.model": {
        f"MultilevelLogit_{name}": [lambda options=options: _told(fitted(**options))]
        for name, options in _KINDS.items()
    }
    | {
        "refusals": [
            lambda: _model(groups="nobody"),
            lambda: _model(formula="y ~ arm + nobody"),
            lambda: _model(formula="t ~ arm"),
            lambda: _model(formula="y ~ arm + I(2 * arm)").fit(),
            lambda: vs.MultilevelLogit.from_formula("y ~ arm", DATA.assign(y=0), "school").fit(),
            lambda: vs.MultilevelLogit.from_formula("y ~ arm", DATA.assign(y=DATA["arm"]), "school").fit(),
            lambda: vs.MultilevelLogit.from_formula("y ~ t", DATA, "school", n_points=0),
            lambda: fitted().summary().as_text(),
        ]
    },
    "multilevel.answers": {
        "conf_int": [
            lambda: fitted().conf_int(0.05, "profile"),
            lambda: fitted().conf_int(0.2, "profile", ["arm"]),
        ],
        "odds_ratios": [lambda: fitted().odds_ratios(0.1)],
        "icc": [
            lambda: fitted().icc(),
            lambda: fitted().icc(0.1, "wald"),
            lambda: fitted(outer_groups="town").icc(method="wald"),
            lambda: fitted(crossed=["place"]).icc(method="wald", term="place"),
        ],
        "wald_test": [
            lambda: fitted().wald_test("arm = 0"),
            lambda: fitted().wald_test("arm = 0, t = 0"),
            lambda: fitted().wald_test([[0, 1, 0], [0, 0, 1]]),
            lambda: fitted(cov="bias-reduced").wald_test("arm = 0"),
            lambda: fitted().wald_test("nobody = 0"),
        ],
        "lr_test": [lambda: fitted().lr_test(fitted(formula="y ~ t"))],
        "variance_test": [
            lambda: fitted().variance_test(),
            lambda: fitted(outer_groups="town").variance_test(),
            lambda: fitted(re_formula="~ t").variance_test(),
            lambda: fitted(crossed=["place"]).variance_test("place"),
        ],
        "predict": [
            lambda which=which: fitted().predict(which=which).iloc[::20]
            for which in ("marginal", "conditional", "fixed", "linear")
        ]
        + [
            lambda: fitted().predict(DATA.tail(4).assign(school=99), "conditional"),
            lambda: fitted(re_formula="~ t").predict(DATA.tail(4)),
            lambda: fitted().predict(DATA[["arm"]].tail(2)),
        ],
        "get_prediction": [
            lambda which=which: fitted().get_prediction(DATA.tail(4), which).summary_frame(0.1)
            for which in ("marginal", "fixed")
        ],
        "random_effects": [
            lambda: fitted().random_effects,
            lambda: fitted(outer_groups="town").random_effects,
            lambda: fitted(crossed=["place"]).random_effects,
        ],
        "rest": [lambda: (fitted().fittedvalues.iloc[::30], fitted().resid.iloc[::30])],
        "marginal_risks": [
            lambda: _marginal(fitted().marginal_risks("arm", "t")),
            lambda: _marginal(fitted().marginal_risks("arm", level=0.9)),
            lambda: _marginal(fitted(re_formula="~ t").marginal_risks("arm", "t", weights="w")),
            lambda: _marginal(fitted(cov="bias-reduced").marginal_risks("arm")),
        ],
        "bootstrap": [
            lambda: fitted().bootstrap(4, 1),
            lambda: fitted().marginal_risks("arm").bootstrap(3, 2),
        ],
    },
    "multilevel.answers.inference": {
        "chi_bar_square": [
            lambda: [inference.chi_bar_square(s, k) for s in (0.0, 1.0, 4.0) for k in (0, 1, 2)]
        ],
        "constraint_matrix": [
            lambda: inference.constraint_matrix(["a", "b"], "a = 1"),
            lambda: inference.constraint_matrix(["a", "b"], [1, -1]),
        ],
    },
    "multilevel.fit.newton": {
        "maximise": [
            lambda: newton.maximise(_bowl, np.array([3.0, -2.0])),
            lambda: newton.maximise(_bowl, np.array([3.0, -2.0]), max_iterations=1),
            lambda: newton.maximise(_bowl, np.array([30.0, -20.0]), max_step=1.0),
            lambda: newton.maximise(_gutter, np.array([3.0, -2.0])),
            lambda: newton.maximise(_saddle, np.array([0.0, 1.0])),
            lambda: newton.maximise(_bowl, np.array([0.5, 0.5]), tolerance=0.1, slack=1e-3, finish=1e-6),
        ],
        "leave_saddle": [
            lambda: newton.leave_saddle(_saddle, np.zeros(2), 0.0, np.array([1.0, 0.0])),
            lambda: newton.leave_saddle(
                _bowl, np.zeros(2), float(_bowl(np.zeros(2))[0]), np.array([1.0, 0.0])
            ),
        ],
    },
    "multilevel.likelihood": {
        "logistic": [lambda: binomial.logistic(np.array([-800.0, -2, 0, 3, 800]))],
        "log_coefficient": [
            lambda: binomial.log_coefficient(np.array([1.0, 2]), np.array([3.0, 2]), np.array([1.0, 2]))
        ],
        "marginal_risk": [
            lambda rough=rough: logistic_normal.marginal_risk(
                np.array([-2.0, 0.3, 5]), np.array([0.0, 1.2, 3]), rough=rough
            )
            for rough in (False, True)
        ],
        "conditional_modes": [
            lambda: modes.conditional_modes(
                np.array([[0.1, -0.3], [0.2, 0.4]]),
                np.array([[1.0, 1.0], [0.7, 0.7]]),
                np.array([[1.0, 1], [0, 1]]),
                np.ones((2, 2)),
                np.zeros(2),
            )
        ],
    },
    "multilevel.specify.checks": {
        "standardise": [lambda: checks.standardise(DESIGN, NAMES)],
        "find_separation": [
            lambda: [
                checks.find_separation(DESIGN, y, np.ones(N), NAMES)
                for y in (YES, ARM.astype(float), np.where(ARM == 1, 0.0, YES))
            ]
        ],
        "explain_separation": [
            lambda: checks.explain_separation(
                checks.find_separation(DESIGN, np.where(ARM == 1, 0.0, YES), np.ones(N), NAMES),
                DESIGN,
                np.where(ARM == 1, 0.0, YES),
                np.ones(N),
                NAMES,
            )
        ],
        "never_changes": [lambda: [checks.never_changes(a, np.ones(N), SITE) for a in (YES, SITE % 2)]],
    },
    "multilevel.specify.structure": {
        "lower_indices": [lambda: [structure.lower_indices(q) for q in (1, 2, 3)]],
    },
    "multilevel.specify.data": {
        "nested": [
            lambda: rows.nested(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1]), "g", "o"),
            lambda: rows.nested(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1]), "g", "o"),
        ],
        "prepare": [
            lambda options=options: _prepared(**options)
            for options in (
                {},
                {"trials": np.full(N, 3)},
                {"weights": 1.0 + ARM},
                {"offset": 0.1 * ARM},
                {"trials": np.full(N, 0)},
                {"weights": -1.0 - ARM},
                {"y": YES + 0.5},
                {"y": np.full(N, np.nan)},
                {"groups": np.zeros(N)},
                {"groups": np.arange(N)},
                {"offset": np.full(N, np.inf)},
            )
        ],
    },
}


def _prepared(y=YES, groups=SITE, **options):
    found = rows.prepare(y, DESIGN, groups, **options)
    return {"a": found.a, "N": found.N, "n_clusters": found.n_clusters}


def _marginal(found):
    return {
        "risks": found.risks,
        "differences": found.differences,
        "ratios": found.ratios,
        "odds": found.odds_ratios,
    }


def _bowl(x, order=2):
    """Highest at (1, 0.5)."""
    d = x - [1.0, 0.5]
    value = -np.log1p(d[0] ** 2) - d[1] ** 2
    gradient = np.array([-2 * d[0] / (1 + d[0] ** 2), -2 * d[1]])
    return value, gradient, np.diag([-2 * (1 - d[0] ** 2) / (1 + d[0] ** 2) ** 2, -2.0])


def _gutter(x, order=2):
    """Highest along a line."""
    return -(x[0] ** 2), np.array([-2 * x[0], 0.0]), np.diag([-2.0, 0.0])


def _saddle(x, order=2):
    """A saddle at the origin, between two tops."""
    value = x[0] ** 2 - x[0] ** 4 / 2 - x[1] ** 2
    return value, np.array([2 * x[0] - 2 * x[0] ** 3, -2 * x[1]]), np.diag([2 - 6 * x[0] ** 2, -2.0])
