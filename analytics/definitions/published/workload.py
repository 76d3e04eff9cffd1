"""What a full-time post that supports people is known to do elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownLoad:
    """A published workload: people a full-time worker and year, hours a person; where,
    when, and the source."""

    people_a_year: int
    hours_a_person: tuple[int, int]
    where: str
    year: int
    of: str


LINK_WORKERS = KnownLoad(
    247,
    (2, 3),
    "Hertfordshire and West Essex",
    2024,
    "85 social prescribing link workers and about 21,000 people",
)
