"""A team's answers, read from its sheet: every fault at once, all or nothing."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from analytics.definitions.pathway import Status
from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.extract.reading.names import cleaned
from analytics.store.dataset import Dataset
from analytics.worklist import sheet
from analytics.worklist.decision import Decision, Person, Standing
from analytics.worklist.history import since
from analytics.worklist.returned_sheet import (
    about,
    as_day,
    as_text,
    of_another,
    opened,
    table,
)
from analytics.worklist.rules import faults

SHOWN = 3  # rows that are named of each fault


@dataclass(frozen=True)
class Answers:
    """What a sheet says. decisions: to be written; already: answers that are written
    already, as where a sheet is given twice; blank: people not decided on."""

    decisions: tuple[Decision, ...]
    already: int
    blank: int


@dataclass
class _Faults:
    """Faults of rows, those that are said alike together."""

    file: str
    rows: dict[tuple[Problem, str], list[int]] = field(default_factory=dict)

    def add(self, problem: Problem, row: int, column: str = "") -> None:
        self.rows.setdefault((problem, column), []).append(row)

    def told(self) -> Iterator[Problem]:
        for (problem, column), rows in self.rows.items():
            yield replace(
                problem,
                file=self.file,
                column=column or problem.column,
                rows=len(rows),
                examples=tuple(rows[:SHOWN]),
            )


def read(
    content: bytes,
    name: str,
    dataset: Dataset,
    now: Standing,
    known: Callable[[Collection[str]], Collection[str]],
    by: str,
    day: date | None = None,
    today: date | None = None,
) -> Answers:
    """The answers of a workbook.

    name: of its file; known: of pseudonyms, those that are in the dataset; by: who
    decides; day: from which an answer without a day of its own holds. Raises InputError
    with every fault, by row of the sheet.
    """
    name, today = cleaned(name), today or date.today()
    book = opened(content, name)
    problems = list(of_another(about(book), dataset, name))
    rows, header, first = table(book, name)
    faulty = _Faults(name)
    given = [
        (number, dict(zip(header, row, strict=False)))
        for number, row in enumerate(rows, start=first)
        if any(cell not in ("", None) for cell in row)
    ]
    named = {as_text(row[sheet.PSEUDONYM]) for _, row in given}
    there = set(known(named)) | (set(now.people) & named)
    decisions: dict[str, Decision] = {}
    already = blank = 0
    for number, row in given:
        who = as_text(row[sheet.PSEUDONYM])
        if who not in there:
            faulty.add(UNKNOWN, number, sheet.PSEUDONYM)
            continue
        person = now.of(who)
        answer = _answer(row, number, person, by, day, faulty)
        if answer is None:
            blank += not any(as_text(row[one]) for one in sheet.ANSWERS)
        elif who in decisions:
            faulty.add(TWICE, number, sheet.PSEUDONYM)
        elif _written(answer, person):
            already += 1
        else:
            decisions[who] = answer
            for problem in since(person) if answer.seen != person.seen else ():
                faulty.add(problem, number)
            for problem in faults(answer, person, today):
                faulty.add(problem, number)
    problems += faulty.told()
    if not (decisions or already or problems):
        problems.append(replace(NOTHING, file=name))
    if problems:
        raise InputError(problems)
    return Answers(tuple(decisions.values()), already, blank)


UNKNOWN = Problem(
    "pseudonym_unknown",
    "The pseudonym is nobody’s of this dataset.",
    "Keep the pseudonyms as they were in the sheet that was made here.",
)
TWICE = Problem(
    "person_twice",
    "The same person is answered for in another row already.",
    "Keep one of the rows.",
)
NOTHING = Problem(
    "nothing_answered",
    "No row has a status, so nothing would be decided.",
    f"Fill in the column {sheet.STATUS}.",
)


def _answer(
    row: dict[str, Any],
    number: int,
    person: Person,
    by: str,
    day: date | None,
    faulty: _Faults,
) -> Decision | None:
    """What a row decides; None where it decides nothing, or cannot be read."""
    said = {one: as_text(row[one]) for one in sheet.ANSWERS}
    if not any(said.values()):
        return None
    status = next((s for s in Status if s == said[sheet.STATUS].casefold()), None)
    if status is None:
        what = "not one that can be chosen" if said[sheet.STATUS] else "missing"
        faulty.add(
            Problem(
                "status_unknown",
                f"The status is {what}.",
                f"Choose {listed(Status, 'or')}; to decide nothing, leave all of the "
                "row’s answers empty.",
            ),
            number,
            sheet.STATUS,
        )
    on = as_day(row[sheet.DAY]) if said[sheet.DAY] else day
    if on is None:
        what = "no day that can be read" if said[sheet.DAY] else "missing"
        faulty.add(
            Problem(
                "day_unreadable",
                f"The day from which it holds is {what}.",
                "Write it as 31/12/2024.",
            ),
            number,
            sheet.DAY,
        )
    seen = row[sheet.SEEN]
    if not isinstance(seen, int | float) or seen != int(seen):
        faulty.add(
            Problem(
                "seen_changed",
                "The number of decisions so far was changed or removed, so that nobody "
                "can say on what the answer was decided.",
                "Put it back as it was in the sheet that was made here.",
            ),
            number,
            sheet.SEEN,
        )
        return None
    if status is None or on is None:
        return None
    owner = said[sheet.OWNER] or (person.last.owner if person.last else "")
    texts = (owner, said[sheet.REASON], said[sheet.NOTE])
    return Decision(as_text(row[sheet.PSEUDONYM]), status, on, *texts, by, int(seen))


def _written(answer: Decision, person: Person) -> bool:
    """Whether an answer is the last that was written, on what it was decided on."""
    last = person.last
    if last is None or person.seen != answer.seen + 1:
        return False
    return replace(last, by=answer.by, seen=answer.seen) == answer
