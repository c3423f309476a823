"""Trials drawn from a population whose truth is known, of the same specification as the shipped cohort.

The shipped cohort gives an outcome to the highest propensities, so many that the published margin is met in
every draw. Here the same propensities are held against a fixed threshold: the margin is the population's,
samples differ, and what every estimand truly is follows from the specification.
"""
