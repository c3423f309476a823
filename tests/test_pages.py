"""The pages of the documentation that hold Python do what they say: every block is run, one after another."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.S | re.M)


@pytest.mark.filterwarnings("error::DeprecationWarning", "error::FutureWarning")
def test_ten_things_in_a_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    found = blocks(DOCS / "how-to" / "statistics.md")
    assert len(found) == 11
    names: dict[str, object] = {}
    for block in found:
        exec(compile(block, "statistics.md", "exec"), names)

    assert list(names["fitted"].params.index) == ["Intercept", "arm[T.visits]", "age"]
    assert names["fitted"].converged
    assert list(names["fitted"].predict(names["new"]).index) == ["without", "with"]
    assert "odds_ratio" in capsys.readouterr().out
