"""An extract of each kind in its own headers loads whole: every row, every code."""

import duckdb
import pytest

from analytics.definitions.contract import FLAGS
from analytics.definitions.event_kinds import kind as kind_of
from analytics.store.load.build import LoadInputs, load
from tests.contract.care.layouts import LAYOUTS, PEOPLE
from tests.contract.extracts import AE_HEADER, ae_rows, text, written

EXPECTED = {
    "sus_apc": (
        "SELECT admitted_at::VARCHAR, discharged_at::VARCHAR, admission_method, "
        "treatment_function, diagnosis_codes, procedure_codes, discharge_method, "
        "discharge_destination, provider_code, practice_code, episodes",
        (
            *("2024-03-10 14:30:00", "2024-03-14 11:00:00", "21", "300"),
            *(["R074", "I10", "E119"], ["X401"], "1", "19", "RAJ", "F81001", 1),
        ),
    ),
    "hes_apc": (
        "SELECT admitted_at::VARCHAR, discharged_at::VARCHAR, admission_method, "
        "treatment_function, diagnosis_codes, procedure_codes, minutes, episodes",
        (
            *("2019-03-10 00:00:00", "2019-03-14 00:00:00", "11", "110"),
            *(["M171", "I10"], ["W401", "Z943"], 4 * 24 * 60, 1),
        ),
    ),
    "sus_op": (
        "SELECT appointment_at::VARCHAR, attended, counted, first_attendance, "
        "main_specialty, treatment_function, procedure_codes, cost_gbp",
        ("2024-03-13 09:10:00", "5", True, "1", "300", "320", None, 120.5),
    ),
    "hes_op": (
        "SELECT appointment_at::VARCHAR, attended, counted, first_attendance, "
        "procedure_codes, provider_code",
        ("2019-03-13 00:00:00", "5", True, "1", None, "RAJ"),
    ),
    "csds": (
        "SELECT contact_at::VARCHAR, attended, counted, mode, team, practice_code",
        (
            "2024-03-13 10:10:00",
            "5",
            True,
            "face_to_face",
            "Nursing",
            "F81001",
        ),
    ),
    "urgent_calls": (
        "SELECT called_at::VARCHAR, service, category, disposition, conveyed",
        ("2024-03-13 00:10:00", "999", "2", "Conveyed", "yes"),
    ),
}
NOT_COME = {"sus_op": 1, "hes_op": 1, "csds": 1}  # rows that do not count


@pytest.mark.parametrize("profile", LAYOUTS)
def test_an_extract_in_its_own_headers_loads_whole(profile, tmp_path):
    one = LAYOUTS[profile]
    ae = written(tmp_path, "ae.csv", text(AE_HEADER, ae_rows(PEOPLE)))
    path = written(tmp_path, "one.csv", one.text())
    inputs = LoadInputs(ae=(ae,), **{one.flag: (path,)})
    dataset = load(inputs, "one", root=tmp_path / "home")
    assert dataset.manifest.problems == ()
    table = FLAGS[one.flag]
    (source,) = (s for s in dataset.manifest.sources if s.table == table)
    assert source.profile == profile and source.dropped_columns == ()
    asked, first = EXPECTED[profile]
    con = duckdb.connect()
    stored = f"'{dataset.folder}/{table}.parquet'"
    time = kind_of(one.flag).time
    whole = con.execute(f"SELECT count(*), count(DISTINCT person) FROM {stored}")
    assert whole.fetchone() == (2 * len(PEOPLE), len(PEOPLE))
    assert con.execute(f"{asked} FROM {stored} ORDER BY {time}").fetchone() == first
    kept = 2 * len(PEOPLE) - NOT_COME.get(profile, 0)
    assert dataset.span(kind_of(one.flag)).rows == kept
    assert dataset.kinds[-1].slug == one.flag
    assert one.flag not in {kind.slug for kind in dataset.kinds_with_rule}
    if profile in ("sus_op", "hes_op"):
        found = con.execute(
            f"SELECT procedure_codes FROM {stored} WHERE procedure_codes IS NOT NULL"
        ).fetchall()
        assert found == [(["U201", "Y981"],)]
    months = con.execute(
        f"SELECT sum({kind_of(one.flag).months_count}) FROM "
        f"'{dataset.folder}/{kind_of(one.flag).months}.parquet'"
    ).fetchall()
    assert months == [(kept,)]


def test_a_kind_that_is_not_given_is_an_empty_table(tmp_path):
    ae = written(tmp_path, "ae.csv", text(AE_HEADER, ae_rows(PEOPLE)))
    dataset = load(LoadInputs(ae=(ae,)), "one", root=tmp_path / "home")
    assert [kind.slug for kind in dataset.kinds] == ["ae"]
    con = duckdb.connect()
    for flag in ("inpatient", "outpatient", "community", "urgent"):
        for name in (FLAGS[flag], kind_of(flag).months):
            stored = f"'{dataset.folder}/{name}.parquet'"
            assert con.execute(f"SELECT count(*) FROM {stored}").fetchone() == (0,)
