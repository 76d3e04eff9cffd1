"""The periods that indicators are of, read from the ways in which they are written."""

import re
from dataclasses import dataclass
from datetime import date

NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
MONTHS = [name[:3] for name in NAMES]
FIRST_YEAR, LAST_YEAR = 1990, 2100
FINANCIAL = 4  # the month in which a financial year starts
TEXT = re.compile(
    r"""
    # 2023/24, 2023/24 Q1
    (?P<year>\d{4})\s*[/-]\s*(?P<next>\d{4}|\d{2})(\s*-?\s*q(?P<fq>[1-4]))?
    # 2024 Q2
    | (?P<cy>\d{4})\s*-?\s*q(?P<cq>[1-4])
    # 2024-03-01, as a spreadsheet makes of Mar 2024
    | (?P<iy>\d{4})-(?P<im>\d{2})-\d{2}([ t]00:00(:00)?)?
    # Mar 2024
    | (?P<word>[a-z]{3,9})\.?[\s-]+(?P<wy>\d{4}|\d{2})
    # 2024
    | (?P<only>\d{4})(\.0)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Period:
    """So many months from the first day of one."""

    start: date
    months: int

    @property
    def end(self) -> date:
        """The day after it."""
        index = self.start.year * 12 + self.start.month - 1 + self.months
        return date(index // 12, index % 12 + 1, 1)

    def in_words(self) -> str:
        """ "March 2024", "April to June 2024", "2023/24", "2024"."""
        last = self.end
        before = date(last.year - (last.month == 1), (last.month - 2) % 12 + 1, 1)
        if self.months == 1:
            return f"{self.start:%B %Y}"
        if self.months == 12 and self.start.month == FINANCIAL:
            return f"{self.start.year}/{(self.start.year + 1) % 100:02d}"
        if self.months == 12 and self.start.month == 1:
            return str(self.start.year)
        if self.start.year == before.year:
            return f"{self.start:%B} to {before:%B %Y}"
        return f"{self.start:%B %Y} to {before:%B %Y}"


def period_of(text: str) -> Period | None:
    """The period that a text means; None where it cannot be told for sure.

    Quarters of "2023/24 Q1" are those of the financial year, of "2024 Q1" those of the
    calendar year. A day of a month, as a spreadsheet makes of "Mar 2024", is that
    month. "2023-24" is a financial year: no month has the number 24; "2001-02" could
    be either and is none.
    """
    found = TEXT.fullmatch(text.strip())
    if not found:
        return None
    said = found.groupdict()
    if said["year"]:
        return _financial(said["year"], said["next"], said["fq"], text)
    if said["cy"]:
        return _made(int(said["cy"]), 3 * int(said["cq"]) - 2, 3)
    if said["iy"]:
        return _made(int(said["iy"]), int(said["im"]), 1)
    if said["word"]:
        month = said["word"][:3].lower()
        if month not in MONTHS or not _is_month(said["word"]):
            return None
        year = int(said["wy"])
        return _made(year + 2000 if year < 100 else year, MONTHS.index(month) + 1, 1)
    return _made(int(said["only"]), 1, 12)


def _financial(year: str, then: str, quarter: str | None, text: str) -> Period | None:
    first, second = int(year), int(then)
    follows = (first + 1) % 100 == second % 100 and len(then) in (2, 4)
    if len(then) == 4 and second != first + 1:
        follows = False
    dashed = "/" not in text
    if dashed and len(then) == 2 and 1 <= second <= 12:
        # 2011-12 and 2024-03: a month unless it can only be a financial year.
        return None if follows else (_made(first, second, 1) if not quarter else None)
    if not follows:
        return None
    if quarter is None:
        return _made(first, FINANCIAL, 12)
    month = FINANCIAL + 3 * (int(quarter) - 1)
    return _made(first + month // 13, (month - 1) % 12 + 1, 3)


def _made(year: int, month: int, months: int) -> Period | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return Period(date(year, month, 1), months)


def _is_month(word: str) -> bool:
    return any(name.startswith(word.lower()) for name in NAMES) or (
        word.lower() == "sept"
    )
