"""How much of the window there are data for, with answers known by eye."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.before_after.impact import days_of_picking, index_date_of
from analytics.measures.counting.window_filled import window_filled
from analytics.methods.impact.panels.days_to_pick import advice, days_to_pick
from analytics.store.dataset import Dataset, default_end
from analytics.store.manifest import Manifest, Span


def of(first: str, last: str, referred: str = "") -> Dataset:
    """A dataset of A&E attendances from a day to a day."""
    spans = [
        Span(AE.table.name, date.fromisoformat(first), date.fromisoformat(last), 9, 9)
    ]
    if referred:
        day = date.fromisoformat(referred)
        spans.append(Span("caseload", day, day, 9, 9))
    return Dataset("x", None, Manifest("x", "1", "", 1, "f", spans=tuple(spans)))


@pytest.mark.parametrize(
    "first, last, as_at, said",
    [
        ("2023-04-01", "2024-03-31", "2024-03-31", ""),
        ("2023-04-03", "2024-03-28", "2024-03-31", ""),  # a weekend at either end
        ("2024-02-05", "2024-03-29", "2024-03-31", "2 of the 12 months to 31 March"),
        ("2024-03-11", "2024-03-18", "2024-03-18", "8 days of the 12 months"),
        ("2024-03-18", "2024-03-18", "2024-03-18", "1 day of the 12 months"),
        ("2020-01-01", "2023-12-31", "2024-03-31", "9 of the 12 months"),
        ("2020-01-01", "2022-12-31", "2024-03-31", "no data in the 12 months"),
    ],
)
def test_of_how_many_months_there_are_data(first, last, as_at, said):
    told = window_filled(of(first, last), Filters(as_at=date.fromisoformat(as_at)))
    assert len(told) == bool(said)
    assert said in "".join(told)


def test_the_days_that_will_do():
    days = days_to_pick(date(2023, 1, 2), date(2024, 3, 30))
    assert [day.date() for day in days] == [date(2023, 4, 2), date(2024, 3, 3)]
    assert "from 2 April 2023 to 3 March 2024" in advice("2023-01-02", "2024-03-30")
    # three months before, 28 days to follow with the day itself, and not a day less
    assert days_to_pick("2024-01-01", "2024-04-28")
    assert not days_to_pick("2024-01-01", "2024-04-27")
    assert not days_to_pick("2024-01-01", "2024-05-27", washout=1)


@pytest.mark.parametrize(
    "first, last, referred, day",
    [
        ("2021-01-01", "2024-06-30", "", "2023-07-01"),  # a year before the end
        ("2023-01-02", "2024-03-30", "", "2023-04-02"),  # three months after the start
        ("2024-01-01", "2024-04-28", "", "2024-04-01"),  # the only day there is
        ("2021-01-01", "2024-06-30", "2023-04-19", "2023-04-15"),  # the Saturday before
        ("2023-03-01", "2024-06-30", "2023-04-19", "2023-07-01"),  # too early to look
        ("2024-03-11", "2024-03-18", "", "2024-03-11"),  # none will do
    ],
)
def test_before_and_after_opens_on_a_day_that_works(first, last, referred, day):
    held = of(first, last, referred)
    assert index_date_of(held, AE) == date.fromisoformat(day)
    days = days_of_picking(held, AE)
    assert days is None or days[0] <= index_date_of(held, AE) <= days[1]


def test_the_window_ends_with_the_last_whole_month():
    year = (date(2023, 1, 1), date(2024, 3, 5))
    assert default_end([year]) == date(2024, 2, 29)
    assert default_end([year, (date(2023, 1, 1), date(2023, 12, 31))]) == date(
        2023, 12, 31
    )
    assert default_end([(date(2024, 3, 11), date(2024, 3, 18))]) == date(2024, 3, 18)
