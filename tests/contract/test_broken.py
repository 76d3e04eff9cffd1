"""Each broken extract gives exactly its fault and the right counts; each odd one gives
none."""

import gzip

import duckdb
import pytest

from tests.contract.extracts import (
    AE_HEADER,
    HEADER,
    PEOPLE,
    Case,
    ae_rows,
    gp_rows,
    loaded,
    text,
    written,
)

PLAIN = text(HEADER, gp_rows())


def changed(number: int, row: str) -> str:
    """The plain extract with one row replaced (0: the first)."""
    rows = gp_rows()
    rows[number] = row
    return text(HEADER, rows)


def ae(rows) -> str:
    return text(AE_HEADER, rows)


DAY_FIRST = text(HEADER, gp_rows("{d:02d}/{m:02d}/2024 09:30"))
MONTH_FIRST = text(HEADER, gp_rows("{m:02d}/{d:02d}/2024 09:30"))
UNCLEAR = text(
    HEADER,
    [
        f"{person},0{1 + n % 9}/0{1 + n % 7}/2024 09:30,Y99001,attended,gp"
        for n, person in enumerate(PEOPLE)
    ],
)

TOTAL = "total or remark below the table"
UNSPLIT = "line cannot be split into the columns of the header"
ODD_BUT_FINE = {
    "plain": Case(PLAIN),
    "bom": Case(b"\xef\xbb\xbf" + PLAIN.encode()),
    "utf16": Case(PLAIN.encode("utf-16")),
    "windows_1252": Case(
        PLAIN.replace("role", "reason_term")
        .replace(",gp\n", ",café – visit\n")
        .encode("cp1252")
    ),
    "utf16_big_endian_without_mark": Case(PLAIN.encode("utf-16-be")),
    "utf16_gzip": Case(gzip.compress(PLAIN.encode("utf-16")), name="gp.csv.gz"),
    "semicolons": Case(PLAIN.replace(",", ";")),
    "tabs": Case(PLAIN.replace(",", "\t"), name="gp.tsv"),
    "pipes": Case(PLAIN.replace(",", "|"), name="gp.txt"),
    "gzip": Case(gzip.compress(PLAIN.encode()), name="gp.csv.gz"),
    "crlf": Case(PLAIN.replace("\n", "\r\n")),
    "no_last_newline": Case(PLAIN.rstrip("\n")),
    "blank_lines": Case(
        PLAIN.replace("Y99001,attended,gp\n", "Y99001,attended,gp\n\n", 2)
    ),
    "header_case_and_spaces": Case(
        PLAIN.replace(HEADER, " Patient ID ,APPOINTMENT AT,Practice_Code,Status,Role")
    ),
    "preamble": Case("Report of 2024\nRun by the practice\n" + PLAIN),
    "preamble_with_commas": Case("Report,,,,\nPractice:,Ash Lane,,,\n,,,,\n" + PLAIN),
    "preamble_with_a_date": Case("Run on 03/04/2024 14:00\n" + PLAIN),
    "total_below": Case(PLAIN + "Total,,16,,\n", left_out={TOTAL: 1}),
    "totals_and_remark_below": Case(
        PLAIN
        + "\nSub-total,,8,,\nGrand Total:,,16,,\nReport generated on 01/02/2025,,,,\n",
        left_out={TOTAL: 3},
    ),
    "total_in_another_column": Case(PLAIN + ",,Total 16,,\n", left_out={TOTAL: 1}),
    "headers_quoted": Case(
        PLAIN.replace(HEADER, '"' + HEADER.replace(",", '","') + '"')
    ),
    "headers_with_line_breaks": Case(
        PLAIN.replace(
            HEADER,
            '"patient\nid","appointment\nat",practice_code,status,"role\n(of staff)"',
        )
    ),
    "headers_with_line_breaks_from_excel": Case(
        PLAIN.replace(HEADER, HEADER.replace("patient_id", '"patient\x00id"'))
        .replace("\n", "\r\n")
        .replace("\x00", "\n")
    ),
    "separator_said_on_top": Case("sep=;\n" + PLAIN.replace(",", ";")),
    "one_delimiter_too_many": Case(PLAIN.replace("\n", ",\n")),
    "lines_end_with_return_alone": Case(PLAIN.replace("\n", "\r")),
    "quote_marks_in_text": Case(
        PLAIN.replace("role", "reason_term").replace(",gp\n", ',5" nail\n')
    ),
    "columns_nobody_knows": Case(
        text(HEADER + ",Zonk", [row + ",1" for row in gp_rows()])
    ),
    "quoted_comma": Case(
        PLAIN.replace("role", "reason_term").replace(",gp\n", ',"cough, cold"\n')
    ),
    "quoted_newline": Case(
        PLAIN.replace("role", "reason_term").replace(",gp\n", ',"cough\ncold"\n')
    ),
    "day_first": Case(DAY_FIRST),
    "month_first_proven": Case(MONTH_FIRST),
    "dots": Case(text(HEADER, gp_rows("{d:02d}.{m:02d}.2024 09:30"))),
    "month_names": Case(text(HEADER, gp_rows("{d:02d}-May-24"))),
    "compact": Case(text(HEADER, gp_rows("2024{m:02d}{d:02d}"))),
    "iso_t": Case(text(HEADER, gp_rows("2024-{m:02d}-{d:02d}T09:30:00"))),
    "iso_zone": Case(text(HEADER, gp_rows("2024-{m:02d}-{d:02d}T09:30:00Z"))),
    "excel_serials": Case(
        text(
            HEADER,
            [
                f"{p},{45300 + n}.5,Y99001,attended,gp"
                for n, p in enumerate(PEOPLE + PEOPLE)
            ],
        )
    ),
    "iso_offset": Case(text(HEADER, gp_rows("2024-{m:02d}-{d:02d}T09:30:00+01:00"))),
    "excel_whole_serials": Case(
        text(
            HEADER,
            [
                f"{p},{45300 + n},Y99001,attended,gp"
                for n, p in enumerate(PEOPLE + PEOPLE)
            ],
        )
    ),
    "month_names_joined": Case(text(HEADER, gp_rows("{d:02d}MAY2024"))),
    "month_names_in_full": Case(text(HEADER, gp_rows("{d} October 2024"))),
    "two_digit_years": Case(text(HEADER, gp_rows("{d}/{m}/24 09:30"))),
    "date_and_time_apart": Case(
        text(
            "patient_id,Appointment date,Appointment time,practice_code",
            [
                f"{p},{13 + n % 10}/01/2024,{8 + n % 9}:15,Y99001"
                for n, p in enumerate(PEOPLE + PEOPLE)
            ],
        )
    ),
    "systmone_words": Case(
        text(
            (
                "Appointment date,Appointment status,Clinician,Rota type,Patient "
                "ID,Organisation code"
            ),
            [
                (
                    f"{13 + n}-Apr-25,{'Finished' if n % 2 else 'Did Not Attend'},Dr A "
                    f"Smith,GP,{p},Y99001"
                )
                for n, p in enumerate(PEOPLE + PEOPLE)
            ],
        )
    ),
    "id_with_spaces": Case(PLAIN.replace("9000000010", "900 000 0010")),
    "ids_of_18_digits": Case(
        text(HEADER, [f"1234567890123456{row[8:]}" for row in gp_rows()])
    ),
    "ids_with_leading_zeros": Case(text(HEADER, ["00" + row for row in gp_rows()])),
    "id_as_decimal": Case(PLAIN.replace("9000000010", "9000000010.0")),
    "status_words": Case(PLAIN.replace("attended", "Arrived")),
    "no_status": Case(
        text(
            "patient_id,appointment_at,practice_code",
            [",".join(row.split(",")[:3]) for row in gp_rows()],
        )
    ),
}
BROKEN = {
    "no_header": Case(
        "\n".join(gp_rows()) + "\n", rules=("header_missing",), stops=True
    ),
    "ids_rounded_by_a_spreadsheet": Case(
        PLAIN.replace("90000000", "9.12345E+1"), rules=("id_rounded",), stops=True
    ),
    "total_with_fewer_columns": Case(
        PLAIN + "Total,16\n",
        rules=("line_short", "date_unreadable"),
        kept=16,
        left_out={"date cannot be read": 1},
    ),
    "one_fifth_month_first": Case(
        text(
            HEADER,
            [
                *gp_rows("{d:02d}/{m:02d}/2024 09:30")[:13],
                *gp_rows("{m:02d}/{d:02d}/2024 09:30")[13:],
            ],
        ),
        rules=("date_order_unclear",),
        stops=True,
    ),
    "booked_unclear": Case(
        text(
            HEADER.replace("role", "booked_at"),
            [row.replace(",gp", ",01/02/2024") for row in gp_rows()],
        ),
        rules=("date_order_unclear",),
        stops=True,
    ),
    "empty": Case("", rules=("file_empty",), stops=True),
    "only_spaces": Case(" \n \n", rules=("file_empty",), stops=True),
    "header_only": Case(HEADER + "\n", rules=("file_no_rows",), stops=True),
    "no_usable_columns": Case(
        "a,b,c\n1,2,3\n", rules=("no_usable_columns",), stops=True
    ),
    "not_a_table": Case(b"\x00\x01\x02\xff" * 400, rules=("file_kind",), stops=True),
    "parquet_cut_short": Case(
        b"PAR1" + b"\x00" * 50,
        name="gp.parquet",
        rules=("file_unreadable",),
        stops=True,
    ),
    "workbook_cut_short": Case(
        b"PK\x03\x04" + b"\x00" * 50,
        name="gp.xlsx",
        rules=("file_unreadable",),
        stops=True,
    ),
    "gzip_cut_short": Case(
        gzip.compress(PLAIN.encode() * 50)[:60],
        name="gp.csv.gz",
        rules=("file_unreadable",),
        stops=True,
    ),
    "no_patient_column": Case(
        PLAIN.replace("patient_id", "nothing"), rules=("column_missing",), stops=True
    ),
    "no_date_column": Case(
        PLAIN.replace("appointment_at", "nothing"),
        rules=("column_missing",),
        stops=True,
    ),
    "no_practice_column": Case(
        PLAIN.replace("practice_code", "nothing"), rules=("column_missing",), stops=True
    ),
    "two_columns_missing": Case(
        "patient_id,role\n9000000010,gp\n",
        rules=("column_missing", "column_missing"),
        stops=True,
    ),
    "all_dates_words": Case(
        text(HEADER, gp_rows("soon")), rules=("date_wrong_kind",), stops=True
    ),
    "all_dates_numbers": Case(
        text(HEADER, gp_rows("17")), rules=("date_wrong_kind",), stops=True
    ),
    "all_ids_missing": Case(
        text(HEADER, ["," + row.split(",", 1)[1] for row in gp_rows()]),
        rules=("id_missing",),
        stops=True,
    ),
    "nobody_attended": Case(
        PLAIN.replace("attended", "DNA"), rules=("nothing_counted",), stops=True
    ),
    "files_swapped": Case(
        text(
            "patient_id,arrived_at,department_type,practice_code",
            [f"{PEOPLE[0]},2024-03-03 10:00,01,Y99001"],
        ),
        rules=("column_missing",),
        stops=True,
    ),
    "only_follow_ups": Case(
        ae=ae([row.replace(",01,1,", ",01,4,") for row in ae_rows()]),
        rules=("nothing_counted",),
        stops=True,
    ),
    "one_date_wrong": Case(
        changed(3, f"{PEOPLE[3]},yesterday,Y99001,attended,gp"),
        rules=("date_unreadable",),
        kept=15,
        left_out={"date cannot be read": 1},
    ),
    "date_31_february": Case(
        changed(3, f"{PEOPLE[3]},2024-02-31 09:00,Y99001,attended,gp"),
        rules=("date_unreadable",),
        kept=15,
        left_out={"date cannot be read": 1},
    ),
    "one_date_missing": Case(
        changed(3, f"{PEOPLE[3]},,Y99001,attended,gp"),
        rules=("date_missing",),
        kept=15,
        left_out={"no date": 1},
    ),
    "one_id_missing": Case(
        changed(3, "NULL,2024-02-03 09:00,Y99001,attended,gp"),
        rules=("id_missing",),
        kept=15,
        left_out={"no patient id": 1},
    ),
    "date_in_1900": Case(
        changed(3, f"{PEOPLE[3]},1900-01-01 00:00,Y99001,attended,gp"),
        rules=("date_too_old",),
        kept=15,
        left_out={"date before 1990": 1},
    ),
    "date_in_2090": Case(
        changed(3, f"{PEOPLE[3]},2090-01-01 00:00,Y99001,attended,gp"),
        rules=("date_future",),
        kept=15,
        left_out={"date in the future": 1},
    ),
    "day_or_month_unclear": Case(UNCLEAR, rules=("date_order_unclear",), stops=True),
    "row_repeated": Case(
        PLAIN + gp_rows()[0] + "\n",
        rules=("rows_repeated",),
        kept=16,
        left_out={"repeats another row": 1},
    ),
    "row_too_short": Case(
        PLAIN + "9000000010,2024-01-01\n", rules=("line_short",), kept=17
    ),
    "row_too_long": Case(
        PLAIN + gp_rows()[0] + ",more,more\n",
        rules=("line_unreadable",),
        kept=16,
        left_out={"line cannot be split into the columns of the header": 1},
    ),
    "status_unknown": Case(
        changed(3, f"{PEOPLE[3]},2024-02-03 09:00,Y99001,zonked,gp"),
        rules=("code_unknown",),
        kept=16,
    ),
    "departure_before_arrival": Case(
        ae=ae(
            [*ae_rows()[1:], f"{PEOPLE[0]},2024-03-10 10:00,2024-03-10 09:00,01,1,10"]
        ),
        rules=("departure_before_arrival",),
        kept=8,
    ),
    "departure_unreadable": Case(
        ae=ae([*ae_rows()[1:], f"{PEOPLE[0]},2024-03-10 10:00,later,01,1,10"]),
        rules=("second_date_unreadable",),
        kept=8,
    ),
    "cost_unreadable": Case(
        ae=ae([*ae_rows()[1:], f"{PEOPLE[0]},2024-03-10 10:00,,01,1,dear"]),
        rules=("number_unreadable",),
        kept=8,
    ),
    "department_unknown": Case(
        ae=ae([*ae_rows()[1:], f"{PEOPLE[0]},2024-03-10 10:00,,77,1,1"]),
        rules=("code_unknown",),
        kept=8,
    ),
    "ids_do_not_join": Case(
        PLAIN,
        ae=ae(ae_rows(["X" + p for p in PEOPLE])),
        rules=("ids_do_not_join",),
        kept=16,
    ),
    "postcodes_for_lsoa": Case(
        ae=text(AE_HEADER + ",lsoa_code", [r + ",SS13 1AB" for r in ae_rows()]),
        rules=("identifier_dropped",),
        kept=8,
    ),
    "nhs_number_in_text": Case(
        PLAIN.replace("role", "reason_term").replace(",gp\n", ",see 943 476 5919\n", 1),
        rules=("text_identifies",),
        kept=16,
    ),
}


@pytest.mark.parametrize("name", ODD_BUT_FINE)
def test_odd_extracts_load_whole(name, tmp_path):
    dataset, problems, said = loaded(ODD_BUT_FINE[name], tmp_path)
    assert problems == [], said
    rows = (
        duckdb.connect()
        .execute(
            "SELECT count(*), count(DISTINCT person) FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()
    )
    assert rows == [(16, 8)]
    assert {e.reason: e.rows for e in dataset.manifest.exclusions} == ODD_BUT_FINE[
        name
    ].left_out


@pytest.mark.parametrize("name", BROKEN)
def test_broken_extracts_give_their_fault_and_only_it(name, tmp_path):
    case = BROKEN[name]
    dataset, problems, said = loaded(case, tmp_path)
    assert tuple(problem["rule"] for problem in problems) == case.rules, said
    assert (dataset is None) == case.stops
    if dataset:
        table = "gp_appointments" if case.gp is not None else "ae_attendances"
        kept = (
            duckdb.connect()
            .execute(f"SELECT count(*) FROM '{dataset.folder}/{table}.parquet'")
            .fetchall()[0][0]
        )
        assert kept == case.kept
        assert {e.reason: e.rows for e in dataset.manifest.exclusions} == case.left_out
    for problem in problems:
        assert problem["remedy"] and len(problem["examples"]) <= 3
    for person in PEOPLE:
        assert person not in said


@pytest.mark.parametrize(
    "name,row",
    [
        ("one_date_wrong", 5),
        ("one_id_missing", 5),
        ("date_in_2090", 5),
        ("status_unknown", None),
    ],
)
def test_a_fault_names_the_row_of_the_file(name, row, tmp_path):
    _, problems, _ = loaded(BROKEN[name], tmp_path)
    assert problems[0]["rows"] == 1
    assert problems[0]["examples"] == ([row] if row else [])


def test_every_fault_is_told_at_once(tmp_path):
    case = Case("a,b\n1,2\n", ae="", more={"patients": (tmp_path / "gone.csv",)})
    _, problems, _ = loaded(case, tmp_path)
    assert [p["rule"] for p in problems] == [
        "file_empty",
        "no_usable_columns",
        "file_missing",
    ]


def test_no_extract_at_all_is_said(tmp_path):
    _, problems, _ = loaded(Case(), tmp_path)
    assert [p["rule"] for p in problems] == ["no_extract"]


def test_unknown_profile_and_mapping_are_told_together(tmp_path):
    case = Case(PLAIN, more={"profile": "sus", "columns": tmp_path / "no.toml"})
    _, problems, _ = loaded(case, tmp_path)
    assert [p["rule"] for p in problems] == ["mapping_missing", "profile_unknown"]


def test_headers_can_be_mapped_by_hand(tmp_path):
    mapping = written(
        tmp_path,
        "map.toml",
        '[gp_appointments.columns]\npatient_id = "Wer"\n'
        '[gp_appointments.fixed]\npractice_code = "Y99007"\n',
    )
    case = Case(
        text("Wer,appointment_at", [",".join(r.split(",")[:2]) for r in gp_rows()]),
        more={"columns": mapping},
    )
    dataset, problems, said = loaded(case, tmp_path)
    assert problems == [], said
    codes = (
        duckdb.connect()
        .execute(
            "SELECT DISTINCT practice_code FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()
    )
    assert codes == [("Y99007",)]


def test_a_refused_load_leaves_the_live_version(tmp_path):
    first, _, _ = loaded(Case(PLAIN), tmp_path)
    refused, _, _ = loaded(Case(HEADER), tmp_path)
    from analytics.store.dataset import open_dataset

    assert refused is None
    assert open_dataset("case", tmp_path / "home").folder == first.folder
    left = [
        f.name
        for f in (tmp_path / "home" / "case").iterdir()
        if f.name.startswith(".building")
    ]
    assert left == []
