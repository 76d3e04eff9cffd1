"""The states of use that people move between from window to window, as a rule makes
them."""

from dataclasses import dataclass

NONE, SOME, RISING, ABOVE = "none", "some", "rising", "above"
JOINED, AWAY, LEFT, DIED = "joined", "away", "left", "died"
STATES = (ABOVE, RISING, SOME, NONE, JOINED, AWAY, LEFT, DIED)  # in the order shown
WORDS = {
    NONE: "None",
    JOINED: "Joined during it",
    AWAY: "Not on the list",
    LEFT: "Left the list",
    DIED: "Died",
}


@dataclass(frozen=True)
class Bands:
    """The states of use under a rule: "more than 10" makes none, 1 to 4, 5 to 10 and
    above 10. Rising begins at half the rule, rounded up.

    more_than: the rule.
    """

    more_than: int

    @property
    def rises_at(self) -> int:
        """The least number that is rising: half the rule, and one at least."""
        return max(1, -(-self.more_than // 2))

    def title(self, state: str) -> str:
        """What a state is called under this rule."""
        if state == ABOVE:
            return f"Above {self.more_than}"
        if state == RISING:
            return _from_to(self.rises_at, self.more_than)
        if state == SOME:
            return _from_to(1, self.rises_at - 1)
        return WORDS[state]


def _from_to(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"
