"""Multilevel logistic regression: which random effects, the fit, and its rows."""
