"""Figures about who attends often: distribution, concentration, rules, overlap."""

import altair as alt

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, people, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars import bars
from analytics.figures.theme import Look, beside
from analytics.measures.who.overlap import BOTH


def distribution(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """People by number of attendances with the rule marked; few people, many
    attendances."""
    frame = protected.table
    whole = frame.iloc[0]
    if frame["people"].isna().all():
        return nothing(protected, protected.too_few("how use is spread", "people"))
    if not whole["all_people"]:
        return nothing(protected, f"No {kind.called} in this window")
    more_than = int(frame.loc[frame["frequent"], "from_n"].min()) - 1
    rule = f"more than {more_than} {kind.called}"
    if whole["all_frequent"] > 0:
        title = (
            f"{people(whole['all_frequent'])} with {rule}: "
            f"{percent(whole['people_share'], 1)} of people, "
            f"{percent(whole['made_share'], 1)} of {kind.called}"
        )
    elif whole["all_frequent"] == 0:
        title = f"Nobody has {rule}"
    else:
        title = f"{protected.few_in_words.capitalize()} people have {rule}"
    order = list(frame["band"])
    names = {
        "part_of_people": "Share of people",
        "part_of_attendances": f"Share of {kind.called}",
    }
    top = float(frame[list(names)].max().max())
    panels = []
    for column, called in names.items():
        part = frame[["band", "frequent"]].assign(share=frame[column])
        part["written"] = [percent(s, 1) if s == s else "*" for s in part["share"]]
        panel = bars(
            part,
            "band",
            "share",
            "written",
            look,
            emphasis="frequent",
            sort=order,
            top=top,
        )
        panels.append(beside(panel, called, look, 330, 250))
    chart = alt.hconcat(*panels)
    return figure(
        protected,
        title,
        chart,
        f"Bars by number of {kind.called} of one person. {title}.",
        note=f"The darker bars are above the rule, more than {more_than}.",
    )


def concentration(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """What the top 1, 5 and 10 % of attenders make of all attendances."""
    frame = protected.table.copy()
    top = frame.iloc[-1]
    nobody = top["people"] == 0 or not top["all_attendances"]
    if nobody or top["share"] != top["share"]:
        return nothing(
            protected, protected.too_few("how concentrated use is", "people")
        )
    title = (
        f"The tenth of people who attend most make {percent(top['share'])} of all "
        f"{kind.called}"
    )
    frame["written"] = [percent(s) if s == s else "*" for s in frame["share"]]
    chart = bars(frame, "group", "share", "written", look, sort=list(frame["group"]))
    return figure(protected, title, chart, f"Three bars. {title}.")


def sensitivity(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """How many people each published rule finds."""
    frame = protected.table.copy()
    rules = frame[frame["by_number"]]
    found = rules["people"].dropna()
    if found.empty or not found.max():
        return nothing(protected, protected.too_few("what other rules would find"))
    least = (
        count(found.min()) if rules["people"].notna().all() else protected.few_in_words
    )
    title = f"From {least} to {people(found.max())}, depending on the rule"
    frame["written"] = [people(n) if n == n else "*" for n in frame["people"]]
    chart = bars(frame, "rule", "people", "written", look, sort=list(frame["rule"]))
    return figure(protected, title, chart, f"A bar for each rule. {title}.")


def overlap(
    protected: Protected, one: EventKind, other: EventKind, look: Look
) -> Figure:
    """Frequent by the rule of one kind of event, of the other, of both."""
    frame = protected.table.copy()
    named = frame.set_index("group")
    both, first, either = (
        named.loc[BOTH, "people"],
        frame["at_one"].iloc[0],
        frame["by_either"].iloc[0],
    )
    at_both = f"frequent {_at_both(one, other)}"
    if frame["people"].isna().all():
        return nothing(protected, protected.too_few("how many are frequent at both"))
    if both != both:
        title = f"{protected.few_in_words.capitalize()} people are {at_both}"
    elif first and first == first:
        title = (
            f"{people(both)} {'is' if both == 1 else 'are'} {at_both}: "
            f"{percent(both / first)} of {one.service}’s frequent attenders"
        )
    elif either == either:
        title = f"{people(either)} attend often by one rule or the other"
    else:
        title = f"{people(both)} are {at_both}"
    frame["written"] = [people(n) if n == n else "*" for n in frame["people"]]
    chart = bars(frame, "group", "people", "written", look, sort=list(frame["group"]))
    return figure(protected, title, chart, f"Three bars. {title}.")


def _at_both(one: EventKind, other: EventKind) -> str:
    """ "at both A&E and the GP"."""
    if one.at.startswith("at ") and other.at.startswith("at "):
        return f"at both {one.at[3:]} and {other.at[3:]}"
    return f"both {one.at} and {other.at}"
