"""Whom the programme reaches: the caseload beside those who attend often, by group."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import mid_sentence
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import frequent
from analytics.measures.population.groups import GROUPS, described
from analytics.measures.population.groups import listed as registered
from analytics.measures.population.registered_people import needs_list
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.caseload import caseload_on
from analytics.methods.proportion import wilson
from analytics.store.dataset import Dataset

LEAST = 10  # who attend often in a group: of fewer nothing is said
MORE, FEWER, CANNOT = "more often offered", "less often offered", "cannot tell"


def reached(dataset: Dataset, filters: Filters, by: str) -> Result:
    """Of those who attend often by the rule of any kind in the window and are
    registered on its last day: how many were offered support by then, by group
    (`groups.GROUPS`).

    Columns: group, eligible, offered (of them), share with share_low and share_high
    (Wilson), caseload (everybody of the group registered in scope who was offered
    support by then, whether they still attend often or not), caseload_share (of the
    whole caseload) beside eligible_share (of all eligible), sure (MORE or FEWER where
    the interval leaves out the share of all, else CANNOT). Raises InputError without a
    list.
    """
    needs_list(dataset)
    scope, group = settle(dataset, filters), GROUPS[by]
    offers = caseload_on(dataset, scope.filters.as_at).select(offered_to="person")
    often = frequent(scope).select(often="person")
    people = registered(scope).select("person").inner_join(described(scope), "person")
    people = people.left_join(often, people.person == often.often)
    people = people.left_join(offers, people.person == offers.offered_to)
    found = engine.run(
        dataset,
        people.group_by(group.column).agg(
            eligible=_.often.count(),
            offered=(_.often.notnull() & _.offered_to.notnull()).sum().fill_null(0),
            caseload=_.offered_to.count(),
        ),
    )
    counted = ["eligible", "offered", "caseload"]
    found["group"] = group.named(found[group.column])
    frame = found.groupby("group")[counted].sum().astype("int64")
    frame = frame.loc[group.in_order(pd.Series(frame.index))].reset_index()
    for name in counted:
        frame[f"all_{name}"] = int(frame[name].sum())
    frame["sure"] = _sure(frame)
    ratios = ("share", "share_low", "share_high", "eligible_share", "caseload_share")
    return result(
        f"reached_{by}",
        dataset,
        scope,
        frame.assign(**dict.fromkeys(ratios), all_share=None),
        _columns(group.title),
        f"People who attend often and were offered support, by "
        f"{mid_sentence(group.title)}",
    )


def _sure(frame: pd.DataFrame) -> list[str]:
    """Which way a group differs from all, where its interval leaves them out."""
    low, high = wilson(frame["offered"], frame["eligible"])
    whole = frame["all_eligible"].iloc[0] if len(frame) else 0
    share = frame["all_offered"].iloc[0] / whole if whole else float("nan")
    told = []
    for few, below, above in zip(frame["eligible"] < LEAST, low, high, strict=True):
        sure = MORE if below > share else FEWER if above < share else CANNOT
        told.append(CANNOT if few else sure)
    return told


def _columns(title: str) -> tuple[Column, ...]:
    def percent(
        name: str, called: str, part: str, whole: str, limit: str = ""
    ) -> Column:
        return Column(name, called, "percent", part, whole, decimals=0, limit=limit)

    def alike(name: str, called: str) -> Column:
        return Column(name, called, "count", shown=False)

    return (
        Column("group", title),
        Column("eligible", "Attend often", "count"),
        Column("offered", "Of them offered support", "count", of="eligible"),
        percent("share", "Share offered", "offered", "eligible"),
        percent("share_low", "95% from", "offered", "eligible", limit="lower"),
        percent("share_high", "to", "offered", "eligible", limit="upper"),
        percent("eligible_share", "Of all of them", "eligible", "all_eligible"),
        Column("caseload", "On the caseload so far", "count"),
        percent("caseload_share", "Of the caseload", "caseload", "all_caseload"),
        Column("sure", "Against all", of="eligible"),
        alike("all_eligible", "All who attend often"),
        alike("all_offered", "All of them offered support"),
        alike("all_caseload", "The caseload"),
        Column(
            "all_share",
            "All, share offered",
            "percent",
            "all_offered",
            "all_eligible",
            shown=False,
        ),
    )
