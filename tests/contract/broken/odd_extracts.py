"""Extracts that look odd and load whole: a plain one in every dress."""

import gzip

from tests.contract.extracts import (
    AE_HEADER,
    HEADER,
    PEOPLE,
    Case,
    gp_rows,
    text,
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
