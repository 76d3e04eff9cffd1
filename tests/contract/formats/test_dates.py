"""Dates in every shape are the same dates, or it is asked which they are."""

from datetime import datetime

import pytest

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written
from tests.contract.formats.one_extract import events


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
