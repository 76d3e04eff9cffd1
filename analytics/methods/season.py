"""The usual year in a monthly series: how far each month of the year is from the rest.

Learned on logarithms by a regression on the months of the year, a steady drift and,
where the data ask for one, a change of level, without months far from what the others
say of them: neither one wild month nor a real step is taken for season. What is found
is then drawn in towards no season by as much as chance alone could have made it (after
the positive-part estimator of James and Stein 1961, squared, so that a clear season is
left whole), and a series without a season is left all but as it is.
"""

import numpy as np

YEAR = 12
THREE_YEARS = 36  # months; of fewer, a season cannot be told from what happened once
WILD = 4.2  # standard errors from what the other months say: not taken for season
MOST_WILD = 4  # months left out
EDGE = 6  # months at each end in which no change of level is looked for
ASKED_FOR = 12.0  # F of a change of level, the best of some 25: about 5 % by chance


def season(values, month) -> np.ndarray:
    """Factors (n,) by which each value is above or below the usual because of its month
    of the year; 1 throughout where there is no season to be seen, fewer than three
    years, or a month of nothing.

    month: of the year, 0 to 11, of each value; their twelve factors multiply to 1.
    """
    values, month = np.asarray(values, float), np.asarray(month, int)
    if len(values) < THREE_YEARS or (values <= 0).any():
        return np.ones(len(values))
    y, n = np.log(values), len(values)
    dummies = np.eye(YEAR)[month][:, 1:]
    x = np.column_stack([np.ones(n), dummies, np.linspace(-1, 1, n)])
    fit, error, weight = _robust(x, y)
    step = _step(x, error, weight)
    if step is not None:
        x = np.column_stack([x, np.arange(n) >= step])
        fit, error, weight = _robust(x, y)
    effects = np.concatenate([[0.0], fit[1:YEAR]])
    effects -= effects.mean()
    spare = max(weight.sum() - x.shape[1], 1.0)
    chance = (weight * error**2).sum() / spare * YEAR / n  # variance of one effect
    size = (effects**2).sum()
    kept = max(0.0, 1 - ((YEAR - 3) * chance / size) ** 2) if size > 0 else 0.0
    return np.exp(kept * effects)[month]


def _robust(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, ...]:
    """Coefficients, residuals and weights (0 for a wild month, else 1) of a regression
    that leaves out, one by one, months far from what the others say of them."""
    weight = np.ones(len(y))
    while True:
        root = weight[:, None]
        inverse = np.linalg.pinv((x * root).T @ x)
        fit = inverse @ (x.T @ (weight * y))
        error = y - x @ fit
        spare = weight.sum() - np.linalg.matrix_rank(x * root) - 1
        leverage = np.einsum("ij,jk,ik->i", x, inverse, x).clip(0, 0.999) * weight
        square = weight * error**2 / (1 - leverage)
        rest = ((weight * error**2).sum() - square).clip(1e-24) / max(spare, 1)
        worst = int((square / rest).argmax())
        if square[worst] < WILD**2 * rest[worst] or weight.sum() <= len(y) - MOST_WILD:
            return fit, error, weight
        weight[worst] = 0.0


def _step(x: np.ndarray, error: np.ndarray, weight: np.ndarray) -> int | None:
    """Where a change of level would explain most, if it explains enough."""
    n, p = x.shape
    places = np.arange(EDGE, n - EDGE + 1)
    after = (np.arange(n)[:, None] >= places).astype(float)
    root = np.sqrt(weight)[:, None]
    apart = after - x @ np.linalg.lstsq(x * root, after * root, rcond=None)[0]
    seen = (weight[:, None] * apart**2).sum(axis=0)
    gain = (weight * error) @ apart
    gain = np.where(seen > 1e-9, gain**2 / np.maximum(seen, 1e-9), 0.0)
    best = int(gain.argmax())
    rest = (weight * error**2).sum() - gain[best]
    enough = gain[best] > ASKED_FOR * max(rest, 0.0) / max(n - p - 1, 1)
    return int(places[best]) if enough else None
