"""Files that are not what their name says, and names that mean something."""

from html import escape
from pathlib import Path

from tests.damage.damage import RIGHT, STOPPED, WORKBOOKS, Damage, Given

# what a file truly is must be said: another cause is none
WEB, XML, TEXT = (
    (r"html|web page",),
    (r"\bxml\b",),
    (r"\b(is|holds) .{0,20}(text|csv)",),
)
BOOK = (r"\b(is|holds) (?!neither).{0,20}(workbook|excel|spreadsheet)",)


def ending_with(ending: str):
    def cells(given: Given) -> None:
        given.how["gp"].ending = given.how["ae"].ending = ending

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


def _cut(share: float):
    def files(given: Given) -> None:
        (path,) = given.files["gp"]
        octets = path.read_bytes()
        path.write_bytes(octets[: int(len(octets) * share)])

    return files


def _number_in_tab(given: Given) -> None:
    title = given.extracts.people[0].nhs
    given.how["gp"].tabs = lambda sheet: [
        (title, [sheet.headers, *sheet.rows], True),
        ("Notes", [["nothing here"]], True),
    ]


def beside(path: Path, name: str) -> Path:
    """A path in the same folder."""
    return path.with_name(name)


FINE = {"may": (RIGHT,)}
BROKEN = {
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
        touches=(
            "file kind",
            "ending",
            "packing",
            "above",
            "end of file",
            "tabs",
            "file name",
        ),
    ),
    Damage(
        "Excel 2003 XML named .xls",
        "report servers",
        files=_xml_2003,
        formats=("xls",),
        told=XML,
        touches=(
            "file kind",
            "ending",
            "packing",
            "above",
            "end of file",
            "tabs",
            "file name",
        ),
    ),
    Damage(
        "text named .xlsx",
        "renamed",
        ending_with("xlsx"),
        formats=("csv",),
        told=TEXT,
        touches=(
            "ending",
            "packing",
        ),
    ),
    Damage(
        "text named .xls",
        "report servers",
        ending_with("xls"),
        formats=("csv",),
        told=TEXT,
        touches=(
            "ending",
            "packing",
        ),
    ),
    Damage(
        "a workbook named .csv",
        "renamed",
        ending_with("csv"),
        formats=WORKBOOKS,
        told=BOOK,
        touches=(
            "ending",
            "packing",
        ),
    ),
    Damage(
        "a new workbook named .xls",
        "renamed",
        ending_with("xls"),
        formats=("xlsx",),
        told=BOOK,
        touches=(
            "ending",
            "packing",
        ),
    ),
    Damage(
        "an old workbook named .xlsx",
        "renamed",
        ending_with("xlsx"),
        formats=("xls",),
        told=BOOK,
        touches=(
            "ending",
            "packing",
        ),
    ),
    Damage(
        "Parquet named .csv",
        "renamed",
        ending_with("csv"),
        formats=("parquet",),
        **FINE
        | {
            "touches": (
                "ending",
                "packing",
            )
        },
    ),
    Damage(
        "a workbook with a password",
        "sent by e-mail",
        files=_encrypted,
        formats=("xlsx",),
        alone=True,
        told=(r"password",),
        may=(STOPPED,),
    ),
    Damage(
        "cut after three quarters",
        "broken copy",
        files=_cut(0.75),
        formats=("xlsx", "xls", "parquet"),
        **BROKEN | {"may": (STOPPED,)},
    ),
    Damage(
        "an NHS number as a tab's title",
        "saved for one person",
        _number_in_tab,
        formats=WORKBOOKS,
        touches=(
            "tabs",
            "above",
            "end of file",
        ),
        may=(RIGHT, "told"),
    ),
)
