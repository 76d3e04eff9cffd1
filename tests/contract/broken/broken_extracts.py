"""Extracts with one fault each, and what must be told and kept of each."""

import gzip

from tests.contract.broken.odd_extracts import PLAIN, UNCLEAR, ae, changed
from tests.contract.extracts import (
    AE_HEADER,
    HEADER,
    PEOPLE,
    Case,
    ae_rows,
    gp_rows,
    text,
)

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
        PLAIN + "9000000010,2024-01-01\n",
        rules=("line_short", "status_missing"),
        kept=17,
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
        rules=("cost_unknown",),
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
