"""Groups found in the data: k-means, how many there are, and whether they come back.

The number of groups is the one with the best silhouette (of several within 5 % of the
best, the most groups: they say more and part people as clearly) among those that pass
three tests:

1. no group has fewer than 8 people (the disclosure threshold);
2. the silhouette is more than 3 standard deviations above its mean over 20 copies of
   the data that keep the covariance of all features but have no gaps between groups
   (`continuum`): noise, and people who differ by degrees, look like groups too when
   they are cut into parts (docs/kinds_and_charts.md measures the false alarms);
3. drawn again with replacement, the groups come back: Jaccard overlap of 0.6 or more,
   on average over the people (Hennig 2007, Computational Statistics & Data Analysis
   52:258).

If no number passes there are no separate groups: people differ by degrees.
"""

from dataclasses import dataclass

import numpy as np
from sklearn import config_context
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from analytics.methods.segments.continuum import copies

MOST_GROUPS = 6
SMALLEST = 8  # people
STABLE, TENTATIVE = 0.75, 0.60
DRAWS = 40
STARTS = 8
COPIES = 20
ABOVE_CHANCE = 3.0  # standard deviations
AS_CLEAR = 0.95  # of the best silhouette
ENOUGH_TO_LEARN = (
    1500  # people; above, groups are learned from a random draw of this many
)
SAMPLE = 400  # people for a silhouette, a copy or a draw: more add time, not knowledge
CRITERION = (
    "The number of groups with the best silhouette (of several within 5 % of it, the "
    "most groups), provided that every group has at least "
    f"{SMALLEST} people, that the silhouette is well above that of {COPIES} copies "
    "of the data with the same covariance and no gaps between groups (people who "
    "differ by degrees), and that the groups come back when "
    f"the people are drawn again (Jaccard overlap of {TENTATIVE} or more on average)."
)


@dataclass(frozen=True)
class Tried:
    """One number of groups and how it fared; None where a test was not reached. chance:
    the silhouette to beat, from copies without gaps; where it is not beaten, a number
    that this one is at least as large as."""

    k: int
    silhouette: float
    smallest: int
    chance: float | None = None
    jaccard: float | None = None  # mean over people
    passed: bool = False


@dataclass(frozen=True)
class Grouping:
    """labels: the group of each person, 0 the largest. jaccard: of each group, by its
    number."""

    labels: np.ndarray
    jaccard: tuple[float, ...]
    tried: tuple[Tried, ...]

    @property
    def k(self) -> int:
        return len(self.jaccard) or 1


def group(matrix: np.ndarray, seed: int, every_copy: bool = False) -> Grouping:
    """The groups in a people × features matrix; one group and no jaccard if none is
    stable. every_copy: look at all of them also where the answer is settled, to tell
    what was to beat."""
    # One thread: the same sums in the same order, whatever the machine. What is given
    # to scikit-learn is made here; to look it over again for each of a hundred small
    # fits took as long as many of them.
    with (
        threadpool_limits(limits=1),
        config_context(assume_finite=True, skip_parameter_validation=True),
    ):
        return _group(matrix, seed, every_copy)


def _group(matrix: np.ndarray, seed: int, every_copy: bool) -> Grouping:
    learn = matrix[_some(len(matrix), ENOUGH_TO_LEARN, seed)]
    models, tried = {}, []
    unlike = len(np.unique(learn, axis=0))
    for k in range(2, min(MOST_GROUPS, len(matrix) // SMALLEST, unlike) + 1):
        models[k] = KMeans(k, n_init=10, random_state=seed).fit(learn)
        sizes = np.bincount(models[k].predict(matrix), minlength=k)
        tried.append(
            Tried(k, _silhouette(learn, models[k].labels_, seed), int(sizes.min()))
        )
    tried = by_preference(tried)
    for place, this in enumerate(tried):
        if this.smallest < SMALLEST:
            continue
        settled = None if every_copy else this.silhouette
        chance = chance_silhouette(learn, models[this.k].labels_, this.k, seed, settled)
        if this.silhouette <= chance:
            tried[place] = Tried(this.k, this.silhouette, this.smallest, chance)
            continue
        labels = models[this.k].predict(matrix)
        sizes = np.bincount(labels, minlength=this.k)
        found = jaccard(learn, models[this.k].labels_, this.k, seed)
        overall = float(np.average(found, weights=sizes))
        passed = overall >= TENTATIVE
        tried[place] = Tried(
            this.k, this.silhouette, this.smallest, chance, overall, passed
        )
        if passed:
            order = np.argsort(-sizes, kind="stable")
            rank = np.empty_like(order)
            rank[order] = np.arange(this.k)
            return Grouping(
                rank[labels], tuple(float(found[o]) for o in order), tuple(tried)
            )
    return Grouping(np.zeros(len(matrix), dtype=int), (), tuple(tried))


def by_preference(tried: list[Tried]) -> list[Tried]:
    """Best silhouette first; of several as clear as each other, the most groups
    first."""
    left, ordered = list(tried), []
    while left:
        best = max(one.silhouette for one in left)
        band = [one for one in left if one.silhouette >= min(best, best * AS_CLEAR)]
        ordered += sorted(band, key=lambda one: -one.k)
        left = [one for one in left if one not in band]
    return ordered


def chance_silhouette(
    matrix: np.ndarray,
    labels: np.ndarray,
    k: int,
    seed: int,
    found: float | None = None,
) -> float:
    """The silhouette to beat: 3 standard deviations above the mean over copies of the
    people who differ by degrees only. found: the one that is to beat it; where it
    cannot, whatever the copies left would give, they are not looked at, and this is the
    least that there is to beat."""
    rng = np.random.default_rng([seed, k, 1])
    rows = _some(len(matrix), SAMPLE, seed)
    seen: list[float] = []
    for copy in copies(matrix[rows], labels[rows], COPIES, rng):
        apart = KMeans(k, n_init=2, random_state=seed).fit(copy).labels_
        seen.append(_silhouette(copy, apart, seed))
        if found is not None and found <= (least := least_limit(seen, COPIES)):
            return least
    return float(np.mean(seen) + ABOVE_CHANCE * np.std(seen, ddof=1))


def least_limit(seen: list[float], of: int) -> float:
    """The least that mean + 3 standard deviations of so many values can be, of which
    some were seen, whatever the others are.

    For any mean of the others the spread is least where they are all the same, d from
    the mean of those seen. With a share q of others the limit is then
    mean + q d + 3 √((ss + n q d²) / (of − 1)), ss being the squared deviations of the n
    seen, and its least over d is mean + 3 √(ss / (of − 1) × (1 − q (of − 1) / 9 n)),
    where the last bracket is above 0 (else it has none).
    """
    n = len(seen)
    left = 1 - (1 - n / of) * (of - 1) / (ABOVE_CHANCE**2 * n)
    if left <= 0:
        return -np.inf
    spread = n * np.var(seen) / (of - 1)
    return float(np.mean(seen) + ABOVE_CHANCE * np.sqrt(spread * left))


def jaccard(matrix: np.ndarray, labels: np.ndarray, k: int, seed: int) -> np.ndarray:
    """How far each group comes back when people are drawn again with replacement, 0 to
    1.

    Of each draw, the overlap (people in both ÷ people in either) of the group, as far
    as it was drawn, with the most alike group of the draw; the mean over the draws.
    """
    rng = np.random.default_rng([seed, k, 2])
    size = min(len(matrix), SAMPLE)
    overlaps = np.zeros((DRAWS, k))
    middles = np.array([matrix[labels == number].mean(0) for number in range(k)])
    for draw in range(DRAWS):
        rows = np.unique(rng.integers(0, len(matrix), size))
        again = _best_start(matrix[rows], k, seed + draw, middles)
        both = np.zeros((k, k))
        np.add.at(both, (labels[rows], again), 1)
        either = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
        overlaps[draw] = np.where(either > 0, both / np.maximum(either, 1), 0).max(1)
    return overlaps.mean(0)


def _best_start(
    matrix: np.ndarray, k: int, seed: int, middles: np.ndarray
) -> np.ndarray:
    """k-means from several random starts and from the middles known: the tightest
    groups win.

    Without enough starts a draw ends in a poor grouping, and stable groups look
    unstable.
    """
    random = KMeans(k, n_init=STARTS, random_state=seed).fit(matrix)
    known = KMeans(k, n_init=1, init=middles).fit(matrix)
    return known.labels_ if known.inertia_ < random.inertia_ else random.labels_


def verdict(overlap: float) -> str:
    """A group's stability in words."""
    if overlap >= STABLE:
        return "stable"
    return "tentative" if overlap >= TENTATIVE else "not to be interpreted"


def _silhouette(matrix: np.ndarray, labels: np.ndarray, seed: int) -> float:
    rows = _some(len(matrix), SAMPLE, seed)
    if len(np.unique(labels[rows])) < 2:
        return -1.0
    return float(silhouette_score(matrix[rows], labels[rows]))


def _some(people: int, most: int, seed: int) -> np.ndarray:
    """All the people's row numbers, or a random draw of `most`, in order."""
    if people <= most:
        return np.arange(people)
    return np.sort(np.random.default_rng([seed, 3]).choice(people, most, replace=False))
