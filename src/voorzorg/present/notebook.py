"""What a notebook needs of a cohort's results, and how the workflow executes one and renders it as HTML."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.atomic_write import atomic_write

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.present.context import Context
    from voorzorg.text import Language

_OUTPUT = re.compile(r'<div (class="[^"]*output_subarea)')


@dataclass(frozen=True)
class Results:
    """A cohort's estimates with what is needed to read them."""

    estimates: pd.DataFrame
    context: Context

    def table(self, rows: pd.DataFrame, *parts: str) -> pd.DataFrame:
        """Rows of ``estimates`` in words, a column per part of ``readable_rows.PARTS``."""
        from voorzorg.present.estimate_rows import View
        from voorzorg.present.words.readable_rows import readable

        return readable(View(rows, self.context), parts)

    def grid(
        self, rows: pd.DataFrame, down: str, across: str | Sequence[str], show: str = "estimate"
    ) -> pd.DataFrame:
        """One part of each row, spread over two others (or more of them across)."""
        from voorzorg.present.estimate_rows import View
        from voorzorg.present.words.readable_rows import grid

        return grid(View(rows, self.context), down, [across] if isinstance(across, str) else across, show)

    def show(self, kind: str) -> None:
        """The report's own figures of one kind, such as ``overview`` or ``curve``, as output of the cell."""
        from io import BytesIO

        import matplotlib.pyplot as plt
        from IPython.display import Image, display

        from voorzorg.present.estimate_rows import View
        from voorzorg.present.figures import plans
        from voorzorg.present.figures.style import styled

        with styled():
            for plan in plans(View(self.estimates, self.context)):
                figure = plan.draw() if plan.kind == kind else None
                if figure is not None:
                    picture = BytesIO()
                    figure.savefig(picture, format="png", dpi=144)
                    plt.close(figure)
                    name = self.context.t(f"figure.{kind}.title") if not plan.about else plan.about
                    display(
                        Image(picture.getvalue(), width=round(72 * figure.get_figwidth() * 1.5), alt=name)
                    )


def open_results(cohort: str | None = None) -> Results:
    """Results of a cohort that has been run: the one named, or that of the workflow, or the trial's.

    Found from VOORZORG_ROOT and VOORZORG_COHORT where the workflow set them, else from the folder above; read
    in VOORZORG_LANGUAGE, which is that of the run whatever config.yaml says, else in that of config.yaml.
    """
    import pandas as pd

    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.config import read_config
    from voorzorg.estimates.table import read
    from voorzorg.present.context import read_context

    root = Path(os.environ.get("VOORZORG_ROOT", ".."))
    cohort = cohort or os.environ.get("VOORZORG_COHORT", "voorzorg_rct")
    config = read_config(root / "config.yaml")
    if language := os.environ.get("VOORZORG_LANGUAGE"):
        config = config.model_copy(update={"language": language})
    manifest = read_manifest(root / "data" / "cohorts" / cohort / "cohort.yaml")
    estimates = read(root / "results" / cohort / "estimates.csv")
    pd.set_option("display.max_rows", 200, "display.max_colwidth", None)
    kind = str(estimates["data_kind"].iloc[0])
    return Results(estimates, read_context(config, manifest, kind))


def execute(
    notebook: str | Path, cohort: str, language: Language, executed: str | Path, html: str | Path
) -> None:
    """Run ``notebook`` for ``cohort`` from the project's folder; write it with its outputs, and as HTML.

    ``language`` is that of what the notebook shows: a run's language need not be that of config.yaml.

    A cell that fails raises nbconvert's CellExecutionError and nothing is written.
    """
    import nbformat
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors import CoalesceStreamsPreprocessor, ExecutePreprocessor

    content = nbformat.read(notebook, as_version=4)
    os.environ["VOORZORG_ROOT"] = str(Path.cwd())
    os.environ["VOORZORG_COHORT"] = cohort
    os.environ["VOORZORG_LANGUAGE"] = language
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # figures go into the notebook
    runner = ExecutePreprocessor(timeout=300, kernel_name="python3")
    runner.preprocess(content, {"metadata": {"path": str(Path(notebook).parent)}})
    CoalesceStreamsPreprocessor().preprocess(content, {})  # how output is cut into pieces is chance
    for cell in content.cells:
        cell.metadata.pop("execution", None)  # times of execution would make every run a different file
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(content)
    # a table that is wider than the screen is moved sideways, by keyboard too
    body = _OUTPUT.sub(r'<div tabindex="0" \1', body)
    page = _page(body, content.cells[0].source.splitlines()[0].lstrip("# "), language)
    with atomic_write(executed) as notebook_file, atomic_write(html) as page_file:
        notebook_file.write_text(nbformat.writes(content) + "\n", encoding="utf-8")
        page_file.write_text(page, encoding="utf-8")


def _page(body: str, title: str, language: Language) -> str:
    """One file without scripts: nbconvert's full page loads several from the internet."""
    from html import escape

    from pygments.formatters import HtmlFormatter

    highlight = HtmlFormatter().get_style_defs(".highlight")
    style = (Path(__file__).parent / "templates" / "notebook.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}{highlight}</style></head><body><main>{body}</main></body></html>\n"
    )
