"""Values of public bug reports: unknown where they are none, and told."""

import re
from datetime import datetime, timedelta

from tests.damage.cases.made import (
    AE_HEADER,
    HEADER,
    text,
)
from tests.damage.loading import command, problem_text


def test_control_characters_in_practices_do_not_stop_a_pack(case, tmp_path):
    names = ["Ash\x0bLane", "Birch\x1b[32m Road", "=cmd|' /C calc'!A0", "x" * 500]
    pcns = ["North\x01PCN", "North\x01PCN", "+South PCN", "+South PCN"]
    practices = [
        f"P{n},{name},{pcn},Riverside,Test ICB,51.5{n},0.4{n},120"
        for n, (name, pcn) in enumerate(zip(names, pcns, strict=True), 1)
    ]
    header = "practice_code,name,pcn,place,icb,lat,lon,list_size"
    visits, attendances = [], []
    for who in range(60):
        for month in range(1, 13):
            at = f"2023-{month:02d}-{1 + who % 27:02d}"
            visits.append(f"X{who:03d},{at} 09:{who % 60:02d},P{1 + who % 4},attended")
            attendances.append(f"X{who:03d},{at} 13:{who % 60:02d},01,1")
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *visits),
        ae=text(tmp_path / "ae.csv", AE_HEADER, *attendances),
        practices=text(tmp_path / "practices.csv", header, *practices),
    )
    stored = loaded.rows("SELECT name, pcn FROM practices")
    assert not any(re.search(r"[\x00-\x1f]", one) for row in stored for one in row)
    pcn = loaded.one("SELECT pcn FROM practices WHERE practice_code = 'P1'")
    folder = tmp_path / "out"
    folder.mkdir()
    ran = command(
        "pack", "--data", "case", "--pcn", pcn, "--page", str(folder / "a.pdf")
    )
    assert ran.code == 0, ran.trace or ran.printed
    assert any(path.stat().st_size > 1000 for path in folder.iterdir())


COSTS = ["inf", "-inf", "Infinity", "NaN", "1e400", "-120", "999999999"]


def test_costs_that_are_no_numbers_are_unknown_and_counted(case, tmp_path):
    header = "patient_id,arrived_at,departed_at,department_type,attendance_category,"
    header += "diagnosis_term,cost_gbp,age_at_arrival,sex,practice_code"
    rows, day = [], datetime(2024, 1, 1)
    for n in range(60):
        at = day + timedelta(days=n, minutes=n)
        cost = COSTS[n] if n < len(COSTS) else "150.00"
        rows.append(
            f"X{n % 20:05d},{at:%Y-%m-%d %H:%M},"
            f"{at + timedelta(minutes=100):%Y-%m-%d %H:%M},"
            f"01,1,Asthma,{cost},40,female,F81001"
        )
    loaded = case(ae=text(tmp_path / "ae.csv", header, *rows))
    known = len(rows) - len(COSTS)
    assert loaded.rows("SELECT count(cost_gbp), sum(cost_gbp) FROM ae") == [
        (known, known * 150.0)
    ]
    counted = [
        one["rows"] for one in loaded.problems if "cost" in problem_text(one).lower()
    ]
    assert sum(counted) == len(COSTS)
    ran = command("summary", "--data", "case", "--json", "--as-at", "2024-02-29")
    assert ran.code == 0 and not re.search(r"NaN|Infinity", ran.printed)
