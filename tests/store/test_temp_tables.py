"""Temporary tables have one owner each: the page lists them all, no SQL spells one, and
a load makes none but these."""

import ast
import re

import duckdb
import pytest

from analytics.definitions.contract import TABLES
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.mapping_offers import ask
from tests.store import temp_tables
from tests.support import hand_made

SPELLED = re.compile(r"(?<!DISTINCT )\b(FROM|JOIN|INTO|UPDATE|TABLE)\s+([A-Za-z_]\w*)")
OF_DUCKDB = {"read_parquet", "read_csv", "duckdb_tables"}
SQL = [
    path
    for folder in ("analytics/extract", "analytics/store")
    for path in temp_tables.modules(folder)
]
AS_FRAME = "reason_groups_{table}"  # registered, not made by a statement
OF_A_LAKEHOUSE = "homes"  # made where people were put together by another engine


def test_the_page_lists_every_table_with_owner_columns_and_readers():
    assert temp_tables.in_page() == temp_tables.as_text().strip(), (
        "run python -m tests.store.temp_tables"
    )


def test_every_table_has_one_owner():
    names = [one.table.name for one in temp_tables.declared()]
    assert len(names) == len(set(names)) > 20
    assert all(one.table.row and one.table.columns for one in temp_tables.declared())


def texts(path):
    """The strings of a module but for docstrings; the parts of f-strings apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in said:
            yield node.value


@pytest.mark.parametrize(
    "path", SQL, ids=lambda p: str(p.relative_to(temp_tables.ROOT))
)
def test_no_sql_spells_the_name_of_a_table(path):
    spelled = {
        match[2]
        for text in texts(path)
        for match in SPELLED.finditer(text)
        if match[2] not in OF_DUCKDB
    }
    assert not spelled, f"take these from their owner: {spelled}"
    if path.name != "temp_table.py":
        assert not any("TEMP TABLE" in text for text in texts(path))


class Spy:
    """A connection that notes each temporary table made, with its columns."""

    def __init__(self, con, made: dict):
        self.con, self.made = con, made

    def execute(self, statement, *given):
        answer = self.con.execute(statement, *given)
        name = re.match(r"CREATE OR REPLACE TEMP TABLE (\w+)", statement)
        if name:
            answer.fetchall()
            self.made[name[1]] = [
                row[0] for row in self.con.execute(f"DESCRIBE {name[1]}").fetchall()
            ]
        return answer

    def close(self):
        kept = self.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        self.made |= {name: [] for (name,) in kept if name not in self.made}
        self.con.close()

    def __getattr__(self, name):
        return getattr(self.con, name)


def fits(template: str, name: str) -> bool:
    """Whether a name is of a declared table."""
    any_of = {"table": f"({'|'.join(TABLES)})", "field": r"\w+", "file": r"\d+"}
    return bool(re.fullmatch(template.format(**any_of), name))


def test_a_load_makes_the_tables_declared_and_no_other(tmp_path, monkeypatch):
    made, connect = {}, duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda: Spy(connect(), made))
    inputs = with_every_fault(tmp_path)
    load(inputs, "one", root=tmp_path / "home")
    ask(inputs, root=tmp_path / "home")
    declared = {one.table.name: one.table for one in temp_tables.declared()}
    for name, columns in made.items():
        owners = [table for table in declared.values() if fits(table.name, name)]
        assert len(owners) == 1, f"{name} is declared {len(owners)} times"
        (table,) = owners
        fixed = [one for one in table.columns if not one.startswith("<")]
        if columns:
            assert [one for one in columns if one in fixed] == fixed, name
            assert len(fixed) < len(table.columns) or columns == fixed, name
    missed = {
        name
        for name in declared
        if name not in (AS_FRAME, OF_A_LAKEHOUSE)
        and not any(fits(name, one) for one in made)
    }
    assert not missed, f"declared, but never made: {missed}"


def with_every_fault(folder) -> LoadInputs:
    """Extracts with a total, repeats, lines that cannot be split, rows without a
    practice, unknown words, a list, a caseload and places; episodes of a spell."""
    ae = hand_made.ecds(folder / "ae.csv")
    lines = ae.read_text(encoding="utf-8").splitlines()
    # A column slips, a line repeats, a day is none; the list says the practice.
    lines[3:3] = [
        lines[1] + ",one,too,many",
        lines[1],
        lines[1].replace("13/07/2023", "never"),
    ]
    ae.write_text("\n".join(lines) + "\n", encoding="utf-8")
    gp = hand_made.systmone(folder / "gp.csv")
    gp.write_text(
        gp.read_text(encoding="utf-8") + "05-Apr-24,Zonked,,GP,9000000017,10m,Y1\n"
    )
    files = {
        "patients": "patient_id,practice_code\n9000000009,Y00001\nA-77,Y00001\n",
        "caseload": "patient_id,referred_on\n9000000009,2024-01-03\n",
        "practices": "practice_code,name\nY00001,Ash\n",
        "areas": "lsoa_code,lsoa_name\nE01000001,One\n",
        "services": "name,category\nMind,mental\n",
        "indicators": "place,indicator,period,numerator,denominator\n"
        "Y00001,SMOK004,2024-03,3,4\n",
        "postcodes": "postcode,lat,lon\nSS14 1EB,51.57,0.46\n",
        "inpatient": "patient_id,admitted_at,discharged_at,spell_id,episode_number\n"
        "9000000009,2024-03-05,,S1,1\n9000000009,2024-03-05,,S1,2\n",
    }
    given = {}
    for flag, text in files.items():
        given[flag] = (folder / f"{flag}.csv",)
        given[flag][0].write_text(text, encoding="utf-8")
    return LoadInputs(ae=(ae,), gp=(gp,), **given)
