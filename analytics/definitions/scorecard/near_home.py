"""O6 and P1: appointments in general practice, community contacts, and the caseload."""

from typing import Any

from analytics.definitions.event_kinds.gp_roles import doctors_words, words_of
from analytics.definitions.scorecard.metric import Beside, Metric

ATTENDED = ("5", "6")


def with_a_gp(rows: Any) -> Any:
    """Whether an appointment that was attended was with a doctor of general
    practice."""
    return rows.counted & words_of(rows.role).isin(doctors_words())


def attended(rows: Any) -> Any:
    """Whether a contact was attended; one that does not say counts."""
    return rows.attended.isnull() | rows.attended.isin(ATTENDED)


NEAR_HOME = (
    Metric(
        "gp_appointments",
        "O6",
        "GP appointments",
        (
            "Number of appointments in general practice and Primary Care Networks per "
            "1,000 patients in the cohort",
            "Number of appointments in general practice and Primary Care Networks for "
            "patients in the cohort",
            "Number of appointments in general practice and Primary Care Networks",
        ),
        "gp",
        "appointment",
        "appointments",
        "attended appointments in the month with the role group GP, in general "
        "practice "
        "or a Primary Care Network",
        with_a_gp,
        left_open="The guide wants routine consultations alone, without what the "
        "neighbourhood team does, and says not how to tell these.",
        settled="Roles that are a doctor’s (partner, salaried, locum, trainee, ARRS). "
        "The extract is of general practice and its PCN, so every row is of either "
        "setting. What care coordinators and others of the team do does not count.",
        needs=(("role", "the extract does not say whom people saw"),),
        beside=(
            Beside(
                "Every attended appointment, whoever it was with",
                lambda rows: rows.counted,
            ),
        ),
    ),
    Metric(
        "community_contacts",
        "O6",
        "Community contacts",
        ("Number of Community Care Contacts attended for patients in the cohort",),
        "community",
        "contact",
        "contacts",
        "care contacts (CSDS CYP201) whose date is in the month",
        attended,
        left_open="The metric is called contacts attended; its definition counts every "
        "care contact of the month.",
        settled="Contacts that were attended (code 5 or 6), and those that do not say; "
        "every contact is given beside it.",
        beside=(
            Beside(
                "Every contact, attended or not", lambda rows: rows.person.notnull()
            ),
        ),
    ),
    Metric(
        "caseload",
        "P1",
        "People on the caseload",
        ("Number of patients on the NNHIP caseload",),
        None,
        "person",
        "people",
        "people whom the team worked with on a day of the month, not the whole cohort",
        lambda rows: rows.person.notnull(),
        left_open="What “actively working with” is, is not said.",
        settled="Whose support had begun by the month’s last day and had not ended "
        "before its first; who was offered and refused, or waits, is not one of them. "
        "They are counted whether in the cohort or not, as the metric is of the team.",
    ),
)
