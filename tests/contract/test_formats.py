"""The same appointments from every kind of file and in every shape of date are the same
dataset."""

import gzip
import zipfile
from datetime import datetime

import duckdb
import pandas as pd
import pytest
import xlwt

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written

FRAME = pd.DataFrame(
    [row.split(",") for row in gp_rows()], columns=HEADER.split(","), dtype="str"
)


def events(tmp_path, *paths, **more):
    dataset = load(LoadInputs(gp=tuple(paths), **more), "case", root=tmp_path / "home")
    return (
        duckdb.connect()
        .execute(
            f"SELECT pseudonym, appointment_at, practice_code, status, role FROM "
            f"'{dataset.folder}/gp_appointments.parquet' JOIN "
            f"'{dataset.folder}/people.parquet' USING (person) ORDER BY ALL"
        )
        .fetchall()
    )


@pytest.fixture
def plain(tmp_path):
    return events(tmp_path, written(tmp_path, "plain.csv", text(HEADER, gp_rows())))


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


def test_parquet_typed_and_text(tmp_path, plain):
    FRAME.to_parquet(tmp_path / "text.parquet")
    FRAME.assign(appointment_at=pd.to_datetime(FRAME.appointment_at)).to_parquet(
        tmp_path / "typed.parquet"
    )
    FRAME.assign(patient_id=FRAME.patient_id.astype("int64")).to_parquet(
        tmp_path / "number.parquet"
    )
    for name in ("text", "typed", "number"):
        assert events(tmp_path, tmp_path / f"{name}.parquet") == plain


def test_folder_of_months_with_columns_in_another_order(tmp_path, plain):
    folder = tmp_path / "months"
    folder.mkdir()
    FRAME[:5].to_csv(folder / "m1.csv", index=False)
    FRAME[5:10][FRAME.columns[::-1]].to_csv(folder / "m2.csv", index=False, sep=";")
    FRAME[10:].to_parquet(folder / "m3.parquet")
    assert events(tmp_path, folder) == plain
    (folder / "m3.parquet").unlink()
    FRAME[10:].rename(columns={"patient_id": "NHS Number"}).to_csv(
        folder / "m3.csv", index=False
    )
    assert events(tmp_path, folder / "m*.csv") == plain


def test_overlapping_months_count_once(tmp_path, plain):
    FRAME[:10].to_csv(tmp_path / "a.csv", index=False)
    FRAME[6:].to_csv(tmp_path / "b.csv", index=False)
    assert events(tmp_path, tmp_path / "a.csv", tmp_path / "b.csv") == plain


def test_packed(tmp_path, plain):
    content = text(HEADER, gp_rows()).encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("inside.csv", content)
    written(tmp_path, "b.csv.gz", gzip.compress(content))
    assert events(tmp_path, tmp_path / "a.zip") == plain
    assert events(tmp_path, tmp_path / "b.csv.gz") == plain


def test_letters_of_windows_late_in_the_file(tmp_path):
    rows = gp_rows() * 4000
    content = text(HEADER.replace("role", "reason_term"), rows).encode()
    path = written(
        tmp_path,
        "late.csv",
        content + b"9000000010,2024-05-05 09:00,Y99001,attended,caf\xe9\n",
    )
    found = events(tmp_path, path)
    assert len({row[0] for row in found}) == 8 and len(found) == 17


@pytest.mark.parametrize(
    "shape",
    [
        "{d:02d}/{m:02d}/2024 09:30",
        "{d:02d}-{m:02d}-2024 09:30:00",
        "{d}/{m}/24 09:30",
        "{m:02d}/{d:02d}/2024 09:30",
        "{d:02d}.{m:02d}.2024 09:30",
        "2024-{m:02d}-{d:02d}T09:30",
        "{d:02d}/{m:02d}/2024 09:30 AM",
        "2024/{m:02d}/{d:02d} 09:30",
        "{d}/{m}/2024 9:30am",
        "{d:02d}/{m:02d}/2024T09:30",
        "{d}/{m}/2024 09.30",
        "Mon {d:02d}/{m:02d}/2024 09:30",
        "09:30 {d:02d}/{m:02d}/2024",
        "{d:02d} {m:02d} 2024 09:30",
        "2024{m:02d}{d:02d} 0930",
        "2024{m:02d}{d:02d}0930",
        "Mon {m:02d}/{d:02d}/2024 09:30",
    ],
)
def test_dates_in_every_shape(shape, tmp_path, plain):
    assert (
        events(tmp_path, written(tmp_path, "d.csv", text(HEADER, gp_rows(shape))))
        == plain
    )


@pytest.mark.parametrize(
    "shape",
    [
        "{d:02d}-Apr-24 09:30",
        "{d:02d}-APR-2024 09.30.00",
        "{d:02d} April 2024 09:30",
        "{d}th April 2024",
        "Monday {d} April 2024 9:30am",
        "{d:02d}APR2024",
        "{d:02d}/Apr/2024 09:30:00",
    ],
)
def test_months_in_words(shape, tmp_path):
    found = events(tmp_path, written(tmp_path, "d.csv", text(HEADER, gp_rows(shape))))
    assert len(found) == 16 and {row[1].month for row in found} == {4}
    assert sorted(row[1].day for row in found) == list(range(13, 29))
    assert {row[1].hour for row in found} == {
        9 if "9" in shape.replace("2024", "") else 0
    }


def test_an_odd_shape_that_shows_no_order_is_asked_too(tmp_path):
    path = written(
        tmp_path,
        "d.csv",
        text(
            HEADER,
            [
                f"{person},Mon 01/02/2024 9:3{n}am,Y99001,attended,gp"
                for n, person in enumerate(PEOPLE)
            ],
        ),
    )
    with pytest.raises(InputError) as fault:
        events(tmp_path, path)
    assert [p.rule for p in fault.value.problems] == ["date_order_unclear"]


def test_zones_become_local_time(tmp_path):
    rows = [
        "1111,2024-07-01T09:30:00Z,Y99001,attended,gp",
        "1111,2024-12-01T09:30:00Z,Y99001,attended,gp",
        "1111,2024-07-02T10:30:00+01:00,Y99001,attended,gp",
    ]
    found = events(tmp_path, written(tmp_path, "z.csv", text(HEADER, rows)))
    assert [row[1] for row in found] == [
        datetime(2024, 7, 1, 10, 30),
        datetime(2024, 7, 2, 10, 30),
        datetime(2024, 12, 1, 9, 30),
    ]


def test_leading_zeros_and_long_ids_stay_apart(tmp_path):
    ids = [
        "0012345678",
        "12345678",
        "123456789012345678",
        "123456789012345679",
        "a1",
        "A1",
        "A 1",
    ]
    rows = [
        f"{one},2024-01-{13 + n} 09:00,Y99001,attended,gp" for n, one in enumerate(ids)
    ]
    found = events(tmp_path, written(tmp_path, "i.csv", text(HEADER, rows)))
    assert len({row[0] for row in found}) == 5


def test_a_date_column_proven_by_another(tmp_path):
    rows = [
        f"{p},0{1 + n}/02/2024 09:30,Y99001,attended,{20 + n}/01/2024"
        for n, p in enumerate(PEOPLE)
    ]
    header = HEADER.replace("role", "booked_at")
    dataset = load(
        LoadInputs(gp=(written(tmp_path, "p.csv", text(header, rows)),)),
        "case",
        root=tmp_path / "home",
    )
    assert dataset.manifest.problems == ()
    assert dataset.manifest.span("gp_appointments").first.month == 2


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
        f"{''.join(row(cells) for cells in frame.itertuples(index=False))}</table:table>"
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


def test_practices_of_different_systems_in_one_folder(tmp_path):
    folder = tmp_path / "practices"
    folder.mkdir()
    written(
        folder,
        "ash.csv",
        text(
            (
                "Patient ID,Appointment date,Appointment time,Appointment "
                "status,Patient Count,Organisation code"
            ),
            [
                f"{p},{13 + n}-Apr-24,09:30,Finished,1,F81001"
                for n, p in enumerate(PEOPLE)
            ],
        ),
    )
    written(
        folder,
        "birch.csv",
        text(
            "SlotGuid,PatientGuid,AppointmentDate,AppointmentStartTime,SlotStatus,OrganisationCode",
            [
                f"s{n},{p},{13 + n}/05/2024,10:30,Left,F81002"
                for n, p in enumerate(PEOPLE)
            ],
        ),
    )
    found = events(tmp_path, folder)
    assert len(found) == 16 and len({row[0] for row in found}) == 8
    assert {(row[1].month, row[1].hour, row[2], row[3]) for row in found} == {
        (4, 9, "F81001", "attended"),
        (5, 10, "F81002", "attended"),
    }


@pytest.mark.parametrize("inner", ["a.tsv", "a.xlsx", "a.parquet"])
def test_a_zip_of_any_kind_of_file(inner, tmp_path, plain):
    place = tmp_path / inner
    if inner.endswith("tsv"):
        FRAME.to_csv(place, sep="\t", index=False)
    elif inner.endswith("xlsx"):
        FRAME.to_excel(place, index=False)
    else:
        FRAME.to_parquet(place)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(place, f"deep/{inner}")
        packed.writestr("readme.md", "not an extract")
    assert events(tmp_path, tmp_path / "a.zip") == plain


NO_PRACTICE = FRAME.drop(columns="practice_code")


def test_the_practice_may_come_from_the_registered_list(tmp_path, plain):
    """Without the column, the practice of each person's registration on the day is
    used."""
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    listed = FRAME.drop_duplicates("patient_id")[["patient_id", "practice_code"]]
    listed.to_csv(tmp_path / "list.csv", index=False)
    found = events(tmp_path, tmp_path / "gp.csv", patients=(tmp_path / "list.csv",))
    assert found == plain


def test_the_practice_may_be_one_for_every_row(tmp_path):
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    said = written(
        tmp_path, "map.toml", '[gp_appointments.fixed]\npractice_code = "y99005"\n'
    )
    assert {row[2] for row in events(tmp_path, tmp_path / "gp.csv", columns=said)} == {
        "Y99005"
    }


def test_without_a_practice_the_three_ways_out_are_told(tmp_path):
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    with pytest.raises(InputError) as fault:
        events(tmp_path, tmp_path / "gp.csv")
    (problem,) = fault.value.problems
    assert (problem.rule, problem.column) == ("column_missing", "practice_code")
    for way in (
        "--patients",
        '[gp_appointments.fixed] practice_code = "…"',
        '[gp_appointments.columns] practice_code = "your header"',
    ):
        assert way in problem.remedy
