"""The roles there are, and what each may open and do: the whole matrix, as data."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.store.kept.keepers import EVERYBODY, Keeper


class Role(StrEnum):
    """What somebody is here."""

    MEETING = "meeting"
    PRACTICE = "practice"
    ANALYST = "analyst"
    DATA_MANAGER = "data manager"


class Act(StrEnum):
    """What changes something that others see, or names people to act upon; each said
    as "who may …"."""

    LOAD = "load extracts"
    GO_BACK = "change which version is live"
    WORKLIST = "work on the worklist"
    SAVE_AREAS = "save neighbourhoods"
    FIX_COHORT = "fix a cohort"
    SAVE_VIEW = "save or forget a named view"
    KEEP_PACK = "keep or forget a pack"
    KEEP_FOR_ALL = "keep something for everybody"


# By role, the pages that it may open: by stem, which is the page's address.
OF_ANY_PRACTICE = (
    *("overview", "frequent_attenders", "segments", "over_time", "footprint"),
    *("services", "definitions"),
)
ABOUT_EVERYBODY = (
    *("population", "who_next", "cohorts", "before_after", "savings", "support"),
    *("places", "neighbourhoods", "indicators", "scorecard", "extracts", "quality"),
    "pack",  # its story has figures of every practice
)
ABOUT_PEOPLE = frozenset((*OF_ANY_PRACTICE, *ABOUT_EVERYBODY))
EVERY_PAGE = ABOUT_PEOPLE | {"audit"}  # who did what is not for everybody
PAGES: dict[Role, frozenset[str]] = {
    Role.MEETING: ABOUT_PEOPLE,
    Role.PRACTICE: frozenset(OF_ANY_PRACTICE),
    Role.ANALYST: ABOUT_PEOPLE,
    Role.DATA_MANAGER: EVERY_PAGE,
}
ACTS: dict[Role, frozenset[Act]] = {
    Role.MEETING: frozenset(),
    Role.PRACTICE: frozenset(),
    Role.ANALYST: frozenset({Act.FIX_COHORT, Act.SAVE_VIEW, Act.KEEP_PACK}),
    Role.DATA_MANAGER: frozenset(Act),
}


@dataclass(frozen=True)
class Person:
    """Who looks. name: as signed in. practice: the code of their own, of the role
    practice alone. own: what is theirs alone is kept by this; None where nobody signs
    in, or where the sign-in has no id that never changes hands. teams: those that they
    belong to."""

    name: str
    role: Role
    practice: str = ""
    own: Keeper | None = None
    teams: tuple[Keeper, ...] = ()

    @property
    def always_meeting(self) -> bool:
        """Whether all that they see is protected as for a shared screen."""
        return self.role is Role.MEETING

    def opens(self, page: str) -> bool:
        """Whether they may open the page of this stem."""
        return page in PAGES[self.role]

    def may(self, act: Act) -> bool:
        """Whether they may do this."""
        return act in ACTS[self.role]

    @property
    def finds(self) -> tuple[Keeper, ...]:
        """Whose things they find here, their own first: nobody else's are there for
        them."""
        own = (self.own,) if self.own else ()
        return (*own, *self.teams, EVERYBODY)

    @property
    def keeps_for(self) -> tuple[Keeper, ...]:
        """Of those, for whom they may keep things, and take them away again."""
        return self.finds if self.may(Act.KEEP_FOR_ALL) else self.finds[:-1]


# Where the dashboard is for this machine alone nobody signs in, and nothing is barred.
AT_THIS_MACHINE = Person("", Role.DATA_MANAGER)
