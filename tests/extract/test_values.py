"""Dates, times, lengths, costs and ages as people write them."""

from datetime import datetime

import duckdb
import pytest

from analytics.extract.cells import clock, date_formats, values
from analytics.extract.cells.swapped_dates import swapped


def sql(expression: str, value):
    return (
        duckdb.connect()
        .execute(f"SELECT {expression} FROM (SELECT ?::VARCHAR AS v)", [value])
        .fetchall()[0][0]
    )


@pytest.mark.parametrize(
    "text,when",
    [
        ("31/12/2024", datetime(2024, 12, 31)),
        ("1/2/24", datetime(2024, 2, 1)),
        ("31/12/2024 14:30", datetime(2024, 12, 31, 14, 30)),
        ("31-Dec-24", datetime(2024, 12, 31)),
        ("31-DEC-2024 14:30:05", datetime(2024, 12, 31, 14, 30, 5)),
        ("01 April 2025", datetime(2025, 4, 1)),
        ("01APR2023", datetime(2023, 4, 1)),
        ("2024-12-31", datetime(2024, 12, 31)),
        ("2024-12-31T14:30:00.123", datetime(2024, 12, 31, 14, 30, 0, 123000)),
        ("20241231", datetime(2024, 12, 31)),
        ("45657", datetime(2024, 12, 31)),
        ("45657.25", datetime(2024, 12, 31, 6)),
        (" 31/12/2024 ", datetime(2024, 12, 31)),
        ("Mon 13/05/2024", datetime(2024, 5, 13)),
        ("Monday, 13 May 2024 09:30", datetime(2024, 5, 13, 9, 30)),
        ("13 Sept 2024", datetime(2024, 9, 13)),
        ("13052024", datetime(2024, 5, 13)),
        ("202405130930", datetime(2024, 5, 13, 9, 30)),
        ("130520240930", datetime(2024, 5, 13, 9, 30)),
        ("13/05/2024 24:00", datetime(2024, 5, 14)),
        ("2024-05-13 24:00", datetime(2024, 5, 14)),
        ("2024-05-13 02:30 PM", datetime(2024, 5, 13, 14, 30)),
        ("13/05/2024 2.30 p.m.", datetime(2024, 5, 13, 14, 30)),
        ("13/05/2024 1430", datetime(2024, 5, 13, 14, 30)),
        ("13/05/2024 14h30", datetime(2024, 5, 13, 14, 30)),
        ("2024-05-13T09:30:00Z", datetime(2024, 5, 13, 10, 30)),
        ("2024-05-13T09:30:00+01:00", datetime(2024, 5, 13, 9, 30)),
        ("31/12/9999 23:59", datetime(9999, 12, 31, 23, 59)),
        ("240513", None),  # which part is the year cannot be known
        ("31/02/2024", None),
        ("soon", None),
        ("17", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text, when):
    style = date_formats.date_style([text] if text else [])
    assert sql(date_formats.timestamp("v", "VARCHAR", style), text) == when
    plain = date_formats.DateStyle()  # and without having seen it in a sample
    assert sql(date_formats.timestamp("v", "VARCHAR", plain), text) == when


@pytest.mark.parametrize(
    "sample,order,proven",
    [
        (["13/01/2024", "01/02/2024"], "day", True),
        (["01/13/2024", "01/02/2024"], "month", True),
        (["01/02/2024", "03/04/2024"], "day", False),
        (["2024-01-02"], "day", True),
        (["13/01/2024", "01/13/2024"], "day", True),
        ([], "day", True),
    ],
)
def test_which_comes_first(sample, order, proven):
    style = date_formats.date_style(sample, proven=False)
    assert (style.order, style.proven) == (order, proven)


@pytest.mark.parametrize(
    "text,minutes",
    [
        ("10:20", 620),
        ("10:20:59", 620),
        ("1020", 620),
        ("905", 545),
        ("0", 0),
        ("0.5", 720),
        ("1899-12-30 10:20:00", 620),
        ("3000", None),
        ("4000", None),
        ("2360", None),
        ("", None),
        ("noon", None),
        ("09:10 AM", 550),
        ("12:05 PM", 725),
        ("12:15 AM", 15),
        ("2:30pm", 870),
        ("2.30 p.m.", 870),
        ("2 pm", 840),
        ("0230 PM", 870),
        ("14:30 PM", 870),
        ("9.30", 570),
        ("9.30.15", 570),
        ("24:00", 1440),
        ("2400", 1440),
        ("24:30", None),
        ("143000", 870),
        ("93000", 570),
        ("14h30", 870),
        ("1430 hrs", 870),
        ("10:20:15.1234567", 620),
        ("6.94E-4", 1),
        ("0.25", 360),
    ],
)
def test_times_of_day(text, minutes):
    assert sql(clock.minute_of_day("v"), text) == minutes


@pytest.mark.parametrize(
    "text,minutes",
    [
        ("15", 15),
        ("15.0", 15),
        ("1h 30m", 90),
        ("90 mins", 90),
        ("01:30", 90),
        ("2H", 120),
        ("long", None),
    ],
)
def test_lengths(text, minutes):
    assert sql(values.minutes("v"), text) == minutes


@pytest.mark.parametrize(
    "text,pounds",
    [
        ("£1,234.50", 1234.5),
        ("175.51", 175.51),
        ("£ 12", 12),
        ("1,5", None),
        ("dear", None),
    ],
)
def test_costs(text, pounds):
    assert sql(values.number("v"), text) == pounds


@pytest.mark.parametrize(
    "text,years",
    [
        ("34", 34),
        ("7003", 0),
        ("7008", None),
        ("-1", None),
        ("111", None),
        ("34.9", 34),
    ],
)
def test_ages(text, years):
    assert sql(values.age("v"), text) == years


@pytest.mark.parametrize(
    "column,text,minutes",
    [
        (["9.30", "10", "14.5"], "9.3", 570),
        (["9.30", "10", "14.5"], "10", 600),
        (["9.30", "10", "14.5"], "0.30", 30),
        (["143000", "93000"], "3000", 30),
        (["1430", "930"], "930", 570),
    ],
)
def test_times_that_only_their_column_tells(column, text, minutes):
    style = clock.clock_style(column)
    assert sql(clock.minute_of_day("v", style), text) == minutes


TRUE = [f"2024-{m:02d}-05 00:00:00" for m in range(1, 8)]


@pytest.mark.parametrize(
    "values,so",
    [
        ([*TRUE, *(f"{d}/02/2024" for d in range(13, 20))], True),
        ([*TRUE, *(f"02/{d}/2024" for d in range(13, 20))], True),
        ([f"0{n}-Mar-24" for n in range(1, 8)] + ["13/02/2024"] * 4, True),
        ([*TRUE, *(f"{d}/02/2024" for d in range(9, 20))], False),
        ([*TRUE, "2024-03-20", *(f"{d}/02/2024" for d in range(13, 20))], False),
        ([f"{d:02d}/02/2024" for d in range(1, 28)], False),
        (TRUE, False),
    ],
)
def test_days_and_months_swapped_by_a_spreadsheet(values, so):
    assert swapped(values) == so
