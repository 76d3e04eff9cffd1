"""The answers of the first page: who, why, is it working, worth what, where; a line and
a small chart each, whose marks a screen reader passes over: the line says them."""

import altair as alt
import pandas as pd

from analytics.definitions.diagnosis_groups import CLINICAL, GROUP_TITLES
from analytics.definitions.event_kinds import EventKind, kind
from analytics.definitions.words import counted, listed, people, percent
from analytics.disclosure import Protected
from analytics.figures.before_after.answer import best_of, too_few
from analytics.figures.figure import Answer
from analytics.figures.places.funnel import FEWER, MORE, finding
from analytics.figures.theme import Look, span_of
from analytics.measures.before_after.question import Question
from analytics.measures.who import profile
from analytics.methods.impact import words
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.savings import Money, in_short

WHO, WHY, WORKING, WORTH, WHERE = "Who", "Why", "Is it working?", "Worth", "Where"
ORDER = (WHO, WHY, WORKING, WORTH, WHERE)
NAMED = 3  # reasons
BAR = 6  # pixels
NEEDS = {GROUP_TITLES[group] for group in CLINICAL}


def who(
    headlines: Protected, ages: Protected, event_kind: EventKind, look: Look
) -> Answer:
    """How many attend often at each service, and how old those at the first are."""
    text = listed(
        f"{_or_hidden(row['frequent_people'], headlines)} {kind(row['kind']).at}"
        for row in headlines.table.to_dict("records")
    )
    frame = ages.table.drop_duplicates("age_band")[["age_band", "age_people"]]
    chart = None
    if frame["age_people"].notna().any() and frame["age_people"].sum():
        young = ages.table["young_share"].iloc[0]
        if young == young:
            text += f"; {percent(young)} {event_kind.at} are aged 15 to 44"
        bars = frame.dropna().assign(young=frame["age_band"].isin(profile.YOUNG))
        chart = (
            alt.Chart(bars)
            .mark_bar(aria=False)
            .encode(
                x=alt.X("age_band:N", sort=list(frame["age_band"]), axis=None),
                y=alt.Y("age_people:Q", axis=None),
                color=alt.condition(
                    "datum.young", alt.value(look.one), alt.value(look.other)
                ),
                tooltip=[
                    alt.Tooltip("age_band:N", title="Age"),
                    alt.Tooltip("age_people:Q", title="Frequent attenders"),
                ],
            )
        )
    return Answer(
        headlines, WHO, text, "frequent_attenders", chart, f"Bars by age. {text}"
    )


def why(reasons: Protected, event_kind: EventKind, look: Look) -> Answer:
    """What frequent attenders come with most, of needs alone, beside everyone else."""
    frame = reasons.table
    needs = frame[frame["reason"].isin(NEEDS) & frame["frequent_share"].notna()]
    top = needs[needs["frequent_share"] > 0].head(NAMED)
    if top.empty:
        said = f"No reason can be shown for their {event_kind.called}"
        return Answer(reasons, WHY, said, "frequent_attenders", told=False)
    text = ", ".join(
        f"{name} {percent(share)}"
        for name, share in zip(top["reason"], top["frequent_share"], strict=True)
    ).capitalize()
    base = alt.Chart(top[["reason", "frequent_share", "others_share"]]).encode(
        y=alt.Y("reason:N", sort=list(top["reason"]), axis=None)
    )
    most = float(top[["frequent_share", "others_share"]].max().max())
    scale = alt.Scale(domain=span_of(0, most * 1.05))
    chart = alt.layer(
        base.mark_bar(color=look.one, size=BAR, aria=False).encode(
            x=alt.X("frequent_share:Q", axis=None, scale=scale)
        ),
        base.mark_tick(color=look.expected, thickness=3, size=14, aria=False).encode(
            x=alt.X("others_share:Q", axis=None, scale=scale)
        ),
    )
    told = f"Bars, with a tick for everyone else. {text}"
    return Answer(reasons, WHY, text, "frequent_attenders", chart, told)


def working(
    course: Protected,
    outcome: Protected,
    rungs: Protected,
    question: Question,
    look: Look,
) -> Answer:
    """The crude fall, what of it was coming anyway, and whether the rest is more than
    chance."""
    row = outcome.row()
    if too_few(rungs) or row["crude_change"] != row["crude_change"]:
        said = rungs.too_few("before and after", "people in this group")
        return Answer(rungs, WORKING, said, "before_after", told=False)
    group = outcome.result.population
    claim = rungs.row()["claim"]
    best = best_of(rungs)
    text = words.in_short(question.kind, group, row["crude_change"], best, claim)
    pair = ["Observed", "Compared" if words.in_doubt(best.label, claim) else "Expected"]
    frame = course.table
    lines = pd.concat(
        [
            frame.assign(line=pair[0], value=frame["rate"]),
            frame[frame["month"] >= 0].assign(line=pair[1], value=frame["drawn"]),
        ]
    )[["month", "line", "value"]].dropna()
    chart = (
        alt.Chart(lines)
        .mark_line(strokeWidth=2.5, aria=False)
        .encode(
            x=alt.X("month:Q", axis=None),
            y=alt.Y("value:Q", axis=None, scale=alt.Scale(zero=True)),
            color=alt.Color(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=pair, range=[look.one, look.expected]),
            ),
            strokeDash=alt.StrokeDash(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=pair, range=[[1, 0], [5, 4]]),
            ),
        )
    )
    told = f"A line observed, and one expected anyway. {text}"
    return Answer(rungs, WORKING, text, "before_after", chart, told)


def worth(waterfall: Protected, look: Look) -> Answer:
    """The programme's own share in pounds with its interval, beside what it costs."""
    rows = waterfall.table.set_index("step")
    own, cost = (
        rows.loc["Programme's own share"],
        -rows.loc["Cost of the programme"].amount,
    )
    if rows["people"].isna().any() or own[["lower", "upper"]].isna().any():
        said = waterfall.too_few("what it is worth", "people in this group")
        return Answer(waterfall, WORTH, said, "savings", told=False)
    amount = Money(own["amount"], own["lower"], own["upper"])
    text = in_short(amount, cost, rows["claim"].iloc[0] == CANNOT_TELL)
    frame = pd.DataFrame(
        [dict(low=amount.lower, high=amount.upper, own=amount.point, cost=cost)]
    ).astype(float)
    reach = [*frame.iloc[0].dropna(), 0.0]
    pad = (max(reach) - min(reach)) * 0.06
    scale = alt.Scale(domain=span_of(min(reach) - pad, max(reach) + pad), nice=False)
    base = alt.Chart(frame)

    def at(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=scale)

    chart = alt.layer(
        base.mark_rule(color=look.quiet, strokeDash=[2, 2]).encode(
            x=alt.XDatum(0, axis=None, scale=scale)
        ),
        base.mark_rule(color=look.one, strokeWidth=3).encode(x=at("low"), x2="high:Q"),
        base.mark_point(color=look.one, filled=True, size=110, aria=False).encode(
            x=at("own")
        ),
        base.mark_tick(color=look.expected, thickness=4, size=30, aria=False).encode(
            x=at("cost")
        ),
    )
    told = f"A dot with its interval, and a tick for the cost. {text}"
    return Answer(waterfall, WORTH, text, "savings", chart, told)


def where(compared: Protected, look: Look) -> Answer:
    """Which practices differ by more than chance."""
    text = finding(compared)
    table = compared.table[compared.table["verdict"] != ""]
    points = table[table["people"].notna() & (table["expected"] > 0)]
    if len(table) > 1:
        text += f"; {counted(len(table), 'practice')} compared"
    chart = None
    if len(points) > 1:
        beyond = points["verdict"].isin([MORE, FEWER])
        top = float(points["ratio"].max()) * 1.08
        scale = alt.Scale(domain=span_of(0, max(top, 1.5)), nice=False)
        base = alt.Chart(points[["ratio"]].assign(beyond=beyond))
        chart = alt.layer(
            base.mark_rule(color=look.quiet).encode(
                x=alt.XDatum(1, axis=None, scale=scale)
            ),
            base.mark_point(filled=True, size=70, opacity=0.85, aria=False).encode(
                x=alt.X("ratio:Q", axis=None, scale=scale),
                color=alt.condition(
                    "datum.beyond", alt.value(look.concern), alt.value(look.other)
                ),
                shape=alt.condition(
                    "datum.beyond", alt.value("square"), alt.value("circle")
                ),
            ),
        )
    return Answer(compared, WHERE, text, "places", chart, f"Dots. {text}")


def _or_hidden(number: float, protected: Protected) -> str:
    return protected.few_in_words if pd.isna(number) else people(number)
