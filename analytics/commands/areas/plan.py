"""`areas plan`: contiguous neighbourhoods of nearly equal population, drawn from small
areas."""

import csv
import sys
from pathlib import Path

import numpy as np

from analytics.definitions.formulas import harmless
from analytics.definitions.words import count, counted, listed, percent
from analytics.errors import InputError, Problem
from analytics.measures.neighbourhoods.ground import ground as ground_of
from analytics.methods.neighbourhoods import choice, ensemble
from analytics.methods.neighbourhoods.ground import Ground, Rules, of_size
from analytics.methods.neighbourhoods.plan import Plan, plan_of
from analytics.methods.neighbourhoods.scores import scores
from analytics.methods.neighbourhoods.weights import WEIGHTS, weights_of


def add_arguments(parser) -> None:
    """What the plan must keep to, and where it is written."""
    parser = parser.add_argument_group("areas plan")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--count", type=int, metavar="N", help="how many neighbourhoods")
    many.add_argument(
        "--size", nargs=2, type=float, metavar=("LOW", "HIGH"), help="people in each"
    )
    parser.add_argument(
        "--within",
        type=float,
        metavar="SHARE",
        help="how far from equal population any may be (0.05)",
    )
    parser.add_argument(
        "--keep-lists",
        action="store_true",
        help="keep practices' lists together as far as can be",
    )
    parser.add_argument(
        "--together",
        action="append",
        default=[],
        metavar="CODE,CODE",
        help="areas that stay in one neighbourhood; may be repeated",
    )
    parser.add_argument(
        "--join",
        action="append",
        default=[],
        metavar="CODE,CODE",
        help="two areas joined without an edge, by a bridge; may be repeated",
    )
    parser.add_argument(
        "--weights",
        default="",
        metavar="NAME=W,…",
        help=f"what matters how much, of {', '.join(WEIGHTS)} (all but spread: 1)",
    )
    parser.add_argument("--plans", type=int, default=ensemble.PLANS, metavar="N")


def run(dataset, filters, args) -> dict:
    """The plan that does best among those drawn; writes it, raises InputError for what
    cannot be met."""
    _needed(args)
    seed = ensemble.SEED if args.seed is None else args.seed
    joins = _codes(args.join, "--join", exactly=2)
    together = _codes(args.together, "--together")
    weights = weights_of(args.weights)
    if args.plans < 1:
        raise InputError(
            Problem("flag", "--plans: expected 1 or more.", "Give a whole number.")
        )
    ground = ground_of(dataset, filters, joins)
    number, within = args.count, 0.05 if args.within is None else args.within
    if args.size:
        number, room = of_size(*args.size, float(ground.people.sum()))
        within = room if args.within is None else min(room, args.within)
    rules = Rules(number, within, args.keep_lists, together)
    drawn = ensemble.plans(ground, rules, args.plans, seed, _progress)
    scored = scores(ground, drawn)
    best = choice.best(scored, weights, rules.keep_lists)
    plan = plan_of(ground, drawn[best])
    _write(Path(args.out), ground, plan)
    return plan.as_dict() | {
        "plans": len(drawn),
        "within": within,
        "lists_outside": _rounded(scored["lists_outside"][best]),
        "need_between": _rounded(scored["need_between"][best]),
        "moved": _rounded(choice.moved(ground, drawn[best])),
        "seed": seed,
        "notes": list(ground.notes),
        "out": args.out,
    }


def _needed(args) -> None:
    """Raises InputError with each flag that a plan cannot do without."""
    needed = {
        "--count or --size": args.count is not None or args.size,
        "--out": args.out,
    }
    missing = [flag for flag, given in needed.items() if not given]
    if missing:
        raise InputError(
            [
                Problem("flag", f"areas plan needs {flag}.", "Give it.")
                for flag in missing
            ]
        )


def _codes(texts: list[str], flag: str, exactly: int = 0) -> tuple:
    groups = tuple(
        tuple(code.strip() for code in text.split(",") if code.strip())
        for text in texts
    )
    wrong = [g for g in groups if len(g) < 2 or (exactly and len(g) != exactly)]
    if wrong:
        raise InputError(
            Problem(
                "flag",
                f"{flag}: expected {'two' if exactly else 'two or more'} codes of "
                "areas with a comma between.",
                f"{flag} E01000001,E01000002",
            )
        )
    return groups


def _write(path: Path, ground: Ground, plan: Plan) -> None:
    names = [harmless(plan.names[i]) for i in plan.of_areas]
    codes = [harmless(code) for code in ground.codes]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["lsoa_code", "neighbourhood"])
            rows.writerows(zip(codes, names, strict=True))
    except OSError as fault:
        raise InputError(
            Problem(
                "out",
                f"--out: {path.name} cannot be written ({fault.strerror}).",
                "Name a file in a folder that is there and may be written to.",
            )
        ) from None


def _rounded(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _progress(step: str, done: float) -> None:
    end = "" if done < 1 else "\n"
    print(f"\r{step} … {done:4.0%}", end=end, file=sys.stderr, flush=True)


def as_text(found: dict) -> str:
    """The plan for people."""
    lines = [
        f"- {one['name']}: {count(one['population'])} people in "
        f"{counted(one['areas'], 'area')}"
        + (
            ""
            if one["imd_decile"] is None
            else f", mean IMD decile {one['imd_decile']:.1f}"
        )
        for one in found["neighbourhoods"]
    ]
    said = [f"furthest from equal {percent(found['worst_deviation'], 1)}"]
    said.append(f"compactness {found['compactness']:.2f}")
    if found["lists_split"] is not None:
        said.append(f"{counted(found['lists_split'], 'practice list')} split")
    return "\n".join(
        [
            f"The best of {counted(found['plans'], 'contiguous plan')}: "
            f"{listed(said)}. Written to {found['out']}.",
            *lines,
            *found["notes"],
        ]
    )
