"""One person under two ids: two digits swapped, a new number from a day on."""

from datetime import date

from tests.damage.damage import STOPPED, TOLD, Damage, Given
from tests.damage.extracts import nhs_number
from tests.damage.kinds.people.ids import ID, PEOPLE

TWO = (r"two ids",)


def _swapped(number: str) -> str:
    at = next(n for n in range(3, 9) if number[n] != number[n + 1])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _two_digits_swapped(given: Given) -> None:
    """Half the attendances of some people, typed at the desk."""
    some = {one.nhs for one in given.extracts.people[5::20]}
    rows = range(0, len(given.sheet("ae").rows), 2)
    given.sheet("ae").change(
        ID, lambda cell: _swapped(cell) if cell in some else cell, rows
    )


def _renumbered(given: Given) -> None:
    """Those who attend often have another NHS number from July on."""
    people = given.extracts.people
    often = [person.nhs for n, person in enumerate(people) if n % 20 in (0, 5)]
    new = (one for n in range(10**3) if (one := nhs_number(931_000_000 + 7_919 * n)))
    other = dict(zip(often, new, strict=False))
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        later = [
            n
            for n, key in enumerate(sheet.keys)
            if key in given.extracts.events
            and given.extracts.events[key].day >= date(2023, 8, 1)
        ]
        sheet.change(ID, lambda cell: other.get(cell, cell), later)
    sheet = given.sheet("patients")
    for row in [list(row) for row in sheet.rows]:
        if row[0] in other:
            sheet.rows.append([other[row[0]], *row[1:]])
            sheet.keys.append(None)


DAMAGES = (
    Damage(
        "two digits of some NHS numbers swapped",
        "typed by hand",
        _two_digits_swapped,
        touches=("ae id",),
        spoils=PEOPLE,
        told=TWO,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "those who attend often renumbered in August",
        "a change of systems",
        _renumbered,
        touches=("gp id", "ae id", "list id"),
        spoils=PEOPLE,
        told=TWO,
        may=(TOLD, STOPPED),
        alone=True,
    ),
)
