"""Where a cell of a worksheet lies: its name, column and row."""

import re
from typing import NamedTuple

NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
REFERENCE = re.compile(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b")


class At(NamedTuple):
    """A cell's row and column, both from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """ "D7"."""
        return f"{letters(self.column)}{self.row}"

    def beside(self, by: int = 1) -> "At":
        return At(self.row, self.column + by)

    def beneath(self, by: int = 1) -> "At":
        return At(self.row + by, self.column)


def at(name: str) -> At:
    """Where "D7" or "$D$7" lies. Raises ValueError for anything else."""
    found = NAME.fullmatch(name.strip())
    if not found:
        raise ValueError(f"{name!r} is no cell.")
    return At(int(found[2]), number(found[1]))


def number(name: str) -> int:
    """The number of column "D": 4."""
    found = 0
    for letter in name:
        found = 26 * found + ord(letter) - ord("A") + 1
    return found


def letters(column: int) -> str:
    """The name of column 4: "D"."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it is so many rows below and columns to the right: what is not held
    by a dollar moves along."""

    def one(found: re.Match[str]) -> str:
        held, name, fixed, row = found.groups()
        column = name if held else letters(number(name) + columns)
        return f"{held}{column}{fixed}{row if fixed else int(row) + rows}"

    return REFERENCE.sub(one, formula)


def inside(where: At, area: str) -> bool:
    """Whether a cell lies in "B6", "D8:Z8" or several of these, parted by spaces."""
    for part in area.split():
        first, _, last = part.partition(":")
        low, high = at(first), at(last or first)
        if low.row <= where.row <= high.row and low.column <= where.column <= (
            high.column
        ):
            return True
    return False
