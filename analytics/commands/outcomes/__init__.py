"""`outcomes`: every target, published and of one's own, judged month by month by the
programme's own share."""

from typing import Any

from analytics.commands.output.rows import short
from analytics.definitions.outcomes import Outcome, published
from analytics.definitions.words import interval, listed
from analytics.disclosure import Audience, Gate, Protected
from analytics.errors import InputError, Problem
from analytics.measures.outcomes.by_month import by_month
from analytics.measures.outcomes.judged import judged
from analytics.measures.outcomes.own import own
from analytics.methods.impact.describe import percent

NUMBERS = ("crude", "share", "lower", "upper")
OF_A_MONTH = ("amount", "per", "rate", "expected", "so_far", "share", "lower", "upper")


def add_arguments(parser) -> None:
    """Which target is wanted month by month."""
    parser.add_argument(
        "--outcome",
        metavar="NAME",
        action="append",
        default=[],
        help="also this one month by month: its name in the answer; may be repeated",
    )


def run(dataset, filters, args) -> dict[str, Any]:
    """outcomes, a row each: name, title, whose, target (in words), at_least and at_most
    (shares to come down by), measure, group, picked (when), people, crude_change (named
    so: after against before), own_share with lower and upper (against what was to be
    expected anyway, 95%), verdict (met, on course, not, cannot tell), since. by_month:
    of those asked, by name, a row a month. Exact numbers: for an analyst. Raises
    InputError with every fault of `outcomes.toml`."""
    outcomes = (*published(), *own(dataset))
    wanted = _wanted(outcomes, args.outcome)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    found = gate.ask(judged, outcomes)
    rows = found.table.to_dict("records")
    return {
        "outcomes": [_one(*pair) for pair in zip(outcomes, rows, strict=True)],
        "by_month": {one.name: _months(gate.ask(by_month, one, 1)) for one in wanted},
    }


def _wanted(outcomes: tuple[Outcome, ...], names: list[str]) -> list[Outcome]:
    known = {text.casefold(): one for one in outcomes for text in (one.name, one.title)}
    strange = [name for name in names if name.casefold() not in known]
    if strange:
        raise InputError(
            [
                Problem(
                    rule="flag",
                    found=f"--outcome: there is no target {name!r}.",
                    remedy=f"Give {listed((one.name for one in outcomes), 'or')}.",
                )
                for name in strange
            ]
        )
    return [known[name.casefold()] for name in names]


def _one(outcome: Outcome, row: dict[str, Any]) -> dict[str, Any]:
    crude, share, lower, upper = (short(row[name]) for name in NUMBERS)
    return {
        "name": outcome.name,
        "title": outcome.title,
        "whose": outcome.whose,
        "target": outcome.aim,
        "at_least": outcome.least,
        "at_most": outcome.most,
        "measure": outcome.measure,
        "group": outcome.group or outcome.define,
        "picked": row["picked"] or None,
        "people": int(row["people"]),
        "crude_change": crude,
        "own_share": share,
        "lower": lower,
        "upper": upper,
        "verdict": row["answer"],
        "since": row["why"],
        "settled": outcome.settled,
        "source": outcome.source,
    }


def _months(found: Protected) -> list[dict[str, Any]]:
    rows = []
    for row in found.table.to_dict("records"):
        told = {name: short(row[name]) for name in OF_A_MONTH}
        told["crude_change"], told["own_share"] = told.pop("so_far"), told.pop("share")
        said = {"verdict": row["answer"] or None, "since": row["why"] or None}
        rows.append({"month": int(row["month"]), **told, **said})
    return rows


def as_text(found: dict[str, Any]) -> str:
    """The targets for people."""
    lines = []
    for one in found["outcomes"]:
        lines += [f"{one['title']} ({one['whose']}): {one['target']}", _said(one)]
    for name, rows in found["by_month"].items():
        lines += ["", f"{name}, by months since people were picked:"]
        lines += [
            f"  {row['month'] + 1}: {_said(row).strip()}"
            for row in rows
            if row["verdict"]
        ]
    return "\n".join(lines)


def _said(one: dict[str, Any]) -> str:
    crude = "not known" if one["crude_change"] is None else percent(one["crude_change"])
    share = "not known"
    if one["own_share"] is not None:
        reach = interval(one["lower"], one["upper"], percent)
        share = f"{percent(one['own_share'])} ({reach})"
    return (
        f"  {one['verdict']}, since {one['since']}. Crude change {crude}; own share "
        f"{share}."
    )
