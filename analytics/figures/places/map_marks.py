"""What stands upon the map: practices as circles, names of places, words on hover."""

from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.words import interval
from analytics.disclosure import Protected
from analytics.disclosure.protected import written
from analytics.figures import picks
from analytics.figures.places.map_deck import rgba
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries, box_of

FEWEST = 200  # people in an area below which no rate is drawn


def circles_of(practices: Protected, look: Look) -> list[dict]:
    """Practices that have a position, with a tooltip; those beyond chance stand out."""
    table = practices.table
    if not {"lat", "lon"} <= set(table):
        return []
    found = []
    for row in table[table["lat"].notna() & table["lon"].notna()].to_dict("records"):
        beyond = row.get("verdict") in ("More than expected", "Fewer than expected")
        found.append(
            {
                "at": [row["lon"], row["lat"]],
                "code": picks.circle(row["place"]),
                "tip": tip(row, practices),
                "beyond": beyond,
                "mark": "◆" if beyond else "●",
                "size": 20 if beyond else 13,
                "colour": rgba(look.expected if beyond else look.text),
            }
        )
    return sorted(found, key=lambda circle: circle["beyond"])


def tip(row: dict, protected: Protected) -> str:
    """A row's name, numerator, denominator, rate and attendances, as short lines."""

    def words(name: str) -> str:
        column = protected.result.column(name)
        if column.kind == "count" and pd.isna(row[name]):
            return protected.hidden_in_words
        return written(row[name], column)

    base = protected.result.column("registered").title.lower()
    lines = [str(row["name"]), f"Frequent attenders: {words('people')}"]
    if pd.notna(row["expected"]):
        few = not row["registered"] >= FEWEST
        lines += [
            f"{base.capitalize()}: {words('registered')}",
            f"Per 1,000: {f'not given under {FEWEST} people' if few else _rate(row)}",
        ]
    lines += [
        f"{protected.result.column(name).title}: {words(name)}"
        for name in (kind.used for kind in kinds_with_rule())
        if name in row
    ]
    if row.get("verdict"):
        lines.append(row["verdict"])
    return "\n".join(lines)


def _rate(row: dict[str, Any]) -> str:
    """ "5.4 (4.2 to 6.8)": with its 95% interval."""
    if pd.isna(row["per_1000"]):
        return "–"
    around = interval(row["per_1000_low"], row["per_1000_high"])
    return f"{row['per_1000']:.1f} (95% interval {around})"


def names_of(
    shown: pd.DataFrame, boundaries: Boundaries, places: dict[str, str]
) -> list[dict[str, Any]]:
    """The neighbourhoods shown, largest first: mark (the name) and at (the middle of
    their areas, where people are).

    shown: rows of areas or neighbourhoods. places: the row that each outline is of.
    """
    column = "neighbourhood" if "neighbourhood" in shown else "name"
    rows = shown.set_index("place")
    size = rows["registered"].fillna(rows["people"]).fillna(0)
    parts = []
    for code, place in places.items():
        if place in rows.index and rows.loc[place, column]:
            west, south, east, north = box_of([boundaries.shapes[code]])
            middle = ((west + east) / 2, (south + north) / 2)
            parts.append((rows.loc[place, column], size[place], *middle))
    found = pd.DataFrame(parts, columns=["mark", "size", "across", "up"]).dropna()
    each = found.groupby("mark")[["size", "across", "up"]]
    middles = each.agg({"size": "sum", "across": "median", "up": "median"})
    middles = middles.sort_values("size", ascending=False, kind="stable")
    return [
        {"mark": name, "at": [round(row.across, 5), round(row.up, 5)]}
        for name, row in zip(middles.index, middles.itertuples(), strict=True)
    ]
