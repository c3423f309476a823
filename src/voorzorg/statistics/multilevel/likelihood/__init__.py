"""Approximations of the integral over random effects, and their derivatives."""
