"""Calls of the public functions of ``voorzorg.statistics`` on small data, whose whole results are pinned.

A module here holds those of one room: ``CALLS[module][function]`` is a list of calls without arguments. What
a call refuses is pinned as well. A new function needs a call (tests/statistics/test_pinned.py).
"""
