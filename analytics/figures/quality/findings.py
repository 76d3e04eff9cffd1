"""Each flaw of the data as a sentence, and what it means for the answers."""

from dataclasses import dataclass

import pandas as pd

from analytics.definitions.contract import TABLES
from analytics.definitions.quality import TITLES, needed, without
from analytics.definitions.words import count, counted, percent
from analytics.disclosure import Protected

HEADLINE = 2  # from this weight on a flaw is told before the figures
NO_MORE = "Nothing found that should stop you trusting these figures"


@dataclass(frozen=True)
class Told:
    """A flaw in words. weight: see measures.quality."""

    sentence: str
    meaning: str
    weight: int


def told(protected: Protected) -> list[Told]:
    """Every finding as a sentence and its meaning, the gravest first, from protected
    numbers."""
    return [_told(row, protected) for row in protected.table.to_dict("records")]


def headline(all_told: list[Told]) -> str:
    """ "2 things to know before trusting these figures", or that there is nothing."""
    grave = sum(one.weight >= HEADLINE for one in all_told)
    if not grave:
        return NO_MORE
    return f"{counted(grave, 'thing')} to know before trusting these figures"


def _told(row: dict, protected: Protected) -> Told:
    say = Says(row, protected.few_in_words)
    sentence, meaning = getattr(say, row["kind"])()
    return Told(
        f"{sentence[:1].upper()}{sentence[1:]}.",
        f"{meaning[:1].upper()}{meaning[1:]}.",
        int(row["weight"]),
    )


class Says:
    """One method a kind of finding, each giving (what is so, what it means)."""

    def __init__(self, row: dict, few: str):
        self.row, self.few = row, few
        self.extract, self.subject, self.month = (
            row["extract"],
            row["subject"],
            row["month"],
        )
        self.key = next(
            (name for name, title in TITLES.items() if title == self.extract), ""
        )

    def n(self, name: str = "rows") -> str:
        """A count in words; a hidden one says how few."""
        value = self.row[name]
        return self.few if pd.isna(value) else count(value)

    def share(self, name: str = "share") -> str:
        """A share in words; one that is not known because it is hidden says so."""
        value = self.row[name]
        return "a share that is hidden" if pd.isna(value) else percent(value)

    def window_empty(self):
        return (
            f"{self.extract} have almost no rows in {self.month}: {self.n()}, against "
            f"{self.n('of')} in the usual month",
            "the window ends in that month by default, so its last month is nearly "
            "empty: choose an earlier day under Up to in the sidebar",
        )

    def month_empty(self):
        return (
            f"{self.extract} have almost no rows in {self.month}: {self.n()}, against "
            f"{self.n('of')} in the usual month",
            "any window with that month in it counts too few, and before and after is "
            "out by as much; load the month again",
        )

    def days_missing(self):
        return (
            f"{self.extract} have {int(self.row['number'])} days in a row without a "
            f"row in {self.month}",
            "that month counts too few; load it again before comparing months",
        )

    def month_begun(self):
        return (
            f"{self.extract} hold {self.month} only in part ({self.n()} rows so far)",
            "windows end before it unless you choose otherwise",
        )

    def ends_apart(self):
        return (
            f"{self.extract} are complete to {self.month}, {self.subject}",
            (
                f"figures of both services stop at {self.month}, the last month that "
                "both hold"
            ),
        )

    def joins_poorly(self):
        return (
            f"only {self.share()} of the people in A&E are found in the GP extract, "
            "at practices that send both",
            "frequent at both, and everything that compares the services "
            "person by person, is far too low; check that both extracts carry the "
            "same kind of id",
        )

    def joins_poorly_at(self):
        return (
            f"at {self.subject} only {self.share()} of the people in A&E are found in "
            "the GP extract",
            "frequent at both is too low there; check the ids of "
            f"{'that practice' if self.row['number'] == 1 else 'those practices'}",
        )

    def no_list(self):
        return (
            "there is no registered list",
            "everybody seen is taken as registered throughout, "
            "so rates per head use published list sizes, and people who left or died "
            "look like people who stopped coming",
        )

    def not_listed(self):
        return (
            (
                f"{self.n()} people in {self.extract} ({self.share()}) are on no "
                "registered list"
            ),
            (
                "they count in totals, but not per head, and cannot be followed before "
                "and after"
            ),
        )

    def field_absent(self):
        field = needed(self.key, self.subject)
        table = TABLES["patients" if self.key == "people" else self.key]
        known = field.name in table.names
        return (
            f"{self.extract} have no {self._field()} at all",
            table.field(field.name).without if known else without(self.key, field),
        )

    def field_gaps(self):
        return (
            f"{self._field()} is filled in {self.share()} of {self.extract}",
            f"where it is empty, {self._meaning()}",
        )

    def field_places(self):
        return (
            f"{self.subject[:1].lower()}{self.subject[1:]} is filled in only "
            f"{self.share()} of {self.extract}",
            f"figures of {self._those()} are weaker: where it is empty, "
            f"{self._meaning()}",
        )

    def field_turned(self):
        return (
            f"{self._field()} went from {self.share('share_before')} to "
            f"{self.share()} filled in {self.extract} from {self.month}",
            "months before and after cannot be compared by "
            f"it; where it is empty, {self._meaning()}",
        )

    def other(self):
        return (
            (
                f"{self.share()} of the coded rows of {self.extract} fall in no group "
                "but “other”"
            ),
            "the reasons shown are of the rest; add the codes to the reviewed table",
        )

    def unknown_codes(self):
        return (
            f"{self.n()} rows of {self.extract} ({self.share()}) hold values in "
            f"{self.subject} that no code list knows",
            "they were taken as not known; add the values to a mapping and load again",
        )

    def left_out(self):
        return (
            (
                f"{self.n()} rows of {self.extract} ({self.share()}) were left out: "
                f"{self.subject}"
            ),
            "counts are too low by up to that share; see Rows left out",
        )

    def repeated(self):
        return (
            (
                f"{self.n()} rows of {self.extract} ({self.share()}) repeated another "
                "and count once"
            ),
            (
                "right where months overlap; if they were real, give each row its own "
                "number"
            ),
        )

    def covers_few(self):
        return (
            f"{self.extract} come from {int(self.row['number'])} of the "
            f"{int(self.row['number_of'])} practices in A&E attendances",
            "GP figures, and who is frequent at both, are of those practices alone; "
            "choose them in the sidebar to compare like with like",
        )

    def place_begins_later(self):
        when = f" before {self.month}" if self.month else " in the first months"
        return (
            f"{self.subject} {self._have()} no rows in {self.extract}{when}",
            "a rise that begins there is a new feed or a new service, not more need",
        )

    def place_ends_earlier(self):
        when = f" after {self.month}" if self.month else " in the last months"
        return (
            f"{self.subject} {self._have()} no rows in {self.extract}{when}",
            "a fall that begins there is a lost feed or a closure, not less need",
        )

    def place_months_missing(self):
        return (
            f"{self.subject} {self._have()} months without any row in {self.extract}",
            "windows with such a month count too few there; load the months again",
        )

    def level(self):
        where = f" at {self.subject}" if self.subject else ""
        return (
            f"from {self.month} {self.extract}{where} {self._moved()}, from about "
            f"{self.n('rows_before')} to {self.n()} a month",
            "a new service, another way of recording or a lost feed can do that: find "
            "out which before comparing months across it",
        )

    def levels_together(self):
        return (
            f"from {self.month} {self.extract} {self._moved()} at "
            f"{int(self.row['number'])} practices at once, among them {self.subject}",
            "so many at once point to a change of system, not of need; do not compare "
            "across that month",
        )

    def _field(self) -> str:
        return self.subject[:1].lower() + self.subject[1:]

    def _meaning(self) -> str:
        title = self.subject.split(" at ")[0]
        field = needed(self.key, title)
        return without(self.key, field)

    def _have(self) -> str:
        return "has" if self.row["number"] == 1 else "have"

    def _those(self) -> str:
        return "that practice" if self.row["number"] == 1 else "those practices"

    def _moved(self) -> str:
        ratio = self.row["ratio"]
        if pd.isna(ratio):
            return "changed level"
        if 1.9 <= ratio <= 2.1:
            return "doubled"
        if 0.45 <= ratio <= 0.55:
            return "halved"
        return f"{'rose' if ratio > 1 else 'fell'} by {percent(abs(ratio - 1))}"


def levels_told(protected: Protected) -> list[str]:
    """Each sudden change of level of measures.quality_levels as a sentence."""
    blank = {"number": None, "number_of": None}
    rows = []
    for row in protected.table.to_dict("records"):
        rows.append(
            blank
            | row
            | {
                "kind": "level",
                "weight": 1,
                "month": f"{row['month']:%B %Y}",
                "rows": row["after"],
                "rows_before": row["before"],
                "subject": "" if row["kind"] == "everybody" else row["place"],
            }
        )
    return [_told(row, protected).sentence for row in rows]
