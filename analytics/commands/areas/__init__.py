"""`areas`: what is done with small areas: `plan` draws neighbourhoods of them, `save`
makes a plan the neighbourhoods of the dataset, `need` scores where need is greatest."""

from typing import Any

from analytics.commands.areas import asked, need, plan, save
from analytics.definitions.filters import Filters
from analytics.store.dataset import Dataset

ACTIONS = {"plan": plan, "save": save, "need": need}


def add_arguments(parser: Any) -> None:
    """What to do, and the flags of each."""
    parser.add_argument(
        "action", choices=list(ACTIONS), help="what to do with the areas"
    )
    for flags in (asked, save, need):
        flags.add_arguments(parser)
    parser.add_argument("--seed", type=int, help="of what is drawn at random")
    parser.add_argument(
        "--out", metavar="F.csv", help="plan: lsoa_code, neighbourhood; need: the ranks"
    )


def run(dataset: Dataset, filters: Filters, args: Any) -> dict[str, Any]:
    """What the action finds. Raises InputError with everything that is in the way."""
    return {"action": args.action} | ACTIONS[args.action].run(dataset, filters, args)


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    return ACTIONS[found["action"]].as_text(found)
