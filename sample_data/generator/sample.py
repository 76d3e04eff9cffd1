"""The sample from its seeds to its files."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from sample_data.generator.calendar import NEVER, year_of
from sample_data.generator.details import ae_details, gp_details
from sample_data.generator.details.code_sets import BOOKED, STATUS_SHARES
from sample_data.generator.details.draw import Details, separate_repeats
from sample_data.generator.details.tests_and_treatments import tests_and_treatments
from sample_data.generator.events import programme
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
from sample_data.generator.people.frailty import frailty
from sample_data.generator.people.households import households
from sample_data.generator.wider_care.draw import Place, attended_of, wider_care
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import people_of
from sample_data.generator.world import AE_SPAN, AS_AT, GP_SPAN, WIDER_SPAN, World

LIGHTLY = 3  # level of compression of tables that are many and large
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
        have = people_conditions(np.random.default_rng([seed, 3]), world)
        writing = [beside.submit(write, _patients(world, seed, have), out / _PATIENTS)]
        progress("A&E attendances", 0.4)
        details, spell = _attendances(world, seed)
        writing += [beside.submit(write, _ae(world, seed, details, spell), out / _AE)]
        known = Known()
        for name, columns in _wider_care(world, seed, have, details, spell, known):
            progress(name.replace("_", " "), 0.5)
            writing += [beside.submit(write, columns, out / f"{name}.parquet", LIGHTLY)]
        progress("GP appointments", 0.75)
        writing += [beside.submit(write, _gp(world, seed), out / _GP)]
        counts = indicator_columns(seed, world.practices)
        writing += [beside.submit(write, counts, out / _INDICATORS)]
        ids = world.ids()
        offers = offers_of(world, seed)
        caseload_table(offers, ids).to_csv(
            out / "caseload.csv", index=False, lineterminator="\n"
        )
        told = truth_file(world, seed, ids, known) | {"support": truth_of(offers)}
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


def _patients(world: World, seed: int, have: np.ndarray) -> Columns:
    """The registered list, with conditions at the published numbers."""
    home = households(np.random.default_rng([seed, 11]), world.spells, AS_AT)
    s = world.spells
    age, need = np.zeros(s.people, np.int64), np.zeros(s.people, np.int8)
    age[s.person] = year_of(np.array([AS_AT]))[0] - s.birth_year
    need[s.person] = s.need
    frail = frailty(np.random.default_rng([seed, 14]), age, need, have)
    return patient_columns(
        s, have, world.ids(), world.practice_codes, world.areas, home, frail
    )


def _attendances(world: World, seed: int) -> tuple[Details, np.ndarray]:
    """Every A&E attendance, with the published diagnoses, stays and costs; the
    registration of each."""
    rng, s, ae = np.random.default_rng([seed, 4]), world.spells, world.ae
    extra_spell, extra_day = _planned_returns(rng, ae)
    spell = np.concatenate([ae.spell, extra_spell])
    when = np.concatenate([ae.day, extra_day])
    crisis = np.concatenate([ae.crisis, np.zeros(len(extra_spell), bool)])
    where = world.neighbourhood()[spell]
    details = ae_details.describe(
        rng, when, s.need[spell], s.birth_year[spell], where, crisis
    )
    details["category"][len(ae.day) :] = 4
    counted = np.arange(len(spell)) < len(ae.day)
    frequent_adult_diagnoses(rng, world, details, spell, when, counted)
    high_attender_stays_and_costs(rng, s, details, spell, when, counted)
    separate_repeats(details, s.person[spell], step=7)
    return details, spell


def _ae(world: World, seed: int, details: Details, spell: np.ndarray) -> Columns:
    """The attendances as columns, with what was done in each."""
    done = tests_and_treatments(np.random.default_rng([seed, 10]), details)
    return ae_details.columns(
        details,
        world.spells,
        spell,
        world.ids(),
        world.practice_codes,
        world.area_codes,
        done,
    )


def _wider_care(
    world: World,
    seed: int,
    have: np.ndarray,
    details: Details,
    spell: np.ndarray,
    known: Known,
) -> Iterator[tuple[str, Columns]]:
    """Hospital stays, calls, community contacts, outpatients of everybody."""
    s = world.spells
    before = details["minute"] < programme.START * 1440
    attended = np.bincount(s.person[spell[before]], minlength=s.people)
    referred, started = np.full(s.people, NEVER), np.full(s.people, NEVER)
    referred[world.caseload.person] = world.caseload.referred
    started[world.caseload.person] = world.caseload.started
    people = people_of(
        np.random.default_rng([seed, 12]),
        s,
        have,
        attended,
        world.areas.imd_decile.to_numpy()[s.area],
        WIDER_SPAN,
        referred,
        started,
    )
    place = Place(world.ids(), world.practice_codes, world.neighbourhood())
    return wider_care([seed, 13], people, attended_of(details, spell), place, known)


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
