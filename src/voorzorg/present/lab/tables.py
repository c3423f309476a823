"""Tables of a simulated study: a row per scenario, measure, pair of methods, family of outcomes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.lab.outputs import answer_rows, main_rows
from voorzorg.present.lab.words import LabWords
from voorzorg.present.words.messages import message as in_words


class Tables(LabWords):
    """Rows as the template shows them."""

    def sizes(self) -> list[dict[str, Any]]:
        """A row per scenario, by the first method: how likely, and what could be detected at all."""
        closed = self.results.closed
        closed = closed[closed["outcome"] == self.study.hypotheses[0].outcome].set_index("scenario")
        rows = []
        for row in answer_rows(self.results).to_dict("records"):
            one = closed.loc[row["scenario"]]
            detectable = one["detectable"]
            rows.append(
                {
                    "scenario": self.scenario(str(row["scenario"])),
                    "families": self.numbers.fixed(int(row["families"]), 0),
                    "power": self.percent(row["significant"]),
                    "error": self.percent(row["significant_error"], 1),
                    "closed": self.percent(float(one["power"])),
                    "assurance": self.percent(float(one["assurance"])),
                    "detectable": self.level(float(detectable)) if pd.notna(detectable) else "–",
                    "good": bool(row["significant"] >= self.study.file.wanted) and not row["null"],
                }
            )
        return rows

    def families(self) -> list[list[str]]:
        """Every family of outcomes, per scenario: tests, wrongly found without and with adjusting, found."""
        table = self.results.families
        rows = []
        by = ["scenario", "family"] if len(table) else []
        for (scenario, family), group in table.groupby(by, sort=False) if by else ():
            one = group.set_index("procedure")
            cells = [self.scenario(str(scenario)), self.family(str(family)), str(one["tests"].iloc[0])]
            for name in ("none", "holm", "benjamini_hochberg"):
                measure = "false_share" if name == "benjamini_hochberg" else "wrong"
                value, error = (float(one[column][name]) for column in (measure, f"{measure}_error"))
                shown = f"{self.percent(value, 1)} ({self.percent(error, 1)})"
                cells.append(shown if np.isfinite(value) else "–")
            there = int(one["there"].iloc[0])
            for name in ("none", "holm", "benjamini_hochberg"):
                cells.append(self.numbers.fixed(float(one["found"][name]), 1) if there else "–")
            rows.append([*cells, str(there)])
        return rows

    def family(self, key: str) -> str:
        if key == "all":
            return self.t("every-family")
        manifest, config = self.study.world.manifest, self.study.config
        named = manifest.families.get(key) or config.families.get(key)
        return named[self.language] if named else in_words(self.language, f"family.{key}")

    def measures(self) -> list[list[str]]:
        rows = []
        several = len(self.study.hypotheses) > 1
        tables = [main_rows(self.results, k) for k in range(len(self.study.hypotheses))]
        for row in pd.concat(tables).to_dict("records"):
            cells = [self.scenario(str(row["scenario"]))]
            cells += [self.outcome(str(row["outcome"]))] if several else []
            cells.append(self.method(str(row["method"])))
            cells.append(self.t(f"estimand-{str(row['estimand']).replace('_', '-')}"))
            cells += [self.number(row, name, 4) for name in ("truth", "bias", "empirical_se", "model_se")]
            for name in ("coverage", "centred_coverage", "significant"):
                rate, error = self.percent(row[name], 1), self.percent(row[f"{name}_error"], 1)
                cells.append(f"{rate} ({error})")
            cells += [self.number(row, name, 2) for name in ("type_s", "type_m")]
            rows.append([*cells, str(row["failures"])])
        return rows

    def number(self, row: Mapping[Hashable, Any], name: str, digits: int) -> str:
        """A measure with its simulation error in brackets, where it has one."""
        value, error = float(row[name]), float(row.get(f"{name}_error", np.nan))
        if not np.isfinite(value):
            return "–"
        shown = self.numbers.fixed(value, digits)
        return f"{shown} ({self.numbers.fixed(error, digits)})" if np.isfinite(error) else shown

    def pairs(self) -> list[list[str]]:
        return [
            [
                self.scenario(str(row["scenario"])),
                self.outcome(str(row["outcome"])),
                f"{self.method(str(row['first']))} – {self.method(str(row['second']))}",
                self.percent(row["difference"], 1),
                self.percent(row["difference_error"], 1),
            ]
            for row in self.results.pairs.to_dict("records")
        ]

    def hierarchy(self) -> list[list[str]]:
        rows = []
        for row in self.results.hierarchy.to_dict("records"):
            what = str(row["rejected"])
            key = {"any": "any", "familywise error": "familywise"}.get(what)
            name = self.t(key) if key else self.outcome(what)
            rows.append(
                [
                    self.scenario(str(row["scenario"])),
                    self.method(str(row["method"])),
                    name,
                    f"{self.percent(row['rate'], 1)} ({self.percent(row['rate_error'], 1)})",
                ]
            )
        return rows
