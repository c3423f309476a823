"""Output control: what may leave a closed environment with real data.

``apply_disclosure`` empties rows that rest on few participants, and every row from which such a number could
be worked out, before anything is written where a person picks it up. Rules in docs/outputs.md.
"""

from voorzorg.present.disclosure.apply import apply_disclosure
from voorzorg.present.disclosure.wording.files import coarse_dictionary, coarse_findings
from voorzorg.present.disclosure.wording.labels import listed_levels

__all__ = ["apply_disclosure", "coarse_dictionary", "coarse_findings", "listed_levels"]
