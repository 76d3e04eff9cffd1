"""The same question of before and after asked other ways, and of other people."""

import altair as alt
import pandas as pd

from analytics.definitions.words import count, people, plain
from analytics.disclosure import Protected
from analytics.figures.before_after.answer import GROUP, WHAT, too_few
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.forest import forest
from analytics.figures.theme import Look
from analytics.measures.before_after.impact_otherwise import ALL_DATES as PAST
from analytics.measures.before_after.question import Question
from analytics.methods.impact.words import against_expected

ALL_DATES, WITH_IT = plain(PAST), "With the programme"
WHAT_IT_TESTS = (
    "It tests the method at dates before the programme, on people picked as these were "
    "(of a caseload: whose recent course was like theirs). It does not test why these "
    "people were chosen, nor what happened since."
)


def variants(protected: Protected, question: Question, look: Look) -> Figure:
    """The same analysis asked other ways."""
    frame = _answered(protected)
    if frame.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    told = frame.dropna(subset=["ratio"])
    if told.empty:
        return nothing(protected, "None of the variants can be answered with this data")
    between = against_expected(told["ratio"].min(), told["ratio"].max())
    title = f"Asked {len(told)} ways, there were {between} attendances than expected"
    return figure(
        protected,
        title,
        forest(frame, "variant", look, main="As chosen"),
        f"Rate ratios of each variant. {title}.",
    )


def placebos(protected: Protected, question: Question, look: Look) -> Figure:
    """Dates when no programme ran, beside the real one."""
    frame = _answered(protected)
    if frame.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    pooled = frame[frame["variant"] == ALL_DATES].dropna(subset=["ratio"])
    unseen = [
        f"A fall of less than {share:.0%} would go unseen."
        for share in pooled["smallest_seen"].dropna()
    ]
    return figure(
        protected,
        _found_without(pooled),
        forest(frame, "variant", look, main=WITH_IT),
        f"Rate ratios at dates without a programme. {_found_without(pooled)}.",
        note=" ".join([*unseen, WHAT_IT_TESTS]),
    )


def _found_without(pooled: pd.DataFrame) -> str:
    """What the method finds when there is nothing to find, and what it could see."""
    if pooled.empty:
        return "No earlier date can be tried with this data"
    one = pooled.iloc[0]
    found = against_expected(one["lower"], one["upper"])
    if not one["lower"] <= 1 <= one["upper"]:
        return (
            f"When no programme ran, the method finds an effect all the same: {found}"
        )
    return f"When no programme ran, the method finds no effect: {found}"


def engaged(protected: Protected, question: Question, look: Look) -> Figure | None:
    """Engaged and not engaged apart; no effect is read from their difference. None
    where nobody is known to have declined."""
    if protected.table.empty:
        return None
    if too_few(protected):
        return nothing(
            protected, protected.too_few("engaged and not engaged apart", GROUP)
        )
    frame = protected.table
    took = frame.loc[frame["group"] == "Engaged", "people"].sum()
    title = (
        f"{count(took)} of {people(frame['everybody'].iloc[0])} engaged with the offer"
    )
    return figure(
        protected,
        title,
        forest(frame, "group", look, main="Engaged"),
        f"Rate ratios of the two groups. {title}.",
        note="People choose whether to engage, so the difference between the two is "
        "not an effect. The answer above counts everybody who was picked.",
    )


def one_by_one(protected: Protected, question: Question, look: Look) -> Figure:
    """Each person's before and after; only for an audience that may see rows."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, protected.withheld or "Nobody to show")
    fell = int((frame["after"] < frame["before"]).sum())
    title = f"{fell} of {len(frame)} people attended less than before"
    shown = frame.head(60)
    chart = alt.Chart(shown).encode(
        x=alt.X(
            "order:O",
            title="People by attendances before",
            axis=alt.Axis(labels=False, ticks=False),
        )
    )
    chart = alt.layer(
        chart.mark_rule(color=look.quiet).encode(
            y=alt.Y("before:Q", title="Attendances"), y2="after:Q"
        ),
        chart.mark_point(filled=True, size=60, color=look.other, opacity=1).encode(
            y="before:Q"
        ),
        chart.mark_point(
            filled=True, size=80, shape="diamond", color=look.one, opacity=1
        ).encode(y="after:Q"),
    )
    return figure(
        protected,
        title,
        chart,
        f"Two points for each person. {title}.",
        note="Circles: before. Diamonds: after.",
    )


def _answered(protected: Protected) -> pd.DataFrame:
    """The variants that an audience may see: for a meeting, those of enough people."""
    frame = protected.table
    return frame[frame["people"].notna()] if protected.aggregate else frame
