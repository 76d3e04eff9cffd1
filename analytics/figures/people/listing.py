"""The list of frequent attenders, a row each: only for an audience that may see
rows."""

import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.words import count, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import written
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.theme import Look
from analytics.measures.who.caseload import NEVER, ON
from analytics.measures.who.list_choice import ListChoice
from analytics.measures.who.own_course import before, steps

SHOWN = 2000  # rows on the screen; the file has all
PERSON = "person"


def listing(protected: Protected, choice: ListChoice, look: Look) -> Figure:
    """Those of the list that are wanted, as a grid from which a person is chosen."""
    kind = choice.kind or kinds_with_rule()[0]
    everybody = ListChoice(choice.kind).of(protected.table)
    if protected.table.empty or everybody.empty:
        said = f"Nobody is above the rule {kind.at} in this window"
        return nothing(protected, protected.withheld or said)
    wanted = choice.of(protected.table)
    title = finding(wanted, len(everybody), kind)
    if wanted.empty:
        return nothing(protected, title, "Clear the search, or show everybody.")
    first = wanted.head(SHOWN)
    note = (
        f"{kind.called} in the window and in the one before; the course has a bar for "
        "each quarter of both. “Not known”: the extract does not cover the person’s "
        "practice or that time."
    )
    if len(wanted) > len(first):
        note = f"The first {count(SHOWN)} of {count(len(wanted))} are shown; the file "
        note += "has all. Search, or choose fewer. " + note
    shown = [column for column in protected.result.columns if column.shown]
    in_words = pd.DataFrame(
        {c.title: [written(value, c) for value in first[c.name]] for c in shown}
    )
    file = wanted[[c.name for c in shown]].set_axis([c.title for c in shown], axis=1)
    return figure(
        protected,
        title,
        None,
        f"A table of {people(len(wanted))}, a row each. {title}.",
        note=note,
        table=in_words,
        grid=_grid(first, protected, kind, file),
    )


def finding(wanted: pd.DataFrame, everybody: int, kind: EventKind) -> str:
    """How many there are, and whether help was offered to them, or else whether they
    come more often than before."""
    if len(wanted) < everybody:
        return f"{count(len(wanted))} of {people(everybody)} above the rule {kind.at}"
    said = f"{people(everybody)} above the rule {kind.at}"
    if "caseload" in wanted:
        on, never = ((wanted["caseload"] == one).sum() for one in (ON, NEVER))
        return f"{said}: {count(on)} on the caseload, {count(never)} never on it"
    more = (wanted[kind.used] > wanted[before(kind)]).sum()
    return f"{said}: {count(more)} come more often than in the window before"


def _grid(
    first: pd.DataFrame, protected: Protected, kind: EventKind, file: pd.DataFrame
) -> Grid:
    """Of the screen: what tells people apart first; columns without anything left
    out."""
    column = protected.result.column
    course = first[steps(kind)].astype(object).where(first[steps(kind)].notna(), None)
    others = [
        one
        for one in kinds_with_rule()
        if one is not kind and first[one.used].notna().any()
    ]
    order = [
        ("pseudonym", "Pseudonym", "text"),
        ("practice", "Practice", "text"),
        (kind.used, kind.service, "number"),
        (before(kind), "Before", "number"),
        ("course", "Course", "course"),
        ("caseload", "Caseload", "text"),
        ("caseload_since", "Since", "day in words"),
        *((one.used, one.service, "number") for one in others),
        ("last_seen", "Last seen", "day"),
        *((name, column(name).title, "text") for name in ("age_band", "sex")),
        ("main_group", column("main_group").title, "text"),
        ("conditions", column("conditions").title, "number"),
        ("cost_gbp", column("cost_gbp").title, "number"),
        ("died_on", "Died", "day in words"),
        ("doubt", column("doubt").title, "text"),
    ]
    frame, holds = {}, {}
    for name, title, held in order:
        if name == "course":
            values = pd.Series(course.values.tolist())
        elif name in first:
            values = first[name]
        else:
            continue
        if held == "day in words":
            values = values.dt.strftime("%Y-%m-%d").fillna("")
        if held in ("text", "day in words") and (values == "").all():
            continue
        frame[title], holds[title] = values, held
    return Grid(
        pd.DataFrame(frame),
        holds,
        rows=tuple(first["pseudonym"]),
        picks=PERSON,
        file=file,
    )
