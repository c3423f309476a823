"""voorzorg: re-run the VoorZorg randomised trial and its follow-up studies."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """``__version__`` and ``tables``, looked up when asked for: every command imports this module."""
    if name == "tables":
        from importlib import import_module

        return import_module("voorzorg.tables")
    if name == "__version__":
        from importlib.metadata import version

        return version("voorzorg")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
