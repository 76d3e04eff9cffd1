"""`areas need`: areas ranked by need, each with the range of its rank and what drives
its score."""

from pathlib import Path

from analytics.commands.output.files import as_csv, written
from analytics.commands.output.rows import short, short_rows_of
from analytics.definitions.areas.need_presets import PRESETS
from analytics.definitions.words import count, percent
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError, Problem
from analytics.measures.need import need
from analytics.measures.need.choices import choices
from analytics.measures.need.ground import LEVELS
from analytics.measures.need.presets import recipe_of
from analytics.measures.need.scored import Asked, problems
from analytics.methods.need import scores
from analytics.methods.need.recipe import (
    LEAST_COVERED,
    LESS,
    MORE,
    SCALES,
    Part,
    Recipe,
)

FIRST = next(iter(PRESETS))
TOLD = 10  # areas that the text names
WAYS = {"": 0, "more": MORE, "less": LESS}


def add_arguments(parser) -> None:
    """What the score is made of."""
    parser = parser.add_argument_group("areas need")
    parser.add_argument(
        "--preset", choices=list(PRESETS), help=f"a ready-made score ({FIRST})"
    )
    parser.add_argument(
        "--indicator",
        action="append",
        default=[],
        metavar="NAME[:less][=WEIGHT]",
        help="an indicator of one's own score and its weight (1); :less or :more says "
        "which means more need, where it is not the usual one; may be repeated",
    )
    parser.add_argument(
        "--by",
        default=next(iter(SCALES)),
        metavar="SCALE",
        help=f"how indicators are put on one scale: {', '.join(SCALES)}",
    )
    parser.add_argument(
        "--level",
        default="lsoa",
        metavar="LEVEL",
        help=f"which areas: {', '.join(LEVELS)}",
    )
    parser.add_argument(
        "--least-covered",
        type=float,
        default=LEAST_COVERED,
        metavar="SHARE",
        help=f"no score where fewer of the residents are known ({LEAST_COVERED:g})",
    )


def run(dataset, filters, args) -> dict:
    """areas: rank, low, high, place, name, neighbourhood, score, tenth, drivers,
    population, people, covered, unscored; contributions by place and indicator; the
    indicators that there are; weights; notes. Exact numbers: for an analyst. Raises
    InputError with everything that is wrong with flags and areas."""
    asked, there = _asked(dataset, args), choices(dataset)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    found = gate.ask(need.need, asked)
    driven = gate.ask(need.drivers, asked)
    table = found.table
    if args.out:
        names = {c.name: c.name for c in found.result.columns}
        written(Path(args.out), as_csv(table[list(names)]), "--out")
    each = driven.table.groupby("place", sort=False)
    return {
        "preset": asked.preset or None,
        "scale": asked.recipe.scale,
        "level": asked.level,
        "least_covered": asked.recipe.least_covered,
        "weights": {
            part.indicator: {
                "title": there[part.indicator].title,
                "weight": short(asked.recipe.shares[part.indicator]),
                "more_is_need": part.direction == MORE,
            }
            for part in asked.recipe.weighing
        },
        "areas": short_rows_of(table),
        "contributions": {
            place: dict(
                zip(rows["indicator"], map(short, rows["contribution"]), strict=True)
            )
            for place, rows in each
        },
        "weightings": scores.DRAWS,
        "seed": asked.seed,
        "indicators": {key: one.title for key, one in there.items()},
        "notes": list(found.result.notes),
        "out": args.out,
    }


def _asked(dataset, args) -> Asked:
    seed = scores.SEED if args.seed is None else args.seed
    if not args.indicator:
        preset = args.preset or FIRST
        recipe = recipe_of(dataset, preset, args.by, args.least_covered)
        return _sound(dataset, Asked(recipe, args.level, preset, seed), [])
    wrong, parts = [], list[Part]()
    if args.preset:
        wrong.append(
            Problem(
                "flag",
                "--preset and --indicator: a score is ready-made or of one's own.",
                "Give one of them.",
            )
        )
    there = choices(dataset)
    for text in args.indicator:
        said, _sign, number = text.partition("=")
        key, _sign, way = (one.strip() for one in said.partition(":"))
        usual = there[key].direction if key in there else MORE
        weight = _weight(number)
        if way not in WAYS or weight is None:
            wrong.append(
                Problem(
                    "flag",
                    f"--indicator {text!r} is no name with a weight.",
                    "For example older=2 or older:less=2.",
                )
            )
        parts.append(
            Part(key, 1.0 if weight is None else weight, WAYS.get(way) or usual)
        )
    asked = Asked(
        Recipe(tuple(parts), args.by, args.least_covered), args.level, seed=seed
    )
    return _sound(dataset, asked, wrong)


def _sound(dataset, asked: Asked, wrong: list[Problem]) -> Asked:
    """The same; raises InputError with all that is wrong with it."""
    wrong += problems(dataset, asked)
    if wrong:
        raise InputError(wrong)
    return asked


def _weight(number: str) -> float | None:
    try:
        return float(number) if number.strip() else 1.0
    except ValueError:
        return None


def as_text(found: dict) -> str:
    """The areas of greatest need for people."""
    ranked = [one for one in found["areas"] if one["rank"] is not None]
    weights = ", ".join(
        f"{one['title']} {percent(one['weight'])}" for one in found["weights"].values()
    )
    lines = [f"{count(len(ranked))} areas ranked by need: {weights}."]
    lines += [
        f"- {count(one['rank'])} ({count(one['low'])} to {count(one['high'])}) "
        f"{one['name']}: score {one['score']:.2f}, raised by {one['drivers']}"
        for one in ranked[:TOLD]
    ]
    if len(ranked) > TOLD:
        lines.append(f"- and {count(len(ranked) - TOLD)} more")
    if found["out"]:
        lines.append(f"Written to {found['out']}.")
    return "\n".join([*lines, *found["notes"]])
