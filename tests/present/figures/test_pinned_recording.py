"""Where a recorded drawing comes when it is drawn again: larger, higher, some groups moved or left out."""

import matplotlib
import matplotlib.transforms as transforms
import pytest
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from packaging.version import Version
from pinning import Pinned

from voorzorg.present.figures.files import _heavy, _png, smallest_text
from voorzorg.present.figures.recording import Recorder


class Noting(RendererBase):
    """Notes where every shape and text comes."""

    def __init__(self, flip: bool) -> None:
        super().__init__()
        self.flip, self.found = flip, []

    def flipy(self) -> bool:
        return self.flip

    def _note(self, what, gc, x, y):
        clip = gc.get_clip_rectangle()
        ends = [] if clip is None else [round(float(one), 4) for one in clip.extents]
        self.found.append({"what": what, "x": round(float(x), 4), "y": round(float(y), 4), "clip": str(ends)})

    def draw_path(self, gc, path, transform, rgb_face=None):
        self._note("path", gc, *transform.transform(path.vertices)[0])

    def draw_markers(self, gc, marker, marker_transform, path, transform, rgb_face=None):
        self._note("markers", gc, *transform.transform(path.vertices)[0])
        self._note("marker size", gc, *marker_transform.transform((1, 1)))

    def draw_path_collection(
        self, gc, transform, paths, all_transforms, offsets, offset_transform, *rest, **named
    ):
        self._note("collection", gc, *transforms.Affine2D(transform.get_matrix()).transform((1, 1)))
        self._note("offset", gc, *offset_transform.transform(offsets)[0])

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        self._note(f"text {s}", gc, x, y)

    def open_group(self, s, gid=None):
        self.found.append({"what": f"open {s}", "x": None, "y": None, "clip": gid or ""})


@pytest.mark.skipif(
    Version(matplotlib.__version__) < Version("3.11"),
    reason="stored are the calls by which matplotlib 3.11 draws",
)
@pytest.mark.parametrize("flip", [True, False])
def test_where_everything_comes(pinned: Pinned, flip: bool) -> None:
    figure = Figure(figsize=(4, 3))
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set_axis_off()
    axes.plot([0, 1], [0, 1], marker="o", gid="banner")
    axes.scatter([0.2], [0.4], s=[30])
    axes.fill_between([0, 1], [0, 0.5], gid="heading")
    figure.text(0.5, 0.5, "left in place", ha="left", va="baseline")
    figure.text(0.25, 0.75, "moved", ha="left", va="baseline", gid="banner")
    recording = Recorder().record(figure)
    rows = []
    for name, how in {
        "as it was": {},
        "larger": {"scale": 2.0},
        "higher": {"shift": 10.0},
        "moved": {"shift": 10.0, "moved": {"banner"}, "by": -4.0},
        "moved alone": {"moved": {"banner"}, "by": 3.0},
        "without": {"without": {"heading", "banner"}},
        "all": {"scale": 0.5, "shift": -6.0, "without": {"heading"}, "moved": {"banner"}, "by": 2.0},
    }.items():
        renderer = Noting(flip)
        recording.onto(renderer, **how)
        rows += [{"name": name} | row for row in renderer.found]
    pinned(f"present/figures/recording_{'down' if flip else 'up'}", rows)


def test_weights_and_the_smallest_text() -> None:
    assert [_heavy(weight) for weight in ("bold", "normal", 400, 500, 501, 600)] == [
        True,
        *[False] * 3,
        True,
        True,
    ]
    page = Figure()
    page.text(0, 0, "large", size=12)
    page.text(0, 0, "small", size=7)
    page.text(0, 0, "heading", size=5, gid="heading")
    page.text(0, 0, " ", size=3)
    page.text(0, 0, "hidden", size=2, visible=False)
    assert smallest_text(page) == 7


def test_a_picture_reads_back_as_it_was() -> None:
    import io

    import numpy as np
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 256, (5, 7, 3)).astype(np.uint8)
    with Image.open(io.BytesIO(_png(pixels))) as image:
        assert np.array_equal(np.asarray(image), pixels)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
