"""A workbook of the official template's shape, made by hand: look-ups chosen through
the extension of data validations, shared formulas, labels wherever one puts them."""

import io
import zipfile
from xml.sax.saxutils import escape

from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard.splits import SPLITS
from analytics.export.scorecard.cells import At, letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROJECTS = ["West Essex", "North East Essex", "Dorset Place "]
MONTHS = [45383, 45413, 45444]  # April to June 2024
SPACED = "Number of  consultant-led outpatient procedures  for patients in the cohort"


class Template:
    """down, right: how far the numbers are moved; order: of the metrics; without:
    slugs of metrics, or names of groups, left out; projects: of the look-up; period:
    style of the cell for the month, 0 as published: no format."""

    def __init__(
        self, down=0, right=0, order=None, without=(), projects=PROJECTS, period=0
    ):
        self.texts: list[str] = []
        self.down, self.right, self.without = down, right, set(without)
        self.metrics = [one for one in order or METRICS if one.slug not in without]
        self.projects = projects
        self.period = period
        self.at: dict[tuple[str, str, str], At] = {}

    def as_bytes(self) -> bytes:
        parts = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "customXml/item1.xml": "<note>kept as it is</note>",
            "xl/workbook.xml": _book(["Start here", "The numbers", "Lists"]),
            "xl/worksheets/sheet1.xml": self._start(),
            "xl/worksheets/sheet2.xml": self._numbers(),
            "xl/worksheets/sheet3.xml": self._lists(),
            "xl/styles.xml": _styles(),
        }
        parts["xl/sharedStrings.xml"] = self._shared()
        sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3)]
        others = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        parts["xl/_rels/workbook.xml.rels"] = _relations(sheets + others)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, text in parts.items():
                zipped.writestr(name, text)
        return out.getvalue()

    def _text(self, where: At, said: str, style: int = 0) -> str:
        self.texts.append(said)
        at = len(self.texts) - 1
        return f'<c r="{where.name}" s="{style}" t="s"><v>{at}</v></c>'

    def _start(self) -> str:
        rows = {
            6: self._text(At(6, 1), "Project Name") + '<c r="B6" s="1"/>',
            7: self._text(At(7, 1), "Submission  Period")
            + f'<c r="B7" s="{self.period}"/>',
        }
        lists = (("Lists!$A$2:$A$40", "B6"), ("Lists!$C$2:$C$40", "B7"))
        each = "".join(
            f'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>{f}'
            f"</xm:f></x14:formula1><xm:sqref>{cell}</xm:sqref></x14:dataValidation>"
            for f, cell in lists
        )
        more = (
            '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
            f'xmlns:x14="{X14}"><x14:dataValidations count="2" xmlns:xm="{XM}">{each}'
            "</x14:dataValidations></ext></extLst>"
        )
        return _sheet(rows, more)

    def _numbers(self) -> str:
        down, right = self.down, self.right
        rows = {
            1: self._text(At(1, 1), "Project Name")
            + "<c r=\"B1\"><f>'Start here'!B6</f><v>0</v></c>",
            2: self._text(At(2, 1), "Submission Period")
            + "<c r=\"B2\"><f>'Start here'!B7</f><v>0</v></c>",
        }
        top, heading, details = 4 + down, "", 3 + right
        heading = self._text(At(top, 1 + right), "Metric Id")
        heading += self._text(At(top, details), "Metric Details")
        heading += self._text(At(top, details + 1), "Total")
        names, column = "", details + 2
        columns = [("total", "", details + 1)]
        for split in SPLITS:
            kept = [one for one in split.groups if one not in self.without]
            heading += self._text(At(top, column), split.title)
            for group in kept:
                names += self._text(At(top + 1, column), group)
                columns.append((split.slug, group, column))
                column += 1
        rows[top], rows[top + 1] = heading, names
        row, first = top + 2, None
        for number, one in enumerate(self.metrics):
            label = SPACED if one.slug == "outpatient_procedures" else one.label
            rows[row] = self._text(At(row, 1 + right), one.id)
            rows[row] += self._text(At(row, details), label)
            for split, group, at in columns:
                self.at[one.slug, split, group] = At(row, at)
                rows[row] += f'<c r="{At(row, at).name}" s="1"/>'
            if one.kind is None:
                row += 1
                continue
            rows[row + 1] = self._text(
                At(row + 1, details), "Number of patients in the cohort"
            )
            rows[row + 2] = self._text(At(row + 2, details), f"{one.label} per 1,000")
            for nth, (split, group, at) in enumerate(columns):
                name, letter = At(row + 1, at).name, letters(at)
                if first is None:
                    rows[row + 1] += f'<c r="{name}" s="1"/>'
                    self.at["cohort", split, group] = At(row + 1, at)
                else:
                    rows[row + 1] += f'<c r="{name}"><f>{letter}{first}</f><v>0</v></c>'
                shared = f'<f t="shared" si="{number}"/>'
                if nth == 0:
                    area = f"{letter}{row + 2}:{letters(column)}{row + 2}"
                    shared = (
                        f'<f t="shared" ref="{area}" si="{number}">'
                        f"IFERROR({letter}{row}/{letter}{row + 1}*1000,0)</f>"
                    )
                self.at[f"{one.slug} rate", split, group] = At(row + 2, at)
                rows[row + 2] += (
                    f'<c r="{At(row + 2, at).name}" s="3">{shared}<v>0</v></c>'
                )
            first = first or row + 1
            row += 3
        return _sheet(rows, "")

    def _lists(self) -> str:
        rows = {1: self._text(At(1, 1), "Project name")}
        for n in range(max(len(self.projects), len(MONTHS))):
            cells = ""
            if n < len(self.projects):
                cells += self._text(At(n + 2, 1), self.projects[n])
            if n < len(MONTHS):
                cells += f'<c r="C{n + 2}" s="2"><v>{MONTHS[n]}</v></c>'
            rows[n + 2] = cells
        return _sheet(rows, "")

    def _shared(self) -> str:
        each = "".join(
            f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in self.texts
        )
        return f'{HEAD}<sst xmlns="{MAIN}">{each}</sst>'

    def _types(self) -> str:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        sheets = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
            f'ContentType="{kind}.worksheet+xml"/>'
            for n in (1, 2, 3)
        )
        return (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"'
            f'/>{sheets}<Override PartName="/xl/styles.xml" '
            f'ContentType="{kind}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{kind}.sharedStrings+xml"/></Types>'
        )


def _sheet(rows: dict[int, str], more: str) -> str:
    body = "".join(f'<row r="{n}">{cells}</row>' for n, cells in sorted(rows.items()))
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{body}'
        f"</sheetData>{more}</worksheet>"
    )


def _book(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>'
        '<calcPr calcId="191028"/></workbook>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
    )


def _styles() -> str:
    formats = "".join(f'<xf numFmtId="{n}" xfId="0"/>' for n in (0, 1, 17, 2))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="4">{formats}</cellXfs></styleSheet>'
    )
