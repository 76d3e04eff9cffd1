"""A heading is one finding of at most twenty words with at most one interval, in words
that need no statistician; what is written beneath it says the same."""

import re

import pytest

from analytics.definitions.filters import Filters
from analytics.definitions.words import ABOUT, CANNOT_TELL, LIKELY, interval, sureness
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.exhibits.exhibit import Where
from analytics.exhibits.pages import PAGES
from analytics.figures.figure import Answer, Figure
from analytics.figures.theme import LIGHT
from analytics.methods.impact.words import against_expected
from analytics.methods.savings import Money, Scenario, in_short, plan_in_short
from analytics.store.usual_answers import kept
from tests.exhibits.asked import abouts

MOST_WORDS = 20
NUMBER = r"−?£?\d[\d,.]*%?"
INTERVAL = re.compile(
    rf"between {NUMBER} and {NUMBER}|{NUMBER} (?:fewer |more )?to {NUMBER}"
)
NO_WIDTH = re.compile(rf"({NUMBER}) to \1(?![\d.,])")
JARGON = re.compile(
    r"(?i)qualifiers|rate ratio|standard deviation|covariate|placebo|confidence|"
    r"jaccard|silhouette|p-value|winsor|over-?dispers"
)
# These ask for many analyses more: their words are looked at on a small dataset.
SLOW = {"published", "asked_otherwise", "further_on", "placebos"}
SLOW |= {"outcomes", "outcomes_settled", "outcome_course"}


def shown_on(gate: Gate, slow: bool = False):
    """(page and exhibit, what is shown) of each exhibit of a desk that can be asked."""
    for page in PAGES.values():
        for exhibit in page.exhibits:
            if Where.DESK not in exhibit.where or (exhibit.name in SLOW) > slow:
                continue
            for about in abouts(gate, page, exhibit):
                try:
                    parts = exhibit.drawn(gate, LIGHT, *about)
                except InputError:
                    continue
                for part in parts:
                    yield f"{page.stem}.{exhibit.name}", part


def headings(some) -> dict[str, str]:
    """The findings among what is shown."""
    found = {}
    for name, part in some:
        if isinstance(part, Figure | Answer):
            said = part.title if isinstance(part, Figure) else part.text
            found[f"{name}: {said}"] = said
    return found


def faults(said: dict[str, str]) -> list[str]:
    """Headings that are too long, hold several intervals, one without width, jargon."""
    return [
        name
        for name, text in said.items()
        if len(text.split()) > MOST_WORDS
        or len(INTERVAL.findall(text)) > 1
        or NO_WIDTH.search(text)
        or JARGON.search(text)
    ]


@pytest.mark.parametrize("held", ["sample", "loaded"])
def test_every_heading_is_one_short_finding(held, request):
    """What a meeting sees of them is looked at in the pack (tests/export)."""
    dataset = request.getfixturevalue(held)
    # What a page has asked already is not worked out again.
    gate = Gate(dataset, Filters(), Audience.PSEUDONYMISED, answer=kept)
    shown = list(shown_on(gate, slow=held == "loaded"))
    said = headings(shown)
    assert len(said) > 40
    assert not faults(said)
    for name, part in shown:
        if not isinstance(part, Figure):
            continue
        cells = " | ".join(map(str, part.table.to_numpy().ravel()))
        assert not NO_WIDTH.search(cells), name
        assert "£0" not in part.title, name
        if "stands apart" in part.title and part.title.startswith("No "):
            assert "beyond" not in part.note, f"{name}: the note says the opposite"


def test_one_estimate_has_one_interval_everywhere(loaded):
    gate = Gate(loaded, Filters(ae_more_than=4), Audience.PSEUDONYMISED)
    page, found = PAGES["before_after"], {}
    for exhibit in page.exhibits:
        if exhibit.name not in ("ladder", "asked_otherwise", "further_on", "placebos"):
            continue
        (about,) = abouts(gate, page, exhibit)
        for measure, *more in exhibit.asks(*about):
            table = gate.ask(measure, *more).table
            if "variant" in table:
                chosen = ("As chosen", "First 12 months", "With the programme")
                table = table[table["variant"].isin(chosen)]
            row = table[["ratio", "lower", "upper"]].iloc[0].round(6)
            found[exhibit.name] = tuple(row)
    assert len(found) == 4 and len(set(found.values())) == 1, found


@pytest.mark.parametrize(
    "point, low, high, said",
    [
        (20, 5, 35, ABOUT),
        (-20, -35, -5, ABOUT),
        (20, -5, 45, LIKELY),
        (-20, -45, 5, LIKELY),
        (20, -12, 52, CANNOT_TELL),
        (0, -5, 5, CANNOT_TELL),
        (float("nan"), -5, 5, CANNOT_TELL),
    ],
)
def test_how_surely_a_thing_is_said(point, low, high, said):
    assert sureness(point, low, high) == said
    assert sureness(1 + point, 1 + low, 1 + high, nothing=1) == said


@pytest.mark.parametrize(
    "own, words",
    [
        (Money(20_000, 5_000, 35_000), "About £20,000 avoided"),
        (Money(20_000, -5_000, 45_000), "Likely £20,000 avoided"),
        (Money(-20_000, -35_000, -5_000), "About £20,000 more spent"),
        (Money(2_000, -20_000, 24_000), "Cannot tell whether it saves"),
        (Money(None, -20_000, 24_000), "What it saves cannot be told"),
    ],
)
def test_sure_words_stand_in_the_findings_about_money(own, words):
    said = in_short(own, 40_000)
    assert said.startswith(words) and said.endswith("a cost of £40,000")
    assert not faults({said: said, "plan": plan_in_short(Scenario(), own)})
    withheld = in_short(own, 40_000, withheld=True)
    assert not faults({withheld: withheld}) and "avoided" not in withheld


def test_intervals_and_changes_in_words():
    assert interval(0.6, 0.6, "{:.2f}".format) == "0.60"
    assert interval(1, 2) == "1.0 to 2.0"
    assert against_expected(0.56, 0.8) == "20 to 44% fewer"
    assert against_expected(0.56, 1.05) == "44% fewer to 5% more"
    assert against_expected(1.05, 1.2) == "5 to 20% more"
