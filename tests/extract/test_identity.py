"""Pseudonyms are HMAC-SHA256, ids are normalised, and direct identifiers are
recognised."""

import hashlib
import hmac

import duckdb
import pytest

from analytics.extract.cells import values
from analytics.extract.people import identifiers, identity


@pytest.mark.parametrize("secret", [b"k", b"key of some length", b"x" * 64, b"y" * 100])
def test_the_sql_is_hmac_sha256(secret):
    ids = ["9434765919", "A1", "é", "x" * 200]
    found = (
        duckdb.connect()
        .execute(
            f"SELECT {identity.pseudonym(secret, 'v')} FROM (SELECT unnest(?) AS v)",
            [ids],
        )
        .fetchall()
    )
    assert [row[0] for row in found] == [
        hmac.new(secret, one.encode(), hashlib.sha256).hexdigest()[:16] for one in ids
    ]


@pytest.mark.parametrize(
    "given,normal",
    [
        ("9434765919", "9434765919"),
        ("943 476 5919", "9434765919"),
        ("943-476-5919", "9434765919"),
        (" 9434765919 ", "9434765919"),
        ("9434765919.0", "9434765919"),
        ("0012", "0012"),
        ("ab12", "AB12"),
        ("NULL", None),
        ("", None),
        (" n/a ", None),
        ("\u00a0" + "77", "77"),
        ("{3F2504E0-4F89}", "{3F2504E0-4F89}"),
        (None, None),
    ],
)
def test_ids_are_normalised(given, normal):
    assert duckdb.connect().execute(
        f"SELECT {values.normal_id('v')} FROM (SELECT ?::VARCHAR AS v)", [given]
    ).fetchall() == [(normal,)]


@pytest.mark.parametrize(
    "header",
    [
        "Surname",
        "Patient Name",
        "NHS Number",
        "Post code",
        "E-mail",
        "Address Line 1",
        "DOB",
        "Mobile",
        "Clinician",
    ],
)
def test_headers_of_identifiers(header):
    assert identifiers.by_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "Practice name",
        "site_name",
        "lsoa_code",
        "Status",
        "Role",
        "Der_Postcode_LSOA_2011_Code",
        "Appointment date",
    ],
)
def test_headers_of_no_identifiers(header):
    assert not identifiers.by_header(header)


@pytest.mark.parametrize(
    "value,right",
    [
        ("9434765919", True),
        ("943 476 5919", True),
        ("9434765918", False),
        ("1111111111", False),
        ("12", False),
    ],
)
def test_nhs_number_check(value, right):
    assert identifiers.is_nhs_number(value) == right


@pytest.mark.parametrize(
    "sample,what",
    [
        (["SS13 1AB", "SS14 2BB"], "full postcodes"),
        (["a@b.org"], "e-mail addresses"),
        (["07700 900123", "01268 900123"], "telephone numbers"),
        (["E01021293"], ""),
        (["SS13"], ""),
        (["9434765919"] * 3, "NHS numbers"),
        (["35489007", "1064901000000108"], ""),
        ([], ""),
    ],
)
def test_values_of_identifiers(sample, what):
    assert identifiers.kind_of(sample) == what
