"""`python -m analytics build`: a dataset from canonical tables that lie in a
lakehouse."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.commands.check import table_lines
from analytics.commands.output.progress import shown_progress
from analytics.commands.output.version import add_into, made
from analytics.definitions.contract import FLAGS, TABLES
from analytics.exhibits import beforehand
from analytics.lakehouse.build import build
from analytics.lakehouse.inputs import LakehouseInputs


def add_arguments(parser: ArgumentParser) -> None:
    """Where the tables lie, what their ids are, and the dataset to build."""
    parser.add_argument(
        "--from",
        dest="base",
        default="",
        metavar="PLACE",
        help="a folder or address (abfss://…, s3://…) of Parquet or Delta tables, or a "
        "schema of a catalogue (catalog.schema), with tables of the canonical names "
        "(docs/lakehouse.md)",
    )
    for flag, table in FLAGS.items():
        parser.add_argument(
            f"--{flag}",
            default="",
            metavar="TABLE",
            help=f"{TABLES[table].title}, where they lie elsewhere",
        )
    parser.add_argument(
        "--pseudonyms",
        action="store_true",
        help="the ids are pseudonyms already and are used as they are",
    )
    add_into(parser)
    parser.add_argument(
        "--accept-left-out",
        action="store_true",
        help="go on though more than a fifth of a table's rows are left out",
    )
    parser.add_argument(
        "--new-key",
        action="store_true",
        help="make a key of the pseudonyms in place of one that is missing or damaged",
    )


def run(args: Namespace) -> dict[str, Any]:
    """Build and give what became of it: dataset, version, tables, exclusions, spans,
    warnings, and rows in, kept and left out of each table."""
    inputs = LakehouseInputs(
        args.base,
        {flag: getattr(args, flag) for flag in FLAGS if getattr(args, flag)},
        args.pseudonyms,
        args.accept_left_out,
        args.new_key,
    )
    dataset = build(inputs, args.into, progress=shown_progress)
    beforehand.work_out(dataset, shown_progress)
    return made(dataset)


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    first = f"Built dataset {found['dataset']}, version {found['version']}."
    return "\n".join([first, *table_lines(found)])
