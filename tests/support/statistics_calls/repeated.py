"""Models over waves, one data set and many at once, and the estimators that take formulas."""

import numpy as np

import voorzorg.statistics as vs
from statistics_calls.data import ARM, FRAME, GAPS, LONG, SCORE, SITE, N, X
from voorzorg.statistics import prediction
from voorzorg.statistics.models import design, impute, two_arms
from voorzorg.statistics.repeated import gee, mixed
from voorzorg.statistics.repeated.beyond_intercepts import beyond_intercepts
from voorzorg.statistics.repeated.mmrm import fit as mmrm
from voorzorg.statistics.repeated.mmrm.structures import (
    Autoregressive,
    CompoundSymmetry,
    Toeplitz,
    Unstructured,
)
from voorzorg.statistics.replicates import adjusted, results
from voorzorg.statistics.replicates import gee as many

_NAMES = ["one", "wave", "arm", "x"]
_X = np.column_stack([np.ones(len(LONG)), LONG["wave"], LONG["arm"] * (LONG["wave"] > 0), LONG["x"]]).astype(
    float
)
_YES, _SCORE, _ID = (LONG[name].to_numpy() for name in ("yes", "score", "id"))
_PERSON = np.unique(_ID, return_inverse=True)[1]
_WAVE, _SITE = LONG["wave"].to_numpy(), LONG["site"].to_numpy()
_rng = np.random.default_rng(6)
_MANY_ARM = np.stack([ARM, 1 - ARM, ARM])
_MANY = (_rng.random((3, N, 3)) < 0.4).astype(float)
_MANY[_rng.random(_MANY.shape) < 0.1] = np.nan
_MANY_X = _rng.normal(size=(3, N, 2))
_MANY_SITE = np.broadcast_to(SITE, (3, N))


def _gee(**options):
    return gee.fit_gee_logistic(_YES, _X, _ID, _NAMES, **options)


def _mmrm(**options):
    return mmrm.fit_mmrm(_SCORE, _X, _NAMES, _ID, _WAVE, **options)


def _mixed(**options):
    return mixed.fit_linear_mixed(_SCORE, _X, _NAMES, _ID, **options)


def _asked(found):
    """What can be asked of the results of a model."""
    return {
        "frame": found.frame(0.1),
        "confidence": found.conf_int(),
        "covariance": found.cov_params(),
        "tvalues": found.tvalues,
        "pvalues": found.pvalues,
        "bse": found.bse,
        "nobs": found.nobs,
        "summary": found.summary(),
        "fitted": _or_why(lambda: found.fittedvalues),
        "resid": _or_why(lambda: found.resid),
        "prediction": _or_why(lambda: found.get_prediction().summary_frame(0.1).head(4)),
    }


def _or_why(call):
    try:
        return call()
    except (ValueError, AttributeError, NotImplementedError) as error:
        return str(error)


_MODELS = {
    "logit": lambda: vs.Logit.from_formula("yes ~ group + x", FRAME),
    "logit_sites": lambda: vs.Logit.from_formula("yes ~ group + x", FRAME, groups="site"),
    "linear": lambda: vs.LinearModel.from_formula("score ~ group + x", FRAME),
    "counts": lambda: vs.NegativeBinomial.from_formula("count ~ group + x", FRAME),
    "cox": lambda: vs.Cox.from_formula("time ~ group + x", FRAME, event="event"),
    "gee": lambda: vs.GEE.from_formula("yes ~ wave + arm", LONG, groups="id"),
    "mixed": lambda: vs.MixedModel.from_formula("score ~ wave + arm", LONG, person="id"),
    "mmrm": lambda: vs.MMRM.from_formula("score ~ C(wave) + arm", LONG, person="id", wave="wave"),
}

CALLS = {
    "repeated.gee": {
        "fit_gee_logistic": [
            _gee,
            lambda: _gee(corr="independence", small_sample="mancl-derouen", reference="t", ci_level=0.9),
            lambda: _gee(
                small_sample="kauermann-carroll", reference="satterthwaite", moment_correction=False
            ),
            lambda: _gee(independent=_SITE, small_sample="kauermann-carroll", reference="satterthwaite"),
            lambda: gee.fit_gee_logistic(
                np.where(_X[:, 2] == 1, 0.0, _YES), _X, _ID, _NAMES, small_sample="mancl-derouen"
            ),
            lambda: gee.fit_gee_logistic(0 * _YES, _X, _ID, _NAMES),
            lambda: _gee().frame(),
            lambda: _gee().contrast([0, 1, 1, 0]),
            lambda: _gee().wald_test(np.eye(4)[1:3]),
            lambda: _gee(reference="t").df_of(np.array([0, 1, 1, 0.0])),
            lambda: _gee().marginal_risk(_X[:9]),
            lambda: [
                _gee().marginal_contrast(_X[:9] + [0, 0, 1, 0], _X[:9], estimand)
                for estimand in ("risk_difference", "risk_ratio", "odds_ratio")
            ],
        ]
    },
    "repeated.beyond_intercepts": {
        "beyond_intercepts": [
            lambda: beyond_intercepts(_SCORE - _SCORE.mean(), _X, _PERSON, None, np.array([0.7]), 1.4),
            lambda: beyond_intercepts(
                _SCORE - _SCORE.mean(), _X, _PERSON, np.arange(N) % 5, np.array([0.7, 0.3]), 1.4
            ),
        ]
    },
    "repeated.mixed": {
        "fit_linear_mixed": [
            _mixed,
            lambda: _mixed(reml=False),
            lambda: _mixed(group=_SITE),
            lambda: mixed.fit_linear_mixed(np.random.default_rng(1).normal(size=len(_ID)), _X, _NAMES, _ID),
            lambda: _mixed().contrast([0, 1, 1, 0], 0.9),
            lambda: _mixed().coefficient("arm"),
        ]
    },
    "repeated.mmrm.fit": {
        "fit_mmrm": [
            _mmrm,
            *(
                lambda one=one: _mmrm(order=(one,))
                for one in (Unstructured, Toeplitz, Autoregressive, CompoundSymmetry)
            ),
            lambda: _mmrm(group=LONG["arm"].to_numpy()),
            lambda: _mmrm().contrast([0, 0, 1, 0], 0.9),
            lambda: _mmrm().f_test(np.eye(4)[1:3]),
            lambda: _mmrm().coefficient("arm"),
        ],
        "clustered": [lambda: mmrm.clustered(_mmrm(), _SCORE, _X, _ID, _WAVE, _SITE)],
    },
    "replicates.adjusted": {
        "standardised_many": [
            lambda: adjusted.standardised_many(_MANY[:, :, 1], _MANY_ARM, _MANY_X),
            lambda: adjusted.standardised_many(_MANY[:, :, 2], _MANY_ARM, _MANY_X, 0.9, _MANY_SITE),
        ]
    },
    "replicates.gee": {
        "gee_many": [
            lambda: many.gee_many(_MANY, _MANY_ARM, True, 2),
            lambda: many.gee_many(_MANY, _MANY_ARM, False, 1, 0.9),
            lambda: many.gee_many(_MANY, _MANY_ARM, True, 2, 0.9, _MANY_SITE),
        ]
    },
    "replicates.results": {
        "around": [
            lambda: results.around(
                np.array([0.1, np.nan]), np.array([0.2, 0.1]), np.array([5.0, 9.0]), np.array([0.3, 0.4]), 0.9
            )
        ]
    },
    "prediction": {
        "inverse_link": [
            lambda: [
                prediction.inverse_link(np.array([-1.0, 2.0]), link) for link in ("identity", "log", "logit")
            ]
        ],
        "Prediction": [
            lambda: [
                f(
                    prediction.Prediction(
                        np.array([-1.0, 2.0]), np.array([0.3, 0.1]), link, df, FRAME.index[:2]
                    )
                )
                for link, df in (("identity", 7.0), ("log", np.inf), ("logit", np.array([4.0, 9.0])))
                for f in (lambda p: p.summary_frame(0.1), lambda p: p.conf_int(), lambda p: p.se_mean)
            ]
        ],
    },
    "models.estimators": {
        name: [
            lambda model=model: _asked(model().fit()),
            lambda model=model: repr(model()),
        ]
        for name, model in _MODELS.items()
    }
    | {
        "options": [
            lambda: _MODELS["logit"]().fit("HC0").frame(),
            lambda: _MODELS["logit"]().fit("HC0", firth=True).frame(),
            lambda: _MODELS["logit_sites"]().fit("cluster").frame(),
            lambda: _MODELS["logit_sites"]().fit("bias-reduced").frame(),
            lambda: _MODELS["linear"]().fit("HC2").frame(),
            lambda: _MODELS["counts"]().fit("HC0").frame(),
            lambda: _MODELS["mixed"]().fit(reml=False).frame(),
            lambda: _MODELS["logit"]().fit("cluster"),
            lambda: vs.Logit.from_formula("yes ~ group + x", FRAME, nobody="site"),
            lambda: vs.Logit.from_formula("yes ~ group + x", FRAME, groups="nobody"),
        ]
    },
    "models.design": {
        "from_formula": [
            lambda: design.from_formula("score ~ group * x", FRAME.assign(score=GAPS), {"groups": "site"}),
            lambda: design.from_formula("score ~ group", FRAME, {"time": None}, intercept=False),
            lambda: design.from_formula("score ~ group", FRAME, {"time": "nobody"}),
        ],
        "from_arrays": [
            lambda: design.from_arrays(SCORE, X, None, {"groups": SITE}, intercept=False),
            lambda: design.from_arrays(SCORE, FRAME[["x"]], None, {}, intercept=False),
            lambda: design.from_arrays(SCORE, X, ["a", "b"], {}, intercept=False),
            lambda: design.from_arrays(SCORE[:3], X, None, {}, intercept=True),
        ],
    },
    "models.impute": {
        "impute": [
            lambda: _imputed(),
            lambda: _imputed().pool(lambda f: vs.LinearModel.from_formula("score ~ arm + x", f).fit()),
            lambda: (len(_imputed()), _imputed().warnings),
        ]
    },
    "models.two_arms": {
        "compare_arms": [
            lambda: two_arms.compare_arms(FRAME["yes"], FRAME["group"], treated="b"),
            lambda: two_arms.compare_arms(
                FRAME["score"], FRAME["group"], treated="b", reference="a", level=0.9
            ),
            lambda: two_arms.compare_arms(FRAME.groupby(["group", "yes"]).size().unstack(), treated="b"),
            lambda: two_arms.compare_arms(FRAME["yes"], FRAME["group"], treated="z"),
            lambda: two_arms.compare_arms(FRAME["yes"], FRAME["site"], treated=1),
        ]
    },
}


def _imputed():
    return impute.impute(FRAME[["arm", "x", "yes"]].assign(score=GAPS), 3, by="arm", m=3)
