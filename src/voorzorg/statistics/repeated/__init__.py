"""Repeated outcomes without quadrature: generalised estimating equations and linear mixed models."""
