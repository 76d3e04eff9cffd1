"""Whatever is in the rows: rows in = rows kept + rows left out by reason, and no raw id
anywhere."""

import json
import tempfile
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import written

IDS = st.sampled_from(
    [
        "QQ5550001",
        "QQ5550002",
        " QQ5550003",
        "QQ5550004.0",
        "",
        "NULL",
        "n/a",
        "qq5550001",
    ]
)
DATES = st.sampled_from(
    [
        "2024-01-13 09:30",
        "2024-01-13 09:31",
        "13/02/2024",
        "31/02/2024",
        "2024-13-45",
        "",
        "soon",
        "1850-01-01",
        "2099-01-01",
        "45300",
        "13-Feb-24",
        "2024-03-03T09:00:00Z",
    ]
)
STATUSES = st.sampled_from(["attended", "DNA", "Arrived", "zonked", "", "Booked"])
BROKEN_LINES = st.sampled_from(["oops", "a,b,c,d,e,f,g", ",,,,,,,,"])
ROWS = st.lists(st.tuples(IDS, DATES, STATUSES), min_size=1, max_size=40)


def csv_of(rows) -> str:
    lines = ["patient_id,appointment_at,practice_code,status"]
    return (
        "\n".join(
            lines + [f"{one},{when},Y99001,{status}" for one, when, status in rows]
        )
        + "\n"
    )


SYSTMONE = (
    "Patient ID,Appointment date,Appointment status,Rota "
    "type,Clinician,Organisation code"
)
SLOTS = st.lists(
    st.one_of(
        BROKEN_LINES.filter(lambda line: line.count(",") != 5),
        st.tuples(
            IDS,
            DATES,
            st.sampled_from(
                ["Finished", "Did Not Attend", "Vacant", "Blocked", "Cancelled", ""]
            ),
        ).map(lambda row: f"{row[0]},{row[1]},{row[2]},GP,,Y99001"),
    ),
    min_size=1,
    max_size=30,
)


def left_out_rows(dataset, table) -> dict[str, int]:
    """Reason -> rows in the file beside the dataset."""
    place = dataset.left_out_file(table)
    return (
        dict(
            duckdb.connect()
            .execute(
                f"SELECT reason, count(*) FROM read_csv('{place}', all_varchar = "
                "true, header = true) GROUP BY 1"
            )
            .fetchall()
        )
        if place
        else {}
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(SLOTS)
def test_every_reason_adds_up_and_each_row_left_out_is_in_the_file(slots):
    with tempfile.TemporaryDirectory() as place:
        path = written(Path(place), "gp.csv", "\n".join([SYSTMONE, *slots]) + "\n")
        try:
            dataset = load(
                LoadInputs(gp=(path,), profile="systmone"),
                "one",
                root=Path(place) / "home",
            )
        except InputError as fault:
            assert any(problem.stops for problem in fault.problems)
            return
        (account,) = dataset.manifest.accounts
        assert account.rows == len(slots) == account.kept + account.left_out
        assert left_out_rows(dataset, "gp_appointments") == {
            one.reason: one.rows for one in dataset.manifest.exclusions
        }


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(ROWS)
def test_rows_in_are_rows_kept_and_left_out(rows):
    with tempfile.TemporaryDirectory() as place:
        path = written(Path(place), "gp.csv", csv_of(rows))
        try:
            dataset = load(LoadInputs(gp=(path,)), "one", root=Path(place) / "home")
        except InputError as fault:
            assert any(problem.stops for problem in fault.problems)
            assert "QQ555" not in str(fault).upper()
            return
        kept = (
            duckdb.connect()
            .execute(f"SELECT count(*) FROM '{dataset.folder}/gp_appointments.parquet'")
            .fetchall()[0][0]
        )
        manifest = dataset.manifest
        assert manifest.sources[0].rows == len(rows)
        assert kept + sum(one.rows for one in manifest.exclusions) == len(rows)
        left = len(rows)
        for one in manifest.exclusions:
            assert (one.before, one.after) == (left, left - one.rows)
            left = one.after
        assert left == kept
        assert left_out_rows(dataset, "gp_appointments") == {
            one.reason: one.rows for one in manifest.exclusions
        }
        people = (
            duckdb.connect()
            .execute(
                f"SELECT count(*) FROM '{dataset.folder}/people.parquet' WHERE person "
                "NOT IN "
                f"(SELECT person FROM '{dataset.folder}/gp_appointments.parquet')"
            )
            .fetchall()
        )
        assert people == [(0,)]
        for file in dataset.folder.rglob("*.*"):
            assert b"QQ555" not in file.read_bytes().upper()


def test_identifiers_never_reach_the_dataset(tmp_path):
    secrets = [
        "9434765919",
        "Zebedee",
        "Quillfeather",
        "SS13 1AB",
        "zebedee@example.org",
        "07700900123",
        "1 Nowhere Street",
        "1951-02-03",
    ]
    header = (
        "patient_id,Forename,Surname,Address,Postcode,Email,contact,Date of "
        "birth,arrived_at,site_name,chief_complaint"
    )
    row = ",".join(
        [
            "9434765919",
            "Zebedee",
            "Quillfeather",
            "1 Nowhere Street",
            "SS13 1AB",
            "zebedee@example.org",
            "07700900123",
            "1951-02-03",
            "2024-01-13 10:00",
            "Basildon",
            "see zebedee@example.org about 9434765919",
        ]
    )
    folder = tmp_path / "home"
    path = written(tmp_path, "ae.csv", header + "\n" + row + "\n")
    dataset = load(LoadInputs(ae=(path,)), "one", root=folder)
    stored = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    tables = duckdb.connect()
    text = json.dumps(
        [
            tables.execute(f"SELECT * FROM '{file}'").fetchall()
            for file in sorted(dataset.folder.glob("*.parquet"))
        ],
        default=str,
    )
    for secret in secrets:
        assert secret.encode() not in stored and secret not in text
    assert set(dataset.manifest.sources[0].dropped_columns) == {
        "Forename",
        "Surname",
        "Address",
        "Postcode",
        "Email",
        "contact",
        "Date of birth",
    }
    assert [p["rule"] for p in dataset.manifest.problems] == ["text_identifies"]


def test_one_key_joins_the_extracts_and_another_does_not(tmp_path, monkeypatch):
    monkeypatch.delenv("FREQUENT_ATTENDERS_KEY", raising=False)
    gp = written(
        tmp_path, "gp.csv", csv_of([("0943 476 5919", "2024-01-13", "attended")])
    )
    ae = written(
        tmp_path, "ae.csv", "NHS Number,arrived_at\n09434765919,2024-01-14 10:00\n"
    )

    def pseudonyms(home):
        dataset = load(LoadInputs(gp=(gp,), ae=(ae,)), "one", root=tmp_path / home)
        assert dataset.manifest.problems == ()
        return (
            duckdb.connect()
            .execute(f"SELECT pseudonym FROM '{dataset.folder}/people.parquet'")
            .fetchall()
        )

    first, again, other = pseudonyms("a"), pseudonyms("a"), pseudonyms("b")
    assert len(first) == 1 and first == again and first != other
    assert len(first[0][0]) == 16
    key = tmp_path / "a" / ".key"
    assert key.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("FREQUENT_ATTENDERS_KEY", key.read_text())
    assert pseudonyms("c") == first
    assert not (tmp_path / "c" / ".key").exists()
