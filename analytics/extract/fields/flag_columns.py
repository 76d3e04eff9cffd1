"""Which columns answer yes or no to a question about a field, told by header and values
together; and what is doubtful in their answers."""

from dataclasses import replace

from duckdb import DuckDBPyConnection

from analytics.definitions.canonical import Field
from analytics.definitions.event_kinds import kind_of_table
from analytics.errors import Problem
from analytics.extract.cells.values import is_missing, quoted
from analytics.extract.fields.mapping import plain_words
from analytics.extract.fields.questions import (
    fields_with_flags,
    is_no,
    is_yes,
    looks_like_flag,
    only_yes,
    opposite_counts,
    question_of,
    words_of,
)
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source

DIFFERENT = 200  # values of a column, at most


def find_flags(
    con: DuckDBPyConnection, source: Source, samples: list[str]
) -> list[Problem]:
    """Note the columns of yes and no in `source.matches`, and those that are only ever
    set in `source.empty_is_no`; what is doubtful about them."""
    problems: list[Problem] = []
    for field in fields_with_flags(source.table):
        for number in range(len(source.files)):
            _adopt(con, source, number, field, samples[number])
            problems += _only_set(con, source, number, field, samples[number])
            problems += _contradicted(con, source, number, field, samples[number])
    return problems


def _adopt(
    con: DuckDBPyConnection, source: Source, number: int, field: Field, sample: str
) -> None:
    file, found = source.files[number], source.matches[number]
    headers, taken = dict(found.headers), found.taken
    extra = []
    for header in file.headers:
        asks = question_of(field, header)
        if header in taken or asks is None or asks.name in headers:
            continue
        if source.part.columns.get(asks.name) == "":
            continue
        if looks_like_flag(source, field, _seen(con, file, header, sample)):
            if asks.otherwise:
                headers[asks.name] = header
            else:
                extra.append((asks.name, header))
    # What says nothing where it says no is of no use by itself.
    if field.name in headers or any(one.name in headers for one in field.flags):
        for name, header in extra:
            headers.setdefault(name, header)
    source.matches[number] = replace(found, headers=headers)


def _only_set(
    con: DuckDBPyConnection, source: Source, number: int, field: Field, sample: str
) -> list[Problem]:
    """A warning where a column alone says the field and is only ever set: then an empty
    cell says no."""
    file, headers = source.files[number], source.matches[number].headers
    names = [field.name, *(one.name for one in field.flags)]
    said = [name for name in names if name in headers]
    if len(said) != 1:
        return []
    header = headers[said[0]]
    asks = question_of(field, header) or next(
        (one for one in field.flags if one.name == said[0]), None
    )
    if asks is None or not opposite_counts(source.table, asks):
        return []
    seen = _seen(con, file, header, sample)
    if not only_yes(seen) or "" not in seen:
        return []
    source.empty_is_no.add(header)
    return [
        Problem(
            "flag_only_set",
            f"This column alone says the {plain_words(field.name)}, and holds yes or "
            f"nothing: an empty cell was read as no ({plain_words(asks.otherwise)}).",
            "If an empty cell means something else, export the column with yes and no, "
            "or the appointment's status.",
            file=file.name,
            column=header,
            stops=False,
        )
    ]


def _contradicted(
    con: DuckDBPyConnection, source: Source, number: int, field: Field, sample: str
) -> list[Problem]:
    """A warning where a yes-or-no column and the field's own, or another, contradict
    each other over whether a row counts."""
    kind = kind_of_table(source.table)
    if kind is None or kind.counted is None or kind.counted.field != field.name:
        return []
    file, headers = source.files[number], source.matches[number].headers
    counts, fails = set(kind.counted.values), set[str]()
    says: list[tuple[str, str, str]] = []
    for one in field.flags:
        if one.name in headers and one.otherwise:
            asks = question_of(field, headers[one.name]) or one
            text = f"CAST({file.column(headers[one.name])} AS VARCHAR)"
            yes, no = is_yes(text), is_no(text)
            came, missed = (yes, no) if asks.value in counts else (no, yes)
            says.append((headers[one.name], came, missed))
            fails |= {asks.value, asks.otherwise} - counts
    own = headers.get(field.name)
    if own and says and question_of(field, own) is None:
        text = f"lower(trim(CAST({file.column(own)} AS VARCHAR)))"
        came, missed = (
            f"{text} IN ({', '.join(map(quoted, words_of(source, field, wanted)))})"
            for wanted in (tuple(counts), tuple(fails))
        )
        # A flag "did not attend: no" says little of an appointment yet to come.
        says.append((own, came, missed))
    problems = []
    for at, (header, came, missed) in enumerate(says):
        for other, also_came, also_missed in says[at + 1 :]:
            ((rows, of),) = con.execute(
                f"SELECT count(*) FILTER (({came} AND {also_missed}) OR "
                f"({missed} AND {also_came})), count(*) FROM {sample}"
            ).fetchall()
            if rows:
                problems.append(
                    Problem(
                        "status_contradicted",
                        f"This column and “{other}” contradict each other in "
                        f"{rows / of:.1%} of the rows looked at: one says that the "
                        "person came, the other that they did not. Such a row is not "
                        "counted as attended.",
                        "Find out which column is right; leave the other out of the "
                        "extract.",
                        file=file.name,
                        column=header,
                        stops=False,
                    )
                )
    return problems


def _seen(con: DuckDBPyConnection, file: Opened, header: str, sample: str) -> set[str]:
    """The different values of a column in a sample, in small letters; "" for one that
    says nothing."""
    text = f"CAST({file.column(header)} AS VARCHAR)"
    rows = con.execute(
        f"SELECT DISTINCT CASE WHEN {is_missing(text)} THEN '' ELSE "
        f"lower(trim({text})) END FROM {sample} LIMIT {DIFFERENT}"
    ).fetchall()
    return {row[0] for row in rows}
