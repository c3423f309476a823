"""Pages of PDF: what is on them, where, how it looks; and that their text can be found."""

import io
import re
import zlib

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from present_rows import make_context, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.files import journal_of
from voorzorg.present.figures.pdf import PdfRenderer, _outline
from voorzorg.present.figures.recording import Recorder
from voorzorg.present.figures.style import styled


def streams(pdf):
    return [zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)]


def marks(pdf):
    """The drawing's own lines of a page."""
    return next(one.decode() for one in streams(pdf) if b" cm\n" in one).split("\n")


def drawn(draw, scale=1.0):
    """The page of a figure of 200 by 100 points, and its marks."""
    with styled():
        figure = Figure(figsize=(200 / 72, 100 / 72))
        figure.patch.set_visible(False)
        draw(figure)
        renderer = PdfRenderer(200, 100)
        Recorder().record(figure).onto(renderer)
        pdf = renderer.page(scale)
    return pdf, marks(pdf)[1:]


@pytest.fixture(scope="module")
def journal():
    """Pages of two figures of the trial, one of them made twice, before and after the other."""
    view, found = View(trial_estimates(), make_context("nl")), {}
    with styled():
        for key in ("missingness", "flow", "missingness"):
            figure = next(plan for plan in plans(view) if plan.key == key).draw()
            found.setdefault(key, []).append(journal_of(figure, Recorder().record(figure)))
        return {key: [renderer.page(0.5) for renderer in found[key]] for key in found}


def test_a_figure_is_the_same_bytes_whatever_was_drawn_before(journal):
    first, second = journal["missingness"]
    assert first == second


def test_faces_hold_what_their_page_needs(journal):
    """Faces are TrueType files of the glyphs of that page, not of those of the page before."""
    faces = {
        key: [stream for stream in streams(pages[0]) if stream.startswith(b"\0\1\0\0")]
        for key, pages in journal.items()
    }
    assert len(faces["flow"]) == 2 and not set(faces["flow"]) & set(faces["missingness"])
    assert all(len(face) < 16000 for face in faces["flow"])  # 25,000 with all glyphs


def test_another_width_is_the_same_drawing_at_another_scale():
    def draw(figure):
        figure.text(0.1, 0.5, "tekst")

    (one, half), lines = drawn(draw), drawn(draw, 0.5)[0]
    assert half == marks(lines)[1:]
    assert marks(one)[0] == "1 0 0 1 0 0 cm" and marks(lines)[0] == "0.5 0 0 0.5 0 0 cm"
    assert b"/MediaBox [ 0 0 200 100 ]" in one and b"/MediaBox [ 0 0 100 50 ]" in lines


def test_lines_and_areas_say_how_they_look():
    def draw(figure):
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, 200), ylim=(0, 100))
        axes.plot([10, 60], [20, 20], color="#ff0000", linewidth=2, alpha=0.5)
        axes.plot([10, 60], [30, 30], color="#0000ff", linewidth=1, linestyle=(0, (4, 2)), clip_on=False)
        axes.fill_between([10, 60], [40, 40], [50, 50], color="#00ff00", linewidth=0)
        axes.plot([10], [10], color="none")

    pdf, lines = drawn(draw)
    area, red, blue = lines
    assert "0 0 200 100 re W n" in area and "0 1 0 rg" in area and area.endswith("h f Q") and "RG" not in area
    assert "1 0 0 RG 2 w" in red and "10 20 m 60 20 l S" in red and "re W n" in red
    assert "0 0 1 RG 1 w" in blue and "[4 2] 0 d" in blue and "re W n" not in blue
    alpha = re.search(r"/A(\d) gs", red)[1]
    assert f"/A{alpha} << /CA 0.5 ".encode() in pdf


def test_texts_lie_where_they_were_put_and_turn():
    def draw(figure):
        figure.text(0.1, 0.2, "ab", size=10, color="#ff0000", va="baseline")
        figure.text(0.5, 0.5, "cd", size=8, rotation=90, va="baseline", ha="left", rotation_mode="anchor")

    _, (flat, upright) = drawn(draw)
    assert "1 0 0 rg" in flat and re.search(r"BT 1 0 -?0 1 20 20 Tm /F0 10 Tf <[0-9a-f]{8}> Tj ET", flat)
    assert re.search(r"BT 0 1 -1 0 100 50 Tm /F0 8 Tf <[0-9a-f]{8}> Tj ET", upright)


def test_a_character_of_another_face_is_set_in_that_one():
    pdf, (line,) = drawn(lambda figure: figure.text(0, 0, "a∀b"))
    assert [int(face) for face in re.findall(r"/F(\d) 9.5 Tf", line)] in ([0, 1, 0], [0])
    assert pdf.count(b"/Subtype /Type0") == 1 + ("/F1" in line)


@pytest.mark.parametrize("code", [Path.CURVE3, Path.CURVE4])
def test_curves_are_the_same_curves(code):
    points = [(0, 0), (3, 6), (9, 6), (12, 0)][: int(code)]
    path = Path(points, [Path.MOVETO] + [code] * (len(points) - 1))
    start, rest = _outline(path, Affine2D().scale(2)).split(" m ")
    numbers = [float(word) for word in f"{start} {rest}".split()[:-1]]
    ours = Path(np.reshape(numbers, (-1, 2)), [Path.MOVETO, *[Path.CURVE4] * 3])
    assert rest.endswith(" c")
    wanted, found = (one.interpolated(1).to_polygons(closed_only=False)[0] for one in (path, ours))
    assert np.allclose(ours.get_extents().extents, 2 * path.get_extents().extents, atol=1e-3)
    assert np.allclose(found[-1], 2 * np.asarray(wanted[-1]), atol=1e-3)


def test_what_is_no_number_and_a_path_of_nothing_are_left_out():
    assert _outline(Path([(0, 0), (np.nan, 1), (2, 2), (3, 3)]), Affine2D()) == "0 0 m 2 2 m 3 3 l"
    assert _outline(Path(np.empty((0, 2))), Affine2D()) == ""


def test_the_table_of_objects_is_right_and_text_can_be_found():
    pypdf = pytest.importorskip("pypdf")
    words = "Gemeten: n = 134 (60%) – één ≥ 2"
    pdf, _ = drawn(lambda figure: figure.text(0.1, 0.5, words))
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    assert reader.pages[0].extract_text().strip() == words
    assert reader.metadata == {"/Creator": "voorzorg"}
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", pdf)]
    assert all(pdf[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, 1))


def test_a_picture_is_refused():
    with pytest.raises(NotImplementedError):
        PdfRenderer(1, 1).draw_image(None, 0, 0, None)
