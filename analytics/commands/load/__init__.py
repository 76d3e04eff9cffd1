"""`python -m analytics load`: read, check, pseudonymise, build and make live.

Exit codes: 0 live; 2 refused, 1 a fault of ours, and what was live stays; 3, with
`--hold-doubtful`, loaded and held back.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from analytics.commands.check import (
    add_files,
    inputs_of,
    table_lines,
)
from analytics.commands.output.progress import shown_progress
from analytics.commands.output.version import add_into, made
from analytics.errors import InputError, Problem
from analytics.exhibits import beforehand
from analytics.operation import letter
from analytics.store.dataset import Dataset
from analytics.store.load.build import HeldBack, load

HELD_BACK = 3  # exit code


def add_arguments(parser: ArgumentParser) -> None:
    """The files, and the dataset to load them into."""
    add_files(parser)
    add_into(parser)
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="what became of it as plain text to be mailed, whatever became of it",
    )
    parser.add_argument(
        "--hold-doubtful",
        action="store_true",
        help="do not make it live where it differs from the live version by more than "
        "is usual; exit code 3",
    )


def run(args: Namespace) -> dict[str, Any]:
    """Load and give what became of it: dataset, version, live, rows, exclusions, spans,
    warnings.

    `accounts`: rows in, kept and left out of each table, and the file of those left
    out. `doubts`: why it was held back.
    """
    doubts = letter.doubts if args.hold_doubtful else None
    try:
        dataset = load(
            inputs_of(args), args.into, progress=shown_progress, doubts=doubts
        )
        beforehand.work_out(dataset, shown_progress)
    except HeldBack as held:
        _report(args, letter.HELD, held.dataset, held=held.doubts)
        return _found(held.dataset) | {
            "live": False,
            "doubts": list(held.doubts),
            "message": held.problems[0].at_command_line(),
            "exit": HELD_BACK,
        }
    except InputError as fault:
        _report(args, letter.REFUSED, None, fault.problems)
        raise
    except Exception:
        _report(args, letter.FAILED, None)
        raise
    _report(args, letter.LIVE, dataset)
    return _found(dataset) | {"live": True, "doubts": []}


def _report(
    args: Namespace,
    state: str,
    dataset: Dataset | None,
    problems: tuple[Problem, ...] = (),
    held: tuple[str, ...] = (),
) -> None:
    if not args.report:
        return
    text = letter.written(args.into, state, dataset, problems, held)
    try:
        args.report.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise InputError(
            (
                *problems,
                Problem(
                    "cannot_write",
                    f"The report cannot be written: {fault.strerror}. What was to be "
                    f"loaded is {state}.",
                    "Name a file in a folder that this account may write to.",
                    file=args.report.name,
                ),
            )
        ) from None


def _found(dataset: Dataset) -> dict[str, Any]:
    """What was made, with the file of the rows left out of each table."""
    found = made(dataset)
    for one in found["accounts"]:
        one["file"] = str(dataset.left_out_file(one["table"]) or "")
    return found


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"Loaded into dataset {found['dataset']}, version {found['version']}."]
    if not found["live"]:
        lines.append(found["message"])
    listed = [
        f"{one['table']}: the {one['left_out']:,} rows left out, each with its "
        f"reason, are in {one['file']}"
        for one in found["accounts"]
        if one["file"]
    ]
    return "\n".join(lines + table_lines(found) + listed)
