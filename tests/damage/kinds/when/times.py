"""Times of day as systems write them, and stays in the department."""

from datetime import datetime

from tests.damage.damage import RIGHT, Damage, Given

AT, OF = "Appointment time", "Appointment date"
IN, OUT = "Arrival time", "Departure time"
NO_TIME = (r"time_unknown", r"time of day", r"time.{0,30} cannot be read")


def minute_of(cell: str) -> int:
    return int(cell[:2]) * 60 + int(cell[3:5])


def am_pm(cell: str) -> str:
    """02:30 PM."""
    return f"{datetime(2000, 1, 1, int(cell[:2]), int(cell[3:5])):%I:%M %p}"


def _gp(how):
    return lambda given: given.sheet("gp").change(AT, how)


def at_ae(how):
    def cells(given: Given) -> None:
        for header in (IN, OUT):
            given.sheet("ae").change(header, how)

    return cells


def _am_pm_apart(given: Given) -> None:
    sheet = given.sheet("gp")
    half = ["AM" if minute_of(cell) < 720 else "PM" for cell in sheet.column(AT)]
    sheet.add("AM/PM", half, at=sheet.at(AT) + 1)
    sheet.change(AT, lambda cell: am_pm(cell)[:5])


def _twelve_hours(given: Given) -> None:
    given.sheet("gp").change(AT, lambda cell: am_pm(cell)[:5])


def _some_without_time(given: Given) -> None:
    rows = given.extracts.some("gp", 0.1, 5)
    given.sheet("gp").change(AT, lambda _: "", rows)
    given.extracts.alter("gp", rows, minute=0)


GP = {"touches": ("gp time",), "spoils": ("gp_hours",), "told": NO_TIME}
AE = {
    "touches": ("ae time",),
    "spoils": ("ae_hours", "stays"),
    "told": NO_TIME,
}
DAMAGES = (
    Damage(
        "visits at 02:30 PM", "American settings", _gp(am_pm), **GP | {"may": (RIGHT,)}
    ),
    Damage(
        "visits at 2:30pm",
        "typed",
        _gp(lambda c: am_pm(c).lstrip("0").replace(" PM", "pm").replace(" AM", "am")),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "AM and PM in a column of their own",
        "old reports",
        _am_pm_apart,
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "twelve-hour times without am or pm",
        "a format without %p",
        _twelve_hours,
        touches=("gp time",),
        spoils=("gp_hours",),
        told=(r"night", r"am or pm|a\.m\.|twelve"),
    ),
    Damage(
        "visits at 9.30",
        "typed",
        _gp(lambda c: f"{int(c[:2])}.{c[3:]}"),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "arrivals at 14.05",
        "typed",
        at_ae(lambda c: c.replace(":", ".")),
        **AE | {"may": (RIGHT,)},
    ),
    Damage(
        "times as 143000",
        "HL7",
        _gp(lambda c: c.replace(":", "") + "00"),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "times as 1430 and 930",
        "HES",
        _gp(lambda c: c.replace(":", "").lstrip("0")),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "arrivals as 143000",
        "HL7",
        at_ae(lambda c: c.replace(":", "") + "00"),
        **AE | {"may": (RIGHT,)},
    ),
    Damage(
        "times with seconds",
        "SQL",
        at_ae(lambda c: f"{c}:00"),
        **AE | {"may": (RIGHT,)},
    ),
    Damage(
        "times with fractions of seconds",
        "SQL Server time(7)",
        _gp(lambda c: f"{c}:00.0000000"),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "times as 0.604166667",
        "Excel times saved as numbers",
        _gp(lambda c: f"{minute_of(c) / 1440:.9f}"),
        **GP | {"may": (RIGHT,)},
    ),
    Damage(
        "times as 14h30", "French settings", _gp(lambda c: c.replace(":", "h")), **GP
    ),
    Damage(
        "times as 1430 hrs", "typed", _gp(lambda c: c.replace(":", "") + " hrs"), **GP
    ),
    Damage(
        "time empty in a tenth of visits",
        "walk-in clinics",
        _some_without_time,
        touches=("gp time",),
        told=(r"time_unknown", r"time of day"),
        must_tell=True,
    ),
)
