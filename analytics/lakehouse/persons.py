"""Who is who in a lakehouse without taking an id out of it: the keyed hash of
`extract.people.identity`, as expressions that the engine runs where the ids are.

The key is a table of one row, so that no plan or log of the engine shows it.
"""

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.operations as ops
import pandas as pd

from analytics.extract.cells.values import MISSING, UNWRAPPED
from analytics.extract.people import identity, nobody
from analytics.lakehouse.engines.engine import Engine

KEY, IDS, HOMES = "lakehouse_key", "lakehouse_ids", "lakehouse_homes"
INNER, OUTER = "inner_pad", "outer_pad"
BUCKET = 3  # digits of a pseudonym by which people are numbered apart
PLAIN = r"^[0-9A-Z]*[0-9][0-9A-Z]*$"
HEX = "0123456789abcdef"
HOUSEHOLD_DIGITS = 15  # of a hash, as a whole number


def _engines_own(name: str, kind: type) -> Any:
    """A function of one text that both engines have under this name."""

    def given(text: str) -> Any:
        raise NotImplementedError

    given.__annotations__ = {"text": str, "return": kind}
    return ibis.udf.scalar.builtin(given, name=name)


_hex = _engines_own("hex", str)  # a text's bytes as hexadecimal digits
_unhex = _engines_own("unhex", bytes)  # the bytes that such digits stand for


def key_table(engine: Engine, secret: bytes) -> ibis.Table:
    """The two pads of HMAC (RFC 2104) of the key, as a table of one row."""
    inner, outer = (pad.hex() for pad in identity.pads(secret))
    rows = pd.DataFrame({INNER: [inner], OUTER: [outer]})
    return engine.small(KEY, rows, {INNER: "string", OUTER: "string"})


def keyed_hash(rows: Any, text: Any, digits: int) -> Any:
    """HMAC-SHA256 of a text as its first hexadecimal digits. rows: joined to the
    key."""
    inner = _sha256(_unhex(rows[INNER] + _hex(text)))
    return _sha256(_unhex(rows[OUTER] + inner)).substr(0, digits)


def _sha256(octets: Any) -> Any:
    return ops.HexDigest(octets, how="sha256").to_expr()


def normal_id(raw: Any, group: str) -> Any:
    """An id as it is compared, the same as `extract.cells.values.normal_id` says of a
    file's; null if it says nothing. group: how the engine writes a group that stays."""
    bare = raw.re_replace(r"[\s\pZ\pC]+", "")
    for found, kept in UNWRAPPED:
        bare = bare.re_replace(found, kept.replace("\\", group))
    thousands = bare.re_search(r"^\d{1,3}(,\d{3})+$")
    bare = ibis.ifelse(thousands, bare.replace(",", ""), bare).upper()
    plain = raw.re_search(PLAIN) & ~raw.startswith("NHS")
    missing = raw.strip().lower().isin(MISSING)
    return ibis.cases((plain, raw), (missing, ibis.null("string")), else_=bare).nullif(
        ""
    )


def stands_for_nobody(normal: Any) -> Any:
    """Whether an id is an error or a dummy: a word for "not known", an error of a
    spreadsheet, 0, a number below 0, nine and more of one character, a known dummy."""
    letters = normal.lower().re_replace("[^a-z]", "")
    word = letters.re_search(f"^({nobody.WORDS})$") & ~normal.re_search(r"\d")
    test = letters.re_search(f"^({nobody.TESTS})$") & normal.re_search(
        "^[^0-9]*[0-9]{0,3}$"
    )
    return (
        (word & (normal.length() > 1))
        | test
        | normal.re_search(f"^({nobody.OF_A_SPREADSHEET})$")
        | normal.re_search(r"^([-−–]\d{1,4}(\.0+)?|[+-]?0+(\.0+)?)$")
        | normal.re_search("^(" + "|".join(f"{one}{{9,}}" for one in _ONES) + ")$")
        | normal.isin((*nobody.DUMMIES, *nobody.OF_NOTHING))
    )


_ONES = "0123456789XZ"


def seen(engine: Engine, raw: Iterable[ibis.Table], are_pseudonyms: bool) -> ibis.Table:
    """Every id once, kept in the engine: raw, normal (as it is compared; null where it
    says nothing). raw: tables of one column `raw`."""
    found = list(raw)
    every = ibis.union(*found) if len(found) > 1 else found[0]
    every = every.filter(every.raw.notnull()).distinct()
    normal = every.raw if are_pseudonyms else normal_id(every.raw, engine.group)
    return engine.keep(f"{IDS}_seen", every.select(every.raw, normal=normal))


def ids(engine: Engine, normal: ibis.Table, key: ibis.Table | None) -> ibis.Table:
    """Every id with its person, kept in the engine: raw, person, pseudonym. People are
    numbered 0, 1, 2 … in the order of the pseudonym, whichever engine does it.

    normal: raw, normal of ids that stand for somebody. key: None where the ids are
    pseudonyms already.
    """
    if key is None:
        hashed = normal.select(normal.raw, pseudonym=normal.normal)
    else:
        with_key = normal.cross_join(key)
        hashed = with_key.select(
            with_key.raw,
            pseudonym=keyed_hash(with_key, with_key.normal, identity.PSEUDONYM_DIGITS),
        )
    hashed = engine.keep(f"{IDS}_hashed", hashed)
    return engine.keep(IDS, _numbered(hashed))


def _numbered(hashed: ibis.Table) -> ibis.Table:
    """The same with `person`: within buckets of the pseudonym's first digits, and
    behind those of the buckets before, so that no one machine sorts everybody."""
    people = hashed.select("pseudonym").distinct()
    people = people.mutate(bucket=people.pseudonym.substr(0, BUCKET))
    sizes = people.group_by("bucket").aggregate(size=people.count())
    before = sizes.select(
        of_bucket=sizes.bucket,
        before=sizes.size.sum().over(
            ibis.window(order_by=sizes.bucket, preceding=(None, 0))
        )
        - sizes.size,
    )
    place = ibis.row_number().over(
        ibis.window(group_by=people.bucket, order_by=people.pseudonym)
    )
    numbered = people.mutate(place=place).join(
        before, people.bucket == before.of_bucket
    )
    numbered = numbered.select(
        who=numbered.pseudonym, person=(numbered.place + numbered.before).cast("int32")
    )
    found = hashed.join(numbered, hashed.pseudonym == numbered.who)
    return found.select(found.raw, found.person, found.pseudonym)


def people_of(found: ibis.Table) -> ibis.Table:
    """Each person once: person, pseudonym."""
    return found.select("person", "pseudonym").distinct()


def households(engine: Engine, rows: ibis.Table, key: ibis.Table) -> ibis.Table:
    """Each household's id with its own number under the key, kept in the engine, the
    same as `identity.household` gives: home, number. rows: with `household_id`."""
    homes = rows.filter(rows.household_id.notnull()).select("household_id").distinct()
    bare = normal_id(homes.household_id, engine.group).re_replace("^0+", "").nullif("")
    named = homes.select(home=homes.household_id, bare=bare)
    named = named.filter(named.bare.notnull()).cross_join(key)
    digits = keyed_hash(named, "household " + named.bare, HOUSEHOLD_DIGITS)
    hashed = engine.keep(f"{HOMES}_hashed", named.select(named.home, digits=digits))
    # Spark finds a place as a number of 32 bits, whatever Ibis holds it for.
    ones = [
        ibis.literal(HEX).find(hashed.digits.substr(place, 1)).cast("int32")
        for place in range(HOUSEHOLD_DIGITS)
    ]
    number: Any = ones[0].cast("int64")
    for one in ones[1:]:
        number = number * 16 + one
    return hashed.select(hashed.home, number=number)
