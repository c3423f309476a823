"""Where the project's own files are: beside the source in a checkout, else inside the package.

The project brings a workflow, scripts, notebooks, scoring keys, published figures and manifests of its own
cohorts. A person's files (``config.yaml``, ``data/``, ``results/``) are in the working folder. What both may
have is looked for in the working folder first, so that a study can add to what the project brings.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def home() -> Path:
    """The folder with the project's ``Snakefile``, ``workflow``, ``scripts``, ``notebooks`` and ``data``."""
    return _CHECKOUT if (_CHECKOUT / "Snakefile").is_file() else _PACKAGE / "project"


def found(relative: str | Path, project: Path | None = None) -> Path:
    """A file or folder of the working folder or, where that has none, of the project.

    Where both are the same, the path stays relative, as a person wrote it. Absolute paths are left alone.
    """
    project = project or home()
    path = Path(relative)
    if path.is_absolute() or path.exists() or project.resolve() == Path.cwd().resolve():
        return path
    ours = project / path
    return ours if ours.exists() else path
