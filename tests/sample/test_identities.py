"""Nobody in the sample can be taken for a person: invented ids, no names, nothing
hidden told."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sample_data.generator.inputs import HOME
from sample_data.generator.people.kinds_of_need import KINDS
from sample_data.generator.people.nhs_numbers import check_digits, is_valid

EVENTS = (
    "gp_appointments",
    "ae_attendances",
    "inpatient_spells",
    "outpatient_appointments",
    "community_contacts",
    "urgent_calls",
)
TABLES = (*EVENTS, "patients")


def people_of(made: Path, table: str) -> set[str]:
    """The patient ids in a table."""
    ids = pq.read_table(made / f"{table}.parquet", columns=["patient_id"])
    return set(ids["patient_id"].unique().to_pylist())


@pytest.mark.parametrize("table", TABLES)
def test_nhs_numbers_are_valid_and_from_the_range_never_issued(table, made):
    values = np.array(sorted(people_of(made, table)))
    assert all(len(v) == 10 and v[0] == "9" for v in values[:1000])
    numbers = values.astype(np.int64)
    assert ((numbers >= 9_000_000_000) & (numbers <= 9_999_999_999)).all()
    assert (check_digits(numbers // 10) == numbers % 10).all()


def test_check_digit_against_worked_examples():
    assert is_valid("9434765919")  # the NHS Data Dictionary's own example
    assert not is_valid("9434765918")
    assert not is_valid("943476591")


def test_every_event_belongs_to_somebody_on_the_list(made):
    known = people_of(made, "patients")
    for table in EVENTS:
        assert people_of(made, table) <= known
    caseload = pd.read_csv(made / "caseload.csv", dtype=str)
    assert set(caseload.patient_id) <= known


def test_no_column_could_hold_a_name_address_or_postcode_of_a_person(made):
    allowed = {"site_name"}  # of a hospital
    for table in TABLES:
        for column in pq.read_schema(made / f"{table}.parquet").names:
            assert column in allowed or not any(
                word in column
                for word in ("name", "address", "postcode", "email", "phone")
            ), column


def test_the_truth_is_not_in_the_extracts(made):
    truth = json.loads((made / "truth.json").read_text(encoding="utf-8"))
    hidden = {kind.name for kind in KINDS}
    for table in TABLES:
        schema = pq.read_schema(made / f"{table}.parquet")
        assert not {"segment", "crisis", "effect", "treated"} & set(schema.names)
        for column in schema.names:
            if column in ("diagnosis_term", "reason_term", "ethnicity"):
                seen = pq.read_table(made / f"{table}.parquet", columns=[column])[
                    column
                ]
                assert not hidden & set(seen.unique().to_pylist())
    text = (made / "caseload.csv").read_text(encoding="utf-8")
    assert "segment" not in text and "0.75" not in text
    assert truth["programme"]["ae_rate_ratio_engaged"] == 0.75


def test_vendor_exports_hold_only_synthetic_ids():
    columns = {
        "systmone_appointments.csv": "Patient ID",
        "emis_slots.csv": "PatientGuid",
        "sus_ecds.csv": "Der_Pseudo_NHS_Number",
        "hes_ae.csv": "PSEUDO_HESID",
    }
    for name, column in columns.items():
        ids = pd.read_csv(HOME / "extracts" / name, dtype=str)[column].dropna().unique()
        assert len(ids) > 100
        assert all(is_valid(i.replace(" ", "")) and i.startswith("9") for i in ids), (
            name
        )
