"""Direct identifiers are refused, participants get pseudonyms, and nothing is half-written."""

from __future__ import annotations

import base64
import hmac
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cohort_files import IDS, CohortFiles
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise import tidy
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.harmonise.tidy import FILES, write_tidy
from voorzorg.cohorts.identity import column_names, contents
from voorzorg.cohorts.identity.direct_identifiers import refuse_identifiers
from voorzorg.cohorts.identity.pseudonyms import PseudonymKeyError, fingerprint, load_key, pseudonyms
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.messages import render
from voorzorg.yaml_file import read


def refused(values: list[object], name: str = "kolom", **options: object) -> str | None:
    frame = pd.DataFrame({name: pd.Series(values)})
    raw = RawTable(Path("x"), "x.csv", frame, np.arange(len(frame)), "csv")
    findings = Findings()
    arguments = {"ids": set(), "anchors": set(), "allowed": (), **options}
    refuse_identifiers(raw, findings=findings, **arguments)
    return findings.items[0].check if findings.items else None


@pytest.mark.parametrize(
    "name",
    ["Achternaam", "naam", "Naam kind", "voorletters", "BSN", "bsn_moeder", "Adres", "huisnummer",
     "postcode", "E-mail", "email_partner", "telefoonnummer", "Tel.", "Geboortedatum moeder", "gebdat",
     "IBAN", "first_name", "naamMoeder", "date_of_birth", "IPAddress",
     "achternm", "gebdatm", "woonplaats", "pcode", "cliëntnaam", "polisnummer", "patientnr", "kenteken",
     "LocationLatitude", "LocationLongitude"],
)  # fmt: skip
def test_columns_are_refused_by_name(name: str) -> None:
    assert refused([1, 2, 3], name) is not None


@pytest.mark.parametrize(
    "name",
    ["leeftijd", "gewicht", "naamloos_item", "telling", "gemeente", "adresseert_niet", "username", "emailt",
     "geboren", "gd", "latent", "patient_tevreden", "polis"],
)  # fmt: skip
def test_other_names_pass(name: str) -> None:
    assert refused([1, 2, 3], name) is None


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["geen", "schrijf naar a.b@example.org", None], "e-mail"),
        (["NL91ABNA0417164300", None, "x"], "bank account"),
        (["1234 AB", "2511cd", "9999ZZ"], "postcode"),
        (["06-12345678", "0612345678", "+31612345678"], "telephone"),
        (["111222333", "123456782", "999990019"], "BSN"),
        ([111222333.0, 123456782.0, 999990019.0], "BSN"),
        (["belde terug, bsn 111222333 genoteerd", None], "BSN"),
        (["zie 1112.22.333 in het dossier"], "BSN"),
        (["0612345678"] * 4, "telephone"),
        (["1234 AB"] * 4, "postcode"),
        (["Anna de Vries", "Fatima el Idrissi", "Linda Bakker", "Tom van der Berg", "Eva Smit"], "names"),
        (["A. de Vries", "F. Bakker", "L.M. Jansen-Smit", "T. van 't Hof", "E. Smit"], "names"),
        (["Vries, A. de", "Bakker, Fatima", "Jansen, L.", "Berg, T. van den", "Smit, Eva"], "names"),
    ],
)
def test_columns_are_refused_by_content(values: list[object], kind: str) -> None:
    assert kind in (refused(values) or "")


@pytest.mark.parametrize("name", ["geboren", "gd", "Geb.", "geboren_moeder"])
@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["03-05-1989", "12-11-1990", None], "a date of birth"),
        ([pd.Timestamp(1989, 5, 3), pd.Timestamp(1990, 11, 12)], "a date of birth"),
        ([1989, 1990, 1991], None),
        (["ja", "nee", "ja"], None),
    ],
)
def test_short_names_are_dates_of_birth_with_dates(name: str, values: list[object], kind: str | None) -> None:
    assert (refused(values, name) is None) == (kind is None)
    assert refused(values, name, anchors={name}) is None


@pytest.mark.parametrize(
    "values",
    [
        ["NL00ABNA0417164300", "x", "y"],  # the check digits do not hold
        [100000001.0, 100000002.0, 100000003.0],  # nine digits that fail the test
        ["2010-05-31", "2011-06-30", "2012-07-29"],
        ["Utrecht", "Gouda", "Den Haag"],
        ["Den Haag", "Capelle Aan Den IJssel", "Bergen Op Zoom", "Den Bosch", "Den Helder"] * 9,
        ["Care As Usual", "Voor Zorg", "Geen Interventie", "Andere Zorg", "Niet Bekend"] * 9,
        ["kind woog 123456789 gram"],  # nine digits that fail the test
        ["1000mg", "2000mg", "1000mg"],
        ["ja", "ja", "ja"],
    ],
)
def test_other_contents_pass(values: list[object]) -> None:
    assert refused(values) is None


def test_what_was_checked_is_allowed_by_name() -> None:
    assert refused([1, 2], "naam", allowed=("Naam",)) is None


def test_a_citizen_service_number_is_no_identifier_to_hash() -> None:
    assert "BSN" in (refused(["111222333", "123456782", "999990019"], "id", ids={"id"}) or "")


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.lists(st.text(max_size=12), unique=True, max_size=20), st.binary(min_size=16, max_size=40))
def test_pseudonyms_are_stable_distinct_and_keyed(ids: list[str], key: bytes) -> None:
    made = pseudonyms(ids, key)

    assert made == pseudonyms(ids, key)
    assert len(set(made)) == len(ids)
    assert all(len(p) == 16 and p.isalnum() and p == p.lower() for p in made)
    assert not set(made) & set(pseudonyms(ids, key + b"x"))


def test_the_key_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VOORZORG_KEY", raising=False)
    with pytest.raises(PseudonymKeyError, match="VOORZORG_KEY"):
        load_key(tmp_path)

    made = load_key(tmp_path, create=True)

    assert load_key(tmp_path) == made
    assert (tmp_path / "private" / "key").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("VOORZORG_KEY", "a long enough secret")
    assert load_key(tmp_path) == b"a long enough secret"
    monkeypatch.setenv("VOORZORG_KEY", "short")
    with pytest.raises(PseudonymKeyError, match="too short"):
        load_key(tmp_path)


def test_no_identifier_and_no_date_is_stored(tmp_path: Path) -> None:
    cohort = CohortFiles(tmp_path / "demo")
    result = ingest(Manifest.model_validate(cohort.manifest), cohort.write())
    out = tmp_path / "tidy"

    write_tidy(result, out)

    stored = b"".join(path.read_bytes() for path in out.iterdir())
    for table in (result.participants, result.waves, result.events, result.visits):
        assert "birth" not in table
        assert not any(pd.api.types.is_datetime64_any_dtype(table[c]) for c in table)
        for column in table.select_dtypes("string"):
            assert not set(table[column].dropna().str.lower()) & {i.lower() for i in IDS}
    assert IDS[3].encode() not in stored


def test_tidy_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = CohortFiles(tmp_path / "demo")
    result = ingest(Manifest.model_validate(cohort.manifest), cohort.write())
    out = tmp_path / "tidy"
    write_tidy(result, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    write = tidy._to_parquet

    def full_disk(table: pd.DataFrame, path: Path) -> None:
        if path.name == "visits.parquet":
            raise OSError(28, os.strerror(28))
        write(table, path)

    monkeypatch.setattr(tidy, "_to_parquet", full_disk)
    with pytest.raises(OSError, match=os.strerror(28)):
        write_tidy(result, out)

    assert set(before) == set(FILES)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_pseudonyms_are_the_base32_of_the_keyed_hash() -> None:
    digest = hmac.digest(b"a secret of some length", b"vz001", "sha256")
    expected = base64.b32encode(digest)[:16].decode().lower()

    assert pseudonyms(["vz001", "vz002"], b"a secret of some length")[0] == expected
    assert pseudonyms([], b"a secret of some length") == []


def test_a_fingerprint_tells_keys_apart_and_gives_none_away() -> None:
    one, two = fingerprint(b"a long and secret key"), fingerprint(b"another long and secret key")
    assert one != two
    assert one == fingerprint(b"a long and secret key")
    assert len(one) == 16


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_identifier_can_be_said(language):
    held = read(Path(column_names.__file__).parent / "identifying_words.yaml")
    named = {kind for sort in ("strong", "weak", "pairs") for kind in held[sort]}
    made = {v for k, v in vars(column_names).items() if k.isupper() and isinstance(v, str)}
    for kind in named | made | {contents.NAMES, contents.REMARKS, contents.LONG_NUMBER}:
        assert render(column_names.in_words(kind), language)
