"""Estimators with an axis of replicates: the same numbers as one by one, for simulation."""
