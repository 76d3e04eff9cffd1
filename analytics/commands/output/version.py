"""A version that a command made of a dataset: the flag that names the dataset, and what
is told of it."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from analytics.store.dataset import Dataset


def add_into(parser: ArgumentParser) -> None:
    """The dataset that it is to be a version of."""
    parser.add_argument(
        "--into",
        required=True,
        metavar="DATASET",
        help="name of the dataset under the data home",
    )


def made(dataset: Dataset) -> dict[str, Any]:
    """dataset, version, fingerprint, folder, files, exclusions, accounts (rows in, kept
    and left out of each table), spans, problems and notes."""
    manifest = dataset.manifest
    return {
        "dataset": dataset.name,
        "version": manifest.version,
        "fingerprint": manifest.fingerprint,
        "folder": str(dataset.folder),
        "files": [asdict(source) for source in manifest.sources],
        "exclusions": [asdict(one) for one in manifest.exclusions],
        "accounts": [asdict(one) for one in manifest.accounts],
        "spans": [asdict(span) for span in manifest.spans],
        "problems": list(manifest.problems),
        "notes": list(manifest.notes),
    }
