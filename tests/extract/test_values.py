"""Dates, times, lengths, costs and ages as people write them."""

from datetime import datetime

import duckdb
import pytest

from analytics.extract.cells import clock, date_formats, values


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
