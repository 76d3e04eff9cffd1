"""Joins that miss: practices, small areas and people of the extracts that are on no
list, and kinds of event that have few people in common. Counted at each load."""

from itertools import combinations
from typing import Any

import ibis

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.quality import (
    LISTED_AT_LEAST,
    NO_PRACTICE,
    NOT_JOINED_AT_MOST,
)
from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.tables_of_places import AREAS, PRACTICES
from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.store.load.canonical.tables import CanonicalTable
from analytics.store.load.made_of.rows_kept import RowsKept

PRACTICE = "practice_code"
JOIN_POORLY = 0.05  # share of the smaller extract's people seen in the other
Told = tuple[list[Problem], list[str]]
Seen = dict[tuple[int, bool], int]  # (bit of each kind, listed) -> people


def told(kept: RowsKept) -> Told:
    """Warnings where many miss, and notes where few do."""
    problems: list[Problem] = []
    notes: list[str] = []
    given, found = kept.given, list[tuple[Problem, bool]]()
    listed_too = PATIENTS.name in given
    seen = _seen(kept) if listed_too or len(kept.events) > 1 else {}
    if PRACTICES.name in given:
        of_people = [given[PATIENTS.name]] if PATIENTS.name in given else []
        for table in (*(one for _, one in kept.events), *of_people):
            if TABLES[table.table].has(PRACTICE):
                found += _practices(kept, table)
    if AREAS.name in given:
        found += _areas(kept)
    if listed_too:
        found += _people(kept, seen)
    for one, many in found:
        problems += [one] if many else []
        notes += [] if many else [one.sentence()]
    return _few_in_common(kept, seen) + problems, notes


def _seen(kept: RowsKept) -> Seen:
    """How many people have events of which kinds, by whether they are listed."""
    parts = []
    for bit, (_, table) in enumerate(kept.events):
        rows = kept.kept(table.table)
        parts.append(
            rows.select("person").distinct().mutate(bit=ibis.literal(1 << bit, "int64"))
        )
    every = ibis.union(*parts) if len(parts) > 1 else parts[0]
    of_each = every.group_by(who=every.person).aggregate(bits=every.bit.sum())
    people = kept.people()
    found = of_each.join(people, of_each.who == people.person)
    sizes = found.group_by(found.bits, found.listed).aggregate(n=found.count())
    return {
        (int(bits), bool(on)): int(n)
        for bits, on, n in kept.rows(sizes.select("bits", "listed", "n"))
    }


def _with(seen: Seen, *bits: int, listed: bool | None = None) -> int:
    """People with events of all the kinds of some bits."""
    return sum(
        people
        for (mask, on), people in seen.items()
        if all(mask >> bit & 1 for bit in bits) and listed in (None, on)
    )


def _few_in_common(kept: RowsKept, seen: Seen) -> list[Problem]:
    """Warnings for each pair of kinds with few people in both, or with none; of two by
    which nobody is a frequent attender nothing is said, since few may use both."""
    found = []
    numbered = list(enumerate(kind for kind, _ in kept.events))
    for (a, one), (b, other) in combinations(reversed(numbered), 2):
        if not (one.has_rule or other.has_rule):
            continue
        in_one, in_other, both = _with(seen, a), _with(seen, b), _with(seen, a, b)
        if both == 0:
            found.append(_none(one.service, other.service))
        elif both / max(1, min(in_one, in_other)) < JOIN_POORLY:
            found.append(_few((one.service, in_one), (other.service, in_other), both))
    return found


def _none(one: str, other: str) -> Problem:
    return Problem(
        "ids_do_not_join",
        f"No person of the {one} extract appears in the {other} extract; "
        "both-service figures will be empty.",
        "Check that both carry the same kind of id (both NHS numbers, or both "
        "made by the same pseudonymisation).",
        column="patient_id",
        stops=False,
    )


def _few(one: tuple[str, int], other: tuple[str, int], both: int) -> Problem:
    return Problem(
        "ids_join_poorly",
        f"Only {both:,} people are in both extracts ({one[1]:,} in the {one[0]} "
        f"extract, {other[1]:,} in the {other[0]} extract).",
        "Check that both carry the same kind of id and cover the same people.",
        column="patient_id",
        stops=False,
    )


def _practices(kept: RowsKept, table: CanonicalTable) -> list[tuple[Problem, bool]]:
    of = kept.given[PRACTICES.name]
    rows = kept.kept(table.table)
    rows = rows.filter(rows[PRACTICE].notnull())
    by_code = rows.group_by(code=rows[PRACTICE].cast("string")).aggregate(
        n=rows.count()
    )
    known = kept.kept(PRACTICES.name)
    missed = by_code.anti_join(known, by_code.code == known[PRACTICE])
    missed = missed.filter(~missed.code.isin(NO_PRACTICE))
    counted = missed.aggregate(codes=missed.count(), rows=missed.n.sum())
    total = by_code.aggregate(total=by_code.n.sum())
    ((codes, number, every),) = kept.rows(counted.cross_join(total))
    if not number:
        return []
    why = _why(kept, missed)
    problem = Problem(
        "practices_not_listed",
        f"{some_of(number, every).capitalize()} are of practices that the list of "
        f"practices ({of.label}) does not have: {codes:,} "
        f"{'code' if codes == 1 else 'codes'}. They count in the whole, but in no PCN "
        f"or place.{why}",
        "Give a list that has these practices, or put the codes right; nothing to do "
        "if they are practices of elsewhere.",
        file=table.label,
        column=table.had.get(PRACTICE, PRACTICE),
        rows=int(number),
        stops=False,
    )
    return [(problem, bool(why) or number >= NOT_JOINED_AT_MOST * every)]


def _why(kept: RowsKept, missed: ibis.Table) -> str:
    """What seems to be wrong with most of the codes that miss; "" if nothing does."""
    known = kept.kept(PRACTICES.name).select(PRACTICE, "name")
    code, own = missed.code, known[PRACTICE]
    tries: dict[str, Any] = {
        "spaces within the code": code.re_replace("[^0-9A-Z]", "") == own,
        "something behind the code, such as the number of a branch": (
            (own.length() > 4) & code.startswith(own)
        ),
        "names in the place of codes": known.name.strip().upper()
        == code.strip().upper(),
    }
    seem = []
    for what, same in tries.items():
        fits = missed.semi_join(known, same)
        counted = fits.aggregate(n=fits.n.sum().fill_null(0)).cross_join(
            missed.aggregate(every=missed.n.sum())
        )
        ((rows, every),) = kept.rows(counted)
        seem += [what] if rows > every / 2 else []
    return f" Most seem to have {listed(seem)}." if seem else ""


def _areas(kept: RowsKept) -> list[tuple[Problem, bool]]:
    of, known = kept.given[AREAS.name], kept.kept(AREAS.name)
    people = kept.people()
    homes = people.filter(people.lsoa_code.notnull())
    by_area = homes.group_by(home=homes.lsoa_code).aggregate(n=homes.count())
    gone = by_area.anti_join(known, by_area.home == known.lsoa_code)
    counted = gone.aggregate(missed=gone.n.sum().fill_null(0), areas=gone.count())
    ((missed, areas, total),) = kept.rows(
        counted.cross_join(by_area.aggregate(total=by_area.n.sum().fill_null(0)))
    )
    if not missed:
        return []
    problem = Problem(
        "areas_not_listed",
        f"{missed:,} of {total:,} people with a small area ({missed / total:.1%}) live "
        f"in {areas:,} that the list of areas does not have: they count in the whole, "
        "but in no neighbourhood, and their deprivation is not known unless the "
        "registered list says it.",
        "Give a list with these areas and of the same year (LSOA 2011 or 2021); "
        "nothing to do if these people live elsewhere.",
        file=of.label,
        column=of.had.get("lsoa_code", "lsoa_code"),
        stops=False,
    )
    return [(problem, missed >= NOT_JOINED_AT_MOST * total)]


def _people(kept: RowsKept, seen: Seen) -> list[tuple[Problem, bool]]:
    found = []
    for bit, (kind, table) in enumerate(kept.events):
        missed, total = _with(seen, bit, listed=False), _with(seen, bit)
        if missed:
            found.append(
                (
                    _not_listed(kind, table, missed, total),
                    missed > (1 - LISTED_AT_LEAST) * total,
                )
            )
    return found


def _not_listed(
    kind: EventKind, table: CanonicalTable, missed: int, total: int
) -> Problem:
    return Problem(
        "people_not_listed",
        f"{missed:,} of {total:,} people with {kind.called} "
        f"({missed / total:.1%}) are on no registered list: they count in "
        "totals, but not per head, and cannot be followed before and after.",
        "Give the list of all practices in the extract, with the same kind of "
        "id; nothing to do if these people are registered elsewhere.",
        file=table.label,
        column=table.had.get("patient_id", "patient_id"),
        stops=False,
    )
