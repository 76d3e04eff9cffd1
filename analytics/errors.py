"""What can be wrong with what a user gave us, said so that they can put it right.

`InputError` is the user's to mend (exit code 2, a message on the page); anything else
is ours.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, how many rows have it, what was expected and found, what
    to do.

    `examples` are row numbers of the file (the header is row 1), never values: a value
    could identify somebody. `stops` is False for a warning, with which loading goes on.
    `remedy` holds wherever it is read; `flag` is a sentence for the command line alone.
    """

    rule: str
    found: str
    remedy: str
    file: str = ""
    column: str = ""
    rows: int = 0
    examples: tuple[int, ...] = ()
    stops: bool = True
    flag: str = ""

    def sentence(self) -> str:
        """The whole fault as one line of plain English."""
        where = ", ".join(
            part
            for part in (self.file, f"column {self.column}" if self.column else "")
            if part
        )
        how_many = ""
        if self.rows:
            rows = "row" if self.rows == 1 else "rows"
            how_many = f" {self.rows:,} {rows}"
            if self.examples:
                how_many += (
                    " (for example "
                    f"{', '.join(f'row {n:,}' for n in self.examples[:3])})"
                )
            how_many += "."
        return (
            f"{where + ': ' if where else ''}{self.found}{how_many} {self.remedy}"
        ).strip()

    def at_command_line(self) -> str:
        """The same where it is read at the command line, with the flag that helps."""
        return f"{self.sentence()} {self.flag}".strip()

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and the manifest."""
        return asdict(self) | {
            "examples": list(self.examples),
            "message": self.sentence(),
        }


class InputError(Exception):
    """Everything that is wrong with what was given, all at once."""

    def __init__(self, problems: "Problem | Iterable[Problem]") -> None:
        self.problems: tuple[Problem, ...] = tuple(
            [problems] if isinstance(problems, Problem) else problems
        )
        super().__init__(
            "\n".join(problem.at_command_line() for problem in self.problems)
        )
