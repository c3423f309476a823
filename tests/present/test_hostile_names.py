"""Names that users choose decide nothing: a covariate or a wave may be called what an analysis is called."""

import pandas as pd
import pytest
from small_study import WAVES, make_manifest, make_study

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import estimate_family
from voorzorg.analyses.study import Study
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import concatenate
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.tables import build_tables
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.words.findings import family_findings
from voorzorg.present.words.method_notes import method_notes

COVARIATES = {"age": "imputed_phase", "work": "log_rank_adjusted_for_gee"}
KEYS = {"start": "phase1", "mid": "multilevel_kappa", "end": "change_test"}


def hostile(plain: Study) -> Study:
    """The same study with covariates and waves called like analyses; labels stay."""
    content = make_manifest().model_dump(mode="json", exclude_none=True)
    content["variables"] = {COVARIATES.get(k, k): v for k, v in content["variables"].items()}
    for wave in content["waves"]:
        wave["key"] = KEYS[wave["key"]]
    for outcome in content["outcomes"].values():
        outcome["waves"] = [KEYS[wave] for wave in outcome["waves"]]
    content["adjust"] = list(COVARIATES.values())
    waves = plain.waves.assign(wave=plain.waves["wave"].map(KEYS))
    people = plain.participants.rename(columns=COVARIATES)
    return Study(type(plain.manifest).model_validate(content), people, waves, plain.config, "synthetic")


def estimates_of(study: Study) -> pd.DataFrame:
    families = [estimate_family(study, f) for f in ("smoking", "reports", "scores")]
    return adjust_p_values(concatenate([describe_cohort(study), *families]))


@pytest.fixture(scope="module")
def both() -> tuple[View, View]:
    views = []
    for study in (plain := make_study(200), hostile(plain)):
        context = Context("en", study.manifest, study.outcomes, "synthetic")
        views.append(View(estimates_of(study), context))
    return views[0], views[1]


def test_every_row_comes_from_the_same_analysis_under_any_name(both):
    plain, named = ([(row.outcome, row.analysis, row.estimand, row.main) for row in v.rows] for v in both)
    assert [o.replace("imputed_phase", "age").replace(COVARIATES["work"], "work") for o, *_ in named] == [
        o for o, *_ in plain
    ]
    assert [rest for _, *rest in named] == [rest for _, *rest in plain]
    assert {row.wave for row in both[1].rows if row.wave} == {KEYS[wave] for wave in WAVES}


def test_every_table_is_the_same_under_any_name(both):
    """Labels are what a reader sees, and they did not change; notes may quote a key."""

    def shown(view: View) -> dict[str, str]:
        for table in (tables := build_tables(view)):
            table.notes = []
        return {table.key: delimited(table) for table in tables}

    assert shown(both[1]) == shown(both[0])


def test_findings_and_notes_are_the_same_under_any_name(both):
    def told(view: View) -> list[str]:
        return [
            f.text
            for family in family_findings(view, Contrast("treated", "control"))
            for f in family.findings
        ]

    def explained(view: View) -> list[str]:
        return [note.analysis for note in method_notes(view, view.present)]

    assert told(both[1]) == told(both[0])
    assert len(told(both[0])) >= 4
    assert explained(both[1]) == explained(both[0])
