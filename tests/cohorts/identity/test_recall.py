"""How many identifying columns are recognised, and how many harmless ones are refused: on a generated corpus.

Both are printed (``pytest -s``) and stand in docs/identifiers.md. Names of people are drawn from lists of
which half are not in the library's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.identity.column_names import PLACE
from voorzorg.cohorts.identity.direct_identifiers import suspicion

ROWS = 120
NEUTRAL = pd.Series([f"q{k}" for k in range(60)])
#: Whose, what, and how they are written together.
PERSONS = ("", "moeder", "kind", "partner", "mother", "client", "deelnemer", "vader", "baby")
IDENTIFIERS = """
achternaam voornaam naam last_name surname initialen voorletters bsn ssn postcode zip_code adres
straat huisnummer woonplaats telefoonnummer tel_nr mobiel_nr phone email e_mail mailadres
geboortedatum geb_datum date_of_birth dob iban rekeningnummer kenteken ip_address patient_nr
dossiernummer epd_nr mrn polisnummer paspoortnummer latitude username facebook foto handtekening
huisarts verloskundige contactpersoon
""".split()  # noqa: SIM905  # fmt: skip
HARMLESS = """
leeftijd gewicht lengte bmi telling aantal_sigaretten gemeente roken_m2 epds_total epds_01 smoking
birth_weight geboortegewicht gestational_age opleiding education origin herkomst huisarts_bezoeken
gp_visits tel_sigaretten phone_hours facebook_minutes telefonisch_contact aantal_contacten
contact_frequency partner_support moeder_leeftijd kind_gewicht vader_betrokken meting wave
visit_date datum_interview randomisatie groep arm site nurse stress_t0 pss_10 hadsa_3 cortisol_am
iq_score stemming stemmingsklachten naamval_test picture_naming name_of_drug filename group_name
instrument_naam platform latent_class mailing_sent accountability cell_count init_dose
street_violence straatgeweld postpartum_week zipfel_score time_lat geografie_cijfer dossier_compleet
insured insurance_type household_income house_size noise_level adl_score social_support
medical_history hospital_days device_use birth_year geboortejaar kindmishandeling voogdij_maatregel
handvaardigheid pc_use tablet_use voice_pitch user_satisfaction login_count video_interaction
foto_getoond bank_sitting verloskundige_contacten city_size plaats_bevalling risk_factors cps_report
weeks informant interview_minutes breastfeeding_m6 injury_count days_in_hospital costs_total
cronbach work_hours religion alcohol_units
""".split()  # noqa: SIM905
FIRST = [
    "Anna",
    "Bram",
    "Fatima",
    "Gijs",
    "Hanneke",
    "Jasper",
    "Mohammed",
    "Romy",
    "Chidera",
    "Tjeerd",
    "Oksana",
    "Yoline",
    "Baukje",
    "Hatidze",
    "Wendeline",
]
LAST = [
    "de Vries",
    "Jansen",
    "Bakker",
    "El Amrani",
    "Yilmaz",
    "van den Berg",
    "Smit",
    "Özdemir",
    "Kowalski",
    "Oudekerk",
    "van Puffelen",
    "Tuinstra",
    "Bouazza",
    "Ravensbergen",
    "Zoethout",
]
CITIES = [
    "Utrecht",
    "Gouda",
    "Den Haag",
    "Amersfoort",
    "Zwolle",
    "Breda",
    "Leiden",
    "Almere",
    "Deventer",
    "Heerlen",
]


@pytest.mark.parametrize(
    ("low", "high", "decimals", "kind"),
    [
        (1000, 9999, 0, None),  # Dutch postcodes without letters
        (3.36, 7.21, 5, None),  # longitudes
        (13_000, 278_000, 0, None),  # the Dutch grid, from west to east
        (307_000, 620_000, 0, None),  # and from south to north
        (13_000, 278_000, 2, None),
        (50.75, 53.5, 5, PLACE),
        (50.75, 53.5, 4, PLACE),
        (50.75, 53.5, 2, None),
    ],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_places_alone_are_recognised_exactly_as_the_page_says(low, high, decimals, kind, as_text):
    values = pd.Series(np.random.default_rng(3).uniform(low, high, 300).round(decimals))
    numbers = values.astype("int64") if decimals == 0 else values
    shown = numbers.map(lambda v: f"{v:.{decimals}f}").astype("string") if as_text else numbers
    assert suspicion(shown, "v12") == kind


@pytest.mark.parametrize(
    ("names", "low", "high", "decimals"),
    [
        ("pc4 postcode", 1000, 9999, 0),
        ("lon lng longitude lengtegraad", 3.36, 7.21, 5),
        ("lat latitude breedtegraad", 50.75, 53.5, 2),
        ("rdx", 13_000, 278_000, 0),
        ("rdy", 307_000, 620_000, 0),
    ],
)
def test_the_names_of_such_places_are_refused(names, low, high, decimals):
    values = pd.Series(np.random.default_rng(3).uniform(low, high, 300).round(decimals))
    values = values.astype("int64") if decimals == 0 else values
    assert [name for name in names.split() if suspicion(values, name) is None] == []


def draws() -> tuple[dict[str, Callable[[], object]], dict[str, Callable[[], object]]]:
    """Makers of one cell, for identifying and for harmless columns."""
    rng = np.random.default_rng(20080901)

    def of(*choices: object) -> object:
        return choices[rng.integers(len(choices))]

    def number(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    def letters(n: int) -> str:
        return "".join(str(of(*"ABCDEFGHJKLMNPRSTVWXZ")) for _ in range(n))

    def birth() -> pd.Timestamp:
        return pd.Timestamp(1975, 1, 1) + pd.Timedelta(days=number(0, 8000))

    identifying: dict[str, Callable[[], object]] = {
        "first and last name": lambda: f"{of(*FIRST)} {of(*LAST)}",
        "last, first": lambda: f"{of(*LAST)}, {of(*FIRST)}",
        "initial and last name": lambda: f"{of(*'ABCDEF')}. {of(*LAST)}",
        "title and last name": lambda: f"{of('dr.', 'mevr.', 'dhr.', 'mw.')} {of(*LAST)}",
        "last name": lambda: of(*LAST),
        "first name": lambda: of(*FIRST),
        "capitals": lambda: f"{str(of(*LAST)).upper()} {of(*'ABCDEF')}",
        "e-mail": lambda: f"{str(of(*FIRST)).lower()}{number(1, 99)}@example.org",
        "e-mail in words": lambda: f"{str(of(*FIRST)).lower()} (at) example.nl",
        "telephone": lambda: f"06-{number(10_000_000, 99_999_999)}",
        "landline": lambda: f"0{number(10, 99)}-{number(1_000_000, 9_999_999)}",
        "telephone abroad": lambda: f"+32 4{number(10, 99)} {number(100_000, 999_999)}",
        "telephone as number": lambda: 600_000_000 + number(0, 99_999_999),
        "postcode": lambda: f"{number(1000, 9999)} {letters(2)}",
        "street and number": lambda: (
            f"{of('Kerkstraat', 'Lindelaan', 'Dorpsplein', 'Oude Gracht')} {number(1, 200)}"
        ),
        "coordinates": lambda: f"{51 + rng.random():.5f}, {4 + rng.random():.5f}",
        "latitude": lambda: 51 + rng.random() * 2,
        "date of birth": lambda: birth().strftime("%d-%m-%Y"),
        "date of birth, ISO": lambda: birth().strftime("%Y-%m-%d"),
        "date of birth as a date": birth,
        "date of birth, 8 digits": lambda: birth().strftime("%d%m%Y"),
        "number plate": lambda: f"{letters(2)}-{number(100, 999)}-{letters(1)}",
        "IPv4": lambda: ".".join(str(number(1, 255)) for _ in range(4)),
        "MAC": lambda: ":".join(f"{number(0, 255):02x}" for _ in range(6)),
        "handle": lambda: f"@{str(of(*FIRST)).lower()}_{number(1, 99)}",
        "link": lambda: f"https://example.org/{number(1000, 9999)}",
        "ten digits": lambda: 2_000_000_000 + number(0, 99_999_999),
        "user name": lambda: f"{str(of(*LAST))[:4].lower()}{str(of(*FIRST))[:2].lower()}{number(60, 99)}",
        "remark with a name": lambda: (
            f"gesproken met {of(*FIRST)} {of(*LAST)} over {of('roken', 'werk', 'thuis')}"
        ),
        "remark with a number": lambda: f"belt terug op 06-{number(10_000_000, 99_999_999)}",
        "remark with a postcode": lambda: f"woont nu op {number(2100, 9999)} {letters(2)} {number(1, 90)}",
        "remark with an address": lambda: (
            f"verhuisd naar {of('Kerkstraat', 'Dorpsweg')} {number(1, 90)} te Gouda"
        ),
        "remark with a birth": lambda: f"kind geboren {birth().strftime('%d-%m-%Y')} in het ziekenhuis",
    }

    def two() -> str:
        return str(number(10, 99))

    def degree(low: float) -> str:
        return f"{low + rng.random():.5f}"

    identifying |= {
        "postcode, Belgian": lambda: of(1000, 1030, 1050, 1080, 2000, 2018, 3000, 4000, 8000, 8400, 9000),
        "postcode and town, Belgian": lambda: f"{number(1000, 9999)} {of('Gent', 'Leuven', 'Hasselt')}",
        "postcode and house number": lambda: f"{number(1000, 9999)}{letters(2)}-{number(1, 200)}",
        "number plate without dashes": lambda: f"{letters(2)}{number(100, 999)}{letters(1)}",
        "number plate with spaces": lambda: f"{letters(1)} {number(100, 999)} {letters(2)}",
        "number plate of six pairs": lambda: f"{two()}-{letters(2)}-{letters(2)}",
        "number plate, Belgian": lambda: f"{number(1, 3)}-{letters(3)}-{number(100, 999)}",
        "number plate, old Belgian": lambda: f"{letters(3)}-{number(100, 999)}",
        "remark with a plate": lambda: f"kenteken {letters(2)}-{number(100, 999)}-{letters(1)} er",
        "telephone with points": lambda: f"06.{two()}.{two()}.{two()}.{two()}",
        "telephone, Belgian": lambda: f"04{number(70, 99)}/{two()}.{two()}.{two()}",
        "telephone at home, Belgian": lambda: f"0{number(2, 9)} {number(100, 999)} {two()} {two()}",
        "remark with a Belgian number": lambda: (
            f"bel haar op 04{number(70, 99)} {two()} {two()} {two()} terug"
        ),
        "IBAN, Belgian": lambda: iban("BE", str(number(10**11, 10**12))),
        "IBAN, German": lambda: iban("DE", str(number(10**17, 10**18))),
        "remark with an IBAN": lambda: f"rekening {iban('BE', str(number(10**11, 10**12)))} van oma",
        "bank account, old": lambda: f"{two()}.{two()}.{two()}.{number(100, 999)}",
        "IPv4 with a port": lambda: f"83.84.{number(0, 255)}.{number(0, 255)}:443",
        "IPv6": lambda: f"2001:db8::{number(1, 65535):x}",
        "remark with an IP address": lambda: f"login van 83.84.{number(0, 255)}.{number(0, 255)} om 12",
        "e-mail with spaces": lambda: f"{letters(4).lower()} @ example.nl",
        "e-mail in brackets": lambda: f"{letters(4).lower()}[at]example[dot]nl",
        "coordinates with commas": lambda: f"{degree(51)}; {degree(4)}".replace(".", ","),
        "coordinates in degrees": lambda: f"52°{number(0, 59)}'{number(0, 59)}\"N 4°{number(0, 59)}'E",
        "coordinates as a point": lambda: f"POINT({degree(4)} {degree(51)})",
        "latitude as text": lambda: degree(51).replace(".", ","),
        "link without www": lambda: f"facebook.com/{letters(6).lower()}",
        "remark with a link": lambda: f"zie {letters(6).lower()}.nl/foto voor de rest",
        "remark with a national number": lambda: (
            f"nr {two()}.{two()}.{two()}-{number(100, 999)}.{two()} goed"
        ),
        "passport": lambda: f"{letters(2)}C{number(1, 9)}{letters(2)}{two()}{number(1, 9)}",
    }
    study = pd.Timestamp(2008, 1, 1)
    harmless: dict[str, Callable[[], object]] = {
        "yes and no": lambda: of("ja", "nee"),
        "codes": lambda: number(1, 6),
        "age": lambda: number(15, 45),
        "birth weight": lambda: number(1200, 4900),
        "head circumference": lambda: round(float(rng.normal(52, 0.8)), 1),
        "score": lambda: round(float(rng.normal(50, 10)), 2),
        "hormone": lambda: float(rng.lognormal(2, 1)),
        "costs": lambda: round(float(rng.lognormal(8, 1)), 2),
        "year": lambda: number(2005, 2015),
        "interview date": lambda: study + pd.Timedelta(days=number(0, 1200)),
        "interview date as text": lambda: (study + pd.Timedelta(days=number(0, 1200))).strftime("%d-%m-%Y"),
        "city": lambda: of(*CITIES),
        "arm": lambda: of("Voorzorg", "Gebruikelijke Zorg"),
        "education": lambda: of("Lager onderwijs", "VMBO", "MBO niveau 2", "Havo", "Universiteit"),
        "country": lambda: of("Nederland", "Marokko", "Turkije", "Suriname", "Polen"),
        "diagnosis": lambda: f"{of(*'FGO')}{number(10, 99)}.{number(0, 9)}",
        "item": lambda: of("nooit", "soms", "vaak", "heel vaak"),
        "hours": lambda: f"{number(0, 23):02}:{number(0, 59):02}",
        "remark": lambda: (
            f"{of('moeder', 'partner', 'kind')} was {of('ziek', 'moe', 'op vakantie')} deze week"
        ),
        "remark with a year": lambda: f"gestopt in {number(2005, 2015)} {of('SMS', 'IQ')} na de bevalling",
        "medicine": lambda: f"{of('Paracetamol', 'Sertraline', 'Foliumzuur')} {of(50, 100, 500)} mg",
        "version": lambda: f"{number(1, 4)}.{number(0, 9)}.{number(0, 20)}",
        "minutes": lambda: number(30, 120),
        "hospital": lambda: of("OLVG", "UMC Utrecht", "Rijnstate", "Maasstad Ziekenhuis", "Isala"),
        "profession": lambda: of(
            "Kapper", "Bakker in opleiding", "Winkelmedewerker", "Geen werk", "Verkoper"
        ),
    }
    harmless |= {
        "weeks and days": lambda: f"{number(20, 42)}+{number(0, 6)}",
        "blood pressure": lambda: f"{number(100, 150)}/{number(60, 95)}",
        "clock": lambda: f"{number(0, 23):02}:{number(0, 59):02}:{number(0, 59):02}",
        "ATC code": lambda: f"{letters(1)}{two()}{letters(2)}{two()}",
        "version of four parts": lambda: f"{number(1, 3)}.{number(0, 9)}.{number(0, 9)}.{number(0, 3)}",
        "code of a study": lambda: f"VZ-{number(100, 999)}",
        "range": lambda: f"{number(10, 20)}-{number(21, 30)}",
        "euro": lambda: f"€ {number(10, 5000)},{number(0, 99):02}",
        "decimal comma": lambda: f"{rng.normal(52, 5):.2f}".replace(".", ","),
        "four decimals": lambda: round(float(rng.normal(0, 1)), 4),
        "grams": lambda: f"{number(2000, 4900)} GR",
        "birth weight in tens": lambda: 10 * number(120, 490),
        "steps a day": lambda: number(1000, 20000),
        "gene": lambda: f"rs{number(100000, 9999999)}",
        "remark with scores": lambda: f"EPDS {number(0, 30)} en PHQ {number(0, 27)}",
        "laboratory": lambda: f"{rng.random() * 10:.3f} mmol/l",
    }
    return identifying, harmless


def iban(country: str, account: str) -> str:
    """With check digits that are right (ISO 13616)."""
    digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def names() -> Iterator[str]:
    for person, word in product(PERSONS, IDENTIFIERS):
        yield from {
            f"{person}_{word}".strip("_"),
            f"{word}_{person}".strip("_"),
            f"t0_{word}{person and '_' + person}",
        }
        if person and "_" not in word:
            yield person + word.capitalize()


def column(draw: Callable[[], object]) -> pd.Series:
    return pd.Series([draw() for _ in range(ROWS)])


def test_recall_and_false_alarms_of_column_names():
    tried = list(names())
    passed = [name for name in tried if suspicion(NEUTRAL, name) is None]
    alarms = [name for name in HARMLESS if suspicion(pd.Series([0, 1, 2, 3] * 15), name) is not None]
    texts = [name for name in HARMLESS if suspicion(NEUTRAL, name) is not None]
    refused = len(tried) - len(passed)
    print(f"\ncolumn names: {refused} of {len(tried)} identifying ones refused; not {passed[:9]}")
    print(f"harmless names, of {len(HARMLESS)}: {len(alarms)} refused with numbers, {len(texts)} with texts")
    assert len(passed) <= 0.01 * len(tried)
    assert not alarms
    assert len(texts) <= 0.02 * len(HARMLESS)


def test_recall_and_false_alarms_of_contents():
    identifying, harmless = draws()
    passed = [sort for sort, draw in identifying.items() if suspicion(column(draw), "v12") is None]
    alarms = [
        f"{s} ({k})" for s, draw in harmless.items() if (k := suspicion(column(draw), "v12")) is not None
    ]
    refused = len(identifying) - len(passed)
    print(f"\ncontents: {refused} of {len(identifying)} identifying kinds refused; not {passed}")
    print(f"harmless kinds refused: {len(alarms)} of {len(harmless)}: {alarms}")
    assert len(passed) <= 0.05 * len(identifying)
    assert not alarms


#: Roles, and how columns write that they ask who has it.
ROLES = """
huisarts contactpersoon begeleider begeleidster verpleegkundige wijkverpleegkundige verloskundige jeugdarts
leerkracht juf mentor coach behandelaar therapeut interviewer onderzoeker casemanager hulpverlener consulent
verwijzer medewerker contact voogd nurse
midwife teacher therapist supervisor assessor social_worker caseworker gp
""".split()  # noqa: SIM905
WRITTEN = ("{}", "naam_{}", "{}_naam", "{}Naam", "{}_1", "t0_{}", "contact_{}", "{} moeder")
ASKED = """
ingevuld_door afgenomen_door doorverwezen_door entered_by created_by contact_met naam_moeder naam_kind
""".split()  # noqa: SIM905
#: A few that return. Half of the names are in no list.
WHO = {
    "surnames": ("Kloosterman", "Verhoef", "Ravensbergen"),
    "two surnames": ("Zoethout", "van Puffelen"),
    "one surname": ("Oudekerk",),
    "first names": ("Annelies", "Baukje", "Chidera"),
    "small letters": ("jansen", "bakker", "smit"),
    "with a title": ("zr. Kloosterman", "mevr. Verhoef", "dr. Zoethout"),
    "initials": ("B. Kloosterman", "T.J. Ravensbergen", "C. Post"),
    "one is unknown": ("Kloosterman", "Zoethout", "onbekend"),
}
WHAT = {
    "yes and no": ("ja", "nee"),
    "codes": ("VP03", "VP04", "VP11"),
    "letters": ("A", "B", "C"),
    "initials as codes": ("AK", "TR", "CP"),
    "functions": ("Huisarts", "Fysiotherapeut", "POH", "GGD"),
    "kin": ("Moeder", "Vader", "Oma", "Pleegouder"),
    "ways": ("Telefonisch", "Huisbezoek", "E-mail", "Face-to-face"),
    "phrases": ("Eigen huisarts", "Wisselende begeleider", "Anders, namelijk", "Geen contact"),
}


def test_a_few_returning_names_are_names_under_any_name_that_asks_who():
    names = [form.format(role) for role, form in product(ROLES, WRITTEN)] + ASKED
    passed, alarms = [], []
    for name in names:
        for sort, texts in WHO.items():
            if suspicion(pd.Series(list(texts) * 20), name) is None:
                passed.append((name, sort))
        for sort, texts in WHAT.items():
            named = any(word in name.casefold() for word in ("naam", "name"))
            if not named and suspicion(pd.Series(list(texts) * 20), name) is not None:
                alarms.append((name, sort))
    print(
        f"\nroles: {len(names) * len(WHO) - len(passed)} of {len(names) * len(WHO)} refused; not {passed[:9]}"
    )
    print(f"what such columns may hold otherwise: {len(alarms)} refused {alarms[:9]}")
    assert passed == []
    assert alarms == []
