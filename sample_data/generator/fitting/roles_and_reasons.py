"""Bring roles of the PCN's appointments, and one week's reasons, to the published
counts."""

import numpy as np

from sample_data.generator.calendar import NEVER, day
from sample_data.generator.details.code_sets import CORE_ROLES
from sample_data.generator.details.draw import Details
from sample_data.generator.details.gp_details import ARRS, ROLES
from sample_data.generator.details.reasons import WEEK
from sample_data.generator.fitting import gp_counts
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.world import World

_INT_ROLE = ROLES.index("int_care_coordinators")
OFTEN = 14  # GP visits a year above which somebody may have seen the INT


def arrs_roles(
    rng: np.random.Generator, world: World, role: np.ndarray, attended: np.ndarray
) -> None:
    """Each ARRS role's published number among the year's attended appointments (in
    place)."""
    gp, s = world.gp, world.spells
    early = (role == _INT_ROLE) & (gp.day < day(PUBLISHED["int"]["start"]))
    role[early] = ROLES.index("care_coordinators")
    since = np.full(s.people, NEVER)
    since[world.caseload.person] = world.caseload.started
    on_caseload = gp.day >= since[s.person[gp.spell]]
    role[on_caseload & (rng.random(len(role)) < 0.5)] = _INT_ROLE
    year = gp_counts.PCN_YEAR
    inside = attended & (gp.day >= year[0]) & (gp.day <= year[1])
    events = rng.permutation(np.flatnonzero(inside))
    core = rng.choice(len(CORE_ROLES), len(events), p=list(CORE_ROLES.values()))
    often = gp.per_person(year)[s.person[gp.spell[events]]] > OFTEN
    for name, target in ARRS.items():
        number = ROLES.index(name)
        mine = np.flatnonzero(role[events] == number)
        if len(mine) > target:
            # give up those not on the caseload first
            mine = mine[np.argsort(on_caseload[events[mine]], kind="stable")]
            gone = mine[: len(mine) - target]
            role[events[gone]] = core[gone]
        elif len(mine) < target:
            able = role[events] < len(CORE_ROLES)
            pool = np.flatnonzero(able & (often if number == _INT_ROLE else True))
            role[events[pool[: target - len(mine)]]] = number


def sample_week(rng: np.random.Generator, world: World, details: Details) -> None:
    """The published count of every Read code on the three surgeries' week of
    appointments (in place)."""
    deep = world.at(PUBLISHED["deep_dive"]["practices"])
    events = np.flatnonzero(world.gp.within(gp_counts.WEEK, deep))
    reason = np.repeat(np.arange(len(WEEK)), [count for _, _, count in WEEK])
    details["reason"][events] = rng.permutation(reason)
