"""Names that are formulas, links and images stay text in every file that we write; each
is opened again by another library."""

import csv
import io
import re
import zipfile

import openpyxl
import pypdf
import pytest

from analytics.__main__ import main
from tests.support.hostile import Bait, hostile
from tests.support.world import dataset

PORT = 9  # nobody listens


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    dataset(hostile(Bait(PORT)), place, "hostile")
    return place


@pytest.fixture
def files(home, tmp_path, monkeypatch):
    """The files of the whole story."""
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(home))
    made = {kind: tmp_path / f"out.{kind}" for kind in ("pptx", "xlsx", "pdf", "csv")}
    where = ["--slides", made["pptx"], "--workbook", made["xlsx"], "--page"]
    assert main(["pack", "--data", "hostile", *map(str, [*where, made["pdf"]])]) == 0
    assert main(["attenders", "--data", "hostile", "--csv", str(made["csv"])]) == 0
    return made


def test_nothing_in_a_file_is_a_formula_or_leads_anywhere(files):
    book = openpyxl.load_workbook(files["xlsx"])
    cells = [one for sheet in book for row in sheet.iter_rows() for one in row]
    assert not [one.coordinate for one in cells if one.data_type == "f"]
    links = [one.hyperlink for one in cells if one.hyperlink]
    assert not [one for one in links if one.target and "#" not in one.target]
    for kind in ("xlsx", "pptx"):
        with zipfile.ZipFile(files[kind]) as packed:
            related = [n for n in packed.namelist() if n.endswith(".rels")]
            for name in related:
                assert f"127.0.0.1:{PORT}" not in packed.read(name).decode()
    for page in pypdf.PdfReader(files["pdf"]).pages:
        assert "/Annots" not in page
    for row in csv.reader(io.StringIO(files["csv"].read_text("utf-8"))):
        assert not [cell for cell in row if re.match(r"[=+@]|-\D", cell)]


def test_the_rows_left_out_hold_no_formula(home):
    for file in home.glob("hostile/*/left_out/*.csv"):
        for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
            assert not [cell for cell in row if re.match(r"[=+@]|-\D", cell)]
