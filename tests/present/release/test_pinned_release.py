"""What a checker is shown of a release, and what two releases tell together, are as they were stored."""

from __future__ import annotations

from typing import Any

from pinning import Pinned
from shown import outline
from shown_studies import controlled, inside, stored

from voorzorg.estimates.table import to_frame
from voorzorg.messages import message
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.release.checks import broken_rules, by_rule, files_that_leave, kinds_of, said_verbatim
from voorzorg.present.release.differencing import differences
from voorzorg.present.release.page import checkers_page

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "analysis": "unadjusted", "method": "m"}


def test_the_checkers_page(pinned: Pinned) -> None:
    before, after = stored("inside_everything"), controlled()
    refused = broken_rules(before, 10)
    assert broken_rules(after, 10) == []
    facts = {"cohort": "demo", "minimum": 10, "title": inside("everything").title["en"]}
    found = differences(apply_disclosure(before, 10, 5), after, 10)
    page = checkers_page(
        "Release 2", facts, {"report.html": "report"}, refused[:12], by_rule(after), [(1, found), (2, [])]
    )
    pinned("present/release/page", outline(page))
    first = checkers_page("Release 1", facts, {}, [], by_rule(after)[:1], [])
    pinned("present/release/first", outline(first))


def rows(n: int, events: int | None, mean: float | None, **more: Any) -> list[dict[str, Any]]:
    arm = BASE | {"arm": "t", "n_treated": n} | more
    why = {} if mean is not None else {"warnings": "hidden"}
    shares = (
        []
        if events is None
        else [arm | {"outcome": "y", "estimand": "risk", "events_treated": events, "estimate": events / n}]
    )
    start = {"outcome": "flow", "estimand": "count", "category": "randomised", "estimate": n}
    return [*shares, arm | {"outcome": "z", "estimand": "mean", "estimate": mean} | why, arm | start]


def test_what_two_releases_tell(pinned: Pinned) -> None:
    """Numbers that moved by nothing, a few, nine, ten and more; exact and rounded; shown and hidden since."""
    first = (100, 40, 12.5)
    told = []
    for second in (
        (100, 40, 12.5),
        (99, 39, 12.5),
        (91, 31, 13.0),
        (90, 30, 13.0),
        (89, 40, 12.5),
        (100, 40, None),
    ):
        for said in (None, message("rounded-counts", base=10)):
            pair = [to_frame(rows(*one, **({"warnings": said} if said else {}))) for one in (first, second)]
            for early, late in (pair, pair[::-1]):
                for one in differences(early, late, 10):
                    told.append(
                        {
                            "now": str(second),
                            "rounded": bool(said),
                            "reversed": early is pair[1],
                            "tells": str(one),
                        }
                    )
    pinned("present/release/differences", told)


def test_rows_that_break_the_simplest_rules(pinned: Pinned) -> None:
    made = []
    for n, events in ((9, 5), (10, 10), (20, 10), (20, 9), (20, 11), (30, 0)):
        made += rows(n, events, 1.5, informant=f"{events} of {n}")
    made.append(
        BASE | {"outcome": "tics", "estimand": "effect_size", "estimate": 0.8, "n_treated": 30, "arm": "t"}
    )
    curve = BASE | {"outcome": "time", "analysis": "survival", "estimand": "cumulative_incidence", "arm": "t"}
    made.append(curve | {"time_weeks": 4.0, "n_treated": 4, "events_treated": 1, "estimate": 0.2})
    made.append(BASE | {"outcome": "test", "estimand": "joint_test", "p_value": 0.3, "n_treated": 4})
    pinned("present/release/broken", [vars(line) for line in broken_rules(to_frame(made), 10)])


def test_files_and_words(pinned: Pinned, tmp_path) -> None:
    texts = {
        "report.html": "<td>Own words &amp; more</td> pseudonym",
        "estimates.csv": "label;n\npseudonym1234;3\n",
        "tables/a.tex": r"pseudonym1234 & Own words of hers\\",
        "tables/.hidden": "pseudonym1234",
        "figures/a.svg": "<text>nothing</text>data:image/png;base64,pseudonym1234",
        "figures/journal/a.pdf": "pseudonym1234",
        "tidy/waves.csv": "pseudonym1234",
        "other.txt": "pseudonym1234",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    leaving = files_that_leave(tmp_path)
    lines = said_verbatim(leaving, {"pseudonym1234", "Own words", "Own words of hers"}, tmp_path)
    found = [{"name": name, "kind": kind} for name, kind in kinds_of(leaving, tmp_path).items()]
    pinned("present/release/files", found + [{"name": line.output, "rows": line.rows} for line in lines])
