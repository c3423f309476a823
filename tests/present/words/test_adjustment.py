"""Without covariates no page says that a comparison was adjusted for them."""

import re
from dataclasses import replace

import pytest
from clustered_study import make_clustered_study
from language_walk import texts_of

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import estimate_family
from voorzorg.config import Config
from voorzorg.estimates.table import concatenate
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import write_figures
from voorzorg.present.report import write_report
from voorzorg.present.tables import write_tables
from voorzorg.present.words.adjustment import how_many, not_adjusted

#: What is said of many tests, and of what was not done.
_OTHERWISE = re.compile(
    r"niet gecorrigeerd|neither adjusted|not adjusted|correctie voor het aantal|correcties voor veel toetsen"
    r"|holm: (gecorrigeerd|adjusted) (binnen|within)|(per onderwerp|onderling) gecorrigeerd"
    r"|adjusted for one another|therefore adjusted|met en zonder correctie",
    re.I,
)
_ADJUSTED = re.compile(r"\badjusted|gecorrigeerd|correctie", re.I)


@pytest.fixture(scope="module", params=["clusters", "people"])
def study(request):
    """A trial without covariates and without a measurement before allocation, of clusters or of people."""
    made = make_clustered_study(pupils=5)
    changes = {} if request.param == "clusters" else {"cluster_randomised": None}
    return replace(
        made,
        config=Config(cohorts={}, analysis={"adjust": [], "imputations": 5}),
        waves=made.waves[made.waves["wave"] != "start"],
        manifest=made.manifest.model_copy(update=changes),
    )


@pytest.fixture(scope="module")
def estimates(study):
    families = ("smoking", "reports", "scores")
    return adjust_p_values(
        concatenate([describe_cohort(study), *(estimate_family(study, f) for f in families)])
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_says_adjusted(study, estimates, language, tmp_path, monkeypatch):
    monkeypatch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
    monkeypatch.setattr("voorzorg.present.figures.files.JOURNAL", ())
    context = Context(language, study.manifest, study.outcomes, "synthetic")
    write_figures(estimates, context, tmp_path / "figures")
    write_tables(estimates, context, tmp_path / "tables")
    write_report(estimates, context, tmp_path / "figures", tmp_path / "tables", tmp_path / "report.html")
    pages = [*tmp_path.rglob("*.html"), *tmp_path.rglob("*.svg")]
    assert len(pages) > 15
    found = [
        (path.name, text)
        for path in pages
        for text in texts_of(path.read_text(encoding="utf-8"), ("provenance", "dictionary"))
        if _ADJUSTED.search(_OTHERWISE.sub("", text))
    ]
    assert found == []
    assert how_many(View(estimates, context)) == "none"


def test_where_some_are_adjusted_the_others_are_named():
    study = make_clustered_study(pupils=5)
    study = replace(study, config=Config(cohorts={}, analysis={"adjust": [], "imputations": 5}))
    estimates = adjust_p_values(concatenate([estimate_family(study, f) for f in ("smoking", "reports")]))
    view = View(estimates, Context("en", study.manifest, study.outcomes, "synthetic"))
    assert how_many(view) == "some"
    named = not_adjusted(view)
    assert "report" in named and "smoking" not in named
