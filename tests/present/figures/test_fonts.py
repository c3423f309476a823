"""The faces of the figures' type: cut once for the PDFs of a run, whatever characters these hold."""

import re
import zlib

from present_rows import make_context, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.files import journal_of
from voorzorg.present.figures.fonts import one_face_for_all
from voorzorg.present.figures.recording import Recorder
from voorzorg.present.figures.style import styled

KEYS = ("flow", "missingness")


def faces(pdf):
    """The font files inside a PDF."""
    streams = [zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)]
    return {stream for stream in streams if stream.startswith(b"\0\1\0\0")}


def test_pdfs_share_their_faces_and_are_the_same_bytes_alone():
    view, together, alone = View(trial_estimates(), make_context("nl")), [], []
    with styled():
        figures = [figure for plan in plans(view) if plan.key in KEYS and (figure := plan.draw())]
        drawn = [(figure, Recorder().record(figure)) for figure in figures]
        with one_face_for_all():
            together = [journal_of(figure, recording, 175) for figure, recording in drawn]
        alone = [journal_of(figure, recording, 175) for figure, recording in drawn]
    assert len(together) == len(KEYS) and together == alone
    first, second = map(faces, together)
    assert first and first & second
