"""The whole story, in order: who attends often, whether helping them worked, what it is
worth."""

from collections.abc import Callable

from analytics.disclosure import Gate
from analytics.exhibits import before_after, frequent_attenders, overview, savings
from analytics.exhibits.exhibit import Page, Telling

Chapter = tuple[Page, Callable[[Gate], list[Telling]]]
CHAPTERS: tuple[Chapter, ...] = (
    (overview.PAGE, overview.story),
    (frequent_attenders.PAGE, frequent_attenders.story),
    (before_after.PAGE, before_after.story),
    (savings.PAGE, savings.story),
)
