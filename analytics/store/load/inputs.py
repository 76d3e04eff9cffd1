"""What is given to a load, and the faults that can be told before any file is read."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.definitions.contract import FLAGS
from analytics.definitions.event_kinds import EventKind, kinds, kinds_with_rule
from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.extract import profiles
from analytics.extract.databases.query import Query
from analytics.extract.fields import mapping_files
from analytics.extract.fields.mapping import Mapping as Said
from analytics.store import mappings
from analytics.store.kept.keepers import EVERYBODY, Keeper


@dataclass(frozen=True, init=False)
class LoadInputs:
    """What is to be loaded: files, folders, patterns or queries of databases by flag; a
    profile; a mapping file.

    `LoadInputs(gp=[…], ae=[…], patients=[…])`: the flags are those of
    `contract.FLAGS`. dates: "day first" or "month first", for every date column that
    does not show its order. accept_left_out: more than a fifth of an extract's rows may
    be left out. accept_new_key: a key may be made in place of one that is missing or
    damaged. kept_by: whose mapping is read with, and kept again, where no file is
    given. Raises TypeError for a flag that there is not.
    """

    given: Mapping[str, tuple[Path | Query, ...]]
    profile: str | None
    columns: Path | None
    dates: str | None
    accept_left_out: bool
    accept_new_key: bool
    kept_by: Keeper

    def __init__(
        self,
        *,
        profile: str | None = None,
        columns: Path | None = None,
        dates: str | None = None,
        accept_left_out: bool = False,
        accept_new_key: bool = False,
        kept_by: Keeper = EVERYBODY,
        **given: Iterable[Path | Query],
    ) -> None:
        for flag in given:
            if flag not in FLAGS:
                raise TypeError(f"There is nothing called {flag!r} to load.")
        paths = {
            flag: tuple(one if isinstance(one, Query) else Path(one) for one in found)
            for flag, found in given.items()
        }
        said: dict[str, Any] = {
            "given": paths,
            "profile": profile,
            "columns": columns,
            "dates": dates,
            "accept_left_out": accept_left_out,
            "accept_new_key": accept_new_key,
            "kept_by": kept_by,
        }
        for name, value in said.items():
            object.__setattr__(self, name, value)

    def with_given(self, given: Mapping[str, tuple[Path | Query, ...]]) -> "LoadInputs":
        """The same with other things in the place of those given."""
        found = copy(self)
        object.__setattr__(found, "given", given)
        return found

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries of databases among what is given."""
        every = (one for found in self.given.values() for one in found)
        return tuple(one for one in every if isinstance(one, Query))

    def paths(self, table: str) -> tuple[Path, ...]:
        """The files, folders or patterns given for a canonical table; queries are files
        by then (`queries.as_files`)."""
        return tuple(one for one in self._given(table) if isinstance(one, Path))

    def _given(self, table: str) -> tuple[Path | Query, ...]:
        flag = next(flag for flag, stored in FLAGS.items() if stored == table)
        return self.given.get(flag, ())

    @property
    def has_list(self) -> bool:
        """Whether a registered list is given, which says whose practice is which."""
        return bool(self._given(PATIENTS.name))

    @property
    def has_events(self) -> bool:
        """Whether an extract of any kind of event is given."""
        return any(self._given(kind.table.name) for kind in kinds())

    @property
    def has_attenders(self) -> bool:
        """Whether an extract is given by which people are frequent attenders: pages ask
        of them first, and windows end where these do."""
        return any(self._given(kind.table.name) for kind in kinds_with_rule())


def checked(
    inputs: LoadInputs,
    into: str | None = None,
    root: Path | None = None,
    alone: bool = False,
) -> Said:
    """The mapping to read with, after the faults that can be told before any file is
    read. Raises InputError with all of them.

    It is the file given, or else the one that `kept_by` keeps for `into`; `dates` is
    said over it. alone: any extract may stand alone, as a check of it needs no other.
    """
    problems: list[Problem] = []
    said = Said()
    try:
        said = (
            mapping_files.read(inputs.columns)
            if inputs.columns
            else mappings.kept(into, inputs.kept_by.place(root))
        )
        if inputs.dates:
            text = f'dates = "{inputs.dates}"'
            said = mapping_files.parse(text, "The order of dates given").over(said)
    except InputError as fault:
        problems += fault.problems
    if inputs.profile:
        try:
            profiles.named(inputs.profile)
        except InputError as fault:
            problems += fault.problems
    if not (inputs.has_events if alone else inputs.has_attenders):
        problems.append(_no_extract(kinds() if alone else kinds_with_rule()))
    if problems:
        raise InputError(problems)
    return said


def _no_extract(wanted: Sequence[EventKind]) -> Problem:
    titles = [kind.table.title for kind in wanted]
    flags = [f"--{kind.slug} FILE" for kind in wanted]
    return Problem(
        "no_extract",
        f"No extract of {listed(titles, 'or')} was given.",
        f"Give at least one of them, with {listed(flags, 'or')}.",
    )
