"""The estimates table: the one contract between analysis and presentation."""
