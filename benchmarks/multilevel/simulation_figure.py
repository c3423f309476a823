"""Draw docs/figures/multilevel_simulation.svg from docs/multilevel_simulation.csv.

python -m benchmarks.multilevel.simulation_figure
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd

mpl.use("Agg")
import matplotlib.pyplot as plt

DOCS = Path(__file__).parents[2] / "docs"
ROWS = {
    "Coverage, no effect of the arm": {
        "wald_arm": "Wald", "lr_arm": "likelihood ratio", "robust_arm": "sandwich",
        "laplace_wald_arm": "Laplace, Wald", "gee_arm": "GEE sandwich", "gee_md_arm": "GEE Mancl-DeRouen",
    },
    "Coverage, standard deviation": {
        "profile_sd": "profile", "wald_sd": "Wald (log scale)", "laplace_wald_sd": "Laplace, Wald",
    },
    "Median estimated minus true SD": {"median_sd": "quadrature", "median_laplace_sd": "Laplace"},
}  # fmt: skip
STYLE = {
    "Wald": ("C0", "o"), "likelihood ratio": ("C2", "s"), "sandwich": ("C4", "^"),
    "Laplace, Wald": ("C3", "x"), "GEE sandwich": ("C7", "v"), "GEE Mancl-DeRouen": ("k", "+"),
    "profile": ("C2", "s"), "Wald (log scale)": ("C0", "o"), "quadrature": ("C0", "o"),
    "Laplace": ("C3", "x"),
}  # fmt: skip


def main() -> None:
    table = pd.read_csv(DOCS / "multilevel_simulation.csv")
    women = sorted(table["women"].unique())
    figure, axes = plt.subplots(
        3, len(women), figsize=(4.2 * len(women), 9), sharex=True, sharey="row", squeeze=False
    )
    for column, count in enumerate(women):
        part = table[table["women"] == count].sort_values(["rate", "sd_true"], ascending=[False, True])
        labels = [f"{100 * r:g} %, SD {s:g}" for r, s in zip(part["rate"], part["sd_true"], strict=True)]
        x = np.arange(len(part))
        for row, (title, methods) in enumerate(ROWS.items()):
            axis = axes[row, column]
            for offset, (name, label) in zip(
                np.linspace(-0.25, 0.25, len(methods)), methods.items(), strict=True
            ):
                y = part[name] - (part["sd_true"] if row == 2 else 0)
                color, marker = STYLE[label]
                axis.plot(x + offset, y, marker, color=color, label=label, markersize=5, fillstyle="none")
            if row < 2:
                error = 1.96 * np.sqrt(0.95 * 0.05 / part["trials"].iloc[0])
                axis.axhspan(0.95 - error, 0.95 + error, color="0.9", zorder=0)
                axis.set_ylim(0.85, 1.005)
            else:
                axis.axhline(0, color="0.7", linewidth=1, zorder=0)
                axis.set_ylim(-1, 2.2)
            if column == 0:
                axis.set_ylabel(title)
                axis.legend(fontsize=7, loc="lower left" if row < 2 else "upper left")
            if row == 0:
                axis.set_title(f"{count} women")
            axis.set_xticks(x, labels, rotation=90, fontsize=7)
    trials = int(table["trials"].iloc[0])
    figure.suptitle(
        f"Simulated trials (synthetic), {trials} per setting; shaded: Monte-Carlo error around 95 %.\n"
        "Values below the frame (Laplace at low rates) are in the table.",
        fontsize=10,
    )
    figure.tight_layout()
    mpl.rcParams["svg.hashsalt"] = "multilevel"
    figure.savefig(DOCS / "figures" / "multilevel_simulation.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
