"""Who took part: flow by wave, baseline by arm, accumulation of risk factors, patterns of missing waves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import ALL, Group, group_of, groups
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.messages import Name, message

if TYPE_CHECKING:
    from voorzorg.statistics.two_arm.baseline import Kind


def describe(study: Study) -> list[Row]:
    """Rows of flow, missingness, baseline and risk-factor accumulation."""
    return [*_flow(study), *_missingness(study), *_baseline(study), *_accumulation(study)]


def _flow(study: Study) -> list[Row]:
    """Counts per arm: randomised; and per wave measured, missed (seen again later) and lost."""
    make = RowMaker(study, "flow", "count")
    attended = study.attendance
    start = "randomised" if len(study.arms) > 1 else "enrolled"
    rows = []
    for group, people in groups(study, study.participants):
        seen = attended.loc[people[ID]]

        def count(
            category: str, n: int, wave: str = "", group: Group = group, total: int = len(people)
        ) -> Row:
            where = {"wave": wave, "category": category, **group.counts(total)}
            return make.count(message("counted"), n, **where)

        rows.append(count(start, len(people)))
        later = seen.iloc[:, ::-1].cummax(axis=1).iloc[:, ::-1]
        for wave in seen.columns:
            rows.append(count("measured", int(seen[wave].sum()), wave))
            rows.append(count("missed", int((~seen[wave] & later[wave]).sum()), wave))
            rows.append(count("lost", int((~later[wave]).sum()), wave))
    return rows


def _missingness(study: Study) -> list[Row]:
    """How many participants of each arm have each pattern over the waves (1 = measured)."""
    make = RowMaker(study, "missingness", "count")
    attended = study.attendance
    if attended.shape[1] < 2:
        return []
    patterns = attended.astype(int).astype(str).agg("".join, axis=1)
    method = message("pattern-over", waves=[Name("wave", str(wave)) for wave in attended.columns])
    rows = []
    for group, people in groups(study, study.participants):
        for pattern, n in patterns.loc[people[ID]].value_counts().sort_index(ascending=False).items():
            where = {"category": pattern, **group.counts(len(people))}
            rows.append(make.count(method, n, **where))
    return rows


def _baseline(study: Study) -> list[Row]:
    """Every variable of role baseline by arm, with standardised differences and no significance tests."""
    rows: list[Row] = []
    for name, variable in baseline_variables(study):
        column = baseline_column(study, name)
        if column is None:
            continue
        make = RowMaker(study, f"baseline:{name}", "unadjusted")
        if variable.type == "category":
            rows += _category_rows(study, make, column)
        elif variable.type == "binary" or variable.cut:
            rows += _binary_rows(study, make, column)
        elif variable.type in ("number", "integer"):
            rows += _number_rows(study, make, column, variable)
        rows += _differences(study, make, column, kind_of(variable))
    return rows


def baseline_variables(study: Study) -> Iterator[tuple[str, Variable]]:
    for name, variable in study.manifest.variables.items():
        if variable.role == "baseline":
            yield name, variable


def baseline_column(study: Study, name: str) -> pd.Series | None:
    """The variable per participant, aligned to ``study.participants``; from the first wave if it varies."""
    if name in study.participants:
        return study.participants[name]
    if name in study.waves and study.manifest.waves:
        first = study.waves[study.waves["wave"] == study.manifest.waves[0].key]
        values = first.drop_duplicates(ID).set_index(ID)[name]
        return study.participants[ID].map(values)
    return None


def kind_of(variable: Variable) -> Kind:
    if variable.type == "category":
        return "categorical"
    return "binary" if variable.type == "binary" or variable.cut else "continuous"


def _binary_rows(study: Study, make: RowMaker, column: pd.Series) -> list[Row]:
    from voorzorg.statistics.two_arm.binary import risk

    rows = []
    for group, people in groups(study, study.participants):
        y = numbers(column.loc[people.index].dropna())
        events = int(y.sum())
        where = group.counts(len(y), events)
        rows.append(make.estimated("risk", message("observed-proportion"), risk(events, len(y)), **where))
    return rows


def _category_rows(study: Study, make: RowMaker, column: pd.Series) -> list[Row]:
    from voorzorg.statistics.two_arm.binary import risk

    rows = []
    for level in sorted(column.dropna().unique()):
        for group, people in groups(study, study.participants):
            known = column.loc[people.index].dropna()
            events = int((known == level).sum())
            where = {"category": str(level), **group.counts(len(known), events)}
            rows.append(
                make.estimated("risk", message("observed-proportion"), risk(events, len(known)), **where)
            )
    return rows


def _number_rows(study: Study, make: RowMaker, column: pd.Series, variable: Variable) -> list[Row]:
    scale = {"scale": variable.unit.en} if variable.unit else {}
    rows = []
    for group, people in groups(study, study.participants):
        y = numbers(column.loc[people.index].dropna())
        where = group.counts(len(y)) | scale
        if len(y) < 2:
            rows.append(
                make.failed("mean", message("arithmetic-mean"), message("fewer-than-two-values"), **where)
            )
            continue
        rows.append(make.number("mean", message("arithmetic-mean"), float(np.mean(y)), **where))
        rows.append(make.number("sd", message("standard-deviation"), float(np.std(y, ddof=1)), **where))
    return rows


def _differences(study: Study, make: RowMaker, column: pd.Series, kind: Kind) -> list[Row]:
    from voorzorg.statistics.two_arm.baseline import standardised_difference

    rows = []
    arm = study.participants["arm"] if study.arms else None
    for contrast in study.contrasts:
        assert arm is not None
        treated, reference = (column[arm == key].dropna() for key in (contrast.treated, contrast.reference))
        method = [message("standardised-difference"), message("no-test")]
        where = {"contrast": contrast, "n_treated": len(treated), "n_reference": len(reference)}
        if min(len(treated), len(reference)) < 2:
            rows.append(
                make.failed("standardised_difference", method, message("fewer-than-two-values"), **where)
            )
            continue
        if kind == "categorical":
            value = standardised_difference(treated, reference, kind)
        else:
            value = standardised_difference(numbers(treated), numbers(reference), kind)
        note = {} if np.isfinite(value) else {"warnings": message("variable-does-not-vary")}
        rows.append(make.number("standardised_difference", method, float(value), **where, **note))
    return rows


def _accumulation(study: Study) -> list[Row]:
    """Shares of participants with at least so many risk factors."""
    from voorzorg.statistics.two_arm.binary import risk

    variable = study.config.analysis.accumulation.variable
    if variable not in study.participants or not study.manifest.catalogue:
        return []
    make = RowMaker(study, "risk_factors", "unadjusted")
    rows = []
    everyone = [(group_of(study, ALL), study.participants)] if study.arms else []
    for group, people in [*everyone, *groups(study, study.participants)]:
        y = numbers(people[variable].dropna())
        for k in range(int(y.max(initial=0)) + 1):
            for category, events in ((f">={k}", int((y >= k).sum())), (f"={k}", int((y == k).sum()))):
                where = {"category": category, **group.counts(len(y), events)}
                rows.append(
                    make.estimated("risk", message("observed-proportion"), risk(events, len(y)), **where)
                )
    return rows
