"""What a plan is asked to keep to, by flags."""

from dataclasses import dataclass
from typing import Any

from analytics.errors import InputError, Problem
from analytics.methods.neighbourhoods import ensemble
from analytics.methods.neighbourhoods.ground import LINES
from analytics.methods.neighbourhoods.weights import WEIGHTS, Weights, weights_of


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
        "--apart",
        action="append",
        default=[],
        metavar="CODE,CODE",
        help="two areas side by side that a river parts; may be repeated",
    )
    parser.add_argument(
        "--uncrossed",
        action="append",
        default=[],
        choices=[line.key for line in LINES],
        help="districts, or the sides of rivers that the areas file names, not crossed",
    )
    parser.add_argument(
        "--lock",
        action="append",
        default=[],
        metavar="CODE,…=NAME",
        help="areas that stay in the neighbourhood of that name; may be repeated",
    )
    parser.add_argument(
        "--need",
        choices=["alike", "spread"],
        default="alike",
        help="need alike within each neighbourhood (the default), or spread over all",
    )
    parser.add_argument(
        "--weights",
        default="",
        metavar="NAME=W,…",
        help=f"what matters how much, of {', '.join(WEIGHTS)} (all but spread: 1)",
    )
    parser.add_argument("--plans", type=int, default=ensemble.PLANS, metavar="N")
    parser.add_argument(
        "--geojson", metavar="F.geojson", help="the outlines of the plan besides"
    )


@dataclass(frozen=True)
class Asked:
    """What the flags say, read."""

    joins: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    together: tuple[tuple[str, ...], ...]
    locked: tuple[tuple[str, str], ...]
    weights: Weights
    uncrossed: tuple[str, ...]


def asked(args: Any) -> Asked:
    """What the flags say. Raises InputError with every fault of them."""
    wrong: list[Problem] = []
    if not args.out:
        wrong.append(_flag("--out: no file was named.", "Give --out plan.csv."))
    if args.count is None and not args.size:
        wrong.append(
            _flag("Neither --count nor --size was given.", "Give --count 8, say.")
        )
    if args.plans < 1:
        wrong.append(_flag("--plans: expected 1 or more.", "Give a whole number."))
    pairs = [_pairs(getattr(args, name), name, wrong) for name in ("join", "apart")]
    together = _groups(args.together, "together", wrong)
    locked = []
    for text in args.lock:
        codes, sign, name = text.partition("=")
        if not (sign and name.strip() and _split(codes)):
            wrong.append(
                _flag(
                    "--lock: expected codes of areas, = and the name of a "
                    "neighbourhood.",
                    "--lock E01000001,E01000002=North",
                )
            )
        locked += [(code, name.strip()) for code in _split(codes)]
    weights: Weights = {}
    try:
        weights = weights_of(args.weights, args.need == "spread")
    except InputError as fault:
        wrong += fault.problems
    if wrong:
        raise InputError(wrong)
    uncrossed = tuple(sorted(set(args.uncrossed)))
    return Asked(pairs[0], pairs[1], together, tuple(locked), weights, uncrossed)


def _flag(found: str, remedy: str) -> Problem:
    return Problem("flag", found, remedy)


def _split(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def _groups(
    texts: list[str], flag: str, wrong: list[Problem], exactly: int = 0
) -> tuple[tuple[str, ...], ...]:
    groups = tuple(map(_split, texts))
    if any(len(g) < 2 or (exactly and len(g) != exactly) for g in groups):
        wrong.append(
            _flag(
                f"--{flag}: expected {'two' if exactly else 'two or more'} codes of "
                "areas with a comma between.",
                f"--{flag} E01000001,E01000002",
            )
        )
    return groups


def _pairs(
    texts: list[str], flag: str, wrong: list[Problem]
) -> tuple[tuple[str, str], ...]:
    groups = _groups(texts, flag, wrong, exactly=2)
    return tuple((g[0], g[1]) for g in groups if len(g) == 2)
