"""Bringing people back for their own practice: everything that forbids it is told at
once, and each time somebody asked is written down."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.definitions.formulas import harmless
from analytics.errors import InputError, Problem
from analytics.extract import profiles
from analytics.extract.fields import mapping_files
from analytics.extract.people.identifiers import identifies
from analytics.extract.reading.names import cleaned
from analytics.reidentify import audit, local_ids, people, place
from analytics.store import mappings
from analytics.store.home import home
from analytics.store.load.version_folders import scratch

LEAST, MOST = 8, 300  # characters of a reason


@dataclass(frozen=True)
class Request:
    """What somebody asks: the ids of the people of a list (a CSV file) in a practice's
    own extract, written to a new file. why: in words. columns, profile: as for a
    load."""

    list_file: Path
    extract: Path
    practice: str
    out: Path
    why: str
    columns: Path | None = None
    profile: str | None = None


def bring_back(request: Request, root: Path | None = None) -> int:
    """Write the ids, and how many people they are of. Raises InputError, with nothing
    written but a line that somebody asked."""
    root = Path(root) if root else home()
    number = 0
    try:
        problems = [*place.faults(request.out, root), *_why(request.why)]
        try:
            who = people.asked(request.list_file, root)
            number = len(who.pseudonyms)
            secret = people.secret_of(who, root)
        except InputError as fault:
            raise InputError([*problems, *fault.problems]) from None
        if problems:
            raise InputError(problems)
        mapping = (
            mapping_files.read(request.columns)
            if request.columns
            else mappings.kept(who.dataset or None, root)
        )
        named = profiles.named(request.profile) if request.profile else None
        with scratch(root) as workspace:
            found = local_ids.find(
                request.extract,
                request.practice,
                who.pseudonyms,
                secret,
                workspace,
                mapping,
                named,
            )
        if missing := number - len(found.people):
            raise InputError(people.not_there(missing, number, found.practice_rows))
    except InputError as fault:
        rules = sorted({one.rule for one in fault.problems})
        audit.add(root, _line(request, number) | {"refused": rules})
        raise
    audit.add(root, _line(request, number) | {"given": number})  # before anybody has it
    try:
        place.write(request.out, _text(found.pairs))
    except InputError:
        audit.add(root, _line(request, number) | {"refused": ["out_failed"]})
        raise
    return number


def _line(request: Request, number: int) -> dict[str, object]:
    """What is written down of a request: a reason that could name somebody is not."""
    return {
        "practice": cleaned(request.practice),
        "people": number,
        "why": "" if list(_why(request.why)) else request.why.strip(),
        "list": cleaned(request.list_file.name),
        "extract": cleaned(request.extract.name),
    }


def _why(why: str) -> Iterator[Problem]:
    if not LEAST <= len(why.strip()) <= MOST:
        yield Problem(
            "why_missing",
            "It is not said why, in a few words.",
            "Say what it is for, such as “Calls by the practice’s care coordinator”.",
            flag="Say it with --why.",
        )
    elif identifies(why) or not why.isprintable():
        yield Problem(
            "why_identifies",
            "What is said as the reason could identify somebody.",
            "Say what it is for without saying who it is about.",
            flag="Say it with --why.",
        )


def _text(pairs: tuple[tuple[str, str], ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["pseudonym", "local_id"])
    writer.writerows([pseudonym, harmless(own)] for pseudonym, own in pairs)
    return out.getvalue()
