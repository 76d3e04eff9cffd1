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
# Decides again and again about whoever comes next, on what it saw a moment ago; says
# what it wrote once it is written, and counts how often somebody else was first.
WRITER = """
import random, sys, time
from datetime import date
from pathlib import Path
from analytics.definitions.pathway import Status
from analytics.worklist.decision import Decision
from analytics.worklist.history import DecidedSince, decide, standing
from tests.worklist.conftest import WHO, named
me, turns, home = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
desk, late, done = named("my-pcn"), 0, 0
chance = random.Random(me)
print("ready", flush=True)
sys.stdin.readline()  # both begin together
while done < turns:
    person = chance.choice(WHO[:2])
    seen = standing(desk, home).of(person).seen
    time.sleep(0.02)
    try:
        one = Decision(person, Status.OFFERED, date(2026, 11, 3), me, by=me, seen=seen)
        (entry,) = decide(desk, [one], home)
    except DecidedSince as fault:
        assert fault.person.seen > seen
        late += 1
        continue
    done += 1
    print(entry.number, person, entry.nth, flush=True)
print("late", late, flush=True)
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
    """Two writers, and what must hold of what they leave."""
    writers = [started(WRITER, name, TURNS, home) for name in ("KB", "LM")]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 2
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    lines = [line.split() for out, _ in said for line in out.splitlines()]
    late = sum(int(number) for word, number in (x for x in lines if x[0] == "late"))
    told = {tuple(line) for line in lines if line[0] != "late"}
    assert late > 0, "they met"
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
