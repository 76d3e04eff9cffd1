"""The template filled by its labels and read back by another library; everything else
in it as it was, byte for byte."""

import io
import random
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard.splits import SPLITS
from analytics.errors import InputError
from analytics.export.scorecard.fill import EVERYBODY, Numbers, fill
from tests.export.scorecard.a_template import Template

MONTH = date(2024, 5, 1)
GROUPS = [EVERYBODY, *((s.slug, one) for s in SPLITS for one in s.groups)]
COUNTS = {
    (one.slug, group): (7 * i + 3 * j) % 90
    for i, one in enumerate(METRICS)
    for j, group in enumerate(GROUPS)
    if one.slug != "bed_days"
}
COHORT = {group: 4 + 5 * j for j, group in enumerate(GROUPS)}
NUMBERS = Numbers(MONTH, COUNTS, COHORT, {"bed_days": "no extract is loaded"})
SHAPES = {
    "as it is": {},
    "moved": {"down": 5, "right": 2},
    "another order": {"order": random.Random(1).sample(METRICS, len(METRICS))},
}


def shown(number: int) -> int | str:
    return "*" if number < 6 else number


def cells(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_number_stands_where_its_labels_say(shape):
    template = Template(**SHAPES[shape])
    done = fill(template.as_bytes(), NUMBERS, "west  ESSEX")
    read = cells(done.content)
    numbers = read["The numbers"]

    def at(slug: str, group: tuple[str, str]) -> object:
        where = template.at[slug, *group]
        return numbers[where.row - 1][where.column - 1]

    for (slug, group), number in COUNTS.items():
        assert at(slug, group) == shown(number), (slug, group)
    for group, number in COHORT.items():
        assert at("cohort", group) == shown(number)
        assert at("bed_days", group) == ""
        count = COUNTS["ae_type_1", group]
        rate = 0 if count < 6 or number < 6 else 1000 * count / number
        assert at("ae_type_1 rate", group) == pytest.approx(rate)
    assert read["Start here"][5][1] == "West Essex"
    assert str(read["Start here"][6][1]).startswith("2024-05-01")
    assert any("Emergency bed days" in one and "no extract" in one for one in done.told)
    assert any("rate of 0" in one for one in done.told)
    assert done.cells == len(COUNTS) + len(COHORT)


def test_everything_else_is_byte_for_byte_as_it_was():
    template = Template().as_bytes()
    done = fill(template, NUMBERS, "West Essex")
    one, other = (zipfile.ZipFile(io.BytesIO(b)) for b in (template, done.content))
    assert one.namelist() == other.namelist()
    changed = [name for name in one.namelist() if one.read(name) != other.read(name)]
    sheets = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert changed == [*sheets, "xl/styles.xml"]
    for name in sheets:
        before, after = (etree.fromstring(z.read(name)) for z in (one, other))
        for tag in ("f", "dataValidation", "sqref", "extLst", "row"):
            said = [
                [etree.tostring(e) for e in root.iter(f"{{*}}{tag}")]
                for root in (before, after)
            ]
            if tag != "row":
                assert said[0] == said[1], tag
        styles = [
            {c.get("r"): c.get("s") for c in root.iter("{*}c")}
            for root in (before, after)
        ]
        apart = [cell for cell in styles[0] if styles[0][cell] != styles[1][cell]]
        assert apart == (["B7"] if name == sheets[0] else ["B2"])
    old, new = (etree.fromstring(z.read("xl/styles.xml")) for z in (one, other))
    formats = new.find("{*}cellXfs")
    assert formats.get("count") == str(len(formats)) == "6"
    for added in formats[4:]:
        formats.remove(added)
    formats.set("count", "4")
    assert etree.tostring(old) == etree.tostring(new), "the others are as they were"


@pytest.mark.parametrize("period", [0, 1])
def test_the_month_is_a_date_to_whoever_opens_it(period):
    """Its number is that of the look-up, which the list wants; as published it has no
    format and would be read as 45,413. A format of its own stays."""
    filled = fill(Template(period=period).as_bytes(), NUMBERS, "West Essex").content
    book = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)
    cell, again = book["Start here"]["B7"], book["The numbers"]["B2"]
    if period:
        assert (cell.value, cell.number_format) == (45413, "0")
        return
    first = book["Lists"]["C2"]
    for one in (cell, again):
        assert one.is_date and one.value == datetime(2024, 5, 1)
        assert one.number_format == first.number_format == "mmm-yy"
    assert cell.value in [row[0].value for row in book["Lists"]["C2:C4"]]


def test_formulas_are_kept_for_who_opens_it():
    template = Template()
    book = openpyxl.load_workbook(
        io.BytesIO(fill(template.as_bytes(), NUMBERS, "West Essex").content)
    )
    sheet = book["The numbers"]
    where = template.at["ae_other rate", *GROUPS[3]]
    count = template.at["ae_other", *GROUPS[3]]
    wanted = f"=IFERROR({count.name}/{count.beneath().name}*1000,0)"
    assert sheet[where.name].value == wanted
    assert sheet["B1"].value == "='Start here'!B6"


def test_another_version_is_filled_as_far_as_it_goes_and_told():
    template = Template(without=["ae_other", "80-89"])
    done = fill(template.as_bytes(), NUMBERS, "West Essex")
    said = " ".join(done.told)
    assert "no row “Number of A&E attendances at an other type department" in said
    assert "no column “80-89” under “Age Group”" in said


def test_every_fault_at_once_with_what_is_nearest():
    with pytest.raises(InputError) as told:
        fill(Template().as_bytes(), Numbers(date(2026, 9, 1), {}, {}), "Westt Essx")
    project, month = told.value.problems
    assert "“West Essex”" in project.remedy and "3 projects" in project.found
    assert "2024-06" in month.remedy and "Sep 2026" in month.found


@pytest.mark.parametrize("content", [b"", b"no zip", Template().as_bytes()[:500]])
def test_what_is_no_workbook_is_told(content):
    with pytest.raises(InputError) as told:
        fill(content, NUMBERS, "West Essex")
    assert told.value.problems[0].rule == "template_unreadable"


def test_another_workbook_is_told():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Metric Details"
    book.save(out)
    with pytest.raises(InputError) as told:
        fill(out.getvalue(), NUMBERS, "West Essex")
    assert told.value.problems[0].rule == "template_unknown"
