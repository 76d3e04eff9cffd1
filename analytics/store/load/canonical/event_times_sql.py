"""When an event was, and what is wrong with its row, as SQL over a source's scan.

`timed` gives every row `moment` and `second` (the kind's two times) as timestamps,
`clock` (false: time of day unknown) and its numbers as `n_` and their names; `fault`
and `flags` are the codes of extract/cells/checks and warnings.
"""

from collections.abc import Callable

from analytics.definitions.canonical import Field
from analytics.definitions.event_kinds import EventKind
from analytics.extract.cells import checks, values, warnings
from analytics.extract.cells.clock import NOT_KNOWN, minute_of_day
from analytics.extract.cells.date_formats import timestamp
from analytics.extract.reading.scan import scanned
from analytics.extract.reading.source import Source
from analytics.store.layout import stored_type
from analytics.store.load.canonical.true_minutes import true_minutes
from analytics.store.load.duckdb_types import TYPES

MINUTES_A_DAY = 24 * 60
SENSE = {  # unit -> what a number of it may be; others are unknown
    "minutes": (0, MINUTES_A_DAY),
    "pounds": (0, 100_000),
    "years": (0, 110),
    "": (-1e15, 1e15),
}
# Days that HES has for none: 1 January 1600, 1800 and 1801, 15 October 1582.
NO_DAY = (
    r"(1582|1600|180[01])-?(01-?01|10-?15)|(0?1/0?1|15/10)/(1582|1600|180[01])|"
    r"0?1[ -]jan[a-z]*[ -]180[01]"
)
NUMBERS, DATED = ("number", "integer"), ("timestamp", "date")  # kinds of fields
PARSED: dict[str, Callable[[str], str]] = {  # unit -> SQL of a number
    "minutes": values.minutes,
    "pounds": values.number,
    "years": values.age,
    "": values.number,
}


def timed(
    source: Source, kind: EventKind, rejects: bool = False, numbered: bool = False
) -> str:
    """SQL: the scan with `moment`, `second`, `clock` and the numbers."""
    at, clock = _moment(source, kind.table.field(kind.time))
    numbers = "".join(
        f", {PARSED[field.unit](field.name)} AS n_{field.name}"
        for field in _numbers(source, kind)
    )
    inner = (
        f"SELECT *, {at} AS moment, {clock} AS clock{numbers} "
        f"FROM ({scanned(source, rejects, numbered)})"
    )
    sensible = ", ".join(_sensible(field) for field in _numbers(source, kind))
    every = f"* REPLACE ({sensible})" if sensible else "*"
    return f"SELECT {every}, {_second(source, kind)} AS second FROM ({inner})"


def _sensible(field: Field) -> str:
    """SQL: a parsed number, null where it is beyond sense; so is what is infinite, or
    no number."""
    low, high = SENSE[field.unit]
    name = f"n_{field.name}"
    return f"CASE WHEN {name} BETWEEN {low} AND {high} THEN {name} END AS {name}"


def _moment(source: Source, field: Field) -> tuple[str, str]:
    """SQL of a timestamp made of one column or of a day and a time of day; SQL of
    whether the time of day is known."""
    picked = next((one for one in (field.name, field.day) if source.has(one)), None)
    if picked is None:
        return "NULL::TIMESTAMP", "true"
    stamp = timestamp(picked, source.kinds[picked], source.styles[picked])
    if not source.has(field.clock):
        return stamp, "true"
    minutes = minute_of_day(field.clock, source.clock(field.clock))
    whole = f"({stamp})"
    return (
        f"CASE WHEN {whole} = date_trunc('day', {whole}) "
        f"THEN {whole} + to_minutes(coalesce({minutes}, 0)) ELSE {whole} END",
        f"({minutes} IS NOT NULL OR {whole} <> date_trunc('day', {whole}))",
    )


def _second(source: Source, kind: EventKind) -> str:
    """SQL of the kind's other time; null where it has none."""
    if kind.second is None:
        return "NULL::TIMESTAMP"
    field = kind.table.field(kind.second.field)
    if not kind.ends:
        return _moment(source, field)[0]
    end = _end(source, kind, field)
    if kind.second.over_days:
        end = f"CASE WHEN year({end}) > 1801 THEN {end} END"
    return end


def _end(source: Source, kind: EventKind, field: Field) -> str:
    """SQL of when an event was over: as said, by its length, or by a time of day alone,
    which is of the day it began or of the next; so too where its
    day is empty."""
    clock, tries = minute_of_day(field.clock, source.clock(field.clock)), []
    if source.has(field.name) or source.has(field.day):
        whole = _moment(source, field)[0]
        by_day = kind.second is not None and kind.second.over_days
        if source.has(field.clock) and source.has(field.day) and not by_day:
            whole = f"CASE WHEN {clock} IS NOT NULL THEN {whole} END"
        tries.append(whole)
    for component in field.every_component:
        if component.kind == "minutes" and source.has(component.name):
            stay = values.minutes(component.name)
            tries.append(
                "moment + to_seconds(CASE WHEN "
                f"{stay} BETWEEN 0 AND {longest_stay(kind)} THEN {stay} * 60 END)"
            )
    if source.has(field.clock):
        left = f"date_trunc('day', moment) + to_minutes({clock})"
        alone = "true"
        if source.has(field.day):
            alone = f"{field.day} IS NULL"
            if source.is_text(field.day):
                alone = values.is_missing(field.day)
        tries.append(
            f"CASE WHEN NOT ({alone}) THEN NULL WHEN {left} < moment "
            f"THEN {left} + INTERVAL 1 DAY ELSE {left} END"
        )
    return f"coalesce({', '.join(tries)})::TIMESTAMP" if tries else "NULL::TIMESTAMP"


def longest_stay(kind: EventKind) -> int:
    """The minutes after which the end of an event is no end of it."""
    return kind.second.longest_days * MINUTES_A_DAY if kind.second else 0


def fault(source: Source, kind: EventKind, today: str) -> str:
    """SQL of why a row (alias s) is left out (0: kept) whoever it is about; the first
    reason that holds."""
    field, at = kind.table.field(kind.time), "s.moment"
    name = field.name if source.has(field.name) else field.day
    empty = values.is_missing(f"s.{name}") if source.is_text(name) else "true"
    return (
        f"CASE WHEN s.left_out > 0 THEN s.left_out "
        f"WHEN {at} IS NULL THEN CASE WHEN {empty} THEN {checks.NO_TIME} "
        f"ELSE {checks.BAD_TIME} END "
        f"WHEN {at} < TIMESTAMP '{checks.FIRST_YEAR}-01-01' THEN {checks.TOO_OLD} "
        f"WHEN {at} >= TIMESTAMP '{today}' + INTERVAL 2 DAY THEN {checks.FUTURE} ELSE "
        "0 END"
    )


def with_id(fault: str, no_id: str) -> str:
    """SQL of a row's fault when it may have no id, or one of nobody (alias i: of
    `people_ids.IDS`): no id goes before what is wrong with its time. no_id: SQL of
    whether it has none."""
    return (
        f"CASE WHEN {fault} BETWEEN 1 AND 99 THEN {fault} WHEN {no_id} THEN "
        f"{checks.NO_ID} WHEN {fault} = 0 THEN coalesce(i.nobody, 0) ELSE {fault} END"
    )


def flags(source: Source, kind: EventKind) -> str:
    """SQL of the sum of flags of a row (alias s). CASE in CASE: only rows that failed
    are looked at again."""
    bits = [f"CASE WHEN s.clock THEN 0 ELSE {warnings.NO_CLOCK} END"]
    failed: dict[str, tuple[str, ...]] = {
        f"n_{field.name}": (field.name,) for field in _numbers(source, kind)
    }
    for name in _said_of_second(source, kind):
        failed["second"] = (*failed.get("second", ()), name)
    for parsed, names in failed.items():
        flag = warnings.BAD_NUMBER
        if parsed == "second":
            flag = warnings.BAD_SECOND
        elif kind.table.field(names[0]).unit == "pounds":
            flag = warnings.BAD_COST
        nothing = " AND ".join(_says_nothing(flag, f"s.{name}") for name in names)
        bits.append(
            f"CASE WHEN s.{parsed} IS NULL THEN CASE WHEN {nothing} THEN 0 "
            f"ELSE {flag} END ELSE 0 END"
        )
    if kind.second and kind.ends:
        ends, begins = ("s.second", "s.moment")
        if kind.second.over_days:  # of one day, whatever its hours say
            ends, begins = (f"{one}::DATE" for one in (ends, begins))
        bits.append(
            f"CASE WHEN {ends} < {begins} OR s.second > s.moment + INTERVAL "
            f"{longest_stay(kind)} MINUTE THEN {warnings.LEFT_EARLY} ELSE 0 END"
        )
    return " | ".join(f"({bit})" for bit in bits)


def parsed(source: Source, kind: EventKind) -> dict[str, str]:
    """column -> SQL over a timed row (alias s) of what an event has besides its times
    and codes: the minutes it took, its numbers, and further days and times."""
    found = {}
    if kind.ends:
        stay = true_minutes(source, kind)
        whole = f"CASE WHEN {stay} BETWEEN 0 AND {longest_stay(kind)} THEN {stay} END"
        found["minutes"] = f"({whole})::FLOAT"
    for field in kind.table.fields:
        value = "NULL"
        if field.kind in NUMBERS and source.has(field.name):
            value = f"s.n_{field.name}"
        elif field.kind in DATED:
            value = _moment(source, field)[0]
        if field.kind in (*NUMBERS, *DATED) and field.name not in own_times(kind):
            found[field.name] = f"({value})::{TYPES[stored_type(field)]}"
    return found


def _said_of_second(source: Source, kind: EventKind) -> tuple[str, ...]:
    """The columns of text that say when the kind's other time was."""
    if kind.second is None:
        return ()
    field = kind.table.field(kind.second.field)
    names = (field.name, field.day, field.clock)[: 3 if kind.ends else 2]
    return tuple(name for name in names if source.is_text(name))


def _says_nothing(flag: int, column: str) -> str:
    """SQL: whether a text column says nothing. A cost that is "NaN" is no number, and
    that is told; a time may be one of HES's that say that it is not known."""
    missing = values.is_missing(column)
    if flag == warnings.BAD_SECOND:
        none = f"regexp_matches(lower({column}), '{NO_DAY}')"
        return f"({missing} OR trim({column}) IN {NOT_KNOWN} OR {none})"
    if flag == warnings.BAD_COST:
        return f"({missing} AND coalesce(lower(trim({column})), '') <> 'nan')"
    return missing


def own_times(kind: EventKind) -> tuple[str, ...]:
    """The fields of a kind's one or two times."""
    return (kind.time, kind.second.field) if kind.second else (kind.time,)


def _numbers(source: Source, kind: EventKind) -> list[Field]:
    return [
        field
        for field in kind.table.fields
        if field.kind in NUMBERS and source.has(field.name)
    ]
