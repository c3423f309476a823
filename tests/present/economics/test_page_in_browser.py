"""The page in a browser: its controls move, and it agrees with Python to the cent.

These tests need Chromium and are skipped, with a message, where it is not installed.
"""

from __future__ import annotations

import html
import json
import random
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from voorzorg.economics.case.expected import cents
from voorzorg.present.economics.page import numbers_of, write_page
from voorzorg.present.economics.spoken import shown

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed: the page is not opened")
STEPS = 1000
#: Controls with a slider: lowest, highest and step, in units of the step.
SLIDERS = {
    "births": (0, 5000, "1"),
    "share_low": (0, 600, "0.1"),
    "share_high": (0, 600, "0.1"),
    "cost": (0, 60_000, "1"),
    "benefit": (0, 60_000, "1"),
    "effect": (0, 150, "1"),
    "assumed": (0, 150, "1"),
    "value": (0, 1000, "1000"),
}
#: Moves the controls as a person does, and notes after each what every number of the page says.
MOVE = """
<script>
(function () {
  var steps = STEPS_JSON, told = [];
  steps.forEach(function (step) {
    var control = document.querySelector(step[0]);
    if (step[1] === null) control.checked = !control.checked; else control.value = step[1];
    control.dispatchEvent(new Event(step[1] === null ? "change" : "input"));
    var found = {};
    document.querySelectorAll("[data-out]").forEach(function (place) {
      found[place.dataset.out + " " + place.dataset.as] = [
        place.dataset.cents, place.textContent, place.dataset.none || "\u2013"
      ];
    });
    told.push(found);
  });
  var result = document.createElement("pre");
  result.id = "result";
  result.textContent = JSON.stringify(told);
  document.body.textContent = "";
  document.body.appendChild(result);
})();
</script>
"""


def opened(path, tmp_path, address=""):
    """The document as the browser has it after its scripts ran."""
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run",
         f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"file://{path}{address}"],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module", params=["nl", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def page(evaluation, language, tmp_path_factory):
    return write_page(evaluation, language, tmp_path_factory.mktemp("page") / "report.html")


def moved(choices, draw):
    """One control moved at random: how to find it, its value, and the choices after it."""
    kind = draw.random()
    if kind < 0.25:
        group = draw.choice(["costs", "categories"])
        keys = {"costs": COSTS, "categories": CATEGORIES}[group]
        key = draw.choice(keys)
        changed = getattr(choices, group) ^ {key}
        return f"input[data-count={group}][value={key}]", None, replace(choices, **{group: changed})
    name = draw.choice(list(SLIDERS))
    low, high, step = SLIDERS[name]
    units = draw.randint(low, high)
    text = f"{units / 10:g}" if step == "0.1" else str(units * int(step))
    value = int(text) if name == "births" else float(text)
    choices = replace(choices, **{name: value})
    if name == "share_low" and choices.share_high < value:
        choices = replace(choices, share_high=value)
    if name == "share_high" and choices.share_low > value:
        choices = replace(choices, share_low=value)
    return f"input[data-slider={name}]", text, choices


COSTS: list[str] = []
CATEGORIES: list[str] = []


def test_page_and_python_agree_to_the_cent_on_a_thousand_moves(evaluation, language, page, tmp_path):
    if language == "en":
        pytest.skip("the arithmetic is the same in both languages; the Dutch page moves")
    COSTS[:] = list(evaluation.model.beside)
    CATEGORIES[:] = [part.key for part in evaluation.model.parts]
    draw, choices = random.Random(20080901), evaluation.cases[0].start
    steps, wanted = [], []
    for _ in range(STEPS):
        selector, value, choices = moved(choices, draw)
        steps.append([selector, value])
        wanted.append(choices)
    path = tmp_path / "moved.html"
    text = page.read_text(encoding="utf-8")
    script = MOVE.replace("STEPS_JSON", json.dumps(steps))
    path.write_text(text.replace("</body>", script + "</body>"), encoding="utf-8")
    found = re.search(r'<pre id="result">(.*?)</pre>', opened(path, tmp_path), re.S)
    assert found, "the page's script did not end"
    told = json.loads(html.unescape(found.group(1)))
    assert len(told) == STEPS
    compared = 0
    for chosen, places in zip(wanted, told, strict=True):
        numbers = numbers_of(evaluation.model, chosen)
        for place, (in_cents, shown_text, none) in places.items():
            name, kind = place.split(" ")
            value = numbers[name]
            expected = str(cents(value)) if value == value else ""
            assert in_cents == expected, f"{name} at {chosen}"
            assert shown_text == shown(kind, value, language, none), f"{name} at {chosen}"
            compared += 1
    assert compared > 50 * STEPS


def test_a_link_opens_with_what_was_chosen(evaluation, language, page, tmp_path):
    address = "#b=1000&l=4&h=8&c=20000&g=15000&e=50&a=25&w=100000&k=management.video&t=work.justice&m=Adorp"
    chosen = replace(
        evaluation.cases[0].start, births=1000, share_low=4.0, share_high=8.0, cost=20_000.0,
        benefit=15_000.0, effect=50.0, assumed=25.0, value=100_000.0,
        costs=frozenset({"management", "video"}),
        categories=frozenset({"work", "justice"}),
    )  # fmt: skip
    document = opened(page, tmp_path, address)
    numbers = numbers_of(evaluation.model, chosen)
    for name, told in re.findall(r'data-out="(\w+)" data-as="\w+" data-cents="(-?\d*)"', document):
        assert told == (str(cents(numbers[name])) if numbers[name] == numbers[name] else ""), name
    assert re.search(r"<span data-place=\"\">Adorp</span>", document)
    shown_verdicts = re.findall(r'data-when="verdict:(\w+)"(?! hidden)', document)
    assert shown_verdicts == ["never"]


@pytest.mark.parametrize(
    "address", ["#b=abc&l=50&h=-1&c=&k=nothing&t=&m=%E0%A4%A", "#b=1e400&m=%3Cimg%20src=x%3E"]
)
def test_an_address_that_is_no_state_does_no_harm(language, page, tmp_path, address):
    if language == "en":
        pytest.skip("the script is the same in both languages; the Dutch page is opened")
    shown_text = re.sub(r"(?s)<script.*?</script>", "", opened(page, tmp_path, address))
    assert "<img" not in shown_text
    assert "NaN" not in shown_text and "undefined" not in shown_text
    assert len(re.findall(r'data-out="cost_low"', shown_text)) == 1


@pytest.mark.parametrize("address", ["", "#b=467&k=management.training.training_video.video.training_hours"])
def test_it_prints_on_two_pages(language, page, tmp_path, address):
    out = tmp_path / "page.pdf"
    subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer",
         f"--print-to-pdf={out}", f"file://{page}{address}"],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    assert len(re.findall(rb"/Type\s*/Page[^s]", out.read_bytes())) == 2
