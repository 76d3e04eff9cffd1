"""The attacker of a meeting with more to write down: two groups side by side, what a
new version changed, and where practices stand against the limits of a funnel."""

from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.comparing.few_between import FEW
from analytics.measures.over_time import changes
from analytics.measures.places.funnel import judged
from analytics.measures.result import Column, Result
from tests.disclosure.attacker import Seen, pinned
from tests.disclosure.population import PCNS, ask, chosen, population

GROUPS = [
    Filters(),
    *(Filters(pcn=(name,)) for name in sorted(set(PCNS.values()))),
    *(Filters(practice=(name,)) for name in PCNS),
]


def beside(seen: Seen, one: Filters, other: Filters) -> bool:
    """Notes two groups in one table, unless they differ by so few people that a meeting
    may not have them so; whether it may."""
    kinds = seen.kinds
    people, often = kinds["people"], (kinds["times"] > one.ae_more_than).to_numpy()
    here, there = chosen(kinds, one), chosen(kinds, other)
    apart = here != there
    few = any(1 <= people[apart & who].sum() <= FEW for who in (True, often))
    if not few:
        seen.table(
            [("here", here & often, here), ("there", there & often, there)], False
        )
    return not few


@pytest.mark.parametrize("seed, people", [(0, 150), (5, 300), (15, 300), (3, 600)])
def test_groups_side_by_side_give_nothing_away(seed, people):
    seen = population(seed, people)
    for one in GROUPS:
        ask(seen, one)
    allowed = [beside(seen, *pair) for pair in combinations(GROUPS, 2)]
    found, tried = pinned(seen)
    assert any(allowed) and tried > 10 and not found, found


def _two_versions(seed: int, people: int, added: int) -> Seen:
    """A population of which some people are in the new version alone."""
    whole = population(seed, people, traits={"version": ("both", "new")}).kinds
    new = (whole["version"] == "new").to_numpy()
    rng = np.random.default_rng(seed)
    kept = np.zeros(len(whole), int)
    at = np.flatnonzero(new & (whole["people"] > 0).to_numpy())
    np.add.at(kept, rng.choice(at, added), 1)
    kept = np.minimum(kept, whole["people"])
    # everybody else of the new ones was there before
    before = whole["people"].where(~new, 0).to_numpy().copy()
    before[~new] += (whole["people"].to_numpy() - kept)[new]
    return Seen(whole.assign(people=np.where(new, kept, before)))


@pytest.mark.parametrize("added", [3, 12, 40])
def test_what_a_new_version_changed_gives_nothing_away(added):
    """The figures of both versions, as *What changed* shows them, and the pages of
    both."""
    tries = 0
    for seed in (1, 2, 5):
        seen = _two_versions(seed, 400, added)
        kinds, rule = seen.kinds, Filters().ae_more_than
        then = (kinds["version"] == "both").to_numpy()
        often = (kinds["times"] > rule).to_numpy()
        everybody = np.ones(len(kinds), bool)
        for who in (everybody, often):
            seen.table([("before", who & then, then), ("after", who, everybody)], False)
        seen.table([("both", then, then), ("new", ~then, ~then)], False)
        homes = [(code, (kinds["practice"] == code).to_numpy()) for code in PCNS]
        for who in (then, everybody):
            parts = [
                (f"{code},{PCNS[code]}", who & often & at, who & at)
                for code, at in homes
            ]
            seen.table(parts, False)
        ask(seen, Filters())
        found, tried = pinned(seen)
        tries += tried
        assert not found, found
    assert tries > 10


def test_their_attendances_are_as_coarse_as_they_are(monkeypatch):
    """A frequent attender more is not to be seen in what changed of their
    attendances."""

    def told(people: int, attendances: int) -> pd.DataFrame:
        said = {
            slug: {
                name: 5000,
                "frequent": {"people": people, name: attendances},
            }
            for slug, name in (("gp", "appointments"), ("ae", "attendances"))
        }
        said["both"] = {"people": 20}
        monkeypatch.setattr(changes, "summary", lambda *_: said)
        version = _Version()
        return protect(
            changes.figures(version, Filters(), version), Audience.AGGREGATE
        ).table

    one, other = told(51, 51 * 14), told(52, 52 * 14)
    assert one.equals(other) and one["after"].notna().all()
    assert told(3, 42)["after"].isna().sum() == 4


class _Version:
    """What the measure asks of a version."""

    default_as_at = date(2024, 8, 31)
    name, fingerprint = "made up", "0" * 8

    class manifest:
        created = "2026-11-26T10:00"


COLUMNS = (
    Column("name", "Practice"),
    Column("people", "Frequent attenders", "count"),
    Column("registered", "Registered people", "count"),
    Column("expected", "Expected", "number", nearest=5),
    Column("ratio", "Counted ÷ expected", "ratio", "people", "expected", decimals=2),
)


def funnel_of(people: np.ndarray, registered: np.ndarray) -> pd.DataFrame:
    """All that a meeting sees of a funnel; its picture is drawn of the same."""
    names = [f"Practice {n}" for n in range(len(people))]
    table = pd.DataFrame(
        {
            "place": names,
            "name": names,
            "people": people,
            "registered": registered,
            "expected": registered * people.sum() / registered.sum(),
            "ratio": None,
        }
    )
    shown = protect(judged(Result("f", table, COLUMNS, "m")), Audience.AGGREGATE)
    said = " ".join(shown.result.notes)
    return shown.table.assign(said=said)


@pytest.mark.parametrize("seed", range(6))
def test_a_funnel_tells_of_no_small_count(seed):
    """Each hidden count may be another, with other counts that are rounded to the same:
    dots, verdicts and the spread do not change."""
    rng = np.random.default_rng(seed)
    registered = rng.integers(800, 9000, 14)
    people = rng.poisson(registered * rng.gamma(6, 1 / 6, 14) * 0.004)
    small = np.flatnonzero((people >= 1) & (people <= 7))
    assert len(small)
    seen = funnel_of(people, registered)
    for place in small:
        assert any(
            funnel_of(other, registered).equals(seen)
            for other in _rounded_alike(people, place, rng)
        ), (people[place], registered[place])


def _rounded_alike(people: np.ndarray, place: int, rng):
    """Other counts of one place of few, and of others what is rounded to the same."""
    for count in sorted(set(range(1, 8)) - {people[place]}, key=lambda n: rng.random()):
        for _ in range(12):
            other = people.copy()
            other[place] = count
            off = count - people[place]
            for n in rng.permutation(np.flatnonzero(people > 7)):
                low, high = 5 * round(people[n] / 5) - 2, 5 * round(people[n] / 5) + 2
                other[n] = np.clip(people[n] - off, max(low, 8), high)
                off += other[n] - people[n]
            yield other
