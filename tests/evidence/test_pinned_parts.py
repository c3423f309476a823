"""The parts of the audit by themselves: arithmetic, files as strangers write them, comparison, relations, words."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from as_text import titled
from figure_rows import frame

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.table import to_frame
from voorzorg.evidence.arithmetic import adjustment, baseline, every_sample, grim, rounding, samples
from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.checks.places.time_units import in_years, span_of
from voorzorg.evidence.comparison.judge import compare
from voorzorg.evidence.figures import apa, methods, vocabulary
from voorzorg.evidence.figures.figure import Figures, show
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.names import read_names
from voorzorg.evidence.figures.schema import FigureFileError
from voorzorg.evidence.figures.sources import read_sources
from voorzorg.evidence.inventory import COLUMNS as INTERVENTION_COLUMNS
from voorzorg.evidence.inventory import read_interventions
from voorzorg.evidence.relations.checks import check_one
from voorzorg.evidence.relations.model import Relation, RelationError, read_relations
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.evidence.words import say
from voorzorg.messages import message

Pinned = Callable[..., None]


def test_rounding(pinned: Pinned) -> None:
    rows = []
    for text, decimals in (
        ("19", 0),
        ("18.5", 1),
        ("0", 0),
        ("0.00", 2),
        ("-5", 0),
        ("5500", 0),
        ("40000", 0),
        ("8.50", 2),
        ("12", -1),
        ("1e3", 0),
    ):
        for comparison, convention, exact in (
            ("=", "nearest", False),
            ("=", "steps", False),
            ("=", "truncation", False),
            ("=", "nearest", True),
            ("~", "nearest", False),
            ("~", "nearest", True),
            ("<", "nearest", False),
            (">=", "nearest", False),
        ):
            found = rounding.span(text, decimals, comparison=comparison, exact=exact, convention=convention)  # type: ignore[arg-type]
            rows.append(
                {
                    "text": text,
                    "decimals": decimals,
                    "sign": comparison,
                    "way": convention,
                    "exact": exact,
                    "low": repr(found.low),
                    "high": repr(found.high),
                }
            )
    pinned("evidence/parts/rounding", rows)
    other = [
        {
            "value": str(v),
            "decimals": d,
            "half up": str(rounding.half_up(float(v), d)),
            "prints": " ".join(sorted(rounding.prints_as(v, d))),
        }
        for v, d in product((0.5, 1.5, 2.675, -2.5, 18.45, Fraction(1, 8), 1e-9, 12345.0), (0, 1, 2, -1))
    ]
    other += [
        {
            "value": text,
            "decimals": 0,
            "half up": str(rounding.trailing_precision(text)),
            "prints": str(rounding.unit(2)),
        }
        for text in ("0", "5500", "8.50", "0.001")
    ]
    other += [
        {"value": str(x), "decimals": 0, "half up": show(x), "prints": show(x, "nl", 2)}
        for x in (
            0,
            1,
            1234,
            1234.5,
            0.00001234,
            1e15,
            1e16,
            float("inf"),
            float("-inf"),
            float("nan"),
            12.34567,
            -1000.04,
        )
    ]
    pinned("evidence/parts/printing", other)


def test_whole_people(pinned: Pinned) -> None:
    rows: list[dict[str, Any]] = []
    for percentage, decimals in (("33", 0), ("33.3", 1), ("0", 0), ("100", 0), ("14.28", 2), ("50", 0)):
        for n in (1, 3, 7, 12, 99, 100, 101, 999, 1000):
            rows.append(
                {
                    "what": f"{percentage} % of {n}", "counts": str(list(grim.counts_for(percentage, decimals, n))), "cut": str(list(grim.counts_for(percentage, decimals, n, "truncation"))),
                    "steps": str(list(grim.counts_for(percentage, decimals, n, "steps"))), "possible": grim.share_possible(decimals, n),
                }
            )  # fmt: skip
        rows.append(
            {
                "what": f"sizes of {percentage}",
                "counts": str(grim.denominators_for(percentage, decimals, 20)),
                "cut": str(grim.denominators_for(percentage, decimals, 20, "truncation")),
                "steps": str(grim.denominators_for(percentage, decimals, 20, events=2)),
                "possible": None,
            }
        )
    for texts in ([("33", 0), ("67", 0)], [("33", 0), ("50", 0)], [("12", 0), ("13", 0)]):
        rows.append(
            {
                "what": str(texts),
                "counts": str(grim.common_denominators(texts, 30)),
                "cut": str(grim.common_denominators(texts, 30, "truncation")),
                "steps": "",
                "possible": None,
            }
        )
    for mean, n, items in (
        ("2.5", 10, 1),
        ("2.55", 10, 1),
        ("2.51", 10, 1),
        ("2.51", 10, 2),
        ("0.0", 5, 1),
        ("-1.2", 5, 1),
    ):
        decimals = len(mean.partition(".")[2])
        rows.append(
            {
                "what": f"mean {mean} of {n}, {items} items",
                "counts": str(list(grim.sums_for(mean, decimals, n, items))),
                "cut": str(list(grim.sums_for(mean, decimals, n, items, "truncation"))),
                "steps": "",
                "possible": None,
            }
        )
        for sd in ("0.0", "0.5", "1.08", "1.1", "1.27", "2.0"):
            fits = grim.grimmer(mean, decimals, sd, len(sd.partition(".")[2]), n, items)
            rows.append(
                {
                    "what": f"and SD {sd}",
                    "counts": str([(f.total, f.squares) for f in fits][:4]),
                    "cut": str(len(fits)),
                    "steps": "",
                    "possible": None,
                }
            )
    for share, sd, n in (
        ("0.30", "0.48", 10),
        ("0.30", "0.46", 10),
        ("0.30", "0.50", 10),
        ("0.5", "0.5", 20),
        ("0.00", "0.00", 5),
        ("1.00", "0.10", 5),
    ):
        rows.append(
            {
                "what": f"share {share}, SD {sd} of {n}",
                "counts": str(grim.debit(share, 2, sd, 2, n)),
                "cut": str(grim.debit(share, 2, sd, 2, n, lost=0)),
                "steps": "",
                "possible": None,
            }
        )
    for mean, n in product((0.0, 1.0, 2.5, 3.0, 4.0), (1, 2, 3, 10)):
        rows.append(
            {
                "what": f"SD limits at {mean} of {n} on 1 to 4",
                "counts": str([round(x, 6) for x in grim.sd_limits(mean, n, 1, 4)]),
                "cut": "",
                "steps": "",
                "possible": None,
            }
        )
    pinned("evidence/parts/whole_people", rows)


def test_samples(pinned: Pinned) -> None:
    rows: list[dict[str, Any]] = []
    for mean, sd, n, low, high in (
        ("2.5", "1.0", 6, 1, 4),
        ("2.50", "1.05", 6, 1, 4),
        ("2.50", "1.60", 6, 1, 4),
        ("1.0", "0.0", 4, 1, 5),
        ("5.0", "0.0", 4, 1, 5),
        ("3.1", "1.2", 10, 1, 5),
        ("2.5", "1.0", 1, 1, 4),
        ("2.5", "1.0", 6, 4, 1),
        ("2.5", "1.0", 224, 1, 4),
        ("3.1", "1.2", 200, 1, 7),
    ):
        decimals = (len(mean.partition(".")[2]), len(sd.partition(".")[2]))
        try:
            one = str(samples.sample_with(mean, decimals[0], sd, decimals[1], n, low, high))
        except ValueError as error:
            one = f"refused: {error}"
        try:
            every = every_sample.samples(mean, decimals[0], sd, decimals[1], n, low, high) if n < 20 else None
            all_of = (
                f"{every.scores} {every.count} {every.complete} {every.frequencies[:3].tolist()} {[round(x, 4) for x in every.shares()]}"
                if every
                else ""
            )
        except ValueError as error:
            all_of = f"refused: {error}"
        rows.append(
            {
                "mean": mean,
                "sd": sd,
                "n": n,
                "scale": f"{low}-{high}",
                "one": one if len(one) < 200 else f"{len(one)} long",
                "every": all_of,
            }
        )
    for arms in (
        [(20, 4.0, 2.0, 1), (20, 5.0, 2.1, 1)],
        [(20, 4.0, 2.0, 1), (20, 4.0, 2.0, 1)],
        [(50, 0.4, None, 2), (50, 0.4, None, 2)],
        [(50, 0.1, None, 2), (50, 0.6, None, 2)],
        [(20, 4.0, 2.0, 1)],
        [(0, 4.0, 2.0, 1), (20, 4.0, 2.0, 1)],
        [(20, 4.0, 2.0, 1), (20, 0.5, None, 1)],
        [(20, 1.5, None, 1), (20, 0.9, None, 1)],
    ):
        try:
            like = f"{baseline.likeness([baseline.Arm(*arm) for arm in arms], draws=2_000):.6f}"
        except ValueError as error:
            like = f"refused: {error}"
        rows.append({"mean": str(arms), "sd": "", "n": 0, "scale": "", "one": like, "every": ""})
    for values in ([0.5, 0.5], [0.5, 0.5, 0.5], [0.0, 0.1, 0.2], [1.0, 1.0, 1.0], [0.01] * 5):
        rows.append(
            {
                "mean": f"together {values}",
                "sd": "",
                "n": 0,
                "scale": "",
                "one": str(baseline.combined(values, 2_000)),
                "every": "",
            }
        )
    pinned("evidence/parts/samples", rows)


def test_how_far_an_adjustment_may_move(pinned: Pinned) -> None:
    import numpy as np

    rows = []
    for estimate, error, r2, stretch in (
        ([0.5], [0.2], 0.5, 1.0),
        ([-0.5, 0.5], [0.2, 0.1], 0.8, 1.5),
        ([1.0, 2.0], [0.1, np.nan], 0.5, 1.2),
        ([-2.0], [0.1], 0.5, 1.2),
        ([np.nan], [0.1], 0.5, 1.0),
        ([0.1], [1.0], 0.5, 2.0),
    ):
        rows.append(
            {
                "estimate": str(estimate),
                "error": str(error),
                "r2": r2,
                "stretch": stretch,
                "reach": str(adjustment.plausible(np.array(estimate), np.array(error), r2, stretch=stretch)),
                "z": str(adjustment.plausible_z(np.array(estimate), r2)),
            }
        )
    rows.append(
        {
            "estimate": "stretch",
            "error": str(adjustment.STRETCH),
            "r2": adjustment.NARROWEST,
            "stretch": adjustment.REACH,
            "reach": "",
            "z": "",
        }
    )
    pinned("evidence/parts/adjustment", rows)


_HEADERS = """figure_id Study Uitkomst N Events p p-value P_waarde 95%_CI CI_(90%) Betrouwbaarheidsinterval treated_n intervention_mean control_sd Interventie_% controle_events effect estimate adjusted clustered x_own mood
statistic value n_treated df df1 sd se moment Groep arm bron""".split()  # noqa: SIM905
_STATISTICS = (
    "mean",
    "Mean",
    "gemiddelde",
    "aOR",
    "cRR",
    "uHR",
    "OR",
    "adjusted odds ratio",
    "crude RR",
    "LS mean",
    "weighted mean",
    "t-test",
    "Student's t",
    "chi2",
    "Pearson chi-squared test",
    "%",
    "share",
    "proportion",
    "SE",
    "standard error",
    "sem",
    "zomaar",
    "Cohen's d",
    "aXX",
    "imputed percentage",
    "geschatte OR",
)


def test_words_of_other_peoples_files(pinned: Pinned) -> None:
    rows = [
        {
            "text": text,
            "is": f"{vocabulary.statistic_of(text)} share {vocabulary.is_share(text)} error {vocabulary.is_standard_error(text)}",
        }
        for text in _STATISTICS
    ]
    rows += [
        {
            "text": h,
            "is": f"{vocabulary.column_of(h.replace('_', ' ') if '_(' in h else h, long=True)} | {vocabulary.column_of(h, long=False)} | level {vocabulary.level_in(h)}",
        }
        for h in _HEADERS
    ]
    for arm, statistic in product(
        ("Treated", "comparison", "all", "Iedereen", "", "contrast", "between groups", "CAU", "controle"),
        ("mean", "odds_ratio", "p_value"),
    ):
        rows.append(
            {
                "text": f"{arm} of {statistic}",
                "is": f"{vocabulary.arm_of(arm, statistic)} control {vocabulary.is_control(arm)}",
            }
        )
    rows += [
        {"text": text, "is": vocabulary.slug(text)}
        for text in ("Smoking (late)", "a-b.c_1", "Eén ding", "___", "%")
    ]
    rows += [
        {"text": text, "is": f"{sorted(methods.methods_in(text))}"}
        for text in (
            "",
            "crude",
            "adjusted",
            "adjusted; clustered",
            "crude, adjusted",
            "ruw",
            "gecorrigeerd",
            "imputed;weighted",
        )
    ]
    rows += [
        {"text": unit, "is": str((in_years(unit, 2.0), span_of(unit, 2.5), span_of(unit, None)))}
        for unit in (
            "year",
            "jaar",
            "maanden",
            "weeks",
            "quarter",
            "people",
            "euro per year",
            "euro/maand",
            "weekly",
            "p.j.",
            "over four years",
            "in 2,5 jaar",
            "per traject",
            "per client",
            "euro",
            "yearly",
            "tien jaar",
            "per heel traject",
        )
    ]
    text = "t(28) = 2.20, p = .03; F(1, 28.5) = 4.1, p < .05; r(28) = −.36, ns; χ2 (1, N = 1,200) = 3,184.2, p = .05e-1; z = 1.96, p ≤ 0.05; t(3)=1, p>1.0; t(28) = 2.2; Z > 3, p ≥ .5"
    rows += [{"text": "read", "is": str(one)} for one in apa.results_in(text, 3)]
    pinned("evidence/parts/words", rows)


_LONG = "figure_id,source,outcome,arm,statistic,value"
_FILES: dict[str, str] = {
    "sound": f"{_LONG}\na,s,o,all,mean,3.90\n",
    "nothing": "", "a header": f"{_LONG}\n", "no value": f"{_LONG}\na,s,o,all,mean,\n", "no source": f"{_LONG}\na,,o,all,mean,1\n", "a word": f"{_LONG}\na,s,o,all,mean,x\n", "percent": f"{_LONG}\na,s,o,all,percentage,12%\n", "share": f"{_LONG}\na,s,o,all,share,0.405\n", "share above 1": f"{_LONG}\na,s,o,all,share,40.5\n",
    "signs": f"{_LONG}\na,s,o,all,mean,<3\nb,s,o,all,mean,≈ 4\nc,s,o,contrast,p,ns\nd,s,o,contrast,p,p<0.001\n", "standard error": f"{_LONG}\na,s,o,all,SE,1\n", "unknown statistic": f"{_LONG}\na,s,o,all,mode,1\n", "twice": f"{_LONG}\na,s,o,all,mean,1\na,s,o,all,mean,2\n", "a cell more": f"{_LONG}\na,s,o,all,mean,1,2\n", "stated": f"{_LONG}\na,s,o,contrast,stated_significant,\nb,s,o,contrast,stated_significant,3\n",
    "own column": f"{_LONG},x_note\na,s,o,all,mean,1,hi\n", "unknown column": f"{_LONG},mood\na,s,o,all,mean,1,hi\n", "empty unknown": f"{_LONG},mood\na,s,o,all,mean,1,\n", "misspelled": f"{_LONG},populaton\na,s,o,all,mean,1,hi\n", "column twice": f"{_LONG},n,n\na,s,o,all,mean,1,2,3\n", "no column": "figure_id,source,outcome,arm,statistic\na,s,o,all,mean\n",
    "decimals": f"{_LONG},decimals\na,s,o,all,mean,1.50,2\nb,s,o,all,mean,1.50,1\nc,s,o,all,mean,2,\n", "limits": f"{_LONG},ci_low,ci_high,ci_level\na,s,o,all,mean,1,0,2,95\nb,s,o,all,mean,1,0,,\nc,s,o,all,mean,1,0,2,0.4\nd,s,o,all,mean,1,0,2,100\ne,s,o,all,mean,1,0,2,50\nf,s,o,all,mean,1,0,2,0.5\n",
    "interval": f"{_LONG},95% CI\na,s,o,all,mean,1,0.5 to 1.5\nb,s,o,all,mean,1,(0.5; 1.5)\nc,s,o,all,mean,1,\n", "bad interval": f"{_LONG},95% CI\nc,s,o,all,mean,1,about 3\n", "range": f"{_LONG},value_high\na,s,o,all,range,1,3\nb,s,o,all,mean,,3\n", "method": f"{_LONG},adjusted,clustered\na,s,o,contrast,OR,1.2,yes,yes\nb,s,o,contrast,aOR,1.2,,\nc,s,o,contrast,OR,1.2,no,yes\nd,s,o,contrast,OR,1.2,no,\n",
    "commas": "figure_id;source;outcome;arm;statistic;value\na;s;o;all;mean;3,90\nb;s;o;all;mean;1.234,5\n", "thousand": "figure_id;source;outcome;arm;statistic;value\na;s;o;all;mean;3,90\nb;s;o;all;mean;1.234\n", "tabs": "figure_id\tsource\toutcome\tarm\tstatistic\tvalue\na\ts\to\tall\tmean\t3.9\n", "sep": "sep=;\nfigure_id;source;outcome;arm;statistic;value\na;s;o;all;mean;3.9\n", "unclosed": f'{_LONG}\na,s,"o,all,mean,1\n',
    "choices": f"{_LONG},role,n_basis,n\na,s,o,all,mean,1,victim,stated,3\nb,s,o,all,mean,1,other,nobody,3.5\n", "bad keys": f"{_LONG}\na b,s!,o (x),all,mean,1\n",
    "wide": "outcome,treated_n,treated_events,control_n,control_events,effect,estimate,ci_low,ci_high,p_value\nsmoking,30,10,31,15,RR,0.69,0.37,1.28,0.24\n", "wide means": "outcome;treated n;treated mean;treated sd;control n;control mean;control sd;test;test_value;df1;p\nstress;30;4,1;2,0;31;5,0;2,1;t;1,7;59;0,09\n", "wide words": "outcome,treated_n,treated_percentage,control_n,control_percentage,significant\na,30,33,31,48,no\nb,30,33,31,48,effective\nc,30,33,31,48,perhaps\n", "wide p": "outcome,treated_percentage,control_percentage,p_value\na,33,48,<0.001\nb,33,48,0.03\n",
}  # fmt: skip


def test_files_of_figures(tmp_path: Path, pinned: Pinned) -> None:
    parts = []
    for what, text in _FILES.items():
        path = tmp_path / "mine.csv"
        path.write_text(text, encoding="utf-8")
        try:
            made = read_figures(path)
            kept = [c for c in made if made[c].notna().any() and (made[c].astype(str) != "").any()]
            said = made[kept].to_csv(index=False, lineterminator="\n")
        except FigureFileError as error:
            said = str(error)
        parts.append(titled(what, said))
    for name, data in {
        "UTF-16": "a,b".encode("utf-16"),
        "latin": b"figure_id\n\xe9\n",
        "nulls": b"a\0",
    }.items():
        path.write_bytes(data)
        with pytest.raises(FigureFileError) as problem:
            read_figures(path)
        parts.append(titled(name, str(problem.value)))
    for absent in (tmp_path / "none.csv", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(FigureFileError) as problem:
            read_figures(absent)
        parts.append(titled(absent.name, str(problem.value).replace(str(tmp_path), "FOLDER")))
    path.write_text(_FILES["sound"], encoding="utf-8")
    good = {
        "key": "s",
        "title": "T",
        "authors": "A",
        "kind": "article",
        "document": "d.txt",
        "sha256": "0" * 64,
        "language": "en",
        "access": "open",
    }
    for what, sources in {
        "known": [good],
        "other": [good | {"key": "ss"}],
        "far": [good | {"key": "zzz"}],
        "twice": [good, good],
        "wrong": [good | {"sha256": "x", "year": "y"}],
        "none": None,
    }.items():
        (tmp_path / "sources.yaml").write_text(yaml.safe_dump({"sources": sources}), encoding="utf-8")
        for check in (True, False):
            try:
                said = f"{len(read_figures(path, check_sources=check))} rows"
            except FigureFileError as error:
                said = str(error)
            parts.append(titled(f"sources {what}, {check}", said))
    (tmp_path / "sources.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(FigureFileError) as problem:
        read_sources(tmp_path / "sources.yaml")
    parts.append(titled("sources unreadable", str(problem.value)))
    for content in (
        "{}",
        "outcomes: {a: {nl: A nl, en: A en}}\nphrases: {x: y}\nplaces: {Table: Tabel, Table 3: Tabel drie}",
        "topics: 5",
        "a: [",
    ):
        (tmp_path / "names.yaml").write_text(content, encoding="utf-8")
        try:
            names = read_names(tmp_path)
            said = str(
                [
                    (names.outcome(k, lang), names.phrase("x", lang), names.place("Table 3, Tables", lang))
                    for lang in ("nl", "en")
                    for k in ("a", "b_c")
                ]
            )  # type: ignore[arg-type]
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        parts.append(titled(f"names {content[:10]}", said))
    pinned("evidence/parts/files", "".join(parts))


def test_tables_of_interventions_that_are_refused(tmp_path: Path, pinned: Pinned) -> None:
    shipped = (
        (Path(__file__).resolve().parents[2] / "data/published/interventions.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()
    )
    header = shipped[0].split(",")
    rows = [{"column": c.name, "is": f"{c.kind} {c.required} {c.choices}"} for c in INTERVENTION_COLUMNS]
    path = tmp_path / "i.csv"
    for what, lines in {
        "less": [",".join(header[1:])],
        "more": [",".join([*header, "kee"])],
        "twice": [shipped[0], shipped[1], shipped[1]],
    }.items():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with pytest.raises(FigureFileError) as problem:
            read_interventions(path)
        rows.append({"column": what, "is": str(problem.value)[:600]})
    blank = dict.fromkeys(header, "")
    for low, high in (
        ("age_min", "age_max"),
        ("reach_low", "reach_high"),
        ("contacts_min", "contacts_max"),
        ("duration_weeks_min", "duration_weeks_max"),
        ("cost_low", "cost_high"),
    ):
        for ends in (("2", "1"), ("1", "1")):
            path.write_text(
                f"{shipped[0]}\n{','.join((blank | {'key': 'a', low: ends[0], high: ends[1]})[name] for name in header)}\n",
                encoding="utf-8",
            )
            with pytest.raises(FigureFileError) as problem:
                read_interventions(path)
            rows.append(
                {
                    "column": f"{low} {ends}",
                    "is": f"{str(problem.value).count('row')} {low in str(problem.value)}",
                }
            )
    pinned("evidence/parts/interventions", rows)


_MANIFEST = {
    "name": "trial", "title": "Trial", "design": "two_arm", "arms": {"reference": "control", "levels": {"control": {"label": "C", "codes": ["0"]}, "treated": {"label": "T", "codes": ["1"]}}},
    "waves": [{"key": "m6", "label": "6"}, {"key": "m12", "label": "12"}], "files": [{"path": "x.csv", "holds": "participants", "id": "id"}], "variables": {}, "published": {"study": "trial"},
}  # fmt: skip


def _estimates(kind: str) -> Any:
    base = {
        "cohort": "trial",
        "data_kind": kind,
        "outcome": "event",
        "wave": "m6",
        "population": "itt",
        "analysis": "unadjusted",
        "ci_level": 0.95,
        "missing_handling": message("available-cases"),
    }
    both = {"contrast": "treated vs control"}
    rows: Rows = [
        {"estimand": "risk", "arm": "treated", "method": "Wilson", "estimate": 0.12, "std_error": 0.025, "ci_low": 0.08, "ci_high": 0.18}, {"estimand": "risk", "arm": "control", "method": "Wilson", "estimate": 0.19},
        both | {"estimand": "risk_ratio", "method": "score", "estimate": 0.65, "std_error": 0.25, "ci_low": 0.40, "ci_high": 1.06, "p_value": 0.08}, both | {"estimand": "odds_ratio", "method": "exact", "estimate": 0.58, "p_value": 0.05},
        both | {"estimand": "risk_difference", "method": "Newcombe", "estimate": -0.06, "std_error": 0.03, "ci_low": -0.12, "ci_high": 0.0, "p_value": 0.04}, both | {"estimand": "risk_ratio", "analysis": "adjusted", "method": "standardised", "estimate": 0.70, "std_error": 0.24, "ci_low": 0.44, "ci_high": 1.12},
        *(both | {"estimand": "risk_ratio", "analysis": "gee", "method": f"m{k}", "estimate": 0.6 + k / 100} for k in range(12)),
        both | {"estimand": "risk_ratio", "analysis": "imputation", "method": "pooled", "estimate": 0.66, "missing_handling": message("complete-waves-only") if False else message("available-cases")},
        {"estimand": "mean", "outcome": "score", "arm": "treated", "method": "t", "estimate": 4.0, "std_error": 0.4, "ci_low": 3.2, "ci_high": 4.8}, both | {"estimand": "mean_difference", "outcome": "score", "method": "t", "estimate": -1.0, "std_error": 0.5, "ci_low": -2.0, "ci_high": 0.0, "p_value": 0.051},
        {"estimand": "mean", "outcome": "score", "wave": "m12", "arm": "treated", "method": "t", "estimate": 5.0}, {"estimand": "count", "analysis": "count", "outcome": "flow", "category": "randomised", "wave": None, "arm": "treated", "method": "count", "estimate": 237.0}, {"estimand": "mean", "outcome": "baseline:age", "wave": None, "arm": "treated", "method": "t", "estimate": 20.1},
        {"estimand": "risk", "outcome": "some", "population": "partners", "arm": "treated", "method": "Wilson", "estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6},
    ]  # fmt: skip
    return to_frame([base | row for row in rows])


Rows = list[dict[str, Any]]


def test_published_figures_beside_ours(pinned: Pinned) -> None:
    manifest = Manifest.model_validate(_MANIFEST)
    rows: Rows = []
    for statistic, values in (
        ("risk_ratio", ("0.58", "0.65", "0.30", "1.06", "1.07")),
        ("odds_ratio", ("0.58", "0.9")),
        ("percentage_point_difference", ("-6", "-12", "-13", "5")),
        ("hazard_ratio", ("0.6",)),
        ("mean_difference", ("-1.0", "-3")),
    ):
        for value, more in product(
            values,
            (
                {},
                {
                    "ci_low": 0.34 if "ratio" in statistic else -15,
                    "ci_high": 0.99 if "ratio" in statistic else -1,
                    "ci_level": 0.95,
                },
                {"p_value": 0.03},
                {"p_value": 0.0001},
            ),
        ):
            rows.append(
                {
                    "arm": "contrast",
                    "statistic": statistic,
                    "value": value,
                    "outcome": "score" if "mean" in statistic else "event",
                    "wave": "m6",
                }
                | more
            )
    for value in ("8", "12", "18", "19", "30", "7.9"):
        rows += [
            {"arm": arm, "statistic": "percentage", "value": value, "wave": "m6"} | more
            for arm in ("treated", "control", "cau", "all")
            for more in ({}, {"n": 150, "n_basis": "stated"})
        ]
    rows += [
        {"arm": "contrast", "statistic": "p_value", "value": p, "wave": "m6"}
        for p in ("0.04", "0.05", "0.051", "0.5")
    ] + [
        {"arm": "contrast", "statistic": s, "wave": "m6", "outcome": o}
        for s in ("stated_significant", "stated_not_significant")
        for o in ("event", "score", "other")
    ]
    rows += (
        [{"arm": "treated", "statistic": "n", "value": v, "outcome": "randomised"} for v in ("237", "238")]
        + [{"arm": "treated", "statistic": "mean", "value": v, "outcome": "age"} for v in ("20.1", "20.3")]
        + [
            {"arm": "treated", "statistic": "mean", "value": "4.0", "outcome": "score", "wave": w}
            for w in ("", "m6", "m12", "pregnancy")
        ]
    )
    rows += [
        {"arm": "treated", "statistic": "percentage", "value": "50", "outcome": "some", "wave": "m6"},
        {"arm": "treated", "statistic": "percentage", "value": "11", "study": "other"},
        {"arm": "treated", "statistic": "percentage", "value": "1", "value_high": 2},
    ]
    table = frame(*rows)
    for kind in ("real", "synthetic"):
        made = compare(_estimates(kind), table, manifest)
        pinned(
            f"evidence/parts/beside_{kind}",
            made.drop(
                columns=["cohort", "source", "location", "verdict_nl", "remark_nl", "published_se_basis_nl"]
            ),
        )
    nobody = Manifest.model_validate({k: v for k, v in _MANIFEST.items() if k != "published"})
    assert compare(_estimates("real"), table, nobody).empty


def test_more_relations(tmp_path: Path, pinned: Pinned) -> None:
    rows: Rows = []
    shares = [
        {
            "arm": "all",
            "statistic": "percentage",
            "value": v,
            "figure_id": f"p{k}",
            "n": n,
            "events": 4,
            "outcome": f"o{k}",
            "wave": "m6",
        }
        for k, (v, n) in enumerate((("33", 12), ("33.3", 12), ("34", 12), ("27", 15), ("8", 0), ("25", 0)))
    ]
    sizes = [
        {"arm": "all", "statistic": "n", "value": v, "figure_id": f"n{v}"} for v in ("12", "15", "7", "40")
    ]
    euros = [
        {
            "arm": "all",
            "statistic": "euro",
            "value": v,
            "value_high": h,
            "figure_id": f"e{k}",
            "comparison": c,
        }
        for k, (v, h, c) in enumerate(
            (("10", None, "="), ("20", 40, "="), ("30", None, ">"), ("0", None, "="), ("15.5", None, "~"))
        )
    ]
    figures = Figures.of(frame(*shares, *sizes, *euros))
    tried: Rows = [
        *({"kind": "common_denominator", "targets": t, "inputs": i} for t in (["p0", "p3"], ["p0", "p4"], ["p0", "p5"], ["p1", "p2"]) for i in (["n12"], ["n7"], ["n12", "n15"], ["n40"], [{"number": 12, "why": "said"}])),
        *({"kind": "same_count", "targets": t, "inputs": i} for t in (["p0", "p1"], ["p0", "p2"], ["p0", "p3"]) for i in (["n12"], ["n15"], ["n40"])),
        *({"kind": "one_of_differences", "target": t, "candidates": c} for t in ("e0", "e3", "e4") for c in ([["e1", "e0"]], [["e1", "e0"], ["e2", "e1"]], [["e0", "e3"], ["e1", "e0"]], [["e4", "e3"]])),
        *({"kind": kind, "target": t, "inputs": i} for kind in ("at_most", "at_least", "equal") for t in ("e0", "e1", "e2") for i in (["e1"], [{"figure": "e1", "end": "high"}], [{"number": 10, "why": "said"}], [{"figure": "e2", "below": 31}])),
        *({"kind": kind, "target": "e1", "inputs": ["e0", "e3"], "ends": ends} for kind in ("sum", "product", "ratio", "percent", "relative_change", "difference") for ends in ("both", "low", "high")),
    ]  # fmt: skip
    for relation in tried:
        for more in ({}, {"severity": 0}, {"assume": "if so", "remark": "note"}):
            r = Relation.model_validate({"key": "r", "label": "Test"} | relation | more)
            try:
                c = check_one(r, figures)
                said = {
                    "verdict": str(c.verdict),
                    "severity": c.severity,
                    "targets": " ".join(c.targets),
                    "inputs": " ".join(c.inputs),
                    "sum": c.arithmetic,
                    "reason": say(c.reason, "en"),
                    "assumption": say(c.assumption, "en"),
                    "both": c.symmetric,
                }
            except Exception as error:
                said = {
                    "verdict": type(error).__name__,
                    "severity": 0,
                    "targets": "",
                    "inputs": "",
                    "sum": "",
                    "reason": "",
                    "assumption": "",
                    "both": None,
                }
            rows.append({"relation": str(relation)[:160], "more": str(more)} | said)
    pinned("evidence/parts/relations", rows)
    parts = []
    for content in (
        "a: [",
        "relations: [{key: A b, kind: sum}]",
        "relations: [{key: a, kind: sum, label: L}, {key: a, kind: sum, label: L, target: zz, inputs: [e0]}]",
        "- 5",
        "relations: [{key: a, kind: sum, label: L, target: e0, severity: 101}]",
        "{}",
    ):
        path = tmp_path / "relations.yaml"
        path.write_text(content, encoding="utf-8")
        try:
            parts.append(titled(content, str(len(read_relations(path, figures)))))
        except RelationError as error:
            parts.append(titled(content, str(error)))
    pinned("evidence/parts/relation_files", "".join(parts))


def test_words_beside_numbers_and_sums_of_rows(pinned: Pinned) -> None:
    rows: Rows = []
    numbers: Rows = [{"statistic": "p_value", "value": p} for p in ("0.04", "0.05", "0.051", "0.3")]
    numbers += [
        {"statistic": "risk_ratio", "value": "0.6", "ci_low": a, "ci_high": b, "ci_level": level}
        for a, b in ((0.4, 0.9), (0.4, 1.0), (0.4, 1.1))
        for level in (0.9, 0.95, 0.99)
    ]
    numbers += [
        {"statistic": "mean_difference", "value": "2", "ci_low": a, "ci_high": b}
        for a, b in ((1, 3), (-1, 5))
    ] + [{"statistic": "risk_ratio", "value": "0.6"}]
    for number, word in product(numbers, ("stated_significant", "stated_not_significant", "stated_effect")):
        apart: Rows = (
            [{"wave": "m6"}, {"source": "other"}, {"location": "elsewhere"}] if number is numbers[0] else []
        )
        for more in ({}, *apart):
            audit = run_audit(
                frame(
                    {"arm": "contrast", "figure_id": "number"} | number,
                    {"arm": "contrast", "statistic": word, "figure_id": "word"} | more,
                )
            )
            about = [c for c in audit.checks if c.kind == "word_beside_number"]
            rows.append(
                {
                    "number": str(number),
                    "word": word,
                    "more": str(more),
                    "says": "; ".join(f"{c.verdict} {c.severity} {c.arithmetic}" for c in about),
                }
            )
        both = run_audit(
            frame(
                {"arm": "contrast", "figure_id": "number"} | number,
                {"arm": "contrast", "statistic": "p_value", "value": "0.2", "figure_id": "second"},
                {"arm": "contrast", "statistic": word, "figure_id": "word"},
                {"arm": "contrast", "statistic": word, "figure_id": "again", "outcome": "other"},
                {"arm": "contrast", "statistic": "stated_significant", "figure_id": "third"},
            )
        )
        rows.append(
            {
                "number": str(number),
                "word": word,
                "more": "and 0.2",
                "says": "; ".join(
                    f"{c.targets} {c.arithmetic}" for c in both.checks if c.kind == "word_beside_number"
                ),
            }
        )
    pinned("evidence/parts/words_beside_numbers", rows)
    parts = []
    for eaten, equals in product(
        ("60", "61", "65", "59.6"), ("taken - uneaten", "taken + uneaten", "taken-uneaten", "", "- uneaten")
    ):
        table = [
            {
                "arm": arm,
                "statistic": "mean",
                "value": v,
                "outcome": o,
                "figure_id": f"{arm}_{o}",
                "equals": equals if o == "eaten" else "",
            }
            for arm, factor in (("treated", 1), ("control", 2), ("other", 3))
            for o, v in (
                ("taken", str(100 * factor)),
                ("uneaten", str(40 * factor)),
                ("eaten", eaten if factor == 1 else str(60 * factor)),
            )
        ]
        audit = run_audit(frame(*table))
        about = [
            f"{c.kind} {c.verdict} {c.severity} {c.targets} {c.arithmetic}"
            for c in audit.checks
            if c.kind in ("equation", "row_pattern")
        ]
        parts.append(titled(f"{eaten} {equals}", *about))
    pinned("evidence/parts/sums_of_rows", "".join(parts))


def test_a_synthesis_of_a_few(tmp_path: Path, pinned: Pinned) -> None:
    figures = frame(
        *({"arm": arm, "statistic": "percentage", "value": v, "figure_id": f"{study}_{arm}", "study": study} for study, pair in (("a", ("11", "19")), ("b", ("20", "35")), ("c", ("5", "12"))) for arm, v in zip(("treated", "control"), pair, strict=True)),
        {"arm": "contrast", "statistic": "effect_size_d", "value": "-0.40", "ci_low": -0.7, "ci_high": -0.1, "ci_level": 0.95, "figure_id": "d1"}, {"arm": "contrast", "statistic": "effect_size_d", "value": "-0.30", "p_value": 0.04, "figure_id": "d2"}, {"arm": "contrast", "statistic": "effect_size_d", "value": "-0.20", "figure_id": "d3"},
        {"arm": "contrast", "statistic": "odds_ratio", "value": "0.50", "ci_low": 0.3, "ci_high": 0.9, "ci_level": 0.95, "figure_id": "or1"},
    )  # fmt: skip

    def two(study: str, **more: Any) -> dict[str, Any]:
        return {
            "key": study,
            "label": study.upper(),
            "kind": "two_percentages",
            "treated": f"{study}_treated",
            "control": f"{study}_control",
            "n": {"treated": 50, "control": 60},
        } | more

    panels = [
        {"key": f"p_{measure}_{pool}", "label": "P", "measure": measure, "favours": "negative", "pool": pool, "why_not": None if pool else "too different", "effects": [two("a"), two("b", reverse=True, n=None), two("c", summary=True), two("a", uncontrolled=True, key="a2"), {"key": "d1", "label": "D", "kind": "d", "figure": "d1", "n": {"treated": 40, "control": 40}}, {"key": "d2", "label": "D", "kind": "d", "figure": "d2"}, {"key": "d3", "label": "D", "kind": "d", "figure": "d3", "n": {"treated": 40, "control": 40}, "reverse": True, "includes": ["a", "b", "z"]}, {"key": "or1", "label": "O", "kind": "odds_ratio", "figure": "or1"}]}
        for measure, pool in product(("d",), (True, False))
    ]  # fmt: skip
    panels += [
        {
            "key": f"q_{measure}",
            "label": "Q",
            "measure": measure,
            "favours": "positive",
            "pool": True,
            "effects": [two("a"), two("b"), two("c")][:n],
        }
        for measure in ("risk_ratio", "odds_ratio")
        for n in (3,)
    ]
    panels.append(
        {
            "key": "q_two",
            "label": "Q",
            "measure": "risk_ratio",
            "favours": "positive",
            "pool": True,
            "effects": [two("a"), two("b")],
        }
    )
    (tmp_path / "synthesis.yaml").write_text(
        yaml.safe_dump({"panels": copy.deepcopy(panels)}), encoding="utf-8"
    )
    pinned("evidence/parts/synthesis", synthesise(figures, tmp_path))
    assert synthesise(figures, tmp_path / "none").empty
