"""O1: consultant-led outpatient appointments, attended: new, follow-up, procedures."""

from collections.abc import Callable
from typing import Any

from analytics.definitions.scorecard.metric import Metric

ATTENDED = ("5", "6")  # seen on time; late but seen
NEW, FOLLOW_UP = ("1", "3"), ("2", "4")  # face to face; by telephone or video
# NHS Data Dictionary, MAIN SPECIALTY CODE: those of no consultant. Midwives, general
# practitioners, general dentists, nurses, allied health professionals.
NOT_A_CONSULTANT = ("560", "600", "601", "950", "960")
RULE = (
    "attended appointments (code 5 or 6) in the month, whose main specialty is a "
    "consultant’s"
)
LEFT_OPEN = "The guide says “a consultant specific code” and does not list these."
SETTLED = (
    "Every main specialty of the NHS Data Dictionary but midwives (560), general "
    "practitioners and dentists (600, 601), nurses (950) and allied health professions "
    "(960); rows without a main specialty do not count."
)
NEEDS = (
    ("attended", "the extract does not say who attended"),
    ("main_specialty", "the extract has no main specialty"),
)


def consultant_led(rows: Any) -> Any:
    """Whether a row is an attended appointment led by a consultant."""
    specialty = rows.main_specialty
    led = specialty.notnull() & specialty.notin(NOT_A_CONSULTANT)
    return led & rows.attended.isin(ATTENDED)


def with_procedure(rows: Any) -> Any:
    """Whether a row has an OPCS code."""
    return rows.procedure_codes.length().fill_null(0) > 0


def _first(codes: tuple[str, ...]) -> Callable[[Any], Any]:
    return lambda rows: (
        consultant_led(rows)
        & ~with_procedure(rows)
        & rows.first_attendance.isin(codes).fill_null(False)
    )


def _one(
    slug: str,
    name: str,
    label: str,
    rule: str,
    counts: Callable[[Any], Any],
    needs: tuple[tuple[str, str], ...] = NEEDS,
) -> Metric:
    return Metric(
        slug,
        "O1",
        name,
        (label,),
        "outpatient",
        "appointment",
        "appointments",
        f"{rule} {RULE}",
        counts,
        left_open=LEFT_OPEN,
        settled=SETTLED,
        needs=needs,
    )


FIRST = ("first_attendance", "the extract does not tell first appointments from others")
OUTPATIENTS = (
    _one(
        "outpatients_new",
        "New outpatient appointments",
        "Number of new consultant-led outpatient appointments for patients in the "
        "cohort",
        "First (code 1 or 3) and without a procedure:",
        _first(NEW),
        (*NEEDS, FIRST),
    ),
    _one(
        "outpatients_follow_up",
        "Follow-up outpatient appointments",
        "Number of follow up consultant-led outpatient appointments for patients in "
        "the cohort",
        "Follow-up (code 2 or 4) and without a procedure:",
        _first(FOLLOW_UP),
        (*NEEDS, FIRST),
    ),
    _one(
        "outpatient_procedures",
        "Outpatient procedures",
        "Number of consultant-led outpatient procedures for patients in the cohort",
        "With a procedure (OPCS):",
        lambda rows: consultant_led(rows) & with_procedure(rows),
        (*NEEDS, ("procedure_codes", "the extract has no procedures")),
    ),
)
