"""O4 and O5: ambulance conveyances by category, and A&E attendances, both of ECDS rows.

They are the programme's own counts. Ours of an attendance (unplanned alone, categories
1 to 3) stands beside them under its own name.
"""

from collections.abc import Callable
from typing import Any

from analytics.definitions.event_kinds.ae import UNPLANNED
from analytics.definitions.scorecard.metric import Beside, Metric

# Emergency road ambulance, the same with a medical escort, helicopter.
OFFICIAL_MODES = ("1048031000000100", "1048041000000109", "1048051000000107")
# Non-emergency road ambulance, fixed-wing air ambulance.
OTHER_MODES = ("1048021000000102", "1048081000000101")
# As a load writes these (extract/profiles), and other systems' word.
AMBULANCE, OTHER_AMBULANCE = "ambulance", "ambulance_not_emergency"
# Category → the acuity of ECDS, and as a load writes it.
CATEGORIES = {
    "1": ("1064891000000107", "immediate"),
    "2": ("1064911000000105", "very_urgent"),
    "3": ("1064901000000108", "urgent"),
    "4": ("1077241000000103", "standard"),
}
TYPE_1 = "01"
OURS = "Our own definition: unplanned alone (categories 1 to 3)"


def by_ambulance(rows: Any) -> Any:
    """Whether somebody came by one of the programme's three modes."""
    return rows.arrival_mode.isin((*OFFICIAL_MODES, AMBULANCE))


def by_any_ambulance(rows: Any) -> Any:
    """The same by any of the five."""
    return by_ambulance(rows) | rows.arrival_mode.isin((*OTHER_MODES, OTHER_AMBULANCE))


def unplanned(rows: Any) -> Any:
    """Our own attendance: of category 1, 2 or 3, or of none that is known."""
    category = rows.attendance_category
    return category.isnull() | category.isin(UNPLANNED)


def _conveyed(category: str) -> Metric:
    acuity = CATEGORIES[category]
    words = acuity[1].replace("_", " ")

    def of_category(mode: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda rows: mode(rows) & rows.acuity.isin(acuity)

    return Metric(
        f"conveyances_{category}",
        "O4",
        f"Ambulance conveyances, category {category}",
        (
            f"Number of category {category} ambulance conveyances for patients in the "
            "cohort",
        ),
        "ae",
        "conveyance",
        "conveyances",
        "A&E rows in the month whose arrival mode is emergency road ambulance, with "
        f"escort or not, or helicopter, and whose acuity is {words} ({acuity[0]})",
        of_category(by_ambulance),
        left_open="Three of the five ambulance modes of ECDS are listed; and the "
        "category is read from the acuity in A&E, not from the ambulance service.",
        settled="The three count; all five are given beside it. An extract that says "
        "“ambulance” in words counts as one of the three.",
        needs=(
            ("arrival_mode", "the extract has no arrival mode"),
            ("acuity", "the extract has no acuity"),
        ),
        beside=(
            Beside(
                f"Category {category}, any of the five ambulance modes",
                of_category(by_any_ambulance),
            ),
        ),
    )


def _attended(
    slug: str, name: str, label: str, rule: str, counts: Callable[[Any], Any]
) -> Metric:
    return Metric(
        slug,
        "O5",
        name,
        (label,),
        "ae",
        "attendance",
        "attendances",
        rule,
        counts,
        left_open="No attendance category is stated, so planned follow-ups count; and "
        "what has no department type is not spoken of.",
        settled="Every row of the extract counts, planned or not. A row without a "
        "department type is of neither metric.",
        needs=(("department_type", "the extract has no department type"),),
        beside=(Beside(OURS, lambda rows: counts(rows) & unplanned(rows)),),
    )


EMERGENCY_CARE = (
    *(_conveyed(category) for category in CATEGORIES),
    _attended(
        "ae_type_1",
        "A&E attendances, type 1",
        "Number of A&E attendances at a type 1 department in the cohort",
        "A&E rows in the month whose department type is 01",
        lambda rows: rows.department_type == TYPE_1,
    ),
    _attended(
        "ae_other",
        "A&E attendances, other types",
        "Number of A&E attendances at an other type department in the cohort",
        "A&E rows in the month whose department type is another than 01",
        lambda rows: rows.department_type != TYPE_1,
    ),
)
