"""What is noted down and drawn again is what matplotlib draws itself."""

import io
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from present_rows import make_context, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.files import PNG_DPI, journal_of, png_of, svg_of
from voorzorg.present.figures.recording import DOTS, Recorder
from voorzorg.present.figures.style import styled

KEYS = ("flow", "overview", "curve_cps_report_time", "trajectories_smoking", "missingness")


@pytest.fixture(scope="module")
def drawn():
    """Figures with their recording, and matplotlib's own picture and SVG of each."""
    view = View(trial_estimates(), make_context("nl"))
    recorder, found = Recorder(), {}
    with styled():
        for plan in plans(view):
            if plan.key not in KEYS:
                continue
            figure = plan.draw()
            recording = recorder.record(figure)
            ours = {
                "svg": svg_of(figure, recording),
                "png": png_of(recording),
                "pdf": journal_of(figure, recording, 175),
            }
            file = io.BytesIO()
            figure.savefig(file, format="svg")
            figure.dpi = PNG_DPI
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            picture = np.asarray(canvas.buffer_rgba())[..., :3].astype(float)
            found[plan.key] = (figure, ours, picture, file.getvalue())
            figure.dpi = DOTS
    assert set(found) == set(KEYS)
    return found


@pytest.mark.parametrize("key", KEYS)
def test_the_picture_is_the_same(drawn, key):
    """Texts measured at 72 dots an inch may lie a dot or two beside their place at 300."""
    _, ours, picture, _ = drawn[key]
    with Image.open(io.BytesIO(ours["png"])) as image:
        image.load()
        found = np.asarray(image).astype(float)
    height = min(len(found), len(picture))
    assert abs(len(found) - len(picture)) <= 1 and found.shape[1] == picture.shape[1]

    def coarse(pixels):
        block, rows, columns = 12, height // 12 * 12, pixels.shape[1] // 12 * 12
        return pixels[:rows, :columns].reshape(rows // block, block, columns // block, block, 3).mean((1, 3))

    difference = np.abs(coarse(found) - coarse(picture))
    assert difference.mean() < 1.0 and (difference > 100).mean() < 0.001


@pytest.mark.parametrize("key", KEYS)
def test_the_svg_has_the_same_texts_and_marks(drawn, key):
    _, ours, _, theirs = drawn[key]

    def content(svg):
        text = svg.decode("utf-8")
        return re.findall(r"<text[^>]*>([^<]*)</text>", text), text.count("<path"), text.count("<use")

    assert content(ours["svg"]) == content(theirs)


def test_a_journal_version_is_the_drawing_only(drawn):
    figure, ours, _, _ = drawn["overview"]
    part, _ = figure.journal_part()
    box = re.search(rb"/MediaBox \[ ([\d. ]+) \]", ours["pdf"])
    assert [float(side) for side in box.group(1).split()] == pytest.approx(
        [0, 0, 175 / 25.4 * DOTS, part.height / part.width * 175 / 25.4 * DOTS], abs=0.01
    )


def test_a_picture_in_a_figure_is_refused():
    with pytest.raises(NotImplementedError):
        Recorder().draw_image(None, 0, 0, None)
