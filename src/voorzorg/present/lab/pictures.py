"""Pictures of a simulated study: power by families, a nested loop, intervals that miss the truth."""

from __future__ import annotations

import numpy as np

from voorzorg.present.economics.charts import Chart
from voorzorg.present.lab.nested_loop import Factor, nested_loop
from voorzorg.present.lab.words import LabWords, line_of

#: Intervals in the picture of coverage.
ZIPPED = 100


class Pictures(LabWords):
    """Each is SVG, and empty where there is nothing to draw."""

    def curve(self) -> str:
        """Power over the number of families, a line per method with twice its error, and the closed form."""
        if self.one_size():
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
        if self.closed_everywhere():
            at = [float(scenario.setting.families) for scenario in self.study.scenarios]
            pairs = sorted(zip(at, 100 * closed["power"].to_numpy(float), strict=True))
            chart.line([a for a, _ in pairs], [b for _, b in pairs], "line closed")
        wanted = 100 * self.study.file.wanted
        chart.line([float(sizes.min()), float(sizes.max())], [wanted, wanted], "zero")
        return chart.svg()

    def zip(self) -> str:
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
        limits = kept[["ci_low", "ci_high"]].to_numpy(float)
        ends = limits[np.isfinite(limits)]  # an interval without a limit is drawn to the edge
        low, high = np.clip(limits[at], ends.min(), ends.max()).T
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

    def loop(self) -> str:
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
