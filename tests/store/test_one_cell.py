"""One cell on its way from a CSV to Parquet, as analytics/store/README.md tells it."""

from datetime import date, datetime

import duckdb
import pytest

from analytics.extract.fields.mapping import Part
from analytics.extract.reading.inspection import describe, look
from analytics.extract.reading.scan import scanned
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.canonical import events, read
from tests.support import hand_made

TABLE = "ae_attendances"
WHEN = datetime(2023, 7, 13, 21, 15)


@pytest.fixture
def path(tmp_path):
    return hand_made.ecds(tmp_path / "ae.csv")


def test_the_header_is_a_component_and_the_day_comes_first(path, tmp_path):
    con = duckdb.connect()
    files, matches, problems = look(con, TABLE, [path], None, Part(), tmp_path)
    source, _, told = describe(con, TABLE, files, matches, Part(), tmp_path)
    assert not problems and not told and source.matches[0].profile.name == "sus_ecds"
    assert source.header("arrived_date") == "Arrival_Date"
    assert source.styles["arrived_date"].order == "day"
    scan = con.execute(
        f"SELECT patient_id, arrived_date, arrived_time FROM ({scanned(source)})"
    ).fetchone()
    assert scan == (hand_made.A, "13/07/2023", "21:15")


def test_the_moment_reaches_the_canonical_table_and_then_the_dataset(
    path, tmp_path, monkeypatch
):
    seen, give_people, sort = [], events.give_people, events.sort

    def given(con, staged, run_watched):
        seen.append(con.execute(f"SELECT raw, moment FROM {staged.name}").fetchone())
        give_people(con, staged, run_watched)

    def spied(con, staged, run_watched):
        rows = events.IDENTIFIED.of(TABLE)
        columns = con.execute(f"SELECT * FROM {rows} LIMIT 1").description
        assert "person" in {name for name, *_ in columns}
        assert "raw" not in {name for name, *_ in columns}
        name = sort(con, staged, run_watched)
        seen.append(
            con.execute(
                f"SELECT moment, fault FROM {name} WHERE moment = '{WHEN}'"
            ).fetchall()
        )
        return name

    monkeypatch.setattr(read.events, "give_people", given)
    monkeypatch.setattr(read.events, "sort", spied)
    dataset = load(LoadInputs(ae=(path,)), "one", root=tmp_path / "home")
    assert seen == [(hand_made.A, WHEN), [(WHEN, 0)]]
    folder, con = dataset.folder, duckdb.connect()
    (person,) = con.execute(
        f"SELECT person FROM '{folder}/{TABLE}.parquet' WHERE arrived_at = '{WHEN}'"
    ).fetchone()
    months = con.execute(
        f"SELECT month, attendances FROM '{folder}/ae_months.parquet' "
        f"WHERE person = {person} ORDER BY month LIMIT 1"
    ).fetchall()
    assert months == [(date(2023, 7, 1), 1)]
