"""Every setting is declared once, read in one place, and listed for whoever sets it."""

import re
from pathlib import Path

import pytest

from analytics import settings
from analytics.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
READERS = re.compile(r"\bos\.(environ|getenv)|\bgetenv\(")
OURS = re.compile(r"FREQUENT_ATTENDERS_[A-Z_]+[A-Z]")
NO_SECRETS = (settings.NO_PROXY, settings.SECRETS_FILES)  # by name alone
KNOWN = {one.name for one in settings.EVERY}


def code() -> list[Path]:
    return [
        path
        for folder in ("analytics", "pages", "sample_data")
        for path in (ROOT / folder).rglob("*.py")
    ] + [ROOT / "app.py"]


def test_the_environment_is_read_in_one_place():
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in code()
        if READERS.search(path.read_text(encoding="utf-8"))
    ]
    assert readers == ["analytics/settings.py"], "declare it in analytics/settings.py"


def test_no_code_or_guide_names_a_setting_that_there_is_not():
    guides = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*"), ROOT / "Makefile"]
    texts = [*code(), *(one for one in guides if one.suffix in (".md", ".yaml", ""))]
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in texts
        if path.is_file()
        for name in OURS.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    odbc = settings.ODBC_ANY.rstrip("_")
    assert {
        (path, name)
        for path, name in named
        if name not in KNOWN and not name.startswith(odbc)
    } == set()


def test_the_guide_lists_each_setting_as_the_code_has_it():
    text = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \| (.+?) \|$", text, re.M)
    said = {name: (what, usual, example) for name, what, usual, example in rows}
    assert said == {
        one.name: (
            one.what + (" **Secret.**" if one.secret else ""),
            one.usual,
            f"`{one.example}`",
        )
        for one in settings.EVERY
    }


@pytest.mark.parametrize("given", ["none", "-1", "1.5", "0", "٣"])
def test_a_number_that_is_none_is_told_with_its_name(monkeypatch, given):
    monkeypatch.setenv(settings.AUDIT_MONTHS.name, given)
    with pytest.raises(InputError, match="AUDIT_MONTHS is not a whole number of 1"):
        settings.AUDIT_MONTHS.number()


def test_a_secret_is_shown_to_nobody(monkeypatch):
    for one in settings.EVERY:
        monkeypatch.setenv(one.name, "qqq-7-qqq")
    shown = {one.name: one.shown() for one in settings.EVERY}
    assert {name for name, value in shown.items() if "qqq" not in value} == {
        one.name for one in settings.EVERY if one.secret
    }
    for named in ("_KEY", "SECRET", "PASSWORD", "WORKLIST", "ODBC", "PROXY"):
        hidden = [one for one in settings.EVERY if named in one.name]
        assert all(one.secret or one in NO_SECRETS for one in hidden), named
