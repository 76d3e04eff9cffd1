"""A kind of event that the product has never heard of, from a CSV to a dataset.

It is declared in the tests alone (`tests/support/third_kind.py`), and the numbers are
counted by pandas from what was written into the files.
"""

import csv
import json
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions import event_kinds
from analytics.definitions.canonical import Component, Field, Table
from analytics.definitions.event_kinds import EventKind, SecondTime
from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
from analytics.store.load.mapping_offers import ask
from tests.support.third_kind import OUTPATIENT, appointments, written
from tests.support.world import world

TABLE = OUTPATIENT.table.name


@pytest.fixture(scope="module")
def frames():
    return world()


@pytest.fixture(scope="module")
def told(frames):
    """The appointments as they are written into the files."""
    return appointments(frames)


@pytest.fixture(autouse=True)
def third_kind():
    with event_kinds.also(OUTPATIENT):
        yield


def rows(dataset, sql: str) -> list[tuple]:
    con = duckdb.connect()
    for path in dataset.folder.glob("*.parquet"):
        con.execute(f"CREATE VIEW {path.stem} AS FROM '{path}'")
    return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def with_ae(tmp_path_factory, frames, told):
    """Outpatient appointments and A&E attendances of the same people, with a list."""
    folder = tmp_path_factory.mktemp("with_ae")
    frames.ae.to_parquet(folder / "ae.parquet")
    frames.patients.to_parquet(folder / "patients.parquet")
    with event_kinds.also(OUTPATIENT):
        return load(
            LoadInputs(
                outpatient=(written(told, folder / "outpatients.csv"),),
                ae=(folder / "ae.parquet",),
                patients=(folder / "patients.parquet",),
            ),
            "both",
            root=folder / "home",
        )


def test_every_row_is_there_under_its_person(with_ae, told):
    found = rows(
        with_ae,
        "SELECT person, appointment_at, practice_code, status, counted "
        f"FROM {TABLE} ORDER BY appointment_at, person",
    )
    assert len(found) == len(told)
    person = {
        one: number for number, one in enumerate(sorted({row[0] for row in found}))
    }
    assert len(person) == told["patient_id"].nunique()
    when = told["appointment_at"].dt.floor("min").dt.to_pydatetime()
    expected = sorted(zip(when, told["practice_code"], told["status"], strict=True))
    assert sorted((row[1], row[2], row[3]) for row in found) == expected
    assert all(row[4] == (row[3] == "attended") for row in found)


def test_months_are_what_was_attended(with_ae, told):
    attended = told[told["status"] == "attended"]
    month = attended["appointment_at"].dt.to_period("M").dt.to_timestamp()
    expected = attended.groupby([month, "practice_code"]).size()
    found = rows(
        with_ae,
        f"SELECT month, practice_code, sum(appointments) FROM {OUTPATIENT.months} "
        "GROUP BY ALL ORDER BY 1, 2",
    )
    assert [(pd.Timestamp(day), code) for day, code, _ in found] == list(expected.index)
    assert [int(number) for *_, number in found] == list(expected)
    columns = rows(with_ae, f"DESCRIBE {OUTPATIENT.months}")
    assert [row[0] for row in columns] == [
        "person",
        "month",
        "practice_code",
        "appointments",
    ]


def test_the_manifest_spans_it_beside_the_other_kind(with_ae, told):
    attended = told[told["status"] == "attended"]
    span = with_ae.span(OUTPATIENT)
    assert (span.rows, span.people) == (len(attended), attended["patient_id"].nunique())
    assert (span.first, span.last) == (
        attended["appointment_at"].min().date(),
        attended["appointment_at"].max().date(),
    )
    assert span.missing == ()
    assert with_ae.kinds == (event_kinds.AE, OUTPATIENT)
    assert with_ae.manifest.problems == ()  # the people are those of A&E, so they join


@pytest.mark.parametrize("split", [False, True])
def test_alone_with_the_time_in_one_column_or_in_two(tmp_path, told, split):
    path = written(told, tmp_path / "outpatients.csv", split)
    inputs = LoadInputs(outpatient=(path,))
    dataset = load(inputs, "alone", root=tmp_path / "home")
    found = rows(dataset, f"SELECT appointment_at FROM {TABLE} ORDER BY 1")
    assert [pd.Timestamp(row[0]) for row in found] == sorted(told["appointment_at"])
    assert dataset.kinds == (OUTPATIENT,)
    assert rows(dataset, "SELECT count(*) FROM ae_attendances") == [(0,)]
    report = check(inputs, root=tmp_path / "home")
    assert report.rows == {TABLE: len(told)}
    assert report.spans == dataset.manifest.spans


BROKEN = """patient_id,appointment_at,practice_code,status
9000000009,13/01/2024 10:00,Y1,attended
9000000009,13/01/2024 10:00,Y1,cancelled
9000000009,never,Y1,attended
,14/01/2024 10:00,Y1,attended
9000000017,14/01/2024 10:00,Y1,perhaps
9000000017,15/01/2024 10:00
9000000025,16/01/2024 11:30,,attended
"""


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text(BROKEN, encoding="utf-8")
    listed = tmp_path / "list.csv"
    listed.write_text("patient_id,practice_code\n9000000025,Y2\n", encoding="utf-8")
    return LoadInputs(outpatient=(path,), patients=(listed,))


def test_rows_left_out_are_counted_listed_and_told(tmp_path, broken):
    dataset = load(broken, "broken", root=tmp_path / "home")
    (account,) = (one for one in dataset.manifest.accounts if one.table == TABLE)
    assert (account.rows, account.kept, account.left_out) == (7, 3, 4)
    with open(dataset.left_out_file(TABLE), encoding="utf-8-sig", newline="") as file:
        listed = [
            (row["row"], row["reason"], row["status"]) for row in csv.DictReader(file)
        ]
    assert listed == [
        ("3", "repeats another row", "cancelled"),
        ("4", "date cannot be read", "attended"),
        ("5", "no patient id", "attended"),
        ("7", "line cannot be split into the columns of the header", ""),
    ]
    told = {one["rule"]: one["message"] for one in dataset.manifest.problems}
    assert set(told) == {
        "code_unknown",
        "date_unreadable",
        "id_missing",
        "line_unreadable",
        "rows_repeated",
    }
    assert "column appointment_at" in told["date_unreadable"]
    # The word that is not known counts as missing; the list gives the practice.
    kept = rows(
        dataset,
        f"SELECT practice_code, status, counted FROM {TABLE} "
        "ORDER BY practice_code, status NULLS LAST",
    )
    assert kept == [
        ("Y1", "attended", True),
        ("Y1", None, False),
        ("Y2", "attended", True),
    ]
    assert dataset.span(OUTPATIENT).rows == 2


def test_what_it_calls_nothing_counted_is_told(tmp_path):
    path = tmp_path / "none.csv"
    path.write_text(
        "patient_id,appointment_at,status\n9000000009,2024-01-13 10:00,cancelled\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load(LoadInputs(outpatient=(path,)), "none", root=tmp_path / "home")
    (problem,) = caught.value.problems
    assert problem.rule == "nothing_counted" and problem.column == "status"
    assert problem.found == "No row of Outpatient appointments was attended."


def test_people_of_three_kinds_are_joined_pair_by_pair(tmp_path, frames):
    for name in ("gp", "ae"):
        getattr(frames, name).to_parquet(tmp_path / f"{name}.parquet")
    path = tmp_path / "strangers.csv"
    path.write_text(
        "patient_id,appointment_at,status\nQQ1,2024-01-13 10:00,attended\n",
        encoding="utf-8",
    )
    dataset = load(
        LoadInputs(
            gp=(tmp_path / "gp.parquet",),
            ae=(tmp_path / "ae.parquet",),
            outpatient=(path,),
        ),
        "three",
        root=tmp_path / "home",
    )
    told = [one["found"].split(";")[0] for one in dataset.manifest.problems]
    assert told == [
        "No person of the Outpatient extract appears in the GP extract",
        "No person of the Outpatient extract appears in the A&E extract",
    ]


def test_a_mapping_is_offered_and_read_for_it(tmp_path, told):
    strange = told.rename(columns={"patient_id": "Wer", "appointment_at": "Wann"})
    strange["status"] = strange["status"].replace("attended", "Zonked")
    path = tmp_path / "strange.csv"
    strange.to_csv(path, index=False)
    (offer,) = ask(LoadInputs(outpatient=(path,)), root=tmp_path / "home")
    assert {one.field for one in offer.wanted if one.required} == {
        "patient_id",
        "appointment_at",
    }
    assert [(one.field, one.words[0][0]) for one in offer.unknown] == [
        ("status", "Zonked")
    ]
    said = tmp_path / "map.toml"
    said.write_text(
        f'[{TABLE}.columns]\npatient_id = "Wer"\nappointment_at = "Wann"\n'
        f'[{TABLE}.codes.status]\n"Zonked" = "attended"\n',
        encoding="utf-8",
    )
    inputs = LoadInputs(outpatient=(path,), columns=said)
    dataset = load(inputs, "strange", root=tmp_path / "home")
    assert dataset.span(OUTPATIENT).rows == (told["status"] == "attended").sum()


def test_the_command_line_has_its_flag(tmp_path, told, capsys, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    path = written(told, tmp_path / "outpatients.csv")
    assert main(["load", "--outpatient", str(path), "--into", "mine", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["spans"][0]["table"] == TABLE
    assert main(["check", "--outpatient", str(path)]) == 0
    assert f"{TABLE}: outpatients.csv" in capsys.readouterr().out


def test_without_the_kind_there_is_no_such_flag(tmp_path):
    event_kinds.KINDS.remove(OUTPATIENT)
    try:
        with pytest.raises(TypeError, match="outpatient"):
            LoadInputs(outpatient=(tmp_path / "x.csv",))
    finally:
        event_kinds.KINDS.append(OUTPATIENT)


BARE = EventKind(
    slug="call",
    service="111",
    at="to 111",
    one="call",
    many="calls",
    record="call",
    records="calls",
    table=Table(
        "urgent_calls",
        "Urgent calls",
        "one call",
        (
            Field("patient_id", "id", "Who", True),
            Field("called_at", "timestamp", "When the person called", True),
        ),
    ),
    time="called_at",
    more_than=5,
)


def test_a_kind_of_two_columns_loads(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(
        "patient_id,called_date,called_time\n9000000009,2024-01-13,10:20\n"
        "9000000009,2024-01-13,10:20\n9000000017,2024-02-14,\n",
        encoding="utf-8",
    )
    with event_kinds.also(BARE):
        dataset = load(LoadInputs(call=(path,)), "calls", root=tmp_path / "home")
        found = rows(dataset, "SELECT called_at::VARCHAR FROM urgent_calls ORDER BY 1")
        assert found == [("2024-01-13 10:20:00",), ("2024-02-14 00:00:00",)]
        assert rows(dataset, "SELECT month::VARCHAR, calls FROM call_months") == [
            ("2024-01-01", 1),
            ("2024-02-01", 1),
        ]
        assert dataset.span(BARE).rows == 2
        rules = {one["rule"] for one in dataset.manifest.problems}
        assert rules == {"rows_repeated", "time_unknown"}


RICH = replace(
    BARE,
    slug="spell",
    one="spell",
    many="spells",
    table=Table(
        "inpatient_spells",
        "Inpatient spells",
        "one stay in hospital",
        (
            Field("patient_id", "id", "Who", True),
            Field("admitted_at", "timestamp", "When the stay began", True),
            Field(
                "discharged_at",
                "timestamp",
                "When it was over",
                components=(Component("discharged_minutes", "minutes"),),
            ),
            Field("decided_on", "date", "When it was decided on"),
            Field("procedure_codes", "list", "What was done"),
            Field("beds", "integer", "Wards stayed in"),
            Field("age_at_admission", "integer", "Age", unit="years"),
            Field("sex", "category", "Sex", allowed=("female", "male", "unknown")),
            Field("lsoa_code", "code", "Where the person lives"),
            Field(
                "emergency",
                "category",
                "Kind",
                components=(Component("emergency_flag", "flag", value="yes"),),
            ),
        ),
    ),
    time="admitted_at",
    second=SecondTime("discharged_at", ends=True, longest_days=60),
)


def test_a_kind_with_lists_days_numbers_and_an_end_loads(tmp_path):
    path = tmp_path / "spells.csv"
    path.write_text(
        "patient_id,admitted_at,discharged_at,decided_on,procedure_codes,beds,"
        "age_at_admission,sex,lsoa_code,emergency_flag\n"
        "9000000009,2024-01-13 10:00,2024-02-13 10:00,2024-01-02,W40;X48,2,71,female,"
        "E01000001,Y\n"
        "9000000009,2024-05-13 10:00,2024-05-14 10:00,,,x,72,female,E01000002,N\n"
        "9000000017,2024-05-13 10:00,2024-05-01 10:00,2024-04-02,Z94,1,40,male,,\n",
        encoding="utf-8",
    )
    with event_kinds.also(RICH):
        dataset = load(LoadInputs(spell=(path,)), "spells", root=tmp_path / "home")
        found = rows(
            dataset,
            "SELECT minutes, decided_on::VARCHAR, procedure_codes, beds, emergency "
            "FROM inpatient_spells ORDER BY admitted_at, age_at_admission",
        )
        assert found == [
            (31 * 24 * 60, "2024-01-02", ["W40", "X48"], 2, "yes"),
            (None, "2024-04-02", ["Z94"], 1, None),
            (24 * 60, None, None, None, None),
        ]
        # Who people are comes from the last event that says so.
        assert sorted(
            rows(dataset, "SELECT birth_year, sex, lsoa_code FROM people")
        ) == [(1952, "female", "E01000002"), (1984, "male", None)]
        told = {one["rule"]: one["found"] for one in dataset.manifest.problems}
        assert told["departure_before_arrival"].startswith(
            "The end is before the start, or too long after it, in 33.3% of rows"
        )
        assert "number_unreadable" in told
