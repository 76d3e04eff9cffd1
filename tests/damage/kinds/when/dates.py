"""Dates as systems write and spoil them."""

from datetime import date, datetime

from tests.damage.damage import RIGHT, STOPPED, TOLD, WORKBOOKS, Damage, Given
from tests.damage.extracts import day
from tests.damage.writing import TEXT

GP, BORN = "Appointment date", "Date of birth"
AE = ("Arrival date", "Departure date")
UNCLEAR = (
    r"date_order",
    r"day or the month",
    r"day and the month",
    r"swapped",
)
UNREAD = (
    r"date_wrong_kind",
    r"date_unreadable",
    r"cannot be read as a date",
    r"date cannot be read",
    r"date in the future",
    r"date before",
    r"no date",
)
ALL_OF_GP = (
    "gp_days",
    "gp_hours",
    "use",
    "people",
    "statuses",
    "practices",
    "lengths",
    "reasons",
    "roles",
    "reason_codes",
)
EPOCH = date(1899, 12, 30)


def parsed(cell: str) -> date:
    return datetime.strptime(cell, "%d/%m/%Y").date()


def _all(form: str):
    """Every date in another form."""

    def how(cell: str) -> str:
        return f"{parsed(cell):{form}}" if cell else ""

    def cells(given: Given) -> None:
        given.sheet("gp").change(GP, how)
        for header in AE:
            given.sheet("ae").change(header, how)

    return cells


def _serials(given: Given) -> None:
    _with(given, lambda cell: str((parsed(cell) - EPOCH).days))


def _with(given: Given, how) -> None:
    given.sheet("gp").change(GP, how)
    for header in AE:
        given.sheet("ae").change(header, how)


def _serials_1904(given: Given) -> None:
    """Numbers without a date format, in a workbook that counts from 1904."""
    _with(given, lambda cell: str((parsed(cell) - date(1904, 1, 1)).days))
    given.sheet("gp").as_text.discard(GP)
    given.sheet("ae").as_text.difference_update(AE)
    given.how["gp"].epoch_1904 = given.how["ae"].epoch_1904 = True


def _epoch_1904(given: Given) -> None:
    """True dates in a workbook that counts from 1904."""
    given.how["gp"].epoch_1904 = given.how["ae"].epoch_1904 = True


def _half_swapped(given: Given) -> None:
    """A file with the day first, opened by an Excel that expects the month first: what
    can be read so becomes a true date, the rest stays text."""

    def how(cell: str) -> str:
        when = parsed(cell)
        if when.day > 12:
            return TEXT + cell
        return day(date(when.year, when.day, when.month))

    sheet = given.sheet("gp")
    if given.kind in WORKBOOKS:
        sheet.change(GP, how)
        sheet.as_text.discard(GP)
    else:
        sheet.change(
            GP,
            lambda cell: (
                cell
                if parsed(cell).day > 12
                else f"{date(parsed(cell).year, parsed(cell).day, parsed(cell).month)}"
                " 00:00:00"
            ),
        )


def _low_days(given: Given) -> None:
    """Only the first twelve days of each month were exported, without saying which way
    round."""
    for table, header in (("gp", GP), ("ae", AE[0])):
        sheet = given.sheet(table)
        early = [
            n for n, cell in enumerate(sheet.column(header)) if int(cell[:2]) <= 12
        ]
        late = sorted(set(range(len(sheet.rows))) - set(early))
        given.extracts.lose(table, late)
        sheet.only(early)
    sheet = given.sheet("ae")
    for row in range(len(sheet.rows)):
        sheet.rows[row][sheet.at(AE[1])] = sheet.rows[row][sheet.at(AE[0])]
        key = sheet.keys[row]
        stay = given.extracts.events[key]
        left = stay.minute + stay.minutes
        if left >= 1440:
            given.extracts.alter("ae", [row], minutes=1439 - stay.minute)
            sheet.rows[row][sheet.at("Departure time")] = "23:59"


def _two_ways(given: Given) -> None:
    """Every second row has the month first: two people made the file."""
    rows = range(0, len(given.sheet("gp").rows), 2)
    given.sheet("gp").change(GP, lambda cell: f"{parsed(cell):%m/%d/%Y}", rows)


def _half_iso(given: Given) -> None:
    rows = range(0, len(given.sheet("gp").rows), 2)
    given.sheet("gp").change(GP, lambda cell: f"{parsed(cell):%Y-%m-%d}", rows)


def _unix(given: Given) -> None:
    _with(
        given,
        lambda cell: str((parsed(cell) - date(1970, 1, 1)).days * 86400),
    )


DAYS = {
    "touches": ("gp day", "ae day", "gp time"),
    "spoils": (*ALL_OF_GP, "ae_days", "stays"),
}
HARMLESS = DAYS | {"may": (RIGHT,)}
DAMAGES = (
    Damage("dates as 2024-05-13", "SQL", _all("%Y-%m-%d"), **HARMLESS),
    Damage("dates as 13/05/24", "reports", _all("%d/%m/%y"), **HARMLESS),
    Damage("dates as 13.05.2024", "German settings", _all("%d.%m.%Y"), **HARMLESS),
    Damage("dates as 13-May-24", "SystmOne", _all("%d-%b-%y"), **HARMLESS),
    Damage("dates as 13 May 2024", "reports", _all("%d %B %Y"), **HARMLESS),
    Damage("dates as Mon 13/05/2024", "diaries", _all("%a %d/%m/%Y"), **HARMLESS),
    Damage("dates as 20240513", "HL7", _all("%Y%m%d"), **HARMLESS),
    Damage("dates as 05/13/2024", "American settings", _all("%m/%d/%Y"), **HARMLESS),
    Damage(
        "dates as 2024-05-13 00:00:00.000",
        "SQL Server",
        _all("%Y-%m-%d 00:00:00.000"),
        **HARMLESS,
    ),
    Damage("dates as 13052024", "old systems", _all("%d%m%Y"), told=UNREAD, **DAYS),
    Damage("dates as 130524", "old systems", _all("%d%m%y"), told=UNREAD, **DAYS),
    Damage("dates as 45425", "Excel numbers in CSV", _serials, **HARMLESS),
    Damage("dates as 1715558400", "Unix seconds", _unix, told=UNREAD, **DAYS),
    Damage(
        "dates as numbers in a workbook of 1904",
        "Excel for Mac",
        _serials_1904,
        formats=WORKBOOKS,
        told=("1904",),
        **DAYS,
    ),
    Damage(
        "true dates in a workbook of 1904",
        "Excel for Mac",
        _epoch_1904,
        formats=WORKBOOKS,
        **HARMLESS,
    ),
    Damage(
        "half of the dates swapped by Excel",
        "day-first file opened by an American Excel",
        _half_swapped,
        told=UNCLEAR,
        **DAYS,
    ),
    Damage(
        "day first and month first mixed",
        "two makers",
        _two_ways,
        told=UNCLEAR,
        may=(STOPPED, TOLD),
        **DAYS,
    ),
    Damage("half of the dates as 2024-05-13", "two systems", _half_iso, **HARMLESS),
    Damage(
        "no day above the 12th",
        "first days of months",
        _low_days,
        told=UNCLEAR,
        alone=True,
        **DAYS,
    ),
)
