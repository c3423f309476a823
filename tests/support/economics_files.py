"""Where the economics' own files are."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "data" / "economics" / "inputs.yaml"
