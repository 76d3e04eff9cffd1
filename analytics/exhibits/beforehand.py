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
    gate = Gate(
        dataset,
        Filters(as_at=dataset.default_as_at),
        Audience.PSEUDONYMISED,
        usual_answers.kept,
    )
    whole = replace(gate, filters=only_places(gate.filters))
    with keeping():
        asked = [(gate, *one) for one in _asked(gate)]
        asked += [(whole, *one) for one in quality.opens_with(whole)]
        for n, (asks, exhibit, about) in enumerate(asked):
            progress(SAID, n / len(asked))
            _answer(asks, exhibit, about)
        usual_answers.kept(summary, dataset, Filters())
    progress("Done", 1.0)


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
