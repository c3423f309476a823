"""Published figures described in a reader's words."""

from __future__ import annotations

import re

from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.figures.names import Names
from voorzorg.evidence.words import with_marks
from voorzorg.present.words.messages import message, messages_below
from voorzorg.text import Language

_WAVES = (
    (r"baseline$", "baseline"),
    (r"referral$", "referral"),
    (r"birth$", "birth"),
    (r"pregnancy$", "pregnancy"),
    (r"preg(\d+)w$", "pregnant_weeks"),
    (r"w(\d+)$", "weeks"),
    (r"m(\d+)$", "months"),
    (r"y(\d+)$", "years"),
)


def sum_words(arithmetic: str, language: Language) -> str:
    """A sum for a reader: the marks of numbers of the page's language, and Dutch words on a Dutch page."""
    if language == "en":
        return with_marks(arithmetic, language)
    english, here = (messages_below(name, "evidence.in_sum") for name in ("en", language))
    words = {text: here[key] for key, text in english.items()}
    longest_first = sorted(words, key=len, reverse=True)
    told = re.sub(rf"\b({'|'.join(longest_first)})\b", lambda m: words[m.group()], arithmetic)
    return with_marks(told, language)


def unit_words(unit: str, language: Language) -> str:
    """A unit in the page's language, word by word; words that are not known stay."""
    words = messages_below(language, "evidence.unit")
    text = re.sub(r"[A-Za-z]+", lambda m: words.get(m.group(), m.group()), unit)
    return text.replace("huis bezoeken", "huisbezoeken").replace("risico factoren", "risicofactoren")


def wave_words(wave: str, language: Language) -> str:
    """A wave key in words."""
    for pattern, name in _WAVES:
        found = re.match(pattern, wave)
        if found:
            return message(language, f"evidence.wave.{name}", n="".join(found.groups()))
    return wave.replace("_", " ")


def arm_words(arm: str, language: Language) -> str:
    """An arm key in words."""
    return _named("arm", arm, language)


def describe(f: Figure, language: Language, names: Names) -> str:
    """A figure in a few words: outcome, arm, wave and kind of statistic."""
    parts = [names.outcome(f.outcome, language)]
    # "%" is printed beside it, and a ratio or difference is between arms by itself
    parts += [] if f.statistic == "percentage" else [_named("statistic", f.statistic, language)]
    parts += [] if f.arm == "contrast" else [_named("arm", f.arm, language)]
    if f.wave:
        parts.append(wave_words(f.wave, language))
    return " · ".join(parts)


def _named(group: str, key: str, language: Language) -> str:
    return messages_below(language, f"evidence.{group}").get(key, key.replace("_", " "))
