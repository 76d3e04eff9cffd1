"""`python -m analytics beforehand`: what the pages open with, worked out for each PCN
(or place, or ICB) before anybody asks. For a server that many people look at; a load
does it for the whole dataset alone."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.commands.output.progress import shown_progress
from analytics.definitions.filters import filter_called
from analytics.definitions.filters.places import GROUPS
from analytics.definitions.words import listed
from analytics.exhibits import beforehand
from analytics.store.dataset import open_dataset


def add_arguments(parser: ArgumentParser) -> None:
    """The dataset, and which of its places."""
    parser.add_argument("--data", required=True, metavar="DATASET")
    parser.add_argument(
        "--each",
        choices=[group.name for group in GROUPS],
        default=GROUPS[-1].name,
        help="of which places (default: %(default)s)",
    )


def run(args: Namespace) -> dict[str, Any]:
    """dataset, its version, and the places whose answers are kept with it."""
    dataset = open_dataset(args.data)
    beforehand.work_out(dataset, shown_progress)
    names = beforehand.work_out_each(dataset, args.each, shown_progress)
    return {
        "dataset": args.data,
        "version": dataset.manifest.version,
        "each": args.each,
        "of": names,
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    if not found["of"]:
        each = filter_called(found["each"]).title
        return f"Dataset {found['dataset']} names no {each}."
    return f"Kept with dataset {found['dataset']}: answers of {listed(found['of'])}."
