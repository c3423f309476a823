"""Uncertainty: draws where there is a distribution, scenarios where there is only a choice."""
