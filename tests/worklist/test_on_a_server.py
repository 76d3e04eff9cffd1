"""The worklist in PostgreSQL: the same by its address alone."""

import psycopg
import pytest

from analytics.definitions.pathway import Status
from analytics.errors import InputError
from analytics.worklist import backup, database
from analytics.worklist.history import decide, standing
from tests.worklist.conftest import TODAY, WHO, later


def test_the_same_by_its_address(tmp_path, desk, offered, postgresql):
    assert standing(desk, tmp_path).people == {}
    decide(desk, [offered], tmp_path, TODAY)
    decide(
        desk, [later(offered, Status.ACTIVE, note="Says “yes” – 5 %")], tmp_path, TODAY
    )
    found = standing(desk, tmp_path).of(WHO[0])
    assert found.status is Status.ACTIVE and found.last.note == "Says “yes” – 5 %"
    lying = [file.name for file in tmp_path.iterdir()]
    assert lying == ["audit"], "no decision lies in the data folder"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE decisions SET owner = 'X'", "DELETE FROM decisions", "TRUNCATE decisions"],
)
def test_the_server_refuses_to_change_what_was_written(
    tmp_path, desk, offered, postgresql, statement
):
    decide(desk, [offered], tmp_path, TODAY)
    with (
        psycopg.connect(postgresql) as opened,
        pytest.raises(psycopg.errors.RaiseException, match=database.STAYS),
    ):
        opened.execute(statement)
    assert standing(desk, tmp_path).of(WHO[0]).last == offered


def test_its_copies_are_the_servers_own(tmp_path, postgresql):
    for act in (backup.back_up, backup.restore):
        with pytest.raises(InputError, match="on a database server"):
            act(tmp_path / "copy.db", tmp_path)
    assert list(tmp_path.iterdir()) == []
