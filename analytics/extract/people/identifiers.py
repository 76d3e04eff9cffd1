"""Direct identifiers (names, addresses, postcodes, phones, e-mail, NHS numbers), told
by header and by value, so that they are dropped before anything is stored."""

import re

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


def kind_of(sample: list[str], names: bool = False) -> str:
    """What a column's values look like ("e-mail addresses", …), or "" if they identify
    nobody."""
    if not sample:
        return ""
    enough = MOST * len(sample)
    for what, pattern in (
        ("e-mail addresses", EMAIL),
        ("full postcodes", POSTCODE),
        ("telephone numbers", PHONE),
    ):
        if (
            sum(bool(re.fullmatch(pattern, value, re.IGNORECASE)) for value in sample)
            >= enough
        ):
            return what
    if sum(map(is_nhs_number, sample)) >= max(enough, 3):
        return "NHS numbers"
    if names and sum(bool(_NAME.match(value)) for value in sample) >= enough:
        return "people's names"
    return ""


def sql_identifies(column: str) -> str:
    """SQL: whether a text holds an e-mail address, a postcode, a phone or an NHS-like
    number."""
    patterns = "|".join((EMAIL, POSTCODE, PHONE, TEN_DIGITS)).replace("'", "''")
    return f"regexp_matches({column}, '{patterns}')"
