"""Feature tables of made-up frequent attenders: all alike, different by degrees, or of
planted kinds. Own generators, for tests and tests/benchmarks/kinds_and_charts."""

import numpy as np
import pandas as pd

from analytics.definitions.diagnosis_groups import CLINICAL, GROUP_TITLES
from analytics.methods.segments.feature_table import REASONS, UNTOLD

TOLD = [group for group in GROUP_TITLES if group not in UNTOLD]
Rng = np.random.Generator
# age, main reason, chance of out of hours, ambulance, admission, leaving early
KINDS = (
    (26, "mental_health", 0.8, 0.3, 0.05, 0.2),
    (79, "respiratory", 0.3, 0.7, 0.7, 0.02),
    (52, "substance_use", 0.7, 0.8, 0.2, 0.2),
    (38, "musculoskeletal_and_injury", 0.4, 0.1, 0.05, 0.05),
)


def noise(rng: Rng, n: int) -> pd.DataFrame:
    """Everybody alike: only chance in what they came with."""
    reasons = np.tile(_common(rng), (n, 1))
    chances = np.tile([0.5, 0.3, 0.2, 0.08], (n, 1))
    return _table(rng, rng.normal(50, 18, n), reasons, chances, 1.2)


def one_service(rng: Rng, n: int) -> pd.DataFrame:
    """Everybody alike, but frequent at one service and hardly seen at the other."""
    reasons = np.tile(_common(rng), (n, 1))
    chances = np.tile([0.5, 0.3, 0.2, 0.08], (n, 1))
    return _table(rng, rng.normal(50, 18, n), reasons, chances, 1.2, apart=True)


def leaning(rng: Rng, n: int) -> pd.DataFrame:
    """Each with a leaning of one's own, around what is common to all."""
    reasons = rng.dirichlet(_common(rng) * 12 + 0.05, n)
    middle = np.array([0.5, 0.3, 0.2, 0.08])
    chances = rng.beta(middle * 6, (1 - middle) * 6, (n, 4))
    conditions = rng.gamma(1, 1.2, n)
    return _table(rng, rng.uniform(5, 95, n), reasons, chances, conditions)


def slope(rng: Rng, n: int, place: str = "uniform") -> pd.DataFrame:
    """People along one line, from the younger with one reason to the older with
    another. place: "uniform", "normal" or "skew"."""
    t = {
        "uniform": rng.uniform(0, 1, n),
        "normal": rng.normal(0.5, 0.22, n).clip(0, 1),
        "skew": rng.beta(1, 3, n),
    }[place]
    weights = np.c_[1 - t, t]
    return _along(rng, t, weights @ _ends(rng, 2))


def bend(rng: Rng, n: int) -> pd.DataFrame:
    """People along a line that bends: a third reason in the middle."""
    t = rng.uniform(0, 1, n)
    low, high = (1 - 2 * t).clip(0), (2 * t - 1).clip(0)
    return _along(rng, t, np.c_[low, 1 - low - high, high] @ _ends(rng, 3))


def plane(rng: Rng, n: int) -> pd.DataFrame:
    """People spread over two directions."""
    t, s = rng.uniform(0, 1, (2, n))
    one, two = _ends(rng, 2, bare=True)
    reasons = _common(rng) + 0.8 * t[:, None] * one + 0.8 * s[:, None] * two
    return _along(rng, s, reasons / reasons.sum(1, keepdims=True))


def planted(
    rng: Rng, n: int, kinds: int, main: float = 0.5, spread: float = 1.0
) -> tuple[pd.DataFrame, np.ndarray]:
    """People of so many kinds, in equal parts, and the kind of each. main: share of
    contacts for the kind's own reason. spread: of the ages within a kind."""
    truth = np.arange(n) % kinds
    age, _, *chances = zip(*(KINDS[kind] for kind in truth), strict=True)
    reasons = np.tile(rng.dirichlet(np.full(len(TOLD), 3.0)) * (1 - main), (n, 1))
    for row, kind in enumerate(truth):
        reasons[row, TOLD.index(KINDS[kind][1])] += main
    reasons = np.array([rng.dirichlet(row * 25 + 0.02) for row in reasons])
    middle = np.array(chances).T
    own = rng.beta(middle * 8, (1 - middle) * 8)
    ages = np.array(age) + rng.normal(0, 9 * spread, n)
    return _table(rng, ages, reasons, own, 1.2), truth


def _common(rng: Rng) -> np.ndarray:
    return rng.dirichlet(np.full(len(TOLD), 1.5))


def _ends(rng: Rng, many: int, bare: bool = False) -> np.ndarray:
    """Shares of reasons at each end of a slope."""
    own = np.eye(len(TOLD))[rng.choice(len(TOLD), many, replace=False)]
    return own if bare else (own * 0.9 + _common(rng)) / 1.9


def _along(rng: Rng, t: np.ndarray, reasons: np.ndarray) -> pd.DataFrame:
    chances = np.c_[0.7 - 0.4 * t, 0.2 + 0.4 * t, 0.05 + 0.5 * t, 0.1 - 0.06 * t]
    age = 20 + 60 * t + rng.normal(0, 8, len(t))
    return _table(rng, age, reasons, chances, 0.2 + 2.5 * t)


def _table(
    rng: Rng, age, reasons, chances, conditions, apart: bool = False
) -> pd.DataFrame:
    """The features as `measures.counting.features` gives them. chances: people × out of
    hours, ambulance, admitted, left."""
    n = len(age)
    at_ae = rng.random(n) < (0.15 if apart else 0.5)
    ae = np.where(at_ae, 11 + rng.poisson(4, n), rng.poisson(0.8 if apart else 4, n))
    gp = np.where(at_ae, rng.poisson(1 if apart else 12, n), 26 + rng.poisson(5, n))
    told = rng.binomial(ae + gp, 0.8)
    counts = np.array(
        [rng.multinomial(k, p) for k, p in zip(told, reasons, strict=True)]
    )
    frame = pd.DataFrame(
        {
            "person": np.arange(n),
            "ae_attendances": ae,
            "gp_visits": gp,
            "frequent_ae": ae > 10,
            "frequent_gp": gp > 25,
            "cost_gbp": 200.0 * ae,
            "costed": ae,
            "reasons": told,
            "age": np.round(np.clip(age, 0, 100)),
            "conditions": rng.poisson(conditions, n),
            "span_days": (366 - rng.exponential(30, n)).clip(5),
            "max_in_30_days": 2 + rng.poisson((ae + gp) / 10),
            "dnas": rng.poisson(1, n),
            "sites": 1 + rng.poisson(0.3, n),
            "female": rng.integers(0, 2, n),
            "imd_decile": rng.integers(1, 11, n),
        }
    )
    for group in GROUP_TITLES:
        told_of = counts[:, TOLD.index(group)] if group in TOLD else 0
        frame[f"reasons_{group}"] = told_of
    for name, groups in REASONS.items():
        own = frame[[f"reasons_{group}" for group in groups]].sum(axis=1)
        frame[f"share_{name}"] = own / np.maximum(told, 1)
    clinical = [f"reasons_{group}" for group in CLINICAL]
    frame["groups"] = (frame[clinical] > 0).sum(axis=1)
    for column, name in enumerate(("out_of_hours", "by_ambulance", "admitted", "left")):
        seen = rng.binomial(ae, np.clip(chances[:, column], 0, 1))
        frame[f"share_{name}"] = np.where(ae > 0, seen / np.maximum(ae, 1), np.nan)
    return frame
