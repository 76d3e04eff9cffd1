"""Names of files, packing, length, and files given for something else."""

import gzip
import zipfile

from tests.damage.damage import STOPPED, Damage, Given
from tests.damage.kinds.files import FINE, ending_with
from tests.damage.writing import How, write


def _called(name: str):
    def cells(given: Given) -> None:
        given.how["gp"].name = name

    return cells


def _zipped(given: Given) -> None:
    (path,) = given.files["gp"]
    packed = path.with_name("gp packed.zip")
    with zipfile.ZipFile(packed, "w") as out:
        out.write(path, f"export/{path.name}")
        out.writestr("__MACOSX/._gp", b"\x00")
    given.files["gp"] = [packed]


def _gzipped(given: Given) -> None:
    (path,) = given.files["gp"]
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    given.files["gp"] = [packed]


def _brackets(given: Given) -> None:
    """report[1].csv beside report1.csv: what browsers call a second download."""
    (path,) = given.files["gp"]
    whole = path.rename(path.with_name(f"report[1]{path.suffix}"))
    few = given.sheet("gp").part(range(7))
    write(few, How(name="report1"), given.folder, given.kind)
    given.files["gp"] = [whole]


def _stars(given: Given) -> None:
    (path,) = given.files["gp"]
    whole = path.rename(path.with_name(f"report *new* (what?){path.suffix}"))
    write(
        given.sheet("gp").part(range(7)),
        How(name="report older new (whatX)"),
        given.folder,
        given.kind,
    )
    given.files["gp"] = [whole]


def _long(given: Given, lines: int) -> None:
    """Just as many lines as old programs can hold, the header among them."""
    sheet = given.sheet("gp")
    have = len(sheet.rows)
    whole, rest = divmod(lines - 1, have)
    rows, keys, number = [], [], max(given.extracts.events) + 1
    where = sheet.at("Appointment number")
    for again in range(whole + 1):
        for n in range(have if again < whole else rest):
            row, key = list(sheet.rows[n]), sheet.keys[n]
            if again:
                row[where] = f"{row[where]}x{again}"
                given.extracts.events[number] = given.extracts.events[key]
                key, number = number, number + 1
            rows.append(row)
            keys.append(key)
    sheet.rows, sheet.keys = rows, keys


def _swapped(given: Given) -> None:
    given.files["gp"], given.files["ae"] = given.files["ae"], given.files["gp"]


def _one_for_both(given: Given) -> None:
    given.files["ae"] = list(given.files["gp"])


DAMAGES = (
    Damage(
        "named .CSV, .XLSX, .PARQUET",
        "old systems",
        lambda g: ending_with(g.kind.upper())(g),
        **FINE
        | {
            "touches": (
                "ending",
                "packing",
            )
        },
    ),
    Damage(
        "packed as zip",
        "sent by e-mail",
        files=_zipped,
        **FINE
        | {
            "touches": (
                "packing",
                "ending",
            )
        },
    ),
    Damage(
        "packed as gzip",
        "warehouse",
        files=_gzipped,
        **FINE
        | {
            "touches": (
                "packing",
                "ending",
            )
        },
    ),
    Damage(
        "brackets in the name, another file beside",
        "browser downloads",
        files=_brackets,
        **FINE
        | {
            "touches": (
                "file name",
                "packing",
                "file kind",
            )
        },
    ),
    Damage(
        "stars and question marks in the name",
        "renamed",
        files=_stars,
        **FINE
        | {
            "touches": (
                "file name",
                "packing",
                "file kind",
            )
        },
    ),
    Damage(
        "a comma, quotes and spaces in the name",
        "people",
        _called("visits, 'all' of 2023 – new"),
        **FINE | {"touches": ("file name",)},
    ),
    Damage(
        "exactly 65,536 lines",
        "old Excel, old exports",
        lambda g: _long(g, 65_536),
        formats=("csv", "xls"),
        alone=True,
        told=(r"65,?536",),
        must_tell=True,
        may=("told", STOPPED),
    ),
    Damage(
        "exactly 10,001 lines",
        "grids of a system",
        lambda g: _long(g, 10_001),
        formats=("csv",),
        alone=True,
    ),
    Damage(
        "A&E and GP swapped",
        "chosen by mistake",
        files=_swapped,
        alone=True,
        told=(r"swapped", r"no_usable", r"column_missing"),
        may=(STOPPED,),
    ),
    Damage(
        "one file given as both",
        "chosen by mistake",
        files=_one_for_both,
        alone=True,
        told=(r"same file", r"swapped", r"no_usable", r"column_missing"),
        may=(STOPPED,),
    ),
)
