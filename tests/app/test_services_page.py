"""The page of local services: a postcode finds what is near and is kept nowhere; what
is half or unknown is told; a meeting starts from a practice."""

import logging

from pages.shell import keys
from tests.app.test_pages import opened

PAGE = "pages/act/services.py"
POSTCODE = "RM18 7DU"


def test_a_postcode_finds_what_is_near_and_is_kept_nowhere(sample, caplog, tmp_path):
    with caplog.at_level(logging.DEBUG):
        at = opened(PAGE, sample, {})
        from_practice = at.header[0].value
        at.text_input(key=keys.SERVICES_POSTCODE).set_value(POSTCODE).run()
    assert not at.exception and not at.error
    near = at.header[0].value
    assert near.startswith("No service within 3 km; the nearest") and (
        near != from_practice
    )
    at.selectbox(key=keys.SERVICES_KM).set_value(10.0).run()
    assert "services within 10 km" in at.header[0].value
    assert not any("RM18" in str(value) for value in at.query_params.values())
    said = [one.value for one in (*at.markdown, *at.caption, *at.header)]
    assert not any("RM18" in text for text in said)
    assert "RM18" not in caplog.text
    home = sample.folder.parents[1]
    answers = {p.name for p in sample.folder.glob("usual_answers/*/*")}
    opened(PAGE, sample, {}).text_input(key=keys.SERVICES_POSTCODE).set_value(
        "RM18 7DL"
    ).run()
    assert answers == {p.name for p in sample.folder.glob("usual_answers/*/*")}, (
        "how far services are from somebody's home says where it is"
    )
    kept = [p for p in home.rglob("*") if p.is_file() and p.stat().st_size < 1 << 20]
    assert kept and not any(POSTCODE.encode() in p.read_bytes() for p in kept)


def test_what_is_asked_besides_narrows_the_list(sample):
    at = opened(PAGE, sample, {})
    everything = at.header[0].value
    at.selectbox(key=keys.SERVICES_NEED).set_value("housing").run()
    housing = at.header[0].value
    assert "for housing" in housing and housing != everything
    at.number_input(key=keys.SERVICES_AGE).set_value(12).run()
    assert at.header[0].value != housing and not at.exception
    at.selectbox(key=keys.SERVICES_OPEN).set_value("Now").run()
    assert not at.exception and not at.error


def test_half_a_postcode_is_told_what_to_do(sample):
    at = opened(PAGE, sample, {})
    at.text_input(key=keys.SERVICES_POSTCODE).set_value("RM18").run()
    (told,) = at.error
    assert "half a postcode" in told.value and "Give the whole" in told.value
    assert "RM18" not in told.value
    assert at.header[0].value.startswith("Give a whole postcode")


def test_a_meeting_starts_from_a_practice(sample):
    at = opened(PAGE, sample, {"meeting": "true"})
    assert not at.exception and not at.error
    assert not [one for one in at.text_input if one.key == keys.SERVICES_POSTCODE]
    assert [one for one in at.selectbox if one.key == keys.SERVICES_PRACTICE]
    assert "within 3 km" in at.title[0].value


def test_without_services_the_page_says_how_to_load_them(loaded):
    at = opened(PAGE, loaded, {})
    assert not at.exception and not at.error
    assert at.header[0].value == "No list of local services is loaded"
