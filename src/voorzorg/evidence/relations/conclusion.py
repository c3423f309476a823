"""The check that a relation of the file ends in: its label before the reason, its remark behind a finding."""

from __future__ import annotations

from typing import Any

from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.model import Input, Relation
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import sentences, told
from voorzorg.messages import Message


def concluded(
    r: Relation, inputs: tuple[str, ...], verdict: Verdict, reason: Message, arithmetic: str, **more: Any
) -> Check:
    """The check of a relation; ``more`` are fields of :class:`Check`."""
    remark = r.remark if verdict in (Verdict.CONTRADICTED, Verdict.ASSUMPTION) else None
    return Check(
        f"relation_{r.kind}",
        r.all_targets,
        inputs,
        verdict,
        sentences(told("about", label=r.label, said=reason), remark),
        arithmetic,
        key=f"relation:{r.key}",
        **more,
    )


def printed(i: Input, figures: Figures) -> str:
    """An input as a reader saw it."""
    return figures[i.figure].printed() if i.figure else f"{i.number:g}"
