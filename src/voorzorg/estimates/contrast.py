"""Who is compared with whom."""

from __future__ import annotations

from dataclasses import dataclass

_AGAINST = " vs "


@dataclass(frozen=True, order=True)
class Contrast:
    """One arm against the reference arm; also one informant against another, or those who stayed against
    those who left.

    Code holds the pair. Its text, ``<treated> vs <reference>``, is how the table stores it, and is made and
    read here alone.
    """

    treated: str
    reference: str

    def __str__(self) -> str:
        return f"{self.treated}{_AGAINST}{self.reference}"

    @property
    def arms(self) -> tuple[str, str]:
        return self.treated, self.reference

    @property
    def slug(self) -> str:
        """In the name of a file."""
        return str(self).replace(" ", "_")

    @classmethod
    def read(cls, stored: str) -> Contrast:
        """The contrast that the table stores as ``stored``.

        Raises
        ------
        ValueError
            When the text names no two sides.
        """
        treated, against, reference = stored.partition(_AGAINST)
        if not (treated and against and reference):
            raise ValueError(f"'{stored}' is no contrast: write it as '<treated>{_AGAINST}<reference>'")
        return cls(treated, reference)
