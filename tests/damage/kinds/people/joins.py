"""Codes that miss what they should join: practices, areas, people, code lists."""

from tests.damage.damage import RIGHT, STOPPED, TOLD, Damage, Given
from tests.damage.kinds.people.ids import ID

PRACTICE, AREA = "Practice code", "LSOA"
OF_PRACTICE = ("practices", "ae_practices")


def _codes(tables, header, how):
    def cells(given: Given) -> None:
        for table in tables:
            given.sheet(table).change(header, how)

    return cells


def _not_listed(given: Given) -> None:
    """Three in ten people are on no list: it is of two practices only."""
    sheet = given.sheet("patients")
    where = sheet.at(PRACTICE)
    sheet.only(
        n for n, row in enumerate(sheet.rows) if row[where] in ("F81001", "F81002")
    )


def _list_of_others(given: Given) -> None:
    """The list has ids of its own: nobody of it is in an extract."""
    given.sheet("patients").change(ID, lambda cell: f"L{cell[::-1]}")
    given.sheet("patients").name(ID, "Patient number")


def _listed_twice(given: Given) -> None:
    """A fifth of the people stand twice: they moved practice."""
    sheet = given.sheet("patients")
    ends, begins = [""] * len(sheet.rows), [""] * len(sheet.rows)
    sheet.add("Registered from", begins)
    sheet.add("Registered to", ends)
    for row in range(0, 140, 5):
        earlier = list(sheet.rows[row])
        earlier[sheet.at(PRACTICE)] = "F81004"
        earlier[-2:] = ["01/01/2010", "31/12/2015"]
        sheet.rows[row][-2:] = ["01/01/2016", ""]
        sheet.rows.append(earlier)
        sheet.keys.append(sheet.keys[row])


def _no_list(given: Given) -> None:
    """A&E knows age, sex and area; the GP's people without attendance are not known."""
    del given.extracts.sheets["patients"]
    del given.how["patients"]


def _unknown_practices(given: Given) -> None:
    """The list of practices is another county's."""
    sheet = given.sheet("practices")
    sheet.change("Practice code", lambda cell: "B" + cell[1:])
    given.extracts.names = {
        "B" + code[1:]: one for code, one in given.extracts.names.items()
    }


def _no_fixed_practice(given: Given) -> None:
    rows = given.extracts.some("ae", 0.1, 51)
    given.sheet("ae").change(PRACTICE, lambda _: "V81999", rows)
    given.extracts.alter("ae", rows, practice="V81999")


TIDY = {"touches": ("practice",), "spoils": OF_PRACTICE, "told": (r"practice",)}
DAMAGES = (
    Damage(
        "practice codes in small letters",
        "typed",
        _codes(("gp",), PRACTICE, str.lower),
        touches=("practice",),
        may=(RIGHT,),
    ),
    Damage(
        "spaces around practice codes",
        "SQL char(10)",
        _codes(("gp", "ae"), PRACTICE, lambda c: f" {c}   "),
        touches=("practice",),
        may=(RIGHT,),
    ),
    Damage(
        "spaces within practice codes",
        "typed",
        _codes(("ae",), PRACTICE, lambda c: f"{c[:3]} {c[3:]}"),
        **TIDY,
    ),
    Damage(
        "hard spaces behind practice codes",
        "copied from a web page",
        _codes(("ae",), PRACTICE, lambda c: c + "\u00a0"),
        **TIDY,
    ),
    Damage(
        "branch numbers behind practice codes",
        "branch surgeries",
        _codes(("gp",), PRACTICE, lambda c: c + "001"),
        **TIDY | {"told": (r"practice",)},
    ),
    Damage(
        "names in the place of practice codes",
        "reports",
        _codes(
            ("ae",),
            PRACTICE,
            {
                "F81001": "Ash Lane Surgery",
                "F81002": "Birch Road Practice",
                "F81003": "Cedar House",
                "F81004": "Dale View Medical Centre",
            }.get,
        ),
        **TIDY,
    ),
    Damage(
        "practices of the list are others",
        "wrong county",
        _unknown_practices,
        touches=("practices",),
        told=(r"practice",),
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "V81999 for people without a practice",
        "SUS+",
        _no_fixed_practice,
        touches=("practice",),
        told=(r"practice",),
    ),
    Damage(
        "areas in small letters",
        "typed",
        _codes(("patients", "ae"), AREA, str.lower),
        touches=("area",),
        may=(RIGHT,),
    ),
    Damage(
        "areas that are no areas",
        "other code list",
        _codes(("patients", "ae"), AREA, lambda c: f"W0{c[-4:]}"),
        touches=("area",),
        spoils=("areas", "deciles"),
        told=(r"\d (small )?areas?\b", r"area codes?", r"lsoa"),
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "three in ten people on no list",
        "list of two practices",
        _not_listed,
        touches=("list",),
        spoils=("births", "areas", "sexes", "everybody", "deciles"),
        told=(r"list",),
        must_tell=True,
    ),
    Damage(
        "the list has other ids",
        "two systems",
        _list_of_others,
        touches=("list", "list id"),
        spoils=("births", "areas", "sexes", "everybody", "deciles"),
        told=(r"list",),
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "people who moved practice stand twice",
        "registrations",
        _listed_twice,
        touches=("list",),
        may=(RIGHT,),
    ),
    Damage(
        "no list of people",
        "not given",
        _no_list,
        touches=("list", "list id", "born", "sex", "area"),
        unasked=("births", "areas", "sexes", "deciles"),
    ),
)
