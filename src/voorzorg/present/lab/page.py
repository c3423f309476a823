"""The page of a simulated study: the answer in a sentence, curves, what methods do, all to keep."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.atomic_write import atomic_write
from voorzorg.lab.outputs import TABLES, Results, answer_rows
from voorzorg.present.lab.pictures import Pictures
from voorzorg.present.lab.tables import Tables
from voorzorg.present.lab.words import effect_in_words, line_of
from voorzorg.present.pages import template
from voorzorg.spreadsheet import table_as_text
from voorzorg.text import Language


def write_page(results: Results, language: Language, out_file: str | Path) -> Path:
    """Write the page; it opens without internet and holds its tables."""
    text = template("lab.html.j2").render(**_Page(results, language).context())
    path = Path(out_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        partial.write_text(text, encoding="utf-8")
    return path


class _Page(Pictures, Tables):
    """What the template shows, in one language."""

    def context(self) -> dict[str, Any]:
        file = self.study.file
        return {
            "t": self.t,
            "language": self.language,
            "title": file.title[self.language],
            "answer": self._answer(),
            "enough": self._enough(),
            "again": self._again(),
            "chosen": self._chosen(),
            "loop": self.loop(),
            "varied": [
                f"{self.t('setting-' + name.replace('_', '-'))}: "
                + ", ".join(self.value(name, value) for value in values)
                for name, values in file.grid.items()
            ],
            "how_sure": self.t(
                "how-sure",
                replications=self.study.replications,
                error=self.numbers.fixed(100 * self.answer.error, 1),
                method=self.method(file.methods[0]),
            ),
            "curve": self.curve(),
            "zip": self.zip(),
            "sizes": self.sizes(),
            "assured": bool(self.results.closed["assurance"].notna().any()),
            "legend": self._legend(),
            "several": len(self.study.hypotheses) > 1,
            "measures": self.measures(),
            "families": self.families(),
            "pairs": self.pairs(),
            "hierarchy": self.hierarchy(),
            "downloads": self._downloads(),
            "setting": self._setting(),
        }

    def _answer(self) -> str:
        said = self._sentence(self.answer.scenario, self.answer.families, self.answer.power)
        if not self.study.file.grid or not self.one_size():
            return said
        where = self.scenario(self.answer.scenario)
        return f"{where[0].upper()}{where[1:]}. {said}"

    def _sentence(self, scenario: str, families: int, power: float) -> str:
        """How likely a scenario finds its effect."""
        return self.t(
            "answer-none" if self.nil(scenario) else "answer",
            families=families,
            power=self.percent(power),
            effect=self.say(effect_in_words(self.setting_of(scenario))),
            outcome=self.outcome(self.study.hypotheses[0].outcome).lower(),
        )

    def _chosen(self) -> list[dict[str, Any]]:
        """Every scenario to choose from, with its sentence; none where there is one."""
        rows = answer_rows(self.results).to_dict("records")
        if len(rows) < 2:
            return []
        return [
            {
                "name": self.scenario(str(row["scenario"])),
                "said": self._sentence(str(row["scenario"]), int(row["families"]), float(row["significant"])),
                "first": row["scenario"] == self.answer.scenario,
            }
            for row in rows
        ]

    def _again(self) -> str:
        """Families by what is known halfway."""
        interim, closed = self.study.file.interim, self.results.closed
        row = closed[closed["scenario"] == self.answer.scenario].iloc[0]
        if interim is None or pd.isna(row["again"]):
            return ""
        wanted = self.percent(self.study.file.wanted)
        return self.t("again", events=interim.events, n=interim.n, families=int(row["again"]), wanted=wanted)

    def _enough(self) -> str:
        if self.one_size() or self.nil(self.answer.scenario):
            return ""
        wanted = self.percent(self.study.file.wanted)
        if self.answer.enough is None:
            return self.t("not-in-grid", wanted=wanted)
        return self.t("enough", wanted=wanted, families=self.answer.enough)

    def _setting(self) -> list[tuple[str, str]]:
        setting = self.setting_of(self.answer.scenario)
        shown = [
            ("setting-design", self.t(f"design-{setting.design.replace('_', '-')}")),
            ("setting-effect", self.say(effect_in_words(setting))),
            ("setting-missing", self.t(f"missing-{setting.missing}")),
        ]
        return [(self.t(key), value) for key, value in shown]

    def _legend(self) -> list[tuple[str, str]]:
        """How the line of every method looks, and that of the formula where it is drawn."""
        names = [self.method(str(name)) for name in self.rows["method"].unique()]
        found = [(line_of(k), name) for k, name in enumerate(names)]
        return found + ([("line closed", self.t("head-closed"))] if self.closed_everywhere() else [])

    def _downloads(self) -> list[tuple[str, str]]:
        found = []
        for name in TABLES:
            text = table_as_text(getattr(self.results, name)).to_csv(index=False).encode("utf-8-sig")
            if len(text) > 10:
                data = base64.b64encode(text).decode("ascii")
                found.append((f"{name}.csv", f"data:text/csv;charset=utf-8;base64,{data}"))
        return [*found, ("estimates.parquet", "estimates.parquet")]
