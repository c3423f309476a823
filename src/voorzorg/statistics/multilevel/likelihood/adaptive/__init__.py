"""Adaptive quadrature: one random effect, several, or two levels of them, cluster by cluster."""
