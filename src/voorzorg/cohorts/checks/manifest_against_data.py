"""What the manifest says it will analyse, against what the tables hold.

An analysis of a variable that is nowhere would otherwise be left out without anybody noticing.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from voorzorg.cohorts.checks.findings import MISSING_COLUMN, Findings
from voorzorg.cohorts.harmonise.columns import nearest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message

#: The message of an outcome that does not say which way is better: a question, without which it is not fit.
BETTER_NOT_SAID = "finding-better-not-said"


def check_promises(people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Report outcomes, covariates and clusters that the tables do not hold.

    They are warnings where a file of the manifest may still be to come (``optional``), errors otherwise.
    """
    # A column that was not found has been told, with its remedy.
    if any(finding.says(*MISSING_COLUMN) for finding in findings.errors):
        return
    _at_one_moment(manifest, findings)
    told = _Promises(people, waves, manifest, findings)
    for key, outcome in manifest.outcomes.items():
        told.outcome(key, outcome)
    told.people_have(manifest.adjust or (), "adjust", "covariate")
    told.people_have(manifest.stratified_by, "stratified_by", "stratum")
    told.people_have([one.variable for one in manifest.plan.moderators], "plan: moderators", "moderator")
    if manifest.cluster_randomised:
        told.people_have([manifest.cluster_randomised], "cluster_randomised", "cluster")
    if manifest.pairs:
        told.people_have([manifest.pairs], "pairs", "pair")
    told.severity = "warning"  # a level less, and the models say so
    clusters = [manifest.clustering.site, manifest.clustering.nurse]
    told.people_have([c for c in clusters if c], "clustering", "cluster")


def _at_one_moment(manifest: Manifest, findings: Findings) -> None:
    """Waves with the same weeks: meant by who visits and writes in one week, else a slip of the pen."""
    timed = [wave for wave in manifest.waves if wave.weeks is not None]
    for one, after in pairwise(timed):
        if one.weeks == after.weeks:
            findings.warning(
                message("finding-waves-at-one-moment", one=one.key, after=after.key, weeks=f"{one.weeks:g}"),
                file="cohort.yaml",
                column="waves",
                expected=message("finding-a-moment-for-each-wave"),
                action=message("finding-correct-weeks-or-leave"),
            )


class _Promises:
    def __init__(
        self, people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings
    ) -> None:
        self.people, self.waves, self.manifest, self.findings = people, waves, manifest, findings
        self.severity = "warning" if any(file.optional for file in manifest.files) else "error"

    def _tell(self, check: Message, column: str, expected: Message, action: Message) -> None:
        self.findings.add(
            self.severity,  # type: ignore[arg-type]
            check,
            file="cohort.yaml",
            column=column,
            expected=expected,
            action=action,
        )

    def people_have(self, names: list[str] | tuple[str, ...], where: str, what: str) -> None:
        for name in names:
            if name in self.people:
                continue
            close = nearest(name, [str(c) for c in self.people if not str(c).startswith("_")])
            self._tell(
                message(
                    "finding-participants-lack",
                    name=name,
                    what=message(f"finding-role-{what}"),
                    where=where,
                ),
                name,
                message("finding-one-value-per-participant"),
                message("finding-did-you-mean", name=close[0])
                if close
                else message("finding-map-in-participants-file"),
            )

    def outcome(self, key: str, outcome: Outcome) -> None:
        table, other = (self.waves, self.people) if outcome.waves else (self.people, self.waves)
        for name in outcome.variables:
            if name in table:
                continue
            if name in other and outcome.waves:
                action = message("finding-take-waves-out")
            elif name in other:
                action = message("finding-add-waves", waves=self._waves_of(name))
            else:
                close = nearest(name, [str(c) for c in table if not str(c).startswith("_")])
                action = (
                    message("finding-did-you-mean", name=close[0])
                    if close
                    else message("finding-map-or-derive")
                )
            self._tell(
                message("finding-outcome-variable-absent", outcome=key, name=name),
                name,
                message("finding-variable-of-waves" if outcome.waves else "finding-variable-of-participants"),
                action,
            )
        if outcome.better is None:
            self.findings.warning(
                message(BETTER_NOT_SAID, outcome=str(key)),
                file="cohort.yaml",
                column=outcome.variable,
                expected=message("finding-better-lower-or-higher"),
                action=message("finding-say-better-in-outcome"),
            )
        if outcome.variable in table:
            self._values(key, outcome, table)
        if outcome.only_where and outcome.only_where in table:
            self._existence(key, outcome, outcome.only_where, table)
        self.people_have(outcome.adjust or (), f"outcomes: {key}: adjust", "covariate")
        self.people_have(outcome.levels, f"outcomes: {key}: levels", "level")
        self.people_have([outcome.cluster] if outcome.cluster else [], f"outcomes: {key}: cluster", "cluster")

    def _waves_of(self, name: str) -> str:
        measured = set(self.waves.loc[self.waves[name].notna(), "wave"])
        return ", ".join(wave.key for wave in self.manifest.waves if wave.key in measured)

    def _existence(self, key: str, outcome: Outcome, condition: str, table: pd.DataFrame) -> None:
        """The outcome's condition is binary, and nobody answers what does not exist for her."""
        if (
            not pd.api.types.is_numeric_dtype(table[condition])
            or not table[condition].dropna().isin([0, 1]).all()
        ):
            self._tell(
                message("finding-condition-not-binary", outcome=key, condition=condition),
                condition,
                message("finding-zero-and-one"),
                message("finding-make-condition-binary"),
            )
        elif outcome.variable in table:
            own = table[table["informant"] == outcome.informant]
            answered = own[own[outcome.variable].notna() & (own[condition] == 0).fillna(False)]
            if len(answered):
                self.findings.warning(
                    message(
                        "finding-outcome-answered-where-would-not", outcome=str(key), condition=str(condition)
                    ),
                    file="cohort.yaml",
                    column=outcome.variable,
                    expected=message("finding-answer-where", condition=str(condition)),
                    action=message("finding-look-forms-these-answers-count"),
                    count=len(answered),
                )

    def _values(self, key: str, outcome: Outcome, table: pd.DataFrame) -> None:
        values = table[outcome.variable]
        if not pd.api.types.is_numeric_dtype(values):
            self._tell(
                message("finding-outcome-holds-texts", outcome=key, type=outcome.type, name=outcome.variable),
                outcome.variable,
                message("finding-numbers-or-zero-and-one"),
                message("finding-make-outcome-numbers"),
            )
            return
        if outcome.type == "binary" and not values.dropna().isin([0, 1]).all():
            self._tell(
                message("finding-outcome-not-binary", outcome=key, name=outcome.variable),
                outcome.variable,
                message("finding-zero-and-one"),
                message("finding-make-outcome-binary"),
            )
        if outcome.type == "count" and not ((values >= 0) & (values % 1 == 0)).dropna().all():
            self.findings.error(
                message("finding-outcome-no-count", outcome=key, name=outcome.variable),
                file="cohort.yaml",
                column=outcome.variable,
                expected=message("finding-whole-numbers-from-nought"),
                action=message("finding-make-outcome-continuous"),
            )
        if not outcome.waves:
            return
        own = table[table["informant"] == outcome.informant]
        own = own[own[outcome.variable].notna()]
        if own.empty and values.notna().any():
            there = sorted(set(table.loc[values.notna(), "informant"]))
            self._tell(
                message(
                    "finding-informant-never-answered",
                    outcome=key,
                    informant=str(outcome.informant),
                    name=outcome.variable,
                ),
                outcome.variable,
                message("finding-answers-of-informant"),
                message("finding-add-informant", informant=there[0]),
            )
            return
        for wave in outcome.waves:
            if not (own["wave"] == wave).any():
                self.findings.warning(
                    message(
                        "finding-outcome-answers-wave",
                        outcome=str(key),
                        variable=str(outcome.variable),
                        wave=str(wave),
                    ),
                    file="cohort.yaml",
                    column=outcome.variable,
                    expected=message("finding-answers-every-wave-outcome"),
                    action=message("finding-map-wave-file-take-wave"),
                )
