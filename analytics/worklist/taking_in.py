"""Taking what was decided into the caseload: a new version of the dataset, from which
Support and the caseload's before and after are counted. Nothing edits a version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from analytics.definitions.words import counted, day_in_words, people
from analytics.errors import Problem
from analytics.store.dataset import Dataset
from analytics.store.layout import STORED
from analytics.store.load.anew import caseload as caseload_anew
from analytics.store.load.anew.caseload import TABLE, Anew
from analytics.store.load.writing.parquet import file_of
from analytics.store.manifest import Source
from analytics.worklist.decision import Standing
from analytics.worklist.history import standing
from analytics.worklist.referrals import Joined, joined

SOURCE = "worklist"
BEGINS = "The caseload holds what was decided on the worklist"


@dataclass(frozen=True)
class TakenIn:
    """What came of it. dataset: as it is now; changed: whether a new version was made;
    offers: rows of the caseload that are decisions'; on_file, unknown: see `Joined`;
    of_other_keys: see `Standing`."""

    dataset: Dataset
    changed: bool
    offers: int
    on_file: int
    unknown: int
    of_other_keys: int

    def told(self) -> list[str]:
        """The same in sentences."""
        number = counted(self.offers, "offer")
        said = [
            f"{number} of support decided on the worklist "
            + ("is" if self.offers == 1 else "are")
            + " in the caseload now."
            if self.changed
            else f"Nothing new: the caseload holds all that was decided ({number})."
        ]
        return said + [problem.sentence() for problem in _problems(self)]


def take_in(
    name: str,
    root: Path | None = None,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> TakenIn:
    """Make a version of a dataset whose caseload is the team's own file with what was
    decided, and make it live; nothing where the live one holds it already. Raises
    InputError."""
    seen: list[tuple[Joined, Standing, bool]] = []

    def anew(dataset: Dataset) -> Anew | None:
        now = standing(dataset, root)
        found = _of(dataset, now)
        changed = not _same(dataset, found)
        seen.append((found, now, changed))
        return _change(dataset, found, now) if changed else None

    dataset = caseload_anew.make(name, anew, root, progress)
    ((found, now, changed),) = seen
    return TakenIn(
        dataset, changed, found.decided, found.on_file, found.unknown, now.of_other_keys
    )


@lru_cache(maxsize=16)
def waiting(dataset: Dataset, now: Standing) -> bool:
    """Whether something was decided that the caseload of a version does not hold."""
    return not _same(dataset, _of(dataset, now))


def _of(dataset: Dataset, now: Standing) -> Joined:
    file = caseload_anew.of_file(dataset)
    return joined(file, now, caseload_anew.persons(dataset, now.decided))


def _same(dataset: Dataset, found: Joined) -> bool:
    """Whether a version's caseload is that already, row for row."""
    there = caseload_anew.stored(file_of(TABLE, dataset.folder))
    if set(there) != set(STORED[TABLE]):
        return False

    def rows(frame: object) -> list[str]:
        return sorted(map(repr, frame[list(there)].values.tolist()))  # type: ignore[index]

    return rows(there) == rows(found.rows)


def _change(dataset: Dataset, found: Joined, now: Standing) -> Anew:
    told = sha256(now.known_by.encode()).hexdigest()
    today = datetime.now(UTC).date()
    return caseload_anew.anew(
        dataset,
        found.rows,
        found.decided,
        Source(TABLE, SOURCE, told, 0, found.decided, SOURCE),
        f"{BEGINS} up to {day_in_words(today)}.",
        BEGINS,
        tuple(_problems(found, now.of_other_keys)),
    )


def _problems(found: Joined | TakenIn, of_other_keys: int = 0) -> list[Problem]:
    """What is told of decisions that did not become rows."""
    if isinstance(found, TakenIn):
        of_other_keys = found.of_other_keys
    told = {
        "worklist_on_file": (
            found.on_file,
            "{} on the worklist is on the team’s own file over the same days; the "
            "file’s row counts.",
            "Nothing to do.",
            "offer",
        ),
        "worklist_unknown": (
            found.unknown,
            "Not in these extracts: {} decided on; what was decided stays on the "
            "worklist.",
            "Load extracts that hold them, then take it in again.",
            "",
        ),
        "worklist_other_key": (
            of_other_keys,
            "Decided on under another key of the pseudonyms: {}, and nobody can say "
            "who of these extracts.",
            "Put the key back that was in use before, and load again.",
            "",
        ),
    }
    return [
        Problem(
            rule,
            said.format(counted(number, noun) if noun else people(number)),
            remedy,
            file=SOURCE,
            stops=False,
        )
        for rule, (number, said, remedy, noun) in told.items()
        if number
    ]
