"""Workbooks of every age, with the sheet that has the data among others."""

import zipfile

import pandas as pd
import pytest
import xlwt

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check
from tests.contract.extracts import written
from tests.contract.formats.one_extract import FRAME, events


def test_excel_with_real_dates_and_numbers(tmp_path, plain):
    frame = FRAME.assign(
        appointment_at=pd.to_datetime(FRAME.appointment_at),
        patient_id=FRAME.patient_id.astype("int64"),
    )
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"about": ["this report"]}).to_excel(
            book, sheet_name="Cover", index=False
        )
        frame.to_excel(book, sheet_name="Data", index=False)
    assert events(tmp_path, tmp_path / "a.xlsx") == plain


def ods(path, sheets: dict[str, pd.DataFrame]) -> None:
    """A small OpenDocument workbook: every cell as text."""

    def row(cells):
        inside = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"

    body = "".join(
        f'<table:table table:name="{name}">{row(frame.columns)}'
        f"{''.join(map(row, frame.itertuples(index=False)))}</table:table>"
        for name, frame in sheets.items()
    )
    spaces = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:'
            'manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content'
            f"{spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )


def xls(path, sheets: dict[str, pd.DataFrame]) -> None:
    """An Excel 97 workbook."""
    book = xlwt.Workbook()
    for name, frame in sheets.items():
        sheet = book.add_sheet(name)
        for down, cells in enumerate(
            [tuple(frame.columns), *frame.itertuples(index=False)]
        ):
            for across, cell in enumerate(cells):
                sheet.write(down, across, cell)
    book.save(str(path))


def xlsx(path, sheets: dict[str, pd.DataFrame]) -> None:
    with pd.ExcelWriter(path) as book:
        for name, frame in sheets.items():
            frame.to_excel(book, sheet_name=name, index=False)


COVER = pd.DataFrame({"about": ["this report"], "run by": ["nobody"]})


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_workbooks_of_every_age_and_the_sheet_with_the_data(write, tmp_path, plain):
    path = tmp_path / f"a.{write.__name__}"
    write(path, {"Cover": COVER, "Data": FRAME, "Notes": COVER})
    assert events(tmp_path, path) == plain
    report = check(LoadInputs(gp=(path,)), root=tmp_path)
    assert "sheet “Data”" in report.files[0].why


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_the_sheet_can_be_said(write, tmp_path, plain):
    path = tmp_path / f"a.{write.__name__}"
    write(path, {"Last year": FRAME.assign(practice_code="Y99009"), "This year": FRAME})
    said = written(tmp_path, "map.toml", '[gp_appointments]\nsheet = "This year"\n')
    assert events(tmp_path, path, columns=said) == plain
    wrong = written(tmp_path, "wrong.toml", '[gp_appointments]\nsheet = "Next year"\n')
    with pytest.raises(InputError) as fault:
        events(tmp_path, path, columns=wrong)
    assert [p.rule for p in fault.value.problems] == ["sheet_missing"]
    assert "Last year, This year" in str(fault.value)


def test_a_workbook_with_preamble_and_totals(tmp_path, plain):
    rows = [
        ["Appointments of the practice", *[None] * 4],
        [None] * 5,
        list(FRAME.columns),
        *FRAME.to_numpy().tolist(),
        ["Total", None, 16, None, None],
    ]
    pd.DataFrame(rows).to_excel(tmp_path / "a.xlsx", header=False, index=False)
    assert events(tmp_path, tmp_path / "a.xlsx") == plain


def test_numbers_too_long_for_a_workbook_are_refused_and_text_stays_exact(tmp_path):
    ids = [12345678901234567 + 10 * n for n in range(16)]
    frame = FRAME.assign(patient_id=ids)
    frame.to_excel(tmp_path / "number.xlsx", index=False)
    with pytest.raises(InputError) as fault:
        events(tmp_path, tmp_path / "number.xlsx")
    assert [p.rule for p in fault.value.problems] == ["id_rounded"]
    frame.assign(patient_id=[str(one) for one in ids]).to_excel(
        tmp_path / "text.xlsx", index=False
    )
    assert len({row[0] for row in events(tmp_path, tmp_path / "text.xlsx")}) == 16
