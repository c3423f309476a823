"""Procedures for primary hypotheses: Hochberg and graphs, against published examples and each other."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.statistics.multiplicity import graphical, hochberg, holm

REFERENCE = Path(__file__).parents[1] / "reference/multiplicity/gmcp.json"
CASES = json.loads(REFERENCE.read_text())["cases"]
P = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def hierarchy(procedure, n):
    return Hierarchy(procedure=procedure, hypotheses=[{"outcome": f"o{k}"} for k in range(n)])


@settings(deadline=None)
@given(P)
def test_holms_procedure_is_a_graph(p):
    assert graphical(p, *hierarchy("holm", len(p)).graph) == pytest.approx(holm(p), abs=1e-12)


@settings(deadline=None)
@given(P)
def test_a_fixed_sequence_is_a_graph_and_gives_running_maxima(p):
    found = graphical(p, *hierarchy("fixed_sequence", len(p)).graph)
    assert found == pytest.approx(np.maximum.accumulate(p), abs=1e-12)


@settings(deadline=None)
@given(P)
def test_hochberg_rejects_whatever_holm_does(p):
    assert (hochberg(p) <= holm(p) + 1e-12).all()
    assert (hochberg(p) >= np.asarray(p) - 1e-12).all()


def test_hochbergs_example():
    """Wright (1992, Biometrics 48:1005), table 2: the adjusted p-values of Hochberg's procedure."""
    p = [0.0121, 0.0142, 0.1986, 0.0191]
    assert hochberg(p) == pytest.approx([0.0382, 0.0382, 0.1986, 0.0382])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_as_gmcp_and_p_adjust_of_r(case):
    """A fixed sequence, Holm, gatekeeping and random graphs of three to six hypotheses."""
    found = graphical(case["p"], case["weights"], case["transitions"])
    assert found == pytest.approx(case["adjusted"], rel=1e-10)
    assert hochberg(case["p"]) == pytest.approx(case["hochberg"], rel=1e-12)


@pytest.mark.parametrize("procedure", ["fixed_sequence", "holm"])
def test_a_plans_own_graphs_are_those_of_the_reference(procedure):
    weights, transitions = hierarchy(procedure, 4).graph
    (case, *_) = [one for one in CASES if one["name"] == procedure]
    assert np.asarray(weights) == pytest.approx(np.array(case["weights"], float))
    assert np.asarray(transitions) == pytest.approx(np.array(case["transitions"], float))


def test_parallel_gatekeeping_of_two_primaries_and_two_secondaries():
    """Bretz and others (2009), figure 5's graph: each primary passes its half on to both secondaries."""
    weights = [0.5, 0.5, 0, 0]
    transitions = [[0, 0, 0.5, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1], [0, 0, 1, 0]]
    found = graphical([0.01, 0.2, 0.02, 0.03], weights, transitions)
    # The first primary at 0.01 / 0.5; the secondaries then hold a quarter each, and the second gets all of
    # it.
    assert found == pytest.approx([0.02, 0.4, 0.08, 0.08])


def test_what_was_not_tested_stops_a_sequence_and_has_no_adjusted_value():
    found = graphical([0.01, np.nan, 0.02], *hierarchy("fixed_sequence", 3).graph)
    assert found[0] == 0.01 and np.isnan(found[1]) and found[2] == 1


def test_familywise_error_of_a_sequence_is_kept():
    rng = np.random.default_rng(4)
    weights, transitions = hierarchy("fixed_sequence", 3).graph
    rejected = [graphical(rng.uniform(size=3), weights, transitions).min() < 0.05 for _ in range(4000)]
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hypotheses": [{"outcome": "a"}, {"outcome": "a"}]}, "primary hypothesis twice"),
        (
            {"procedure": "holm", "hypotheses": [{"outcome": "a", "weight": 1}]},
            "belong to 'procedure: graph'",
        ),
        ({"procedure": "graph", "hypotheses": [{"outcome": "a", "weight": 0.4}]}, "add up to 1"),
        (
            {"procedure": "graph", "hypotheses": [{"outcome": "a", "weight": 1, "passes_to": {"b": 1}}]},
            "no hypothesis of this plan",
        ),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        Hierarchy(**change)
