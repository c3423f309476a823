"""Clusters of a trial that randomised them, counted at allocation and at each wave (CONSORT for clusters)."""

from __future__ import annotations

from voorzorg.analyses.groups import groups
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study
from voorzorg.messages import message


def describe_clusters(study: Study) -> list[Row]:
    """How many clusters each arm got, and of how many somebody was measured in each wave.

    The rows count clusters, so that they have no number of participants; those stand under ``flow``.
    """
    variable = study.manifest.cluster_randomised
    if variable is None or variable not in study.participants:
        return []
    make = RowMaker(study, "clusters", "count")
    attended = study.attendance
    rows = []
    for group, people in groups(study, study.participants):
        cluster = people.set_index(ID)[variable]
        seen = attended.loc[people[ID]]
        counts = [("randomised", "", cluster)]
        counts += [("measured", wave, cluster[seen[wave].to_numpy()]) for wave in seen.columns]
        for category, wave, some in counts:
            where = {"category": category, "wave": wave, "arm": group.arm}
            rows.append(make.count(message("counted"), some.nunique(), **where))
    return rows
