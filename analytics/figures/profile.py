"""Figures about what sets frequent attenders apart: diagnoses, ages, times of arrival."""

import altair as alt

from analytics.definitions.settings import CALLED
from analytics.definitions.words import count, percent
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.bars import paired
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look

SHOWN = 12


def reasons(protected: Protected, setting: str, look: Look) -> Figure:
    """Shares of attendances by diagnosis group or reason: frequent attenders and everyone else."""
    frame = protected.table
    frame = frame[frame["frequent_share"].notna()].head(SHOWN)
    if frame.empty or not frame["frequent"].sum():
        return nothing(protected, "Too few frequent attenders to show what they came with")
    said = frame[~frame["reason"].isin(["Not recorded", "Other"])]
    gap = (said["frequent_share"] - said["others_share"]).astype(float)
    widest = said.loc[gap.idxmax()] if len(said) else frame.iloc[0]
    title = (f"{widest['reason']} stands out: {percent(widest['frequent_share'])} of frequent "
             f"attenders’ {CALLED[setting]}, {percent(widest['others_share'])} of everyone else’s")
    chart = paired(frame, "reason", {"frequent_share": "Frequent attenders",
                                     "others_share": "Everyone else"}, look,
                   f"Share of {CALLED[setting]}", sort=list(frame["reason"]))
    known = picks.reason("reason")
    return figure(protected, title, chart, f"Two dots for each reason. {title}.",
                  pick=known if set(frame["reason"]) <= set(known.choices) else None)


def age_and_sex(protected: Protected, look: Look) -> Figure:
    """Frequent attenders by age band and sex."""
    frame = protected.table
    shown = frame[frame["sex"].isin(["Female", "Male"])]
    total = frame["people"].sum()
    if not total:
        return nothing(protected, "Too few frequent attenders to show ages")
    by_age = frame.groupby("age_band", sort=False)["people"].sum()
    young = by_age.reindex(["15–24", "25–34", "35–44"]).sum()
    title = f"{percent(young / total)} of frequent attenders are aged 15 to 44"
    order = list(dict.fromkeys(frame["age_band"]))
    chart = alt.Chart(shown).mark_bar().encode(
        x=alt.X("age_band:N", sort=order, title="Age", axis=alt.Axis(labelAngle=0)),
        xOffset="sex:N",
        y=alt.Y("people:Q", title="Frequent attenders"),
        color=alt.Color("sex:N", title=None, scale=alt.Scale(
            domain=["Female", "Male"], range=[look.one, look.other])),
    )
    return figure(protected, title, chart, f"Bars by age and sex. {title}.",
                  pick=picks.age("age_band"))


def arrivals(protected: Protected, look: Look) -> Figure:
    """When they arrive: hour by weekday of frequent attenders, beside everyone else."""
    frame = protected.table
    total, rest = frame["frequent"].sum(), frame["others"].sum()
    if not total:
        return nothing(protected, "Too few arrivals of frequent attenders to show times")
    late = (frame["hour"] >= 18) | (frame["hour"] < 8)
    mine, theirs = frame.loc[late, "frequent"].sum() / total, frame.loc[late, "others"].sum() / rest
    title = (f"{percent(mine)} of frequent attenders’ arrivals are between 6 pm and 8 am, "
             f"{percent(theirs)} of everyone else’s")
    long = frame.melt(["weekday", "hour"], ["frequent_share", "others_share"], "who", "share")
    names = {"frequent_share": "Frequent attenders", "others_share": "Everyone else"}
    long["who"] = long["who"].map(names)
    chart = alt.Chart(long).mark_rect().encode(
        x=alt.X("hour:O", title="Hour of arrival", axis=alt.Axis(
            labelAngle=0, values=list(range(0, 24, 3)))),
        y=alt.Y("weekday:N", title=None, sort=["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        color=alt.Color("share:Q", title="Share of arrivals", scale=alt.Scale(
            range=list(look.ramp)), legend=alt.Legend(format=".1%", orient="bottom")),
    ).properties(width=360, height=170).facet(
        column=alt.Column("who:N", title=None, sort=list(names.values())))
    return figure(protected, title, chart, f"Two grids of hour by weekday. {title}.",
                  table=_by_part_of_day(frame))


def _by_part_of_day(frame):
    """The grid as a short table: weekday by part of the day."""
    parts = ((0, 8, "Midnight to 8 am"), (8, 13, "8 am to 1 pm"), (13, 18, "1 pm to 6 pm"),
             (18, 24, "6 pm to midnight"))
    rows = []
    for low, high, name in parts:
        part = frame[(frame["hour"] >= low) & (frame["hour"] < high)]
        rows.append({"Arrival": name, "Frequent attenders": count(part["frequent"].sum()),
                     "Everyone else": count(part["others"].sum())})
    return type(frame)(rows)
