"""Figures of a study with arms: differences, courses, curves and models."""
