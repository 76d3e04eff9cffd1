"""From why people were referred, over what they were put in touch with, to how it
ended."""

from itertools import product

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.commonest import commonest, in_order
from analytics.measures.support.offers import offers
from analytics.measures.support.services_used import links_of
from analytics.store.dataset import Dataset

REASONS, OTHER_REASONS = 6, "Other reasons"
KINDS, OTHER_HELP = 7, "Other kinds of help"
ENDINGS, OTHER_ENDINGS = 5, "Other endings"
NO_SERVICE, GOES_ON = "No service", "Still active"
TO_HELP, TO_END = "why to help", "help to end"


def last_begun(made: pd.DataFrame) -> pd.DataFrame:
    """The last offer of each person for whom support began."""
    begun = made[made["begun"]].sort_values("referred_on", kind="stable")
    return begun.drop_duplicates("person", keep="last")


def ending(made: pd.DataFrame, most: int = ENDINGS) -> pd.Series:
    """How the support of each offer ended, the rare endings together."""
    over = made["standing"] == str(Status.ENDED)
    named = commonest(made["outcome"].where(over), most, OTHER_ENDINGS)
    return named.where(over, GOES_ON)


def flow(dataset: Dataset, filters: Filters) -> Result:
    """People whose support began, by two steps: step (TO_HELP or TO_END), source,
    target, people. Every pair of a step has a row, those of nobody too.

    The first step goes from the reason to each kind of help (category of the services)
    that somebody was put in touch with, the second from there to how it ended. Who has
    several kinds of help counts in each, so the links are no parts of the people.
    """
    made = last_begun(offers(dataset, filters))
    links = links_of(dataset, made)[["person", "category"]].drop_duplicates()
    every = made[["person"]].merge(links, on="person", how="left")
    every["category"] = every["category"].fillna(NO_SERVICE)
    helped = every["category"] != NO_SERVICE
    named = commonest(every["category"].where(helped), KINDS, OTHER_HELP)
    every["category"] = named.where(helped, NO_SERVICE)
    every = every.drop_duplicates().merge(
        made.assign(
            why=commonest(made["reason"], REASONS, OTHER_REASONS), end=ending(made)
        )[["person", "why", "end"]],
        on="person",
    )
    help_ = in_order(every["category"], NO_SERVICE)
    rows = [
        *_step(TO_HELP, every, "why", in_order(every["why"], OTHER_REASONS), help_),
        *_step(TO_END, every, "end", in_order(every["end"], OTHER_ENDINGS), help_),
    ]
    return result(
        "flow",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=["step", "source", "target", "people"]),
        (
            Column("step", "Step", shown=False),
            Column("source", "From", of="people"),
            Column("target", "To", of="people"),
            Column("people", "People", "count"),
        ),
        "People whose support began, by why, kind of help, and how it ended",
    )


def _step(
    step: str, every: pd.DataFrame, other: str, names: list[str], help_: list[str]
) -> list[tuple[str, str, str, int]]:
    """The rows of a step: people by each pair of a kind of help and the other."""
    counts = every.groupby([other, "category"])["person"].nunique()
    pairs = product(names, help_)
    ordered = [(name, kind, int(counts.get((name, kind), 0))) for name, kind in pairs]
    if step == TO_END:
        return [(step, kind, name, people) for name, kind, people in ordered]
    return [(step, name, kind, people) for name, kind, people in ordered]
