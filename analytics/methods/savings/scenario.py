"""Copying an effect to another population: the published claim beside the honest
range."""

from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd

from analytics.definitions.words import ABOUT, CANNOT_TELL, interval, sureness
from analytics.methods.savings.catalogue import UnitCost, unit_cost
from analytics.methods.savings.money import Money, coarser, pounds, supported, to_step

from ..impact.estimate import ImpactEstimate

# Trials and matched studies of such teams: central -10 to -15%, from +30% to -25%
# (evidence.csv).
PRIOR_LOG_RATIO, PRIOR_SD = np.log(0.88), 0.17
PUBLISHED_EFFECT = -0.5
DRAWS = 4000


@dataclass(frozen=True)
class Scenario:
    """A plan to copy the model. Starts as the catchment's: 399 people, 3,589
    attendances, £629,909.

    natural_change: what those attendances do anyway in the first year (-0.38 = 38%
    fewer); the effect applies to what is left. uptake: share of people who take part.
    decay: share of the effect lost each year after the first. years: horizon.
    programme_cost: pounds a year. cash_share: cash-releasing part of an average cost.
    Raises ValueError with every fault.
    """

    people: int = 399
    attendances: float = 3589.0
    unit_cost: UnitCost = field(default_factory=lambda: unit_cost("plan_ae"))
    natural_change: float = -0.38
    uptake: float = 1.0
    decay: float = 0.0
    years: int = 1
    programme_cost: float = 0.0
    cash_share: float = 0.3
    published_effect: float = PUBLISHED_EFFECT

    def __post_init__(self):
        faults = []
        for name in ("uptake", "decay", "cash_share"):
            if not 0 <= getattr(self, name) <= 1:
                faults.append(f"{name} is {getattr(self, name)}; give 0 to 1.")
        for name in ("natural_change", "published_effect"):
            if not -1 <= getattr(self, name) <= 1:
                faults.append(f"{name} is {getattr(self, name)}; give -1 to 1.")
        for name in ("people", "attendances", "programme_cost"):
            if not getattr(self, name) >= 0:
                faults.append(f"{name} is {getattr(self, name)}; give 0 or more.")
        if not 1 <= self.years <= 10:
            faults.append(f"years is {self.years}; give 1 to 10.")
        if faults:
            raise ValueError(" ".join(faults))

    def to_json(self) -> dict:
        """Plain values, as a link carries them."""
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """published: avoided attendances and pounds as a flat claim on the attendances of
    the year picked. honest: the same from the effect's interval, on what would be left
    anyway. net: honest less the programme. rows: one a year. words: both side by
    side."""

    published_avoided: float
    published_pounds: float
    honest_avoided: Money
    honest_pounds: Money
    cash: Money
    net: Money
    probability: float
    break_even: float | None
    rows: pd.DataFrame
    words: str


def effect_draws(
    effect: ImpactEstimate | tuple[float, float, float] | None,
    draws: int = DRAWS,
    seed: int = 20230417,
) -> np.ndarray:
    """Rate ratios (draws,) from a measured estimate, from (change, lower, upper)
    assumed with a log-normal spread, or, with None or the range rung, from the
    controlled studies."""
    rng = np.random.default_rng(seed)
    if isinstance(effect, ImpactEstimate):
        if effect.draws is not None:
            return rng.choice(effect.draws.ratios, draws)
        effect = None
    if effect is None:
        return np.exp(rng.normal(PRIOR_LOG_RATIO, PRIOR_SD, draws))
    middle, low, high = (np.log1p(np.clip(x, -0.99, None)) for x in effect)
    if not low <= middle <= high:
        raise ValueError(
            "An assumed effect is given as (change, lower, upper) in rising order of "
            "lower, change, upper, such as (-0.12, -0.25, 0.05)."
        )
    return np.exp(rng.normal(middle, (high - low) / (2 * 1.96), draws))


def plan(
    scenario: Scenario,
    effect: ImpactEstimate | tuple[float, float, float] | None = None,
    seed: int = 20230417,
) -> Plan:
    """The scenario's worth, published claim beside honest range (95%)."""
    ratio = effect_draws(effect, seed=seed)
    price = scenario.unit_cost.pounds
    left = scenario.attendances * (1 + scenario.natural_change)
    published = -scenario.published_effect * scenario.attendances
    kept = (1 - scenario.decay) ** np.arange(scenario.years)
    yearly = left * scenario.uptake * (1 - ratio)[:, None] * kept[None, :]
    avoided, spent = yearly.sum(axis=1), scenario.programme_cost * scenario.years
    at = float(np.median(avoided))

    def money(draws, point):
        low, high = np.quantile(draws, [0.025, 0.975])
        return Money(float(point), float(low), float(high))

    low, high = np.quantile(yearly, [0.025, 0.975], axis=0)
    rows = pd.DataFrame(
        {
            "year": np.arange(1, scenario.years + 1),
            "expected_anyway": left,
            "avoided": np.median(yearly, axis=0),
            "avoided_lower": low,
            "avoided_upper": high,
            "pounds": np.median(yearly, axis=0) * price,
            "pounds_lower": low * price,
            "pounds_upper": high * price,
        }
    )
    reach = left * scenario.uptake * kept.sum() * price
    honest = money(avoided * price, at * price)
    many = money(avoided, at)
    words = plan_in_words(
        scenario,
        coarser(many, supported(many.lower, many.upper)),
        coarser(honest, supported(honest.lower, honest.upper)),
    )
    return Plan(
        published,
        published * price,
        many,
        honest,
        money(avoided * price * scenario.cash_share, at * price * scenario.cash_share),
        money(avoided * price - spent, at * price - spent),
        float(np.mean(avoided * price > spent)),
        spent / reach if reach > 0 else None,
        rows,
        words,
    )


def plan_in_words(scenario: Scenario, avoided: Money, worth: Money) -> str:
    """The published claim and the honest range side by side.

    Of attendances and pounds that are already as coarse as their interval bears out
    (`money.coarser`), so that it can be said of protected ones.
    """
    claim = -scenario.published_effect * scenario.attendances
    left = scenario.attendances * (1 + scenario.natural_change)
    return (
        f"The published claim, {abs(scenario.published_effect):.0%} of "
        f"{scenario.attendances:,.0f} attendances, is {claim:,.0f} avoided and "
        f"{pounds(claim * scenario.unit_cost.pounds)}. Attendances of such a group "
        f"would come to about {to_step(left):,.0f} anyway; a programme's own share is "
        f"between {_fewer(avoided.lower)} and {_fewer(avoided.upper)} attendances, "
        f"{pounds(worth.lower, 1)} to {pounds(worth.upper, 1)} "
        f"over {scenario.years} year{'s' if scenario.years > 1 else ''}."
    )


def plan_in_short(scenario: Scenario, worth: Money) -> str:
    """What copying it would avoid, in pounds, beside the published claim: one
    finding."""
    claim = -scenario.published_effect * scenario.attendances
    published = f"the published claim is {pounds(claim * scenario.unit_cost.pounds)}"
    years = "1 year" if scenario.years == 1 else f"{scenario.years} years"
    point = (worth.lower + worth.upper) / 2 if worth.point is None else worth.point
    sure, what = sureness(point, worth.lower, worth.upper), "save"
    if sure == CANNOT_TELL:
        what = "cannot tell whether it saves"
    else:
        if point < 0:
            what, worth = "cost more", Money(None, -worth.upper, -worth.lower)
        what = f"it would {'' if sure == ABOUT else 'likely '}{what}"
    reach = interval(worth.lower, worth.upper, lambda value: pounds(value, 1))
    return f"Copied, {what}: {reach} in {years}; {published}"


def _fewer(avoided: float) -> str:
    """'540 fewer' or '120 more'."""
    return f"{abs(avoided):,.0f} {'fewer' if avoided >= 0 else 'more'}"
