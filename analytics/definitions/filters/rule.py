"""The filters of the rule: the window, and for each kind of event how many are many."""

from analytics.definitions.event_kinds.event_kind import EventKind
from analytics.definitions.event_kinds.preset import USUAL_MONTHS
from analytics.definitions.filter import Day, Filter, Meeting, Number, Of

AS_AT = Filter(
    "as_at",
    "Up to",
    Of.RULE,
    Meeting.YEAR_END,
    Day(),
    default=None,
    at_hand=True,
    hint="Last day of the window. It starts at the end of the last month that is "
    "complete in every extract.",
)
MONTHS = Filter(
    "months",
    "Months",
    Of.RULE,
    Meeting.USUAL,
    Number(1, 60),
    default=USUAL_MONTHS,
    at_hand=True,
    hint="Length of the window in months.",
)


def more_than(kind: EventKind) -> Filter:
    """The rule of a kind of event: a frequent attender has more than this many."""
    published = tuple(
        preset.more_than
        for preset in kind.presets
        if preset.in_meetings and preset.more_than is not None
    )
    elsewhere = "; ".join(
        f"{preset.more_than} ({preset.source})"
        for preset in kind.presets
        if preset.more_than is not None
    )
    return Filter(
        kind.rule,
        f"{kind.service} more than",
        Of.RULE,
        Meeting.PUBLISHED,
        Number(0, 999),
        default=kind.more_than,
        published=published,
        at_hand=True,
        hint="A frequent attender has more than this many."
        + (f" Used elsewhere: {elsewhere}" if elsewhere else ""),
    )
