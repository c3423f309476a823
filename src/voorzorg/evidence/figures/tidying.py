"""A row of somebody's file in the schema's own words: names as keys, numbers without their signs."""

from __future__ import annotations

from voorzorg.evidence.figures.methods import METHODS, from_adjusted, from_flag
from voorzorg.evidence.figures.schema import NUMBER, Problem, printed_decimals
from voorzorg.evidence.figures.text_cells import limits, plain_cell
from voorzorg.evidence.figures.vocabulary import INTERVAL, arm_of, is_share, slug, statistic_of

#: columns that a file may have beside the schema's: they tell the method, or hold both limits
BESIDE = ("adjusted", INTERVAL, *METHODS)
#: columns of names, which are written as keys
_NAMES = ("figure_id", "quantity", "source", "study", "outcome", "informant", "wave")


def method_of(row: dict[str, str]) -> str:
    """What the columns ``method``, ``adjusted``, ``clustered`` ... say together."""
    told = [row.pop(name, "") for name in ("method", "adjusted")]
    parts = [told[0], from_adjusted(told[1])] + [from_flag(name, row.pop(name, "")) for name in METHODS]
    named = [p for p in dict.fromkeys(parts) if p]
    # "adjusted: no" says nothing against "clustered"
    return "; ".join(p for p in named if p != "crude" or len(named) == 1)


def split_limits(row: dict[str, str], level: str, place: tuple[str, int], problems: list[Problem]) -> None:
    """Both limits of a cell in their own columns."""
    text = row.pop(INTERVAL, "")
    if not text:
        return
    found = limits(text)
    if found is None:
        problems.append(Problem(*place, INTERVAL, text, "two limits such as 0.64 to 1.28"))
        return
    row["ci_low"], row["ci_high"] = found
    row["ci_level"] = row.get("ci_level") or level


def tidied(row: dict[str, str]) -> dict[str, str]:
    """A row in the schema's own words: statistics by their key, '<0.001' as a sign and a number."""
    for name in _NAMES:
        if name in row:
            row[name] = slug(row[name])
    typed = row.get("statistic", "")
    row["statistic"], made = statistic_of(typed)
    if made and not row.get("method"):
        row["method"] = made
    if is_share(typed):
        row |= _as_percentage(row.get("value", ""))
    if "arm" in row:
        row["arm"] = arm_of(row["arm"], row["statistic"])
    if row["statistic"] in _WITH_PERCENT_SIGN:
        row["value"] = row.get("value", "").rstrip("% ")
    if "ci_level" in row:
        row["ci_level"] = row["ci_level"].rstrip("% ")
    row |= _signed("value", "comparison", row.get("value", ""), row.get("comparison", ""))
    p = row.get("p_value", "").lstrip("pP ").strip()
    p = ">0.05" if p.lower().replace(".", "") == "ns" else p
    row |= _signed("p_value", "p_comparison", p, "") if p else {}
    if row["statistic"] == "p_value":
        text = row.get("value", "").lstrip("pP ").strip()
        text = ">0.05" if text.lower().replace(".", "") == "ns" else text
        row |= _signed("value", "comparison", text, row.get("comparison", ""))
    return row


_WITH_PERCENT_SIGN = (
    "percentage",
    "percentage_point_difference",
    "relative_change_percent",
    "fraction_worded",
)
_SIGNS = {"≤": "<=", "≥": ">=", "≈": "~"}


def _signed(name: str, sign_name: str, text: str, given: str) -> dict[str, str]:
    """A number without its sign, and the sign by itself."""
    sign = next((s for s in ("<=", ">=", "≤", "≥", "<", ">", "=", "~", "≈") if text.startswith(s)), "")
    if not sign:
        return {name: text} if name == "p_value" else {name: text, sign_name: given}
    return {name: plain_cell(text[len(sign) :].strip()), sign_name: _SIGNS.get(sign, sign)}


def _as_percentage(text: str) -> dict[str, str]:
    """A share between 0 and 1 as the percentage that it is: 0.405 is 40.5."""
    if not NUMBER.match(text) or not 0 <= float(text) <= 1:
        return {"statistic": "percentage"}
    from decimal import Decimal

    decimals = max(printed_decimals(text) - 2, 0)
    return {"statistic": "percentage", "value": f"{Decimal(text) * 100:.{decimals}f}"}
