"""Comparable published effects brought to one measure."""
