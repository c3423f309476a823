"""What identifiers look like: regular expressions (RE2 and Python) by kind."""

from __future__ import annotations

from voorzorg.cohorts.identity import column_names as kinds

STREETS = (
    "straat|laan|weg|plein|kade|gracht|singel|dreef|steeg|plantsoen|dijk|hof|pad|markt|ring|oever|wal|park"
)
STREET = rf"\p{{Lu}}[\p{{L}}'. -]*(?:{STREETS})\.? ?\d{{1,4}} ?[a-zA-Z]{{0,2}}\b"
GAP = r"[ ./-]?"
MOBILE = rf"(?:\+31|0031|0){GAP}\(?0?\)?6(?:{GAP}\d){{8}}"
LANDLINE = r"0\d{1,3}[ -]\d{6,8}"
BELGIAN = rf"(?:\+32|0032|0){GAP}4\d\d(?:{GAP}\d\d){{3}}|0[2-9]\d?[ ./-]\d{{2,3}}(?:[ ./-]\d\d){{2}}"
ABROAD = r"(?:\+|00)(?:3[0-9]|4[0-9]|90|212|597|599)[ -]?\d(?:[ -]?\d){7,10}"
NATIONAL = r"\d{2}\.\d{2}\.\d{2}[- ]\d{3}[.-]\d{2}"
PHONE = (
    rf"^\s*(?:{MOBILE}|{LANDLINE}|{BELGIAN}|{ABROAD}"
    r"|(?:\+31|0031|0)[ -]?\(?0?\)?[1-9](?:[ -]?\d){8})\s*$"
)
BSN = r"\b\d{9}\b|\b\d{4}\.\d{2}\.\d{3}\b"
IBAN = r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?\b"
#: Characters of an IBAN, by country (ISO 13616).
IBAN_LENGTHS = {
    "NL": 18, "BE": 16, "DE": 22, "LU": 20, "FR": 27, "GB": 22, "ES": 24, "IT": 27, "PL": 28, "PT": 25,
    "AT": 20, "CH": 21, "IE": 22, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "TR": 26, "RO": 24, "BG": 22,
    "GR": 27, "HU": 28,
}  # fmt: skip
DEGREES = r"[NSEWO]?\s*[-+]?\d{1,3}[.,]\d{3,}\s*°?\s*[NSEWO]?"
SITES = "nl|be|com|org|net|eu|de|uk"
#: Once is enough, wherever it stands.
ANYWHERE = {
    kinds.EMAIL: r"[\p{L}0-9._%+-]+ ?@ ?[\p{L}0-9-]+(\.[\p{L}0-9-]+)*\.\p{L}{2,}"
    r"|\b[\w.+-]+ ?(?:\(at\)|\[at\]| at ) ?[\w-]+ ?(?:\.| dot | punt |\[dot\]|\(dot\)) ?(?:" + SITES + r")\b",
    kinds.ONLINE: r"https?://|\bwww\.\w|\b[A-Za-z0-9-]{2,}\.(?:" + SITES + r")/\w",
    kinds.DOCUMENT: rf"\b{NATIONAL}\b",
}
#: Inside a remark, of several words.
IN_REMARKS = {
    kinds.TELEPHONE: rf"(?:^|[^\d.,])(?:{MOBILE}|{LANDLINE}|{BELGIAN}|{ABROAD})(?:[^\d]|$)",
    kinds.ADDRESS: rf"{STREET}|\b[1-9]\d{{3}} ?[A-Z]{{2}} \d{{1,4}}\b",
    kinds.BIRTH: r"(?i:\b(?:geboren|geb|geboortedatum|born|dob)\b)\W{0,4}(?:op |on |d\.d\. ?)?\d{1,4}[-/. ]"
    r"(?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4}",
    kinds.PLATE: r"(?i:\b(?:kenteken|nummerplaat|licen[cs]e plate|number plate)"
    r"\W{1,3}[a-z0-9]{1,3}[- ][a-z0-9]{2,3})",
}
#: Most of the different values.
MOSTLY = {
    kinds.POSTCODE: r"^\s*(?:B|BE)[ -][1-9]\d{3}\b|^\s*[1-9]\d{3}\s+\p{Lu}[\p{L}'. -]{2,}$",
    kinds.TELEPHONE: PHONE,
    kinds.ADDRESS: rf"^\s*{STREET}.{{0,40}}$",
    kinds.PLACE: rf"^\s*(?:POINT ?)?\(?\s*{DEGREES}\s*[,; ]\s*{DEGREES}\s*\)?\s*$"
    r"|\d{1,3}°\s*\d{1,2}\s*['′]|^\s*[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\s*$"
    r"|^\s*///\w+\.\w+\.\w+\s*$",
    kinds.ONLINE: r"^\s*@[\w.]{2,30}\s*$",
    kinds.BANK: r"^\s*[A-Za-z]{2}\d{2} ?[A-Za-z]{4}( ?\d){10}\s*$|^\s*\d{2}\.\d{2}\.\d{2}\.\d{3}\s*$",
    kinds.DOCUMENT: rf"^\s*[0-9A-Fa-f]{{2}}(?:[:-][0-9A-Fa-f]{{2}}){{5}}\s*$|^\s*{NATIONAL}\s*$",
}
#: Most of the different values, where their letters differ: a unit or a study's code is the same throughout.
LETTERS_VARY = {
    kinds.POSTCODE: r"^\s*[1-9]\d{3} ?[A-Za-z]{2}(?:[ -]\d{1,5}[a-z]?)?(?: \p{Lu}[\p{L}'. -]*)?\s*$",
    kinds.PLATE: r"(?i:^\s*(?:[a-z]{1,3}[- ]?\d{1,3}[- ]?[a-z]{1,3}|\d{1,3}[- ]?[a-z]{2,3}[- ]?\d{1,3}"
    r"|[a-z]{2}[- ]?\d{2}[- ]?\d{2}|\d{2}[- ]?\d{2}[- ]?[a-z]{2}|[a-z]{2}[- ]?[a-z]{2}[- ]?\d{2}"
    r"|\d{2}[- ]?[a-z]{2}[- ]?[a-z]{2}|[a-z]{3}[- ]?\d{3}|\d{3}[- ]?[a-z]{3})\s*$)",
    kinds.DOCUMENT: r"^\s*[A-Z]{2}[A-Z0-9]{6}\d\s*$",
}
PLATE_SIGNS = (6, 7)
STRICT_POSTCODE = r"^\s*[1-9]\d{3} ?[A-Z]{2}\s*$"
