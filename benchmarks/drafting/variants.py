"""Files of one kind each, drawn to mislead: the ways in which files were once misread and called fit.

Each kind has its known truth, and its opposite: a 99 that is an age, a ``gewicht1`` of a first child, notes
below the data, a stratum that is called group, a first of the month that may be a month.

Drafted and counted by ``python -m benchmarks.drafting.variants --files 150 [--kinds items]``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.drafting.judge import judge
from benchmarks.drafting.layouts import Layout, Measure, choose
from benchmarks.measure import RESULTS

Rng = np.random.Generator
Columns = dict[str, list[Any]]


def _people(rng: Rng) -> tuple[int, list[str], list[Any]]:
    people = int(rng.integers(30, 80))
    pattern = choose(rng, ("{}", "P{:03d}", "{:05d}", "NL-{:04d}", "K{:02d}x"))
    start = int(rng.integers(1, 400))
    ids = [pattern.format(start + k) for k in range(people)]
    return people, ids, [int(i) if i.isdigit() and not i.startswith("0") else i for i in ids]


def _layout(seed: int, kind: str, ids: list[str], moments: int = 0, **more: Any) -> Layout:
    present = np.ones((len(ids), max(moments, 1)), dtype=bool)
    facts = {"id": "id", "arm": "groep"} | more.pop("facts", {})
    return Layout(seed, kind, [], ids, more.pop("arms", None), [], moments, present, facts=facts, **more)


def _arms(rng: Rng, layout: Layout, codes: tuple[Any, Any], control: int | None = 0) -> list[Any]:
    cells = [codes[k] for k in rng.integers(0, 2, len(layout.ids))]
    cells[:2] = list(codes)
    layout.arms = [str(cell) for cell in cells]
    layout.control = None if control is None else str(codes[control])
    return cells


def _numbers(layout: Layout, name: str, truth: np.ndarray, cells: np.ndarray | None = None) -> np.ndarray:
    """Add a measure of one number per person (and moment); its cells."""
    truth = truth.reshape(len(layout.ids), -1).astype("float64")
    written = truth if cells is None else cells.reshape(truth.shape)
    layout.measures.append(Measure(name, truth, written, at_start=layout.moments == 0))
    return written


def _csv(folder: Path, layout: Layout, columns: Columns, rng: Rng, above: Sequence[str] = ()) -> None:
    sign = choose(rng, (";", ",", "\t"))
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    lines = [*above, *(sign.join("" if c is None else str(c) for c in row) for row in rows)]
    path = folder / "data.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    layout.files.append(path)


def _excel(folder: Path, layout: Layout, rows: list[list[Any]], *, epoch1904: bool = False) -> Any:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    if epoch1904:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        page.append([cell.item() if isinstance(cell, np.generic) else cell for cell in row])
    path = folder / "data.xlsx"
    layout.files.append(path)
    book.save(path)
    return page


def two_headers(seed: int, rng: Rng, folder: Path) -> Layout:
    """Titles, blank rows, groups of columns, units below the names, notes and totals below the data."""
    people, ids, cells = _people(rng)
    moments = int(rng.integers(2, 4))
    layout = _layout(seed, "two_headers", ids, moments)
    words = choose(
        rng,
        (
            ("Voormeting", "Nameting", "Follow-up"),
            ("Bezoek 1", "Bezoek 2", "Bezoek 3"),
            ("T0", "T1", "T2"),
            ("Start", "Na 3 maanden", "Na 12 maanden"),
            ("Baseline", "Post", "Follow-up"),
            ("Intake", "6 weken", "12 weken"),
            ("Meting 1 (2021)", "Meting 2 (2022)", "Meting 3 (2023)"),
        ),
    )
    names = list(rng.permutation(["stress", "PROPS", "gewicht (kg)", "pols", "EPDS"]))[
        : int(rng.integers(2, 4))
    ]
    id_name = choose(rng, ("cliëntnr", "Deelnemer", "respondentnr", "ID", "nr."))
    layout.facts["id"] = id_name
    start: Columns = {id_name: cells}
    if rng.random() < 0.7:
        start["groep"] = _arms(
            rng, layout, choose(rng, (("controle", "interventie"), ("wachtlijst", "cursus")))
        )
    start["geboortejaar"] = list(rng.integers(1970, 2002, people))
    if rng.random() < 0.3:
        start = dict(reversed(start.items()))
    group = choose(rng, ("Deelnemer", "", "Algemene gegevens"))
    upper: list[Any] = [group or None, *[None] * (len(start) - 1)]
    lower, body = list(start), list(start.values())
    for name in names:
        _numbers(layout, name, rng.integers(20, 90, (people, moments)))
    for moment in range(moments):
        upper += [words[moment]] + [words[moment] if rng.random() < 0.3 else None for _ in names[1:]]
        lower += names
        body += [list(m.written[:, moment].astype(int)) for m in layout.measures]
    title = [
        [],
        *([["Evaluatie 2021-2023"]] * (rng.random() < 0.7)),
        *([["bijgewerkt 3 mei 2023"]] * (rng.random() < 0.3)),
    ]
    title += [[]] * int(rng.integers(0, 3))
    units = [["", *(["aantal"] * (len(lower) - 1))]] if rng.random() < 0.2 else []
    rows = [*title, upper, lower, *units, *map(list, zip(*body, strict=True))]
    if rng.random() < 0.3:
        below = choose(rng, ("gem", "note", "total"))
        layout.facts["below"], layout.stops = below, True
        numbers = ["", *[round(float(rng.normal(50, 9)), 1)] * (len(lower) - 1)]
        rows += {
            "gem": [["Gemiddelde", *numbers[1:]]],
            "note": [[], ["* twee deelnemers zijn verhuisd"]],
            "total": [[], ["Totaal", people]],
        }[below]
    _excel(folder, layout, rows)
    return layout


def missing_codes(seed: int, rng: Rng, folder: Path) -> Layout:
    """Codes for no answer beside measures, and the same numbers as answers."""
    people, ids, cells = _people(rng)
    layout = _layout(seed, "missing_codes", ids)
    columns: Columns = {"id": cells, "groep": _arms(rng, layout, ("placebo", "actief"))}
    measures: tuple[tuple[str, np.ndarray, tuple[Any, ...]], ...] = (
        ("leeftijd", rng.integers(16, 60, people), (99, 999, -1, -9, 88)),
        ("leeftijd_opa", rng.integers(60, 100, people), (999, -9)),
        ("eens", rng.integers(1, 6, people), (9, 99, 8, -98)),
        ("rookt", rng.integers(0, 2, people), (9, 99, 8, -95, 2, 7)),
        ("lengte", rng.normal(1.7, 0.1, people).round(2), (-99, 9.99, 99, 999, 0, 9.9)),
        ("lengte_cm", rng.integers(150, 195, people), (999, 0, -1, 99, 888)),
        ("gewicht", rng.normal(70, 12, people).round(1), (999, 999.9, 0, -9)),
        ("sigaretten", rng.poisson(8, people), (99, -9, 98, 999, 77)),
        ("epds", rng.integers(0, 31, people), (99, 98, -1, 77)),
        ("verschil", rng.integers(-12, 13, people), (-99, 99, 999)),
        ("cijfer", rng.integers(3, 11, people), (99, 11)),
        ("procent", rng.integers(20, 101, people), (999, -1)),
        ("kinderen", rng.poisson(1.3, people), (9, 99, 8)),
        ("inkomen", rng.integers(8, 50, people) * 100, (99999, 9999, 99, -9)),
    )
    for k in rng.permutation(len(measures))[:3]:
        name, truth, codes = measures[int(k)]
        truth = truth.astype("float64")
        written = truth.astype(object)
        if np.all(truth == np.floor(truth)):
            written = truth.astype(int).astype(object)
        count = int(rng.integers(1, 6))
        places = rng.choice(people, count, replace=False)
        how = rng.random()
        if how < 0.75:
            for place in places:
                written[place], truth[place] = choose(rng, codes), np.nan
        elif how < 0.9 and name in ("leeftijd", "sigaretten", "gewicht", "epds"):  # the opposite: answers
            real = {"leeftijd": 99, "sigaretten": 40, "gewicht": 99, "epds": 30}[name]
            written[places[0]] = truth[places[0]] = real
        layout.facts[name] = str([written[p] for p in places])
        columns[name] = list(_numbers(layout, name, truth, written)[:, 0])
    _csv(folder, layout, columns, rng)
    return layout


def identifiers(seed: int, rng: Rng, folder: Path) -> Layout:
    """Identifiers under other names and in other places; one that occurs twice; rows of one person."""
    people, ids, cells = _people(rng)
    moments = int(choose(rng, (0, 0, 3, 4)))
    layout = _layout(seed, "identifiers", ids, moments)
    name = choose(
        rng,
        (
            *(
                "Deelnemersnr.",
                "cliënt",
                "Patiëntnummer",
                "ppn",
                "Subject",
                "pnr",
                "case",
                "RecordID",
                "crf_nr",
            ),
            *(
                "code",
                "participant_code",
                "VZ-nummer",
                "gezinsnr",
                "kenmerk",
                "dossier",
                "inclusienr",
                "Sleutel",
            ),
            *("random nr", "Proband", "vpnr", "Fallnummer", "rpnr", "uniek", "VPN_Code", "studie-id"),
        ),
    )
    layout.facts["id"] = name
    columns: Columns = {"groep": _arms(rng, layout, ("placebo", "actief"))}
    columns["leeftijd"] = list(_numbers_at_start(layout, "leeftijd", rng.integers(18, 60, people)))
    columns[name] = cells
    if rng.random() < 0.5:
        columns = dict(reversed(columns.items()))
    if not moments:
        columns["score"] = list(_numbers(layout, "score", rng.integers(0, 40, people)).astype(int)[:, 0])
        if rng.random() < 0.25:
            columns[name] = list(columns[name])
            columns[name][5] = columns[name][4]
            layout.stops = True
        _csv(folder, layout, columns, rng)
        return layout
    time, codes = choose(
        rng,
        (
            ("week", (0, 6, 12, 26)),
            ("moment", ("voor", "na", "later", "laatst")),
            ("bezoeknr", (1, 2, 3, 4)),
            ("T", (0, 1, 2, 3)),
            ("meetdag", (1, 30, 60, 90)),
            ("fase", ("A", "B", "C", "D")),
            ("keer", (1, 2, 3, 4)),
            ("periode", ("2019", "2020", "2021", "2022")),
        ),
    )
    layout.facts["wave"] = time
    scores = _numbers(layout, "score", rng.integers(0, 40, (people, moments))).astype(int)
    long: Columns = {n: [c for c in cells for _ in range(moments)] for n, cells in columns.items()}
    long[time] = [codes[m] for _ in range(people) for m in range(moments)]
    long["score"] = list(scores.reshape(-1))
    _csv(folder, layout, long, rng)
    return layout


def _numbers_at_start(layout: Layout, name: str, truth: np.ndarray) -> np.ndarray:
    layout.measures.append(Measure(name, truth[:, None].astype("float64"), truth[:, None], at_start=True))
    return truth


def items(seed: int, rng: Rng, folder: Path) -> Layout:
    """Questions that are numbered as moments are, and moments that are numbered as questions."""
    people, ids, cells = _people(rng)
    moments = 0 if rng.random() < 0.6 else 2
    layout = _layout(seed, "items", ids, moments)
    columns: Columns = {"id": cells, "groep": _arms(rng, layout, ("placebo", "actief"))}
    for _ in range(int(rng.integers(1, 3))):
        stem = choose(
            rng, ("item", "q", "att", "totaal_som", "Vraag ", "SDQ_", "epds", "pss_t", "v", "opvoeding.", "B")
        )
        first = int(choose(rng, (1, 1, 18, 101)))
        high = int(choose(rng, (2, 4, 5)))
        for k in range(first, first + int(rng.integers(4, 12))):
            columns.setdefault(f"{stem}{k}", list(rng.integers(0, high, people)))
    if moments:
        ending = choose(
            rng, (("_t0", "_t1"), ("_voor", "_na"), (".pre", ".post"), (" T1", " T2"), ("_0m", "_6m"))
        )
        layout.facts["moments"] = str(ending)
        for name in ("gewicht", "stress"):
            truth = _numbers(layout, name, rng.integers(10, 90, (people, moments))).astype(int)
            for moment in range(moments):
                columns[f"{name}{ending[moment]}"] = list(truth[:, moment])
    elif rng.random() < 0.5:
        stem = choose(rng, ("gewicht", "lengte", "kind_", "meting"))
        truth = rng.integers(10, 90, (people, 2))
        for k in range(2):
            columns[f"{stem}{k + 1}"] = list(truth[:, k])
            _numbers(layout, f"{stem}{k + 1}", truth[:, k])
    _csv(folder, layout, columns, rng)
    return layout


def arms(seed: int, rng: Rng, folder: Path) -> Layout:
    """Allocations in other spellings and codes, beside groups that nobody was allocated to; or none."""
    people, ids, cells = _people(rng)
    layout = _layout(seed, "arms", ids)
    name = choose(
        rng,
        (
            *(
                "treated",
                "Randomisatie",
                "gerandomiseerd_naar",
                "loting",
                "TxGroup",
                "experimenteel",
                "arm_nr",
            ),
            *("Groepsindeling", "VoorZorg", "vz", "conditie (0/1)", "armcode", "Zuteilung", "bras", "TRT01P"),
            *(
                "interventie_ja_nee",
                "programma",
                "in_programma",
                "behandelconditie",
                "rand_result",
                "toegewezen aan",
            ),
            *("studie_groep", "exp", "kreeg cursus", "deelname", "G", "uitslag loting", "aanbod"),
        ),
    )
    layout.facts["arm"] = name
    codes, control = choose(
        rng,
        (
            ((0, 1), 0),
            ((1, 2), 0),
            ((1, 2), 1),
            ((0, 1), 1) if name in ("G", "arm_nr", "loting", "rand_result", "armcode") else ((0, 1), 0),
            (("A", "B"), 1),
            (("controle", "interventie"), 0),
            (("Placebo", "Verum"), 0),
            (("usual care", "VoorZorg"), 0),
            (("C", "I"), 0),
            (("nee", "ja"), 0),
            (("wachtlijst", "direct"), 0),
            (("cau", "vz"), 0),
        ),
    )
    columns: Columns = {"id": cells}
    decoys: Columns = {
        "leeftijdsgroep": [("jong", "oud")[k] for k in rng.integers(0, 2, people)],
        "stratum": list(rng.integers(1, 3, people)),
        "bloedgroep": [("A", "B", "O")[k] for k in rng.integers(0, 3, people)],
        "geslacht": list(rng.integers(1, 3, people)),
        "risicogroep": list(rng.integers(0, 2, people)),
    }
    for decoy in rng.permutation(list(decoys))[: int(rng.integers(0, 3))]:
        columns[str(decoy)] = decoys[str(decoy)]
    if rng.random() < 0.85:
        columns[name] = _arms(rng, layout, codes, control)
    columns["score"] = list(_numbers(layout, "score", rng.integers(0, 40, people)).astype(int)[:, 0])
    if rng.random() < 0.5:
        columns["baseline_complete"] = list(rng.choice([0, 1, 2], people))
    if rng.random() < 0.3:
        columns = {"nr": list(range(1, people + 1)), **columns}
    _csv(folder, layout, columns, rng)
    return layout


def dates(seed: int, rng: Rng, folder: Path) -> Layout:
    """Dates as texts, numbers and cells, of 1900 and 1904, of either order, with impossible ones."""
    people, ids, cells = _people(rng)
    layout = _layout(seed, "dates", ids)
    days = pd.Timestamp("2019-02-01") + pd.to_timedelta(rng.integers(0, 700, people), unit="D")
    layout.facts["dates"] = "datum"
    truth = np.array([day.toordinal() for day in days], dtype="float64")
    layout.measures.append(Measure("datum", truth[:, None], truth[:, None], at_start=True))
    arm = _arms(rng, layout, ("placebo", "actief"))
    score = list(_numbers(layout, "score", rng.integers(0, 40, people)).astype(int)[:, 0])
    how = choose(
        rng,
        (
            "%d-%m-%Y",
            "%Y-%m-%d",
            "%d/%m/%y",
            "%m/%d/%Y",
            "%d.%m.%Y",
            "%Y%m%d",
            "%d %B %Y",
            "excel",
            "1904",
            "serial",
            "sav",
        ),
    )
    layout.facts["how"] = how
    typo = rng.random() < 0.25 and how not in ("excel", "1904", "sav", "serial")
    columns: Columns = {"id": cells, "groep": arm, "datum": list(days), "score": score}
    if how in ("excel", "1904"):
        columns["datum"] = [day.to_pydatetime() for day in days]
        rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
        _excel(folder, layout, rows, epoch1904=how == "1904")
    elif how == "sav":
        import pyreadstat

        frame = pd.DataFrame(columns).assign(id=[str(c) for c in cells])
        frame["datum"] = pd.Series([day.date() for day in days], dtype=object)
        pyreadstat.write_sav(frame, str(folder / "data.sav"), variable_format={"datum": "DATE11"})
        layout.files.append(folder / "data.sav")
    else:
        origin = pd.Timestamp("1899-12-30")
        texts = [str((d - origin).days) if how == "serial" else d.strftime(how) for d in days]
        if typo:
            texts[7] = {"%Y-%m-%d": "2019-02-31", "%Y%m%d": "20190231"}.get(
                how, days[7].strftime(how).replace(str(days[7].year), "2091").replace(f"/{days[7]:%y}", "/9l")
            )
            layout.facts["typo"], layout.stops = texts[7], True
        columns["datum"] = texts
        _csv(folder, layout, columns, rng)
    return layout


def clusters(seed: int, rng: Rng, folder: Path) -> Layout:
    """Schools and practices that were randomised as a whole, and those within which people were."""
    schools = int(rng.integers(6, 30))
    of = np.repeat(np.arange(schools), rng.integers(4, 9, schools))
    pattern = choose(rng, ("{}", "L{:03d}"))
    ids = [pattern.format(k + 1) for k in range(len(of))]
    layout = _layout(seed, "clusters", ids)
    whole = rng.random() < 0.6
    layout.facts["whole"] = str(whole)
    per_school = np.arange(schools) % 2
    codes: tuple[Any, Any] = choose(
        rng, (("controle", "interventie"), (0, 1), ("care as usual", "programma"))
    )
    group = per_school[of] if whole else rng.integers(0, 2, len(of))
    cells = [codes[k] for k in group]
    layout.arms, layout.control = [str(c) for c in cells], str(codes[0])
    name = choose(
        rng,
        ("school", "Schoolnr", "praktijk", "gemeente", "klas_id", "cluster", "team", "huisartsenpraktijk"),
    )
    layout.facts["cluster"] = name
    words = rng.random() < 0.5
    columns: Columns = {
        "leerlingnr": [int(i) if i.isdigit() else i for i in ids],
        name: [f"{name[:3].upper()}{k:02d}" if words else int(k + 1) for k in of],
        choose(rng, ("groep", "conditie", "arm")): cells,
    }
    layout.facts["arm"] = list(columns)[-1]
    layout.facts["id"] = "leerlingnr"
    columns["score"] = list(_numbers(layout, "score", rng.integers(0, 40, len(ids))).astype(int)[:, 0])
    _csv(folder, layout, columns, rng)
    return layout


_FIRST = (
    "Sanne",
    "Fatima",
    "Daan",
    "Mohammed",
    "Emma",
    "Lotte",
    "Youssef",
    "Bram",
    "Noor",
    "Jayden",
    "Esra",
    "Thijs",
)
_LAST = (
    "de Vries",
    "Yilmaz",
    "Jansen",
    "El Amrani",
    "Bakker",
    "van den Berg",
    "Visser",
    "Smit",
    "Kaya",
    "Mulder",
)


def names(seed: int, rng: Rng, folder: Path) -> Layout:
    """Names of people under any name of a column, in free text, and what only looks like them."""
    people, ids, cells = _people(rng)
    layout = _layout(seed, "names", ids)
    first = [choose(rng, _FIRST) for _ in range(people)]
    last = [choose(rng, _LAST) for _ in range(people)]
    both = [f"{a} {b}" for a, b in zip(first, last, strict=True)]
    name, cells_of = choose(
        rng,
        (
            ("name_last", last),
            ("fname", first),
            ("lname", last),
            ("ingevuld door", both),
            ("contact", both),
            ("arts", [f"dr. {b}" for b in last]),
            ("veld12", both),
            ("kind", first),
            ("toelichting", [f"gesproken met {a}, 06-{rng.integers(10**7, 10**8)}" for a in both]),
            ("opm", [f"mw. {b} belt terug" for b in last]),
            ("verwijzer", [f"J. {b}" for b in last]),
            ("email_prive", [f"{a.lower()}@voorbeeld.nl" for a in first]),
            ("tel2", [f"06{rng.integers(10**7, 10**8)}" for _ in first]),
            ("pc6", [f"{rng.integers(1000, 9999)} {choose(rng, ('AB', 'XZ'))}" for _ in first]),
            ("straat", [f"{b.split()[-1]}straat {rng.integers(1, 90)}" for b in last]),
            ("bsn_kind", [str(rng.integers(10**8, 10**9)) for _ in first]),
        ),
    )
    layout.facts["private"], layout.stops = name, True
    columns: Columns = {"id": cells, "groep": _arms(rng, layout, ("placebo", "actief")), name: cells_of}
    columns["score"] = list(_numbers(layout, "score", rng.integers(0, 40, people)).astype(int)[:, 0])
    _csv(folder, layout, columns, rng)
    return layout


KINDS: dict[str, Callable[[int, Rng, Path], Layout]] = {
    make.__name__: make
    for make in (two_headers, missing_codes, identifiers, items, arms, dates, clusters, names)
}


def draw(kind: str, seed: int, folder: Path) -> Layout:
    """Draw variant ``seed`` of a kind and write its file."""
    folder.mkdir(parents=True, exist_ok=True)
    return KINDS[kind](seed, np.random.default_rng([77, list(KINDS).index(kind), seed]), folder)


_CLASSES = ("right fit", "right asked", "stopped", "wrong asked", "wrong fit")


def count(kind: str, files: int, first: int = 0) -> Counter[str]:
    """Draft so many files of a kind, and say which were misread and called fit."""
    counted: Counter[str] = Counter()
    for seed in range(first, first + files):
        with tempfile.TemporaryDirectory() as folder:
            layout = draw(kind, seed, Path(folder))
            verdict = replace(judge(layout), must_stop=layout.stops)
        right = "right" if verdict.right else "wrong"
        counted["stopped" if verdict.said == "stopped" else f"{right} {verdict.said}"] += 1
        if verdict.wrong_and_fit:
            print(f"wrong and fit: {kind} {seed}: {layout.facts} {verdict.wrong}", flush=True)
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=150, help="of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    arguments = parser.parse_args()
    lines = [",".join(["kind", "files", *_CLASSES])]
    for kind in arguments.kinds:
        counted = count(kind, arguments.files, arguments.first)
        lines.append(",".join(map(str, [kind, arguments.files, *(counted[c] for c in _CLASSES)])))
        print(lines[-1], flush=True)
    whole = arguments.kinds == list(KINDS) and arguments.first == 0 and arguments.files >= 150
    if whole:
        (RESULTS / "drafting_variants.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
