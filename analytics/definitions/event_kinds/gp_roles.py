"""Roles of those whom people see in general practice: what they are called, which the
Additional Roles Reimbursement Scheme (ARRS) pays for, and which are doctors."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_suffix(".toml")
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class Role:
    """A role. title: on screen; arrs: whether paid by ARRS; doctor: whether a GP's."""

    title: str
    arrs: bool = False
    doctor: bool = False


def role_of(word: object) -> Role:
    """The role that an extract's word stands for; where no list knows it, one that is
    called as the extract has it, neither of ARRS nor a doctor's; where it is no text,
    not recorded."""
    plain = _plain(word) if isinstance(word, str) else ""
    if not plain:
        return Role(NOT_RECORDED)
    said = plain[:1].upper() + plain[1:]
    return _known().get(plain, Role(said))


def doctors_words() -> tuple[str, ...]:
    """The words of roles that are a doctor's, as `words_of` writes a column."""
    return tuple(word for word, role in _known().items() if role.doctor)


def words_of(column: Any) -> Any:
    """A column of roles (Ibis) as its words are compared: lower case, one space for
    whatever stands between."""
    return column.lower().re_replace(r"[^a-z0-9]+", " ").strip()


@lru_cache(maxsize=1)
def _known() -> dict[str, Role]:
    raw = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {
        _plain(word): Role(
            one["title"], one.get("arrs", False), one.get("doctor", False)
        )
        for one in raw["role"]
        for word in one["words"]
    }


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", word.casefold()).strip()
