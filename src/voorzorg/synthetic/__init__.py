"""Synthetic cohorts built from published figures."""
