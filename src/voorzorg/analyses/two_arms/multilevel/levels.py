"""Which random effects a multilevel model gets: participants, their clusters, sites, nurses of one arm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import Clusters, cluster_labels
from voorzorg.analyses.study import ID, Contrast
from voorzorg.messages import Message, Name, message


@dataclass(frozen=True)
class Levels:
    """Data with the columns of groups, options of ``MultilevelLogit.from_formula``, and both in words.

    ``errors`` is the kind of standard errors: over the clusters that they must respect where there are any,
    of which there are ``few``.
    """

    data: pd.DataFrame
    options: dict[str, Any]
    method: list[Message]
    errors: Literal["observed", "bias-reduced"] = "observed"
    few: int | None = None

    def outer_effect(self, treated: np.ndarray) -> tuple[str, np.ndarray] | None:
        """Name and design (rows,) of the outer clusters' effect in the arms; None without outer clusters."""
        if "outer_groups" not in self.options:
            return None
        acts = self.options.get("outer_re_formula")
        if acts is None:
            return "Intercept", np.ones(len(treated))
        named = acts.removeprefix("0 + ")
        return named, treated if acts == _ACTS["treated"] else 1.0 - treated


def of_waves(frame: pd.DataFrame, contrast: Contrast, clusters: Clusters | None) -> Levels:
    """Waves within participants, within the clusters that standard errors must respect."""
    data, said = _people(frame), [message("multilevel-regression")]
    if clusters is None:
        return Levels(data, {"groups": ID}, [*said, message("intercept-per-participant")])
    name, data = _column(data, clusters.variable, pd.Series(clusters.of_row, frame.index))
    options: dict[str, Any] = {"groups": ID, "outer_groups": name}
    words = message("intercepts-per-participant-and", variable=_named(clusters.variable))
    if clusters.only_in:
        options["outer_re_formula"] = _ACTS[clusters.only_in]
        words = message("intercepts-per-participant-and-in-arm", **_in_arm(clusters, contrast))
    method = [*said, words, clusters.bias_reduced]
    return Levels(data, options, method, "bias-reduced", clusters.number)


def of_level(frame: pd.DataFrame, level: str) -> Levels:
    """Waves within participants within one more level."""
    name, data = _column(_people(frame), level, cluster_labels(frame, level))
    words = message("intercepts-per-participant-and", variable=_named(level))
    return Levels(data, {"groups": ID, "outer_groups": name}, [message("three-level-regression"), words])


def _people(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[ID]].assign(treated=frame["treated"].astype(float))


def of_participants(
    data: pd.DataFrame, frame: pd.DataFrame, contrast: Contrast, clusters: Clusters | None, level: str | None
) -> Levels | None:
    """Participants, one value each, within clusters; nurses of one arm within or across a further level.

    None where there is neither.  What was randomised, or what an outcome names, stands instead of the level.
    """
    if clusters is None and level is None:
        return None
    said = [message("multilevel-regression")]
    variable = clusters.variable if clusters else str(level)
    of_row = pd.Series(clusters.of_row, frame.index) if clusters else cluster_labels(frame, variable)
    name, data = _column(data, variable, of_row)
    options: dict[str, Any] = {"groups": name}
    if clusters is None or clusters.only_in is None:
        said.append(message("intercept-per", variable=_named(variable)))
        if clusters is None:
            return Levels(data, options, said)
        return Levels(data, options, [*said, clusters.bias_reduced], "bias-reduced", clusters.number)
    options["re_formula"] = _ACTS[clusters.only_in]
    named = _in_arm(clusters, contrast)
    if level in (None, variable):
        said += [message("intercept-per-in-arm", **named), clusters.bias_reduced]
        return Levels(data, options, said, "bias-reduced", clusters.number)
    outer, data = _column(data, str(level), cluster_labels(frame, str(level)))
    named["level"] = _named(str(level))
    if data.groupby(name)[outer].nunique().max() > 1:  # a nurse works in several sites: these levels cross
        said.append(message("intercepts-per-and-in-arm-across", **named))
        return Levels(data, {**options, "crossed": [outer]}, said)
    said.append(message("intercepts-per-and-in-arm-within", **named))
    return Levels(data, {**options, "outer_groups": outer}, said)


#: Design of an effect that acts in one arm only.
_ACTS = {"treated": "0 + treated", "reference": "0 + I(1 - treated)"}


def _column(data: pd.DataFrame, variable: str, labels: pd.Series) -> tuple[str, pd.DataFrame]:
    """The data with a column of labels, and its name: the variable's own where that is free."""
    name = variable if variable not in data else f"{variable}_level"
    return name, data.assign(**{name: labels.astype(object)})


def _named(variable: str) -> Name:
    return Name("cluster", variable)


def _in_arm(clusters: Clusters, contrast: Contrast) -> dict[str, Name]:
    arm = contrast.treated if clusters.only_in == "treated" else contrast.reference
    return {"cluster": _named(clusters.variable), "arm": Name("arm", arm)}
