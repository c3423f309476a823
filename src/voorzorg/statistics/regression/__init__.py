"""Regression of one outcome per participant: logistic, linear, counts."""
