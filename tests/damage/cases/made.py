"""Small extracts that can be read, and what came of loading them."""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl

from tests.damage.loading import Ran, messages, problem_text

HEADER = "patient_id,appointment_at,practice_code,status"

AE_HEADER = "patient_id,arrived_at,department_type,attendance_category"


class Loaded:
    """What came of a load: its rows, and all that it said."""

    def __init__(self, ran: Ran) -> None:
        assert ran.code in (0, 2), ran.trace or ran.printed
        assert not ran.trace, ran.trace  # nothing was passed over on the way
        self.stopped = ran.code == 2
        self.problems = ran.found["problems"]
        self.said = " ".join(map(problem_text, self.problems))
        if not self.stopped:
            self.said = " ".join(text for text, _ in messages(ran.found))
            self.folder = Path(ran.found["folder"])
            self.accounts = {one["table"]: one for one in ran.found["accounts"]}

    def rows(self, question: str) -> list[tuple]:
        """The answer to SQL over the stored tables gp, ae and people."""
        con = duckdb.connect()
        for name, table in (
            ("gp", "gp_appointments"),
            ("ae", "ae_attendances"),
            ("people", "people"),
            ("practices", "practices"),
        ):
            path = self.folder / f"{table}.parquet"
            if path.exists():
                con.execute(f"CREATE VIEW {name} AS FROM '{path}'")
        return con.execute(question).fetchall()

    def one(self, question: str):
        """The only value of an answer."""
        return self.rows(question)[0][0]

    def tells(self, *words: str) -> bool:
        """Whether one of these is among what was said (regular expressions)."""
        return any(re.search(word, self.said, re.IGNORECASE) for word in words)


def text(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def people(number: int, first: int = 1) -> list[str]:
    return [f"P{n:05d}" for n in range(first, first + number)]


def book(path: Path, tabs: dict[str, list[list]], merged=(), epoch=None) -> Path:
    """A workbook with these tabs. A moment is shown as a date; a pair is a value and
    its format."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    if epoch:
        made.epoch = epoch
    for title, rows in tabs.items():
        tab = made.create_sheet(title)
        for row in rows:
            tab.append([one[0] if isinstance(one, tuple) else one for one in row])
            for across, one in enumerate(row, 1):
                cell = tab.cell(tab.max_row, across)
                if isinstance(one, tuple):
                    cell.number_format = one[1]
                elif isinstance(one, datetime):
                    cell.number_format = "dd/mm/yyyy hh:mm"
        for place in merged:
            tab.merge_cells(place)
    made.save(path)
    return path


def eight_days(tmp_path: Path) -> Path:
    rows = [
        f"{one},2024-05-{13 + n} 09:30,Y99001,attended"
        for n, one in enumerate(people(8))
    ]
    return text(tmp_path / "gp.csv", HEADER, *rows)


def visits(number: int, who: int, prefix: str = "X") -> list[str]:
    return [
        f"{prefix}{n % who:05d},2024-{1 + n % 6:02d}-{1 + n % 28:02d} 10:{n % 60:02d},"
        "F81001,attended,gp"
        for n in range(number)
    ]
