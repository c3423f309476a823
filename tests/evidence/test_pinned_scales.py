"""Means and spreads of whole scores, mixtures of two groups, samples, cells of workbooks: as they were stored."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
from as_text import titled
from figure_rows import frame

from voorzorg.evidence.arithmetic.every_sample import samples
from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.figures.schema import COLUMNS
from voorzorg.evidence.figures.text_cells import NOTES, read_table
from voorzorg.evidence.words import say
from voorzorg.present.evidence.terminal import explained

Row = dict[str, Any]
SCALE = {"arm": "treated", "instrument": "x", "scale_min": 1, "scale_max": 5, "items": 1}


def pair(mean: str, sd: str, n: int | None, **more: Any) -> list[Row]:
    own = SCALE | more
    return [
        own | {"statistic": "mean", "value": mean, "n": n, "figure_id": "mean"},
        own | {"statistic": "sd", "value": sd, "figure_id": "sd"},
    ]


def told(*rows: Row) -> str:
    lines = []
    for c in run_audit(frame(*rows)).checks:
        lines.append(f"{c.key} | {c.verdict} | {c.severity} | {c.arithmetic}")
        lines += [f"    {say(text, 'en')}" for text in (c.reason, c.assumption) if text]
    return "\n".join(lines)


def test_means_and_spreads(pinned: Callable[..., None]) -> None:
    parts = []
    cases = (
        (10, "2.5", "1.1"), (10, "2.5", "1.08"), (10, "1.0", "0.3"), (10, "5.0", "0.0"), (10, "5.1", "0.1"), (4, "3.0", "2.31"), (4, "3.0", "2.32"),
        (4, "3.25", "2.00"), (40, "3.0", "1.0"), (41, "3.0", "1.0"), (42, "2.51", "0.05"), (2, "1.5", "0.7"), (2, "1.5", "0.71"), (1, "2", "0"), (None, "2.5", "1.1"),
    )  # fmt: skip
    for n, mean, sd in cases:
        parts.append(titled(f"{mean} ({sd}), n {n}", told(*pair(mean, sd, n))))
    for n, mean, sd in (
        (10, "0.3", "0.48"),
        (10, "0.3", "0.46"),
        (10, "0.3", "0.50"),
        (10, "0.30", "0.483"),
        (10, "0.30", "0.458"),
        (7, "0.5", "0.5"),
    ):
        parts.append(
            titled(f"share {mean} ({sd}), n {n}", told(*pair(mean, sd, n, scale_min=0, scale_max=1)))
        )
    for name, more in (
        ("randomised", {"n_basis": "randomised"}), ("about", {"comparison": "~"}), ("crude", {"method": "crude"}), ("adjusted", {"method": "adjusted"}), ("two items", {"items": 2}), ("no scale", {"scale_min": None, "scale_max": None}),
    ):  # fmt: skip
        parts.append(titled(name, told(*pair("2.55", "1.1", 10, **more))))
    beside = pair("2.5", "1.1", None)
    beside[1]["n"] = 10
    parts.append(titled("n of the SD alone", told(*beside)))
    parts.append(
        titled(
            "two means", told(*pair("2.5", "1.1", 10), SCALE | {"statistic": "mean", "value": "2.6", "n": 10})
        )
    )
    pinned("evidence/scales/means", "".join(parts))


def test_the_samples_that_a_mean_can_come_from(pinned: Callable[..., None]) -> None:
    """As the terminal shows them: all of small groups, some of large ones, sixty people at most."""
    parts = []
    cases = (
        ("2.5", "1.1", 10, {}), ("2.50", "1.08", 10, {}), ("3.00", "1.00", 60, {}), ("3.00", "1.00", 61, {}), ("3.00", "0.10", 61, {}), ("3", "0", 9, {}),
        ("2.5", "1.1", 10, {"items": 2}), ("2.5", "1.1", 1, {}), ("2.5", "1.1", None, {}), ("2.51", "1.10", 10, {}), ("5.2", "1.3", 80, {"scale_min": 0, "scale_max": 10}),
    )  # fmt: skip
    for mean, sd, n, more in cases:
        audit = run_audit(frame(*pair(mean, sd, n, **more)))
        parts += [
            titled(f"{which} of {mean} ({sd}), n {n}, {more}", explained(audit, which, "en"))
            for which in ("mean", "sd")
        ]
    beside = pair("2.5", "1.1", None)
    beside[1]["n"] = 10
    parts.append(titled("n of the SD alone", explained(run_audit(frame(*beside)), "mean", "en")))
    pinned("evidence/scales/samples", "".join(parts))


def test_some_of_many_samples(pinned: Callable[..., None]) -> None:
    rows = []
    for mean, sd, n, seed in (
        ("4.2", "2.1", 70, 1),
        ("4.2", "2.1", 70, 2),
        ("0.1", "0.4", 70, 1),
    ):
        found = samples(mean, len(mean.partition(".")[2]), sd, len(sd.partition(".")[2]), n, 0, 10, seed)
        rows.append(
            {
                "mean": mean,
                "sd": sd,
                "seed": seed,
                "complete": found.complete,
                "count": found.count,
                "shares": " ".join(f"{x:.4f}" for x in found.shares()),
                "first": str(found.frequencies[:2].tolist()),
            }
        )
    pinned("evidence/scales/some_samples", rows)


def test_a_percentage_of_two_groups(pinned: Callable[..., None]) -> None:
    parts = []
    for everyone, one, other in product(("33", "34", "40"), ("30", "31"), ("36", "50")):
        for sizes in ((40, 20, 20), (40, 20, 19), (200, 100, 100)):
            rows = [
                {"figure_id": name, "arm": name, "statistic": "percentage", "value": value, "n": n}
                for name, value, n in zip(
                    ("all", "treated", "control"), (everyone, one, other), sizes, strict=True
                )
            ]
            parts.append(titled(f"{everyone} of {one} and {other}, {sizes}", told(*rows)))
    for everyone in ("2.4", "2.5", "2.6"):
        rows = [
            {"figure_id": name, "arm": name, "statistic": "mean", "value": value, "n": n}
            for name, value, n in (("all", everyone, 50), ("treated", "2.0", 25), ("control", "3.0", 25))
        ]
        parts.append(titled(f"mean {everyone}", told(*rows)))
    pinned("evidence/scales/mixtures", "".join(parts))


def test_columns_of_figures(pinned: Callable[..., None]) -> None:
    rows = [
        {
            "name": c.name,
            "kind": c.kind,
            "required": c.required,
            "extra": c.extra,
            "choices": " ".join(map(str, c.choices)),
        }
        for c in COLUMNS
    ]
    pinned("evidence/scales/columns", rows)


def test_cells_of_a_workbook(tmp_path: Path, pinned: Callable[..., None]) -> None:
    """Numbers as their format shows them, the first sheet with a table, columns as far as they have names."""
    book = openpyxl.Workbook()
    book.active.title = "Leeg"
    notes = sorted(NOTES)[0].capitalize()
    book.create_sheet(notes).append(["a", "b"])
    book[notes].append(["c", "d"])
    book.create_sheet("Kop").append(["alone"])
    page = book.create_sheet("Cijfers")
    page.append([])
    page.append(["name", " value ", None, "more", None])
    for k, (value, shown) in enumerate(
        [
            (0.1, "0.00"),
            (0.1, "0%"),
            (0.125, "0.0%"),
            (1234.5, "#,##0.0"),
            (1234.5, "#,##0"),
            (1 / 3, "General"),
            (True, "General"),
            (7, "General"),
            ("  text ", "@"),
            (None, "General"),
            (0.1, "0.00 x"),
        ]
    ):
        page.append([f"r{k}", value, None, "m", "beyond"])
        page.cell(page.max_row, 2).number_format = shown
    page.append([])
    page.append(["last"])
    book.save(tmp_path / "x.xlsx")
    found = read_table(tmp_path / "x.xlsx")
    pinned(
        "evidence/scales/workbook",
        {
            "header": found.header,
            "rows": found.rows,
            "numbers": found.numbers if hasattr(found, "numbers") else list(vars(found).values())[3],
        },
    )
