"""Small extracts with one trait each, built from a plain one."""

from dataclasses import dataclass, field
from pathlib import Path

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load

HEADER = "patient_id,appointment_at,practice_code,status,role"
AE_HEADER = (
    "patient_id,arrived_at,departed_at,department_type,attendance_category,cost_gbp"
)
PEOPLE = [f"90000000{n:02d}" for n in range(10, 18)]


def gp_rows(dates="2024-{m:02d}-{d:02d} 09:30") -> list[str]:
    """Sixteen attended appointments of eight people at two practices."""
    return [
        f"{person},{dates.format(m=1 + n % 11, d=13 + n)},Y9900{n % 2 + 1},attended,gp"
        for n, person in enumerate(PEOPLE + PEOPLE)
    ]


def ae_rows(people=PEOPLE) -> list[str]:
    """An attendance of two hours each."""
    return [
        f"{person},2024-03-{10 + n} 10:00,2024-03-{10 + n} 12:00,01,1,150.5"
        for n, person in enumerate(people)
    ]


def text(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


@dataclass
class Case:
    """What is written, and what must come of it."""

    gp: bytes | str | None = None
    ae: bytes | str | None = None
    name: str = "gp.csv"
    rules: tuple[str, ...] = ()  # every rule that is named, and no other
    stops: bool = False
    kept: int | None = None  # rows of the GP table, else of the A&E table
    left_out: dict = field(default_factory=dict)  # reason -> rows
    more: dict = field(default_factory=dict)  # further arguments of LoadInputs


def written(folder: Path, name: str, content) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(case: Case, folder: Path):
    """(dataset or None, problems as dicts, all that was said) of loading a case."""
    given = dict(case.more)
    if case.gp is not None:
        given["gp"] = (written(folder, case.name, case.gp),)
    if case.ae is not None:
        given["ae"] = (written(folder, "ae.csv", case.ae),)
    try:
        dataset = load(LoadInputs(**given), "case", root=folder / "home")
    except InputError as fault:
        return None, [problem.as_dict() for problem in fault.problems], str(fault)
    problems = list(dataset.manifest.problems)
    return dataset, problems, " ".join(problem["message"] for problem in problems)
