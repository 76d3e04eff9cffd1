"""How numbers, days and lists are written, the same on every page, picture and
export."""

from datetime import date


def day_in_words(day: date) -> str:
    """ "31 August 2024"."""
    return f"{day.day} {day:%B %Y}"


def month_in_words(day: date) -> str:
    """ "Aug 2024"."""
    return f"{day:%b %Y}"


def listed(items, last: str = "and") -> str:
    """ "a, b and c"; with another word before the last where "or" is meant."""
    items = [str(item) for item in items]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def count(number) -> str:
    """ "1,234"; whole."""
    return f"{int(round(number)):,}"


def counted(number, one: str, many: str | None = None) -> str:
    """ "1 person", "37 people": a number with its noun."""
    return f"{count(number)} {one if round(number) == 1 else many or one + 's'}"


def people(number) -> str:
    """ "37 people"."""
    return counted(number, "person", "people")


def percent(share, decimals: int = 0) -> str:
    """0.28 as "28%"."""
    return f"{100 * share:.{decimals}f}%"


def pounds(number) -> str:
    """ "£629,909"; with a sign before the pound where it is below zero."""
    return f"{'−' if round(number) < 0 else ''}£{abs(number):,.0f}"


def rate(number) -> str:
    """ "6.4": one decimal."""
    return f"{number:,.1f}"


def interval(low, high, write=rate) -> str:
    """ "4.2 to 6.1"."""
    return f"{write(low)} to {write(high)}"


def plain(slug: str) -> str:
    """A category's value as words: "did_not_attend" as "Did not attend"."""
    text = str(slug).replace("_", " ").strip()
    return text[:1].upper() + text[1:]
