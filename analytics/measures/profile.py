"""What sets frequent attenders apart: diagnoses and reasons, age and sex, time of
arrival."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.filters import SEX_WORDS, Filters
from analytics.definitions.settings import USED
from analytics.measures.attenders import AGE_BANDS, age_at, age_band, band_title
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

PARTS_OF_DAY = (
    (0, "Midnight to 8 am"),
    (8, "8 am to 1 pm"),
    (13, "1 pm to 6 pm"),
    (18, "6 pm to midnight"),
)  # each up to the next one's hour
YOUNG = ("15–24", "25–34", "35–44")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def flagged(scope: Scope, setting: str) -> ibis.Table:
    """The attendances in scope with `frequent`: whether the person is by this setting's
    rule."""
    events = (
        scoped.ae_attendances(scope) if setting == "ae" else scoped.gp_visits(scope)
    )
    people = use(scope).select("person", frequent=_[f"frequent_{setting}"])
    return events.join(people, "person")


def how_many(dataset: Dataset, scope: Scope, setting: str) -> dict[str, int]:
    """frequent_people, others_people: who is behind the attendances of `flagged`."""
    people = use(scope)
    attended, frequent = people[USED[setting]] > 0, people[f"frequent_{setting}"]
    row = engine.run(
        dataset,
        people.agg(
            frequent_people=frequent.sum().fill_null(0),
            others_people=(attended & ~frequent).sum().fill_null(0),
        ),
    ).iloc[0]
    return {name: int(n) for name, n in row.items()}


# Who is behind the two totals: a meeting's totals are as coarse as the people in them.
BEHIND = (
    Column("frequent_people", "All frequent attenders", "count", shown=False),
    Column("others_people", "All others who attended", "count", shown=False),
)


def reasons(
    dataset: Dataset, filters: Filters, setting: str, by: str = "group"
) -> Result:
    """Diagnosis groups (A&E) or reasons (GP) of frequent attenders against everyone
    else.

    by: "group" or "term". Columns: reason, frequent, others (attendances),
    frequent_all, others_all, frequent_share, others_share, people (frequent attenders
    with it).
    """
    scope = settle(dataset, filters)
    kind = "diagnosis" if setting == "ae" else "reason"
    events = flagged(scope, setting).select(
        "person", "frequent", reason=_[f"{kind}_{by}"].fill_null("not_recorded")
    )
    frame = engine.run(
        dataset,
        events.group_by("reason").agg(
            frequent=_.frequent.sum().fill_null(0),
            others=(~_.frequent).sum().fill_null(0),
            people=_.person.nunique(where=_.frequent),
        ),
    ).astype({"frequent": "int64", "others": "int64", "people": "int64"})
    if by == "group":
        frame["reason"] = frame["reason"].map(GROUP_TITLES).fillna(frame["reason"])
    frame["reason"] = frame["reason"].replace("not_recorded", "Not recorded")
    frame = frame.sort_values(
        ["frequent", "others", "reason"], ascending=[False, False, True]
    )
    frame = frame.assign(
        frequent_all=int(frame["frequent"].sum()),
        others_all=int(frame["others"].sum()),
        frequent_share=None,
        others_share=None,
        **how_many(dataset, scope, setting),
    ).reset_index(drop=True)
    what = "A&E attendances" if setting == "ae" else "GP visits"
    return result(
        f"reasons_{setting}_{by}",
        dataset,
        scope,
        frame,
        (
            Column("reason", "Diagnosis" if setting == "ae" else "Reason"),
            Column("people", "Frequent attenders with it", "count"),
            Column("frequent", f"Their {what}", "count", of="people"),
            Column(
                "frequent_share",
                "Share of theirs",
                "percent",
                "frequent",
                "frequent_all",
            ),
            Column("others", f"{what} of everyone else", "count"),
            Column(
                "others_share",
                "Share of everyone else's",
                "percent",
                "others",
                "others_all",
            ),
            Column(
                "frequent_all",
                f"All their {what}",
                "count",
                of="frequent_people",
                shown=False,
            ),
            Column(
                "others_all",
                f"All {what} of everyone else",
                "count",
                of="others_people",
                like="frequent_all",
                shown=False,
            ),
            *BEHIND,
        ),
        f"{what} of frequent attenders and of everyone else, by "
        f"{'diagnosis' if setting == 'ae' else 'reason'}",
    )


def age_and_sex(dataset: Dataset, filters: Filters, setting: str) -> Result:
    """Frequent attenders by age band and sex, beside all people who attended.

    Columns: age_band, sex, people (frequent), attendances (theirs), everyone (who
    attended), per_1000 (frequent attenders per 1,000 who attended), age_people
    (frequent, of the age and either sex); aged, young and young_share: of known age,
    aged 15 to 44, over all rows.
    """
    scope = settle(dataset, filters)
    column = USED[setting]
    people = use(scope).join(table("people"), "person")
    rows = (
        people.filter(people[column] > 0)
        .mutate(
            age_band=age_band(age_at(scope, _)).fill_null("Not known"),
            sex=_.sex.fill_null("unknown"),
            frequent=_[f"frequent_{setting}"],
        )
        .group_by("age_band", "sex")
        .agg(
            people=_.frequent.sum().fill_null(0),
            attendances=_[column].sum(where=_.frequent).fill_null(0),
            everyone=_.count(),
        )
    )
    frame = engine.run(dataset, rows)
    order = [band_title(*band) for band in AGE_BANDS] + ["Not known"]
    frame["sex"] = frame["sex"].map(SEX_WORDS)
    frame = (
        frame.assign(place=frame["age_band"].map(order.index), per_1000=None)
        .sort_values(["place", "sex"])
        .drop(columns="place")
        .reset_index(drop=True)
    )
    frame["age_people"] = (
        frame.groupby("age_band")["people"].transform("sum").astype("int64")
    )
    frame = frame.assign(
        young=int(frame.loc[frame["age_band"].isin(YOUNG), "people"].sum()),
        aged=int(frame.loc[frame["age_band"] != "Not known", "people"].sum()),
        young_share=None,
    )
    sexes = " and sex" if frame["sex"].isin(["Female", "Male"]).any() else ""
    return result(
        f"age_sex_{setting}",
        dataset,
        scope,
        frame,
        (
            Column("age_band", "Age"),
            Column("sex", "Sex"),
            Column("people", "Frequent attenders", "count"),
            Column("attendances", "Their attendances", "count", of="people"),
            Column("everyone", "People who attended", "count"),
            Column(
                "per_1000",
                "Frequent per 1,000 who attended",
                "ratio",
                "people",
                "everyone",
                1000,
            ),
            Column("age_people", "Frequent attenders of this age", "count"),
            Column("young", "Aged 15 to 44", "count", shown=False),
            Column("aged", "Of known age", "count", shown=False),
            Column(
                "young_share",
                "Share aged 15 to 44",
                "percent",
                "young",
                "aged",
                shown=False,
            ),
        ),
        f"Frequent attenders by age{sexes}",
    )


def arrivals(dataset: Dataset, filters: Filters) -> Result:
    """A&E arrivals by hour and weekday, of frequent attenders and of everyone else.

    Columns: weekday (Mon to Sun), hour (0 to 23), frequent, others, frequent_all,
    others_all and the two shares. Every cell is there, with 0 where nobody arrived.
    """
    scope = settle(dataset, filters)
    events = flagged(scope, "ae").mutate(
        day=_.arrived_at.day_of_week.index(), hour=_.arrived_at.hour()
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
        **how_many(dataset, scope, "ae"),
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
        "A&E arrivals by hour and weekday",
    )


def arrival_parts(dataset: Dataset, filters: Filters) -> Result:
    """A&E arrivals by part of the day: counts large enough for a title, and for a small
    place.

    Columns: part, people and others_people (frequent attenders and others who came
    then), frequent, others (arrivals), frequent_all, others_all and the two shares. All
    four parts.
    """
    scope = settle(dataset, filters)
    hour = _.arrived_at.hour()
    events = flagged(scope, "ae").mutate(
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
            people=_.person.nunique(where=_.frequent),
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
        **how_many(dataset, scope, "ae"),
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
        "A&E arrivals by part of the day",
    )


def overlap(dataset: Dataset, filters: Filters) -> Result:
    """Frequent at A&E only, at the GP only, at both: people, their attendances, their
    cost.

    Columns: group, people, ae_attendances, gp_visits, cost_gbp; at_ae and by_either,
    the people of several groups together.
    """
    scope = settle(dataset, filters)
    people = use(scope).filter(_.frequent_gp | _.frequent_ae)
    which = ibis.cases(
        (people.frequent_gp & people.frequent_ae, "Both"),
        (people.frequent_ae, "A&E only"),
        else_="GP only",
    )
    found = engine.run(
        dataset,
        people.group_by(group=which).agg(
            people=_.count(),
            ae_attendances=_.ae_attendances.sum(),
            gp_visits=_.gp_visits.sum(),
            cost_gbp=_.ae_cost_gbp.sum(),
        ),
    )
    frame = found.set_index("group").reindex(["A&E only", "Both", "GP only"]).fillna(0)
    frame = frame.reset_index().astype(
        {"people": int, "ae_attendances": int, "gp_visits": int}
    )
    frame = frame.assign(
        at_ae=int(frame.loc[frame["group"] != "GP only", "people"].sum()),
        by_either=int(frame["people"].sum()),
    )
    return result(
        "overlap",
        dataset,
        scope,
        frame,
        (
            Column("group", "Frequent by which rule"),
            Column("people", "People", "count"),
            Column("ae_attendances", "A&E attendances", "count", of="people"),
            Column("gp_visits", "GP visits", "count", of="people"),
            Column("cost_gbp", "A&E cost", "money", of="people"),
            Column("at_ae", "Frequent attenders at A&E", "count", shown=False),
            Column(
                "by_either", "Frequent attenders by either rule", "count", shown=False
            ),
        ),
        "Frequent attenders by rule",
    )
