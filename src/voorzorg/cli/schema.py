"""`voorzorg schema`: JSON Schemas for editors, made from the models."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("schema", description=__doc__)
    parser.add_argument("--out", metavar="DIR", default="workflow/schemas", help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="only say whether the files are up to date")


def schemas() -> dict[str, str]:
    """File name -> JSON Schema (draft 2020-12) as text."""
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.config import Config
    from voorzorg.instruments.model import Instrument

    models: dict[str, Any] = {"cohort": Manifest, "config": Config, "instrument": Instrument}
    made = {}
    for name, model in models.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(mode="validation"),
        }
        made[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return made


def run(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.out)
    stale = []
    for name, text in schemas().items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path))
        if not arguments.check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if arguments.check and stale:
        print(f"out of date: {', '.join(stale)}; run 'voorzorg schema'")
        return 1
    print("up to date" if not stale else f"written: {', '.join(stale)}")
    return 0
