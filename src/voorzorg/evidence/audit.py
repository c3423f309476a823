"""The audit: figures and relations in; every check, a verdict per figure and findings out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter

from voorzorg.evidence.checks.given import Given
from voorzorg.evidence.checks.places.agreement import printed_elsewhere
from voorzorg.evidence.checks.registry import CHECKS
from voorzorg.evidence.checks.uncheckable import why_not
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.relations.model import Relation, read_relations
from voorzorg.evidence.verdicts import BASE_SEVERITY, LABELS, Check, Verdict, bears_on, worst
from voorzorg.evidence.words import Words, say

if TYPE_CHECKING:
    import pandas as pd

#: a finding is anything wrong, and an assumption from this severity on
FINDING_FROM = 30


@dataclass(frozen=True)
class Finding:
    """Checks about one matter, worst first, and the figures that they are about."""

    topic: str
    checks: tuple[Check, ...]

    @property
    def severity(self) -> int:
        """That of the worst check."""
        return max(c.severity for c in self.checks)

    @property
    def verdict(self) -> Verdict:
        """That of the worst check."""
        decisive = worst(list(self.checks))
        assert decisive is not None
        return decisive.verdict

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """All figures, targets of the worst check first."""
        return tuple(dict.fromkeys(x for c in self.checks for x in c.figures))


@dataclass(frozen=True)
class Audit:
    """The result of an audit."""

    figures: Figures
    checks: tuple[Check, ...]

    def of(self, figure_id: str) -> list[Check]:
        """Checks whose verdict is about a figure."""
        return self._about.get(figure_id, [])

    @cached_property
    def _about(self) -> dict[str, list[Check]]:
        about: dict[str, list[Check]] = defaultdict(list)
        for c in self.checks:
            for x in c.figures:
                if bears_on(c, x):
                    about[x].append(c)
        return about

    def findings(self, from_severity: int = FINDING_FROM) -> list[Finding]:
        """What is wrong or doubtful, one entry per matter, worst first."""
        chosen = [
            c
            for c in self.checks
            if c.verdict.bad or (c.verdict is Verdict.ASSUMPTION and c.severity >= from_severity)
        ]
        by_topic: dict[str, list[Check]] = defaultdict(list)
        for c in chosen:
            by_topic[topic(c, self.figures)].append(c)
        for c in self.checks:
            # an idea is no finding, but belongs beside one about the same matter
            if c.kind == "could_be" and topic(c, self.figures) in by_topic:
                by_topic[topic(c, self.figures)].append(c)
        found = [
            Finding(name, tuple(sorted(checks, key=lambda c: (-c.verdict.bad, -c.severity, c.key))))
            for name, checks in by_topic.items()
        ]
        return sorted(found, key=lambda f: (not f.verdict.bad, -f.severity, f.topic))

    def reason(self, f: Figure) -> Words | None:
        """Why a figure has its verdict, or why nothing could be checked."""
        decisive = worst(self.of(f.figure_id))
        return why_not(f, self.figures) if decisive is None else decisive.reason

    def verdicts(self) -> pd.DataFrame:
        """One row per figure: what is printed, the verdict, why, and the sum to redo it by hand."""
        import pandas as pd

        elsewhere = printed_elsewhere(self.figures)
        rows = [_row(f, self, elsewhere.get(f.figure_id, "")) for f in self.figures]
        return pd.DataFrame(rows, columns=VERDICT_COLUMNS)

    def table(self) -> pd.DataFrame:
        """One row per check."""
        import pandas as pd

        rows = [
            {
                "check": c.key,
                "kind": c.kind,
                "verdict": str(c.verdict),
                "severity": c.severity,
                "targets": "; ".join(c.targets),
                "inputs": "; ".join(c.inputs),
                "arithmetic": c.arithmetic,
                "reason_nl": say(c.reason, "nl"),
                "reason_en": say(c.reason, "en"),
                "assumption_nl": say(c.assumption, "nl"),
                "assumption_en": say(c.assumption, "en"),
                "computed_low": c.computed[0],
                "computed_high": c.computed[1],
                "instead": "; ".join(c.instead),
            }
            for c in self.checks
        ]
        return pd.DataFrame(rows, columns=CHECK_COLUMNS)

    def counts(self) -> dict[Verdict, int]:
        """Number of figures with each verdict."""
        seen: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
        for f in self.figures:
            decisive = worst(self.of(f.figure_id))
            seen[decisive.verdict if decisive else Verdict.NOT_CHECKABLE] += 1
        return seen


VERDICT_COLUMNS = [
    "figure_id",
    "source",
    "location",
    "quantity",
    "study",
    "outcome",
    "wave",
    "arm",
    "statistic",
    "printed",
    "unit",
    "verdict",
    "verdict_nl",
    "severity",
    "reason_nl",
    "reason_en",
    "arithmetic",
    "assumption_nl",
    "assumption_en",
    "decided_by",
    "other_checks",
    "compared_with",
    "printed_elsewhere",
]
CHECK_COLUMNS = [
    "check",
    "kind",
    "verdict",
    "severity",
    "targets",
    "inputs",
    "arithmetic",
    "reason_nl",
    "reason_en",
    "assumption_nl",
    "assumption_en",
    "computed_low",
    "computed_high",
    "instead",
]


def topic(c: Check, figures: Figures) -> str:
    """The matter that a check is about: what was given, else study and outcome of its first target."""
    f = figures[c.targets[0]]
    if c.kind in ("denominator", "grim_percentage", "relation_common_denominator"):
        return c.topic or f"{f.study}:denominators"
    return c.topic or f"{f.study}:{f.outcome}"


def _row(f: Figure, result: Audit, elsewhere: str) -> dict[str, Any]:
    checks = result.of(f.figure_id)
    decisive = worst(checks)
    common = {
        "figure_id": f.figure_id,
        "source": f.source,
        "location": f.location,
        "quantity": f.quantity,
        "study": f.study,
        "outcome": f.outcome,
        "wave": f.wave,
        "arm": f.arm,
        "statistic": f.statistic,
        "printed": f.printed() if f.has_value else "",
        "unit": f.unit,
        "printed_elsewhere": elsewhere,
    }
    if decisive is None:
        reason = result.reason(f)
        return common | {
            "verdict": str(Verdict.NOT_CHECKABLE),
            "verdict_nl": say(LABELS[Verdict.NOT_CHECKABLE], "nl"),
            "severity": BASE_SEVERITY[Verdict.NOT_CHECKABLE],
            "reason_nl": say(reason, "nl"),
            "reason_en": say(reason, "en"),
            "arithmetic": "",
            "assumption_nl": "",
            "assumption_en": "",
            "decided_by": "",
            "other_checks": "",
            "compared_with": "",
        }
    others = [x for x in decisive.figures if x != f.figure_id]
    return common | {
        "verdict": str(decisive.verdict),
        "verdict_nl": say(LABELS[decisive.verdict], "nl"),
        "severity": decisive.severity,
        "reason_nl": say(decisive.reason, "nl"),
        "reason_en": say(decisive.reason, "en"),
        "arithmetic": decisive.arithmetic,
        "assumption_nl": say(decisive.assumption, "nl"),
        "assumption_en": say(decisive.assumption, "en"),
        "decided_by": decisive.key,
        "other_checks": "; ".join(c.key for c in checks if c is not decisive),
        "compared_with": "; ".join(others),
    }


def run_audit(frame: pd.DataFrame, known: Sequence[Relation] = ()) -> Audit:
    """Audit figures.

    Parameters
    ----------
    frame
        As :func:`voorzorg.evidence.figures.loader.read_figures` gives it.
    known
        Relations from a relations file; those that the columns give by themselves are added.

    Returns
    -------
    Audit with every check; the order is that of the figures and of the kinds of check, so equal input gives
    equal output.
    """
    given = Given(Figures.of(frame), known)
    return Audit(given.figures, tuple(check for kind in CHECKS for check in kind.run(given)))


def audit_path(path: str | Path, relations_path: str | Path | None = None) -> Audit:
    """Audit a figures file, or a directory of them with the ``relations.yaml`` in it.

    For a single file, relations are read only where ``relations_path`` names them.
    """
    from voorzorg.evidence.figures.loader import read_figures

    frame = read_figures(path)
    found = relations_path or (relations_beside(path) if Path(path).is_dir() else None)
    return run_audit(frame, read_relations(found, Figures.of(frame)) if found else ())


_CHECKS = TypeAdapter(tuple[Check, ...], config=ConfigDict(ser_json_inf_nan="constants"))


def write_checks(result: Audit, path: str | Path) -> None:
    """Every check as JSON: with the figures, all there is to an audit."""
    Path(path).write_bytes(_CHECKS.dump_json(result.checks, indent=1) + b"\n")


def read_audit(path: str | Path, frame: pd.DataFrame) -> Audit:
    """The audit of the figures in ``frame`` whose checks :func:`write_checks` wrote."""
    return Audit(Figures.of(frame), _CHECKS.validate_json(Path(path).read_bytes()))


def relations_beside(folder: str | Path) -> Path | None:
    """The ``relations.yaml`` of a folder of figures, where there is one."""
    path = Path(folder) / "relations.yaml"
    return path if path.is_file() else None


def audit(frame: pd.DataFrame, folder: str | Path | None = None) -> Audit:
    """The whole audit of figures that were read from ``folder``."""
    found = relations_beside(folder) if folder is not None else None
    return run_audit(frame, read_relations(found, Figures.of(frame)) if found else ())
