"""What `voorzorg audit` says of one figure or of a baseline table, as text for a terminal."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from voorzorg.errors import UserError
from voorzorg.evidence.arithmetic.baseline import LEAST_VARIABLES
from voorzorg.evidence.arithmetic.every_sample import samples
from voorzorg.evidence.baseline_table import baseline_tables
from voorzorg.evidence.checks.one_figure.whole_number_scales import mean_and_sd
from voorzorg.evidence.checks.two_arms.moved import methods_words
from voorzorg.evidence.checks.uncheckable import why_not
from voorzorg.evidence.verdicts import LABELS
from voorzorg.evidence.words import number, say, told, with_marks
from voorzorg.messages import message

if TYPE_CHECKING:
    from voorzorg.evidence.audit import Audit
    from voorzorg.text import Language


def baseline_words(result: Audit, language: Language) -> str:
    """How alike the arms of each baseline table are, with what that rests on."""

    lines = [say(told("baseline-title"), language), say(told("baseline-scale"), language)]
    tables = baseline_tables(result.figures)
    if not tables:
        lines.append(say(told("baseline-none"), language))
    for table in tables:
        lines.append(f"\n{table.study}")
        for v in table.variables:
            value = say(told("text", text=f"{v.likeness:.3f}"), language)
            lines.append(f"  {value}  {v.outcome}: {say(told('text', text=' / '.join(v.printed)), language)}")
        n = len(table.variables)
        if table.combined is None:
            lines.append("  " + say(message("evidence-baseline-few", n=n, least=LEAST_VARIABLES), language))
        else:
            value = number(table.combined, 2)
            lines.append("  " + say(told("baseline-combined", n=str(n), value=value), language))
    lines.append("\n" + say(told("baseline-assumes"), language))
    return "\n".join(lines)


def _samples(result: Audit, figure_id: str, language: Language) -> list[str]:
    """The samples that a mean and its SD can come from, where the figure is one of the two."""

    both = mean_and_sd(result.figures[figure_id], result.figures)
    if both is None:
        return []
    mean, sd, n = both
    found = samples(
        mean.text, mean.decimals, sd.text, sd.decimals, n, int(mean.scale_min), int(mean.scale_max)
    )
    if not found.count:
        return ["\n" + say(message("evidence-samples-none"), language)]
    kind = "complete" if found.complete else "some"
    lines = ["\n" + say(message(f"evidence-samples-{kind}", n=found.count), language)]
    for score, share in zip(found.scores, found.shares(), strict=True):
        lines.append(f"  {score:>4}  {'█' * round(50 * share)} {100 * share:.0f} %")
    for row in found.frequencies[:3]:
        sample = [s for s, k in zip(found.scores, row.tolist(), strict=True) for _ in range(k)]
        lines.append("  " + ", ".join(map(str, sample[:60])) + (" …" if len(sample) > 60 else ""))
    return lines


def explained(result: Audit, figure_id: str, language: Language) -> str:
    """All there is to one figure: what is printed, every check about it with its sum, and what it took part
    in.

    Raises
    ------
    UserError
        Where the file has no such figure.
    """

    f = result.figures.by_id.get(figure_id)
    if f is None:
        near = difflib.get_close_matches(figure_id, result.figures.by_id, n=3)
        hint = f" (did you mean {', '.join(near)}?)" if near else ""
        raise UserError(f"no figure {figure_id!r} in this file{hint}")
    words = {
        key: say(told(f"explain-{key}"), language) for key in ("printed", "made", "about", "beside", "if")
    }
    about = result.of(figure_id)

    def printed(x: str) -> str:
        return with_marks(result.figures[x].printed(), language)

    beside = [c for c in result.checks if figure_id in c.figures and c not in about]
    lines = [f"{f.figure_id}", f"  {words['printed']}: {printed(f.figure_id)} {f.unit}".rstrip()]
    lines += [f"  {f.source}, {f.location}".rstrip(", ")]
    if f.made:
        made = say(told("made-crude") if f.crude else methods_words(f.made), language)
        lines.append(f"  {words['made']}: {made}")
    if not about:
        lines.append(f"\n  {say(why_not(f, result.figures), language)}")
    for title, checks in ((words["about"], about), (words["beside"], beside)):
        if checks:
            lines.append(f"\n{title}")
        for c in checks:
            lines.append(
                f"  {say(LABELS[c.verdict], language).upper()} [{c.kind}]  {say(c.reason, language)}"
            )
            sums = with_marks(c.arithmetic, language)
            lines.append(f"      {sums}")
            if c.assumption is not None:
                lines.append(f"      {words['if']}: {say(c.assumption, language)}")
            lines += [f"      < {x}: {printed(x)}" for x in c.figures if x != figure_id]
    lines += _samples(result, figure_id, language)
    return "\n".join(lines)
