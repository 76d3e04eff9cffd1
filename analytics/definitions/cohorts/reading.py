"""A definition read from a text, every fault told at once with where it stands.

    age >= 65 and condition "Diabetes mellitus" and not condition "Dementia"
    and deprivation fifth 1 and more than 4 A&E attendances in 12 months

`not` binds before `and`, `and` before `or`; brackets as usual. Names with "and" or "or"
in them, or with commas, stand in quotes.
"""

from itertools import accumulate

from analytics.definitions.cohorts.clauses import All, AtHome, Clause, Either, Not
from analytics.definitions.cohorts.simple_clauses import Unclear, read_simple, what
from analytics.definitions.cohorts.tokens import Token, tokens
from analytics.errors import InputError, Problem

LONGEST = 2000  # characters of a definition
DEEPEST = 20  # brackets within brackets
NUMBERS = {"anybody": 1, "anyone": 1, "somebody": 1, "someone": 1}


def read(text: str) -> Clause:
    """The clause that a text says. Raises InputError with every fault, each with the
    character at which it stands."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise InputError(
            Problem(
                "cohort_definition",
                "The definition is empty."
                if not text
                else f"The definition has {len(text):,} characters, more than "
                f"{LONGEST:,}.",
                "Say who belongs to it, such as: age >= 65 and more than 4 A&E "
                "attendances in 12 months.",
            )
        )
    every = tokens(text)
    depths = accumulate((one.text == "(") - (one.text == ")") for one in every)
    if max(depths) > DEEPEST:
        told = f"There are more than {DEEPEST} brackets within each other."
        raise InputError(Problem("cohort_definition", told, "Say it more simply."))
    reader = _Reader(every)
    found = reader.either()
    reader.must_end()
    if reader.faults or found is None:
        raise InputError(reader.faults)
    return found


class _Reader:
    """Goes through the tokens once; a clause that cannot be read is told and passed
    over."""

    def __init__(self, every: list[Token]) -> None:
        self.every, self.at, self.faults = every, 0, list[Problem]()

    @property
    def next(self) -> Token:
        return self.every[self.at]

    def takes(self, *words: str) -> bool:
        """Goes past the words if they come next."""
        coming = self.every[self.at : self.at + len(words)]
        if [one.folded or one.text for one in coming] != list(words):
            return False
        self.at += len(words)
        return True

    def either(self) -> Clause | None:
        parts = [self.each()]
        while self.takes("or"):
            parts.append(self.each())
        return _joined(Either, parts)

    def each(self) -> Clause | None:
        parts = [self.one()]
        while self.takes("and"):
            parts.append(self.one())
        return _joined(All, parts)

    def one(self) -> Clause | None:
        turned = False
        while self.takes("not"):
            turned = not turned
        if self.takes("household", "where"):
            found = self.at_home()
        elif self.next.text == "(" and self.next.kind == "mark":
            found = self.bracketed()
        else:
            found = self.simple()
        return Not(found) if turned and found else found

    def bracketed(self) -> Clause | None:
        begins = self.next
        self.at += 1
        found = self.either()
        if not self.takes(")"):
            self.tell(begins, "a bracket that closes", "Close it with ).")
        return found

    def at_home(self) -> Clause | None:
        least, begins = NUMBERS.get(self.next.folded, 0), self.next
        if least:
            self.at += 1
        elif self.takes("at", "least") and self.next.kind == "number":
            least = int(self.next.text)
            self.at += 1
        within = None
        if self.next.text == "(" and self.next.kind == "mark":
            within = self.bracketed()
        if not least or within is None:
            if not self.faults or not least:
                wanted = (
                    "household where at least 2 (…), or household where anybody (…)"
                )
                self.tell(begins, wanted, "Put who it is about in brackets.")
            self.skip()
            return None
        return AtHome(within, least)

    def simple(self) -> Clause | None:
        begins = self.at
        while not self.next.joins:
            self.at += 1
        try:
            return read_simple(self.every[begins : self.at], self.every[begins])
        except Unclear as fault:
            self.tell(fault.at, fault.wanted, fault.remedy)
            return None

    def must_end(self) -> None:
        while self.next.kind != "end":
            self.tell(self.next, "the end, or “and” or “or”", "Leave it out.")
            self.at += 1
            self.either()

    def skip(self) -> None:
        while not self.next.joins:
            self.at += 1

    def tell(self, at: Token, wanted: str, remedy: str) -> None:
        found = f"At character {at.at}, {what(at)}: expected {wanted}."
        self.faults.append(Problem("cohort_definition", found, remedy))


def _joined(how: type[All] | type[Either], parts: list[Clause | None]) -> Clause | None:
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts):
        return None
    return whole[0] if len(whole) == 1 else how(whole)
