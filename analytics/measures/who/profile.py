"""What sets frequent attenders apart: diagnoses and reasons, age and sex."""

import ibis
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import GROUP_TITLES, NOT_RECORDED
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import SEX_WORDS, Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.attenders import AGE_BANDS, age_at, age_band, band_title
from analytics.store.dataset import Dataset, table

YOUNG = ("15–24", "25–34", "35–44")


def flagged(scope: Scope, kind: EventKind) -> ibis.Table:
    """The events of a kind in scope with `frequent`: whether the person is by its
    rule; and `often`: the person, where so (else null: a frequent attender is counted
    by it without looking at anybody else)."""
    often = use(scope).filter(_[kind.frequent]).select(often="person")
    events = scoped.events(kind, scope)
    events = events.left_join(often, events.person == often.often)
    return events.mutate(frequent=_.often.notnull())


def how_many(dataset: Dataset, scope: Scope, kind: EventKind) -> dict[str, int]:
    """frequent_people, others_people: who is behind the events of `flagged`."""
    people = use(scope)
    attended, frequent = people[kind.used] > 0, people[kind.frequent]
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
    dataset: Dataset, filters: Filters, kind: EventKind, by: str = "group"
) -> Result:
    """Diagnosis groups (A&E) or reasons (GP) of frequent attenders against everyone
    else. Needs a kind whose extract says why people came (`kind.reason`).

    by: "group" or "term" of the reason. Columns: reason, frequent, others (events),
    frequent_all, others_all, frequent_share, others_share, people (frequent attenders
    with it).
    """
    scope = settle(dataset, filters)
    why = kind.reason
    if why is None:
        raise ValueError(f"No reason is known of {kind.called}.")
    told = why.group if by == "group" else why.term
    events = flagged(scope, kind).select(
        "often", "frequent", reason=_[told].fill_null(NOT_RECORDED)
    )
    frame = engine.run(
        dataset,
        events.group_by("reason").agg(
            frequent=_.frequent.sum().fill_null(0),
            others=(~_.frequent).sum().fill_null(0),
            people=_.often.nunique(),
        ),
    ).astype({"frequent": "int64", "others": "int64", "people": "int64"})
    if by == "group":
        frame["reason"] = frame["reason"].map(GROUP_TITLES).fillna(frame["reason"])
    frame["reason"] = frame["reason"].replace(NOT_RECORDED, "Not recorded")
    frame = frame.sort_values(
        ["frequent", "others", "reason"], ascending=[False, False, True]
    )
    frame = frame.assign(
        frequent_all=int(frame["frequent"].sum()),
        others_all=int(frame["others"].sum()),
        frequent_share=None,
        others_share=None,
        **how_many(dataset, scope, kind),
    ).reset_index(drop=True)
    what = kind.called
    return result(
        f"reasons_{kind.slug}_{by}",
        dataset,
        scope,
        frame,
        (
            Column("reason", why.called.capitalize()),
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
        f"{what} of frequent attenders and of everyone else, by {why.called}",
    )


def age_and_sex(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Frequent attenders by age band and sex, beside all people who attended.

    Columns: age_band, sex, people (frequent), attendances (theirs), everyone (who
    attended), per_1000 (frequent attenders per 1,000 who attended), age_people
    (frequent, of the age and either sex); aged, young and young_share: of known age,
    aged 15 to 44, over all rows.
    """
    scope = settle(dataset, filters)
    people = use(scope).join(table("people"), "person")
    rows = (
        people.filter(people[kind.used] > 0)
        .mutate(
            age_band=age_band(age_at(scope, _)).fill_null("Not known"),
            sex=_.sex.fill_null("unknown"),
            frequent=_[kind.frequent],
        )
        .group_by("age_band", "sex")
        .agg(
            people=_.frequent.sum().fill_null(0),
            attendances=_[kind.used].sum(where=_.frequent).fill_null(0),
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
        f"age_sex_{kind.slug}",
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
