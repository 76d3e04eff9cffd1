"""The 95 % interval of a proportion, by Wilson's score.

Wilson, Journal of the American Statistical Association 1927 (doi
10.1080/01621459.1927.10502953), as public health profiles in England give it for
proportions. It stays between 0 and 1 and means something for a count of nothing.
"""

import numpy as np
from numpy.typing import ArrayLike

Z = 1.959964  # of the normal, 2.5 % at each end


def wilson(part: ArrayLike, whole: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """The lower and upper limit of part ÷ whole; NaN where either is not known or the
    whole is nothing.

    >>> [round(float(limit), 3) for limit in wilson(5, 100)]
    [0.022, 0.112]
    """
    n = np.asarray(whole, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.asarray(part, dtype=float) / n
        middle = share + Z**2 / (2 * n)
        inside = np.maximum(share * (1 - share), 0) / n + Z**2 / (4 * n**2)
        half = Z * np.sqrt(inside)
        over = 1 + Z**2 / n
        low, high = (middle - half) / over, (middle + half) / over
    known = n > 0
    return (
        np.where(known, np.clip(low, 0, 1), np.nan),
        np.where(known, np.clip(high, 0, 1), np.nan),
    )
