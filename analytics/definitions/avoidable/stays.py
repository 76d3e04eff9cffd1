"""Hospital spells that care elsewhere might have made unnecessary: of no night, soon
after another, or at the very end of life."""

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis

from analytics.definitions.avoidable import coded
from analytics.definitions.avoidable.rule import AvoidableRule, as_they_are
from analytics.definitions.event_kinds.stay import days_stayed, is_emergency

TABLE = Path(__file__).with_name("hospital_stays.toml")
DIED = "4"  # NHS Data Model and Dictionary, DISCHARGE METHOD CODE
SINCE = "days_since_discharge"  # of the last spell that ended alive
SEEN = "days_seen_before"  # from the first admission of the data to this one


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table, as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _no_procedure(rows: Any) -> Any:
    return ~(rows.procedure_codes.length() > 0).fill_null(False)


def zero_day(rows: Any) -> Any:
    """Whether an emergency spell without a procedure ended alive the day it began."""
    said = table()["zero_day"]
    return (
        is_emergency(rows)
        & _no_procedure(rows)
        & (days_stayed(rows) <= said["most_days"])
        & rows.discharge_method.isin(said["alive"])
    )


def since_discharge(rows: Any) -> Any:
    """The spells with the days since each person's last discharge alive, of spells that
    began before (null where there is none), and how long before them the data begin."""
    alive = ibis.cases(
        ((rows.discharge_method != DIED).fill_null(True), rows.discharged_at)
    )
    rows = rows.mutate(left_alive=alive)
    before = ibis.window(
        group_by=rows.person,
        order_by=[rows.admitted_at, rows.discharged_at],
        preceding=(None, 1),
    )
    rows = rows.mutate(
        last=rows.left_alive.max().over(before), data_from=rows.admitted_at.min()
    )
    day = rows.admitted_at.date()
    return rows.mutate(
        **{
            SINCE: day.delta(rows["last"].date(), unit="day"),
            SEEN: day.delta(rows.data_from.date(), unit="day"),
        }
    ).drop("left_alive", "last", "data_from")


def readmission(rows: Any) -> Any:
    """Whether an emergency spell began within 28 days of the last discharge alive. Null
    where none is known and the data begin less than 28 days before. rows: of
    `since_discharge`."""
    most = table()["readmission"]["most_days"]
    soon = rows[SINCE].between(0, most).fill_null(False)
    known = soon | (rows[SEEN] >= most)
    return is_emergency(rows) & ibis.cases((known, soon))


def end_of_life(rows: Any) -> Any:
    """Whether somebody died in hospital within 14 days of admission, with no procedure
    and no outside cause (a code from V to Y)."""
    said = table()["end_of_life"]
    injured = coded.any_is(coded.in_one(rows.diagnosis_codes), said["not_diagnoses"])
    return (
        (rows.discharge_method == DIED)
        & (days_stayed(rows) <= said["most_days"])
        & _no_procedure(rows)
        & ~injured
    )


def rules() -> tuple[AvoidableRule, ...]:
    """The three rules."""
    return (
        _rule(
            "zero_day",
            "emergency stays without a night or a procedure",
            ("admission_method", "discharged_at", "discharge_method"),
            zero_day,
        ),
        _rule(
            "readmission",
            "emergency admissions soon after a discharge",
            ("admission_method", "discharged_at"),
            readmission,
            since_discharge,
        ),
        _rule(
            "end_of_life",
            "deaths in hospital soon after admission, without a procedure",
            ("discharged_at", "discharge_method", "diagnosis_codes"),
            end_of_life,
        ),
    )


def _rule(
    slug: str,
    called: str,
    fields: tuple[str, ...],
    holds: Callable[[Any], Any],
    prepared: Callable[[Any], Any] = as_they_are,
) -> AvoidableRule:
    said = table()[slug]
    return AvoidableRule(
        slug,
        said["title"],
        called,
        said["says"],
        "inpatient",
        f"{table()['source']}, {said['file']}",
        table()["version"],
        fields,
        holds,
        prepared,
    )
