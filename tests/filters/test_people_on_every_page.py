"""The filters of people that only the registered list knows (ethnic group, deprivation
fifth, long-term condition): on every page, on the command line, and where the list does
not know them."""

import json

import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.measures.summary import summary
from pages.shell import keys
from tests.app.test_pages import PAGES, opened

ASKED = {
    "ethnic_group": ("Asian, Asian British", "White British"),
    "deprivation_fifth": ("1", "4"),
    "condition": ("Asthma", "Depression"),
}
FLAGS = {
    "ethnic_group": ("--ethnic-group", "asian, asian british", "WHITE BRITISH"),
    "deprivation_fifth": ("--deprivation-fifth", "1,4"),
    "condition": ("--condition", "asthma", "Depression"),
}


LINKS = {
    "ethnic_group": ["Asian, Asian British", "White British"],
    "deprivation_fifth": ["1, most deprived", "4"],
    "condition": ["Asthma", "Depression"],
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_under_each(page, loaded):
    at, before = None, ""
    for name, values in ASKED.items():
        if at is None:
            at = opened(page, loaded, {name: LINKS[name]})
        else:
            at.sidebar.multiselect(key=before).set_value([])
            at = at.sidebar.multiselect(key=name).set_value(list(values)).run()
        assert not at.exception and not at.error, [e.value for e in at.error]
        assert len(at.title) == 1 and len(at.header) + len(at.markdown) > 2
        filters = at.session_state[keys.VIEW].filters
        assert filters.narrowed == (name,) and getattr(filters, name) == values
        assert at.button(key=f"chip_{name}")
        before = name


@pytest.mark.parametrize("page", PAGES)
def test_a_meeting_sets_them_aside_and_says_so(page, loaded):
    at = opened(page, loaded, LINKS | {"meeting": "true"})
    assert not at.exception and not at.error
    assert not at.session_state[keys.VIEW].filters.narrowed
    assert any(
        "nobody filters by ethnic groups, deprivation and long-term conditions"
        in caption.value
        for caption in at.caption
    )


def answered(capsys, dataset, *words: str) -> tuple[int, dict]:
    code = main(["summary", "--data", dataset.name, "--json", *words])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", FLAGS)
def test_the_command_line_takes_them_in_any_case(name, loaded, capsys):
    flag, *values = FLAGS[name]
    words = [word for value in values for word in (flag, value)]
    code, found = answered(capsys, loaded, *words)
    assert found.pop("window_filled") == []  # both extracts fill it
    expected = summary(loaded, Filters(**{name: ASKED[name]}))
    assert code == 0 and found == json.loads(json.dumps(expected, default=str))
    assert found["ae"]["people"] < summary(loaded, Filters())["ae"]["people"]


@pytest.mark.parametrize("name", FLAGS)
def test_what_is_not_there_is_named_with_what_is(name, loaded, capsys):
    code, found = answered(capsys, loaded, FLAGS[name][0], "purple")
    assert code == 2
    (problem,) = found["problems"]
    assert "purple" in problem["message"] and ASKED[name][0] in problem["message"]


def test_without_a_list_there_is_nothing_to_choose(only_ae, capsys):
    at = opened("pages/understand/overview.py", only_ae, {})
    offered = {control.key for control in at.sidebar.multiselect}
    assert not offered & {"ethnic_group", "condition"}
    code, found = answered(capsys, only_ae, "--condition", "Asthma")
    assert code == 2 and "names none" in found["problems"][0]["message"]
