"""Kinds of event with two columns alone, and with lists, days, numbers and an end."""

from dataclasses import replace

from analytics.definitions import event_kinds
from analytics.definitions.canonical import Component, Field, Table
from analytics.definitions.event_kinds import EventKind, SecondTime
from analytics.store.load.build import LoadInputs, load
from tests.spec.third_kind.rows import rows

BARE = EventKind(
    slug="call",
    service="Hospice",
    at="to hospices",
    one="call",
    many="calls",
    record="call",
    records="calls",
    table=Table(
        "hospice_calls",
        "Hospice calls",
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
        found = rows(dataset, "SELECT called_at::VARCHAR FROM hospice_calls ORDER BY 1")
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
        "hospice_stays",
        "Hospice stays",
        "one stay in a hospice",
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
            "FROM hospice_stays ORDER BY admitted_at, age_at_admission",
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
