"""`footprint`: what a group of people uses of every service, beside everyone else."""

from typing import Any

from analytics.definitions.words import percent, pounds
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.avoidable import asked_of, avoidable, conditions
from analytics.measures.footprint.concentration import concentration
from analytics.measures.footprint.net import net
from analytics.measures.footprint.services import services
from analytics.measures.footprint.used import unit_costs_of
from analytics.measures.footprint.whom import RULE, group
from analytics.measures.result import Result

RATIOS = ("each", "nights_each", "pounds_each")


def add_arguments(parser) -> None:
    """Whose footprint, and whether before and after of every service is wanted too."""
    parser.add_argument(
        "--of",
        default=RULE,
        metavar="WHOM",
        help="rule (the filters'), caseload, top:30, everybody, or a fixed cohort",
    )
    parser.add_argument(
        "--before-after",
        action="store_true",
        help="also every service of the caseload before and after (slower)",
    )


def run(dataset, filters, args) -> dict:
    """Every number of the page *Footprint*, exact: for an analyst. A service that no
    extract is of is not among them, and in `notes`."""
    scope = settle(dataset, filters)
    whole = services(dataset, filters, args.of)
    by_rule = avoidable(dataset, filters, args.of)
    few = concentration(dataset, filters)
    found = {
        "group": group(dataset, scope, args.of).words,
        "as_at": str(scope.filters.as_at),
        "months": filters.months,
        "services": [_service(row) for row in _rows(whole)],
        "concentration": [
            row | {"share": row["pounds"] / row["all_pounds"]} for row in _rows(few)
        ],
        "avoidable": [_shares(row) for row in _rows(by_rule)],
        "conditions": _rows(conditions(dataset, filters, args.of)),
        "not_asked": [
            {"rule": title, "why": why} for title, why in asked_of(dataset)[1]
        ],
        "unit_costs": [
            {
                "service": kind.called,
                "name": cost.name,
                "pounds": cost.pounds,
                "price_year": cost.price_year,
                "source": cost.source,
            }
            for kind in dataset.kinds
            for cost in unit_costs_of(kind)
        ],
        "notes": list(whole.notes),
    }
    if args.before_after:
        found["before_after"] = _rows(net(dataset, filters))
    return found


def _rows(result: Result) -> list[dict[str, Any]]:
    """The rows of a result, null where a number is not known; without columns that are
    worked out of others."""
    table = result.table.dropna(axis=1, how="all")
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): _plain(v) for name, v in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _service(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `services` with its ratios."""
    for before in ("", "other_"):
        heads = row[f"{before}heads"]
        for name, of in zip(RATIOS, ("contacts", "days", "pounds"), strict=True):
            top = row.get(f"{before}{of}")
            known = top is not None and heads
            row[f"{before}{name}"] = top / heads if known else None
    expected = row.get("expected")
    row["ratio"] = row["contacts"] / expected if expected else None
    return row


def _shares(row: dict[str, Any]) -> dict[str, Any]:
    for before in ("", "other_"):
        of = row[f"{before}classed"]
        row[f"{before}share"] = row[f"{before}held"] / of if of else None
    return row


def as_text(found: dict) -> str:
    """The findings for people."""
    lines = [f"Footprint of {found['group']}:"]
    for row in found["services"]:
        times = "" if row["ratio"] is None else f", {row['ratio']:.1f} times expected"
        cost = row["pounds_each"]
        money = "" if cost is None else f", {pounds(cost)} a head"
        lines.append(
            f"{row['service']}: {row['contacts']:,} by {row['users']:,} of "
            f"{row['heads']:,} people{times}{money}."
        )
    for row in found["avoidable"]:
        share = "none" if row["share"] is None else percent(row["share"])
        lines.append(
            f"{row['title']}: {row['held']:,} of {row['classed']:,} ({share}); "
            f"{row['unclassed']:,} could not be classed."
        )
    lines += [f"{one['rule']}: {one['why']}." for one in found["not_asked"]]
    for row in found.get("before_after", ()):
        why = row.get("why_not")
        told = f"cannot tell: {why}" if why else f"ratio {row['ratio']:.2f}"
        if why and row.get("observed") is not None:
            low, high = row["observed_lower"], row["observed_upper"]
            told += f" (after ÷ before {row['observed']:.2f}, {low:.2f} to {high:.2f})"
        lines.append(f"Before and after, {row['service']}: {told}.")
    return "\n".join([*lines, *found["notes"]])
