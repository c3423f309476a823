"""What nobody can mean is refused when a manifest is read, in words that say what to write instead."""

import copy

import pytest
from pydantic import ValidationError

from voorzorg.cohorts.manifest.model import Manifest

GOOD = {
    "name": "demo", "title": "Demo", "design": "two_arm", "adjust": ["age"],
    "arms": {
        "variable": "groep", "reference": "c",
        "levels": {"c": {"label": "Control", "codes": ["a"]}, "t": {"label": "Treated", "codes": ["b"]}},
    },
    "files": [{"path": "d.csv", "holds": "participants", "id": "id", "columns": {"y": "y", "age": "age"}}],
    "variables": {
        "y": {"label": "Y", "type": "binary", "values": {"ja": 1, "nee": 0}},
        "age": {"label": "Age", "range": [10, 60], "plausible": [15, 45]},
        "born": {"label": "Born", "type": "date", "role": "anchor"},
    },
    "outcomes": {"y": {"label": "Y", "type": "binary", "variable": "y", "family": "fam"}},
}  # fmt: skip


def changed(*path: object, to: object) -> dict:
    content = copy.deepcopy(GOOD)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return content


def test_the_good_one_is_read():
    Manifest.model_validate(GOOD)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed("variables", "y", "values", to={"ja": 1, "nee": 1}), "every code means the same"),
        (changed("variables", "y", "missing", to=["JA ", "nee"]), "holds every code"),
        (changed("arms", "levels", "t", "label", to="control "), "have the same label"),
        (changed("arms", "levels", "t", "codes", to=["A"]), "stands for both"),
        (changed("adjust", to=["arm"]), "is the allocation itself"),
        (changed("adjust", to=["groep"]), "is the allocation itself"),
        (changed("outcomes", "y", "adjust", to=["y"]), "is the outcome itself"),
        (changed("variables", "age", "plausible", to=[5, 45]), "reaches outside 'range'"),
        (changed("variables", "date2", to={"label": "D", "type": "date", "role": "anchor"}), "one date only"),
        (changed("variables", "age", "range", to=[10, float("nan")]), "number"),
        (changed("variables", "age", "range", to=[10, float("inf")]), "number"),
        (changed("files", 0, "columns", to={"_id": "y"}), "no name for a variable"),
        (changed("variables", "_x", to={"label": "X"}), "no name for a variable"),
        (changed("outcomes", "y", "family", to="Child development"), "is no key"),
        (changed("outcomes", "y", "family", to="../../x"), "is no key"),
        (changed("files", 0, "path", to="**.csv"), "stands for folders"),
        (changed("files", 0, "path", to=""), "the name of a file"),
        (changed("files", 0, "path", to="./."), "the data folder itself"),
        (changed("files", 0, "path", to="x/" * 1000), "the name of a file"),
        (changed("files", 0, "path", to="a\x00b.csv"), "the name of a file"),
        (changed("files", 0, "skip_rows", to=2**63), "less than or equal to 100000"),
        (changed("title", to="a\x1b[31mred"), "control character"),
        (changed("arms", "levels", "t", "label", to="\u202eevil"), "control character"),
        (changed("title", to="L" * 3000), "longer than 2000"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nonsense_is_refused(content, said):
    with pytest.raises(ValidationError, match=said):
        Manifest.model_validate(content)
