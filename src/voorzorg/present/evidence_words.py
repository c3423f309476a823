"""Words of the evidence report, and published figures described in a reader's words."""

from __future__ import annotations

import re

from voorzorg.evidence.figure import Figure
from voorzorg.evidence.names import Names
from voorzorg.text import Language

WORDS: dict[str, dict[Language, str]] = {
    "title": {
        "nl": "Wat over VoorZorg is gepubliceerd, nagerekend",
        "en": "What has been published about VoorZorg, recomputed",
    },
    "lead": {
        "nl": "Elk gepubliceerd cijfer is overgenomen met vindplaats en getoetst: kan het, volgt het uit "
        "andere gepubliceerde "
        "cijfers, en zeggen bronnen hetzelfde? Bij elk oordeel staat de som waarmee het met de hand is na "
        "te gaan.",
        "en": "Every published figure was transcribed with its place and tested: is it possible, does it "
        "follow from other "
        "published figures, and do sources agree? Each verdict comes with the sum to redo it by hand.",
    },
    "contents": {"nl": "Inhoud", "en": "Contents"},
    "skip": {"nl": "Naar de inhoud", "en": "Skip to content"},
    "figures": {"nl": "gepubliceerde cijfers", "en": "published figures"},
    "sources": {"nl": "bronnen", "en": "sources"},
    "wrong": {"nl": "tegengesproken of onmogelijk", "en": "contradicted or impossible"},
    "assumption": {"nl": "alleen onder een aanname", "en": "only under an assumption"},
    "agreeing": {"nl": "herleid of binnen afronding", "en": "re-derived or within rounding"},
    "unchecked": {"nl": "niet te controleren", "en": "not checkable"},
    "findings": {"nl": "Bevindingen", "en": "Findings"},
    "findings_intro": {
        "nl": "Het ernstigste eerst. Een cijfer is pas tegengesproken als geen enkele lezing ervan klopt: "
        "geen afronding, geen "
        "afkapping, geen noemer die gepubliceerd of groter is. Wie gelijk heeft, zegt de vergelijking niet.",
        "en": "Most serious first. A figure is contradicted only where no reading of it agrees: no "
        "rounding, no truncation, no "
        "denominator that the published numbers allow. The comparison does not say which source is right.",
    },
    "doubts": {"nl": "Klopt alleen onder een aanname", "en": "Right only under an assumption"},
    "doubts_intro": {
        "nl": "Hier is een lezing te vinden waarin de cijfers kunnen, maar die lezing staat er niet bij.",
        "en": "There is a reading under which these figures are possible, but that reading is not printed.",
    },
    "printed": {"nl": "Gepubliceerd", "en": "Printed"},
    "figure": {"nl": "Cijfer", "en": "Figure"},
    "source": {"nl": "Bron", "en": "Source"},
    "place": {"nl": "Plaats", "en": "Place"},
    "verdict": {"nl": "Oordeel", "en": "Verdict"},
    "reason": {"nl": "Reden", "en": "Reason"},
    "sum": {"nl": "Som", "en": "Sum"},
    "side_by_side": {"nl": "Bronnen naast elkaar", "en": "Sources side by side"},
    "also": {"nl": "Ook over deze cijfers", "en": "Also about these figures"},
    "more": {"nl": "Nog {n} controles", "en": "{n} more checks"},
    "synthesis": {"nl": "Effecten naast elkaar", "en": "Effects side by side"},
    "synthesis_intro": {
        "nl": "Effecten die te vergelijken zijn, op één maat gebracht; elke omrekening staat erbij. "
        "Gebundeld wordt alleen waar "
        "minstens drie vergelijkbare effecten een standaardfout hebben. Een ruit is zelf al een gebundeld "
        "cijfer, een open teken "
        "heeft geen interval.",
        "en": "Effects that can be compared, brought to one measure; each conversion is listed. They are "
        "pooled only where at "
        "least three comparable effects have a standard error. A diamond is a pooled figure itself, an "
        "open mark has no interval.",
    },
    "conversion": {"nl": "Omrekening", "en": "Conversion"},
    "assumed": {"nl": "Aanname en opmerking", "en": "Assumption and remark"},
    "effect": {"nl": "Effect", "en": "Effect"},
    "estimate": {"nl": "Schatting", "en": "Estimate"},
    "conversions": {"nl": "Omrekeningen en aannamen", "en": "Conversions and assumptions"},
    "interventions": {"nl": "De 20 interventies", "en": "The 20 interventions"},
    "interventions_intro": {
        "nl": "De inventarisatie van 2017: twintig preventieve opvoedinterventies. Klik op een kop om te "
        "sorteren; zoek op doelgroep, "
        "of kies een leeftijd of klasse van bewijs.",
        "en": "The inventory of 2017: twenty preventive parenting interventions. Click a heading to sort; "
        "search for a target group, "
        "or choose an age or class of evidence.",
    },
    "cost_title": {
        "nl": "Kosten tegenover de sterkste studie-opzet",
        "en": "Cost against the strongest study design",
    },
    "cost_caption": {
        "nl": "Kosten per traject, cliënt of deelnemer zoals opgegeven; prijspeilen verschillen en staan "
        "er vaak niet bij. De klasse is "
        "die van de sterkste studie naar de interventie, niet van haar uitkomst.",
        "en": "Cost per trajectory, client or participant as stated; price years differ and are often not "
        "printed. The class is that "
        "of the strongest study of the intervention, not of its outcome.",
    },
    "all": {"nl": "Alle cijfers", "en": "All figures"},
    "all_intro": {
        "nl": "Elk gepubliceerd cijfer met zijn oordeel. 'Niet te controleren' staat er ook als meerdere "
        "bronnen hetzelfde getal "
        "noemen: herhalen is geen bevestigen.",
        "en": "Every published figure with its verdict. 'Not checkable' also stands where several sources "
        "print the same number: "
        "repetition is not confirmation.",
    },
    "search": {"nl": "Zoeken", "en": "Search"},
    "any": {"nl": "alle", "en": "all"},
    "shown": {"nl": "van de {n} getoond", "en": "of {n} shown"},
    "csv": {"nl": "Oordelen als CSV", "en": "Verdicts as CSV"},
    "elsewhere": {"nl": "Ook elders", "en": "Elsewhere"},
    "how": {"nl": "Hoe is getoetst", "en": "How it was tested"},
    "source_list": {"nl": "Bronnen", "en": "Sources"},
    "footer": {
        "nl": "Gemaakt uit data/published; het oordeel is van de rekenregels, de overname is mensenwerk.",
        "en": "Made from data/published; the verdicts are the rules', the transcription is the work of "
        "people.",
    },
    "name": {"nl": "Interventie", "en": "Intervention"},
    "target": {"nl": "Doelgroep", "en": "Target group"},
    "age": {"nl": "Leeftijd", "en": "Age"},
    "contacts": {"nl": "Contacten", "en": "Contacts"},
    "weeks": {"nl": "Weken", "en": "Weeks"},
    "cost": {"nl": "Kosten (€)", "en": "Cost (€)"},
    "per": {"nl": "per", "en": "per"},
    "evidence": {"nl": "Studie-opzet", "en": "Study design"},
    "goal": {"nl": "Doel: mishandeling voorkomen", "en": "Goal: prevent maltreatment"},
    "setting": {"nl": "Waar", "en": "Where"},
    "result": {"nl": "Resultaat", "en": "Result"},
    "origin": {"nl": "Herkomst", "en": "Origin"},
    "child_age": {"nl": "Kind van (jaar)", "en": "Child aged (years)"},
    "arms_key": {
        "nl": "open: controle, gevuld: programma of één getal",
        "en": "open: control, filled: programme or single figure",
    },
    "fits_caption": {
        "nl": "Groepsgroottes die een percentage kunnen geven (gevuld: afgerond; open: alleen afgekapt). "
        "Gearceerd: gepubliceerde aantallen.",
        "en": "Group sizes that can give a percentage (filled: rounded; open: only truncated). Shaded: "
        "published numbers.",
    },
}

HOW: list[dict[Language, str]] = [
    {
        "nl": "Kan het? Een percentage moet een heel aantal mensen van zijn noemer zijn (GRIM), een "
        "gemiddelde een heel totaal; een "
        "standaarddeviatie moet bij gemiddelde, aantal en schaal kunnen (GRIMMER, DEBIT, volledig doorzoeken "
        "van kleine schalen). Een "
        "percentage van een groep van honderd of meer kan altijd en zegt dus niets.",
        "en": "Is it possible? A percentage must be a whole number of people out of its denominator (GRIM), "
        "a mean a whole total; a "
        "standard deviation must be possible with its mean, number and scale (GRIMMER, DEBIT, complete "
        "search of small scales). A "
        "percentage of a group of a hundred or more is always possible and so says nothing.",
    },
    {
        "nl": "Volgt het? Verhoudingen, verschillen, p-waarden en intervallen zijn nagerekend over alle "
        "tabellen die de gepubliceerde "
        "percentages en aantallen toelaten. Klopt een verhouding niet, dan is gezocht wat er dan wel is "
        "uitgerekend.",
        "en": "Does it follow? Ratios, differences, p-values and intervals were recomputed over every table "
        "that the published "
        "percentages and numbers allow. Where a ratio is wrong, what was computed instead was looked for.",
    },
    {
        "nl": "Zeggen bronnen hetzelfde? Versies van één cijfer zijn vergeleken; een verschil geldt als "
        "verklaard door afkapping, "
        "prijspeil, jaar, meetmoment, noemer of omschrijving, en alleen als die er ook staan.",
        "en": "Do sources agree? Versions of one figure were compared; a difference counts as explained by "
        "truncation, price year, year, "
        "wave, denominator or description, and only where those are printed.",
    },
    {
        "nl": "Afronden: half naar boven en half naar even worden allebei toegestaan; afkappen heet een "
        "aanname.",
        "en": "Rounding: half up and half to even are both allowed; truncation is called an assumption.",
    },
]

ARMS: dict[str, dict[Language, str]] = {
    "control": {"nl": "controle", "en": "control"},
    "contrast": {"nl": "verschil tussen groepen", "en": "between arms"},
    "all": {"nl": "iedereen", "en": "everybody"},
    "treated": {"nl": "programma", "en": "programme"},
    "voorzorg": {"nl": "VoorZorg", "en": "VoorZorg"},
    "norm": {"nl": "normgroep", "en": "norm group"},
}
STATISTICS: dict[str, dict[Language, str]] = {
    "n": {"nl": "aantal", "en": "number"},
    "count": {"nl": "aantal", "en": "number"},
    "percentage": {"nl": "percentage", "en": "percentage"},
    "mean": {"nl": "gemiddelde", "en": "mean"},
    "sd": {"nl": "standaarddeviatie", "en": "standard deviation"},
    "risk_ratio": {"nl": "relatief risico", "en": "risk ratio"},
    "odds_ratio": {"nl": "oddsratio", "en": "odds ratio"},
    "p_value": {"nl": "p-waarde", "en": "p-value"},
    "percentage_point_difference": {"nl": "verschil in procentpunten", "en": "percentage points"},
    "mean_difference": {"nl": "verschil in gemiddelde", "en": "mean difference"},
    "relative_change_percent": {"nl": "relatieve verandering", "en": "relative change"},
    "effect_size_d": {"nl": "effectgrootte d", "en": "effect size d"},
    "stated_significant": {"nl": "'significant'", "en": "'significant'"},
    "stated_not_significant": {"nl": "'niet significant'", "en": "'not significant'"},
    "stated_difference": {"nl": "'verschil'", "en": "'difference'"},
    "euro": {"nl": "bedrag", "en": "amount"},
    "range": {"nl": "bereik", "en": "range"},
    "duration": {"nl": "duur", "en": "duration"},
    "age": {"nl": "leeftijd", "en": "age"},
    "year": {"nl": "jaar", "en": "year"},
    "mark": {"nl": "rapportcijfer", "en": "mark"},
    "quantity": {"nl": "hoeveelheid", "en": "quantity"},
    "minimum": {"nl": "minimum", "en": "minimum"},
    "maximum": {"nl": "maximum", "en": "maximum"},
    "fraction_worded": {"nl": "deel in woorden", "en": "share in words"},
    "median": {"nl": "mediaan", "en": "median"},
}
_WAVES: list[tuple[str, dict[Language, str]]] = [
    (r"baseline$", {"nl": "bij de start", "en": "at the start"}),
    (r"referral$", {"nl": "bij aanmelding", "en": "at referral"}),
    (r"birth$", {"nl": "bij de geboorte", "en": "at birth"}),
    (r"pregnancy$", {"nl": "in de zwangerschap", "en": "in pregnancy"}),
    (r"preg(\d+)w$", {"nl": "{0} weken zwanger", "en": "{0} weeks pregnant"}),
    (r"w(\d+)$", {"nl": "{0} weken", "en": "{0} weeks"}),
    (r"m(\d+)$", {"nl": "{0} maanden", "en": "{0} months"}),
    (r"y(\d+)$", {"nl": "{0} jaar", "en": "{0} years"}),
]


#: words inside a sum, which is otherwise the same in both languages
_IN_SUMS = (
    ("printed", "gedrukt"),
    ("truncated", "afgekapt"),
    ("rounded or ", "afgerond of "),
    ("rounded", "afgerond"),
    ("n per group", "n per groep"),
    ("tables", "tabellen"),
    (" for every ", " voor elke "),
    (" of ", " van "),
    ("trajectories", "trajecten"),
)


def sum_words(arithmetic: str, language: Language) -> str:
    """A sum for a reader: decimal commas and Dutch words where the page is Dutch."""
    if language == "en":
        return arithmetic
    for english, dutch in _IN_SUMS:
        arithmetic = arithmetic.replace(english, dutch)
    return swap_marks(arithmetic)


_UNITS = {
    "euro per": "euro per",
    "years": "jaar",
    "year": "jaar",
    "months": "maanden",
    "month": "maand",
    "weeks": "weken",
    "week": "week",
    "hours": "uur",
    "hour": "uur",
    "minutes": "minuten",
    "days": "dagen",
    "interventions": "interventies",
    "municipalities": "gemeenten",
    "organisations": "organisaties",
    "clients": "cliënten",
    "client": "cliënt",
    "families": "gezinnen",
    "family": "gezin",
    "children": "kinderen",
    "parents": "ouders",
    "mothers": "moeders",
    "cigarettes": "sigaretten",
    "day": "dag",
    "births": "geboorten",
    "visits": "bezoeken",
    "visit": "bezoek",
    "home": "huis",
    "trajectory": "traject",
    "full": "volledig",
    "whole": "heel",
    "studies": "studies",
    "pregnancies": "zwangerschappen",
    "pregnancy": "zwangerschap",
    "after": "na",
    "birth": "geboorte",
    "of": "van",
    "women": "vrouwen",
    "vulnerable": "kwetsbare",
    "pregnant": "zwangere",
    "young": "jonge",
    "for": "voor",
    "in": "in",
    "a": "per",
    "per": "per",
    "nurse": "verpleegkundige",
    "person": "persoon",
    "child": "kind",
    "once": "eenmalig",
    "contacts": "contacten",
    "participants": "deelnemers",
    "score": "score",
    "mark": "cijfer",
    "two": "twee",
    "waves": "metingen",
    "interview": "interview",
    "risk": "risico",
    "factors": "factoren",
    "schools": "scholen",
}


def unit_words(unit: str, language: Language) -> str:
    """A unit in the page's language, word by word; words that are not known stay."""
    if language == "en":
        return unit
    text = re.sub(r"[A-Za-z]+", lambda m: _UNITS.get(m.group(), m.group()), unit)
    return text.replace("huis bezoeken", "huisbezoeken").replace("risico factoren", "risicofactoren")


def swap_marks(text: str) -> str:
    """1,234.5 as 1.234,5; lists (38, 40) and references to sections stay."""

    def swapped(found: re.Match[str]) -> str:
        if text[: found.start()].endswith("Section "):
            return found.group()
        return found.group().translate(str.maketrans(",.", ".,"))

    return re.sub(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?!\d)", swapped, text)


def word(key: str, language: Language, **values: object) -> str:
    """A word or sentence of the report."""
    text = WORDS[key][language]
    return text.format(**values) if values else text


def wave_words(wave: str, language: Language) -> str:
    """A wave key in words."""
    for pattern, words in _WAVES:
        found = re.match(pattern, wave)
        if found:
            return words[language].format(*found.groups())
    return wave.replace("_", " ")


def describe(f: Figure, language: Language, names: Names) -> str:
    """A figure in a few words: outcome, arm, wave and kind of statistic."""
    parts = [names.outcome(f.outcome, language)]
    statistic = STATISTICS.get(f.statistic, {}).get(language, f.statistic.replace("_", " "))
    arm = ARMS.get(f.arm, {}).get(language, f.arm.replace("_", " "))
    # "%" is printed beside it, and a ratio or difference is between arms by itself
    parts += [] if f.statistic == "percentage" else [statistic]
    parts += [] if f.arm == "contrast" else [arm]
    if f.wave:
        parts.append(wave_words(f.wave, language))
    return " · ".join(parts)
