"""A table in the formats of its readers."""
