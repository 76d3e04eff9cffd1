"""What is written in a table read back as a number, with the format that writes it so
again."""

import re

NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<pound>£?)(?P<whole>\d{1,3}(?:,\d{3})*|\d+)"
    r"(?P<part>\.\d+)?(?P<percent>%?)"
)
NOT_A_NUMBER = ("*", "–", "")  # hidden, not known, empty


def read_number(text: str) -> tuple[float, str] | None:
    """(value, Excel number format) of "1,234", "12.3%", "−£5,630"; None where it is no
    number."""
    found = NUMBER.fullmatch(str(text).strip())
    if not found:
        return None
    part = found["part"] or ""
    value = float(found["whole"].replace(",", "") + part)
    if found["sign"] in ("-", "−"):
        value = -value
    form = (
        ("£" if found["pound"] else "")
        + "#,##0"
        + ("." + "0" * (len(part) - 1) if part else "")
    )
    return (value / 100, form + "%") if found["percent"] else (value, form)


def is_number(text: str) -> bool:
    """Whether a cell is a number, or stands for one that is hidden or not known."""
    return str(text) in NOT_A_NUMBER or read_number(text) is not None
