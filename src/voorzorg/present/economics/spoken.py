"""Sentences and numbers of the page: numbers that the reader's choices move stand in elements of their
own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from math import floor, isfinite
from typing import TYPE_CHECKING, Literal

from voorzorg.languages import BY_CODE
from voorzorg.messages import message, render
from voorzorg.text import Language

if TYPE_CHECKING:
    from markupsafe import Markup

Kind = Literal["euro", "rough", "count", "percent", "years", "women", "small"]
_DIGITS: dict[Kind, int] = {"euro": 0, "count": 0, "percent": 0, "years": 1, "women": 1, "rough": 0}
_TOKEN = re.compile("\x02([a-z0-9_]+)\x03")
_SPACE, _MINUS, _DASH = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}", "\N{EN DASH}"


def kind_of(name: str) -> Kind:
    """How a number of the page is shown, by its name."""
    if name.endswith(("_percent", "_return")) or name in (
        "assumed_needed",
        "chance_reports",
        "effect",
        "assumed",
    ):
        return "percent"
    if name.endswith("_payback"):
        return "years"
    stem = name.removesuffix("_low").removesuffix("_high")
    if stem.startswith("base_"):
        return "count" if stem.endswith("_year") else "women"
    if stem == "women":
        return "women"
    if stem in ("year", "page_women", "births"):
        return "count"
    if name.startswith("cost_per_"):
        return "rough"
    if stem.endswith("per_hundred"):
        return "women"
    if stem in ("reports", "violence", "smoking", "share"):
        return "small"
    return "euro"


def shown(kind: Kind, value: float, language: Language, none: str = _DASH) -> str:
    """A number as the page shows it, ``none`` where there is none; ``economics.js`` writes the same."""
    if not isfinite(value):
        return none
    if kind == "rough":
        value = _three_digits(value)
    if kind == "small":
        size = abs(value)
        digits = 2 if size < 0.995 else 1 if size < 9.95 else 0
    else:
        digits = _DIGITS[kind]
    scale = 10**digits
    rounded = floor(value * scale + 0.5) / scale
    text = BY_CODE[language].marks(f"{abs(rounded):,.{digits}f}")
    text = (
        (f"€{_SPACE}" if kind in ("euro", "rough") else "")
        + text
        + (f"{_SPACE}%" if kind == "percent" else "")
    )
    return (_MINUS if rounded < 0 else "") + text


def decimal(value: float, language: Language) -> str:
    """A number as it was written, with the language's decimal sign."""
    return f"{value:g}".replace(".", BY_CODE[language].decimal)


def _three_digits(value: float) -> float:
    """Rounded to three digits; amounts that are uncertain by half are not printed to the euro."""
    scale = 1
    while abs(value) >= 1000 * scale:
        scale *= 10
    return floor(value / scale + 0.5) * scale


class Speaker:
    """Says messages of the catalogue in one language; the page's numbers become elements."""

    def __init__(
        self, language: Language, numbers: Mapping[str, float], state: Mapping[str, float | str]
    ) -> None:
        self.language: Language = language
        self.numbers, self.state = numbers, state
        self._tokens = {name: f"\x02{name}\x03" for name in (*numbers, *state)}

    def plain(self, key: str, **arguments: str | float | int) -> str:
        """A message as text."""
        return render(message(key, **arguments), self.language)

    def number(self, value: float, kind: Kind = "euro") -> str:
        """A number that does not move."""
        return shown(kind, value, self.language)

    def say(self, key: str, **arguments: str | float | int) -> Markup:
        """A message in which the page's numbers stand as elements that follow the reader's choices."""
        from markupsafe import Markup

        text = escape(render(message(key, **(self._tokens | arguments)), self.language), quote=False)
        return Markup(_TOKEN.sub(lambda found: self.out(found.group(1)), text))

    def out(self, name: str, kind: Kind | None = None, none: str = "") -> Markup:
        """A number of the page as an element; ``none`` stands there where the number does not exist."""
        from markupsafe import Markup

        if name == "place":
            return Markup(f"<span data-place>{escape(str(self.state['place']))}</span>")
        kind = kind or kind_of(name)
        if name in self.state:
            text = shown(kind, float(self.state[name]), self.language)
            return Markup(f'<span class="n" data-in="{name}" data-as="{kind}">{text}</span>')
        value = self.numbers[name]
        cents = floor(value * 100 + 0.5) if isfinite(value) else ""
        absent = f' data-none="{escape(none)}"' if none else ""
        text = escape(shown(kind, value, self.language, none or _DASH))
        return Markup(
            f'<span class="n" data-out="{name}" data-as="{kind}" data-cents="{cents}"{absent}>{text}</span>'
        )

    def both(self, stem: str, kind: Kind | None = None) -> Markup:
        """Both ends of a number that has a low and a high one."""
        from markupsafe import Markup

        to = escape(self.plain("eco-to"))
        return Markup(f"{self.out(f'{stem}_low', kind)} {to} {self.out(f'{stem}_high', kind)}")
