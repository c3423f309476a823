"""The workflow and `voorzorg check` read the same folder, and everybody can tell which."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from cohort_files import CohortFiles

from voorzorg.cli import main
from voorzorg.cohorts.manifest.model import Manifest, ManifestError
from voorzorg.cohorts.places import check_name, place_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CohortFiles:
    """A project's folder with the cohort demo, its files in data/cohorts/demo/raw, and no cohort listed."""
    cohort = CohortFiles(tmp_path / "data" / "cohorts" / "demo" / "raw")
    cohort.write()
    cohort.path("cohort.yaml").rename(cohort.folder.parent / "cohort.yaml")
    monkeypatch.chdir(tmp_path)
    configure({})
    return cohort


def configure(cohorts: dict[str, dict[str, str]]) -> None:
    Path("config.yaml").write_text(yaml.safe_dump({"cohorts": cohorts}), encoding="utf-8")


def rewrite(cohort: CohortFiles, **changes: object) -> Manifest:
    content = cohort.manifest | changes
    (cohort.folder.parent / "cohort.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return Manifest.model_validate(content)


@pytest.mark.parametrize(
    ("configured", "specification", "folder", "synthetic"),
    [
        (None, None, "data/cohorts/demo/raw", False),
        (None, "synthetic.yaml", "results/demo/synthetic", True),
        ("synthetic", "synthetic.yaml", "results/demo/synthetic", True),
        ("data/cohorts/demo/raw", "synthetic.yaml", "data/cohorts/demo/raw", False),
        ("/mnt/secure/demo", None, "/mnt/secure/demo", False),
    ],
)
def test_config_yaml_decides_then_the_manifest(
    project: CohortFiles, configured: str | None, specification: str | None, folder: str, synthetic: bool
) -> None:
    place = place_of("demo", rewrite(project, synthetic=specification), configured)

    assert (place.folder, place.synthetic) == (Path(folder), synthetic)


def test_a_cohort_that_config_yaml_does_not_list_is_read_from_raw(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "demo"]) == 0
    assert "demo: data in data/cohorts/demo/raw" in capsys.readouterr().out.replace("\\", "/")


def test_the_folder_in_config_yaml_is_read(project: CohortFiles, capsys: pytest.CaptureFixture[str]) -> None:
    project.folder.rename("elsewhere")
    configure({"demo": {"data": "elsewhere"}})

    assert main(["check", "demo"]) == 0
    assert "demo: data in elsewhere" in capsys.readouterr().out


def test_files_beside_the_manifest_are_not_read_as_git_would_take_them(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in project.folder.iterdir():
        path.rename(project.folder.parent / path.name)

    assert main(["check", "demo"]) == 1
    assert "looked in data/cohorts/demo/raw. Put them there" in capsys.readouterr().err.replace("\\", "/")


def test_synthetic_data_that_are_not_made_yet_say_how_to_make_them(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(project, synthetic="synthetic.yaml")

    assert main(["check", "demo"]) == 1
    said = capsys.readouterr().err.replace("\\", "/")
    assert "'voorzorg run results/demo/synthetic' makes them" in said


def test_real_files_that_a_synthetic_run_leaves_aside_are_told(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(project, synthetic="synthetic.yaml")
    Path("results/demo").mkdir(parents=True)
    project.folder.rename("results/demo/synthetic")
    project.folder.mkdir()
    project.path("m2.sav").touch()

    assert main(["check", "demo"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "synthetic data in results" in said
    assert "not used" in said
    assert "disclosure control" not in said


def test_a_folder_and_its_manifest_have_one_name(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(project, name="another")

    assert main(["check", "demo"]) == 1
    assert "give both the same name" in capsys.readouterr().err


def test_a_mistake_in_config_yaml_is_not_passed_over(
    project: CohortFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    configure({"demo": {"dta": "elsewhere"}})

    assert main(["check", "demo"]) == 1
    assert "did you mean 'data'?" in capsys.readouterr().err


def test_no_cohort_takes_the_folder_of_the_published_evidence(tmp_path: Path) -> None:
    manifest = Manifest.model_validate(CohortFiles(tmp_path).manifest | {"name": "evidence"})

    with pytest.raises(ManifestError, match="'evidence' is taken"):
        check_name("evidence", manifest)
