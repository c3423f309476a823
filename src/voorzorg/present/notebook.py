"""Execute a notebook over a cohort's results and render it as one HTML file."""

from __future__ import annotations

import os
from pathlib import Path

from voorzorg.whole import whole


def execute(notebook: str | Path, cohort: str, executed: str | Path, html: str | Path) -> None:
    """Run ``notebook`` for ``cohort`` from the project's folder; write it with its outputs, and as HTML.

    The notebook finds its data through VOORZORG_ROOT and VOORZORG_COHORT. A cell that fails raises
    nbconvert's CellExecutionError and nothing is written.
    """
    import nbformat
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors import ExecutePreprocessor

    content = nbformat.read(notebook, as_version=4)
    os.environ["VOORZORG_ROOT"] = str(Path.cwd())
    os.environ["VOORZORG_COHORT"] = cohort
    runner = ExecutePreprocessor(timeout=300, kernel_name="python3")
    runner.preprocess(content, {"metadata": {"path": str(Path(notebook).parent)}})
    for cell in content.cells:
        cell.metadata.pop("execution", None)  # times of execution would make every run a different file
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(content)
    page = _page(body, content.cells[0].source.splitlines()[0].lstrip("# "))
    with whole(executed) as notebook_file, whole(html) as page_file:
        notebook_file.write_text(nbformat.writes(content) + "\n", encoding="utf-8")
        page_file.write_text(page, encoding="utf-8")


def _page(body: str, title: str) -> str:
    """One file without scripts: nbconvert's full page loads several from the internet."""
    from html import escape

    from pygments.formatters import HtmlFormatter

    highlight = HtmlFormatter().get_style_defs(".highlight")
    style = (Path(__file__).parent / "templates" / "notebook.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}{highlight}</style></head><body><main>{body}</main></body></html>\n"
    )
