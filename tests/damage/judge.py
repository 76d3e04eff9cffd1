"""What came of a load of damaged extracts: right, told, stopped, or a fault."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.damage.answers import (
    differing,
    loaded_answers,
    rows_of,
    shown,
    true_answers,
)
from tests.damage.damage import RIGHT, STOPPED, TOLD, Damage, Given
from tests.damage.loading import (
    LEFT_OUT,
    Ran,
    command,
    data_home,
    findings,
    load,
    made,
    messages,
    problem_text,
)

SILENT, CRASH, MISNAMED, LEAK = "silent", "crash", "misnamed", "leak"
CLOSED, LIVE = "closed", "live"
AT_MOST = 0.2  # of a table's rows may be left out without being asked
NO_LOSS = r"repeat|sent again|total|remark|header|duplicate|twice"
# what the pages ask first, with nothing chosen
FIRST_QUESTIONS = (
    ("summary",),
    ("compare",),
    ("segments",),
    ("quality",),
    ("impact", "--cohort", "top:5"),
)
# advice that can be followed: which day to choose, or what is not there
DAYS = r"(?i)from .{0,20}\d{4}.{0,20} to .{0,20}\d{4}|no (gp|a&e) extract"
HALF_A_YEAR = 183
SHORT = r"longer extract"  # the same where the data are of less than half a year
NUMBER = r"\b9\d{9}\b"


@dataclass(frozen=True)
class Verdict:
    """What came of a load: right, told, stopped, or a fault.

    The faults: silent; crash; misnamed (stopped without the cause); leak (an id was
    shown or kept); closed (a first question has no answer); live (more than a fifth of
    the rows left out, and nobody was asked). why: in few words. named: the damage that
    stopped it.
    """

    outcome: str
    why: str = ""
    answers_differ: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    named: str = ""


def judged(
    damages: tuple[Damage, ...], kind: str, folder: Path | None = None
) -> Verdict:
    """What came of clean extracts with these damages, in one format."""
    with TemporaryDirectory(prefix="damage-", dir=folder) as place:
        home = Path(place) / "home"
        with data_home(home):
            given = made(damages, kind, Path(place) / "files")
            ran = load(given)
            return _judge(damages, kind, given, ran)


def _judge(damages, kind: str, given: Given, ran: Ran) -> Verdict:
    shown_ids = re.findall(NUMBER, ran.printed + _kept_beside(ran))
    if shown_ids:
        return Verdict(LEAK, f"{len(shown_ids)} numbers like NHS numbers were shown")
    if ran.code == 2:
        return _stopped(damages, ran)
    if ran.code != 0 or not ran.found:
        last = [line for line in ran.trace.strip().splitlines() if line][-1:]
        place = re.findall(r'File ".*?/(analytics/[^"]+)", line (\d+)', ran.trace)
        at = f" at {place[-1][0]}:{place[-1][1]}" if place else ""
        return Verdict(CRASH, f"{' '.join(last)[:200]}{at}")
    if much := left_out_at_once(ran.found):
        return Verdict(LIVE, much)
    if any(one.opens for one in damages) and (closed := unanswered(ran.found)):
        return Verdict(CLOSED, closed)
    said = [text for text, _ in messages(ran.found)]
    new = [one for one in messages(ran.found) if one[0] not in usual(kind)]
    true, found = (
        true_answers(given.extracts),
        loaded_answers(Path(ran.found["folder"])),
    )
    differ = differing(true, found) - {x for one in damages for x in one.unasked}
    if not differ and not any(one.must_tell for one in damages):
        return Verdict(RIGHT, messages=tuple(said))
    lost = max(rows_of(true) - rows_of(found), 0)
    if not _all_told(damages, differ, new, lost):
        quality = command("quality", "--data", "damaged", "--json")
        if quality.code not in (0, 2):
            return Verdict(CRASH, "quality: " + quality.trace[-300:])
        new += [
            (text, 0) for text in findings(quality.found) if text not in usual(kind)
        ]
    outcome = TOLD if _all_told(damages, differ, new, lost) else SILENT
    how = "; ".join(shown(true, found, name) for name in sorted(differ))
    words = tuple(text for text, _ in new)
    return Verdict(
        outcome, how or "left out without a word", tuple(sorted(differ)), words
    )


def _kept_beside(ran: Ran) -> str:
    """What a loaded version keeps besides its tables, which the pages show: how it was
    made, and the rows left out."""
    if ran.code or not ran.found:
        return ""
    folder = Path(ran.found["folder"])
    files = [folder / "manifest.json", *folder.glob("left_out/*.csv")]
    return "".join(one.read_text(encoding="utf-8") for one in files)


def left_out_at_once(found: dict) -> str:
    """The table of which more than a fifth was left out though the load went live."""
    for account in found["accounts"]:
        lost = sum(
            one["rows"]
            for one in found["exclusions"]
            if one["table"] == account["table"]
            and not re.search(NO_LOSS, one["reason"].lower())
        )
        if lost > AT_MOST * account["rows"]:
            return f"{lost} of {account['rows']} rows of {account['table']} left out"
    return ""


def unanswered(found: dict) -> str:
    """The first question that fails with nothing chosen; empty if each is answered, or
    says which day to choose."""
    spans = [one for one in found["spans"] if one["first"]]
    first, last = min(one["first"] for one in spans), max(one["last"] for one in spans)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    follow = DAYS if days > HALF_A_YEAR else f"{DAYS}|{SHORT}"
    for question in FIRST_QUESTIONS:
        ran = command(*question, "--data", "damaged", "--json")
        said = " ".join(one["message"] for one in ran.found.get("problems", []))
        if ran.code not in (0, 2) or (ran.code == 2 and not re.search(follow, said)):
            return f"{question[0]} ends with {ran.code}: {said or ran.trace[-200:]}"
    return ""


def _all_told(damages, differ: set[str], new: list[tuple[str, int]], lost: int) -> bool:
    """Whether each answer that differs is spoilt by a damage that was named, and each
    damage that must be is named. lost: events that should have been counted."""
    alone = len(damages) == 1
    named = [one for one in damages if _named(one, new, lost if alone else None)]
    spoilt = {name for one in named if TOLD in one.may for name in one.spoils}
    return differ <= spoilt and all(one in named for one in damages if one.must_tell)


def _named(damage: Damage, new: list[tuple[str, int]], lost: int | None) -> bool:
    """Whether messages name a damage; and if it is alone (lost is not None), whether
    the number of rows they give, if any, is its own and no less than was lost: in one
    message, or in all problems or all reasons together."""
    said = [(text, rows) for text, rows in new if damage.says(text)]
    left = [rows for text, rows in said if text.startswith(LEFT_OUT)]
    told = [rows for text, rows in said if not text.startswith(LEFT_OUT)]
    numbers = [rows for rows in (*left, *told, sum(left), sum(told)) if rows]
    if not said or not numbers or lost is None:
        return bool(said)
    near = max(1, damage.rows / 20)
    fits = any(abs(rows - damage.rows) <= near for rows in numbers)
    return (fits or not damage.rows) and max(numbers) >= 0.9 * lost


def _stopped(damages, ran: Ran) -> Verdict:
    said = tuple(problem_text(one) for one in ran.found.get("problems", []))
    stops = [
        problem_text(one) for one in ran.found.get("problems", []) if one.get("stops")
    ]
    why = [
        one
        for one in damages
        if STOPPED in one.may and any(map(one.says_why_it_stopped, stops))
    ]
    if why:
        return Verdict(STOPPED, stops[0], messages=said, named=why[0].name)
    return Verdict(MISNAMED, "stopped with: " + " | ".join(stops)[:300], messages=said)


@lru_cache(maxsize=8)
def usual(kind: str) -> frozenset[str]:
    """What is said of the clean extracts in a format: it tells of no damage."""
    with TemporaryDirectory(prefix="damage-") as place, data_home(Path(place) / "home"):
        ran = load(made((), kind, Path(place) / "files"))
        quality = command("quality", "--data", "damaged", "--json")
        assert ran.code == 0 and quality.code == 0, ran.printed + quality.printed
        return frozenset([text for text, _ in messages(ran.found)]) | frozenset(
            findings(quality.found)
        )


def passes(damages: tuple[Damage, ...], verdict: Verdict) -> bool:
    """Whether an outcome is one that may be: right answers where they may be right, and
    else told or stopped by a damage of which it may be so."""
    if verdict.outcome == RIGHT:
        return all(RIGHT in one.may for one in damages)
    if verdict.outcome == TOLD:
        return any(TOLD in one.may for one in damages)
    return verdict.outcome == STOPPED
