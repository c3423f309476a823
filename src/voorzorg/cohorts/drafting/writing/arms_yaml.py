"""Arms in a draft: levels, labels, codes, and which is the reference."""

from __future__ import annotations

import re

import pandas as pd

from voorzorg.cohorts.drafting.columns.guesses import CONTROL, GROUP_CODES, Guess, slug, sorted_codes
from voorzorg.cohorts.drafting.columns.roles import words
from voorzorg.cohorts.drafting.writing.content import Content
from voorzorg.cohorts.drafting.writing.scalars import key_of, mark, scalar
from voorzorg.cohorts.reading.values.codes import code, codes, yes_no
from voorzorg.messages import message

#: Names that say what 1 is: treated is 1, and 0 is not.
_AFFIRMS = re.compile(
    r"\b(treated|treat|treatment|trt|tx|rx|exp|experiment\w*|interventie|intervention|behandeld|behandeling|active|actief)\b"
)


#: Names that say the opposite: who has a 1 there got nothing, or what is usual.
_DENIES = re.compile(
    r"\b(geen|no|non|niet|zonder|without|not|un\w*(?:treated|behandeld)|onbehandeld|kein\w*|ohne|sans)\b|"
    r"^(?:control\w*|kontrol\w*|ctrl|placebo|wacht\w*|wait\w*|tau|cau|usual care)"
    r"(?: ?(?:groep|group|arm|list))?$"
)

#: What stands in the place of an arm for somebody who is in none.
_LEFT = re.compile(
    r"uitval|uitgevallen|afgevallen|ge[eë]xclu|exclu|uitgesloten|teruggetrokken|withdr|screen ?fail|"
    r"drop ?out|lost|n\.?v\.?t|onbekend|unknown|niet (?:geloot|gerandom|toegewezen|mee)|"
    r"not (?:random|alloc|assigned)|gestopt|overleden|deceased|died|geweigerd|refus|ineligible|pilot|test"
)
#: Letters for experimental and control, in a column that is called an allocation.
_LETTERS = {frozenset(pair): "c" for pair in ("ec", "ic", "tc")}


def write_arms(content: Content, guesses: list[Guess]) -> list[str]:
    if content.event_arms:
        return _arms_of_events(content, guesses)
    told = content.setup.get("opzet", "")
    if content.arm is None and told in ("one_arm", "single_case"):
        return [f"design: {told}"]
    if content.arm is None:
        sure, why = 0.8, message("draft-no-allocation")
        if content.maybe_arms:
            shown = ", ".join(f"'{name}'" for name in content.maybe_arms[:4])
            sure, why = 0.5, message("draft-maybe-allocation", columns=shown)
        guesses.append(
            Guess(message("draft-all-files"), message("draft-design"), message("draft-one-arm"), sure, why)
        )
        return [f"design: one_arm{mark(sure, why, content.language)}"]
    table, column = content.arm
    labels = {code(k): v for k, v in (table.raw.value_labels.get(column.name) or {}).items()}
    if not labels and column.labels and column.values:
        labels = {value: column.labels[key] for value, key in column.values.items()}
    present = [c for c in sorted_codes(table.raw.frame[column.name]) if c not in column.missing]
    if not labels:  # the codes are words: as the file spells them
        labels = {code(v): " ".join(str(v).split()) for v in table.raw.frame[column.name].dropna().unique()}
        labels = {c: v for c, v in labels.items() if not re.fullmatch(r"-?\d+(\.\d+)?", c)}
    labels = {c: re.sub(r"^\d{1,2}\s*[_.:=)-]\s*(?=[^\W\d])", "", v) for c, v in labels.items()}
    levels = {text: slug(labels.get(text, text)) or f"arm_{slug(text)}" for text in present}
    levels = {
        t: k if k[:1].isalpha() and not k.startswith("v_") else f"arm_{slug(t).removeprefix('v_')}"
        for t, k in levels.items()
    }
    called = [code(labels.get(t, t)) for t in present]
    controls = [t for t, label in zip(present, called, strict=True) if CONTROL.search(label)]
    if len(controls) == 1:
        reference, sure, why = levels[controls[0]], 0.9, message("draft-label-control")
    elif (usual := (GROUP_CODES | _LETTERS).get(frozenset(called))) is not None:
        reference, sure, why = levels[present[called.index(usual)]], 0.8, message("draft-usual-control-code")
    elif set(present) == {"0", "1"} and _DENIES.search(words(column.name)):
        why = message("draft-one-reads-control", column=column.name)
        reference, sure = levels["1"], 0.6
    elif set(present) == {"0", "1"} and _AFFIRMS.search(words(column.name)):
        reference, sure, why = levels["0"], 0.8, message("draft-zero-reads-no", column=column.name)
    elif len(present) == 2 and [yes_no(one) for one in called].count("0") == 1:
        no = [yes_no(one) for one in called].index("0")
        sure, why = 0.8 if _AFFIRMS.search(words(column.name)) else 0.6, message("draft-says-no")
        if _DENIES.search(words(column.name)):
            no, sure, why = 1 - no, 0.6, message("draft-one-reads-control", column=column.name)
        reference = levels[present[no]]
    else:
        reference, sure, why = levels[present[0]], 0.4, message("draft-lowest-code")
    design = "two_arm" if len(levels) == 2 else "multi_arm"
    odd = _no_arms(table.raw.frame[column.name], dict(zip(present, called, strict=True)))
    ask = mark(0.5, message("draft-no-arms", codes=", ".join(odd)), content.language) if odd else ""
    guesses.append(Guess(table.raw.name, message("draft-allocation"), column.name, 0.8, column.evidence))
    guesses.append(Guess(table.raw.name, message("draft-reference-arm"), reference, sure, why))
    lines = [
        f"design: {design}{ask}",
        "arms:",
        f"  reference: {reference}{mark(sure, why, content.language)}",
        "  levels:",
    ]
    for text, key in levels.items():
        lines.append(f"    {key}: {{label: {scalar(labels.get(text, text))}, codes: [{key_of(text)}]}}")
    return lines


def _no_arms(values: pd.Series, labels: dict[str, str]) -> list[str]:
    """Of three codes or more those that say somebody left, or that are rare as slips of the pen are."""
    times = pd.Series(codes(values.dropna())).value_counts()
    usual = max((int(times.get(one, 0)) for one in labels), default=0)
    return [
        one
        for one, label in labels.items()
        if _LEFT.search(label) or (len(labels) > 2 and times.get(one, 0) < 0.25 * usual)
    ]


def _arms_of_events(content: Content, guesses: list[Guess]) -> list[str]:
    """REDCap keeps arms in the names of its events: ``baseline_arm_2``."""
    numbers = sorted(content.event_arms, key=int)
    named = {number: content.event_arm_labels.get(number, f"arm {number}") for number in numbers}
    controls = [number for number in numbers if CONTROL.search(code(named[number]))]
    reference = f"arm_{controls[0] if len(controls) == 1 else numbers[0]}"
    why = message("draft-redcap-arms")
    sure = 0.4
    guesses.append(
        Guess(
            message("draft-all-files"),
            message("draft-allocation"),
            message("draft-names-of-events"),
            0.8,
            why,
        )
    )
    if len(controls) == 1:
        sure, why = 0.9, message("draft-label-control")
    lines = [f"design: {'two_arm' if len(numbers) == 2 else 'multi_arm'}", "arms:"]
    lines += [f"  reference: {reference}{mark(sure, why, content.language)}", "  levels:"]
    for number in numbers:
        events = ", ".join(key_of(text) for text in content.event_arms[number])
        lines.append(f"    arm_{number}: {{label: {scalar(named[number])}, codes: [{events}]}}")
    return lines
