"""`python -m analytics backup`: a copy of the data home, while the dashboard runs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from analytics.commands.output.progress import progress_in_place
from analytics.definitions.words import counted
from analytics.operation.copies.archive import Index
from analytics.operation.copies.taking import take


def add_arguments(parser: ArgumentParser) -> None:
    """The file to copy into, and one for the key."""
    parser.add_argument(
        "--to", required=True, type=Path, metavar="FILE", help="new file"
    )
    parser.add_argument(
        "--key-to",
        type=Path,
        metavar="FILE",
        help="a new file for the key of the pseudonyms, to be kept elsewhere; without "
        "it the key is in no copy",
    )


def run(args: Namespace) -> dict[str, Any]:
    """file, key_file, what is in it (`described`), and problems (that did not stop
    it)."""
    found = take(args.to, key_to=args.key_to, progress=progress_in_place)
    return {
        "file": str(args.to),
        "key_file": str(args.key_to or ""),
        **described(found.index),
        "problems": [one.as_dict() for one in found.problems],
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    return "\n".join([f"Copied to {found['file']}.", *lines(found)])


def described(index: Index) -> dict[str, Any]:
    """What a backup holds: made, bytes, files, datasets (each with its versions),
    decisions (None: on a server), record (hash of the last line)."""
    return {
        "made": index.made,
        "bytes": index.bytes,
        "files": len(index.files),
        "datasets": index.versions,
        "decisions": index.decisions,
        "record": index.record,
    }


def lines(found: dict[str, Any]) -> list[str]:
    """The same in words, and what did not stop it."""
    versions = sum(map(len, found["datasets"].values()))
    said = [
        f"Made {found['made'][:16].replace('T', ' ')} (UTC): "
        f"{counted(len(found['datasets']), 'dataset')} of "
        f"{counted(versions, 'version')}, "
        f"{counted(found['decisions'] or 0, 'decision')} of the worklist, "
        f"{found['bytes'] / 1e6:,.0f} MB.",
        f"Hash of the record's last line: {found['record'] or 'none'}.",
    ]
    return said + [f"Warning: {one['message']}" for one in found["problems"]]
