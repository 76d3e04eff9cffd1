"""What somebody keeps is theirs or their team's: nobody else finds it, writes over it
or takes it away, and what lay there before anybody signed in is everybody's."""

import shutil

import pytest

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.store import mappings, named_views
from analytics.store.audit import log
from analytics.store.kept import keepers, packs
from analytics.store.kept.inbox import inbox
from pages.shell import keys
from pages.shell.controls.named_views import Named
from pages.shell.loading import kept_mapping, upload
from pages.shell.signin import belongings, person
from pages.shell.signin.claims import own
from pages.shell.signin.roles import Person, Role
from tests.app.signin.people import claims, signed_in

pytestmark = pytest.mark.usefixtures("sample")
NAME = "Young adults"
ANALYST = {"roles": "analyst"}
KIM = ANALYST | {"team": ["North"]}
LEE = ANALYST | {"sub": "77aa", "email": "lee@example.nhs.uk", "team": "North, South"}
MAX = ANALYST | {"sub": "90bc", "email": "kim@example.nhs.uk"}  # Kim's address of old
YOURS, TEAM = "yours", "the team’s: North"


@pytest.fixture(autouse=True)
def nothing_kept(data_home):
    yield
    shutil.rmtree(data_home / keepers.FOLDER, ignore_errors=True)
    (data_home / named_views.FILE).unlink(missing_ok=True)


def visit(loaded, user: dict):
    return signed_in("definitions", loaded, claims(**user))


def views(at) -> list[str]:
    """The named views that somebody finds."""
    found = [one for one in at.sidebar.selectbox if one.label == "Named view"]
    return list(found[0].options) if found else []


def save(at, name: str, whose: str):
    choice = at.selectbox(key=keys.VIEW_WHOSE)
    keeper = next(k for k in belongings_of(at) if belongings.told(k) == whose)
    at.text_input(key=keys.VIEW_NAME).set_value(name)
    choice.set_value(keeper)
    return at.button(key="view_save").click().run()


def belongings_of(at) -> list:
    told = person.claims.person(at.user, {})
    return list(told.keeps_for)


def test_a_view_is_found_by_who_saved_it_alone(loaded):
    at = visit(loaded, KIM)
    assert views(at) == []
    assert at.selectbox(key=keys.VIEW_WHOSE).options == ["Yours", "The team’s: North"]
    at = save(at, NAME, YOURS)
    assert "Saved" in at.toast[0].value
    assert views(visit(loaded, KIM)) == [f"{NAME} (yours)"]
    assert views(visit(loaded, LEE)) == views(visit(loaded, MAX)) == []


def test_names_may_be_alike_and_the_teams_are_the_teams(loaded, data_home):
    save(visit(loaded, KIM), NAME, YOURS)
    save(visit(loaded, LEE), NAME, YOURS)
    save(visit(loaded, LEE), NAME, TEAM)
    both = [f"{NAME} (yours)", f"{NAME} (the team’s: North)"]
    assert views(visit(loaded, KIM)) == views(visit(loaded, LEE)) == both
    assert views(visit(loaded, MAX)) == []
    whose = sorted(one.read_text() for one in data_home.rglob(keepers.WHOSE_FILE))
    assert whose == [
        "person kim@example.nhs.uk\n",
        "person lee@example.nhs.uk\n",
        "team North\n",
    ]
    at = visit(loaded, KIM)
    chosen = next(v for v in named(at) if v.keeper.sort is keepers.Sort.PERSON)
    at.selectbox(key=keys.VIEW_OPEN).set_value(chosen).run()
    at.button(key="view_forget").click().run()
    assert views(visit(loaded, KIM)) == both[1:] and views(visit(loaded, LEE)) == both


def named(at) -> list[Named]:
    """The named views that somebody finds, as the page has them."""
    found = []
    for keeper in person.claims.person(at.user, {}).finds:
        for name, filters in named_views.views(keeper.place()).items():
            found.append(Named(name, keeper, filters))
    return found


def test_what_lay_there_before_is_everybodys(loaded, data_home):
    named_views.save("Of old", Filters(months=6), data_home)
    at = visit(loaded, KIM)
    assert views(at) == ["Of old (everybody’s)"]
    at.selectbox(key=keys.VIEW_OPEN).set_value(named(at)[0]).run()
    assert at.number_input(key="months").value == 6
    assert "view_forget" not in [one.key for one in at.button]
    manager = visit(loaded, KIM | {"roles": "data manager"})
    assert "Everybody’s" in manager.selectbox(key=keys.VIEW_WHOSE).options


def test_a_view_of_somebody_else_is_not_opened_by_what_the_session_says(loaded):
    save(visit(loaded, KIM), NAME, YOURS)
    (of_kim,) = named(visit(loaded, KIM))
    at = visit(loaded, MAX)
    at.session_state[keys.VIEW_OPEN] = of_kim
    at = at.run()
    assert views(at) == [] and "view_forget" not in [one.key for one in at.button]
    assert not any(NAME in one.value for one in at.markdown)


@pytest.fixture
def as_person(monkeypatch):
    """Acts as somebody without a page."""

    def become(user: dict) -> Person:
        one = person.claims.person(claims(**user), {})
        monkeypatch.setattr(belongings, "somebody", lambda: one)
        monkeypatch.setattr(person, "who", lambda: one.name)
        return one

    return become


def test_what_is_not_theirs_is_refused_and_recorded(as_person):
    kim, max_ = as_person(KIM), as_person(MAX)
    assert kim.own != max_.own, "an address may change hands, an id does not"
    north, *_ = kim.teams
    for keeper in (kim.own, north, keepers.EVERYBODY, None):
        with pytest.raises(InputError, match="neither yours nor your team"):
            belongings.theirs(keeper, "forget a named view")
    last = log.recorded().lines[-1]
    assert (last["what"], last["tried"]) == (log.REFUSED, "forget a named view")
    assert last["rules"] == ["not_yours"] and last["who"] == max_.name
    assert belongings.theirs(max_.own, "anything") == max_.own
    assert belongings.theirs(keepers.EVERYBODY, "look", writes=False)


def test_a_team_is_known_by_a_claim_the_file_or_what_values_mean(data_home):
    def teams(sign_in: dict, **more) -> list[str]:
        told = person.claims.person(claims(roles="analyst", **more), sign_in)
        return [one.name for one in told.teams]

    assert teams({}, team=["north ", "South"]) == ["north", "South"]
    assert keepers.team(" NORTH") == keepers.team("north")
    meaning = {"team_claim": "groups", "teams": {"4f": "North"}}
    assert teams(meaning, groups=["4f", "9b"], team="South") == ["North"]
    with pytest.raises(InputError, match="a team without a name"):
        teams({"teams": {"4f": ""}}, team="4f")
    file = data_home / "roles.toml"
    entry = '[[person]]\nid = "5c1f"\nrole = "analyst"\nteam = '
    try:
        file.write_text(entry + '["East", "West"]', encoding="utf-8")
        assert teams({}) == ["East", "West"]
        file.write_text(entry + '"\\u0000"', encoding="utf-8")
        with pytest.raises(InputError, match="Entry 1 has a team whose name"):
            teams({})
    finally:
        file.unlink()


def test_a_mapping_is_ones_own_the_teams_or_everybodys(as_person, data_home):
    kim = as_person(KIM | {"roles": "data manager"})
    path = mappings.place("strangers", kim.teams[0].make_place())
    path.parent.mkdir()
    path.write_text('[gp_appointments.columns]\npatient_id = "Wer"\n', encoding="utf-8")
    assert kept_mapping.used("strangers") == kim.teams[0]
    assert kept_mapping.used("others") == kim.own
    as_person(MAX | {"roles": "data manager"})
    assert kept_mapping.used("strangers").sort is keepers.Sort.PERSON
    assert not mappings.kept("strangers", kept_mapping.used("strangers").place())
    assert not mappings.kept("strangers", data_home), "the command line has its own"


def test_files_of_an_inbox_are_offered_to_those_whose_they_are(as_person, data_home):
    kim = as_person(KIM)
    for keeper in kim.finds:
        (inbox(keeper) / f"{keeper.sort}.csv").write_text("a", encoding="utf-8")
    try:
        assert set(upload._lying().values()) == {
            "person.csv (yours)",
            "team.csv (the team’s: North)",
            "everybody.csv (everybody’s)",
        }
        as_person(MAX)
        assert set(upload._lying().values()) == {"everybody.csv (everybody’s)"}
    finally:
        shutil.rmtree(data_home / "inbox")


def test_on_a_laptop_all_is_as_it_was(monkeypatch, data_home):
    laptop = Person("", Role.DATA_MANAGER)
    assert laptop.finds == laptop.keeps_for == (keepers.EVERYBODY,)
    assert keepers.EVERYBODY.place() == keepers.EVERYBODY.make_place() == data_home
    monkeypatch.setattr(belongings, "somebody", lambda: laptop)
    assert belongings.titled(NAME, keepers.EVERYBODY) == NAME
    assert belongings.chosen("no radio is drawn") == keepers.EVERYBODY


def test_who_is_known_by_nothing_that_lasts_keeps_nothing_alone():
    assert own({"name": "Kim"}) is None
    assert own({"email": "kim@x.nhs.uk", "email_verified": False}) is None
    assert own({"email": "Kim@x.nhs.uk"}) == own({"email": "kim@X.nhs.uk"})
    assert own({"iss": "a", "sub": "1"}) != own({"iss": "b", "sub": "1"})


def test_a_kept_pack_is_found_by_those_whose_it_is(loaded):
    name = "frequent_attenders_north_2026-11-27.pdf"
    kim = person.claims.person(claims(**KIM), {})
    for keeper in kim.keeps_for:
        packs.keep(name, b"%PDF", keeper.make_place())
    theirs = {"KIM": [YOURS, TEAM], "LEE": [TEAM], "MAX": []}
    for who, found in theirs.items():
        at = signed_in("pack", loaded, claims(**globals()[who]))
        shown = [one.value for one in at.markdown if "kept on" in one.value]
        assert len(shown) == len(at.get("download_button")) == len(found)
        text = " ".join(shown).replace("\\", "").replace("\u2060", "")
        assert all(f"{name} ({whose}), kept on" in text for whose in found)
    at = signed_in("pack", loaded, claims(**KIM))
    at.button(key="pack_forget_0").click().run()
    assert packs.packs(kim.own.place()) == [] and packs.packs(kim.teams[0].place())
