"""Costs and benefits of the programme."""
