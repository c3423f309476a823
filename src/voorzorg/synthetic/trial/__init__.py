"""The synthetic trial."""
