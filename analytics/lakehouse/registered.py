"""The registered list of a lakehouse: each registration, with what the list says of the
person."""

from datetime import date
from typing import Any

import ibis

from analytics.definitions.tables_of_places import INDICES
from analytics.extract.cells import checks
from analytics.store.layout import PEOPLE, REGISTRATIONS
from analytics.store.load.canonical.births import OLDEST

DECILES = (1, 10)
REPEATED = checks.REASONS[checks.REPEATED]


def listed(
    rows: ibis.Table, ids: ibis.Table, homes: ibis.Table, last: date | None
) -> ibis.Table:
    """The rows kept with their person, the columns of registrations and what they say
    of people, typed. Births, deciles and years of the index that cannot be are null.
    homes: the households' numbers. last: the day of the newest event."""
    kept = rows.filter(rows.fault.isnull())
    of = ids.select(whose=ids.raw, person=ids.person)
    found = kept.join(of, kept.raw == of.whose)
    found = found.left_join(homes, found.household_id == homes.home)
    year = (last or date.today()).year
    made = {
        "birth_year": _within(found.birth_year, year - OLDEST, year),
        "imd_decile": _within(found.imd_decile, *DECILES),
        "imd_year": ibis.ifelse(
            found.imd_year.isin(INDICES), found.imd_year, ibis.null("float64")
        ),
        "household": found.number,
    }
    wanted = {
        name: kind
        for name, kind in (PEOPLE | REGISTRATIONS).items()
        if name not in ("pseudonym", "listed")
    }
    return found.select(
        **{
            name: (made[name] if name in made else found[name]).cast(kind)
            for name, kind in wanted.items()
        }
    )


def registrations(of_list: ibis.Table) -> ibis.Table:
    """Each registration once, in the stored order."""
    return (
        of_list.select(*REGISTRATIONS)
        .distinct()
        .order_by(
            "person",
            ibis._.registered_from.asc(nulls_first=True),
            ibis._.registered_to.asc(nulls_first=False),
        )
    )


def _within(column: Any, low: float, high: float) -> Any:
    return ibis.ifelse(column.between(low, high), column, ibis.null("float64"))
