"""The canonical tables that an extract is turned into, field by field.

The one place that says which tables there are; reading, checking, the stored dataset
and the definitions page all follow it. The tables of events come from the event kinds
(`definitions.event_kinds`), so that a new kind is a new table.
"""

from collections.abc import Iterator, Mapping

from analytics.definitions.canonical import CODE_SYSTEMS, SEXES, Field, Table
from analytics.definitions.event_kinds import kinds
from analytics.definitions.indicators.table import INDICATORS
from analytics.definitions.services.tables import POSTCODES, SERVICES
from analytics.definitions.tables_of_people import CASELOAD, PATIENTS
from analytics.definitions.tables_of_places import AREAS, LOOKUP, PRACTICES

__all__ = [
    "CODE_SYSTEMS",
    "CONTRACT_VERSION",
    "FLAGS",
    "SEXES",
    "TABLES",
    "Field",
    "Table",
    "with_people",
]
CONTRACT_VERSION = 5
OTHERS = (PATIENTS, CASELOAD, PRACTICES, AREAS, LOOKUP, SERVICES, POSTCODES, INDICATORS)


class _Tables(Mapping[str, Table]):
    """Every canonical table by its name, those of events first; always as the kinds of
    event that there are say."""

    def _all(self) -> dict[str, Table]:
        events = [kind.table for kind in kinds()]
        return {table.name: table for table in (*events, *OTHERS)}

    def __getitem__(self, name: str) -> Table:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


TABLES: Mapping[str, Table] = _Tables()


def with_people() -> tuple[str, ...]:
    """The names of the tables whose rows are about people, events first."""
    return (*(kind.table.name for kind in kinds()), PATIENTS.name, CASELOAD.name)


class _Flags(Mapping[str, str]):
    """What is given to a load: flag (also a field of LoadInputs) and its table."""

    def _all(self) -> dict[str, str]:
        events = {kind.slug: kind.table.name for kind in kinds()}
        return events | {table.name: table.name for table in OTHERS}

    def __getitem__(self, flag: str) -> str:
        return self._all()[flag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


FLAGS: Mapping[str, str] = _Flags()
