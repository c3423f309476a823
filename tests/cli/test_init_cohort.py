"""From unknown files to a manifest that checks out, with every guess listed."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
import yaml

from voorzorg.cli import main
from voorzorg.cohorts.drafting.columns.direction import better
from voorzorg.cohorts.drafting.columns.guesses import slug
from voorzorg.cohorts.drafting.columns.moments import moment
from voorzorg.cohorts.drafting.sources.codebooks import parse_choices
from voorzorg.cohorts.drafting.tables.merge import without_wave
from voorzorg.cohorts.manifest.model import Manifest, read_manifest

N = 60
RNG = np.random.default_rng(3)


def init(tmp_path: Path, *files: Path) -> tuple[Manifest, str]:
    assert main(["init-cohort", "new", *map(str, files), "--into", str(tmp_path / "cohorts")]) == 0
    folder = tmp_path / "cohorts" / "new"
    return read_manifest(folder / "cohort.yaml"), (folder / "guesses.md").read_text(encoding="utf-8")


def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    code = main(["check", str(tmp_path / "cohorts" / "new")])
    told = capsys.readouterr().out
    assert code == 0, told
    return told


@pytest.fixture
def unknown_sav(tmp_path: Path) -> Path:
    """One wide SPSS file with value labels, user-missing codes and two waves side by side."""
    arm = np.arange(N) % 2
    frame = pd.DataFrame(
        {
            "Respnr": np.arange(1001, 1001 + N, dtype=float),
            "Conditie": arm.astype(float),
            "Gemeente": RNG.integers(1, 5, N).astype(float),
            "Leeftijd": RNG.integers(17, 26, N).astype(float),
            "rookt_t1": RNG.integers(1, 3, N).astype(float),
            "rookt_t2": np.where(np.arange(N) < 5, 9, RNG.integers(1, 3, N)).astype(float),
            "stress_t1": np.round(RNG.normal(20, 4, N)),
            "stress_t2": np.round(RNG.normal(18, 4, N)),
        }
    )
    yes = {1: "Ja", 2: "Nee", 9: "Weet niet"}
    path = tmp_path / "onderzoek.sav"
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels={"rookt_t1": "Rookt u?", "stress_t1": "Stressscore"},
        variable_value_labels={
            "Conditie": {0: "Controlegroep", 1: "Interventie"},
            "rookt_t1": yes,
            "rookt_t2": yes,
            "Gemeente": {1: "Noord", 2: "Oost", 3: "Zuid", 4: "West"},
        },
    )
    return path


def test_an_unknown_sav_gives_a_manifest_that_checks_out(
    unknown_sav: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, page = init(tmp_path, unknown_sav)

    assert manifest.design == "two_arm"
    assert manifest.arms is not None and manifest.arms.reference == "controlegroep"
    assert [wave.key for wave in manifest.waves] == ["t1", "t2"]
    assert manifest.clustering.site == "site"
    assert manifest.variables["rookt"].type == "binary"
    assert manifest.variables["rookt"].values == {"ja": "1", "nee": "0"}
    assert manifest.variables["rookt"].missing == ("9",)
    assert manifest.variables["rookt"].label.nl == "Rookt u?"
    assert manifest.outcomes["rookt"].waves == ("t1", "t2")
    assert "reference arm" in page and "identifier" in page
    told = checked(tmp_path, capsys)
    assert f"{N} participants, {2 * N} wave rows" in told
    assert "to do: weeks of each" in told


def test_the_guesses_page_names_no_participants_value(unknown_sav: Path, tmp_path: Path) -> None:
    _, page = init(tmp_path, unknown_sav)

    assert not [n for n in range(1001, 1001 + N) if str(n) in page]


def test_a_long_file_has_a_wave_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {
            "subjid": k,
            "arm": ("placebo", "active")[k % 2],
            "visit": v,
            "score": k % 7 + v,
            "remission": k % 3 // 2,
        }
        for k in range(N)
        for v in (1, 2, 3)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "trial.csv", index=False)

    manifest, _ = init(tmp_path, tmp_path / "trial.csv")

    assert manifest.files[0].wave_column == "visit"
    assert manifest.arms is not None and manifest.arms.reference == "placebo"
    assert len(manifest.waves) == 3
    assert f"{N} participants, {3 * N} wave rows" in checked(tmp_path, capsys)


def test_a_redcap_dictionary_gives_labels_and_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame(
        {
            "Variable / Field Name": ["record_id", "smk", "educ"],
            "Form Name": "baseline",
            "Field Type": ["text", "radio", "dropdown"],
            "Field Label": ["Record", "Do you <b>smoke</b>?", "Education"],
            "Choices, Calculations, OR Slider Labels": [
                "",
                "1, Yes | 0, No | 99, Unknown",
                "1, Low | 2, High",
            ],
        }
    ).to_csv(tmp_path / "dictionary.csv", index=False)
    data = {"record_id": range(1, N + 1), "smk": [1, 0, 99] * (N // 3), "educ": [1, 2] * (N // 2)}
    pd.DataFrame(data).to_csv(tmp_path / "data.csv", index=False)

    manifest, page = init(tmp_path, tmp_path / "data.csv", tmp_path / "dictionary.csv")

    smoking = manifest.variables["smk"]
    assert (smoking.label.en, smoking.type, smoking.missing) == ("Do you smoke?", "binary", ("99",))
    assert manifest.variables["educ"].values == {"1": "low", "2": "high"}
    assert manifest.design == "one_arm"
    assert "code book" in page
    checked(tmp_path, capsys)


def test_castor_option_groups_are_used(tmp_path: Path) -> None:
    pd.DataFrame(
        {"Variable name": ["smk"], "Field label": ["Rookt u?"], "Option group name": ["yesno"]}
    ).to_csv(tmp_path / "variables.csv", index=False, sep=";")
    pd.DataFrame(
        {"Option group name": ["yesno", "yesno"], "Option name": ["Ja", "Nee"], "Option value": [1, 2]}
    ).to_csv(tmp_path / "options.csv", index=False, sep=";")
    data = {
        "Participant Id": range(N),
        "Site Abbreviation": ["AMC", "UMC"] * (N // 2),
        "smk": [1, 2] * (N // 2),
    }
    pd.DataFrame(data).to_csv(tmp_path / "study.csv", index=False, sep=";")

    manifest, _ = init(tmp_path, tmp_path / "study.csv", tmp_path / "variables.csv", tmp_path / "options.csv")

    assert manifest.files[0].id == "Participant Id"
    assert manifest.clustering.site == "site"
    assert manifest.variables["smk"].values == {"1": "1", "2": "0"}


def test_qualtrics_headers_are_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "ResponseId,IPAddress,Q1,Q2\n"
    texts = "Response ID,IP Address,Do you smoke?,How many?\n"
    names = ("_recordId", "ip", "QID1", "QID2")
    imports = ",".join('"{""ImportId"":""' + name + '""}"' for name in names) + "\n"
    rows = "".join(f"R_{k:04d}x,10.0.0.{k},{'Yes' if k % 2 else 'No'},{k % 9}\n" for k in range(1, N))
    (tmp_path / "survey.csv").write_text(header + texts + imports + rows)

    manifest, page = init(tmp_path, tmp_path / "survey.csv")

    assert manifest.files[0].skip_rows == 2
    assert manifest.variables["q1"].label.en == "Do you smoke?"
    assert manifest.variables["q1"].type == "binary"
    assert "IPAddress" in page and "Columns to delete" in page
    capsys.readouterr()
    assert main(["check", str(tmp_path / "cohorts" / "new")]) == 1  # until the address is deleted
    assert "IP address" in capsys.readouterr().out


def test_limesurvey_headers_carry_the_question(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "id. Response ID": range(1, N + 1),
            "G1Q1. Rookt u?": ["Ja", "Nee"] * (N // 2),
            "G1Q2. Hoeveel per dag?": [3, 0] * (N // 2),
            "G1Q3. Sinds wanneer?": [5, 2] * (N // 2),
        }
    )
    frame.to_csv(tmp_path / "lime.csv", index=False)

    _, page = init(tmp_path, tmp_path / "lime.csv")

    assert "LimeSurvey" in page


def test_sheets_of_a_workbook_are_waves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pd.ExcelWriter(tmp_path / "moeders.xlsx") as book:
        for sheet, n in (("start", N), ("6 maanden", N - 10), ("12 maanden", N - 20)):
            frame = pd.DataFrame({"client nr": range(n), "steun": RNG.integers(0, 9, n)})
            frame.to_excel(book, sheet_name=sheet, index=False)

    manifest, _ = init(tmp_path, tmp_path / "moeders.xlsx")

    assert [wave.key for wave in manifest.waves] == ["baseline", "m6", "m12"]
    assert manifest.waves[1].weeks == pytest.approx(26.1)
    assert f"{N} participants, {3 * N - 30} wave rows" in checked(tmp_path, capsys)


def test_one_two_codes_without_labels_are_left_to_decide(tmp_path: Path) -> None:
    pd.DataFrame({"id": range(N), "q7": [1, 2] * (N // 2)}).to_csv(tmp_path / "x.csv", index=False)

    _, page = init(tmp_path, tmp_path / "x.csv")

    text = (tmp_path / "cohorts" / "new" / "cohort.yaml").read_text()
    line = next(line for line in text.splitlines() if line.strip().startswith("q7: {label"))
    assert "# TODO: check this guess (50%)" in line
    assert "which of them is yes is a guess" in page


def test_a_manifest_that_is_there_is_not_replaced(
    unknown_sav: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    init(tmp_path, unknown_sav)
    manifest = tmp_path / "cohorts" / "new" / "cohort.yaml"
    manifest.write_text("mine")

    assert main(["init-cohort", "new", str(unknown_sav), "--into", str(tmp_path / "cohorts")]) == 1
    assert manifest.read_text() == "mine"
    assert "--force" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["New", "9x", "a b", "../x", "evidence"])
def test_names_that_cannot_be_are_refused(name: str, unknown_sav: Path, tmp_path: Path) -> None:
    assert main(["init-cohort", name, str(unknown_sav), "--into", str(tmp_path)]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vz_t3_6maanden", ("m6", 26.1)),
        ("6 maanden", ("m6", 26.1)),
        ("m24.sav", ("m24", 104.4)),
        ("zw32weken", ("preg32w", -8.0)),
        ("12 weeks", ("w12", 12.0)),
        ("T0", ("t0", None)),
        ("wave2", ("t2", None)),
        ("Baseline", ("baseline", None)),
        ("gewicht", None),
    ],
)
def test_moments_are_read_from_names(text: str, expected: tuple[str, float | None] | None) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1, Yes | 0, No", {"1": "Yes", "0": "No"}),
        ("1=ja; 2=nee", {"1": "ja", "2": "nee"}),
        ("1 = ja, 2 = nee", {"1": "ja", "2": "nee"}),
        ("round(a/b)", {}),
    ],
)
def test_choices_are_read_as_tools_write_them(text: str, expected: dict[str, str]) -> None:
    assert parse_choices(text) == expected


def test_names_become_variables() -> None:
    assert slug("Rookt u nú?  (ja/nee)") == "rookt_u_nu_ja_nee"
    assert slug("1e bezoek") == "v_1e_bezoek"


def test_the_draft_is_plain_yaml(unknown_sav: Path, tmp_path: Path) -> None:
    init(tmp_path, unknown_sav)

    content = yaml.safe_load((tmp_path / "cohorts" / "new" / "cohort.yaml").read_text(encoding="utf-8"))

    assert content["name"] == "new"


def outcome_line(tmp_path: Path, name: str) -> str:
    text = (tmp_path / "cohorts" / "new" / "cohort.yaml").read_text(encoding="utf-8")
    part = text.partition("\noutcomes:")[2]
    return next(line for line in part.splitlines() if line.strip().startswith(f"{name}: "))


def write_waves(tmp_path: Path) -> list[Path]:
    """Two waves of which the second has a code and a missing code that the first has not."""
    paths = [tmp_path / f"meting_t{k}.sav" for k in (0, 1)]
    for k, path in enumerate(paths):
        hulp = np.arange(N) % 2 + 1 if k == 0 else np.arange(N) % 3 + 1
        rookt = np.arange(N) % 2 + 1 if k == 0 else np.where(np.arange(N) < 6, 9, np.arange(N) % 2 + 1)
        frame = pd.DataFrame({"respnr": np.arange(N) + 1.0, "hulp": hulp, "rookt": rookt, "epds": hulp * 3.0})
        labels = {1: "Geen", 2: "Wijk"} | ({3: "Kraamzorg"} if k else {})
        yes = {1: "Ja", 2: "Nee"} | ({9: "Weet niet"} if k else {})
        pyreadstat.write_sav(
            frame.astype(float),
            str(path),
            column_labels={"epds": f"EPDS totaalscore T{k}"},
            variable_value_labels={"hulp": labels, "rookt": yes},
        )
    return paths


def test_labels_and_missing_codes_are_those_of_all_waves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, _ = init(tmp_path, *write_waves(tmp_path))

    assert manifest.variables["hulp"].values == {"1": "geen", "2": "wijk", "3": "kraamzorg"}
    assert manifest.variables["rookt"].missing == ("9",)
    assert f"{N} participants, {2 * N} wave rows" in checked(tmp_path, capsys)


def test_a_label_does_not_name_the_wave_that_it_was_taken_from(tmp_path: Path) -> None:
    manifest, _ = init(tmp_path, *write_waves(tmp_path))

    assert manifest.variables["epds"].label.nl == "EPDS totaalscore"


@pytest.mark.parametrize(
    ("label", "wave", "kept"),
    [
        ("EPDS totaalscore T0", "t0", "EPDS totaalscore"),
        ("EPDS totaalscore (voormeting)", "baseline", "EPDS totaalscore"),
        ("EPDS totaalscore T0", "baseline", "EPDS totaalscore"),
        ("T1: gewicht", "t1", "gewicht"),
        ("Stress op 6 maanden", "m6", "Stress"),
        ("Slaapt door na 6 weken", "m6", "Slaapt door na 6 weken"),  # another moment than the wave's
        ("Aantal per week", "t1", "Aantal per week"),
    ],
)
def test_the_mark_of_a_wave_is_taken_from_its_labels(label: str, wave: str, kept: str) -> None:
    assert without_wave(label, wave) == kept


def test_waves_in_words_stand_in_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": k, "moment": wave, "stress": k % 7}
        for k in range(N)
        for wave in ("Voormeting", "Nameting", "Follow-up")
    ]
    pd.DataFrame(rows).rename(columns={"moment": "meetmoment"}).to_csv(tmp_path / "x.csv", index=False)

    manifest, _ = init(tmp_path, tmp_path / "x.csv")

    assert [wave.key for wave in manifest.waves] == ["baseline", "post", "followup"]
    checked(tmp_path, capsys)


def test_waves_in_unknown_words_keep_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [{"id": k, "meting": w, "stress": k % 7} for k in range(N) for w in ("herfst", "winter", "lente")]
    pd.DataFrame(rows).to_csv(tmp_path / "x.csv", index=False)

    manifest, _ = init(tmp_path, tmp_path / "x.csv")

    assert [wave.key for wave in manifest.waves] == ["herfst", "winter", "lente"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Tevredenheid (rapportcijfer)", "higher"),
        ("Pearlin Mastery", "higher"),
        ("Sociale steun", "higher"),
        ("Kwaliteit van leven", "higher"),
        ("Depressieve klachten", "lower"),
        ("Rookt u?", "lower"),
        ("Totaalscore", None),
        ("Tevreden ondanks stress", None),
    ],
)
def test_words_tell_which_way_is_better(text: str, side: str | None) -> None:
    assert better(text) == side


def test_an_outcome_whose_better_side_is_unknown_is_to_do(tmp_path: Path) -> None:
    frame = {"id": range(N), "tevreden": [k % 10 for k in range(N)], "score": [k % 9 for k in range(N)]}
    pd.DataFrame(frame).to_csv(tmp_path / "x.csv", index=False)

    manifest, _ = init(tmp_path, tmp_path / "x.csv")

    assert manifest.outcomes["tevreden"].better == "higher"
    assert "TODO" not in outcome_line(tmp_path, "tevreden")
    assert "# TODO: which way is better" in outcome_line(tmp_path, "score")


def test_a_side_that_nobody_named_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = {"id": range(N), "tevreden": [k % 10 for k in range(N)], "score": [k % 9 for k in range(N)]}
    pd.DataFrame(frame).to_csv(tmp_path / "x.csv", index=False)
    init(tmp_path, tmp_path / "x.csv")
    path = tmp_path / "cohorts" / "new" / "cohort.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("better: lower, ", ""), encoding="utf-8")

    told = checked(tmp_path, capsys)

    assert "outcome 'score' does not say which way is better" in told
    assert "Fit to be used" not in told
    assert "outcome 'tevreden' does not say" not in told


def test_a_full_disk_leaves_no_half_copy_and_no_manifest(tmp_path: Path, monkeypatch) -> None:
    pd.DataFrame({"id": range(N), "score": [k % 9 for k in range(N)]}).to_csv(tmp_path / "x.csv", index=False)

    def half(source, target):
        Path(target).write_bytes(Path(source).read_bytes()[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", half)
    assert main(["init-cohort", "new", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")]) == 1
    assert not [path for path in (tmp_path / "c").rglob("*") if path.is_file()]
