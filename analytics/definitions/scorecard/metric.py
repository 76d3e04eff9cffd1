"""What a metric of the national scorecard is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

GUIDE = (
    "NHS England, Measurement Guide for the National Neighbourhood Health "
    "Implementation Programme, December 2025, appendix 6"
)
TEMPLATE = "NNHIP data collection template v1.2"


@dataclass(frozen=True)
class Beside:
    """Another count of the same events, named, so that it is never taken for the
    official one. counts: of rows, whether one counts."""

    name: str
    counts: Callable[[Any], Any]


@dataclass(frozen=True)
class Metric:
    """A metric, declared once.

    slug: ours, of it alone. id: the template's, which several share. name: on screen.
    labels: how the template calls its count, in the versions known; the first is that
    of version 1.2. kind: the slug of the kind of event that it counts; None: it counts
    people of the caseload. one, many: what is counted. rule: the official rule in
    words. source: where it is read. left_open: what the guide leaves open; settled: how
    that is settled here. needs: fields without which nothing can be counted, each with
    why. counts: of rows, whether one counts. when: the time that says in which month it
    is counted; "" for that of its kind. amount: what is added up of a row; None: rows
    are counted. beside: other counts of the same events.
    """

    slug: str
    id: str
    name: str
    labels: tuple[str, ...]
    kind: str | None
    one: str
    many: str
    rule: str
    counts: Callable[[Any], Any]
    source: str = GUIDE
    left_open: str = ""
    settled: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    when: str = ""
    amount: Callable[[Any], Any] | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def label(self) -> str:
        """What the template calls its count."""
        return self.labels[0]
