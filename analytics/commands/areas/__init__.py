"""`areas`: what is done with small areas: `plan` draws neighbourhoods of them, `need`
scores where need is greatest."""

from analytics.commands.areas import need, plan

ACTIONS = {"plan": plan, "need": need}


def add_arguments(parser) -> None:
    """What to do, and the flags of each."""
    parser.add_argument(
        "action", choices=list(ACTIONS), help="what to do with the areas"
    )
    for action in ACTIONS.values():
        action.add_arguments(parser)
    parser.add_argument("--seed", type=int, help="of what is drawn at random")
    parser.add_argument(
        "--out", metavar="F.csv", help="plan: lsoa_code, neighbourhood; need: the ranks"
    )


def run(dataset, filters, args) -> dict:
    """What the action finds; raises InputError as it does."""
    return {"action": args.action} | ACTIONS[args.action].run(dataset, filters, args)


def as_text(found: dict) -> str:
    """The same for people."""
    return ACTIONS[found["action"]].as_text(found)
