"""`python -m analytics load`: read, check, pseudonymise, build and make live."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analytics.commands.check import (
    add_files,
    inputs_of,
    table_lines,
)
from analytics.commands.output.progress import shown_progress
from analytics.exhibits import beforehand
from analytics.store.load.build import load


def add_arguments(parser: ArgumentParser) -> None:
    """The files, and the dataset to load them into."""
    add_files(parser)
    parser.add_argument(
        "--into",
        required=True,
        metavar="DATASET",
        help="name of the dataset under the data home",
    )


def run(args: Namespace) -> dict[str, Any]:
    """Load and give what became of it: dataset, version, rows, exclusions, spans,
    warnings.

    `accounts`: rows in, kept and left out of each table, and the file of those left
    out.
    """
    dataset = load(inputs_of(args), args.into, progress=shown_progress)
    beforehand.work_out(dataset, shown_progress)
    manifest = dataset.manifest
    return {
        "dataset": dataset.name,
        "version": manifest.version,
        "fingerprint": manifest.fingerprint,
        "folder": str(Path(dataset.folder)),
        "files": [asdict(source) for source in manifest.sources],
        "exclusions": [asdict(one) for one in manifest.exclusions],
        "accounts": [
            asdict(one) | {"file": str(dataset.left_out_file(one.table) or "")}
            for one in manifest.accounts
        ],
        "spans": [asdict(span) for span in manifest.spans],
        "problems": list(manifest.problems),
        "notes": list(manifest.notes),
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"Loaded into dataset {found['dataset']}, version {found['version']}."]
    listed = [
        f"{one['table']}: the {one['left_out']:,} rows left out, each with its "
        f"reason, are in {one['file']}"
        for one in found["accounts"]
        if one["file"]
    ]
    return "\n".join(lines + table_lines(found) + listed)
