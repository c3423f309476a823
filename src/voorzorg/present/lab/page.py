"""The page of a simulated study: the answer in a sentence, curves, what methods do, all to keep."""

from __future__ import annotations

import base64
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.atomic_write import atomic_write
from voorzorg.lab.outputs import TABLES, Results, answer_of, answer_rows, main_rows
from voorzorg.messages import Message, message, render
from voorzorg.present.economics.charts import Chart
from voorzorg.present.lab.nested_loop import Factor, nested_loop
from voorzorg.present.pages import template
from voorzorg.present.words.messages import message as in_words
from voorzorg.present.words.numbers import Numbers
from voorzorg.spreadsheet import table_as_text
from voorzorg.synthetic.population.setting import Effect, Setting
from voorzorg.text import Language

#: Intervals in the picture of coverage.
ZIPPED = 100


def write_page(results: Results, language: Language, out_file: str | Path) -> Path:
    """Write the page; it opens without internet and holds its tables."""
    text = template("lab.html.j2").render(**_Page(results, language).context())
    path = Path(out_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        partial.write_text(text, encoding="utf-8")
    return path


class _Page:
    """What the template shows, in one language."""

    def __init__(self, results: Results, language: Language) -> None:
        self.results, self.language, self.numbers = results, language, Numbers(language)
        self.study = results.study
        self.rows = main_rows(results)
        self.answer = answer_of(results)

    def say(self, one: Message) -> str:
        return render(one, self.language)

    def t(self, key: str, **values: Any) -> str:
        """A message of this page."""
        return self.say(message(f"lab-{key}", **values))

    def percent(self, value: float, digits: int = 0) -> str:
        return self.numbers.percent(value, digits) if np.isfinite(value) else "–"

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
            "loop": self._loop(),
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
            "curve": self._curve(),
            "zip": self._zip(),
            "sizes": self._sizes(),
            "assured": bool(self.results.closed["assurance"].notna().any()),
            "legend": self._legend(),
            "several": len(self.study.hypotheses) > 1,
            "measures": self._measures(),
            "families": self._families(),
            "pairs": self._pairs(),
            "hierarchy": self._hierarchy(),
            "downloads": self._downloads(),
            "setting": self._setting(),
        }

    def method(self, name: str) -> str:
        return self.t(f"method-{name.replace('_', '-')}")

    def outcome(self, key: str) -> str:
        return self.study.config.outcomes[key].label[self.language]

    def scenario(self, key: str) -> str:
        """What sets a scenario apart, in words."""
        found = next(scenario for scenario in self.study.scenarios if scenario.key == key)
        parts = []
        for name, value in found.varied.items():
            parts.append(f"{self.t('setting-' + name.replace('_', '-'))}: {self.value(name, value)}")
        return "; ".join(parts) or self.t("only-scenario")

    def value(self, name: str, value: Any) -> str:
        """A value of the grid in words."""
        if name == "effect":
            return self.say(effect_in_words(Setting.model_validate({"effect": value})))
        if name in ("design", "missing"):
            return self.t(f"{name}-{str(value).replace('_', '-')}")
        if isinstance(value, int | float):
            return self.numbers.fixed(value, 0 if isinstance(value, int) else 2)
        return str(value)

    def _answer(self) -> str:
        said = self._sentence(self.answer.scenario, self.answer.families, self.answer.power)
        if not self.study.file.grid or not self._one_size():
            return said
        where = self.scenario(self.answer.scenario)
        return f"{where[0].upper()}{where[1:]}. {said}"

    def _sentence(self, scenario: str, families: int, power: float) -> str:
        """How likely a scenario finds its effect."""
        return self.t(
            "answer-none" if self._nil(scenario) else "answer",
            families=families,
            power=self.percent(power),
            effect=self.say(effect_in_words(self._setting_of(scenario))),
            outcome=self.outcome(self.study.hypotheses[0].outcome).lower(),
        )

    def _setting_of(self, scenario: str) -> Setting:
        return next(s.setting for s in self.study.scenarios if s.key == scenario)

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

    def _loop(self) -> str:
        """A nested loop over a grid of several things, or of anything but families."""
        file, scenarios = self.study.file, self.study.scenarios
        if len(scenarios) < 2 or set(file.grid) <= {"families", "visited"}:
            return ""
        factors = []
        for name, values in file.grid.items():
            places = [list(values).index(scenario.varied[name]) for scenario in scenarios]
            factors.append(Factor(self.t("setting-" + name.replace("_", "-")), places, len(values)))
        lines = {}
        for method, group in self.rows.groupby("method", sort=False):
            known = dict(zip(group["scenario"], group["significant"], strict=True))
            lines[self.method(str(method))] = [100 * known.get(s.key, np.nan) for s in scenarios]
        return nested_loop(lines, factors, self.t("axis-power"), self.t("loop-title"))

    def _one_size(self) -> bool:
        """Whether scenarios differ in anything but the number of families."""
        grid = set(self.study.file.grid)
        return not (grid and grid <= {"families", "visited"} and len(self.study.scenarios) > 1)

    def _nil(self, scenario: str) -> bool:
        return bool(self.rows.loc[self.rows["scenario"] == scenario, "null"].iloc[0])

    def _enough(self) -> str:
        if self._one_size() or self._nil(self.answer.scenario):
            return ""
        wanted = self.percent(self.study.file.wanted)
        if self.answer.enough is None:
            return self.t("not-in-grid", wanted=wanted)
        return self.t("enough", wanted=wanted, families=self.answer.enough)

    def _setting(self) -> list[tuple[str, str]]:
        setting = self._setting_of(self.answer.scenario)
        shown = [
            ("setting-design", self.t(f"design-{setting.design.replace('_', '-')}")),
            ("setting-effect", self.say(effect_in_words(setting))),
            ("setting-missing", self.t(f"missing-{setting.missing}")),
        ]
        return [(self.t(key), value) for key, value in shown]

    def _curve(self) -> str:
        """Power over the number of families, a line per method with twice its error, and the closed form."""
        if self._one_size():
            return ""
        sizes = self.rows["families"].to_numpy(float)
        chart = Chart(
            (float(sizes.min()), float(sizes.max())),
            (0, 100),
            self.t("setting-families"),
            self.t("axis-power"),
            self.t("curve-title"),
            self.language,
        )
        for number, (_, group) in enumerate(self.rows.groupby("method", sort=False)):
            one = group.sort_values("families")
            x, y, error = (one[c].to_numpy(float) for c in ("families", "significant", "significant_error"))
            if number == 0:
                low, high = np.clip(y - 2 * error, 0, 1), np.clip(y + 2 * error, 0, 1)
                chart.band(list(x), list(100 * low), list(100 * high))
            chart.line(list(x), list(100 * y), line_of(number))
        closed = self.results.closed.dropna(subset=["power"])
        closed = closed[closed["outcome"] == self.study.hypotheses[0].outcome]
        if self._closed_everywhere():
            at = [float(scenario.setting.families) for scenario in self.study.scenarios]
            pairs = sorted(zip(at, 100 * closed["power"].to_numpy(float), strict=True))
            chart.line([a for a, _ in pairs], [b for _, b in pairs], "line closed")
        wanted = 100 * self.study.file.wanted
        chart.line([float(sizes.min()), float(sizes.max())], [wanted, wanted], "zero")
        return chart.svg()

    def _zip(self) -> str:
        """Intervals of the answered scenario, the furthest from the truth on top (Morris and others 2019)."""
        row = self.rows[self.rows["scenario"] == self.answer.scenario].iloc[0]
        table = self.results.estimates
        for name in ("scenario", "outcome", "method", "contrast", "estimand"):
            table = table[table[name] == row[name]]
        kept = table.dropna(subset=["estimate", "ci_low", "ci_high", "std_error"])
        if len(kept) < 20 or not np.isfinite(row["truth"]):
            return ""
        z = ((kept["estimate"] - row["truth"]) / kept["std_error"]).abs().to_numpy(float)
        order = np.argsort(z, kind="stable")
        at = order[np.linspace(0, len(order) - 1, min(ZIPPED, len(order))).astype(int)]
        low, high = (kept[name].to_numpy(float)[at] for name in ("ci_low", "ci_high"))
        title = self.t("zip-title")
        x = (float(low.min()), float(high.max()))
        label = self.t(f"estimand-{str(row['estimand']).replace('_', '-')}")
        chart = Chart(x, (0, 100), label, self.t("axis-rank"), title, self.language)
        for k, (a, b) in enumerate(zip(low, high, strict=True)):
            hit = a <= row["truth"] <= b
            height = 100 * (k + 0.5) / len(at)
            chart.line([float(a), float(b)], [height, height], "ci" if hit else "ci miss")
        chart.upright(float(row["truth"]))
        return chart.svg()

    def _sizes(self) -> list[dict[str, Any]]:
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
                    "detectable": self._level(float(detectable)) if pd.notna(detectable) else "–",
                    "good": bool(row["significant"] >= self.study.file.wanted) and not row["null"],
                }
            )
        return rows

    def _level(self, value: float) -> str:
        """A risk as a percentage; a mean (of a score, or of counts) as a number."""
        what = self.study.world.outcomes[self.study.hypotheses[0].outcome]
        if what.binary or what.kind == "time":
            return self.percent(value, 1)
        return self.numbers.number(value)

    def _legend(self) -> list[tuple[str, str]]:
        """How the line of every method looks, and that of the formula where it is drawn."""
        names = [self.method(str(name)) for name in self.rows["method"].unique()]
        found = [(line_of(k), name) for k, name in enumerate(names)]
        return found + ([("line closed", self.t("head-closed"))] if self._closed_everywhere() else [])

    def _closed_everywhere(self) -> bool:
        closed = self.results.closed.dropna(subset=["power"])
        known = (closed["outcome"] == self.study.hypotheses[0].outcome).sum()
        return not self._one_size() and int(known) == len(self.study.scenarios)

    def _families(self) -> list[list[str]]:
        """Every family of outcomes, per scenario: tests, wrongly found without and with adjusting, found."""
        table = self.results.families
        rows = []
        by = ["scenario", "family"] if len(table) else []
        for (scenario, family), group in table.groupby(by, sort=False) if by else ():
            one = group.set_index("procedure")
            cells = [self.scenario(str(scenario)), self._family(str(family)), str(one["tests"].iloc[0])]
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

    def _family(self, key: str) -> str:
        if key == "all":
            return self.t("every-family")
        manifest, config = self.study.world.manifest, self.study.config
        named = manifest.families.get(key) or config.families.get(key)
        return named[self.language] if named else in_words(self.language, f"family.{key}")

    def _measures(self) -> list[list[str]]:
        rows = []
        several = len(self.study.hypotheses) > 1
        tables = [main_rows(self.results, k) for k in range(len(self.study.hypotheses))]
        for row in pd.concat(tables).to_dict("records"):
            cells = [self.scenario(str(row["scenario"]))]
            cells += [self.outcome(str(row["outcome"]))] if several else []
            cells.append(self.method(str(row["method"])))
            cells.append(self.t(f"estimand-{str(row['estimand']).replace('_', '-')}"))
            cells += [self._number(row, name, 4) for name in ("truth", "bias", "empirical_se", "model_se")]
            for name in ("coverage", "centred_coverage", "significant"):
                rate, error = self.percent(row[name], 1), self.percent(row[f"{name}_error"], 1)
                cells.append(f"{rate} ({error})")
            cells += [self._number(row, name, 2) for name in ("type_s", "type_m")]
            rows.append([*cells, str(row["failures"])])
        return rows

    def _number(self, row: Mapping[Hashable, Any], name: str, digits: int) -> str:
        """A measure with its simulation error in brackets, where it has one."""
        value, error = float(row[name]), float(row.get(f"{name}_error", np.nan))
        if not np.isfinite(value):
            return "–"
        shown = self.numbers.fixed(value, digits)
        return f"{shown} ({self.numbers.fixed(error, digits)})" if np.isfinite(error) else shown

    def _pairs(self) -> list[list[str]]:
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

    def _hierarchy(self) -> list[list[str]]:
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

    def _downloads(self) -> list[tuple[str, str]]:
        found = []
        for name in TABLES:
            text = table_as_text(getattr(self.results, name)).to_csv(index=False).encode("utf-8-sig")
            if len(text) > 10:
                data = base64.b64encode(text).decode("ascii")
                found.append((f"{name}.csv", f"data:text/csv;charset=utf-8;base64,{data}"))
        return [*found, ("estimates.parquet", "estimates.parquet")]


def line_of(number: int) -> str:
    """How the line of a method is drawn: the first is full."""
    return "line" if number == 0 else f"line other loop-{number % 4}"


def effect_in_words(setting: Setting) -> Message:
    """The effect of a scenario, to stand in a sentence."""
    effect = setting.effect
    if not isinstance(effect, Effect):
        return message("lab-effect-published" if effect == "published" else "lab-effect-none")
    if effect.risk_ratio == 0.5:
        return message("lab-effect-half")
    scale = effect.scales[0]
    return message(f"lab-effect-{scale.replace('_', '-')}", value=float(getattr(effect, scale)))
