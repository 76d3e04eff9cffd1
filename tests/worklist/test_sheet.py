"""The sheet for a meeting of the team: made, filled in as people do, taken in; and
every fault of one at once."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.pathway import Status
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.export.worklist_sheet import as_sheet
from analytics.measures.who.decided import decided
from analytics.measures.who.listing import listing
from analytics.measures.who.work import ALL, Work
from analytics.store.load.anew.caseload import persons
from analytics.worklist import answers, sheet
from analytics.worklist.decision import Decision
from analytics.worklist.history import decide, standing
from tests.worklist.conftest import TODAY, named

ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=2, gp_more_than=12)
HEADER = 4  # row of the sheet
OWNERS = ["CC-1", "=HYPERLINK(1)", "KB"]


@pytest.fixture
def desk(loaded):
    return loaded


def made(desk, home, show=ALL) -> bytes:
    gate, now = Gate(desk, ASKED, Audience.PSEUDONYMISED), standing(desk, home)
    listed, stands = gate.ask(listing), gate.ask(decided, now)
    wanted = Work(AE, date(2024, 6, 30), show)
    return as_sheet(listed, stands, desk, now, wanted, OWNERS, TODAY)


class Filled:
    """A workbook as somebody opens it, fills it in and saves it again."""

    def __init__(self, content: bytes):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.page = self.book[sheet.SHEET]
        self.at = {cell.value: cell.column for cell in self.page[HEADER]}
        self.people = [
            self.page.cell(row, self.at[sheet.PSEUDONYM]).value
            for row in range(HEADER + 1, self.page.max_row + 1)
        ]

    def fill(self, nth: int, **cells) -> "Filled":
        """Write cells of the nth person (from 0), by their titles."""
        for title, value in cells.items():
            title = {"seen": sheet.SEEN}.get(title, title)
            self.page.cell(HEADER + 1 + nth, self.at[title], value)
        return self

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def read(desk, home, content: bytes, name="worklist.xlsx", **more):
    found = answers.read(
        content,
        name,
        desk,
        standing(desk, home),
        lambda some: persons(desk, some),
        "INT meeting",
        today=TODAY,
        **more,
    )
    decide(desk, found.decisions, home, TODAY)
    return found


def faults(desk, home, content: bytes, **more) -> dict[str, tuple[int, ...]]:
    """rule -> the rows named; nothing is written."""
    before = standing(desk, home)
    with pytest.raises(InputError) as told:
        read(desk, home, content, **more)
    assert standing(desk, home) == before, "all or nothing"
    return {p.rule: p.examples for p in told.value.problems}


def test_made_filled_in_and_taken_in(tmp_path, desk):
    filled = Filled(made(desk, tmp_path))
    first, second, third = filled.people[:3]
    filled.fill(0, Status="offered", From=datetime(2026, 11, 20), Owner="CC-1")
    filled.fill(1, Status="Not suitable", From="21/11/2026", Note="Lives elsewhere")
    filled.fill(2, Status="waiting", Reason="housing")
    found = read(desk, tmp_path, filled.saved(), day=date(2026, 11, 25))
    assert (len(found.decisions), found.already) == (3, 0)
    assert found.blank == len(filled.people) - 3
    now = standing(desk, tmp_path)
    assert now.of(first).last == Decision(
        first, Status.OFFERED, date(2026, 11, 20), "CC-1", by="INT meeting"
    )
    assert now.of(second).last.status is Status.NOT_SUITABLE
    assert now.of(third).last.on == date(2026, 11, 25), "the day of the meeting"
    again = read(desk, tmp_path, filled.saved(), day=date(2026, 11, 25))
    assert (len(again.decisions), again.already) == (0, 3), "given twice: nothing new"
    assert standing(desk, tmp_path) == now
    renewed = Filled(made(desk, tmp_path))
    at = renewed.people.index(first)
    shown = ("Status now", "Owner now", sheet.SEEN)
    row = [renewed.page.cell(HEADER + 1 + at, renewed.at[one]).value for one in shown]
    assert row == ["offered", "CC-1", 1]
    renewed.fill(at, Status="active", From="26.11.2026")
    read(desk, tmp_path, renewed.saved())
    last = standing(desk, tmp_path).of(first).last
    assert last.status is Status.ACTIVE and last.owner == "CC-1", "keeps its owner"


def test_choices_are_those_that_may_follow_and_nothing_is_a_formula(tmp_path, desk):
    who = Filled(made(desk, tmp_path)).people[0]
    note = Decision(who, Status.ACTIVE, date(2026, 11, 3), "=1+1", by="KB")
    decide(desk, [note], tmp_path, TODAY)
    filled = Filled(made(desk, tmp_path))
    lists = {}
    for rule in filled.page.data_validations.dataValidation:
        if rule.type == "list":
            lists |= {str(cell): rule.formula1 for cell in rule.sqref.ranges}
    letter = openpyxl.utils.get_column_letter
    row = HEADER + 1 + filled.people.index(who)
    of_status = letter(filled.at[sheet.STATUS])
    assert lists[f"{of_status}{row}"] == '"active,ended"'
    other = HEADER + 1 + (0 if row > HEADER + 1 else 1)
    assert "offered" in lists[f"{of_status}{other}"]
    owners = next(f for c, f in lists.items() if c[0] == letter(filled.at[sheet.OWNER]))
    assert "CC-1" in owners and "'=HYPERLINK(1)" in owners
    kinds = {c.data_type for some in filled.page.iter_rows() for c in some}
    assert "f" not in kinds and kinds <= {"s", "n", "d"}
    shown = filled.page.cell(row, filled.at["Owner now"]).value
    assert shown == "'=1+1"
    assert filled.book[sheet.ABOUT]["B1"].value == desk.name


def test_every_fault_at_once_by_row(tmp_path, desk):
    filled = Filled(made(desk, tmp_path))
    who = filled.people
    theirs = Decision(who[0], Status.OFFERED, TODAY, "KB", by="LM")
    decide(desk, [theirs], tmp_path, TODAY)
    day = datetime(2026, 11, 20)
    filled.fill(0, Status="declined", From=datetime(2026, 11, 26))  # somebody since
    filled.fill(1, Status="thinking", From=day)
    filled.fill(2, From=day, Owner="KB")
    filled.fill(3, Status="offered", From="soon")
    filled.fill(4, Status="offered", From=datetime(2027, 1, 1))
    filled.fill(5, Status="offered", From=day, Note="ring 07700 900123")
    filled.fill(6, Status="offered", From=day, Owner="Jane Smith")
    filled.fill(7, Pseudonym="0" * 16, Status="offered", From=day)
    filled.fill(8, Status="offered", From=day, seen="none")
    filled.fill(9, Status="offered", From=day)
    filled.fill(10, Pseudonym=who[9], Status="declined", From=day)
    filled.fill(11, Status="offered")
    content = filled.saved()
    found = faults(desk, tmp_path, content)
    first = HEADER + 1
    assert found == {
        "decided_since": (first,),
        "status_unknown": (first + 2,),
        "day_unreadable": (first + 11,),
        "day_not_yet": (first + 4,),
        "note_identifies": (first + 5,),
        "owner_named": (first + 6,),
        "pseudonym_unknown": (first + 7,),
        "seen_changed": (first + 8,),
        "person_twice": (first + 10,),
    }
    with pytest.raises(InputError) as told:
        read(desk, tmp_path, content, name="dob 3-4-1971.xlsx")
    said = str(told.value)
    assert "The status is not one that can be chosen" in said and "LM decided" in said
    for word in ("900123", "Smith", "thinking", "soon", "1971", *who):
        assert word not in said, "a value is told"


def test_a_step_that_cannot_follow_is_told(tmp_path, desk):
    who = Filled(made(desk, tmp_path)).people[0]
    decide(desk, [Decision(who, Status.ACTIVE, TODAY, "KB", by="LM")], tmp_path, TODAY)
    filled = Filled(made(desk, tmp_path))
    at = filled.people.index(who)
    filled.fill(at, Status="waiting", From=datetime(2026, 11, 20))
    row = HEADER + 1 + at
    assert faults(desk, tmp_path, filled.saved()) == {
        "step_cannot_follow": (row,),
        "day_before_the_last": (row,),
    }


def test_a_sheet_of_something_else_is_told(tmp_path, desk):
    filled = Filled(made(desk, tmp_path))
    filled.fill(0, Status="offered", From=datetime(2026, 11, 20))
    good = filled.saved()
    filled.book[sheet.ABOUT]["B1"] = "another"
    assert set(faults(desk, tmp_path, filled.saved())) == {"sheet_of_another"}
    filled.book[sheet.ABOUT]["B1"], filled.book[sheet.ABOUT]["B2"] = desk.name, "f" * 16
    assert set(faults(desk, tmp_path, filled.saved())) == {"sheet_of_another_key"}
    del filled.book[sheet.ABOUT]
    assert set(faults(desk, tmp_path, filled.saved())) == {"sheet_of_another"}
    other = Filled(good)
    other.page.delete_cols(other.at[sheet.OWNER])
    assert set(faults(desk, tmp_path, other.saved())) == {"sheet_columns"}
    assert set(faults(desk, tmp_path, b"no workbook")) == {"sheet_unreadable"}
    blank = Filled(made(desk, tmp_path)).saved()
    assert set(faults(desk, tmp_path, blank)) == {"nothing_answered"}


def test_a_meeting_gets_no_sheet(tmp_path, desk):
    gate = Gate(desk, ASKED, Audience.PSEUDONYMISED).for_meeting[0]
    now = standing(named("x"), tmp_path)
    listed, stands = gate.ask(listing), gate.ask(decided, now)
    with pytest.raises(ValueError, match="no rows about people"):
        as_sheet(listed, stands, desk, now, Work(AE, date(2024, 6, 30)), [], TODAY)
