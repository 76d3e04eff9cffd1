"""Two real processes that decide at once, and fifty that are killed while they do:
history is whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from analytics.definitions.pathway import Status
from analytics.worklist import database
from analytics.worklist.history import standing
from tests.worklist.conftest import WHO, named

PROJECT = Path(__file__).resolve().parents[2]
TURNS = 25  # decisions of each writer
# In every turn looks at a person, waits for the word, and decides on what it saw; where
# somebody else was first it looks again and decides once more. Says what it wrote.
WRITER = """
import sys
from datetime import date
from pathlib import Path
from analytics.definitions.pathway import Status
from analytics.worklist.decision import Decision
from analytics.worklist.history import DecidedSince, decide, standing
from tests.worklist.conftest import WHO, named
me, home, desk = sys.argv[1], Path(sys.argv[2]), named("my-pcn")
for line in sys.stdin:
    person, late = WHO[int(line)], 0
    while True:
        seen = standing(desk, home).of(person).seen
        if not late:
            print("saw", seen, flush=True)
            sys.stdin.readline()  # both decide at once, on the same sight
        one = Decision(person, Status.OFFERED, date(2026, 11, 3), me, by=me, seen=seen)
        try:
            (entry,) = decide(desk, [one], home)
        except DecidedSince as fault:
            assert fault.person.seen > seen
            late += 1
            continue
        print(entry.number, person, entry.nth, late, flush=True)
        break
"""
# Writes five people at once, again and again, until it is killed.
BATCHES = """
import os, sys
from datetime import date
from pathlib import Path
from analytics.definitions.pathway import Status
from analytics.worklist.decision import Decision
from analytics.worklist.history import decide, standing
from tests.worklist.conftest import WHO, named
home, desk = Path(sys.argv[1]), named("my-pcn")
print("ready", flush=True)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        while True:
            known = standing(desk, home)
            some = [
                Decision(who, Status.OFFERED, date(2026, 11, 3), by="KB",
                         seen=known.of(who).seen)
                for who in WHO[:5]
            ]
            written = decide(desk, some, home)
            print("wrote", written[-1].number, flush=True)
    print("began", pid, flush=True)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""
KILLS = int(os.environ.get("KILLS", "50"))


def started(code: str, *given: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, given)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def two_at_once(home: Path) -> None:
    """Two writers who saw the same, and what must hold of what they leave."""
    writers = [started(WRITER, name, home) for name in ("KB", "LM")]
    told = set()
    for turn in range(TURNS):
        say_to(writers, turn % 2)
        saw = [writer.stdout.readline() for writer in writers]
        say_to(writers, "go")
        wrote = [writer.stdout.readline().split() for writer in writers]
        assert saw[0] == saw[1] and sorted(w[3] for w in wrote) == ["0", "1"], (
            "one was first, the other is told so and looks again"
        )
        told |= {tuple(line[:3]) for line in wrote}
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    found = standing(named("my-pcn"), home)
    kept = {
        (str(e.number), who, str(e.nth))
        for who, one in found.people.items()
        for e in one.entries
    }
    assert kept == told and len(kept) == 2 * TURNS, "nothing lost, nothing twice"
    for one in found.people.values():
        assert [e.nth for e in one.entries] == list(range(1, one.seen + 1))
        assert one.status is Status.OFFERED


def say_to(writers: list[subprocess.Popen[str]], word: object) -> None:
    for writer in writers:
        writer.stdin.write(f"{word}\n")
        writer.stdin.flush()


def test_two_writers_of_a_file(tmp_path):
    two_at_once(tmp_path)


@pytest.mark.usefixtures("postgresql")
def test_two_writers_of_a_server(tmp_path):
    two_at_once(tmp_path)
    assert not (tmp_path / database.FILE).exists()


def test_killed_at_any_moment_history_is_whole(tmp_path):
    desk, chance, wrote, in_the_middle = named("my-pcn"), random.Random(1), 0, 0
    with started(BATCHES, tmp_path) as servant:
        assert servant.stdout.readline() == "ready\n"
        for turn in range(KILLS):
            servant.stdin.write("go\n")
            servant.stdin.flush()
            word = servant.stdout.readline().split()
            while word[0] != "began":
                wrote, word = int(word[1]), servant.stdout.readline().split()
            time.sleep(0.01 + chance.random() * 0.12)
            with suppress(ProcessLookupError):
                os.kill(int(word[1]), signal.SIGKILL)
            for line in iter(servant.stdout.readline, "ended\n"):
                wrote = int(line.split()[1])
            found = standing(desk, tmp_path)
            counts = {found.of(who).seen for who in WHO[:5]}
            assert len(counts) == 1, "a batch is there whole or not at all"
            (each,) = counts
            assert 5 * each >= wrote, "what was said to be written is there"
            in_the_middle += 5 * each > wrote
            for who in WHO[:5]:
                entries = found.of(who).entries
                assert [e.nth for e in entries] == list(range(1, each + 1))
            if turn % 10 == 9 and (tmp_path / database.FILE).exists():
                with sqlite3.connect(tmp_path / database.FILE) as opened:
                    checked = opened.execute("PRAGMA integrity_check").fetchone()
                assert checked == ("ok",)
        servant.stdin.close()
    assert wrote > 5 * KILLS / 10, "it did write"
    print(f"{KILLS} kills, {wrote} written, {in_the_middle} killed before saying so")
