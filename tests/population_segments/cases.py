"""People made by hand, one a case of the hierarchy, and the dataset of them."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load

LAST = pd.Timestamp("2024-06-30")
KNOWING, SILENT = "K1", "S1"  # a practice whose list has conditions, one whose has none
OLD, YOUNG = 1940, 1990


@dataclass(frozen=True)
class Case:
    """Who somebody is and the segment they must be in. stays: (days before the last
    day, admission method, codes). seen: (days before, SNOMED code) at A&E."""

    why: str
    segment: str
    born: int = YOUNG
    conditions: str = ""
    frailty: str | None = None
    stays: tuple[tuple[int, str, str], ...] = ()
    seen: tuple[tuple[int, str], ...] = ()
    practice: str = KNOWING


CASES = (
    Case("nothing recorded", "well"),
    Case("nothing recorded, list silent", "unknown", practice=SILENT),
    Case("a stay tells where the list is silent", "chronic", practice=SILENT,
         stays=((400, "11", "E119"),)),
    Case("a condition", "chronic", conditions="Asthma"),
    Case("an emergency 91 days back", "acute", stays=((90, "21", "S525"),)),
    Case("an emergency 92 days back", "well", stays=((91, "21", "S525"),)),
    Case("planned, not acute", "well", stays=((10, "11", "K409"),)),
    Case("chronic goes before acute", "chronic", conditions="Asthma",
         stays=((10, "21", "S525"),)),
    Case("a birth", "maternal", stays=((300, "31", "O800"),)),
    Case("a birth long ago", "well", stays=((320, "31", "O800"),)),
    Case("acute goes before maternal", "acute",
         stays=((200, "31", "O800"), (20, "21", "S525"))),
    Case("chronic goes before maternal", "chronic", conditions="Asthma",
         stays=((200, "31", "O800"),)),
    Case("seen for a miscarriage", "maternal", seen=((100, "17369002"),)),
    Case("seen for it a year ago", "well", seen=((360, "17369002"),)),
    Case("born this year", "maternal", born=2024),
    Case("born last year", "well", born=2023),
    Case("cerebral palsy in any stay", "disability", stays=((1000, "11", "G809"),)),
    Case("learning disability on the list", "disability",
         conditions="Learning disability;Asthma"),
    Case("palliative care within a year", "decline", conditions="Cancer",
         stays=((300, "21", "C349;Z515"),)),
    Case("palliative care before that", "chronic", conditions="Cancer",
         stays=((400, "21", "Z515"),)),
    Case("spread cancer", "decline", stays=((700, "11", "C787"),)),
    Case("spread cancer three years ago", "chronic", conditions="Cancer",
         stays=((1000, "11", "C787"),)),
    Case("dying goes before disability", "decline",
         stays=((100, "11", "G809;C787"),)),
    Case("heart failure, emergency for it", "limited_reserve",
         conditions="Heart failure", stays=((500, "22", "I509;I10"),)),
    Case("heart failure beside another reason", "chronic",
         conditions="Heart failure", stays=((500, "22", "S525;I509"),)),
    Case("heart failure, planned", "chronic", conditions="Heart failure",
         stays=((500, "11", "I509"),)),
    Case("end-stage kidneys", "limited_reserve", stays=((1000, "11", "N185"),)),
    Case("kidneys of stage 3", "chronic", stays=((1000, "11", "N183"),)),
    Case("organs go before dying", "limited_reserve",
         stays=((200, "21", "I509;Z515"),)),
    Case("dementia", "frailty", conditions="Dementia"),
    Case("moderate by the practice", "frailty", born=OLD, frailty="Moderate frailty"),
    Case("severe by its code", "frailty", born=OLD, frailty="925861000000102"),
    Case("mild is not enough", "well", born=OLD, frailty="mild"),
    Case("age alone is not frailty", "well", born=OLD),
    Case("5 points: 3.2 and 1.8", "frailty", born=OLD,
         stays=((100, "11", "W190;R55"),)),
    Case("5 points of two stays", "frailty", born=OLD,
         stays=((100, "11", "W190"), (600, "11", "N179"))),
    Case("a category counts once", "well", born=OLD,
         stays=((100, "11", "W190"), (200, "11", "W191"))),
    Case("4.9 points", "well", born=OLD, stays=((100, "11", "W190;L890"),)),
    Case("5 points, one too old", "well", born=OLD,
         stays=((100, "11", "W190"), (740, "11", "R55"))),
    Case("5 points under 65", "well", stays=((100, "11", "W190;R55"),)),
    Case("frailty goes before organs", "frailty", conditions="Dementia",
         stays=((200, "21", "I509"),)),
    Case("what comes later counts not", "well", stays=((-5, "21", "N185"),)),
)  # fmt: skip


def frames() -> dict[str, pd.DataFrame]:
    """The extracts of the cases, by flag; numbers of people in the order of CASES."""
    ids = [f"9{n:09d}" for n in range(len(CASES))]
    who = list(zip(ids, CASES, strict=True))
    # Of each practice a visit a month, so that every extract spans the years.
    months = pd.date_range("2020-01-31", "2024-07-31", freq="ME")
    gp = pd.DataFrame(
        {
            "patient_id": ids[0],
            "appointment_at": months + pd.Timedelta("9h"),
            "practice_code": KNOWING,
            "status": "attended",
        }
    )
    ae = [(ids[0], day + pd.Timedelta("9h"), "") for day in months]
    ae += [(one, at(days), code) for one, case in who for days, code in case.seen]
    stays = [
        (one, at(days), method, codes)
        for one, case in who
        for days, method, codes in case.stays
    ]
    stays += [(ids[0], day + pd.Timedelta("9h"), "11", "") for day in months[[0, -1]]]
    spells = pd.DataFrame(
        stays, columns=["patient_id", "admitted_at", "admission_method", "codes"]
    )
    return {
        "gp": gp,
        "ae": pd.DataFrame(
            ae, columns=["patient_id", "arrived_at", "diagnosis_code"]
        ).assign(code_system="snomed", attendance_category="1"),
        "patients": pd.DataFrame(
            {
                "patient_id": ids,
                "practice_code": [case.practice for case in CASES],
                # Each lives alone in an area, so that it can be told who is who.
                "lsoa_code": [area(n) for n in range(len(CASES))],
                "birth_year": [case.born for case in CASES],
                "conditions": [case.conditions for case in CASES],
                "frailty": [case.frailty for case in CASES],
            }
        ),
        "inpatient": spells.rename(columns={"codes": "diagnosis_codes"}).assign(
            spell_id=[f"S{n}" for n in range(len(spells))],
            discharged_at=spells["admitted_at"] + pd.Timedelta("1D"),
        ),
    }


def area(number: int) -> str:
    """Where the case of a number lives."""
    return f"E01{number:06d}"


def at(days: int) -> pd.Timestamp:
    """Noon of so many days before the last day."""
    return LAST - pd.Timedelta(days=days) + pd.Timedelta("12h")


def loaded(made: dict[str, pd.DataFrame], home: Path, name: str) -> Dataset:
    """A dataset of some extracts, through the product's own load."""
    folder = home / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    given = {}
    for flag, frame in made.items():
        frame.to_parquet(folder / f"{flag}.parquet")
        given[flag] = (folder / f"{flag}.parquet",)
    return load(LoadInputs(**given), into=name, root=home)
