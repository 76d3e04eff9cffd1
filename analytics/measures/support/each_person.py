"""What each person got: how many services, for how long, and how it ended."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.commonest import in_order
from analytics.measures.support.flow import OTHER_ENDINGS, ending, last_begun
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset

MOST = 5  # services that are told apart
ENDINGS = 8


def services_each(dataset: Dataset, filters: Filters) -> Result:
    """People whose support began, by how many services they were put in touch with:
    services (in words), people; and, alike on each row, everybody, links (to services)
    and each (links a person)."""
    made = last_begun(offers(dataset, filters))
    number = made["services"].map(len).astype(int)
    counts = number.clip(upper=MOST).value_counts()
    frame = pd.DataFrame(
        [(_called(n), int(counts.get(n, 0))) for n in range(MOST + 1)],
        columns=["services", "people"],
    )
    frame["everybody"], frame["links"] = len(made), int(number.sum())
    return result(
        "services_each",
        dataset,
        settle(dataset, filters),
        frame,
        (
            Column("services", "Put in touch with"),
            Column("people", "People", "count"),
            Column("everybody", "All people", "count", shown=False),
            Column("links", "Links", "count", of="everybody", shown=False),
            Column("each", "Each", "ratio", "links", "everybody", shown=False),
        ),
        "People whose support began, by how many services they were put in touch with",
    )


def _called(number: int) -> str:
    if number == 0:
        return "No service"
    if number == MOST:
        return f"{MOST} services or more"
    return "1 service" if number == 1 else f"{number} services"


def endings(dataset: Dataset, filters: Filters) -> Result:
    """People whose support ended by the as-at day, by why: ending, people, weeks (the
    median from start to end); and, alike on each row, ended (all of them), median and
    nine_in_ten (weeks, of all)."""
    made = last_begun(offers(dataset, filters))
    over = made[made["standing"] == str(Status.ENDED)]
    over = over.assign(
        ending=ending(over, ENDINGS),
        weeks=((over["ended_on"] - over["started_on"]).dt.days / 7).where(
            lambda weeks: weeks >= 0
        ),
    )
    rows = [
        (name, int(of_it.sum()), over.loc[of_it, "weeks"].median())
        for name in in_order(over["ending"], OTHER_ENDINGS)
        if (of_it := over["ending"] == name).any()
    ]
    frame = pd.DataFrame(rows, columns=["ending", "people", "weeks"])
    frame["ended"] = len(over)
    frame["median"] = over["weeks"].median()
    frame["nine_in_ten"] = over["weeks"].quantile(0.9)

    def weeks(name: str, title: str, of: str, shown: bool = True) -> Column:
        return Column(name, title, "number", decimals=0, of=of, nearest=1, shown=shown)

    return result(
        "endings",
        dataset,
        settle(dataset, filters),
        frame,
        (
            Column("ending", "How it ended", of="people"),
            Column("people", "People", "count"),
            weeks("weeks", "Median weeks of support", "people"),
            Column("ended", "All whose support ended", "count", shown=False),
            weeks("median", "Median weeks, of all", "ended", False),
            weeks("nine_in_ten", "Nine in ten within weeks", "ended", False),
        ),
        "People whose support ended, by how",
    )
