"""The whole story in figures, and single exhibits, as they leave the room.

"Add the whole story", "Add to the pack" and `python -m analytics pack` all take their
figures here: the exhibits of `analytics.exhibits`, asked for a meeting, in light
colours.
"""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.disclosure.gate import Answer, afresh
from analytics.errors import InputError, Problem
from analytics.exhibits import overview
from analytics.exhibits.exhibit import Exhibit, Page, Where
from analytics.exhibits.story import CHAPTERS, MESSAGES, messages
from analytics.export.charts.native import native
from analytics.export.charts.office_chart import Native
from analytics.export.notes import method_of
from analytics.export.pack import Chosen, Headline
from analytics.figures import figure as shown_as
from analytics.figures.figure import Boxes, Figure
from analytics.figures.theme import LIGHT
from analytics.kept_tables import keeping
from analytics.store.dataset import Dataset

TITLE = "Frequent attenders"
ALONE = overview.SIDE_BY_SIDE.name  # the one table of the story


@dataclass(frozen=True)
class Story:
    """The figures in order; what could not be told with this data and these filters;
    how the question was made coarse, as for a meeting, each a sentence. messages: what
    should be kept of it, from the answers of the first page."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


def story(
    dataset: Dataset,
    filters: Filters,
    answer: Answer = afresh,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> Story:
    """Every figure of the story that this data bears, under the nearest filters a
    meeting may use.

    answer: how a measure is answered (see `Gate`). progress(step, done): called before
    each chapter, done from 0 to 1.
    """
    gate, changed = room(dataset, filters, answer)
    found: list[Chosen] = []
    faults: list[Problem] = []
    with keeping():
        for n, chapter in enumerate(CHAPTERS):
            progress(chapter.title, n / len(CHAPTERS))
            for exhibit, about in chapter.told(gate):
                try:
                    shown = chosen(gate, chapter.page, exhibit, about)
                except InputError as fault:
                    faults.extend(fault.problems)
                else:
                    found += [one for one in shown if _says_something(one.figure)]
        kept = key_messages(gate)
    progress("Done", 1.0)
    return Story(tuple(found), tuple(dict.fromkeys(faults)), changed, kept)


def key_messages(gate: Gate) -> tuple[str, ...]:
    """Three sentences to be kept, from the answers of the first page. gate: a
    meeting's (`room`)."""
    said: list[str] = []
    for exhibit, about in messages(gate):
        try:
            asked = exhibit.for_meeting(gate, *about())
            answers = exhibit.drawn(gate, LIGHT, *asked) if asked else ()
        except InputError:
            continue  # told where its figures are left out
        said += [
            f"{exhibit.question} {one.text}."
            for one in answers
            if isinstance(one, shown_as.Answer) and one.told
        ]
        if len(said) >= MESSAGES:
            break
    return tuple(said[:MESSAGES])


def room(
    dataset: Dataset, filters: Filters, answer: Answer = afresh
) -> tuple[Gate, tuple[str, ...]]:
    """The gate through which everything in a pack is asked: as a meeting may ask it,
    and what was changed for that."""
    return Gate(dataset, filters, Audience.PSEUDONYMISED, answer).for_meeting


def chosen(
    gate: Gate, page: Page, exhibit: Exhibit, about: tuple[object, ...]
) -> list[Chosen]:
    """An exhibit of a page as it goes into a pack; nothing where it may not, or where a
    meeting may not ask it.

    gate: a meeting's (`room`). Raises InputError where the question has no answer.
    """
    asked = exhibit.for_meeting(gate, *about)
    if asked is None or Where.PACK not in exhibit.where:
        return []
    return [
        Chosen(
            part,
            page.title,
            gate.sentence,
            method_of(page.stem),
            on_paper=Where.PAPER in exhibit.where,
            exhibit=exhibit.name,
            sums_up=exhibit.sums_up,
            place=gate.scope.filters.who(),
            period=gate.scope.filters.period(),
        )
        for part in exhibit.drawn(gate, LIGHT, *asked)
        if isinstance(part, Figure) and not part.withheld
    ]


def headline(dataset: Dataset, filters: Filters, answer: Answer = afresh) -> Headline:
    """The overview's headline numbers for a meeting: the boxes of the A4 page."""
    gate, _changed = room(dataset, filters, answer)
    shown = overview.HEADLINE.drawn(gate, LIGHT)
    boxes = [box for one in shown if isinstance(one, Boxes) for box in one.numbers]
    return Headline(tuple(boxes), gate.sentence)


def _says_something(figure: Figure) -> bool:
    """Whether enough of a figure is left to show a room: a table, or more than one
    place that has a value, and a value that is not zero."""
    if figure.chart is None:
        return figure.name == ALONE
    charts = native(figure)
    return charts is None or any(
        len(_places(chart)) > 1 and any(v for s in chart.series for v in s.values)
        for chart in charts
    )


def _places(chart: Native) -> set[object]:
    """The categories, days or rows of a chart that have a value."""
    along_rows = [one for one in chart.series if one.line and len(set(one.values)) == 1]
    return {
        value if chart.kind == "points" else at
        for one in chart.series
        if not one.helper or one in along_rows
        for at, value in enumerate(one.values)
        if value is not None
    }
