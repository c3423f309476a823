"""What is taken for a direct identifier, by name and by content: one table of each, and where shares turn."""
# ruff: noqa: E501, SIM905 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.identity import column_names, contents, person_names
from voorzorg.cohorts.identity.comparable_ids import Identities, normalise
from voorzorg.cohorts.identity.direct_identifiers import _kind_by_name, refuse_identifiers
from voorzorg.cohorts.identity.ordinals import ordinal_keys, places, standing
from voorzorg.cohorts.identity.pseudonyms import SYNTHETIC_KEY, fingerprint, pseudonyms
from voorzorg.cohorts.reading.raw_table import RawTable

Pinned = Callable[..., None]

_PERSONS = ("", "moeder", "partner ", "huisarts_", "aantal_")
_WORDS = """naam achternaam name voornaam bsn ssn adres woonplaats straat postcode zip pc4 email e_mail mail mailadres tel
tel_nr telefoon mobiel gebdat geb geboorte_datum dob bd iban rekening ip ip_adres dossier_nr mrn polis epd_id kenteken lat lon
latitude gps paspoort imei username url foto handtekening huisarts contactpersoon plaats city school score rookt namen_lijst
naam_medicijn telling emailen postnatal bankzaken""".split()
_CONTENTS: dict[str, Sequence[object]] = {
    "many texts": [f"tekst{k}" for k in range(20)],
    "few codes": [1.0, 2.0, 3.0] * 6,
    "yes and no": ["ja", "nee"] * 8,
    "large numbers": [1000.0 + 17 * k for k in range(20)],
    "dates": [f"{k:02d}-03-2019" for k in range(1, 21)],
}


def test_names_of_columns(pinned: Pinned) -> None:
    rows = []
    for person, word in product(_PERSONS, _WORDS):
        name = f"{person}{word}"
        rows.append(
            {
                "name": name,
                "words": " ".join(column_names.words_of(name)),
                "strong": column_names.strong_kind(name),
                "weak": column_names.weak_kind(name),
            }
            | {what: _kind_by_name(name, pd.Series(values)) for what, values in _CONTENTS.items()}
        )
    pinned("cohorts/identity/names", rows)


def _cycle(texts: str, n: int) -> list[str]:
    known = texts.split("|")
    return [known[k % len(known)] for k in range(n)]


_FIRST = "Anna|Sanne|Fatima|Kees|Mohammed|Emma|Lisa|Daan|Sophie|Thomas|Julia|Lucas"
_LAST = "Jansen|de Vries|Bakker|van den Berg|Visser|Smit|Meijer|Yilmaz|Mulder|de Boer|Bos|Vos"
#: Different values that are all of one kind, as many as are asked for.
_KINDS: dict[str, Callable[[int], list[object]]] = {
    "e-mail": lambda n: [f"k{k}@post.nl" for k in range(n)],
    "e-mail spelled": lambda n: [f"k{k} at post punt nl" for k in range(n)],
    "web": lambda n: [f"https://a{k}.nl/x" for k in range(n)],
    "mobile": lambda n: [f"06-{10000000 + 7919 * k}" for k in range(n)],
    "mobile abroad": lambda n: [f"+31 6 {10000000 + 7919 * k}" for k in range(n)],
    "landline": lambda n: [f"030-{1000000 + 7919 * k}" for k in range(n)],
    "mobile numbers": lambda n: [float(610000000 + 7919 * k) for k in range(n)],
    "postcodes": lambda n: [f"{1011 + 37 * k} {chr(65 + k % 26)}{chr(66 + k % 20)}" for k in range(n)],
    "postcodes of one street": lambda n: [f"{1011 + 37 * k} AB" for k in range(n)],
    "Belgian postcodes": lambda n: [float(1000 + 10 * int(800 * k / max(n - 1, 1))) for k in range(n)],
    "addresses": lambda n: [f"Dorpsstraat {k + 1}" for k in range(n)],
    "full names": lambda n: [f"{a} {b}" for a, b in zip(_cycle(_FIRST, n), _cycle(_LAST, n), strict=True)],
    "surnames": lambda n: list(_cycle(_LAST, n)),
    "initials": lambda n: [f"{chr(65 + k % 26)}. {b}" for k, b in enumerate(_cycle(_LAST, n))],
    "titles": lambda n: [f"dr. {b}" for b in _cycle(_LAST, n)],
    "turned": lambda n: [f"{b.split()[-1]}, {a}" for a, b in zip(_cycle(_FIRST, n), _cycle(_LAST, n), strict=True)],
    "capitals": lambda n: [f"{b.split()[-1].upper()}, {a[0]}." for a, b in zip(_cycle(_FIRST, n), _cycle(_LAST, n), strict=True)],
    "unknown names": lambda n: [f"Qor{chr(97 + k % 26)}a Zwe{chr(97 + k // 26)}lti" for k in range(n)],
    "places": lambda n: _cycle("Den Haag|Den Bosch|Nieuw Vennep|Oud Beijerland", n),
    "user names": lambda n: [f"jan{chr(97 + k % 26)}{chr(97 + k // 26)}s{10 + k}" for k in range(n)],
    "plates": lambda n: [f"{chr(66 + k % 20)}{chr(67 + k % 19)}-{10 + k}-{chr(70 + k % 15)}{chr(71 + k % 14)}" for k in range(n)],
    "machines": lambda n: [f"192.168.{k}.{(7 * k) % 250}" for k in range(n)],
    "versions": lambda n: [f"{k % 9}.{k % 7}.{k % 5}.{k % 3}" for k in range(n)],
    "machines 6": lambda n: [f"fe80::{k:x}" for k in range(n)],
    "latitudes": lambda n: [51.12345 + 0.0417 * k for k in range(n)],
    "latitudes as text": lambda n: [f"{51.12345 + 0.0417 * k:.5f}" for k in range(n)],
    "latitudes of three": lambda n: [round(51.123 + 0.041 * k, 3) for k in range(n)],
    "a point": lambda n: [f"{51.1 + 0.01 * k:.4f}, 4.{k:04d}" for k in range(n)],
    "citizens": lambda n: [float(v) for v in range(111222333, 111222333 + 400 * n) if contents._eleven(str(v))][:n],
    "citizens as text": lambda n: [str(v) for v in range(111222333, 111222333 + 400 * n) if contents._eleven(str(v))][:n],
    "nine digits": lambda n: [float(v) for v in range(111222333, 111222333 + 400 * n) if not contents._eleven(str(v))][:n],
    "long numbers": lambda n: [float(10**11 + 7919 * k) for k in range(n)],
    "births": lambda n: [f"{k % 28 + 1:02d}-{k % 12 + 1:02d}-{1960 + (5 * k) % 40}" for k in range(n)],
    "births as numbers": lambda n: [float(f"{k % 28 + 1}{k % 12 + 1:02d}{1960 + (5 * k) % 40}") for k in range(n)],
    "lately": lambda n: [f"{k % 28 + 1:02d}-{k % 12 + 1:02d}-{2018 + k % 3}" for k in range(n)],
    "bank": lambda n: [f"NL{2 + k:02d}ABNA{417164300 + k:010d}" for k in range(n)],
    "a sound bank": lambda n: ["NL91ABNA0417164300"] * min(n, 1) + [f"rekening met nummer {k}" for k in range(n - 1)],
    "national": lambda n: [f"85.07.{10 + k % 18}-033.{10 + k}" for k in range(n)],
    "device": lambda n: [f"00:1B:44:11:3A:{k:02X}" for k in range(n)],
    "document": lambda n: [f"N{chr(65 + k % 26)}R{k:05d}{k % 10}" for k in range(n)],
    "handle": lambda n: [f"@naam_{k}" for k in range(n)],
    "remark with a telephone": lambda n: [f"bel op 06-{10000000 + k} na vijf" for k in range(n)],
    "remark with a name": lambda n: [f"gesproken met Sanne Jansen over week {k}" for k in range(n)],
    "one name only": lambda n: ["gesproken met Sanne Jansen over iets"] + [f"ging over week {k} en dat" for k in range(n - 1)],
    "remark with a birth": lambda n: [f"geboren op 1-2-{1970 + k} te x" for k in range(n)],
    "remark with a postcode": lambda n: [f"woont nu in {1234 + k} AB volgens opgave" for k in range(n)],
    "remark with a year": lambda n: [f"getest in {1990 + k % 20} IQ goed" for k in range(n)],
    "remark with a machine": lambda n: [f"kwam van 10.20.30.{40 + k} binnen" for k in range(n)],
    "remark with a citizen": lambda n: [f"nummer 111222333 staat in regel {k}" for k in range(n)],
    "remarks": lambda n: [f"ging wel goed in week {k} hoor" for k in range(n)],
    "codes": lambda n: [f"P{k:03d}" for k in range(n)],
    "numbers": lambda n: [float(k) for k in range(n)],
    "fractions": lambda n: [k + 0.25 for k in range(n)],
}  # fmt: skip
_HARMLESS = [f"w{k}x" for k in range(400)]


def test_contents_of_columns(pinned: Pinned) -> None:
    """By how many different values there are, and which share of them is of the kind."""
    rows = []
    for kind, make in _KINDS.items():
        row: dict[str, object] = {"kind": kind}
        for n in (2, 3, 5, 10, 20):
            row[f"{n} values"] = contents.kind_of_contents(pd.Series(make(n)))
        row["of an identifier"] = contents.kind_of_contents(pd.Series(make(20)), is_id=True)
        row["three times each"] = contents.kind_of_contents(pd.Series(make(12) * 3))
        if isinstance(make(1)[0], str):
            for percent in (25, 26, 31, 46):
                mixed = [*make(percent), *_HARMLESS[: 50 - percent]]
                row[f"{percent} of 50"] = contents.kind_of_contents(pd.Series(mixed, dtype="str"))
        rows.append(row)
    columns = list(rows[0])
    pinned("cohorts/identity/contents", [{name: row.get(name) for name in columns} for row in rows])


def test_numbers_among_others(pinned: Pinned) -> None:
    rows = []
    for kind in (
        "citizens",
        "mobile numbers",
        "long numbers",
        "births as numbers",
        "Belgian postcodes",
        "latitudes",
    ):
        for percent in (40, 50, 55, 60, 61, 80, 81, 89, 90, 91, 95, 96, 99):
            few = [float(v) for v in _KINDS[kind](percent)]
            others = [float(7 * k + 1) for k in range(100 - percent)]
            rows.append(
                {"kind": kind, "share": percent, "is": contents.kind_of_contents(pd.Series([*few, *others]))}
            )
    for low, high in (
        (1000, 7999),
        (1000, 8000),
        (1999, 9000),
        (2000, 9000),
        (999, 9000),
        (1000, 9999),
        (1000, 10000),
    ):
        towns = pd.Series([float(low), float(high), *(float(2000 + 10 * k) for k in range(20))])
        rows.append({"kind": f"towns {low} to {high}", "is": contents.kind_of_contents(towns)})
    for low, high in ((49.3, 52), (49.4001, 52), (51, 53.7999), (51, 53.9)):
        step = (high - low) / 19
        places = pd.Series([low + step * k + 0.00001 for k in range(20)])
        rows.append({"kind": f"places {low} to {high}", "is": contents.kind_of_contents(places)})
    for years in (3, 5, 6, 7, 10):
        for last in (2000, 2005, 2009, 2012, 2020):
            days = pd.Series(pd.date_range(f"{last - years}-01-01", f"{last}-01-01", periods=60))
            shown = days.dt.strftime("%d-%m-%Y")
            rows.append({"kind": f"{years} years up to {last}", "is": contents.kind_of_contents(days)})
            rows.append({"kind": f"{years} years up to {last}, text", "is": contents.kind_of_contents(shown)})
    pinned("cohorts/identity/numbers", rows)


def test_names_of_people(pinned: Pinned) -> None:
    texts = ("Anna Jansen", "anna jansen", "A. Jansen", "A.B. van den Berg", "Jansen, Anna", "mw. de Vries", "dr Smit", "JANSEN, A.",
             "De Bilt", "Sint Jan", "jan83", "Vandaag gesproken met Anna de Vries", "mevrouw Bakker kwam", "Anna kwam", "anna Jansen kwam",
             "kwam dhr. jansen", "zag dhr Jansen", "gesproken met Jansen over", "Jansen kwam", "Anna JANSEN", "met Xwqa Jansen erbij")  # fmt: skip
    rows = [
        {
            "text": text,
            "inside": person_names.names_inside(text),
            "plain": person_names.plain(text),
            "known": person_names._known(text),
        }
        | {
            f"{n} of {filled}": person_names.are_names(
                pa.array([f"{text}" + "n" * k for k in range(n)]), filled
            )
            for n, filled in ((2, 2), (3, 3), (5, 5), (6, 6), (6, 30))
        }
        for text in texts
    ]
    pinned("cohorts/identity/people", rows)


@pytest.mark.parametrize(("known", "names"), [(0, False), (5, False), (6, True), (9, True), (30, True)])
def test_surnames_in_capitals_with_initials(known: int, names: bool) -> None:
    """One in five is a surname that is known: then the others are surnames as well."""
    surnames = ["JANSEN", "BAKKER", "VISSER", "SMIT", "MEIJER", "MULDER"]
    texts = [
        f"{surnames[k % 6] if k < known else 'QWRT' + chr(65 + k % 26)} {chr(65 + k % 26)}.{chr(65 + k // 6)}."
        for k in range(30)
    ]
    assert person_names.are_names(pa.array(texts), 60) == names


def test_what_is_refused_depends_on_what_a_column_is_for(pinned: Pinned) -> None:
    frame = pd.DataFrame(
        {
            "respnr": pd.Series(_KINDS["citizens as text"](8)),
            "nummer": pd.Series(_KINDS["codes"](8)),
            "naam": pd.Series(_KINDS["full names"](8)),
            "geboortedatum": pd.Series(pd.date_range("1960-01-01", periods=8, freq="900D")),
            "gebdat": pd.Series(_KINDS["births"](8)),
            "email": pd.Series(_KINDS["e-mail"](8)),
            "score": pd.Series(_KINDS["numbers"](8)),
        }
    )
    raw = RawTable(Path("x.csv"), "x.csv", frame, frame.index.to_numpy() + 2, "csv")
    rows = []
    for use in ("nothing", "id", "anchor", "allowed"):
        findings = Findings()
        refuse_identifiers(
            raw,
            ids=set(frame) if use == "id" else set(),
            anchors=set(frame) if use == "anchor" else set(),
            allowed=tuple(f"{name.upper()} " for name in frame) if use == "allowed" else (),
            findings=findings,
        )
        for name in frame:
            own = [f"{f.check}; {f.action}" for f in findings if f.column == name]
            rows.append({"column": name, "used as": use, "told": " / ".join(own)})
    pinned("cohorts/identity/refused", rows)


def test_identifiers_made_comparable(pinned: Pinned) -> None:
    written = [" A7", "a7", "007", "7", "7.0", "0", "00", "", ".", None, "A 7", "0a7", "7.50"]
    rows = [
        {"written": str(a), "compared": b}
        for a, b in zip(written, normalise(pd.Series(written, dtype="str")), strict=True)
    ]
    numbers = Identities()
    findings = Findings()
    for file, values in {
        "a.csv": ["A7 ", "b8", "C9"],
        "b.csv": ["a7", "B8", "d1", "C9"],
        "c.csv": [7.0, 8.0],
    }.items():
        column = pd.Series(values) if file == "c.csv" else pd.Series(values, dtype="str")
        found = numbers.number(
            column, file=file, column="nr", rows=column.index.to_numpy() + 2, findings=findings
        )
        rows.append({"written": file, "compared": str(found.tolist())})
    rows += [{"written": f"{f.file} {f.row}", "compared": f.check} for f in findings]
    rows.append({"written": "texts", "compared": str(numbers.texts)})
    rows += [
        {"written": key, "compared": name}
        for key, name in zip("abc", pseudonyms("abc", SYNTHETIC_KEY), strict=True)
    ]
    rows.append({"written": "fingerprint", "compared": fingerprint(SYNTHETIC_KEY)})
    pinned("cohorts/identity/identifiers", rows)


def test_first_second_and_third(pinned: Pinned) -> None:
    rows = []
    for values in (["1", "2"], ["A", "B"], ["", "2"], ["0", "1"], ["", "0"], ["eerste", "tweede"], ["", "tweede"], ["1", "b", "x"],
                   ["3", ""], ["2.0", "b"], ["n/a", "-1"]):  # fmt: skip
        keys = ordinal_keys(pd.Series(values, dtype="str"))
        found = places([keys, None])
        rows.append(
            {
                "written": str(values),
                "places": str(sorted(found.items())),
                "standing": str(standing(keys, found).tolist()),
            }
        )
    rows.append({"written": "nothing", "places": str(places([None]))})
    pinned("cohorts/identity/ordinals", rows)
