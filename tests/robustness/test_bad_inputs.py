"""Over a thousand bad inputs a run: each ends well or in one message, at once, without a participant's value.

``pytest -s`` prints how many were tried and refused. A long fuzz of the same is ``benchmarks/fuzz``.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE)]

from bad_inputs import damaged, expressions, texts  # noqa: E402

from voorzorg.cli import main  # noqa: E402
from voorzorg.cohorts.checks.findings import Findings, UnreadableError  # noqa: E402
from voorzorg.cohorts.harmonise.ingest import ingest  # noqa: E402
from voorzorg.cohorts.manifest.data import File  # noqa: E402
from voorzorg.cohorts.manifest.expressions import evaluate  # noqa: E402
from voorzorg.cohorts.manifest.model import Manifest, read_manifest  # noqa: E402
from voorzorg.cohorts.reading.files import read_table  # noqa: E402
from voorzorg.config import read_config  # noqa: E402
from voorzorg.economics.inputs.read import read_inputs  # noqa: E402
from voorzorg.economics.municipalities.municipality import read_municipalities  # noqa: E402
from voorzorg.errors import UserError  # noqa: E402
from voorzorg.evidence.figures.loader import read_figures  # noqa: E402
from voorzorg.evidence.relations.model import read_relations  # noqa: E402
from voorzorg.instruments.store import read_key  # noqa: E402
from voorzorg.lab.study import read_study  # noqa: E402

SECONDS, MEGABYTES = 10, 2000
#: Values of participants, of which no message may hold one.
PLANTED = ("Zwanenburgwal", "7731.25", "geheim antwoord")


def tried(inputs: Iterator[object], use: Callable[[object], object]) -> Counter[str]:
    """How each input ended: well, or in words; anything else is a failure with the input that made it."""
    ends: Counter[str] = Counter()
    for number, one in enumerate(inputs):
        start, begun = time.monotonic(), time.process_time()
        try:
            use(one)
            ends["well"] += 1
        except (UserError, UnreadableError) as error:
            ends["in words"] += 1
            said = str(error)
            assert said.strip(), f"input {number} is refused without a word"
            assert not [value for value in PLANTED if value in said], f"input {number}: a value is told"
        except Exception as error:
            pytest.fail(f"input {number} ends in {type(error).__name__}: {error}\n{one!r:.2000}")
        # its own time, as a busy machine makes anything slow; and the clock, for readers in another process
        assert time.process_time() - begun < SECONDS, (
            f"input {number} takes {time.process_time() - begun:.0f} s"
        )
        assert time.monotonic() - start < 6 * SECONDS, (
            f"input {number} takes {time.monotonic() - start:.0f} s"
        )
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{sum(ends.values())} inputs: {dict(ends)}; largest process {used} MB")
    assert used < MEGABYTES
    return ends


def written(folder: Path, name: str, read: Callable[[Path], object]) -> Callable[[object], object]:
    def use(content: object) -> object:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else str(content).encode("utf-8", "replace"))
        return read(path)

    return use


def test_manifests(tmp_path):
    good = (ROOT / "data/cohorts/voorzorg_2/cohort.yaml").read_text(encoding="utf-8")
    ends = tried(texts(good, 120, 1), written(tmp_path, "cohort.yaml", read_manifest))
    assert ends["in words"] > 30


def test_configurations(tmp_path):
    good = (ROOT / "config.yaml").read_text(encoding="utf-8")
    tried(texts(good, 80, 2), written(tmp_path, "config.yaml", read_config))


def test_scoring_keys(tmp_path):
    good = (ROOT / "data/instruments/epds.yaml").read_text(encoding="utf-8")
    ends = tried(texts(good, 150, 3), written(tmp_path, "epds.yaml", read_key))
    assert ends["in words"] > 50


def test_expressions():
    table = {
        "age": pd.Series([21.0, None, 30], dtype="Float64"),
        "sex": pd.Series(["f", "m", None], dtype="string"),
        "flag": pd.Series([True, None, False], dtype="boolean"),
    }
    ends = tried(expressions(500, 4), lambda text: evaluate(str(text), table))
    assert ends["in words"] > 250


def test_published_figures(tmp_path):
    for source in (ROOT / "data/published").glob("*.yaml"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    chosen = min((ROOT / "data/published").glob("*.csv"), key=lambda path: path.stat().st_size)
    good = "\n".join(chosen.read_text(encoding="utf-8").split("\n")[:12])
    tried(texts(good, 60, 5), written(tmp_path, chosen.name, lambda path: read_figures(path.parent)))


def test_studies(tmp_path):
    good = (ROOT / "data/studies/trial.yaml").read_text(encoding="utf-8")
    ends = tried(texts(good, 100, 9), written(tmp_path, "trial.yaml", read_study))
    assert ends["in words"] > 50


def test_inputs_of_the_business_case(tmp_path):
    good = (ROOT / "data/economics/inputs.yaml").read_text(encoding="utf-8")
    ends = tried(texts(good, 60, 10), written(tmp_path, "inputs.yaml", read_inputs))
    assert ends["in words"] > 30


def test_municipalities(tmp_path):
    lines = (ROOT / "data/economics/municipalities.csv").read_text(encoding="utf-8").split("\n")[:12]
    tried(texts("\n".join(lines), 100, 11), written(tmp_path, "m.csv", read_municipalities))


def test_relations_of_published_figures(tmp_path):
    lines = (ROOT / "data/published/relations.yaml").read_text(encoding="utf-8").split("\n")[:60]
    tried(texts("\n".join(lines), 60, 12), written(tmp_path, "relations.yaml", read_relations))


def test_figures_of_another_trial_as_the_command_line_reads_them(tmp_path, capsys):
    """The whole of ``voorzorg audit``: nothing unforeseen, whatever stands in the file."""
    lines = (ROOT / "data/examples/figures-other-trial.csv").read_text(encoding="utf-8").split("\n")[:12]

    def audited(path: Path) -> object:
        code = main(["audit", str(path), "--language", "en"])
        said = capsys.readouterr()
        assert "unforeseen" not in said.err, said.err
        if code:
            raise UserError(said.err or said.out)
        return code

    tried(texts("\n".join(lines), 40, 13), written(tmp_path, "figures.csv", audited))


def good_files(folder: Path) -> dict[str, bytes]:
    """A small table in every format that the program itself can write."""
    import pyreadstat

    frame = pd.DataFrame(
        {"id": [1.0, 2.0, 3.0], "place": ["x", PLANTED[0], "y"], "cost": [1.5, 7731.25, 2.5]}
    )
    frame.to_csv(folder / "x.csv", index=False)
    frame.to_parquet(folder / "x.parquet")
    frame.to_excel(folder / "x.xlsx", index=False)
    pyreadstat.write_sav(frame, str(folder / "x.sav"))
    pyreadstat.write_sav(frame, str(folder / "x.zsav"), compress=True)
    pyreadstat.write_dta(frame, str(folder / "x.dta"))
    return {path.suffix: path.read_bytes() for path in sorted(folder.glob("x.*"))}


@pytest.mark.parametrize(
    ("suffix", "count"),
    [(".csv", 120), (".parquet", 60), (".xlsx", 25), (".sav", 25), (".zsav", 25), (".dta", 25)],
)
def test_damaged_files(tmp_path, suffix, count):
    good = good_files(tmp_path)[suffix]

    def read(path: Path) -> object:
        file = File(path=path.name, holds="participants", id="id")
        return read_table(path, path.name, file, Findings())

    tried(damaged(good, count, 6), written(tmp_path, f"damaged{suffix}", read))


def test_participants_files_with_mistakes_in_them(tmp_path):
    """The whole of ingest: what its findings say holds no value."""
    manifest = Manifest.model_validate(
        {
            "name": "demo", "title": "Demo", "design": "one_arm",
            "files": [
                {"path": "d.csv", "holds": "participants", "id": "id",
                 "columns": {"y": "y", "cost": "cost", "place": "place", "seen": "seen"}},
            ],
            "variables": {
                "y": {"label": "Y", "type": "binary"}, "cost": {"label": "Cost", "range": [0, 9000]},
                "place": {"label": "Place", "type": "category", "labels": {"x": "X", "y": "Y"}},
                "seen": {"label": "Seen", "type": "date"},
            },
        }
    )  # fmt: skip
    rng = np.random.default_rng(7)
    rows = [f"P{k},{rng.integers(2)},{rng.integers(100)},x,2010-05-{k % 28 + 1:02}" for k in range(30)]
    rows[4:7] = [f"P4,0,7731.25,{PLANTED[0]},2010-05-05", f"P5,{PLANTED[2]},3,y,x", "P6,1,2,y,2010-05-07"]
    good = "\n".join(["id,y,cost,place,seen", *rows])
    ends = tried(texts(good, 60, 8), written(tmp_path, "d.csv", lambda path: ingest(manifest, path.parent)))
    assert ends["in words"] > 50
