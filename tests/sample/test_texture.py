"""The sample behaves like life where the dashboard looks: bursts, gradients, gaps,
geography."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sample_data.generator.check.counted import between
from sample_data.generator.inputs import HOME


@pytest.fixture(scope="module")
def ae(made):
    return pd.read_parquet(
        made / "ae_attendances.parquet",
        columns=[
            "patient_id",
            "arrived_at",
            "attendance_category",
            "site_code",
            "practice_code",
            "lsoa_code",
        ],
    )


@pytest.fixture(scope="module")
def patients(made):
    return pd.read_parquet(made / "patients.parquet")


def size_of(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files if path.suffix != ".pyc")


def test_a_clone_carries_little_of_the_sample_and_making_it_stays_small(made):
    assert not list(HOME.rglob("*.parquet"))
    assert size_of(HOME) < 1.6e6  # templates of eight systems take half of it
    assert size_of(made) < 60e6


def test_spans_of_the_extracts(ae):
    assert str(ae.arrived_at.min().date()) == "2020-04-01"
    assert str(ae.arrived_at.max().date()) == "2025-04-30"


def test_about_three_in_ten_stay_frequent_without_any_programme(ae, patients):
    """Everybody outside the PCN, whose course is natural by construction."""
    practices = pd.read_csv(HOME / "practices.csv")
    elsewhere = practices[practices.pcn != "Central Basildon"].practice_code
    ae = ae[ae.practice_code.isin(elsewhere) & (ae.attendance_category != "4")]
    before = (
        between(ae, "arrived_at", ("2022-04-15", "2023-04-14"))
        .groupby("patient_id")
        .size()
    )
    after = (
        between(ae, "arrived_at", ("2023-04-15", "2024-04-14"))
        .groupby("patient_id")
        .size()
    )
    high = before[before > 10]
    later = after.reindex(high.index).fillna(0)
    assert len(high) >= 50
    assert 0.2 <= (later > 10).mean() <= 0.5
    assert -0.50 <= later.sum() / high.sum() - 1 <= -0.30


def test_the_truth_file_says_what_happened(made):
    truth = json.loads((made / "truth.json").read_text(encoding="utf-8"))
    top = truth["top_30"]
    assert -0.42 <= top["natural_change"] <= -0.35
    assert top["crude_change"] == -0.5
    assert abs(top["pinned_by"]) <= 3
    assert top["second_year"] < top["after"] < top["before"]


def test_nobody_attends_after_death_and_planned_returns_exist(ae, patients):
    died = (
        patients.drop_duplicates("patient_id").set_index("patient_id").died_on.dropna()
    )
    mine = ae[ae.patient_id.isin(died.index)]
    last = pd.to_datetime(mine.patient_id.map(died)) + pd.Timedelta(days=1)
    assert (mine.arrived_at < last).all()
    assert 0.01 < (ae.attendance_category == "4").mean() < 0.04
    assert not ae.duplicated(["patient_id", "arrived_at"]).any()
    assert ae.site_code.nunique() >= 3


def test_spells_do_not_overlap(patients):
    movers = patients[patients.duplicated("patient_id", keep=False)]
    movers = movers.sort_values(["patient_id", "registered_from"])
    gap = pd.to_datetime(movers.registered_from) - pd.to_datetime(
        movers.groupby("patient_id").registered_to.shift()
    )
    assert (gap.dropna() >= pd.Timedelta(0)).all()


def test_statuses_and_modes_of_general_practice(made):
    gp = pd.read_parquet(made / "gp_appointments.parquet", columns=["status", "mode"])
    share = gp.status.value_counts(normalize=True)
    assert 0.04 < share["did_not_attend"] < 0.06 and 0.05 < share["cancelled"] < 0.07
    assert share["booked"] < 0.001
    assert set(gp["mode"]) == {
        "face_to_face",
        "telephone",
        "video",
        "online",
        "home_visit",
    }


def test_caseload_tells_of_people_who_decline_die_and_move(made):
    caseload = pd.read_csv(made / "caseload.csv", dtype=str, keep_default_na=False)
    assert 150 <= len(caseload) <= 260
    assert caseload.referred_on.min() >= "2023-04-15"
    declined = caseload.outcome == "declined support"
    assert 0.08 < declined.mean() < 0.3 and (caseload.started_on[declined] == "").all()
    assert {"died", "moved away"} <= set(caseload.outcome)
    started = caseload[caseload.started_on != ""]
    assert (started.started_on > started.referred_on).all()


def test_vendor_exports_are_the_same_slice():
    hes = pd.read_csv(HOME / "extracts" / "hes_ae.csv", dtype=str)
    ecds = pd.read_csv(HOME / "extracts" / "sus_ecds.csv", dtype=str)
    assert (ecds.Der_Pseudo_NHS_Number == hes.PSEUDO_HESID).all()
    assert (hes.DEPTIME == "3000").any()
    planned = ecds.EC_AttendanceCategory == "4"
    assert planned.any() and (hes.AEATTENDCAT[planned] == "2").all()
    systmone = pd.read_csv(HOME / "extracts" / "systmone_appointments.csv", dtype=str)
    emis = pd.read_csv(HOME / "extracts" / "emis_slots.csv", dtype=str)
    assert len(systmone) == int((emis.SlotStatus != "Slot Available").sum())


def inside(point, ring) -> bool:
    """Whether a point is in a ring (even-odd rule)."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def test_boundaries_lie_where_the_places_are():
    shapes = json.loads((HOME / "areas.geojson").read_text(encoding="utf-8"))
    assert "Open Government Licence" in shapes["attribution"]
    areas = pd.read_csv(HOME / "areas.csv")
    assert [f["properties"]["lsoa_code"] for f in shapes["features"]] == list(
        areas.lsoa_code
    )
    # longitude, latitude of well-known points, and the district each lies in
    points = {
        "Basildon": (0.4568, 51.5685),
        "Brentwood": (0.3050, 51.6204),
        "Thurrock": (0.3220, 51.4767),
    }
    for district, point in points.items():
        hits = [
            f["properties"]["lsoa_name"]
            for f in shapes["features"]
            for ring in (
                [f["geometry"]["coordinates"][0]]
                if f["geometry"]["type"] == "Polygon"
                else [part[0] for part in f["geometry"]["coordinates"]]
            )
            if inside(point, ring)
        ]
        assert len(hits) == 1 and hits[0].startswith(district), (district, hits)
