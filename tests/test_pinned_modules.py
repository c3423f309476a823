"""What serves every room: YAML, texts, labels, spreadsheets, configuration, jobs; whole answers to a table of each."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import errno
import json
import math
import os
import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml
from as_text import findings_text, titled
from pydantic import Field, ValidationError

from voorzorg import boundary, jobs, languages, provenance, reproducible
from voorzorg.atomic_write import atomic_folder, atomic_write, private_file, private_folder
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.config import Config, ConfigError, load_yaml, parse_config, read_config
from voorzorg.config_coverage import left_out
from voorzorg.errors import UserError
from voorzorg.home import found, home
from voorzorg.printable import in_one_line, printable
from voorzorg.spreadsheet import as_text, as_written, table_as_text, table_as_written
from voorzorg.tables import outcomes
from voorzorg.text import Label, Text, system_language
from voorzorg.validation import Strict, found_problems, unreadable
from voorzorg.yaml_file import load, read

Pinned = Callable[..., None]

_YAML = (
    "a: 1", "a: 010", "a: 0x10", "a: 1_000", "a: 12:30", "a: 1.5", "a: 1e3", "a: 1.e3", "a: .5", "a: -.5", "a: .inf", "a: .nan", "a: yes", "a: on", "a: ~", "a: 2020-01-02", "a: 2020-13-02", "a: '010'",
    "a: 1\na: 2", "a: {b: 1, b: 2}", "a: &x {b: 1}\nc: {<<: *x, d: 2}", "a: &x [*x]", "a: !!python/object x", "a: !x 1", "a: ! 1", "a: \"\\x1b\"", "a: \"a\\tb\"", f"a: {2**63}", f"a: {2**63 + 1}", f"a: -{2**64}", "a: 1e400",
    "[" * 39 + "]" * 39, "[" * 40 + "]" * 40, "[" * 41 + "]" * 41, "a: b: c", "a:\n\tb: 1", "a: [1, 2", "a: 'x", "- a\nb: 1", "a: %x", "? [a]\n: 1", "", "a", "a: 0o17", "a: +5", "a: -0", "a: 00",
    "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]",
)  # fmt: skip


def test_yaml(tmp_path: Path, pinned: Pinned) -> None:
    rows = []
    for text in _YAML:
        try:
            said = repr(load(text))
        except yaml.YAMLError as error:
            said = f"refused: {unreadable(error)}"
        rows.append(
            {
                "yaml": text if len(text) < 120 else f"{text[:20]} of {len(text)}",
                "is": said if len(said) < 300 else f"{len(said)} long",
            }
        )
    for what, data in {
        "mark": "\ufeffa: é".encode(),
        "latin": b"a: 1\nb: \xe9\n",
        "large": b"a: 1\n" + b"#" * 2_000_000,
        "just": b"a: 1\n" + b"#" * (2_000_000 - 5),
        "empty": b"",
    }.items():
        path = tmp_path / "x.yaml"
        path.write_bytes(data)
        try:
            said = repr(read(path))
        except yaml.YAMLError as error:
            said = f"refused: {unreadable(error)}"
        rows.append({"yaml": f"file: {what}", "is": said})
    with pytest.raises(yaml.YAMLError) as folder:
        read(tmp_path)
    rows.append({"yaml": "folder", "is": str(folder.value)})
    pinned("modules/yaml", rows)


def test_texts_and_spreadsheets(pinned: Pinned, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = (
        "a",
        "=1",
        "+1",
        "-1",
        "-",
        "–",
        "@x",
        "\tx",
        " =x",
        "-5%",
        "+1,5",
        "-0.5 (-1 to 2)",
        "-0.5 [-1 – 2]",
        "-x",
        "1=2",
        "|x",
        "%x",
        "＝x",
        "'=x",
        "'a",
        "-1 - 2",
        "+31 6 12",
        "",
        "-5 ",
    )
    rows: list[dict[str, Any]] = [
        {
            "cell": repr(cell),
            "shown": as_text(cell),
            "back": as_written(as_text(cell)) == cell,
            "as written": as_written(cell),
        }
        for cell in cells
    ]
    table = pd.DataFrame({"=a": ["=1", None], "n": [-1.5, 2]})
    rows.append(
        {
            "cell": "table",
            "shown": table_as_text(table).to_csv(index=False),
            "back": table_as_written(table_as_text(table)).equals(table),
        }
    )
    for text in ("a\nb", "a\tb\r", "a\x00b", "a\u200bb", "a\u202eb", "é", "\ufeffx", "a\x7fb", "a\u2028b"):
        rows.append(
            {"cell": repr(text), "shown": repr(printable(text)), "as written": repr(in_one_line(text))}
        )
    for label in (
        "x",
        5,
        1.5,
        math.nan,
        "",
        " ",
        {"nl": "a"},
        {"en": "a"},
        {"nl": "a", "en": "b"},
        {"nl": "a", "en": " "},
        {"de": "x"},
        ["x"],
        "a\x00",
        "x" * 2000,
        "x" * 2001,
        None,
    ):
        try:
            told = repr(_Labelled.model_validate({"label": label}).label)[:80]
        except ValidationError as error:
            told = " / ".join(map(str, found_problems(error, _Labelled, {"label": label})))
        rows.append({"cell": f"label {str(label)[:20]}", "shown": told})
    rows.append(
        {"cell": "languages", "shown": str([Text(nl="a", en="b")[language] for language in ("nl", "en")])}
    )
    for named in ("nl_NL.UTF-8", "Dutch_Netherlands", "en_GB", "de_DE", "NL", "C"):
        monkeypatch.setenv("LC_ALL", named)
        rows.append({"cell": named, "shown": system_language()})
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "nl_NL")
    monkeypatch.setenv("LANG", "en_GB")
    rows.append({"cell": "messages in Dutch", "shown": system_language()})
    rows += [{"cell": str(one), "shown": one.marks("1,234.5")} for one in languages.LANGUAGES]
    pinned(
        "modules/texts",
        [{k: str(row.get(k, "")) for k in ("cell", "shown", "back", "as written")} for row in rows],
    )


class _Labelled(Strict):
    label: Label


class _Inner(Strict):
    number: float = 1
    name: str = "x"


class _Outer(Strict):
    inner: _Inner = _Inner()
    many: tuple[_Inner, ...] = ()
    named: dict[str, _Inner] = Field(default_factory=dict)
    either: _Inner | str = "x"


def test_mistakes_in_words(pinned: Pinned) -> None:
    rows = []
    for content in (
        {"inner": {"numbr": 1}}, {"inner": 5}, {"inner": {"number": "x"}}, {"many": [{"number": 1}, {"name": 5}]}, {"many": [{"key": "a", "name": 5}]}, {"many": [{"path": "p", "name": 5}]}, {"many": 5}, {"many": {"a": 1}},
        {"named": {"a": {"zomaar": 1}}}, {"named": {"a": {"naem": 1}}}, {"either": {"number": "x"}}, {"either": 5}, {"inn": 1}, {"x": 1, "y": 2}, {"many": [{"z": 1}] * 39}, {"many": [{"z": 1}] * 40}, {"many": [{"z": 1}] * 41}, {"inner": {"number": math.inf}}, [], 5,
    ):  # fmt: skip
        try:
            _Outer.model_validate(content)
            told = ["good"]
        except ValidationError as error:
            told = [str(one) for one in found_problems(error, _Outer, content)]
        rows.append(
            {"content": str(content)[:80], "told": " / ".join(told[:3]), "lines": len(told), "last": told[-1]}
        )
    pinned("modules/mistakes", rows)


def _config(**more: Any) -> dict[str, Any]:
    outcome = {"type": "binary", "variable": "smokes", "family": "f", "better": "lower"}
    return {
        "cohorts": {"demo": {"data": "synthetic"}}, "analysis": {"adjust": ["age", "wrok", "height"]},
        "outcomes": {
            "smoking": outcome | {"label": "Roken", "waves": ["t0", "t9"]}, "drinking": outcome | {"label": "Drinken", "variable": "drinks"}, "other": outcome | {"label": "Anders", "variable": "othr", "informant": "nurse"},
            "work": outcome | {"label": {"nl": "Werk", "en": "Work"}, "variable": "work", "adjust": ["age", "sex"], "levels": ["team"], "cluster": "place"},
        },
    } | more  # fmt: skip


def _manifest(name: str = "demo", **more: Any) -> dict[str, Any]:
    return {
        "name": name, "title": name, "design": "one_arm", "waves": [{"key": "t0", "label": "T0"}, {"key": "t1", "label": "T1"}], "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "variables": {v: {"label": v.title(), "type": "binary"} for v in ("smokes", "work", "age")}, "catalogue": "all", "informant": "mother",
    } | more  # fmt: skip


def test_what_a_cohort_takes_from_the_configuration(tmp_path: Path, pinned: Pinned) -> None:
    parts = []
    other = _manifest(
        "other",
        waves=[{"key": "t9", "label": "Negen"}],
        variables={v: {"label": {"nl": f"{v} nl", "en": v}} for v in ("drinks", "height", "sex", "item_*")},
    )
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(other), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("name: [", encoding="utf-8")
    config = parse_config(_config())
    for what, more in {
        "all": {},
        "two": {"catalogue": ["smoking", "smokin"]},
        "none": {"catalogue": []},
        "own": {"outcomes": {"work": _config()["outcomes"]["work"]}},
        "covariates": {"adjust": ["work"]},
    }.items():
        manifest = Manifest.model_validate(_manifest(**more))
        fit = config.fit(manifest, {"smokes", "work", "age", "height"})
        parts.append(
            titled(
                what,
                *(f"{k}: {v.variable} {v.waves} {v.informant}" for k, v in fit.outcomes.items()),
                str(fit.without_variable),
                str(fit.without_wave),
                str(config.covariates_of(manifest)),
                str(list(config.outcomes_of(manifest))),
            )
        )
        for beside in ([], [tmp_path / "other.yaml", tmp_path / "broken.yaml"]):
            parts.append(
                titled(
                    f"{what}, {len(beside)} others",
                    findings_text(
                        left_out(config, manifest, ["smokes", "work", "age"], ["smokes"], beside).sorted()
                    ),
                )
            )
    many = parse_config(
        _config(
            outcomes={
                f"o{k}": {"label": f"O{k}", "type": "binary", "variable": f"v{k}", "family": "f"}
                for k in range(9)
            }
        )
    )
    parts.append(
        titled(
            "nine",
            findings_text(
                left_out(
                    many, Manifest.model_validate(_manifest()), [], [f"v{k}" for k in range(9)], []
                ).sorted()
            ),
            str(many.data_of("demo")),
            str(many.data_of("x")),
        )
    )
    pinned("modules/config_coverage", "".join(parts))


def test_configurations_that_are_refused(tmp_path: Path, pinned: Pinned) -> None:
    rows = []
    for text in (
        "",
        "a",
        "cohorts: {}",
        "cohorts: {}\ndisclosure: {minimum_cell: 4}",
        "cohorts: {}\ndisclosure: {minimum_cell: 5}",
        "cohorts: {}\ndisclosure: {minimum_cell: 4, reason: because they said so}",
        "cohorts: {}\ncohorts: {}",
        "language: x\nseed: -1",
    ):
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            said = read_config(path).model_dump_json(exclude_defaults=True)
        except ConfigError as error:
            said = str(error).replace(str(tmp_path), "FOLDER")
        rows.append({"config": text, "is": said})
    with pytest.raises(ConfigError) as absent:
        load_yaml(tmp_path / "none.yaml")
    rows.append({"config": "none", "is": str(absent.value).replace(str(tmp_path), "FOLDER")})
    for cell, to in ((10, 5), (9, 5), (10, 4), (11, 6)):
        loose = Config.model_validate(
            {"cohorts": {}, "disclosure": {"minimum_cell": cell, "round_to": to}}
        ).disclosure.loosened
        rows.append({"config": f"minimum {cell}, rounded to {to}", "is": str(loose)})
    pinned("modules/config", rows)


def test_where_things_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "project").mkdir()
    (tmp_path / "project/a.txt").touch()
    assert (home() / "Snakefile").is_file()
    assert found("a.txt", tmp_path / "project") == tmp_path / "project/a.txt"
    assert found("b.txt", tmp_path / "project") == Path("b.txt")
    assert found(tmp_path / "c.txt", tmp_path / "project") == tmp_path / "c.txt"
    (tmp_path / "a.txt").touch()
    assert found("a.txt", tmp_path / "project") == Path("a.txt")
    assert found("config.yaml") == home() / "config.yaml"
    monkeypatch.chdir(tmp_path / "project")
    assert found("b.txt", tmp_path / "project") == Path("b.txt")


def test_files_are_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep/x.csv"
    with atomic_write(target) as partial:
        assert partial.parent == target.parent and partial.name == ".x.partial.csv"
        partial.write_text("new")
        assert not target.exists()
    with pytest.raises(ValueError), atomic_write(target) as partial:
        partial.write_text("half")
        raise ValueError
    assert target.read_text() == "new" and [p.name for p in target.parent.iterdir()] == ["x.csv"]
    with atomic_folder(tmp_path / "made/f") as staging:
        (staging / "a").touch()
        assert not (tmp_path / "made/f").exists()
    with pytest.raises(ValueError), atomic_folder(tmp_path / "made/g") as staging:
        raise ValueError
    assert [p.name for p in (tmp_path / "made").iterdir()] == ["f"]
    assert private_file(target).stat().st_mode & 0o777 == 0o600
    assert private_folder(tmp_path / "own").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("told", "year"),
    [(None, 2000), ("", 2000), ("x", 2000), ("-5", 2000), ("86400", 1970), (" 1600000000 ", 2020)],
)
def test_the_time_in_files(told: str | None, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if told is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    assert reproducible.fixed_time().year == year
    assert (reproducible.told_time() is None) == (year == 2000)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(
            "docProps/core.xml",
            '<a><dcterms:created x="1">now</dcterms:created><dcterms:modified>later</dcterms:modified></a>',
        )
        made.writestr("x.xml", "<dcterms:created>stays</dcterms:created>")
    with zipfile.ZipFile(BytesIO(reproducible.without_clock(archive.getvalue()))) as made:
        stamp = reproducible.fixed_time().strftime("%Y-%m-%dT%H:%M:%SZ")
        core = made.read("docProps/core.xml").decode()
        assert (
            core
            == f'<a><dcterms:created x="1">{stamp}</dcterms:created><dcterms:modified>{stamp}</dcterms:modified></a>'
        )
        assert made.read("x.xml") == b"<dcterms:created>stays</dcterms:created>"
        assert {one.date_time[0] for one in made.infolist()} == {max(year, 1980)}
    header = b"." * 92 + b"31 Dec 99" + b"23:59:59" + b"." * 20
    fixed = reproducible.sav_without_clock(header)
    assert len(fixed) == len(header) and fixed[:92] == header[:92] and fixed[109:] == header[109:]
    assert fixed[92:101].decode() == reproducible.fixed_time().strftime("%d %b %y")
    assert fixed[101:109].decode() == reproducible.fixed_time().strftime("%H:%M:%S")


def test_errors_become_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pinned: Pinned) -> None:
    monkeypatch.chdir(tmp_path)
    write_error = type("ReadstatError", (Exception,), {})
    rows = []
    for error in (
        UserError("u"),
        OSError(errno.ENOSPC, "x"),
        OSError(errno.EDQUOT, "x"),
        OSError(errno.EACCES, "no", "f"),
        OSError("plain"),
        MemoryError(),
        ValueError("v"),
        write_error("Unable to write"),
        write_error("read"),
        KeyboardInterrupt(),
        SystemExit(),
        GeneratorExit(),
    ):
        rows.append(
            {
                "error": repr(error)[:40],
                "words": str(boundary.in_words(error)),
                "full": boundary.is_full(error),
                "ours": boundary.is_ours(error),
            }
        )
    pinned("modules/errors", rows)

    def fail() -> None:
        try:
            raise KeyError("secret")
        except KeyError as cause:
            raise ValueError("secret") from cause

    with pytest.raises(ValueError) as caught:
        fail()
    stream = StringIO()
    boundary.write_places(caught.value, stream)
    told = stream.getvalue()
    assert (
        "secret" not in told
        and told.count("in fail") == 2
        and told.index("ValueError") < told.index("KeyError")
    )
    place = boundary.kept_details(caught.value, "init-cohort; rm")
    assert place is not None and re.fullmatch(rf"{os.getpid()}-voorzorg-init-cohortrm-defect.log", place.name)
    assert place.stat().st_mode & 0o777 == 0o600
    assert boundary.kept_details(caught.value, "init-cohort; rm") is None  # it is there already
    place.unlink()
    (tmp_path / "Snakefile").touch()
    for _ in range(2):
        assert boundary.kept_details(caught.value, "check") == Path("results/logs/voorzorg-check-defect.log")
    plain = boundary.Plain(stream)
    assert plain.write("a\x1bb\nc") == 4 and plain.getvalue().endswith("ab\nc")


def _snakemake(folder: Path, **more: Any) -> SimpleNamespace:
    made = {
        "input": [],
        "output": [str(folder / "out/x.csv")],
        "params": SimpleNamespace(synthetic=True, contents=None),
        "wildcards": None,
        "config": {},
        "log": [str(folder / "job.log")],
    }
    return SimpleNamespace(**(made | more))


def test_jobs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pinned: Pinned
) -> None:
    monkeypatch.delenv(jobs.PROBLEMS, raising=False)
    parts = []
    for error in (None, UserError("in\x1b words"), OSError(errno.ENOSPC, "x"), ValueError("secret")):
        with warnings.catch_warnings():
            try:
                with jobs.job(_snakemake(tmp_path)) as one:
                    warnings.warn("secret", UserWarning, stacklevel=1)
                    if error:
                        raise error
                ended = "well"
            except SystemExit as end:
                ended = f"with {end.code}"
        log = re.sub(r"line \d+", "line N", (tmp_path / "job.log").read_text(encoding="utf-8"))
        log = "\n".join(
            line if "test_pinned" not in line else line.split("/")[0] + "HERE" for line in log.splitlines()
        )
        parts.append(
            titled(repr(error), f"ended {ended}, {one.data_kind}", log, capsys.readouterr().err).replace(
                str(tmp_path), "FOLDER"
            )
        )
    monkeypatch.setenv(jobs.PROBLEMS, str(tmp_path / "problems"))
    for text in ("one", "two\nlines"):
        jobs.tell(text)
    parts.append(
        titled("collected", (tmp_path / "problems").read_text(encoding="utf-8"), capsys.readouterr().err)
    )
    pinned("modules/jobs", re.sub(r"/\S+/src/", "SOURCE/", "".join(parts)))
    data = tmp_path / "d.csv"
    data.write_text("a", encoding="utf-8")
    known = provenance.file_hash(data)
    same = jobs.Job(
        _snakemake(tmp_path, params=SimpleNamespace(synthetic=False, contents={str(data): known}))
    )
    same.same_contents()
    assert (
        same.data_kind == "real"
        and jobs.Job.folder(data) == tmp_path
        and jobs.Job(_snakemake(tmp_path, log=[])).log is None
    )
    data.write_text("b", encoding="utf-8")
    with pytest.raises(UserError, match=r"changed while the run was at work: .*d\.csv"):
        same.same_contents()
    data.unlink()
    with pytest.raises(UserError):
        same.same_contents()


def test_what_stays_inside_is_its_owners(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        inside = tmp_path / "results/demo/tidy/deep/x.csv"
        with jobs.job(_snakemake(tmp_path, output=[str(inside)], log=[])):
            inside.parent.mkdir(parents=True, exist_ok=True)
            inside.touch()
        assert inside.stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "results/demo/tidy").stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


def test_the_record_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_text("a", encoding="utf-8")
    (tmp_path / "b.csv").write_text("b", encoding="utf-8")
    files = [data / "a.csv", tmp_path / "b.csv", home() / "config.yaml"]
    made = provenance.record(files, {"seed": 1}, data, {str(tmp_path / "b.csv"): "known"}, more=2)
    assert list(made) == [
        "fingerprint",
        "commit",
        "python",
        "platform",
        "versions",
        "inputs",
        "configuration",
        "more",
    ]
    assert list(made["inputs"]) == sorted(
        ("a.csv", "b.csv", "config.yaml"), key=lambda n: next(str(f) for f in files if f.name == n)
    )
    assert made["inputs"]["b.csv"] == "known" and made["inputs"]["a.csv"] == provenance.file_hash(
        data / "a.csv"
    )
    assert (
        made["fingerprint"]
        == provenance.record(files, {"seed": 1}, data, {str(tmp_path / "b.csv"): "known"}, more=2)[
            "fingerprint"
        ]
    )
    assert (
        made["fingerprint"]
        != provenance.record(files, {"seed": 2}, data, {str(tmp_path / "b.csv"): "known"}, more=2)[
            "fingerprint"
        ]
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert provenance.record([], {}, data)["made"] == "1970-01-02T00:00:00+00:00"
    provenance.write_record(tmp_path / "r.json", made)
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == made
    assert provenance.files_below(tmp_path) == sorted(
        [data / "a.csv", tmp_path / "b.csv", tmp_path / "r.json"]
    )


def test_what_a_script_reaches(tmp_path: Path, pinned: Pinned) -> None:
    texts = {
        "plain": "import voorzorg.text, os\n",
        "from": "from voorzorg.cohorts.reading.values import codes, dates  # and numbers\n",
        "brackets": "from voorzorg import (\n    text,  # printable\n    jobs,\n)\n",
        "inside": "def f():\n    from voorzorg.cohorts.drafting.columns.moments import moment\n",
        "commented": "# from voorzorg.jobs import job\nx = 'import voorzorg.jobs'\n",
        "none": "import voorzorg.nothing\nfrom pandas import voorzorg\n",
    }
    rows = []
    package = Path(provenance.__file__).parent
    for name, text in texts.items():
        path = tmp_path / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        reached = [one.relative_to(package).as_posix() for one in provenance._imports(path)]
        rows.append({"script": name, "imports": " ".join(reached)})
    registry = package / "evidence/checks/registry.py"
    rows.append(
        {
            "script": "registry",
            "imports": " ".join(p.relative_to(package).as_posix() for p in provenance._imports(registry)),
        }
    )
    rows.append({"script": "its names", "imports": " ".join(sorted(provenance._named(registry)))})
    pinned("modules/imports", rows)
    hashes = {name: provenance.source_hash(tmp_path / f"{name}.py") for name in texts}
    assert len(set(hashes.values())) == len(texts) and {len(one) for one in hashes.values()} == {16}


def test_tables_for_a_person_are_refused(pinned: Pinned) -> None:
    rows = []
    for what, table in {
        "nothing": pd.DataFrame(),
        "two cohorts": pd.DataFrame(
            {"cohort": ["a", "b"], "data_kind": "real", "outcome": "x", "estimand": "risk", "estimate": 1.0}
        ),
        "a column less": pd.DataFrame({"cohort": ["a"], "outcome": ["x"]}),
    }.items():
        for form in ("frame", "word"):
            with pytest.raises((UserError, ValueError)) as problem:
                outcomes(table, format=form)
            rows.append({"table": what, "format": form, "told": str(problem.value)})
    pinned("modules/tables", rows)
