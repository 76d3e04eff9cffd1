"""Directories of Open Referral, laid out by the specification: read right, told of what
is wrong, written and read again; and postcodes as they are published."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.export import open_referral
from analytics.measures.services import look_from
from analytics.measures.services.directory import directory, services
from tests.services import made, spec_directory
from tests.services.spec_expected import EXPECTED

ON = date(2026, 3, 2)
PEOPLE = ("Perdita", "perdita.example", "07700", "office@")


def as_csv(rows: list[dict]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def packed(tables: dict[str, list[dict]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("datapackage.json", "{}")
        for name, rows in tables.items():
            target.writestr(f"export/{name}", as_csv(rows))
    return out.getvalue()


def in_folder(folder: Path, tables: dict[str, list[dict]]) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        (folder / name).write_text(as_csv(rows), encoding="utf-8")
    return folder


def stored(dataset) -> dict[tuple[str, str], dict]:
    rows = duckdb.sql(f"SELECT * FROM '{dataset.folder}/services.parquet'").fetchall()
    names = [
        row[0]
        for row in duckdb.sql(
            f"DESCRIBE SELECT * FROM '{dataset.folder}/services.parquet'"
        ).fetchall()
    ]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return {(one["name"], one["postcode"] or ""): one for one in found}


def must_be_right(dataset) -> None:
    found = stored(dataset)
    assert set(found) == set(EXPECTED)
    for key, expected in EXPECTED.items():
        for name, value in expected.items():
            got = found[key][name]
            got = got.isoformat() if isinstance(got, date) else got
            if isinstance(value, float):
                assert got == pytest.approx(value, abs=0.005), (key, name)
            else:
                assert (got or None) == value, (key, name)
    whole = (dataset.folder / "services.parquet").read_bytes()
    assert not any(word.encode() in whole for word in PEOPLE), "of people"


def test_a_page_of_an_api_is_read_right(tmp_path):
    dataset = made.loaded(tmp_path, services=("json", spec_directory.page()))
    must_be_right(dataset)
    assert not dataset.manifest.problems


def test_a_data_package_is_read_right_as_zip_and_as_folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    tables = spec_directory.tables()
    zipped = made.loaded(tmp_path / "one", services=("zip", packed(tables)))
    must_be_right(zipped)
    lying = in_folder(tmp_path / "lying", tables)
    must_be_right(made.loaded(tmp_path / "two", services=lying))
    assert not zipped.manifest.problems


def test_what_is_wrong_with_a_directory_is_told_all_at_once(tmp_path):
    tables = spec_directory.tables()
    tables["service_at_location.csv"][0]["location_id"] = "nowhere"
    tables["schedules.csv"][0]["service_id"] = "gone"
    tables["attributes.csv"][1]["taxonomy_term_id"] = "none"
    tables["services.csv"][1] |= {"minimum_age": 70, "maximum_age": 18}
    del tables["services.csv"][1]["status"]
    tables["schedules.csv"][2]["opens_at"] = "seven"
    tables["locations.csv"][1] = {**tables["locations.csv"][1], "id": "moved"}
    dataset = made.loaded(tmp_path, services=("zip", packed(tables)))
    told = {(one["rule"], one["column"]) for one in dataset.manifest.problems}
    assert told >= {
        ("part_nowhere", "service_at_location.location_id"),
        ("part_nowhere", "schedule.service_id"),
        ("part_nowhere", "attribute.taxonomy_term_id"),
        ("part_nowhere", "address.location_id"),
        ("part_without", "service.status"),
        ("ages_crossed", "age_from"),
        ("service_nowhere", "postcode"),
    }
    said = " ".join(one["message"] for one in dataset.manifest.problems)
    assert not any(word in said for word in (*PEOPLE, "gone", "seven"))
    assert len(services(dataset, ON)) == 2, "nothing is lost"


@pytest.mark.parametrize(
    "ending, content, rule",
    [
        ("json", "{not json", "directory_broken"),
        ("json", '{"contents": []}', "directory_empty"),
        ("zip", b"PK\x03\x04 cut short", None),
    ],
)
def test_what_is_no_directory_stops_the_load(tmp_path, ending, content, rule):
    with pytest.raises(InputError) as told:
        made.loaded(tmp_path, services=(ending, content))
    rules = {one.rule for one in told.value.problems}
    assert rules == {rule} if rule else rules


def test_a_directory_survives_being_written_and_read_again(tmp_path):
    """Of all that the finder uses, nothing is lost on the way through our JSON."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first = made.loaded(tmp_path / "one", services=("json", spec_directory.page()))
    page = json.loads(json.dumps(open_referral.page(first, ON)))
    again = made.loaded(tmp_path / "two", services=("json", page))
    assert services(first, ON) == services(again, ON) != []
    must_be_right(again)


def test_the_sample_survives_it_too(sample, tmp_path):
    page = open_referral.page(sample, ON)
    assert page["total_items"] == 61
    again = made.loaded(tmp_path, services=("json", json.loads(json.dumps(page))))
    was, found = (directory(one, Filters(), ON).table for one in (sample, again))
    assert found.equals(was)


TABLE = """name,postcode,opening hours,min age,max age,opened,closed
A,SS14 1EB,Mon-Fri 09:00-17:00,18,65,2020-02-01,
A,SS14 1EB,Mon-Fri 09:00-17:00,18,65,2020-02-01,
B,SS14,whenever,70,65,2020-02-01,2019-02-01
C,,24/7,,,,
D,AB10 1AA,,,,,
E,hello,,,,,
,SS14 1EB,,,,,
"""


def test_a_plain_table_is_told_every_fault_with_its_rows(tmp_path):
    dataset = made.loaded(tmp_path, services=TABLE)
    told = {
        (one["rule"], one["column"], tuple(one["examples"]))
        for one in dataset.manifest.problems
    }
    assert told >= {
        ("service_nowhere", "postcode", (5,)),
        ("postcode_half", "postcode", (4,)),
        ("postcode_outside", "postcode", (6,)),
        ("postcode_none", "postcode", (7,)),
        ("hours_unreadable", "opening hours", (4,)),
        ("ages_crossed", "min age", (4,)),
        ("closed_before_opened", "closed", (4,)),
    }
    reasons = {(one.reason, one.rows) for one in dataset.manifest.exclusions}
    assert ("repeats another row", 1) in reasons and len(reasons) == 2
    assert [one.name for one in services(dataset, ON)] == list("ABCDE")


ONSPD = (
    "pcd7,pcd8,pcds,doterm,oseast1m,lat,long\n"
    "AB101AA,AB10 1AA,AB10 1AA,,394235,57.149606,-2.096916\n"
    "AB1 0AX,AB1  0AX,AB1 0AX,199606,,99.999999,0.000000\n"
)
CODE_POINT = (
    '"AB10 1AA",10,394235,806529,"S92000003","","S08000020","","S12000033","S13"\n'
    '"AB10 1ZZ",90,0,0,"S92000003","","S08000020","","S12000033","S13"\n'
)


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        ("csv", ONSPD),
        ("csv", CODE_POINT),
        ("csv", "postcode,lat,lon\nAB10 1AA,57.149606,-2.096916\n"),
        (
            "zip",
            zipped(
                **{
                    "Data/ONSPD_NOV_2025_UK.csv": ONSPD,
                    "Data/multi_csv/ONSPD_NOV_2025_UK_AB.csv": ONSPD,
                    "Documents/Names and Codes.csv": "a,b\n1,2\n",
                }
            ),
        ),
        (
            "zip",
            zipped(
                **{
                    "Data/CSV/ab.csv": CODE_POINT,
                    "Data/CSV/zz.csv": CODE_POINT.replace("AB10", "ZE1"),
                    "Doc/Code-Point_Open_Column_Headers.csv": "PC,PQ\nPostcode,Q\n",
                }
            ),
        ),
    ],
    ids=["ONSPD", "Code-Point file", "plain", "ONSPD zip", "Code-Point zip"],
)
def test_postcodes_of_any_area_as_they_are_published(tmp_path, given):
    rows = "name,postcode\nTown office,ab101aa\n"
    dataset = made.loaded(tmp_path, postcodes=given, services=rows)
    (one,) = services(dataset, ON)
    assert (one.lat, one.lon) == pytest.approx((57.149606, -2.096916), abs=1e-4)
    place = look_from.of_postcode(dataset, "AB10 1AA")
    assert (place.lat, place.lon) == pytest.approx((one.lat, one.lon))
    assert look_from.of_postcode(dataset, "SS14 1EB").lat < 52, "those shipped stay"
    for gone in ("AB1 0AX", "AB10 1ZZ"):
        with pytest.raises(InputError):
            look_from.of_postcode(dataset, gone)
