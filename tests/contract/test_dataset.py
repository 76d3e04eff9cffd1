"""What a load builds: the layout to the letter, and what is worked out from several
extracts."""

import json

import duckdb
import pytest

from analytics.__main__ import main
from analytics.store.layout import STORED
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.duckdb_types import TYPES
from tests.contract.extracts import (
    AE_HEADER,
    HEADER,
    PEOPLE,
    ae_rows,
    gp_rows,
    text,
    written,
)


def q(dataset, sql: str):
    con = duckdb.connect()
    for name in STORED:
        con.execute(f"CREATE VIEW {name} AS FROM '{dataset.folder}/{name}.parquet'")
    return con.execute(sql).fetchall()


@pytest.fixture
def everything(tmp_path):
    patients = [
        "patient_id,practice_code,registered_from,registered_to,died_on,Date of "
        "birth,sex,lsoa_code,conditions",
        (
            f"{PEOPLE[0]},Y99001,01/01/2010,31/01/2024,,31/05/1980,F,E01000001,Asthma; "
            "Anxiety"
        ),
        f"{PEOPLE[0]},Y99002,01/02/2024,,,31/05/1980,F,E01000001,Asthma; Anxiety",
        f"{PEOPLE[1]},Y99001,,,13/02/2024,13/06/1950,M,E01000002,",
        "9000000099,Y99001,13/03/2020,,,13/06/1990,,,",
    ]
    areas = [
        "LSOA11CD,LSOA name,neighbourhood,population,imd_decile",
        "E01000001,One,North,1500,2",
        "E01000002,Two,North,1600,9",
    ]
    shapes = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"lsoa_code": code}, "geometry": None}
            for code in ("E01000001", "E01000002")
        ],
    }
    written(tmp_path, "areas.geojson", json.dumps(shapes))
    header = AE_HEADER + ",age_at_arrival,sex,lsoa_code"
    attendances = [row + ",30,2,E01000002" for row in ae_rows()]
    return load(
        LoadInputs(
            gp=(written(tmp_path, "gp.csv", text(HEADER, gp_rows())),),
            ae=(written(tmp_path, "ae.csv", text(header, attendances)),),
            patients=(written(tmp_path, "patients.csv", "\n".join(patients) + "\n"),),
            caseload=(
                written(
                    tmp_path,
                    "caseload.csv",
                    text(
                        "patient_id,referred_on,coordinator,services",
                        [
                            f"{PEOPLE[0]},19/04/2023,CC1,Mind; Food bank",
                            f"{PEOPLE[0]},19/04/2023,CC1,x",
                        ],
                    ),
                ),
            ),
            practices=(
                written(
                    tmp_path,
                    "practices.csv",
                    "ODS code,Practice name\nY99001,Ash\nY99002,Elm\n",
                ),
            ),
            areas=(written(tmp_path, "areas.csv", "\n".join(areas) + "\n"),),
            services=(
                written(
                    tmp_path,
                    "services.csv",
                    "name,category,postcode\nMind,mental,SS14\n",
                ),
            ),
            indicators=(
                written(
                    tmp_path,
                    "indicators.csv",
                    "place,indicator,period,numerator,denominator\n"
                    "Ash,SMOK004,March 2024,3,4\n",
                ),
            ),
        ),
        "one",
        root=tmp_path / "home",
    )


def test_every_table_has_the_layout_to_the_letter(everything):
    for name, columns in STORED.items():
        found = [(row[0], row[1]) for row in q(everything, f"DESCRIBE {name}")]
        assert found == [(column, TYPES[kind]) for column, kind in columns.items()], (
            name
        )


def test_people_are_dense_and_in_the_order_of_the_pseudonym(everything):
    people = q(everything, "SELECT person, pseudonym FROM people ORDER BY pseudonym")
    assert [row[0] for row in people] == list(range(9))


def test_what_is_worked_out_across_extracts(everything):
    assert everything.manifest.boundaries and everything.boundaries.is_file()
    listed = q(
        everything,
        "SELECT birth_year, sex, imd_decile, died_on::VARCHAR, conditions "
        "FROM people WHERE listed ORDER BY birth_year",
    )
    assert listed == [
        (1950, "male", 9, "2024-02-13", None),
        (1980, "female", 2, None, ["Asthma", "Anxiety"]),
        (1990, "unknown", None, None, None),
    ]
    unlisted = q(
        everything,
        "SELECT DISTINCT birth_year, sex, lsoa_code, imd_decile FROM people "
        "WHERE NOT listed",
    )
    assert unlisted == [(1994, "female", "E01000002", 9)]
    # the practice on the day of attendance, from the registration then
    assert q(
        everything,
        "SELECT practice_code, count(*) FROM ae_attendances GROUP BY 1 ORDER BY 1",
    ) == [("Y99001", 1), ("Y99002", 1), (None, 6)]
    assert q(everything, "SELECT services, count(*) OVER () FROM caseload") == [
        (["Mind", "Food bank"], 1)
    ]
    assert q(everything, "SELECT practice_code, name FROM practices") == [
        ("Y99001", "Ash"),
        ("Y99002", "Elm"),
    ]


def test_months_add_up_to_the_events(everything):
    assert q(everything, "SELECT sum(visits) FROM gp_months") == [(16,)]
    assert q(
        everything,
        "SELECT sum(attendances), sum(cost_gbp), sum(costed), sum(minutes), sum(timed) "
        "FROM ae_months",
    ) == [(8, 8 * 150.5, 8, 8 * 120, 8)]


def test_the_manifest_tells_spans_and_what_was_missing(everything):
    gp = everything.manifest.span("gp_appointments")
    assert (str(gp.first), str(gp.last), gp.rows, gp.people) == (
        "2024-01-13",
        "2024-11-23",
        16,
        8,
    )
    assert gp.missing == (
        "booked_at",
        "mode",
        "duration_minutes",
        "reason_code",
        "reason_term",
        "appointment_id",
    )
    assert [e.reason for e in everything.manifest.exclusions] == ["repeats another row"]


def test_without_a_status_every_row_counts_and_the_note_says_so(tmp_path):
    rows = [",".join(row.split(",")[:3]) for row in gp_rows()]
    path = written(
        tmp_path, "gp.csv", text("patient_id,appointment_at,practice_code", rows)
    )
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert dataset.manifest.notes == (
        "No status in the GP extract: every row counts as attended.",
    )
    assert q(dataset, "SELECT DISTINCT counted FROM gp_appointments") == [(True,)]


def test_the_fingerprint_follows_contents_not_place_or_name(tmp_path):
    def fingerprint(name, rows, home):
        path = written(tmp_path, name, text(HEADER, rows))
        return load(LoadInputs(gp=(path,)), "one", root=tmp_path / home).fingerprint

    one = fingerprint("a.csv", gp_rows(), "h1")
    assert fingerprint("b.csv", gp_rows(), "h2") == one
    assert fingerprint("a.csv", gp_rows()[:-1], "h1") != one


def test_the_command_line_loads_and_lists_every_fault(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    good = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    bad = written(tmp_path, "bad.csv", text(HEADER, gp_rows("never")))
    assert main(["load", "--gp", str(good), "--into", "mine", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dataset"] == "mine"
    assert main(["check", "--gp", str(good)]) == 0
    assert "16 rows, profile canonical" in capsys.readouterr().out
    assert (
        main(["check", "--gp", str(bad), "--ae", str(tmp_path / "no.csv"), "--json"])
        == 2
    )
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["rule"] for problem in found] == ["file_missing"]
    assert main(["load", "--gp", str(bad), "--into", "mine", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["rule"] for problem in found] == ["date_wrong_kind"]
    assert not [
        f
        for f in (tmp_path / "home" / "mine").iterdir()
        if f.name.startswith(".building")
    ]
