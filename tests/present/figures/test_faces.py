"""The faces of the figures' type: what a PDF takes along of them, and outlines of texts."""

import io

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from voorzorg.present.figures.faces import EM, faces_of, glyphs_of, outline_of
from voorzorg.present.figures.style import settings, styled


@pytest.fixture(scope="module", autouse=True)
def _style():
    with styled():
        yield


@pytest.fixture(scope="module")
def families():
    return tuple(settings()["font.family"])


def outline_in(font, name):
    glyph = font["glyf"][name]
    return glyph.getCoordinates(font["glyf"])[0]


@pytest.mark.parametrize("number", [0, -1])
def test_a_face_of_some_glyphs_has_these_as_they_were_and_no_others(families, number):
    """Also where a glyph is made of others (é), and of a face that knows thousands (the last)."""
    face = faces_of(families, "normal", 600)[number]
    glyphs = [face.glyph(character) for character in "né0–"]
    whole = TTFont(face.path)
    part = TTFont(io.BytesIO(face.only(glyphs)))
    order = whole.getGlyphOrder()
    part.setGlyphOrder(order)
    for glyph in glyphs:
        assert outline_in(part, order[glyph]) == outline_in(whole, order[glyph])
        assert part["hmtx"][order[glyph]] == whole["hmtx"][order[glyph]]
        assert face.width(glyph) == round(EM * whole["hmtx"][order[glyph]][0] / whole["head"].unitsPerEm)
    for character in "w§":
        assert part["glyf"][order[face.glyph(character)]].numberOfContours == 0
    assert len(face.only(glyphs)) < len(face.only([face.glyph(one) for one in map(chr, range(33, 127))]))


def test_the_first_face_that_has_a_character_draws_it(families):
    faces = faces_of(families, "normal", 400)
    found = list(glyphs_of("a∀\U0010fffd", FontProperties(family=list(families))))
    assert found[0] == (faces[0], faces[0].glyph("a"))
    assert found[1] == (faces[-1], faces[-1].glyph("∀"))
    assert found[2] == (faces[0], 0)  # no face has it: the sign of the first for a missing character


@pytest.mark.parametrize("text", ["Gemeten: n = 134 (60%)", "één – ≥ 2", "i"])
def test_an_outline_is_that_of_matplotlib(families, text):
    prop = FontProperties(family=list(families), size=10)
    theirs = TextPath((0, 0), text, size=10, prop=prop).get_extents().extents
    ours = outline_of(text, prop).get_extents().extents * 10 / EM
    assert np.allclose(ours, theirs, atol=0.1)


def test_a_text_without_ink_has_an_empty_outline(families):
    assert len(outline_of(" ", FontProperties(family=list(families))).vertices) == 0
