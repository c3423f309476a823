"""Effects on one measure: conversions by hand, points without errors, pooling only where it is allowed."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import COLUMNS, synthesise
from voorzorg.evidence.synthesis.panels import SynthesisError

PUBLISHED = Path(__file__).parents[3] / "data" / "published"


@pytest.fixture(scope="module")
def published():
    return synthesise(read_figures(PUBLISHED), PUBLISHED)


def test_a_log_odds_ratio_becomes_d_by_the_logistic_sd(published) -> None:
    row = published.set_index("effect").loc["voorzorg-reports"]
    log_odds = math.log(0.11 / 0.89 / (0.19 / 0.81))
    error = math.sqrt(1 / (150 * 0.11 * 0.89) + 1 / (155 * 0.19 * 0.81))
    assert row["estimate"] == pytest.approx(log_odds * math.sqrt(3) / math.pi)
    assert row["std_error"] == pytest.approx(error * math.sqrt(3) / math.pi)
    assert "150" in row["assumption_en"]


def test_an_effect_without_numbers_is_a_point(published) -> None:
    row = published.set_index("effect").loc["stevig-risk"]
    assert row["estimate"] < 0 and math.isnan(row["ci_low"])  # 22 against 8 %, of something good


def test_a_standard_error_from_an_interval_and_from_p(published) -> None:
    rows = published.set_index("effect")
    assert rows.loc["vipp-child", "std_error"] == pytest.approx((0.56 - 0.18) / 2 / 1.959964, rel=1e-4)
    assert rows.loc["vipp-attachment", "std_error"] == pytest.approx(0.36 / 2.5121, rel=1e-3)


def test_nothing_is_pooled_that_may_not_be(published) -> None:
    pooled = published[published["effect"] == "pooled"]
    assert pooled["estimate"].isna().all() and (pooled["remark_nl"].str.startswith("Niet gebundeld")).all()
    assert list(published.columns) == COLUMNS


def _panel(tmp_path, figures_frame, count: int):
    rows, effects = [], []
    for i in range(count):
        for arm, value in (("treated", 20 + 3 * i), ("control", 30)):
            rows.append(
                {
                    "figure_id": f"{arm}{i}",
                    "arm": arm,
                    "statistic": "percentage",
                    "value": str(value),
                    "n": 100,
                }
            )
        effects.append(
            {
                "key": f"e{i}",
                "label": f"E{i}",
                "kind": "two_percentages",
                "treated": f"treated{i}",
                "control": f"control{i}",
            }
        )
    panel = {
        "key": "p",
        "label": "P",
        "measure": "odds_ratio",
        "favours": "negative",
        "pool": True,
        "effects": effects,
    }
    (tmp_path / "synthesis.yaml").write_text(yaml.safe_dump({"panels": [panel]}))
    return synthesise(figures_frame(*rows), tmp_path).set_index("effect")


def test_three_comparable_effects_are_pooled(tmp_path, figures_frame) -> None:
    table = _panel(tmp_path, figures_frame, 3)
    pooled = table.loc["pooled"]
    assert pooled["k"] == 3 and table["estimate"].drop("pooled").between(0.5, 1).all()
    assert pooled["ci_low"] < pooled["estimate"] < pooled["ci_high"]
    assert pooled["prediction_low"] <= pooled["ci_low"]
    assert "Hartung-Knapp" in pooled["conversion_en"]


def test_two_are_not(tmp_path, figures_frame) -> None:
    pooled = _panel(tmp_path, figures_frame, 2).loc["pooled"]
    assert math.isnan(pooled["estimate"]) and "2 of the 3" in pooled["remark_en"]


def test_a_panel_that_names_nobody_is_refused(tmp_path, figures_frame) -> None:
    panel = {
        "key": "p",
        "label": "P",
        "measure": "d",
        "favours": "negative",
        "effects": [{"key": "e", "label": "E", "kind": "d", "figure": "nobody"}],
    }
    (tmp_path / "synthesis.yaml").write_text(yaml.safe_dump({"panels": [panel]}))
    with pytest.raises(SynthesisError, match="nobody"):
        synthesise(figures_frame({"arm": "contrast", "statistic": "effect_size_d", "value": "0.1"}), tmp_path)


def test_sizes_that_an_interval_gives_away_are_used_for_every_outcome_of_that_moment(published) -> None:
    rows = published.set_index("effect")
    # the odds ratio 0.46 (0.24 to 0.89) of 26 and 44 % takes 79 to 86 women an arm
    error = math.sqrt((1 - 0.26) / (0.26 * 82) + (1 - 0.44) / (0.44 * 82))
    assert rows.loc["ipv-physical-minor-24m", "std_error"] == pytest.approx(error, rel=0.01)
    assert rows.loc["ipv-physical-minor-24m", "std_error"] == pytest.approx(0.22, abs=0.01)
    for effect in ("ipv-physical-minor-24m", "ipv-perp-sexual-24m"):
        assert "79–86" in rows.loc[effect, "assumption_en"] and "79–86" in rows.loc[effect, "assumption_nl"]
    assert "79–86" not in rows.loc["ipv-physical-minor-32w", "assumption_en"]


def test_a_panel_of_maltreatment_holds_maltreatment_and_says_where_studies_overlap(published) -> None:
    panel = published[(published["panel"] == "child-protection") & (published["effect"] != "pooled")]
    assert set(panel["effect"]) == {"voorzorg-reports", "nfp-meta-maltreatment"}
    assert "VoorZorg" in panel.set_index("effect").loc["nfp-meta-maltreatment", "remark_en"]
