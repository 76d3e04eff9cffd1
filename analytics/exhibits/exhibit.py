"""An exhibit: a question, the measures that answer it and the figure that shows the
answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from analytics.disclosure import Gate, Protected
from analytics.figures.figure import Shown
from analytics.figures.theme import Look
from analytics.store.dataset import Dataset


class Where(Enum):
    """Where an exhibit may be shown."""

    DESK = "at a desk"
    MEETING = "on the shared screen of a meeting"
    PACK = "in a pack"
    PAPER = "on the A4 page"


EVERYWHERE = frozenset(Where)
ON_SCREEN = frozenset({Where.DESK, Where.MEETING})
AT_A_DESK = frozenset({Where.DESK})


def _as_asked(gate: Gate, *about: object) -> tuple[object, ...]:
    return about


def _always(dataset: Dataset, *about: object) -> bool:
    return True


@dataclass(frozen=True)
class Exhibit:
    """One thing to show, declared once.

    `about` is what a page asks of it besides the filters: a service, a cohort, a cost.

    name: of this exhibit among all. question: what it answers, in words.
    asks(*about): (measure, *arguments) for each measure that it rests on.
    draws(*protected, *about, look): what is shown of their answers: one `Shown`,
    several, or None where there is nothing to say. where: it may be shown. height: of
    its chart in pixels; None: as high as it comes. table_open: whether its numbers
    stand open. applies(dataset, *about): whether the data can be asked.
    sums_up: whether it is the one figure of its part of the story that a page of paper
    has room for.
    for_meeting(gate, *about): the nearest `about` that a meeting may ask through its
    gate; None where it may ask nothing like it.
    """

    name: str
    question: str
    asks: Callable[..., Iterable[tuple[Any, ...]]]
    draws: Callable[..., Shown | Iterable[Shown] | None]
    where: frozenset[Where] = EVERYWHERE
    height: int | None = 300
    table_open: bool = False
    sums_up: bool = False
    applies: Callable[..., bool] = _always
    for_meeting: Callable[..., tuple[Any, ...] | None] = _as_asked

    def drawn(self, gate: Gate, look: Look, *about: object) -> tuple[Shown, ...]:
        """What is shown of it to whoever the gate is for.

        Raises InputError where the question has no answer, TypeError where a measure
        gives no Result or a figure is made of anything but protected ones.
        """
        if not self.applies(gate.dataset, *about):
            return ()
        seen = self.answers(gate, *about)
        made = self.draws(*seen, *about, look)
        parts = (made,) if isinstance(made, Shown) else tuple(made or ())
        for part in parts:
            if not isinstance(part, Shown):
                raise TypeError(
                    f"Exhibit {self.name!r} draws a {type(part).__name__}, which "
                    "nothing protects."
                )
        return parts

    def answers(self, gate: Gate, *about: object) -> list[Protected]:
        """What its measures answer, as may be shown to whoever the gate is for. Raises
        as `drawn`."""
        return [gate.ask(measure, *more) for measure, *more in self.asks(*about)]


@dataclass(frozen=True)
class Page:
    """A page of the dashboard and what it may show. stem: its address; title: in the
    navigation."""

    stem: str
    title: str
    exhibits: tuple[Exhibit, ...]


Telling = tuple[Exhibit, tuple[Any, ...]]  # an exhibit and what is asked of it
