"""Rows of a trial with arms a and b (the reference), as output control gets them."""

from __future__ import annotations

from typing import Any

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "analysis": "unadjusted", "method": "m"}


def side_of(arm: str) -> str:
    return "reference" if arm == "b" else "treated"


def flow_of(arm: str, n: int) -> dict[str, Any]:
    """What rows of an arm's flow have in common; ``n`` were randomised."""
    counted = {"outcome": "flow", "analysis": "count", "estimand": "count"}
    return BASE | counted | {"arm": arm, f"n_{side_of(arm)}": n}
