"""The published figures follow their schema, say where they come from, and hold what the sources print."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.evidence.figures.figure import show
from voorzorg.evidence.figures.loader import figure_files, read_figures
from voorzorg.evidence.figures.schema import (
    COLUMN_NAMES,
    NUMBERLESS,
    REQUIRED_COLUMNS,
    STANDARD_COLUMNS,
    STATISTICS,
    FigureFileError,
)
from voorzorg.evidence.figures.sources import read_sources
from voorzorg.evidence.inventory import EVIDENCE_CLASSES, FOCUSES, TECHNIQUES, read_interventions

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT / "data" / "published"


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return read_figures(PUBLISHED)


@pytest.fixture(scope="module")
def interventions() -> pd.DataFrame:
    return read_interventions(PUBLISHED / "interventions.csv")


def values(figures: pd.DataFrame, quantity: str) -> dict[str, list[str]]:
    """Printed values of a quantity by source."""
    rows = figures[figures["quantity"] == quantity]
    return {str(s): list(g["value_text"]) for s, g in rows.groupby("source")}


# ---- the project's own files -----------------------------------------------------------------------------


def test_every_file_has_the_standard_columns_in_order() -> None:
    files = figure_files(PUBLISHED)
    assert {f.name for f in files} == {
        "evaluation.csv",
        "followups.csv",
        "intervention_effects.csv",
        "inventory.csv",
        "nfp.csv",
        "programme.csv",
        "rct.csv",
        "weert.csv",
    }
    for file in files:
        with file.open(encoding="utf-8", newline="") as handle:
            assert tuple(next(csv.reader(handle))) == STANDARD_COLUMNS, file.name


def test_every_row_names_its_source_lines_and_study(figures: pd.DataFrame) -> None:
    assert figures["location"].str.contains(r"\bL\d+").all()
    assert (figures["study"] != "").all()
    assert set(figures["source"]) <= set(read_sources(PUBLISHED / "sources.yaml"))


def test_a_quantity_has_one_meaning(figures: pd.DataFrame) -> None:
    """Versions of one quantity are about the same outcome and arm."""
    for column in ("outcome", "arm", "study"):
        per_quantity = figures.groupby("quantity")[column].nunique()
        assert list(per_quantity[per_quantity > 1].index) == [], column


def test_trial_rows_use_the_projects_arms_and_waves(figures: pd.DataFrame) -> None:
    trial = figures[figures["study"] == "voorzorg_rct"]
    assert set(trial["arm"]) == {"control", "voorzorg", "contrast", "all"}
    waves = {"", "baseline", "preg32w", "m2", "m6", "m12", "m18", "m24", "m36", "pregnancy", "birth"}
    assert set(trial["wave"]) <= waves


def test_every_risk_of_the_trial_is_there_for_both_arms(figures: pd.DataFrame) -> None:
    trial = figures[
        (figures["study"] == "voorzorg_rct") & (figures["statistic"].isin(["percentage", "mean"]))
    ]
    trial = trial[trial["arm"] != "all"]
    keys = ["source", "outcome", "wave", "statistic"]
    arms = trial.groupby(keys)["arm"].agg(lambda a: sorted(a))
    for key, found in arms.items():
        assert found.count("control") == found.count("voorzorg"), key


def test_contradictory_versions_all_stay(figures: pd.DataFrame) -> None:
    assert values(figures, "cps_report_m36_percentage_control") == {
        "cps_2015": ["19"],
        "inventory_2017": ["18"],
        "nji_2021": ["19", "19"],
    }
    assert values(figures, "cps_report_m36_percentage_voorzorg") == {
        "cps_2015": ["11"],
        "inventory_2017": ["10"],
        "nji_2021": ["11", "11"],
    }
    assert values(figures, "birth_weight_birth_mean_voorzorg") == {"nji_2021": ["3147", "3144"]}
    assert values(figures, "smoking_m2_percentage_control") == {
        "nji_2021": ["49", "61"],
        "smoking_2014": ["62"],
    }
    assert values(figures, "breastfeeding_m6_percentage_voorzorg") == {
        "nji_2021": ["13", "14"],
        "smoking_2014": ["13"],
    }


# Reviewed: the quantities of which the sources print more than one value. A quantity that turns up here by
# accident means that two different things were given one name.
PRINTED_DIFFERENTLY = {
    "birth_weight_birth_mean_control",
    "birth_weight_birth_mean_voorzorg",
    "breastfeeding_m6_percentage_voorzorg",
    "cps_report_m36_percentage_control",
    "cps_report_m36_percentage_voorzorg",
    "cps_report_m36_risk_ratio_contrast",
    "eligibility_age_baseline_age_all",
    "home_start_age_child_range_treated",
    "houvast_age_child_range_treated",
    "inventory_contra_indication_domestic_violence_count_all",
    "inventory_technique_information_count_all",
    "inventory_technique_modelling_count_all",
    "kopopouders_age_child_range_treated",
    "mim_age_child_range_treated",
    "programme_clients_count_treated",
    "programme_cost_trajectory_euro_treated",
    "programme_municipalities_count_all",
    "programme_programme_length_duration_treated",
    "reset_cost_per_hour_euro_treated",
    "smoking_m2_percentage_control",
    "smoking_m2_percentage_voorzorg",
    "smoking_pregnancy_percentage_control",
}


def test_quantities_with_more_than_one_value_are_known(figures: pd.DataFrame) -> None:
    printed = figures[figures["value"].notna()]
    pairs = printed["value"].astype(str) + " " + printed["value_high"].fillna(-1).astype(str)
    versions = pairs.groupby(printed["quantity"]).nunique()
    assert set(versions[versions > 1].index) == PRINTED_DIFFERENTLY


def test_partner_violence_figures_of_the_abstract(figures: pd.DataFrame) -> None:
    rows = figures[(figures["source"] == "ipv_2013") & (figures["statistic"] == "percentage")]
    found = rows.pivot_table(index=["outcome", "wave"], columns="arm", values="value", aggfunc="first")
    assert {k: (int(r["control"]), int(r["voorzorg"])) for k, r in found.iterrows()} == {
        ("ipv_victim_psychological_severe", "preg32w"): (56, 39),
        ("ipv_victim_physical_minor", "preg32w"): (58, 40),
        ("ipv_victim_physical_severe", "preg32w"): (31, 20),
        ("ipv_victim_sexual_minor", "preg32w"): (16, 8),
        ("ipv_perpetrator_psychological_severe", "preg32w"): (60, 46),
        ("ipv_perpetrator_physical_minor", "preg32w"): (65, 52),
        ("ipv_perpetrator_injury_minor", "preg32w"): (27, 17),
        ("ipv_victim_physical_minor", "m24"): (44, 26),
        ("ipv_perpetrator_sexual_minor", "m24"): (18, 3),
    }
    for outcome, role in (("ipv_victim", "victim"), ("ipv_perpetrator", "perpetrator")):
        assert set(rows.loc[rows["outcome"].str.startswith(outcome), "role"]) == {role}
    assert (rows["outcome"].str.rsplit("_", n=1).str[-1] == rows["level"]).all()


@pytest.mark.parametrize("study", ["voorzorg_2", "late_start"])
def test_reconstructed_flow_closes(figures: pd.DataFrame, study: str) -> None:
    rows = figures[(figures["study"] == study) & figures["location"].str.startswith("Figure 2")]
    stage = dict(zip(rows["outcome"] + " " + rows["wave"], rows["value"], strict=True))
    left = stage["referred referral"]
    for wave in ("baseline", "m12", "m24"):
        left -= stage[f"dropout {wave}"]
        assert left == stage[f"participants {wave}"]
    assert (rows["derivation"] != "").all()


def test_the_two_flows_are_the_only_ones_that_the_printed_numbers_allow() -> None:
    """Each set of boxes fits one order of drop-outs only, so the arithmetic decides which belong together."""
    boxes = [(24, 19), (17, 15), (9, 14), (4, 3)]
    losses = [(7, 8, 5), (4, 1, 11)]
    paths = [
        (a, b, c, d)
        for a in boxes[0]
        for b in boxes[1]
        for c in boxes[2]
        for d in boxes[3]
        if (a - b, b - c, c - d) in losses
    ]
    assert paths == [(24, 17, 9, 4), (19, 15, 14, 3)]


def test_implied_denominators_are_marked_as_such(figures: pd.DataFrame) -> None:
    assert (figures.loc[figures["n"].notna(), "n_basis"] != "").all()
    assert (figures.loc[figures["events"].notna(), "events_basis"] != "").all()


def test_remarks_are_own_words_and_hold_no_source_sentences(figures: pd.DataFrame) -> None:
    texts = ROOT.parent / "shared" / "sources"
    if not texts.is_dir():
        pytest.skip("the source documents are not here; nothing to compare with")
    corpus = " ".join(
        re.sub(r"\W+", " ", p.read_text(encoding="utf-8")).lower() for p in texts.glob("0*.txt")
    )
    for column in ("remark", "derivation", "population"):
        for text in figures[column].unique():
            words = re.sub(r"\W+", " ", text).lower().split()
            for start in range(len(words) - 7):
                assert " ".join(words[start : start + 8]) not in corpus, text


# ---- interventions ---------------------------------------------------------------------------------------


def test_twenty_interventions(interventions: pd.DataFrame) -> None:
    assert len(interventions) == 20
    assert interventions["selection_group"].value_counts().to_dict() == {"parenting": 14, "maltreatment": 6}
    assert set(interventions["evidence_class"]) <= set(EVIDENCE_CLASSES)


# counts printed in the inventory's conclusions, except where the text contradicts its own table
PRINTED = {
    "technique_monitoring": 12,
    "technique_role_play": 11,
    "technique_joint_decisions": 7,
    "technique_cbt": 4,
    "focus_competence": 19,
    "focus_parenting_skills": 18,
    "focus_strengths": 16,
    "focus_personal_skills": 14,
    "focus_support": 14,
    "focus_social_contacts": 12,
    "focus_practical_problems": 7,
    "focus_parents_relationship": 7,
    "focus_child_resilience": 5,
    "focus_mental_problems": 2,
}
TICKED_LESS_THAN_THE_TEXT_SAYS = {"technique_information": (18, 20), "technique_modelling": (17, 19)}


def test_ticks_add_up_to_the_printed_counts(interventions: pd.DataFrame, figures: pd.DataFrame) -> None:
    """The ticks lost their columns in extraction; that the sums fit shows that they were put back right."""
    ticks = [f"technique_{t}" for t in TECHNIQUES] + [f"focus_{f}" for f in FOCUSES]
    sums = {name: int(interventions[name].sum()) for name in ticks}
    assert sums == PRINTED | {k: table for k, (table, _) in TICKED_LESS_THAN_THE_TEXT_SAYS.items()}
    counts = figures[figures["study"] == "inventory"].groupby("outcome")["value"].agg(list)
    for name, number in PRINTED.items():
        assert counts[name] == [number, number], name
    for name, (table, text) in TICKED_LESS_THAN_THE_TEXT_SAYS.items():
        assert counts[name] == [text, table], name


def test_setting_and_price_add_up_to_the_printed_counts(
    interventions: pd.DataFrame, figures: pd.DataFrame
) -> None:
    counts = figures[figures["study"] == "inventory"].groupby("outcome")["value"].agg(list)
    sums = {
        "setting_home": interventions["setting"].isin(["home", "home_or_location"]).sum(),
        "setting_location_only": (interventions["setting"] == "location").sum(),
        "free_for_client": interventions["free_for_client"].isin(["yes", "mostly"]).sum(),
    }
    assert sums == {"setting_home": 13, "setting_location_only": 5, "free_for_client": 16}
    assert {name: counts[name] for name in sums} == {name: [total, total] for name, total in sums.items()}


# wide column -> outcome of the figures; the trial's programme has its figures under study "programme"
WIDE = {
    "municipalities": "municipalities",
    "reach_low": "clients",
    "reach_high": "clients",
    "contacts_min": "contacts",
    "contacts_max": "contacts",
    "duration_weeks_min": "duration_weeks",
    "duration_weeks_max": "duration_weeks",
    "cost_low": "cost_trajectory",
    "cost_high": "cost_trajectory",
    "age_min": "age_child",
    "age_max": "age_child",
}
PROGRAMME = {"contacts": "visits_planned", "duration_weeks": "programme_length"}


def test_numbers_of_the_wide_table_are_printed_figures(
    interventions: pd.DataFrame, figures: pd.DataFrame
) -> None:
    inventory = figures[figures["source"] == "inventory_2017"]
    wrong = []
    for _, row in interventions.iterrows():
        for column, outcome in WIDE.items():
            if pd.isna(row[column]):
                continue
            studies, outcomes = [row["key"]], [outcome]
            if row["key"] == "voorzorg":
                studies, outcomes = ["voorzorg", "programme"], [outcome, PROGRAMME.get(outcome, outcome)]
            rows = inventory[inventory["study"].isin(studies) & inventory["outcome"].isin(outcomes)]
            printed = {float(v) for v in [*rows["value"].dropna(), *rows["value_high"].dropna()]}
            if column == "duration_weeks_max" and row["key"] == "houvast":
                printed.add(26.0 + 26.0)  # half a year that can be extended once by half a year
            if float(row[column]) not in printed:
                wrong.append((row["key"], column, row[column], sorted(printed)))
    assert wrong == []


def test_figures_of_interventions_belong_to_a_row_of_the_table(
    interventions: pd.DataFrame, figures: pd.DataFrame
) -> None:
    files = figures["file"].isin(["inventory.csv", "intervention_effects.csv"])
    groups = {"inventory", "vht_kvht_stevig_ouderschap"}
    assert set(figures.loc[files, "study"]) - groups <= set(interventions["key"])


def test_a_wrong_intervention_row_is_explained(tmp_path: Path) -> None:
    text = (PUBLISHED / "interventions.csv").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    broken = tmp_path / "interventions.csv"
    broken.write_text(
        "".join([*lines[:2], lines[2].replace(",yes,", ",ja,", 1), *lines[1:2]]), encoding="utf-8"
    )
    with pytest.raises(FigureFileError) as caught:
        read_interventions(broken)
    message = str(caught.value)
    assert "row 3" in message and "'ja'" in message and "one of yes, no" in message
    assert "row 4" in message and "a key used once" in message


# ---- the loader on a stranger's file ---------------------------------------------------------------------

MINIMAL = "figure_id,source,outcome,arm,statistic,value\nr1,smith_2001,stroke,control,percentage,12.50\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_the_mandatory_columns_are_enough(tmp_path: Path) -> None:
    frame = read_figures(write(tmp_path / "mine.csv", MINIMAL))
    assert list(frame.columns) == [
        *COLUMN_NAMES,
        *(f"{name}_text" for name in ("value", "p_value", "ci_low", "ci_high")),
        "p_comparison",
        "file",
        "row",
    ]
    row = frame.iloc[0]
    assert (row["quantity"], row["comparison"], row["decimals"]) == ("r1", "=", 2)
    assert row["value"] == 12.5 and row["value_text"] == "12.50"
    assert pd.isna(row["n"]) and row["wave"] == "" and row["row"] == 2


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    frame = read_figures(write(tmp_path / "mine.csv", MINIMAL.replace(",", ";"), "utf-8-sig"))
    assert frame["value"].tolist() == [12.5]


def test_own_columns_are_kept_if_their_name_says_so(tmp_path: Path) -> None:
    text = MINIMAL.replace("value\n", "value,x_page\n").replace("12.50\n", "12.50,p. 7\n")
    assert read_figures(write(tmp_path / "mine.csv", text))["x_page"].tolist() == ["p. 7"]


def test_an_impossible_figure_is_read_because_it_is_for_the_audit(tmp_path: Path) -> None:
    header = "figure_id,source,outcome,arm,statistic,value,ci_low,ci_high,p_value\n"
    text = header + "r,s,o,contrast,risk_ratio,2,9,1,1.4\n"
    assert read_figures(write(tmp_path / "mine.csv", text))["p_value"].tolist() == [1.4]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("value", "1,234", "1234 or 1.234"),
        ("value", "12 women", "without unit, percent sign"),
        ("ci_level", "9.5", "the level as 0.95 or 95"),
        ("method", "ajusted", "did you mean 'adjusted'?"),
        ("value", "", "a number, because the statistic is 'percentage'"),
        ("statistic", "percentge", "did you mean 'percentage'?"),
        ("statistic", "stated_significant", "has no number"),
        ("arm", "", "not empty"),
        ("arm", "!", "not empty"),
        ("figure_id", "!", "not empty"),
        ("n", "223.5", "a whole number"),
        ("n", "1.200", "a whole number"),
        ("comparison", "approx", "one of =, <, >, ~, <=, >="),
        ("role", "dader", "one of victim, perpetrator"),
        ("decimals", "1", "2, the decimals of value '12.50'"),
        ("ci_low", "0.24", "both limits, or neither"),
    ],
)
def test_each_problem_is_one_message_with_place_and_expectation(
    tmp_path: Path, column: str, cell: str, expected: str
) -> None:
    cells = dict(zip(REQUIRED_COLUMNS, ("r1", "s", "o", "control", "percentage", "12.50"), strict=True))
    cells = cells | {column: cell}
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(cells))
        writer.writeheader()
        writer.writerow(cells)
    with pytest.raises(FigureFileError) as caught:
        read_figures(path)
    assert len(caught.value.problems) == 1
    message = str(caught.value.problems[0])
    assert message.startswith("mine.csv, row 2, column ") and expected in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a header row"),
        ("figure_id,source\na,b\n", "column value: expected this column to be there"),
        (MINIMAL.replace("outcome", "outcme"), "did you mean 'outcome'?"),
        (MINIMAL.replace("source,", "source,source,"), "each column once"),
        (MINIMAL + "r1,s,o,control,percentage,3\n", "a name that is used once (also in mine.csv row 2)"),
        (MINIMAL + "r2,s,o,control\n", "6 cells as in the header"),
    ],
)
def test_a_file_that_is_not_a_figures_file_is_explained(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(FigureFileError, match=re.escape(expected)):
        read_figures(write(tmp_path / "mine.csv", text))


def test_text_in_another_encoding_is_explained(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", MINIMAL.replace("smith", "müller"), "cp1252")
    with pytest.raises(FigureFileError, match="UTF-8"):
        read_figures(path)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(FigureFileError, match="a CSV file, or a directory"):
        read_figures(tmp_path / "nowhere")
    with pytest.raises(FigureFileError, match="at least one CSV file"):
        read_figures(tmp_path)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = MINIMAL + "r2,s,o,usual care,percentge,1 in 3\nr2,s,o,control,n,3\n"
    with pytest.raises(FigureFileError) as caught:
        read_figures(write(tmp_path / "mine.csv", text))
    assert [(p.row, p.column) for p in caught.value.problems] == [
        (3, "statistic"),
        (3, "value"),
        (4, "figure_id"),
    ]


def test_an_unknown_source_is_named_where_sources_are_listed(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes((PUBLISHED / "sources.yaml").read_bytes())
    with pytest.raises(FigureFileError, match=r"did you mean 'nji_2021'\?"):
        read_figures(write(tmp_path / "mine.csv", MINIMAL.replace("smith_2001", "nji_2012")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [", "line 1: something is missing here"),
        ("- key: x", "has settings of its own"),
        ("sources:\n- key: x\n", "sources 'x': title: is missing"),
    ],
)
def test_a_broken_list_of_sources_is_explained(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(FigureFileError, match=re.escape(expected)):
        read_sources(write(tmp_path / "sources.yaml", text))


# ---- properties ------------------------------------------------------------------------------------------

slugs = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,12}", fullmatch=True)
decimals = st.decimals(-1000, 100000, places=2).map(str)
cells = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    rows=st.lists(
        st.tuples(slugs, slugs, slugs, decimals, cells), min_size=1, max_size=6, unique_by=lambda r: r[0]
    ),
    statistic=st.sampled_from(sorted(set(STATISTICS) - NUMBERLESS)),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], statistic: str
) -> None:
    path = tmp_path_factory.mktemp("figures") / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([*REQUIRED_COLUMNS, "remark"])
        for name, source, outcome, value, remark in rows:
            writer.writerow([name, source, outcome, "control", statistic, value, remark])
    frame = read_figures(path)
    assert frame["figure_id"].tolist() == [r[0] for r in rows]
    assert frame["value_text"].tolist() == [r[3] for r in rows]
    assert frame["value"].tolist() == [float(r[3]) for r in rows]
    assert frame["remark"].tolist() == [r[4].strip() for r in rows]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(column=st.sampled_from(COLUMN_NAMES), cell=cells)
def test_any_cell_is_read_or_explained(
    tmp_path_factory: pytest.TempPathFactory, column: str, cell: str
) -> None:
    """Whatever stands in a cell, the loader answers with a table or with a list of problems in this file."""
    row = dict(zip(REQUIRED_COLUMNS, ("r1", "s", "o", "control", "percentage", "12.50"), strict=True))
    row[column] = cell
    path = tmp_path_factory.mktemp("figures") / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(row))
        writer.writeheader()
        writer.writerow(row)
    try:
        frame = read_figures(path)
    except FigureFileError as error:
        assert all(p.file == "mine.csv" and p.expected for p in error.problems)
    else:
        assert len(frame) == 1


def test_numbers_in_sentences_are_written_out() -> None:
    assert show(0.0000123) == "0.0000123"
    assert show(0.00001234, "nl") == "0,00001234"
    assert show(12345.0, "nl") == "12.345"
    assert show(2.5) == "2.5"
