"""Figures of who took part: flow, waves measured together, and baseline."""
