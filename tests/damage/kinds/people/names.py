"""Names of practices, PCNs and places, which are not keys."""

from tests.damage.damage import RIGHT, TOLD, Damage, Given

NAME, CODE = "Practice name", "Practice code"


def _named(header: str, cells: list[str], true: list[str] | None = None):
    """Other words under a header of the practices, in their order."""

    def damage(given: Given) -> None:
        sheet = given.sheet("practices")
        for row, cell in enumerate(cells):
            sheet.rows[row][sheet.at(header)] = cell
        for row, cell in enumerate(true or cells):
            code = sheet.rows[row][sheet.at(CODE)]
            name, pcn = given.extracts.names[code]
            one = (cell, pcn) if header == NAME else (name, cell)
            given.extracts.names[code] = one

    return damage


def _twice(given: Given) -> None:
    """A practice stands twice, the second time with an old name."""
    sheet = given.sheet("practices")
    sheet.rows.append([*sheet.rows[0]])
    sheet.rows[-1][sheet.at(NAME)] = "Old name of it"
    sheet.keys.append(None)


def _none(given: Given) -> None:
    del given.extracts.sheets["practices"]
    del given.how["practices"]
    given.extracts.names = {}


NAMED = {"touches": ("names",)}
FINE = NAMED | {"may": (RIGHT, TOLD), "told": (r"name",), "spoils": ()}
CLEANED = NAMED | {"spoils": ("names",), "told": (r"name",), "may": (RIGHT, TOLD)}
DAMAGES = (
    Damage(
        "two practices of one name",
        "branches, chains",
        _named(NAME, ["The Surgery", "The Surgery", "The Surgery", "Dale View"]),
        **FINE,
    ),
    Damage(
        "names that differ by spaces and capitals",
        "typed",
        _named(
            NAME,
            ["Ash Lane", "ASH LANE ", "ash  lane", "Dale View"],
            ["Ash Lane", "ASH LANE", "ash  lane", "Dale View"],
        ),
        **CLEANED,
    ),
    Damage(
        "PCN with a space behind in some rows",
        "typed",
        _named(
            "PCN",
            ["North PCN", "North PCN ", "South PCN", " South PCN"],
            ["North PCN", "North PCN", "South PCN", "South PCN"],
        ),
        **NAMED,
        may=(RIGHT,),
    ),
    Damage(
        "names with commas, quotes and bars",
        "official names",
        _named(
            NAME,
            ["Ash, Birch & Co", 'The "Old" Surgery', "St John’s | East", "O'Neill"],
        ),
        **NAMED,
        may=(RIGHT,),
    ),
    Damage(
        "names with control characters",
        "terminals",
        _named(
            NAME,
            ["Ash\x0bLane", "Birch\x1b[32m Road", "Cedar\x07", "Dale View"],
            ["AshLane", "Birch Road", "Cedar", "Dale View"],
        ),
        **CLEANED | {"formats": ("csv", "parquet")},
    ),
    Damage(
        "names as formulas",
        "harm meant",
        _named(NAME, ["=cmd|' /C calc'!A0", "+Birch", "@Cedar", "-Dale"]),
        **CLEANED,
    ),
    Damage(
        "names as links, images and HTML",
        "harm meant",
        _named(
            NAME,
            [
                "[x](http://e.example/a)",
                "![x](http://e.example/a.png)",
                "<img src=//e.example/a>",
                "**Dale** `View`",
            ],
        ),
        **CLEANED,
    ),
    Damage(
        "names of five hundred letters",
        "typed",
        _named(NAME, ["x" * 500, "Birch", "Cedar", "Dale"]),
        **CLEANED,
    ),
    Damage(
        "names that are empty",
        "list without names",
        _named(NAME, ["", "", "", ""]),
        **NAMED,
        spoils=("names",),
        told=(r"name",),
        may=(RIGHT, TOLD),
    ),
    Damage(
        "names with emoji and accents",
        "typed",
        _named(NAME, ["Ash 🌳 Lane", "Bürch", "Cédar", "Dàle"]),
        **NAMED,
        may=(RIGHT,),
    ),
    Damage(
        "a practice twice, with an old name",
        "merged lists",
        _twice,
        touches=("names",),
        told=(r"rows_repeated", r"repeat"),
        must_tell=True,
    ),
    Damage(
        "no list of practices",
        "not given",
        _none,
        touches=("names", "practices"),
        may=(RIGHT,),
    ),
)
