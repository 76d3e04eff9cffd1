"""The filters as flags of the same names, for every command that asks a question."""

import argparse
from collections.abc import Collection, Sequence
from typing import Any

from analytics.definitions.filters import Day, Filter, Filters, Several, declared
from analytics.errors import InputError, Problem

DATA = "a dataset's name, such as sample"


def add_filters(parser: argparse.ArgumentParser, without: Collection[str] = ()) -> None:
    """`--data` and one flag for each filter. without: flags that mean something of the
    command's own."""
    parser.add_argument("--data", required=True, metavar="DATASET", help=DATA)
    group = parser.add_argument_group("filters")
    for one in declared():
        if one.option in without:
            continue
        group.add_argument(
            one.option,
            dest=one.name,
            action="append",
            metavar=_metavar(one),
            help=_help(one).replace("%", "%%"),
        )


def filters_of(args: argparse.Namespace) -> Filters:
    """The Filters that the flags say. Raises InputError naming every flag that cannot
    be read."""
    faults: list[Problem] = []
    chosen = {}
    for one in declared():
        given = getattr(args, one.name, None)
        if given is None:
            continue
        try:
            chosen[one.name] = _read(one, given)
        except ValueError:
            wanted = one.control.wanted
            faults.append(
                Problem(
                    rule="flag",
                    found=f"{one.option}: expected {wanted}, found {given[-1]!r}.",
                    remedy=f"Give {wanted}.",
                )
            )
    if faults:
        raise InputError(faults)
    return Filters(**chosen)


def parted(text: str) -> tuple[str, ...]:
    """ "1,2, 3" as ("1", "2", "3")."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _read(one: Filter, given: Sequence[str]) -> Any:
    """A filter's value from what its flag was given, each time that it was; of a day or
    number the last counts, and an empty one is the default."""
    if isinstance(one.control, Several):
        values = parted(",".join(given)) if one.parted else given
        return one.control.read(values)
    return one.control.read(given[-1]) if given[-1] else one.default


def _metavar(one: Filter) -> str:
    if isinstance(one.control, Several):
        return "ONE,OR,MORE" if one.parted else "NAME"
    return "DAY" if isinstance(one.control, Day) else "NUMBER"


def _help(one: Filter) -> str:
    """What the flag is for: its hint or title, its values, its default."""
    parts = [one.hint.rstrip(".") or one.title]
    if isinstance(one.control, Several):
        parts += [",".join(one.control.titles)] if one.control.titles else []
        parts += [] if one.parted else ["may be given more than once"]
    if one.default:
        default = one.default
        usual = ",".join(default) if isinstance(default, tuple) else default
        parts.append(f"usually {usual}")
    return "; ".join(parts)
