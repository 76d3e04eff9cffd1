"""Direct identifiers (names, addresses, postcodes, phones, e-mail, NHS numbers), told
by header and by value, so that they are dropped before anything is stored."""

import re
from collections.abc import Callable
from functools import partial

from analytics.extract.cells.coded.snomed import is_snomed
from analytics.extract.profiles import plain

_HEADERS = re.compile(
    r"^(patient|pat|person|client|next ?of ?kin|nok|gp|clinician|staff)?("
    r"name|fullname|forename|firstname|givenname|middlename|surname|lastname|familyname|"
    r"preferredname|initials|title|address|addressline\d?|address\d|street|housenumber|housename|"
    r"town|postcode|postalcode|tel|telephone|telno|phone|phonenumber|mobile|mobilenumber|"
    r"homephone|workphone|email|emailaddress|nhsno|nhsnumber|newnhsnumber|dateofbirth|dob|"
    r"birthdate|hospitalnumber|mrn|uprn|passport|ninumber|clinician|doctor)$"
)
EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
PHONE = r"(?:\+44|\b0)(?:\s?\d){9,10}\b"
TEN_DIGITS = r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"
# The same in small letters; what ends in 1st, 2nd, 3rd or 4th is none.
POSTCODE_SMALL = (
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d"
    r"(?:[a-mo-qu-z][a-z]|s[a-su-z]|n[a-ce-z]|r[a-ce-z]|t[a-gi-z])\b"
)
# Free text about somebody: a title with a name, kin by name, a birth date, a house.
# MR, MS and DR in capitals are as often an image, an illness and a screening.
_CAPITAL = r"[A-Z][A-Za-z'’-]{2,}"
TITLED = (
    rf"\b(?:(?i:mrs)\.?\s+[A-Za-z]\w+|(?:Mr|Ms|Miss|Mx|Dr|Prof)\.?\s+{_CAPITAL}|"
    rf"(?:MISS|MR|MS|DR)\.\s*{_CAPITAL})"
)
KIN = (
    r"(?:husband|wife|partner|daughter|son|mother|father|mum|dad|sister|brother|niece|"
    r"nephew|grand\w+|neighbour|friend|carer|patient|pt)"
)
NAMED = (
    rf"\b{KIN}\b[:,]? {_CAPITAL} {_CAPITAL}|"
    rf"\b(?i:(?:sur|fore)?name)\s*(?:is\b|:)\s*{_CAPITAL}"
)
BORN = (
    r"(?i:\bd\.? ?o\.? ?b\b\.?|\bdate of birth\b|\bbirth ?da(?:te|y)\b|\bborn\b)"
    r"[^A-Za-z0-9]*(?i:(?:on|in|is|was)\s+)?(?:the\s+)?"
    r"(?:\d|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
HOUSE = (
    rf"\b\d{{1,4}}[A-Za-z]?,? (?:{_CAPITAL} )+"
    r"(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove)\b"
)
ABOUT_SOMEBODY = (POSTCODE_SMALL, TITLED, NAMED, BORN, HOUSE)
IN_TEXT = (EMAIL, POSTCODE, PHONE, TEN_DIGITS, *ABOUT_SOMEBODY)
_NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z'’-]+,? [A-Z][A-Za-z'’-]+$"
)
MOST = 0.5  # a column is of a kind if at least half its values are


def by_header(header: str) -> bool:
    """Whether a header names something that identifies a person."""
    return bool(_HEADERS.match(plain(header)))


def is_nhs_number(text: str) -> bool:
    """Whether a text is ten digits that pass the NHS number's check (modulus 11)."""
    digits = re.sub(r"[ -]", "", text)
    if not re.fullmatch(r"\d{10}", digits) or len(set(digits)) == 1:
        return False
    rest = (
        11
        - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    )
    return rest != 10 and rest % 11 == int(digits[9])


def is_postcode(text: str) -> bool:
    """Whether a text is a full postcode: with its space, or all in capitals or small
    letters. H33zz is a Read code."""
    whole = re.fullmatch(POSTCODE, text, re.IGNORECASE)
    return bool(whole) and (" " in text or text.isupper() or text.islower())


def kind_of(sample: list[str], names: bool = False, codes: bool = False) -> str:
    """What a column's values look like ("e-mail addresses", …), or "" if they identify
    nobody.

    names: people's names may be there. codes: it holds codes of reasons: what can be
    one, five signs without a space (CTV3) or a SNOMED CT id, is.
    """
    if not sample:
        return ""
    enough = MOST * len(sample)
    if codes:
        sample = [one for one in sample if not (len(one) == 5 or is_snomed(one))]
    looks: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("e-mail addresses", partial(re.fullmatch, EMAIL)),
        ("full postcodes", is_postcode),
        ("telephone numbers", partial(re.fullmatch, PHONE)),
    )
    for what, test in looks:
        if sum(bool(test(value)) for value in sample) >= enough:
            return what
    if sum(map(is_nhs_number, sample)) >= max(enough, 3):
        return "NHS numbers"
    if names and sum(bool(_NAME.match(value)) for value in sample) >= enough:
        return "people's names"
    return ""


def identifies(text: str) -> bool:
    """Whether a text holds an e-mail address, a postcode, a phone, an NHS-like number,
    a titled name, a birth date or a house."""
    return any(re.search(pattern, text) for pattern in IN_TEXT)


def sql_identifies(column: str) -> str:
    """SQL: whether a text holds an e-mail address, a postcode, a phone, an NHS-like
    number, a titled name, a birth date or a house."""
    return _sql_matches(column, IN_TEXT)


def sql_speaks_of_somebody(column: str) -> str:
    """SQL: the same of a code, in which digits and postcodes may stand by chance."""
    return _sql_matches(column, (EMAIL, TITLED, NAMED, BORN, HOUSE))


def _sql_matches(column: str, patterns: tuple[str, ...]) -> str:
    pattern = "|".join(patterns).replace("'", "''")
    return f"regexp_matches({column}, '{pattern}')"
