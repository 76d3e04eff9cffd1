"""`attenders`: one row a frequent attender, as a CSV file."""

from pathlib import Path

from analytics.commands.output.files import as_csv, written
from analytics.definitions.words import people
from analytics.measures.who.list_choice import CASELOAD, MOST, ORDERS, ListChoice
from analytics.measures.who.listing import listing


def add_arguments(parser) -> None:
    """Where the list goes, and what of it: as on the page."""
    parser.add_argument("--csv", required=True, metavar="OUT", help="the file to write")
    parser.add_argument(
        "--caseload", choices=list(CASELOAD), default="any", help="of these alone"
    )
    parser.add_argument("--search", default="", help="words in practice, PCN …")
    parser.add_argument("--order", choices=list(ORDERS), default=MOST, help="of rows")


def run(dataset, filters, args) -> dict:
    """Writes the list (pseudonyms, never identifiers) and says how many rows it has."""
    found = listing(dataset, filters)
    choice = ListChoice(None, args.caseload, args.search, args.order)
    names = [column.name for column in found.columns if column.shown]
    frame = choice.of(found.table)[names]
    file = written(Path(args.csv), as_csv(frame), "--csv")
    return {"people": len(frame), "file": file, "columns": list(frame.columns)}


def as_text(found: dict) -> str:
    """How many, and where."""
    return f"{people(found['people'])} written to {found['file']}."
