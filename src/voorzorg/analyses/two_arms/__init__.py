"""Comparisons of arms."""
