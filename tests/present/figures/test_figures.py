"""Figures: drawn for whatever rows there are, the same bytes every time, synthetic data marked on each."""

import hashlib
import json
import re
import subprocess
import sys

import pytest
from PIL import Image
from present_rows import make_context, one_arm_context, one_arm_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans, write_figures
from voorzorg.present.figures.files import SUFFIXES, save
from voorzorg.present.figures.style import WIDTH, spread_labels, styled
from voorzorg.present.figures.trial.curves import curve_rows


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, estimates):
    folder = tmp_path_factory.mktemp("figures")
    keep = estimates["family"].isin(["smoking", "breastfeeding", "maltreatment"]) | estimates["family"].isna()
    return folder, write_figures(estimates[keep], make_context("nl"), folder)


def texts(figure) -> list[str]:
    from matplotlib.text import Text

    return [item.get_text() for item in figure.findobj(Text) if item.get_text()]


def test_each_figure_comes_as_svg_png_and_for_a_journal(drawn):
    folder, written = drawn
    stems = {path.stem for path in written if path.suffix != ".pdf"}
    assert {
        "flow", "missingness", "risk_factors", "balance", "overview", "curve_cps_report_time",
        "curve_breastfeeding_duration", "trajectories_smoking", "odds_ratios_smoking", "marginal_smoking",
        "tipping_smoking",
    } <= stems  # fmt: skip
    for stem in stems:
        for suffix in SUFFIXES:
            assert (folder / f"{stem}.{suffix}").stat().st_size > 1000
    assert not list(folder.glob("*partial*")) and not list(folder.glob(".*partial*"))


def test_a_journals_versions_are_as_wide_as_its_columns_and_can_be_read(drawn):
    """One column for figures that were drawn for it, two for all; the page is what it is called."""
    _, written = drawn
    made: dict[str, set[int]] = {}
    for path in written:
        if path.suffix == ".pdf":
            key, _, size = path.stem.rpartition("_")
            width = int(size.removesuffix("mm"))
            made.setdefault(key, set()).add(width)
            box = re.search(rb"/MediaBox \[ ([\d. ]+) \]", path.read_bytes())
            assert float(box[1].split()[2]) == pytest.approx(width / 25.4 * 72, abs=0.1)
    assert all(175 in sizes for sizes in made.values())
    assert set(made) == {path.stem for path in written if path.suffix != ".pdf"}
    narrow = {key for key, sizes in made.items() if 85 in sizes}
    assert {"curve_cps_report_time", "curve_breastfeeding_duration", "marginal_smoking"} <= narrow
    assert "overview" not in narrow


def test_png_is_wide_enough_for_print(drawn):
    folder, _ = drawn
    with Image.open(folder / "overview.png") as image:
        assert image.width == round(300 * WIDTH)
        assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)


def test_text_is_text_that_brings_its_font(drawn):
    folder, _ = drawn
    svg = (folder / "flow.svg").read_text(encoding="utf-8")
    assert ">Geloot</text>" in svg and "@font-face" in svg and "DejaVu Sans" in svg
    pdf = (folder / "journal" / "flow_175mm.pdf").read_bytes()
    assert b"/FontFile2" in pdf and b"/Subtype /Type3" not in pdf


def test_every_figure_says_synthetic_in_a_line_of_text(estimates):
    view = View(estimates, make_context("en"))
    with styled():
        for plan in plans(view):
            figure = plan.draw()
            if figure is not None:
                assert any("Synthetic data" in text for text in texts(figure)), plan.key


def test_real_data_are_not_called_synthetic(estimates):
    view = View(estimates, make_context("en", data_kind="real"))
    with styled():
        figure = next(plan for plan in plans(view) if plan.key == "flow").draw()
    assert not any("Synthetic" in text for text in texts(figure))


def test_the_same_rows_give_the_same_bytes(tmp_path, estimates):
    view = View(estimates, make_context("nl"))
    digests = []
    for name in ("a", "b"):
        with styled():
            figure = next(plan for plan in plans(view) if plan.key == "trajectories_smoking").draw()
            paths = save(figure, tmp_path / name, "x")
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in paths])
    assert digests[0] == digests[1]


def test_drawing_needs_no_pyplot():
    code = (
        "import sys; import voorzorg.present.figures.style, voorzorg.present.figures.trial.overview, "
        "voorzorg.present.figures.trial.curves, voorzorg.present.figures.participants.flow; "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_numbers_in_the_flow_diagram_are_those_of_the_rows(estimates):
    view = View(estimates, make_context("nl"))
    with styled():
        found = texts(next(plan for plan in plans(view) if plan.key == "flow").draw())
    assert "n = 460" in found and "n = 223" in found and "Gemeten: n = 134 (60%)" in found


def test_breastfeeding_is_drawn_as_the_share_that_lasts(estimates):
    view = View(estimates, make_context("nl"))
    end = curve_rows(view, "breastfeeding_duration", "intervention")[-1].estimate
    with styled():
        figure = next(p for p in plans(view) if p.key == "curve_breastfeeding_duration").draw()
    shown = view.context.numbers.percent(1 - end)
    assert any(text.endswith(shown) for text in texts(figure))


def test_a_small_one_arm_cohort_gets_flow_change_and_single_cases():
    view = View(one_arm_estimates(), one_arm_context())
    with styled():
        made = {plan.key for plan in plans(view) if plan.draw() is not None}
    assert {"flow", "change", "single_cases_stress"} <= made
    assert not any(key.startswith(("overview", "dumbbells", "odds_ratios")) for key in made)


def test_an_empty_table_draws_nothing(tmp_path, estimates):
    assert write_figures(estimates.iloc[:0], make_context("nl"), tmp_path) == []


def test_labels_are_moved_apart_as_little_as_needed():
    placed = spread_labels([0.5, 0.51, 0.9], 0.1, 0, 1)
    assert placed[1] - placed[0] >= 0.0999 and placed[2] == pytest.approx(0.9)
    assert json.dumps(spread_labels([0.2, 0.8], 0.1, 0, 1)) == "[0.2, 0.8]"
