"""A pack made of a dataset: its whole story, and the page of places beside it."""

from datetime import date, datetime
from functools import lru_cache

from analytics.definitions.filters import Filters, filter_called
from analytics.disclosure import Gate
from analytics.exhibits import places
from analytics.export.make import MAKERS, make
from analytics.export.pack import About, Chosen, Headline, data_of
from analytics.export.story import chosen, headline, room, story
from analytics.measures.counting.known_places import known_places
from analytics.measures.places.by_place import AREA_LEVELS
from analytics.measures.places.rule import rules_of
from analytics.store.dataset import Dataset
from tests.export.packs.datasets import Sort

MADE = datetime(2026, 11, 22, 14, 30)


def filters_of(sort: Sort, dataset: Dataset) -> Filters:
    """The filters of a sort; the place of practice P1 as the data write it."""
    given = dict(sort.filters)
    if "as_at" in given:
        given["as_at"] = date.fromisoformat(given["as_at"])
    if sort.place:
        known = known_places(dataset).set_index("practice_code")
        column = filter_called(sort.place).named or sort.place
        given[sort.place] = (known.loc["P1", column],)
    return Filters(**given)


def figures_of(sort: Sort, dataset: Dataset) -> tuple[list[Chosen], Headline]:
    """The figures of the story, with those of places, and the headline numbers."""
    filters = filters_of(sort, dataset)
    answer = _answers()
    told = story(dataset, filters, answer)
    assert len(told.chosen) + len(told.left_out) > 0, "a story of nothing"
    gate, _changed = room(dataset, filters, answer)
    found = [*told.chosen, *_places(gate)]
    return found, headline(dataset, filters, answer)


def about(dataset: Dataset) -> About:
    return About("Frequent attenders", (data_of(dataset),), MADE)


def files_of(
    figures: list[Chosen], numbers: Headline, dataset: Dataset, kinds=tuple(MAKERS)
) -> dict[str, bytes]:
    """The files of a pack, by kind."""
    return {kind: make(kind, figures, about(dataset), numbers) for kind in kinds}


def _answers():
    """Answers kept while one pack is made, as a page keeps them."""

    @lru_cache(maxsize=200)
    def answer(measure, dataset, filters, *more):
        return measure(dataset, filters, *more)

    return answer


def _places(gate: Gate) -> list[Chosen]:
    found = []
    for rule in list(rules_of(gate.dataset).values())[:1]:
        for exhibit in (places.FUNNEL, places.WIDER):
            found += chosen(gate, places.PAGE, exhibit, (rule,))
        if gate.dataset.boundaries:
            level = next(iter(AREA_LEVELS))
            asked = (rule, level, places.outlines(gate, level))
            found += chosen(gate, places.PAGE, places.MAP, asked)
    return found
