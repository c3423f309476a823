"""Pages in a browser, opened from disk: what a function finds there, how wide they are, what paper says.

Needs Chromium or Chrome; of axe-core, which checks accessibility, only the script is used (extra `browser`).
"""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = pytest.mark.skipif(BROWSER is None, reason="the page is not opened: install Chromium or Chrome")
AXE = importlib.util.find_spec("axe_playwright_python")
#: Notes what a function finds, so that it can be read from the page as it ends.
NOTE = """
<script>
window.addEventListener("load", function () {
  function note(found) {
    var place = document.createElement("pre");
    place.id = "result";
    place.textContent = JSON.stringify(found);
    document.body.textContent = "";
    document.body.appendChild(place);
  }
  (async function () { FIND })().then(note, function (error) { note({ error: String(error) }); });
});
</script>
"""
#: What sticks out of a document whose details are all open, unless it stands in what scrolls sideways.
_WIDER = """
  inside.querySelectorAll("details").forEach(function (one) { one.open = true; });
  var root = inside.documentElement, edge = root.clientWidth;
  if (root.scrollWidth <= edge) return [];
  return Array.prototype.filter.call(inside.querySelectorAll("body *"), function (one) {
    if (one.getBoundingClientRect().right <= edge + 0.5) return false;
    for (var up = one.parentElement; up !== root; up = up.parentElement) {
      if (inside.defaultView.getComputedStyle(up).overflowX !== "visible") return false;
    }
    return true;
  }).slice(0, 5).map(function (one) { return one.tagName + " " + one.textContent.trim().slice(0, 60); })
    .concat(["page of " + root.scrollWidth + " in " + edge]);
"""


def output_of(command: list[str]) -> str:
    """What a command says; a browser that has said all and does not end is ended."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8")


def found_in(text: str, folder: Path, find: str, *options: str, before: str = ""):
    """What the body of a function finds in the page; ``before`` is a script that it needs."""
    path = folder / "page.html"
    path.write_text(
        text.replace("</body>", before + NOTE.replace("FIND", find) + "</body>"), encoding="utf-8"
    )
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
        "--virtual-time-budget=20000", *options, "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    for _ in range(3):  # a busy machine may close the page before it has answered
        said = output_of(command)
        result = re.search(r'<pre id="result">(.*?)</pre>', said, re.S)
        if result:
            break
    assert result, said[-500:]
    made = json.loads(html.unescape(result[1]))
    assert not (isinstance(made, dict) and "error" in made), made
    return made


def wider_than(text: str, folder: Path, width: int) -> list[str]:
    """What sticks out of a window of ``width`` pixels, scroll bar included, with all details open.

    Without a window Chromium makes none narrower than 500 pixels, so the page is opened in a frame.
    """
    (folder / "inner.html").write_text(text, encoding="utf-8")
    inner = f'<iframe src="inner.html" width="{width}" height="844"></iframe>'
    find = 'var inside = document.querySelector("iframe").contentDocument;' + _WIDER
    frame = f"<!DOCTYPE html><html><body>{inner}</body></html>"
    return found_in(frame, folder, find, "--allow-file-access-from-files", "--window-size=1400,900")


def printed(path: Path) -> list[list[str]]:
    """The lines of every page of a printed page, without its number."""
    target = path.with_suffix(".pdf")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", path.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    said = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    pages = [[line.strip() for line in page.splitlines()] for page in said.rstrip("\f").split("\f")]
    return [[line for line in page if line and not re.fullmatch(r"\d+ / \d+", line)] for page in pages]


def stranded(text: str, pages: list[list[str]]) -> list[tuple[int, str]]:
    """Page and heading, where a heading is the last that a page says."""
    found = re.findall(r"<(h[234])\b[^>]*>(.*?)</\1>", text, re.S)
    plain = {" ".join(html.unescape(re.sub(r"<[^>]+>", "", one)).split()) for _, one in found}
    return [(place, page[-1]) for place, page in enumerate(pages[:-1], start=1) if page and page[-1] in plain]


def serious(text: str, folder: Path, dark: bool = False) -> list[str]:
    """The serious and critical findings of axe-core, on a light or a dark page."""
    script = (Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    find = """
      var made = await axe.run(document, { resultTypes: ["violations"] });
      return made.violations.filter(function (one) {
        return ["serious", "critical"].indexOf(one.impact) >= 0;
      }).map(function (one) {
        var where = one.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 160); });
        return one.id + ": " + where.join(" | ");
      });
    """
    options = ("--force-dark-mode",) if dark else ()
    return found_in(text, folder, find, *options, before=f"<script>{script}</script>")
