"""`services`: who near here can help; or, without a postcode, who has help within
reach."""

import json
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from analytics.commands.output.rows import rows_of
from analytics.definitions.filters import Filters
from analytics.definitions.services import needs, referrers
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError, Problem
from analytics.export import open_referral
from analytics.measures.places.rule import rules_of
from analytics.measures.services import access, finder, look_from
from analytics.measures.services.directory import today
from analytics.store.dataset import Dataset
from analytics.store.home import write_whole

HIDDEN = ("inside", "lat", "lon")


def add_arguments(parser: ArgumentParser) -> None:
    """From where and how far, and what for."""
    parser.add_argument(
        "--near", metavar="POSTCODE", help="a whole postcode; it is not kept"
    )
    parser.add_argument("--km", metavar="KM", help="how far, usually 3")
    parser.add_argument(
        "--directory",
        metavar="FILE",
        help="write the directory there, as a page of Open Referral's JSON",
    )
    parser.add_argument("--need", default="", help="what it must help with")
    parser.add_argument("--age", dest="aged", metavar="YEARS", help="of the person")
    parser.add_argument(
        "--who", choices=list(referrers.TITLES), default="", help="who refers"
    )
    parser.add_argument(
        "--open-at", metavar="YYYY-MM-DDTHH:MM", help="open then; now, for now"
    )
    parser.add_argument("--free", action="store_true", help="only what costs nothing")
    parser.add_argument(
        "--search", default="", metavar="WORDS", help="whom it is for, what it does"
    )


def run(dataset: Dataset, filters: Filters, args: Namespace) -> dict[str, Any]:
    """services: each with name, km and what a referrer needs, nearest first;
    without_place: those that fit and have none. Without --near, areas: what each has
    within reach."""
    now = today()
    if args.directory:
        whole = open_referral.page(dataset, now.date())
        write_whole(Path(args.directory), json.dumps(whole, indent=1))
        return {"directory": args.directory, "services": whole["total_items"]}
    offered = finder.offered(dataset, filters, now.date())
    faults: list[Problem] = []
    need = _need(args.need, offered, faults)
    reach = _number(args.km, "--km", finder.KM if args.near else access.REACH, faults)
    age = _number(args.aged, "--age", None, faults)
    at = _moment(args.open_at, now, faults)
    place = None
    if args.near:
        try:
            place = look_from.of_postcode(dataset, args.near)
        except InputError as fault:
            faults += fault.problems
    if faults:
        raise InputError(faults)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    if place is None:
        return _access(gate, access.Within(need, reach or access.REACH, now.date()))
    asked = finder.Asked(
        place,
        now.date(),
        reach or finder.KM,
        need,
        int(age) if age is not None else None,
        args.who,
        args.search,
        args.free,
        at,
    )
    found = gate.ask(finder.near, asked)
    rows = [
        {name: value for name, value in row.items() if value not in ("", None)}
        for row in rows_of(found.table)
    ]

    def told(row: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name not in HIDDEN}

    return {
        "km": reach,
        "need": needs.title_of(need),
        "services": [told(row) for row in rows if row["inside"]],
        "farther": sum("km" in row and not row["inside"] for row in rows),
        "without_place": [told(row) for row in rows if "km" not in row],
        "notes": list(found.result.notes),
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    if "directory" in found:
        return f"{found['services']} services are in {found['directory']}."
    if "areas" in found:
        lines = [found["measure"]]
        none = [one for one in found["areas"] if not one["near"]]
        lines += [f"{len(none)} of {len(found['areas'])} areas have none:"]
        return "\n".join(lines + [f"  {one['name']}" for one in none])
    if not found["services"]:
        return f"No service within {found['km']:g} km; {found['farther']} farther away."
    return "\n".join(
        "  ".join(
            part
            for part in (
                f"{one['km']:5.2f} km",
                one["name"],
                one.get("hours", ""),
                one.get("how", ""),
            )
            if part
        )
        for one in found["services"]
    )


def _access(gate: Gate, within: access.Within) -> dict[str, Any]:
    rule = next(iter(rules_of(gate.dataset).values()))
    found = gate.ask(access.by_small_area, rule, within)
    return {
        "measure": found.result.measure,
        "areas": rows_of(found.table),
        "notes": list(found.result.notes),
    }


def _need(said: str, offered: dict[str, str], faults: list[Problem]) -> str:
    """The slug of a need that is said by slug, title or a word of ours."""
    if not said:
        return ""
    plain = said.casefold()
    for slug, title in offered.items():
        if plain in (slug.casefold(), title.casefold()):
            return slug
    read = [slug for slug in needs.needs_of([said], "") if slug in offered]
    if read:
        return read[0]
    titles = ", ".join(offered.values()) or "none: no services are loaded"
    faults.append(
        Problem(
            "need_unknown",
            f"--need: no service here meets {said!r}.",
            f"Needs that are met: {titles}.",
        )
    )
    return ""


def _number(
    said: str | None, flag: str, usual: float | None, faults: list[Problem]
) -> float | None:
    if said is None:
        return usual
    try:
        number = float(said)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1000 or (flag == "--km" and number == 0):
        faults.append(
            Problem("flag", f"{flag}: not a number that fits.", "Give one, such as 5.")
        )
        return usual
    return number


def _moment(said: str | None, now: datetime, faults: list[Problem]) -> datetime | None:
    if said is None:
        return None
    if said == "now":
        return now
    try:
        return datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        faults.append(
            Problem(
                "flag",
                "--open-at: not a day and time.",
                "Give one as 2026-03-02T18:30, or now.",
            )
        )
        return None
