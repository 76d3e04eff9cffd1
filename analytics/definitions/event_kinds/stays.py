"""How long a hospital stay was."""

from typing import Any


def length_of_stay(spells: Any) -> Any:
    """Whole days from admission to discharge of rows of `inpatient_spells`: 0 of a stay
    within one day; null while it is not over, and where discharge is before admission.

    As the NHS Data Dictionary has it (LENGTH OF STAY, HOSPITAL PROVIDER SPELL): the day
    of discharge less the day of admission.
    """
    days = spells.discharged_at.date().delta(spells.admitted_at.date(), unit="day")
    return (days >= 0).ifelse(days, None)
