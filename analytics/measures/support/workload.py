"""The work of those who help: by practice that refers, by coordinator, and against what
a full-time post is known to do."""

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.measures.counting.known_places import NO_PRACTICE, known_places
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import frequent
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import ANSWERED, offers
from analytics.store.dataset import Dataset

NOT_KNOWN = "Not recorded"
YEAR = 12  # months


def by_practice(dataset: Dataset, filters: Filters) -> Result:
    """One row a practice with offers, or of a PCN with offers: practice, offered
    (people, by the as-at day), accepted (of their last offers), active (now), frequent
    (people above the rule of any kind registered there), reached (of those, offered
    support by anybody)."""
    made = offers(dataset, filters)
    last = made[made["last"]]
    scope = settle(dataset, filters)
    homes = registrations_on(scope.filters.as_at).group_by("person")
    chosen = frequent(scope).select("person")
    if scope.practices is not None:
        there = registrations_on(scope.filters.as_at)
        chosen = chosen.semi_join(
            there.filter(_.practice_code.isin(scope.practices)), "person"
        )
    often = engine.run(
        dataset,
        chosen.left_join(homes.agg(practice_code=_.practice_code.min()), "person"),
    )
    often["practice_code"] = often["practice_code"].fillna("")
    often["reached"] = often["person"].isin(last["person"])
    said_yes = last["standing"].isin([str(one) for one in ANSWERED])
    active = last["standing"] == str(Status.ACTIVE)
    parts = {
        "offered": last.groupby("practice_code").size(),
        "accepted": said_yes.groupby(last["practice_code"]).sum(),
        "active": active.groupby(last["practice_code"]).sum(),
        "frequent": often.groupby("practice_code").size(),
        "reached": often.groupby("practice_code")["reached"].sum(),
    }
    frame = pd.DataFrame(parts).fillna(0).astype(int).rename_axis("code").reset_index()
    places = known_places(dataset).set_index("practice_code")
    pcn = frame["code"].map(places["pcn"]).fillna("")
    frame = frame[
        (frame["offered"] > 0) | pcn.isin(set(pcn[frame["offered"] > 0]) - {""})
    ]
    frame["practice"] = frame["code"].map(places["practice"]).fillna(NO_PRACTICE)
    frame = frame.sort_values("practice", ignore_index=True)
    return result(
        "support_by_practice",
        dataset,
        scope,
        frame.drop(columns="code"),
        (
            Column("practice", "Practice"),
            Column("offered", "Offered support", "count"),
            Column("accepted", "Accepted", "count"),
            Column("active", "Active now", "count"),
            Column("frequent", "Above the rule", "count"),
            Column("reached", "Of those, offered", "count"),
        ),
        "People offered support by practice, and frequent attenders offered it",
    )


def by_coordinator(dataset: Dataset, filters: Filters) -> Result:
    """One row a coordinator: coordinator, active (people on the caseload now), new
    (people offered support in the window), a_month (of those), weeks (of the rota:
    weeks from Monday to Sunday in the window in which somebody new came to them),
    a_week (new people a week of the rota). About single workers: for a desk alone."""
    scope = settle(dataset, filters)
    made = offers(dataset, filters)
    who = made["coordinator"].fillna(NOT_KNOWN)
    inside = made["referred_on"] >= pd.Timestamp(scope.start)
    week = made["referred_on"].dt.to_period("W-SUN")
    rows = []
    for name in sorted(who.unique()):
        own = who == name
        new = made.loc[own & inside, "person"].nunique()
        active = own & made["last"] & (made["standing"] == str(Status.ACTIVE))
        rows.append((name, int(active.sum()), new, week[own & inside].nunique()))
    frame = pd.DataFrame(rows, columns=["coordinator", "active", "new", "weeks"])
    frame["a_month"] = frame["new"] / scope.filters.months
    frame["a_week"] = frame["new"] / frame["weeks"].where(frame["weeks"] > 0)
    return result(
        "by_coordinator",
        dataset,
        scope,
        frame[(frame["active"] > 0) | (frame["new"] > 0)].reset_index(drop=True),
        (
            Column("coordinator", "Coordinator"),
            Column("active", "Caseload now", "count"),
            Column("new", "New", "count"),
            Column("a_month", "New a month", "number"),
            Column("weeks", "Rota weeks", "number", decimals=0),
            Column("a_week", "New a rota week", "number"),
        ),
        "The caseload of each coordinator",
        person_rows=True,
    )


def on_the_rota(dataset: Dataset, filters: Filters) -> int:
    """How many coordinators somebody new came to in the window; 0 without a caseload,
    or where it does not say who coordinates."""
    if not dataset.has("caseload"):
        return 0
    made = offers(dataset, filters)
    start = pd.Timestamp(settle(dataset, filters).start)
    return int(made.loc[made["referred_on"] >= start, "coordinator"].nunique())


def load(dataset: Dataset, filters: Filters, posts: float) -> Result:
    """One row: offered and started (people in the window), active (people now), posts
    (full-time), years (of the window); offered_a_post, started_a_post (people a
    full-time post and year), active_a_post (people now)."""
    scope = settle(dataset, filters)
    made = offers(dataset, filters)
    start, day = pd.Timestamp(scope.start), pd.Timestamp(scope.filters.as_at)
    inside = made["referred_on"] >= start
    begun = made["started_on"].between(start, day)
    active = made["last"] & (made["standing"] == str(Status.ACTIVE))
    years = scope.filters.months / YEAR
    frame = pd.DataFrame(
        {
            "offered": [made.loc[inside, "person"].nunique()],
            "started": [made.loc[begun, "person"].nunique()],
            "active": [int(active.sum())],
            "posts": [float(posts)],
            "post_years": [posts * years if posts > 0 else np.nan],
        }
    )

    def each(name: str, title: str, top: str, below: str) -> Column:
        return Column(name, title, "ratio", top, below, decimals=0)

    return result(
        "support_load",
        dataset,
        scope,
        frame,
        (
            Column("offered", "Offered support", "count"),
            Column("started", "Started", "count"),
            Column("active", "Active now", "count"),
            Column("posts", "Full-time posts", "number"),
            Column("post_years", "Years of a post", "number", shown=False),
            each("offered_a_post", "Offered a post and year", "offered", "post_years"),
            each("started_a_post", "Started a post and year", "started", "post_years"),
            each("active_a_post", "Active now a post", "active", "posts"),
        ),
        "People helped for each full-time post",
    )
