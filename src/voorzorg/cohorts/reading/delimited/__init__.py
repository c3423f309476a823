"""Delimited text: what it is written in, how it is laid out, and its rows."""
