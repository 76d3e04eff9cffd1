"""Which practices are listed, and in which order: by name or by size, never by rate."""

from dataclasses import dataclass

import pandas as pd

NAME, SIZE = "name", "size"
ORDERS = {NAME: "By name", SIZE: "Largest list first"}


@dataclass(frozen=True)
class PracticeChoice:
    """search: words, each of which stands in the name, the code or the PCN. order: a
    key of ORDERS."""

    search: str = ""
    order: str = NAME

    def of(self, practices: pd.DataFrame) -> pd.DataFrame:
        """The rows of `by_practice` that are wanted, in the order wanted."""
        kept = practices["place"] != ""
        said = practices[["name", "place", "pcn"]].fillna("").astype(str)
        text = said["name"].str.cat([said["place"], said["pcn"]], " ").str.casefold()
        for word in self.search.casefold().split():
            kept &= text.str.contains(word, regex=False)
        found = practices[kept]
        if self.order == SIZE:
            size = -found["registered"].astype(float)
            found = found.loc[size.sort_values(kind="stable").index]
        return found.reset_index(drop=True)
