"""Whole drafts, and the tidy data they lead to, of files drawn of every kind and of a few written by hand."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from as_text import draft_text, findings_text, ingested_text, titled
from benchmarks.drafting import layouts, variants

from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.errors import UserError

#: One of every arrangement (moments in columns, rows, sheets, files, two rows of names) in several formats.
SEEDS = (9000, 9001, 9002, 9003, 9005, 9006, 9009, 9013, 9020, 9034, 9038)
KINDS = tuple((kind, seed) for kind in variants.KINDS for seed in (0, 1))


def whole(files: list[Path], root: Path) -> str:
    made = draft("layout", files, root)
    try:
        came_in = ingested_text(ingest(Manifest.model_validate(yaml.safe_load(made.text)), root), rows=3)
    except IngestError as problem:
        came_in = titled("findings", findings_text(problem.findings.sorted()))
    return draft_text(made) + came_in


@pytest.mark.parametrize("seed", SEEDS)
def test_a_layout(seed: int, tmp_path: Path, pinned: Callable[..., None]) -> None:
    layout = layouts.draw(seed, tmp_path)
    pinned(f"cohorts/layouts/{seed}-{layout.kind}", whole(layout.files, tmp_path))


@pytest.mark.parametrize(("kind", "seed"), KINDS)
def test_a_misleading_file(kind: str, seed: int, tmp_path: Path, pinned: Callable[..., None]) -> None:
    layout = variants.draw(kind, seed, tmp_path)
    pinned(f"cohorts/misleading/{kind}-{seed}", whole(layout.files, tmp_path))


N = 24
IDS = [f"A{100 + k}" for k in range(N)]
ARM = ["controle", "interventie"] * (N // 2)


def _few(seed: int, low: int = 0, high: int = 30) -> list[int]:
    return [low + (7 * k * seed + 3 * seed + k * k) % (high - low + 1) for k in range(N)]


def _long(event: list[str], **columns: list[object]) -> dict[str, list[object]]:
    return {"record_id": [i for i in IDS for _ in event], "redcap_event_name": event * N} | columns


def _table(**more: object) -> dict[str, object]:
    return {"respnr": IDS, "groep": ARM} | more


#: Files by name, as columns or as text.
BY_HAND: dict[str, dict[str, dict[str, object] | str]] = {
    "five that may be the allocation": {
        "x.csv": {"respnr": IDS, **{name: [k // n % 2 for k in range(N)] for n, name in enumerate(("vz", "kop", "zij", "los", "vast"), 1)}}
    },
    "one measure under numbers": {"x.csv": _table(gewicht1=_few(1, 50, 90), gewicht2=_few(2, 50, 90), gewicht3=_few(3, 50, 90))},
    "called by moments": {"x.csv": _table(voor=_few(1), na=_few(2))},
    "a list of questions": {"x.csv": _table(**{f"item{k}": _few(k, 0, 3) for k in range(1, 9)}, som=_few(9))},
    "five questions": {"x.csv": _table(**{f"item{k}": _few(k, 0, 3) for k in range(1, 6)})},
    "questions at moments": {"x.csv": _table(**{f"pss_t{k}": _few(k, 0, 4) for k in range(1, 7)})},
    "two dates of an interview": {"start.csv": _table(gebdat_kind=[f"{k % 28 + 1:02d}-03-2019" for k in range(N)]), "meting_6m.csv": {"respnr": IDS, "datum_interview": [f"{k % 28 + 1:02d}-09-2019" for k in range(N)], "interviewdatum": [f"{k % 28 + 1:02d}-10-2019" for k in range(N)], "stress": _few(2)}},
    "a birth and interviews": {"start.csv": _table(gebdat_kind=[f"{k % 28 + 1:02d}-03-2019" for k in range(N)]), "meting_6m.csv": {"respnr": IDS, "datum_interview": [f"{k % 28 + 1:02d}-09-2019" for k in range(N)], "stress": _few(2)}},
    "dated events": {"start.csv": _table(leeftijd=_few(1, 17, 40)), "meldingen.csv": {"respnr": IDS[:8] * 3, "datum": [f"{k % 28 + 1:02d}-05-2020" for k in range(24)]}},
    "several rows without a date": {"start.csv": _table(leeftijd=_few(1, 17, 40)), "extra.csv": {"respnr": IDS[:8] * 3, "punten": _few(4)}},
    "four clusters": {"x.csv": {"respnr": IDS, "school": [f"S{k % 4}" for k in range(N)], "groep": [ARM[k % 4 // 2] for k in range(N)], "score": _few(1)}},
    "three clusters": {"x.csv": {"respnr": IDS, "school": [f"S{k % 3}" for k in range(N)], "groep": [ARM[k % 3 % 2] for k in range(N)], "score": _few(1)}},
    "a code and its label": {"x.csv": _table(arm=[k % 2 for k in range(N)], score=_few(1))},
    "another allocation": {"x.csv": _table(randomisatie=[k // 2 % 2 for k in range(N)], score=_few(1))},
    "a treatment that changes": {"x.csv": {"respnr": [i for i in IDS for _ in range(2)], "meting": [1, 2] * N, "groep": [ARM[(k // 2 + k) % 2] for k in range(2 * N)], "score": _few(1) + _few(2)}},
    "three arms": {"x.csv": {"respnr": IDS, "arm": ["A", "B", "wachtlijst"] * 8, "score": _few(1)}},
    "an arm in words": {"x.csv": {"respnr": IDS, "interventie": ["ja", "nee"] * 12, "score": _few(1)}},
    "no allocation": {"x.csv": {"respnr": IDS, "geslacht": ["v", "m"] * 12, "vz": [0, 1] * 12, "score": _few(1)}},
    "events of two arms": {"x.csv": _long(["start_arm_1", "eind_arm_1", "start_arm_2", "eind_arm_2"], score=_few(1) * 4)},
    "events of one arm": {"x.csv": _long(["baseline_arm_1", "month_6_arm_1"], score=_few(1) * 2, groep=[a for a in ARM for _ in range(2)], leeftijd=[a for a in _few(1, 18, 40) for _ in range(2)])},
    "instruments that repeat": {"x.csv": {"record_id": IDS + IDS[:6] * 2, "redcap_repeat_instrument": [None] * N + ["bezoek"] * 12, "redcap_repeat_instance": [None] * N + [1] * 6 + [2] * 6, "leeftijd": [*_few(1, 18, 40), *[None] * 12], "minuten": [*[None] * N, *_few(2)[:12]]}},
    "a dictionary of REDCap": {"x.csv": _table(rookt=[1, 2] * 12, cijfer=_few(1, 1, 10)), "dictionary.csv": 'Variable / Field Name,Field Label,"Choices, Calculations, OR Slider Labels",Beter\nrookt,<b>Rookt</b> u?,"1, Ja | 2, Nee",lager\ncijfer,Cijfer,,hoger\n'},
    "options of Castor": {"x.csv": _table(rookt=[1, 2] * 12), "lijst.csv": "Variable name,Field label,Option group name\nrookt,Rookt u?,janee\n", "opties.csv": "Option group name,Option name,Option value\njanee,Ja,1\njanee,Nee,2\n"},
    "Qualtrics": {"x.csv": "ResponseId,Q1,Q2,Status\nResponse ID,Hoe gaat het?,Hoe oud bent u?,Status\n\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\",x\n" + "".join(f"R_{k},{k % 5 + 1},{20 + k},0\n" for k in range(N))},
    "LimeSurvey": {"x.csv": "id. Response ID,G01Q01. Hoe gaat het?,G01Q02. Hoe oud bent u?,groep. Welke groep?\n" + "".join(f"{k + 1},{k % 5 + 1},{20 + k},{ARM[k]}\n" for k in range(N))},
    "labels below the names": {"x.csv": "respnr,groep,score\nNummer van de deelnemer,Groep waarin geloot,Totaal van de lijst\n" + "".join(f"{IDS[k]},{ARM[k]},{_few(1)[k]}\n" for k in range(N))},
    "a guessed identifier at two moments": {"x.csv": {"wie": [f"K{7 * k}x" for k in range(N)], "groep": ARM, "leeftijd": _few(3, 17, 40), "stress_voor": _few(1), "stress_na": _few(2)}},
    "a code that returns beside a count": {"x.csv": {"wie": [f"K{7 * (k // 3)}x" for k in range(N)], "keer": [k % 3 + 1 for k in range(N)], "groep": [ARM[k // 3] for k in range(N)], "stress": _few(1)}},
    "the same identifier twice": {"x.csv": "respnr,groep,respnr,score\n" + "".join(f"{IDS[k]},{ARM[k]},{IDS[-k - 1]},{_few(1)[k]}\n" for k in range(N))},
    "rows that somebody tried": {"x.csv": {"respnr": ["TEST", *IDS[1:]], "groep": ARM, "score": _few(1)}},
    "a sex that changes": {"x.csv": {"respnr": [i for i in IDS[:12] for _ in range(2)], "meting": [1, 2] * 12, "geslacht": ["v", "m"] * 12, "leeftijd": [20, 45] * 12, "score": _few(1)}},
    "no identifier": {"x.csv": {"groep": ARM, "score": _few(1), "gewicht": [50.5 + k for k in range(N)]}},
    "numbers of rows": {"x.csv": {"nr": list(range(1, N + 1)), "groep": ARM, "score": _few(1)}},
    "identifiers and nothing else": {"x.csv": {"respnr": IDS}},
    "two tables without an identifier": {"x.csv": {"score": [0.5, 1.5] * 12}, "y.csv": {"score": [0.5, 1.5] * 12}},
    "nothing but rows": {"x.csv": "1,2\n3,4\n5,6\n"},
    "one wave has another code": {"t0.csv": _table(rookt=[0, 1] * 12), "t1.csv": {"respnr": IDS, "rookt": [0, 1, 2] * 8}, "t2.csv": {"respnr": IDS, "rookt": ["ja", "nee"] * 12}},
    "a name that is taken": {"x.csv": _table(wave=["x"] * N, weeks=_few(1), informant=_few(2), event=_few(3))},
    "names that differ in signs": {"x.csv": _table(**{"a.b": _few(1), "a-b": _few(2), "A b": _few(3)})},
}  # fmt: skip


@pytest.mark.parametrize("what", list(BY_HAND))
def test_files_written_by_hand(what: str, tmp_path: Path, pinned: Callable[..., None]) -> None:
    for name, content in BY_HAND[what].items():
        if isinstance(content, str):
            (tmp_path / name).write_text(content, encoding="utf-8")
        else:
            pd.DataFrame(content).to_csv(tmp_path / name, index=False)
    try:
        text = whole(sorted(tmp_path.glob("*.csv")), tmp_path)
    except UserError as problem:
        text = titled("refused", str(problem))
    pinned(f"cohorts/by_hand/{what.replace(' ', '_')}", text)
