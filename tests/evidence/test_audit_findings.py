"""The audit of the real published figures: the findings that it must make, and what it must not do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from voorzorg.evidence.audit import (
    CHECK_COLUMNS,
    VERDICT_COLUMNS,
    Audit,
    audit,
    audit_path,
    read_audit,
    write_checks,
)
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.names import read_names
from voorzorg.evidence.verdicts import LABELS, Verdict, worst

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "figures-other-trial.csv"


@pytest.fixture(scope="module")
def published() -> Audit:
    frame = read_figures(PUBLISHED)
    return audit(frame, PUBLISHED)


def _verdict(audit: Audit, figure_id: str) -> Verdict:
    check = worst(audit.of(figure_id))
    return check.verdict if check else Verdict.NOT_CHECKABLE


@pytest.mark.parametrize(
    "figure_id",
    [
        "cps_2015.cps_report_m36_risk_ratio_contrast",  # a ratio of complements, labelled relative risk
        "nji_2021.birth_weight_birth_mean_voorzorg",  # arms swapped between summary and section 4.2
        "nji_2021.smoking_m2_percentage_control",  # 49 is the VoorZorg arm's figure in the article
        "vz2_late_start_brochure.voorzorg_2_grip_improved_m12_percentage_treated",  # 90 % of at most 9 women
        "vz2_late_start_brochure.late_start_no_ipv_severe_percentage_treated",  # 68 % of at most 15 families
        "weert_infographic.weert_net_benefit_euro_treated",  # headed per trajectory, is for two to four
        "nji_2021.programme_return_percent_percentage_treated",  # 2,300 on 12,500 is not 20 %
        "inventory_2017.ouder_baby_cost_trajectory_euro_treated",  # 30 hours at 90 euro is not 2,250
    ],
)
def test_known_contradictions_are_found(published: Audit, figure_id: str) -> None:
    assert _verdict(published, figure_id) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("figure_id", "verdict"),
    [
        ("weert_infographic.weert_cost_total_euro_treated", Verdict.EXACT),  # 2 and 4 times 15,654
        ("nji_2021.randomised_baseline_n_all", Verdict.EXACT),  # 223 + 237
        ("inventory_2017.programme_target_group_size_range_all", Verdict.EXACT),  # 0.5 and 1 % of 172,000
        ("zonmw_page.cps_report_m36_relative_change_percent_contrast", Verdict.ROUNDING),  # 11 against 19
        ("smoking_2014.smoking_pregnancy_p_value_contrast", Verdict.ASSUMPTION),  # one-sided only
        ("weert_infographic.weert_benefit_total_euro_treated", Verdict.ASSUMPTION),  # costs times 1.2
        (
            "inventory_2017.cps_report_m36_percentage_voorzorg",
            Verdict.ASSUMPTION,
        ),  # 16 reports: n is not printed
        ("cps_2015.cbcl_internalising_m24_risk_ratio_contrast", Verdict.NOT_CHECKABLE),  # no risks published
    ],
)
def test_other_verdicts(published: Audit, figure_id: str, verdict: Verdict) -> None:
    assert _verdict(published, figure_id) is verdict


def test_the_worst_findings_come_first(published: Audit) -> None:
    findings = published.findings()
    assert findings[0].topic == "voorzorg_rct:cps_report"
    bad = [f.verdict.bad for f in findings]
    assert bad == sorted(bad, reverse=True)
    severities = [f.severity for f in findings if f.verdict.bad]
    assert severities == sorted(severities, reverse=True)


def test_risks_are_not_blamed_for_a_mislabelled_ratio(published: Audit) -> None:
    assert not _verdict(published, "cps_2015.cps_report_m36_percentage_control").bad


def test_every_figure_has_one_verdict_with_a_reason_in_both_languages(published: Audit) -> None:
    table = published.verdicts()
    assert list(table.columns) == VERDICT_COLUMNS and len(table) == len(published.figures)
    assert table["figure_id"].is_unique
    assert set(table["verdict"]) <= {str(v) for v in Verdict}
    for column in ("reason_nl", "reason_en"):
        assert table[column].str.len().min() >= 20
        assert table[column].str.endswith(".").all()
    checked = table[table["decided_by"] != ""]
    assert (checked["arithmetic"].str.len() > 0).all()  # every verdict can be redone by hand
    assumed = table[table["verdict"] == str(Verdict.ASSUMPTION)]
    assert (assumed["assumption_en"].str.len() > 0).all()
    assert list(published.table().columns) == CHECK_COLUMNS


def test_the_same_input_gives_the_same_output_fast_enough() -> None:
    frame = read_figures(PUBLISHED)
    started = time.process_time()
    first = audit(frame, PUBLISHED).verdicts()
    assert time.process_time() - started < 10
    assert first.to_csv() == audit(frame, PUBLISHED).verdicts().to_csv()


def test_names_of_matters_exist(published: Audit) -> None:
    names = read_names(PUBLISHED)
    matters = {f.topic for f in published.findings()}
    unnamed = {f.topic for f in published.findings() if f.verdict.bad} - set(names.topics)
    assert not unnamed
    assert matters


def test_a_strangers_file_needs_nothing_of_ours() -> None:
    result = audit_path(EXAMPLE)
    wrong = {x for f in result.findings() for c in f.checks if c.verdict.bad for x in c.targets}
    assert wrong == {
        "paper.n_all",  # 42 + 41 is 83
        "paper.loneliness_rr",  # an odds ratio under another name
        "paper.loneliness_control",
        "abstract.loneliness_control",  # 46 and 64
        "paper.depressed_treated",  # no number of 42 is 32 %
        "paper.wellbeing_sd",  # larger than the scale allows
    }
    ratio = worst(result.of("paper.loneliness_rr"))
    assert ratio is not None and "odds_ratio" in ratio.instead


def test_verdicts_have_labels() -> None:
    assert set(LABELS) == set(Verdict)


def test_an_audit_is_read_back_as_it_was_written(published: Audit, tmp_path: Path) -> None:
    write_checks(published, tmp_path / "checks.json")
    again = read_audit(tmp_path / "checks.json", read_figures(PUBLISHED))
    assert again.verdicts().equals(published.verdicts())
    assert again.table().equals(published.table())
    assert [c.marks for c in again.checks] == [c.marks for c in published.checks]
