"""Month by month: people offered support, those who start and those whose support
ends, with the limits of chance."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.unusual_months import FIVE, HIGHER, LOWER, USUAL
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.methods.xmr import xmr
from analytics.store.dataset import Dataset

MONTHS = 36
COUNTED = {"offered": "referred_on", "started": "started_on", "ended": "ended_on"}


def by_month(dataset: Dataset, filters: Filters) -> Result:
    """One row a whole month of the programme, up to 36: month (its first day), offered,
    started, ended (offers by the month of that day); and of offered the limits of
    methods.xmr: mean, lower, upper (NaN with fewer than 13 months), kind (usual, higher
    or lower than usual), cause (the rule), rising.

    Whole: from the first month after that of the first offer (a programme seldom starts
    on a first) to the last that is over by the as-at day. Judged on true counts.
    """
    scope = settle(dataset, filters)
    made = offers(dataset, filters)
    after = pd.Timestamp(scope.filters.as_at) + pd.Timedelta(days=1)
    months = pd.DatetimeIndex([])
    if len(made):
        first = made["referred_on"].min()
        first = first if first.day == 1 else first + pd.offsets.MonthBegin(1)
        last = after.to_period("M").start_time - pd.Timedelta(days=1)
        months = pd.date_range(first, last, freq="MS")[-MONTHS:]
    frame = pd.DataFrame({"month": months})
    for name, day in COUNTED.items():
        counts = made[day].dt.to_period("M").dt.start_time.value_counts()
        frame[name] = [int(counts.get(month, 0)) for month in months]
    frame[["mean", "lower", "upper"]] = np.nan
    frame["kind"], frame["cause"], frame["rising"] = "", "", False
    if len(frame) > 1:
        chart = xmr(frame["offered"], frame["month"], name="offers").frame
        frame[["mean", "lower", "upper", "cause"]] = chart[
            ["mean", "lower", "upper", "cause"]
        ]
        frame["rising"] = chart["direction"] > 0
        side = np.where(frame["rising"], HIGHER, LOWER)
        frame["kind"] = np.where(frame["cause"] == "", USUAL, side)

    def limit(name: str, title: str) -> Column:
        return Column(name, title, "number", nearest=FIVE, shown=False)

    return result(
        "offers_by_month",
        dataset,
        scope,
        frame,
        (
            Column("month", "Month", "month"),
            Column("offered", "Offered support", "count"),
            Column("started", "Started", "count"),
            Column("ended", "Ended", "count"),
            limit("mean", "Mean"),
            limit("lower", "Lower limit"),
            limit("upper", "Upper limit"),
            Column("kind", "The month is", shown=False, of="offered"),
            Column("cause", "Why", shown=False, of="offered"),
        ),
        "Offers of support a month",
        months=frame["month"],
    )
