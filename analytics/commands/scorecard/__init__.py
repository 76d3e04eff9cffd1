"""`scorecard`: what the national scorecard wants of a month, what was to be expected
anyway, and the official workbook filled."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from analytics.commands.output.rows import short
from analytics.definitions.event_kinds import kind, kinds_with_rule
from analytics.definitions.scorecard import metric
from analytics.definitions.scorecard.splits import SPLITS
from analytics.definitions.scorecard.suppression import IN_WORDS
from analytics.definitions.words import count, interval, month_in_words, rate
from analytics.disclosure import Audience, Gate, Protected
from analytics.errors import InputError, Problem
from analytics.export.scorecard.fill import must_be_ready
from analytics.export.scorecard.submit import submit
from analytics.measures.scorecard.card import card
from analytics.measures.scorecard.group import group_of
from analytics.measures.scorecard.metrics_counted import all_counted
from analytics.measures.scorecard.submission import COHORT, submission
from analytics.measures.scorecard.wanted import Wanted, month_of

OWN_FLAGS = ("--cohort",)  # here whom it is of, elsewhere a filter
MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def add_arguments(parser) -> None:
    """Whom, which month, and the workbook to fill."""
    slugs = [one.slug for one in kinds_with_rule()]
    parser.add_argument(
        "--cohort",
        required=True,
        metavar="COHORT",
        help="caseload (everybody offered support), rule, top:30, or a saved cohort",
    )
    parser.add_argument("--month", metavar="YYYY-MM", help="usually the last whole one")
    parser.add_argument(
        "--setting",
        choices=slugs,
        default=slugs[0],
        help="by which service rule and top pick people",
    )
    parser.add_argument("--template", metavar="FILE", help="the official workbook")
    parser.add_argument("--project", metavar="NAME", help="as the template lists it")
    parser.add_argument("--out", metavar="FILE", help="the filled workbook")


def run(dataset, filters, args) -> dict[str, Any]:
    """month (YYYY-MM), cohort (in words), people; metrics: id, name, count, cohort,
    rate, expected, lower, upper (all three rates per 1,000 of the cohort), missing;
    and metric, rule, left_open, settled, source, beside (other counts by name), note,
    untold (why nothing is expected), by (count and cohort by group). With a template
    also filled: the file, its cells and what could not be filled. Exact numbers: for an
    analyst."""
    wanted = asked(args)
    _must_be_there(dataset, filters, wanted, args)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    found = gate.ask(card, wanted)
    numbers = gate.ask(submission, wanted)
    group = group_of(dataset, filters, wanted)
    beside = {
        one.metric.slug: one.beside for one in all_counted(dataset, filters, wanted)
    }
    said = {
        "month": f"{group.month:%Y-%m}",
        "cohort": group.picked.words,
        "people": group.size,
        "rule": found.result.rule,
        "metrics": [
            _one(row, group.size, beside[row["slug"]], numbers)
            for row in found.table.to_dict("records")
        ],
        "notes": list(found.result.notes),
    }
    if args.template:
        out = Path(args.out)
        done = submit(_bytes(args.template), numbers, group.month, args.project)
        out.write_bytes(done.content)
        said["filled"] = {
            "file": str(out),
            "cells": done.cells,
            "told": [*done.told, IN_WORDS],
        }
    return said


def _must_be_there(dataset, filters, wanted: Wanted, args) -> None:
    """Raises InputError with every fault of the month, the cohort and the template."""
    faults: dict[Problem, None] = {}
    month = wanted.month
    try:
        month = month_of(dataset, filters, wanted)
        group_of(dataset, filters, wanted)
    except InputError as told:
        faults |= dict.fromkeys(told.problems)
    if args.template:
        try:
            content = _bytes(args.template)
            must_be_ready(content, month or dataset.last_day, args.project)
        except InputError as told:
            faults |= dict.fromkeys(told.problems)
    if faults:
        raise InputError(faults)


def asked(args) -> Wanted:
    """What the flags ask. Raises InputError with every fault of them."""
    faults, month = [], None
    if args.month:
        read = MONTH.fullmatch(args.month.strip())
        try:
            month = date(int(read[1]), int(read[2]), 1) if read else None
        except ValueError:
            month = None
        if month is None:
            faults.append(_flag("month", "a month such as 2026-09", args.month))
    together = (args.template, args.project, args.out)
    if any(together) and not all(together):
        faults.append(
            Problem(
                rule="flag",
                found="--template, --project and --out belong together.",
                remedy="Give all three, or none of them.",
            )
        )
    if args.template and args.out:
        one, other = Path(args.template), Path(args.out)
        if one.resolve() == other.resolve():
            faults.append(
                Problem(
                    rule="flag",
                    found="--out is the template itself.",
                    remedy="Give another name, so that the template stays empty.",
                )
            )
        elif other.exists() and not other.is_file() or not other.parent.is_dir():
            faults.append(_flag("out", "a file in a folder that is there", other.name))
    if faults:
        raise InputError(faults)
    return Wanted(args.cohort, month, kind(args.setting))


def _flag(name: str, wanted: str, found: str) -> Problem:
    return Problem(
        rule="flag",
        found=f"--{name}: expected {wanted}, found {found!r}.",
        remedy=f"Give {wanted}.",
    )


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError:
        raise InputError(
            [
                Problem(
                    rule="file",
                    file=Path(name).name,
                    found="The template cannot be read.",
                    remedy="Check its name and whether you may open it.",
                )
            ]
        ) from None


def _one(
    row: dict[str, Any], people: int, beside: dict[str, int], numbers: Protected
) -> dict[str, Any]:
    one = metric(row["slug"])
    missing = row["missing"] or None
    return {
        "id": one.id,
        "name": one.name,
        "count": None if missing else int(row["count"]),
        "cohort": people,
        **{key: short(row[key]) for key in ("rate", "expected", "lower", "upper")},
        "missing": missing,
        "metric": one.slug,
        "label": one.label,
        "rule": one.rule,
        "source": one.source,
        "left_open": one.left_open,
        "settled": one.settled,
        "beside": beside,
        "note": row["note"],
        "untold": row["untold"],
        "by": _by(one.slug, numbers),
    }


def _by(slug: str, numbers: Protected) -> dict[str, dict[str, dict[str, Any]]]:
    """By split and group: count and cohort."""
    table = numbers.table.set_index(["slug", "split", "group"])["count"]

    def number(of: str, split: str, group: str) -> int | None:
        value = table[of, split, group]
        return None if value != value else int(value)

    return {
        split.title: {
            group: {
                "count": number(slug, split.slug, group),
                "cohort": number(COHORT, split.slug, group),
            }
            for group in split.groups
        }
        for split in SPLITS
    }


def as_text(found: dict[str, Any]) -> str:
    """The scorecard for people."""
    month = date.fromisoformat(f"{found['month']}-01")
    lines = [
        f"{month_in_words(month)}: {found['cohort']} ({count(found['people'])} "
        f"people).",
        "",
    ]
    for one in found["metrics"]:
        said = f"- {one['id']} {one['name']}: "
        if one["missing"]:
            lines.append(f"{said}blank: {one['missing']}.")
            continue
        said += count(one["count"])
        if one["rate"] is not None:
            said += f", {rate(one['rate'])} per 1,000"
        if one["expected"] is not None:
            between = interval(one["lower"], one["upper"])
            said += f"; expected anyway {rate(one['expected'])} ({between})"
        lines.append(f"{said}.")
    if "filled" in found:
        done = found["filled"]
        lines += ["", f"Filled {done['cells']} cells of {done['file']}.", *done["told"]]
    return "\n".join([*lines, "", *found["notes"]])
