"""`python -m analytics check`: read and check extracts as `load` does, without
building."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analytics.commands.output.progress import shown_progress
from analytics.definitions.contract import FLAGS, TABLES
from analytics.definitions.tables_of_places import AREAS
from analytics.extract.databases.query import place
from analytics.store.load.build import LoadInputs, check
from analytics.store.load.inputs import checked
from analytics.store.load.mapping_offers import ask, starting_file
from analytics.store.load.queries import as_files

BOUNDARIES = " (a .geojson beside it gives the boundaries)"


def add_arguments(parser: ArgumentParser) -> None:
    """The files, the dataset they are meant for, and where to write a mapping to start
    from."""
    add_files(parser)
    parser.add_argument(
        "--into",
        metavar="DATASET",
        help="dataset they are meant for: the mapping kept for it is used",
    )
    parser.add_argument(
        "--write-columns",
        metavar="MAP.toml",
        type=Path,
        help="write a mapping file to start from, with suggestions as comments",
    )


def add_files(parser: ArgumentParser) -> None:
    """The flags that name what is to be read."""
    for flag, table in FLAGS.items():
        beside = BOUNDARIES if table == AREAS.name else ""
        parser.add_argument(
            f"--{flag}",
            nargs="+",
            default=[],
            metavar="F",
            type=place,
            help=f"{TABLES[table].title}{beside}: files, folders, patterns or "
            "postgresql://… and odbc://… with ?query=",
        )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help="kind of extract, instead of detecting it (see extract/profiles)",
    )
    parser.add_argument(
        "--columns",
        metavar="MAP.toml",
        type=Path,
        help="mapping file: which header is which field, what words mean, the "
        "order of dates; kept for the next load",
    )
    parser.add_argument(
        "--dates",
        choices=["day-first", "month-first"],
        help="which comes first in dates that do not show it",
    )
    parser.add_argument(
        "--accept-left-out",
        action="store_true",
        help="go on though more than a fifth of an extract's rows are left out",
    )
    parser.add_argument(
        "--new-key",
        action="store_true",
        help="make a key of the pseudonyms in place of one that is missing or damaged",
    )


def inputs_of(args: Namespace) -> LoadInputs:
    """What the flags name."""
    return LoadInputs(
        **{flag: tuple(getattr(args, flag)) for flag in FLAGS},
        profile=args.profile,
        columns=args.columns,
        dates=args.dates.replace("-", " ") if args.dates else None,
        accept_left_out=args.accept_left_out,
        accept_new_key=args.new_key,
    )


def run(args: Namespace) -> dict[str, Any]:
    """Check and give what a load would do: files, rows, exclusions, spans, warnings.

    With --write-columns a mapping to start from is written first, whatever the check
    finds.
    """
    with as_files(inputs_of(args), progress=shown_progress) as inputs:
        if args.write_columns:
            args.write_columns.write_text(
                starting_file(
                    ask(inputs, args.into), checked(inputs, args.into, alone=True)
                ),
                encoding="utf-8",
            )
            print(f"A mapping to start from: {args.write_columns}", file=sys.stderr)
        report = check(inputs, progress=shown_progress, into=args.into)
    return {
        "files": [asdict(one) for one in report.files],
        "exclusions": [asdict(one) for one in report.exclusions],
        "spans": [asdict(span) for span in report.spans],
        "problems": [problem.as_dict() for problem in report.problems],
        "notes": list(report.notes),
        "usually_counted": list(report.usually_counted),
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = ["The extracts can be loaded.", *table_lines(found)]
    return "\n".join(lines + found["usually_counted"])


def table_lines(found: dict[str, Any]) -> list[str]:
    """Files, rows, exclusions, spans and warnings of a load or check, one a line."""
    lines = []
    for one in found["files"]:
        sure = f" ({one['sure']:.0%}: {one['why']})" if "sure" in one else ""
        lines.append(
            f"{one['table']}: {one['file']}, {one['rows']:,} rows, "
            f"profile {one['profile']}{sure}"
        )
        dropped = one.get("dropped_columns") or one.get("dropped")
        if dropped:
            lines.append(f"  dropped, could identify people: {', '.join(dropped)}")
    for one in found["exclusions"]:
        lines.append(
            f"{one['table']}: {one['rows']:,} rows left out, {one['reason']} "
            f"({one['before']:,} before, {one['after']:,} after)"
        )
    for span in found["spans"]:
        days = f", {span['first']} to {span['last']}" if span["first"] else ""
        lines.append(
            f"{span['table']}: {span['rows']:,} rows, {span['people']:,} people{days}"
        )
    lines += [
        f"Warning: {problem['message']} {problem.get('flag', '')}".rstrip()
        for problem in found["problems"]
    ]
    return lines + [f"Note: {note}" for note in found["notes"]]
