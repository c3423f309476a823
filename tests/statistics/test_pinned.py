"""Every public function of ``voorzorg.statistics`` on small data, every field of its result, as stored."""

import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pytest
from statistics_calls import (
    missing,
    more,
    multilevel,
    planning,
    regression,
    repeated,
    small,
    survival,
    synthesis,
    two_arm,
)

import voorzorg.statistics
from voorzorg.messages import Message

CALLS: dict[str, dict[str, list[Any]]] = {}
for room in (missing, more, multilevel, planning, regression, repeated, small, survival, synthesis, two_arm):
    CALLS |= room.CALLS
#: Modules whose functions are parts: their numbers are those of the results that are pinned.
PARTS = (
    *(
        "given",
        "missing.chain",
        "missing.columns",
        "missing.completed",
        "models.robust",
        "small.case_phases",
        "survival.efron",
    ),
    *(
        "multilevel.answers",
        "multilevel.fit",
        "multilevel.likelihood",
        "multilevel.specify",
        "multilevel.errors",
    ),
    *("repeated.gee_equations", "repeated.gee_result", "repeated.gee_sandwich", "repeated.mmrm"),
    *("replicates.clusters", "within_clusters"),
)
#: What comes from differences, or from estimates that are not finite, is as good as this.
_ROUGH = {"regression.counts": 2e-4, "more.counts": 1e-3, "survival.cox": 5e-4}
#: Longer arrays are held by two sums.
_MOST = 60


@pytest.mark.parametrize("module", CALLS)
def test_results(pinned, module):
    found = {
        f"{name}({k})": told(call) for name, calls in CALLS[module].items() for k, call in enumerate(calls, 1)
    }
    pinned(f"statistics/{module}", found, relative=_ROUGH.get(module, 2e-5), absolute=1e-8)


def test_every_public_function_has_pinned_results():
    without = []
    root = voorzorg.statistics
    for module in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        name = module.name.removeprefix(f"{root.__name__}.")
        if name.startswith(PARTS):
            continue
        for function, thing in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(thing) and thing.__module__ == module.name
            if own and not function.startswith("_") and function not in CALLS.get(name, {}):
                without.append(f"{name}.{function}")
    assert without == []


def told(call) -> Any:
    """What a call returns, warns of or refuses."""
    with warnings.catch_warnings(record=True) as said, np.errstate(all="ignore"):
        warnings.simplefilter("always")
        try:
            found = open_up(call())
        except (ValueError, TypeError, ArithmeticError, np.linalg.LinAlgError) as error:
            found = {"refused": type(error).__name__, "because": str(error)}
    own = [str(one.message) for one in said if not issubclass(one.category, DeprecationWarning)]
    return {"": found, "warned": own} if own else found


def open_up(found: Any, depth: int = 0) -> Any:
    """Fields and properties of a result, down to numbers and texts."""
    if isinstance(found, Message):
        return f"{found.key} {list(map(_argument, found.arguments))}" if found.arguments else found.key
    if isinstance(found, pd.DataFrame):
        return open_up({str(c): found[c].tolist() for c in found} | {"index": found.index.tolist()}, depth)
    if isinstance(found, pd.Series):
        return open_up({str(label): value for label, value in found.items()}, depth)
    if isinstance(found, np.ndarray) and found.size > _MOST and found.dtype.kind in "fiub":
        flat = np.nan_to_num(found.astype(float).ravel(), nan=-9.0, posinf=99.0, neginf=-99.0)
        return {"shape": found.shape, "sum": flat.sum(), "weighted": flat @ np.linspace(1, 2, flat.size)}
    if isinstance(found, np.ndarray):
        return open_up(found.tolist(), depth)
    if isinstance(found, Mapping):
        return {str(key): open_up(value, depth) for key, value in found.items()}
    if is_dataclass(found) and not isinstance(found, type):
        return "..." if depth > 3 else _fields(found, depth + 1)
    if isinstance(found, tuple) and hasattr(found, "_asdict"):
        return open_up(found._asdict(), depth)
    if isinstance(found, (list, tuple)):
        return [open_up(value, depth) for value in found] or "(none)"
    if found is None or isinstance(found, (bool, int, float, str, np.generic)):
        return found
    return f"<{type(found).__name__}>"


def _fields(found: Any, depth: int) -> dict[str, Any]:
    given = {name: value for name, value in vars(found).items() if not name.startswith("_")}
    for name in dir(type(found)):
        kind = inspect.getattr_static(type(found), name)
        if not name.startswith("_") and isinstance(kind, (property, cached_property)):
            given[name] = _asked(found, name)
    return {
        name: open_up(value, depth)
        for name, value in sorted(given.items())
        if not callable(value) and name != "spec"
    }


def _asked(found: Any, name: str) -> Any:
    try:
        return getattr(found, name)
    except (ValueError, ArithmeticError, AttributeError, np.linalg.LinAlgError) as error:
        return f"{type(error).__name__}: {error}"


def _argument(argument: tuple[str, Any]) -> str:
    name, value = argument
    value = open_up(value)
    return f"{name}={value:.4g}" if isinstance(value, float) else f"{name}={value}"
