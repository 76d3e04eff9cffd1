"""How long a hospital spell was, and how it began and ended."""

from typing import Any

import ibis

EMERGENCY, ELECTIVE = "2", "1"  # how their admission methods begin


def days_stayed(rows: Any) -> Any:
    """Length of stay: the day of discharge less the day of admission, which is the
    nights in a bed; null while somebody is there, or where the discharge makes no
    sense."""
    days = rows.discharged_at.date().delta(rows.admitted_at.date(), unit="day")
    return ibis.cases((days >= 0, days))


def is_emergency(rows: Any) -> Any:
    """Whether a spell began as an emergency (21 to 28 and 2A to 2D); null where its
    admission method is not known."""
    return rows.admission_method.startswith(EMERGENCY)


def is_elective(rows: Any) -> Any:
    """Whether a spell was planned (11 to 13); null where its admission method is not
    known."""
    return rows.admission_method.startswith(ELECTIVE)
