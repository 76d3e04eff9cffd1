"""How long people wait from referral to the start of support, and who waits now."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset

BANDS = {  # up to so many days
    7: "A week or less",
    14: "8 to 14 days",
    28: "15 to 28 days",
    56: "29 to 56 days",
    100_000: "More than 8 weeks",
}
STILL = (Status.OFFERED, Status.WAITING)
NINE_IN_TEN = 0.9


def waits(dataset: Dataset, filters: Filters) -> Result:
    """Days from referral, in bands: started (offers whose support began in the window,
    by how long that took), waiting (offers without a start on the as-at day, by how
    long they have waited); and, alike on each row, all of each, median and nine_in_ten
    (days to the start, of those who started in the window), longest (weeks that the
    longest has waited). Offers whose day of start is not known are left out."""
    scope = settle(dataset, filters)
    made = offers(dataset, filters)
    day = pd.Timestamp(scope.filters.as_at)
    inside = made["started_on"].between(pd.Timestamp(scope.start), day)
    took = made.loc[inside, "wait"].dropna()
    open_ = made["last"] & made["standing"].isin([str(one) for one in STILL])
    so_far = (day - made.loc[open_, "referred_on"]).dt.days
    frame = pd.DataFrame({"band": list(BANDS.values())})
    frame["started"] = _banded(took)
    frame["waiting"] = _banded(so_far)
    frame["all_started"], frame["all_waiting"] = len(took), len(so_far)
    frame["median"] = took.median() if len(took) else float("nan")
    frame["nine_in_ten"] = took.quantile(NINE_IN_TEN) if len(took) else float("nan")
    frame["longest"] = so_far.max() / 7 if len(so_far) else float("nan")

    def of(name: str, title: str, whole: str) -> Column:
        return Column(
            name, title, "number", decimals=0, of=whole, nearest=1, shown=False
        )

    return result(
        "waits",
        dataset,
        scope,
        frame,
        (
            Column("band", "Since referral"),
            Column("started", "Started after so long", "count"),
            Column("waiting", "Waiting so long now", "count"),
            Column("all_started", "Started in the window", "count", shown=False),
            Column("all_waiting", "Waiting now", "count", shown=False),
            of("median", "Median days to the start", "all_started"),
            of("nine_in_ten", "Days within which nine in ten start", "all_started"),
            of("longest", "Longest wait now, weeks", "all_waiting"),
        ),
        "Days from referral to the start of support, and of those who wait",
    )


def _banded(days: pd.Series) -> list[int]:
    """How many lie in each of the bands."""
    edges = [-1, *BANDS]
    return [
        int(count)
        for count in pd.cut(days, edges, labels=list(BANDS.values()))
        .value_counts(sort=False)
        .to_numpy()
    ]
