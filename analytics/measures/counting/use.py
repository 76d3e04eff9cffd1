"""How much each person used each service in the window, and who is a frequent
attender."""

from functools import reduce
from operator import or_

import ibis
from ibis import _
from ibis.expr.types import BooleanValue

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.kept_tables import once
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope


def use_of(kind: EventKind, scope: Scope) -> ibis.Table:
    """One row a person with an event of the kind in the window.

    Columns: person, `kind.used` (how many), and for each amount of the kind its sum and
    how many had one: ae_cost_gbp (pounds), ae_costed, ae_minutes (arrival to
    departure), ae_timed.
    """
    if scope.filters.whole_months:
        found = {kind.used: _[kind.months_count].sum().cast("int64")}
        for amount, had in kind.sums.items():
            found[kind.sum_of(amount)] = _[amount].sum().fill_null(0.0)
            found[kind.sum_of(had)] = _[had].sum().cast("int64")
        return scoped.months(kind, scope).group_by("person").agg(**found)
    found = {kind.used: _.count()}
    for amount, had in kind.sums.items():
        found[kind.sum_of(amount)] = _[amount].cast("float64").sum().fill_null(0.0)
        found[kind.sum_of(had)] = _[amount].count()
    return scoped.events(kind, scope).group_by("person").agg(**found)


def amounts(kind: EventKind) -> tuple[str, ...]:
    """The columns of `use_of` that hold amounts, and how many had one."""
    return tuple(kind.sum_of(name) for amount in kind.sums.items() for name in amount)


def use(scope: Scope) -> ibis.Table:
    """One row a person with any use in the window, and whether it is frequent by the
    rule.

    Columns: person; of each kind of event those of `use_of` (0 where none) and
    `kind.frequent` (boolean).
    """
    every = kinds_with_rule()
    together = reduce(_with, [use_of(kind, scope) for kind in every])
    counts = {name: _[name].fill_null(0) for kind in every for name in _columns(kind)}
    used = once(together.select("person", **counts))
    often = {
        kind.frequent: _[kind.used] > scope.filters.more_than(kind) for kind in every
    }
    return used.mutate(**often)


def _columns(kind: EventKind) -> tuple[str, ...]:
    return (kind.used, *amounts(kind))


def _with(so_far: ibis.Table, more: ibis.Table) -> ibis.Table:
    """Both tables of people as one; who is in either is in it."""
    names = [name for name in (*so_far.columns, *more.columns) if name != "person"]
    # As a relation of its own: Ibis would else join the third kind to the first one's
    # persons, and not to those of either.
    both = once(so_far).outer_join(more, "person")
    person = ibis.coalesce(_.person, _.person_right)
    return both.select(*names, person=person)


def any_frequent(people: ibis.Table) -> BooleanValue:
    """Whether a row of `use` is of a frequent attender, by the rule of any kind."""
    return reduce(or_, [people[kind.frequent] for kind in kinds_with_rule()])


def frequent(scope: Scope) -> ibis.Table:
    """`use` of the frequent attenders alone: by the rule of at least one kind."""
    people = use(scope)
    return people.filter(any_frequent(people))
