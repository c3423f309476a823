"""The worked examples of CONTRIBUTING.md, followed as they are written."""

import json
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from small_study import make_study

from voorzorg import languages
from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest import analyses, formats
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading import files
from voorzorg.cohorts.reading.raw_table import RawTable, plain_column
from voorzorg.estimates import schema, table
from voorzorg.estimates.table import to_frame

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(heading: str, kind: str = "python") -> list[str]:
    """The fenced blocks of one worked example, without their indentation."""
    section = TEXT.partition(f"## {heading}: a worked example")[2].partition("\n## ")[0]
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```", section, re.M | re.S)
    assert found, heading
    return [re.sub(rf"^{indent}", "", text, flags=re.M) for indent, text in found]


def evaluated(text: str, names: dict[str, object]) -> object:
    """The value of a block's last expression; one that is written as a tuple of one gives that one."""
    value = eval(text, names)
    return value[0] if isinstance(value, tuple) else value


def register(monkeypatch: pytest.MonkeyPatch, name: str, **content: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, name, module)
    return module


def test_an_analysis_is_a_function_and_a_row(monkeypatch):
    from voorzorg.analyses import rows, study
    from voorzorg.analyses.run import analyse
    from voorzorg.cohorts.manifest.outcomes import Outcome
    from voorzorg.statistics.results import Estimate
    from voorzorg.statistics.two_arm import means

    def median_difference(treated: np.ndarray, reference: np.ndarray, level: float) -> Estimate:
        return Estimate(float(np.nanmedian(treated) - np.nanmedian(reference)), 0.1, -1.0, 1.0, level=level)

    monkeypatch.setattr(means, "median_difference", median_difference, raising=False)
    function, row = blocks("Adding an analysis")
    names = {**vars(rows), **vars(study), "Outcome": Outcome}
    exec(function, names)
    register(monkeypatch, "voorzorg.analyses.two_arms.medians", compare_medians=names["compare_medians"])
    kind = evaluated(row, vars(analyses))
    monkeypatch.setitem(analyses.BY_NAME, kind.name, kind)
    for module in (schema, table):
        monkeypatch.setattr(module, "ESTIMANDS", schema.ESTIMANDS | {kind.estimand: "difference of medians"})

    made = make_study(120)
    found = to_frame(analyse("medians", made, "score", made.outcomes["score"]))

    assert set(found["estimand"]) == {"median_difference"} and found["estimate"].notna().all()
    assert set(found["contrast"]) == {"treated vs control"}


def test_a_figure_is_a_function_and_a_row(monkeypatch):
    from matplotlib.figure import Figure
    from present_rows import make_context, trial_estimates

    from voorzorg.present.estimate_rows import View
    from voorzorg.present.figures import forest, registry
    from voorzorg.present.figures.style import styled
    from voorzorg.present.tables.outcomes import estimate_cell

    view = View(trial_estimates(), make_context("en"))
    outcome = next(o for o in view.present if view.find(o, "mean_difference", analysis="unadjusted"))
    wanted = [row._replace(estimand="median_difference") for row in view.find(outcome, "mean_difference")]
    monkeypatch.setattr(view, "find", lambda key, *estimands, **_: wanted if key == outcome else [])
    function, row = blocks("Adding a figure")
    names = {**vars(forest), "estimate_cell": estimate_cell, "View": View, "Figure": Figure}
    exec(function, names)
    register(monkeypatch, "voorzorg.present.figures.trial.medians", draw=names["draw"])
    subjects, _, kind = row.rpartition("\n\n\n")
    exec(subjects, own := dict(vars(registry)))
    monkeypatch.setattr(registry, "FIGURES", (evaluated(kind, own),))
    monkeypatch.setattr(type(view.context), "t", lambda _, key, **more: key)

    (plan,) = registry.plans(view)
    with styled():
        drawn = plan.draw()

    assert plan.key == f"medians_{outcome}" and isinstance(drawn, Figure)


def test_a_check_of_published_figures_is_a_function_and_a_row(monkeypatch):
    from figure_rows import frame

    from voorzorg.evidence import audit, words
    from voorzorg.evidence.checks import registry
    from voorzorg.evidence.verdicts import Verdict
    from voorzorg.messages import message

    function, row = blocks("Adding a check of published figures")
    # the sentences are in no catalogue here
    names = vars(registry) | {"Verdict": Verdict, "told": lambda key, **_: message("evidence-text", text=key)}
    exec(function, names := dict(names))
    register(monkeypatch, "voorzorg.evidence.checks.one_figure.medians", check=names["check"])
    monkeypatch.setattr(audit, "CHECKS", (evaluated(row, dict(vars(registry))),))
    rows = [{"statistic": "range", "value": "1", "value_high": 5.0}, {"statistic": "median", "value": "7"}]

    (check,) = audit.run_audit(frame(*rows)).checks

    assert check.verdict is Verdict.IMPOSSIBLE and words.say(check.reason, "en") == "median-outside-range"


def test_a_kind_of_file_is_a_function_and_a_row(monkeypatch, tmp_path):
    function, row = blocks("Adding a kind of file")
    names = {"np": np, "pd": pd, "Path": Path, "File": File, "Findings": Findings, "RawTable": RawTable}
    exec(function, names | {"plain_column": plain_column}, made := {})
    made["read_entry"].__globals__.update(made)
    register(monkeypatch, "voorzorg.cohorts.reading.formats.json_lines", read_entry=made["read_entry"])
    kind = evaluated(row, vars(formats))
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, kind))
    monkeypatch.setitem(formats.BY_NAME, kind.name, kind)
    path = tmp_path / "wave.jsonl"
    path.write_text("".join(json.dumps({"id": k, "town": "Ede"}) + "\n" for k in (1, 2)), encoding="utf-8")
    entry = File(path=path.name, holds="participants", id="id", format="jsonl")

    found = files.read_table(path, path.name, entry, Findings())

    assert found.frame["id"].tolist() == [1.0, 2.0] and found.frame["town"].tolist() == ["Ede", "Ede"]
    assert formats.format_of(path) == "jsonl"
    path.write_text('{"id": 1', encoding="utf-8")
    with pytest.raises(UnreadableError):
        files.read_table(path, path.name, entry, Findings())


def test_an_instrument_is_a_file(tmp_path):
    from voorzorg.instruments.examples import wrong_examples
    from voorzorg.instruments.store import load_keys

    (text,) = blocks("Adding an instrument", "yaml")
    (tmp_path / "worries.yaml").write_text(text, encoding="utf-8")
    key = load_keys(["worries"], tmp_path)["worries"]
    assert wrong_examples(key) == []
    wrong = key.examples[0].model_copy(update={"expect": {"worries_total": 12.0}})
    assert wrong_examples(key.model_copy(update={"examples": (wrong,)}))


def test_a_language_is_a_row_and_its_words(monkeypatch, tmp_path):
    from voorzorg.messages import catalogue, message, render
    from voorzorg.present.words.numbers import Numbers
    from voorzorg.text import Text

    (row,) = blocks("Adding a language")
    kind = evaluated(row, vars(languages))
    monkeypatch.setitem(languages.BY_CODE, kind.code, kind)
    shutil.copytree(catalogue.FOLDER / "en", tmp_path / "de")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)

    assert Numbers(kind.code).fixed(12345.6) == "12.345,6"
    assert render(message("wilson-interval"), kind.code) == render(message("wilson-interval"), "en")
    assert Text(nl="Roken", en="Smoking")["de"] == "Smoking"
    assert replace(kind, decimal="·").marks("1,234.5") == "1.234·5"


def test_every_language_is_complete():
    from catalogues import FOLDERS, entries

    for folder in FOLDERS:
        reference = entries(folder, "en")
        for code in languages.CODES:
            found = entries(folder, code)
            assert {key: (one.file, one.arguments) for key, one in found.items()} == {
                key: (one.file, one.arguments) for key, one in reference.items()
            }
