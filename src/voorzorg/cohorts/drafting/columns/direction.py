"""Which way an outcome is better, by the words of its label, where they tell."""

from __future__ import annotations

import re
from typing import Literal

_HIGHER = re.compile(
    r"tevreden|satisf|rapportcijfer|cijfer|grade|mastery|regie|empower|steun|support|kwaliteit|quality|qol|"
    r"welbevinden|welzijn|well.?being|zelfredzaam|zelfvertrouwen|self.?e(ffica|steem)|vaardig|skill|competen|"
    r"borstvoeding|breastfe|good|goed|gezondheid|health|herstel|remission|recover|hechting|attachment"
)
_LOWER = re.compile(
    r"depress|angst|anxi|stress|klacht|sympt|proble|geweld|violen|rook|rok|smok|sigaret|cigar|alcohol|drug|"
    r"mishandel|abuse|neglect|verwaarloz|melding|pijn|pain|agress|aggress|epds|phq|gad|cbcl|ptss|ptsd|"
    r"vroeggeboorte|preterm|sterf|death|mortal|letsel|injur|belasting|burden|eenzaam|lonel|ziek|disease|schuld"
)


def better(*texts: str) -> Literal["lower", "higher"] | None:
    """The better side of an outcome with this name and label; nothing where the words do not tell."""
    text = " ".join(texts).casefold()
    higher, lower = bool(_HIGHER.search(text)), bool(_LOWER.search(text))
    if higher == lower:
        return None
    return "higher" if higher else "lower"
