"""Tables of docs/lab.md from simulated studies: no number there is typed.

    voorzorg power data/studies/trial.yaml      # and the others there
    python -m benchmarks.lab.tables [results/studies]

Keeps what the tables need as benchmarks/results/lab_<study>.csv, and writes the tables between the marks of
docs/lab.md; the trial's own also where its report shows them, ``data/studies/operating``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.measure import RESULTS, ROOT

PAGE = ROOT / "docs/lab.md"
NAMES = {
    "cps_report": "child-protection report",
    "ipv_victim_physical_minor_all": "minor partner violence, all women, 24 months",
    "smoking": "smoking, 2 months",
    "any": "any of them",
    "familywise error": "familywise error",
    "adjusted": "adjusted, nurses as clusters",
    "two_arm": "unadjusted",
    "imputed": "adjusted, drop-out imputed",
}
PROCEDURES = ("none", "holm", "benjamini_hochberg")
#: Where the report of the trial finds its operating characteristics.
SHIPPED = ROOT / "data/studies/operating/voorzorg_rct.csv"
Line = Mapping[str, Any]


def kept(folder: Path) -> pd.DataFrame:
    """What the tables need of a study: tested measures of every method, and the plan's procedure."""
    table = pd.read_csv(folder / "performance.csv")
    table = table.drop_duplicates(["scenario", "outcome", "method"])
    measures = ("bias", "coverage", "centred_coverage", "significant", "type_s", "type_m")
    columns = [name for one in measures for name in (one, f"{one}_error")]
    table = table[
        ["scenario", "outcome", "wave", "method", "estimand", "null", "replications", "failures", *columns]
    ]
    closed = pd.read_csv(folder / "closed.csv")
    table = table.merge(closed[["scenario", "outcome", "power"]], how="left").rename(
        columns={"power": "formula"}
    )
    if (folder / "hierarchy.csv").stat().st_size > 10:
        plan = pd.read_csv(folder / "hierarchy.csv").rename(columns={"rejected": "outcome"})
        plan = plan.rename(columns={"rate": "in_order", "rate_error": "in_order_error"})
        plan = plan.drop(columns="replications")
        table = table.merge(plan, how="outer", on=["scenario", "outcome", "method"], sort=False)
    return table.sort_values(["scenario", "outcome", "method"]).reset_index(drop=True)


def families(folder: Path) -> pd.DataFrame:
    """What the table of families needs."""
    return pd.read_csv(folder / "families.csv")


def shipped(table: pd.DataFrame) -> pd.DataFrame:
    """What the trial's report shows of its primary hypotheses."""
    at = {(one["effect"], one["outcome"], one["method"]): one for one in with_grid(table)}
    rows = []
    for effect, outcome, method in at:
        if effect != "none" or outcome in ("any", "familywise error"):
            continue
        none, there = at["none", outcome, method], at["published", outcome, method]
        row = {"outcome": outcome, "wave": none["wave"], "method": method}
        for name, line, column in (
            ("none", none, "significant"),
            ("published", there, "significant"),
            ("in_order", there, "in_order"),
            ("coverage", there, "coverage"),
        ):
            row |= {name: line[column], f"{name}_error": line[f"{column}_error"]}
        rows.append(row)
    return pd.DataFrame(rows)


def percent(line: Line, name: str, digits: int = 1) -> str:
    """A percentage with its Monte-Carlo error in brackets."""
    if pd.isna(line[name]):
        return ""
    return f"{100 * line[name]:.{digits}f} ({100 * line[f'{name}_error']:.{digits}f})"


def number(line: Line, name: str) -> str:
    return "" if pd.isna(line[name]) else f"{line[name]:.2f} ({line[f'{name}_error']:.2f})"


def trial(table: pd.DataFrame) -> str:
    """The plan's hypotheses without and with the published effects."""
    heads = ["hypothesis", "analysis", "no effect: rejected", "published: power", "bias, points", "coverage",
             "coverage of its mean", "wrong sign", "exaggeration", "power in the plan's order"]  # fmt: skip
    rows = []
    order = ["cps_report", "ipv_victim_physical_minor_all", "smoking"]
    at = {(one["effect"], one["outcome"], one["method"]): one for one in with_grid(table)}
    for outcome in order:
        for method in ("adjusted", "two_arm"):
            none, there = at["none", outcome, method], at["published", outcome, method]
            rows.append(
                [NAMES[outcome], NAMES[method], percent(none, "significant"), percent(there, "significant"),
                 percent(there, "bias"), percent(there, "coverage"), percent(there, "centred_coverage"),
                 percent(there, "type_s"), number(there, "type_m"), percent(there, "in_order")]
            )  # fmt: skip
    for method in ("adjusted", "two_arm"):
        one = at["none", "familywise error", method]
        rows.append(["familywise error of the order", NAMES[method], percent(one, "in_order"), *[""] * 7])
    return markdown(heads, rows)


def voorzorg_2(table: pd.DataFrame) -> str:
    """Power by the number of families."""
    heads = ["families", "adjusted, nurses as clusters: power", "unadjusted", "formula", "exaggeration"]
    at = {(one["families"], one["method"]): one for one in with_grid(table)}
    rows = []
    for families in sorted({key[0] for key in at}):
        one, other = at[families, "adjusted"], at[families, "two_arm"]
        formula = f"{100 * one['formula']:.1f}"
        rows.append([str(families), percent(one, "significant"), percent(other, "significant"), formula,
                     number(one, "type_m")])  # fmt: skip
    return markdown(heads, rows)


def imputed(table: pd.DataFrame) -> str:
    """Imputed beside those who answered."""
    heads = ["hypothesis", "analysis", "no effect: rejected", "published: power", "bias, points", "coverage"]
    at = {(one["effect"], one["outcome"], one["method"]): one for one in with_grid(table)}
    rows = []
    for outcome in ("ipv_victim_physical_minor_all", "smoking"):
        for method in ("adjusted", "imputed"):
            none, there = at["none", outcome, method], at["published", outcome, method]
            cells = [percent(none, "significant"), percent(there, "significant")]
            cells += [percent(there, "bias"), percent(there, "coverage")]
            rows.append([NAMES[outcome], NAMES[method], *cells])
    return markdown(heads, rows)


def outcomes(table: pd.DataFrame) -> str:
    """Families of outcomes: wrongly found without any effect, and what is found with the published ones."""
    heads = ["family", "tests", "no effect: any found, not adjusted", "Holm",
             "Benjamini-Hochberg, share false of what is found", "published: found, not adjusted", "Holm",
             "Benjamini-Hochberg", "of"]  # fmt: skip
    at = {(one["effect"], one["family"], one["procedure"]): one for one in with_grid(table)}
    rows = []
    for family in dict.fromkeys(key[1] for key in at):
        none = {name: at["none", family, name] for name in PROCEDURES}
        there = {name: at["published", family, name] for name in PROCEDURES}
        first = none["none"]
        rows.append(
            [family.replace("_", " "), str(int(first["tests"])), percent(first, "wrong"),
             percent(none["holm"], "wrong"), percent(none["benjamini_hochberg"], "false_share"),
             *[number(one, "found") for one in there.values()], str(int(there["none"]["there"]))]
        )  # fmt: skip
    return markdown(heads, rows)


def designs(table: pd.DataFrame) -> str:
    """Designs at equal nurse hours."""
    heads = ["design", "analysis", "no effect: rejected", "odds ratio 0.45: power", "formula", "failed"]
    lines = with_grid(table)
    at = {(one["design"], one["effect"] == "none"): one for one in lines}
    rows = []
    for design in dict.fromkeys(sorted(one["design"] for one in lines)):
        none, there = at[design, True], at[design, False]
        formula = "" if pd.isna(there["formula"]) else f"{100 * there['formula']:.0f}"
        failed = str(int(none["failures"] + there["failures"]))
        rows.append([design.replace("_", " "), there["method"], percent(none, "significant"),
                     percent(there, "significant"), formula, failed])  # fmt: skip
    return markdown(heads, rows)


TABLES: dict[str, Callable[[pd.DataFrame], str]] = {
    "trial": trial, "voorzorg_2": voorzorg_2, "designs": designs, "trial_outcomes": outcomes,
    "trial_imputed": imputed,
}  # fmt: skip


def with_grid(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Lines with what sets their scenario apart."""
    return [
        {str(name): value for name, value in one.items()} | json.loads(str(one["scenario"]))
        for one in table.to_dict("records")
    ]


def markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(page: str, name: str, table: str) -> str:
    """The page with the table between the marks of its name."""
    pattern = rf"(<!-- table {name} -->\n).*?(\n<!-- end -->)"
    found, number = re.subn(pattern, lambda m: m[1] + table + m[2], page, flags=re.DOTALL)
    if number != 1:
        raise ValueError(f"docs/lab.md: one table '{name}' between marks was expected, not {number}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("results", nargs="?", type=Path, default=ROOT / "results/studies")
    given = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    for name, make in TABLES.items():
        if (given.results / name / "performance.csv").exists():
            make_kept = families if name == "trial_outcomes" else kept
            make_kept(given.results / name).to_csv(
                RESULTS / f"lab_{name}.csv", index=False, float_format="%.5g"
            )
        if (RESULTS / f"lab_{name}.csv").exists():
            page = replaced(page, name, make(pd.read_csv(RESULTS / f"lab_{name}.csv")))
    shipped(pd.read_csv(RESULTS / "lab_trial.csv")).to_csv(SHIPPED, index=False)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
