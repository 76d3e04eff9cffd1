"""Drawing from a table of weights, and what is drawn."""

import numpy as np

Details = dict[str, np.ndarray]  # one array a field, one entry an event


def draw(rng: np.random.Generator, weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """A column of `weights` for each entry of `rows`, in proportion to that row's
    weights."""
    running = np.cumsum(weights, axis=1)
    running = running / running[:, -1:]
    flat = (running + np.arange(len(weights))[:, None]).ravel()
    found = np.searchsorted(flat, rng.random(len(rows)) + rows, side="right")
    return np.minimum(found - rows * weights.shape[1], weights.shape[1] - 1)


def separate_repeats(details: Details, person: np.ndarray, step: int) -> None:
    """Move a second event of one person at the same minute on by `step` minutes (in
    place): no exact duplicates."""
    while True:
        order = np.lexsort((details["minute"], person))
        same = (person[order][1:] == person[order][:-1]) & (
            details["minute"][order][1:] == details["minute"][order][:-1]
        )
        again = order[1:][same]
        if not len(again):
            return
        late = details["minute"][again] % 1440 >= 1440 - 4 * step
        details["minute"][again] += np.where(late, -3 * step, step)
