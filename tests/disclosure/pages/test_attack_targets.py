"""The attacker of a meeting with one target month by month, and with a group before and
after: what changed so far may not tell what was counted in a quarter that is hidden."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.before_after.impact_tables import outcome
from analytics.measures.before_after.question import Question
from analytics.measures.outcomes import by_month
from analytics.measures.result import Result

BEFORE, EXPECTED, PEOPLE = 450, 40.0, 30  # attendances of a year, of a quarter; people


def of_quarters(few: int, other: int, audience: Audience) -> pd.DataFrame:
    """Four quarters of a group, of which the third had few."""
    amount = np.array([60, 40 + other, few, 30])
    so_far, quarters = amount.cumsum(), np.arange(1, 5)
    share = so_far / (EXPECTED * quarters) - 1
    frame = pd.DataFrame(
        {
            "month": 3 * (quarters - 1),
            "amount": amount,
            "per": PEOPLE / 4,
            "rate": None,
            "expected": EXPECTED,
            "drawn": EXPECTED,
            "aimed": EXPECTED,
            "so_far": so_far / (BEFORE / 4 * quarters) - 1,
            "share": share,
            "lower": share - 0.1,
            "upper": share + 0.1,
            "verdict": "",
            "why": "",
            "answer": "",
            "people": PEOPLE,
        }
    )
    columns = by_month._columns("A&E attendances", by_month.A_YEAR)
    return protect(Result("o", frame, columns, "m"), audience).table


@pytest.mark.parametrize("few", range(1, 8))
def test_no_change_so_far_tells_a_quarter(few):
    """Another number in it, and none that is shown is another."""
    seen = of_quarters(few, 0, Audience.AGGREGATE)
    assert np.isnan(seen["amount"][2]) and seen["rate"].notna().sum() == 3
    alike = [
        n
        for n in range(1, 8)
        if n != few and of_quarters(n, 0, Audience.AGGREGATE).equals(seen)
    ]
    assert alike
    exact = of_quarters(few, 0, Audience.PSEUDONYMISED)
    assert not exact.equals(of_quarters(alike[0], 0, Audience.PSEUDONYMISED))


def test_no_crude_change_tells_how_few_came_afterwards(loaded):
    """Of the product’s own columns, made-up numbers: 60 before and 1 to 7 after."""
    real = outcome(loaded, Filters(), Question(AE, "top:30"))

    def shown(after: int) -> pd.DataFrame:
        years = {"before_years": 30.0, "after_years": 30.0}
        numbers = {"people": 30, "before": 60, "after": after, "died": 0, "left": 0}
        change = {"crude_change": after / 60 - 1, "before_rate": None}
        frame = pd.DataFrame([{**years, **numbers, **change, "after_rate": None}])
        return protect(replace(real, table=frame), Audience.AGGREGATE).table

    assert all(shown(n).equals(shown(1)) for n in range(2, 8))
    assert shown(15)["crude_change"].notna().all()
