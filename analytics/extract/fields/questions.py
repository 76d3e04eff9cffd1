"""Columns of yes and no: read by what their header asks, never by what a column of that
kind usually says.

"DNA: No" and "Attended: Yes" say the same. Where a header asks nothing that is known,
yes and no are words on no list, and asked.
"""

import re

from analytics.definitions.canonical import Component, Field
from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table
from analytics.extract.cells.values import MISSING, is_missing, quoted
from analytics.extract.fields.matching import Match
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source

YES = ("1", "1.0", "-1", "y", "yes", "t", "true")
NO = ("0", "0.0", "n", "no", "f", "false")
_BEFORE = (
    "is|was|were|has|have|had|did|do|does|the|a|been|marked|as|gp|patient|patients|pt|"
    "person|client|appointment|appt|slot|visit|status"
)
_BEHIND = (
    "flag|flags|ind|indicator|marker|status|code|yn|y n|yes no|tf|true false|1 0|0 1|"
    "appointment|appt|slot|visit|patient"
)


def question_of(field: Field, header: str) -> Component | None:
    """The flag of a field whose question a header asks; None where it asks none."""
    words = _words(header)
    for one in field.flags:
        for asked in one.asked:
            if re.fullmatch(
                rf"(?:(?:{_BEFORE}) )*{re.escape(asked)}(?: (?:{_BEHIND}))*", words
            ):
                return one
    return None


def said(
    source: Source, file: Opened, found: Match, field: Field, base: str | None
) -> str:
    """SQL of a field's column with what its flags say.

    base: SQL of the column that is the field itself, None where there is none.
    """
    headers = found.headers
    own = headers.get(field.name, "")
    if base is not None and own and (asks := question_of(field, own)):
        base = _alone(source, field, asks, base, own)
    for one in field.flags:
        if one.name not in headers:
            continue
        # A header that asks plainly is read by that, whatever a mapping calls it.
        asks = question_of(field, headers[one.name]) or one
        text = f"CAST({file.column(headers[one.name])} AS VARCHAR)"
        if base is None and asks.otherwise:
            base = _alone(source, field, asks, text, headers[one.name])
        else:
            base = _beside(source, field, asks, text, base or "NULL::VARCHAR")
    return base or "NULL::VARCHAR"


def is_yes(text: str) -> str:
    """SQL: whether a text says yes."""
    return f"lower(trim({text})) IN ({', '.join(map(quoted, YES))})"


def is_no(text: str) -> str:
    """SQL: whether a text says no."""
    return f"lower(trim({text})) IN ({', '.join(map(quoted, NO))})"


def words_of(source: Source, field: Field, wanted: tuple[str, ...]) -> list[str]:
    """The words, in small letters, that stand for some values of a field."""
    known = source.codes(field.name)
    words = {word.lower() for word, value in known.items() if value in wanted}
    spoken = {one.replace("_", " ") for one in wanted}
    return sorted(words | spoken | set(wanted))


def opposite_counts(table: str, flag: Component) -> bool:
    """Whether no to a flag means that a row counts: then a flag that is only ever set
    says so by being empty."""
    kind = kind_of_table(table)
    counted = kind.counted.values if kind and kind.counted else ()
    return flag.otherwise in counted


def _alone(
    source: Source, field: Field, flag: Component, text: str, header: str
) -> str:
    """SQL: what a flag says where nothing else says the field; its other words as they
    are, for they may be the field's own."""
    own_words = {word.lower() for word in source.part.codes.get(field.name, {})}
    yes, no = (
        ", ".join(quoted(word) for word in words if word not in own_words)
        for words in (YES, NO)
    )
    plain = f"lower(trim({text}))"
    cases = ""
    if yes:
        cases += f"WHEN {plain} IN ({yes}) THEN {quoted(flag.value)} "
    if no and flag.otherwise:
        cases += f"WHEN {plain} IN ({no}) THEN {quoted(flag.otherwise)} "
    if header in source.empty_is_no:
        cases += f"WHEN {is_missing(text)} THEN {quoted(flag.otherwise)} "
    return f"CASE {cases}ELSE {text} END" if cases else text


def _beside(source: Source, field: Field, flag: Component, text: str, base: str) -> str:
    """SQL: a field with what a flag says besides."""
    believed = "true"
    if flag.over:
        words = ", ".join(map(quoted, words_of(source, field, flag.over)))
        believed = f"({is_missing(base)} OR lower(trim({base})) IN ({words}))"
    cases = f"WHEN {is_yes(text)} AND {believed} THEN {quoted(flag.value)} "
    if flag.over and flag.otherwise:
        cases += f"WHEN {is_no(text)} AND {believed} THEN {quoted(flag.otherwise)} "
    return f"CASE {cases}ELSE {base} END"


def looks_like_flag(source: Source, field: Field, seen: set[str]) -> bool:
    """Whether a column that asks a question holds answers: yes and no, or words of the
    field. seen: its values in small letters."""
    answers = seen - set(MISSING)
    words = {word.lower() for word in source.codes(field.name)}
    return bool(answers) and answers <= {*YES, *NO, *words}


def only_yes(seen: set[str]) -> bool:
    """Whether a column is only ever set: it holds yes and empty cells, and no no."""
    return bool(seen & set(YES)) and seen - set(MISSING) <= set(YES)


def fields_with_flags(table: str) -> list[Field]:
    """The fields of a table that yes-or-no columns can say."""
    return [field for field in TABLES[table].fields if field.flags]


def _words(header: str) -> str:
    """A header as small words: DidNotAttend? and "Didn't attend" without their
    marks."""
    parted = re.sub(r"([a-z])([A-Z])", r"\1 \2", header)
    bare = re.sub(r"['’`]", "", parted.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", bare))
