"""The inputs: every number with its source, place and price year, and whether it is assumed."""
