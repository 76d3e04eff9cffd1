"""`savings`: what the before and after is worth: gross, net, and how likely it pays."""

from analytics.commands import impact
from analytics.definitions.event_kinds import kind
from analytics.definitions.words import percent
from analytics.errors import InputError, Problem
from analytics.measures.before_after.impact import impact_of
from analytics.measures.savings.worth import (
    Programme,
    costs_to_choose,
    own_cost,
    worth,
)
from analytics.methods.savings import Post, UnitCost, unit_costs

OWN_FLAGS = impact.OWN_FLAGS


def add_arguments(parser) -> None:
    """The question of `impact`, a unit cost and what the programme costs."""
    impact.add_arguments(parser)
    parser.add_argument(
        "--unit-cost",
        metavar="POUNDS_OR_NAME",
        help="pounds, or one of: "
        + ", ".join(c.key for c in unit_costs())
        + "; default: the extract's own average, else the national one",
    )
    parser.add_argument(
        "--programme-cost",
        default="0",
        metavar="POUNDS",
        help="pounds a year for everything but posts",
    )
    parser.add_argument("--posts", default="0", help="full-time posts")
    parser.add_argument(
        "--post-cost", default="50000", metavar="POUNDS", help="of one, a year"
    )
    parser.add_argument(
        "--cash-share",
        default="0.3",
        help="share of an average cost that could be cashed, 0 to 1 (0.3)",
    )


def run(dataset, filters, args) -> dict:
    """The savings of the `impact` that the same flags ask for."""
    numbers = _numbers(args)
    result = impact_of(dataset, filters, impact.question(args))
    of = kind(args.setting)
    own = own_cost(dataset, filters, of).table.to_dict("records")
    cost = _cost(args, costs_to_choose(of, own))
    posts = (Post("Full-time post", numbers["post_cost"], count=numbers["posts"]),)
    programme = Programme(cost, posts, numbers["programme_cost"], numbers["cash_share"])
    found = worth(result, programme)
    return found.to_json() | {
        "finding": found.words,
        "people": result.people,
        "method": result.best.method,
    }


def _numbers(args) -> dict[str, float]:
    found, faults = {}, []
    for name in ("programme_cost", "posts", "post_cost", "cash_share"):
        text = getattr(args, name)
        try:
            found[name] = float(text)
        except ValueError:
            found[name] = float("nan")
        top = 1.0 if name == "cash_share" else float("inf")
        if not 0 <= found[name] <= top:
            faults.append(
                Problem(
                    rule="flag",
                    found=(
                        f"--{name.replace('_', '-')}: expected a number from "
                        f"0{' to 1' if top == 1 else ''}, found {text!r}."
                    ),
                    remedy="Give a number without a sign or separator.",
                )
            )
    if faults:
        raise InputError(faults)
    return found


def _cost(args, choices: tuple[UnitCost, ...]) -> UnitCost:
    text = args.unit_cost
    if not text and choices:
        return choices[0]
    for cost in choices:
        if cost.key == text:
            return cost
    try:
        return UnitCost(
            "chosen here",
            float(text or ""),
            "not stated",
            "command line",
            "own",
            args.setting,
        )
    except ValueError:
        raise InputError(
            Problem(
                rule="flag",
                found=f"--unit-cost: expected pounds or a name, found {text or ''!r}.",
                remedy="Give pounds, or one of: "
                f"{', '.join(cost.key for cost in choices) or 'none is known'}.",
            )
        ) from None


def as_text(found: dict) -> str:
    """The finding for people."""
    chance = found["probability"]
    return "\n".join(
        [
            found["finding"],
            f"Unit cost £{found['unit_cost']['pounds']:,.2f} "
            f"({found['unit_cost']['name']}, "
            f"prices of {found['unit_cost']['price_year']}).",
            ""
            if chance is None
            else f"Chance that it pays for itself: {percent(chance)}.",
        ]
    ).strip()
