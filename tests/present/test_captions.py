"""Snakemake's report says of each figure and table what that one shows, in the run's language."""

from pathlib import Path

import pytest
from docutils.core import publish_parts
from present_rows import make_context

from voorzorg.present.captions import Captions
from voorzorg.present.figures import write_figures
from voorzorg.present.tables import write_tables

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("language", "words"), [("nl", "Ernaast staat"), ("en", "Beside it lies")])
def test_captions_are_those_of_the_figure_and_the_table(language, words, estimates, tmp_path, monkeypatch):
    monkeypatch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
    monkeypatch.setattr("voorzorg.present.figures.files.JOURNAL", ())
    context = make_context(language)
    keep = estimates[estimates["family"].isin(["smoking"]) | estimates["family"].isna()]
    write_figures(keep, context, tmp_path)
    write_tables(keep, context, tmp_path)
    said = Captions(language)
    for kind, suffix in (("figure", "svg"), ("table", "html")):
        captions = {p.stem: getattr(said, kind)(str(tmp_path), p.stem) for p in tmp_path.glob(f"*.{suffix}")}
        assert len(captions) == len(set(captions.values())) > 4
        for caption in captions.values():
            shown = publish_parts(caption, writer="html", settings_overrides={"halt_level": 2})["body"]
            assert words in shown and "<strong>" in shown
    title = said.title_of(tmp_path / "trajectories_smoking.svg")
    assert context.family("smoking") in title


def test_as_a_parameter_it_is_the_language():
    assert Captions("nl") == "nl" and repr(Captions("en")) == repr("en")


def test_rules_hand_it_over_by_a_function():
    """Of a text that stands in a rule Snakemake makes a plain one, and its report then fails."""
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow" / "rules").glob("*.smk"))
    assert rules.count("said=lambda wildcards: SAID,") == 6 and "said=SAID" not in rules
