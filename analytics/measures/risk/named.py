"""Whom to look at first, one by one and with the reasons in words."""

from datetime import date

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import count, counted
from analytics.errors import InputError
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.counting.persons import among, as_numbers
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.risk.features import Taken, people_known, taken
from analytics.measures.risk.judged import (
    in_scope,
    result_of,
    tested,
    verdict_of,
)
from analytics.measures.risk.known import known
from analytics.measures.risk.learned import (
    Learned,
    TooLittle,
    everybody_of,
    learned,
)
from analytics.measures.who.caseload import NEVER, caseload_on
from analytics.methods.impact.checks.outcome import EFFECT
from analytics.store.dataset import Dataset, table

NAMED = 2000  # people listed at most
REASONS = 3
NO_EFFECT = (
    "Nothing is shown of what the programme does, so nothing is said of attendances "
    "avoided: the order is by attendances expected."
)


def named(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    group: str,
    capacity: int,
    question: Question | None,
) -> Result:
    """The people of a group now, those of whom most attendances are expected first:
    place, pseudonym, last_year, risk (of being above the rule in the next 12 months;
    null where it is not offered), expected (attendances in that time), avoidable with
    avoidable_low and avoidable_high (expected × what the programme was shown to do;
    null where nothing was shown), caseload (`caseload_on` today; where there is one),
    why (in words). NAMED at most; `person_rows`.

    Where attendances expected did not find more of those to come than last year's count
    did, on the later year, the order is by that count. question: of the programme.
    """
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        people, notes = _named(dataset, filters, kind, group, capacity, question)
        rows = people.to_dict("records")
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters,
        f"named_{kind.slug}",
        rows,
        (
            Column("place", "No.", "number", decimals=0),
            Column("pseudonym", "Pseudonym"),
            Column("last_year", f"{kind.called} in the last year", "count"),
            Column("risk", "Chance of being above the rule next year", "percent"),
            Column("expected", f"{kind.many.capitalize()} expected", "number"),
            Column("avoidable", "Avoidable", "number"),
            Column("avoidable_low", "Avoidable from", "number"),
            Column("avoidable_high", "Avoidable to", "number"),
            *([Column("caseload", "Caseload")] if dataset.has("caseload") else []),
            Column("why", "Why"),
        ),
        kind,
        notes,
        person_rows=True,
    )


def _named(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    group: str,
    capacity: int,
    question: Question | None,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    found = learned(dataset, filters, kind)
    now, everybody = found.now, found.now.people
    those = np.flatnonzero(in_scope(dataset, filters, now) & now.groups[group])
    if not len(those):
        return pd.DataFrame(), ()
    used, expected = (
        everybody[name].to_numpy()[those] for name in ("used", "expected")
    )
    by_course = finds_more(dataset, filters, kind, group, capacity)
    said = verdict_of(dataset, filters, kind, group, capacity)
    first = -(expected if by_course else used)
    order = np.lexsort((everybody["person"].to_numpy()[those], -used, first))[:NAMED]
    risk = np.full(len(those), np.nan)
    if said.offered:
        risk = now.risk(group, found.best)[those]
    effect = _effect(dataset, filters, question)
    persons = everybody["person"].to_numpy()[those][order]
    people, features = _features_of(dataset, filters, found, persons)
    parts = found.weighs.parts(features.x)
    names = engine.run(
        dataset,
        table("people")
        .semi_join(among(persons), "person")
        .select("person", "pseudonym"),
    ).set_index("person")["pseudonym"]
    listed = pd.DataFrame(
        {
            "place": np.arange(1, len(order) + 1),
            "pseudonym": pd.Series(persons).map(names).to_numpy(),
            "last_year": used[order].astype(int),
            "risk": risk[order],
            "expected": expected[order],
            "why": [
                _why(row, used[at], one, features.words, kind)
                for row, at, one in zip(
                    people.to_dict("records"), order, parts, strict=True
                )
            ],
        }
    )
    if dataset.has("caseload"):
        listed["caseload"] = _standing(dataset, found.days.now, persons)
    for name, share in zip(
        ("avoidable", "avoidable_low", "avoidable_high"),
        effect or (np.nan,) * 3,
        strict=True,
    ):
        listed[name] = listed["expected"] * share
    notes = []
    if not by_course:
        notes.append(
            "The order is by last year’s count: on a later year it found as many of "
            "the attendances to come."
        )
    if not said.offered:
        notes.append(f"No risk is offered for this group: {'; '.join(said.why_not)}.")
    if effect is None:
        notes.append(NO_EFFECT)
    return listed, tuple(notes)


def _standing(dataset: Dataset, day: date, persons: np.ndarray) -> np.ndarray:
    """How some persons stand with the neighbourhood team on a day, in their order."""
    rows = caseload_on(dataset, day).semi_join(among(persons), "person")
    standing = engine.run(dataset, rows).set_index("person")["caseload"]
    said = pd.Series(persons).map(standing).fillna(NEVER)
    return np.asarray(said, dtype=object)


def _features_of(
    dataset: Dataset, filters: Filters, found: Learned, persons: np.ndarray
) -> tuple[pd.DataFrame, Taken]:
    """What is known today of some persons, in their order."""
    scope = everybody_of(dataset, filters)
    rows = people_known(
        known(found.days.now, found.asked.kinds, scope).of(among(persons)), found.asked
    )
    people = engine.run(dataset, as_numbers(rows)).set_index("person", drop=False)
    people = people.loc[persons].reset_index(drop=True)
    return people, taken(people, found.asked, found.days.now)


def finds_more(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, capacity: int
) -> bool:
    """Whether those of whom most attendances were expected made more of them in the
    later year than those of the highest count did."""
    everybody = settle(dataset, filters).filters.of_everybody
    found, those = tested(dataset, everybody, kind, group)
    if not len(those.y):
        return False
    came = found.test.people["n"].to_numpy(float)[those.rows]
    people = found.test.people.iloc[those.rows]
    expected, used = people["expected"].to_numpy(), people["used"].to_numpy()

    def made(score: np.ndarray) -> float:
        return float(came[np.argsort(-score, kind="stable")[:capacity]].sum())

    return made(expected) > made(used)


def _effect(
    dataset: Dataset, filters: Filters, question: Question | None
) -> tuple[float, float, float] | None:
    """The share of attendances that the programme was shown to avoid, with its
    interval; None where nothing was shown."""
    if question is None:
        return None
    try:
        shown = impact_of(dataset, filters, question)
    except InputError:
        return None
    best = shown.best
    if shown.claim != EFFECT or best.rate_ratio is None or best.rate_ratio >= 1:
        return None
    return 1 - best.rate_ratio, 1 - best.upper, 1 - best.lower


def _why(
    row: dict[str, object],
    used: float,
    parts: np.ndarray,
    words: tuple[str, ...],
    kind: EventKind,
) -> str:
    """Last year's count and its course, and what else speaks for it most."""
    recent = row[f"{kind.slug}_n3"]
    active = row[f"{kind.slug}_active"]
    said = [
        f"{count(used)} {kind.called} in the last year, "
        f"{count(float(str(recent)))} in the last three months, "
        f"in {counted(float(str(active)), 'month')}"
    ]
    told = [words[n] for n in np.argsort(-parts) if parts[n] > 0 and words[n]]
    return "; ".join([*said, *list(dict.fromkeys(told))[:REASONS]])
