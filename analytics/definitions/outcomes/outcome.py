"""An outcome with its target: what is measured, of whom, against when, to come down by
how much, by when."""

from dataclasses import dataclass
from datetime import date

CASELOAD, RULE, TOP = "caseload", "rule", "top"
MONTHS = 12  # of the window before, and of the one after, unless others are given


@dataclass(frozen=True)
class Outcome:
    """A target that an outcome of a group comes down.

    name: among all. title: on a chart. whose: who set it. measure: the
    slug of what is measured (`measured`). group: "caseload", "top:30", "top:10%",
    "rule", "rule:5" or the name of a fixed cohort; or define: a cohort's definition,
    worked out on the day people are picked. least, most: shares it is to come down by
    at least and at most (0.36 is 36%); least 0 means "up to". picked_by: the slug of
    the kind of event that a group by use is picked by; "" for the measure's own where
    it has a rule, else the first with one. months: of the window before. on: the day
    people are picked, the first after that window; None: the programme's start. wait:
    months after it that are not counted yet. follow_up: months after it until the
    target is due; by: the day by which it is due instead. settled: what the words of
    the target leave open, and how that is settled here. source: where it was read.
    """

    name: str
    title: str
    whose: str
    measure: str
    group: str = ""
    define: str = ""
    least: float = 0.0
    most: float = 0.0
    picked_by: str = ""
    months: int = MONTHS
    on: date | None = None
    wait: int = 0
    follow_up: int = MONTHS
    by: date | None = None
    settled: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most < 1 or not self.most:
            raise ValueError(
                f"Outcome {self.name}: a fall of {self.least}, {self.most}."
            )
        if bool(self.group) == bool(self.define):
            raise ValueError(f"Outcome {self.name}: a group or a definition.")

    @property
    def by_use(self) -> bool:
        """Whether people are in it because they used a service more than others."""
        return self.group.partition(":")[0] in (TOP, RULE)

    @property
    def bar(self) -> float:
        """The ratio to what was expected anyway below which the target is met."""
        return 1 - self.least

    @property
    def line(self) -> float:
        """The ratio at which the target is drawn: the least it asks, or what "up to"
        comes to."""
        return 1 - (self.least or self.most)

    @property
    def aim(self) -> str:
        """ "down by up to 36%", "down by 7 to 15%"."""
        if self.least in (0, self.most):
            return f"down by {'' if self.least else 'up to '}{100 * self.most:.3g}%"
        return f"down by {100 * self.least:.3g} to {100 * self.most:.3g}%"
