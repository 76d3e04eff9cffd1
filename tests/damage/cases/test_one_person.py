"""Ids whose rows cannot be one person's are told on Quality and marked in the list."""

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.quality.fields import places_only
from analytics.measures.quality.one_person import ABSURD, SEVERAL, doubtful_people
from analytics.measures.who.listing import listing
from analytics.store.dataset import open_dataset
from tests.damage.cases.made import HEADER, people, text
from tests.damage.extracts import nhs_number
from tests.damage.loading import command, findings

AE_HEADER = "patient_id,arrived_at,department_type,attendance_category,age_at_arrival,"
AE_HEADER += "sex,practice_code,lsoa_code"


def attendance(who: str, n: int, age: int, sex: str, area: int) -> str:
    at = f"2024-{1 + n % 12:02d}-{1 + n // 12:02d} 10:{n % 60:02d}"
    return f"{who},{at},01,1,{age},{sex},Y99001,E01{area:06d}"


def quality() -> str:
    ran = command("quality", "--data", "case", "--json")
    assert ran.code == 0, ran.trace
    return " ".join(findings(ran.found))


def of_people(changed: dict[int, tuple[int, str, int]]) -> list[str]:
    """Twelve attendances each of thirty people; every third of the first is as said."""
    rows = []
    for n, who in enumerate(people(30)):
        for k in range(12):
            plain = (20 + 2 * n, "male", n)
            said = changed.get(n, plain) if k % 3 == 0 else plain
            rows.append(attendance(who, 12 * n + k, *said))
    return rows


@pytest.mark.parametrize(
    "said,told",
    [
        ((70, "female", 99), True),
        ((70, "male", 99), True),  # another age and area
        ((70, "male", 0), False),  # an age mistyped
        ((21, "female", 99), False),  # a birthday, a sex mistyped, a move
    ],
)
def test_two_people_under_one_id(case, tmp_path, said, told):
    case(ae=text(tmp_path / "ae.csv", AE_HEADER, *of_people({0: said})))
    dataset = open_dataset("case")
    found = doubtful_people(dataset, places_only(dataset, Filters()), AE)
    assert list(found["why"]) == ([SEVERAL] if told else [])
    assert list(found["rows"]) == ([12] if told else [])
    assert ("of 30 ids in A&E attendances cannot be one person's" in quality()) == told
    marked = listing(dataset, Filters(ae_more_than=2)).table["doubt"]
    assert sorted(marked)[-1] == (SEVERAL if told else "")


def test_an_absurd_share_of_all_rows(case, tmp_path):
    ids = [one for one in people(80) for _ in range(6)]
    rows = [
        f"{one},2024-{1 + n % 12:02d}-{1 + n % 28:02d} 09:{n % 60:02d},Y99001,attended"
        for n, one in enumerate([*ids, *(["D4711"] * 80)])
    ]
    case(gp=text(tmp_path / "gp.csv", HEADER, *rows))
    dataset = open_dataset("case")
    found = doubtful_people(dataset, places_only(dataset, Filters()), GP)
    assert list(found["why"]) == [ABSURD] and list(found["rows"]) == [80]
    assert "80 of 560 rows of GP appointments" in quality()
    marked = listing(dataset, Filters(gp_more_than=2)).table["doubt"]
    assert list(marked[:2]) == [ABSURD, ""]


def test_ids_of_another_kind_among_nhs_numbers(case, tmp_path):
    numbers = [one for n in range(200) if (one := nhs_number(943_476_000 + n))]
    rows = [
        f"{one},2024-{1 + n % 12:02d}-{1 + n % 28:02d} 09:30,Y99001,attended"
        for n, one in enumerate([*numbers, "RX100234", "RX100235", "RX100234"])
    ]
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *rows))
    (told,) = [one for one in loaded.problems if one["rule"] == "id_other_kind"]
    assert told["rows"] == 3 and "RX100234" not in loaded.said
    assert "one person may stand under two ids" in quality()
