"""Which fixed cohorts a meeting may ask about.

Whoever may fix cohorts could fix two that differ by one person, and see in what is
shown of both what that person does. So of the cohorts, in the order in which they were
fixed, a meeting may ask about the first few that part people into no small group: each
part of those allowed, and who is in none of them, is of nobody or of as many people as
are shown where somebody chose them. Nor may one differ by fewer people from any other
group that a meeting sees: those who attend often, the caseload, the people of a place.
`tests/disclosure/pages/test_attack_cohorts.py` plays the attacker.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.disclosure.meeting import cohorts as followed_in_meetings
from analytics.disclosure.meeting import ends
from analytics.disclosure.protected import HIDDEN_UP_TO_WHERE_NARROWED
from analytics.errors import InputError
from analytics.measures.cohorts.members import persons_of
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.persons import among
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import use
from analytics.measures.footprint.whom import group
from analytics.store import cohorts
from analytics.store.dataset import Dataset

MOST = 2  # with each further one what is shown of all closes in on their parts
LEAST = HIDDEN_UP_TO_WHERE_NARROWED + 1
PLACES = ("practice", "pcn", "place", "icb")
People = frozenset[int]


def for_meetings(dataset: Dataset) -> tuple[str, ...]:
    """The names of the cohorts that a meeting may ask about, the first fixed first."""
    saved = cohorts.in_order(dataset)
    if not saved:
        return ()
    everybody = dataset.manifest.rows("patients") or max(
        (dataset.span(kind).people for kind in dataset.kinds), default=0
    )
    others = _who_attend_often(dataset)
    allowed: dict[str, People] = {}
    for one in saved:
        if len(allowed) == MOST:
            break
        try:
            people = frozenset(persons_of(dataset, one))
        except InputError:
            continue  # of another key: told where it is chosen
        beside = chain(others, _of_places(dataset, len(people)))
        if parts_of_many([*allowed.values(), people], everybody) and apart(
            people, beside
        ):
            allowed[one.name] = people
    return tuple(allowed)


def parts_of_many(groups: list[People], everybody: int) -> bool:
    """Whether groups part people into nobody or many, each part and who is in none."""
    held = [(person, n) for n, group in enumerate(groups) for person in group]
    belongs: dict[int, int] = {}
    for person, number in held:
        belongs[person] = belongs.get(person, 0) | 1 << number
    sizes = Counter(belongs.values())
    sizes[0] = max(everybody - len(belongs), 0)
    return all(size == 0 or size >= LEAST for size in sizes.values())


def apart(people: People, others: Iterable[People]) -> bool:
    """Whether a group is the same as each other one, or differs from it by many."""
    near = (one for one in others if abs(len(one) - len(people)) < LEAST)
    gaps = (len(people ^ one) for one in near)
    return all(gap == 0 or gap >= LEAST for gap in gaps)


@lru_cache(maxsize=4)
def _who_attend_often(dataset: Dataset) -> tuple[People, ...]:
    """The groups that a meeting follows without any cohort being fixed, everywhere and
    in each place: by each year's rule, those who attend most, the caseload."""
    groups: set[People] = set()
    for end in ends(dataset.default_as_at):
        if end >= dataset.first_day and dataset.kinds_with_rule:
            groups |= _of_a_year(dataset, Filters(as_at=end))
    those = among(frozenset[int]().union(*groups))
    lived = registrations_on(dataset.default_as_at).semi_join(those, "person")
    lived = engine.run(dataset, lived)
    at = known_places(dataset).set_index("practice_code")
    found = set(groups)
    for name in PLACES:
        where = lived["practice_code"].map(at[name].replace("", None))
        for _place, persons in lived["person"].groupby(where):
            here = frozenset(persons.tolist())
            found |= {group & here for group in groups}
    return tuple(found)


def _of_a_year(dataset: Dataset, filters: Filters) -> set[People]:
    scope = settle(dataset, filters)
    used = use(scope)
    tables = [used.filter(used[kind.frequent]) for kind in dataset.kinds_with_rule]
    for of in followed_in_meetings():
        try:
            tables.append(group(dataset, scope, of).persons)
        except InputError:
            continue  # there is no caseload
    found = [engine.run(dataset, one.select("person").distinct()) for one in tables]
    return {frozenset(one["person"].tolist()) for one in found}


def _of_places(dataset: Dataset, size: int) -> Iterator[People]:
    """The people of each place that has about so many."""
    lived = registrations_on(dataset.default_as_at)
    sizes = engine.run(dataset, lived.group_by("practice_code").agg(n=_.count()))
    at = known_places(dataset).set_index("practice_code")
    for name in PLACES:
        where = sizes["practice_code"].map(at[name].replace("", None))
        for _place, rows in sizes.groupby(where):
            if abs(rows["n"].sum() - size) < LEAST:
                codes = rows["practice_code"].tolist()
                here = lived.filter(lived.practice_code.isin(codes))
                found = engine.run(dataset, here.select("person").distinct())
                yield frozenset(found["person"].tolist())
