"""What a draft says, before it is written out."""

from __future__ import annotations

from dataclasses import dataclass, field

from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess
from voorzorg.cohorts.drafting.tables.table import TableGuess
from voorzorg.text import Language


@dataclass
class Content:
    """What the draft says, before it is written out."""

    files: list[str] = field(default_factory=list)
    variables: dict[str, tuple[ColumnGuess, str]] = field(default_factory=dict)  # name -> guess, role
    at_waves: dict[str, list[str]] = field(default_factory=dict)  # variable -> waves
    waves: dict[str, tuple[float | None, list[str]]] = field(default_factory=dict)  # key -> weeks, codes
    wave_labels: dict[str, str] = field(default_factory=dict)
    arm: tuple[TableGuess, ColumnGuess] | None = None
    event_arms: dict[str, list[str]] = field(default_factory=dict)  # REDCap: arm number -> codes of events
    event_arm_labels: dict[str, str] = field(default_factory=dict)  # arm number -> what the project calls it
    maybe_arms: tuple[str, ...] = ()  # columns that may be an allocation although nothing says so
    setup: dict[str, str] = field(default_factory=dict)  # the sheet Opzet
    language: Language = "en"  # of what is asked and why, in comments
    site: str | None = None
    by_cluster: bool = False
    pairs: str | None = None  # the variable that matches randomised clusters
    anchor: bool = False
    in_order: bool = False  # waves stand in the order of one file
    events: list[str] = field(default_factory=list)
