"""Cohort manifests, readers, harmonisation, checks and pseudonymisation."""
