"""Synthetic NHS numbers: ten digits from the range 9000000000-9999999999, never issued.

The tenth digit is the modulus-11 check: weights 10 to 2 on the first nine, remainder
taken from 11, 11 written as 0, and numbers whose check would be 10 skipped.
"""

import numpy as np
import pyarrow as pa

_WEIGHTS = np.arange(10, 1, -1)


def check_digits(stems: np.ndarray) -> np.ndarray:
    """Modulus-11 check of nine-digit stems: 0-9, or 10 where no valid number exists."""
    stems = np.asarray(stems, dtype=np.int64)
    total = np.zeros(len(stems), dtype=np.int64)
    for weight in _WEIGHTS[::-1]:
        total += (stems % 10) * weight
        stems = stems // 10
    check = 11 - total % 11
    return np.where(check == 11, 0, check)


def is_valid(number: str) -> bool:
    """Whether a ten-digit text passes the modulus-11 check."""
    if len(number) != 10 or not number.isdigit():
        return False
    return int(check_digits(np.array([int(number[:9])]))[0]) == int(number[9])


def stem_stride(people: int) -> int:
    """How many stems to set aside so that so many valid numbers are certain to be among
    them."""
    return int(people * 1.11) + 200


def numbers(people: int, first_stem: int = 0) -> np.ndarray:
    """The first so many valid numbers from stem 900000000 + `first_stem`, as
    integers."""
    stems = np.arange(stem_stride(people)) + 900_000_000 + first_stem
    check = check_digits(stems)
    good = check < 10
    return (stems[good] * 10 + check[good])[:people]


def as_text(values: np.ndarray) -> pa.StringArray:
    """Ten-digit integers as an Arrow string array, without a Python string for each."""
    values = np.asarray(values, dtype=np.int64)
    digits = np.empty((len(values), 10), dtype=np.uint8)
    for place in range(9, -1, -1):
        digits[:, place] = values % 10 + 48
        values = values // 10
    offsets = np.arange(0, 10 * len(digits) + 1, 10, dtype=np.int32)
    return pa.StringArray.from_buffers(
        len(digits), pa.py_buffer(offsets), pa.py_buffer(digits.tobytes())
    )
