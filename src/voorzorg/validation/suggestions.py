"""What somebody probably meant to write: a word as it is spelt, or the English of a Dutch one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_WORDS = """
aantal = count; alle = all; allemaal = all; alles = all; analyse = analysis analyses;
analyses = analyses; anders = other; anker = anchor; arm = arms; armen = arms; beide = both;
bereik = range; beschrijving = description; bestand = files path; bestanden = files; beter = better;
bevat = holds; bezoek = visits; bezoeken = visits; binair = binary; blad = sheet; boolean = binary;
bron = source; categorie = category; categorisch = category; codes = codes; cohort = cohorts;
cohorten = cohorts; continu = continuous; continue = continuous; datum = date date_column;
decimaal = decimal; decimaalteken = decimal; deelnemer = participant participants;
deelnemers = participants participant; dichotoom = binary; dutch = nl; een_arm = one_arm;
eenarmig = one_arm; eenheid = unit; engels = en; english = en; etiket = label; familie = family;
families = families; float = number continuous; fout = error; gebeurtenis = event events;
gebeurtenissen = events; geen = none; gegevens = data; geheel = integer; getal = number;
golf = wave waves; golven = waves; high = higher; hoger = higher; hoog = higher; hoogste = higher;
informant = informant; instrument = instruments; instrumenten = instruments; int = integer;
kolom = columns; kolommen = columns; kort = key; laag = lower; laagste = lower; label = label;
lager = lower; less = lower; low = lower; meer = higher; meetmoment = wave waves; meetmomenten = waves;
meting = wave waves; metingen = waves; minder = lower; moeder = mother; more = higher; naam = name;
nederlands = nl; niveaus = levels; nulmeting = baseline; numeric = number continuous;
numeriek = number; omschrijving = description; ontbreekt = missing; ontbrekend = missing;
ontwerp = design; openbaar = public; opzet = design; overig = other; overleving = time; pad = path;
plan = plan; puntkomma = semicolon; rct = two_arm; referentie = reference; regel = rules;
regels = rules; rol = role; scheidingsteken = delimiter; sleutel = key; soort = type; string = text;
survival = time; taal = language; tekst = text; telling = count; tijd = time; titel = title;
twee_arm = two_arm; twee_armen = two_arm; tweearmig = two_arm; uitkomst = outcome outcomes;
uitkomsten = outcomes; uitsluiten = exclude; variabele = variable variables; variabelen = variables;
voormeting = baseline; waarde = value values; waarden = values; waarschuwing = warning;
wave = waves wave; week = weeks; weken = weeks; zaad = seed
"""
#: Settings and values as a Dutch reader, or another program, may call them: what is written here for it.
DUTCH: dict[str, tuple[str, ...]] = {
    word: tuple(english.split())
    for word, english in (pair.split(" = ") for pair in _WORDS.strip().replace("\n", " ").split("; "))
}
_CLOSE = 0.6


def nearest(word: str, known: Iterable[str], cutoff: float = _CLOSE) -> str | None:
    """The known word that was probably meant: spelt otherwise, or written in Dutch; None where none is."""
    there = {one.casefold(): one for one in known}
    said = word.strip().casefold().replace(" ", "_").replace("-", "_")
    if said in there:
        return there[said]
    for english in DUTCH.get(said, ()):
        if english in there:
            return there[english]
    if close := difflib.get_close_matches(said, there, n=1, cutoff=cutoff):
        return there[close[0]]
    for dutch in difflib.get_close_matches(said, DUTCH, n=3, cutoff=max(cutoff, 0.8)):
        for english in DUTCH[dutch]:
            if english in there:
                return there[english]
    return None
