"""Departures, stays, and moments in one column."""

from datetime import date, datetime, timedelta

from tests.damage.damage import RIGHT, Damage, Given
from tests.damage.extracts import clock, day
from tests.damage.kinds.when.times import (
    AE,
    AT,
    IN,
    NO_TIME,
    OF,
    OUT,
    am_pm,
    at_ae,
    minute_of,
)

IN_DAY, OUT_DAY = "Arrival date", "Departure date"
NO_STAY = (
    r"departure_before",
    r"second_date_unreadable",
    r"departed",
    r"departure",
    r"stays?\b",
)


def _at_24(given: Given) -> None:
    """Arrivals at midnight, written as 24:00 of the day before."""
    sheet, rows = given.sheet("ae"), given.extracts.some("ae", 0.06, 2)
    for row in rows:
        event = given.extracts.events[sheet.keys[row]]
        given.extracts.alter("ae", [row], minute=0)
        left = event.minutes
        before = event.day - timedelta(days=1)
        for header, cell in (
            (IN_DAY, day(before)),
            (IN, "24:00"),
            (OUT_DAY, day(event.day)),
            (OUT, clock(left)),
        ):
            sheet.rows[row][sheet.at(header)] = cell
    sheet.as_text.add(IN)


def _time_of_1899(form: str):
    base = datetime(1899, 12, 30)

    def cells(given: Given) -> None:
        def how(cell: str) -> str:
            return (base + timedelta(minutes=minute_of(cell))).strftime(form)

        given.sheet("gp").change(AT, how)
        at_ae(how)(given)

    return cells


def _midnight_in_date(given: Given) -> None:
    given.sheet("gp").change(OF, lambda cell: f"{cell} 00:00:00")
    for header in (IN_DAY, OUT_DAY):
        given.sheet("ae").change(header, lambda cell: f"{cell} 00:00")


def _no_departure_date(given: Given) -> None:
    given.sheet("ae").drop(OUT_DAY)


def _some_departures_without_date(given: Given) -> None:
    rows = given.extracts.some("ae", 0.2, 3)
    given.sheet("ae").change(OUT_DAY, lambda _: "", rows)


def _departure_year_wrong(given: Given) -> None:
    rows = given.extracts.some("ae", 0.05, 4)
    given.sheet("ae").change(OUT_DAY, lambda cell: cell[:6] + "2019", rows)


def _two_days_later(given: Given) -> None:
    """Departure two days too late: the clerk closed it on Monday."""
    sheet, rows = given.sheet("ae"), given.extracts.some("ae", 0.08, 6)
    for row in rows:
        where = sheet.at(OUT_DAY)
        left = datetime.strptime(sheet.rows[row][where], "%d/%m/%Y") + timedelta(2)
        sheet.rows[row][where] = day(left)
        key = sheet.keys[row]
        longer = given.extracts.events[key].minutes + 2880
        given.extracts.alter("ae", [row], minutes=longer)


def _over_the_clock_change(given: Given) -> None:
    """Stays over the nights on which an hour is left out or comes twice."""
    sheet = given.sheet("ae")
    for row in range(0, 40, 2):
        spring = row % 4 == 0
        on = date(2023, 3, 26) if spring else date(2023, 10, 29)
        arrived, left, true = (30, 180, 90) if spring else (30, 240, 270)
        arrived, left = arrived + row // 4, left + row // 4
        given.extracts.alter("ae", [row], day=on, minute=arrived, minutes=true)
        for header, cell in (
            (IN_DAY, day(on)),
            (IN, clock(arrived)),
            (OUT_DAY, day(on)),
            (OUT, clock(left)),
        ):
            sheet.rows[row][sheet.at(header)] = cell


def _one_moment(form: str):
    """Date and time in one column."""

    def cells(given: Given) -> None:
        for table, of, at, name in (
            ("gp", OF, AT, "Appointment date and time"),
            ("ae", IN_DAY, IN, "Arrival date and time"),
            ("ae", OUT_DAY, OUT, "Departure date and time"),
        ):
            sheet = given.sheet(table)
            moments = [
                datetime.strptime(f"{d} {t}", "%d/%m/%Y %H:%M")
                for d, t in zip(sheet.column(of), sheet.column(at), strict=True)
            ]
            where = sheet.at(of)
            sheet.drop(of, at)
            sheet.add(name, [f"{one:{form}}" for one in moments], at=where)

    return cells


def _zone(given: Given) -> None:
    """Written in UTC, as web services do: an hour less than local in summer."""
    from zoneinfo import ZoneInfo

    _one_moment("%Y-%m-%dT%H:%M:%S")(given)
    london, utc = ZoneInfo("Europe/London"), ZoneInfo("UTC")

    def how(cell: str) -> str:
        local = datetime.fromisoformat(cell).replace(tzinfo=london)
        return f"{local.astimezone(utc):%Y-%m-%dT%H:%M:%SZ}"

    given.sheet("gp").change("Appointment date and time", how)
    for header in ("Arrival date and time", "Departure date and time"):
        given.sheet("ae").change(header, how)


BOTH = {
    "touches": ("gp time", "ae time"),
    "spoils": ("gp_hours", "ae_hours", "stays"),
    "told": NO_TIME,
}
DAYS = {"touches": ("gp time", "ae time", "gp day", "ae day"), "may": (RIGHT,)}
DAMAGES = (
    Damage(
        "arrivals and departures at 02:30 PM",
        "American settings",
        at_ae(am_pm),
        **AE | {"may": (RIGHT,)},
    ),
    Damage(
        "midnight as 24:00 of the day before",
        "A&E systems",
        _at_24,
        touches=("ae time", "ae day"),
        spoils=("ae_hours", "ae_days", "stays"),
        may=(RIGHT,),
    ),
    Damage(
        "times on 30 December 1899",
        "Access, Excel",
        _time_of_1899("%Y-%m-%d %H:%M:%S"),
        **BOTH,
    ),
    Damage("times on 30/12/1899", "Access", _time_of_1899("%d/%m/%Y %H:%M"), **BOTH),
    Damage("dates with 00:00 behind, times apart", "SQL", _midnight_in_date, **DAYS),
    Damage(
        "no departure date",
        "A&E systems",
        _no_departure_date,
        touches=("ae time", "ae day"),
        spoils=("stays",),
        told=NO_STAY,
    ),
    Damage(
        "departure date empty in a fifth of rows",
        "A&E systems",
        _some_departures_without_date,
        touches=("ae day",),
        spoils=("stays",),
        told=NO_STAY,
    ),
    Damage(
        "departure date with a wrong year",
        "typed",
        _departure_year_wrong,
        touches=("ae day",),
        spoils=("stays",),
        told=NO_STAY,
        must_tell=True,
    ),
    Damage(
        "departure two days too late in a twelfth of rows",
        "closed after the weekend",
        _two_days_later,
        touches=("ae day",),
        spoils=("stays",),
        told=(r"(over|more than|longer than) (a|one) day", r"24 hours"),
        must_tell=True,
    ),
    Damage(
        "stays over a change of the clocks",
        "nights in March and October",
        _over_the_clock_change,
        touches=("ae time", "ae day"),
        spoils=("stays",),
        told=(r"clock", r"summer time"),
    ),
    Damage(
        "date and time in one column",
        "most systems",
        _one_moment("%d/%m/%Y %H:%M"),
        **DAYS,
    ),
    Damage(
        "moments as 2024-05-13T09:30:00",
        "web services",
        _one_moment("%Y-%m-%dT%H:%M:%S"),
        **DAYS,
    ),
    Damage("moments in UTC with Z", "web services", _zone, **DAYS),
    Damage(
        "moments as 13-May-2024 09:30", "Oracle", _one_moment("%d-%b-%Y %H:%M"), **DAYS
    ),
    Damage("moments as 202405130930", "HL7", _one_moment("%Y%m%d%H%M"), **DAYS),
    Damage(
        "moments as 13/05/2024 09:30:00 AM",
        "American settings",
        _one_moment("%d/%m/%Y %I:%M:%S %p"),
        **DAYS,
    ),
)
