"""config.yaml is checked as a whole, and a cohort gets the outcomes that it can have."""

from pathlib import Path

import pytest
from small_study import make_manifest

from voorzorg.cohorts.manifest.analyses import fitting, usual
from voorzorg.config import ConfigError, parse_config, read_config

ROOT = Path(__file__).parents[1]


def test_the_shipped_configuration_is_valid_and_complete():
    config = read_config(ROOT / "config.yaml")
    assert set(config.cohorts) >= {"voorzorg_rct"}
    violence = [key for key in config.outcomes if key.startswith("ipv_") and not key.endswith("_all")]
    assert len(violence) == 2 * 4 * 2  # role, scale, level
    assert {o.family for o in config.outcomes.values()} == {
        "maltreatment", "partner_violence",
        "partner_violence_all", "smoking", "breastfeeding", "birth", "child_development",
    }  # fmt: skip


def test_every_problem_is_named_at_once():
    with pytest.raises(ConfigError) as caught:
        parse_config({"cohorts": {}, "language": "de", "seeed": 1, "analysis": {"ci_level": 95}})
    said = str(caught.value)
    assert "language" in said
    assert "seeed" in said
    assert "analysis.ci_level" in said


def test_a_missing_file_says_where_to_run(tmp_path):
    with pytest.raises(ConfigError, match="voorzorg new"):
        read_config(tmp_path / "config.yaml")


def outcome(**changes):
    return {"label": "x", "type": "binary", "variable": "smokes"} | changes


def test_a_cohort_gets_the_outcomes_whose_variable_it_has_and_its_own():
    config = parse_config(
        {
            "cohorts": {},
            "outcomes": {"drinking": outcome(variable="drinks"), "smoking_at_end": outcome(waves=["end"])},
        }
    )
    chosen = config.outcomes_of(make_manifest(), {"smokes", "report", "report_weeks"})
    assert "drinking" not in chosen
    assert "smoking_at_end" in chosen
    assert "smoking" in chosen  # the manifest's own


def test_waves_that_the_cohort_does_not_have_are_left_out():
    config = parse_config(
        {"cohorts": {}, "outcomes": {"a": outcome(waves=["end", "m36"]), "b": outcome(waves=["m36"])}}
    )
    chosen = config.outcomes_of(make_manifest(), {"smokes"})
    assert chosen["a"].waves == ("end",)
    assert "b" not in chosen


def test_what_a_cohort_lacks_of_the_outcomes_is_told():
    outcomes = {
        "a": outcome(waves=["end", "m36"]),
        "b": outcome(waves=["m36"]),
        "c": outcome(type="time", event="drank"),
    }
    fit = parse_config({"cohorts": {}, "outcomes": outcomes}).fit(make_manifest(), {"smokes"})
    assert fit.without_wave == {"a": ("m36",), "b": ("m36",)}
    assert fit.without_variable == {"c": ("drank",)}
    assert set(fit.outcomes) == {"a", *make_manifest().outcomes}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": -1}, "seed: is at least 0"),
        ({"analysis": {"ci_level": 95}}, "analysis.ci_level: is less than 1: 0.95, not 95"),
        ({"analysis": {"imputations": "veel"}}, "analysis.imputations: is a whole number"),
        ({"outcomes": {"a": outcome(analyses=["kaplan_meier"])}}, "there are: two_arm, adjusted, multilevel"),
        ({"outcomes": {"a": outcome(type="count", analyses=["multilevel"])}}, "there are: two_arm, negative"),
        ({"outcomes": {"a": outcome(type="continuous", analyses=["gee"])}}, "mixed_model"),
    ],
)
def test_a_mistake_is_told_in_words(change, said):
    with pytest.raises(ConfigError) as caught:
        parse_config({"cohorts": {}} | change)
    assert said in str(caught.value)


@pytest.mark.parametrize("type", ["binary", "count", "continuous", "time"])
def test_the_usual_analyses_of_a_type_fit_it(type):
    assert set(usual(type)) <= set(fitting(type))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"language: nl\nlanguage: en\n", "line 2: 'language' stands here and on line 1"),
        ("language: nl\n# één\n".encode("cp1252"), "line 2 has a letter that is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path, text, said):
    (tmp_path / "config.yaml").write_bytes(text)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "config.yaml")
    assert said in str(caught.value)


def test_the_condition_of_an_outcome_is_a_variable_that_the_cohort_must_have():
    config = parse_config({"cohorts": {}, "outcomes": {"a": outcome(waves=["end"], only_where="partner")}})
    assert config.fit(make_manifest(), {"smokes"}).without_variable["a"] == ("partner",)
    assert "a" in config.outcomes_of(make_manifest(), {"smokes", "partner"})
    with pytest.raises(ConfigError, match="only_where"):
        parse_config({"cohorts": {}, "outcomes": {"a": outcome(only_where="partner")}})


def test_a_cohort_that_takes_nothing_over_gets_what_its_manifest_names():
    config = parse_config(
        {
            "cohorts": {},
            "outcomes": {"smoking_at_end": outcome(waves=["end"]), "smoking_later": outcome(waves=["mid"])},
            "analysis": {"adjust": ["age"]},
        }
    )
    own, one = make_manifest(catalogue=()), make_manifest(catalogue=("smoking_later",))

    assert set(config.outcomes_of(own)) == set(own.outcomes)
    assert set(config.outcomes_of(one)) == {*one.outcomes, "smoking_later"}
    assert config.covariates_of(own.model_copy(update={"adjust": None})) == ()
    assert config.covariates_of(one.model_copy(update={"adjust": None})) == ("age",)


def test_who_answers_is_the_participant_unless_somebody_says_otherwise():
    config = parse_config({"cohorts": {}, "outcomes": {"drinking": outcome(variable="drinks")}})
    plain = make_manifest(informant="participant")

    assert config.outcomes_of(make_manifest())["drinking"].informant == "mother"
    assert config.outcomes_of(plain)["drinking"].informant == "participant"
    assert {file.informant for file in plain.files} == {"participant"}
