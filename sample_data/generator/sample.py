"""Put the sample together: world, people picked, effect, calibration, conditions,
files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data.generator import (
    ae_details,
    attending,
    fit_ae,
    fit_details,
    fit_gp,
    gp_details,
    programme,
    vocabulary,
)
from sample_data.generator import places as geography
from sample_data.generator.calendar import NEVER, ae_calendar, day, gp_calendar
from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.nhs_numbers import as_text, numbers
from sample_data.generator.registrations import Spells, register
from sample_data.generator.workbench import Workbench

AE_SPAN = (day("2020-04-01"), day("2025-04-30"))
GP_SPAN = (day("2021-04-01"), day("2024-08-31"))
AS_AT = day(PUBLISHED["pcn"]["as_at"])
# Seeds of Central Basildon and of the rest. Chosen among 100 so that the world comes
# out near the published counts by itself and calibration only has to nudge it (README,
# "How it is arranged").
SEED, SEED_ELSEWHERE = 19, 24
# How much more common the frequent-attending segments are in Central Basildon than
# elsewhere: the published 37 in 54,871 and 399 in 452,000 cannot both hold at one
# prevalence (README).
PREVALENCE_CENTRAL, PREVALENCE_ELSEWHERE = 3.9, 0.97


@dataclass
class World:
    """Everything about the catchment, before it is written."""

    practices: pd.DataFrame
    areas: pd.DataFrame
    spells: Spells
    central: np.ndarray  # mask over spells: registered in Central Basildon
    ae: Workbench
    gp: Workbench
    caseload: programme.Caseload
    truth: dict
    top: np.ndarray


def stack(one: Spells, two: Spells) -> Spells:
    """Two pieces as one, the second's people numbered after the first's."""
    two = Spells(**{**two.__dict__, "person": two.person + one.people})
    return Spells(**{f: np.concatenate([getattr(one, f), getattr(two, f)])
                     for f in Spells.__dataclass_fields__})  # fmt: skip


def deprivation(areas: pd.DataFrame, area: np.ndarray) -> np.ndarray:
    """A&E use by deprivation: from 1.24 in the most deprived decile to 0.70 in the
    least."""
    return 1.30 - 0.06 * areas.imd_decile.to_numpy()[area]


def gp_place(practices: pd.DataFrame, spells: Spells) -> np.ndarray:
    """Local differences in GP use: the three deep-dive surgeries have very busy young
    adults."""
    code = practices.practice_code.to_numpy()[spells.practice]
    deep = np.isin(code, PUBLISHED["deep_dive"]["practices"])
    age = 2022 - spells.birth_year
    young = (age >= 15) & (age <= 45)
    factor = np.where(deep, np.where(young, 1.48, 0.94), 0.975)
    return factor


def live(
    seed: int, elsewhere: int = SEED_ELSEWHERE
) -> tuple[World, np.random.Generator]:
    """The world up to the point where calibration to the catchment begins."""
    practices, areas = geography.practices(), geography.areas()
    homes = geography.home_shares(practices, areas)
    here = (practices.pcn == geography.CENTRAL).to_numpy()
    pieces, histories = [], []
    for number, (which, prevalence) in enumerate(
        ((here, PREVALENCE_CENTRAL), (~here, PREVALENCE_ELSEWHERE))
    ):
        rng = np.random.default_rng([(seed, elsewhere)[number], number])
        piece = register(rng, practices.list_size[which], np.full(which.sum(), prevalence),
                         homes[which], *AE_SPAN, AS_AT, int(np.argmax(which)))  # fmt: skip
        crises = attending.crises(rng, piece, prevalence, *AE_SPAN)
        histories.append(attending.ae_events(rng, piece, crises, ae_calendar(*AE_SPAN), *AE_SPAN,
                                             deprivation(areas, piece.area)))  # fmt: skip
        if number == 0:
            visits = attending.gp_events(rng, piece, crises, gp_calendar(*GP_SPAN), *GP_SPAN,
                                         gp_place(practices, piece))  # fmt: skip
        pieces.append(piece)
    histories[1].spell += len(pieces[0])
    spells = stack(*pieces)
    central = np.arange(len(spells)) < len(pieces[0])
    ae, gp = (
        Workbench(spells, attending.Events.join(histories)),
        Workbench(spells, visits),
    )
    rng = np.random.default_rng([seed, 2])
    gp.counted = gp_details.statuses(np.random.default_rng([seed, 8]), len(visits)) == 0
    top = fit_ae.fix_year_before(rng, ae, central)
    caseload = programme.refer(
        np.random.default_rng([seed, 6]), ae, gp, top, central, AE_SPAN[1]
    )
    truth = natural_course(ae, caseload, top)
    effect = np.random.default_rng([seed, 7])
    programme.take_effect(effect, ae, caseload, programme.EFFECT_AE, top)
    programme.take_effect(effect, gp, caseload, programme.EFFECT_GP, top)
    truth["top"]["after_with_programme_before_calibration"] = int(
        ae.per_person(fit_ae.AFTER)[top].sum()
    )
    truth["top"]["second_year_with_programme"] = int(
        ae.per_person(fit_ae.SECOND)[top].sum()
    )
    truth["caseload"]["after_with_programme"] = after_referral(ae, caseload)
    return World(practices, areas, spells, central, ae, gp, caseload, truth, top), rng


def after_referral(ae: Workbench, caseload: programme.Caseload) -> int:
    """Attendances of all referred people in the twelve months after their referral."""
    since = np.full(ae.spells.people, NEVER)
    since[caseload.person] = caseload.referred
    gap = ae.day - since[ae.person]
    return int(((gap >= 0) & (gap < 365)).sum())


def natural_course(ae: Workbench, caseload, top: np.ndarray) -> dict:
    """What would have happened without the programme: known here, and only here."""
    return {
        "top": {
            "before": int(ae.per_person(fit_ae.BEFORE)[top].sum()),
            "after_natural": int(ae.per_person(fit_ae.AFTER)[top].sum()),
            "second_year_natural": int(ae.per_person(fit_ae.SECOND)[top].sum()),
        },
        "caseload": {
            "referred": len(caseload.person),
            "started": int((caseload.started < NEVER).sum()),
            "after_natural": after_referral(ae, caseload),
        },
    }


def calibrate(world: World, rng: np.random.Generator) -> None:
    """Bring the world to the published counts."""
    world.truth["top"]["pinned_by"] = fit_ae.pin_year_after(rng, world.ae, world.top)
    fit_ae.fix_catchment(rng, world.ae, world.top)
    code = world.practices.practice_code.to_numpy()[world.spells.practice]
    deep = np.isin(code, PUBLISHED["deep_dive"]["practices"])
    selected = np.isin(code, PUBLISHED["selected_population"]["practices"])
    fit_gp.fit(rng, world.gp, deep, selected)


def planned_followups(rng, bench: Workbench, share: float = 0.02):
    """Planned returns (category 4) within a week of an earlier attendance: never
    counted."""
    rows = np.flatnonzero(rng.random(len(bench.day)) < share)
    when = bench.day[rows] + rng.integers(2, 8, len(rows))
    fits = (when < bench.spells.stop[bench.spell[rows]]) & (when <= AE_SPAN[1])
    return bench.spell[rows][fits], when[fits]


def ae_told(world: World, rng) -> tuple[dict, np.ndarray]:
    """Details of every A&E attendance, with the published diagnoses, stays and
    costs."""
    s, ae = world.spells, world.ae
    extra_spell, extra_day = planned_followups(rng, ae)
    spell = np.concatenate([ae.spell, extra_spell])
    when = np.concatenate([ae.day, extra_day])
    crisis = np.concatenate([ae.crisis, np.zeros(len(extra_spell), bool)])
    names = [n.name for n in geography.NEIGHBOURHOODS]
    where = np.array([names.index(p) for p in world.practices.pcn])[s.practice[spell]]
    told = ae_details.describe(
        rng, when, s.segment[spell], s.birth_year[spell], where, crisis
    )
    told["category"][len(ae.day) :] = 4
    counted = np.arange(len(spell)) < len(ae.day)
    fit_details.frequent_adult_diagnoses(rng, world, told, spell, when, counted)
    fit_details.high_attender_stays_and_costs(rng, world, told, spell, when, counted)
    fit_details.separate_repeats(told, s.person[spell])
    return told, spell


def gp_told(world: World, rng) -> tuple[dict, np.ndarray]:
    """Details of every GP appointment, with the published roles and the sample week's
    codes."""
    s, gp = world.spells, world.gp
    others = np.array(vocabulary.STATUS_SHARES[1:])
    status = np.where(
        gp.counted, 0, 1 + rng.choice(4, len(gp.day), p=others / others.sum())
    )
    late = (gp.day >= GP_SPAN[1] - 1) & ~gp.counted
    status = np.where(late, gp_details.BOOKED, status).astype(np.int8)
    role = gp_details.roles(rng, len(gp.day))
    fit_details.arrs_roles(rng, world, role, gp.counted)
    told = gp_details.describe(rng, gp.day, s.segment[gp.spell], role, status)
    fit_details.sample_week(rng, world, told)
    fit_details.separate_repeats(told, s.person[gp.spell], step=5)
    return told, gp.spell


def identities(world: World):
    """NHS numbers of all people."""
    return as_text(numbers(world.spells.people))
