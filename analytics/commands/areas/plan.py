"""`areas plan`: contiguous neighbourhoods of nearly equal population, drawn from small
areas."""

from pathlib import Path
from typing import Any

import numpy as np

from analytics.commands.areas.asked import asked as asked_of
from analytics.commands.output.files import written
from analytics.commands.output.progress import progress_in_place
from analytics.definitions.filters import Filters
from analytics.definitions.words import count, counted, listed, percent
from analytics.export.plan_files import as_csv, as_geojson
from analytics.measures.neighbourhoods.ground import ground as ground_of
from analytics.methods.neighbourhoods import choice, ensemble
from analytics.methods.neighbourhoods.faults import sized
from analytics.methods.neighbourhoods.plan import plan_of
from analytics.methods.neighbourhoods.rules import Rules
from analytics.methods.neighbourhoods.scores import scores
from analytics.store.dataset import Dataset

WITHIN = 0.05  # of equal population, where nothing else is asked


def run(dataset: Dataset, filters: Filters, args: Any) -> dict[str, Any]:
    """The plan that does best among those drawn; writes it, raises InputError for what
    cannot be met."""
    asked = asked_of(args)
    seed = ensemble.SEED if args.seed is None else args.seed
    ground = ground_of(dataset, filters, asked.joins)
    room = (1.0 if args.size else WITHIN) if args.within is None else args.within
    rules = Rules(
        args.count if args.count is not None else 2,
        room,
        args.keep_lists,
        asked.together,
        asked.locked,
        asked.uncrossed,
        asked.apart,
    )
    if args.size:
        rules = sized(ground, rules, *args.size)
    drawn = ensemble.plans(ground, rules, args.plans, seed, progress_in_place)
    scored = scores(ground, drawn)
    best = choice.best(scored, asked.weights, rules.keep_lists)
    plan = plan_of(ground, drawn[best], rules.locked)
    within_plan = {
        code: plan.names[part]
        for code, part in zip(ground.codes, plan.of_areas, strict=True)
    }
    written(Path(args.out), as_csv(within_plan).encode(), "--out")
    if args.geojson:
        text = as_geojson(within_plan, dataset.boundaries)
        written(Path(args.geojson), text.encode(), "--geojson")
    return plan.as_dict() | {
        "plans": len(drawn),
        "within": round(rules.within, 4),
        "lists_outside": _rounded(scored["lists_outside"][best]),
        "need_between": _rounded(scored["need_between"][best]),
        "moved": _rounded(choice.moved(ground, drawn[best], rules.locked)),
        "seed": seed,
        "notes": list(ground.notes),
        "out": args.out,
    }


def _rounded(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


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
