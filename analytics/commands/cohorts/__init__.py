"""`cohorts`: the cohorts of a dataset, how many a definition is of, fixing one, and
what became of those who belong to it."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.commands.cohorts.asked import asked
from analytics.commands.output.files import as_csv, written
from analytics.commands.output.rows import short_rows_of
from analytics.definitions.words import counted as number_of
from analytics.definitions.words import day_in_words, people
from analytics.disclosure import Audience, Gate
from analytics.measures.cohorts.askable import default_day
from analytics.measures.cohorts.counted import Draft, counted
from analytics.measures.cohorts.fixing import fix
from analytics.measures.cohorts.followed import followed
from analytics.store import cohorts
from analytics.store.cohorts import Saved

OWN_FLAGS = ("--cohort",)  # here the one that is meant, elsewhere a filter
ACTIONS = {
    "list": "the cohorts there are",
    "show": "one of them: its definition, and what became of its people",
    "count": "how many a definition is of, without fixing it",
    "save": "fix one: who fits on the day, kept for good",
}


def add_arguments(parser) -> None:
    """What is to be done, and with which cohort or definition."""
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=list(ACTIONS),
        help="; ".join(f"{name}: {what}" for name, what in ACTIONS.items()),
    )
    parser.add_argument("--name", "--cohort", dest="name", help="what it is called")
    parser.add_argument(
        "--define",
        metavar="TEXT",
        help='who belongs to it, such as: age >= 65 and condition "Dementia" and more '
        "than 4 A&E attendances in 12 months",
    )
    parser.add_argument(
        "--from",
        dest="file",
        metavar="F.toml",
        help="the same from a file with name, definition and fixed_on",
    )
    parser.add_argument(
        "--fixed-on",
        metavar="DAY",
        help="the day on which who belongs to it is worked out, from what was before "
        "it; usually the day after the last complete month",
    )
    parser.add_argument(
        "--csv", metavar="OUT", help="with show: who belongs to it, by pseudonym"
    )


def run(dataset, filters, args) -> dict:
    """Does what is asked. Raises InputError with every fault of flags, file, definition
    and data."""
    want = asked(args)
    if args.action == "list":
        known = cohorts.saved(dataset).values()
        bad = cohorts.unreadable(dataset)
        return {
            "cohorts": [_told(one) for one in known],
            "problems": [one.as_dict() for one in bad],
        }
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    if args.action == "show":
        return _shown(gate, cohorts.called(dataset, want.name), args.csv)
    day = want.fixed_on or default_day(dataset)
    if args.action == "count":
        found = gate.ask(counted, Draft(want.definition, day))
        return {
            "fixed_on": str(day),
            "in_words": found.result.rule,
            "parts": short_rows_of(found.table),
            "notes": list(found.result.notes),
        }
    fixed = fix(dataset, want.name, want.definition, day)
    return {"saved": _told(fixed.cohort), "notes": list(fixed.notes)}


def _told(one: Saved) -> dict:
    told = asdict(one)
    return told | {"fixed_on": str(one.fixed_on), "file": one.file.name}


def _shown(gate: Gate, one: Saved, csv: str | None) -> dict:
    found = gate.ask(followed, one.name)
    (row,) = short_rows_of(found.table)
    shown = {"cohort": _told(one), "followed": row, "notes": list(found.result.notes)}
    if csv:
        listed = pd.DataFrame(one.members(), columns=["pseudonym", "household"])
        shown["csv"] = written(Path(csv), as_csv(listed), "--csv")
    return shown


def as_text(found: dict) -> str:
    """The same for people."""
    if "cohorts" in found:
        lines = [_line(one) for one in found["cohorts"]]
        lines += [one["message"] for one in found["problems"]]
        return "\n".join(lines or ["There are no cohorts yet: fix one with save."])
    if "parts" in found:
        lines = [found["in_words"]]
        lines += [
            f"{one['people']:>9,} people, {one['households']:,} households: "
            f"{one['part']}"
            for one in found["parts"]
        ]
        return "\n".join(lines + found["notes"])
    if "saved" in found:
        return "\n".join(["Fixed. " + _line(found["saved"]), *found["notes"]])
    row = found["followed"]
    lines = [
        _line(found["cohort"]),
        f"Defined as: {found['cohort']['definition']}",
        f"{row['here']:,} still registered, {row['died']:,} died, {row['left']:,} "
        f"left, {row['lost']:,} no longer in the data; {row['refused']:,} said no to "
        "support.",
    ]
    if row["households"]:
        lines.append(
            f"{row['households']:,} households, {row['each']:.2f} people of it in "
            f"each; {row['households_here']:,} still here."
        )
    lines += [f"Written: {found['csv']}"] if "csv" in found else []
    return "\n".join(lines + found["notes"])


def _line(one: dict) -> str:
    homes = one["households"]
    in_homes = f" in {number_of(homes, 'household')}" if homes else ""
    day = day_in_words(date.fromisoformat(one["fixed_on"]))
    return (
        f"{one['name']}: {people(one['people'])}{in_homes}, {one['in_words']}; fixed "
        f"on {day}."
    )
