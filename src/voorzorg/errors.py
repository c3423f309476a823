"""The error that is about the user's files: its message is meant to be read by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voorzorg.messages import Message, render

if TYPE_CHECKING:
    from voorzorg.text import Language


class UserError(ValueError):
    """Data, configuration or a figures file is not as it should be.

    The message says what is wrong, where, what was expected and what to do, and holds no participant's
    value. Programs print it without a traceback and exit with a non-zero status.

    Parameters
    ----------
    said
        Lines: a :class:`Message` in every language, or text that has one form.
    """

    def __init__(self, *said: Message | str) -> None:
        super().__init__(*said)

    def told(self, language: Language) -> str:
        """The message in a language."""
        return "\n".join(render(one, language) if isinstance(one, Message) else str(one) for one in self.args)

    def __str__(self) -> str:
        return self.told("en")
