"""How a cohort is picked, read from a text and said in words."""

from dataclasses import dataclass

from analytics.definitions.event_kinds import EventKind

CASELOAD = "the INT’s caseload"  # the people that the neighbourhood team took on


@dataclass(frozen=True)
class CohortRule:
    """How people are picked.

    kind 'top': the ``n`` people (or ``share`` of people with any attendance) with most
    events in the window; 'rule': everyone with more than ``more_than``; 'caseload':
    everyone referred, each from their own ``referred_on``; 'list': ``people`` (person
    numbers), ``called`` by a name if they have one.
    """

    kind: str
    n: int | None = None
    share: float | None = None
    more_than: int | None = None
    people: tuple[int, ...] = ()
    called: str = ""

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        more_than: int | None = None,
        people: tuple[int, ...] | list[int] = (),
    ) -> "CohortRule":
        """Read 'top:30', 'top:10%', 'rule' (with ``more_than``), 'rule:10', 'caseload',
        'list'.

        Raises ValueError with what was expected when the text is none of these.
        """
        kind, value = _read(text)
        try:
            if kind == "top" and value.endswith("%"):
                share = float(value[:-1]) / 100
                if 0 < share <= 1:
                    return cls("top", share=share)
            elif kind == "top" and int(value) > 0:
                return cls("top", n=int(value))
            elif kind == "rule":
                limit = int(value) if value else more_than
                if limit is not None and limit >= 0:
                    return cls("rule", more_than=int(limit))
            elif kind == "caseload" and not value:
                return cls("caseload")
            elif kind == "list" and len(people):
                return cls("list", people=tuple(int(p) for p in people))
        except ValueError:
            pass
        raise ValueError(
            f"Cohort {text!r} is not understood: give top:30, top:10%, rule:10 "
            "(more than 10 in the window), caseload, or list with some people."
        )

    def words(self, of: EventKind) -> str:
        """The cohort as a phrase, to follow 'of'."""
        noun = f"{of.service} attenders"
        if self.kind == "top":
            return (
                f"the top {self.n} {noun}"
                if self.n
                else f"the top {100 * (self.share or 0):.3g}% of {noun}"
            )
        if self.kind == "rule":
            return f"people with more than {self.more_than} {of.called}"
        if self.kind == "caseload":
            return CASELOAD
        return f"the cohort “{self.called}”" if self.called else "the people listed"


def takes_more_than(text: str) -> bool:
    """Whether a cohort's text leaves open how many are many, so that its people depend
    on the rule of whoever asks."""
    return _read(text) == ("rule", "")


def _read(text: str) -> tuple[str, str]:
    kind, _, value = str(text).strip().lower().partition(":")
    return kind, value
