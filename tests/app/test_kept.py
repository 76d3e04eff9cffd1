"""What has been drawn is kept: a page that runs again draws nothing again, and nobody
is shown what was drawn for another audience."""

import gc
import tomllib
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.exhibits import before_after, frequent_attenders
from analytics.exhibits.exhibit import Exhibit
from analytics.figures.theme import DARK, LIGHT, dressed
from analytics.measures.before_after.question import Question
from pages.shell import long_lived
from pages.shell.drawing import kept

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def asked(monkeypatch):
    """The exhibits drawn afresh since the test began, by name."""
    kept.forget()
    names, drawn = [], Exhibit.drawn

    def noted(self, *more):
        names.append(self.name)
        return drawn(self, *more)

    monkeypatch.setattr(Exhibit, "drawn", noted)
    return names


def test_a_page_that_runs_again_draws_nothing_again(sample, asked):
    page = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not page.exception and len(asked) > 10
    asked.clear()
    assert not page.run().exception and asked == []


def test_nothing_is_looked_through_for_garbage_after_each_run():
    config = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text())
    assert config["runner"]["postScriptGC"] is False


def test_garbage_is_looked_for_once_a_minute(monkeypatch):
    looks = []
    monkeypatch.setattr(long_lived.gc, "collect", lambda: looks.append(1))
    now = long_lived.time.monotonic()
    monkeypatch.setattr(long_lived, "_looked", now)
    for later in (1, 59, 61, 62, 119, 123):
        monkeypatch.setattr(long_lived.time, "monotonic", lambda at=now + later: at)
        long_lived.look_for_garbage()
    assert len(looks) == 2


def test_code_is_never_looked_through_for_garbage(sample):
    long_lived.set_aside.cache_clear()
    gc.unfreeze()
    AppTest.from_file(str(APP), default_timeout=120).run()
    once = gc.get_freeze_count()
    assert once > 100_000
    AppTest.from_file(str(APP), default_timeout=120).run()
    assert gc.get_freeze_count() <= once, "what comes later is looked through"


def test_each_audience_theme_and_question_has_its_own(loaded, asked):
    analyst = Gate(loaded, Filters(), Audience.PSEUDONYMISED)
    meeting, _changed = analyst.for_meeting
    exhibit = frequent_attenders.DISTRIBUTION
    shown = [
        kept.drawn(exhibit, gate, look, (AE,))[0]
        for gate, look in ((analyst, LIGHT), (meeting, LIGHT), (analyst, DARK))
    ]
    assert [one.aggregate for one in shown] == [False, True, False]
    assert len(asked) == 3 and shown[0].chart is not shown[2].chart
    other = Gate(loaded, Filters(ae_more_than=3), Audience.PSEUDONYMISED)
    assert kept.drawn(exhibit, other, LIGHT, (AE,))[0].title != shown[0].title
    assert kept.drawn(exhibit, analyst, LIGHT, (AE,))[0] is shown[0]
    assert len(asked) == 4


def test_a_fault_is_not_kept(loaded, asked):
    gate = Gate(loaded, Filters(), Audience.PSEUDONYMISED)
    never = Question(AE, "top:30", date(1999, 1, 1))
    for _ in range(2):
        with pytest.raises(InputError):
            kept.drawn(before_after.COURSE, gate, LIGHT, (never,))
    assert len(asked) == 2


def test_the_chart_shown_is_the_one_drawn_and_holds_to_the_schema(loaded, monkeypatch):
    gate = Gate(loaded, Filters(), Audience.PSEUDONYMISED)
    chart = frequent_attenders.AGE_AND_SEX.drawn(gate, LIGHT, AE)[0].chart
    told = []
    monkeypatch.setattr(
        kept.st, "vega_lite_chart", lambda spec, **options: told.append((spec, options))
    )
    kept.chart(chart, LIGHT, 240, 1.4, alt="Ages")
    kept.chart(chart, LIGHT, 240, 1.4, "age_band", alt="Ages")
    assert told[0][0] == dressed(chart, LIGHT, 240, 1.4).to_dict(validate=True)
    assert told[0][1] == {"theme": None, "width": "stretch", "alt": "Ages"}
    assert told[1][1]["selection_mode"] == kept.PICKED
    assert told[1][0]["params"][0]["name"] == kept.PICKED
