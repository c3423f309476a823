"""A paper's table as it stands: one row per outcome, the arms beside each other.

The quickest form to type in. Each row becomes figures of the long form: percentage, mean and standard
deviation per arm, and the contrast with its interval and p-value. What a cell does not hold, no figure is
made of.
"""

from __future__ import annotations

from voorzorg.evidence.figures.methods import methods_in
from voorzorg.evidence.figures.vocabulary import slug, statistic_of

_SIDES = ("treated", "control", "all")
_MEASURES = {
    "percent": "percentage",
    "percentage": "percentage",
    "mean": "mean",
    "sd": "sd",
    "median": "median",
}
#: columns of an arm
ARM_COLUMNS = tuple(f"{side}_{x}" for side in _SIDES for x in ("n", "events", *_MEASURES))
#: columns of the contrast, and of the test that is printed with it
CONTRAST_COLUMNS = ("effect", "estimate", "ci_low", "ci_high", "ci_level", "p_value", "significant", "method")
TEST_COLUMNS = ("test", "test_value", "df1", "df2")
#: what every figure of a row shares
SHARED = (
    "study",
    "source",
    "location",
    "outcome",
    "wave",
    "informant",
    "instrument",
    "population",
    "unit",
    "remark",
)
SCALE = ("items", "scale_min", "scale_max")
COLUMNS = (*SHARED, "treated_name", "equals", *ARM_COLUMNS, *CONTRAST_COLUMNS, *TEST_COLUMNS, *SCALE)
#: columns that hold numbers, and so may have decimal commas
NUMBER_COLUMNS = frozenset((*ARM_COLUMNS, "estimate", "test_value", *SCALE))
_YES = ("yes", "ja", "y", "j", "1", "true", "significant", "sig", "s", "*")
_NO = (
    "no",
    "nee",
    "n",
    "0",
    "false",
    "ns",
    "n.s.",
    "not significant",
    "niet significant",
    "nonsignificant",
    "-",
)
_EFFECT = ("effective", "effectief", "effect", "works", "werkt")
#: what is said of a test without a number -> statistic
SAID = (
    dict.fromkeys(_YES, "stated_significant")
    | dict.fromkeys(_NO, "stated_not_significant")
    | dict.fromkeys(_EFFECT, "stated_effect")
)


def is_wide(header: list[str]) -> bool:
    """Whether a table has the arms beside each other."""
    return "statistic" not in header and any(h in ARM_COLUMNS for h in header)


#: methods that change the arms too, not only what compares them
_OF_ARMS = frozenset({"weighted", "imputed", "survival"})


def _made_of_arms(text: str) -> dict[str, str]:
    """How the figures of the arms were made, as far as the row's method says."""
    try:
        made = sorted(methods_in(text) & _OF_ARMS)
    except ValueError:
        return {}
    return {"method": "; ".join(made)} if made else {}


def long_rows(row: dict[str, str], line: int) -> list[dict[str, str]]:
    """The figures of one row of a wide table; their names are made of outcome, wave, arm and statistic."""
    shared = {name: row.get(name, "") for name in SHARED}
    shared["source"] = shared["source"] or "paper"
    stem = ".".join(slug(x) for x in (shared["outcome"] or f"row{line}", shared["wave"]) if x) + f".{line}"
    scale = {name: row[name] for name in SCALE if row.get(name)}
    found: list[dict[str, str]] = []
    of_arms = _made_of_arms(row.get("method", ""))

    def put(arm: str, statistic: str, value: str, **more: str) -> None:
        name = f"{stem}.{arm}.{statistic}"
        found.append(shared | {"figure_id": name, "arm": arm, "statistic": statistic, "value": value} | more)

    for side in _SIDES:
        arm = (slug(row.get("treated_name", "")) or "treated") if side == "treated" else side
        n, events = row.get(f"{side}_n", ""), row.get(f"{side}_events", "")
        size = {"n": n, "n_basis": "stated"} if n else {}
        shares = 0
        size |= of_arms
        for column, statistic in _MEASURES.items():
            value = row.get(f"{side}_{column}", "")
            if not value:
                continue
            counted = (
                {"events": events, "events_basis": "stated"} if events and statistic == "percentage" else {}
            )
            shares += statistic == "percentage"
            equation = (
                {"equals": row["equals"]} if row.get("equals") and statistic in ("percentage", "mean") else {}
            )
            put(
                arm,
                statistic,
                value,
                **size,
                **equation,
                **counted,
                **(scale if statistic in ("mean", "sd") else {}),
            )
        if events and not shares:
            put(arm, "count", events, events=events, **size)
    interval = {k: row[k] for k in ("ci_low", "ci_high", "ci_level") if row.get(k)}
    made = {"method": row["method"]} if row.get("method") else {}
    p = row.get("p_value", "")
    if row.get("estimate") or interval:
        statistic, way = statistic_of(row.get("effect", "") or "quantity")
        made = made or ({"method": way} if way else {})
        put(
            "contrast",
            statistic,
            row.get("estimate", ""),
            **interval,
            **made,
            **({"p_value": p} if p else {}),
        )
    elif p and not row.get("test_value"):
        sign = next((s for s in ("<=", ">=", "<", ">", "=") if p.startswith(s)), "=")
        put("contrast", "p_value", p.lstrip("<>=≤≥ "), comparison=sign, **made)
    if row.get("test_value"):
        degrees = {k: row[k] for k in ("df1", "df2") if row.get(k)}
        kind, _ = statistic_of(row.get("test", "") or "test")
        put("contrast", kind, row["test_value"], **degrees, **made, **({"p_value": p} if p else {}))
    said = row.get("significant", "").lower()
    if said:
        put("contrast", SAID[said], "", **made)
    return found
