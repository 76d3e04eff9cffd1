"""A clause without others within it, read from its tokens."""

import difflib
from collections.abc import Callable, Mapping, Sequence

from analytics.definitions.cohorts.clauses import (
    Aged,
    Clause,
    Has,
    OfNeed,
    OnCaseload,
    SeenFor,
    Used,
)
from analytics.definitions.cohorts.tokens import Token
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import USUAL_MONTHS, EventKind, kinds
from analytics.definitions.filter import Number, Several
from analytics.definitions.filters import Filter, Of, declared
from analytics.definitions.filters.people import AGE, AGE_COLUMN
from analytics.definitions.filters.rule import MONTHS
from analytics.definitions.kinds_of_need import KIND_TITLES

Means = Callable[[int], tuple[int, int | None]]
# How many: the words, and the least and the most that a number n then means.
AMOUNTS: dict[tuple[str, ...], Means] = {
    ("more", "than"): lambda n: (n + 1, None),
    ("at", "least"): lambda n: (n, None),
    ("fewer", "than"): lambda n: (0, n - 1),
    ("less", "than"): lambda n: (0, n - 1),
    ("at", "most"): lambda n: (0, n),
    ("exactly",): lambda n: (n, n),
}
AGES: dict[str, Callable[[int], tuple[int | None, int | None]]] = {
    ">=": lambda n: (n, None),
    ">": lambda n: (n + 1, None),
    "<=": lambda n: (None, n),
    "<": lambda n: (None, n - 1),
    "=": lambda n: (n, n),
}
MOST = 999  # events that a clause may ask for
CASELOAD, SEEN, NEED = ("on", "caseload"), ("seen", "for"), ("kind", "of", "need")


class Unclear(Exception):
    """A clause that cannot be read: where, what was expected, what to do."""

    def __init__(self, at: Token, wanted: str, remedy: str) -> None:
        super().__init__(wanted)
        self.at, self.wanted, self.remedy = at, wanted, remedy


def what(token: Token) -> str:
    """A token as it is quoted in a fault."""
    return "where the text ends" if token.kind == "end" else f"“{token.text}”"


def named() -> dict[tuple[str, ...], Filter]:
    """The words by which a declared filter is named in a definition, the longest first:
    its name, flag and title."""
    found: dict[tuple[str, ...], Filter] = {}
    for one in declared(Of.PEOPLE, Of.PRACTICES, Of.HOMES):
        if isinstance(one.control, Several):
            for text in (one.name.replace("_", " "), one.flag, one.title, one.name):
                if text:
                    found[tuple(text.casefold().replace("-", " ").split())] = one
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def read_simple(every: Sequence[Token], begins: Token) -> Clause:
    """The clause that some tokens say. begins: the token at which it is told where
    there are none. Raises Unclear."""
    if not every:
        raise Unclear(begins, "who belongs to it", "Add a clause, or leave “and” out.")
    for token in every:
        if token.kind == "open":
            raise Unclear(token, "a quotation mark that closes", "Close it.")
    words = [one.folded for one in every]
    if words[0] == AGE_COLUMN:
        return _age(every)
    if tuple(words[:2]) == CASELOAD and len(every) == 2:
        return OnCaseload()
    if tuple(words[:2]) == SEEN:
        return _seen_for(every)
    if tuple(words[:3]) == NEED:
        return OfNeed(_of_titles(every, every[3:], KIND_TITLES, "a kind of need"))
    for how, means in AMOUNTS.items():
        if tuple(words[: len(how)]) == how:
            return _used(every, len(how), means)
    if words[0] == "no":
        return _used_of(every, 1, 0, 0)
    for name, one in named().items():
        if tuple(words[: len(name)]) == name:
            return _has(one, every[len(name) - 1], every[len(name) :])
    raise Unclear(every[0], "a clause", _nearest(words[0]))


def _nearest(word: str) -> str:
    """The clause that was meant, where a word is near one; else those there are."""
    names = {" ".join(name) for name in named()}
    known = sorted({AGE_COLUMN, "household where", *map(" ".join, AMOUNTS), *names})
    known += [" ".join(one) for one in (CASELOAD, SEEN, NEED)]
    near = difflib.get_close_matches(word, known, 1)
    return f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(known)}."


def _age(every: Sequence[Token]) -> Aged:
    wanted = f"age >= 65, age < 18 or age 18 to 64 ({AGE.wanted})"
    rest = list(every[1:])
    kinds_of = [one.kind for one in rest]
    low: int | None = None
    high: int | None = None
    if kinds_of == ["sign", "number"]:
        low, high = AGES[rest[0].text](int(rest[1].text))
    elif kinds_of == ["number", "word", "number"] and rest[1].folded == "to":
        low, high = int(rest[0].text), int(rest[2].text)
    else:
        raise Unclear(every[0], wanted, "Say the age in whole years.")
    limits = [n for n in (low, high) if n is not None]
    if any(not AGE.low <= n <= AGE.high for n in limits) or limits != sorted(limits):
        raise Unclear(every[0], wanted, "Say the younger age first.")
    return Aged(low, high)


def _has(one: Filter, last: Token, rest: Sequence[Token]) -> Has:
    """A filter with its values; those of a list of its own by their word or title."""
    control = one.control
    if isinstance(control, Several) and control.titles:
        return Has(one, _of_titles([last], rest, control.titles, one.noun))
    return Has(one, _values(last, rest, one.noun))


def _values(last: Token, rest: Sequence[Token], of: str) -> tuple[str, ...]:
    """Values parted by commas, each in quotes or as bare words."""
    parts: list[list[str]] = [[]]
    for token in rest:
        if token.kind == "mark" and token.text == ",":
            parts.append([])
        elif token.kind == "sign":
            if token.text != "=" or parts != [[]]:
                raise Unclear(token, f"a {of}", "Leave the sign out.")
        elif token.kind == "mark":
            raise Unclear(token, f"a {of}", "Put a name with brackets in quotes.")
        else:
            parts[-1].append(token.text)
    values = tuple(" ".join(part) for part in parts)
    if not all(values):
        raise Unclear(last, f"a {of} after it", "Name one, in quotes.")
    return values


def _of_titles(
    begins: Sequence[Token], rest: Sequence[Token], titles: Mapping[str, str], of: str
) -> tuple[str, ...]:
    """Values of a list that is known, in the order of that list."""
    meant = {value.casefold(): value for value in titles}
    meant |= {title.casefold(): value for value, title in titles.items()}
    given = _values(begins[-1], rest, of)
    for value in given:
        slug = value.casefold().replace(" ", "_")
        meant.setdefault(value.casefold(), meant.get(slug, ""))
        if not meant[value.casefold()]:
            there = ", ".join(titles)
            raise Unclear(rest[0], f"one of {there}", f"There is no {of} “{value}”.")
    chosen = {meant[value.casefold()] for value in given}
    return tuple(value for value in titles if value in chosen)


def _seen_for(every: Sequence[Token]) -> SeenFor:
    rest, months = _in_months(every)
    groups = _of_titles(every[:2], rest[2:], GROUP_TITLES, "reason")
    return SeenFor(groups, months)


def _used(every: Sequence[Token], said: int, means: Means) -> Used:
    if len(every) <= said or every[said].kind != "number":
        raise Unclear(every[0], "a number after it", "Say how many.")
    number = int(every[said].text)
    if number > MOST:
        raise Unclear(every[said], f"a number up to {MOST}", "Say a smaller one.")
    least, most = means(number)
    if most is not None and most < 0:
        raise Unclear(every[said], "a number above 0", "Say “no” for none at all.")
    return _used_of(every, said + 1, least, most)


def _used_of(every: Sequence[Token], said: int, least: int, most: int | None) -> Used:
    rest, months = _in_months(every)
    what_of = " ".join(one.text for one in rest[said:]).casefold()
    kind = _kinds().get(what_of)
    if kind is None:
        at = every[said] if len(every) > said else every[-1]
        there = ", ".join(one.called for one in kinds())
        raise Unclear(at, "a kind of event", f"There are: {there}.")
    if least == 0 and most is None:
        raise Unclear(every[0], "a number that leaves somebody out", "Say 1 or more.")
    return Used(kind, least, most, months)


def _kinds() -> dict[str, EventKind]:
    """Each kind by what it may be called: "ae", "a&e attendances", "ae attendance"."""
    return {
        f"{name} {noun}".strip().casefold(): kind
        for kind in kinds()
        for name in (kind.slug, kind.service)
        for noun in ("", kind.one, kind.many, kind.record, kind.records)
    }


def _in_months(every: Sequence[Token]) -> tuple[Sequence[Token], int]:
    """The tokens before “in 12 months”, and how many those are; 12 where it is not
    said."""
    at = next((n for n, one in enumerate(every) if one.folded == "in"), None)
    if at is None:
        return every, USUAL_MONTHS
    number, unit = ([*every[at + 1 :], None, None])[:2]
    limits = MONTHS.control
    assert isinstance(limits, Number)
    if number is None or unit is None or number.kind != "number" or len(every) > at + 3:
        raise Unclear(every[at], "“in 12 months”", "Say how many months or years.")
    many = {"month": 1, "months": 1, "year": 12, "years": 12}.get(unit.folded, 0)
    months = many * int(number.text)
    if not limits.low <= months <= limits.high:
        raise Unclear(number, f"{limits.wanted} of months", "Say it so.")
    return every[:at], months
