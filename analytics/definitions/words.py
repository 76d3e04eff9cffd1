"""How numbers, days and lists are written, the same on every page, picture and
export."""

from collections.abc import Callable, Iterable
from datetime import date

ABOUT, LIKELY, CANNOT_TELL = "about", "likely", "cannot tell"
# Nine chances in ten on one side are 1.28 standard deviations, of the 1.96 from the
# middle of a 95% interval to its end.
LIKELY_FROM = 1.2816 / 1.96


def day_in_words(day: date) -> str:
    """ "31 August 2024"."""
    return f"{day.day} {day:%B %Y}"


def month_in_words(day: date) -> str:
    """ "Aug 2024"."""
    return f"{day:%b %Y}"


def months_in_words(months: Iterable[date]) -> str:
    """ "Sep 2021 to Aug 2024", of months in their order; "" of none."""
    ends = list(months)
    if not ends:
        return ""
    first, last = month_in_words(ends[0]), month_in_words(ends[-1])
    return first if first == last else f"{first} to {last}"


def listed(items: Iterable[object], last: str = "and") -> str:
    """ "a, b and c"; with another word before the last where "or" is meant."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(number: float) -> str:
    """ "1,234"; whole."""
    return f"{int(round(number)):,}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """ "1 person", "37 people": a number with its noun."""
    return f"{count(number)} {one if round(number) == 1 else many or one + 's'}"


def people(number: float) -> str:
    """ "37 people"."""
    return counted(number, "person", "people")


def percent(share: float, decimals: int = 0) -> str:
    """0.28 as "28%"."""
    return f"{100 * share:.{decimals}f}%"


def pounds(number: float) -> str:
    """ "£629,909"; with a sign before the pound where it is below zero."""
    return f"{'−' if round(number) < 0 else ''}£{abs(number):,.0f}"


def rate(number: float) -> str:
    """ "6.4": one decimal."""
    return f"{number:,.1f}"


def interval(low: float, high: float, write: Callable[[float], str] = rate) -> str:
    """ "4.2 to 6.1"; "4.2" where both ends are written alike."""
    first, last = write(low), write(high)
    return first if first == last else f"{first} to {last}"


def sureness(point: float, low: float, high: float, nothing: float = 0.0) -> str:
    """How surely an estimate with its 95% interval may be said, the same everywhere.

    "about": the whole interval lies on one side of nothing. "likely": it does not, but
    the estimate's side has at least nine chances in ten (of a normal distribution with
    that interval). "cannot tell": all else, and where there is no estimate.
    """
    if point != point or low != low or high != high:
        return CANNOT_TELL
    if low > nothing or high < nothing:
        return ABOUT
    reach = point - low if point > nothing else high - point
    if abs(point - nothing) >= LIKELY_FROM * reach > 0:
        return LIKELY
    return CANNOT_TELL


def plain(slug: str) -> str:
    """A category's value as words: "did_not_attend" as "Did not attend"."""
    text = str(slug).replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def with_article(words: str) -> str:
    """ "a GP visit", "an A&E attendance"."""
    return f"{'an' if words[:1].upper() in 'AEIOU' else 'a'} {words}"


def mid_sentence(name: str) -> str:
    """A name within a sentence: "Anxiety or low mood" as "anxiety or low mood", "PCN
    team" and "A&E attendances" as they are."""
    short = any(letter.isupper() for letter in name.split(" ", 1)[0][1:])
    return name if short else name[:1].lower() + name[1:]
