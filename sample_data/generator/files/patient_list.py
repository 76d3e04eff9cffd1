"""The registered list as columns: one row a spell."""

import numpy as np
import pandas as pd
import pyarrow as pa

from sample_data.generator.calendar import NEVER
from sample_data.generator.files.columns import Columns, Days, Words, take
from sample_data.generator.people.conditions import as_words
from sample_data.generator.people.frailty import CATEGORIES
from sample_data.generator.people.households import as_text
from sample_data.generator.people.spells import ETHNICITIES, Spells


def patient_columns(
    spells: Spells,
    conditions: np.ndarray,
    ids: pa.StringArray,
    practice_codes: list[str],
    areas: pd.DataFrame,
    home: np.ndarray | None = None,
    frail: np.ndarray | None = None,
) -> Columns:
    """The canonical columns of `patients`, rows by person and start.

    conditions: people x conditions, yes or no. A day of death stands in every spell of
    the person. home: the household of each registration, if
    told. frail: of each person, as `frailty` draws it, if told.
    """
    died_on = np.full(spells.people, NEVER)
    died_on[spells.person[spells.died]] = spells.stop[spells.died]
    codes, texts = as_words(conditions)
    table: Columns = {
        "patient_id": Words(spells.person, ids),
        "practice_code": Words(spells.practice, practice_codes),
        "registered_from": Days(spells.start),
        "registered_to": _until(spells.stop),
        "died_on": _until(died_on[spells.person]),
        "birth_year": spells.birth_year,
        "sex": Words(spells.female.astype(np.int8), ["M", "F"]),
        "ethnicity": Words(spells.ethnicity, ETHNICITIES),
        "lsoa_code": Words(spells.area, areas.lsoa_code.tolist()),
        "imd_decile": areas.imd_decile.to_numpy()[spells.area].astype(np.int8),
        "conditions": Words(codes[spells.person], texts),
    }
    if home is not None:
        table["household_id"] = Words(home, as_text(home))
    if frail is not None:
        table["frailty"] = Words(frail[spells.person], CATEGORIES)
    return take(table, np.lexsort((spells.start, spells.person)))


def _until(day: np.ndarray) -> Days:
    """Dates that are empty where there is none yet."""
    never = day >= NEVER
    return Days(np.where(never, 0, day), never)
