"""Small worlds with something done to them that happens to extracts."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from tests.support.world import World, world

PEOPLE, MANY = 80, 500
TIMES = {"gp": "appointment_at", "ae": "arrived_at"}
DATES = ("registered_from", "registered_to", "died_on", "referred_on", "started_on")
NEEDED = {
    "gp": ["patient_id", "appointment_at", "practice_code"],
    "ae": ["patient_id", "arrived_at"],
}
ODD = (
    "St. <b>Mary’s</b> & Söns £5 $x$ _q_ [a](http://x.example)",
    "=1+1",
    "١٢٣ مركز 診療所 \U0001f3e5 e\u0301",
    "'\"\\`~|* ]]> <!-- &amp; {{x}} %s",
)
CONTROL = (
    "Ash\x0bLane\x07",
    "Birch\x00Road",
    "Cedar\x1b[31mHouse",
    "Dale\x85\u2028View",
)
LONG = tuple(
    f"{letter * 120} The practice of the very long name {letter} in the town of "
    f"{'Llanfairpwllgwyngyll' * 4}"
    for letter in "ABCD"
)


@lru_cache(maxsize=2)
def _usual(people: int) -> World:
    return world(1, people)


def usual(people: int = PEOPLE) -> World:
    """A fresh small world of three and a half years, with everything that may be
    given."""
    whole = _usual(people)
    return World(
        *(
            None if (frame := getattr(whole, table)) is None else frame.copy()
            for table in ("gp", "ae", "patients", "caseload", "practices", "areas")
        )
    )


def without(*tables: str) -> World:
    """Without some of its files."""
    return replace(usual(), **dict.fromkeys(tables))


def between(first: str, last: str, tables=("gp", "ae"), of: World | None = None):
    """Only what is of some days, in some extracts."""
    made = of or usual()
    start, end = pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)
    kept = {}
    for table in tables:
        frame = getattr(made, table)
        at = frame[TIMES[table]]
        kept[table] = frame[(at >= start) & (at < end)].reset_index(drop=True)
    return replace(made, **kept)


def gap(first: str, last: str) -> World:
    """Without some days in both extracts."""
    made, kept = usual(), {}
    for table, time in TIMES.items():
        frame = getattr(made, table)
        inside = frame[time].between(pd.Timestamp(first), pd.Timestamp(last))
        kept[table] = frame[~inside].reset_index(drop=True)
    return replace(made, **kept)


def other_years() -> World:
    """A GP extract of one year and an A&E extract of a later one."""
    late = between("2023-01-01", "2023-12-31", ("ae",))
    return between("2021-01-01", "2021-12-31", ("gp",), late)


def of_people(number: int) -> World:
    """Only some of the people: those who attend most."""
    made = usual()
    often = made.ae["patient_id"].value_counts().index[:number]
    tables = ("gp", "ae", "patients", "caseload")
    return replace(
        made,
        **{
            table: frame[frame["patient_id"].isin(often)].reset_index(drop=True)
            for table in tables
            if len(frame := getattr(made, table))
        },
    )


def minimal(*tables: str) -> World:
    """Extracts of the columns that must be, and nothing beside them."""
    made = usual()
    given = {table: getattr(made, table)[NEEDED[table]] for table in tables}
    return World(**{"gp": None, "ae": None, "patients": None, "caseload": None} | given)


def practices(**columns) -> World:
    """With other values in the list of practices, and enough people for figures of
    one."""
    made = usual(MANY)
    return replace(made, practices=made.practices.assign(**columns))


def named(names: tuple[str, ...]) -> World:
    """With names of practices, PCNs and places."""
    return practices(name=names, pcn=names, place=names)


def ae(**columns) -> World:
    """With other values in the A&E extract."""
    made = usual()
    return replace(made, ae=made.ae.assign(**columns))


def ae_without(*columns: str) -> World:
    made = usual()
    return replace(made, ae=made.ae.drop(columns=list(columns)))


def one_practice() -> World:
    """Everything of one practice."""
    made = usual()
    tables = ("gp", "ae", "patients", "practices")
    kept = {}
    for table in tables:
        frame = getattr(made, table)
        kept[table] = frame[frame["practice_code"] == "P1"].reset_index(drop=True)
    return replace(made, **kept)


def many_practices() -> World:
    """A practice for every two people, each in a PCN of its own."""
    made = usual()
    home = {who: f"Q{n // 2:03d}" for n, who in enumerate(made.patients["patient_id"])}
    tables = ("gp", "ae", "patients")
    moved = {
        table: frame.assign(practice_code=frame["patient_id"].map(home))
        for table in tables
        if (frame := getattr(made, table)) is not None
    }
    codes = sorted(set(home.values()))
    listed = pd.DataFrame({"practice_code": codes, "name": codes, "pcn": codes})
    return replace(made, practices=listed, **moved)


def apart() -> World:
    """Extracts of people of whom none is in the other."""
    made = usual()
    return replace(
        made, gp=made.gp.assign(patient_id="8" + made.gp["patient_id"].str[1:])
    )


def few_on_caseload() -> World:
    made = usual()
    return replace(made, caseload=made.caseload.head(2))


def caseload_of_strangers() -> World:
    made = usual()
    strangers = made.caseload.assign(
        patient_id="7" + made.caseload["patient_id"].str[1:]
    )
    return replace(made, caseload=strangers)


def shifted(years: int) -> World:
    """Everything so many years earlier or later."""
    made, moved = usual(), {}
    by = pd.DateOffset(years=years)
    for table in ("gp", "ae", "patients", "caseload"):
        frame = getattr(made, table)
        times = [*TIMES.values(), "departed_at", *DATES]
        there = [name for name in times if name in frame]
        columns = {name: pd.to_datetime(frame[name]) + by for name in there}
        moved[table] = frame.assign(**columns)
    moved["patients"]["birth_year"] += years
    return replace(made, **moved)


def all_planned() -> World:
    """A&E attendances of which none counts by the usual filter but two."""
    category = ["1", "1", *["4"] * (len(usual().ae) - 2)]
    return ae(attendance_category=category)


def of_few(number: int) -> World:
    """A&E attendances of a few, once each: every count is hidden."""
    made = usual()
    few = made.ae.drop_duplicates("patient_id").head(number)
    return replace(made, ae=few, gp=made.gp.drop_duplicates("patient_id").head(number))
