"""A guess at what went wrong is made only where it is likely."""

from types import SimpleNamespace

import pytest

from analytics.extract.fields.required import _swapped

ECDS = ["Der_Pseudo_NHS_Number", "Arrival_Date", "Arrival_Time", "EC_Department_Type"]
SYSTMONE = ["Appointment date", "Appointment status", "Patient ID", "Practice code"]


@pytest.mark.parametrize(
    "table, headers, guessed",
    [
        ("gp_appointments", ECDS, "It looks like A&E attendances"),
        ("ae_attendances", SYSTMONE, "It looks like GP appointments"),
        # more of A&E's headers than of the GP's, but no A&E extract either
        ("gp_appointments", ["Patient ID", "Site code", "Site name", "Age", "Sex"], ""),
        ("gp_appointments", ["patient_id", "appointment_at"], ""),
    ],
)
def test_files_are_said_to_be_swapped_where_they_would_fit(table, headers, guessed):
    said = _swapped(table, SimpleNamespace(headers=headers))
    assert said.startswith(guessed) and bool(said) == bool(guessed)
