"""What a column's name says it is: identifier, allocation, cluster, wave, birth, or bookkeeping.

Names are compared as words: without signs, accents and camel case, Dutch and English alike.
"""

from __future__ import annotations

import re
import unicodedata

from voorzorg.cohorts.reading.raw_table import JOINT

_PERSON = (
    r"participant|respondent|record|subject|subj|usubj|study|studie|unique|unieke?|anoniem|anonymous|"
    r"castor(?: edc)? (?:record|participant)|client|clienten|deelnemer|deelneemster|resp|respons|"
    r"response|case|pat|patient|pp|proefpersoon|vz|kind|child|leerling|student|moeder|mother|person|"
    r"persoon|onderzoeks|inclusie|inclusion|screening|enrol?ment|random(?:isation|ization|isatie)|pseudo|"
    r"pseudoniem|proband|crf|vpn|gezin|familie|family|huishouden|baby|infant|zuigeling|cursist|bewoner|"
    r"medewerker|employee|pupil|ouder|parent|zwangere|dyad|dyade|koppel|couple|tweeling"
)
_NUMBER = r"id|ids|nr|nrs|num|nummer|no|number|code|key|sleutel|identifier|identificatie"
_ID = re.compile(
    rf"(?:the )?(?:{_PERSON}) ?s? ?(?:{_PERSON})? ?(?:{_NUMBER})|(?:{_NUMBER}) ?(?:{_PERSON}) ?s?"
)
_ID_ALONE = frozenset(
    (
        *(
            "id",
            "ids",
            "idnr",
            "id nr",
            "id number",
            "id nummer",
            "ppn",
            "pnr",
            "ppnr",
            "pp",
            "pid",
            "sid",
            "uid",
        ),
        *(
            "rid",
            "subjid",
            "usubjid",
            "subjectid",
            "record",
            "recordid",
            "case",
            "caseid",
            "casenr",
            "respnr",
        ),
        *("subject", "participant", "respondent", "deelnemer"),
        *("proefpersoon", "patient", "client", "token"),
        *(
            "responseid",
            "studienr",
            "studyid",
            "patid",
            "patnr",
            "clientid",
            "clientnr",
            "pseudoniem",
            "pseudonym",
        ),
        *(
            "identifier",
            "identificatie",
            "id code",
            "respid",
            "partid",
            "participantid",
            "deelnemersnr",
            "nr id",
        ),
        *(
            "mid",
            "kid",
            "cid",
            "person",
            "persoon",
            "unieke code",
            "respondents",
            "patientcode",
            "vznr",
            "uniek",
            "vpnr",
            "rpnr",
            "proband",
        ),
    )
)
#: Names that number anything: an identifier only by how the numbers repeat.
_ID_WEAK = frozenset(
    ("nr", "nummer", "number", "no", "code", "volgnr", "volgnummer", "key", "sleutel", "name id")
)

_ARM_STRONG = re.compile(
    r"(?:^| )(?:(?:study|trial|treatment|onderzoeks|studie)? ?arms?|randomi[sz]\w*|gerandomi[sz]eerd\w*|"
    r"gerand|rand|\w*loting\w*|geloot|lot|\w*random|toewijzing|toegewezen|allocat\w*|alloc|allocatie|"
    r"assign\w*|rct|(?:tx|trt|treat|treatment|rx|conditie|condition|interventie|intervention|behandel\w*|"
    r"studie|onderzoeks|study|exp|experimental|experimentele|controle|control|randomi[sz]ation|"
    r"random) ?(?:groep|group|grp|arm|conditie|condition|code)|conditie|condition|cond|trt|trtgrp|"
    r"txgroup|treatgrp|rx|study drug|treated|behandelarm|interventiegroep|behandelgroep|controlegroep|"
    r"zuteilung|zuweisung|zufallsgruppe|kontrollgruppe|studiengruppe|bras|armcd|actarm\w*|trt0?1?[pa]n?|treat0?1[pa]n?|"
    r"iv (?:of|or|vs) cg|ig (?:of|or|vs) cg|kg (?:oder|or|of) ig|exp contr?|lottery\w*|"
    r"groepsindeling|indeling|studiegroep|onderzoeksgroep|"
    r"onderzoeksconditie|studyarm|studygroup|redcap arm)(?: |$)"
)
_ARM_WEAK = re.compile(
    r"(?:^| )(?:groep|group|grp|treat|treatment|behandeling|therapie|therapy|interventie|intervention|tx|"
    r"gruppe|behandlung|groupe|traitement|prog|exp|experiment\w*|control|controle|programma|program|programme|medicatie|drug|middel|"
    r"dose group)(?: |$)"
)
#: Groups of people that nobody was allocated to.
_OTHER_GROUPS = re.compile(
    r"leeftijd|age|bloed|blood|risico|risk|inkomen|income|opleiding|educat|etni|ethnic|doel|leer|beroep|"
    r"strat|gewicht|peer|spel|woon|gezins|familie|klas"
)
_SITE = re.compile(
    r"(?:^| )(?:site|center|centre|centrum|gemeente|locatie|location|hospital|ziekenhuis|school|cluster|"
    r"praktijk|practice|clinic|kliniek|municipality|regio|region|instelling|institute|institution|"
    r"wijkteam|site abbreviation|institute abbreviation|data access group|redcap data access group)(?: |"
    r"$|nr|id|code|naam|name)"
)
_PAIR = re.compile(
    r"(?:matched ?|match)?(?:paar|paren|pairs?|duo|stel|blok|block)(?: ?(?:nr|nummer|id|code|no|number))?"
)
_BIRTH = re.compile(
    r"geb(?:oorte)? ?dat|geboortedatum|birth ?date|date of birth|dob|partus|bevalling|delivery"
)
_MOTHER = re.compile(r"moeder|mother|mat|ouder|parent|resp|partner|vader|client")
_INTERVIEW = re.compile(
    r"datum|date|afname|interview|submitdate|invul|completed|bezoek|visit|consult|timestamp|tijdstempel"
)
_DATE = re.compile(r"(?:^| )(?:\w*datum|dat|\w*date)(?: |$)")
_AGE = re.compile(r"(?:^| )(?:leeftijd\w*|lft|age|ages|oud|jaren|years?)(?: |$)")
_SEX = re.compile(r"(?:^| )(?:geslacht|sex|sexe|gender|geboortejaar|birth ?year|year of birth)(?: |$)")
_KINDS = re.compile(
    r"(?:^| )(?:geslacht|sekse|sexe?|gender|burgerlijke staat|burg staat|marital(?: status)?|land|"
    r"country|geboorteland|herkomst\w*|etniciteit|ethnicity|race|religie|religion|geloof|provincie|province|regio|region|"
    r"gezinsvorm|gezinssituatie|woonsituatie|beroep|occupation|nationaliteit|nationality|diagnose|diagnosis|"
    r"reden\w*|reason\w*|verwijzer|bloedgroep)(?: moeder| vader| kind| mother| father| child)?$"
)
_WAVE = re.compile(
    r"(?:^| )(?:wave|golf|meting|metingen|meetmoment|moment|tijdstip|timepoint|time ?point|tp|visit|"
    r"bezoek|visite|contact|redcap event name|event name|event|ronde|round|week|weken|weeks|weeknr|maand|"
    r"maanden|mnd|month|months|dag|dagen|day|days|tijd|time|sessie|session|fase|phase|occasion|"
    r"measurement|afname|periode|period|follow ?up|fu|redcap repeat instance|repeat instance|meetweek|"
    r"meetdag|meetmaand|jaar|year)(?: |$|nr|no|num)"
)
#: Bookkeeping whatever the tool.
_ADMINISTRATION = re.compile(
    r"\w[\w ]* timestamp|timestamp|tijdstempel|recorded ?date|duration in seconds|user ?language|"
    r"distribution ?channel|location ?(?:latitude|longitude|accuracy)|recipient \w+|"
    r"external(?: data)? ?reference|last ?page|start ?language|submit ?date|date ?stamp|ref ?url|"
    r"interview ?time|(?:group|g\d+\w*|q\d+\w*) ?time ?\d*|collector ?id|date created|date modified|"
    r"custom data \d+|participant status|response ?set|(?:participant|record) creation(?: date)?|"
    r"redcap survey identifier|redcap repeat instrument|unnamed(?: \d+)?|row ?(?:nr|names?|number|num)|"
    r"rij ?(?:nr|nummer)"
)
#: Bookkeeping where a file has several of these; alone each may be an answer.
_OF_A_TOOL = re.compile(
    r"start ?date|end ?date|recorded ?date|status|progress|duration(?: in seconds)?|finished|"
    r"user ?language|seed|last ?page|start ?language|submit ?date|ip ?addr(?:ess)?|location ?(?:latitude|"
    r"longitude)|response ?id|record ?id"
)
_COMPLETE = re.compile(r"\w[\w ]* complete")
_ROW_NUMBER = re.compile(r"|x|index|obs|observation|rij|row|nr|nummer|number|no|volgnr|volgnummer|seq")
#: Qualtrics' older exports number their own columns: V1 (response) to V10 (finished).
_QUALTRICS = re.compile(r"v(?:[1-9]|10)$")


_REMARK = re.compile(
    r"(?:^| )(?:opmerking\w*|toelichting\w*|bijzonderheden|remarks?|comments?|notes?|notitie\w*|"
    r"anders namelijk|other specify|bemerkung\w*|kommentar\w*|remarques?|commentaires?)(?: |$)"
)
#: LimeSurvey writes a question's text behind its code: ``seed. Seed``.
_WITH_QUESTION = re.compile(r"^([A-Za-z]\w*)\. \S")


def own_name(column: str) -> str:
    """A column's own name, without that of the group above it: ``Algemeen | id`` is ``id``."""
    return column.rpartition(JOINT)[2]


def words(column: str) -> str:
    """A column's name as words: small letters without accents, camel case and signs."""
    if coded := _WITH_QUESTION.match(column):
        column = coded[1]
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return " ".join(re.split(r"[^a-z0-9]+", plain.casefold())).strip()


def reads_as_id(column: str) -> bool:
    name = words(own_name(column))
    return name in _ID_ALONE or bool(_ID.fullmatch(name))


def may_be_id(column: str) -> bool:
    """A name that numbers something, not necessarily people."""
    return words(own_name(column)) in _ID_WEAK


def reads_as_arm(column: str) -> float:
    """How surely the name is that of an allocation: 0 not, 0.6 perhaps (``groep``), 0.9 surely."""
    name = words(column)
    if reads_as_id(column) or (name.endswith(" exp") and not name.startswith("exp")):
        return 0.0  # lifeExp
    if re.search(r"strat(?:um|a|ificat)", name):
        return 0.0  # what the draw was stratified by
    if _ARM_STRONG.search(name):
        return 0.9
    return 0.6 if _ARM_WEAK.search(name) and not _OTHER_GROUPS.search(name) else 0.0


def reads_as_site(column: str) -> bool:
    return bool(_SITE.search(words(column)))


def reads_as_pair(column: str) -> bool:
    """A name that says which clusters were matched."""
    return bool(_PAIR.fullmatch(words(own_name(column))))


def reads_as_birth(column: str) -> bool:
    name = words(column)
    return bool(_BIRTH.search(name)) and not _MOTHER.search(name)


def reads_as_interview(column: str) -> bool:
    return bool(_INTERVIEW.search(words(column)))


def reads_as_wave(column: str) -> bool:
    """A name that tells moments apart: week, meting, visit, redcap_event_name."""
    return bool(_WAVE.search(words(column)))


def reads_as_event(column: str) -> bool:
    """REDCap's column of events, whose labels hold the arms' names too."""
    return words(column) == "redcap event name"


def reads_as_remark(column: str) -> bool:
    """A name under which people write what they want to say."""
    return bool(_REMARK.search(words(column)))


def reads_as_age(column: str) -> bool:
    return bool(_AGE.search(words(column)))


def reads_as_sex(column: str) -> bool:
    return bool(_SEX.search(words(column)))


def reads_as_kinds(column: str) -> bool:
    """A name under which numbers are codes of kinds, in no order: sex, country, reason."""
    return bool(_KINDS.search(words(column)))


def reads_as_date(column: str) -> bool:
    return bool(_DATE.search(words(column)))


def reads_as_administration(column: str, columns: list[str]) -> bool:
    """Bookkeeping of REDCap, Qualtrics, LimeSurvey, Castor and others."""
    name = words(column)
    if _ADMINISTRATION.fullmatch(name):
        return True
    if _OF_A_TOOL.fullmatch(name):
        return sum(bool(_OF_A_TOOL.fullmatch(words(other))) for other in columns) >= 3
    if not _QUALTRICS.match(name):
        return False
    return sum(bool(_QUALTRICS.match(words(other))) for other in columns) >= 8


def is_told_as_bookkeeping(column: str, label: str) -> bool:
    """A column that Qualtrics numbered, and whose label says what it is: ``V8``, StartDate."""
    told = words(label)
    named = _OF_A_TOOL.fullmatch(told) or _ADMINISTRATION.fullmatch(told)
    return bool(_QUALTRICS.match(words(column)) and named)


def reads_as_complete(column: str) -> bool:
    """REDCap's state of a form, ``baseline_complete``: 0, 1 and 2."""
    return bool(_COMPLETE.fullmatch(words(column)))


def may_number_rows(column: str) -> bool:
    """A name under which a column counts 1, 2, 3: R's ``X``, a header without a name, ``nr``."""
    return column.startswith("(column ") or bool(_ROW_NUMBER.fullmatch(words(column)))
