"""What a cohort's before and after is worth, as tables of one `impact_of`."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.measures.savings.worth import CLAIM, Programme, worth
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.savings import Savings, coarser, supported, to_step
from analytics.store.dataset import Dataset

NOT_ITS_OWN = (
    "Whether the programme saved any of it cannot be told: see Before and after."
)
ROUGHLY = 0.1  # of a chance, for a meeting


def waterfall(
    dataset: Dataset, filters: Filters, question: Question, programme: Programme
) -> Result:
    """The waterfall from gross to net: step, amount, lower, upper (pounds), start, end,
    kind; probability (of paying for itself; none without a comparison), claim (what may
    be claimed of before and after).

    Every amount is as coarse as the interval of the programme's own share bears out,
    and they add up as they are shown.
    """
    found = impact_of(dataset, filters, question)
    value, cost = worth(found, programme), programme.cost
    money = partial(
        Column, kind="money", of="people", nearest=5 * cost.pounds
    )  # whatever price is chosen
    table = _as_supported(value).assign(
        people=found.people,
        probability=_or_nan(value.probability),
        claim=found.claim,
    )
    made = result_of(
        dataset,
        found,
        "waterfall",
        table,
        (
            Column("step", "Step"),
            money("amount", "Pounds"),
            money("lower", "at least"),
            money("upper", "at most"),
            Column("people", "People in the group", "count"),
            money("start", "From", shown=False),
            money("end", "To", shown=False),
            _chance(shown=False),
            CLAIM,
        ),
        "From the crude fall to what the programme is worth",
    )
    return replace(
        made,
        notes=(
            *((NOT_ITS_OWN,) if found.claim == CANNOT_TELL else ()),
            f"Each attendance is valued at {cost.words()}. Source: {cost.source}.",
        ),
    )


def surety(
    dataset: Dataset, filters: Filters, question: Question, programme: Programme
) -> Result:
    """One row: probability (that it pays for itself; none without a comparison),
    break_even (share of the attendances expected anyway), cash (pounds), cash_share,
    claim.

    For a meeting, whose members could work counts out from exact sums at prices they
    choose, the chance alone, to the nearest tenth.
    """
    found = impact_of(dataset, filters, question)
    value = worth(found, programme)
    cash = coarser(value.cash, supported(value.cash.lower, value.cash.upper))
    table = pd.DataFrame(
        {
            "probability": [_or_nan(value.probability)],
            "break_even": [_or_nan(value.break_even)],
            "cash": [_or_nan(cash.point)],
            "cash_share": [value.cash_share],
            "people": [found.people],
            "claim": [found.claim],
        }
    )
    return result_of(
        dataset,
        found,
        "surety",
        table,
        (
            _chance(),
            Column("break_even", "To break even", "number", decimals=2, private=True),
            Column("cash", "Could be cashed", "number", decimals=0, private=True),
            Column("cash_share", "Share that could be cashed", "number", decimals=2),
            Column("people", "People in the group", "count"),
            CLAIM,
        ),
        "How sure it is that the programme pays for itself",
    )


def _chance(shown: bool = True) -> Column:
    return Column(
        "probability",
        "Chance that it pays for itself",
        "number",
        decimals=2,
        of="people",
        nearest=ROUGHLY,
        shown=shown,
    )


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _as_supported(worth: Savings) -> pd.DataFrame:
    """The method's waterfall, its amounts rounded to what the interval bears out."""
    step = supported(worth.net_natural.lower, worth.net_natural.upper)
    table, spent = worth.steps.copy(), worth.programme_cost
    for limit in ("amount", "lower", "upper"):
        crude, natural, own, _cost, _net = (to_step(v, step) for v in table[limit])
        if limit == "amount":
            natural = own - crude
            table["start"] = [0.0, crude, 0.0, own, 0.0]
            table["end"] = [
                crude,
                own,
                own,
                to_step(own - spent, step),
                to_step(own - spent, step),
            ]
        table[limit] = [crude, natural, own, -spent, to_step(own - spent, step)]
    return table
