"""The whole story, in order: who attends often, why, of what kinds, where, whether
helping them worked, what it is worth, and what copying it would be worth."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.disclosure import Gate
from analytics.exhibits import (
    answers,
    before_after,
    footprint,
    frequent_attenders,
    over_time,
    overview,
    places,
    population,
    savings,
    segments,
    support,
)
from analytics.exhibits.exhibit import Exhibit, Page, Telling

MESSAGES = 3


@dataclass(frozen=True)
class Chapter:
    """A part of the story: what it says, and which exhibits of a page say it."""

    title: str
    page: Page
    told: Callable[[Gate], list[Telling]]


CHAPTERS = (
    Chapter("Who", overview.PAGE, overview.who),
    Chapter("Who", frequent_attenders.PAGE, frequent_attenders.who),
    Chapter("Why", frequent_attenders.PAGE, frequent_attenders.why),
    Chapter("Kinds of need", segments.PAGE, segments.story),
    Chapter("Over time", over_time.PAGE, over_time.story),
    Chapter("Footprint", footprint.PAGE, footprint.story),
    Chapter("Population", population.PAGE, population.story),
    Chapter("Places", places.PAGE, places.story),
    Chapter("Support", support.PAGE, support.story),
    Chapter("Before and after", before_after.PAGE, before_after.story),
    Chapter("Worth", savings.PAGE, savings.worth),
    Chapter("Plan", savings.PAGE, savings.plan),
    Chapter("All numbers", overview.PAGE, overview.numbers),
)


def messages(gate: Gate) -> list[tuple[Exhibit, Callable[[], tuple[object, ...]]]]:
    """The answers that key messages are made of, those wanted most first, each with
    what is asked of it: who they are, whether it is working, what it is worth; where
    one of these has no answer, why they come, and where."""
    first = gate.dataset.kinds_with_rule[:1]
    return [
        (answers.WHO, lambda: first),
        (answers.WORKING, lambda: answers.programme_of(gate)[:1]),
        (answers.WORTH, lambda: answers.programme_of(gate)),
        (answers.WHY, lambda: first),
        (answers.WHERE, lambda: (answers.rule_of(gate),)),
    ]
