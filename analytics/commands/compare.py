"""`compare`: the headline numbers beside those of another place or of the year
before."""

from analytics.commands.output.rows import rows_of
from analytics.definitions.words import counted, percent, pounds
from analytics.disclosure import Audience, protect
from analytics.measures.comparing.compare_with import choices, other
from analytics.measures.comparing.side_by_side import side_by_side

KEPT = (
    "who",
    "people",
    "attendances",
    "base",
    "frequent_people",
    "per_1000",
    "frequent_attendances",
    "share",
    "per_person",
    "per_head",
    "cost_gbp",
    "hours",
)


def add_arguments(parser) -> None:
    """What to compare with; without it, what there is to choose from."""
    parser.add_argument(
        "--with",
        dest="key",
        metavar="KEY",
        help="previous_year, pcn, place, icb, everyone or practice:CODE; "
        "left out: prints what there is",
    )


def run(dataset, filters, args) -> dict:
    """choices (key to title); with a key also rule_there, services (each: here, there),
    notes."""
    found = {"choices": dict(choices(dataset, filters))}
    if not args.key:
        return found
    protected = protect(
        side_by_side(dataset, filters, args.key), Audience.PSEUDONYMISED
    )
    services: dict = {}
    for row in rows_of(protected.table):
        services.setdefault(row["setting"], {})[row["side"]] = {
            name: row[name] for name in KEPT
        }
    return found | {
        "rule_there": other(dataset, filters, args.key).sentence(),
        "services": services,
        "base": protected.result.column("base").title,
        "notes": list(protected.result.notes),
    }


def as_text(found: dict) -> str:
    """The same for people."""
    if "services" not in found:
        return "\n".join(
            ["It can be compared with:"]
            + [f"- --with {key}: {title}" for key, title in found["choices"].items()]
        )
    lines = [
        line
        for service, sides in found["services"].items()
        for line in [
            f"{service}:",
            *(_line(side, found["base"]) for side in sides.values()),
        ]
    ]
    return "\n".join(lines + found["notes"])


def _line(side: dict, base: str) -> str:
    parts = [counted(side["frequent_people"], "frequent attender")]
    if side["per_1000"] is not None:
        parts.append(f"{side['per_1000']:.2f} per 1,000 {base.lower()}")
    if side["share"] is not None:
        parts.append(f"{percent(side['share'], 1)} of all attendances")
    if side["per_head"] is not None:
        parts.append(f"{side['per_head']:.2f} visits a head")
    if side["cost_gbp"] is not None:
        parts.append(pounds(side["cost_gbp"]))
    return f"- {side['who']}: {'; '.join(parts)}."
