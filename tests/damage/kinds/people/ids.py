"""Ids that were spoilt on their way: wrapped, cut, rounded, mistyped, placeholders."""

from tests.damage.damage import RIGHT, STOPPED, TOLD, Damage, Given
from tests.damage.extracts import nhs_number

PEOPLE = ("people", "use", "everybody", "births", "areas", "sexes", "deciles")
COUNTS = (*PEOPLE, "gp_days", "gp_hours", "statuses", "practices", "lengths")
COUNTS += ("reasons", "roles", "reason_codes")
ID = "NHS Number"
NO_JOIN = (r"ids_do_not_join", r"ids_join_poorly", r"both extracts")
SEEMS_SEVERAL = (
    r"cannot be one person",
    r"more than one person",
    r"several people",
    r"birth years|years of birth",
    r"share of (all|the) rows",
    r"% of (all|the) rows",
)


def _all(tables, how):
    def cells(given: Given) -> None:
        for table in tables:
            given.sheet(table).change(ID, how)

    return cells


def _local_with_zeros(given: Given) -> None:
    """Ids of eight digits that begin with zeros, which one extract has lost."""
    numbers = {
        one.nhs: f"00{200_000 + 37 * n}" for n, one in enumerate(given.extracts.people)
    }
    for table in ("gp", "ae", "patients"):
        sheet = given.sheet(table)
        sheet.change(ID, numbers.get)
        sheet.name(ID, "Patient number")
    given.sheet("ae").change("Patient number", lambda cell: cell.lstrip("0"))


def _cut_to_15(given: Given) -> None:
    for table in ("gp", "ae", "patients"):
        given.sheet(table).change(ID, lambda cell: f"40000000{cell}"[:15] + "000")
        given.sheet(table).name(ID, "Patient number")


def _scientific(share: float):
    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", share, 6)
        given.sheet("gp").change(ID, lambda cell: f"{cell[0]}.{cell[1:3]}E+09", rows)
        given.extracts.lose("gp", rows)

    return cells


def _absurd_share(given: Given) -> None:
    rows, one = given.extracts.some("gp", 0.12, 7), given.extracts.people[1].nhs
    given.sheet("gp").change(ID, lambda _: one, rows)


def _mistyped(given: Given) -> None:
    rows = given.extracts.some("gp", 0.01, 8)
    given.sheet("gp").change(ID, lambda cell: cell[:-1] + str(9 - int(cell[-1])), rows)


def _two_under_one(given: Given) -> None:
    """Six people's attendances stand under the number of somebody else of another age,
    sex and area."""
    people = given.extracts.people
    others = {}
    for n in range(6, 60, 10):
        other = next(
            one
            for one in people
            if abs(one.born.year - people[n].born.year) > 20
            and one.sex != people[n].sex
            and one.area != people[n].area
        )
        others[people[n].nhs] = other.nhs
    given.sheet("ae").change(ID, lambda cell: others.get(cell, cell))


def _one_under_two(given: Given) -> None:
    """Half the attendances of some people stand under the hospital's own number."""
    local = {one.nhs: one.local for one in given.extracts.people[::12]}
    rows = range(0, len(given.sheet("ae").rows), 2)
    given.sheet("ae").change(ID, lambda cell: local.get(cell, cell), rows)


def _unmatched_kinds(given: Given) -> None:
    """A&E has the hospital's own numbers, the GP has NHS numbers: nobody joins."""
    local = {one.nhs: one.local for one in given.extracts.people}
    given.sheet("ae").change(ID, local.get)
    given.sheet("ae").name(ID, "Hospital number")


IDS = ("gp id", "ae id", "list id")
SHORT = {"touches": IDS, "spoils": PEOPLE}
assert nhs_number(999_999_999) == "9999999999"  # passes the check, and is a dummy
DAMAGES = (
    Damage(
        'ids as ="…" in both extracts',
        "Excel text kept in CSV",
        _all(("gp", "ae", "patients"), lambda cell: f'="{cell}"'),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        'ids as ="…" in one, \'… in the other',
        "two exports by two people",
        lambda given: (
            _all(("gp",), lambda cell: f'="{cell}"')(given),
            _all(("ae",), lambda cell: f"'{cell}")(given),
        ),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "apostrophe before the ids of A&E",
        "Excel text prefix",
        _all(("ae",), lambda cell: f"'{cell}"),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "leading zeros of ids lost in one extract",
        "CSV opened in Excel and saved",
        _local_with_zeros,
        told=(r"leading zero", r"zeros"),
        must_tell=True,
        **SHORT,
    ),
    Damage(
        "ids of 18 digits cut to 15",
        "CSV opened in Excel and saved",
        _cut_to_15,
        told=(r"id_rounded", r"15 digits", r"ends? (all )?in 0", r"spreadsheet"),
        must_tell=True,
        may=(TOLD, STOPPED),
        **SHORT,
    ),
    Damage(
        "ids as 9.43E+09 throughout",
        "CSV opened in Excel and saved",
        _scientific(0.9999),
        touches=("gp id",),
        told=(r"id_rounded", r"rounded"),
        may=(STOPPED,),
    ),
    Damage(
        "ids as 9.43E+09 in a few rows",
        "rows pasted from Excel",
        _scientific(0.004),
        spoils=COUNTS,
        touches=("gp id",),
        told=(r"id_rounded", r"rounded"),
        must_tell=True,
    ),
    Damage(
        "one id with an eighth of all rows",
        "a test patient, or a default number",
        _absurd_share,
        touches=("gp id",),
        spoils=(*PEOPLE,),
        told=SEEMS_SEVERAL,
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "a digit of some NHS numbers mistyped",
        "typed by hand",
        _mistyped,
        touches=("gp id",),
        spoils=PEOPLE,
        told=(r"nhs_number_wrong",),
        may=(TOLD,),
    ),
    Damage(
        "two people under one id",
        "records merged at the source",
        _two_under_one,
        touches=("ae id",),
        spoils=PEOPLE,
        told=SEEMS_SEVERAL,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "one person under two ids",
        "NHS number traced later",
        _one_under_two,
        touches=("ae id",),
        spoils=PEOPLE,
        told=(r"two ids|under two", r"kinds? of ids?", r"(no|not) nhs numbers?"),
        may=(TOLD, STOPPED),
    ),
    Damage(
        "A&E with hospital numbers, GP with NHS numbers",
        "two systems",
        _unmatched_kinds,
        touches=IDS,
        spoils=PEOPLE,
        told=NO_JOIN,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "NHS numbers as 943 476 5919",
        "reports for people",
        _all(("gp",), lambda cell: f"{cell[:3]} {cell[3:6]} {cell[6:]}"),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "NHS numbers as 943-476-5919",
        "reports for people",
        _all(("ae",), lambda cell: f"{cell[:3]}-{cell[3:6]}-{cell[6:]}"),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "ids with .0 behind",
        "pandas, with gaps in the column",
        _all(("gp", "patients"), lambda cell: f"{cell}.0"),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "spaces and invisible characters around ids",
        "copied from a web page",
        _all(("ae",), lambda cell: f"\u200b {cell}\u00a0\ufeff"),
        may=(RIGHT,),
        **SHORT,
    ),
    Damage(
        "ids in quotes within the cell",
        "quoted twice",
        _all(("ae",), lambda cell: f'"{cell}"'),
        told=(r"quot",),
        **SHORT,
    ),
)
