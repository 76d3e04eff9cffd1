"""`areas`: what is done with small areas: `plan` draws neighbourhoods of them, `save`
makes a plan the neighbourhoods of the dataset."""

from typing import Any

from analytics.commands.areas import asked, plan, save
from analytics.definitions.filters import Filters
from analytics.store.dataset import Dataset

ACTIONS = ("plan", "save")


def add_arguments(parser: Any) -> None:
    """What to do, and with what."""
    parser.add_argument("action", choices=ACTIONS, help="what to do with the areas")
    asked.add_arguments(parser)
    save.add_arguments(parser)


def run(dataset: Dataset, filters: Filters, args: Any) -> dict[str, Any]:
    """What came of it. Raises InputError with everything that is in the way."""
    if args.action == "save":
        return save.run(dataset, args)
    return plan.run(dataset, filters, args)


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    return save.as_text(found) if "saved" in found else plan.as_text(found)
