"""What was detected about a file, told with the line of the manifest that fixes it."""

from __future__ import annotations

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.messages import Message, message


def detected(findings: Findings, file: str, what: str, value: Message | str, fix: str) -> None:
    """Note what a file is written in; ``fix`` is what to write to have it always so."""
    findings.note(
        message(f"finding-detected-{what}", value=value),
        file=file,
        expected=message("finding-what-export-used"),
        action=message("finding-nothing-if-right", fix=fix),
    )
