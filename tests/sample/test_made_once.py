"""The sample is made when it is missing or out of date, whole or not at all, and once
for all who ask.

A stand-in for the generator, a program in a folder of its own, makes small files and
can be slow or fail; all else is the product's.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.errors import InputError
from analytics.store import made_sample, sample
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = """
import sys, time
from pathlib import Path

here, out = Path(__file__).parent, Path(sys.argv[sys.argv.index("--out") + 1])
with open(here.parents[1] / "runs.txt", "a") as runs:
    runs.write("run\\n")
exit_status = int((here / "exit.txt").read_text())
out.mkdir(parents=True)
files = sorted(eval((here / "files.txt").read_text()))
for number, (name, content) in enumerate(files):
    print(f"{number / 2:.2f}\\t{name}", flush=True)
    (out / name).write_text(content)
    time.sleep(float((here / "seconds.txt").read_text()))
print("a warning that is no step", flush=True)
print("1.00\\tdone", flush=True)
if exit_status:
    print("OSError: what went wrong")
sys.exit(exit_status)
"""
ASK = """
import sys
from pathlib import Path
from analytics.store import made_sample
made_sample.FOLDER = Path(sys.argv[1])
print(made_sample.made_sample(root=Path(sys.argv[2])))
"""
GP = text(HEADER, gp_rows())
CASELOAD = f"patient_id,referred_on\n{PEOPLE[0]},2023-04-19\n"


class Project:
    """A folder with a stand-in generator, and a data home."""

    def __init__(self, place: Path) -> None:
        self.folder, self.home = place / "sample_data", place / "home"
        self.generator, self.runs = self.folder / "generator", place / "runs.txt"
        self.generator.mkdir(parents=True)
        (self.generator / "__main__.py").write_text(STAND_IN)
        self.set(seconds=0, exit=0)
        self.set(files=[("gp.csv", GP), ("caseload.csv", CASELOAD)])

    def set(self, **values: object) -> None:
        """What the generator does; no part of what the sample is made from."""
        for name, value in values.items():
            (self.generator / f"{name}.txt").write_text(
                repr(value) if name == "files" else str(value)
            )

    def ran(self) -> int:
        return self.runs.read_text().count("run") if self.runs.exists() else 0

    def ask(self) -> subprocess.Popen:
        """Another process that wants the tables."""
        return subprocess.Popen(
            [sys.executable, "-c", ASK, str(self.folder), str(self.home)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def left_behind(self) -> list[Path]:
        return list((self.home / made_sample.MADE).glob(".building-*"))

    def begun(self) -> bool:
        """Whether the first file of an unfinished making is there."""
        return any(
            (one / "tables" / "caseload.csv").exists() for one in self.left_behind()
        )


@pytest.fixture
def project(tmp_path, monkeypatch):
    place = Project(tmp_path)
    for module in (made_sample, sample):
        monkeypatch.setattr(module, "FOLDER", place.folder)
    files = {"gp": "gp.csv", "caseload": "caseload.csv"}
    stand_in = replace(sample.SAMPLE, made_files=files, kept_files={})
    monkeypatch.setattr(sample, "SAMPLE", stand_in)
    return place


def wait_until(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def test_it_is_made_and_loaded_once_and_told_as_one_rising_share(project):
    told: list[tuple[str, float]] = []
    first = sample.ensure_sample(lambda *step: told.append(step), root=project.home)
    steps, shares = [step for step, _ in told], [done for _, done in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    making = [
        step.startswith("Making the sample of synthetic people") for step in steps
    ]
    loading = [step.startswith("Loading the sample") for step in steps]
    assert making == sorted(making, reverse=True) and sum(making) == 3
    assert loading == [not one for one in making]

    began = time.perf_counter()
    again = sample.ensure_sample(pytest.fail, root=project.home)
    assert time.perf_counter() - began < 0.05
    assert again.folder == first.folder and project.ran() == 1


def test_a_changed_generator_makes_it_anew_and_the_old_tables_go(project):
    first = sample.ensure_sample(root=project.home)
    (project.generator / "__main__.py").touch()  # the same, written later
    assert sample.ensure_sample(root=project.home).folder == first.folder
    project.set(
        files=[("gp.csv", text(HEADER, gp_rows()[:-2])), ("caseload.csv", CASELOAD)]
    )
    (project.generator / "sizes.csv").write_text("size\n14\n")
    after = sample.ensure_sample(root=project.home)
    assert after.folder != first.folder and project.ran() == 2
    assert len([f for f in (project.home / ".sample").iterdir() if f.is_dir()]) == 1


def test_a_change_of_an_input_or_a_library_counts_and_of_an_output_does_not(
    project, monkeypatch
):
    states = [made_sample.state()]
    (project.folder / "published.json").write_text("{}")
    states += [made_sample.state()]
    (project.folder / "truth.json").write_text("{}")
    assert made_sample.state() == states[-1]
    monkeypatch.setattr(made_sample, "version", lambda name: "99")
    states += [made_sample.state()]
    assert len(set(states)) == 3


def test_the_tables_stay_when_only_the_load_is_to_be_done_again(project, monkeypatch):
    first = sample.ensure_sample(root=project.home)
    monkeypatch.setattr(sample, "CONTRACT_VERSION", 10_000)
    assert sample.ensure_sample(root=project.home).folder != first.folder
    assert project.ran() == 1


@pytest.mark.parametrize("whom", ["the one who asked", "both"])
def test_what_a_kill_leaves_is_not_taken_for_the_sample(whom, project):
    project.set(seconds=0.7)
    asking = project.ask()
    wait_until(project.begun)
    if whom == "both":
        os.killpg(asking.pid, signal.SIGKILL)
    else:
        asking.kill()
    asking.wait()
    assert not list((project.home / ".sample").glob("[!.]*"))
    project.set(seconds=0)
    made = made_sample.made_sample(root=project.home)
    assert (made / "gp.csv").read_text() == GP
    assert (made / "caseload.csv").read_text() == CASELOAD
    wait_until(lambda: not project.left_behind() or sample.at_start(project.home))


def test_two_who_ask_at_once_get_one_and_the_same(project):
    project.set(seconds=0.3)
    asking = [project.ask() for _ in range(3)]
    answers = {one.communicate(timeout=60)[0].strip() for one in asking}
    assert len(answers) == 1 and project.ran() == 1
    assert (Path(answers.pop()) / "gp.csv").read_text() == GP


def test_the_generator_stops_when_the_page_that_asked_is_left(project):
    class Left(BaseException):
        pass

    def leave(step, done):
        raise Left

    project.set(seconds=30)
    began = time.monotonic()
    with pytest.raises(Left):
        sample.ensure_sample(leave, root=project.home)
    assert time.monotonic() - began < 15 and not project.left_behind()
    project.set(seconds=0)
    assert sample.ensure_sample(root=project.home).name == "sample"


@pytest.mark.parametrize(
    "status, rule, says",
    [
        (28, "disk_full", "is full"),
        (12, "memory_full", "more memory"),
        (1, "sample_not_made", "OSError: what went wrong"),
    ],
)
def test_a_generator_that_fails_is_told_and_leaves_nothing(status, rule, says, project):
    project.set(exit=status)
    with pytest.raises(InputError) as fault:
        sample.ensure_sample(root=project.home)
    (problem,) = fault.value.problems
    assert problem.rule == rule and says in problem.found
    assert [f.name for f in (project.home / ".sample").iterdir()] == [".lock"]
    project.set(exit=0)
    assert sample.ensure_sample(root=project.home).name == "sample"
