"""What is given to a build, and the faults that can be told before any table is
read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.definitions.contract import FLAGS
from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.words import listed
from analytics.errors import Problem


@dataclass(frozen=True)
class LakehouseInputs:
    """Where the canonical tables lie, and what their ids are.

    base: the folder, address or schema that holds tables of the canonical names; "" for
    none. own: the places of single tables, by flag (`contract.FLAGS`). are_pseudonyms:
    the ids were replaced already, and are used as they are. accept_left_out,
    accept_new_key: as for a load.
    """

    base: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    are_pseudonyms: bool = False
    accept_left_out: bool = False
    accept_new_key: bool = False

    def __post_init__(self) -> None:
        for flag in self.own:
            if flag not in FLAGS:
                raise TypeError(f"There is no table called {flag!r}.")


def no_events(base: str) -> Problem:
    """What is told where no table of events is found by which people are frequent
    attenders."""
    names = [kind.table.name for kind in kinds_with_rule()]
    where = f" in {base}" if base else ""
    return Problem(
        "no_extract",
        f"No table called {listed(names, 'or')} was found{where}.",
        "Name the folder or schema that holds at least one of them.",
        flag="Or name a table by itself, as with --gp or --ae.",
    )
