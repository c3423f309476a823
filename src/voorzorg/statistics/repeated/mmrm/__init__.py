"""Mixed model for repeated measures: no random effects, a covariance matrix between the waves instead.

    y_i = X_i b + e_i,   e_i ~ N(0, V[waves of i, waves of i])

Estimated by restricted maximum likelihood, tested with Kenward and Roger's error and degrees of freedom.
Valid when values are missing at random given those observed, with no assumption on how waves vary or
correlate while V is unstructured. References: Mallinckrodt and others (2008, Drug Information Journal
42:303) for the model, Kenward and Roger (1997, Biometrics 53:983; 2009, Computational Statistics and Data
Analysis 53:2583) for its inference.
"""

from voorzorg.statistics.repeated.mmrm.fit import ORDER, clustered, fit_mmrm
from voorzorg.statistics.repeated.mmrm.result import MMRMFit

__all__ = ["ORDER", "MMRMFit", "clustered", "fit_mmrm"]
