"""What may be decided: which step may follow, on which day, and what may be written."""

import re
from collections.abc import Iterator
from datetime import date

from analytics.definitions.pathway import OPEN, Status, may_follow
from analytics.definitions.words import day_in_words, listed
from analytics.errors import Problem
from analytics.extract.people.identifiers import identifies, kind_of
from analytics.extract.people.identity import PSEUDONYM
from analytics.worklist.decision import Decision, Person

LONGEST = {"owner": 40, "reason": 80, "note": 500, "by": 60}
FIRST_DAY = date(2000, 1, 1)
# Ten digits parted in any way: an NHS number; nine or more in a row: another id.
NUMBERS = re.compile(r"(?:\d[\s./-]?){9}\d|\d{9,}")

ROLES = {
    *("coordinator", "prescriber", "nurse", "team", "worker", "coach", "manager"),
    *("pharmacist", "practitioner", "lead", "service", "doctor", "therapist"),
}


def steps(person: Person) -> tuple[Status, ...]:
    """What may be decided now: any state of a person not decided on yet; what may
    follow an open offer, or the same with another owner; a new offer after a closed
    one."""
    now = person.status
    if now is None:
        return tuple(Status)
    if now in OPEN:
        return tuple(one for one in Status if one is now or may_follow(now, one))
    return tuple(one for one in Status if one in OPEN)


def faults(decision: Decision, person: Person, today: date) -> Iterator[Problem]:
    """Everything that keeps a decision from being written. person: what stands of whom
    it is about. Words never repeat what was written: it could name somebody."""
    if not PSEUDONYM.fullmatch(decision.person):
        yield Problem(
            "pseudonym_unknown",
            "The pseudonym is none: 16 digits and letters a to f are expected.",
            "Take it from the worklist.",
        )
    yield from _step(decision, person)
    yield from _day(decision, person, today)
    for name in ("owner", "reason", "note"):
        yield from _text(name, getattr(decision, name))
    yield from faults_of_by(decision.by)


def faults_of_by(by: str) -> Iterator[Problem]:
    """What is wrong with the words for who decides or keeps something."""
    yield from _text("by", by)
    if not by.strip():
        yield Problem(
            "by_missing",
            "It is not said who decides.",
            "Give your initials, or the name of your team.",
            flag="Say it with --by.",
        )


def _step(decision: Decision, person: Person) -> Iterator[Problem]:
    if decision.status is None:
        if not person.standing:
            yield Problem(
                "nothing_decided",
                "Nothing is decided that could be taken back.",
                "Leave it as it is.",
            )
        return
    may = steps(person)
    if decision.status not in may:
        yield Problem(
            "step_cannot_follow",
            f"“{decision.status.capitalize()}” cannot follow "
            f"“{person.status}”: what can is {listed(may, 'or')}.",
            "Choose one of them, or take the decision before back.",
        )


def _day(decision: Decision, person: Person, today: date) -> Iterator[Problem]:
    if not FIRST_DAY <= decision.on <= today:
        yield Problem(
            "day_not_yet",
            f"The day is after today ({day_in_words(today)}), or before 2000.",
            "Give the day from which it holds.",
        )
    last = person.last
    if decision.status is not None and last and decision.on < last.on:
        yield Problem(
            "day_before_the_last",
            f"The day is before that of the decision before ({day_in_words(last.on)}).",
            "Give that day or a later one, or take the decision before back.",
        )


def _text(name: str, value: str) -> Iterator[Problem]:
    """What is wrong with a text; `name` is that of the field."""
    called = "The name of who decides" if name == "by" else f"The {name}"
    if len(value) > LONGEST[name]:
        yield Problem(
            f"{name}_long",
            f"{called} has {len(value)} characters.",
            f"Shorten it to {LONGEST[name]}.",
        )
    if not value.replace("\n", " ").isprintable():
        yield Problem(
            f"{name}_unprintable",
            f"{called} holds signs that cannot be printed.",
            "Write it anew in plain words.",
        )
    if identifies(value) or NUMBERS.search(value):
        yield Problem(
            f"{name}_identifies",
            f"{called} looks as if it could identify somebody (an NHS or telephone "
            "number, an address, a date of birth, a name with a title).",
            "Write it without. Who somebody is stands in the practice’s own record.",
        )
    elif name == "owner" and _names_somebody(value.strip()):
        yield Problem(
            "owner_named",
            "The owner looks like a person’s name.",
            "Give a code, initials or a role, as on the caseload.",
        )


def _names_somebody(owner: str) -> bool:
    """Whether an owner is like a person's name and has no word of a role."""
    return bool(kind_of([owner], names=True)) and not ROLES & set(
        owner.casefold().split()
    )
