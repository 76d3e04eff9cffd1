"""A&E attendances: unplanned ones count, repeats of one number are one."""

from collections.abc import Sequence
from typing import Any

from analytics.definitions.event_kinds.ae_attendances_table import TABLE
from analytics.definitions.event_kinds.event_kind import (
    Counted,
    EventKind,
    Needed,
    Reason,
    Repeats,
    SecondTime,
)
from analytics.definitions.event_kinds.part import Part
from analytics.definitions.event_kinds.preset import Preset
from analytics.definitions.filter import Filter, Meeting, Of, Several
from analytics.definitions.words import listed

UNPLANNED = ("1", "2", "3")
DEPARTMENT_TYPES = {
    "01": "Major A&E (type 1)",
    "02": "Single specialty (type 2)",
    "03": "Minor injury and urgent treatment (type 3)",
    "04": "NHS walk-in centre (type 4)",
    "05": "Same day emergency care (type 5)",
}
CATEGORIES = {
    "1": "Unplanned first",
    "2": "Unplanned follow-up, this department",
    "3": "Unplanned follow-up, another department",
    "4": "Planned follow-up",
}


def _of_category(rows: Any, chosen: Sequence[str]) -> Any:
    """Rows of the categories chosen; without a category, rows count as unplanned: not
    every extract has the field."""
    wanted = rows.attendance_category.isin(chosen)
    if tuple(chosen) == UNPLANNED:
        wanted = wanted | rows.attendance_category.isnull()
    return wanted


DEPARTMENTS = Filter(
    "department_types",
    "A&E department",
    Of.EVENTS,
    Meeting.SET_ASIDE,
    Several(DEPARTMENT_TYPES),
    column="department_type",
    aside="A&E departments",
    in_words=lambda chosen: "A&E department " + listed(f"type {one}" for one in chosen),
)
ATTENDANCE_CATEGORIES = Filter(
    "attendance_categories",
    "A&E attendance",
    Of.EVENTS,
    Meeting.SET_ASIDE,
    Several(CATEGORIES, at_least_one=True),
    default=UNPLANNED,
    column="attendance_category",
    aside="kinds of attendance",
    keep=_of_category,
    in_words=lambda chosen: "A&E category " + listed(chosen),
)

STANDARD_MINUTES = 240  # the four hours of the NHS Constitution's handbook
PARTS = (
    Part(
        "long",
        "Over four hours",
        "A&E attendances of more than four hours",
        "A&E attendances whose time is known",
        ("minutes",),
        base=lambda rows: rows.minutes.notnull(),
        counts=lambda rows: rows.minutes > STANDARD_MINUTES,
    ),
    Part(
        "left",
        "Left before the end",
        "A&E attendances left before treatment was complete",
        "A&E attendances whose end is known",
        ("discharge_status",),
        base=lambda rows: rows.discharge_status.notnull(),
        counts=lambda rows: rows.discharge_status.startswith("left_"),
    ),
    Part(
        "admitted",
        "Admitted",
        "A&E attendances that ended in hospital",
        "A&E attendances whose destination is known",
        ("discharge_destination",),
        base=lambda rows: rows.discharge_destination.notnull(),
        counts=lambda rows: rows.discharge_destination.isin(("admitted", "short_stay")),
    ),
)

AE = EventKind(
    slug="ae",
    service="A&E",
    at="at A&E",
    one="attendance",
    many="attendances",
    record="attendance",
    records="attendances",
    table=TABLE,
    time="arrived_at",
    second=SecondTime(
        "departed_at",
        ends=True,
        longest_days=7,
        early="Departure is before arrival, or more than seven days after it,",
        lost="their time in the department is not counted",
    ),
    number="attendance_id",
    reason=Reason(
        "diagnosis_code",
        "diagnosis_term",
        "code_system",
        "diagnosis_group",
        "diagnosis",
    ),
    counted=Counted(
        "attendance_category",
        UNPLANNED,
        empty=True,
        by_filter=True,
        nothing="Every row of {title} is a planned follow-up (category 4).",
        remedy="Export unplanned attendances (categories 1 to 3) too.",
    ),
    repeats=Repeats(
        with_number=("number",),
        without=("site_code",),
        keep="second IS NULL, second DESC, cost_gbp DESC, r",
    ),
    filters=(DEPARTMENTS, ATTENDANCE_CATEGORIES),
    more_than=10,
    presets=(
        Preset(
            "ae4",
            "More than 4 A&E",
            "British Red Cross 2021: five or more a year",
            True,
            4,
        ),
        Preset(
            "ae5",
            "More than 5 A&E",
            "Published for Basildon, Brentwood and Thurrock, 2024",
            True,
            5,
        ),
        Preset("ae9", "More than 9 A&E", "Dr Foster 2018: ten or more a year", True, 9),
        Preset(
            "ae10",
            "More than 10 A&E",
            "Central Basildon PCN; this dashboard's default",
            True,
            10,
        ),
        Preset(
            "ae20",
            "More than 20 A&E",
            "NHS England high intensity use programme",
            True,
            20,
        ),
        Preset("ae_top30", "Top 30 at A&E", "Central Basildon PCN", True, top=30),
        Preset(
            "ae_top50",
            "Top 50 at A&E",
            "NHS England high intensity use programme",
            True,
            top=50,
        ),
    ),
    needed=(
        Needed(
            "practice_code",
            "Practice",
            3,
            "rows without a practice count in the whole, but in no practice, PCN or "
            "place",
        ),
        Needed("attendance_category", "Category of attendance", 3),
        Needed(
            "diagnosis",
            "Diagnosis",
            2,
            "reasons and kinds of need are those of the rows that have one",
        ),
        Needed("department_type", "Department type", 2),
        Needed(
            "minutes",
            "Time in A&E",
            2,
            "hours in A&E are those of the rows with both times, so their total is "
            "too low",
        ),
        Needed("cost_gbp", "Cost", 2),
        Needed("age_at_arrival", "Age", 1),
        Needed("sex", "Sex", 1),
        Needed("lsoa_code", "Small area", 1),
        Needed("site_code", "Site", 1),
        Needed("arrival_mode", "Arrival mode", 1),
        Needed("discharge_status", "How it ended", 1),
        Needed("discharge_destination", "Destination", 1),
        Needed("chief_complaint", "Chief complaint", 0),
        Needed("acuity", "Acuity", 0),
    ),
    bands=(1, 2, 3, 6, 11, 21),
    least=3,
    round_the_clock=True,
    empty_days=3,
    unit_cost="ncc_ae_mean",
    parts=PARTS,
    in_hospital=True,
)
