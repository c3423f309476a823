"""A cluster with Slurm on this machine: two nodes, without an accounting database."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CONFIGURATION = Path("/etc/slurm/slurm.conf")
_OURS = "# made by voorzorg's tests"
_STATE = Path("/var/spool/voorzorg-slurm")
_NODES = {"one": 17001, "two": 17002}


def why_not() -> str | None:
    """Why no cluster can be started here, or None."""
    if missing := [name for name in ("slurmctld", "slurmd", "munged", "sbatch") if not shutil.which(name)]:
        return f"not installed: {', '.join(missing)} (Debian: slurmctld slurmd slurm-client munge)"
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        return "snakemake-executor-plugin-slurm is not installed (requirements-slurm.lock)"
    if os.geteuid() != 0:
        return "only root can start a cluster"
    if CONFIGURATION.exists() and _OURS not in CONFIGURATION.read_text():
        return f"{CONFIGURATION} is of a cluster that is in use"
    return None


@contextmanager
def cluster() -> Iterator[None]:
    """The cluster, with its configuration in the default place; taken down and removed afterwards."""
    host = socket.gethostname().partition(".")[0]
    nodes = "\n".join(
        f"NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=4 RealMemory=6500"
        for name, port in _NODES.items()
    )
    for folder in (_STATE, CONFIGURATION.parent, *(_STATE / name for name in _NODES)):
        folder.mkdir(parents=True, exist_ok=True)
    CONFIGURATION.write_text(
        f"""{_OURS}
ClusterName=voorzorg
SlurmctldHost={host}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
StateSaveLocation={_STATE}
SlurmdSpoolDir={_STATE}/%n
SlurmctldPidFile={_STATE}/slurmctld.pid
SlurmdPidFile={_STATE}/%n.pid
SlurmctldLogFile={_STATE}/slurmctld.log
SlurmdLogFile={_STATE}/%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
KillWait=2
{nodes}
PartitionName=all Nodes={",".join(_NODES)} Default=YES MaxTime=INFINITE State=UP
"""
    )
    try:
        try:
            _munge()
            subprocess.run(["slurmctld", "-c"], check=True)
            for name in _NODES:
                subprocess.run(["slurmd", "-N", name], check=True)
            _until(lambda: _asked("sinfo", "--noheader", "--format=%T").split() == ["idle"], 30)
        except (OSError, subprocess.SubprocessError, TimeoutError) as error:
            pytest.skip(f"no cluster came up on this machine: {error}")
        yield
    finally:
        subprocess.run(["scancel", "--user=root"], check=False)
        for name in _NODES:
            kill_node(name)
        _stop(_STATE / "slurmctld.pid")
        CONFIGURATION.unlink()
        shutil.rmtree(_STATE, ignore_errors=True)


def kill_node(name: str) -> None:
    """A node dies: its daemon and, with it, every job that runs there."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"SLURMD_NODENAME={name}".encode() in environment and int(process.name) != os.getpid():
            _kill(int(process.name))
    _stop(_STATE / f"{name}.pid")


def busy_nodes() -> list[str]:
    """Nodes on which a job runs."""
    return _asked("squeue", "--noheader", "--states=RUNNING", "--format=%N").split()


def _munge() -> None:
    if subprocess.run(["munge", "-n"], check=False, capture_output=True).returncode == 0:
        return
    Path("/run/munge").mkdir(exist_ok=True)
    shutil.chown("/run/munge", "munge", "munge")
    subprocess.run(["runuser", "-u", "munge", "--", "munged"], check=True)
    _until(lambda: subprocess.run(["munge", "-n"], check=False, capture_output=True).returncode == 0, 10)


def _asked(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def _until(holds: object, seconds: float) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("no answer")
        time.sleep(0.2)


def _stop(pid_file: Path) -> None:
    if pid_file.exists():
        _kill(int(pid_file.read_text()))


def _kill(process: int) -> None:
    try:
        os.kill(process, 9)
    except ProcessLookupError:
        return
