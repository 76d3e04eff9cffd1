"""Figures about what sets frequent attenders apart: diagnoses, ages, times of
arrival."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import people, percent
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars import paired
from analytics.figures.theme import Look, beside

SHOWN = 12
STANDS_OUT = 1.2  # times everyone else's share; less is not worth a title
FEW_HIDDEN = 0.25  # with more of a figure's cells hidden, what is left would mislead
LATE = ("6 pm to midnight", "Midnight to 8 am")
WHO = {"frequent_share": "Frequent attenders", "others_share": "Everyone else"}


def reasons(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """Shares of attendances by diagnosis group or reason: frequent attenders and
    everyone else."""
    frame = protected.table
    known = frame[frame["frequent_share"].notna()]
    shown = known.head(SHOWN)
    if shown.empty or not shown["frequent"].sum():
        return nothing(protected, protected.too_few("what they came with"))
    gap = (known["frequent_share"] - known["others_share"]).astype(float)
    more = known["frequent_share"] >= STANDS_OUT * known["others_share"]
    gap = gap[more & ~known["reason"].isin(["Not recorded", "Other"])]
    title = f"No reason stands out among frequent attenders’ {kind.called}"
    if len(gap):
        widest = known.loc[gap.idxmax()]
        title = (
            f"{widest['reason']} stands out: {percent(widest['frequent_share'])} of "
            "frequent "
            f"attenders’ {kind.called}, {percent(widest['others_share'])} of "
            "everyone else’s"
        )
    hidden = int(frame["frequent_share"].isna().sum())
    if hidden and gap.empty:
        title = title.replace("No reason", "None of the reasons shown")
    chart = paired(
        shown,
        "reason",
        WHO,
        look,
        f"Share of {kind.called}",
        sort=list(shown["reason"]),
    )
    groups = picks.reason("reason")
    return figure(
        protected,
        title,
        chart,
        f"Two dots for each reason. {title}.",
        note=f"Not drawn: reasons that {protected.few_in_words} frequent attenders had."
        if hidden
        else "",
        pick=groups if set(shown["reason"]) <= set(groups.choices) else None,
    )


def age_and_sex(protected: Protected, look: Look) -> Figure:
    """Frequent attenders by age band and sex; by age alone where the sex is unknown or
    hidden."""
    frame = protected.table
    if frame["aged"].isna().any() or frame["age_people"].isna().all():
        return nothing(protected, protected.too_few("their ages"))
    whole = frame.iloc[0]
    if not whole["aged"]:
        return nothing(
            protected,
            "No frequent attender has an age in these extracts"
            if frame["people"].sum()
            else "Nobody attends often by this rule",
        )
    title = (
        f"{percent(whole['young_share'])} of frequent attenders are aged 15 to 44"
        if whole["young_share"] == whole["young_share"]
        else f"{protected.few_in_words.capitalize()} of {people(whole['aged'])} who "
        "attend often are aged 15 to 44"
    )
    x = alt.X(
        "age_band:N",
        sort=list(dict.fromkeys(frame["age_band"])),
        title="Age",
        axis=alt.Axis(
            labelAngle=0,
            labelExpr="width < 420 ? split(datum.label, '–')[0] : datum.label",
        ),
    )
    shown = frame[frame["sex"].isin(["Female", "Male"])]
    if shown.empty or shown["people"].isna().mean() > FEW_HIDDEN:
        ages = frame.drop_duplicates("age_band")[["age_band", "age_people"]]
        chart = (
            alt.Chart(ages)
            .mark_bar(color=look.one)
            .encode(x=x, y=alt.Y("age_people:Q", title="Frequent attenders"))
        )
        said = "Bars by age"
    else:
        chart = (
            alt.Chart(shown[["age_band", "sex", "people"]])
            .mark_bar()
            .encode(
                x=x,
                xOffset="sex:N",
                y=alt.Y("people:Q", title="Frequent attenders"),
                color=alt.Color(
                    "sex:N",
                    title=None,
                    scale=alt.Scale(
                        domain=["Female", "Male"], range=[look.one, look.other]
                    ),
                ),
            )
        )
        said = "Bars by age and sex"
    return figure(
        protected, title, chart, f"{said}. {title}.", pick=picks.age("age_band")
    )


def arrivals(hours: Protected, parts: Protected, look: Look) -> Figure:
    """When they arrive: hour by weekday of frequent attenders, beside everyone else; by
    part of the day where too many of the hours are hidden."""
    table = parts.table
    if table["frequent"].isna().all():
        return nothing(parts, parts.too_few("when they arrive"))
    if not table["frequent"].sum():
        return nothing(parts, "No arrivals of frequent attenders in this window")
    title = _when(parts)
    if hours.table["frequent"].isna().mean() > FEW_HIDDEN:
        shown = table[table["frequent_share"].notna()]
        chart = paired(
            shown, "part", WHO, look, "Share of arrivals", sort=list(shown["part"])
        )
        return figure(
            parts,
            title,
            chart,
            f"Two dots for each part of the day. {title}.",
            note=f"Not drawn: parts of the day in which {parts.few_in_words} frequent "
            "attenders came."
            if len(shown) < len(table)
            else "",
        )
    most = float(hours.table[list(WHO)].max().max())
    panels = [
        beside(_by_hour(hours.table, column, most, look), called, look, 360, 300)
        for column, called in WHO.items()
    ]
    return figure(
        hours,
        title,
        alt.hconcat(*panels),
        f"Two grids of hour by weekday. {title}.",
        table=parts.in_words(),
    )


def _by_hour(table: pd.DataFrame, share: str, most: float, look: Look) -> alt.Chart:
    """A grid of hour by weekday; the darkest is the largest share of any grid."""
    return (
        alt.Chart(table[["weekday", "hour"]].assign(share=table[share]))
        .mark_rect()
        .encode(
            x=alt.X(
                "hour:O",
                title="Hour of arrival",
                axis=alt.Axis(labelAngle=0, values=list(range(0, 24, 3))),
            ),
            y=alt.Y(
                "weekday:N",
                title=None,
                sort=["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            ),
            color=alt.Color(
                "share:Q",
                title="Share of arrivals",
                scale=alt.Scale(domain=[0, most], range=list(look.ramp)),
                legend=alt.Legend(format=".1%", orient="bottom"),
            ),
        )
    )


def _when(parts: Protected) -> str:
    """The share that arrive out of hours, or in the busiest part where that is
    hidden."""
    named = parts.table.set_index("part")[list(WHO)].astype(float)
    late = named.loc[list(LATE)].sum(skipna=False)
    when = "between 6 pm and 8 am"
    if late.isna().any():
        busiest = named["frequent_share"].idxmax()
        late, when = named.loc[busiest], busiest[:1].lower() + busiest[1:]
        when = f"from {when}"
    others = late["others_share"]
    return (
        f"{percent(late['frequent_share'])} of frequent attenders’ arrivals are {when}"
        + (f", {percent(others)} of everyone else’s" if others == others else "")
    )
