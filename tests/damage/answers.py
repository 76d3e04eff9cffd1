"""The known answers: what a question about the extracts must give, told from what truly
happened, and the same told from a dataset that was loaded."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from tests.damage.clean_sheets import ACUITIES, DISPOSALS, decile
from tests.damage.extracts import Event, Extracts

Answers = dict[str, Any]
UNKNOWN = (None, "")


def true_answers(given: Extracts) -> Answers:
    """The answers that the extracts must give."""
    gp, ae, born = [], [], Counter()
    for one in given.events.values():
        when = datetime.combine(one.day, datetime.min.time()) + timedelta(
            minutes=one.minute
        )
        if one.kind == "gp":
            gp.append(
                (
                    one.who,
                    when,
                    one.what,
                    one.practice,
                    one.minutes,
                    one.term,
                    one.role,
                    one.code,
                    one.what == "attended",
                )
            )
        else:
            ae.append(_attendance(one, when))
    known = {one.who for one in given.events.values()} | set(
        given.sheets["patients"].keys if "patients" in given.sheets else ()
    )
    known -= {None}
    born = Counter(given.people[who].born.year for who in known)
    areas = Counter(given.people[who].area for who in known)
    deciles = Counter(decile(given.people[who].area) for who in known)
    sexes = Counter(given.people[who].sex.lower() for who in known)
    return _answers(gp, ae) | {
        "everybody": len(known),
        "births": dict(born),
        "areas": dict(areas),
        "deciles": dict(deciles) if "areas" in given.sheets else {None: len(known)},
        "sexes": dict(sexes),
        "names": _names(given.names) if "practices" in given.sheets else {},
    }


def _names(given: Answers) -> Answers:
    """Names as a screen shows them: of several blanks one, which workbooks lose."""
    return {
        code: tuple(" ".join((name or "").split()) for name in names)
        for code, names in given.items()
    }


def _attendance(one: Event, when: datetime) -> tuple:
    return (
        one.who,
        when,
        one.what,
        one.practice,
        one.minutes,
        one.cost,
        one.code,
        one.term,
        ACUITIES.get(one.acuity),
        DISPOSALS.get(one.disposal),
        one.system,
    )


def loaded_answers(folder: Path) -> Answers:
    """The answers that a loaded version gives; its tables are named in
    analytics/store/layout."""
    con = duckdb.connect()

    def rows(columns: str, table: str) -> list[tuple]:
        path = folder / f"{table}.parquet"
        if not path.exists():
            return []
        return con.execute(f"SELECT {columns} FROM '{path}'").fetchall()

    gp = rows(
        "person, appointment_at, status::VARCHAR, practice_code::VARCHAR, "
        "duration_minutes, reason_term::VARCHAR, role::VARCHAR, reason_code::VARCHAR, "
        "counted",
        "gp_appointments",
    )
    ae = rows(
        "person, arrived_at, attendance_category::VARCHAR, practice_code::VARCHAR, "
        "minutes, cost_gbp, diagnosis_code::VARCHAR, diagnosis_term::VARCHAR, "
        "acuity::VARCHAR, discharge_status::VARCHAR, code_system::VARCHAR",
        "ae_attendances",
    )
    people = rows("birth_year, sex, lsoa_code, imd_decile", "people")
    names = rows("practice_code, name, pcn", "practices")
    return _answers(gp, ae) | {
        "everybody": len(people),
        "births": dict(Counter(row[0] for row in people)),
        "sexes": dict(Counter(row[1] for row in people)),
        "areas": dict(Counter(row[2] for row in people)),
        "deciles": dict(Counter(row[3] for row in people)),
        "names": _names({code: (name, pcn) for code, name, pcn in names}),
    }


def _answers(gp: list[tuple], ae: list[tuple]) -> Answers:
    visits = [row for row in gp if row[8]]
    unplanned = [row for row in ae if row[2] != "4"]
    at_gp, at_ae = (Counter(row[0] for row in rows) for rows in (visits, unplanned))
    return {
        "people": {
            "gp": len(at_gp),
            "ae": len(at_ae),
            "both": len(set(at_gp) & set(at_ae)),
        },
        "use": dict(Counter((at_gp[who], at_ae[who]) for who in {*at_gp, *at_ae})),
        "gp_days": dict(Counter(row[1].date() for row in visits)),
        "ae_days": dict(Counter(row[1].date() for row in unplanned)),
        "gp_hours": dict(Counter((row[1].hour, row[1].minute) for row in visits)),
        "ae_hours": dict(Counter((row[1].hour, row[1].minute) for row in unplanned)),
        "statuses": dict(Counter(row[2] for row in gp)),
        "categories": dict(Counter(row[2] for row in ae)),
        "practices": dict(Counter(row[3] for row in visits)),
        "ae_practices": dict(Counter(row[3] for row in unplanned)),
        "stays": _numbers(row[4] for row in ae),
        "costs": _numbers(row[5] for row in ae),
        "lengths": _numbers(row[4] for row in gp),
        "reasons": dict(Counter(row[5] for row in gp if row[5] not in UNKNOWN)),
        "reason_codes": dict(Counter(row[7] for row in gp if row[7] not in UNKNOWN)),
        "roles": dict(Counter(row[6] for row in gp)),
        "diagnoses": dict(Counter((row[6] or "", row[7] or "") for row in ae)),
        "systems": dict(Counter(row[10] or "" for row in ae)),
        "acuities": dict(Counter(row[8] for row in ae)),
        "disposals": dict(Counter(row[9] for row in ae)),
    }


def _numbers(found: Iterable[float | None]) -> dict[float, int]:
    """How often each number stands, so that two errors cannot make up for each other;
    what is not known is left out."""
    return dict(Counter(round(one, 2) for one in found if one is not None))


def differing(true: Answers, found: Answers) -> set[str]:
    """The questions to which two sets of answers differ."""
    return {name for name in true if true[name] != found.get(name)}


def shown(true: Answers, found: Answers, name: str) -> str:
    """How two answers differ, in few words."""
    one, other = true[name], found.get(name)
    if isinstance(one, dict) and isinstance(other, dict):
        parts = [
            f"{key}: {one.get(key)} → {other.get(key)}"
            for key in sorted({*one, *other}, key=str)
            if one.get(key) != other.get(key)
        ]
        total = (_total(one), _total(other))
        return f"{name}: {'; '.join(parts[:3])} ({len(parts)} differ, sum {total})"
    return f"{name}: {json.dumps(one, default=str)} → {json.dumps(other, default=str)}"


def _total(of: dict) -> Any:
    return sum(v for v in of.values() if isinstance(v, (int, float)))


def rows_of(answers: Answers) -> int:
    """How many appointments and attendances there are, counted or not."""
    return _total(answers["statuses"]) + _total(answers["categories"])
