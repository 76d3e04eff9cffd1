"""The questions a meeting may ask: the nearest one to what was asked, and what was
changed.

A rounded count changes where its true value crosses a limit. Who may move an age by a
year, a rule by one or the last day by a day sees when that happens, and so learns the
true values. Even coarse filters give them away where several can be combined: each
number shown is two limits on a sum, and with more sums than people they close in. In a
meeting the question is therefore coarse before it is asked. How coarse was tried:
`tests/disclosure/test_attack.py` solves for what is hidden.
"""

from datetime import date, timedelta

from analytics.definitions.event_kinds import kind
from analytics.definitions.filters import Filters, months_before
from analytics.definitions.settings import EXTRACT
from analytics.definitions.words import day_in_words, listed
from analytics.measures.side_by_side import PRACTICE
from analytics.store.dataset import Dataset

PLACES = ("practice", "pcn", "place", "icb")  # one of them; the narrowest is kept
RULE = ("months", "ae_more_than", "gp_more_than")
LARGE = (
    1000  # people who attended; in a smaller dataset a second rule can give people away
)
SET_ASIDE = {
    "ages": ("age_from", "age_to"),
    "sex": ("sex",),
    "diagnosis groups": ("diagnosis_groups",),
    "kinds of need": ("segments",),
    "where people live": ("neighbourhood", "areas"),
    "A&E departments": ("department_types",),
    "kinds of attendance": ("attendance_categories",),
    "whom GP visits were with": ("roles",),
}
TITLES = {"practice": "practice", "pcn": "PCN", "place": "place", "icb": "ICB"}
COHORTS = ("top:30", "top:50", "rule", "caseload")
START = "In the meeting view "
DEFAULT = Filters()


def coarse_for(dataset: Dataset, filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """`coarse` for a dataset: by its own last day, and with other rules where it is
    large."""
    people = [
        span.people for span in dataset.manifest.spans if span.table in EXTRACT.values()
    ]
    return coarse(filters, dataset.default_as_at, max(people, default=0) >= LARGE)


def comparable(filters: Filters, choices: dict[str, str]) -> dict[str, str]:
    """Of what can be compared with (`side_by_side.choices`), what a meeting may ask as
    well.

    filters: coarse already. Under another rule than the usual no place is asked, on
    either side.
    """
    usual = all(getattr(filters, name) == getattr(DEFAULT, name) for name in RULE)
    return {
        key: title
        for key, title in choices.items()
        if usual or not key.startswith(PRACTICE)
    }


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
    told: list[str] = []
    changes: dict = {"as_at": _as_at(filters.as_at, default_as_at, told)}
    changes |= _rule(
        filters, large and not any(getattr(filters, name) for name in PLACES), told
    )
    aside = [
        title
        for title, names in SET_ASIDE.items()
        if any(getattr(filters, name) != getattr(DEFAULT, name) for name in names)
    ]
    if aside:
        changes |= {
            name: getattr(DEFAULT, name) for title in aside for name in SET_ASIDE[title]
        }
        told.append(
            f"{START}nobody filters by {listed(aside)}: few people would be left. "
            "Several figures show them side by side."
        )
    places = [name for name in PLACES if getattr(filters, name)]
    changes |= {name: () for name in places[1:]}
    changes |= {name: getattr(filters, name)[:1] for name in places[:1]}
    if len(places) > 1 or (places and len(getattr(filters, places[0])) > 1):
        told.append(
            f"{START}one place is chosen at a time: the {TITLES[places[0]]} "
            f"{changes[places[0]][0]}."
        )
    return filters.with_(**changes), tuple(told)


def coarse_index_date(day: date | None) -> tuple[date | None, tuple[str, ...]]:
    """The first or the middle (15th) of a month nearest to the day people are
    picked."""
    if day is None:
        return None, ()
    after = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
    near = min(
        (day.replace(day=1), day.replace(day=15), after), key=lambda one: abs(one - day)
    )
    if near == day:
        return day, ()
    return near, (
        (
            f"{START}people are picked on the 1st or 15th of a month: "
            f"{day_in_words(near)}."
        ),
    )


def coarse_cohort(cohort: str) -> tuple[str, tuple[str, ...]]:
    """The cohort where a meeting may follow it, else the thirty who attend most."""
    if cohort in COHORTS:
        return cohort, ()
    return COHORTS[0], (
        f"{START}the 30 or 50 who attend most, everyone above the rule or the "
        "caseload can be followed.",
    )


def ends(default_as_at: date, years: int = 10) -> tuple[date, ...]:
    """The last days a meeting may choose: the default one and the same day of earlier
    years."""
    after = default_as_at + timedelta(days=1)
    return tuple(months_before(after, 12 * n) - timedelta(days=1) for n in range(years))


def _rule(filters: Filters, published: bool, told: list[str]) -> dict:
    """The usual rule; or, where others may be asked, the nearest of those that are
    published."""
    found = {name: getattr(DEFAULT, name) for name in RULE}
    if published:
        for setting in EXTRACT:
            name = f"{setting}_more_than"
            known = [
                one.more_than
                for one in kind(setting).presets
                if one.more_than is not None and one.meeting
            ]
            found[name] = min(known, key=lambda n: abs(n - getattr(filters, name)))
    if any(getattr(filters, name) != found[name] for name in RULE):
        told.append(
            f"{START}the rule is "
            + ("one that is published" if published else "the usual one")
            + f": more than {found['ae_more_than']} A&E attendances, or "
            f"{found['gp_more_than']} GP visits, in {found['months']} months."
            + (
                ""
                if published
                else " “Other rules” on the page of frequent attenders "
                "shows what others would find."
            )
        )
    return found


def _as_at(day: date | None, default: date, told: list[str]) -> date | None:
    if day is None or day in ends(default):
        return day
    near = min(ends(default), key=lambda one: abs(one - day))
    told.append(
        f"{START}a window ends in {default:%B} of a year, so that no two overlap: "
        f"{day_in_words(near)}."
    )
    return near
