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


def _parsed(cell: str) -> date:
    return datetime.strptime(cell, "%d/%m/%Y").date()


def _all(form: str):
    """Every date in another form."""

    def how(cell: str) -> str:
        return f"{_parsed(cell):{form}}" if cell else ""

    def cells(given: Given) -> None:
        given.sheet("gp").change(GP, how)
        for header in AE:
            given.sheet("ae").change(header, how)

    return cells


def _serials(given: Given) -> None:
    _with(given, lambda cell: str((_parsed(cell) - EPOCH).days))


def _with(given: Given, how) -> None:
    given.sheet("gp").change(GP, how)
    for header in AE:
        given.sheet("ae").change(header, how)


def _serials_1904(given: Given) -> None:
    """Numbers without a date format, in a workbook that counts from 1904."""
    _with(given, lambda cell: str((_parsed(cell) - date(1904, 1, 1)).days))
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
        when = _parsed(cell)
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
                if _parsed(cell).day > 12
                else f"{date(_parsed(cell).year, _parsed(cell).day, _parsed(cell).month)}"
                " 00:00:00"
            ),
        )


def _some(text: str, share: float, lost: bool = True):
    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", share, 12)
        given.sheet("gp").change(GP, lambda _: text, rows)
        if lost:
            given.extracts.lose("gp", rows)

    return cells


def _never_left(given: Given) -> None:
    """Departure on 31/12/9999: still in the department, as a database puts it."""
    rows = given.extracts.some("ae", 0.03, 13)
    given.sheet("ae").change("Departure date", lambda _: "31/12/9999", rows)


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
    given.sheet("gp").change(GP, lambda cell: f"{_parsed(cell):%m/%d/%Y}", rows)


def _half_iso(given: Given) -> None:
    rows = range(0, len(given.sheet("gp").rows), 2)
    given.sheet("gp").change(GP, lambda cell: f"{_parsed(cell):%Y-%m-%d}", rows)


def _births(how, share: float = 1.0):
    def cells(given: Given) -> None:
        sheet = given.sheet("patients")
        rows = given.extracts.some("patients", share, 14)
        sheet.change(BORN, how, rows)

    return cells


def _unix(given: Given) -> None:
    _with(
        given,
        lambda cell: str((_parsed(cell) - date(1970, 1, 1)).days * 86400),
    )


DAYS = {
    "touches": ("gp day", "ae day", "gp time"),
    "spoils": (*ALL_OF_GP, "ae_days", "stays"),
}
HARMLESS = DAYS | {"may": (RIGHT,)}
LOST = {
    "touches": ("gp day",),
    "spoils": ALL_OF_GP,
    "told": UNREAD,
    "must_tell": True,
}
AGES = {
    "touches": ("born",),
    "spoils": ("births",),
    "told": (r"\bages?\b", r"birth|born"),
}
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
    Damage(
        "year 9999 in some visits",
        "open end in a database",
        _some("31/12/9999", 0.004),
        **LOST,
    ),
    Damage(
        "year 0001 in some visits",
        "empty date in .NET",
        _some("01/01/0001", 0.004),
        **LOST,
    ),
    Damage(
        "year 1900 in some visits",
        "empty date in SQL Server",
        _some("01/01/1900", 0.004),
        **LOST,
    ),
    Damage("some visits in 2042", "typed", _some("13/05/2042", 0.004), **LOST),
    Damage("31 June in some visits", "typed", _some("31/06/2023", 0.004), **LOST),
    Damage("no date in 3 % of visits", "never arranged", _some("", 0.03), **LOST),
    Damage(
        "no date in a quarter of visits",
        "a join that missed",
        _some("", 0.25),
        **LOST | {"may": (STOPPED,), "alone": True},
    ),
    Damage("words for some dates", "typed", _some("to be confirmed", 0.01), **LOST),
    Damage(
        "departure in year 9999",
        "still in the department",
        _never_left,
        touches=("ae day",),
        spoils=("stays",),
        told=(r"departure", r"departed"),
        must_tell=True,
    ),
    Damage(
        "births as 12/03/31",
        "two-digit years",
        _births(lambda c: c[:6] + c[8:]),
        **AGES,
    ),
    Damage(
        "births as 12-Mar-31",
        "two-digit years",
        _births(lambda c: f"{_parsed(c):%d-%b-%y}"),
        **AGES,
    ),
    Damage("births as 1931", "year only", _births(lambda c: c[6:]), **AGES),
    Damage(
        "births as 1931-03-12",
        "SQL",
        _births(lambda c: f"{_parsed(c)}"),
        **AGES | {"may": (RIGHT,)},
    ),
    Damage(
        "births on 01/01/1900 for a tenth",
        "not known",
        _births(lambda _: "01/01/1900", 0.1),
        must_tell=True,
        **AGES,
    ),
    Damage(
        "births after the last record",
        "year typed wrong",
        _births(lambda c: c[:6] + "2031", 0.04),
        must_tell=True,
        **AGES,
    ),
    Damage(
        "births as numbers of Excel",
        "Excel numbers in CSV",
        _births(lambda c: str((_parsed(c) - EPOCH).days)),
        **AGES,
    ),
)
