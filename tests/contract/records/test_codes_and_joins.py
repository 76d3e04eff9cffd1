"""Codes that were spoiled or are of another list, and joins that miss: told, never
silently wrong."""

import duckdb
import pytest

from analytics.definitions.filters import Filters
from analytics.extract.cells.coded.snomed import is_snomed
from analytics.extract.people.identifiers import kind_of
from analytics.measures.quality.findings import findings
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import Case, loaded, text, written

AE = "patient_id,arrived_at,practice_code,lsoa_code,acuity,diagnosis_code"
GP = "patient_id,appointment_at,practice_code,status"


def attendances(*codes: str, header: str = AE, acuity: str = "") -> str:
    rows = [
        f"P{n},{1 + n:02d}/03/2024 09:30,Y1,E01000001,{acuity},{code}"
        for n, code in enumerate(codes, 12)
    ]
    return text(header, rows)


def stored(dataset, columns: str, table: str = "ae_attendances") -> list[tuple]:
    path = dataset.folder / f"{table}.parquet"
    return duckdb.sql(f"SELECT {columns} FROM '{path}' ORDER BY ALL").fetchall()


def told(problems) -> dict[str, int]:
    return {one["rule"]: one["rows"] for one in problems}


@pytest.mark.parametrize(
    "code,whole",
    [
        ("35489007", True),
        ("1064911000000105", True),
        ("1064911000000100", False),  # as Excel leaves it
        ("1048031000000100", True),  # by ambulance: truly ends so
        ("835261000000110", False),
        ("9434765919", False),  # an NHS number
        ("123", False),
    ],
)
def test_snomed_ids_are_told_by_their_check_digit(code, whole):
    assert is_snomed(code) == whole


def test_codes_cut_to_15_digits_are_unknown_and_told(tmp_path):
    cut, whole = "1064911000000100", "1066301000000103"
    given = attendances(cut, "1.06491E+15", f"{whole}.0", acuity=cut)
    dataset, problems, said = loaded(Case(ae=given), tmp_path)
    assert stored(dataset, "diagnosis_code::VARCHAR, diagnosis_group::VARCHAR") == [
        (whole, "left_before_being_seen"),
        (None, "not_recorded"),
        (None, "not_recorded"),
    ]
    assert stored(dataset, "DISTINCT acuity::VARCHAR") == [(None,)]
    cuts = {p["column"]: p["rows"] for p in problems if p["rule"] == "codes_cut"}
    assert cuts == {"acuity": 3, "diagnosis_code": 2}
    assert "15 digits" in said and "code_unknown" not in told(problems)
    found = findings(dataset, Filters()).table
    assert (found["kind"] == "doubtful_values").sum() == 2


def test_codes_that_truly_end_in_00_are_kept(tmp_path):
    header = AE.replace("acuity", "arrival_mode")
    given = attendances("35489007", header=header, acuity="1048031000000100")
    dataset, problems, _ = loaded(Case(ae=given), tmp_path)
    assert stored(dataset, "arrival_mode::VARCHAR") == [("ambulance",)]
    assert "codes_cut" not in told(problems)


@pytest.mark.parametrize(
    "codes",
    [
        ("V62.84", "493.90", "845.00", "486"),
        ("V6284", "49390", "84500", "486"),
        ("4939", "8450", "29620", "E8809"),
    ],
)
def test_icd9_is_not_read_as_icd10_or_hes(tmp_path, codes):
    dataset, problems, _ = loaded(Case(ae=attendances(*codes)), tmp_path)
    kept = stored(dataset, "DISTINCT code_system::VARCHAR, diagnosis_group::VARCHAR")
    assert kept == [("icd9", "other")]
    assert told(problems)["codes_icd9"] == len(codes)


@pytest.mark.parametrize(
    "codes,system",
    [
        (("F32.9", "J45.9", "V01.1"), "icd10"),
        (("F329", "J459", "S934"), "icd10"),
        (("H33zz", "XE0Xs", "F25.."), "ctv3"),
        (("38", "201", "055"), "hes"),
        (("35489007", "195967001"), "snomed"),
    ],
)
def test_other_lists_are_told_as_before(tmp_path, codes, system):
    dataset, problems, _ = loaded(Case(ae=attendances(*codes)), tmp_path)
    assert stored(dataset, "DISTINCT code_system::VARCHAR") == [(system,)]
    assert told(problems) == {}


def test_a_column_that_says_icd9_is_believed(tmp_path):
    header = AE.replace("acuity", "code_system")
    given = attendances("V62.84", header=header, acuity="ICD-9-CM")
    dataset, problems, _ = loaded(Case(ae=given), tmp_path)
    assert stored(dataset, "code_system::VARCHAR") == [("icd9",)]
    assert "codes_icd9" in told(problems)


@pytest.mark.parametrize(
    "codes", [("H33zz", "E11zz", "N12zz"), ("H33ZZ", "E11ZZ", "N12ZZ")]
)
def test_a_reason_is_never_dropped_as_postcodes(tmp_path, codes):
    dataset, problems, _ = loaded(Case(ae=attendances(*codes)), tmp_path)
    kept = stored(dataset, "diagnosis_code::VARCHAR")
    assert sorted(code for (code,) in kept) == sorted(codes)
    assert "identifier_dropped" not in told(problems)


@pytest.mark.parametrize("codes", [True, False])
@pytest.mark.parametrize(
    "values", [["RM1 3AA", "SS15 4BB"], ["rm13aa", "ss154bb"], ["Rm1 3aa", "E1 6an"]]
)
def test_postcodes_are_still_postcodes(values, codes):
    assert kind_of(values, codes=codes) == "full postcodes"


def lists(folder, practices: str, areas: str, patients: str):
    """What came of attendances at Y1 of people of E01000001, and these lists."""
    files = {
        "ae": attendances(*["35489007"] * 8),
        "practices": f"practice_code,name,pcn\n{practices},North Surgery,One\n",
        "areas": f"lsoa_code,imd_decile\n{areas},3\n",
        "patients": f"patient_id,practice_code\n{patients},{practices}\n",
    }
    given = {
        flag: (written(folder, f"{flag}.csv", content),)
        for flag, content in files.items()
    }
    dataset = load(LoadInputs(**given), "lists", root=folder / "home")
    problems = {one["rule"]: one["message"] for one in dataset.manifest.problems}
    return dataset, problems, set(findings(dataset, Filters()).table["kind"])


def test_places_and_people_on_no_list_are_counted_at_load_and_on_quality(tmp_path):
    _, problems, quality = lists(tmp_path, "Y2", "E01000002", "P12")
    assert "8 rows" in problems["practices_not_listed"]
    assert "8 of 8 people" in problems["areas_not_listed"]
    assert "7 of 8 people with A&E attendances (87.5%)" in problems["people_not_listed"]
    assert {"practices_not_listed", "areas_not_listed"} <= quality


def test_what_is_wrong_with_the_codes_is_said_where_it_can_be_seen(tmp_path):
    given = text(GP, [f"A,13/03/2024 09:{n},F81001 02,attended" for n in (10, 20)])
    practices = "practice_code,name\nF81001,Ash\n"
    dataset = load(
        LoadInputs(
            gp=(written(tmp_path, "gp.csv", given),),
            practices=(written(tmp_path, "p.csv", practices),),
        ),
        "one",
        root=tmp_path / "home",
    )
    (problem,) = dataset.manifest.problems
    assert "behind the code" in problem["message"]


def test_joins_that_hit_say_nothing(tmp_path):
    dataset, problems, quality = lists(tmp_path, "Y1", "E01000001", "P12")
    assert set(problems) == {"people_not_listed"}
    assert not {"practices_not_listed", "areas_not_listed"} & quality
