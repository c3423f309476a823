"""Imputed sets on disk: one compact Parquet file, a row per imputed cell, with all that was drawn for it.

Values are stored as 32-bit numbers and log odds in thousandths; the uniform numbers are not stored but drawn
again so that they agree with the value (a yes lies below the risk), from a seed of their own.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.special import expit

from voorzorg.analyses.missing.joint import Joint, joint_frame, seed_of
from voorzorg.analyses.study import Study
from voorzorg.atomic_write import atomic_write
from voorzorg.messages import as_messages, from_json, to_json
from voorzorg.statistics.missing.completed import ImputedColumn, ImputedData
from voorzorg.statistics.missing.convergence import Unsettled

_PER = 1000.0
_LIMIT = 32.0


def write_sets(imputed: ImputedData, path: str | Path) -> None:
    """Store what was drawn, and how it settled."""
    names, rows, values, odds = [], [], [], []
    for name, column in imputed.columns.items():
        cells = len(column.rows)
        names += [name] * cells
        rows.append(column.rows)
        values.append(column.values.T.astype(np.float32))
        binary = column.kind == "binary"
        drawn = np.round(np.clip(column.log_odds, -_LIMIT, _LIMIT) * _PER) if binary else None
        odds.append(np.zeros((cells, imputed.m), np.int16) if drawn is None else drawn.T.astype(np.int16))
    about = {
        "m": imputed.m,
        "warnings": to_json(as_messages(imputed.warnings)),
        "unsettled": [[u.column, u.arm, u.rhat, u.iterations] for u in imputed.unsettled],
        "columns": {
            name: {
                "kind": c.kind,
                "predictors": list(c.predictors),
                "cells": c.cells.tolist(),
                "iterations": c.arm_traces.shape[1],
            }
            for name, c in imputed.columns.items()
        },
    }
    m = imputed.m
    flat = np.concatenate(values).ravel() if values else np.empty(0, np.float32)
    thousandths = np.concatenate(odds).ravel() if odds else np.empty(0, np.int16)
    table = pa.table(
        {
            "column": pa.array(names, pa.string()).dictionary_encode(),
            "row": pa.array(np.concatenate(rows) if rows else [], pa.int32()),
            "values": pa.FixedSizeListArray.from_arrays(pa.array(flat), m),
            "log_odds": pa.FixedSizeListArray.from_arrays(pa.array(thousandths), m),
        }
    ).replace_schema_metadata({"voorzorg": json.dumps(about), "traces": _packed(imputed)})
    with atomic_write(Path(path)) as target:
        pq.write_table(table, target, compression="zstd")


def read_sets(study: Study, path: str | Path) -> ImputedData:
    """What :func:`write_sets` stored, beside the study's own frame."""
    joint = joint_frame(study)
    table = pq.read_table(path, use_threads=False)
    about = json.loads(table.schema.metadata[b"voorzorg"])
    m = int(about["m"])
    names = table["column"].to_pandas().astype(str).to_numpy()
    rows = table["row"].to_numpy()
    values = table["values"].combine_chunks().flatten().to_numpy().reshape(-1, m).astype(float)
    odds = table["log_odds"].combine_chunks().flatten().to_numpy().reshape(-1, m) / _PER
    rng = np.random.default_rng(seed_of(study.config.seed, "uniform"))
    traces = _unpacked(table.schema.metadata[b"traces"], about)
    columns = {}
    for name, known in about["columns"].items():
        own = names == name
        drawn, binary, empty = values[own].T, known["kind"] == "binary", np.empty((m, 0))
        log_odds = odds[own].T
        risk = expit(log_odds)
        u = rng.uniform(size=drawn.shape)
        columns[name] = ImputedColumn(
            rows=rows[own].astype(np.int64),
            values=drawn,
            log_odds=log_odds if binary else empty,
            uniform=np.where(drawn == 1, u * risk, risk + u * (1 - risk)) if binary else empty,
            arm_traces=traces[name],
            cells=np.array(known["cells"]),
            kind=known["kind"],
            predictors=tuple(known["predictors"]),
        )
    zero = {name for name in joint.only_where if joint_zero(joint, name)}
    return ImputedData(
        joint.frame,
        columns,
        m,
        "arm",
        from_json(about["warnings"]),
        joint.only_where,
        frozenset(zero),
        joint.passive,
        tuple(Unsettled(*one) for one in about["unsettled"]),
    )


def _packed(imputed: ImputedData) -> str:
    """The chains' traces of all columns, one after another."""
    traces = [np.ravel(column.arm_traces).astype(np.float32) for column in imputed.columns.values()]
    held = np.concatenate(traces) if traces else np.empty(0, np.float32)
    return base64.b64encode(zlib.compress(held.tobytes(), 1)).decode()


def _unpacked(stored: bytes, about: dict[str, Any]) -> dict[str, np.ndarray]:
    """By column its traces (arms, iterations, m)."""
    held = np.frombuffer(zlib.decompress(base64.b64decode(stored)), np.float32).astype(float)
    found, at = {}, 0
    for name, known in about["columns"].items():
        shape = (len(known["cells"]), known["iterations"], about["m"])
        found[name] = held[at : at + math.prod(shape)].reshape(shape)
        at += math.prod(shape)
    return found


def joint_zero(joint: Joint, name: str) -> bool:
    """A column that holds zeros where its condition is nought."""
    held = joint.frame[name].to_numpy()[joint.frame[joint.only_where[name]].to_numpy() == 0]
    held = held[~np.isnan(held)]
    return len(held) > 0 and not held.any()
