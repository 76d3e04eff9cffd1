"""What was added to the registered list and to A&E: households, tests, treatments."""

import pandas as pd

AS_AT = pd.Timestamp("2024-08-31")


def test_households_share_an_area_mostly_a_practice_and_no_child_is_alone(made):
    p = pd.read_parquet(
        made / "patients.parquet",
        columns=["registered_from", "registered_to", "household_id", "lsoa_code"]
        + ["practice_code", "birth_year"],
    )
    start, stop = pd.to_datetime(p.registered_from), pd.to_datetime(p.registered_to)
    p = p[(start <= AS_AT) & (stop.isna() | (stop > AS_AT))]
    home = p.groupby("household_id")
    assert (home.lsoa_code.nunique() == 1).all()
    assert (home.practice_code.nunique() == 1).mean() > 0.95
    size = home.size()
    assert 0.25 < (size == 1).mean() < 0.35 and 0.28 < (size == 2).mean() < 0.42
    assert size.max() <= 14
    assert (home.birth_year.min() <= 2024 - 18).mean() > 0.999


def test_tests_and_treatments_agree_with_the_attendance(made):
    ae = pd.read_parquet(
        made / "ae_attendances.parquet",
        columns=["diagnosis_term", "discharge_status"]
        + ["investigation_codes", "treatment_codes"],
        filters=[("arrived_at", ">=", AS_AT - pd.Timedelta(days=365))],
    )
    none = {"1088291000000101", "183964008"}
    left = ae[ae.discharge_status != "182992009"]
    assert set(left.investigation_codes.dropna()) == {"1088291000000101"}
    assert set(left.treatment_codes.dropna()) == {"183964008"}
    heart = ae[ae.diagnosis_term == "Acute coronary syndrome"].investigation_codes
    assert heart.str.contains("29303009").mean() > 0.7  # an electrocardiogram
    lists = ae.investigation_codes.dropna().str.split(";")
    assert lists.map(len).max() > 5
    assert not lists[lists.map(len) > 1].explode().isin(none).any()
