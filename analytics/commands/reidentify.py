"""`python -m analytics reidentify`: a practice's own ids for a list of pseudonyms, from
its own extract, by whoever holds the key."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from analytics.definitions.words import people
from analytics.reidentify import audit
from analytics.reidentify.bring_back import Request, bring_back
from analytics.store.home import home


def add_arguments(parser: ArgumentParser) -> None:
    """The list, the practice's own extract, where the ids go, and why."""
    parser.add_argument(
        "--list",
        required=True,
        type=Path,
        metavar="OUT.csv",
        help="whom: a CSV with a column of pseudonyms, as attenders --csv writes",
    )
    parser.add_argument(
        "--from",
        dest="extract",
        required=True,
        type=Path,
        metavar="EXTRACT",
        help="the practice's own extract, as given to load",
    )
    parser.add_argument(
        "--practice", required=True, metavar="CODE", help="the practice's code"
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help="a new file, in a folder that is yours alone",
    )
    parser.add_argument("--why", required=True, metavar="TEXT", help="what it is for")
    parser.add_argument(
        "--columns", metavar="MAP.toml", type=Path, help="mapping file, as for load"
    )
    parser.add_argument("--profile", metavar="NAME", help="kind of extract")


def run(args: Namespace) -> dict[str, Any]:
    """Write the ids to the file; of how many people, and where it was written down."""
    request = Request(
        args.list,
        args.extract,
        args.practice,
        args.out,
        args.why,
        args.columns,
        args.profile,
    )
    number, root = bring_back(request), home()
    return {
        "people": number,
        "file": str(args.out),
        "audit": str(root / audit.FILE),
        "audit_changed": audit.changed(root),
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = [
        f"The practice's own ids of {people(found['people'])}: {found['file']}. Only "
        "your account can read it; remove it once it is used.",
        f"Written down in {found['audit']}.",
    ]
    if found["audit_changed"]:
        lines.append("That file was changed by hand: a line of it is not as it was.")
    return "\n".join(lines)
