"""Synthetic one-arm follow-up studies."""
