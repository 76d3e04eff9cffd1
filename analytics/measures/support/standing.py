"""Where everybody who was offered support stands."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset

NO_ANSWER, TAKEN_UP, NOT_TAKEN_UP = "No answer yet", "Accepted", "Not taken up"
STANDS = {  # status: what it is called, and what was answered
    Status.OFFERED: ("No answer yet", NO_ANSWER),
    Status.WAITING: ("Waiting to start", TAKEN_UP),
    Status.ACTIVE: ("Active now", TAKEN_UP),
    Status.ENDED: ("Ended", TAKEN_UP),
    Status.DECLINED: ("Declined", NOT_TAKEN_UP),
    Status.NOT_SUITABLE: ("Not suitable", NOT_TAKEN_UP),
}


def standing(dataset: Dataset, filters: Filters) -> Result:
    """People offered support by the as-at day, each once, by where their last offer
    stands then: status, standing (in words), answer, people; and, alike on each row,
    offered (all of them), accepted (those who said yes), again (offered more than
    once)."""
    made = offers(dataset, filters)
    last = made[made["last"]]
    counts = last["standing"].value_counts()
    frame = pd.DataFrame(
        [
            (str(status), said, answer, int(counts.get(str(status), 0)))
            for status, (said, answer) in STANDS.items()
        ],
        columns=["status", "standing", "answer", "people"],
    )
    frame["offered"] = len(last)
    frame["accepted"] = frame.loc[frame["answer"] == TAKEN_UP, "people"].sum()
    frame["again"] = int((made.groupby("person").size() > 1).sum())
    return result(
        "standing",
        dataset,
        settle(dataset, filters),
        frame,
        (
            Column("standing", "Where they stand"),
            Column("answer", "Answer"),
            Column("people", "People", "count"),
            Column("offered", "Offered support", "count", shown=False),
            Column("accepted", "Accepted", "count", shown=False),
            Column("again", "Offered more than once", "count", shown=False),
        ),
        "People offered support, by where their last offer stands on the last day",
    )
