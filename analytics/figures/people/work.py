"""The worklist and one person's history on it: only for an audience that may see
rows."""

from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.words import count, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import written
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.people.listing import PERSON, SHOWN
from analytics.figures.theme import Look
from analytics.measures.who.own_course import before, steps
from analytics.measures.who.work import FIRST_STAND, MOST_EXPECTED, REVIEW, Work
from analytics.worklist.decision import Standing

ALWAYS = 3  # where people stand, what is wanted, the colours


def work(listed: Protected, decided: Protected, *more: Any) -> Figure:
    """Those of the worklist that are wanted, as a grid to choose a person from.

    more: what to expect of them, where that is the order; where people stand, what is
    wanted, the colours.
    """
    expected: Protected | None = more[0] if len(more) > ALWAYS else None
    standing: Standing = more[-3]
    wanted: Work = more[-2]
    if listed.withheld:
        return nothing(decided, listed.withheld)
    told = None if expected is None else expected.table
    everybody = wanted.everybody(listed.table, decided.table, told)
    rows = wanted.among(everybody)
    title = finding(everybody, wanted.kind)
    elsewhere = set(standing.decided) - set(everybody["pseudonym"])
    notes = [FIRST_STAND] if wanted.show == REVIEW and len(rows) else []
    if expected is not None:
        notes = [MOST_EXPECTED, *expected.result.notes]
    if len(rows) == 0 and len(everybody):
        notes.append("Nobody is left in what is chosen here: show everybody.")
    if elsewhere:
        notes.append(
            f"Not in this list: {people(len(elsewhere))} decided on before, not above "
            "this rule in this window or not in the filters."
        )
    if standing.of_other_keys:
        notes.append(
            f"Decided on under another key of the pseudonyms: "
            f"{people(standing.of_other_keys)}, and nobody can say who of these."
        )
    first = rows.head(SHOWN)
    return figure(
        decided,
        title,
        None,
        f"A table of {people(len(rows))}, a row each. {title}.",
        note=" ".join(notes),
        table=_in_words(listed, first, wanted.kind),
        grid=_grid(first, rows, wanted.kind) if len(rows) else None,
    )


def finding(everybody: pd.DataFrame, kind: EventKind) -> str:
    """How many are still to be reviewed, of how many."""
    done = int((everybody["status"] != "").sum())
    if everybody.empty:
        return f"Nobody above the rule {kind.at} is without an offer"
    if done == len(everybody):
        return f"All {people(done)} above the rule {kind.at} are decided on"
    left = len(everybody) - done
    return (
        f"{people(left)} above the rule {kind.at} still to review, {count(done)} "
        "decided"
    )


def _shown(first: pd.DataFrame, kind: EventKind) -> list[tuple[str, str, str]]:
    """Columns of the screen: name, title, what it holds."""
    others = [
        (one.used, one.service, "number")
        for one in kinds_with_rule()
        if one is not kind and first[one.used].notna().any()
    ]
    decided = [
        ("status", "Status", "text"),
        ("decided_on", "Since", "day in words"),
        ("owner", "Owner", "text"),
    ]
    return [
        ("pseudonym", "Pseudonym", "text"),
        ("place", "No.", "number"),
        *(decided if (first["status"] != "").any() else ()),
        ("why", "Why here", "text"),
        *_expected(first),
        (kind.used, kind.service, "number"),
        (before(kind), "Before", "number"),
        ("course", "Course", "course"),
        *others,
        ("practice", "Practice", "text"),
        ("age_band", "Age", "text"),
        ("last_seen", "Last seen", "day"),
    ]


def _expected(first: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The columns of what to expect, where it was asked and anything is known."""
    titles = {"expected": "Expected", "avoidable": "Avoidable"}
    return [
        (name, title, "rate")
        for name, title in titles.items()
        if name in first and first[name].notna().any()
    ]


def _grid(first: pd.DataFrame, rows: pd.DataFrame, kind: EventKind) -> Grid:
    course = first[steps(kind)].astype(object).where(first[steps(kind)].notna(), None)
    frame, holds = {}, {}
    for name, title, held in _shown(first, kind):
        values = pd.Series(course.values.tolist()) if name == "course" else first[name]
        if held == "day in words":
            values = values.dt.strftime("%Y-%m-%d").fillna("")
        if name == "place" and values.isna().all():
            continue
        frame[title], holds[title] = values, held
    file = {
        title: rows[name]
        for name, title, _held in (
            *_shown(rows, kind),
            ("status", "Status", ""),
            ("decided_on", "Since", ""),
            ("owner", "Owner", ""),
            ("reason", "Reason", ""),
            ("note", "Note", ""),
        )
        if name != "course"
    }
    return Grid(
        pd.DataFrame(frame),
        holds,
        rows=tuple(first["pseudonym"]),
        picks=PERSON,
        file=pd.DataFrame(file),
    )


def _in_words(listed: Protected, first: pd.DataFrame, kind: EventKind) -> pd.DataFrame:
    """The same as people read it."""
    known = {column.name: column for column in listed.result.columns}
    return pd.DataFrame(
        {
            title: [
                written(value, known[name]) if name in known else _plain(value)
                for value in first[name]
            ]
            for name, title, _held in _shown(first, kind)
            if name != "course"
        }
    )


def _plain(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, pd.Timestamp) else str(value)


def history(
    entries: Protected, standing: Standing, person: str, look: Look
) -> Figure | None:
    """What was decided about one person, a row a decision. None where nothing was."""
    if entries.withheld:
        return nothing(entries, entries.withheld)
    if entries.empty:
        return None
    last = standing.of(person).last
    now = f"stands at “{last.status}”" if last else "to be reviewed again"
    number = len(entries.table)
    return figure(
        entries,
        f"{count(number)} decision{'s' if number > 1 else ''} so far: {now}",
        None,
        f"A table of what was decided about {person}, a row a decision.",
        subtitle=f"{person}. Nothing here is ever changed or removed.",
    )
