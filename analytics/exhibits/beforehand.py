"""The usual questions worked out before anybody asks: what the pages open with, kept
with the version (`store.usual_answers`)."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.exhibits import (
    footprint,
    indicators,
    neighbourhoods,
    overview,
    places,
    population,
    quality,
    scorecard,
    segments,
)
from analytics.exhibits.exhibit import Exhibit, Telling
from analytics.exhibits.story import CHAPTERS, messages
from analytics.kept_tables import keeping
from analytics.measures.counting.known_places import known_places
from analytics.measures.quality.fields import only_places
from analytics.measures.summary import summary
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

log = logging.getLogger("frequent_attenders")
SAID = "Working out what the pages open with"
OPEN = (
    overview,
    places,
    segments,
    population,
    indicators,
    neighbourhoods,
    scorecard,
    footprint,
)


def work_out(
    dataset: Dataset, progress: Callable[[str, float], None] = lambda step, done: None
) -> None:
    """Answers what the pages ask of a dataset while nobody has chosen anything. A
    question without an answer is passed over: the page says why. A fault of ours is
    logged and passed over too: the data are loaded, and the page will say it."""
    _work_out(dataset, Filters(as_at=dataset.default_as_at), progress)
    with keeping():
        usual_answers.kept(summary, dataset, Filters())
    progress("Done", 1.0)


def work_out_each(
    dataset: Dataset,
    group: str,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> list[str]:
    """The same of each ICB, place or PCN (group: the filter's name), so that people of
    all of them can look at once; gives their names."""
    names = sorted(set(known_places(dataset)[group]) - {""})
    for n, name in enumerate(names):

        def so_far(step: str, done: float, n: int = n, name: str = name) -> None:
            progress(f"{step}: {name}", (n + done) / len(names))

        filters = Filters(as_at=dataset.default_as_at, **{group: (name,)})
        _work_out(dataset, filters, so_far)
    progress("Done", 1.0)
    return names


def _work_out(
    dataset: Dataset, filters: Filters, progress: Callable[[str, float], None]
) -> None:
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED, usual_answers.kept)
    of_places = replace(gate, filters=only_places(filters))
    with keeping():
        asked = [(gate, *one) for one in _asked(gate)]
        asked += [(of_places, *one) for one in quality.opens_with(of_places)]
        for n, (asks, exhibit, about) in enumerate(asked):
            progress(SAID, n / len(asked))
            _answer(asks, exhibit, about)


def _answer(gate: Gate, exhibit: Exhibit, about: tuple[object, ...]) -> None:
    try:
        if exhibit.applies(gate.dataset, *about):
            exhibit.answers(gate, *about)
    except InputError:
        pass
    except Exception:
        log.exception("%s was not worked out beforehand", exhibit.name)


def _asked(gate: Gate) -> Iterator[Telling]:
    for exhibit, about in messages(gate):
        yield exhibit, tuple(about())
    for page in OPEN:
        yield from page.opens_with(gate)
    for chapter in CHAPTERS:
        yield from chapter.told(gate)
