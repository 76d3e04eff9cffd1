"""`risk`: who will be above the rule in the next twelve months, and how far that can be
trusted."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from analytics.commands.output.files import as_csv, written
from analytics.commands.output.progress import shown_progress
from analytics.commands.output.rows import short_rows_of
from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError, Problem
from analytics.exhibits import who_next as exhibits
from analytics.measures.risk import by_part, curves, judged, named, then
from analytics.measures.risk.kept import came_of
from analytics.store.dataset import Dataset
from analytics.worklist.lists_kept import keep, kept


def add_arguments(parser: ArgumentParser) -> None:
    """Of which service, how many the team may name, and where the list goes."""
    every = [kind.slug for kind in kinds_with_rule()]
    parser.add_argument("--kind", choices=every, help="of this kind of event alone")
    parser.add_argument(
        "--capacity",
        type=int,
        default=exhibits.CAPACITIES[0],
        help="how many people the team may name",
    )
    parser.add_argument(
        "--group",
        choices=list(exhibits.GROUPS),
        default=next(iter(exhibits.GROUPS)),
        help="whose list is written with --csv or kept with --keep",
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep that list, so that in a year it is said what became of them",
    )
    parser.add_argument("--by", default="", help="who keeps it: initials or team")
    parser.add_argument("--csv", metavar="OUT", help="the people named, as a CSV file")


def run(dataset: Dataset, filters: Filters, args: Namespace) -> dict[str, Any]:
    """as_at, rule, and of each kind of event: judged (a row a group and model),
    made_of, and of each group calibration, benefit, by (age, sex, deprivation, ethnic
    group, practice), named_then, and lists: what became of those kept. --keep keeps
    one more. Exact numbers: for an analyst. Raises InputError."""
    if args.capacity < 1:
        raise InputError(
            Problem("flag", "--capacity: expected 1 or more.", "Give --capacity 30.")
        )
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    found: dict[str, Any] = {
        "as_at": str(gate.scope.filters.as_at),
        "rule": gate.sentence,
        "capacity": args.capacity,
    }
    lists = kept(dataset)
    asked = [one for one in dataset.kinds_with_rule if args.kind in (None, one.slug)]
    for kind in asked:
        exhibits.learn(gate, kind, shown_progress)
        found[kind.slug] = _of(gate, kind, args.capacity)
        rows = gate.ask(came_of, kind, lists).table
        found[kind.slug]["lists"] = short_rows_of(rows)
    if args.csv and asked:
        about = (args.group, args.capacity, exhibits.programme(gate, asked[0]))
        people = gate.ask(named.named, asked[0], *about).table
        found["csv"] = written(Path(args.csv), as_csv(people), "--csv")
    if args.keep and asked:
        named_now = exhibits.list_of(gate, asked[0], args.group, args.capacity)
        keep(dataset, named_now.kept_by(args.by))
        found["kept"] = len(named_now.people)
    return found


def _of(gate: Gate, kind: EventKind, capacity: int) -> dict[str, Any]:
    told = gate.ask(judged.judged, kind, capacity)
    return {
        "judged": short_rows_of(told.table),
        "made_of": short_rows_of(gate.ask(curves.made_of, kind).table),
        "notes": list(told.result.notes),
        "groups": {
            group: {
                "calibration": short_rows_of(
                    gate.ask(curves.calibration, kind, group).table
                ),
                "benefit": short_rows_of(gate.ask(curves.benefit, kind, group).table),
                "named_then": short_rows_of(
                    gate.ask(then.became, kind, group, capacity).table
                ),
                "by": {
                    by: short_rows_of(gate.ask(by_part.by_part, kind, group, by).table)
                    for by in exhibits.BY
                },
            }
            for group in exhibits.GROUPS
        },
    }


def as_text(found: dict[str, Any]) -> str:
    """Of each group how many of those named were right, and whether a risk is
    offered."""
    lines = [found["rule"]]
    for slug, one in found.items():
        if not isinstance(one, dict):
            continue
        lines += ["", f"{slug}:"]
        lines += one["notes"] if not one["judged"] else []
        for row in one["judged"]:
            line = (
                f"- {row['group']}, {row['model'].lower()}: {row['right']} of "
                f"{row['named']} named were right, c {row['c']}, slope {row['slope']}"
            )
            if row["best"]:
                line += "; offered" if row["offered"] else f"; no: {row['why_not']}"
            lines.append(line)
        lines += [
            f"- named as at {row['as_at']} by {row['kept_by']} "
            f"({row['way'].lower()}): {row['above']} of {row['named']} above the rule"
            + ("" if row["whole"] else " so far")
            for row in one["lists"]
        ]
    if "kept" in found:
        lines.append(f"Kept: {counted(found['kept'], 'person', 'people')} as named.")
    if "csv" in found:
        lines.append(f"Written: {found['csv']}")
    return "\n".join(lines)
