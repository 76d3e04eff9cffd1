"""How well a column says who somebody is: filled, telling people apart, joining the
other extracts; and which does it best, table by table."""

from dataclasses import dataclass, field
from itertools import combinations, product

from analytics.definitions.event_kinds import kind_of_table

JOINS = 1.5  # what joining two extracts counts, beside being filled
CLEARLY = 0.15  # so much better a column must be than the first that the profile names
FEW, ALL_DIFFERENT = 20, 0.98  # rows from which, and share of ids, that none repeats
ONE_ID = 0.5  # of the rows: an id that has more tells nobody apart
FEWER = 0.5  # of the people that another column tells apart: too few


@dataclass
class IdColumn:
    """A column that could say who somebody is: the rows looked at, and the rows of each
    id, of those that could be somebody's."""

    header: str
    rows: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def filled(self) -> float:
        return sum(self.ids.values()) / max(1, self.rows)

    @property
    def all_different(self) -> bool:
        some = sum(self.ids.values())
        return some >= FEW and len(self.ids) >= ALL_DIFFERENT * some

    @property
    def one_id(self) -> bool:
        some = sum(self.ids.values())
        return some >= FEW and max(self.ids.values()) > ONE_ID * some


def best_of(columns: dict[str, dict[str, IdColumn]]) -> dict[str, str]:
    """table -> the column to take."""
    tables = list(columns)
    alone = {
        table: {name: _alone(table, name, columns[table]) for name in columns[table]}
        for table in tables
    }
    together = {
        (one, a, other, b): JOINS * _joined(columns[one][a], columns[other][b])
        for one, other in combinations(tables, 2)
        for a, b in product(columns[one], columns[other])
    }

    def worth(chosen: dict[str, str]) -> float:
        return sum(alone[table][name] for table, name in chosen.items()) + sum(
            together[one, chosen[one], other, chosen[other]]
            for one, other in combinations(tables, 2)
        )

    first = {table: next(iter(columns[table])) for table in tables}
    every = [
        dict(zip(tables, names, strict=True))
        for names in product(*(columns[table] for table in tables))
    ]
    # Each table's own choice must be worth it: no table changes along with another.
    best = max(every, key=lambda one: worth(one) - CLEARLY * _changed(one, first))
    return best


def _changed(chosen: dict[str, str], first: dict[str, str]) -> int:
    return sum(chosen[table] != first[table] for table in first)


def _alone(table: str, name: str, columns: dict[str, IdColumn]) -> float:
    """How well a column tells people apart by itself, 0 to 1."""
    column = columns[name]
    if len(column.ids) < 2 or column.one_id:
        return 0.0
    worth = column.filled
    others = [
        one
        for one in columns.values()
        if one is not column and one.filled >= worth / 2 and not one.one_id
    ]
    if kind_of_table(table) and column.all_different:
        if any(not one.all_different and len(one.ids) > 1 for one in others):
            return worth / 5
    elif any(
        len(column.ids) < FEWER * len(one.ids)
        for one in others
        if not one.all_different
    ):
        return worth / 2
    return worth


def _joined(one: IdColumn, other: IdColumn) -> float:
    """The share of the ids of the smaller that the other has too, as far as both are
    filled."""
    fewest = min(len(one.ids), len(other.ids))
    if not fewest or one.one_id or other.one_id:
        return 0.0
    both = len(one.ids.keys() & other.ids.keys())
    return both / fewest * min(one.filled, other.filled)


def why_not(
    table: str,
    name: str,
    columns: dict[str, dict[str, IdColumn]],
    best: dict[str, str],
) -> str:
    """Why a column of ids was not the one taken for a table's people, in words."""
    one, taken = columns[table][name], columns[table][best[table]]
    if not one.ids:
        return "no row has an id of anybody there"
    if one.one_id:
        return "one id stands in most rows"
    if one.all_different and not taken.all_different:
        return "another one in every row"
    if one.filled < taken.filled - CLEARLY:
        return f"filled in {one.filled:.0%} of rows"
    if joins(table, name, columns, best) < joins(table, best[table], columns, best) - (
        CLEARLY / 2
    ):
        return "joins the other files less well"
    if len(one.ids) < FEWER * len(taken.ids):
        return "tells fewer people apart"
    return "no better"


def joins(
    table: str,
    name: str,
    columns: dict[str, dict[str, IdColumn]],
    best: dict[str, str],
) -> float:
    """How well a column joins the columns chosen of the other tables, at best."""
    return max(
        (
            _joined(columns[table][name], columns[other][best[other]])
            for other in columns
            if other != table
        ),
        default=0.0,
    )
