"""Advisories of locked packages: told where an index answers, and no obstacle where none does."""

import http.server
import importlib.util
import json
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def check():
    spec = importlib.util.spec_from_file_location("check_advisories", ROOT / ".ci" / "check_advisories.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def index(monkeypatch):
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            known = (
                [{"id": "PYSEC-1"}, {"id": "PYSEC-2", "withdrawn": "2020"}] if "/bad/" in self.path else []
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"vulnerabilities": known}).encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
    yield
    server.shutdown()


def lock(folder: Path, *names: str) -> str:
    path = folder / "r.lock"
    path.write_text("".join(f"{name}==1.0 \\\n    --hash=sha256:00\n" for name in names), encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("index")
def test_an_advisory_is_told_and_stops(check, tmp_path, capsys):
    assert check.main([lock(tmp_path, "good", "bad")]) == 1
    assert capsys.readouterr().out == "bad 1.0: PYSEC-1\n2 of 2 locked packages checked\n"


@pytest.mark.usefixtures("index")
def test_an_accepted_one_does_not(check, tmp_path, monkeypatch):
    monkeypatch.setitem(check.ACCEPTED, "PYSEC-1", "not reached from here")
    assert check.main([lock(tmp_path, "good", "bad")]) == 0


def test_without_an_index_it_says_so(check, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    assert check.main([lock(tmp_path, "a", "b", "c", "d")]) == 0
    assert "not checked" in capsys.readouterr().out
