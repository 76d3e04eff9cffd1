"""Whose something kept in the data home is: a person's, a team's, or everybody's.

What is everybody's lies in the data home itself, where everything lay before anybody
had to sign in, and where the command line looks. A person's and a team's lie each in a
folder of their own beneath `kept_for`, laid out the same: `views.json`, `mappings/`,
`inbox/`, `packs/`. Its name is a hash of who it is, so that a name that changes loses
nothing and one that is alike takes nothing; `whose.txt` in it says who, for whoever
looks after the machine.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from analytics.store.home import OWNERS_ALONE, home, write_whole

FOLDER = "kept_for"
WHOSE_FILE = "whose.txt"


class Sort(StrEnum):
    """What a keeper is."""

    PERSON = "person"
    TEAM = "team"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Keeper:
    """Who keeps something. id: what never changes hands, by which two are told apart.
    name: what it is called on screen."""

    sort: Sort
    id: str = ""
    name: str = field(default="", compare=False)

    def place(self, root: Path | None = None) -> Path:
        """The folder in which what is theirs lies, whether it is there or not."""
        root = root or home()
        if self.sort is Sort.EVERYBODY:
            return root
        known = hashlib.sha256(f"{self.sort} {self.id}".encode()).hexdigest()[:32]
        return root / FOLDER / f"{self.sort}_{known}"

    def make_place(self, root: Path | None = None) -> Path:
        """The same, made where it is not there yet, for this account alone."""
        place = self.place(root)
        if self.sort is not Sort.EVERYBODY and not (place / WHOSE_FILE).is_file():
            for folder in (place.parent.parent, place.parent, place):
                folder.mkdir(mode=OWNERS_ALONE, exist_ok=True)
            write_whole(place / WHOSE_FILE, f"{self.sort} {self.name}\n")
        return place


EVERYBODY = Keeper(Sort.EVERYBODY)


def person(id: str, name: str) -> Keeper:
    """Somebody, by what the sign-in knows them by."""
    return Keeper(Sort.PERSON, id, name)


def team(name: str) -> Keeper:
    """A team, by its name, whatever its case."""
    return Keeper(Sort.TEAM, " ".join(name.casefold().split()), name.strip())


def places(root: Path | None = None) -> list[Path]:
    """The folder of everybody, and of each who keeps something."""
    root = root or home()
    return [root, *sorted(one for one in (root / FOLDER).glob("*_*") if one.is_dir())]
