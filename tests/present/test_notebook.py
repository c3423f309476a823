"""The notebook shows the trial's estimates in words and pictures, whatever the run's own drawing backend."""

import json
import os
import shutil
from pathlib import Path

import pytest
from browser import AXE, BROWSER, serious, wider_than
from present_rows import make_context

from voorzorg.estimates.table import write
from voorzorg.present.notebook import Results, execute

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def results(estimates):
    return Results(estimates, make_context("nl"))


def test_rows_are_read_as_labels_and_formatted_numbers(results):
    chosen = results.estimates.query("outcome == 'smoking' and analysis == 'unadjusted' and contrast.notna()")
    table = results.table(chosen, "outcome", "wave", "estimand", "estimate", "p_value")
    assert table.columns.name == "Uitkomst"
    assert set(table.index) == {"Roken"}
    assert "Risicoverschil" in set(table["Maat"])
    assert all("tot" in text for text in table["Schatting (interval)"])


def test_a_grid_has_the_waves_in_the_order_of_time(results):
    chosen = results.estimates.query("analysis == 'unadjusted' and estimand == 'risk_difference'")
    chosen = chosen[chosen["wave"].notna()].sort_values("wave")  # alphabetical: m12 before m2
    order = [results.context.wave(key) for key in results.context.waves]
    shown = list(results.grid(chosen, down="outcome", across="wave").columns)
    assert shown == [wave for wave in order if wave in shown]


def test_a_spread_says_between_what(results):
    spread = results.estimates.query("estimand == 'random_effect_sd'").head(1)
    for category, said in (("sd(participant_id)", "tussen deelnemers"), ("sd(site)", "tussen niveaus van")):
        table = results.table(spread.assign(category=category), "outcome", "estimand")
        assert said in table["Maat"].iloc[0]


def test_a_grid_refuses_two_rows_in_one_place(results):
    chosen = results.estimates.query("outcome == 'smoking' and analysis == 'unadjusted'")
    with pytest.raises(ValueError, match="two rows for outcome and wave"):
        results.grid(chosen, down="outcome", across="wave")


def test_a_study_without_such_rows_gets_an_empty_table(results):
    nothing = results.estimates.iloc[:0]
    assert results.table(nothing, "outcome", "estimate").empty
    assert results.grid(nothing, down="outcome", across=("who", "wave")).empty


def test_both_languages_run_the_same_code():
    def code(language):
        cells = json.loads((PROJECT / "notebooks" / f"trial.{language}.ipynb").read_text("utf-8"))["cells"]
        return [cell["source"] for cell in cells if cell["cell_type"] == "code"]

    assert code("nl") == code("en")


def test_the_executed_notebook_holds_its_figures_and_no_keys(tmp_path, monkeypatch, estimates):
    for part in ("config.yaml", "notebooks"):
        copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
        copy(PROJECT / part, tmp_path / part)
    shutil.copytree(PROJECT / "data" / "cohorts", tmp_path / "data" / "cohorts")
    (tmp_path / "results" / "voorzorg_rct").mkdir(parents=True)
    write(estimates, tmp_path / "results" / "voorzorg_rct" / "estimates.csv")
    monkeypatch.chdir(tmp_path)
    for name in ("VOORZORG_ROOT", "VOORZORG_COHORT", "VOORZORG_LANGUAGE"):
        monkeypatch.setitem(os.environ, name, "")  # execute sets them; put back afterwards
    monkeypatch.setenv("MPLBACKEND", "Agg")
    execute("notebooks/trial.nl.ipynb", "voorzorg_rct", "nl", tmp_path / "out.ipynb", tmp_path / "out.html")
    outputs = [
        output
        for cell in json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["cells"]
        for output in cell.get("outputs", [])
    ]
    figures = [o for o in outputs if "image/png" in o.get("data", {})]
    tables = ["".join(o["data"]["text/html"]) for o in outputs if "text/html" in o.get("data", {})]
    assert len(figures) >= 2
    assert len(tables) >= 7
    assert "NaN" not in "".join(tables) and "ipv_" not in "".join(tables)
    assert all(o["metadata"]["image/png"]["alt"] for o in figures)
    page = (tmp_path / "out.html").read_text("utf-8")
    assert page.count("data:image/png") == len(figures) and "http" not in page.split("</style>")[0]
    if BROWSER:
        assert wider_than(page, tmp_path, 390) == []
        assert AXE is None or serious(page, tmp_path) == serious(page, tmp_path, dark=True) == []
