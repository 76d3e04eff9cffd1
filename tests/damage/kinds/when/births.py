"""Dates of birth."""

from tests.damage.damage import RIGHT, Damage, Given
from tests.damage.kinds.when.dates import BORN, EPOCH, parsed


def _births(how, share: float = 1.0):
    def cells(given: Given) -> None:
        sheet = given.sheet("patients")
        rows = given.extracts.some("patients", share, 14)
        sheet.change(BORN, how, rows)

    return cells


AGES = {
    "touches": ("born",),
    "spoils": ("births",),
    "told": (r"\bages?\b", r"birth|born"),
}
DAMAGES = (
    Damage(
        "births as 12/03/31",
        "two-digit years",
        _births(lambda c: c[:6] + c[8:]),
        **AGES,
    ),
    Damage(
        "births as 12-Mar-31",
        "two-digit years",
        _births(lambda c: f"{parsed(c):%d-%b-%y}"),
        **AGES,
    ),
    Damage("births as 1931", "year only", _births(lambda c: c[6:]), **AGES),
    Damage(
        "births as 1931-03-12",
        "SQL",
        _births(lambda c: f"{parsed(c)}"),
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
        _births(lambda c: str((parsed(c) - EPOCH).days)),
        **AGES,
    ),
)
