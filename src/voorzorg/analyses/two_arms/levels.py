"""Which random effects a multilevel model gets: participants, their clusters, sites, nurses of one arm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from voorzorg.analyses.clusters import Clusters, cluster_labels
from voorzorg.analyses.study import ID, Contrast
from voorzorg.messages import Message, Name, message


@dataclass(frozen=True)
class Levels:
    """Data with the columns of groups, options of ``MultilevelLogit.from_formula``, and both in words.

    ``errors`` is the kind of standard errors: over the clusters that they must respect where there are any.
    """

    data: pd.DataFrame
    options: dict[str, Any]
    method: tuple[Message, ...]
    errors: Literal["observed", "bias-reduced"] = "observed"


def of_waves(
    data: pd.DataFrame, frame: pd.DataFrame, contrast: Contrast, clusters: Clusters | None
) -> Levels:
    """Waves within participants, within the clusters that standard errors must respect."""
    if clusters is None:
        return Levels(data, {"groups": ID}, (message("multilevel-participants"),))
    name, data = _column(data, clusters.variable, pd.Series(clusters.of_row, frame.index))
    options: dict[str, Any] = {"groups": ID, "outer_groups": name}
    words = message("multilevel-participants-and", cluster=_named(clusters.variable))
    if clusters.only_in:
        options["outer_re_formula"] = _ACTS[clusters.only_in]
        words = message("multilevel-participants-and-in-arm", **_in_arm(clusters, contrast))
    return Levels(data, options, (words, clusters.bias_reduced), "bias-reduced")


def of_level(data: pd.DataFrame, frame: pd.DataFrame, level: str) -> Levels:
    """Waves within participants within one more level."""
    name, data = _column(data, level, cluster_labels(frame, level))
    words = message("multilevel-three-levels", cluster=_named(level))
    return Levels(data, {"groups": ID, "outer_groups": name}, (words,))


def of_participants(
    data: pd.DataFrame, frame: pd.DataFrame, contrast: Contrast, clusters: Clusters | None, level: str | None
) -> Levels | None:
    """Participants, one value each, within clusters; nurses of one arm within or across a further level.

    None where there is neither.  What was randomised, or what an outcome names, stands instead of the level.
    """
    if clusters is None and level is None:
        return None
    variable = clusters.variable if clusters else str(level)
    of_row = pd.Series(clusters.of_row, frame.index) if clusters else cluster_labels(frame, variable)
    name, data = _column(data, variable, of_row)
    options: dict[str, Any] = {"groups": name}
    if clusters is None or clusters.only_in is None:
        words = message("multilevel-clusters", cluster=_named(variable))
        if clusters is None:
            return Levels(data, options, (words,))
        return Levels(data, options, (words, clusters.bias_reduced), "bias-reduced")
    options["re_formula"] = _ACTS[clusters.only_in]
    named = _in_arm(clusters, contrast)
    if level in (None, variable):
        words = message("multilevel-clusters-in-arm", **named)
        return Levels(data, options, (words, clusters.bias_reduced), "bias-reduced")
    outer, data = _column(data, str(level), cluster_labels(frame, str(level)))
    named["level"] = _named(str(level))
    if data.groupby(name)[outer].nunique().max() > 1:  # a nurse works in several sites: these levels cross
        words = message("multilevel-clusters-in-arm-across", **named)
        return Levels(data, {**options, "crossed": [outer]}, (words,))
    words = message("multilevel-clusters-in-arm-within", **named)
    return Levels(data, {**options, "outer_groups": outer}, (words,))


#: Design of an effect that acts in one arm only.
_ACTS = {"treated": "0 + treated", "reference": "0 + I(1 - treated)"}


def _column(data: pd.DataFrame, variable: str, labels: pd.Series) -> tuple[str, pd.DataFrame]:
    """The data with a column of labels, and its name: the variable's own where that is free."""
    name = variable if variable not in data else f"{variable}_level"
    return name, data.assign(**{name: labels.astype(object)})


def _named(variable: str) -> Name:
    return Name("variable", variable)


def _in_arm(clusters: Clusters, contrast: Contrast) -> dict[str, Name]:
    arm = contrast.treated if clusters.only_in == "treated" else contrast.reference
    return {"cluster": _named(clusters.variable), "arm": Name("arm", arm)}
