"""Who is who without knowing who: a keyed hash of the patient id, the same over every
extract.

The key is `$FREQUENT_ATTENDERS_KEY`, or a file `.key` in the data home that is made on
first use and that only its owner may read. It is never inside a dataset.
"""

import hashlib
import os
import secrets
from pathlib import Path

PSEUDONYM_DIGITS = 16
KEY_FILE = ".key"
_BLOCK = 64


def key(root: Path) -> bytes:
    """The secret key: from the environment, else from the data home's key file, made if
    needed."""
    given = os.environ.get("FREQUENT_ATTENDERS_KEY")
    if given:
        return given.encode()
    place = root / KEY_FILE
    if not place.exists():
        root.mkdir(parents=True, exist_ok=True)
        beside = root / f"{KEY_FILE}.{os.getpid()}"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_hex(32))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(
                beside, place
            )  # does not replace a key that another load made meanwhile
        except FileExistsError:
            pass
        except OSError:
            os.replace(beside, place)
            return place.read_bytes().strip()
        beside.unlink()
    return place.read_bytes().strip()


def pseudonym(secret: bytes, column: str) -> str:
    """SQL: HMAC-SHA256 of a text column under a key, as its first 16 hexadecimal
    digits."""
    if len(secret) > _BLOCK:
        secret = hashlib.sha256(secret).digest()
    padded = secret.ljust(_BLOCK, b"\0")
    inner, outer = (_blob(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))
    return (
        f"left(sha256({outer} || unhex(sha256({inner} || encode({column})))), "
        f"{PSEUDONYM_DIGITS})"
    )


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
