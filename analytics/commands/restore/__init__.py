"""`python -m analytics restore`: put a backup back, checked before and after."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from analytics.commands.backup import described, lines
from analytics.commands.output.progress import progress_in_place
from analytics.operation.copies import putting_back


def add_arguments(parser: ArgumentParser) -> None:
    """The backup, the key, and whether what is there is replaced."""
    parser.add_argument("--from", dest="file", required=True, type=Path, metavar="FILE")
    parser.add_argument(
        "--key-from", type=Path, metavar="FILE", help="the key that was kept apart"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="though the data home holds something, which is kept aside",
    )
    parser.add_argument(
        "--check", action="store_true", help="read the backup through, and do no more"
    )


def run(args: Namespace) -> dict[str, Any]:
    """What is in the backup; put_back: whether it was; before: where what was there is;
    problems (that did not stop it)."""
    if args.check:
        index = putting_back.check(args.file, progress=progress_in_place)
        return described(index) | {"put_back": False, "before": "", "problems": []}
    found = putting_back.put_back(
        args.file,
        key_from=args.key_from,
        replace=args.replace,
        progress=progress_in_place,
    )
    return described(found.index) | {
        "put_back": True,
        "before": str(found.before or ""),
        "problems": [one.as_dict() for one in found.problems],
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    first = "Put back, and checked." if found["put_back"] else "The backup is whole."
    said = [first, *lines(found)]
    if found["before"]:
        said.append(
            f"What was there before is in {found['before']}: remove it once all is "
            "well."
        )
    return "\n".join(said)
