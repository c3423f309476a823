"""Which printed arm figures a printed contrast belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.figures.vocabulary import is_control

NOT_AN_ARM = ("all", "contrast", "")

Key = tuple[str, ...]


def outcome_key(f: Figure) -> Key:
    """What was measured, in whom and when; arm, source and statistic left out."""
    return (f.study, f.outcome, f.wave, f.instrument, f.role, f.level, f.informant)


@dataclass(frozen=True)
class Pair:
    """Two arms of one outcome, printed in one place; ``sds`` where both standard deviations are there."""

    treated: Figure
    control: Figure
    sds: tuple[Figure, Figure] | None = None

    @property
    def ids(self) -> tuple[str, str]:
        """Identifiers: treated, control."""
        return (self.treated.figure_id, self.control.figure_id)

    def made(self, contrast: Figure) -> frozenset[str]:
        """How a contrast was made, with what is said of the arms themselves (weighted, Kaplan-Meier)."""
        return contrast.made | ((self.treated.made | self.control.made) - {"crude"})

    def words(self) -> str:
        """``11 % / 19 %``: treated / control."""
        return f"{_words(self.treated)} / {_words(self.control)}"


#: decimals of a share that nobody printed: it stands for a printed count and its n
UNPRINTED = 9


def _words(f: Figure) -> str:
    return f"{f.events}/{f.n}" if f.decimals == UNPRINTED else f.printed()


def _as_share(f: Figure) -> Figure:
    """A count that is printed with its n, as the percentage that it is."""
    if f.statistic != "count" or not f.n or f.comparison != "=" or not 0 <= f.value <= f.n:
        return f
    text = f"{100 * f.value / f.n:.{UNPRINTED}f}"
    return replace(
        f, statistic="percentage", text=text, value=float(text), decimals=UNPRINTED, events=int(f.value)
    )


def two_arms(arms: Mapping[str, Figure]) -> tuple[Figure, Figure] | None:
    """The treated and the control arm, where there is one of each."""
    controls = [f for name, f in arms.items() if is_control(name)]
    treated = [f for name, f in arms.items() if not is_control(name)]
    return (treated[0], controls[0]) if len(treated) == 1 and len(controls) == 1 else None


class Pairs:
    """All two-arm pairs of a set of figures, by outcome."""

    def __init__(self, figures: Figures) -> None:
        rows: dict[tuple[Key, str, str, str], dict[str, Figure]] = defaultdict(dict)
        for f in map(_as_share, figures):
            if f.arm in NOT_AN_ARM or not f.has_value or f.statistic not in ("percentage", "mean", "sd"):
                continue
            place = rows[(outcome_key(f), f.source, f.section, f.statistic)]
            if f.arm in place and place[f.arm].text != f.text:
                continue  # two versions in one section: the first is taken, the group check sees both
            place.setdefault(f.arm, f)
        self._by_key: dict[tuple[Key, str], list[Pair]] = defaultdict(list)
        for (key, source, section, statistic), arms in rows.items():
            two = two_arms(arms)
            if two is None or statistic == "sd":
                continue
            treated, control = two
            sds = rows.get((key, source, section, "sd"), {})
            both = (sds[treated.arm], sds[control.arm]) if treated.arm in sds and control.arm in sds else None
            self._by_key[(key, statistic)].append(Pair(treated, control, both))

    def of(self, contrast: Figure, statistic: str) -> list[Pair]:
        """Pairs that a contrast can be about: of its own source if there are any, else
        of the other sources."""
        found = self._by_key.get((outcome_key(contrast), statistic), [])
        if not found:
            # a source that names no instrument or informant speaks of the same outcome
            found = [
                pair
                for (key, kind), pairs in self._by_key.items()
                if kind == statistic and _compatible(key, outcome_key(contrast))
                for pair in pairs
            ]
        if not found and not contrast.wave and contrast.statistic.startswith("stated_"):
            # a statement without a moment is held against the figures of any moment that its source prints
            found = [
                pair
                for (key, kind), pairs in self._by_key.items()
                if kind == statistic and key[:2] == outcome_key(contrast)[:2]
                for pair in pairs
                if pair.treated.source == contrast.source
            ]
        own = [p for p in found if p.treated.source == contrast.source]
        same_section = [p for p in own if p.treated.section == contrast.section]
        return same_section or own or found

    def __iter__(self):  # type: ignore[no-untyped-def]
        for pairs in self._by_key.values():
            yield from pairs


def _compatible(a: Key, b: Key) -> bool:
    """Same outcome and wave; role and level may be unstated; sources name registers
    and informants differently."""
    return a[:3] == b[:3] and all(x == y or not x or not y for x, y in zip(a[4:6], b[4:6], strict=True))
