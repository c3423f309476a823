"""Effects of several studies: conversions, and pooling."""

import numpy as np

from voorzorg.statistics.synthesis import effect_conversions as conversions
from voorzorg.statistics.synthesis import meta_analysis

_Y, _SE = np.array([0.1, 0.4, -0.2, 0.5, 0.3]), np.array([0.1, 0.15, 0.2, 0.12, 0.3])
_D = conversions.d_from_t(2.3, 30, 34)
_OR = conversions.from_counts(12, 40, 22, 41)

CALLS = {
    "synthesis.effect_conversions": {
        "from_counts": [
            lambda measure=measure, table=table: conversions.from_counts(*table, measure)
            for measure in ("log odds ratio", "log risk ratio", "risk difference", "d")
            for table in ((12, 40, 22, 41), (0, 30, 5, 31))
        ],
        "from_interval": [
            lambda: conversions.from_interval("log odds ratio", 0.5, 0.3, 0.9),
            lambda: conversions.from_interval("d", 0.5, 0.3, 0.7, 0.9),
            lambda: conversions.from_interval("log odds ratio", -0.5, -0.9, -0.1, ratio=False),
            lambda: conversions.from_interval("d", 0.5, 0.7, 0.9),
        ],
        "from_p_value": [
            lambda: conversions.from_p_value("log risk ratio", 0.7, 0.03),
            lambda: conversions.from_p_value("d", 0.3, 0.2),
            lambda: conversions.from_p_value("d", 0.3, 0.0),
        ],
        "hedges_g": [lambda: conversions.hedges_g(10.0, 2.0, 12, 9.0, 2.5, 14)],
        "d_from_t": [lambda: _D],
        "d_from_p": [
            lambda: conversions.d_from_p(0.03, 30, 34, -1),
            lambda: conversions.d_from_p(1.0, 9, 9, 1),
        ],
        "phi_from_chi2": [
            lambda: conversions.phi_from_chi2(5.2, 80, -1),
            lambda: conversions.phi_from_chi2(99, 80, 1),
        ],
        "correlation_to_d": [lambda: conversions.correlation_to_d(conversions.phi_from_chi2(5.2, 80, 1))],
        "log_odds_ratio_to_d": [
            lambda: [conversions.log_odds_ratio_to_d(_OR, c) for c in ("hasselblad-hedges", "chinn")]
        ],
        "d_to_log_odds_ratio": [
            lambda: [conversions.d_to_log_odds_ratio(_D, c) for c in ("hasselblad-hedges", "chinn")]
        ],
        "risk_ratio_to_odds_ratio": [
            lambda r=r: conversions.risk_ratio_to_odds_ratio(
                conversions.from_counts(12, 40, 22, 41, "log risk ratio"), r
            )
            for r in (0.2, 0.9)
        ],
        "odds_ratio_to_risk_ratio": [lambda: conversions.odds_ratio_to_risk_ratio(_OR, 0.3)],
        "Effect": [lambda: (_OR.interval(), _OR.interval(0.9), _OR.ratio())],
    },
    "synthesis.meta_analysis": {
        "pool_effects": [
            lambda: meta_analysis.pool_effects(_Y, _SE, list("abcde")),
            lambda: meta_analysis.pool_effects(_Y, _SE, test="normal", ci_level=0.9, prediction_df="k-2"),
            lambda: meta_analysis.pool_effects(_Y / 100, _SE, truncate=True),
            lambda: meta_analysis.pool_effects(_Y[:2], _SE[:2]),
            lambda: meta_analysis.pool_effects(_Y[:3], _SE[:3], min_effects=4),
            lambda: meta_analysis.pool_effects(_Y, [*_SE[:4], 0.0]),
            lambda: meta_analysis.pool_effects(_Y, [*_SE[:4], np.nan]),
        ],
        "reml_tau2": [lambda: [meta_analysis.reml_tau2(_Y * k, _SE**2) for k in (0.1, 1.0, 3.0)]],
        "tau2_interval": [
            lambda: [meta_analysis.tau2_interval(_Y * k, _SE**2, 0.9) for k in (0.1, 1.0, 3.0)]
        ],
    },
}
