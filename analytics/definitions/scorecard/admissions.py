"""O2 and O3: specific acute non-elective spells that ended in the month, and their bed
days."""

from collections.abc import Callable
from typing import Any

from analytics.definitions.event_kinds.stay import days_stayed
from analytics.definitions.scorecard.metric import GUIDE, TEMPLATE, Beside, Metric

EMERGENCY = ("21", "22", "23", "24", "25", "2A", "2B", "2C", "2D", "28")
MATERNITY, OTHER = ("31", "32"), ("81", "82", "83", "84", "89")
NON_ELECTIVE = (*EMERGENCY, *MATERNITY, *OTHER)
# Treatment functions that are not specific acute. The template points to NHS England's
# list (Specific_Acute_TFC.pdf, December 2023); these are those that NHS England South
# West leaves out of its annotated script "National planning methodology - Admitted
# patient care" (2024/25), since "national planning guidance is specific acute only":
# children's community and neuro-disability services, congenital heart disease,
# specialised rehabilitation, sexual health, well babies, maternity, therapies, learning
# disability and mental health, audiology, and what is not known.
NOT_SPECIFIC_ACUTE = (
    *("199", "223", "290", "291", "331", "344", "345", "346", "360", "424", "499"),
    *("501", "504", "560", *(str(code) for code in range(650, 663))),
    *("700", "710", "711", "712", "713", "715"),
    *(str(code) for code in range(720, 728)),
    *("730", "840", "920"),
)
RULE = (
    "completed spells that ended in the month, admitted by a non-elective method, "
    "whose "
    "last episode was in a specific acute treatment function"
)
LEFT_OPEN = (
    "The template’s sheet of codes lists maternity (31, 32) and other admissions (81 "
    "to "
    "84, 89) beside the emergency ones, while the metric is called emergency "
    "admissions; "
    "and it names the list of treatment functions without having it."
)
SETTLED = (
    "All methods on that sheet count, as in NHS England’s planning figures, where "
    "non-elective is emergency and other together; most of maternity falls out by its "
    "treatment function. Emergency methods alone are given beside it. Treatment "
    "functions are those that NHS England South West’s planning script (2024/25) "
    "leaves "
    "in; a spell without one does not count."
)
NEEDS = (
    ("discharged_at", "the extract does not say when spells ended"),
    ("admission_method", "the extract has no admission method"),
    ("treatment_function", "the extract has no treatment function"),
)


def specific_acute(rows: Any) -> Any:
    """Whether the last episode of a spell was in a specific acute function."""
    function = rows.treatment_function
    return function.notnull() & function.notin(NOT_SPECIFIC_ACUTE)


def ended_non_elective(rows: Any) -> Any:
    """Whether a spell is over, non-elective and specific acute."""
    over = rows.discharged_at.notnull() & rows.admission_method.isin(NON_ELECTIVE)
    return over & specific_acute(rows)


def by_emergency(rows: Any) -> Any:
    """Whether a spell began by an emergency method."""
    return rows.admission_method.isin(EMERGENCY)


def _one(
    slug: str,
    number: str,
    name: str,
    labels: tuple[str, ...],
    rule: str,
    counts: Callable[[Any], Any],
    amount: Callable[[Any], Any] | None = None,
) -> Metric:
    what = ("bed day", "bed days") if amount else ("spell", "spells")
    return Metric(
        slug,
        number,
        name,
        labels,
        "inpatient",
        *what,
        rule,
        counts,
        f"{GUIDE}; {TEMPLATE}, AcuteNonElectiveDefs",
        LEFT_OPEN,
        SETTLED,
        NEEDS,
        "discharged_at",
        amount,
        (
            Beside(
                f"{name}: emergency methods alone",
                lambda rows: counts(rows) & by_emergency(rows),
            ),
        ),
    )


ADMISSIONS = (
    _one(
        "spells_zero_days",
        "O2",
        "Emergency spells, no night",
        (
            "Number of specific acute non-elective spells in the period with a length "
            "of stay of zero days for patients in the cohort",
        ),
        f"Stays of 0 days: {RULE}",
        lambda rows: ended_non_elective(rows) & (days_stayed(rows) == 0),
    ),
    _one(
        "spells_with_nights",
        "O2",
        "Emergency spells, one night or more",
        (
            "Number of specific acute non-elective spells in the period with a length "
            "of stay of one or more days for patients in the cohort",
        ),
        f"Stays of 1 day or more: {RULE}",
        lambda rows: ended_non_elective(rows) & (days_stayed(rows) >= 1),
    ),
    _one(
        "bed_days",
        "O3",
        "Emergency bed days",
        (
            "Number of inpatient bed days per 1,000 patients in the cohort",
            "Number of inpatient bed days for patients in the cohort",
            "Number of inpatient bed days",
        ),
        f"Days stayed, added up over {RULE}",
        lambda rows: ended_non_elective(rows) & (days_stayed(rows) >= 0),
        days_stayed,
    ),
)
