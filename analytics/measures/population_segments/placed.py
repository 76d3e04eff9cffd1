"""In which segment each registered person is, how many long-term conditions they have,
how frail they are, and which of the two stories is theirs."""

from dataclasses import dataclass

import ibis
import pandas as pd
from ibis import _

from analytics.definitions.canonical import FIT, FRAILTIES, FRAILTY_TITLES
from analytics.definitions.population_segments import (
    NOT_KNOWN,
    SEGMENT_TITLES,
    segments,
    stories,
)
from analytics.definitions.population_segments import frailty_index as index
from analytics.definitions.population_segments.segments import ways
from analytics.kept_tables import once
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import any_frequent, use
from analytics.measures.population.groups import listed
from analytics.measures.population_segments import frailty_index
from analytics.measures.population_segments.ways import fitting
from analytics.store.dataset import Dataset, table

BANDS = {
    "0": "No long-term condition",
    "1": "1 condition",
    "2–3": "2–3 conditions",
    "4+": "4 or more conditions",
}
BAND_FROM = {"4+": 4, "2–3": 2, "1": 1}  # conditions; who has none is told below
UNKNOWN = SEGMENT_TITLES[NOT_KNOWN]
OFTEN = "often"


@dataclass(frozen=True)
class Grouping:
    """A way to part everybody. title: of its column. what: within a sentence. order:
    its values, then who is not known. called: what a value is called."""

    column: str
    title: str
    what: str
    order: tuple[str, ...]
    called: dict[str, str]


_SLUGS = tuple(one.slug for one in segments())
SEGMENT = Grouping(
    "segment", "Segment", "segment", (*_SLUGS, NOT_KNOWN), SEGMENT_TITLES
)
CONDITIONS = Grouping(
    "band",
    "Long-term conditions",
    "number of long-term conditions",
    (*BANDS, NOT_KNOWN),
    {NOT_KNOWN: UNKNOWN} | BANDS,
)
FRAILTY = Grouping(
    "frailty",
    "Frailty",
    "frailty category",
    (*FRAILTIES, NOT_KNOWN),
    {NOT_KNOWN: UNKNOWN} | FRAILTY_TITLES,
)
GROUPINGS = {"segment": SEGMENT, "conditions": CONDITIONS, "frailty": FRAILTY}


def placed(dataset: Dataset, scope: Scope) -> ibis.Table:
    """Each person registered in scope on the as-at day once.

    Columns: person, practice_code, age, age_band; segment (slug; NOT_KNOWN where
    nothing is known and the practice's list has no conditions at all), band (of the
    number of conditions on the list, by BANDS), frailty (the list's category, else that
    of the electronic frailty index; NOT_KNOWN where neither tells it); a boolean for
    each story; often (a frequent attender by the rule of any kind).
    """
    people = listed(scope).select(
        "person", "practice_code", "age", "age_band", "conditions"
    )
    people = people.left_join(_known_practices(scope), "practice_code")
    people = people.mutate(known=_.known.fill_null(False)).drop("practice_code_right")
    people = _beside(people, _found(dataset, scope))
    many = _.conditions.unique().length().fill_null(0)
    people = people.mutate(
        segment=ibis.cases(
            *((_.rank == rank, slug) for rank, slug in enumerate(_SLUGS[:-1])),
            (_.known, _SLUGS[-1]),
            else_=NOT_KNOWN,
        ),
        band=ibis.cases(
            *((many >= least, band) for band, least in BAND_FROM.items()),
            (_.known, next(iter(BANDS))),
            else_=NOT_KNOWN,
        ),
        **{one.slug: _[one.slug].fill_null(False) for one in stories()},
    )
    people = _beside(people, _frailty(dataset, scope))
    people = people.mutate(frailty=_.frailty.fill_null(_without(dataset)))
    used = use(scope)
    often = used.filter(any_frequent(used)).select("person", often=ibis.literal(True))
    people = _beside(people, often).mutate(often=_.often.fill_null(False))
    names = ["person", "practice_code", "age", "age_band", OFTEN]
    columns = [one.column for one in GROUPINGS.values()]
    return once(people.select(*names, *columns, *(one.slug for one in stories())))


def _frailty(dataset: Dataset, scope: Scope) -> ibis.Table:
    """person, frailty: the category that the list has, else that of the electronic
    frailty index; of whom either says something."""
    listed_so = table("people").select("person", "frailty").filter(_.frailty.notnull())
    if frailty_index.has_categories(dataset) or frailty_index.why_not(dataset):
        return listed_so
    each = frailty_index.each(dataset, scope.filters.as_at)
    above = [
        (each["index"] > one["above"], one["slug"])
        for one in reversed(index.table()["category"])
    ]
    return each.select("person", frailty=ibis.cases(*above, else_=FIT))


def _without(dataset: Dataset) -> str:
    """How frail somebody is of whom nothing is said: fit by the index, of which they
    have no deficit; else not known."""
    by_list = frailty_index.has_categories(dataset)
    return NOT_KNOWN if by_list or frailty_index.why_not(dataset) else FIT


def frailty_why_not(dataset: Dataset) -> str:
    """Why nobody's frailty can be told; "" where it can."""
    if frailty_index.has_categories(dataset):
        return ""
    return frailty_index.why_not(dataset)


def _beside(people: ibis.Table, more: ibis.Table) -> ibis.Table:
    """The rows of people, with what is known of the same ones; else null."""
    return people.left_join(more, "person").drop("person_right")


def _found(dataset: Dataset, scope: Scope) -> ibis.Table:
    """person, rank (of the highest segment that fits, 0 the highest; null where none
    does), and whether each story is theirs."""
    rows = [
        {
            "way": way.number,
            "rank": next(
                (rank for rank, one in enumerate(segments()) if way in one.ways), None
            ),
            **{one.slug: way in one.ways for one in stories()},
        }
        for way in ways()
    ]
    meant = pd.DataFrame(rows).astype({"way": "int32", "rank": "Int32"})
    found = fitting(dataset, scope.filters.as_at).inner_join(
        ibis.memtable(meant), "way"
    )
    flags = {one.slug: _[one.slug].any() for one in stories()}
    return found.group_by("person").agg(rank=_["rank"].min(), **flags)


def _known_practices(scope: Scope) -> ibis.Table:
    """practice_code, known: practices whose list gives somebody a condition. Of others
    nobody can be said to have none."""
    some = table("people").filter(_.conditions.length() > 0).select("person")
    there = registrations_on(scope.filters.as_at).semi_join(some, "person")
    there = there.select("practice_code").distinct()
    return there.mutate(known=ibis.literal(True))
