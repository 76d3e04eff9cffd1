"""The steps from gross to net, as a table and in words."""

import pandas as pd

from analytics.definitions.words import CANNOT_TELL, interval, sureness
from analytics.methods.savings.money import Money, pounds


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


def in_words(
    crude: float, own: Money, net: Money, spent: float, chance: float | None
) -> str:
    """The finding as a finance director could sign it.

    Of pounds that are already as coarse as their interval bears out (`coarser`), so
    that it can be said of protected ones. chance: None where no causal claim is
    possible.
    """
    if chance is None:
        return (
            f"The crude fall is worth {pounds(crude, 1)}, but without a comparison the "
            "programme's own share cannot be told; no saving can be claimed."
        )
    text = (
        f"The crude fall is worth about {pounds(crude, 1)}; the programme's own share "
        f"of it is {pounds(own.point, 1)} ({_to(own)})"
    )
    if spent > 0:
        text += (
            f"; less its cost of {pounds(spent)} that leaves {pounds(net.point, 1)} "
            f"({_to(net)}), a {chance:.0%} chance of paying for itself"
        )
    return text + "."


def in_short(own: Money, spent: float, withheld: bool = False) -> str:
    """The programme's own share in pounds as one finding, said as surely as its
    interval bears out (`definitions.words.sureness`). withheld: whether it may not be
    claimed that the programme did it."""
    cost = f", against a cost of {pounds(spent, 1)}" if spent > 0 else ""
    if own.point is None or own.point != own.point:
        return f"What it saves cannot be told: from {_to(own)}{cost}"
    sure = sureness(own.point, own.lower, own.upper)
    if sure == CANNOT_TELL:
        return f"Cannot tell whether it saves: {_to(own)}{cost}"
    if withheld:
        way, part = "less", own
        if own.point < 0:
            way, part = "more", turned(own)
        return (
            f"Cannot tell whether the programme did it: {_to(part)} {way} than "
            f"expected{cost}"
        )
    what, reach = "avoided", own
    if own.point < 0:
        what, reach = "more spent", turned(own)
    return (
        f"{sure.capitalize()} {pounds(abs(own.point), 1)} {what} ({_to(reach)}){cost}"
    )


def turned(money: Money) -> Money:
    """What is avoided as what is spent, or the other way round."""
    point = None if money.point is None else -money.point
    return Money(point, -money.upper, -money.lower)


def _to(money: Money) -> str:
    return interval(money.lower, money.upper, lambda value: pounds(value, 1))
