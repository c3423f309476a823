"""Analyses of all completed data sets at once, for those that would otherwise take a minute."""
