"""Nothing that leaves a closed environment tells of fewer than ten people.

Two cohorts of real data, with cells of one to nine planted in them, go all the way to what a person would
take out: estimates, comparison, tables, figures, report, notebook. Then all of it is searched for them.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from voorzorg.analyses.contributions import contributions
from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import estimate_family
from voorzorg.analyses.study import Study
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.dictionary import dictionary
from voorzorg.cohorts.manifest.analyses import KINDS
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import families_of
from voorzorg.config import Config
from voorzorg.estimates.table import concatenate, read, validate, write
from voorzorg.evidence.comparison.judge import compare
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.messages import Message, message
from voorzorg.present.context import Context
from voorzorg.present.disclosure import apply_disclosure, listed_levels
from voorzorg.present.figures import write_figures
from voorzorg.present.notebook import execute
from voorzorg.present.report import write_report
from voorzorg.present.tables import write_tables
from voorzorg.provenance import record, write_record

ROOT = Path(__file__).parents[3]
MINIMUM = 10
CURVES = ("cumulative_incidence", "survival_probability")


def written(text: str) -> Message:
    return message("finding-as-written", text=text)


# ---- cohorts with planted cells --------------------------------------------------------------------------


def share(n: int, events: int) -> pd.arrays.IntegerArray:
    return pd.array([1] * events + [0] * (n - events), dtype="Int64")


def spread(n: int, mean: float, seed: int) -> pd.arrays.FloatingArray:
    return pd.array(np.random.default_rng(seed).normal(mean, 4, n).round(2), dtype="Float64")


def trial() -> Study:
    """127 and 131 people; planted: 7 and 9 events, 6 lost, levels of 4 and 5, 3 without an age, 5 asked."""
    sizes = {"control": 127, "treated": 131}
    people, waves = [], []
    for arm, n in sizes.items():
        late = {"control": 121, "treated": 113}[arm]
        planted = {"control": 5, "treated": 4}[arm]
        ids = [f"QX{arm[0]}{7301 + 13 * k}" for k in range(n)]
        rng = np.random.default_rng(n)
        event = rng.permutation(share(n, {"control": 31, "treated": 9}[arm]))
        people.append(
            pd.DataFrame(
                {
                    "participant_id": ids,
                    "arm": arm,
                    "age": spread(n, 20, n),
                    "school": ["planted"] * planted + ["low"] * 50 + ["high"] * (n - 50 - planted),
                    "asked": pd.array([1, 1, 0, 1, 0] + [pd.NA] * (n - 5), dtype="Int64"),
                    "report": pd.array(event, dtype="Int64"),
                    "report_weeks": pd.array(
                        np.where(np.asarray(event) == 1, rng.uniform(1, 100, n), 100), dtype="Float64"
                    ),
                }
            )
        )
        for wave, m, rare, common in (("start", n, 44, 60), ("end", late, 0, 41)):
            few = 7 if arm == "treated" and wave == "end" else rare or 40
            waves.append(
                pd.DataFrame(
                    {
                        "participant_id": ids[:m],
                        "arm": arm,
                        "wave": wave,
                        "informant": "participant",
                        "rare": rng.permutation(share(m, few)),
                        "common": rng.permutation(share(m, common)),
                        "score": spread(m, 50, m),
                        "seldom": pd.array([*spread(8, 30, m), *[pd.NA] * (m - 8)], dtype="Float64"),
                    }
                )
            )
    participants = pd.concat(people, ignore_index=True)
    participants.loc[[130, 140, 150], "age"] = pd.NA
    frame = pd.concat(waves, ignore_index=True).astype({"rare": "Int64", "common": "Int64"})
    outcomes = {
        "rare": binary("Rare", ["two_arm", "adjusted", "gee"], waves=["start", "end"]),
        "common": binary("Common", ["two_arm", "adjusted"], waves=["start", "end"]),
        "score": {**number("Score"), "waves": ["start", "end"]},
        "seldom": {**number("Seldom"), "waves": ["end"]},
        "report": {"label": "Report", "type": "binary", "variable": "report", "family": "reports"},
        "report_time": {
            "label": "Time to report",
            "type": "time",
            "variable": "report_weeks",
            "event": "report",
            "family": "reports",
            "horizon_weeks": 100,
        },
    }
    arms = {
        "reference": "control",
        "levels": {
            "control": {"label": "Usual care", "codes": [0]},
            "treated": {"label": "Programme", "codes": [1]},
        },
    }
    return study(participants, frame, outcomes, design="two_arm", arms=arms, published={"study": "trial"})


def everything() -> Study:
    """The trial with every other analysis. Planted: 6 of the treated never visited, 4 children placed
    out of home before a report, a moderator that 4 have, 6 who were not measured and are imputed.
    """
    made = trial()
    people, rng = made.participants.copy(), np.random.default_rng(11)
    n = len(people)
    placed = np.zeros(n, dtype=int)
    placed[[3, 40, 150, 200]] = 1
    people["placed"] = pd.array(placed, dtype="Int64")
    people["placed_weeks"] = pd.array(np.where(placed == 1, 0.5, 100.0), dtype="Float64")
    treated = people.loc[people["arm"] == "treated", "participant_id"].iloc[6:]
    visits = pd.DataFrame({"participant_id": np.repeat(treated, rng.integers(2, 40, len(treated)))})
    visits["weeks"] = pd.array(rng.uniform(-20, 50, len(visits)).round(1), dtype="Float64")
    frame = made.waves.copy()
    frame["visits_gp"] = pd.array(rng.poisson(2, len(frame)), dtype="Int64")
    frame["partner"] = pd.array(rng.integers(0, 2, len(frame)), dtype="Int64")
    frame["hit"] = pd.array(rng.integers(0, 2, len(frame)), dtype="Int64")
    frame.loc[frame["partner"] == 0, "hit"] = pd.NA
    both = {"waves": ["start", "end"]}
    more = ["doubly_robust", "compliers", "dose", "imputation", "moderators", "multilevel", "gee"]
    outcomes = {
        "common": binary("Common", ["two_arm", "adjusted", *more], equivalence_margin=0.1, **both),
        "rare": binary("Rare", ["two_arm", "adjusted", *more], equivalence_margin=0.1, **both),
        "hit": binary("Hit", ["two_arm", "bounds"], only_where="partner", **both),
        "score": number(
            "Score", ["two_arm", "adjusted", "doubly_robust", "imputation", "moderators", "mixed_model"]
        )
        | {"equivalence_margin": 2.0, **both},
        "gp": number("Gp", ["two_arm", "negative_binomial"])
        | {"type": "count", "variable": "visits_gp", **both},
        "report_time": {
            "label": "Time to report",
            "type": "time",
            "variable": "report_weeks",
            "event": "report",
            "competing": {"variable": "placed_weeks", "event": "placed"},
            "family": "reports",
            "horizon_weeks": 90,
        },
    }
    hypotheses = [{"outcome": key, "wave": "end"} for key in ("common", "rare", "score")]
    plan = {
        "primary": {"hypotheses": hypotheses},
        "compliance": {"visits": 1, "sensitivity": [20]},
        "moderators": [{"variable": "school"}, {"variable": "age", "cuts": [18, 20]}],
    }
    manifest = made.manifest.model_dump(mode="json", exclude_defaults=True) | {
        "outcomes": outcomes,
        "plan": plan,
    }
    manifest["files"] = [
        *manifest["files"],
        {"path": "v.csv", "holds": "visits", "id": "id", "weeks_column": "w"},
    ]
    analysis = {
        "adjust": ["age"],
        "imputations": 2,
        "contour_deltas": [-1, 1],
        "pool": ["adjusted", "two_arm"],
    }
    settings = Config(cohorts={"demo": {"data": "raw"}}, language="en", analysis=analysis)
    return Study(Manifest.model_validate(manifest), people, frame, settings, "real", visits)


def one_arm() -> Study:
    """143 people; planted: 6 partners, 3 seen at one wave only, 8 who got worse, 5 families with a series."""
    n, late = 143, 104
    ids = [f"QX{7301 + 13 * k}" for k in range(n)]
    start, rng = np.asarray(spread(n, 24, 1), dtype=float), np.random.default_rng(5)
    moved = np.where(np.arange(n) < 8, 9.0, -rng.uniform(1, 3, n))
    at_first = [k for k in range(n) if k not in (100, 101, 102)]
    turned = np.select([np.arange(n) % 3 == k for k in (0, 1)], [6.0, -6.0], 0.0)
    waves = []
    for wave, who, stress in (("t0", at_first, start), ("t1", list(range(late)), start + moved)):
        waves.append(
            pd.DataFrame(
                {
                    "participant_id": [ids[k] for k in who],
                    "wave": wave,
                    "informant": "participant",
                    "stress": stress[who].round(2),
                    "calm": np.where(np.arange(n) < late, start + turned * (wave == "t1"), np.nan)[who].round(
                        2
                    ),
                    "worry": [1 if k < (8 if wave == "t1" else 60) else 0 for k in who],
                    "tics": [float(7 + k + (wave == "t1")) if k < 5 else np.nan for k in who],
                }
            )
        )
    waves.append(
        pd.DataFrame(
            {
                "participant_id": ids[:6],
                "wave": "t1",
                "informant": "partner",
                "stress": [21.13, 22, 25, 29, 18, 30],
            }
        )
    )
    frame = pd.concat(waves, ignore_index=True).astype(
        {"stress": "Float64", "calm": "Float64", "worry": "Int64", "tics": "Float64"}
    )
    people = pd.DataFrame({"participant_id": ids, "age": spread(n, 20, n)})
    both = ["t0", "t1"]
    outcomes = {
        "stress": {
            **number("Stress", ["describe", "change", "agreement"]),
            "waves": both,
            "compare_informant": "partner",
            "reliability": 0.8,
            "cut_off": 25,
            "better": "lower",
        },
        "calm": {**number("Calm", ["describe", "change"]), "waves": both},
        "worry": binary("Worry", ["describe", "change"], waves=both),
        "tics": {**number("Tics", ["single_case"]), "waves": both},
    }
    arms_wave = [
        {"key": key, "label": key, "weeks": 26 * k, "baseline": k == 0} for k, key in enumerate(both)
    ]
    return study(people, frame, outcomes, design="one_arm", waves=arms_wave)


def binary(label: str, analyses: list[str], **more) -> dict:
    return {
        "label": label,
        "type": "binary",
        "variable": label.lower(),
        "better": "lower",
        "family": "answers",
        "analyses": analyses,
        **more,
    }


def number(label: str, analyses: tuple[str, ...] | list[str] = ("two_arm", "adjusted")) -> dict:
    return {
        "label": label,
        "type": "continuous",
        "variable": label.lower(),
        "better": "lower",
        "family": "scores",
        "analyses": list(analyses),
    }


def study(people: pd.DataFrame, frame: pd.DataFrame, outcomes: dict, **manifest) -> Study:
    waves = [{"key": "start", "label": "Start", "weeks": 0, "baseline": True}]
    waves += [{"key": "end", "label": "End", "weeks": 52}]
    described = {name: {"label": name.capitalize(), "type": "number"} for name in ("score", "stress", "tics")}
    content = {
        "name": "demo",
        "title": "Demo",
        "waves": waves,
        "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "variables": {
            "age": {"label": "Age", "type": "number", "role": "baseline"},
            "school": {
                "label": "School",
                "type": "category",
                "role": "baseline",
                "labels": {"planted": "Planted level", "low": "Low", "high": "High"},
            },
            "asked": {"label": "Asked of few", "type": "binary", "role": "baseline"},
            **described,
        },
        "outcomes": outcomes,
    }
    adjust = ["age"] if "arm" in people else []
    settings = Config(
        cohorts={"demo": {"data": "raw"}}, language="en", analysis={"adjust": adjust, "imputations": 2}
    )
    return Study(Manifest.model_validate(content | manifest), people, frame, settings, "real")


# ---- what would leave ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Left:
    """Everything written for one cohort: by name the text that is in it, and the estimates before control."""

    name: str
    texts: dict[str, str]
    before: pd.DataFrame
    after: pd.DataFrame
    folder: Path
    study: Study
    context: Context


@pytest.fixture(scope="module", params=[trial, one_arm, everything])
def left(request, tmp_path_factory) -> Left:
    root = tmp_path_factory.mktemp(request.param.__name__)
    made = request.param()
    folder, cohort = root / "results" / "demo", root / "data" / "cohorts" / "demo"
    cohort.mkdir(parents=True)
    content = made.manifest.model_dump(mode="json", exclude_defaults=True)
    (cohort / "cohort.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (root / "config.yaml").write_text("language: en\ncohorts: {demo: {data: raw}}\n", encoding="utf-8")

    parts = [describe_cohort(made), *(estimate_family(made, f) for f in families_of(made.outcomes))]
    before = concatenate(parts)
    after = apply_disclosure(
        before, MINIMUM, listed=listed_levels(made.manifest), contributions=contributions(made)
    )
    after = adjust_p_values(after, made.manifest.plan.primary)
    write(after, folder / "estimates.csv", folder / "estimates.parquet")
    comparison = compare(after, published(), made.manifest)
    comparison.to_csv(folder / "comparison.csv", index=False)
    write_record(
        folder / "provenance.json", record([cohort / "cohort.yaml"], {"seed": 1}, cohort, data_kind="real")
    )
    findings = Findings()
    findings.note(
        written("excluded: older than 27"),
        expected=written("-"),
        action=written("nothing"),
        file="x.csv",
        rows=[4, 19, 233733],
    )
    tables = {"participants": made.participants, "waves": made.waves}
    context = Context(
        "en",
        made.manifest,
        made.outcomes,
        "real",
        provenance=json.loads((folder / "provenance.json").read_text("utf-8")),
        quality=findings.frame(),
        dictionary=dictionary(tables, made.manifest, [], {}),
        comparison=comparison,
    )
    write_tables(after, context, folder / "tables")
    with pytest.MonkeyPatch.context() as patch:  # the other formats are the same drawing
        patch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
        write_figures(after, context, folder / "figures")
    write_report(after, context, folder / "figures", folder / "tables", folder / "report.html")
    if made.arms:
        notebook = folder / "notebook.html"
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(root)
            execute(ROOT / "notebooks" / "trial.en.ipynb", "demo", "en", folder / "notebook.ipynb", notebook)
    return Left(request.param.__name__, texts_of(folder), before, after, folder, made, context)


def published() -> pd.DataFrame:
    """A published share of the rare outcome in both arms, and its ratio."""
    figures = read_figures(ROOT / "data" / "published").head(2).copy()
    figures["study"], figures["outcome"], figures["wave"] = "trial", "rare", "end"
    figures["statistic"], figures["arm"], figures["unit"] = "percentage", ["control", "treated"], "percent"
    figures["value"], figures["value_text"] = [33.0, 6.0], ["33", "6"]
    return figures


def texts_of(folder: Path) -> dict[str, str]:
    """The text of every file, of the tables inside the Word files, and of the data embedded in the report."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
                found[name] = re.sub(r"<[^>]+>", " ", package.read("word/document.xml").decode("utf-8"))
        elif path.suffix == ".svg":  # text is drawn, and repeated in a comment
            found[name] = "\n".join(re.findall(r"<!--(.*?)-->", path.read_text("utf-8")))
        elif path.suffix in (".csv", ".json", ".html", ".ipynb"):
            found[name] = re.sub(r"data:[\w/+;=.-]+;base64,[\w+/=]+", "", path.read_text("utf-8-sig"))
    return found


def rests_on_few(row) -> bool:
    """The rule in its simplest form: people, those with the event, or those without it."""
    cells = []
    for side in ("reference", "treated"):
        n, events = getattr(row, f"n_{side}"), getattr(row, f"events_{side}")
        if n is pd.NA:
            continue
        if events is pd.NA and row.estimand == "risk" and row.estimate is not pd.NA:
            events = round(row.estimate * n)
        at_the_start = row.estimand in CURVES and events is not pd.NA and events == 0
        cells += [n] if events is pd.NA or at_the_start else [n, events, n - events]
    if row.estimand == "count" and row.category in ("measured", "lost", "missed") and row.estimate > 0:
        cells.append(row.estimate)
    return bool(cells) and min(cells) < MINIMUM


def small_rows(table: pd.DataFrame):
    return [row for row in table.itertuples() if rests_on_few(row)]


# ---- the search ------------------------------------------------------------------------------------------


def test_there_is_something_to_find(left):
    assert len(small_rows(left.before)) > 20
    assert {"report.html", "estimates.csv", "comparison.csv", "provenance.json"} <= set(left.texts)
    assert sum(name.endswith(".svg") for name in left.texts) >= 3
    assert sum(name.endswith(".docx") for name in left.texts) >= 4


def test_no_row_that_is_left_rests_on_few(left):
    shown = left.after[left.after["estimate"].notna()]
    assert len(shown) > 25
    assert [(row.outcome, row.estimand, row.wave, row.arm) for row in small_rows(shown)] == []


def test_no_number_of_a_small_cell_is_written_anywhere(left):
    """To five digits: in the tables for machines, the data inside the report, and the notebook."""
    names = ["estimate", "std_error", "ci_low", "ci_high", "p_value"]
    small = {row.Index for row in small_rows(left.before)}
    digits = {
        text[:7]
        for place, values in zip(left.before.index, left.before[names].to_numpy(), strict=True)
        if place in small
        for text in (f"{value:.8f}" for value in values if value is not pd.NA and 0 < value < 1)
        if not re.fullmatch(r"0\.\d?\d?0*", text) and text != "1"
    }
    written = left.after[[*names, "p_adjusted", "p_adjusted_fdr"]].astype("Float64")
    shown = np.abs(written.to_numpy(dtype=float, na_value=np.nan).ravel())
    digits -= {f"{value:.8f}"[:7] for value in shown if 0 < value < 1}
    assert len(digits) > 15
    for name, text in left.texts.items():
        assert {found for found in digits if found in text} == set(), name


def test_no_small_count_stands_beside_its_total(left):
    """As tables, figures and sentences write it: 7/113, 7 of 113, 7 (6.2%)."""
    pairs = set()
    for row in small_rows(left.before):
        for side in ("reference", "treated"):
            n, events = getattr(row, f"n_{side}"), getattr(row, f"events_{side}")
            if events is not pd.NA:
                pairs |= {(e, n) for e in (int(events), int(n - events)) if 0 < e < MINIMUM}
    assert (7, 113) in pairs or (8, 104) in pairs
    for events, n in pairs:
        pattern = rf"(?<![\d.,]){events} ?(?:/|of|out of) ?{n}\b|(?<![\d.,]){events} \({100 * events / n:.1f}"
        for name, text in left.texts.items():
            assert not re.search(pattern, text), (name, pattern)


def test_no_number_is_an_exact_few_short_of_everyone(left):
    """127 began and 121 were seen: whoever reads both knows that six were not."""
    arms = {"n_reference": 127, "n_treated": 131}
    everyone = {"trial": arms, "everything": arms, "one_arm": {"n_treated": 143}}[left.name]
    for side, total in everyone.items():
        close = {int(n) for n in left.after[side].dropna() if 0 < total - n < MINIMUM}
        assert all(n % MINIMUM == 0 for n in close), (side, close)


def test_no_pseudonym_and_no_row_of_a_file_is_named(left):
    for name, text in left.texts.items():
        assert not re.search(r"QX\w?7\d{3}", text) and "233733" not in text, name


def test_no_remark_says_a_small_number_of_people(left):
    remarks = {part for text in left.after["warnings"].dropna() for part in text.split("; ")}
    if left.name == "one_arm":
        assert "fewer than 10 measured at only one of the two waves are left out" in remarks
    allowed = r"delta|R-hat|iterations|completed-data|p-value is|within the margin of"
    said = {r for r in remarks if re.search(r"(?<![\d.,-])[1-9](?![\d.,%])", r) and not re.search(allowed, r)}
    assert said == set()


def test_the_data_inside_the_report_hold_no_small_count(left):
    data = json.loads(re.search(r'id="rows">(.*?)</script>', left.texts["report.html"], re.S)[1])
    for name in ("n_reference", "n_treated", "events_reference", "events_treated"):
        few = [value for value in data["number"][name] if value is not None and 0 < value < MINIMUM]
        assert few == [], name
    counts = [
        value
        for value, k in zip(data["number"]["estimate"], data["text"]["estimand"]["at"], strict=True)
        if data["text"]["estimand"]["levels"][k] == "count" and value is not None
    ]
    assert all(value == 0 or value >= MINIMUM for value in counts)


def test_figures_are_drawn_from_released_rows_and_nothing_else(left, tmp_path):
    """Whoever reads coordinates out of a figure finds what the table of estimates says, and no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
        bare = replace(left.context, quality=pd.DataFrame(), dictionary=pd.DataFrame())
        write_figures(read(left.folder / "estimates.parquet"), bare, tmp_path)
    drawn = sorted(path.name for path in (left.folder / "figures").glob("*.svg"))
    assert drawn and drawn == sorted(path.name for path in tmp_path.glob("*.svg"))
    for name in drawn:
        assert (tmp_path / name).read_text("utf-8") == (left.folder / "figures" / name).read_text("utf-8"), (
            name
        )


def test_tables_are_made_of_released_rows_and_nothing_else(left, tmp_path):
    bare = replace(left.context, quality=pd.DataFrame(), dictionary=pd.DataFrame())
    write_tables(read(left.folder / "estimates.parquet"), bare, tmp_path)
    for path in sorted(tmp_path.glob("*")):
        if path.suffix in (".html", ".csv", ".tex"):
            assert path.read_bytes() == (left.folder / "tables" / path.name).read_bytes(), path.name


def test_adjusted_p_values_are_a_function_of_released_rows(left):
    bare = left.after.assign(p_adjusted=pd.NA, p_adjusted_fdr=pd.NA, primary=pd.NA)
    again = adjust_p_values(validate(bare), left.study.manifest.plan.primary)
    pd.testing.assert_frame_equal(again, left.after)


def test_every_analysis_is_among_what_was_tried(left):
    """A new analysis belongs in one of these cohorts, and so under these tests."""
    if left.name == "everything":
        tried = {row for make in (trial, one_arm, everything) for row in _analyses(make())}
        assert {kind.name for kind in KINDS} <= tried


def _analyses(study: Study) -> set[str]:
    chosen = {a for key, o in study.outcomes.items() for a in study.manifest.analyses_of(key, o)}
    return chosen | {"describe" if not study.arms else "two_arm"}


def test_no_smallest_or_largest_value_stands_anywhere(left):
    checked = 0
    for table in (left.study.participants, left.study.waves):
        for _, values in table.select_dtypes("number").items():
            present = values.dropna().to_numpy(dtype=float)
            for extreme in (present.min(), present.max()) if len(present) else ():
                if extreme == round(extreme, 1):
                    continue  # so short a number may stand for anything
                checked += 1
                shortest = f"{extreme:.4f}"[:-1]
                assert not any(shortest in text for text in left.texts.values())
    assert checked


def test_a_planted_level_shows_in_no_table(left):
    for name, text in left.texts.items():
        if name.startswith("tables/") and name.endswith(".csv"):
            for line in text.splitlines():
                if line.startswith(("Planted", " Planted", "Asked of few", '"Asked')):
                    assert not re.search(r"\d", line), (name, line)


def test_what_was_measured_in_few_is_told_as_few(left):
    html = left.texts["report.html"]
    part = html[html.index('<section id="dictionary"') :]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", part[: part.index("</section>")])
    measured = [cell for cell in cells if re.fullmatch(r"&lt;10|\d+", cell)]
    assert len(measured) > 7
    assert all(cell == "&lt;10" or int(cell) % MINIMUM == 0 for cell in measured)
