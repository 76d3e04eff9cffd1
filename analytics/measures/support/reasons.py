"""Why people are referred, whether help came of it, and for which needs no service was
found."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.commonest import commonest, in_order
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset

MOST, REST = 9, "Other reasons"


def reasons(dataset: Dataset, filters: Filters) -> Result:
    """People by why they were last referred, most first: reason, people, begun (for
    whom support began), without (of those, put in touch with no service). linked says
    whether the caseload tells services at all: without it `without` is not known."""
    made = offers(dataset, filters)
    last = made[made["last"]].assign(
        reason=lambda rows: commonest(rows["reason"], MOST, REST),
        linked=lambda rows: rows["services"].map(len) > 0,
    )
    known = "services" not in dataset.manifest.span("caseload").missing
    rows = []
    for name in in_order(last["reason"], REST):
        of_it = last[last["reason"] == name]
        begun = of_it[of_it["begun"]]
        without = float((~begun["linked"]).sum()) if known else float("nan")
        rows.append((name, len(of_it), len(begun), without))
    return result(
        "reasons",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=["reason", "people", "begun", "without"]),
        (
            Column("reason", "Why they were referred", of="people"),
            Column("people", "People", "count"),
            Column("begun", "Support began", "count"),
            Column("without", "Put in touch with no service", "count"),
        ),
        "People offered support, by why they were last referred",
    )
