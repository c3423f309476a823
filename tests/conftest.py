import pytest


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages wrap at the terminal's width; tests read them unwrapped, wherever they run."""
    monkeypatch.setenv("COLUMNS", "500")
