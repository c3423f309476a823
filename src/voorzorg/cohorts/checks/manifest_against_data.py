"""What the manifest says it will analyse, against what the tables hold.

An analysis of a variable that is nowhere would otherwise be left out without anybody noticing.
"""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import nearest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import message

#: The message of an outcome that does not say which way is better: a question, without which it is not fit.
BETTER_NOT_SAID = "finding-better-not-said"


def check_promises(people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Report outcomes, covariates and clusters that the tables do not hold.

    They are warnings where a file of the manifest may still be to come (``optional``), errors otherwise.
    """
    # A column that was not found has been told, with its remedy.
    if any(finding.check.startswith("missing column") for finding in findings.errors):
        return
    told = _Promises(people, waves, manifest, findings)
    for key, outcome in manifest.outcomes.items():
        told.outcome(key, outcome)
    told.people_have(manifest.adjust or (), "adjust", "a covariate")
    told.people_have(manifest.stratified_by, "stratified_by", "a stratum of the allocation")
    told.people_have([one.variable for one in manifest.plan.moderators], "plan: moderators", "a moderator")
    if manifest.cluster_randomised:
        told.people_have([manifest.cluster_randomised], "cluster_randomised", "a cluster")
    if manifest.pairs:
        told.people_have([manifest.pairs], "pairs", "a pair of clusters")
    told.severity = "warning"  # a level less, and the models say so
    clusters = [manifest.clustering.site, manifest.clustering.nurse]
    told.people_have([c for c in clusters if c], "clustering", "a cluster")


class _Promises:
    def __init__(
        self, people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings
    ) -> None:
        self.people, self.waves, self.manifest, self.findings = people, waves, manifest, findings
        self.severity = "warning" if any(file.optional for file in manifest.files) else "error"

    def _tell(self, check: str, column: str, expected: str, action: str) -> None:
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
                f"'{name}' is {what} under '{where}', and participants do not have it",
                name,
                "a variable with one value per participant: of a file that holds participants, or derived",
                f"did you mean '{close[0]}'?" if close else "map it in a participants file, or take it out",
            )

    def outcome(self, key: str, outcome: Outcome) -> None:
        table, other = (self.waves, self.people) if outcome.waves else (self.people, self.waves)
        for name in outcome.variables:
            if name in table:
                continue
            if name in other and outcome.waves:
                action = "it has one value per participant: take 'waves' out of the outcome"
            elif name in other:
                action = f"it is measured in waves: add, such as, waves: [{self._waves_of(name)}]"
            else:
                close = nearest(name, [str(c) for c in table if not str(c).startswith("_")])
                action = f"did you mean '{close[0]}'?" if close else "map it under 'columns', or derive it"
            self._tell(
                f"outcome '{key}': its variable '{name}' is not there",
                name,
                "a variable of the wave files" if outcome.waves else "a variable of participants",
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
        self.people_have(outcome.adjust or (), f"outcomes: {key}: adjust", "a covariate")
        self.people_have(outcome.levels, f"outcomes: {key}: levels", "a level")
        self.people_have(
            [outcome.cluster] if outcome.cluster else [], f"outcomes: {key}: cluster", "a cluster"
        )

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
                f"outcome '{key}' exists only where '{condition}', which is not binary",
                condition,
                "0 and 1",
                "make it 'type: binary' with 'values' or 'cut', or take 'only_where' out of the outcome",
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
                f"outcome '{key}' is {outcome.type}, and its variable '{outcome.variable}' holds texts",
                outcome.variable,
                "numbers, or 0 and 1",
                "make it 'type: binary' with 'values', or derive one, such as: variable == 'some text'",
            )
            return
        if outcome.type == "binary" and not values.dropna().isin([0, 1]).all():
            self._tell(
                f"outcome '{key}' is binary, and its variable '{outcome.variable}' is not",
                outcome.variable,
                "0 and 1",
                "make it 'type: binary' with 'values' or 'cut', or the outcome 'continuous' or 'count'",
            )
        if not outcome.waves:
            return
        own = table[table["informant"] == outcome.informant]
        own = own[own[outcome.variable].notna()]
        if own.empty and values.notna().any():
            there = sorted(set(table.loc[values.notna(), "informant"]))
            self._tell(
                f"outcome '{key}': informant '{outcome.informant}' never answered '{outcome.variable}'",
                outcome.variable,
                "answers of the outcome's informant",
                f"add informant: {there[0]} to the outcome, or to the file",
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
