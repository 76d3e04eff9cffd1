"""The registered list of the sample: one row a spell, with conditions at published
prevalence."""

from __future__ import annotations

import numpy as np

from sample_data.generator import conditions, fit_gp
from sample_data.generator.calendar import NEVER
from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.registrations import ETHNICITIES
from sample_data.generator.sample import AE_SPAN, AS_AT, World
from sample_data.generator.write import Days, Words, take


def patient_columns(world: World, have: np.ndarray, ids, area_codes) -> dict:
    """The registered list: one row a spell."""
    s = world.spells
    order = np.lexsort((s.start, s.person))
    died_on = np.full(s.people, NEVER)
    died_on[s.person[s.died]] = s.stop[s.died]
    died_on = died_on[s.person]
    codes, names = conditions.as_words(have)
    codes = np.where(np.array([n == "" for n in names])[codes], -1, codes)
    table = {
        "patient_id": Words(s.person, ids),
        "practice_code": Words(s.practice, world.practices.practice_code.tolist()),
        "registered_from": Days(s.start),
        "registered_to": Days(
            np.where(s.stop > AE_SPAN[1], 0, s.stop), s.stop > AE_SPAN[1]
        ),
        "died_on": Days(
            np.where(died_on > AE_SPAN[1], 0, died_on), died_on > AE_SPAN[1]
        ),
        "birth_year": s.birth_year,
        "sex": Words(s.female.astype(np.int8), ["M", "F"]),
        "ethnicity": Words(s.ethnicity, ETHNICITIES),
        "lsoa_code": Words(s.area, area_codes),
        "imd_decile": world.areas.imd_decile.to_numpy()[s.area].astype(np.int8),
        "conditions": Words(codes[s.person], names),
    }
    return take(table, order)


def people_conditions(world: World, rng) -> np.ndarray:
    """Conditions of each person; exact among the PCN's registered and the deep-dive
    group."""
    s, published = world.spells, PUBLISHED
    birth = np.zeros(s.people, int)
    kind = np.zeros(s.people, int)
    birth[s.person], kind[s.person] = s.birth_year, s.segment
    visits = world.gp.per_person(fit_gp.PCN_YEAR) + world.gp.per_person(
        fit_gp.DEEP_YEAR
    )
    seen = np.zeros(s.people, bool)
    seen[s.person[world.central]] = True
    visits = np.where(seen, visits / max(visits[seen].mean(), 1), 1.0)
    age = 2024 - birth
    have = conditions.assign(rng, age, kind, visits)

    code = world.practices.practice_code.to_numpy()[s.practice]
    deep_spells = np.isin(code, published["deep_dive"]["practices"])
    deep = (
        world.gp.per_person(fit_gp.DEEP_YEAR, deep_spells)
        > published["deep_dive"]["more_than"]
    )
    mental = [
        conditions.NAMES.index(n)
        for n in published["deep_dive"]["mental_health_conditions"]
    ]
    severe = conditions.NAMES.index("Severe mental illness")
    group = np.flatnonzero(deep)
    wanted = published["deep_dive"]["mental_health_people"]
    odds = {
        n: conditions.weights(n, age, kind, visits) for n in published["conditions"]
    }
    either = odds["Depression"] + odds["Anxiety"]
    with_any = have[group][:, mental].any(axis=1)
    gap = wanted - int(with_any.sum())
    pool = group[with_any == (gap < 0)]
    weight = either[pool] if gap > 0 else 1 / (either[pool] + 1e-3)
    chosen = pool[np.argsort(rng.exponential(1.0, len(pool)) / weight)[: abs(gap)]]
    if gap > 0:
        first = np.where(rng.random(len(chosen)) < 0.62, mental[0], mental[1])
        have[chosen, first] = True
    else:
        have[np.ix_(chosen, [*mental, severe])] = False
    have[group[~have[group][:, mental].any(axis=1)], severe] = False

    open_now = world.central & (s.start <= AS_AT) & (s.stop > AS_AT)
    registered = np.zeros(s.people, bool)
    registered[s.person[open_now]] = True
    for name, target in published["conditions"].items():
        among = np.flatnonzero(registered & ~deep) if name in ("Depression", "Anxiety") else (
            np.flatnonzero(registered))  # fmt: skip
        fixed = 0
        if name in ("Depression", "Anxiety"):
            fixed = int(have[registered & deep, conditions.NAMES.index(name)].sum())
        conditions.fix_count(rng, have, name, among, target - fixed, odds[name])
    return have
