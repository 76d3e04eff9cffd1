"""Filters: which rule, which window, which people. One frozen value that every measure
takes."""

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.definitions.words import counted, day_in_words, listed
from analytics.errors import InputError, Problem

UNPLANNED = ("1", "2", "3")
DEPARTMENT_TYPES = {
    "01": "Major A&E (type 1)",
    "02": "Single specialty (type 2)",
    "03": "Minor injury and urgent treatment (type 3)",
    "04": "NHS walk-in centre (type 4)",
    "05": "Same day emergency care (type 5)",
}
CATEGORIES = {
    "1": "Unplanned first",
    "2": "Unplanned follow-up, this department",
    "3": "Unplanned follow-up, another department",
    "4": "Planned follow-up",
}
SEX_WORDS = {
    "female": "Female",
    "male": "Male",
    "other": "Other",
    "unknown": "Not known",
}
PLACE_LEVELS = ("icb", "place", "pcn", "practice")


@dataclass(frozen=True)
class Filters:
    """The rule and window, and who is looked at. Raises InputError with every fault at
    once.

    as_at: last day of the window; None: the dataset's default, the end of the last
    month complete in every extract. months: length of the window. ae_more_than,
    gp_more_than: a frequent attender has more than this many. icb, place, pcn,
    practice: names or codes; empty: all. department_types, roles, sex: empty: all.
    age_from, age_to: years, both included. diagnosis_groups: people seen in the window
    for at least one of these (slugs of GROUP_TITLES). segments: frequent attenders of
    these kinds (slugs of KINDS). neighbourhood (names), areas (LSOA codes): people who
    live there.
    """

    as_at: date | None = None
    months: int = 12
    ae_more_than: int = 10
    gp_more_than: int = 25
    icb: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    pcn: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    department_types: tuple[str, ...] = ()
    attendance_categories: tuple[str, ...] = UNPLANNED
    roles: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    sex: tuple[str, ...] = ()
    diagnosis_groups: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    neighbourhood: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def __post_init__(self):
        faults = []

        def expect(good: bool, name: str, wanted: str):
            if not good:
                faults.append(
                    Problem(
                        rule="filter",
                        found=f"{name.replace('_', '-').capitalize()}: expected "
                        f"{wanted}, found {getattr(self, name)!r}.",
                        remedy=f"Give {wanted}.",
                    )
                )

        def whole(value, low, high):
            return (
                isinstance(value, int)
                and not isinstance(value, bool)
                and low <= value <= high
            )

        expect(
            self.as_at is None or isinstance(self.as_at, date),
            "as_at",
            "a day such as 2024-08-31",
        )
        expect(whole(self.months, 1, 60), "months", "a whole number from 1 to 60")
        expect(
            whole(self.ae_more_than, 0, 999),
            "ae_more_than",
            "a whole number from 0 to 999",
        )
        expect(
            whole(self.gp_more_than, 0, 999),
            "gp_more_than",
            "a whole number from 0 to 999",
        )
        for name in ("age_from", "age_to"):
            age = getattr(self, name)
            expect(
                age is None or whole(age, 0, 120), name, "a whole number from 0 to 120"
            )
        if not faults and None not in (self.age_from, self.age_to):
            expect(
                self.age_from <= self.age_to,
                "age_to",
                f"an age of {self.age_from} or more",
            )
        for name, known in (
            ("department_types", DEPARTMENT_TYPES),
            ("sex", SEX_WORDS),
            ("attendance_categories", CATEGORIES),
            ("diagnosis_groups", GROUP_TITLES),
            ("segments", KIND_TITLES),
        ):
            strange = [v for v in getattr(self, name) if v not in known]
            expect(not strange, name, f"one or more of {', '.join(known)}")
        expect(
            bool(self.attendance_categories),
            "attendance_categories",
            "at least one of 1, 2, 3, 4",
        )
        if faults:
            raise InputError(faults)

    def with_(self, **changes) -> "Filters":
        """The same filters with some changed."""
        return replace(self, **changes)

    @property
    def start(self) -> date:
        """First day of the window. Needs `as_at`."""
        return months_before(self.as_at + timedelta(days=1), self.months)

    @property
    def end(self) -> date:
        """The day after the window. Needs `as_at`."""
        return self.as_at + timedelta(days=1)

    @property
    def whole_months(self) -> bool:
        """Whether the window is made of whole calendar months."""
        return self.end.day == 1

    @property
    def narrowed(self) -> tuple[str, ...]:
        """Names of the filters that leave somebody out, in the order they are
        declared."""
        rule = {"as_at", "months", "ae_more_than", "gp_more_than"}
        return tuple(
            f.name
            for f in fields(self)
            if f.name not in rule and getattr(self, f.name) != f.default
        )

    def period(self) -> str:
        """ "the 12 months to 31 August 2024"."""
        months = "month" if self.months == 1 else f"{self.months} months"
        return f"the {months} to {day_in_words(self.as_at)}"

    def who(self) -> str:
        """The people looked at, as words: places, ages, sex, reasons, kinds,
        departments, roles."""
        parts = []
        for level in reversed(PLACE_LEVELS):
            names = getattr(self, level)
            if names:
                parts.append(listed(names))
                break
        if self.neighbourhood:
            parts.append("living in " + listed(self.neighbourhood, "or"))
        if self.areas:
            parts.append(
                "living in "
                + (
                    counted(len(self.areas), "small area")
                    if len(self.areas) > 3
                    else listed(self.areas, "or")
                )
            )
        if self.age_from is not None and self.age_to is not None:
            parts.append(f"ages {self.age_from} to {self.age_to}")
        elif self.age_from is not None:
            parts.append(f"ages {self.age_from} and over")
        elif self.age_to is not None:
            parts.append(f"ages up to {self.age_to}")
        if self.sex:
            parts.append(listed(SEX_WORDS[s].lower() for s in self.sex))
        if self.diagnosis_groups:
            parts.append(
                "seen for "
                + listed(
                    (
                        f"“{GROUP_TITLES[group].lower()}”"
                        for group in self.diagnosis_groups
                    ),
                    "or",
                )
            )
        if self.segments:
            parts.append(
                "frequent attenders of the kind "
                + listed((f"“{KIND_TITLES[kind]}”" for kind in self.segments), "or")
            )
        if self.department_types:
            parts.append(
                "A&E department " + listed(f"type {t}" for t in self.department_types)
            )
        if self.attendance_categories != UNPLANNED:
            parts.append("A&E category " + listed(self.attendance_categories))
        if self.roles:
            parts.append(
                "GP visits with " + listed(r.replace("_", " ") for r in self.roles)
            )
        return "; ".join(parts) or "everyone in the extracts"

    def sentence(self) -> str:
        """The one line used in captions, exports and logs. Needs `as_at`."""
        return (
            f"More than {self.ae_more_than} A&E attendances, or more than "
            f"{self.gp_more_than} GP visits, in {self.period()}; {self.who()}."
        )

    def arguments(self) -> dict[str, str | list[str]]:
        """The filters that differ from the defaults, as text for an address.

        Several values are a list, since the name of a place may hold a comma.
        """
        found = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if value != f.default:
                found[f.name] = list(value) if isinstance(value, tuple) else str(value)
        return found


def months_before(day: date, months: int) -> date:
    """The same day of the month some months earlier, or that month's last day.

    >>> months_before(date(2024, 3, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
