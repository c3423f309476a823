"""Which random effects a multilevel model gets, by who has clusters and in which arm."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voorzorg.analyses.clusters import Clusters, cluster_labels, clusters_of
from voorzorg.analyses.study import ID
from voorzorg.analyses.two_arms.multilevel.levels import of_level, of_participants, of_waves
from voorzorg.estimates.contrast import Contrast

VS = Contrast("visits", "care")
NURSES = ["a", "a", "b", "b"]


@pytest.fixture
def frame() -> pd.DataFrame:
    """Eight people in two arms; nurses in the treated arm only, each in one site."""
    return pd.DataFrame(
        {
            ID: [f"p{k}" for k in range(8)],
            "treated": [1, 1, 1, 1, 0, 0, 0, 0],
            "nurse": [*NURSES, None, None, None, None],
            "site": ["x", "x", "y", "y", "x", "x", "y", "y"],
            "y": [0.0, 1] * 4,
        }
    )


class OneStudy:
    alike = None

    def __init__(self, cluster: str | None) -> None:
        self.cluster = cluster

    def cluster_of(self, _outcome: object) -> str | None:
        return self.cluster


def found(frame: pd.DataFrame, variable: str | None) -> Clusters | None:
    return clusters_of(OneStudy(variable), None, frame)  # type: ignore[arg-type]


def keys(levels) -> list[str]:
    return [said.key for said in levels.method]


def test_whoever_is_in_no_cluster_is_alone_in_one(frame) -> None:
    assert cluster_labels(frame, "nurse").tolist() == [*NURSES, *(f"(alone) p{k}" for k in range(4, 8))]
    assert found(frame, None) is None


@pytest.mark.parametrize("arm", ["treated", "reference"])
def test_nurses_of_one_arm_are_clusters_there_and_the_others_are_alone(frame, arm) -> None:
    if arm == "reference":
        frame["treated"] = 1 - frame["treated"]
    frame.loc[7, "nurse"] = "a"  # somebody of the other arm, by mistake
    clusters = found(frame, "nurse")
    assert clusters.only_in == arm and clusters.problem is None
    assert clusters.of_row.tolist() == [*NURSES, *(f"(alone) p{k}" for k in range(4, 8))]
    assert clusters.number == 6


def test_clusters_of_both_arms_are_of_no_one_arm_and_one_of_an_arm_is_too_few(frame) -> None:
    assert found(frame, "site").only_in is None and found(frame, "site").problem is None
    frame["school"] = ["s1"] * 4 + ["s2", "s2", "s3", "s3"]
    assert found(frame, "school").problem.key == "arm-only-one-cluster-how"


def test_waves_within_participants_within_clusters(frame) -> None:
    plain = of_waves(frame, VS, None)
    assert plain.options == {"groups": ID} and plain.few is None
    assert keys(plain) == ["multilevel-regression", "intercept-per-participant"]
    assert plain.outer_effect(np.ones(2)) is None

    both = of_waves(frame, VS, found(frame, "site"))
    assert both.options == {"groups": ID, "outer_groups": "site"}
    assert (both.errors, both.few) == ("bias-reduced", 2)
    name, effect = both.outer_effect(np.array([1.0, 0.0]))
    assert (name, effect.tolist()) == ("Intercept", [1, 1])


@pytest.mark.parametrize(("arm", "effect"), [("treated", [1, 0]), ("reference", [0, 1])])
def test_an_effect_of_one_arm_acts_in_that_arm(frame, arm, effect) -> None:
    if arm == "reference":
        frame["treated"] = 1 - frame["treated"]
    levels = of_waves(frame, VS, found(frame, "nurse"))
    name, design = levels.outer_effect(np.array([1.0, 0.0]))
    assert design.tolist() == effect
    assert f"0 + {name}" == levels.options["outer_re_formula"]
    said = levels.method[1]
    assert said.key == "intercepts-per-participant-and-in-arm"
    assert dict(said.arguments)["arm"].key == (VS.treated if arm == "treated" else VS.reference)


def test_one_more_level(frame) -> None:
    levels = of_level(frame, "site")
    assert levels.options == {"groups": ID, "outer_groups": "site"} and levels.errors == "observed"
    assert levels.data["site"].tolist() == frame["site"].tolist()
    assert levels.data["treated"].tolist() == frame["treated"].tolist()


def test_participants_within_what_there_is(frame) -> None:
    data = frame[[ID, "y"]]
    assert of_participants(data, frame, VS, None, None) is None
    site = of_participants(data, frame, VS, None, "site")
    assert site.options == {"groups": "site"} and keys(site) == ["multilevel-regression", "intercept-per"]
    assert site.few is None
    randomised = of_participants(data, frame, VS, found(frame, "site"), "nurse")
    assert randomised.options == {"groups": "site"} and randomised.few == 2


def test_nurses_of_one_arm_within_sites_and_across_them(frame) -> None:
    data, nurses = frame[[ID, "y"]], found(frame, "nurse")
    alone = of_participants(data, frame, VS, nurses, "nurse")
    assert alone.options == {"groups": "nurse", "re_formula": "0 + treated"} and alone.few == 6
    assert keys(alone)[1] == "intercept-per-in-arm"
    assert keys(of_participants(data, frame, VS, nurses, None)) == keys(alone)
    within = of_participants(data, frame, VS, nurses, "site")
    assert within.options == {"groups": "nurse", "re_formula": "0 + treated", "outer_groups": "site"}
    assert keys(within)[-1] == "intercepts-per-and-in-arm-within" and within.errors == "observed"
    frame.loc[0, "site"] = "y"  # nurse a works in both
    across = of_participants(data, frame, VS, found(frame, "nurse"), "site")
    assert across.options == {"groups": "nurse", "re_formula": "0 + treated", "crossed": ["site"]}
    assert keys(across)[-1] == "intercepts-per-and-in-arm-across"


def test_a_column_whose_name_is_taken_gets_another(frame) -> None:
    data = frame[[ID, "y"]].assign(site=1)
    assert of_participants(data, frame, VS, None, "site").options == {"groups": "site_level"}
