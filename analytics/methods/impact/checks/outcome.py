"""What the checks of an analysis answer, as values."""

from dataclasses import dataclass, field

from analytics.methods.impact.estimate import plain
from analytics.methods.impact.rungs.interval import Draws


@dataclass(frozen=True)
class Control:
    """Something the programme cannot have changed, or people it was not offered to:
    where group and comparators differ in it, they were not alike. ratio, lower, upper:
    group over comparators. alike: whether 1 lies in the interval. fails: what a
    difference says, the end of a sentence that begins with 'because'. behind: how many
    people, or endings, of the group it is of. draws: behind it, for some."""

    name: str
    ratio: float
    lower: float
    upper: float
    alike: bool
    fails: str = ""
    behind: int = 0
    draws: Draws | None = field(default=None, repr=False, compare=False)

    def to_json(self) -> dict:
        """As the command line prints it."""
        numbers = {n: plain(getattr(self, n)) for n in ("ratio", "lower", "upper")}
        return {"name": self.name, **numbers, "alike": self.alike}


@dataclass(frozen=True)
class Placebo:
    """The same method where there was no programme. smallest_seen: the share by which
    attendances would have had to fall for it to be found four times in five. dates: how
    many index dates are pooled."""

    people: int
    rate_ratio: float
    lower: float
    upper: float
    smallest_seen: float | None = None
    dates: int = 1
    method: str = "matched"

    @property
    def clean(self) -> bool:
        """Whether no effect lies in the interval, as it should."""
        return self.lower <= 1 <= self.upper

    def to_json(self) -> dict:
        """As the command line prints it."""
        numbers = {n: plain(getattr(self, n)) for n in ("rate_ratio", "lower", "upper")}
        seen = (
            {}
            if self.smallest_seen is None
            else {"smallest_seen": plain(self.smallest_seen), "dates": self.dates}
        )
        return {"people": self.people, **numbers, **seen}


EFFECT, NONE_SHOWN, CANNOT_TELL = "effect", "no effect shown", "cannot tell"


@dataclass(frozen=True)
class Checks:
    """What an answer rests on, and whether that holds. condition: the likeness it rests
    on, a clause that begins with 'if'. tipping_point: how many times as often those
    compared would have to have attended anyway for the answer to be undone (1: the
    interval holds no effect as it is; None: nothing is claimed). listed: what is said
    of refused people, for a caseload. because: why the claim is withheld, in clauses.
    agree: whether two methods expect the same, as far as chance lets them."""

    claim: str
    condition: str
    tipping_point: float | None
    controls: tuple[Control, ...] = ()
    placebo_in_place: Placebo | None = None
    placebo_in_time: Placebo | None = None
    listed: str = ""
    because: tuple[str, ...] = ()
    agree: bool = True

    def to_json(self) -> dict:
        """The keys of the command line's contract."""
        place, past = self.placebo_in_place, self.placebo_in_time
        return {
            "claim": self.claim,
            "condition": self.condition,
            "tipping_point": plain(self.tipping_point),
            "controls": [control.to_json() for control in self.controls],
            "placebo_in_place": None if place is None else place.to_json(),
            "placebo_in_time": None if past is None else past.to_json(),
            "because": list(self.because),
        }
