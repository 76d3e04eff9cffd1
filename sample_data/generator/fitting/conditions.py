"""Long-term conditions at their published numbers."""

import numpy as np

from sample_data.generator.fitting import gp_counts
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.conditions import NAMES, assign, fix_count, weights
from sample_data.generator.world import AS_AT, World

_DEEP = PUBLISHED["deep_dive"]
_MENTAL = [NAMES.index(name) for name in _DEEP["mental_health_conditions"]]
_SEVERE = NAMES.index("Severe mental illness")
_DEPRESSION_FIRST = 0.62  # of those given one of the two mental health conditions


def people_conditions(rng: np.random.Generator, world: World) -> np.ndarray:
    """Conditions of each person, people x conditions, exact among the PCN's registered
    and the deep-dive group."""
    s = world.spells
    birth_year = np.zeros(s.people, int)
    need = np.zeros(s.people, int)
    birth_year[s.person], need[s.person] = s.birth_year, s.need
    age, visits = 2024 - birth_year, _gp_use(world)
    have = assign(rng, age, need, visits)
    odds = {name: weights(name, age, need, visits) for name in PUBLISHED["conditions"]}
    deep = world.gp.per_person(gp_counts.DEEP_YEAR, world.at(_DEEP["practices"]))
    deep = deep > _DEEP["more_than"]
    _fix_mental_health(rng, have, np.flatnonzero(deep), odds)

    open_now = world.central & (s.start <= AS_AT) & (s.stop > AS_AT)
    registered = np.zeros(s.people, bool)
    registered[s.person[open_now]] = True
    for name, target in PUBLISHED["conditions"].items():
        column, among, fixed = NAMES.index(name), registered, 0
        if column in _MENTAL:  # what the deep-dive group has is fixed already
            among = registered & ~deep
            fixed = int(have[registered & deep, column].sum())
        people = np.flatnonzero(among)
        fix_count(rng, have, name, people, target - fixed, odds[name])
    return have


def _gp_use(world: World) -> np.ndarray:
    """Each person's GP visits against the PCN's average; 1 for people elsewhere."""
    s = world.spells
    visits = world.gp.per_person(gp_counts.PCN_YEAR)
    visits = visits + world.gp.per_person(gp_counts.DEEP_YEAR)
    seen = np.zeros(s.people, bool)
    seen[s.person[world.central]] = True
    return np.where(seen, visits / max(visits[seen].mean(), 1), 1.0)


def _fix_mental_health(
    rng: np.random.Generator,
    have: np.ndarray,
    group: np.ndarray,
    odds: dict[str, np.ndarray],
) -> None:
    """The published number with depression or anxiety in the deep-dive group (in
    place); a severe mental illness only with one of them."""
    either = odds["Depression"] + odds["Anxiety"]
    with_any = have[group][:, _MENTAL].any(axis=1)
    gap = _DEEP["mental_health_people"] - int(with_any.sum())
    pool = group[with_any == (gap < 0)]
    weight = either[pool] if gap > 0 else 1 / (either[pool] + 1e-3)
    chosen = pool[np.argsort(rng.exponential(1.0, len(pool)) / weight)[: abs(gap)]]
    if gap > 0:
        depressed = rng.random(len(chosen)) < _DEPRESSION_FIRST
        have[chosen, np.where(depressed, *_MENTAL)] = True
    else:
        have[np.ix_(chosen, [*_MENTAL, _SEVERE])] = False
    have[group[~have[group][:, _MENTAL].any(axis=1)], _SEVERE] = False
