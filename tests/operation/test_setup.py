"""What is missing is said before anything starts: all of it at once, with what to
set."""

import json
import os
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from analytics import settings
from analytics.__main__ import main
from analytics.errors import InputError
from analytics.operation import home_setup, machine_setup, setup
from analytics.operation.serving import Serving
from analytics.store.audit import log
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text, written

PLAIN = Serving(port=18501, health_port=18600)
ROOT_ACCOUNT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def home(tmp_path, monkeypatch):
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    monkeypatch.setenv(settings.HOME.name, str(place))
    with monkeypatch.context() as patch:
        patch.setenv(settings.TIME_ZONE.name, machine_setup.ENGLAND)
        time.tzset()
        yield place
    time.tzset()


def rules(problems) -> set[str]:
    for one in problems:
        assert one.remedy.strip(), one
    return {one.rule for one in problems}


def test_a_home_in_order_has_nothing_to_tell(home):
    assert home_setup.problems(home) == []
    log.record(log.LOOKED, home, page="overview")
    load(
        LoadInputs(gp=(written(home, "gp.csv", text(HEADER, gp_rows())),)), "one", home
    )
    assert home_setup.problems(home) == []


def test_everything_missing_is_told_at_once(home, monkeypatch, capsys):
    """And nothing is changed, with the codes that a scheduler goes by."""
    home.chmod(0o755)
    (home / home_setup.RESTORING).touch()
    (home / "roles.toml").write_text("[[person]]\nrole = 'none'\n")
    (home / ".key").write_text("short")
    monkeypatch.delenv(settings.KEY.name)
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        given = {
            settings.VERSIONS: "one",
            settings.AUDIT_MONTHS: "0",
            settings.WORKLIST: "mysql://u:qqq-7@h/x",
            settings.ENGINE: "oracle",
            settings.SIGN_IN: "perhaps",
            settings.COOKIE_SECRET: "qqq-7",
            settings.HTTPS_PROXY: "proxy",
        }
        for one, value in given.items():
            monkeypatch.setenv(one.name, value)
        monkeypatch.setenv("FREQUENT_ATTENDERS_HOMES", "x")
        asked = ["serve", "--check", "--address", "0.0.0.0", "--port", str(port)]
        assert main([*asked, "--health-port", "0", "--json"]) == 2
    said = capsys.readouterr()
    found = {one["rule"] for one in json.loads(said.out)["problems"]}
    assert found >= {
        *("home_open", "restore_interrupted", "key_damaged", "port_taken", "setting"),
        *("worklist_address", "engine", "sign_in_setting", "cookie_secret", "proxy"),
        *("setting_unknown", "no_proxy", "roles_file"),
    }
    for one in given:
        if one is not settings.WORKLIST:  # told by its own words
            assert one.name in said.err
    assert "qqq-7" not in said.err + said.out
    assert home.stat().st_mode & 0o777 == 0o755, "a check changes nothing"


def test_a_check_that_finds_nothing_lists_the_settings(home, monkeypatch, capsys):
    silent = SimpleNamespace(communicate=lambda timeout: ("[]", None))
    monkeypatch.setattr(setup, "_ask_about_sign_in", lambda serving: silent)
    monkeypatch.setenv(settings.PG_PASSWORD.name, "qqq-7")
    assert main(["serve", "--check", "--port", "18501", "--health-port", "0"]) == 0
    said = capsys.readouterr().out
    assert all(one.name in said for one in settings.EVERY) and "qqq-7" not in said


def test_a_home_that_was_named_and_is_not_there_is_not_made(home):
    gone = home / "of-another-disk"
    assert rules(home_setup.problems(gone)) == {"home_missing"}
    assert not gone.exists()


@pytest.mark.skipif(ROOT_ACCOUNT, reason="root may write everywhere")
def test_a_home_that_is_read_only_is_told(home):
    home.chmod(0o500)
    assert "home_read_only" in rules(home_setup.problems(home))


def test_a_home_on_a_disk_that_is_read_only_is_told(home, monkeypatch):
    def closed(**_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(home_setup.tempfile, "NamedTemporaryFile", closed)
    assert rules(home_setup.problems(home)) == {"home_read_only"}


@pytest.mark.parametrize("left, rule", [(1 << 20, "disk_full"), (1 << 31, None)])
def test_a_disk_with_little_room_is_told(home, monkeypatch, left, rule):
    monkeypatch.setattr(home_setup, "free", lambda place: left)
    assert rules(home_setup.problems(home)) == ({rule} if rule else set())


def test_a_clock_that_is_wrong_is_told(home):
    log.record(log.LOOKED, home, page="overview")
    now = datetime.now(UTC)
    for off, rule in (
        (timedelta(minutes=-2), set()),
        (timedelta(hours=-1), {"clock_behind"}),
        (timedelta(days=-3000), {"clock_behind"}),
        (timedelta(days=30), set()),
        (timedelta(days=900), {"clock_ahead"}),
    ):
        assert rules(home_setup.problems(home, now + off)) == rule, off


def test_a_record_that_was_changed_is_told(home):
    for page in ("one", "two"):
        log.record(log.LOOKED, home, page=page)
    (file,) = (home / log.FOLDER).glob("*.jsonl")
    file.write_text(file.read_text().replace("one", "six"))
    assert rules(home_setup.problems(home)) == {"audit_changed"}


def test_other_libraries_than_pinned_are_told(tmp_path):
    pinned = tmp_path / "requirements.txt"
    pinned.write_text("filelock==0.0.1  # x\nno-such-thing[a]==2\n")
    (told,) = machine_setup._libraries(pinned)
    assert "filelock 0.0.1 (" in told.found and "no-such-thing 2 (not" in told.found
    own = Path(__file__).resolve().parents[2] / "requirements.txt"
    assert list(machine_setup._libraries(own)) == []


def test_spark_without_java_is_told(home, monkeypatch):
    monkeypatch.setenv(settings.ENGINE.name, "spark")
    monkeypatch.setenv(settings.JAVA_HOME.name, str(home))
    assert rules(machine_setup.problems(PLAIN)) == {"java_missing"}
    monkeypatch.setenv(settings.SPARK_REMOTE.name, "sc://spark")
    assert rules(machine_setup.problems(PLAIN)) == set()


def test_what_cannot_be_started_is_told(home):
    for asked, rule in (
        (Serving(port=18501, processes=0, health_port=0), "processes"),
        (Serving(port=70000, health_port=0), "port"),
        (Serving(port=18501, processes=3, health_port=18502), "port"),
    ):
        assert rules(machine_setup.problems(asked)) == {rule}


def test_another_time_zone_is_told(home):
    os.environ[settings.TIME_ZONE.name] = "America/New_York"
    time.tzset()
    assert rules(machine_setup.problems(PLAIN)) == {"time_zone"}


def test_a_home_is_served_once_and_closed_to_others(home):
    home.chmod(0o755)
    with setup.served(home):
        with (
            pytest.raises(InputError, match="is served already"),
            setup.served(home),
        ):
            pass
        assert not os.stat(home).st_mode & 0o077
    with setup.served(home):
        pass
