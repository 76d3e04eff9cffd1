"""Every target at a glance: what changed, the programme's own share of it, and whether
the target is met."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Outcome
from analytics.errors import InputError
from analytics.measures.counting.settle import settle
from analytics.measures.outcomes.askable import why_not_there
from analytics.measures.outcomes.group import Settled, is_chosen, settled
from analytics.measures.outcomes.own_share import OwnShare, own_share
from analytics.measures.outcomes.seen import crude_change, seen
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.impact.verdicts import (
    CANNOT_TELL,
    because,
    in_words,
    verdict,
)
from analytics.store import usual_answers
from analytics.store.dataset import Dataset

TOO_EARLY = "no whole month has passed yet since people were picked"
UNKNOWN = "what was to be expected is not known"
KEPT = 64  # outcomes: a page's, of several filters


@dataclass(frozen=True)
class Followed:
    """An outcome as it stands. of: None where its extract is not there. months: as
    `seen`; None where nobody can be followed. own: against what was to be expected.
    answer: of `verdicts`; why: a sentence's part."""

    outcome: Outcome
    of: Settled | None
    answer: str
    why: str
    months: pd.DataFrame | None = None
    own: OwnShare = field(default_factory=OwnShare)

    @property
    def due(self) -> bool:
        """Whether the day has come by which it is to be reached."""
        return self.of is not None and self.of.due

    @property
    def crude(self) -> float:
        """The change of the rate, whatever the reason; NaN where it is not known."""
        if self.own.crude is not None:
            return self.own.crude
        if self.months is None:
            return float("nan")
        return crude_change(self.months, self.outcome.wait)

    @property
    def people(self) -> int:
        """How many are followed."""
        if self.months is None:
            return 0
        return int(self.months["people"].iloc[0])


@lru_cache(maxsize=KEPT)
def followed(dataset: Dataset, filters: Filters, outcome: Outcome) -> Followed:
    """An outcome followed as far as the data reach."""
    return usual_answers.kept(_followed, dataset, filters, outcome)


def _followed(dataset: Dataset, filters: Filters, outcome: Outcome) -> Followed:
    if why := why_not_there(dataset, outcome):
        return Followed(outcome, None, CANNOT_TELL, why)
    of = settled(dataset, outcome)
    if of.reached <= outcome.wait:
        return Followed(outcome, of, CANNOT_TELL, TOO_EARLY)
    months = None
    try:
        months = seen(dataset, filters, of)
        own = own_share(dataset, filters, of)
    except InputError as fault:
        told = fault.problems[0].found.rstrip(".")
        return Followed(outcome, of, CANNOT_TELL, told, months)
    best = own.best
    if own.why or best is None:
        return Followed(outcome, of, CANNOT_TELL, own.why or UNKNOWN, months, own)
    answer = verdict(outcome, best.lower, best.upper, of.due)
    return Followed(outcome, of, answer, because(outcome, answer), months, own)


def judged(dataset: Dataset, filters: Filters, outcomes: tuple[Outcome, ...]) -> Result:
    """One row an outcome: name, title, whose, aim (the target in words), line (as a
    change), people, crude (change of the rate, as observed), share with lower and upper
    (change against what was to be expected anyway, 95%: the programme's own), answer
    (met, on course, not, cannot tell), verdict (the same as it stands on screen), why,
    picked (the day, in words). Crude and share rest on the people."""
    rows = [_row(followed(dataset, filters, one)) for one in outcomes]
    frame = pd.DataFrame(rows, columns=[*COLUMNS_HELD])
    found = result(
        "outcomes",
        dataset,
        settle(dataset, filters),
        frame,
        _columns(),
        "Targets, each judged by the programme’s own share: what was observed against "
        "what would have happened anyway",
    )
    chosen = found.narrowed or any(is_chosen(one) for one in outcomes)
    return replace(found, narrowed=chosen)


def _row(one: Followed) -> dict[str, object]:
    outcome = one.outcome
    row: dict[str, object] = {
        "name": outcome.name,
        "title": outcome.title,
        "whose": outcome.whose,
        "aim": outcome.aim,
        "line": outcome.line - 1,
        "people": float(one.people),
        "crude": one.crude,
        "share": np.nan,
        "lower": np.nan,
        "upper": np.nan,
        "answer": one.answer,
        "verdict": in_words(one.answer, one.due),
        "why": one.why,
        "picked": "" if one.of is None else one.of.picked,
    }
    best = one.own.best
    if best is not None and best.rate_ratio is not None:
        limits = (best.rate_ratio, best.lower, best.upper)
        names = ("share", "lower", "upper")
        row |= {n: v - 1 for n, v in zip(names, limits, strict=True)}
    return row


def tally(answers: pd.Series) -> Counter[str]:
    """How many outcomes have each answer."""
    return Counter(str(one) for one in answers.dropna())


COLUMNS_HELD = (
    *("name", "title", "whose", "aim", "line", "people", "crude"),
    *("share", "lower", "upper", "answer", "verdict", "why", "picked"),
)


def _columns() -> tuple[Column, ...]:
    def change(name: str, title: str) -> Column:
        return Column(name, title, "number", decimals=2, of="people")

    return (
        Column("title", "Outcome"),
        Column("whose", "Whose target"),
        Column("aim", "Target"),
        change("crude", "Crude change"),
        change("share", "Own share"),
        change("lower", "95% from"),
        change("upper", "to"),
        Column("verdict", "Verdict", of="people"),
        Column("why", "Since", of="people"),
        Column("people", "People", "count"),
        Column("picked", "Picked"),
        Column("line", "Target as a change", "number", decimals=3, shown=False),
        Column("answer", "Answer", of="people", shown=False),
        Column("name", "Name", shown=False),
    )
