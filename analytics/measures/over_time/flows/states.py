"""In which state of use each person was in each window: counted in the engine, by the
pattern of their states, so that few rows come back."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import months_before
from analytics.kept_tables import once
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.persons import beside
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.methods.states import (
    ABOVE,
    AWAY,
    DIED,
    JOINED,
    LEFT,
    NONE,
    RISING,
    SOME,
    Bands,
)
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset, table

MOST = 5  # windows looked back
EVER, NEVER = ibis.date("1900-01-01"), ibis.date("2200-01-01")


@dataclass(frozen=True)
class Window:
    """A window by its first day and the day after its last."""

    start: date
    end: date

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def windows(dataset: Dataset, scope: Scope, kind: EventKind) -> tuple[Window, ...]:
    """The windows that end where the one asked ends, one after the other backwards, and
    are whole in the kind's extract; oldest first, MOST at most."""
    first, last = dataset.days(kind)
    found: list[Window] = []
    months = scope.filters.months
    for n in range(MOST):
        end = months_before(scope.filters.end, n * months)
        one = Window(months_before(end, months), end)
        if one.last > last + WEEKEND_AND_HOLIDAY:
            continue
        if one.start < first - WEEKEND_AND_HOLIDAY:
            break
        found.insert(0, one)
    return tuple(found)


def column(n: int) -> str:
    """The column of the state in the n-th window."""
    return f"state_{n}"


def states(
    dataset: Dataset, scope: Scope, kind: EventKind, every: tuple[Window, ...]
) -> ibis.Table:
    """One row a person who was seen or on the list in some window: person, and
    `column(n)`, a slug of `methods.states`, of each window.

    Who is above the rule is so, whatever came after. Else who died by its end did, and
    who was on the list on its last day and its first was observed throughout: none is
    none. On the last day alone: joined; not on the last day: left, or where never on
    the list before, away. Without a list everybody seen is taken as observed
    throughout. A gap in the list within a window is not looked for.
    """
    people = _known(dataset, scope, kind, every)
    more_than = Bands(scope.filters.more_than(kind))
    told = {column(n): _state(people, n, one, more_than) for n, one in enumerate(every)}
    return once(people.select("person", **told))


def patterns(
    dataset: Dataset, scope: Scope, kind: EventKind, every: tuple[Window, ...]
) -> pd.DataFrame:
    """How many people had each pattern of states: `column(n)` of each, people."""
    names = [column(n) for n in range(len(every))]
    rows = states(dataset, scope, kind, every)
    return engine.run(
        dataset, rows.group_by(*names).agg(people=_.count()).order_by(*names)
    )


def _n(n: int) -> str:
    return f"n_{n}"


def _known(
    dataset: Dataset, scope: Scope, kind: EventKind, every: tuple[Window, ...]
) -> ibis.Table:
    """person, died_on, listed (whether any list names them), of each window n_0 (how
    many events), before_0, first_0, last_0 (on the list before it, on its first and on
    its last day)."""
    used = once(_used(scope, kind, every))
    spells = once(_spells(scope, kind, every))
    names = [_n(n) for n in range(len(every))]
    asked = [name for name in spells.columns if name != "person"]
    both = once(spells.outer_join(used, "person"))
    both = both.select(
        person=ibis.coalesce(_.person, _.person_right),
        listed=_.listed.fill_null(False),
        **{name: _[name].fill_null(0) for name in names},
        **{name: _[name].fill_null(False) for name in asked if name != "listed"},
    )
    return beside(once(both), table("people").select("person", "died_on"))


def _used(scope: Scope, kind: EventKind, every: tuple[Window, ...]) -> ibis.Table:
    """person, n_0, n_1 …: events in each window, of who had any."""
    if scope.filters.whole_months:
        rows = scoped.months(kind, scope, window=False)
        at, number = rows.month, rows[kind.months_count]
    else:
        rows = scoped.events(kind, scope, window=False)
        at, number = rows[kind.time].date(), ibis.literal(1)
    rows = rows.select("person", at=at, number=number)
    rows = rows.filter(_.at >= _day(every[0].start), _.at < _day(every[-1].end))
    return rows.group_by("person").agg(
        **{
            _n(n): _.number.sum(
                where=(_.at >= _day(one.start)) & (_.at < _day(one.end))
            )
            .fill_null(0)
            .cast("int64")
            for n, one in enumerate(every)
        }
    )


def _spells(scope: Scope, kind: EventKind, every: tuple[Window, ...]) -> ibis.Table:
    """person, listed (true), before_0, first_0, last_0 …, of who is on a list in scope
    before the last window ends."""
    rows = of_people(at_practices(table("registrations"), scope), scope)
    rows = observed_by(rows, kind).select(
        "person",
        began=_.registered_from.fill_null(EVER),
        stopped=_.registered_to.fill_null(NEVER),
    )
    rows = rows.filter(_.began < _day(every[-1].end), _.stopped >= _.began)
    found = {}
    for n, one in enumerate(every):
        first, last = _day(one.start), _day(one.last)
        found[f"before_{n}"] = (_.began < first).any()
        found[f"first_{n}"] = ((_.began <= first) & (_.stopped >= first)).any()
        found[f"last_{n}"] = ((_.began <= last) & (_.stopped >= last)).any()
        found[f"within_{n}"] = ((_.began <= last) & (_.stopped >= first)).any()
    return rows.group_by("person").agg(listed=(_.began < NEVER).any(), **found)


def _state(people: ibis.Table, n: int, one: Window, bands: Bands) -> ibis.Value:
    used, first, last = people[_n(n)], people[f"first_{n}"], people[f"last_{n}"]
    unlisted = ~people.listed
    band = ibis.cases((used >= bands.rises_at, RISING), (used > 0, SOME), else_=NONE)
    return ibis.cases(
        (used > bands.more_than, ABOVE),
        ((people.died_on < _day(one.end)).fill_null(False), DIED),
        (unlisted | (first & last), band),
        (last, JOINED),
        (people[f"before_{n}"] | people[f"within_{n}"], LEFT),
        else_=AWAY,
    )


def _day(day: date) -> ibis.Value:
    return ibis.date(str(day))
