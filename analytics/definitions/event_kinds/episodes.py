"""Rows of an extract that are parts of one event, and become one when it is loaded."""

from dataclasses import dataclass

from analytics.definitions.canonical import Field

# Ends the load's note of how rows became events: told by the load and on Quality, where
# the extracts are described, not under every figure.
HOW_JOINED = (
    "A spell has the diagnosis of its first episode first, and the specialty and "
    "discharge of its last; costs are added up."
)


@dataclass(frozen=True)
class Episodes:
    """Such as the episodes of a hospital spell.

    number: the field with the place of a row in its event (1, 2, 3 …). began, ended:
    fields of a row's own days. provider: the field of who held it, within which events
    without a number of their own are told apart. lists: fields of which the values of
    all rows are put together, those of the first row first. of_last: fields of which
    the last row that says something counts; all others are of the first that does.
    sums: fields that are added up. count: the stored column of how many rows it was.
    one, many: what a row is called.
    """

    number: str
    began: str
    ended: str
    provider: str
    lists: tuple[str, ...]
    of_last: tuple[str, ...]
    sums: tuple[str, ...]
    count: str
    one: str
    many: str

    def is_stored(self, field: Field) -> bool:
        """Whether a field says something of the event, and not of one row alone."""
        return field.name not in (self.number, self.began, self.ended)
