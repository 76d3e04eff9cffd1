"""What a canonical table is: its fields, which are required, what they may hold."""

from dataclasses import dataclass

CODE_SYSTEMS = ("ctv3", "snomed", "icd10", "icd9", "hes")
SEXES = ("female", "male", "other", "unknown")
# How frail somebody is, as practices record it: the categories of the electronic
# frailty index, in words or as SNOMED CT codes of the UK edition.
FIT, MILD, MODERATE, SEVERE = FRAILTIES = ("fit", "mild", "moderate", "severe")
FRAILTY_TITLES = {
    FIT: "Fit",
    MILD: "Mild frailty",
    MODERATE: "Moderate frailty",
    SEVERE: "Severe frailty",
}
_CODES = {
    "925791000000100": MILD,
    "925831000000107": MODERATE,
    "925861000000102": SEVERE,
}
FRAILTY_WORDS = (
    *((title.lower(), slug) for slug, title in FRAILTY_TITLES.items()),
    *((f"{slug}ly frail", slug) for slug in FRAILTIES[1:]),
    ("not frail", FIT),
    *_CODES.items(),
)


@dataclass(frozen=True)
class Component:
    """A column of an extract that is no field, but that a field is made of.

    kind: date, time (of day), minutes (a length), age (in years), flag (yes or no) or
    list (parted by commas; the first counts). meaning, without: as of a field; a
    component without a meaning is never asked for.

    Of a flag: yes means `value`, no `otherwise` ("": no says nothing). over: what the
    field may say by itself for the flag to be believed more (none: whatever it says).
    asked: how headers ask its question, in words; other columns with yes and no are
    read by them too.
    """

    name: str
    kind: str
    meaning: str = ""
    without: str = ""
    value: str = ""
    otherwise: str = ""
    over: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One column of a canonical table.

    kind: id, code, category, text, timestamp, date, integer, number, list (text parted
    by ;) or codes (a list of codes, in one column or in several that are numbered).
    without: what becomes of the pages where an extract does not have it, as "Without
    it, …" goes on. unit: of a number, how it is read and stored: minutes, pounds or
    years (of age). components: what it is made of where no column is the field itself;
    every timestamp has a day and a time of day besides (`arrived_at`: `arrived_date`,
    `arrived_time`). instead: fields that say the same.
    told_by: of a year, the field whose header may say it ("LSOA21CD"); years: those
    that it may be.
    """

    name: str
    kind: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    without: str = ""
    unit: str = ""
    components: tuple[Component, ...] = ()
    instead: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    told_by: str = ""
    years: tuple[int, ...] = ()

    @property
    def flags(self) -> tuple[Component, ...]:
        """The yes-or-no columns that say it."""
        return tuple(one for one in self.components if one.kind == "flag")

    @property
    def day(self) -> str:
        """The component that holds a timestamp's day: `arrived_date`."""
        return self.name.rsplit("_", 1)[0] + "_date"

    @property
    def clock(self) -> str:
        """The component that holds a timestamp's time of day: `arrived_time`."""
        return self.name.rsplit("_", 1)[0] + "_time"

    @property
    def every_component(self) -> tuple[Component, ...]:
        """Its components, those that a timestamp has in any case first."""
        if self.kind != "timestamp":
            return self.components
        day, clock = Component(self.day, "date"), Component(self.clock, "time")
        given = {one.name: one for one in self.components}
        return tuple(({day.name: day, clock.name: clock} | given).values())


@dataclass(frozen=True)
class Table:
    """A canonical table: its fields, and what one row of it is. keys: the fields that
    no two rows have the same, where these are not its first required one."""

    name: str
    title: str
    row: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def key(self) -> tuple[str, ...]:
        """The fields that no two rows have the same."""
        return self.keys or self.required[:1]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    @property
    def components(self) -> tuple[Component, ...]:
        """The components of all its fields, in the fields' order."""
        return tuple(one for field in self.fields for one in field.every_component)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def has(self, name: str) -> bool:
        return name in self.names

    def component(self, name: str) -> Component | None:
        """The component of that name; None where there is none."""
        return next((one for one in self.components if one.name == name), None)

    def made_from(self, name: str) -> Field:
        """The field that a component belongs to. Raises StopIteration where there is no
        such component."""
        return next(
            field
            for field in self.fields
            if any(one.name == name for one in field.every_component)
        )
