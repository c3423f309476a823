"""Tables and inputs that are right, wrong in one way each, or on a limit: what is read or said of them."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from economics_files import INPUTS

from voorzorg.economics.inputs.read import read_inputs
from voorzorg.economics.municipalities.municipality import read_municipalities
from voorzorg.economics.municipalities.price_index import PriceIndex, read_price_index
from voorzorg.errors import UserError

YEARS = "year;index;source;retrieved;licence"
INDICES = {
    "two years": f"{YEARS}\n2019;100;CBS;2024-01-01;CC BY\n\n2020;101.3;CBS;2024-01-01;CC BY\n",
    "commas": f"{YEARS.replace(';', ',')}\n2019,100,CBS,2024-01-01,CC BY\n",
    "nought": f"{YEARS}\n2019;0;CBS;2024-01-01;CC BY\n",
    "twice": f"{YEARS}\n2019;1;CBS;2024-01-01;CC BY\n2019;1;CBS;2024-01-01;CC BY\n",
    "without an origin": f"{YEARS}\n2019;1;;;\n",
    "nothing": "",
    "header alone": f"{YEARS}\n",
    "another name": "year;indx;source;retrieved;licence;colour\n2019;1;a;b;c;d\n",
    "a name twice": f"{YEARS};year\n2019;1;a;b;c;2019\n",
    "no licence": "year;index;source;retrieved\n2019;1;a;b\n",
    "many cells": f"{YEARS}\n2019;1;a;b;c;d\n2020;1;a;b;c\n",
    "few cells": f"{YEARS}\n2019;1;a\n",
    "capitals": f"{YEARS.upper()}\n2019;1;a;b;c\n",
    "no text": b"\xff\xfe\x00\x81",
    "numbers": f"{YEARS}\n" + "".join(f"{text};{text};a;b;c\n" for text in ("", "-3", "- 3,5", "2,5", "1.000", "1 000", "12.345,6", "2.5", "abc", "1.0.0", "2019")),
    "twelve problems": f"{YEARS}\n" + "x;1;a;b;c\n" * 12,
    "thirteen problems": f"{YEARS}\n" + "x;1;a;b;c\n" * 13,
}  # fmt: skip
NAMES = "name;births;first_births;cost;share_low;share_high;year"
PLACES = {
    "one": f"{NAMES}\nWeert;467;;;;;\n",
    "all": f"{NAMES}\nWeert;467;200;15000.5;2;3.5;2021\n",
    "on limits": f"{NAMES}\nWeert;1000000;1000000;0;100;100;0\n's-Gravenhage;0;0;;3;3;\n",
    "beyond limits": f"{NAMES}\nWeert;1000001;1000002;;100.1;101;\n=1+1;5;;;;;\n;5;;;;;\n",
    "one end": f"{NAMES}\nWeert;467;;;2;;\nAsten;1;;;;2;\n",
    "upside down": f"{NAMES}\nWeert;467;;;3;2;\n",
    "twice": f"{NAMES}\nWeert;467;;;;;\nAsten;1;;;;;\nweert;1;;;;;\n",
    "births unknown": f"{NAMES}\nWeert;;3;;;;\n",
    "nobody": f"{NAMES}\n",
}
CHANGES = {
    "as shipped": ("", ""),
    "another number": ("value: ", "value: 1"),
    "no such figure": ("figure: ", "figure: no_"),
    "no such field": ("price_year:", "price_yaer:"),
    "no YAML": ("price_year:", "price_year: ["),
    "a year": ("price_year: null", "price_year: 2017"),
}


def test_price_indices(tmp_path: Path, pinned: Callable[..., None]) -> None:
    rows = []
    for name, text in INDICES.items():
        path = tmp_path / "index.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            found = read_price_index(path)
            said = f"{found.values} {found.years} {found.source}"
        except UserError as problem:
            said = str(problem)
        rows.append({"file": name, "said": said.replace(str(tmp_path), "")})
    pinned("economics/tables/price_indices", rows)


def test_municipalities(tmp_path: Path, pinned: Callable[..., None]) -> None:
    rows = []
    for name, text in PLACES.items():
        (tmp_path / "places.csv").write_text(text, encoding="utf-8")
        try:
            said = "; ".join(map(str, read_municipalities(tmp_path / "places.csv")))
        except UserError as problem:
            said = str(problem)
        rows.append({"file": name, "said": said.replace(str(tmp_path), "")})
    pinned("economics/tables/municipalities", rows)


def test_inputs(tmp_path: Path, pinned: Callable[..., None], figures) -> None:
    """The shipped inputs with one thing changed, beside the figures they name and indices of several years."""
    text = INPUTS.read_text(encoding="utf-8")
    rows = []
    indices = {
        "": None,
        "of 2017": {2017: 90.0},
        "of many": {year: 50.0 + year - 2000 for year in range(2000, 2026)},
    }
    for name, (old, new) in CHANGES.items():
        for told, values in indices.items() if name in ("as shipped", "a year") else [("", None)]:
            path = tmp_path / "inputs.yaml"
            path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
            index = None if values is None else PriceIndex(Path("index.csv"), values, "CBS")
            try:
                found = read_inputs(path, figures, index=index)
                said = str(found.model_dump(mode="json"))
            except UserError as problem:
                said = str(problem)
            rows.append({"change": name, "index": told, "said": said.replace(str(tmp_path), "")})
    pinned("economics/tables/inputs", rows)
