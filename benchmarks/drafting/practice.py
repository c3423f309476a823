"""Files as hospitals, municipalities, schools and youth health care keep them, each with a trap of its own.

``python -m benchmarks.drafting.practice [--draws 5] [--first 0]`` drafts each kind several times, unedited. A
draft may ask and a check may stop; what is called fit must be read as the kind says.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from voorzorg.cli.cohort.finding import TODO, is_question
from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.errors import UserError

#: What is wrong about a reading; nothing where it is right.
Wrong = Callable[[Manifest, Ingested], "str | None"]


@dataclass(frozen=True)
class Trap:
    """Files, and what is wrong with a reading; ``None`` where none is right without a question."""

    files: list[Path]
    wrong: Wrong | None


@dataclass
class Draw:
    """What every kind draws from: numbers, people, a folder to write to."""

    rng: np.random.Generator
    folder: Path

    def __post_init__(self) -> None:
        self.n = int(self.rng.integers(18, 60))
        self.ids = [f"P{k:03d}" for k in range(1, self.n + 1)]

    def of(self, *choices: Any) -> Any:
        return choices[self.rng.integers(len(choices))]

    def some(self, *choices: Any) -> list[Any]:
        return [self.of(*choices) for _ in range(self.n)]

    def score(self, low: int = 0, high: int = 30) -> list[int]:
        return self.rng.integers(low, high + 1, self.n).tolist()

    def csv(self, frame: pd.DataFrame, name: str = "export.csv", **how: Any) -> list[Path]:
        path = self.folder / name
        frame.to_csv(path, index=False, sep=str(self.of(";", ",")), **how)
        return [path]

    def cells(self, rows: Sequence[Sequence[Any]], name: str = "export.xlsx") -> list[Path]:
        path = self.folder / name
        pd.DataFrame(rows).to_excel(path, index=False, header=False)
        return [path]

    def table(self, **columns: Any) -> list[Path]:
        """A CSV with identifiers under ``id`` before these columns."""
        return self.csv(pd.DataFrame({"id": self.ids, **columns}))

    def sheet(self, frame: pd.DataFrame, name: str = "export.xlsx") -> list[Path]:
        return self.cells([list(frame.columns), *frame.astype(object).values.tolist()], name)

    def arm(self) -> list[Any]:
        return self.some("interventie", "controle")


def people(n: int) -> Wrong:
    return lambda m, r: None if len(r.participants) == n else f"{len(r.participants)} people for {n}"


def no_arms(m: Manifest, r: Ingested) -> str | None:
    return f"arms {list(m.arms.levels)}" if m.arms is not None else None


def arms(*levels: str) -> Wrong:
    def wrong(m: Manifest, r: Ingested) -> str | None:
        found = sorted(m.arms.levels) if m.arms else []
        return None if found == sorted(levels) else f"arms {found}"

    return wrong


def waves(n: int) -> Wrong:
    return lambda m, r: None if len(m.waves) == n else f"{len(m.waves)} waves for {n}"


def all_of(*tests: Wrong) -> Wrong:
    return lambda m, r: next((said for test in tests if (said := test(m, r)) is not None), None)


def values(name: str, wanted: list[float]) -> Wrong:
    """The numbers of a variable, in any order."""

    def wrong(m: Manifest, r: Ingested) -> str | None:
        held = next((t[name] for t in (r.participants, r.waves) if name in t), None)
        if held is None or not pd.api.types.is_numeric_dtype(held):
            return f"{name} is no number"
        found = sorted(held.dropna().astype(float))
        same = len(found) == len(wanted) and np.allclose(found, sorted(wanted))
        return None if same else f"{name}: other numbers"

    return wrong


def outcomes_without(*names: str) -> Wrong:
    return lambda m, r: next((f"outcome {n}" for n in names if n in m.outcomes), None)


KINDS: dict[str, Callable[[Draw], Trap]] = {}


def kind(made: Callable[[Draw], Trap]) -> Callable[[Draw], Trap]:
    KINDS[made.__name__] = made
    return made


@kind
def school_year_called_group(d: Draw) -> Trap:
    """``groep`` 7 and 8 of a primary school."""
    years = d.of((7, 8), (5, 6), ("groep 7", "groep 8"), (6, 7, 8))
    frame = pd.DataFrame({"leerlingnr": d.ids, "groep": d.some(*years), "pesten": d.score()})
    return Trap(d.csv(frame), no_arms)


@kind
def drop_outs_among_arms(d: Draw) -> Trap:
    """A third word in the column of the allocation, for those who left or were excluded."""
    left = str(d.of("uitgevallen", "geëxcludeerd", "n.v.t.", "uitval", "teruggetrokken", "screen failure"))
    arm = d.arm()
    arm[3] = arm[9] = left
    frame = pd.DataFrame({"id": d.ids, "conditie": arm, "score": d.score()})
    return Trap(d.csv(frame), arms("interventie", "controle"))


@kind
def arms_spelled_in_several_ways(d: Draw) -> Trap:
    arm = d.arm()
    arm[2], arm[5], arm[7] = (
        d.of("Int", "int.", "interv"),
        d.of("Controle groep", "contr", "con"),
        " Interventie ",
    )
    return Trap(d.table(arm=arm, score=d.score()), arms("interventie", "controle"))


@kind
def laboratory_a_row_per_test(d: Draw) -> Trap:
    """One column of results of several tests, told apart by a name."""
    tests = [("Hb", 8), ("CRP", 20), ("Natrium", 140)]
    rows = [[i, t, round(float(d.rng.normal(m, m / 9)), 1)] for i in d.ids for t, m in tests]
    name = str(d.of("bepaling", "test", "onderzoek", "parameter"))
    return Trap(d.csv(pd.DataFrame(rows, columns=["patientnr", name, "uitslag"])), None)


@kind
def answers_a_row_per_question(d: Draw) -> Trap:
    rows = [[i, q, int(d.rng.integers(1, 6))] for i in d.ids for q in ("EPDS_1", "EPDS_2", "PSS_1", "PSS_2")]
    columns = ["respondent", d.of("vraag", "item", "vraagcode"), d.of("antwoord", "waarde", "score")]
    return Trap(d.csv(pd.DataFrame(rows, columns=columns)), None)


@kind
def laboratory_below_detection(d: Draw) -> Trap:
    value = [f"{v:.1f}" for v in d.rng.gamma(2, 10, d.n)]
    value[1], value[4] = "<5", ">100"
    return Trap(d.csv(pd.DataFrame({"patientnr": d.ids, "crp": value, "leeftijd": d.score(20, 60)})), None)


@kind
def identifier_in_the_first_row_of_each(d: Draw) -> Trap:
    """Merged or left out below the first row of a person."""
    rows = [[i if t == 0 else None, f"T{t}", int(d.rng.integers(30))] for i in d.ids for t in range(3)]
    return Trap(
        d.sheet(pd.DataFrame(rows, columns=["cliëntnr", "meting", "stress"])), all_of(people(d.n), waves(3))
    )


@kind
def people_in_columns(d: Draw) -> Trap:
    rows: list[list[Any]] = [
        ["variabele", *d.ids],
        ["leeftijd", *d.score(20, 40)],
        ["stress", *d.score()],
        ["slaap", *d.score()],
    ]
    return Trap(d.cells(rows), people(d.n))


@kind
def two_tables_side_by_side(d: Draw) -> Trap:
    head: list[Any] = ["id", "stress", None, "id", "slaap"]
    rows = [[i, s, None, j, t] for i, s, j, t in zip(d.ids, d.score(), d.ids[::-1], d.score(), strict=True)]
    return Trap(d.cells([head, *rows]), None)


@kind
def header_repeated_on_every_page(d: Draw) -> Trap:
    head: list[Any] = ["deelnemer", "stress", "slaap"]
    rows = [list(r) for r in zip(d.ids, d.score(), d.score(), strict=True)]
    return Trap(d.cells([head, *rows[:10], head, *rows[10:]]), people(d.n))


@kind
def second_table_below(d: Draw) -> Trap:
    rows = [list(r) for r in zip(d.ids, d.score(), d.score(), strict=True)]
    below: list[list[Any]] = [
        [None] * 3,
        ["gemeente", "aantal", "procent"],
        ["Gouda", 12, 40],
        ["Leiden", 18, 60],
    ]
    return Trap(d.cells([["deelnemer", "stress", "slaap"], *rows, *below]), people(d.n))


@kind
def apgar_scores(d: Draw) -> Trap:
    """``apgar1``, ``apgar5`` and ``apgar10``: minutes after one birth."""
    sign = str(d.of("", "_"))
    frame = pd.DataFrame({"id": d.ids, **{f"apgar{sign}{k}": d.score(4, 10) for k in (1, 5, 10)}})
    return Trap(d.csv(frame), waves(0))


@kind
def gestation_in_weeks_and_days(d: Draw) -> Trap:
    weeks = [f"{d.rng.integers(24, 42)}+{d.rng.integers(0, 7)}" for _ in d.ids]
    frame = pd.DataFrame({"id": d.ids, "zwangerschapsduur": weeks, "gewicht": d.score(2200, 4300)})
    return Trap(d.csv(frame), outcomes_without("zwangerschapsduur"))


@kind
def blood_pressure_in_one_cell(d: Draw) -> Trap:
    tension = [f"{d.rng.integers(95, 150)}/{d.rng.integers(55, 95)}" for _ in d.ids]
    return Trap(d.table(rr=tension, leeftijd=d.score(20, 40)), outcomes_without("rr"))


@kind
def ages_in_years_and_months(d: Draw) -> Trap:
    """Speech therapists write 2;6."""
    age = [f"{d.rng.integers(1, 6)};{d.rng.integers(0, 12)}" for _ in d.ids]
    return Trap(
        d.sheet(pd.DataFrame({"id": d.ids, "leeftijd": age, "woorden": d.score(20, 400)})),
        outcomes_without("leeftijd"),
    )


@kind
def weights_in_two_units(d: Draw) -> Trap:
    weight = [float(v) for v in np.round(d.rng.normal(3.4, 0.4, d.n), 2)]
    for k in range(0, d.n, 3):
        weight[k] = round(weight[k] * 1000)
    return Trap(
        d.csv(pd.DataFrame({"kindnr": d.ids, "geboortegewicht": weight, "meisje": d.score(0, 1)})), None
    )


@kind
def heights_in_metres_and_centimetres(d: Draw) -> Trap:
    height = [float(v) for v in np.round(d.rng.normal(168, 7, d.n))]
    for k in range(1, d.n, 4):
        height[k] = height[k] / 100
    return Trap(d.table(lengte=height, leeftijd=d.score(20, 60)), None)


@kind
def a_lost_decimal_sign(d: Draw) -> Trap:
    warm = [float(v) for v in np.round(d.rng.normal(37, 0.5, d.n), 1)]
    warm[2], warm[8] = warm[2] * 10, warm[8] * 10
    return Trap(d.table(temperatuur=warm, pijn=d.score(0, 10)), None)


@kind
def units_that_change_between_waves(d: Draw) -> Trap:
    """Grams at birth, kilograms later."""
    grams, kilos = d.score(2500, 4300), [round(float(v), 1) for v in d.rng.normal(7, 1, d.n)]
    return Trap(d.csv(pd.DataFrame({"kindnr": d.ids, "gewicht_t0": grams, "gewicht_t1": kilos})), None)


@kind
def scale_that_changes_between_waves(d: Draw) -> Trap:
    frame = pd.DataFrame(
        {"id": d.ids, "pijn_t0": d.score(0, 10), "pijn_t1": [10 * int(v) for v in d.score(0, 10)]}
    )
    return Trap(d.csv(frame), None)


@kind
def yes_coded_otherwise_later(d: Draw) -> Trap:
    """0 and 1 at first, 1 and 2 later."""
    return Trap(d.table(roken_t0=d.score(0, 1), roken_t1=d.score(1, 2)), None)


@kind
def change_beside_its_moments(d: Draw) -> Trap:
    one, two = np.array(d.score()), np.array(d.score())
    frame = pd.DataFrame({"id": d.ids, "stress_t0": one, "stress_t1": two, "stress_verschil": two - one})
    return Trap(d.csv(frame), all_of(waves(2), people(d.n)))


@kind
def moments_spelled_in_several_ways(d: Draw) -> Trap:
    rows = [[i, w, int(d.rng.integers(30))] for i in d.ids for w in ("T0", "T1")]
    rows[3][1], rows[7][1] = d.of("T 1", "t1 ", "T1."), d.of("T-1", "1")
    return Trap(d.csv(pd.DataFrame(rows, columns=["id", "meting", "stress"])), waves(2))


@kind
def months_as_columns(d: Draw) -> Trap:
    """Visits in each month, one row per family."""
    months = ["jan", "feb", "mrt", "apr", "mei", "jun"]
    return Trap(d.sheet(pd.DataFrame({"gezinsnr": d.ids, **{m: d.score(0, 4) for m in months}})), people(d.n))


@kind
def dates_as_column_names(d: Draw) -> Trap:
    days = [pd.Timestamp("2023-01-15"), pd.Timestamp("2023-04-15"), pd.Timestamp("2023-07-15")]
    rows = [["cliëntnr", *days], *([i, *d.rng.integers(0, 30, 3).tolist()] for i in d.ids)]
    return Trap(d.cells(rows), people(d.n))


@kind
def a_cross_for_yes(d: Draw) -> Trap:
    """``x`` where it is so, and nothing where it is not."""
    crosses = {f"risico_{w}": d.some("x", None) for w in ("roken", "schulden", "wonen")}
    return Trap(d.sheet(pd.DataFrame({"cliëntnr": d.ids, **crosses, "stress": d.score()})), None)


@kind
def several_answers_in_a_cell(d: Draw) -> Trap:
    picked = [
        ", ".join(map(str, sorted(d.rng.choice(6, int(d.rng.integers(1, 4)), replace=False)))) for _ in d.ids
    ]
    return Trap(
        d.sheet(pd.DataFrame({"id": d.ids, "steun": picked, "stress": d.score()})), outcomes_without("steun")
    )


@kind
def test_people(d: Draw) -> Trap:
    """Rows that somebody typed to try the form."""
    ids = [*d.ids[:-2], str(d.of("TEST1", "test", "Test01")), str(d.of("TEST2", "demo", "dummy"))]
    return Trap(
        d.csv(pd.DataFrame({"record_id": ids, "stress": d.score(), "slaap": d.score()})), people(d.n - 2)
    )


@kind
def identifiers_as_excel_spoiled_them(d: Draw) -> Trap:
    """1,23E+05: several people have the same."""
    ids = [f"{10 + k // 3},{k % 3}E+05" if k % 3 else f"{10 + k // 3},1E+05" for k in range(d.n)]
    return Trap(d.sheet(pd.DataFrame({"clientnr": ids, "stress": d.score()})), None)


@kind
def age_groups_that_became_dates(d: Draw) -> Trap:
    """Excel makes 10-14 the fourteenth of October."""
    groups = d.some("15-19", "20-24", "14-okt", "12-nov")
    return Trap(
        d.table(leeftijdsgroep=groups, stress=d.score()),
        outcomes_without("leeftijdsgroep"),
    )


@kind
def marks_with_letters(d: Draw) -> Trap:
    marks = [f"{v:.1f}".replace(".", ",") for v in d.rng.uniform(3, 9.9, d.n)]
    marks[1], marks[4], marks[6] = "V", "abs", "inh"
    return Trap(
        d.csv(pd.DataFrame({"leerlingnummer": d.ids, "cijfer": marks, "klas": d.some("1A", "1B", "2C")})),
        None,
    )


@kind
def remarks_behind_numbers(d: Draw) -> Trap:
    weight = [str(v) for v in d.score(48, 110)]
    weight[2], weight[6] = f"{weight[2]} (geschat)", f"ca. {weight[6]}"
    return Trap(d.table(gewicht=weight, stress=d.score()), None)


@kind
def incomes_with_points(d: Draw) -> Trap:
    income = [int(v) for v in d.score(900, 3800)]
    shown = [f"{v:,}".replace(",", ".") for v in income]
    return Trap(
        d.table(inkomen=shown, stress=d.score()),
        values("inkomen", [float(v) for v in income]),
    )


@kind
def a_share_and_a_percentage(d: Draw) -> Trap:
    share = [round(float(v), 2) for v in d.rng.uniform(0, 1, d.n)]
    shown = [f"{100 * v:.0f}%" if k % 4 == 0 else str(v) for k, v in enumerate(share)]
    return Trap(
        d.table(aanwezigheid=shown, stress=d.score()),
        values("aanwezigheid", share),
    )


@kind
def cross_over(d: Draw) -> Trap:
    """Everybody gets both, in a drawn order."""
    rows = []
    for i in d.ids:
        order = str(d.of("AB", "BA"))
        rows += [[i, order, p + 1, order[p], int(d.rng.integers(30))] for p in (0, 1)]
    names = ["subject", d.of("sequence", "volgorde"), d.of("period", "periode"), "treatment", "score"]
    return Trap(d.csv(pd.DataFrame(rows, columns=names)), None)


@kind
def stepped_wedge(d: Draw) -> Trap:
    """Schools go over to the programme one after another."""
    rows: list[list[Any]] = [
        [f"L{k}", f"S{k % 4}", t, int(t > k % 4), int(d.rng.integers(30))]
        for k in range(d.n)
        for t in range(5)
    ]
    return Trap(
        d.csv(pd.DataFrame(rows, columns=["leerling", "school", "meting", "interventie", "score"])), no_arms
    )


@kind
def brothers_and_sisters(d: Draw) -> Trap:
    """A row per child, numbered within the family."""
    rows: list[list[Any]] = [
        [f"G{k // 2}", k % 2 + 1, int(d.rng.integers(1, 12)), int(d.rng.integers(30))]
        for k in range(2 * (d.n // 2))
    ]
    names = ["gezinsnummer", d.of("kind", "kindnr", "kind_volgnr"), "leeftijd", "gedrag"]
    return Trap(d.csv(pd.DataFrame(rows, columns=names)), all_of(waves(0), people(2 * (d.n // 2))))


@kind
def contacts_of_a_health_record(d: Draw) -> Trap:
    """A row per contact, with a date and two on one day now and then."""
    rows = []
    for i in d.ids:
        for day in sorted(d.rng.integers(0, 300, 3).tolist()):
            rows.append(
                [
                    i,
                    (pd.Timestamp("2022-01-01") + pd.Timedelta(days=day)).strftime("%d-%m-%Y"),
                    d.of("consult", "huisbezoek"),
                ]
            )
    rows.append(list(rows[-1]))
    return Trap(d.csv(pd.DataFrame(rows, columns=["patientnr", "contactdatum", "soort"])), None)


@kind
def diagnoses_as_codes(d: Draw) -> Trap:
    codes = d.some("F32.1", "O80", "Z39.2", "F43.1")
    return Trap(
        d.csv(pd.DataFrame({"patientnr": d.ids, "icd10": codes, "stress": d.score()})),
        all_of(no_arms, outcomes_without("icd10")),
    )


@kind
def drawn_from_another_study(d: Draw) -> Trap:
    """``lot`` is a batch, ``rand`` the edge of a town: no allocations."""
    word = str(d.of("lotnummer", "batch_lot", "stadsrand", "loting_volgnr"))
    return Trap(
        d.csv(pd.DataFrame({"id": d.ids, word: d.some("L01", "L02", "L03"), "stress": d.score()})), None
    )


@kind
def stood_first_in_the_list(d: Draw) -> Trap:
    """A row above the people with the answers that are right, and one with the highest scores."""
    rows: list[list[Any]] = [["id", "v1", "v2", "v3"], ["sleutel", 1, 4, 2], ["maximum", 5, 5, 5]]
    rows += [[i, *d.rng.integers(1, 6, 3).tolist()] for i in d.ids]
    return Trap(d.cells(rows), people(d.n))


@kind
def unit_row_below_the_names(d: Draw) -> Trap:
    rows: list[list[Any]] = [["id", "gewicht", "lengte", "leeftijd"], ["", "kg", "cm", "jaar"]]
    rows += [
        [i, *r] for i, *r in zip(d.ids, d.score(50, 99), d.score(150, 190), d.score(18, 60), strict=True)
    ]
    return Trap(d.cells(rows), all_of(people(d.n)))


@kind
def colours_of_a_traffic_light(d: Draw) -> Trap:
    frame = pd.DataFrame({"id": d.ids, "groep": d.some("groen", "oranje", "rood"), "stress": d.score()})
    return Trap(d.csv(frame), no_arms)


@kind
def times_of_the_clock(d: Draw) -> Trap:
    clock = [f"{d.rng.integers(20, 24)}:{d.rng.integers(0, 60):02d}" for _ in d.ids]
    return Trap(d.table(bedtijd=clock, stress=d.score()), outcomes_without("bedtijd"))


@kind
def years_as_moments_of_different_people(d: Draw) -> Trap:
    """A monitor: every year other people under the same numbers."""
    rows: list[list[Any]] = [
        [k + 1, y, int(d.rng.integers(18, 60)), int(d.rng.integers(30))]
        for y in (2019, 2021, 2023)
        for k in range(d.n)
    ]
    return Trap(d.csv(pd.DataFrame(rows, columns=["respnr", "jaar", "leeftijd", "stress"])), None)


@dataclass(frozen=True)
class Outcome:
    said: str
    wrong: str | None

    @property
    def wrong_and_fit(self) -> bool:
        return self.said == "fit" and self.wrong is not None


def tried(trap: Trap) -> Outcome:
    """Draft and take in, as it is."""
    root = trap.files[0].parent
    try:
        made = draft("practice", trap.files, root)
    except UserError:
        return Outcome("refused", None)
    asked = [
        m["what"] for line in made.text.splitlines() if (m := TODO.search(line)) and is_question(m["what"])
    ]
    manifest = Manifest.model_validate(yaml.safe_load(made.text))
    try:
        result = ingest(manifest, root)
    except IngestError:
        return Outcome("stopped", None)
    wrong = "no reading is right unasked" if trap.wrong is None else trap.wrong(manifest, result)
    return Outcome("asked" if asked else "fit", wrong)


def draws(first: int, count: int) -> Iterator[tuple[str, int, Outcome]]:
    for name, make in KINDS.items():
        for k in range(first, first + count):
            with tempfile.TemporaryDirectory() as folder:
                yield name, k, tried(make(Draw(np.random.default_rng([k, len(name)]), Path(folder))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    rows: dict[str, list[Outcome]] = {}
    for name, _, outcome in draws(given.first, given.draws):
        rows.setdefault(name, []).append(outcome)
    for name, found in rows.items():
        said = Counter(o.said for o in found)
        bad = [o.wrong for o in found if o.wrong_and_fit]
        counts.update(said)
        counts["wrong and fit"] += len(bad)
        print(f"{name:42} {dict(said)} {'WRONG AND FIT: ' + str(bad[:2]) if bad else ''}")
    print(dict(counts))


if __name__ == "__main__":
    main()
