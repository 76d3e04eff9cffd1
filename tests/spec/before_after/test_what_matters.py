"""A before and after is asked anew only where a filter decides something of it."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.before_after import impact as asked
from analytics.measures.before_after.question import Question

MOVED = Filters(ae_more_than=3, gp_more_than=9, as_at=date(2024, 3, 31))


@pytest.mark.parametrize("cohort", ["caseload", "top:30", "rule:2"])
def test_rule_and_day_decide_nothing_of_people_picked_otherwise(loaded, cohort):
    """By the whole analysis with the filters as they are, beside the one kept."""
    question = Question(AE, cohort)
    afresh = asked._worked_out(loaded, MOVED, question)
    usual = asked.impact_of(loaded, Filters(), question)
    kept = asked.impact_of(loaded, MOVED, question)
    assert kept.to_json() == usual.to_json() == afresh.to_json()
    pd.testing.assert_frame_equal(kept.per_person, afresh.per_person)
    pd.testing.assert_frame_equal(kept.course, afresh.course)
    assert kept.narrowed and not usual.narrowed  # by a rule of somebody's own


@pytest.mark.parametrize("text", ["rule", " Rule ", "rule:"])
def test_a_rule_decides_whom_it_picks(loaded, text):
    question = Question(AE, text)
    few, more = (
        asked.impact_of(loaded, Filters(ae_more_than=n), question) for n in (3, 2)
    )
    assert few.people < more.people
