"""Who is who without knowing who: a keyed hash of the patient id, the same over every
extract.

The key is `$FREQUENT_ATTENDERS_KEY`, or a file `.key` in the data home that is made on
first use and that only its owner may read. It is never inside a dataset; which one made
a dataset is known by `fingerprint`. With another key nobody would be who they were, so
one that is missing or damaged is never replaced in silence (`store/load/keys.py`).
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from analytics import settings
from analytics.extract.cells.values import normal_id

PSEUDONYM_DIGITS = 16
PSEUDONYM = re.compile(rf"[0-9a-f]{{{PSEUDONYM_DIGITS}}}")
KEY_FILE = ".key"
SETTING = settings.KEY.name
MADE_LONG = 64  # hexadecimal digits of a key that is made
SHORTEST = 16  # characters of a key that somebody supplies
_BLOCK = 64


def kept(root: Path) -> bytes | None:
    """The secret key: from the environment, else from the data home's key file; None
    where there is neither. Raises OSError for a file that cannot be read."""
    if given := settings.KEY.given():
        return given.encode()
    place = root / KEY_FILE
    return place.read_bytes().strip() if place.exists() else None


def fingerprint(secret: bytes) -> str:
    """What a key is known by: 16 hexadecimal digits, from which it cannot be told."""
    known_by = hmac.new(secret, b"which key made this dataset", hashlib.sha256)
    return known_by.hexdigest()[:16]


def made(root: Path) -> bytes:
    """A new key, kept in the data home's key file; where another load made one
    meanwhile, that one."""
    place = root / KEY_FILE
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = root / f"{KEY_FILE}.{os.getpid()}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_hex(MADE_LONG // 2))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(beside, place)  # does not replace one
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            os.replace(beside, place)
        return place.read_bytes().strip()
    finally:
        with suppress(OSError):
            beside.unlink()


def pseudonym(secret: bytes, column: str) -> str:
    """SQL: HMAC-SHA256 of a text column under a key, as its first 16 hexadecimal
    digits."""
    inner, outer = (_blob(pad) for pad in pads(secret))
    return (
        f"left(sha256({outer} || unhex(sha256({inner} || encode({column})))), "
        f"{PSEUDONYM_DIGITS})"
    )


def pads(secret: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer pad that HMAC-SHA256 makes of a key (RFC 2104)."""
    if len(secret) > _BLOCK:
        secret = hashlib.sha256(secret).digest()
    padded = secret.ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C))
    return inner, outer


def household(secret: bytes, column: str) -> str:
    """SQL: a household's own number under a key, a whole number of 60 bits; null where
    the text names none ("0", "n/a").

    Leading zeros say nothing: property numbers are written with and without. It is
    hashed apart from people, so that an id that is the same says nothing of them.
    """
    normal = normal_id(column)
    bare = f"nullif(ltrim({normal}, '0'), '')"
    digits = pseudonym(secret, f"('household ' || {bare})")
    return f"CASE WHEN {bare} IS NOT NULL THEN ('0x' || left({digits}, 15))::BIGINT END"


def ten_digits(column: str) -> str:
    """SQL: whether an id has the length of an NHS number."""
    return f"regexp_full_match({column}, '\\d{{10}}')"


def fails_nhs_check(column: str) -> str:
    """SQL: whether an id of ten digits is no NHS number: check digit (modulus 11), or
    all the same."""
    value = f"TRY_CAST({column} AS BIGINT)"
    total = " + ".join(
        f"({value} // {10**place} % 10) * {place + 1}" for place in range(9, 0, -1)
    )
    rest = f"(11 - ({total}) % 11) % 11"
    same = f"length(replace({column}, left({column}, 1), '')) = 0"
    return f"({ten_digits(column)} AND ({rest} <> {value} % 10 OR {same}))"


def _blob(octets: bytes) -> str:
    return "'" + "".join(f"\\x{octet:02X}" for octet in octets) + "'::BLOB"
