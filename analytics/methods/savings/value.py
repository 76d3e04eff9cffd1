"""What the attendances avoided are worth: gross, net of the natural course, net of the
programme.

Everything is computed on the draws behind the rate ratio, so money carries the same
uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..impact.estimate import ImpactEstimate, ImpactResult
from ..impact.panel import NothingToCompare
from .catalogue import UnitCost

HOURS_A_WEEK = 37.5


@dataclass(frozen=True)
class Post:
    """A post paid for the programme. ``yearly_pounds`` with on-costs for one full-time
    person; ``hours_a_week`` worked on it (37.5 = full time); ``count`` of such
    posts."""

    name: str
    yearly_pounds: float
    hours_a_week: float = HOURS_A_WEEK
    count: float = 1.0

    @property
    def yearly_cost(self) -> float:
        return self.yearly_pounds * self.hours_a_week / HOURS_A_WEEK * self.count


@dataclass(frozen=True)
class ProgrammeCost:
    """Posts plus other yearly and one-off pounds, over ``years`` of running."""

    posts: tuple[Post, ...] = ()
    other_yearly: float = 0.0
    one_off: float = 0.0
    years: float = 1.0

    @property
    def total(self) -> float:
        return (
            sum(p.yearly_cost for p in self.posts) + self.other_yearly
        ) * self.years + self.one_off


@dataclass(frozen=True)
class Money:
    """Pounds with a 95% interval; ``point`` None when no causal claim is possible."""

    point: float | None
    lower: float
    upper: float


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
    if not result.unit.startswith(("attendances", "visits")):
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
        avoided, pounds = expected - result.after, np.full(2, unit_cost.pounds)
        return _assemble(
            unit_cost,
            crude,
            None,
            before - expected,
            avoided,
            pounds,
            spent,
            cash_share,
            float(expected.mean()),
            sure=False,
        )
    draws = estimate.draws
    pounds = unit_cost.pounds * np.exp(
        cost_error * rng.standard_normal(len(draws.expected)) - cost_error**2 / 2
    )
    return _assemble(
        unit_cost,
        crude,
        estimate.avoided,
        before - draws.expected,
        draws.expected - draws.treated,
        pounds,
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
    pounds,
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

    value = avoided * pounds
    # Gross is a count times a price: only the price is uncertain in it.
    gross = money(crude * pounds, crude * price)
    net_natural = money(value, None if point is None else point * price)
    net = money(value - spent, None if point is None else point * price - spent)
    chance = float(np.mean(value > spent)) if sure else None
    even = spent / price / expected if price > 0 and expected > 0 else None
    natural_money = money(
        natural * pounds, None if point is None else (crude - point) * price
    )
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
        in_words(gross, net_natural, spent, chance),
    )


def waterfall(
    gross: Money, natural: Money, net_natural: Money, spent: float, net: Money
) -> pd.DataFrame:
    """Steps from gross to net, in pounds: ``step``, ``amount`` (signed), ``start``,
    ``end``, ``lower``, ``upper`` (of the amount), ``kind`` ('total' or 'change').
    Without a point estimate the middle of the range is drawn."""

    def at(m):
        return m.point if m.point is not None else (m.lower + m.upper) / 2

    rows = [
        ("Crude fall", at(gross), 0.0, at(gross), gross.lower, gross.upper, "total"),
        (
            "Would have fallen anyway",
            -at(natural),
            at(gross),
            at(net_natural),
            -natural.upper,
            -natural.lower,
            "change",
        ),
        (
            "Programme's own share",
            at(net_natural),
            0.0,
            at(net_natural),
            net_natural.lower,
            net_natural.upper,
            "total",
        ),
        (
            "Cost of the programme",
            -spent,
            at(net_natural),
            at(net),
            -spent,
            -spent,
            "change",
        ),
        ("Net", at(net), 0.0, at(net), net.lower, net.upper, "total"),
    ]
    return pd.DataFrame(
        rows, columns=["step", "amount", "start", "end", "lower", "upper", "kind"]
    )


def supported(low: float, high: float) -> float:
    """The step that an interval bears out: two figures of its width; 0 where it has no
    width."""
    width = abs(high - low)
    return 10.0 ** max(np.floor(np.log10(width)) - 1, 0) if width >= 1 else 0.0


def to_step(value: float, step: float = 0.0) -> float:
    """The value to the nearest step; without one, three figures of it."""
    if not step:
        step = (
            10.0 ** max(np.floor(np.log10(abs(value))) - 2, 0)
            if abs(value) >= 1
            else 1.0
        )
    return round(value / step) * step


def pounds(value: float, step: float = 0.0) -> str:
    """'£12,300' or '−£4,100', to the nearest step; without one, three figures kept."""
    shown = to_step(value, step)
    return f"{'−' if shown < 0 else ''}£{abs(shown):,.0f}"


def in_words(
    gross: Money, net_natural: Money, spent: float, chance: float | None
) -> str:
    """The finding as a finance director could sign it."""
    step = supported(net_natural.lower, net_natural.upper)
    if chance is None:
        return (
            f"The crude fall is worth {pounds(gross.point, step)}, but without a "
            "comparison the "
            "programme's own share cannot be told; no saving can be claimed."
        )
    crude, own, least, most = (
        pounds(value, step)
        for value in (
            gross.point,
            net_natural.point,
            net_natural.lower,
            net_natural.upper,
        )
    )
    text = (
        f"The crude fall is worth about {crude}; the programme's own share of it is "
        f"{own} ({least} to {most})"
    )
    if spent > 0:
        left, least, most = (
            pounds(to_step(value, step) - spent, step)
            for value in (net_natural.point, net_natural.lower, net_natural.upper)
        )
        text += (
            f"; less its cost of {pounds(spent)} that leaves {left} ({least} to "
            f"{most}), a {chance:.0%} chance of paying for itself"
        )
    return text + "."
