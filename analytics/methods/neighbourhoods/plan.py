"""One plan, with what each of its neighbourhoods is like."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from analytics.methods.neighbourhoods.choice import named
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.scores import Parts, parts, score


@dataclass(frozen=True)
class Plan:
    """of_areas: the neighbourhood of each area by number. names, parts: of the
    neighbourhoods. scored: every score of it. contiguous: whether all are in one
    piece."""

    of_areas: np.ndarray
    names: tuple[str, ...]
    parts: Parts
    scored: dict[str, float]
    contiguous: bool

    def as_dict(self) -> dict[str, Any]:
        """For the command line; what is not known is None."""
        split = self.scored["lists_split"]
        rows = zip(
            self.names,
            self.parts.people,
            self.parts.areas,
            self.parts.decile,
            strict=True,
        )
        return {
            "neighbourhoods": [
                {
                    "name": name,
                    "population": int(people),
                    "areas": int(areas),
                    "imd_decile": round(float(d), 2) if np.isfinite(d) else None,
                }
                for name, people, areas, d in rows
            ],
            "worst_deviation": round(self.scored["worst_deviation"], 4),
            "contiguous": self.contiguous,
            "compactness": round(self.scored["compactness"], 4),
            "lists_split": int(split) if np.isfinite(split) else None,
        }


def contiguous(ground: Ground, plan: np.ndarray) -> bool:
    """Whether each neighbourhood of a plan is in one piece."""
    graph = ground.side.graph
    return all(
        nx.is_connected(graph.subgraph(np.flatnonzero(plan == part).tolist()))
        for part in np.unique(plan)
    )


def plan_of(
    ground: Ground, plan: np.ndarray, locked: Collection[tuple[str, str]] = ()
) -> Plan:
    """A plan with its names and scores. locked: (code, name) of areas whose
    neighbourhood has that name."""
    return of_parts(ground, plan, tuple(named(ground, plan, locked)))


def of_parts(ground: Ground, plan: np.ndarray, names: tuple[str, ...]) -> Plan:
    """A plan whose neighbourhoods have these names, with its scores."""
    return Plan(
        plan,
        names,
        parts(ground, plan, len(names)),
        score(ground, plan),
        contiguous(ground, plan),
    )


def today(ground: Ground) -> Plan | None:
    """Today's neighbourhoods as a plan, areas without one as one more; None where
    there are none."""
    names = sorted(set(ground.today))
    if not any(names):
        return None
    place = {name: i for i, name in enumerate(names)}
    plan = np.array([place[name] for name in ground.today])
    called = tuple(name or "No neighbourhood" for name in names)
    return of_parts(ground, plan, called)
