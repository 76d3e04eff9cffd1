"""A fixed cohort beside everybody: what they are like, and how much they use."""

from analytics.definitions.words import mid_sentence, percent, rate
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look

THEM, ALL = "The cohort", "Everybody registered"
TELLING = (0.005, 0.995)  # shares of a trait that not everybody has by definition
TIMES = 1.2  # from how many times as often it is said


def profile(protected: Protected, look: Look) -> Figure:
    """A pair of dots for each trait: share of the cohort and of everybody."""
    frame = protected.table.dropna(subset=["share", "all_share"]).reset_index(drop=True)
    if frame.empty:
        return nothing(protected, protected.too_few("what they are like", "people"))
    told = frame[frame["share"].between(*TELLING)]  # else the definition says it
    told = frame if told.empty else told
    most = told.loc[(told["share"] - told["all_share"]).abs().idxmax()]
    title = (
        f"{mid_sentence(most['trait'])[:1].upper()}{most['trait'][1:]}: "
        f"{percent(most['share'])} of the cohort, {percent(most['all_share'])} of "
        "everybody"
    )
    frame["written"] = [
        f"{percent(one)}, all {percent(other)}"
        for one, other in zip(frame["share"], frame["all_share"], strict=True)
    ]
    columns = {"all_share": ALL, "share": THEM}
    chart = pairs_in_rows(frame, "trait", columns, look, "Share", shares=True)
    return figure(protected, title, chart, f"Two dots a row. {title}.")


def use(protected: Protected, look: Look) -> Figure:
    """A pair of dots for each service: events a person of the cohort and of all."""
    frame = protected.table.dropna(subset=["each", "all_each"]).reset_index(drop=True)
    if frame.empty:
        return nothing(protected, protected.too_few("what they use", "people"))
    title = _use(frame)
    frame["written"] = [
        f"{rate(one)}, all {rate(other)}" if one == one else HIDDEN
        for one, other in zip(frame["each"], frame["all_each"], strict=True)
    ]
    columns = {"all_each": ALL, "each": THEM}
    axis = "A person in the window"
    chart = pairs_in_rows(frame, "service", columns, look, axis)
    return figure(protected, title, chart, f"Two dots a row. {title}.")


def _use(frame) -> str:
    """The service in which the cohort stands most apart, in times."""
    some = frame[frame["all_each"] > 0]
    if some.empty:
        return "Neither the cohort nor anybody else used a service in the window"
    times = some["each"] / some["all_each"]
    at = times.idxmax()
    if times[at] >= TIMES:
        return (
            f"{some.loc[at, 'service']}: {times[at]:.1f} times as many a person as all"
        )
    return "The cohort uses no service much more than everybody does"
