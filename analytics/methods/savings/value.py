"""What the attendances avoided are worth: gross, net of the natural course, net of the
programme.

Everything is computed on the draws behind the rate ratio, so money carries the same
uncertainty.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact.panels.panel import NothingToCompare
from analytics.methods.savings.catalogue import UnitCost
from analytics.methods.savings.money import Money, coarser, supported, to_step
from analytics.methods.savings.programme import ProgrammeCost
from analytics.methods.savings.waterfall import in_words, waterfall

from ..impact.estimate import ImpactEstimate, ImpactResult


@dataclass(frozen=True)
class Savings:
    """gross: crude fall times unit cost, as programmes publish it. natural: the part
    that would have come anyway. net_natural: gross less natural. net: less the
    programme as well. cash: cash-releasing part of net_natural. probability: of paying
    for itself (None without a causal estimate). break_even: share of the expected
    attendances the programme must avoid to pay for itself (None when nothing was
    expected). steps: the waterfall."""

    unit_cost: UnitCost
    attendances_gross: float
    attendances_avoided: float | None
    gross: Money
    natural: Money
    net_natural: Money
    programme_cost: float
    net: Money
    cash: Money
    cash_share: float
    probability: float | None
    break_even: float | None
    steps: pd.DataFrame
    words: str

    def to_json(self) -> dict:
        """One JSON object, as ``python -m analytics savings`` prints it."""

        def money(value):
            return {
                k: None if v is None else round(v, 2) for k, v in value.__dict__.items()
            }

        return {
            "unit_cost": {
                "name": self.unit_cost.name,
                "pounds": self.unit_cost.pounds,
                "price_year": self.unit_cost.price_year,
                "source": self.unit_cost.source,
            },
            "attendances_gross": round(self.attendances_gross, 1),
            "attendances_avoided": None
            if self.attendances_avoided is None
            else round(self.attendances_avoided, 1),
            "gross": money(self.gross),
            "natural_course": money(self.natural),
            "net_of_natural_course": money(self.net_natural),
            "programme_cost": round(self.programme_cost, 2),
            "net_of_programme_cost": money(self.net),
            "cash_releasing": money(self.cash),
            "cash_share": self.cash_share,
            "probability": self.probability,
            "break_even": self.break_even,
        }


def savings(
    result: ImpactResult,
    unit_cost: UnitCost,
    programme: ProgrammeCost | None = None,
    estimate: ImpactEstimate | None = None,
    cash_share: float = 0.3,
    cost_error: float = 0.0,
    seed: int = 20230417,
) -> Savings:
    """Value one result. ``estimate`` defaults to the best rung. ``cash_share`` (0 to 1)
    is the part of an average cost that would really leave the books: most is building,
    rota and overhead. ``cost_error`` is the relative standard error of the unit cost (0
    = taken as known).

    Raises ValueError for shares outside 0 to 1, NothingToCompare for cost as the
    outcome already counted elsewhere.
    """
    if not 0 <= cash_share <= 1:
        raise ValueError(
            f"A cash-releasing share of {cash_share} is not possible; give 0 to 1."
        )
    if result.unit != result.kind.many:
        raise NothingToCompare(
            "This result already counts cost; value the one that counts attendances."
        )
    estimate = result.best if estimate is None else estimate
    spent = (programme or ProgrammeCost()).total
    before = result.before / result.before_years * result.after_years
    crude = before - result.after
    rng = np.random.default_rng(seed)
    if estimate.draws is None:
        # The range has no draws: its two ends are carried through as they stand.
        expected = np.array(
            [
                result.after + estimate.avoided_lower,
                result.after + estimate.avoided_upper,
            ]
        )
        avoided, prices = expected - result.after, np.full(2, unit_cost.pounds)
        return _assemble(
            unit_cost,
            crude,
            None,
            before - expected,
            avoided,
            prices,
            spent,
            cash_share,
            float(expected.mean()),
            sure=False,
        )
    draws = estimate.draws
    prices = unit_cost.pounds * np.exp(
        cost_error * rng.standard_normal(len(draws.expected)) - cost_error**2 / 2
    )
    return _assemble(
        unit_cost,
        crude,
        estimate.avoided,
        before - draws.expected,
        draws.expected - draws.treated,
        prices,
        spent,
        cash_share,
        draws.point,
    )


def _assemble(
    unit_cost,
    crude,
    point,
    natural,
    avoided,
    prices,
    spent,
    cash_share,
    expected,
    sure=True,
) -> Savings:
    price = unit_cost.pounds

    def money(draws, at):
        low, high = (
            np.quantile(draws, [0.025, 0.975]) if sure else (draws.min(), draws.max())
        )
        return Money(at, float(low), float(high))

    value = avoided * prices
    # Gross is a count times a price: only the price is uncertain in it.
    gross = money(crude * prices, crude * price)
    net_natural = money(value, None if point is None else point * price)
    net = money(value - spent, None if point is None else point * price - spent)
    chance = float(np.mean(value > spent)) if sure else None
    even = spent / price / expected if price > 0 and expected > 0 else None
    natural_money = money(
        natural * prices, None if point is None else (crude - point) * price
    )
    step = supported(net_natural.lower, net_natural.upper)
    return Savings(
        unit_cost,
        float(crude),
        point,
        gross,
        natural_money,
        net_natural,
        float(spent),
        net,
        money(
            cash_share * value, None if point is None else cash_share * point * price
        ),
        cash_share,
        chance,
        even,
        waterfall(gross, natural_money, net_natural, spent, net),
        in_words(
            to_step(crude * price, step),
            coarser(net_natural, step),
            coarser(net_natural, step, less=spent),
            spent,
            chance,
        ),
    )
