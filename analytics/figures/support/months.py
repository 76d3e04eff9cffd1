"""Offers of support month by month, with the limits of chance."""

from analytics.definitions.words import count, month_in_words, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.process import DRAWN, RECENT, picture, why
from analytics.figures.theme import Look
from analytics.measures.over_time.unusual_months import USUAL
from analytics.methods.xmr import LEAST_POINTS


def months(protected: Protected, look: Look) -> Figure:
    """A line of the offers of each month, with limits and what lies beyond them."""
    frame = protected.table
    if len(frame) < 2:
        return nothing(protected, "Offers by month need a longer caseload")
    if frame["offered"].isna().mean() > 0.5:
        return nothing(protected, protected.too_few("offers by month", "people"))
    enough = bool(frame["mean"].notna().all())
    data = frame.rename(columns={"month": "period", "offered": "value"})
    data = data.dropna(subset=["value"])
    title = finding(protected, enough)
    note = "New people each month, not their attendances."
    if not enough:
        note += f" Limits need {LEAST_POINTS} months; there are {len(frame)}."
    if protected.aggregate:
        note += (
            " Months with few are left out of the line; what is unusual is judged on "
            "exact counts."
        )
    return figure(
        protected,
        title,
        picture(data[DRAWN], "Offers a month", enough, look),
        f"A line by month with limits. {title}.",
        note=note,
    )


def finding(protected: Protected, enough: bool) -> str:
    """What is unusual of the last months, else the usual number."""
    frame = protected.table
    last = frame.iloc[-1]
    if not enough:
        number = last["offered"]
        said = protected.few_in_words if number != number else people(number)
        return f"{said} offered support in {month_in_words(last['month'])}"
    recent = frame.tail(RECENT).dropna(subset=["kind"])
    unusual = recent[recent["kind"] != USUAL]
    if unusual.empty:
        return (
            f"About {count(last['mean'])} people are offered support a month: no "
            f"change beyond normal variation in the last {RECENT} months"
        )
    latest = unusual.iloc[-1]
    return (
        f"Offers of support were {latest['kind']} in "
        f"{month_in_words(latest['month'])}: {why(latest)}"
    )
