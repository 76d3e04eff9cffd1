"""Frequent attenders parted into kinds of need by the data, each with its card. By
rules: `rules.cards_by_rule`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.words import percent
from analytics.methods.segments import cluster
from analytics.methods.segments.cards import Card, card
from analytics.methods.segments.degrees import Part, in_parts
from analytics.methods.segments.names import differences, names
from analytics.methods.segments.picture import Picture, picture
from analytics.methods.segments.scale import standardised, weighted

SEED = 2023
FEWEST = 24  # people: three groups of eight
FEW = 100  # people, below which groups are only a suggestion
TOO_FEW = "too few people"
WHY_NONE = (
    "However they are grouped, the groups are no clearer than parts cut from one "
    "slope, or do not come back when the people are drawn again. The kinds of need "
    "known from the literature, which are rules, can still be used."
)
NONE = "no separate kinds"


@dataclass(frozen=True)
class Segmentation:
    """The kinds of need found. Two runs on the same people with the same seed are
    equal.

    people: frequent attenders. segments: cards of the groups found in the data, largest
    first; empty where there are too few people or no groups apart. overlap: Jaccard,
    mean over people. stability: in words. k: groups found (1 where people differ by
    degrees only, 0 with too few people). differences, means: segments × features, in
    standard deviations from the others and in the features' own units. labels: the
    group of each person (row of the feature table); None without groups. picture: where
    each stands; None with too few people. parts: people in order, where they differ by
    degrees only. without_gp: share of those frequent at A&E who have no GP visit.
    tried: each number of groups and how it fared.
    """

    people: int
    segments: tuple[Card, ...]
    overlap: float | None
    stability: str
    k: int
    without_gp: float = 0.0
    criterion: str = cluster.CRITERION
    seed: int = SEED
    differences: pd.DataFrame | None = None
    means: pd.DataFrame | None = None
    labels: pd.Series | None = None
    picture: Picture | None = None
    parts: tuple[Part, ...] = ()
    tried: tuple[cluster.Tried, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the data fall into groups that come back."""
        return bool(self.segments)

    def in_words(self) -> str:
        """What the groups are worth, in a sentence or two; holds no count of people."""
        if self.stability == TOO_FEW:
            return (
                f"Fewer than {FEWEST} people are too few to look for groups in the "
                "data. The kinds of need known from the literature stand alone."
            )
        if not self.found:
            return f"No separate kinds: {self.degrees()} {WHY_NONE}"
        return (
            f"The {self.k} groups found in the data are {self.stability}: drawn "
            "again, they "
            f"overlap with themselves by {percent(self.overlap)} on average. "
            + (
                "With so few people a group is only a suggestion: "
                if self.people < FEW
                else "A group is a way of looking, not a diagnosis: "
            )
            + "check it against people’s records before acting on it."
        )

    def degrees(self) -> str:
        """Along what people differ where no groups are apart, as a sentence."""
        if self.picture is None or not self.picture.across.share:
            return "people differ little."
        across, up = self.picture.across, self.picture.up
        also = f", and {up.in_words()}" if up.share else ""
        return f"people differ by degrees, {across.in_words()}{also}."


def segment(
    features: pd.DataFrame, seed: int = SEED, every_copy: bool = False
) -> Segmentation:
    """Groups of frequent attenders from their feature table
    (`analytics.measures.counting.features`).

    every_copy: as for `cluster.group`. Raises nothing: too few people, or none, is an
    answer too.
    """
    people = features.reset_index(drop=True)
    at_ae = people.loc[people[AE.frequent].astype(bool), GP.used]
    known = dict(
        people=len(people),
        seed=seed,
        without_gp=float((at_ae == 0).mean()) if len(at_ae) else 0.0,
    )
    if len(people) < FEWEST:
        return Segmentation(segments=(), overlap=None, stability=TOO_FEW, k=0, **known)
    standard = standardised(people)
    matrix = weighted(standard)
    grouping = cluster.group(matrix, seed, every_copy)
    drawn = picture(matrix, standard, grouping.labels, seed)
    if not grouping.jaccard:
        return Segmentation(
            segments=(),
            overlap=None,
            stability=NONE,
            k=1,
            tried=grouping.tried,
            picture=drawn,
            parts=in_parts(drawn.places[:, 0], standard, drawn.across),
            **known,
        )
    labels = grouping.labels
    titles = names(people, standard, labels)
    segments = tuple(
        card(
            f"segment_{label + 1}",
            titles[label],
            people[labels == label],
            len(people),
            overlap=overlap,
            verdict=cluster.verdict(overlap),
        )
        for label, overlap in enumerate(grouping.jaccard)
    )
    overlap = float(np.average(grouping.jaccard, weights=[s.people for s in segments]))
    return Segmentation(
        segments=segments,
        overlap=overlap,
        stability=cluster.verdict(overlap),
        k=grouping.k,
        tried=grouping.tried,
        differences=differences(standard, labels),
        means=people[list(standard.columns)].astype("float64").groupby(labels).mean(),
        labels=pd.Series(labels, index=people.index),
        picture=drawn,
        **known,
    )
