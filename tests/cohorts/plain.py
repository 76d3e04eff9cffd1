"""Who fits a clause on a day, in plain pandas on the canonical frames."""

from collections.abc import Callable

import pandas as pd

from tests.spec import plain
from tests.support.world import World

DAY = pd.Timestamp("2023-04-15")
BEFORE = DAY - pd.Timedelta(days=1)
Twin = Callable[[World], set[str]]


def there(world: World) -> pd.DataFrame:
    """The list of those registered and alive on the day."""
    return plain.registered(world, DAY)


def people(some: Callable[[pd.DataFrame], pd.Series]) -> Twin:
    def twin(world: World) -> set[str]:
        listed = there(world)
        return set(listed.loc[some(listed), "patient_id"])

    return twin


def used(kind: str, months: int, fits: Callable[[int], bool]) -> Twin:
    events = {"ae": plain.attendances, "gp": plain.visits}[kind]

    def twin(world: World) -> set[str]:
        number = plain.each(events(world, BEFORE, months))
        return {i for i in there(world)["patient_id"] if fits(number.get(i, 0))}

    return twin


def at_home(within: Twin, least: int) -> Twin:
    def twin(world: World) -> set[str]:
        listed = there(world)
        listed = listed[listed["household_id"].notna()]
        fits = listed[listed["patient_id"].isin(within(world))]
        each = fits.groupby("household_id")["patient_id"].nunique()
        busy = each.index[each >= least]
        return set(listed.loc[listed["household_id"].isin(busy), "patient_id"])

    return twin


def has(*names: str) -> Twin:
    return people(
        lambda p: p["conditions"].map(lambda c: bool({*names} & {*c.split(";")}))
    )


def seen_for(world: World) -> set[str]:
    begins = BEFORE + pd.Timedelta(days=1) - pd.DateOffset(months=3)
    seen = plain.contacts(world, BEFORE)
    found = {
        who for who, group, day in seen if group == "respiratory" and day >= begins
    }
    return found & set(there(world)["patient_id"])


def of_need(world: World) -> set[str]:
    found = plain.kinds(world, str(BEFORE.date()), 10, 25)
    fits = {who for who, kind in found.items() if kind == "mind_high_intensity"}
    return fits & set(there(world)["patient_id"])


def on_caseload(world: World) -> set[str]:
    before = world.caseload[world.caseload["referred_on"] < DAY]
    return set(before["patient_id"]) & set(there(world)["patient_id"])


OLD = people(lambda p: DAY.year - p["birth_year"] >= 65)
BUSY = used("ae", 12, lambda n: n > 2)
NORTH = people(lambda p: p["practice_code"].isin(["P1", "P2"]))
CASES: dict[str, Twin] = {
    "age >= 65": OLD,
    "age < 18": people(lambda p: DAY.year - p["birth_year"] < 18),
    "age 18 to 64": people(lambda p: (DAY.year - p["birth_year"]).between(18, 64)),
    "sex female": people(lambda p: p["sex"] == "female"),
    'ethnic group "Asian, Asian British"': people(
        lambda p: p["ethnicity"] == "Asian, Asian British"
    ),
    "condition asthma": has("Asthma"),
    'condition "Anxiety", Asthma': has("Anxiety", "Asthma"),
    "deprivation fifth 1, 4": people(lambda p: p["imd_decile"].isin([1, 2, 7, 8])),
    "practice Ash Lane": people(lambda p: p["practice_code"] == "P1"),
    'pcn "North PCN"': NORTH,
    "place Hillside": people(lambda p: p["practice_code"] == "P4"),
    "icb test icb": people(lambda p: p["practice_code"].notna()),
    "neighbourhood South": people(lambda p: p["lsoa_code"] == "E01000003"),
    "area E01000001": people(lambda p: p["lsoa_code"] == "E01000001"),
    "more than 2 A&E attendances in 12 months": BUSY,
    "at least 3 ae in 6 months": used("ae", 6, lambda n: n >= 3),
    "fewer than 4 gp visits in 1 year": used("gp", 12, lambda n: n < 4),
    "at most 2 gp in 3 months": used("gp", 3, lambda n: n <= 2),
    "exactly 1 ae attendance in 24 months": used("ae", 24, lambda n: n == 1),
    "no ae in 12 months": used("ae", 12, lambda n: n == 0),
    "seen for respiratory in 3 months": seen_for,
    "kind of need mind_high_intensity": of_need,
    "on caseload": on_caseload,
    "household where anybody (more than 2 ae)": at_home(BUSY, 1),
    "household where at least 2 (age >= 65)": at_home(OLD, 2),
    "not sex female and age >= 65": lambda w: (
        OLD(w) - people(lambda p: p["sex"] == "female")(w)
    ),
    "age >= 65 or pcn North PCN and more than 2 ae": lambda w: (
        OLD(w) | (NORTH(w) & BUSY(w))
    ),
    "(age >= 65 or pcn North PCN) and more than 2 ae": lambda w: (
        (OLD(w) | NORTH(w)) & BUSY(w)
    ),
    "not (age >= 65 or more than 2 ae)": lambda w: (
        set(there(w)["patient_id"]) - OLD(w) - BUSY(w)
    ),
}
