"""What the programme itself costs: posts and other pounds."""

from dataclasses import dataclass

HOURS_A_WEEK = 37.5  # of a full-time post


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
