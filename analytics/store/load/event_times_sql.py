"""When an event was, and what is wrong with its row, as SQL over a source's scan.

`timed` gives every row `moment` and `second` (booking or departure) as timestamps,
`clock` (false: time of day unknown) and parsed numbers; `fault` and `flags` are the
codes of extract/checks.
"""

from analytics.extract.cells import checks, values
from analytics.extract.profiles import STANDS_FOR
from analytics.extract.reading.source import Source
from analytics.store.load.shapes import LONGEST_STAY, Shape


def timed(
    source: Source, shape: Shape, rejects: bool = False, numbered: bool = False
) -> str:
    """The scan with `moment` and `second` as timestamps and `clock`: false if the time
    was unknown."""
    at, clock = _moment(source, shape.time)
    if shape.table == "gp_appointments":
        second = _moment(source, "booked_at")[0]
    else:
        second = _departure(source)
    numbers = "".join(
        f", {how(name)} AS n_{name}" for name, how in _numbers(source).items()
    )
    inner = (
        f"SELECT *, {at} AS moment, {clock} AS clock{numbers} "
        f"FROM ({source.sql(rejects, numbered)})"
    )
    return f"SELECT *, {second} AS second FROM ({inner})"


def _moment(source: Source, name: str) -> tuple[str, str]:
    """SQL of a timestamp made of one column or of a date and a time column; SQL of
    whether timed."""
    day, clock = name.rsplit("_", 1)[0] + "_date", name.rsplit("_", 1)[0] + "_time"
    picked = next((one for one in (name, day) if source.has(one)), None)
    if picked is None:
        return "NULL::TIMESTAMP", "true"
    stamp = values.timestamp(picked, source.kinds[picked], source.styles[picked])
    if not source.has(clock):
        return stamp, "true"
    minutes = values.minute_of_day(clock)
    whole = f"({stamp})"
    return (
        f"CASE WHEN {whole} = date_trunc('day', {whole}) "
        f"THEN {whole} + to_minutes(coalesce({minutes}, 0)) ELSE {whole} END",
        f"({minutes} IS NOT NULL OR {whole} <> date_trunc('day', {whole}))",
    )


def _departure(source: Source) -> str:
    tries = []
    if source.has("departed_at") or source.has("departed_date"):
        tries.append(_moment(source, "departed_at")[0])
    if source.has("departed_minutes"):
        stay = values.minutes("departed_minutes")
        tries.append(
            f"moment + to_seconds(CASE WHEN {stay} BETWEEN 0 AND {LONGEST_STAY} "
            f"THEN {stay} * 60 END)"
        )
    if source.has("departed_time") and not source.has("departed_date"):
        left = (
            "date_trunc('day', moment) + "
            f"to_minutes({values.minute_of_day('departed_time')})"
        )
        tries.append(
            f"CASE WHEN {left} < moment THEN {left} + INTERVAL 1 DAY ELSE {left} END"
        )
    if source.has("departed_time") and source.has("departed_date"):
        tries[0] = (
            f"CASE WHEN {values.minute_of_day('departed_time')} IS NOT NULL "
            f"THEN {tries[0]} END"
        )
    return f"coalesce({', '.join(tries)})::TIMESTAMP" if tries else "NULL::TIMESTAMP"


def fault(at: str, source, shape, today) -> str:
    """SQL of why a row is left out (0: kept) whoever it is about; the first reason that
    holds."""
    name = shape.time if source.has(shape.time) else STANDS_FOR[shape.time]
    empty = (
        "true" if source.kinds[name] != "VARCHAR" else values.is_missing(f"s.{name}")
    )
    return (
        f"CASE WHEN s.left_out > 0 THEN s.left_out "
        f"WHEN {at} IS NULL THEN CASE WHEN {empty} THEN {checks.NO_TIME} "
        f"ELSE {checks.BAD_TIME} END "
        f"WHEN {at} < TIMESTAMP '{checks.FIRST_YEAR}-01-01' THEN {checks.TOO_OLD} "
        f"WHEN {at} >= TIMESTAMP '{today}' + INTERVAL 2 DAY THEN {checks.FUTURE} ELSE "
        "0 END"
    )


def with_id(fault: str, no_id: str) -> str:
    """SQL of a row's fault when it may have no id: that goes before what is wrong with
    its time."""
    return (
        f"CASE WHEN {fault} BETWEEN 1 AND 99 OR NOT ({no_id}) THEN {fault} ELSE "
        f"{checks.NO_ID} END"
    )


def flags(source: Source, shape: Shape) -> str:
    """SQL of the sum of flags. CASE in CASE: only rows that failed are looked at
    again."""
    bits = [f"CASE WHEN s.clock THEN 0 ELSE {checks.NO_CLOCK} END"]
    failed = {f"n_{name}": (name, checks.BAD_NUMBER) for name in _numbers(source)}
    second = "booked_at" if shape.table == "gp_appointments" else "departed_at"
    if source.has(second) and source.kinds[second] == "VARCHAR":
        failed["second"] = (second, checks.BAD_SECOND)
    for parsed, (name, flag) in failed.items():
        bits.append(
            f"CASE WHEN s.{parsed} IS NULL THEN CASE WHEN "
            f"{values.is_missing(f's.{name}')} THEN 0 ELSE {flag} END ELSE 0 END"
        )
    if shape.table == "ae_attendances":
        bits.append(
            f"CASE WHEN s.second < s.moment OR s.second > s.moment + "
            f"INTERVAL {LONGEST_STAY} MINUTE THEN {checks.LEFT_EARLY} ELSE 0 END"
        )
    return " | ".join(f"({bit})" for bit in bits)


def _numbers(source: Source) -> dict:
    parse = {
        "duration_minutes": values.minutes,
        "cost_gbp": values.number,
        "age_at_arrival": values.age,
    }
    return {name: how for name, how in parse.items() if source.has(name)}


def further(source: Source) -> str:
    """SQL of the columns that an event has besides times and codes."""
    found = {name: f"s.n_{name}" for name in _numbers(source)}
    if source.table == "gp_appointments":
        return f"({found.get('duration_minutes', 'NULL')})::FLOAT AS duration_minutes"
    stay = "date_diff('second', s.moment, s.second) / 60.0"
    return (
        f"(CASE WHEN {stay} BETWEEN 0 AND {LONGEST_STAY} THEN {stay} END)::FLOAT AS "
        f"minutes, ({found.get('cost_gbp', 'NULL')})::DOUBLE AS cost_gbp, "
        f"({found.get('age_at_arrival', 'NULL')})::SMALLINT AS age_at_arrival"
    )


def kept_numbers(source: Source) -> str:
    """SQL of those columns in a table that has them."""
    if source.table == "gp_appointments":
        return "s.duration_minutes"
    return "s.minutes, s.cost_gbp, s.age_at_arrival"
