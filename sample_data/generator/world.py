"""Everything about the sample's catchment, before it is written."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from sample_data.generator.calendar import day
from sample_data.generator.events.programme import Caseload
from sample_data.generator.events.workbench import Workbench
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.nhs_numbers import as_text, numbers
from sample_data.generator.people.spells import Spells
from sample_data.generator.places.neighbourhoods import NAMES

AE_SPAN = (day("2020-04-01"), day("2025-04-30"))
GP_SPAN = (day("2021-04-01"), day("2024-08-31"))
WIDER_SPAN = (day("2022-04-01"), day("2024-08-31"))  # of the rest of care
AS_AT = day(PUBLISHED["pcn"]["as_at"])


@dataclass
class World:
    """People, their events and the programme.

    central: mask over spells, registered in Central Basildon. ae, gp: the events of
    everybody, and of Central Basildon. top: people of the top 30. known: what happened
    and what would have, for the truth file.
    """

    practices: pd.DataFrame
    areas: pd.DataFrame
    spells: Spells
    central: np.ndarray
    ae: Workbench
    gp: Workbench
    caseload: Caseload
    top: np.ndarray
    known: dict[str, dict[str, int]]

    @property
    def practice_codes(self) -> list[str]:
        """Codes by row of the practice table."""
        return self.practices.practice_code.tolist()

    @property
    def area_codes(self) -> list[str]:
        """Codes by row of the area table."""
        return self.areas.lsoa_code.tolist()

    def neighbourhood(self) -> np.ndarray:
        """Neighbourhood (number in NAMES) of each registration's practice."""
        numbers = np.array([NAMES.index(pcn) for pcn in self.practices.pcn])
        return numbers[self.spells.practice]

    def at(self, practice_codes: list[str]) -> np.ndarray:
        """Mask over spells: registered at one of these practices."""
        code = self.practices.practice_code.to_numpy()[self.spells.practice]
        return np.isin(code, practice_codes)

    def ids(self) -> pa.StringArray:
        """NHS numbers of all people."""
        return as_text(numbers(self.spells.people))
