"""The checks of the audit, each on figures that belong together."""
