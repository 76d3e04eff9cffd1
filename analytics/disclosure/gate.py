"""The one way from a question to what may be shown: a measure is asked, its Result
protected.

Whoever shows something holds a Gate: a page, the pack, the command line. It knows the
dataset, the filters and who looks, and gives nothing but `Protected` for a measure.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from analytics.definitions.filters import Filters, filter_called
from analytics.disclosure.meeting import coarse_for
from analytics.disclosure.protect import protect
from analytics.disclosure.protected import Audience, Protected
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.window_filled import window_filled
from analytics.measures.result import Result
from analytics.store.dataset import Dataset

T = TypeVar("T")
Measure = Callable[..., T]  # measure(dataset, filters, *more)
Answer = Callable[..., Any]  # answer(measure, dataset, filters, *more)


class NotAResult(TypeError):
    """A measure was asked whose answer is no Result, so nothing can protect it."""


class AResult(TypeError):
    """A Result was to be had without protection."""


def afresh(measure: Measure[T], dataset: Dataset, filters: Filters, *more: object) -> T:
    """The answer of a measure, worked out now and not kept."""
    return measure(dataset, filters, *more)


@dataclass(frozen=True)
class Gate:
    """A dataset, filters, and who looks.

    answer: how a measure is answered: `afresh`, or from answers kept. kept_to: what is
    asked whatever the filters say of the same sort, such as the one practice of whoever
    looks; no gate made of this one is without it. Raises ValueError where a meeting
    would ask what it may not (see `for_meeting`).
    """

    dataset: Dataset
    filters: Filters
    audience: Audience
    answer: Answer = afresh
    kept_to: Filters = Filters()

    def __post_init__(self) -> None:
        if kept := dict(self.kept_to.chosen):
            others = self.filters.cleared(*{filter_called(name).of for name in kept})
            object.__setattr__(self, "filters", others.with_(**kept))
        if self.aggregate and coarse_for(self.dataset, self.filters)[1]:
            raise ValueError(
                "A meeting may not ask under these filters; take Gate.for_meeting()."
            )

    @property
    def aggregate(self) -> bool:
        return self.audience is Audience.AGGREGATE

    def ask(self, measure: Measure[Any], *more: object) -> Protected:
        """What may be seen of `measure(dataset, filters, *more)`.

        Raises NotAResult, naming the measure, where it gives anything but a Result.
        """
        found = self.answer(measure, self.dataset, self.filters, *more)
        if not isinstance(found, Result):
            raise NotAResult(
                f"{named(measure)} gives {type(found).__name__}, and only a Result can "
                "be shown. What is not for showing is had by `know`."
            )
        return protect(found, self.audience)

    def know(self, function: Measure[T], *more: object) -> T:
        """Something to work with that is never shown as a number about people: what
        there is to choose from, boundaries, a day. Raises AResult for a Result."""
        found: T = self.answer(function, self.dataset, self.filters, *more)
        if isinstance(found, Result):
            raise AResult(f"{named(function)} gives a Result: have it by `ask`.")
        return found

    @cached_property
    def for_meeting(self) -> tuple["Gate", tuple[str, ...]]:
        """The gate of a meeting that asks the nearest question it may, and a sentence
        for each thing changed."""
        filters, changed = coarse_for(self.dataset, self.filters)
        return replace(self, filters=filters, audience=Audience.AGGREGATE), changed

    @cached_property
    def scope(self) -> Scope:
        """The filters settled against the dataset. Raises InputError where they do not
        fit it."""
        return settle(self.dataset, self.filters)

    @property
    def sentence(self) -> str:
        """The filters in one line."""
        return self.scope.filters.sentence()

    @property
    def filled(self) -> tuple[str, ...]:
        """A sentence for each extract that fills the window only in part."""
        return window_filled(self.dataset, self.scope.filters)


def named(measure: Measure[Any]) -> str:
    """A measure's full name, `analytics.measures.over_time.trend.monthly`."""
    return f"{measure.__module__}.{measure.__qualname__}"
