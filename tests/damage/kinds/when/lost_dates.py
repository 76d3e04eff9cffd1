"""Rows without a date that can be."""

from tests.damage.damage import STOPPED, Damage, Given
from tests.damage.kinds.when.dates import ALL_OF_GP, GP, UNREAD


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


LOST = {
    "touches": ("gp day",),
    "spoils": ALL_OF_GP,
    "told": UNREAD,
    "must_tell": True,
}
DAMAGES = (
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
)
