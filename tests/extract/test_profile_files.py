"""Every profile file holds only what the contract knows."""

import re

import duckdb
import pytest

from analytics.definitions.contract import TABLES
from analytics.extract import profiles as reading
from analytics.extract.fields.mapping import ORDERS
from analytics.extract.fields.matching import fields_of
from analytics.extract.profiles import plain, profiles
from analytics.store.load.build import LoadInputs, check, load


@pytest.mark.parametrize("name", profiles())
def test_fields_and_codes_are_of_the_contract(name):
    profile = profiles()[name]
    for table in profile.tables:
        section = profile.section(table)
        fields = set(fields_of(table))
        assert set(section.columns) <= fields
        assert (
            set(section.first_of) | set(section.patterns) | set(section.fixed) <= fields
        )
        assert set(section.may_lack) <= set(TABLES[table].required)
        assert set(section.codes) <= set(TABLES[table].names)
        for field, words in section.codes.items():
            allowed = TABLES[table].field(field).allowed
            assert not allowed or set(words.values()) <= {*allowed, ""}, (field, words)
        for rule in section.leave_out:
            assert rule.headers or rule.field in fields
        for pattern in section.patterns.values():
            what, form = pattern.split(": ", 1)
            assert what and re.compile(form)
    assert profile.dates in ("", *ORDERS)


@pytest.mark.parametrize("name", profiles())
def test_no_header_means_two_fields(name):
    for table in profiles()[name].tables:
        seen = {}
        section = profiles()[name].section(table)
        for field, aliases in (*section.columns.items(), *section.first_of.items()):
            for alias in {plain(alias) for alias in aliases}:
                assert seen.setdefault(alias, field) == field, alias


MINE = """
title = "Microtest day sheet"
tables = ["gp_appointments"]
dates = "month first"
[gp_appointments.columns]
patient_id = ["Wer"]
appointment_at = ["Wann"]
practice_code = ["Wo"]
status = ["Wie"]
[gp_appointments.first_of]
reason_term = ["Warum 1", "Warum 2"]
[gp_appointments.codes.status]
"da" = "attended"
"weg" = "did_not_attend"
[[gp_appointments.leave_out]]
headers = ["Weg damit"]
values = ["ja"]
reason = "thrown away at the source"
"""


@pytest.fixture
def another_profile(tmp_path, monkeypatch):
    """The profiles that there are, and one more file."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    for path in reading.FOLDER.glob("*.toml"):
        (folder / path.name).write_text(
            path.read_text(encoding="utf-8"), encoding="utf-8"
        )
    (folder / "microtest.toml").write_text(MINE, encoding="utf-8")
    monkeypatch.setattr(reading, "FOLDER", folder)
    profiles.cache_clear()
    yield
    monkeypatch.undo()
    profiles.cache_clear()


def test_adding_a_profile_is_adding_a_file(another_profile, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Wer,Wann,Wo,Wie,Warum 1,Warum 2,Weg damit\n"
        "77,02/03/2024 10:00,Y99001,da,,Cough,nein\n"
        "78,02/04/2024 10:00,Y99001,weg,Cold,Cough,nein\n"
        "79,02/05/2024 10:00,Y99001,da,Cold,Cough,ja\n",
        encoding="utf-8",
    )
    (file,) = check(LoadInputs(gp=(path,))).files
    assert (file.profile, file.sure) == ("microtest", 1.0)
    assert file.why == "7 of 7 headers are its names (Wer, Wann, Wo)"
    dataset = load(LoadInputs(gp=(path,)), "sheet", root=tmp_path / "home")
    rows = (
        duckdb.connect()
        .execute(
            "SELECT month(appointment_at), day(appointment_at), status, reason_term "
            f"FROM '{dataset.folder}/gp_appointments.parquet' ORDER BY 2"
        )
        .fetchall()
    )
    assert rows == [(2, 3, "attended", "Cough"), (2, 4, "did_not_attend", "Cold")]
    assert [(e.reason, e.rows) for e in dataset.manifest.exclusions] == [
        ("thrown away at the source", 1)
    ]
