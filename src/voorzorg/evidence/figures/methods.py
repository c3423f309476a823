"""How an estimate was made: the words of the column ``method`` and what they stand for.

A printed contrast follows from the printed arms only where it is crude. Whatever else was done to it
(adjustment, clusters, imputation, weights) moves it away from them, honestly.
"""

from __future__ import annotations

import difflib
import re

#: what an estimate can be, and how people write it (lower case; the first words of the cell decide)
METHODS: dict[str, tuple[str, ...]] = {
    "crude": ("crude", "unadjusted", "univariable", "univariate", "ruw", "ongecorrigeerd"),
    "adjusted": ("adjusted", "ancova", "multivariable", "multivariate", "gecorrigeerd", "covariates"),
    "clustered": ("clustered", "cluster", "gee", "multilevel", "mixed", "robust", "design-based"),
    "model": ("model", "regression", "logistic", "poisson", "bayesian", "regressie"),
    "stratified": ("stratified", "mantel-haenszel", "cmh", "gestratificeerd"),
    "imputed": ("imputed", "imputation", "multiple imputation", "geimputeerd", "locf"),
    "weighted": ("weighted", "weights", "ipw", "gewogen"),
    "survival": ("survival", "cox", "kaplan-meier", "log-rank", "overleving"),
}
_KNOWN = {word: key for key, words in METHODS.items() for word in words}
_YES = ("yes", "y", "true", "1", "ja")
_NO = ("no", "n", "false", "0", "nee")


def methods_in(text: str) -> frozenset[str]:
    """The methods that a cell names: parts are separated by ``;`` or ``+``, each begins with a known word.

    Raises
    ------
    ValueError
        Where a part begins with no known word.
    """
    found = set()
    for part in re.split(r"[;+]", text.lower()):
        words = part.split()
        if not words:
            continue
        key = _KNOWN.get(words[0].strip(":,("))
        if key is None:
            raise ValueError(part.strip())
        found.add(key)
    return frozenset(found)


def expected(text: str) -> str | None:
    """What a cell should have held, or None where it can be read."""
    try:
        methods_in(text)
    except ValueError as error:
        near = difflib.get_close_matches(str(error), _KNOWN, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        return f"{', '.join(METHODS)}, several separated by ';' (adjusted for age; clustered){hint}"
    return None


def from_adjusted(text: str) -> str:
    """The method that a column ``adjusted`` tells: yes, no, or what for."""
    word = text.strip().lower()
    if not word:
        return ""
    if word in _YES:
        return "adjusted"
    if word in _NO:
        return "crude"
    return text if _KNOWN.get(word.split()[0]) else f"adjusted for {text}"
