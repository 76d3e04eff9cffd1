"""Let the catchment live: people, what they would have done anyway, the programme.

Then the published counts are met by nudges (`calibrate`), and what the programme did is
known beside what would have happened without it.
"""

import numpy as np
import pandas as pd

from sample_data.generator.calendar import NEVER, ae_calendar, gp_calendar
from sample_data.generator.details import gp_details
from sample_data.generator.details.code_sets import ATTENDED
from sample_data.generator.events import attending, programme
from sample_data.generator.events.crises import crises
from sample_data.generator.events.events import Events
from sample_data.generator.events.workbench import Workbench
from sample_data.generator.fitting import ae_counts, gp_counts
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.registrations import register
from sample_data.generator.people.spells import Spells, joined
from sample_data.generator.places.neighbourhoods import CENTRAL
from sample_data.generator.places.practices import (
    areas,
    deprivation,
    home_shares,
    practices,
)
from sample_data.generator.world import AE_SPAN, AS_AT, GP_SPAN, World

# Seed of the catchment outside Central Basildon. It and SEED were chosen among 100 so
# that the world comes out near the published counts by itself and calibration only has
# to nudge it (README, "How it is arranged").
SEED_ELSEWHERE = 24
# How much more common the kinds of need are in Central Basildon than elsewhere: the
# published 37 in 54,871 and 399 in 452,000 cannot both hold at one prevalence (README).
PREVALENCE_CENTRAL, PREVALENCE_ELSEWHERE = 3.9, 0.97


def live(seed: int) -> tuple[World, np.random.Generator]:
    """The world up to the point where calibration to the catchment begins, and the
    random numbers to go on with."""
    practice_table, area_table = practices(), areas()
    spells, central, ae_history, gp_history = _histories(
        seed, practice_table, area_table
    )
    ae, gp = Workbench(spells, ae_history), Workbench(spells, gp_history)
    outcome = gp_details.statuses(np.random.default_rng([seed, 8]), len(gp_history))
    gp.counted = outcome == ATTENDED
    rng = np.random.default_rng([seed, 2])
    top = ae_counts.fix_year_before(rng, ae, central)
    caseload = programme.refer(
        np.random.default_rng([seed, 6]), ae, gp, top, central, AE_SPAN[1]
    )
    known = _natural_course(ae, caseload, top)
    effect = np.random.default_rng([seed, 7])
    programme.take_effect(effect, ae, caseload, programme.EFFECT_AE, top)
    programme.take_effect(effect, gp, caseload, programme.EFFECT_GP, top)
    known["top"]["after_with_programme_before_calibration"] = int(
        ae.per_person(ae_counts.AFTER)[top].sum()
    )
    known["top"]["second_year_with_programme"] = int(
        ae.per_person(ae_counts.SECOND)[top].sum()
    )
    known["caseload"]["after_with_programme"] = _after_referral(ae, caseload)
    world = World(
        practice_table, area_table, spells, central, ae, gp, caseload, top, known
    )
    return world, rng


def calibrate(world: World, rng: np.random.Generator) -> None:
    """Bring the world to the published counts (in place)."""
    pinned = ae_counts.pin_year_after(rng, world.ae, world.top)
    world.known["top"]["pinned_by"] = pinned
    ae_counts.fix_catchment(rng, world.ae, world.top)
    deep = world.at(PUBLISHED["deep_dive"]["practices"])
    selected = world.at(PUBLISHED["selected_population"]["practices"])
    gp_counts.fit(rng, world.gp, deep, selected)


def _histories(
    seed: int, practice_table: pd.DataFrame, area_table: pd.DataFrame
) -> tuple[Spells, np.ndarray, Events, Events]:
    """Everybody's spells, which are in Central Basildon (numbered first), everybody's
    A&E attendances, and the GP appointments of Central Basildon."""
    homes = home_shares(practice_table, area_table)
    here = (practice_table.pcn == CENTRAL).to_numpy()
    pieces, attended = [], []
    for number, (which, prevalence, start) in enumerate(
        (
            (here, PREVALENCE_CENTRAL, seed),
            (~here, PREVALENCE_ELSEWHERE, SEED_ELSEWHERE),
        )
    ):
        rng = np.random.default_rng([start, number])
        piece = register(
            rng,
            practice_table.list_size.to_numpy()[which],
            np.full(which.sum(), prevalence),
            homes[which],
            *AE_SPAN,
            AS_AT,
            int(np.argmax(which)),
        )
        trouble = crises(rng, piece, prevalence, *AE_SPAN)
        attended.append(
            attending.ae_events(
                rng,
                piece,
                trouble,
                ae_calendar(*AE_SPAN),
                *AE_SPAN,
                deprivation(area_table, piece.area),
            )
        )
        if number == 0:
            visits = attending.gp_events(
                rng,
                piece,
                trouble,
                gp_calendar(*GP_SPAN),
                *GP_SPAN,
                _gp_use(practice_table, piece),
            )
        pieces.append(piece)
    central_spells, other = pieces
    attended[1].spell += len(central_spells)
    other.person = other.person + central_spells.people
    spells = joined(central_spells, other)
    central = np.arange(len(spells)) < len(central_spells)
    return spells, central, Events.joined(attended), visits


def _gp_use(practice_table: pd.DataFrame, spells: Spells) -> np.ndarray:
    """Local differences in GP use: the three deep-dive surgeries have very busy young
    adults."""
    code = practice_table.practice_code.to_numpy()[spells.practice]
    deep = np.isin(code, PUBLISHED["deep_dive"]["practices"])
    age = 2022 - spells.birth_year
    young = (age >= 15) & (age <= 45)
    return np.where(deep, np.where(young, 1.48, 0.94), 0.975)


def _natural_course(
    ae: Workbench, caseload: programme.Caseload, top: np.ndarray
) -> dict[str, dict[str, int]]:
    """What would have happened without the programme: known here, and only here."""
    return {
        "top": {
            "before": int(ae.per_person(ae_counts.BEFORE)[top].sum()),
            "after_natural": int(ae.per_person(ae_counts.AFTER)[top].sum()),
            "second_year_natural": int(ae.per_person(ae_counts.SECOND)[top].sum()),
        },
        "caseload": {
            "referred": len(caseload.person),
            "started": int((caseload.started < NEVER).sum()),
            "after_natural": _after_referral(ae, caseload),
        },
    }


def _after_referral(ae: Workbench, caseload: programme.Caseload) -> int:
    """Attendances of all referred people in the twelve months after their referral."""
    since = np.full(ae.spells.people, NEVER)
    since[caseload.person] = caseload.referred
    gap = ae.day - since[ae.person]
    return int(((gap >= 0) & (gap < 365)).sum())
