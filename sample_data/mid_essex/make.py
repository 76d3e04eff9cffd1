"""Makes the example: people, a list, two years of A&E attendances, indicators."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator.calendar import ae_calendar, day
from sample_data.generator.details import ae_details
from sample_data.generator.details.draw import separate_repeats
from sample_data.generator.events import attending
from sample_data.generator.events.crises import crises
from sample_data.generator.events.events import Events
from sample_data.generator.files.columns import Columns, Words
from sample_data.generator.files.parquet import write
from sample_data.generator.files.patient_list import patient_columns
from sample_data.generator.indicators.draw import indicator_columns
from sample_data.generator.people.conditions import assign
from sample_data.generator.people.nhs_numbers import as_text, numbers
from sample_data.generator.people.spells import Spells
from sample_data.mid_essex.inputs import PUBLISHED, areas, practices, targets
from sample_data.mid_essex.people import on_list, registered

AS_AT = day(PUBLISHED["as_at"])
SPAN = (day("2022-09-01"), AS_AT)
LISTED = (SPAN[0], AS_AT + 60)  # the list goes on, as lists do
YEAR_FROM = day("2023-09-01")
# In the order of the generator's own: which is of what type goes by their number.
SITES = [
    "Chelmsford emergency department",
    "Braintree minor injuries unit",
    "Maldon minor injuries unit",
    "Harlow emergency department",
    "Colchester emergency department",
]
SITE_CODES = [f"ME{number:02d}" for number in range(1, len(SITES) + 1)]
Progress = Callable[[str, float], None]


def make(out: Path, seed: int, progress: Progress) -> None:
    """Write the tables to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    area_table, practice_table, goal = areas(), practices(), targets()
    progress("people", 0.0)
    rng = np.random.default_rng([seed, 1])
    spells = registered(
        rng, area_table, practice_table, goal.patients.to_numpy(), LISTED, AS_AT
    )
    ids = as_text(numbers(spells.people))
    codes = practice_table.practice_code.tolist()
    progress("A&E attendances", 0.25)
    ae = attendances(np.random.default_rng([seed, 2]), spells, goal)
    columns = _ae(np.random.default_rng([seed, 3]), spells, ae, ids, codes, area_table)
    write(columns, out / "ae_attendances.parquet")
    progress("registered list", 0.6)
    have = _conditions(np.random.default_rng([seed, 4]), spells)
    write(
        patient_columns(spells, have, ids, codes, area_table),
        out / "patients.parquet",
    )
    progress("indicators", 0.9)
    here = spells.practice[on_list(spells, AS_AT)]
    sizes = practice_table.assign(list_size=np.bincount(here, minlength=len(codes)))
    sizes.to_csv(out / "practices.csv", index=False, lineterminator="\n")
    write(indicator_columns(seed, sizes), out / "indicators.parquet")
    progress("files", 1.0)


def attendances(rng: np.random.Generator, spells: Spells, goal: pd.DataFrame) -> Events:
    """Attendances of two years, those of the last by the patients of each area as many
    as it was given."""
    a_head = (goal.attendances / goal.patients).to_numpy()
    usual = a_head / (goal.attendances.sum() / goal.patients.sum())
    trouble = crises(rng, spells, 1.0, *SPAN)
    found = attending.ae_events(
        rng, spells, trouble, ae_calendar(*SPAN), *SPAN, usual[spells.area], 0.95
    )
    listed = on_list(spells, AS_AT)
    home = np.full(spells.people, -1)  # whoever moved counts where they live now
    home[spells.person[listed]] = spells.area[listed]
    area = home[spells.person[found.spell]]
    mine = found.day >= YEAR_FROM
    gone, spell, when = np.zeros(len(found), bool), [], []
    for number, wanted in enumerate(goal.attendances):
        there = np.flatnonzero(mine & (area == number))
        more = int(wanted) - len(there)
        if more < 0:
            gone[rng.choice(there, -more, replace=False)] = True
            continue
        who = np.flatnonzero(listed & (spells.area == number))
        who = rng.choice(who, more)
        start = np.maximum(spells.start[who], YEAR_FROM)
        spell.append(who)
        when.append(start + (rng.random(more) * (AS_AT + 1 - start)).astype(int))
    kept = Events(found.spell[~gone], found.day[~gone], found.crisis[~gone])
    added = np.concatenate(spell) if spell else np.zeros(0, int)
    days = np.concatenate(when) if when else np.zeros(0, int)
    return Events.joined([kept, Events(added, days, np.zeros(len(added), bool))])


def _ae(
    rng: np.random.Generator,
    spells: Spells,
    ae: Events,
    ids: object,
    codes: list[str],
    area_table: pd.DataFrame,
) -> Columns:
    details = ae_details.describe(
        rng,
        ae.day,
        spells.need[ae.spell],
        spells.birth_year[ae.spell],
        np.zeros(len(ae), np.int64),
        ae.crisis,
    )
    separate_repeats(details, spells.person[ae.spell], step=7)
    found = ae_details.columns(
        details, spells, ae.spell, ids, codes, area_table.lsoa_code.tolist()
    )
    for name, words in (("site_code", SITE_CODES), ("site_name", SITES)):
        column = found[name]
        assert isinstance(column, Words)
        found[name] = Words(column.codes, words)
    return found


def _conditions(rng: np.random.Generator, spells: Spells) -> np.ndarray:
    age = np.zeros(spells.people, int)
    age[spells.person] = 2024 - spells.birth_year.astype(int)
    need = np.zeros(spells.people, int)
    need[spells.person] = spells.need
    return assign(rng, age, need, np.ones(spells.people))
