"""Clusters are counted at allocation and at each wave, in each arm."""

from dataclasses import replace

from clustered_study import CLUSTER, make_clustered_study
from small_study import WAVES, make_study

from voorzorg.analyses.participation.clusters import describe_clusters


def test_clusters_of_each_arm_at_allocation_and_at_each_wave():
    study = make_clustered_study(schools=12, pupils=6)
    people, waves = study.participants, study.waves
    gone = people.loc[people[CLUSTER].isin(["school 0", "school 2"]), "participant_id"]
    last = (waves["wave"] == WAVES[-1]) & waves["participant_id"].isin(gone)
    study = replace(study, waves=waves[~last])

    rows = {(row.category, row.wave, row.arm): row for row in describe_clusters(study)}

    found = {tuple(map(str, key)): row.estimate for key, row in rows.items()}
    for arm in ("control", "treated"):
        assert found["randomised", "None", arm] == 6
        for wave in WAVES[:-1]:
            assert found["measured", wave, arm] == 6
    assert found["measured", WAVES[-1], "control"] == 4
    assert found["measured", WAVES[-1], "treated"] == 6
    assert all(row.estimand == "count" and row.n_reference is None for row in rows.values())


def test_where_people_were_randomised_no_cluster_is_counted():
    assert describe_clusters(make_study(40)) == []
