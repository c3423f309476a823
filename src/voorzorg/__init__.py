"""voorzorg: re-run the VoorZorg randomised trial and its follow-up studies."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """``__version__``, looked up when it is asked for: every command imports this module."""
    if name == "__version__":
        from importlib.metadata import version

        return version("voorzorg")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
