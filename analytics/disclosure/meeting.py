"""The questions a meeting may ask: the nearest one to what was asked, and what was
changed.

A rounded count changes where its true value crosses a limit. Who may move an age by a
year, a rule by one or the last day by a day sees when that happens, and so learns the
true values. Even coarse filters give them away where several can be combined: each
number shown is two limits on a sum, and with more sums than people they close in. In a
meeting the question is therefore coarse before it is asked. How coarse was tried:
`tests/disclosure/test_attack.py` solves for what is hidden.

What a filter may do is said where it is declared (`definitions.filter.Meeting`). The
question is made from nothing: a filter that is not let through here is not asked.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from analytics.definitions.filters import (
    Filter,
    Filters,
    Meeting,
    filter_called,
    months_before,
)
from analytics.definitions.rules import tops
from analytics.definitions.words import day_in_words, listed
from analytics.measures.comparing.compare_with import PRACTICE
from analytics.store.dataset import Dataset

# People who attended; in a smaller dataset a second rule can give people away.
LARGE = 1000
START = "In the meeting view "
USUAL_RULE = (Meeting.USUAL, Meeting.PUBLISHED)


class Asked(NamedTuple):
    """The filters asked, the dataset's last day, and whether another rule than the
    usual may be asked at all."""

    filters: Filters
    default_as_at: date
    published: bool

    def of(self, *classes: Meeting) -> tuple[tuple[Filter, Any], ...]:
        """The filters of some classes that are chosen, each with its value."""
        chosen = ((filter_called(name), value) for name, value in self.filters.chosen)
        return tuple((one, value) for one, value in chosen if one.meeting in classes)


Answer = tuple[dict[str, Any], str]  # what is asked instead, and what is told


def coarse_for(dataset: Dataset, filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """`coarse` for a dataset: by its own last day, and with other rules where it is
    large."""
    people = [dataset.span(kind).people for kind in dataset.kinds_with_rule]
    return coarse(filters, dataset.default_as_at, max(people, default=0) >= LARGE)


def coarse(
    filters: Filters, default_as_at: date, large: bool = False
) -> tuple[Filters, tuple[str, ...]]:
    """The nearest question that a meeting may ask, and a sentence for each thing
    changed.

    The rule is the usual one, or where no place is chosen in a large dataset one that
    is published; the window a year that ends where the dataset's last does; and at most
    one place is chosen. default_as_at: the dataset's. large: LARGE people or more.
    Applied again it changes nothing.
    """
    anywhere = not Asked(filters, default_as_at, False).of(Meeting.ONE_PLACE)
    asked = Asked(filters, default_as_at, large and anywhere)
    answers = [one(asked) for one in (_year_end, _usual_rule, _set_aside, _one_place)]
    may = {name: value for allowed, _told in answers for name, value in allowed.items()}
    return Filters(**may), tuple(told for _allowed, told in answers if told)


def _year_end(asked: Asked) -> Answer:
    """Days on which a year of the dataset ends; the nearest for any other."""
    allowed, told = {}, ""
    for one, day in asked.of(Meeting.YEAR_END):
        near = min(ends(asked.default_as_at), key=lambda end: abs(end - day))
        allowed[one.name] = near
        if near != day:
            told = (
                f"{START}a window ends in {asked.default_as_at:%B} of a year, so that "
                f"no two overlap: {day_in_words(near)}."
            )
    return allowed, told


def _usual_rule(asked: Asked) -> Answer:
    """The usual rule; or, where others may be asked, the nearest of those that are
    published."""
    nearest: dict[str, Any] = {}
    for one, number in asked.of(Meeting.PUBLISHED) if asked.published else ():
        known = sorted({one.default, *one.published})
        nearest[one.name] = min(known, key=lambda n: abs(n - number))
    chosen = asked.of(*USUAL_RULE)
    if all(nearest.get(one.name, one.default) == value for one, value in chosen):
        return nearest, ""
    rule = Filters(**nearest)
    if asked.published:
        which, elsewhere = "one that is published", ""
    else:
        which = "the usual one"
        elsewhere = (
            " “Other rules” on the page of frequent attenders shows what others would "
            "find."
        )
    return nearest, (
        f"{START}the rule is {which}: {rule.rule_in_words()}, in {rule.months} months."
        + elsewhere
    )


def _set_aside(asked: Asked) -> Answer:
    """Nothing of them; and so of any filter of a class that is not handled here."""
    chosen = [filter_called(name) for name, _value in asked.filters.chosen]
    handled = (Meeting.YEAR_END, *USUAL_RULE, Meeting.ONE_PLACE)
    aside = [one for one in chosen if one.meeting not in handled]
    if not aside:
        return {}, ""
    titles = listed(dict.fromkeys(one.aside or one.noun for one in aside))
    return {}, (
        f"{START}nobody filters by {titles}: few people would be left. Several figures "
        "show them side by side."
    )


def _one_place(asked: Asked) -> Answer:
    """One value of the narrowest place chosen: the last, as declared."""
    chosen = asked.of(Meeting.ONE_PLACE)
    if not chosen:
        return {}, ""
    one, values = chosen[-1]
    told = (
        f"{START}one place is chosen at a time: the {one.noun} {values[0]}."
        if len(chosen) > 1 or len(values) > 1
        else ""
    )
    return {one.name: values[:1]}, told


def may_pick(names: Iterable[str]) -> bool:
    """Whether a meeting may be offered clicks that set these filters: places alone."""
    return all(filter_called(name).meeting is Meeting.ONE_PLACE for name in names)


def comparable(filters: Filters, choices: dict[str, str]) -> dict[str, str]:
    """Of what can be compared with (`side_by_side.choices`), what a meeting may ask as
    well.

    filters: coarse already. Under another rule than the usual no place is asked, on
    either side.
    """
    usual = not any(
        filter_called(name).meeting in USUAL_RULE for name, _value in filters.chosen
    )
    return {
        key: title
        for key, title in choices.items()
        if usual or not key.startswith(PRACTICE)
    }


def coarse_index_date(
    day: date | None, within: tuple[date, date] | None = None
) -> tuple[date | None, tuple[str, ...]]:
    """The first or the middle (15th) of a month nearest to the day people are picked.

    within: the first and last day that will do; where neither day of a month is among
    them, the nearest is taken all the same.
    """
    if day is None:
        return None, ()
    months = [months_before(day.replace(day=1), n) for n in (1, 0, -1)]
    days = [month.replace(day=on) for month in months for on in (1, 15)]
    first, last = within or (date.min, date.max)
    inside = [one for one in days if first <= one <= last]
    near = min(inside or days, key=lambda one: abs(one - day))
    if near == day:
        return day, ()
    return near, (
        (
            f"{START}people are picked on the 1st or 15th of a month: "
            f"{day_in_words(near)}."
        ),
    )


def cohorts() -> tuple[str, ...]:
    """The cohorts that a meeting may follow: the most frequent attenders, as many as a
    preset for meetings picks; everyone above the rule; the caseload."""
    most = (f"top:{number}" for number in tops(in_meetings=True))
    return (*most, "rule", "caseload")


def coarse_cohort(cohort: str) -> tuple[str, tuple[str, ...]]:
    """The cohort where a meeting may follow it, else the fewest who attend most."""
    allowed = cohorts()
    if cohort in allowed:
        return cohort, ()
    most = listed(tops(in_meetings=True), "or")
    return allowed[0], (
        f"{START}the {most} who attend most, everyone above the rule, the caseload or "
        "the first cohorts fixed that part people into no small group can be followed.",
    )


def ends(default_as_at: date, years: int = 10) -> tuple[date, ...]:
    """The last days a meeting may choose: the default one and the same day of earlier
    years."""
    after = default_as_at + timedelta(days=1)
    return tuple(months_before(after, 12 * n) - timedelta(days=1) for n in range(years))
