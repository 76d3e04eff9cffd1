"""The sample from its seeds to its files."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from sample_data.generator.details import ae_details, gp_details
from sample_data.generator.details.code_sets import BOOKED, STATUS_SHARES
from sample_data.generator.details.draw import Details, separate_repeats
from sample_data.generator.events.workbench import Workbench
from sample_data.generator.files.caseload import (
    caseload_table,
    offers_of,
    truth_of,
)
from sample_data.generator.files.columns import Columns
from sample_data.generator.files.parquet import write
from sample_data.generator.files.patient_list import patient_columns
from sample_data.generator.files.truth import truth_file
from sample_data.generator.fitting.conditions import people_conditions
from sample_data.generator.fitting.diagnoses import frequent_adult_diagnoses
from sample_data.generator.fitting.roles_and_reasons import arrs_roles, sample_week
from sample_data.generator.fitting.stays_and_costs import high_attender_stays_and_costs
from sample_data.generator.indicators.draw import indicator_columns
from sample_data.generator.living import calibrate, live
from sample_data.generator.places.neighbourhoods import NAMES
from sample_data.generator.world import AE_SPAN, GP_SPAN, World

PLANNED_SHARE = 0.02  # of attendances, followed by a planned return
Progress = Callable[[str, float], None]  # what is being made, share done


def make(out: Path, seed: int, progress: Progress) -> None:
    """Write the sample's tables, caseload and truth to a folder.

    Files are written in a thread beside the making, which uses the second core.
    """
    out.mkdir(parents=True, exist_ok=True)
    progress("people and their history", 0.0)
    world, rng = live(seed)
    progress("published totals", 0.22)
    calibrate(world, rng)
    with ThreadPoolExecutor(1) as beside:
        progress("registered list", 0.3)
        writing = [beside.submit(write, _patients(world, seed), out / _PATIENTS)]
        progress("A&E attendances", 0.47)
        writing += [beside.submit(write, _ae(world, seed), out / _AE)]
        progress("GP appointments", 0.6)
        writing += [beside.submit(write, _gp(world, seed), out / _GP)]
        counts = indicator_columns(seed, world.practices)
        writing += [beside.submit(write, counts, out / _INDICATORS)]
        ids = world.ids()
        offers = offers_of(world, seed)
        caseload_table(offers, ids).to_csv(
            out / "caseload.csv", index=False, lineterminator="\n"
        )
        told = truth_file(world, seed, ids) | {"support": truth_of(offers)}
        text = json.dumps(told, indent=1, ensure_ascii=False)
        (out / "truth.json").write_text(text + "\n", encoding="utf-8")
        progress("files", 0.85)
        for one in writing:
            one.result()
    progress("files", 1.0)


_PATIENTS = "patients.parquet"
_AE = "ae_attendances.parquet"
_GP = "gp_appointments.parquet"
_INDICATORS = "indicators.parquet"


def _patients(world: World, seed: int) -> Columns:
    """The registered list, with conditions at the published numbers."""
    have = people_conditions(np.random.default_rng([seed, 3]), world)
    return patient_columns(
        world.spells, have, world.ids(), world.practice_codes, world.areas
    )


def _ae(world: World, seed: int) -> Columns:
    """Every A&E attendance, with the published diagnoses, stays and costs."""
    rng, s, ae = np.random.default_rng([seed, 4]), world.spells, world.ae
    extra_spell, extra_day = _planned_returns(rng, ae)
    spell = np.concatenate([ae.spell, extra_spell])
    when = np.concatenate([ae.day, extra_day])
    crisis = np.concatenate([ae.crisis, np.zeros(len(extra_spell), bool)])
    neighbourhood = np.array([NAMES.index(pcn) for pcn in world.practices.pcn])
    where = neighbourhood[s.practice[spell]]
    details = ae_details.describe(
        rng, when, s.need[spell], s.birth_year[spell], where, crisis
    )
    details["category"][len(ae.day) :] = 4
    counted = np.arange(len(spell)) < len(ae.day)
    frequent_adult_diagnoses(rng, world, details, spell, when, counted)
    high_attender_stays_and_costs(rng, s, details, spell, when, counted)
    separate_repeats(details, s.person[spell], step=7)
    return ae_details.columns(
        details, s, spell, world.ids(), world.practice_codes, world.area_codes
    )


def _planned_returns(
    rng: np.random.Generator, ae: Workbench
) -> tuple[np.ndarray, np.ndarray]:
    """Spell and day of planned returns (category 4) within a week of an earlier
    attendance: never counted."""
    events = np.flatnonzero(rng.random(len(ae.day)) < PLANNED_SHARE)
    when = ae.day[events] + rng.integers(2, 8, len(events))
    fits = (when < ae.spells.stop[ae.spell[events]]) & (when <= AE_SPAN[1])
    return ae.spell[events][fits], when[fits]


def _gp(world: World, seed: int) -> Columns:
    """Every GP appointment, with the published roles and the sample week's codes."""
    rng, s, gp = np.random.default_rng([seed, 5]), world.spells, world.gp
    status = _statuses(rng, gp)
    role = gp_details.roles(rng, len(gp.day))
    arrs_roles(rng, world, role, gp.counted)
    details: Details = gp_details.describe(rng, gp.day, s.need[gp.spell], role, status)
    sample_week(rng, world, details)
    separate_repeats(details, s.person[gp.spell], step=5)
    return gp_details.columns(details, s, gp.spell, world.ids(), world.practice_codes)


def _statuses(rng: np.random.Generator, gp: Workbench) -> np.ndarray:
    """Attended where counted; else one of the other outcomes, in the last days still
    booked."""
    others = np.array(STATUS_SHARES[1:])
    missed = 1 + rng.choice(4, len(gp.day), p=others / others.sum())
    status = np.where(gp.counted, 0, missed)
    late = (gp.day >= GP_SPAN[1] - 1) & ~gp.counted
    return np.where(late, BOOKED, status).astype(np.int8)
