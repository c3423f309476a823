"""`voorzorg schema`: JSON Schemas for editors, made from the models."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from voorzorg.atomic_write import atomic_write


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("schema", description=__doc__)
    parser.add_argument("--out", metavar="DIR", default="workflow/schemas", help="default: %(default)s")
    parser.add_argument(
        "--markdown", metavar="FILE", type=Path, help="write them as a page for people instead"
    )
    parser.add_argument("--check", action="store_true", help="only say whether the files are up to date")


def schemas() -> dict[str, str]:
    """File name -> JSON Schema (draft 2020-12) as text."""
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.config import Config
    from voorzorg.economics.inputs.model import Inputs
    from voorzorg.instruments.model import Instrument

    models: dict[str, Any] = {
        "cohort": Manifest,
        "config": Config,
        "instrument": Instrument,
        "economics": Inputs,
    }
    made = {}
    for name, model in models.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(mode="validation"),
        }
        made[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return made


_TITLES = {
    "cohort": "The cohort manifest: `data/cohorts/NAME/cohort.yaml`",
    "config": "The configuration: `config.yaml`",
    "instrument": "Scoring keys: `data/instruments/NAME.yaml`",
    "economics": "Inputs of the business case: `data/economics/inputs.yaml`",
}


def page() -> str:
    """Every setting with its type, default and meaning, in Markdown."""
    lines = [
        "# Manifest, configuration, scoring keys",
        "",
        "Made from the models that check these files.",
        "",
    ]
    for name, text in schemas().items():
        schema = json.loads(text)
        key = name.partition(".")[0]
        lines += [f"## {_TITLES[key]}", ""]
        models = {schema.get("title", key): schema} | schema.get("$defs", {})
        for title, model in models.items():
            if "properties" not in model:
                continue
            about = str(model.get("description", "")).partition("\n\n")[0].replace("\n", " ")
            lines += [f"### {title} {{ #{key}-{title.lower()} }}", "", about, ""]
            lines += ["| setting | meaning | type | default |", "| --- | --- | --- | --- |"]
            needed = model.get("required", [])
            for setting, field in model["properties"].items():
                default = "*required*" if setting in needed else _default(field)
                meaning = str(field.get("description", "")).replace("\n", " ").replace("|", "\\|")
                lines.append(f"| `{setting}` | {meaning} | {_type(field, key)} | {default} |")
            lines.append("")
    return "\n".join(lines)


def _default(field: dict[str, Any]) -> str:
    value = field.get("default")
    return "" if value is None or value in ([], {}) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _type(field: dict[str, Any], page: str) -> str:
    """The type of a setting in words, with a link where it is a model of its own."""
    if reference := field.get("$ref"):
        title = str(reference).rpartition("/")[2]
        return f"[{title}](#{page}-{title.lower()})"
    for many in ("anyOf", "oneOf", "allOf"):
        if many in field:
            return " or ".join(
                dict.fromkeys(_type(one, page) for one in field[many] if one.get("type") != "null")
            )
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    kind = field.get("type", "any")
    if kind == "array":
        return f"list of {_type(field.get('items', {}), page)}"
    if kind == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"{_type(field['additionalProperties'], page)} by name"
    return str({"string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind, kind))


def run(arguments: argparse.Namespace) -> int:
    if arguments.markdown:
        with atomic_write(arguments.markdown) as partial:
            partial.write_text(page(), encoding="utf-8")
        print(f"written: {arguments.markdown}")
        return 0
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
