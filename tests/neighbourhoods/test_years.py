"""Boundaries of 2011 and 2021 and indices of 2019 and 2025 in one dataset: recognised
from headers, translated by ONS's look-up as it comes, told where they meet; against a
plain reading of the same files."""

import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.extract.fields.header_years import year_in
from analytics.measures.counting.index_of_deprivation import imd, note, years
from analytics.measures.neighbourhoods.ground import lines
from analytics.measures.neighbourhoods.profile import profile
from analytics.measures.population.registered_people import parts
from analytics.measures.quality.findings import findings
from analytics.store.dataset import table
from analytics.store.load.build import LoadInputs, load
from tests.neighbourhoods.town import CODES, areas, people

OLD = {  # of 2011: code → what it became in 2021
    "E01000901": [CODES[0]],  # renumbered
    "E01000902": [CODES[1], CODES[2]],  # parted
    "E01000903": ["E01999999"],  # became one of elsewhere
    "E01000904": [CODES[3]],  # two merged into one
    "E01000905": [CODES[3]],
}
SAME = CODES[4:]


@pytest.mark.parametrize(
    "header, census, index",
    [
        ("LSOA21CD", 2021, None),
        ("LSOA11CD", 2011, None),
        ("lsoa21nm", 2021, None),
        ("LSOA code (2021)", 2021, None),
        ("lsoa_code", None, None),
        ("IMD Decile (2019)", None, 2019),
        ("IMD 2025 decile", None, 2025),
        ("IMD19 decile", None, 2019),
        ("imd_decile", None, None),
        ("Deprivation decile, 1 to 10", None, None),
        ("IMD 2019 and 2025", None, None),
    ],
)
def test_years_are_read_from_headers(header, census, index):
    assert year_in(header, (2011, 2021)) == census
    assert year_in(header, (2015, 2019, 2025)) == index


def look_up() -> pd.DataFrame:
    """In the layout in which ONS publishes it."""
    pairs = [(old, new) for old, became in OLD.items() for new in became]
    pairs += [(code, code) for code in SAME]
    return pd.DataFrame(
        [
            {
                "LSOA11CD": old,
                "LSOA11NM": f"Old {old[-3:]}",
                "LSOA21CD": new,
                "LSOA21NM": f"New {new[-3:]}",
                "CHGIND": "U" if old == new else "S",
                "LAD22CD": "E07000001",
                "LAD22NM": "Leftshire" if int(new[1:3]) < 3 else "Rightshire",
                "ObjectId": n,
            }
            for n, (old, new) in enumerate(pairs, 1)
        ]
    )


def made(home, name, with_look_up=True, census="LSOA21CD", imd="IMD Decile (2025)"):
    """People of the list by codes of 2011, areas by codes of 2021."""
    folder = home / name
    folder.mkdir()
    frames, back = people(), {c: c for c in SAME}
    for old, became in OLD.items():
        back |= {new: old for new in became if new in CODES}
    homes = frames.patients["lsoa_code"].map(back)
    homes.iloc[:4] = "E01000903"
    decile = frames.patients["imd_decile"].where(frames.patients.index % 3 > 0)
    listed = frames.patients.assign(lsoa_code=homes, imd_decile=decile)
    listed = listed.rename(columns={"imd_decile": "IMD 2019 decile"})
    frame = areas().drop(columns="district")
    frame = frame.rename(columns={"lsoa_code": census, "imd_decile": imd})
    files = {
        "patients": listed,
        "areas": frame,
        "ae": frames.ae.drop(columns="lsoa_code"),
    }
    if with_look_up:
        files["lookup"] = look_up()
    given = {}
    for table_name, rows in files.items():
        given[table_name] = (folder / f"{table_name}.csv",)
        rows.to_csv(given[table_name][0], index=False)
    return load(LoadInputs(**given), into=name, root=home), homes


def homes_of(dataset) -> pd.Series:
    people = engine.run(dataset, table("people").select("listed", "lsoa_code"))
    return people[people["listed"]]["lsoa_code"].value_counts()


def told(dataset) -> dict[str, str]:
    return {one["rule"]: one["message"] for one in dataset.manifest.problems}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return made(tmp_path_factory.mktemp("years"), "both")


def test_codes_of_the_other_census_are_translated_where_they_are_one(both):
    dataset, homes = both
    plain = homes.map(lambda c: OLD[c][0] if len(OLD.get(c, ())) == 1 else c)
    plain = plain.where(plain.isin(CODES), homes)  # parted, and of elsewhere
    assert homes_of(dataset).to_dict() == plain.value_counts().to_dict()
    moved = (plain != homes).sum()
    lost = homes.isin(["E01000902", "E01000903"]).sum()
    assert f"{moved} people" in told(dataset)["boundaries_translated"]
    assert "of 2011" in told(dataset)["boundaries_translated"]
    assert f"{lost} people" in told(dataset)["boundaries_parted"]
    assert f"{lost} of {len(homes)} people" in told(dataset)["areas_not_listed"]
    people = profile(dataset, Filters()).table.set_index("place")["people"]
    assert people["No neighbourhood known"] <= lost


def test_districts_come_from_the_look_up(both):
    found = engine.run(both[0], table("areas")).set_index("lsoa_code")
    expected = {c: "Leftshire" if int(c[1:3]) < 3 else "Rightshire" for c in CODES}
    assert found["district"].to_dict() == expected
    assert lines(both[0], Filters()) == {"district": "districts"}


def test_years_are_columns_and_figures_name_them(both):
    dataset, _homes = both
    found = engine.run(dataset, table("areas"))
    assert set(found["boundary_year"]) == {2021} and set(found["imd_year"]) == {2025}
    missing = dataset.manifest.span("areas").missing
    assert not {"boundary_year", "imd_year"} & set(missing)
    known = engine.run(dataset, table("people"))
    known = known[known["imd_decile"].notna()]
    counts = known["imd_year"].astype(int).value_counts().sort_index()
    assert years(dataset) == counts.to_dict() and set(counts.index) == {2019, 2025}
    assert imd(dataset) == "IMD 2019 and 2025" and imd(dataset, "areas") == "IMD 2025"
    assert "of 2019 for" in told(dataset)["imd_of_people_mixed"]
    titles = [c.title for c in profile(dataset, Filters()).columns]
    assert "IMD 2019 and 2025 decile, mean" in titles
    assert note(dataset)[0] in parts(dataset, Filters(), "fifth").notes
    assert note(dataset)[0] not in parts(dataset, Filters(), "sex").notes
    kinds = findings(dataset, Filters()).table.set_index("kind")
    assert kinds.loc["imd_of_people_mixed", "rows"] == counts.min()
    assert kinds.loc["imd_of_people_mixed", "of"] == counts.sum()


def test_without_a_look_up_they_are_told_as_without_a_place(tmp_path):
    dataset, homes = made(tmp_path, "alone", with_look_up=False)
    assert homes_of(dataset).to_dict() == homes.value_counts().to_dict()
    lost = homes.isin(list(OLD)).sum()
    said = told(dataset)
    assert f"{lost} of {len(homes)} people" in said["areas_not_listed"]
    assert "2011 or 2021" in said["areas_not_listed"]
    assert "boundaries_translated" not in said


def test_a_year_that_nothing_says_is_said(tmp_path):
    dataset, _homes = made(tmp_path, "unsaid", True, "lsoa_code", "imd_decile")
    assert imd(dataset, "areas") == "IMD"
    assert "do not say" in note(dataset, "areas")[0]
    assert {"boundary_year", "imd_year"} <= set(dataset.manifest.span("areas").missing)


def test_areas_of_two_censuses_in_two_files_are_told_with_counts(tmp_path):
    frames, half = people(), areas()
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    old = {"lsoa_code": "LSOA11CD", "imd_decile": "IMD Decile (2019)"}
    new = {"lsoa_code": "LSOA21CD", "imd_decile": "IMD Decile (2025)"}
    half[:10].rename(columns=old).to_csv(one, index=False)
    half[10:].rename(columns=new).to_csv(other, index=False)
    path = tmp_path / "ae.csv"
    frames.ae.to_csv(path, index=False)
    dataset = load(
        LoadInputs(ae=(path,), areas=(one, other)), into="mixed", root=tmp_path
    )
    said = told(dataset)
    assert "10 areas of 2011 and 14 areas of 2021" in said["boundaries_mixed"]
    assert "10 areas of 2019 and 14 areas of 2025" in said["imd_mixed"]
    rows = findings(dataset, Filters()).table.set_index("kind")
    for kind in ("boundaries_mixed", "imd_mixed"):
        assert rows.loc[kind, ["rows", "of"]].tolist() == [10, 24]
    assert rows.loc["boundaries_mixed", "subject"] == "2011, 2021"
