"""Several columns that could say who somebody is: the one that does it best is taken,
and which and why is said."""

from analytics.store.load.inputs import LoadInputs
from analytics.store.load.mapping_offers import ask
from tests.damage.cases.made import people, text

HEADER = "appointment_at,practice_code,status"
AE_HEADER = "arrived_at,department_type,attendance_category"
IDS = people(40)


def gp_of(path, headers: str, ids):
    rows = [
        f"{one},2024-{1 + n // 28:02d}-{1 + n % 28:02d} 09:30,Y99001,attended"
        for n, one in enumerate(ids)
    ]
    return text(path / "gp.csv", f"{headers},{HEADER}", *rows)


def ae_of(path, headers: str, ids):
    rows = [f"{one},2024-05-{1 + n % 28:02d} 11:30,01,1" for n, one in enumerate(ids)]
    return text(path / "ae.csv", f"{headers},{AE_HEADER}", *rows)


def people_of(loaded, table: str) -> int:
    return loaded.one(f"SELECT count(DISTINCT person) FROM {table}")


def in_both(loaded) -> int:
    return loaded.one(
        "SELECT count(DISTINCT person) FROM gp SEMI JOIN ae USING(person)"
    )


def test_a_number_of_the_row_is_nobodys_id(case, tmp_path):
    loaded = case(
        gp=gp_of(tmp_path, "NHS Number", IDS * 3),
        ae=ae_of(
            tmp_path,
            "patient_id,nhs_number",
            (f"{n},{one}" for n, one in enumerate(IDS * 2, 1)),
        ),
    )
    assert people_of(loaded, "ae") == in_both(loaded) == 40
    (told,) = [one for one in loaded.problems if one["rule"] == "id_column_chosen"]
    assert told["file"] == "ae.csv" and told["column"] == "nhs_number"
    assert "“patient_id” (another one in every row)" in told["message"]


def test_the_column_that_joins_is_taken_though_another_is_named_first(case, tmp_path):
    loaded = case(
        gp=gp_of(
            tmp_path,
            "patient_id,NHS Number",
            (f"{7000 + n % 40},{one}" for n, one in enumerate(IDS * 3)),
        ),
        ae=ae_of(tmp_path, "NHS Number", IDS * 2),
    )
    assert in_both(loaded) == 40 == loaded.one("SELECT count(*) FROM people")
    assert loaded.tells("identified by “NHS Number”.*joins the other files less well")


def test_a_column_with_one_id_tells_nobody_apart(case, tmp_path):
    loaded = case(
        gp=gp_of(tmp_path, "patient_id", IDS * 3),
        ae=ae_of(
            tmp_path,
            "NHS Number,Person ID",
            (f"P1,{one}" for one in IDS * 2),
        ),
    )
    assert people_of(loaded, "ae") == in_both(loaded) == 40
    assert loaded.tells("one id stands in most rows")


def test_words_in_every_row_are_passed_over_in_an_extract_alone(case, tmp_path):
    loaded = case(
        gp=gp_of(
            tmp_path, "NHS Number,Person ID", (f"REDACTED,{one}" for one in IDS * 3)
        )
    )
    assert people_of(loaded, "gp") == 40
    assert loaded.tells("no row has an id of anybody there")


def test_where_none_is_better_the_profile_names_it(case, tmp_path):
    """So that next month's extract is read alike; and nothing need be told."""
    both = (f"{one},{7000 + n % 40}" for n, one in enumerate(IDS * 3))
    loaded = case(gp=gp_of(tmp_path, "NHS Number,Patient ID", both))
    assert not loaded.tells("id_column_chosen") and people_of(loaded, "gp") == 40


def test_a_mapping_has_the_last_word(case, tmp_path):
    said = text(
        tmp_path / "map.toml", "[ae_attendances.columns]", 'patient_id = "patient_id"'
    )
    loaded = case(
        "--columns",
        str(said),
        gp=gp_of(tmp_path, "NHS Number", IDS * 3),
        ae=ae_of(
            tmp_path,
            "patient_id,nhs_number",
            (f"L{n % 20},{one}" for n, one in enumerate(IDS * 2)),
        ),
    )
    assert people_of(loaded, "ae") == 20 and in_both(loaded) == 0


def test_what_is_offered_is_read_by_the_column_that_is_chosen(tmp_path):
    numbers = (f"{n},{one}" for n, one in enumerate(IDS * 2, 1))
    given = LoadInputs(
        gp=(gp_of(tmp_path, "NHS Number", IDS * 3),),
        ae=(ae_of(tmp_path, "patient_id,nhs_number", numbers),),
    )
    offers = {one.table: one for one in ask(given, root=tmp_path / "home")}
    (spare,) = offers["ae_attendances"].columns
    assert spare.header == "patient_id"
