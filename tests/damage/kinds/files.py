"""Files that are not what their name says, and names that mean something."""

import gzip
import zipfile
from html import escape
from pathlib import Path

from tests.damage.damage import RIGHT, STOPPED, WORKBOOKS, Damage, Given
from tests.damage.extracts import Sheet
from tests.damage.writing import How, write

# what a file truly is must be said: another cause is none
WEB, XML, TEXT = (
    (r"html|web page",),
    (r"\bxml\b",),
    (r"\b(is|holds) .{0,20}(text|csv)",),
)
BOOK = (r"\b(is|holds) .{0,20}(workbook|excel|spreadsheet)",)


def _named(ending: str):
    def cells(given: Given) -> None:
        given.how["gp"].ending = given.how["ae"].ending = ending

    return cells


def _called(name: str):
    def cells(given: Given) -> None:
        given.how["gp"].name = name

    return cells


def _html(given: Given) -> None:
    """A web page with a table, named .xls: what many report servers give as Excel."""
    sheet = given.sheet("gp")
    cells = [
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for tag, row in [("th", sheet.headers), *[("td", row) for row in sheet.rows]]
    ]
    text = "".join(f"<tr>{row}</tr>" for row in cells)
    path = given.folder / "gp report.xls"
    path.write_text(
        f"<html><body><table>{text}</table></body></html>", encoding="utf-8"
    )
    given.files["gp"] = [path]


def _xml_2003(given: Given) -> None:
    """Excel 2003 XML, named .xls."""
    sheet = given.sheet("gp")
    rows = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in row
        )
        + "</Row>"
        for row in [sheet.headers, *sheet.rows]
    )
    path = given.folder / "gp report.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Data"><Table>{rows}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    given.files["gp"] = [path]


def _encrypted(given: Given) -> None:
    """A workbook with a password begins as an old Office file, whatever its name."""
    path = given.folder / "gp report.xlsx"
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 4000)
    given.files["gp"] = [path]


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


def _cut(share: float):
    def files(given: Given) -> None:
        (path,) = given.files["gp"]
        octets = path.read_bytes()
        path.write_bytes(octets[: int(len(octets) * share)])

    return files


def _headers(how):
    def cells(given: Given) -> None:
        for table in ("gp", "ae", "patients"):
            sheet: Sheet = given.sheet(table)
            for header in list(sheet.headers):
                sheet.name(header, how(header))

    return cells


def _other_order(given: Given) -> None:
    for sheet in given.extracts.sheets.values():
        sheet.headers.reverse()
        for row in sheet.rows:
            row.reverse()


def _twice(given: Given) -> None:
    """The practice stands twice, the second time empty."""
    sheet = given.sheet("gp")
    sheet.add("Practice code", [""] * len(sheet.rows))


def _row_numbers(given: Given) -> None:
    for table in ("gp", "ae"):
        sheet = given.sheet(table)
        sheet.add("", [str(n) for n in range(len(sheet.rows))], at=0)


def _personal(given: Given) -> None:
    """Names, addresses and numbers beside what is needed."""
    sheet, rows = given.sheet("gp"), len(given.sheet("gp").rows)
    sheet.add("Surname", [("Testcase", "Sampleton")[n % 2] for n in range(rows)])
    sheet.add("Date of birth", ["01/02/1950"] * rows)
    sheet.add("Postcode", ["ZZ99 3VZ"] * rows)
    sheet.add("Mobile", ["07700 900123"] * rows)


def _number_in_name(given: Given) -> None:
    given.how["gp"].name = f"visits of {given.extracts.people[0].nhs}"


def _number_in_header(given: Given) -> None:
    sheet = given.sheet("gp")
    sheet.add(f"Note on {given.extracts.people[0].nhs}", [""] * len(sheet.rows))


def _number_in_tab(given: Given) -> None:
    title = given.extracts.people[0].nhs
    given.how["gp"].tabs = lambda sheet: [
        (title, [sheet.headers, *sheet.rows], True),
        ("Notes", [["nothing here"]], True),
    ]


def beside(path: Path, name: str) -> Path:
    """A path in the same folder."""
    return path.with_name(name)


FILE = {"touches": ("file",)}
FINE = FILE | {"may": (RIGHT,)}
BROKEN = FILE | {
    "alone": True,
    "told": (
        r"file_unreadable",
        r"file_broken",
        r"cut short",
        r"breaks off",
        r"line_unreadable",
    ),
    "spoils": (),
}
DAMAGES = (
    Damage(
        "a web page named .xls",
        "report servers",
        files=_html,
        formats=("xls",),
        told=WEB,
        **FILE,
    ),
    Damage(
        "Excel 2003 XML named .xls",
        "report servers",
        files=_xml_2003,
        formats=("xls",),
        told=XML,
        **FILE,
    ),
    Damage(
        "text named .xlsx",
        "renamed",
        _named("xlsx"),
        formats=("csv",),
        told=TEXT,
        **FILE,
    ),
    Damage(
        "text named .xls",
        "report servers",
        _named("xls"),
        formats=("csv",),
        told=TEXT,
        **FILE,
    ),
    Damage(
        "a workbook named .csv",
        "renamed",
        _named("csv"),
        formats=WORKBOOKS,
        told=BOOK,
        **FILE,
    ),
    Damage(
        "a new workbook named .xls",
        "renamed",
        _named("xls"),
        formats=("xlsx",),
        told=BOOK,
        **FILE,
    ),
    Damage(
        "an old workbook named .xlsx",
        "renamed",
        _named("xlsx"),
        formats=("xls",),
        told=BOOK,
        **FILE,
    ),
    Damage(
        "Parquet named .csv", "renamed", _named("csv"), formats=("parquet",), **FINE
    ),
    Damage(
        "named .CSV, .XLSX, .PARQUET",
        "old systems",
        lambda g: _named(g.kind.upper())(g),
        **FINE,
    ),
    Damage(
        "a workbook with a password",
        "sent by e-mail",
        files=_encrypted,
        formats=("xlsx",),
        alone=True,
        touches=("file",),
        told=(r"password",),
        may=(STOPPED,),
    ),
    Damage("packed as zip", "sent by e-mail", files=_zipped, **FINE),
    Damage("packed as gzip", "warehouse", files=_gzipped, **FINE),
    Damage(
        "brackets in the name, another file beside",
        "browser downloads",
        files=_brackets,
        **FINE,
    ),
    Damage("stars and question marks in the name", "renamed", files=_stars, **FINE),
    Damage(
        "a comma, quotes and spaces in the name",
        "people",
        _called("visits, 'all' of 2023 – new"),
        **FINE,
    ),
    Damage(
        "exactly 65,536 lines",
        "old Excel, old exports",
        lambda g: _long(g, 65_536),
        formats=("csv", "xls"),
        alone=True,
        touches=("file", "shape"),
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
        touches=("file", "shape"),
    ),
    Damage(
        "A&E and GP swapped",
        "chosen by mistake",
        files=_swapped,
        alone=True,
        touches=("file",),
        told=(r"swapped", r"no_usable", r"column_missing"),
        may=(STOPPED,),
    ),
    Damage(
        "one file given as both",
        "chosen by mistake",
        files=_one_for_both,
        alone=True,
        touches=("file",),
        told=(r"same file", r"swapped", r"no_usable", r"column_missing"),
        may=(STOPPED,),
    ),
    Damage(
        "cut after three quarters",
        "broken copy",
        files=_cut(0.75),
        formats=("xlsx", "xls", "parquet"),
        **BROKEN | {"may": (STOPPED,)},
    ),
    Damage("headers in capitals", "warehouse", _headers(str.upper), **FINE),
    Damage(
        "headers with underscores",
        "warehouse",
        _headers(lambda h: h.lower().replace(" ", "_")),
        **FINE,
    ),
    Damage("spaces around headers", "typed", _headers(lambda h: f"  {h} "), **FINE),
    Damage(
        "line breaks in headers",
        "designed sheets",
        _headers(lambda h: h.replace(" ", "\n")),
        **FINE,
    ),
    Damage(
        "hard spaces in headers",
        "copied from a web page",
        _headers(lambda h: h.replace(" ", "\u00a0")),
        **FINE,
    ),
    Damage("columns in another order", "report tools", _other_order, **FINE),
    Damage(
        "a header twice, the second empty",
        "joins in SQL",
        _twice,
        formats=("csv", "xlsx", "xls"),
        **FINE,
    ),
    Damage("row numbers under an empty header", "pandas", _row_numbers, **FINE),
    Damage(
        "names, addresses and phones beside", "reports for people", _personal, **FINE
    ),
    Damage(
        "an NHS number in the file's name",
        "saved for one person",
        _number_in_name,
        **FINE,
    ),
    Damage("an NHS number in a header", "notes", _number_in_header, **FINE),
    Damage(
        "an NHS number as a tab's title",
        "saved for one person",
        _number_in_tab,
        formats=WORKBOOKS,
        touches=("file", "shape"),
        may=(RIGHT, "told"),
    ),
)
