"""When people arrive: by hour and weekday, and by part of the day.

For kinds of event to which people come at any hour (`kind.round_the_clock`): the hour
of an appointment is not theirs to choose.
"""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.profile import BEHIND, flagged, how_many
from analytics.store.dataset import Dataset

PARTS_OF_DAY = (
    (0, "Midnight to 8 am"),
    (8, "8 am to 1 pm"),
    (13, "1 pm to 6 pm"),
    (18, "6 pm to midnight"),
)  # each up to the next one's hour
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def arrivals(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Arrivals by hour and weekday, of frequent attenders and of everyone else.

    Columns: weekday (Mon to Sun), hour (0 to 23), frequent, others, frequent_all,
    others_all and the two shares. Every cell is there, with 0 where nobody arrived.
    """
    scope = settle(dataset, filters)
    arrived = _[kind.time]
    events = flagged(scope, kind).mutate(
        day=arrived.day_of_week.index(), hour=arrived.hour()
    )
    found = engine.run(
        dataset,
        events.group_by("day", "hour").agg(
            frequent=_.frequent.sum().fill_null(0),
            others=(~_.frequent).sum().fill_null(0),
        ),
    )
    cells = pd.MultiIndex.from_product([range(7), range(24)], names=["day", "hour"])
    frame = found.set_index(["day", "hour"]).reindex(cells, fill_value=0).reset_index()
    frame[["frequent", "others"]] = frame[["frequent", "others"]].astype("int64")
    frame["weekday"] = [WEEKDAYS[day] for day in frame["day"]]
    frame = frame.assign(
        frequent_all=int(frame["frequent"].sum()),
        others_all=int(frame["others"].sum()),
        frequent_share=None,
        others_share=None,
        **how_many(dataset, scope, kind),
    )
    return result(
        "arrivals",
        dataset,
        scope,
        frame,
        (
            Column("weekday", "Day"),
            Column("day", "Day of the week", "number", shown=False),
            Column("hour", "Hour", "number", decimals=0),
            Column(
                "frequent",
                "Arrivals of frequent attenders",
                "count",
                of="frequent_people",
            ),
            Column(
                "frequent_share",
                "Share of theirs",
                "percent",
                "frequent",
                "frequent_all",
                decimals=1,
            ),
            Column("others", "Arrivals of everyone else", "count", of="others_people"),
            Column(
                "others_share",
                "Share of everyone else's",
                "percent",
                "others",
                "others_all",
                decimals=1,
            ),
            Column("frequent_all", "All their arrivals", "count", of="frequent_people"),
            Column(
                "others_all",
                "All arrivals of everyone else",
                "count",
                of="others_people",
                like="frequent_all",
            ),
            *BEHIND,
        ),
        f"{kind.service} arrivals by hour and weekday",
    )


def arrival_parts(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Arrivals by part of the day: counts large enough for a title, and for a small
    place.

    Columns: part, people and others_people (frequent attenders and others who came
    then), frequent, others (arrivals), frequent_all, others_all and the two shares. All
    four parts.
    """
    scope = settle(dataset, filters)
    hour = _[kind.time].hour()
    events = flagged(scope, kind).mutate(
        part=ibis.cases(
            *(
                (hour < end, name)
                for (end, _name), (_start, name) in zip(
                    PARTS_OF_DAY[1:], PARTS_OF_DAY[:-1], strict=True
                )
            ),
            else_=PARTS_OF_DAY[-1][1],
        )
    )
    found = engine.run(
        dataset,
        events.group_by("part").agg(
            people=_.often.nunique(),
            frequent=_.frequent.sum().fill_null(0),
            others_people=_.person.nunique(where=~_.frequent),
            others=(~_.frequent).sum().fill_null(0),
        ),
    )
    frame = (
        found.set_index("part")
        .reindex([name for _start, name in PARTS_OF_DAY], fill_value=0)
        .astype("int64")
        .reset_index()
    )
    frame = frame.assign(
        frequent_all=int(frame["frequent"].sum()),
        others_all=int(frame["others"].sum()),
        frequent_share=None,
        others_share=None,
        **how_many(dataset, scope, kind),
    )
    return result(
        "arrivals_by_part",
        dataset,
        scope,
        frame,
        (
            Column("part", "Arrival"),
            Column("people", "Frequent attenders who came then", "count"),
            Column("frequent", "Their arrivals", "count", of="people"),
            Column(
                "frequent_share",
                "Share of theirs",
                "percent",
                "frequent",
                "frequent_all",
            ),
            Column("others_people", "Others who came then", "count", shown=False),
            Column("others", "Arrivals of everyone else", "count", of="others_people"),
            Column(
                "others_share",
                "Share of everyone else's",
                "percent",
                "others",
                "others_all",
            ),
            Column(
                "frequent_all",
                "All their arrivals",
                "count",
                of="frequent_people",
                shown=False,
            ),
            Column(
                "others_all",
                "All arrivals of everyone else",
                "count",
                of="others_people",
                like="frequent_all",
                shown=False,
            ),
            *BEHIND,
        ),
        f"{kind.service} arrivals by part of the day",
    )
