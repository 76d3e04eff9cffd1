"""A named rule: above how many in how many months people are frequent attenders."""

from dataclasses import dataclass

USUAL_MONTHS = 12


@dataclass(frozen=True)
class Preset:
    """A named rule of one kind: more_than in so many months, or the highest `top`.

    meeting: a meeting may ask it of everybody in a large dataset. It is said for each
    preset, since each further rule that can be asked gives more away.
    """

    slug: str
    title: str
    source: str
    meeting: bool
    more_than: int | None = None
    top: int | None = None
    months: int = USUAL_MONTHS

    @property
    def in_meetings(self) -> bool:
        """Whether a meeting may ask it: by its own word, and of the usual window alone,
        since a meeting asks of no other."""
        return self.meeting and self.months == USUAL_MONTHS
