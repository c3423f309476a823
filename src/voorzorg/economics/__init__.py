"""The business case: what VoorZorg costs a municipality and may return, step by step and with its
uncertainty.

``inputs`` reads the commented file of inputs, ``municipalities`` the files of births, ``case`` computes the
published page and what is expected, ``uncertainty`` draws where there is something to draw from, and ``rows``
is the table in which results leave. ``docs/economics.md`` explains the method.
"""
