"""The workflow on a cluster: the same digits as on one machine, also when a node dies in the middle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import slurm

ROOT = Path(__file__).parents[2]
WHY_NOT = slurm.why_not()


def _study(folder: Path) -> Path:
    """A folder with the project's configuration, in which a run can be made."""
    folder.mkdir()
    shutil.copy(ROOT / "config.yaml", folder)
    return folder


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "voorzorg", "run", *words, "results/late_start/report.html"]


@pytest.mark.workflow
@pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))
def test_a_study_scattered_over_a_cluster_that_loses_a_node_equals_the_study_at_home(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    home, away = _study(tmp_path / "home"), _study(tmp_path / "away")
    subprocess.run(_command("--cores", "2"), cwd=home, env=environment, check=True, capture_output=True)
    with slurm.cluster():
        profile = ROOT / "workflow/profiles/slurm"
        run = subprocess.Popen(
            _command("--workflow-profile", str(profile), "--latency-wait", "10"),
            cwd=away,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        killed = None
        while run.poll() is None and killed is None:
            if (away / "results/late_start/tidy/participants.parquet").exists() and slurm.busy_nodes():
                killed = slurm.busy_nodes()[0]
                slurm.kill_node(killed)
            time.sleep(0.2)
        said, _ = run.communicate(timeout=540)
    assert run.returncode == 0, said
    assert killed is not None, "no job was running to be killed"
    for name in ("estimates.csv", "comparison.csv", "report.html"):
        there = (away / "results/late_start" / name).read_bytes()
        assert there == (home / "results/late_start" / name).read_bytes(), name
