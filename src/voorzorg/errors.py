"""The error that is about the user's files: its message is meant to be read by a person."""


class UserError(ValueError):
    """Data, configuration or a figures file is not as it should be.

    The message says what is wrong, where, what was expected and what to do, and holds no participant's
    value. Programs print it without a traceback and exit with a non-zero status.
    """
